"""When it happens again: how unusual it is, and what the report tells of the promises."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.decide import recurrence
from postmortem_gh.values.tracked import Incident
from tests.decide.worlds import TODAY, ago, comment, incident, snapshot, tracked, weigh

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


def incidents_of(label: str, *days: int, start: int) -> tuple[Incident, ...]:
    return tuple(incident(start + place, ago(day), label) for place, day in enumerate(days))


OTHERS = incidents_of("service:other", *range(120, 320, 20), start=100)  # ten, before the window


@pytest.mark.parametrize(
    ("incidents", "words"),
    [
        (
            (*OTHERS, *incidents_of("service:db", 40, 2, start=1)),
            "2 times within 90 days, more often than before, but too few to tell from chance: "
            "it is on 2 of the 2 incidents of these days, and on none of the 10 before them within a year",
        ),
        (
            (*OTHERS, *incidents_of("service:db", 40, 20, 2, start=1)),
            "3 times within 90 days, more than usual: it is on 3 of the 3 incidents of these days, "
            "and on none of the 10 before them within a year; "
            "chance alone would bring this about in 1 of 66 cases",
        ),
        (
            (*OTHERS, *incidents_of("service:db", 40, 30, 20, 2, start=1)),
            "4 times within 90 days, far more than usual: it is on 4 of the 4 incidents of these days, "
            "and on none of the 10 before them within a year; "
            "chance alone would bring this about in 1 of 286 cases",
        ),
        (
            (
                *OTHERS,
                *incidents_of("service:web", 60, 50, 30, start=50),
                *incidents_of("service:db", 300, 250, 200, 40, 2, start=1),
            ),
            "2 times within 90 days, more often than before, but too few to tell from chance: "
            "it is on 2 of the 5 incidents of these days, and on 3 of the 13 before them within a year",
        ),
        (
            (
                *OTHERS,
                *incidents_of("service:web", 60, 50, 40, 30, 20, start=50),
                *incidents_of("service:db", 300, 250, 200, 40, 2, start=1),
            ),
            "2 times within 90 days, about as often as usual: "
            "it is on 2 of the 7 incidents of these days, and on 3 of the 13 before them within a year",
        ),
    ],
)
def test_small_counts_are_told_as_counts_and_claim_no_more_than_they_show(
    incidents: tuple[Incident, ...], words: str
) -> None:
    (db,) = (each for each in found(*incidents) if each.label == "service:db")

    assert recurrence.in_words(db) == words


def test_a_chance_is_never_called_smaller_than_it_is() -> None:
    many = (*OTHERS, *incidents_of("service:db", *range(2, 65, 8), start=1))

    (story,) = found(*many)

    assert recurrence.in_words(story).endswith("in less than 1 of 1,000 cases")


def test_incidents_after_the_newest_change_neither_count_nor_words() -> None:
    before = (*OTHERS, *incidents_of("service:db", 60, 40, 30, start=1))
    after = incidents_of("service:web", 20, 10, 5, start=50)

    words = [recurrence.in_words(each) for each in (*found(*before), *found(*before, *after))]

    assert words[0] == words[1]


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


def the_story(*items):
    incidents = (incident(1, ago(40), "service:db"), incident(2, ago(2), "service:db"))
    weighed = weigh(snapshot(*items, incidents=incidents))
    return weighed.stories[0]


def test_the_promise_that_was_open_that_day_is_named_with_how_long_it_was_overdue() -> None:
    story = the_story(tracked(11, parent=1, created=ago(38), due=ago(12)))

    assert [line.number for line in story.open_that_day] == [11]
    assert "overdue for 10 days then" in story.open_that_day[0].why
    assert story.finding.startswith("The only promise was still open that day: look at what kept it")


def test_a_date_that_was_moved_after_that_day_counts_as_it_was_then() -> None:
    moved = ((ago(1), ago(12), TODAY + timedelta(days=9)),)

    story = the_story(tracked(11, parent=1, created=ago(38), due=ago(12), moved=moved))

    assert f"was due {ago(12)}" in story.open_that_day[0].why


def test_when_all_was_done_and_it_came_back_the_fix_did_not_reach_the_cause() -> None:
    story = the_story(tracked(11, parent=1, created=ago(38), closed=ago(20)))

    assert story.open_that_day == ()
    assert "did not reach the cause" in story.finding


def test_a_dropped_promise_was_not_done_and_is_told_with_its_reason() -> None:
    reason = comment("/wontdo the queue goes away", on=ago(21), answered=True)
    kept = tracked(11, parent=1, created=ago(38), closed=ago(20))
    dropped = tracked(12, parent=1, created=ago(38), closed=ago(20), reason="NOT_PLANNED", comments=(reason,))
    late = tracked(13, parent=1, created=ago(38))

    story = the_story(kept, dropped)

    assert [line.number for line in story.done_before] == [11]
    assert [(line.number, line.why, line.detail) for line in story.dropped_before] == [
        (12, f"dropped on {ago(20)}", "the queue goes away")
    ]
    assert (
        story.finding
        == "1 of 2 promises was dropped before it came back: look again at whether it would have helped."
    )
    assert the_story(dropped).finding.startswith("The only promise was dropped")
    assert the_story(kept, dropped, late).finding == (
        "1 of 3 promises was still open that day: look at what kept it from being done, and whether it would "
        "have helped. 1 of 3 promises was dropped before it came back: look again at whether it would have helped."
    )


def test_promises_made_after_it_came_back_prove_nothing() -> None:
    story = the_story(tracked(11, parent=1, created=ago(1)))

    assert "Nothing that is tracked here had been promised by then" in story.finding
