"""Findings as a review of our own document: suggestions that people accept with a click, ten at most.

Called by `decide/postmortem.py` with the text that will be committed. GitHub replaces whole lines, so a
suggestion holds the lines as they would be: https://docs.github.com/pull-requests (incorporating feedback)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from postmortem_gh.language.lines import split_lines
from postmortem_gh.language.lint import severity_rank
from postmortem_gh.text import escape
from postmortem_gh.values.findings import Edit, Finding

MOST = 10


class Suggested(NamedTuple):
    """A comment on some lines (1-based, inclusive), with the lines that may stand there instead."""

    start_line: int
    line: int
    body: str


class Offered(NamedTuple):
    """The review's comments, and what it says above them."""

    comments: tuple[Suggested, ...]
    body: str


class _Change(NamedTuple):
    """An edit, and the findings that it settles."""

    edit: Edit
    findings: tuple[Finding, ...]


def suggestions(document: str, findings: Sequence[Finding], most: int = MOST) -> Offered:
    """What the review says; a finding without a rewrite that is safe as it stands is only counted."""
    lines = split_lines(document)
    changes = [_Change(f.edits[0], (f,)) for f in findings if f.edits and _still_there(f, lines)]
    groups = sorted(_by_lines(changes), key=lambda g: (-max(map(_weight, g)), g[0].edit.line))[:most]
    comments = tuple(_comment(group, lines) for group in sorted(groups, key=lambda g: g[0].edit.line))
    told = sum(len(change.findings) for group in groups for change in group)
    return Offered(comments, _body(len(comments), len(findings) - told))


def _still_there(finding: Finding, lines: Sequence[str]) -> bool:
    """People may have edited the text since it was checked; a suggestion must not hit another line."""
    if finding.end_line > len(lines) or finding.edits[0].end_line > len(lines):
        return False
    if finding.line != finding.end_line:
        return lines[finding.line - 1][finding.column - 1 :].strip() == finding.text.split("\n")[0].strip()
    return lines[finding.line - 1][finding.column - 1 : finding.end_column - 1] == finding.text


def _by_lines(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    """Changes that share a line belong into one suggestion, since GitHub replaces whole lines."""
    group: list[_Change] = []
    for change in sorted(changes, key=lambda c: (c.edit.line, c.edit.column)):
        if group and change.edit.line > max(before.edit.end_line for before in group):
            yield group
            group = []
        if group and _start(change.edit) < _end(group[-1].edit):
            # Two rewrites of one sentence: the first is offered, the second finding said with it.
            group[-1] = _Change(group[-1].edit, group[-1].findings + change.findings)
        else:
            group.append(change)
    if group:
        yield group


def _comment(group: Sequence[_Change], lines: Sequence[str]) -> Suggested:
    first, last = group[0].edit.line, max(change.edit.end_line for change in group)
    written = "\n".join(lines[first - 1 : last])
    offsets = [0]
    for line in lines[first - 1 : last]:
        offsets.append(offsets[-1] + len(line) + 1)
    for edit in (change.edit for change in reversed(group)):
        start = offsets[edit.line - first] + edit.column - 1
        end = offsets[edit.end_line - first] + edit.end_column - 1
        written = written[:start] + edit.text + written[end:]
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", written)), default=0))
    said = dict.fromkeys(f"{escape.inline(f.message)} [{f.rule}]({f.url})" for c in group for f in c.findings)
    return Suggested(first, last, "\n\n".join((*said, f"{fence}suggestion\n{written}\n{fence}")))


def _body(offered: int, rest: int) -> str:
    some = "One sentence" if offered == 1 else f"{offered} sentences"
    says = (
        f"{some} might say more about the conditions and less about a person. Please take what fits, change "
        "it, or leave it: you know what happened."
    )
    if not rest:
        return says
    more = "One more finding is" if rest == 1 else f"{rest} more findings are"
    return f"{says}\n\n{more} told in the comment on the issue."


def _weight(change: _Change) -> int:
    return max(severity_rank(finding.severity) for finding in change.findings)


def _start(edit: Edit) -> tuple[int, int]:
    return edit.line, edit.column


def _end(edit: Edit) -> tuple[int, int]:
    return edit.end_line, edit.end_column
