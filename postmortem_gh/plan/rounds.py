"""Which changes go into one request: all whose references are known by then, in the plan's order.

Used by github_api/apply. No alias of a batch can use another's result, so what
names a new issue, label or pull request waits a round. What only must come
after something (a commit after its branch, a pull request after its commit) may
share its request: the aliases of a batch run in order, and go on where one
fails. So our comment, the memory of all that was done, waits for the answers; so do
a reaction, and the edit that unticks a box, for those on what they tell as done: an
answered command and an empty box are never looked at again. Reactions close the last
round.
https://spec.graphql.org/October2021/#sec-Mutation
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from postmortem_gh.plan import changes as do

# GitHub limits new content to about 80 a minute, whether or not aliases count one by one.
MOST_CREATIONS = 20
_CREATES = (do.OpenIssue, do.AddComment, do.WriteReview, do.OpenPullRequest, do.MakeLabel)


def rounds(changes: Iterable[do.Change]) -> tuple[tuple[do.Change, ...], ...]:
    """The changes in the requests that they need, each request small enough."""
    changes = tuple(changes)
    numbers = _numbers(changes)
    batches: list[tuple[do.Change, ...]] = []
    for number in range(max(numbers.values(), default=-1) + 1):
        of_round = [change for place, change in enumerate(changes) if numbers[place] == number]
        *others, last = _small([change for change in of_round if not isinstance(change, do.React)]) or [()]
        reactions = (change for change in of_round if isinstance(change, do.React))
        batches += [*others, (*last, *reactions)]
    return tuple(batches)


def creations(batch: Iterable[do.Change]) -> int:
    """How many things a batch creates, as far as GitHub's limit on new content counts them."""
    return sum(isinstance(change, _CREATES) for change in batch)


def needed(change: do.Change, given: Mapping[str, object]) -> frozenset[str]:
    """The names of ``given`` that ``change`` needs: references in its texts, and labels by their ids."""
    names = change.needs | _labels(change)
    return frozenset(name for name in given if name in names)


def _labels(change: do.Change) -> frozenset[str]:
    if isinstance(change, do.OpenIssue | do.AddLabels):
        return frozenset(label_name(name) for name in change.labels)
    return frozenset()


def label_name(name: str) -> str:
    """The reference to a label; GitHub compares labels without case."""
    return f"label {name.lower()}"


def given_name(change: do.Change) -> str | None:
    """The name under which others refer to what ``change`` creates."""
    return label_name(change.name) if isinstance(change, do.MakeLabel) else change.gives


def follows(change: do.Change) -> frozenset[str]:
    """What must stand before ``change`` does, though nothing of its answer is needed."""
    if isinstance(change, do.WriteFiles):
        return frozenset({f"branch {change.branch}"})
    if isinstance(change, do.OpenPullRequest):
        return frozenset({f"branch {change.branch}", f"commit {change.branch}"})
    return frozenset(change.after)


def _numbers(changes: tuple[do.Change, ...]) -> dict[int, int]:
    """The round of each change, by its place in the plan; a plan names things before it refers to them."""
    gives: dict[str, int] = {}
    numbers: dict[int, int] = {}
    for place, change in enumerate(changes):
        after = follows(change)
        waits = [gives[name] + 1 for name in needed(change, gives) if name not in after]
        waits += [gives[name] + 1 for name in change.after if name in gives]
        shares = [gives[name] for name in after if name in gives]
        if _remembers(change):
            # A label, a commit that alone failed would be remembered as done, and never be done again.
            waits.append(max(numbers.values(), default=-1) + 1)
        elif isinstance(change, do.DeleteComment):
            shares.append(max(numbers.values(), default=0))  # what it held is in the other by then
        numbers[place] = max([*waits, *shares, 0])
        name = given_name(change)
        if name is not None:
            gives[name] = numbers[place]
    last = max(numbers.values(), default=0)
    return {place: last if isinstance(changes[place], do.React) else of for place, of in numbers.items()}


def _remembers(change: do.Change) -> bool:
    """Whether it is the one comment whose marker is our memory; a plan has it after all that it tells."""
    return isinstance(change, do.EditComment) or (isinstance(change, do.AddComment) and change.is_memory)


def _small(batch: list[do.Change]) -> list[tuple[do.Change, ...]]:
    """One request, or several where it would create too much at once."""
    small: list[list[do.Change]] = [[]]
    for change in batch:
        if isinstance(change, _CREATES) and creations(small[-1]) >= MOST_CREATIONS:
            small.append([])
        small[-1].append(change)
    return [tuple(each) for each in small if each]
