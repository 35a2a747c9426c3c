"""What earlier postmortems of the same service or cause promised: for the head of the comment, and when it came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from postmortem_gh.decide import labels
from postmortem_gh.documents import item as page
from postmortem_gh.documents.recurrence import Earlier, Promised, paragraph
from postmortem_gh.language.redact import redacted
from postmortem_gh.settings import Settings
from postmortem_gh.values.records import Record
from postmortem_gh.values.snapshot import EarlierReview, OpenItem, Promise, Snapshot

SERVICE = "service:"


def same_service(snapshot: Snapshot, incident_labels: Sequence[str]) -> tuple[OpenItem, ...]:
    """Open action items of earlier postmortems of the same service: a team reviews them first."""
    services = {name.lower() for name in incident_labels if name.lower().startswith(SERVICE)}
    return tuple(
        each
        for each in snapshot.open_items
        if each.parent_number is not None
        and each.parent_number < snapshot.issue.number
        and services & {name.lower() for name in each.parent_labels}
    )


def recurrence_paragraph(
    snapshot: Snapshot, record: Record, settings: Settings, incident_labels: Sequence[str]
) -> str | None:
    """What was promised last time, what was done, what to look at; None where nothing came back."""
    if record.kind == "retrospective":
        return None
    day = record.started.day if record.started else snapshot.issue.created_at.date()
    wanted = {name.lower() for name in incident_labels}
    start = day - timedelta(days=settings.report.recurrence_days)
    found = [
        each
        for each in snapshot.earlier
        if each.number != snapshot.issue.number
        and start <= each.created_at.date() <= day
        and wanted & {name.lower() for name in labels.incident(each.labels, settings.label_prefixes)}
    ]
    if not found:
        return None
    newest_first = sorted(found, key=lambda each: each.created_at, reverse=True)
    said = paragraph(tuple(_earlier(each, wanted, day) for each in newest_first), day)
    return redacted(said, settings.language)


def _earlier(review: EarlierReview, wanted: set[str], day: date) -> Earlier:
    return Earlier(
        number=review.number,
        url=review.url,
        title=review.title,
        day=review.created_at.date(),
        labels=tuple(name for name in review.labels if name.lower() in wanted),
        promises=tuple(_promised(each, day) for each in review.items if each.created_at.date() <= day),
    )


def _promised(promise: Promise, day: date) -> Promised:
    block = page.read(promise.body)
    closed = promise.closed_at.date() if promise.closed_at else None
    due = block.due if block else None
    for moved in reversed(block.moved if block else ()):
        if moved.on > day:
            due = moved.was
    return Promised(
        number=promise.number,
        url=promise.url,
        title=promise.title,
        was_open=closed is None or closed >= day,
        dropped=promise.state_reason == "NOT_PLANNED",
        due=due,
        closed=closed,
    )
