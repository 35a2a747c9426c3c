"""From texts to notifications: who was mentioned, which issue was referred to.

Called late (when somebody looks), with the time at which the text was said.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from postmortem_gh.local_github import references
from postmortem_gh.local_github.logs import Notification
from postmortem_gh.local_github.model import Event, Issue, PullRequest, Repository, User, Written

if TYPE_CHECKING:
    from postmortem_gh.local_github.state import State


def tell(
    world: State, at: datetime, by: User, where: Written | str, about: Issue | Repository, old: str, new: str
) -> None:
    """An edit tells only those whom the text did not name before."""
    repository = about.repository if isinstance(about, Issue) else about
    known = set(references.scan(old, repository.full_name, world.url)) if old else set()
    place = f"{repository.full_name}#{about.number}" if isinstance(about, Issue) else str(where)
    for reference in references.scan(new, repository.full_name, world.url):
        if reference in known:
            continue
        if reference.kind == "issue":
            _refer(world, at, by, about, place, reference.target)
        else:
            _mention(world, at, by, place, reference)


def _mention(world: State, at: datetime, by: User, place: str, reference: references.Reference) -> None:
    reason = "mention" if reference.kind == "mention" else "team_mention"
    account = world.users.get(reference.target.split("/")[0].lower())
    world.notify(
        Notification(
            at=at,
            reason=reason,
            to=account.login if account and reason == "mention" else reference.target,
            by=by.login,
            place=place,
            known=account is not None,
        )
    )


def _refer(world: State, at: datetime, by: User, about: Issue | Repository, place: str, target: str) -> None:
    owner_name, _, number = target.partition("#")
    owner, _, name = owner_name.partition("/")
    repository = world.find_repository(owner, name)
    issue = repository.issues.get(int(number)) if repository else None
    if issue is about:
        return
    reason = "cross-reference" if isinstance(about, Issue) else "commit-reference"
    world.notify(
        Notification(at=at, reason=reason, to=target, by=by.login, place=place, known=issue is not None)
    )
    if issue is not None and isinstance(about, Issue):
        _enter(world, issue, by, at, "cross-referenced", source=about, closes=_closes(world, issue, about))
    elif issue is not None:
        _enter(world, issue, by, at, "referenced", source=place.rpartition("@")[2])


def _closes(world: State, issue: Issue, source: Issue) -> bool:
    return isinstance(source, PullRequest) and issue in references.closing(
        world, source.repository, source.body
    )


def _enter(world: State, issue: Issue, by: User, at: datetime, kind: str, **facts: Any) -> None:
    """GitHub enters one reference a source, at its place in time."""
    if any(e.kind == kind and e.facts.get("source") == facts["source"] for e in issue.timeline):
        return
    made = world.make(Event, kind=kind, subject=issue, actor=by, created_at=at, facts=facts)
    later = next((i for i, e in enumerate(issue.timeline) if e.created_at > at), len(issue.timeline))
    issue.timeline.insert(later, made)
