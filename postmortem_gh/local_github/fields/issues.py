"""Issues, and what they share with pull requests."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github.fields.registry import POSTS, Args, bind, each, field, path_of
from postmortem_gh.local_github.lists import Connection
from postmortem_gh.local_github.model import Issue, PullRequest
from postmortem_gh.local_github.session import Session

bind(
    POSTS,
    {
        "resourcePath": path_of,
    },
)


@field("Issue.url", "PullRequest.url", "PullRequest.permalink")
def _issue_url(issue: Issue, session: Session) -> Any:
    return session.world.url + path_of(issue)


@each(POSTS, "titleHTML")
def _title_html(issue: Issue) -> Any:
    import html

    return html.escape(issue.title)


bind(
    POSTS,
    {
        "closed": lambda issue: not issue.is_open,
    },
)


@field("Issue.stateReason")
def _state_reason(issue: Issue, _session: Session, args: Args) -> Any:
    # A duplicate shows as not planned to those who don't ask for it.
    if issue.state_reason == "DUPLICATE" and not args.get("enableDuplicate"):
        return "NOT_PLANNED"
    return issue.state_reason


bind(
    POSTS,
    {
        "activeLockReason": lambda issue: issue.lock_reason,
    },
)


@each(POSTS, "assignees")
def _assignees(issue: Issue, _session: Session, args: Args) -> Any:
    return Connection([a for a in issue.assignees if not a.deleted], args)


@each(POSTS, "labels")
def _issue_labels(issue: Issue, _session: Session, args: Args) -> Any:
    found = list(issue.labels)
    if (args.get("orderBy") or {}).get("field") == "NAME":
        found.sort(key=lambda x: x.name.lower())
    return Connection(found, args)


@each(POSTS, "comments")
def _comments(issue: Issue, _session: Session, args: Args) -> Any:
    found = list(issue.comments)
    if (args.get("orderBy") or {}).get("direction") == "DESC":
        found.sort(key=lambda c: c.updated_at, reverse=True)
    return Connection(found, args)


@each(POSTS, "participants")
def _participants(issue: Issue, _session: Session, args: Args) -> Any:
    people = [issue.author, *(c.author for c in issue.comments), *issue.assignees]
    return Connection(
        list(dict.fromkeys(u for u in people if u is not None and u.kind == "User" and not u.deleted)), args
    )


bind(
    "Issue",
    {
        "isPinned": lambda issue: issue in issue.repository.pinned,
        "isReadByViewer": lambda _: True,
        "subIssues": lambda issue, _session, args: Connection(issue.sub_issues, args),
    },
)


@field("Issue.subIssuesSummary")
def _summary(issue: Issue) -> Any:
    done, total = sum(not s.is_open for s in issue.sub_issues), len(issue.sub_issues)
    return {"total": total, "completed": done, "percentCompleted": done * 100 // total if total else 0}


bind(
    "Issue",
    {
        "trackedInIssues": lambda _issue, _session, args: Connection([], args),
        "trackedIssues": lambda _issue, _session, args: Connection([], args),
        "trackedIssuesCount": lambda _: 0,
        "blockedBy": lambda issue, _session, args: Connection(issue.blocked_by, args),
        "blocking": lambda issue, _session, args: Connection(issue.blocking, args),
    },
)


@field("Issue.issueDependenciesSummary")
def _dependencies(issue: Issue) -> Any:
    return {
        "blockedBy": sum(i.is_open for i in issue.blocked_by),
        "totalBlockedBy": len(issue.blocked_by),
        "blocking": sum(i.is_open for i in issue.blocking),
        "totalBlocking": len(issue.blocking),
    }


@field("Issue.closedByPullRequestsReferences")
def _closed_by_pulls(issue: Issue, session: Session, args: Args) -> Any:
    """Pull requests that would close it (open ones), or did; closed unmerged ones only when asked for."""
    session.world.read_texts()
    with_closed = bool(args.get("includeClosedPrs"))
    found: dict[int, PullRequest] = {}
    for event in issue.timeline:
        source = event.facts.get("source") if event.kind == "cross-referenced" else event.facts.get("closer")
        if event.kind == "connected":
            source = event.facts["source"]
        elif event.kind == "disconnected":
            found.pop(event.facts["source"].number, None)
        closes = event.kind in ("closed", "connected") or event.facts.get("closes")
        if closes and isinstance(source, PullRequest) and (source.state != "CLOSED" or with_closed):
            found[source.number] = source
    return Connection(list(found.values()), args)
