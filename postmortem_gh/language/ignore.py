"""Places where people switched a rule off: `<!-- postmortem-gh: ignore RULE reason -->`.

Read by `language/lint.py` for each file. At the end of a line the comment holds for that line; alone on
a line it holds for the paragraph, list item, table row or code block that follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from postmortem_gh.text.patterns import pattern

MARK = "postmortem-gh:"
_COMMENT = pattern(
    r"<!--[ \t]{0,9}postmortem-gh:[ \t]{0,9}ignore[ \t]{1,9}([a-z][a-z,-]{0,200})(?:[ \t][^<>]{0,500})?-->"
)
_FENCE = pattern(r"[ \t>]*(`{3,}|~{3,})")
_MARKS = " \t>*+-.)0123456789"
"""What may stand before a comment that is alone: the marks of lists and quotes."""


class Ignored(NamedTuple):
    """The rules that are off (`all` for each of them) by line, and where each was named."""

    rules: dict[int, set[str]]
    said: list[tuple[int, str]]

    def holds(self, rule: str, line: int, end_line: int) -> bool:
        """Whether a finding of that rule in those lines was switched off."""
        if not self.rules:
            return False
        named = (self.rules.get(number, ()) for number in range(line, end_line + 1))
        return any(rule in rules or "all" in rules for rules in named)


def read(lines: Sequence[str], blocks: Iterable[tuple[int, int]]) -> Ignored:
    """The places that are switched off; `blocks` are the first and last lines of each block of prose."""
    ends = {line: end for start, end in blocks for line in range(start, end + 1)}
    ignored = Ignored({}, [])
    waiting: set[str] = set()  # by comments that stand alone, for what follows
    for number, line in enumerate(lines, 1):
        comment = _COMMENT.search(line) if MARK in line else None
        if comment:
            rules = set(comment[1].split(",")) - {""}
            ignored.said.extend((number, rule) for rule in sorted(rules))
            if (line[: comment.start()] + line[comment.end() :]).strip(_MARKS):
                ignored.rules.setdefault(number, set()).update(rules)
            else:
                waiting |= rules
        elif waiting and line.strip(" \t>"):
            for place in range(number, ends.get(number, _end(lines, number)) + 1):
                ignored.rules.setdefault(place, set()).update(waiting)
            waiting = set()
    return ignored


def _end(lines: Sequence[str], first: int) -> int:
    """The last line of what begins on a line that is no prose: a whole code block, or that line."""
    fence = _FENCE.match(lines[first - 1])
    if fence is None:
        return first
    last = first
    while last < len(lines) and not lines[last].strip(" \t>").startswith(fence[1]):
        last += 1
    return min(last + 1, len(lines))
