"""How a promise stood on the day it happened again."""

from __future__ import annotations

from datetime import date, timedelta

from postmortem_gh.decide.that_day import Stood, stood
from postmortem_gh.values.records import Moment
from postmortem_gh.values.snapshot import Happening
from postmortem_gh.values.tracked import Tracked
from tests.decide.worlds import TODAY, ago, at, tracked

DONE_AND_AGAIN = (
    Happening(at=at(ago(20)), kind="closed", reason="COMPLETED"),
    Happening(at=at(ago(15)), kind="reopened"),
    Happening(at=at(ago(3)), kind="closed", reason="NOT_PLANNED"),
)


def then(item: Tracked, day: date, hour: int | None = None) -> Stood | None:
    again = Moment(day=day, at=at(day, hour) if hour is not None else None)
    return stood(item.issue, item.history, again, lambda moment: moment.date())


def state(item: Tracked, day: date, hour: int | None = None) -> str | None:
    found = then(item, day, hour)
    return found.state if found else None


def test_what_was_closed_later_or_on_that_day_stood_open() -> None:
    item = tracked(created=ago(30), closed=ago(5))

    assert [state(item, ago(days)) for days in (6, 5, 4)] == ["open", "open", "done"]


def test_its_own_events_of_that_day_count_and_not_its_state_of_today() -> None:
    item = tracked(created=ago(30), closed=ago(3), reason="NOT_PLANNED", history=DONE_AND_AGAIN)

    assert [state(item, ago(days)) for days in (25, 17, 10, 2)] == ["open", "done", "open", "dropped"]
    assert then(item, ago(17)) == Stood(state="done", since=ago(20))


def test_what_was_promised_after_it_happened_was_no_promise_then() -> None:
    assert state(tracked(created=ago(3)), ago(5)) is None
    assert state(tracked(created=ago(5)), ago(5)) == "open"


def test_of_what_was_promised_on_that_day_the_hour_tells_where_it_is_known() -> None:
    noon = tracked(created=ago(5))

    assert [state(noon, ago(5), hour) for hour in (11, 13)] == [None, "open"]


def test_a_double_is_told_by_its_elder() -> None:
    assert state(tracked(created=ago(30), closed=ago(9), reason="DUPLICATE"), TODAY) is None


def test_where_no_event_was_read_the_last_state_tells() -> None:
    item = tracked(created=ago(30), closed=ago(9), reason="NOT_PLANNED")

    found = stood(item.issue, (), Moment(day=TODAY - timedelta(days=1)), lambda moment: moment.date())

    assert found == Stood(state="dropped", since=ago(9))
