"""Which lines of a Markdown file are prose: the first, quick look, without reading inside the lines.

`language/prose.py` turns the blocks found here into plain text. Follows CommonMark's block structure
(https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy) and GFM's tables as far as it decides
what is prose; a parser that builds a whole tree takes several times as long, and the tests hold this one
against such a parser. Linear: each line is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from postmortem_gh.language.lines import (
    Block,
    Kind,
    Piece,
    announces_actions,
    begins_tag_block,
    cells,
    front_matter_end,
    holds_actions,
    normal,
    reads_as_heading,
)
from postmortem_gh.text.patterns import pattern

_QUOTE = -1
_INDENTED_CODE = 4
_DEEPEST = 48
"""Containers in containers that we follow; people stop at five, and hostile text must not cost more."""

# Asked of each line, so compiled at once: re calls its own methods a quarter quicker.
_PREFIX = re.compile(r"[ \t>*+\-0-9.)]*")
_SPACES = re.compile(r" *")
_MARKER = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?= |$)")
_RULE = re.compile(r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_HEADING = re.compile(r"(#{1,6})(?: +(.*))?$")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
# Asked of few.
_TASK = pattern(r"\[[ xX]\] +")
_DEFINITION = pattern(
    r"\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]: *(?:<[^<>]*>|[^ ]+)(?: +(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))? *$"
)
_FOOTNOTE = pattern(r"\[\^[^\]\s]{1,99}\]: *")
_ALERT = pattern(r"\[!\w{1,20}\] *$")
# Lines that are entries of their own though Markdown would join them: times, signs, labels.
_ENTRY = pattern(
    r"\[?\d{1,2}[:.]\d\d|\[?\d{4}-\d\d-\d\d|[•▪◦‣·–—✅❌⚠❗]"
    r"|\*\*[^*]{1,60}(?::\*\*|\*\*:)|[A-Z][A-Za-z ]{0,30}: "
)
_RAW = pattern(r"(?i)<(script|pre|style|textarea)(?=[\s>]|$)|<(!--)|<(\?)|<(!\[CDATA\[)|<(![A-Za-z])")
_RAW_ENDS = ("", "-->", "?>", "]]>", ">")
_TAG_ALONE = pattern(r"(?:</[A-Za-z][A-Za-z0-9-]*\s*>|<[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?>) *$")


class Scanner:
    """Reads lines one by one and gives out each block when it ends."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.references: set[str] = set()
        self._stack: list[int] = []
        self._paragraph: list[Piece] = []
        self._task = False
        self._hollow = False
        self._depth = 0
        self._fence = ""
        self._raw_end = ""
        self._html = False
        self._table: list[Kind] | None = None
        self._actions = False
        self._ready: list[Block] = []

    def blocks(self) -> Iterator[Block]:
        lines, start = self.lines, front_matter_end(self.lines)
        for index in range(start, len(lines)):
            line = lines[index]
            # The common case first: plain text in an open paragraph that is in no container.
            if not self._stack and self._paragraph and not self._html and line[:1].isalpha():
                self._continue(Piece(index + 1, 0, line))
            elif line or self._stack or self._fence or self._raw_end:
                self._read(index + 1, line)
            else:
                self._close()
            if self._ready:
                yield from self._ready
                self._ready.clear()
        self._close()
        yield from self._ready

    def _read(self, number: int, line: str) -> None:
        """One line: leave containers that ended, enter those that begin, then look at what is in them."""
        shift = 0
        if "\t" in line:
            prefix = _PREFIX.match(line).group()  # type: ignore[union-attr]  # matches everywhere
            if "\t" in prefix:
                wide = prefix.expandtabs(4)
                shift = len(wide) - len(prefix)
                line = wide + line[len(prefix) :]
        pos, matched = self._match_containers(line)
        if (self._fence or self._raw_end or self._html or self._table is not None) and matched < self._depth:
            self._end_leaf()
        if self._fence or self._raw_end:
            self._inside_leaf(line, pos)
            return
        pos, entered = self._enter_containers(line, pos, matched)
        start = _SPACES.match(line, pos).end()  # type: ignore[union-attr]  # matches everywhere
        if start == len(line):
            self._blank(matched, entered)
            return
        if matched < len(self._stack) and not entered:
            if self._paragraph and not self._html and not self._begins_leaf(line, start, start - pos):
                self._continue(Piece(number, max(0, start - shift), line[start:]))
                return
            self._close()
            del self._stack[matched:]
        self._leaf(number, line, start, start - pos, shift)

    # -- containers -------------------------------------------------------------------------------

    def _match_containers(self, line: str) -> tuple[int, int]:
        """How far the line goes on in the block quotes and list items that are open."""
        pos = 0
        for depth, container in enumerate(self._stack):
            start = _SPACES.match(line, pos).end()  # type: ignore[union-attr]  # matches everywhere
            if container == _QUOTE:
                if start - pos >= _INDENTED_CODE or line[start : start + 1] != ">":
                    return pos, depth
                pos = start + 1
                if line[pos : pos + 1] == " ":
                    pos += 1
            elif start == len(line):
                pos = min(start, pos + container)
            elif start - pos >= container:
                pos += container
            else:
                return pos, depth
        return pos, len(self._stack)

    def _enter_containers(self, line: str, pos: int, matched: int) -> tuple[int, bool]:
        """Open the block quotes and list items that begin on this line."""
        entered = False
        while True:
            start = _SPACES.match(line, pos).end()  # type: ignore[union-attr]  # matches everywhere
            if start - pos >= _INDENTED_CODE or len(self._stack) >= _DEEPEST:
                return pos, entered
            if line[start : start + 1] == ">":
                width, end = _QUOTE, start + 1
                if line[end : end + 1] == " ":
                    end += 1
            else:
                marker = self._marker(line, start, entered or matched < len(self._stack))
                if marker is None:
                    return pos, entered
                width, end = marker[0] - pos, marker[1]
            if not entered:
                self._close()
                del self._stack[matched:]
                entered = True
            self._stack.append(width)
            pos = end
            if width != _QUOTE and (task := _TASK.match(line, pos)):
                self._task = True
                pos = task.end()

    def _marker(self, line: str, start: int, apart: bool) -> tuple[int, int] | None:
        """Where the content of the list item that begins here stands; the column, and the position now."""
        marker = _MARKER.match(line, start)
        if marker is None or _RULE.match(line, start):
            return None
        end = marker.end()
        content = _SPACES.match(line, end).end()  # type: ignore[union-attr]  # matches everywhere
        if self._paragraph and not apart and (content == len(line) or marker[1] not in (None, "1")):
            return None  # such a line can't interrupt a paragraph
        if content == len(line) or content - end > _INDENTED_CODE:
            return end + 1, min(end + 1, len(line))
        return content, content

    def _blank(self, matched: int, entered: bool) -> None:
        self._close()
        if self._hollow and not entered:
            self._stack.pop()  # an item may begin with one empty line, not with two
        self._hollow = entered and self._stack[-1] != _QUOTE
        if not entered:
            for depth in range(matched, len(self._stack)):
                if self._stack[depth] == _QUOTE:
                    del self._stack[depth:]
                    break

    # -- leaves -----------------------------------------------------------------------------------

    def _inside_leaf(self, line: str, pos: int) -> None:
        """A line of a fenced code block or of HTML that is shown as it is, or not at all."""
        if self._fence:
            rest = line[pos:].rstrip()
            marks = rest.lstrip(" ")
            # https://spec.commonmark.org/0.31.2/#fenced-code-blocks: an end may stand in by three spaces.
            indented = len(rest) - len(marks) >= _INDENTED_CODE
            if not indented and len(marks) >= len(self._fence) and not marks.strip(self._fence[0]):
                self._fence = ""
        elif self._raw_end in line[pos:].lower():
            self._raw_end = ""

    def _begins_leaf(self, line: str, start: int, indent: int) -> bool:
        """Whether something begins here that interrupts a paragraph."""
        if indent >= _INDENTED_CODE:
            return False
        return bool(
            _HEADING.match(line, start)
            or _FENCE.match(line, start)
            or _RULE.match(line, start)
            or _RAW.match(line, start)
            or begins_tag_block(line, start)
        )

    def _leaf(self, number: int, line: str, start: int, indent: int, shift: int) -> None:
        """What stands in the innermost container on this line."""
        self._hollow = False
        if indent >= _INDENTED_CODE and not self._paragraph:
            self._close()
            return
        if line[start] in "#`~<*-_=|:" and indent < _INDENTED_CODE and self._special(line, start):
            return
        piece = Piece(number, max(0, start - shift), line[start:])
        if self._table is not None:
            self._row(piece)
        else:
            self._continue(piece)

    def _special(self, line: str, start: int) -> bool:
        """Headings, fences, rules, HTML, the second line of a table; true when the line is used up."""
        first = line[start]
        if first in "=-" and self._paragraph and not self._html and not line[start:].rstrip().strip(first):
            self._heading(" ".join(piece.text for piece in self._paragraph))
            self._paragraph = []
            return True
        if first in "|:-" and self._paragraph and self._begin_table(line[start:]):
            return True
        if self._html:
            return False
        if heading := _HEADING.match(line, start):
            self._close()
            self._heading(heading[2] or "")
            return True
        if fence := _FENCE.match(line, start):
            self._close()
            self._fence = fence[1] or fence[2]
            self._depth = len(self._stack)
            return True
        if _RULE.match(line, start):
            self._close()
            return True
        return first == "<" and self._begin_html(line, start)

    def _begin_html(self, line: str, start: int) -> bool:
        raw = _RAW.match(line, start)
        if raw is not None:
            self._close()
            kind = raw.lastindex or 1
            end = f"</{raw[1].lower()}>" if kind == 1 else _RAW_ENDS[kind - 1]
            if kind == 2 and (closed := line.find(end, start + 4)) >= 0 and line[closed + 3 :].strip():
                return False  # a comment, and then prose on the same line
            if line.lower().find(end, raw.end()) < 0:
                self._raw_end = end
                self._depth = len(self._stack)
            return True
        if begins_tag_block(line, start) or (not self._paragraph and _TAG_ALONE.match(line, start)):
            self._close()
            self._html = True
            self._depth = len(self._stack)
        return False

    def _end_leaf(self) -> None:
        self._close()
        self._fence = self._raw_end = ""

    def _continue(self, piece: Piece) -> None:
        """Add a line to the paragraph, unless it reads as an entry of its own."""
        paragraph = self._paragraph
        if not paragraph:
            if definition := _DEFINITION.match(piece.text):
                self.references.add(normal(definition[1]))
                return
            if _ALERT.match(piece.text):
                return
            footnote = _FOOTNOTE.match(piece.text)
            if footnote:
                piece = Piece(piece.line, piece.start + footnote.end(), piece.text[footnote.end() :])
        elif _ENTRY.match(piece.text) and _ENTRY.match(paragraph[0].text):
            html = self._html
            self._close()
            self._html = html
        self._paragraph.append(piece)

    def _close(self) -> None:
        """The paragraph, the table or the HTML ends here."""
        self._html = False
        self._table = None
        if self._paragraph:
            pieces, self._paragraph = self._paragraph, []
            if not self._stack and len(pieces) == 1 and reads_as_heading(pieces[0].text):
                self._heading(pieces[0].text)
            self._give(self._kind(), pieces)
        self._task = False

    def _kind(self) -> Kind:
        listed = any(container != _QUOTE for container in self._stack)
        return "action-item" if self._task or (self._actions and listed) else "prose"

    def _give(self, kind: Kind, pieces: list[Piece]) -> None:
        self._ready.append(Block(kind, pieces, _QUOTE in self._stack))

    def _heading(self, text: str) -> None:
        self._actions = announces_actions(text)

    # -- tables -----------------------------------------------------------------------------------

    def _begin_table(self, line: str) -> bool:
        """Whether this is the line of dashes under a table's head, which then is no paragraph."""
        if "|" not in line + self._paragraph[-1].text or line.strip(" |:-"):
            return False
        dashes = [cell.text for cell in cells(Piece(0, 0, line))]
        if not all("-" in cell and not cell.strip(":").strip("-") for cell in dashes):
            return False
        head = [cell.text for cell in cells(self._paragraph[-1])]
        if len(head) != len(dashes):
            return False
        self._paragraph.pop()
        self._close()
        kinds: list[Kind] = ["prose"] * len(head)
        if self._actions:
            kinds = ["action-item" if holds_actions(cell) else "prose" for cell in head]
        self._table = kinds
        self._depth = len(self._stack)
        return True

    def _row(self, piece: Piece) -> None:
        for kind, cell in zip(self._table or (), cells(piece), strict=False):
            if cell.text:
                self._give(kind, [cell])


def with_closing_conditions(blocks: list[Block]) -> list[Block]:
    """Action items together with a “Done when …” that stands below them as a list of its own."""
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if (
            above is not None
            and above.kind == block.kind == "action-item"
            and block.pieces[0].line == above.pieces[-1].line + 1
            and block.pieces[0].start > above.pieces[0].start
            and block.pieces[0].text.lower().startswith("done when")
        ):
            joined[-1] = above._replace(pieces=above.pieces + block.pieces)
        else:
            joined.append(block)
    return joined
