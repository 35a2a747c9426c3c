"""Which heading lines of a body are headings, and which stand in code.

Used by headings. CommonMark closes an open fence at the end of the text, but
in a form each answer was typed alone: a fence that somebody forgot to close
ends with its answer, else it would swallow all answers below. So code ends
early, at a label of the form, where all of that label's headings would be lost.
https://spec.commonmark.org/0.31.2/#fenced-code-blocks
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from postmortem_gh.text.patterns import pattern

# What can begin a block that matters: a heading, a fence (also one that a list item opens), HTML that
# takes all lines up to its end. https://spec.commonmark.org/0.31.2/#html-blocks
_BLOCKS = pattern(
    r"\n( *+)(?:"
    r"(#{1,6})(?!#)([^\n]*)"
    r"|((?:[-*+]|\d{1,9}[.)]) {1,4})?(`{3,}|~{3,})([^\n]*)"
    r"|<(!--|(?:pre|script|style|textarea)(?=[ >\n]))"
    r")",
    re.IGNORECASE,
)


_DOUBTFUL, _LIKELY, _SURE = range(3)  # that a line closes what another opened


class Heading:
    """A heading line: where it stands, what it says, and which elements of the form it can be."""

    __slots__ = ("elements", "end", "indent", "level", "rank", "start", "text")

    def __init__(self, start: int, end: int, indent: int, level: int, text: str) -> None:
        self.start = start  # of its line
        self.end = end  # of its line, without the newline
        self.indent = indent
        self.level = level
        self.text = text
        self.rank = 0  # 0 as GitHub writes it; more the further from that
        self.elements: tuple[int, ...] = ()  # none: no label of the form


class _Code:
    """A line that opens code, and perhaps can close some."""

    __slots__ = ("close", "end", "indent", "is_bare", "offset", "start")

    def __init__(self, start: int, end: int, indent: int, close: str) -> None:
        self.start = start
        self.end = end
        self.indent = indent
        self.close = close  # what closes it: a run of fence signs, or a tag
        self.is_bare = False  # a fence without words after it
        self.offset = 0  # of a fence in a list item: where the item's text begins


_Block = Heading | _Code


def outside_code(
    body: str, recognise: Callable[[Heading], None]
) -> tuple[list[Heading], list[tuple[int, int]]]:
    """All headings that are not in code, in order, and from where to where code goes.

    `body` begins with a newline and has no carriage return; `recognise` tells
    each heading which elements of the form it can be.
    """
    headings, blocks = _blocks(body, recognise)
    if len(headings) == len(blocks):
        return headings, []
    walk = _Walk(body, blocks)
    return walk.headings(), walk.code


def _blocks(body: str, recognise: Callable[[Heading], None]) -> tuple[list[Heading], list[_Block]]:
    headings: list[Heading] = []
    blocks: list[_Block] = []
    for match in _BLOCKS.finditer(body):
        spaces, hashes, text, bullet, fence, info, html = match.groups()
        start, end, indent = match.start() + 1, match.end(), len(spaces)
        if hashes is not None:
            if indent > 3:
                continue
            heading = Heading(start, end, indent, len(hashes), text)
            recognise(heading)
            if heading.elements or not text or text[0].isspace():
                headings.append(heading)
                blocks.append(heading)
        elif fence is not None:
            block = _Code(start, end, indent, fence)
            block.is_bare = bullet is None and not info.strip()
            block.offset = indent + len(bullet) if bullet else 0
            # Backticks after backticks are code within a line; four blanks make text, unless in a list.
            if not (fence[0] == "`" and "`" in info) and (indent <= 3 or block.is_bare):
                blocks.append(block)
        elif indent <= 3:
            blocks.append(_Code(start, end, indent, "-->" if html == "!--" else f"</{html.lower()}>"))
    return headings, blocks


def ranked(known: list[Heading]) -> Callable[[Heading], int]:
    """How far a heading is from what GitHub writes; in another level than the others it is further.

    That level is the third, unless somebody changed them all: then more than
    twice as many labels stand in another one.
    """
    labels: dict[int, set[tuple[int, ...]]] = {}
    for heading in known:
        labels.setdefault(heading.level, set()).add(heading.elements)
    usual = max(labels, key=lambda level: len(labels[level]), default=3)
    if len(labels.get(usual, ())) <= 2 * len(labels.get(3, ())):
        usual = 3
    return lambda heading: heading.rank if heading.level == usual else max(heading.rank, 2)


class _Walk:
    """Goes through the blocks once; how far code reaches is looked up, so that no text is walked twice."""

    def __init__(self, body: str, blocks: list[_Block]) -> None:
        self.body = body
        self.blocks = blocks
        self.starts = [block.start for block in blocks]
        known = [(n, b) for n, b in enumerate(blocks) if isinstance(b, Heading) and b.elements]
        self.last = {heading.elements: number for number, heading in known}
        self.last_clean = {h.elements: number for number, h in known if not is_rough(h, body)}
        self.known: list[int] = []  # none further down has the same label and is less far from GitHub's way
        self.places: dict[tuple[int, ...], list[tuple[int, int]]] = {}  # of each label, with how far they are
        self._find_nearest(known)
        self.seen: set[tuple[int, ...]] = set()  # the labels of the headings found so far
        self.code: list[tuple[int, int]] = []
        self.languages = [0]  # how many fences with a language stand above each block
        for block in blocks:
            opens = isinstance(block, _Code) and not block.is_bare and block.close[0] in "`~"
            self.languages.append(self.languages[-1] + opens)
        self.closers: dict[str, list[int]] = {}
        self.tags: dict[str, list[int]] = {}

    def _find_nearest(self, known: list[tuple[int, Heading]]) -> None:
        rank = ranked([heading for _, heading in known])
        for number, heading in reversed(known):
            distance = 2 * rank(heading) + is_rough(heading, self.body)
            places = self.places.setdefault(heading.elements, [])
            if not places or distance <= places[-1][1]:
                places.append((number, distance))
                self.known.append(number)
        self.known.reverse()
        for places in self.places.values():
            places.reverse()

    def headings(self) -> list[Heading]:
        found: list[Heading] = []
        number = 0
        while number < len(self.blocks):
            block = self.blocks[number]
            if isinstance(block, Heading):
                found.append(block)
                self.seen.add(block.elements)
                number += 1
            else:
                number = self._after(number, block)
                end = self.blocks[number].start if number < len(self.blocks) else len(self.body)
                self.code.append((block.start, end))
        return found

    def _after(self, number: int, code: _Code) -> int:
        """The first block that no longer is in the code that opens here."""
        if code.indent > 3:
            return number + 1
        if code.offset:
            return self._after_item(number, code)
        first = bisect_right(self.known, number)
        first_known = self.known[first] if first < len(self.known) else len(self.blocks)
        end, sure = self._tag(code) if code.close[0] in "-<" else self._fence(number, code.close)
        if end is None:  # never closed: it ends where the next answer begins
            return first_known
        return end if self._is_code(number, end, sure) else first_known

    def _is_code(self, number: int, end: int, sure: int) -> bool:
        """Whether what looks like code up to there is some, though labels of the form stand in it."""
        if sure == _SURE:
            return True
        are_rough, is_pasted = True, False
        for label, places in self.places.items():
            inside = bisect_left(places, (number + 1, 0))
            if inside == len(places) or places[inside][0] >= end:
                continue
            are_clean = sure == _DOUBTFUL and places[inside][1] % 2 == 0
            below = (self.last_clean if are_clean else self.last).get(label, 0)
            if label in self.seen or below >= end:
                is_pasted = True  # whoever pastes a form into code pastes labels that stand outside, too
            elif sure == _DOUBTFUL:
                return False
            else:
                are_rough = are_rough and places[inside][1] % 2 == 1
        return are_rough or is_pasted

    def _after_item(self, number: int, code: _Code) -> int:
        """A fence in a list item ends with the item at the latest: at a block further left than its text."""
        for after in range(number + 1, len(self.blocks)):
            block = self.blocks[after]
            if isinstance(block, _Code):
                if block.indent < code.offset:
                    return after
                if block.is_bare and block.close.startswith(code.close):
                    return after + 1
            elif block.indent < code.offset:
                return after
        return len(self.blocks)

    def _fence(self, number: int, signs: str) -> tuple[int | None, int]:
        """The block after the next fence that can close one of these signs, and how surely it does.

        It rather opens code in a later answer when text follows at once, or
        when a fence with a language stands between.
        """
        if signs not in self.closers:
            self.closers[signs] = [
                n
                for n, b in enumerate(self.blocks)
                if isinstance(b, _Code) and b.is_bare and b.indent <= 3 and b.close.startswith(signs)
            ]
        closers = self.closers[signs]
        place = bisect_right(closers, number)
        if place == len(closers):
            return None, _LIKELY
        closer = closers[place]
        below = self.body[self.blocks[closer].end + 1 : self.blocks[closer].end + 2]
        is_nested = self.languages[closer] > self.languages[number + 1]
        return closer + 1, _LIKELY if below in ("", "\n") and not is_nested else _DOUBTFUL

    def _tag(self, code: _Code) -> tuple[int | None, int]:
        """The first block below the tag that ends this one, and how surely it does: likely at a line's end."""
        if code.close not in self.tags:
            found = re.finditer(re.escape(code.close), self.body, re.IGNORECASE)
            self.tags[code.close] = [match.start() for match in found]
        tags = self.tags[code.close]
        place = bisect_left(tags, code.start)
        if place == len(tags):
            return None, _LIKELY
        tag, after = tags[place], tags[place] + len(code.close)
        is_last = self.body[after : after + 1] in ("", "\n")
        sure = _LIKELY if is_last or code.close[0] == "<" else _DOUBTFUL
        is_next = self.body.find("<!--", code.start + code.indent + 4, tag) < 0
        if code.close[0] == "-" and is_last and is_next and self.body[tag - 1] == "\n":
            sure = _SURE  # alone on its line: nobody types that as an answer
        return bisect_left(self.starts, tag), sure


def is_rough(heading: Heading, body: str) -> bool:
    """Whether GitHub cannot have written it so: without an empty line before and after, or indented."""
    if heading.indent or (heading.start > 1 and body[heading.start - 2] != "\n"):
        return True
    return heading.end + 1 < len(body) and body[heading.end + 1] != "\n"


def nearest(known: list[tuple[int, Heading]], far: Callable[[Heading], int]) -> list[tuple[int, Heading]]:
    """Of the headings of each label those that are the least far from what GitHub writes."""
    distances = [far(heading) for _, heading in known]
    best: dict[tuple[int, ...], int] = {}
    for (_, heading), distance in zip(known, distances, strict=True):
        best[heading.elements] = min(best.get(heading.elements, distance), distance)
    return [
        pair for pair, distance in zip(known, distances, strict=True) if distance == best[pair[1].elements]
    ]
