"""A block of Markdown as the plain words that a reader sees, with the way back to line and column.

Between `language/blocks.py`, which finds the blocks, and `language/check.py`, which judges the words.
Marks of emphasis and the targets of links are dropped; what nobody here wrote as a sentence (code, URLs,
images, HTML, quotations of messages) becomes a run of U+FFFC of the same length, so that the sentence
around it keeps its shape. Linear in the length of the block.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from postmortem_gh.language.inline import PARAGRAPH, Edit, Inlines
from postmortem_gh.language.lines import Block, Kind
from postmortem_gh.language.quotations import without_quotations

OBJECT = "\ufffc"


class Position(NamedTuple):
    """A place in the file: both count from 1, the column in code points."""

    line: int
    column: int


class Prose:
    """Plain text, and for each of its characters the place where it stands in the file."""

    __slots__ = ("_block", "_plain", "_raw", "_wide", "kind", "quoted", "text")

    def __init__(self, block: _Source, text: str, plain: list[int], raw: list[int], wide: list[int]) -> None:
        self.text = text
        self.kind: Kind = block.kind
        self.quoted = block.quoted
        self._block = block
        self._plain = plain  # where each run of characters begins in `text` …
        self._raw = raw  # … and in the block's source
        self._wide = wide  # characters of source for the run's one character (an entity); 0: one for one

    def start(self, offset: int) -> Position:
        """Where the character at `offset` begins."""
        return self._block.place(self._raw_start(offset))

    def end(self, offset: int) -> Position:
        """Where the character before `offset` ends."""
        return self._block.place(self._raw_end(offset))

    def source(self, start: int, end: int) -> str:
        """What stands in the file between two offsets, without the marks of lists and quotes."""
        return self._block.raw[self._raw_start(start) : self._raw_end(end)] if end > start else ""

    @property
    def first_line(self) -> int:
        return self._block.lines[0]

    @property
    def last_line(self) -> int:
        return self._block.lines[-1]

    def _raw_start(self, offset: int) -> int:
        run = bisect_right(self._plain, offset) - 1
        if self._wide[run]:
            return self._raw[run]
        return self._raw[run] + offset - self._plain[run]

    def _raw_end(self, offset: int) -> int:
        if offset <= 0:
            return self._raw_start(0)
        run = bisect_right(self._plain, offset - 1) - 1
        if self._wide[run]:
            return self._raw[run] + self._wide[run]
        return self._raw[run] + offset - self._plain[run]


class _Source:
    """A block's lines as one text, and where each of its characters stands in the file."""

    __slots__ = ("_columns", "_starts", "kind", "lines", "quoted", "raw")

    def __init__(self, block: Block) -> None:
        self.kind = block.kind
        self.quoted = block.quoted
        self.lines = [piece.line for piece in block.pieces]
        self._columns = [piece.start for piece in block.pieces]
        texts = [piece.text.rstrip() for piece in block.pieces]
        self._starts = [0]
        for text in texts[:-1]:
            self._starts.append(self._starts[-1] + len(text) + 1)
        self.raw = "\n".join(texts)

    def place(self, offset: int) -> Position:
        line = bisect_right(self._starts, offset) - 1
        return Position(self.lines[line], self._columns[line] + offset - self._starts[line] + 1)


def read(block: Block, references: AbstractSet[str]) -> list[Prose]:
    """The plain text of a block: one, or several where HTML breaks it up."""
    source = _Source(block)
    return _rewritten(source, Inlines(source.raw, references).edits())


def _rewritten(source: _Source, edits: list[Edit]) -> list[Prose]:
    found: list[Prose] = []
    writer = _Writer()
    done = 0
    for start, end, text in edits:
        writer.write(source.raw[done:start], done)
        done = end
        if text == PARAGRAPH:
            writer.finish(source, found)
        elif text is None:
            writer.write(_blank(source.raw[start:end]), start)
        elif text:
            writer.write(text, start, wide=end - start)
    writer.write(source.raw[done:], done)
    writer.finish(source, found)
    return found


class _Writer:
    """Collects plain text together with where it came from."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._runs: tuple[list[int], list[int], list[int]] = ([], [], [])

    def write(self, text: str, start: int, wide: int = 0) -> None:
        if text:
            for run, value in zip(self._runs, (self._length, start, wide), strict=True):
                run.append(value)
            self._parts.append(text)
            self._length += len(text)

    def finish(self, source: _Source, found: list[Prose]) -> None:
        text = "".join(self._parts)
        if text.strip(" \n" + OBJECT):
            found.append(Prose(source, without_quotations(text, source.quoted), *self._runs))
        self.__init__()  # type: ignore[misc]  # no subclass: as new again


def _blank(text: str) -> str:
    """As many object characters as there are characters; line ends stay."""
    return "\n".join(OBJECT * len(line) for line in text.split("\n")) if "\n" in text else OBJECT * len(text)
