"""Who wins: what the form promised, or what the tracker holds now.

Used by decide/postmortem. Until an action item has an issue, the form counts;
from then on the issue does, else an edited form would undo `/due`. Matching
never deletes and never doubles: a line without an issue gets one, an issue
without a line stays as it is, and one that a person deleted, closed or
unlinked is not opened again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import count

from postmortem_gh.decide.memory import KnownItem, Memory
from postmortem_gh.documents.item import wording
from postmortem_gh.text import managed
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.records import ActionItem
from postmortem_gh.values.snapshot import Issue, Snapshot

# Two wordings of one promise share most of their words; tried on reworded items of public postmortems.
SAME_PROMISE = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A line of the form and where it stands: with an issue, to be opened, attached, or gone."""

    item: ActionItem
    key: str
    issue: Issue | None = None  # the issue that counts
    known: KnownItem | None = None  # what we remember of it
    gone: bool = False  # it had an issue that is no longer a sub-issue here


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    lines: tuple[Settled, ...]  # the form's tracked items, in order
    left: tuple[Issue, ...] = ()  # our issues that the form no longer names
    doubles: tuple[tuple[Issue, Issue], ...] = ()  # (elder, younger)


@dataclass(frozen=True, slots=True)
class _Had:
    key: str
    wording: str
    issue: Issue | None
    known: KnownItem | None


def settle(items: Sequence[ActionItem], snapshot: Snapshot, memory: Memory) -> Settlement:
    """Each tracked item with the issue that it has, had, or should get."""
    had, doubles = _had(snapshot, memory)
    pairs = _pair([item for item in items if item.existing is None], had, snapshot.issue.id)
    ordinals = _fresh_keys(had)
    numbers = {issue.number: issue for issue in (*snapshot.items, *snapshot.attached)}
    lines: list[Settled] = []
    for item in items:
        if item.existing is not None:
            lines.append(Settled(item=item, key=f"#{item.existing}", issue=numbers.get(item.existing)))
        elif (found := pairs.get(id(item))) is not None:
            lines.append(
                Settled(
                    item=item, key=found.key, issue=found.issue, known=found.known, gone=found.issue is None
                )
            )
        else:
            lines.append(Settled(item=item, key=next(ordinals)))
    taken = {line.key for line in lines}
    left = tuple(each.issue for each in had if each.issue is not None and each.key not in taken)
    return Settlement(lines=tuple(lines), left=left, doubles=tuple(doubles))


def identity(issue: Issue, parent_id: str) -> tuple[str, str] | None:
    """(key, wording) of an action item of ours, by the marker that it was opened with."""
    found = managed.find(issue.body, "item") if issue.mine else None
    if found is None or found.marker.is_newer or found.marker.values.get("on") != parent_id:
        return None
    key, words = found.marker.values.get("k"), found.marker.values.get("t")
    return (key, words) if isinstance(key, str) and isinstance(words, str) else None


def _had(snapshot: Snapshot, memory: Memory) -> tuple[list[_Had], list[tuple[Issue, Issue]]]:
    known = {item.key: item for item in memory.items}
    by_id = {item.id: item for item in memory.items}
    had: dict[str, _Had] = {}
    doubles: list[tuple[Issue, Issue]] = []
    for issue in sorted(snapshot.items, key=lambda each: each.number):
        found = identity(issue, snapshot.issue.id)
        if found is None and (remembered := by_id.get(issue.id)) is not None:
            found = (remembered.key, remembered.wording)  # a person took the marker away
        if found is None:
            continue
        key, words = found
        if key in had and had[key].issue is not None:
            doubles.append((had[key].issue, issue))  # type: ignore[arg-type]  # just tested
        else:
            had[key] = _Had(key, words, issue, known.get(key))
    for item in memory.items:
        if item.key not in had:
            had[item.key] = _Had(item.key, item.wording, None, item)
    return list(had.values()), doubles


def _pair(items: Sequence[ActionItem], had: Sequence[_Had], parent_id: str) -> dict[int, _Had]:
    """Same wording first; then the most alike, as long as it is alike enough."""
    pairs: dict[int, _Had] = {}
    free = list(had)
    for item in items:
        exact = next((each for each in free if each.wording in _wordings(item, parent_id)), None)
        if exact is not None:
            pairs[id(item)] = exact
            free.remove(exact)
    open_items = [item for item in items if id(item) not in pairs]
    scores = sorted(
        (
            (_alike(item, each, parent_id), -i, -j)
            for i, item in enumerate(open_items)
            for j, each in enumerate(free)
        ),
        reverse=True,
    )
    used: set[int] = set()
    for score, minus_i, minus_j in scores:
        item, each = open_items[-minus_i], free[-minus_j]
        if score >= SAME_PROMISE and id(item) not in pairs and -minus_j not in used:
            pairs[id(item)] = each
            used.add(-minus_j)
    return pairs


def _wordings(item: ActionItem, parent_id: str) -> tuple[str, str]:
    """As it is remembered, and as earlier versions did: in plain words."""
    return wording(item.key, parent_id), item.key


def _alike(item: ActionItem, had: _Had, parent_id: str) -> float:
    words = had.wording.split("-")
    return max(
        SequenceMatcher(None, each.split("-"), words, autojunk=False).ratio()
        for each in _wordings(item, parent_id)
    )


def _fresh_keys(had: Sequence[_Had]) -> Iterator[str]:
    """Ordinals that were never used here, so that no later item inherits an earlier one's identity."""
    return map(str, count(max((int(each.key) for each in had if each.key.isdecimal()), default=0) + 1))
