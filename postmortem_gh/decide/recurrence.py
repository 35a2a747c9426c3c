"""When it happens again: which incident labels recur, how unusual that is, and what stood promised that day.

A label that is on everything is no news, so a count is held against the
label's usual share by an exact test: Fisher's, one-sided, i.e. the chance
that the window's incidents would carry the label this often if they were
drawn from all of the year's (R. A. Fisher, Statistical Methods for Research
Workers, 1935, section 21.02). The window ends at the newest incident, so that
the passing of days changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import comb

from postmortem_gh.decide.tracking import DayOf
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.tracked import Incident, Tracked

# More stories than these are not read; the figures still count all.
MAX_STORIES = 5
# With fewer earlier incidents nobody can say what is usual.
ENOUGH_TO_COMPARE = 5
# A label on at least this share of all incidents says nothing by coming back.
EVERYWHERE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """One label that came back within the window that ends with its newest incident."""

    label: str
    newest: Incident
    earlier: tuple[Incident, ...]  # newest first, within the window
    chance: float | None  # of a count this high or higher; None: too few to compare
    usual_share: float
    window_days: int

    @property
    def count(self) -> int:
        return 1 + len(self.earlier)


def recurrences(incidents: Sequence[Incident], window_days: int, today: date) -> tuple[Recurrence, ...]:
    """The labels that came back, the most unusual first; those with their newest incident long ago are over."""
    dated = sorted(
        (each for each in incidents if each.kind != "retrospective"),
        key=lambda each: (each.day, each.issue.number),
    )
    by_label: defaultdict[str, list[Incident]] = defaultdict(list)
    for each in dated:
        for label in dict.fromkeys(name.lower() for name in each.labels):
            by_label[label].append(each)
    found = [
        recurrence
        for label, carriers in by_label.items()
        if (recurrence := _recurrence(label, carriers, dated, window_days)) is not None
        and recurrence.newest.day >= today - timedelta(days=window_days)
    ]
    found.sort(key=lambda each: (each.chance if each.chance is not None else 0.5, -each.count, each.label))
    return tuple(_merge_same(found))[:MAX_STORIES]


def within(day: date, other: date, days: int) -> bool:
    """Whether ``day`` comes at most so many days after ``other``: then what happened has come back."""
    return timedelta(0) <= day - other <= timedelta(days=days)


def _recurrence(
    label: str, carriers: Sequence[Incident], everything: Sequence[Incident], window_days: int
) -> Recurrence | None:
    newest = carriers[-1]
    earlier = [each for each in carriers[:-1] if within(newest.day, each.day, window_days)]
    if not earlier:
        return None
    total, carrying = len(everything), len(carriers)
    if total >= ENOUGH_TO_COMPARE and carrying / total >= EVERYWHERE:
        return None
    inside = sum(within(newest.day, each.day, window_days) for each in everything)
    chance = None
    if total - inside >= ENOUGH_TO_COMPARE:
        chance = chance_of_at_least(1 + len(earlier), inside, carrying, total)
    outside = total - inside
    share = (carrying - 1 - len(earlier)) / outside if outside else 0.0
    return Recurrence(
        label=label,
        newest=newest,
        earlier=tuple(reversed(earlier)),
        chance=chance,
        usual_share=share,
        window_days=window_days,
    )


def _merge_same(found: Iterable[Recurrence]) -> Iterable[Recurrence]:
    """Labels that came back on the very same incidents are one story: the first stands for all."""
    seen: set[tuple[str, ...]] = set()
    for each in found:
        incidents = (each.newest.issue.id, *(earlier.issue.id for earlier in each.earlier))
        if incidents not in seen:
            seen.add(incidents)
            yield each


def chance_of_at_least(found: int, drawn: int, carrying: int, total: int) -> float:
    """P(X >= found) for ``drawn`` of ``total`` incidents of which ``carrying`` carry the label (hypergeometric)."""
    ways = sum(
        comb(carrying, k) * comb(total - carrying, drawn - k) for k in range(found, min(carrying, drawn) + 1)
    )
    return ways / comb(total, drawn)


def in_words(recurrence: Recurrence) -> str:
    """How unusual it is, in plain words."""
    times = f"{recurrence.count} times within {recurrence.window_days} days"
    if recurrence.chance is None:
        return f"{times}; too few other incidents in the last 12 months to say what is usual"
    usual = f"of the other incidents {recurrence.usual_share:.0%} carry it"
    if recurrence.chance <= 0.05:
        return f"{times}, far more than usual: {usual}; {_by_chance(recurrence.chance)}"
    if recurrence.chance <= 0.2:
        return f"{times}, more than usual: {usual}; {_by_chance(recurrence.chance)}"
    return f"{times}, about as often as usual: {usual}"


def _by_chance(chance: float) -> str:
    return f"chance alone would bring this about in 1 of {round(1 / chance)} cases"


def open_on(item: Tracked, day: date, day_of: DayOf) -> bool:
    """Was this action item open at the start of ``day``? By its own events, not by its state of today."""
    if day_of(item.issue.created_at) > day:
        return False
    is_open = True
    for happening in item.history:
        if happening.kind in ("closed", "reopened") and day_of(happening.at) < day:
            is_open = happening.kind == "reopened"
    if (
        not any(happening.kind in ("closed", "reopened") for happening in item.history)
        and item.issue.closed_at
    ):
        return day_of(item.issue.closed_at) >= day
    return is_open
