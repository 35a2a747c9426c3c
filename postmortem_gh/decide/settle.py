"""Who wins: what the form promised, or what the tracker holds now.

Used by decide/postmortem. Until an action item has an issue, the form counts;
from then on the issue does, else an edited form would undo `/due`. Matching
never deletes and never doubles: a line without an issue gets one, an issue
without a line stays as it is, and one that a person deleted, closed or
unlinked is not opened again. A line that is ticked, an idea, or beyond the
limit opens none, but keeps the one that it has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
# What is left over of a closed or deleted one has to be like it all the same, or it would swallow a new promise.
LEFT_OVER = 0.3


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
    lines: tuple[Settled, ...]  # the form's items that have an issue or should, in order
    left: tuple[Issue, ...] = ()  # our issues that the form no longer names
    doubles: tuple[tuple[Issue, Issue], ...] = ()  # (elder, younger)


@dataclass(frozen=True, slots=True)
class _Had:
    key: str
    wordings: frozenset[str]  # as it was opened, and as the form said it last
    issue: Issue | None
    known: KnownItem | None


def settle(
    items: Sequence[ActionItem],
    snapshot: Snapshot,
    memory: Memory,
    beyond: frozenset[str] = frozenset(),
) -> Settlement:
    """Each item with the issue that it has, had, or should get; those of the keys ``beyond`` get none."""
    had, doubles = _had(snapshot, memory)
    to_open = frozenset(item.key for item in items if item.state == "open") - beyond
    own = [item for item in items if item.existing is None]
    pairs = _pair(own, had, snapshot.issue.id)
    pairs |= _left_over(own, had, pairs, _Order(memory, to_open, snapshot.issue.id))
    ordinals = _fresh_keys(had)
    numbers = {issue.number: issue for issue in (*snapshot.items, *snapshot.attached)}
    lines: list[Settled] = []
    for item in items:
        if item.existing is not None:
            if item.key in to_open:
                lines.append(Settled(item=item, key=f"#{item.existing}", issue=numbers.get(item.existing)))
        elif (found := pairs.get(id(item))) is not None:
            lines.append(
                Settled(
                    item=item, key=found.key, issue=found.issue, known=found.known, gone=found.issue is None
                )
            )
        elif item.key in to_open:
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
            remembered = known.get(key)
            wordings = {words, remembered.wording} if remembered else {words}
            had[key] = _Had(key, frozenset(wordings), issue, remembered)
    for item in memory.items:
        if item.key not in had:
            had[item.key] = _Had(item.key, frozenset({item.wording}), None, item)
    return list(had.values()), doubles


def _pair(items: Sequence[ActionItem], had: Sequence[_Had], parent_id: str) -> dict[int, _Had]:
    """Same wording first; then the most alike, as long as it is alike enough."""
    pairs: dict[int, _Had] = {}
    free = list(had)
    for item in items:
        exact = next(
            (each for each in free if not each.wordings.isdisjoint(_wordings(item, parent_id))), None
        )
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
    return max(
        SequenceMatcher(None, now.split("-"), before.split("-"), autojunk=False).ratio()
        for now in _wordings(item, parent_id)
        for before in had.wordings
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """What tells apart a line that was worded anew from one that took another's place."""

    memory: Memory
    to_open: frozenset[str]
    parent_id: str

    def was_named(self, had: _Had) -> bool:
        """Whether the form named it when we last looked: one that had left it before was not worded anew."""
        return not self.memory.order or had.key in self.memory.order

    def place_of_old(self, had: _Had, paired: Sequence[_Had]) -> int:
        """Behind how many of those that are still there it stood."""
        return sum(self._rank(each) < self._rank(had) for each in paired)

    def _rank(self, had: _Had) -> int:
        if had.key in self.memory.order:
            return self.memory.order.index(had.key)
        return int(had.key) if had.key.isdecimal() else 0


def _left_over(
    items: Sequence[ActionItem], had: Sequence[_Had], pairs: Mapping[int, _Had], order: _Order
) -> dict[int, _Had]:
    """Worded anew beyond likeness: the one line and the one item of an owner at one place, or the last of each."""
    paired = list(pairs.values())
    old = [each for each in had if each not in paired and order.was_named(each)]
    new = [item for item in items if id(item) not in pairs and item.key in order.to_open]
    places = {id(item): sum(id(each) in pairs for each in items[:n]) for n, item in enumerate(items)}

    def same_place(item: ActionItem, each: _Had) -> bool:
        return places[id(item)] == order.place_of_old(each, paired)

    def may_be(item: ActionItem, each: _Had) -> bool:
        is_open = each.issue is not None and each.issue.is_open
        return is_open or _alike(item, each, order.parent_id) >= LEFT_OVER

    found: dict[int, _Had] = {}
    for item, each in _alone_of_their_owner(new, old):
        if same_place(item, each) and may_be(item, each):
            found[id(item)] = each
    last_new = [item for item in new if id(item) not in found]
    last_old = [each for each in old if each not in found.values()]
    if len(last_new) == len(last_old) == 1:
        item, each = last_new[0], last_old[0]
        same_owner = item.owner is not None and _login(item.owner) == _owner(each)
        related = same_place(item, each) or same_owner or _alike(item, each, order.parent_id)
        if related and may_be(item, each):
            found[id(item)] = each
    return found


def _alone_of_their_owner(
    new: Sequence[ActionItem], old: Sequence[_Had]
) -> Iterator[tuple[ActionItem, _Had]]:
    """The line and the issue of each owner who has one of each."""
    lines: defaultdict[str, list[ActionItem]] = defaultdict(list)
    issues: defaultdict[str, list[_Had]] = defaultdict(list)
    for item in new:
        lines[_login(item.owner)].append(item)
    for each in old:
        issues[_owner(each)].append(each)
    for owner, its_lines in lines.items():
        if owner and len(its_lines) == len(issues[owner]) == 1:
            yield its_lines[0], issues[owner][0]


def _owner(had: _Had) -> str:
    return _login(had.issue.assignees[0]) if had.issue and had.issue.assignees else ""


def _login(owner: str | None) -> str:
    return (owner or "").lower()


def _fresh_keys(had: Sequence[_Had]) -> Iterator[str]:
    """Ordinals that were never used here, so that no later item inherits an earlier one's identity."""
    return map(str, count(max((int(each.key) for each in had if each.key.isdecimal()), default=0) + 1))
