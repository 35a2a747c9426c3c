"""What the weekly report looks at: one request for each 100 of what counts, all lists side by side.

Open items, items closed within 90 days, incidents of 12 months; the documents
and settings come along with the first page. What is old and done is not
read (but where it came back, see long_closed): a repository with 10,000 old
items costs as much as one without.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, cast

from postmortem_gh.decide import boxes, labels
from postmortem_gh.documents import front_matter
from postmortem_gh.documents import index as index_page
from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.answers import Answer
from postmortem_gh.github_api.documents import document
from postmortem_gh.github_api.following import tracked
from postmortem_gh.github_api.reading import Json
from postmortem_gh.github_api.transport import Connection, UnknownField, repository_in
from postmortem_gh.github_api.unlisted import Unlisted, below, dated, unlisted
from postmortem_gh.text import managed
from postmortem_gh.values.days import iso_day
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import File, Label
from postmortem_gh.values.tracked import Front, Incident, ReportSnapshot, Tracked, Waiting
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
_BLOCKED = """\
  blockedBy(first: 10) {
    nodes {
      number
      state
      repository {
        nameWithOwner
      }
    }
  }
"""
_COMMENTS = "  comments(last: 100) {\n"
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
    return _snapshot(pages, _unlisted(connection, where, pages, now))


def _unlisted(connection: Connection, where: Where, pages: _Pages, now: datetime) -> Unlisted:
    told = [each for _, each in pages.incidents.values()]
    return unlisted(
        connection,
        where,
        _document("unlisted", blocked=pages.blocked),
        below(told, pages.tracked, now - CLOSED_WINDOW),
        viewer=pages.viewer,
        renamed=labels.renamed(pages.labels.values()),
        has_report=any(read.text(each, "state") == "OPEN" for each in _reports(pages)),
    )


def _reports(pages: _Pages) -> Iterator[Json]:
    """What may be a report: by its label, ours or with our block; by its block alone among what is pinned."""
    for each in read.nodes(pages.repository, "reports"):
        if managed.find(read.text(each, "body"), boxes.KIND) or read.issue(each, pages.viewer).mine:
            yield each
    for pin in read.nodes(pages.repository, "pinnedIssues"):
        if managed.find(read.text(read.part(pin, "issue"), "body"), boxes.KIND):
            yield read.part(pin, "issue")


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
    try:
        return connection.graphql(_document("report", blocked=pages.blocked), variables)
    except UnknownField as older:
        if "blockedBy" not in older.cause:
            raise
        pages.blocked = False
        return connection.graphql(_document("report", blocked=False), variables)


def _document(name: str, *, blocked: bool) -> str:
    text = document(name)
    return text.replace(_COMMENTS, _BLOCKED + _COMMENTS, 1) if blocked else text


def _second(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _take(pages: _Pages, answer: Answer, where: Where, *, first: bool) -> None:
    repository = repository_in(answer, where.full_name)
    if first:
        pages.viewer = read.plain(read.text(read.part(answer.data, "viewer"), "login"))
        pages.repository = {name: value for name, value in repository.items() if name not in LISTS}
    pages.after = {
        name: cursor for name in pages.after if (cursor := read.next_page(read.part(repository, name)))
    }
    home = _full_name(repository)
    for name in ("open", "closed"):
        for node in read.nodes(repository, name):
            pages.tracked[read.text(node, "id")] = tracked(node, pages.viewer, home)
    for name, kind in (("postmortems", "postmortem"), ("nearMisses", "near-miss")):
        for node in read.nodes(repository, name):
            pages.incidents.setdefault(read.text(node, "id"), (cast(Kind, kind), node))
    pages.labels |= read.known_labels(repository)
    for node in read.nodes(repository, "pullRequests"):
        if node.get("isCrossRepository") is not True:
            pages.pulls.setdefault(read.text(node, "headRefName"), _waiting(node))


def _full_name(repository: Json) -> str:
    """As GitHub spells it: people may write ACME/Shop."""
    return f"{read.text(read.part(repository, 'owner'), 'login')}/{read.text(repository, 'name')}"


def _waiting(node: Json) -> Waiting:
    return Waiting(
        number=read.number(node, "number"),
        url=read.text(node, "url"),
        title=read.text(node, "title"),
        created_at=read.moment(node, "createdAt") or datetime.min.replace(tzinfo=UTC),
    )


def _snapshot(pages: _Pages, besides: Unlisted) -> ReportSnapshot:
    node = pages.repository
    reports = {read.text(each, "id"): each for each in (*_reports(pages), *besides.reports)}
    files = tuple(read.files_below(read.part(node, "documents"), "postmortems/"))
    fronts = {file.path: front for file in files if (front := _front(file)) is not None}
    by_issue = {
        front.issue: (file, front) for file in files if (front := fronts.get(file.path)) and front.issue
    }
    index = next((file for file in files if file.path == index_page.PATH), None)
    settings = read.settings(read.part(node, "settings"))
    called = labels.renamed(pages.labels.values()).get(labels.ACTION_ITEM)
    prefix = ".github/postmortem/templates/"
    return ReportSnapshot(
        viewer=pages.viewer,
        repository=read.repository(node, pages.labels),
        items=(
            *pages.tracked.values(),
            *(dated(each, _front_of(each.parent_number, by_issue)) for each in besides.items),
        ),
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
        index_proposed=frozenset(
            read.text(each, "headRefOid")
            for each in read.nodes(node, "indexProposals")
            if each.get("isCrossRepository") is not True
        ),
        reports=tuple(read.issue(each, pages.viewer) for each in reports.values()),
        pinned=tuple(read.text(read.part(each, "issue"), "id") for each in read.nodes(node, "pinnedIssues")),
        once_pinned=frozenset(name for name, each in reports.items() if read.nodes(each, "pinnings")),
        renamed=((_full_name(node), called),) if called else (),
        settings_text=settings.text if settings else None,
        templates={
            file.path.removeprefix(prefix): file.text
            for file in read.files_below(read.part(node, "templates"), prefix)
        },
    )


def _front_of(number: int | None, by_issue: Mapping[int, tuple[File, Front]]) -> Front | None:
    return by_issue[number][1] if number is not None and number in by_issue else None


def _front(file: File) -> Front | None:
    """The front matter of one of our documents; None for any other file."""
    values = front_matter.read(file.text)
    if values is None or not str(values.get("id") or "").startswith("postmortem-"):
        return None
    day = iso_day(str(values.get("date"))[:10])
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
        started=_moment(values.get("started")),
        issue=_number(values.get("issue")) or _number(str(values["id"]).removeprefix("postmortem-")),
        path=file.path,
        due=tuple(front_matter.due(values)),
    )


def _text(value: object) -> str | None:
    return str(value) if value not in (None, "") else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _moment(value: object) -> datetime | None:
    """A time with its offset; None for a bare day."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _number(value: object) -> int | None:
    text = str(value) if value is not None else ""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _counts(node: Json, pages: _Pages, by_issue: Mapping[int, tuple[File, Front]]) -> bool:
    """Whether an incident is told: a stranger's form causes one comment, and no line here until it is accepted."""
    number = read.number(node, "number")
    return (
        read.text(pages.repository, "visibility") != "PUBLIC"
        or read.by_member(node)
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
        repository=_full_name(pages.repository),
        kind=kind,
        day=front.day if front else issue.created_at.date(),
        began=front.started if front else None,
        labels=issue.labels,
        document=file,
        front=front,
        pull_request=pages.pulls.get(f"postmortem/{issue.number}"),
        promises=read.number(read.part(node, "subIssuesSummary"), "total"),
        recurring_set=recurring,
    )
