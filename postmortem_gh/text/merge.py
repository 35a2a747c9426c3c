"""Three-way merge by lines: what we wrote, what people made of it, what we would write now.

Used by decide for documents. The base is what we alone generated last time;
our last commit may hold people's merged text and is no base. A conflict keeps
theirs. Oracle in the tests: ``git merge-file``.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from postmortem_gh.values.lean import dataclass

# difflib is quadratic on lines that repeat; beyond this many differing lines people's text stays as it is.
MAX_DIFFERING_LINES = 4000


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text, and what of ours had to give way (one string a conflict)."""

    text: str
    conflicts: tuple[str, ...] = ()


def merge(base: str, theirs: str, ours: str) -> Merged:
    """``theirs`` with the changes from ``base`` to ``ours``; where both changed, theirs stays."""
    if theirs in (base, ours):
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    lines = [text.splitlines(keepends=True) for text in (base, theirs, ours)]
    head, tail = _common_ends(lines)
    middle = [part[head : len(part) - tail] for part in lines]
    if max(map(len, middle)) > MAX_DIFFERING_LINES:
        return Merged(theirs, ("".join(middle[2]),))
    merged, conflicts = _merge_lines(*middle)
    whole = lines[1][:head] + merged + lines[1][len(lines[1]) - tail :]
    return Merged("".join(whole), tuple(conflicts))


def _common_ends(lines: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many lines all three share at the head and at the tail."""
    shortest = min(map(len, lines))
    head = 0
    while head < shortest and len({part[head] for part in lines}) == 1:
        head += 1
    tail = 0
    while tail < shortest - head and len({part[-1 - tail] for part in lines}) == 1:
        tail += 1
    return head, tail


def _merge_lines(base: list[str], theirs: list[str], ours: list[str]) -> tuple[list[str], list[str]]:
    """Walk the stretches that neither side touched; between two of them at most one side may have changed."""
    merged: list[str] = []
    conflicts: list[str] = []
    at = [0, 0, 0]
    for start, their_start, our_start, size in _stable(base, theirs, ours):
        old, their, our = base[at[0] : start], theirs[at[1] : their_start], ours[at[2] : our_start]
        if their in (old, our):
            merged += our
        else:
            merged += their
            if our != old:
                conflicts.append("".join(our))
        merged += theirs[their_start : their_start + size]
        at = [start + size, their_start + size, our_start + size]
    return merged, conflicts


def _stable(base: list[str], theirs: list[str], ours: list[str]) -> list[tuple[int, int, int, int]]:
    """Stretches of ``base`` that stand in both: (start in base, in theirs, in ours, length), and the common end."""
    found: list[tuple[int, int, int, int]] = []
    mine = SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks()
    other = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    i = j = 0
    while i < len(mine) and j < len(other):
        start = max(mine[i].a, other[j].a)
        end = min(mine[i].a + mine[i].size, other[j].a + other[j].size)
        if start < end:
            found.append((start, other[j].b + start - other[j].a, mine[i].b + start - mine[i].a, end - start))
        if mine[i].a + mine[i].size < other[j].a + other[j].size:
            i += 1
        else:
            j += 1
    return [*found, (len(base), len(theirs), len(ours), 0)]
