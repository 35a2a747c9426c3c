"""What came back, as the comment tells it: on the same days as the report, in the settings' zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from postmortem_gh.decide import recurrence
from postmortem_gh.decide.related import MAX_ALIKE, look_alike, recurrence_paragraph
from postmortem_gh.settings import Settings
from postmortem_gh.values.records import Moment
from postmortem_gh.values.snapshot import EarlierReview, Happening, Promise
from tests.decide.snapshots import issue, record, snapshot
from tests.decide.worlds import incident, tracked, weigh
from tests.decide.worlds import snapshot as report_snapshot

DAY = date(2026, 11, 24)


def told(filed: datetime, day: date = DAY, timezone: str = "UTC", *promises: Promise) -> str | None:
    review = EarlierReview(
        number=5,
        title="Earlier",
        url="u",
        created_at=filed,
        labels=("service:db",),
        assignees=(),
        items=promises,
    )
    seen = snapshot(issue=issue(9), earlier=(review,))
    settings = replace(Settings(), timezone=timezone)
    return recurrence_paragraph(seen, replace(record(), started=Moment(day=day)), settings, ("service:db",))


@pytest.mark.parametrize("days", [0, 1, 89, 90, 91, 200])
def test_comment_and_report_say_alike_whether_it_came_back(days: int) -> None:
    before = DAY - timedelta(days=days)

    in_report = recurrence.recurrences(
        [incident(5, before, "service:db"), incident(9, DAY, "service:db")], 90, DAY
    )
    in_comment = told(datetime(before.year, before.month, before.day, 12, tzinfo=UTC))

    assert bool(in_report) == bool(in_comment) == (days <= 90)


def test_its_days_are_those_of_the_settings_zone() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # in Tokyo it is the 21st
    promise = Promise(
        number=6, title="Do it", url="u", created_at=late, closed_at=late, state_reason="COMPLETED", body=""
    )

    assert "2026-11-20" in (told(late) or "")
    assert "2026-11-21" in (told(late, DAY, "Asia/Tokyo") or "")
    assert told(late, date(2026, 11, 20), "Asia/Tokyo") is None
    assert "stood open" in (told(late, date(2026, 11, 21), "Asia/Tokyo", promise) or "")
    assert "stood open" not in (told(late, date(2026, 11, 21), "UTC", promise) or "")


def same_day(number: int, filed: int, *promised: int) -> str | None:
    """What #9, which began at 12:00 and was filed later, says of another of that day; hours of filing and promises."""
    at = datetime(2026, 11, 24, tzinfo=UTC)
    promises = tuple(
        Promise(
            number=20 + hour,
            title="Do it",
            url="u",
            created_at=at + timedelta(hours=hour),
            closed_at=None,
            state_reason=None,
            body="",
        )
        for hour in promised
    )
    other = replace(review(number, 0, "service:db"), created_at=at + timedelta(hours=filed), items=promises)
    begun = Moment(day=DAY, at=at + timedelta(hours=12))
    return recurrence_paragraph(
        snapshot(issue=issue(9), earlier=(other,)),
        replace(record(), started=begun),
        Settings(),
        ("service:db",),
    )


def test_of_two_on_one_day_only_the_later_says_that_it_happened_before() -> None:
    assert "#5" in (same_day(5, 14) or "")
    assert "#10" in (same_day(10, 11) or "")
    assert same_day(10, 14) is None


def test_a_promise_that_came_after_it_began_stood_not_open() -> None:
    some, none = same_day(5, 11, 11, 13) or "", same_day(5, 11, 13) or ""

    assert "#31" in some
    assert "#33" not in some
    assert "#33" not in none
    assert "came only after this had begun" in none


def test_comment_and_report_say_alike_how_a_promise_stood_that_day() -> None:
    """Done before this day, reopened for it, dropped since: of today's states none tells."""
    day = [datetime(2026, 11, number, 12, tzinfo=UTC) for number in range(1, 31)]
    turns = (
        Happening(at=day[9], kind="closed", reason="COMPLETED"),
        Happening(at=day[24], kind="reopened"),
        Happening(at=day[26], kind="closed", reason="NOT_PLANNED"),
    )
    promise = Promise(
        number=6, title="Do it", url="u", created_at=day[0], closed_at=day[26],
        state_reason="NOT_PLANNED", body="", history=turns,
    )  # fmt: skip
    item = tracked(6, parent=5, created=day[0].date(), closed=day[26].date(), history=turns)
    before, this = incident(5, day[0].date(), "service:db"), incident(9, DAY, "service:db")

    (in_report,) = weigh(report_snapshot(item, incidents=(before, this))).stories
    in_comment = told(day[0], DAY, "UTC", promise) or ""

    assert [line.number for line in in_report.done_before] == [6]
    assert "Done by then: [#6]" in in_comment
    assert "did not reach the cause" in in_report.finding
    assert "did not reach the cause" in in_comment


@pytest.mark.parametrize("carrying", [0, 1, 2, 3, 7])
def test_comment_and_report_say_alike_of_a_label_that_is_on_everything(carrying: int) -> None:
    others = [(number, "service:db" if number < carrying else "service:web") for number in range(7)]

    in_report = recurrence.recurrences(
        [*(incident(number, DAY - timedelta(days=9), name) for number, name in others),
         incident(9, DAY, "service:db")],
        90, DAY,
    )  # fmt: skip
    reviews = tuple(review(number, 9, name) for number, name in others)
    seen = snapshot(issue=issue(9), earlier=reviews)
    in_comment = recurrence_paragraph(
        seen, replace(record(), started=Moment(day=DAY)), Settings(), ("service:db",)
    )

    of_db = [each for each in in_report if each.label == "service:db"]
    assert bool(of_db) == bool(in_comment) == (carrying in (1, 2))


def review(number: int, days: int, *labels: str) -> EarlierReview:
    filed = datetime(2026, 11, 24, 12, tzinfo=UTC) - timedelta(days=days)
    return EarlierReview(
        number=number, title=f"Earlier {number}", url="u", created_at=filed, labels=labels, assignees=()
    )


def alike(*earlier: EarlierReview, labels: tuple[str, ...] = ("service:db", "cause:capacity")):
    seen = snapshot(issue=issue(9), earlier=earlier)
    return look_alike(seen, replace(record(), started=Moment(day=DAY)), Settings(), labels)


def test_what_is_too_long_ago_to_have_come_back_is_named_for_what_it_shares() -> None:
    found = alike(
        review(2, 400, "service:db", "postmortem"),
        review(3, 300, "service:db", "Cause:Capacity"),
        review(4, 200, "service:web"),
        review(5, 200, "service:db"),
        review(6, 20, "service:db"),
    )

    assert [(each.link.text, each.why) for each in found] == [
        ("#3", "filed on 2026-01-28, shares service:db, Cause:Capacity"),
        ("#5", "filed on 2026-05-08, shares service:db"),
        ("#2", "filed on 2025-10-20, shares service:db"),
    ]


def test_of_many_only_the_nearest_are_named_and_none_that_came_later() -> None:
    many = tuple(review(number, 300 - number, "service:db") for number in range(1, 20))

    assert [each.link.text for each in alike(*many)] == ["#8", "#7", "#6", "#5", "#4"]
    assert len(alike(*many)) == MAX_ALIKE


def test_nothing_shared_is_nothing_alike() -> None:
    assert alike(review(2, 400, "service:web")) == ()
    assert alike(review(2, 400, "service:db"), labels=()) == ()
