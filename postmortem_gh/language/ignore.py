"""Places where people switched a rule off: `<!-- postmortem-gh: ignore RULE reason -->`.

Read by `language/lint.py` for each file. At the end of a line the comment holds for that line; alone on
a line it holds for the paragraph, list item, table row or code block that follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from postmortem_gh.language.patterns import pattern

MARK = "postmortem-gh:"
_COMMENT = (
    r"<!--[ \t]{0,9}postmortem-gh:[ \t]{0,9}ignore[ \t]{1,9}([a-z][a-z,-]{0,200})(?:[ \t][^<>]{0,500})?-->"
)
_FENCE = r"[ \t>]*(`{3,}|~{3,})"


_MARKS = " \t>*+-.)0123456789"
"""What may stand before a comment that is alone: the marks of lists and quotes."""


class Ignored(NamedTuple):
    """Some rules (`all` for each of them) in some lines."""

    rules: frozenset[str]
    first: int
    last: int
    said_at: int


def read(lines: Sequence[str], blocks: Iterable[tuple[int, int]]) -> tuple[Ignored, ...]:
    """The places that are switched off; `blocks` are the first and last lines of each block of prose."""
    found = []
    for number, line in enumerate(lines, 1):
        if MARK in line and (comment := pattern(_COMMENT).search(line)):
            rules = frozenset(comment[1].split(",")) - {""}
            alone = not (line[: comment.start()] + line[comment.end() :]).strip(_MARKS)
            first, last = _following(lines, number, blocks) if alone else (number, number)
            found.append(Ignored(rules, first, last, number))
    return tuple(found)


def _following(lines: Sequence[str], number: int, blocks: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The lines of what comes after a comment that stands alone."""
    first = number + 1
    while first <= len(lines) and (
        not lines[first - 1].strip(" \t>") or pattern(_COMMENT).search(lines[first - 1])
    ):
        first += 1
    for start, end in blocks:
        if start <= first <= end:
            return first, end
    fence = pattern(_FENCE).match(lines[first - 1]) if first <= len(lines) else None
    last = first
    if fence:
        while last < len(lines) and not lines[last].strip(" \t>").startswith(fence[1]):
            last += 1
        last = min(last + 1, len(lines))
    return first, last


def holds(ignored: Iterable[Ignored], rule: str, line: int, end_line: int) -> bool:
    """Whether a finding of that rule in those lines was switched off."""
    return any(
        place.first <= end_line and line <= place.last and not place.rules.isdisjoint((rule, "all"))
        for place in ignored
    )
