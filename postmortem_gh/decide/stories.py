"""The story of what came back: what had been promised before, and how it stood that day.

Used by decide/report, for each recurrence that decide/recurrence found.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from postmortem_gh.decide import recurrence
from postmortem_gh.decide.report_lists import by_due, elsewhere, line
from postmortem_gh.decide.tracking import DayOf, Standing
from postmortem_gh.documents.item import due_on
from postmortem_gh.values.report import Line, Story
from postmortem_gh.values.tracked import Incident


def story(found: recurrence.Recurrence, items: Sequence[Standing], home: str, day_of: DayOf) -> Story:
    """What had been promised before it came back: what stood open that day, and what had been done."""
    day = found.newest.day
    before = {each.issue.id for each in found.earlier}
    promised = [
        each for each in items if each.item.parent_id in before and day_of(each.item.issue.created_at) <= day
    ]
    standing_open = [each for each in promised if recurrence.open_on(each.item, day, day_of)]
    done = [each for each in promised if each not in standing_open]
    return Story(
        label=found.label,
        count=found.count,
        window_days=found.window_days,
        usual=recurrence.in_words(found),
        newest=_incident_line(found.newest, home),
        earlier=tuple(_incident_line(each, home) for each in found.earlier),
        open_that_day=tuple(_open_line(each, day, home) for each in by_due(standing_open)),
        done_before=tuple(line(each, home, why=_was_done(each, day_of)) for each in by_due(done)),
        finding=_finding(promised, standing_open, done),
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
            why=f"open on {day}, overdue for {(day - due).days} days then (was due {due})",
        )
    return line(each, home, why=f"open on {day}, due {due}")


def _was_done(each: Standing, day_of: DayOf) -> str:
    closed = each.item.issue.closed_at
    word = "dropped" if each.item.issue.state_reason == "NOT_PLANNED" else "done"
    return f"{word} on {day_of(closed)}" if closed else "closed by then"


def _finding(
    promised: Sequence[Standing], open_that_day: Sequence[Standing], done: Sequence[Standing]
) -> str:
    if not promised:
        return (
            "Nothing that is tracked here had been promised by then: look at what the earlier ones learned."
        )
    dropped = [each for each in done if each.item.issue.state_reason == "NOT_PLANNED"]
    if open_that_day:
        one = len(open_that_day) == 1
        return (
            f"{len(open_that_day)} of {len(promised)} promises {'was' if one else 'were'} still open that day: "
            "look at what kept them from being done, and whether they would have helped."
        )
    if dropped and len(dropped) == len(done):
        return "What had been promised was dropped before it came back: look at the reasons again."
    return (
        "All that had been promised was done, and it came back all the same: the fix did not reach the cause. "
        "Look further than the earlier analysis did."
    )
