"""Action items and incidents for the tests of the report, by what matters in each."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from postmortem_gh.decide import report
from postmortem_gh.decide.item import Around
from postmortem_gh.decide.report import Weighed
from postmortem_gh.decide.tracking import standing
from postmortem_gh.documents import item as page
from postmortem_gh.settings import Settings
from postmortem_gh.text import managed
from postmortem_gh.values.problems import Place
from postmortem_gh.values.records import ActionItem
from postmortem_gh.values.snapshot import Comment, Happening, Issue, Reaction, Repository
from postmortem_gh.values.tracked import Front, Incident, ReportSnapshot, Tracked

TODAY = date(2026, 11, 24)
HOME = "acme/shop"


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def issue(number: int, title: str = "Do it", **more: object) -> Issue:
    created = more.pop("created", ago(10))
    assert isinstance(created, date)
    given: dict[str, object] = {
        "id": f"I_{number}",
        "url": f"https://github.com/acme/shop/issues/{number}",
        "body": "",
        "author": "github-actions",
        "mine": True,
        "created_at": at(created),
        "is_open": True,
        **more,
    }
    return Issue(number=number, title=title, **given)


def body(due: date | None, *, parent: int = 1, moved: tuple[tuple[date, date, date], ...] = ()) -> str:
    promise = ActionItem(key="do-it", title="Do it", due=due, said_at=Place(field="action_items"))
    text = page.body(
        promise,
        key="1",
        parent_id=f"I_{parent}",
        parent_number=parent,
        parent_url=f"https://x/{parent}",
        source_title="It broke",
    )
    for on, _, now in moved:
        text = page.with_due(text, now, on=on, why="by alice: the vendor is late") or text
    return text


def tracked(
    number: int = 11,
    *,
    due: date | None = None,
    parent: int = 1,
    owner: str | None = "alice",
    created: date | None = None,
    closed: date | None = None,
    reason: str = "COMPLETED",
    labels: tuple[str, ...] = ("action-item",),
    comments: tuple[Comment, ...] = (),
    history: tuple[Happening, ...] = (),
    moved: tuple[tuple[date, date, date], ...] = (),
    **more: object,
) -> Tracked:
    """An action item of postmortem ``parent``."""
    made = issue(
        number,
        created=created or ago(10),
        body=body(due, parent=parent, moved=moved),
        assignees=(owner,) if owner else (),
        labels=labels,
        is_open=closed is None,
        closed_at=at(closed) if closed else None,
        state_reason=reason if closed else None,
        parent=f"I_{parent}",
    )
    if closed and not any(each.kind == "closed" for each in history):
        history = (*history, Happening(at=at(closed), kind="closed", reason=reason))
    return Tracked(
        issue=made,
        repository=HOME,
        parent_number=parent,
        parent_title="It broke",
        parent_url=f"https://github.com/acme/shop/issues/{parent}",
        comments=comments,
        history=history,
        **more,
    )


def comment(
    text: str, *, by: str = "alice", on: date | None = None, answered: bool = False, number: int = 1
) -> Comment:
    return Comment(
        id=f"C_{number}",
        url=f"https://github.com/acme/shop/issues/11#issuecomment-{number}",
        body=text,
        author=by,
        mine=by == "github-actions",
        created_at=at(on or ago(1)),
        reactions=(Reaction(content="THUMBS_UP", mine=True, created_at=at(on or ago(1))),)
        if answered
        else (),
    )


def incident(
    number: int,
    day: date,
    *labels: str,
    detect: int | None = None,
    recover: int | None = None,
    repository: str = HOME,
    **more: object,
) -> Incident:
    made = issue(number, title=f"Incident {number}", created=day, labels=("postmortem", *labels))
    front = Front(
        id=f"postmortem-{number}",
        kind="postmortem",
        title=made.title,
        day=day,
        severity="SEV2",
        status="complete",
        minutes_to_detect=detect,
        minutes_to_recover=recover,
        services=(),
        factors=(),
        issue=number,
        path=f"postmortems/{day.year}/{day}-incident-{number}.md",
    )
    return Incident(
        issue=made, repository=repository, kind="postmortem", day=day, labels=made.labels, front=front, **more
    )


def snapshot(*items: Tracked, incidents: tuple[Incident, ...] = (), **more: object) -> ReportSnapshot:
    repository = Repository(
        id="R_1",
        owner="acme",
        name="shop",
        url="https://github.com/acme/shop",
        visibility="PUBLIC",
        default_branch="main",
        head_oid="a" * 40,
    )
    return ReportSnapshot(
        viewer="github-actions", repository=repository, items=items, incidents=incidents, **more
    )


def around(settings: Settings | None = None, today: date = TODAY, **roles: str) -> Around:
    return Around(
        roles=roles or {"alice": "write"},
        assignable=frozenset({"alice", "bob"}),
        settings=settings or Settings(),
        now=datetime.combine(today, time(12), UTC),
        today=today,
        day_of=lambda moment: moment.astimezone(UTC).date(),
    )


def weigh(seen: ReportSnapshot, today: date = TODAY) -> Weighed:
    """What the report is made from, with the default settings."""
    settings, day_of = Settings(), around().day_of
    standings = [standing(each, settings.report, today, day_of) for each in seen.items]
    return report.weigh(seen, standings, settings, today, day_of)


def content(text: str) -> str:
    """The managed part of a report's body."""
    found = managed.find(text, "report")
    assert found is not None
    return found.content
