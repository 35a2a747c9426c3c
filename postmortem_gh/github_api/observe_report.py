"""What the weekly report looks at: one request for each 100 of what counts, all lists side by side.

Open items, items closed within 90 days, incidents of 12 months; the documents
and settings come along with the first page. What is old and done is never
read: a repository with 10,000 old items costs as much as one without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, cast

from postmortem_gh.decide import labels
from postmortem_gh.documents import front_matter
from postmortem_gh.documents import index as index_page
from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.answers import Answer
from postmortem_gh.github_api.documents import document
from postmortem_gh.github_api.reading import Json
from postmortem_gh.github_api.rights import role
from postmortem_gh.github_api.transport import Connection, refuse_reading
from postmortem_gh.github_api.writable import refuse_unwritable
from postmortem_gh.intake import slash
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import Comment, File, Label, Repository, Role
from postmortem_gh.values.tracked import (
    Evidence,
    Front,
    Happening,
    Incident,
    ReportSnapshot,
    Tracked,
    Waiting,
)
from postmortem_gh.values.where import Where

CLOSED_WINDOW = timedelta(days=90)
INCIDENT_WINDOW = timedelta(days=365)
MOST_PAGES = 200  # 20,000 open items
LISTS = ("open", "closed", "postmortems", "nearMisses", "pullRequests", "labels")
_WITH = {
    "open": "Open",
    "closed": "Closed",
    "postmortems": "Postmortems",
    "nearMisses": "NearMisses",
    "pullRequests": "Pulls",
    "labels": "Labels",
}
_BLOCKED = "  blockedBy(first: 10) {\n    nodes {\n      number\n      state\n    }\n  }\n"
_COMMENTS = "  comments(last: 20) {\n    ...Comments\n  }\n"
Kind = Literal["postmortem", "near-miss"]


@dataclass(slots=True)
class _Pages:
    """All pages so far; issues are turned into values at once, so that no page is kept."""

    viewer: str = ""
    repository: Json = field(default_factory=dict)
    tracked: dict[str, Tracked] = field(default_factory=dict)
    incidents: dict[str, tuple[Kind, Json]] = field(default_factory=dict)
    pulls: dict[str, Waiting] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    after: dict[str, str | None] = field(default_factory=dict)  # what has a next page, and where it begins
    blocked: bool = True  # does this GitHub know what blocks an issue?


def observe_report(connection: Connection, where: Where, *, now: datetime) -> ReportSnapshot:
    """The snapshot of one repository; raises where it may not be read."""
    pages = _Pages(after=dict.fromkeys(LISTS))
    first = True
    for _ in range(MOST_PAGES):
        if not pages.after:
            break
        _take(pages, _ask(connection, where, pages, now, first=first), where, first=first)
        first = False
    return _snapshot(pages, where)


def _ask(connection: Connection, where: Where, pages: _Pages, now: datetime, *, first: bool) -> Answer:
    variables: dict[str, Any] = {
        "owner": where.owner,
        "name": where.name,
        "closedSince": _second(now - CLOSED_WINDOW),
        "incidentsSince": _second(now - INCIDENT_WINDOW),
        "first": first,
    }
    for name in LISTS:
        variables[f"with{_WITH[name]}"] = name in pages.after
        variables[f"{'pulls' if name == 'pullRequests' else name}After"] = pages.after.get(name)
    answer = connection.graphql(_document("report", blocked=pages.blocked), variables)
    if answer.data is None and pages.blocked and any("blockedBy" in each.message for each in answer.errors):
        pages.blocked = False  # an older server
        answer = connection.graphql(_document("report", blocked=False), variables)
    return answer


def _document(name: str, *, blocked: bool, logins: int = 0) -> str:
    text = document(name, logins=logins)
    return text.replace(_COMMENTS, _BLOCKED + _COMMENTS, 1) if blocked else text


def _second(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _take(pages: _Pages, answer: Answer, where: Where, *, first: bool) -> None:
    data = answer.data or {}
    repository = read.part(data, "repository")
    if not repository:
        said = answer.errors[0].message if answer.errors else "there is no such repository"
        refuse_reading(said, where.full_name)
    if first:
        pages.viewer = read.plain(read.text(read.part(data, "viewer"), "login"))
        pages.repository = {name: value for name, value in repository.items() if name not in LISTS}
    pages.after = {name: cursor for name in pages.after if (cursor := _next(repository, name)) is not None}
    for name in ("open", "closed"):
        for node in read.nodes(repository, name):
            pages.tracked[read.text(node, "id")] = tracked(node, pages.viewer, where.full_name)
    for name, kind in (("postmortems", "postmortem"), ("nearMisses", "near-miss")):
        for node in read.nodes(repository, name):
            pages.incidents.setdefault(read.text(node, "id"), (cast(Kind, kind), node))
    for node in read.nodes(repository, "labels"):
        pages.labels[read.text(node, "name").lower()] = Label(
            id=read.text(node, "id"), name=read.text(node, "name")
        )
    for node in read.nodes(repository, "pullRequests"):
        if node.get("isCrossRepository") is not True:
            pages.pulls.setdefault(read.text(node, "headRefName"), _waiting(node))


def _next(repository: Json, name: str) -> str | None:
    info = read.part(read.part(repository, name), "pageInfo")
    return read.text(info, "endCursor") or None if info.get("hasNextPage") is True else None


def _waiting(node: Json) -> Waiting:
    return Waiting(
        number=read.number(node, "number"),
        url=read.text(node, "url"),
        title=read.text(node, "title"),
        created_at=read.moment(node, "createdAt") or datetime.min.replace(tzinfo=UTC),
    )


# ── one action item ──────────────────────────────────────────────────────────────────────────────


def tracked(node: Json, viewer: str, repository: str) -> Tracked:
    """An action item's issue with its history."""
    parent = read.part(node, "parent")
    history = tuple(sorted(_history(node, viewer), key=lambda each: each.at))
    return Tracked(
        issue=read.issue(node, viewer),
        repository=repository,
        parent_id=read.text(parent, "id") or None,
        parent_number=read.number(parent, "number") or None,
        parent_title=read.text(parent, "title") or None,
        parent_url=read.text(parent, "url") or None,
        parent_labels=read.labels(parent),
        history=history,
        comments=tuple(read.comment(each, viewer) for each in read.nodes(node, "comments")),
        closed_by=_closed_by(node),
        blocked_by=tuple(
            read.number(each, "number")
            for each in read.nodes(node, "blockedBy")
            if read.text(each, "state") == "OPEN"
        ),
    )


_KINDS: Mapping[str, str] = {
    "ClosedEvent": "closed",
    "ReopenedEvent": "reopened",
    "AssignedEvent": "assigned",
    "UnassignedEvent": "assigned",
    "LabeledEvent": "labeled",
    "UnlabeledEvent": "unlabeled",
    "CrossReferencedEvent": "reference",
    "ReferencedEvent": "commit",
    "ConnectedEvent": "reference",
    "RenamedTitleEvent": "edit",
}


def _history(node: Json, viewer: str) -> Iterator[Happening]:
    for event in read.nodes(node, "timelineItems"):
        at = read.moment(event, "createdAt")
        kind = _KINDS.get(read.text(event, "__typename"))
        if at is None or kind is None:
            continue
        source = read.part(event, "source")
        # A linked pull request goes on living after it named the issue.
        at = max(at, read.moment(source, "updatedAt") or at)
        actor = read.login(event, "actor")
        yield Happening(
            at=at,
            kind=cast(Any, kind),
            actor=actor,
            mine=viewer != "" and actor == viewer,
            label=read.text(read.part(event, "label"), "name") or None,
            url=read.text(source, "url"),
        )
    edited, editor = read.moment(node, "lastEditedAt"), read.login(node, "editor")
    if edited is not None:
        yield Happening(at=edited, kind="edit", actor=editor, mine=viewer != "" and editor == viewer)


def _closed_by(node: Json) -> Evidence | None:
    """What closed it last: a merged pull request or a commit; a hand on the button is no evidence."""
    closings = [
        each for each in read.nodes(node, "timelineItems") if read.text(each, "__typename") == "ClosedEvent"
    ]
    for event in reversed(closings):
        closer = read.part(event, "closer")
        if read.text(closer, "__typename") == "PullRequest" and closer.get("merged") is True:
            return Evidence(
                kind="pull request", url=read.text(closer, "url"), title=read.text(closer, "title")
            )
        if read.text(closer, "__typename") == "Commit":
            return Evidence(
                kind="commit", url=read.text(closer, "url"), title=read.text(closer, "messageHeadline")
            )
        break
    linked = (
        read.part(each, "source")
        for each in read.nodes(node, "timelineItems")
        if read.text(each, "__typename") == "CrossReferencedEvent"
    )
    merged = [each for each in linked if each.get("merged") is True]
    if merged and read.text(node, "state") == "CLOSED":
        return Evidence(
            kind="pull request", url=read.text(merged[-1], "url"), title=read.text(merged[-1], "title")
        )
    return None


# ── the whole ────────────────────────────────────────────────────────────────────────────────────


def _snapshot(pages: _Pages, where: Where) -> ReportSnapshot:
    node = pages.repository
    files = tuple(read.files_below(read.part(node, "documents"), "postmortems/"))
    fronts = {file.path: front for file in files if (front := _front(file)) is not None}
    by_issue = {
        front.issue: (file, front) for file in files if (front := fronts.get(file.path)) and front.issue
    }
    index = next((file for file in files if file.path == index_page.PATH), None)
    settings = read.settings(read.part(node, "settings"))
    prefix = ".github/postmortem/templates/"
    return ReportSnapshot(
        viewer=pages.viewer,
        repository=repository_of(node, where, pages.labels),
        items=tuple(pages.tracked.values()),
        incidents=tuple(
            _incident(kind, each, pages, by_issue)
            for kind, each in pages.incidents.values()
            if _counts(each, pages, by_issue)
        ),
        documents=tuple(fronts.values()),
        index=index,
        index_draft=read.file(read.part(node, "indexDraft"), index_page.PATH),
        index_branch_oid=read.text(read.part(read.part(node, "indexBranch"), "target"), "oid") or None,
        index_branch_id=read.text(read.part(node, "indexBranch"), "id") or None,
        index_pull_request=pages.pulls.get("postmortem/index"),
        reports=tuple(
            each
            for each in (read.issue(report, pages.viewer) for report in read.nodes(node, "reports"))
            if each.mine
        ),
        pinned=tuple(read.text(read.part(each, "issue"), "id") for each in read.nodes(node, "pinnedIssues")),
        settings_text=settings.text if settings else None,
        templates={
            file.path.removeprefix(prefix): file.text
            for file in read.files_below(read.part(node, "templates"), prefix)
        },
    )


def repository_of(node: Json, where: Where, known: Mapping[str, Label]) -> Repository:
    """The repository, as far as a follow-up needs it."""
    head = read.part(node, "defaultBranchRef")
    return Repository(
        id=read.text(node, "id"),
        owner=read.text(read.part(node, "owner"), "login") or where.owner,
        name=read.text(node, "name") or where.name,
        url=read.text(node, "url"),
        visibility=cast(Any, read.text(node, "visibility") or "PUBLIC"),
        default_branch=read.text(head, "name") or None,
        head_oid=read.text(read.part(head, "target"), "oid") or None,
        is_archived=read.is_archived(node),
        has_issues=read.has_issues(node),
        labels=dict(known),
    )


def _front(file: File) -> Front | None:
    """The front matter of one of our documents; None for any other file."""
    values = front_matter.read(file.text)
    if values is None or not str(values.get("id") or "").startswith("postmortem-"):
        return None
    day = _day(values.get("date"))
    if day is None:
        return None
    return Front(
        id=str(values["id"]),
        kind=str(values.get("kind") or "postmortem"),
        title=str(values.get("title") or file.path),
        day=day,
        severity=_text(values.get("severity")),
        status=_text(values.get("status")),
        minutes_to_detect=_number(values.get("minutes_to_detect")),
        minutes_to_recover=_number(values.get("minutes_to_recover")),
        services=_texts(values.get("services")),
        factors=_texts(values.get("factors")),
        issue=_number(values.get("issue")) or _number(str(values["id"]).removeprefix("postmortem-")),
        path=file.path,
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _text(value: object) -> str | None:
    return str(value) if value not in (None, "") else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _number(value: object) -> int | None:
    text = str(value) if value is not None else ""
    return int(text) if text.isdecimal() and len(text) < 10 else None


_MEMBERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


def _counts(node: Json, pages: _Pages, by_issue: Mapping[int, tuple[File, Front]]) -> bool:
    """Whether an incident is told: a stranger's form causes one comment, and no line here until it is accepted."""
    number = read.number(node, "number")
    return (
        read.text(pages.repository, "visibility") != "PUBLIC"
        or read.text(node, "authorAssociation") in _MEMBERS
        or node.get("viewerDidAuthor") is True
        or labels.ACCEPTED in {name.lower() for name in read.labels(node)}
        or number in by_issue
        or f"postmortem/{number}" in pages.pulls
    )


def _incident(kind: Kind, node: Json, pages: _Pages, by_issue: Mapping[int, tuple[File, Front]]) -> Incident:
    issue = read.issue(node, pages.viewer)
    file, front = by_issue.get(issue.number, (None, None))
    recurring = any(
        read.text(read.part(event, "label"), "name").lower() == labels.RECURRING
        for event in read.nodes(node, "recurringEvents")
    )
    return Incident(
        issue=issue,
        kind=kind,
        day=front.day if front else issue.created_at.date(),
        labels=issue.labels,
        document=file,
        front=front,
        pull_request=pages.pulls.get(f"postmortem/{issue.number}"),
        recurring_set=recurring,
    )


# ── rights and people ────────────────────────────────────────────────────────────────────────────


def follow_up_roles(connection: Connection, snapshot: ReportSnapshot) -> dict[str, Role]:
    """The roles of those who gave unanswered commands on items, and of who edited the report, by lower-case login."""
    people = {author.lower() for each in snapshot.items for author in unanswered_by(each.comments)}
    reports = [each for each in snapshot.reports if each.is_open]
    people |= {edit.editor.lower() for each in reports[-1:] for edit in each.edits if edit.editor}
    people.discard(snapshot.viewer.lower())
    return {name: role(connection, snapshot.repository.full_name, name) for name in sorted(people)[:50]}


def unanswered_by(comments: Iterable[Comment]) -> Iterator[str]:
    """Who gave a command on an item that has no answer yet."""
    for comment in comments:
        if comment.mine or comment.author is None or any(each.mine for each in comment.reactions):
            continue
        if slash.commands(comment.body):
            yield comment.author


def named_owners(comments: Iterable[Comment]) -> list[str]:
    """The logins that `/owner` names in unanswered comments."""
    found: dict[str, None] = {}
    for comment in comments:
        if comment.mine or any(each.mine for each in comment.reactions):
            continue
        for command in slash.commands(comment.body):
            if command.name == "owner" and command.argument.strip():
                found[command.argument.strip().removeprefix("@").split(" ")[0]] = None
    return list(found)[:20]


def assignable(connection: Connection, where: Where, logins: list[str], number: int) -> dict[str, str]:
    """Node ids of those who can be assigned, by lower-case login."""
    if not logins:
        return {}
    text = document("item", logins=len(logins))
    answer = connection.graphql(
        text,
        {
            "owner": where.owner,
            "name": where.name,
            "number": number,
            **{f"login{i}": name for i, name in enumerate(logins)},
        },
    )
    repository = read.part(answer.data or {}, "repository")
    return people_of(repository, logins)


def people_of(repository: Json, logins: Iterable[str]) -> dict[str, str]:
    """The asked-for people among the answers `login0`, `login1`, …: a search finds more than it was asked for."""
    wanted = {name.lower() for name in logins}
    found: dict[str, str] = {}
    for name, value in repository.items():
        if name.startswith("login") and isinstance(value, dict):
            for each in read.nodes({"of": value}, "of"):
                login = read.text(each, "login").lower()
                if login in wanted:
                    found[login] = read.text(each, "id")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSnapshot:
    """All that the run on one action item needs."""

    viewer: str
    repository: Repository
    tracked: Tracked
    roles: Mapping[str, Role]
    user_ids: Mapping[str, str]  # of the assignable, by lower-case login
    settings_text: str | None


def observe_item(connection: Connection, where: Where) -> ItemSnapshot | None:
    """One action item; None where the issue is gone."""
    variables = {"owner": where.owner, "name": where.name, "number": where.number or 0}
    answer = connection.graphql(_document("item", blocked=False), variables)
    data = answer.data or {}
    repository = read.part(data, "repository")
    if not repository:
        refuse_reading(
            answer.errors[0].message if answer.errors else "there is no such repository", where.full_name
        )
    refuse_unwritable(
        where.full_name, is_archived=read.is_archived(repository), has_issues=read.has_issues(repository)
    )
    node = read.part(repository, "issue")
    if not node:
        return None
    viewer = read.plain(read.text(read.part(data, "viewer"), "login"))
    item = tracked(node, viewer, where.full_name)
    known = {
        read.text(each, "name").lower(): Label(id=read.text(each, "id"), name=read.text(each, "name"))
        for each in read.nodes(repository, "labels")
    }
    settings = read.settings(read.part(repository, "settings"))
    people = sorted({author.lower() for author in unanswered_by(item.comments)})
    return ItemSnapshot(
        viewer=viewer,
        repository=repository_of(repository, where, known),
        tracked=item,
        roles={name: role(connection, where.full_name, name) for name in people},
        user_ids=assignable(connection, where, named_owners(item.comments), where.number or 0),
        settings_text=settings.text if settings else None,
    )
