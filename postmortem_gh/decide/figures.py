"""The report's learning figures. Used by decide/report."""

from __future__ import annotations

from collections import Counter
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
    open_since = [day_of(e.item.issue.created_at) for e in items if e.item.issue.is_open]
    ages = sorted(Counter((day.year, day.month) for day in open_since).items())
    return Figures(
        incidents=len(counted),
        months=_by_month([each.day for each in counted], today),
        detect_median=round(median(detect)) if detect else None,
        detect_n=len(detect),
        recover_median=round(median(recover)) if recover else None,
        recover_n=len(recover),
        closed_in_time=len(in_time),
        closed_with_due=len(kept),
        ages=tuple((_month(*month), count) for month, count in ages),
    )


def _by_month(days: Sequence[date], today: date) -> tuple[tuple[str, int], ...]:
    """The last twelve months, those without an incident included."""
    months = []
    year, month = today.year, today.month
    for _ in range(12):
        months.append((year, month))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    counts = Counter((day.year, day.month) for day in days)
    return tuple((_month(*each), counts[each]) for each in reversed(months))


def _month(year: int, month: int) -> str:
    return f"{year:04}-{month:02}"
