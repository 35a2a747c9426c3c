"""When it happens again: how unusual it is, and what stood promised on that day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.decide import recurrence
from postmortem_gh.values.tracked import Happening
from tests.decide.worlds import TODAY, ago, at, incident, snapshot, tracked, weigh

EARLIER = tuple(incident(number, ago(120 + 20 * number), "service:other") for number in range(5))


def found(*incidents, window: int = 90, today: date = TODAY):
    return recurrence.recurrences(incidents, window, today)


def test_a_label_that_comes_back_within_the_window_is_found() -> None:
    recurring = found(*EARLIER, incident(21, ago(40), "service:db"), incident(22, ago(2), "service:db"))

    assert [(each.label, each.newest.issue.number, len(each.earlier)) for each in recurring] == [
        ("service:db", 22, 1)
    ]


def test_one_that_came_back_after_the_window_is_not() -> None:
    assert found(*EARLIER, incident(21, ago(140), "service:db"), incident(22, ago(2), "service:db")) == ()


def test_a_label_that_is_on_everything_is_no_news() -> None:
    everywhere = [incident(number, ago(7 * number), "service:shop") for number in range(1, 12)]

    assert found(*everywhere) == ()


def test_the_passing_of_days_changes_no_count_and_no_word() -> None:
    incidents = (*EARLIER, incident(21, ago(40), "service:db"), incident(22, ago(2), "service:db"))

    now, later = found(*incidents), found(*incidents, today=TODAY + timedelta(days=30))

    assert [recurrence.in_words(each) for each in now] == [recurrence.in_words(each) for each in later]


def test_labels_on_the_same_incidents_are_one_story() -> None:
    both = ("service:db", "cause:capacity")

    recurring = found(*EARLIER, incident(21, ago(40), *both), incident(22, ago(2), *both))

    assert len(recurring) == 1


def test_with_few_other_incidents_nobody_says_what_is_usual() -> None:
    (only,) = found(incident(21, ago(40), "service:db"), incident(22, ago(2), "service:db"))

    assert only.chance is None
    assert "too few" in recurrence.in_words(only)


@given(st.integers(1, 9), st.data())
def test_the_chance_is_that_of_drawing_incidents_by_hand(total: int, data: st.DataObject) -> None:
    drawn = data.draw(st.integers(1, total))
    carrying = data.draw(st.integers(1, total))
    at_least = data.draw(st.integers(0, min(drawn, carrying)))

    ways = [sum(one < carrying for one in each) >= at_least for each in combinations(range(total), drawn)]

    assert (
        abs(
            recurrence.chance_of_at_least(at_least, drawn, carrying, total)
            - float(Fraction(sum(ways), len(ways)))
        )
        < 1e-12
    )


def day_of(moment):
    return moment.date()


def test_an_item_closed_later_was_open_that_day() -> None:
    item = tracked(created=ago(30), closed=ago(1))

    assert recurrence.open_on(item, ago(5), day_of)
    assert not recurrence.open_on(item, TODAY, day_of)


def test_an_item_that_was_reopened_before_that_day_was_open() -> None:
    events = (
        Happening(at=at(ago(20)), kind="closed"),
        Happening(at=at(ago(15)), kind="reopened"),
        Happening(at=at(ago(3)), kind="closed"),
    )
    item = tracked(created=ago(30), closed=ago(3), history=events)

    assert not recurrence.open_on(item, ago(17), day_of)
    assert recurrence.open_on(item, ago(10), day_of)


def test_an_item_promised_after_that_day_was_not_open() -> None:
    assert not recurrence.open_on(tracked(created=ago(3)), ago(5), day_of)


def the_story(*items):
    incidents = (incident(1, ago(40), "service:db"), incident(2, ago(2), "service:db"))
    weighed = weigh(snapshot(*items, incidents=incidents))
    return weighed.stories[0]


def test_the_promise_that_was_open_that_day_is_named_with_how_long_it_was_overdue() -> None:
    story = the_story(tracked(11, parent=1, created=ago(38), due=ago(12)))

    assert [line.number for line in story.open_that_day] == [11]
    assert "overdue for 10 days then" in story.open_that_day[0].why
    assert "1 of 1 promises was still open" in story.finding


def test_a_date_that_was_moved_after_that_day_counts_as_it_was_then() -> None:
    moved = ((ago(1), ago(12), TODAY + timedelta(days=9)),)

    story = the_story(tracked(11, parent=1, created=ago(38), due=ago(12), moved=moved))

    assert f"was due {ago(12)}" in story.open_that_day[0].why


def test_when_all_was_done_and_it_came_back_the_fix_did_not_reach_the_cause() -> None:
    story = the_story(tracked(11, parent=1, created=ago(38), closed=ago(20)))

    assert story.open_that_day == ()
    assert "did not reach the cause" in story.finding


def test_promises_made_after_it_came_back_prove_nothing() -> None:
    story = the_story(tracked(11, parent=1, created=ago(1)))

    assert "Nothing that is tracked here had been promised by then" in story.finding
