"""The report's learning figures. Used by decide/report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from postmortem_gh.decide.tracking import DayOf, Standing
from postmortem_gh.values.report import Figures
from postmortem_gh.values.tracked import Incident

YEAR = timedelta(days=365)


def figures(incidents: Sequence[Incident], items: Sequence[Standing], today: date, day_of: DayOf) -> Figures:
    """Small and honest: medians with their number, shares with their base."""
    counted = [each for each in incidents if each.kind == "postmortem" and each.day > today - YEAR]
    detect = [e.front.minutes_to_detect for e in counted if e.front and e.front.minutes_to_detect is not None]
    recover = [
        e.front.minutes_to_recover for e in counted if e.front and e.front.minutes_to_recover is not None
    ]
    kept = [e for e in items if e.item.issue.closed_at and e.due and e.item.issue.state_reason == "COMPLETED"]
    in_time = [
        e for e in kept if e.item.issue.closed_at and e.due and day_of(e.item.issue.closed_at) <= e.due
    ]
    ages: dict[str, int] = {}
    for each in sorted(items, key=lambda e: e.item.issue.created_at):
        if each.item.issue.is_open:
            month = day_of(each.item.issue.created_at).strftime("%Y-%m")
            ages[month] = ages.get(month, 0) + 1
    return Figures(
        incidents=len(counted),
        months=_by_month([each.day for each in counted], today),
        detect_median=round(median(detect)) if detect else None,
        detect_n=len(detect),
        recover_median=round(median(recover)) if recover else None,
        recover_n=len(recover),
        closed_in_time=len(in_time),
        closed_with_due=len(kept),
        ages=tuple(ages.items()),
    )


def _by_month(days: Sequence[date], today: date) -> tuple[tuple[str, int], ...]:
    """The last twelve months, those without an incident included."""
    months = []
    year, month = today.year, today.month
    for _ in range(12):
        months.append(f"{year:04}-{month:02}")
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    counts = dict.fromkeys(reversed(months), 0)
    for day in days:
        name = day.strftime("%Y-%m")
        if name in counts:
            counts[name] += 1
    return tuple(counts.items())
