"""Timelines and their events."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github.fields.registry import (
    EVENT_TYPES,
    ITEM_TYPES,
    POSTS,
    Args,
    GitObject,
    Resolver,
    actor,
    bind,
    each,
    field,
    path_of,
    to_time,
    type_name,
)
from postmortem_gh.local_github.lists import Connection
from postmortem_gh.local_github.model import Event, Issue
from postmortem_gh.local_github.session import Session


@each(POSTS, "timelineItems")
def _timeline(issue: Issue, session: Session, args: Args) -> Any:
    session.world.read_texts()
    everything: list[Any] = [*issue.comments]
    for event in issue.timeline:
        if event.kind == "reviewed":
            everything.append(event.facts["review"])
        elif event.kind in EVENT_TYPES and not (event.kind == "merged" and not issue.is_pull):
            everything.append(event)
    everything.sort(key=lambda item: item.created_at)
    since, kinds = to_time(args.get("since")), args.get("itemTypes")
    found = [i for i in everything if since is None or i.created_at >= since]
    if kinds is not None:
        found = [i for i in found if item_type(i) in kinds]
    found = found[args.get("skip") or 0 :]
    page = Connection(found, args)
    page.extra = {"filtered_count": len(found), "page_count": len(page.items), "updated_at": issue.updated_at}
    return page


def item_type(item: Any) -> str:
    name = type_name(item)
    if name in ITEM_TYPES:
        return ITEM_TYPES[name]
    return "".join("_" + c if c.isupper() else c for c in name).strip("_").upper()


EVENTS = " ".join(EVENT_TYPES.values())


bind(
    EVENTS,
    {
        "actor": lambda event: actor(event.actor),
    },
)


@each(EVENTS, "url")
def _event_url(event: Event, session: Session) -> Any:
    return f"{session.world.url}{path_of(event.subject)}#event-{event.id}"


@each(EVENTS, "resourcePath")
def _event_path(event: Event) -> Any:
    return f"{path_of(event.subject)}#event-{event.id}"


for _name in ("assignable", "labelable", "closable", "subject", "lockable", "issue", "pullRequest", "target"):
    bind(EVENTS, {_name: lambda event: event.subject})


def _fact(key: str) -> Resolver:
    return lambda event: event.facts.get(key)


def _assignee(event: Event) -> Any:
    return actor(event.facts["assignee"])


def _of_commit(key: str) -> Resolver:
    return lambda event: GitObject(event.subject.repository, "commit", event.facts[key])


bind("LabeledEvent UnlabeledEvent", {"label": _fact("label")})
bind("AssignedEvent UnassignedEvent", {"assignee": _assignee, "user": _assignee})
bind("RenamedTitleEvent", {"previousTitle": _fact("previous"), "currentTitle": _fact("current")})
bind("LockedEvent", {"lockReason": _fact("reason")})
bind("TransferredEvent", {"fromRepository": _fact("from_repository")})
bind("CommentDeletedEvent", {"deletedCommentAuthor": lambda event: actor(event.facts["author"])})
bind("MilestonedEvent DemilestonedEvent", {"milestoneTitle": _fact("title")})
bind("SubIssueAddedEvent SubIssueRemovedEvent", {"subIssue": _fact("sub_issue")})
bind("ParentIssueAddedEvent ParentIssueRemovedEvent", {"parent": _fact("parent")})
bind("ConnectedEvent DisconnectedEvent", {"source": lambda event: event.subject, "subject": _fact("source")})
bind(
    "CrossReferencedEvent",
    {
        "source": _fact("source"),
        "willCloseTarget": lambda event: bool(event.facts.get("closes")),
        "referencedAt": lambda event: event.created_at,
    },
)
bind(
    "CrossReferencedEvent ConnectedEvent DisconnectedEvent",
    {"isCrossRepository": lambda event: event.facts["source"].repository is not event.subject.repository},
)
bind(
    "ReferencedEvent",
    {
        "commit": _of_commit("source"),
        "commitRepository": lambda event: event.subject.repository,
        "isDirectReference": lambda _: True,
        "isCrossRepository": lambda _: False,
    },
)
bind("MergedEvent", {"mergeRefName": lambda event: event.subject.base_name, "commit": _of_commit("commit")})
bind("HeadRefDeletedEvent", {"headRefName": lambda event: event.subject.head_name})
bind("ReopenedEvent", {"stateReason": lambda event: None if event.subject.is_pull else "REOPENED"})


@field("ClosedEvent.stateReason")
def _closed_reason(event: Event, _session: Session, args: Args) -> Any:
    reason = event.facts.get("reason")
    return "NOT_PLANNED" if reason == "DUPLICATE" and not args.get("enableDuplicate") else reason


@field("ClosedEvent.closer")
def _closer(event: Event) -> Any:
    closer = event.facts.get("closer")
    return GitObject(event.subject.repository, "commit", closer) if isinstance(closer, str) else closer
