"""Managed blocks: our part of a body in which people write freely.

From our marker's line to the end's line the text is ours; every byte outside
is people's and stays, line ends included. A block whose begin or end was
taken away by hand is no block: told, not guessed.
"""

from __future__ import annotations

import re
from functools import cache

from postmortem_gh.text.marker import Marker, taken_apart
from postmortem_gh.values.lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Managed:
    """A body taken apart: people's text, our block (LF, without its two marker lines), people's text."""

    before: str
    marker: Marker
    content: str
    after: str


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    begin = rf"^<!-- postmortem-gh:v(\d{{1,6}}) {re.escape(kind)} (\{{[^\r\n]*\}}) -->[ \t]*\r?$"
    mark = re.escape(end_of(kind))
    # The text first, and that it begins its line after: so the engine leaps to it, where `^` tries every place.
    end = rf"{mark}(?<=^{mark})[ \t]*(?=\r?$)"  # its line end is outside, so people's
    return re.compile(begin, re.MULTILINE), re.compile(end, re.MULTILINE)


def end_of(kind: str) -> str:
    return f"<!-- postmortem-gh:end {kind} -->"


def wrap(mark: str, kind: str, content: str) -> str:
    """The block as text: marker line, content, end line."""
    return f"{mark}\n{content.strip()}\n\n{end_of(kind)}"


def find(body: str, kind: str) -> Managed | None:
    """The first whole block of ``kind``; None where there is none, or its end is missing.

    From the last beginning before the end: what follows a beginning that lost its end is people's.
    """
    if "<!-- postmortem-gh:" not in body:
        return None
    begin, end = _patterns(kind)
    opening = begin.search(body)
    closing = end.search(body, opening.end()) if opening else None
    while opening and closing and (later := begin.search(body, opening.end(), closing.start())):
        opening = later
    mark = taken_apart(kind, opening[2], opening[1]) if opening else None
    if opening is None or closing is None or mark is None:
        return None
    content = body[opening.end() : closing.start()].replace("\r\n", "\n").strip()
    return Managed(before=body[: opening.start()], marker=mark, content=content, after=body[closing.end() :])


def replace(body: str, kind: str, block: str) -> str | None:
    """``body`` with its block replaced, all else byte for byte; None where there is no whole block."""
    found = find(body, kind)
    if found is None:
        return None
    if "\r\n" in body:
        block = block.replace("\n", "\r\n")
    return found.before + block + found.after
