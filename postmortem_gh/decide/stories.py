"""The story of what came back: what had been promised before, and how it stood that day.

Used by decide/report, for each recurrence that decide/recurrence found.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from postmortem_gh.decide import recurrence
from postmortem_gh.decide.report_lists import by_due, elsewhere, given_up, line
from postmortem_gh.decide.that_day import Stood, stood
from postmortem_gh.decide.tracking import DayOf, Standing
from postmortem_gh.documents.item import due_on
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.records import Moment
from postmortem_gh.values.report import Line, Story
from postmortem_gh.values.tracked import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class _Promised:
    """An action item of an earlier incident, and how it stood when it happened again."""

    standing: Standing
    stood: Stood


def story(found: recurrence.Recurrence, items: Sequence[Standing], home: str, day_of: DayOf) -> Story:
    """What had been promised before it came back: what stood open that day, what was done, what was dropped."""
    day = found.newest.day
    again = Moment(day=day, at=found.newest.began)
    before = {each.issue.id for each in found.earlier}
    ours = by_due(each for each in items if each.item.issue.parent in before)
    promised = [
        _Promised(standing=each, stood=how)
        for each in ours
        if (how := stood(each.item.issue, each.item.history, again, day_of)) is not None
    ]
    still_open, done, dropped = (
        [each for each in promised if each.stood.state == state] for state in ("open", "done", "dropped")
    )
    return Story(
        label=found.label,
        count=found.count,
        window_days=found.window_days,
        usual=recurrence.in_words(found),
        newest=_incident_line(found.newest, home),
        earlier=tuple(_incident_line(each, home) for each in found.earlier),
        open_that_day=tuple(_open_line(each.standing, day, home) for each in still_open),
        done_before=tuple(
            line(each.standing, home, why=f"done on {each.stood.since}", since=each.stood.since)
            for each in done
        ),
        dropped_before=tuple(_dropped_line(each, home) for each in dropped),
        finding=_finding(len(still_open), len(done), len(dropped)),
    )


def _incident_line(each: Incident, home: str) -> Line:
    return Line(
        number=each.issue.number,
        url=each.issue.url,
        title=each.issue.title,
        repository=elsewhere(each.repository, home),
        since=each.day,
    )


def _open_line(each: Standing, day: date, home: str) -> Line:
    due = due_on(each.due, each.moved, day)
    if due is None:
        return line(each, home, why=f"open on {day}, without a due date")
    if due < day:
        return line(
            each,
            home,
            since=due + timedelta(days=1),
            why=f"open on {day}, overdue for {_days((day - due).days)} then (was due {due})",
        )
    return line(each, home, why=f"open on {day}, due {due}")


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _dropped_line(each: _Promised, home: str) -> Line:
    why, reason = given_up(each.standing.item, each.stood.since)
    return line(each.standing, home, since=each.stood.since, why=why, detail=reason)


def _finding(still_open: int, done: int, dropped: int) -> str:
    """What to look at."""
    total = still_open + done + dropped
    if not total:
        return "Nothing that is tracked here had been promised by then: look at what was learned then."
    if not still_open and not dropped:
        return (
            "All that had been promised was done, and it came back all the same: the fix did not reach the cause. "
            "Look further than the earlier analysis did."
        )
    parts = []
    if still_open:
        it, were = ("it", "was") if still_open == 1 else ("they", "were")
        them = "it" if still_open == 1 else "them"
        parts.append(
            f"{_share(still_open, total)} {were} still open that day: look at what kept {them} from being done, "
            f"and whether {it} would have helped."
        )
    if dropped:
        were, it = ("was", "it") if dropped == 1 else ("were", "they")
        parts.append(
            f"{_share(dropped, total)} {were} dropped before it came back: look again at whether {it} would have "
            "helped."
        )
    return " ".join(parts)


def _share(count: int, total: int) -> str:
    if count == total:
        return "The only promise" if total == 1 else f"All {total} promises"
    return f"{count} of {total} promises"
