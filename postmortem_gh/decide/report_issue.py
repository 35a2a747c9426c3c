"""The report's issue: which one it is, what it says of itself, whether there is news for it, what it becomes.

Used by decide/follow_up. The report is drawn twice in thought: as it would be
with the time span of the one that stands, to see whether there is news; and,
only if there is, from the day of that one on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from postmortem_gh.decide import boxes, labels, paused, report
from postmortem_gh.decide.boxes import KIND, WEEK
from postmortem_gh.decide.item import Around
from postmortem_gh.decide.permissions import by_any_run
from postmortem_gh.decide.report import Weighed
from postmortem_gh.documents import item as item_page
from postmortem_gh.documents.comment_view import Trouble
from postmortem_gh.documents.length import LIMIT, MOST, units
from postmortem_gh.language.redact import redacted
from postmortem_gh.text import managed, marker
from postmortem_gh.values.desired import DesiredFollowUp, DesiredReport
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.report import ReportView
from postmortem_gh.values.snapshot import Issue
from postmortem_gh.values.tracked import ReportSnapshot

TITLE = "Action items of our postmortems: weekly report"
LEAST = 600  # UTF-16 units: a verdict, and where the rest is found
MOST_PINNED = 3  # https://docs.github.com/issues/tracking-your-work-with-issues/administering-issues/pinning-an-issue-to-your-repository


class Draw(Protocol):
    """The report as text, in so many UTF-16 units."""

    def __call__(self, view: ReportView, *, room: int) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the report that stands says of itself."""

    issue: Issue | None
    since: date
    written: date
    digest: str | None
    former: tuple[str, int] | None


def pause(snapshot: ReportSnapshot, trouble: Trouble) -> DesiredFollowUp:
    """While the settings cannot be read: a warning in the report that stands, and nothing by other rules than theirs."""
    there = _standing_report(snapshot)
    body = paused.with_warning(there, trouble) if there else ""
    if there is None or units(body) > MOST:
        return DesiredFollowUp()
    return DesiredFollowUp(
        report=DesiredReport(
            id=there.id,
            number=there.number,
            title=TITLE,
            body=body,
            why="the settings cannot be read",
        )
    )


def before(snapshot: ReportSnapshot, around: Around) -> Before:
    there = _standing_report(snapshot)
    closed = (
        each
        for each in _reports(snapshot)
        if not each.is_open and (there is None or each.number < there.number)
    )
    former = max(closed, key=lambda each: each.number, default=None)
    found = managed.find(there.body, KIND) if there else None
    values = found.marker.values if found else {}
    week_ago = around.today - WEEK
    return Before(
        issue=there,
        since=item_page.as_date(str(values.get("since", ""))) or week_ago,
        written=item_page.as_date(str(values.get("at", ""))) or week_ago,
        digest=str(values["digest"]) if "digest" in values else None,
        former=(former.url, former.number) if former else None,
    )


def _standing_report(snapshot: ReportSnapshot) -> Issue | None:
    """The elder one, where there are several: all runs agree on it, whoever's token they have."""
    open_ones = [each for each in _reports(snapshot) if each.is_open]
    return min(open_ones, key=lambda each: each.number, default=None)


def _reports(snapshot: ReportSnapshot) -> list[Issue]:
    return [each for each in snapshot.reports if by_any_run(each, snapshot.roles or {})]


def wanted(
    snapshot: ReportSnapshot,
    weighed: Weighed,
    before: Before,
    around: Around,
    draw: Draw,
    setup_problems: Sequence[str],
    *,
    rebuild: bool,
    acted: bool,
) -> DesiredReport | None:
    def view(since: date) -> ReportView:
        made = report.view(
            snapshot,
            weighed,
            around.settings,
            today=around.today,
            since=since,
            day_of=around.day_of,
            setup_problems=setup_problems,
        )
        return replace(made, former=before.former)

    as_before = view(before.since)
    there = before.issue
    body = paused.without_warning(there.body) if there else ""
    same = there is not None and body == there.body and before.digest == report.digest(as_before)
    pin = _is_to_be_pinned(there, snapshot)
    if there is not None and same and not rebuild and not acted:
        return _only_pinned(there) if pin else None
    if there is None and not snapshot.items and not snapshot.incidents and not setup_problems:
        return None  # nothing was ever promised here: an empty report would only be noise
    since = before.since if there is not None and before.written == around.today else before.written
    news = as_before if since == before.since else view(since)
    drawn = _drawn(body, news, draw, since, around)
    return DesiredReport(
        id=there.id if there else None,
        number=there.number if there else None,
        title=TITLE,
        body=drawn or boxes.unticked(body),
        crowded=drawn is None,
        pin=pin,
        why="asked for by its box"
        if rebuild
        else "there is news: the lists, the labels or the set-up changed",
    )


def _is_to_be_pinned(there: Issue | None, snapshot: ReportSnapshot) -> bool:
    """Once: of a report that was pinned before, a person took the pin off."""
    return len(snapshot.pinned) < MOST_PINNED and (there is None or not _was_pinned(there, snapshot))


def _was_pinned(there: Issue, snapshot: ReportSnapshot) -> bool:
    return there.id in snapshot.once_pinned or there.id in snapshot.pinned


def _only_pinned(there: Issue) -> DesiredReport:
    return DesiredReport(
        id=there.id,
        number=there.number,
        title=TITLE,
        body=there.body,
        pin=True,
        why="the run that opened it came no further",
    )


def notices(snapshot: ReportSnapshot, before: Before, drawn: DesiredReport | None) -> tuple[str, ...]:
    """What to know about the report besides its text."""
    there = before.issue
    found = [
        f"The label `{name}` is called `{now}` here. Give it its name back (Issues, then Labels), and where a new "
        f"`{name}` was made since, put that on the issues: by it they are found."
        for name, now in sorted(labels.renamed(snapshot.repository.labels.values()).items())
    ]
    others = [f"#{each.number}" for each in _reports(snapshot) if each.is_open and each != there]
    if there is not None and others:
        found.append(
            f"There are several open reports: #{there.number} is kept up to date, {', '.join(others)} is not. "
            "Close what is not needed."
        )
    if drawn is not None and drawn.crowded:
        found.append(
            f"The text that people wrote around the report in #{drawn.number} leaves too little room for it "
            f"below GitHub's limit of 65,536 characters: it stands as it was. Shorten that text."
        )
    is_full = len(snapshot.pinned) >= MOST_PINNED
    if is_full and (drawn is not None if there is None else not _was_pinned(there, snapshot)):
        found.append(
            "Three issues are pinned here already (closed ones keep their place), so the report is not: "
            "unpin one of them and the next run pins it. It works unpinned, too."
        )
    return tuple(found)


def _drawn(body: str, view: ReportView, draw: Draw, since: date, around: Around) -> str | None:
    """The body with as much of our part as fits; None where people's text leaves no room for any of it."""
    mark = marker.write(
        KIND, since=since.isoformat(), at=around.today.isoformat(), digest=report.digest(view)
    )
    room = min(LIMIT, MOST - units(_placed(body, managed.wrap(mark, KIND, ""))))
    while room >= LEAST:
        text = redacted(draw(view, room=room), around.settings.language)
        drawn = _placed(body, managed.wrap(mark, KIND, text))
        excess = units(drawn) - MOST
        if excess <= 0:
            return drawn
        room -= excess  # in a body that was saved in GitHub's page, line ends count twice
    return None


def _placed(body: str, block: str) -> str:
    """Our part in its place, or below all else."""
    replaced = managed.replace(body, KIND, block)
    if replaced is not None:
        return replaced
    return f"{body.rstrip()}\n\n{block}\n" if body.strip() else f"{block}\n"
