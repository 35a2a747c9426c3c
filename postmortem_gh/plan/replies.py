"""Comments for one occasion: why a command could not be carried out, a reminder. Each is said once.

Used by diff and diff_follow_up. On a locked issue nothing is said: a lock is a
person's decision, so that the run tells it and goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from postmortem_gh.plan import changes as do
from postmortem_gh.values.desired import Reply
from postmortem_gh.values.snapshot import Comment, Issue


def changes(
    wanted: Iterable[Reply], on: Iterable[Issue], comments: Sequence[Comment]
) -> Iterator[do.AddComment]:
    """Those that no comment of ours says yet."""
    locked = _locked(on)
    for reply in _new(wanted, comments):
        if reply.subject not in locked:
            yield do.AddComment(
                subject=reply.subject,
                number=reply.number,
                body=reply.body,
                name=f"reply {reply.number}",
                why=reply.why,
            )


def unsaid(wanted: Iterable[Reply], on: Iterable[Issue], comments: Sequence[Comment]) -> Iterator[str]:
    """What is told of those that a lock forbids."""
    locked = _locked(on)
    for reply in _new(wanted, comments):
        if reply.subject in locked:
            yield f"#{reply.number} is locked, so no comment was written there ({reply.why}); all else was done."


def _locked(issues: Iterable[Issue]) -> frozenset[str]:
    return frozenset(each.id for each in issues if each.locked)


def _new(wanted: Iterable[Reply], comments: Sequence[Comment]) -> Iterator[Reply]:
    said = {line.strip() for each in comments if each.mine for line in each.body.split("\n")}
    return (reply for reply in wanted if reply.marker not in said)
