"""Earlier postmortems of the same service or cause: what they promised, which came back, and which look alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from postmortem_gh.decide import labels
from postmortem_gh.decide.recurrence import YEAR_DAYS, is_everywhere, within
from postmortem_gh.decide.that_day import Stood, stood
from postmortem_gh.decide.tracking import DayOf
from postmortem_gh.documents import item as page
from postmortem_gh.documents.comment_view import Related
from postmortem_gh.documents.recurrence import Earlier, Promised, paragraph
from postmortem_gh.documents.views import Link
from postmortem_gh.intake import zones
from postmortem_gh.language.redact import redacted
from postmortem_gh.settings import Settings
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.records import Moment, Record
from postmortem_gh.values.snapshot import EarlierReview, OpenItem, Promise, Snapshot

SERVICE = "service:"
MAX_ALIKE = 5


@dataclass(frozen=True, slots=True)
class _Sharing:
    """Another postmortem, and its incident labels that this one carries, too."""

    review: EarlierReview
    labels: tuple[str, ...]


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
    snapshot: Snapshot,
    record: Record,
    settings: Settings,
    incident_labels: Sequence[str],
    told: frozenset[int] = frozenset(),
) -> str | None:
    """What was promised last time, what was done, what to look at; None where nothing came back.

    The action items of the numbers ``told`` are listed above it.
    """
    if record.kind == "retrospective":
        return None
    day_of = partial(zones.day_of, timezone=settings.timezone)
    now = _when(snapshot, record, day_of)
    found = [
        each
        for each in _sharing(snapshot, settings, _telling(snapshot, settings, incident_labels, now, day_of))
        if within(now.day, day_of(each.review.created_at), settings.report.recurrence_days)
        and _came_before(each.review, snapshot, now, day_of)
    ]
    if not found:
        return None
    said = paragraph(tuple(_earlier(each, now, day_of) for each in found), now.day, told)
    return redacted(said, settings.language)


def look_alike(
    snapshot: Snapshot, record: Record, settings: Settings, incident_labels: Sequence[str]
) -> tuple[Related, ...]:
    """Those that share most with this one, and of which nothing else is told: they are too long ago for that."""
    day_of = partial(zones.day_of, timezone=settings.timezone)
    now = _when(snapshot, record, day_of)
    found = [
        each
        for each in _sharing(snapshot, settings, incident_labels)
        if each.review.number < snapshot.issue.number
        and not within(now.day, day_of(each.review.created_at), settings.report.recurrence_days)
    ]
    found.sort(key=lambda each: -len(each.labels))
    return tuple(
        Related(
            link=Link(text=f"#{each.review.number}", url=each.review.url),
            title=each.review.title,
            why=f"filed on {day_of(each.review.created_at)}, shares {', '.join(each.labels)}",
        )
        for each in found[:MAX_ALIKE]
    )


def _when(snapshot: Snapshot, record: Record, day_of: DayOf) -> Moment:
    """When this happened. Of the others only the day of filing is at hand: their documents are not read for this."""
    return record.started or Moment(day=day_of(snapshot.issue.created_at))


def _came_before(review: EarlierReview, snapshot: Snapshot, now: Moment, day_of: DayOf) -> bool:
    """Filed before this began; of those filed later that day the number tells, as the others' starts are not read."""
    filed_before = day_of(review.created_at) < now.day or (now.at is not None and review.created_at <= now.at)
    return filed_before or review.number < snapshot.issue.number


def _telling(
    snapshot: Snapshot, settings: Settings, incident_labels: Sequence[str], now: Moment, day_of: DayOf
) -> list[str]:
    """Those of its labels that say something by coming back: one that is on everything does not."""
    of_year = [
        {name.lower() for name in labels.incident(each.labels, settings.label_prefixes)}
        for each in _others(snapshot)
        if within(now.day, day_of(each.created_at), YEAR_DAYS)
    ]
    return [
        name
        for name in incident_labels
        if not is_everywhere(1 + sum(name.lower() in each for each in of_year), 1 + len(of_year))
    ]


def _others(snapshot: Snapshot) -> list[EarlierReview]:
    return [each for each in snapshot.earlier if each.number != snapshot.issue.number]


def _sharing(snapshot: Snapshot, settings: Settings, incident_labels: Sequence[str]) -> list[_Sharing]:
    """The other incidents that carry one of these labels, newest first."""
    wanted = {name.lower() for name in incident_labels}
    found = [
        _Sharing(review=each, labels=shared)
        for each in _others(snapshot)
        if (
            shared := tuple(
                name
                for name in labels.incident(each.labels, settings.label_prefixes)
                if name.lower() in wanted
            )
        )
    ]
    return sorted(found, key=lambda each: each.review.created_at, reverse=True)


def _earlier(sharing: _Sharing, now: Moment, day_of: DayOf) -> Earlier:
    review = sharing.review
    there = [
        (each, how) for each in review.items if (how := stood(each, each.history, now, day_of)) is not None
    ]
    return Earlier(
        number=review.number,
        url=review.url,
        title=review.title,
        day=day_of(review.created_at),
        labels=sharing.labels,
        promises=tuple(_promised(each, how, now.day) for each, how in there),
        promised_later=any(each.state_reason != "DUPLICATE" for each in review.items) and not there,
    )


def _promised(promise: Promise, how: Stood, day: date) -> Promised:
    block = page.read(promise.body)
    return Promised(
        number=promise.number,
        url=promise.url,
        title=promise.title,
        was_open=how.state == "open",
        dropped=how.state == "dropped",
        due=page.due_on(block.due, block.moved, day) if block else promise.promised_due,
    )
