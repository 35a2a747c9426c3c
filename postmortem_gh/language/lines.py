"""A line of Markdown by itself: its cells, what reads as a heading, where front matter ends.

Used by `language/blocks.py`, which knows what stands around a line, and by whoever counts lines as we do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from postmortem_gh.text.patterns import pattern, words

Kind = Literal["prose", "action-item"]


class Piece(NamedTuple):
    """A part of one line of the source: its number (from 1), where it starts (from 0), its text."""

    line: int
    start: int
    text: str


class Block(NamedTuple):
    """Prose that belongs together: a paragraph, a list item's paragraph, a table's cell."""

    kind: Kind
    pieces: list[Piece]
    quoted: bool
    """It stands in a block quote, where pasted messages live."""


_TAG = pattern(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s>]|/>|$)")
_TAG_BLOCKS = words(
    """address article aside base basefont blockquote body caption center col colgroup dd details dialog
    dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr
    html iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section
    summary table tbody td tfoot th thead title tr track ul"""
)
_ACTIONS = words(
    "action|actions|action item|action items|action points|actions to take|follow up|follow ups|followup"
    "|followups|follow up actions|follow up items|follow up tasks|next steps|todo|todos|to do|to dos"
    "|remediation|remediations|remediation items|remediation actions|repair items|corrective actions"
    "|corrective measures|preventive actions|preventive measures|preventative actions|preventative measures"
    "|corrective and preventive actions",
    between="|",
)
_NO_PART_OF_IT = frozenset(("our", "the", "proposed", "open", "suggested"))
_ITEM_COLUMNS = ("action", "item", "what", "task", "description", "title", "todo", "to-do", "follow")


def split_lines(text: str) -> list[str]:
    """The lines of a file as editors count them, without their ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def front_matter_end(lines: Sequence[str]) -> int:
    """The number of lines that YAML or TOML at the top of the file takes up."""
    fence = lines[0].rstrip() if lines else ""
    if fence not in ("---", "+++"):
        return 0
    ends = ("---", "...") if fence == "---" else ("+++",)
    said = False
    for number in range(1, len(lines)):
        line = lines[number].rstrip()
        if line in ends:
            return number + 1 if said else 0
        if not said and line and not line.startswith("#"):
            # A rule at the top of the page, and another one later, are no front matter.
            if not re.match(r"[\w\"'.-]+ *[:=]", line):
                return 0
            said = True
    return 0


def cells(row: Piece) -> list[Piece]:
    """The cells of a table's row; a `\\|` is part of a cell (https://github.github.com/gfm/#example-200)."""
    text, start = row.text.rstrip(), 0
    found: list[Piece] = []
    if text.startswith("|"):
        start = 1
    while True:
        end = text.find("|", start)
        while end > 0 and text[end - 1] == "\\":
            end = text.find("|", end + 1)
        cell = text[start:] if end < 0 else text[start:end]
        if end >= 0 or cell.strip() or not found:
            left = len(cell) - len(cell.lstrip())
            found.append(Piece(row.line, row.start + start + left, cell.strip()))
        if end < 0:
            return found
        start = end + 1


def begins_tag_block(line: str, start: int) -> bool:
    tag = _TAG.match(line, start)
    return tag is not None and tag[1].lower() in _TAG_BLOCKS


def reads_as_heading(line: str) -> bool:
    """A line such as `Action items:` or `**Action items**`, which people write in place of a heading."""
    line = line.rstrip()
    bold = line.startswith("**") and line.endswith("**")
    return len(line) < 60 and (bold or line.rstrip("*_ ").endswith(":"))


def normal(label: str) -> str:
    """A reference's label as Markdown compares it."""
    return " ".join(label.split()).casefold()


def announces_actions(heading: str) -> bool:
    """Whether a heading says that action items follow."""
    said = [word for word in re.split(r"[^a-z]+", heading.lower()) if word and word not in _NO_PART_OF_IT]
    return " ".join(said) in _ACTIONS


def holds_actions(head: str) -> bool:
    """Whether a column of a table under such a heading holds the items, and not their owners."""
    return head.strip("*_ ").lower().startswith(_ITEM_COLUMNS)
