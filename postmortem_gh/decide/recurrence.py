"""When it happens again: which incident labels recur, and how unusual that is.

A label that is on everything is no news, so a count is held against the
label's usual share by an exact test: Fisher's, one-sided, i.e. the chance
that the window's incidents would carry the label this often if they were
drawn from all of the year's (R. A. Fisher, Statistical Methods for Research
Workers, 1935, section 21.02). Window and year end at the newest incident, so
that the passing of days changes nothing; that one carries the label because
the window was put there, so it is left out of the test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from math import comb, floor

from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.tracked import Incident

# More stories than these are not read; the figures still count all.
MAX_STORIES = 5
# With fewer earlier incidents nobody can say what is usual.
ENOUGH_TO_COMPARE = 5
# A label on at least this share of a year's incidents says nothing by coming back.
EVERYWHERE = 0.5
YEAR_DAYS = 365
# Several labels are looked at, and one of twenty comes back by chance at the first of these.
RARE, VERY_RARE = 0.05, 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """One label that came back within the window that ends with its newest incident."""

    label: str
    newest: Incident
    earlier: tuple[Incident, ...]  # newest first, within the window
    inside: int  # all incidents within the window, whatever they carry
    before: int  # all of the year that are older than the window
    carrying_before: int
    window_days: int

    @property
    def count(self) -> int:
        return 1 + len(self.earlier)

    @property
    def chance(self) -> float | None:
        """Of a count this high or higher, the newest aside; None: too few to compare."""
        if self.before < ENOUGH_TO_COMPARE:
            return None
        others, carrying = self.inside + self.before - 1, len(self.earlier) + self.carrying_before
        return chance_of_at_least(len(self.earlier), self.inside - 1, carrying, others)


def recurrences(incidents: Sequence[Incident], window_days: int, today: date) -> tuple[Recurrence, ...]:
    """The labels that came back, the most unusual first; those with their newest incident long ago are over."""
    dated = sorted((each for each in incidents if each.kind != "retrospective"), key=_when)
    by_label: defaultdict[str, list[Incident]] = defaultdict(list)
    for each in dated:
        for label in dict.fromkeys(name.lower() for name in each.labels):
            by_label[label].append(each)
    found = [
        recurrence
        for label, carriers in by_label.items()
        if carriers[-1].day >= today - timedelta(days=window_days)
        and (recurrence := _recurrence(label, carriers, dated, window_days)) is not None
    ]
    found.sort(key=lambda each: (each.chance if each.chance is not None else 0.5, -each.count, each.label))
    return tuple(_merge_same(found))[:MAX_STORIES]


def _when(each: Incident) -> tuple[date, datetime, int]:
    return each.day, each.began or each.issue.created_at, each.issue.number


def within(day: date, other: date, days: int) -> bool:
    """Whether ``day`` comes at most so many days after ``other``: then what happened has come back."""
    return timedelta(0) <= day - other <= timedelta(days=days)


def is_everywhere(carrying: int, total: int) -> bool:
    """Whether a label that so many of a year's incidents carry says nothing by coming back."""
    return total >= ENOUGH_TO_COMPARE and carrying / total >= EVERYWHERE


def _recurrence(
    label: str, carriers: Sequence[Incident], everything: Sequence[Incident], window_days: int
) -> Recurrence | None:
    newest = carriers[-1]

    def among(incidents: Sequence[Incident], days: int) -> list[Incident]:
        return [each for each in incidents if within(newest.day, each.day, days)]

    earlier = among(carriers[:-1], window_days)
    span = max(YEAR_DAYS, window_days)
    of_year, carrying = among(everything, span), among(carriers, span)
    if not earlier or is_everywhere(len(carrying), len(of_year)):
        return None
    inside = len(among(everything, window_days))
    return Recurrence(
        label=label,
        newest=newest,
        earlier=tuple(reversed(earlier)),
        inside=inside,
        before=len(of_year) - inside,
        carrying_before=len(carrying) - 1 - len(earlier),
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
    """How unusual it is, in plain words: numbers rather than percentages, as they are small."""
    times = f"{recurrence.count} times within {recurrence.window_days} days"
    chance = recurrence.chance
    if chance is None:
        return f"{times}; too few incidents in the year before to say what is usual"
    before = f"{recurrence.carrying_before or 'none'} of the {recurrence.before}"
    counts = (
        f"it is on {recurrence.count} of the {recurrence.inside} incidents of these days, "
        f"and on {before} before them within a year"
    )
    if chance <= RARE:
        return (
            f"{times}, {'far ' if chance <= VERY_RARE else ''}more than usual: {counts}; {_by_chance(chance)}"
        )
    # That chance could have brought it about does not say that it is as usual.
    if recurrence.count * recurrence.before > 1.5 * recurrence.carrying_before * recurrence.inside:
        return f"{times}, more often than before, but too few to tell from chance: {counts}"
    return f"{times}, about as often as usual: {counts}"


def _by_chance(chance: float) -> str:
    if chance < 0.001:
        return "chance alone would bring this about in less than 1 of 1,000 cases"
    return f"chance alone would bring this about in 1 of {floor(1 / chance)} cases"
