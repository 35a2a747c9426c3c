"""The weekly report: every promise visible until it is kept, changed in the open, or dropped with a reason.

From the report's snapshot to what its page shows: lists (decide/report_lists),
stories of what came back (decide/stories), figures (decide/figures) and boxes
(decide/boxes). News is a change in the lists, the labels or the set-up
problems; without news nothing is written, so `digest` leaves out all that
changes by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from postmortem_gh.decide import boxes, labels, recurrence
from postmortem_gh.decide.figures import figures
from postmortem_gh.decide.report_lists import closed_sections, document_sections, open_sections
from postmortem_gh.decide.stories import story
from postmortem_gh.decide.tracking import DayOf, Standing, standing
from postmortem_gh.settings import Settings
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.report import ReportView, Story
from postmortem_gh.values.tracked import Incident, ReportSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Everything that the lists are made from."""

    open: tuple[Standing, ...]
    closed: tuple[Standing, ...]
    stories: tuple[Story, ...]
    recurring: tuple[recurrence.Recurrence, ...]


def dated(snapshot: ReportSnapshot, day_of: DayOf) -> ReportSnapshot:
    """Incidents without a document by the day of filing in the settings' zone, which observing does not know."""
    incidents = (
        each if each.front else replace(each, day=day_of(each.issue.created_at))
        for each in snapshot.incidents
    )
    return replace(snapshot, incidents=tuple(incidents))


def came_back(snapshot: ReportSnapshot, settings: Settings, today: date) -> tuple[recurrence.Recurrence, ...]:
    """What recurs among the incidents of a dated snapshot."""
    incidents = [
        replace(each, labels=labels.incident(each.labels, settings.label_prefixes))
        for each in snapshot.incidents
    ]
    return recurrence.recurrences(incidents, settings.report.recurrence_days, today)


def half_read(
    snapshot: ReportSnapshot, settings: Settings, today: date, day_of: DayOf
) -> tuple[Incident, ...]:
    """The incidents before what came back of which more was promised than was read: it was closed long ago."""
    read = Counter(each.issue.parent for each in snapshot.items)
    earlier = {
        each.issue.id: each
        for found in came_back(dated(snapshot, day_of), settings, today)
        for each in found.earlier
    }
    return tuple(each for each in earlier.values() if each.promises > read[each.issue.id])


def weigh(
    snapshot: ReportSnapshot, standings: Sequence[Standing], settings: Settings, today: date, day_of: DayOf
) -> Weighed:
    """What is open, what is closed, and what came back."""
    recurring = came_back(snapshot, settings, today)
    promised = [
        *standings,
        *(standing(each, settings.report, today, day_of) for each in snapshot.long_closed),
    ]
    return Weighed(
        open=tuple(each for each in standings if each.item.issue.is_open),
        closed=tuple(each for each in standings if not each.item.issue.is_open),
        recurring=recurring,
        stories=tuple(story(each, promised, snapshot.repository.full_name, day_of) for each in recurring),
    )


def view(
    snapshot: ReportSnapshot,
    weighed: Weighed,
    settings: Settings,
    *,
    today: date,
    since: date,
    day_of: DayOf,
    setup_problems: Sequence[str] = (),
) -> ReportView:
    """The report; ``since`` is the day of the one before, from which on closed items are told."""
    home = snapshot.repository.full_name
    sections = [*open_sections(weighed.open, home), *closed_sections(weighed.closed, since, home, day_of)]
    sections += document_sections(snapshot.incidents, settings, today, home, day_of)
    return ReportView(
        setup_problems=tuple(setup_problems),
        sections=tuple(each for each in sections if each.lines),
        stories=weighed.stories,
        figures=figures(snapshot.incidents, [*weighed.open, *weighed.closed], today, day_of),
        boxes=boxes.offered(weighed.open, home),
        open_items=len(weighed.open),
        unreadable=snapshot.unreadable,
    )


def digest(view: ReportView) -> str:
    """What must change for the report to be news: lists, stories and set-up problems, not figures."""
    parts: list[str] = list(view.setup_problems)
    for section in view.sections:
        for line in section.lines:
            parts.append(
                "|".join(
                    map(
                        str,
                        (
                            section.id,
                            line.repository,
                            line.number,
                            line.title,
                            line.owners,
                            line.due,
                            line.since,
                            line.why,
                            line.detail,
                            line.evidence_url,
                        ),
                    )
                )
            )
    for each in view.stories:
        parts.append(
            "|".join(
                map(
                    str,
                    (
                        each.label,
                        each.newest.url,
                        [link.url for link in each.earlier],
                        [link.url for link in each.open_that_day],
                        each.finding,
                    ),
                )
            )
        )
    parts += [box.id for box in view.boxes]
    parts += [f"{name}|{why}" for name, why in view.unreadable]
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
