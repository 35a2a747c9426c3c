"""What earlier postmortems of the same service or cause promised: for the head of the comment, and when it came back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from postmortem_gh.decide import labels
from postmortem_gh.decide.recurrence import within
from postmortem_gh.decide.tracking import DayOf
from postmortem_gh.documents import item as page
from postmortem_gh.documents.recurrence import Earlier, Promised, paragraph
from postmortem_gh.intake import zones
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
    day_of = partial(zones.day_of, timezone=settings.timezone)
    day = record.started.day if record.started else day_of(snapshot.issue.created_at)
    wanted = {name.lower() for name in incident_labels}
    # Of the others only the day of filing is at hand: their documents are not read for this.
    found = [
        each
        for each in snapshot.earlier
        if each.number != snapshot.issue.number
        and within(day, day_of(each.created_at), settings.report.recurrence_days)
        and wanted & {name.lower() for name in labels.incident(each.labels, settings.label_prefixes)}
    ]
    if not found:
        return None
    newest_first = sorted(found, key=lambda each: each.created_at, reverse=True)
    said = paragraph(tuple(_earlier(each, wanted, day, day_of) for each in newest_first), day)
    return redacted(said, settings.language)


def _earlier(review: EarlierReview, wanted: set[str], day: date, day_of: DayOf) -> Earlier:
    return Earlier(
        number=review.number,
        url=review.url,
        title=review.title,
        day=day_of(review.created_at),
        labels=tuple(name for name in review.labels if name.lower() in wanted),
        promises=tuple(
            _promised(each, day, day_of) for each in review.items if day_of(each.created_at) <= day
        ),
    )


def _promised(promise: Promise, day: date, day_of: DayOf) -> Promised:
    block = page.read(promise.body)
    closed = day_of(promise.closed_at) if promise.closed_at else None
    return Promised(
        number=promise.number,
        url=promise.url,
        title=promise.title,
        was_open=closed is None or closed >= day,
        dropped=promise.state_reason == "NOT_PLANNED",
        due=page.due_on(block.due, block.moved, day) if block else None,
        closed=closed,
    )
