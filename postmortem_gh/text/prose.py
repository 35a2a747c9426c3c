"""A block of Markdown that somebody wrote, made safe to stand among our own.

Used by escape. Its lists, tables, code, links and emphasis stay; headings
become bold lines, images links, fences are closed, and nothing in it is HTML.
Code stays as it is, for people copy it; but only where code is beyond doubt.
Where our reading could differ from GitHub's, text is taken for text, and a
fence is ended by a fence of our own, so that both readings are the same again.
https://spec.commonmark.org/0.31.2/ · https://github.github.com/gfm/
"""

from __future__ import annotations

import re
from bisect import bisect_left

from postmortem_gh.text.neutral import JOINER, Sink, clean, marks, own_marker
from postmortem_gh.text.patterns import pattern

_CONTAINERS = r"((?:[ \t]{0,12}(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*)"
_HEADING = pattern(_CONTAINERS + r"(#{1,6})(?=[ \t]|$)[ \t]*(.*)")
_UNDERLINE = pattern(r"([ \t>]*)(=+|-+)[ \t]*")
_FENCE = pattern(r"( {0,3})([-*+] {1,4}|\d{1,9}[.)] {1,4})?(`{3,}|~{3,})(.*)")
_LANGUAGE = pattern(r"[A-Za-z0-9_+#.-]{1,40}")
_BLANKS = " \t"  # alone: to CommonMark a line with a no-break space is text
_RUN = pattern(r"`+")
_RUN_OR_ESCAPE = pattern(r"\\[!-/:-@\[-`{-~]|`+")


def prose(text: str, sink: Sink) -> str:
    """The block, without empty lines around it."""
    return _Block(sink).read(clean(text).strip("\n").split("\n"))


class _Block:
    """Reads line by line; `fence` is the open fence, `below_text` whether the line above is text."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.out: list[str] = []
        self.fence: _Fence | None = None
        self.below_text = False
        self.is_balanced = True  # no backticks since the last empty line that wait for their end

    def read(self, lines: list[str]) -> str:
        for line in lines:
            fence = self.fence
            if fence is not None and not fence.ends_before(line) and not fence.ends_with(line):
                self.out.append(own_marker(line))
                continue
            if fence is not None:
                self._close(fence)
            if fence is None or not fence.ends_with(line):
                self._text(line)
        if self.fence is not None:
            self._close(self.fence)
        return "\n".join(self.out).strip("\n")

    def _close(self, fence: _Fence) -> None:
        self.out.append(" " * fence.indent + fence.signs)
        self.fence = None
        self.below_text = False
        self.is_balanced = True

    def _text(self, line: str) -> None:
        if not line.strip(_BLANKS):
            self.out.append("")
            self.below_text = False
            self.is_balanced = True
        elif not (self._opens(line) or self._underlines(line)):
            heading = _HEADING.fullmatch(line)
            if heading:
                self._head(heading)
            else:
                self.out.append(self._inside(line))
                self.below_text = True

    def _opens(self, line: str) -> bool:
        match = _FENCE.fullmatch(line)
        if match is None or (match[3][0] == "`" and "`" in match[4]):
            return False
        spaces, bullet, signs, words = match.groups()
        if bullet and bullet[0].isdigit() and self.below_text and int(bullet.rstrip()[:-1]) != 1:
            return False  # only a list that begins with 1 may interrupt a paragraph
        language = _LANGUAGE.match(words.strip())
        self.fence = _Fence(len(spaces) + len(bullet or ""), signs)
        self.out.append(f"{spaces}{bullet or ''}{signs}{language[0] if language else ''}")
        return True

    def _underlines(self, line: str) -> bool:
        """`===` and `---` make a heading of the line above, or front matter of what is below."""
        match = _UNDERLINE.fullmatch(line)
        if match is None or (len(match[2]) < 3 and match[2][0] == "-" and not self.below_text):
            return False
        if match[2][0] == "=" or self.below_text:
            self.out.append(f"{match[1]}{JOINER}{match[2]}")
            self.below_text = True
        else:
            self.out.append(f"{match[1]}***")
        return True

    def _head(self, heading: re.Match[str]) -> None:
        containers, _, words = heading.groups()
        words = words.strip()
        if words.rstrip("#") != words.rstrip("#").rstrip():
            words = words.rstrip("#").rstrip()  # the closing signs
        is_own = not containers.strip()
        if is_own and self.out and self.out[-1]:
            self.out.append("")
        is_plain = words and not set("*_`\\<[]").intersection(words)
        inside = self._inside(words)
        self.out.append(f"{containers}**{inside}**" if is_plain else f"{containers}{JOINER}{inside}")
        if is_own:
            self.out.append("")
        self.below_text = not is_own
        self.is_balanced = self.is_balanced or is_own

    def _inside(self, line: str) -> str:
        pieces, is_balanced = spans(line)
        if not self.is_balanced or not certain(pieces):
            pieces = [(False, line)]
        self.is_balanced = self.is_balanced and is_balanced
        return "".join(piece if is_code else marks(piece, self.sink) for is_code, piece in pieces)


class _Fence:
    """An open fence, and how far its lines are indented at the least (more than 0 inside of a list item)."""

    __slots__ = ("indent", "signs")

    def __init__(self, indent: int, signs: str) -> None:
        self.indent = indent
        self.signs = signs

    def ends_before(self, line: str) -> bool:
        """A line further left is no longer in the list item that the fence may be in."""
        return bool(line.strip(_BLANKS)) and _indent(line) < self.indent

    def ends_with(self, line: str) -> bool:
        bare = line.strip(_BLANKS)
        return (
            bare.startswith(self.signs) and not bare.strip(self.signs[0]) and _indent(line) <= self.indent + 3
        )


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))


def spans(line: str) -> tuple[list[tuple[bool, str]], bool]:
    """The line cut into text and code (True), and whether each run of backticks found its end on it."""
    if "`" not in line:
        return [(False, line)], True
    starts: dict[int, list[int]] = {}
    for run in _RUN.finditer(line):
        starts.setdefault(len(run[0]), []).append(run.start())
    pieces: list[tuple[bool, str]] = []
    done = at = 0
    is_balanced = True
    while (match := _RUN_OR_ESCAPE.search(line, at)) is not None:
        at = match.end()
        if match[0][0] == "\\":
            continue
        same = starts.get(len(match[0]), [])
        place = bisect_left(same, at)
        if place == len(same):
            is_balanced = False
            continue
        at = same[place] + len(match[0])
        pieces += [(False, line[done : match.start()]), (True, line[match.start() : at])]
        done = at
    return [*pieces, (False, line[done:])], is_balanced


def certain(pieces: list[tuple[bool, str]]) -> bool:
    """Whether GitHub must see the same code: no table, formula or address takes part in it."""
    for is_code, piece in pieces:
        if is_code and "|" in piece:
            return False  # in a table each cell is cut out before code is looked for
        if not is_code and "$" in piece:
            return False  # $`…`$, and what else formulas do
    return not any(_ends_in_address(piece) for is_code, piece in pieces[:-1] if not is_code)


def _ends_in_address(text: str) -> bool:
    """An address goes on up to the next blank, and takes a backtick along."""
    last = text.rsplit(None, 1)[-1] if text and not text[-1].isspace() else ""
    return ":" in last or "@" in last or "www." in last.lower()
