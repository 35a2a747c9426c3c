"""Promises that hold for any text: nothing is lost, durations are never wrong, hostile input is quick."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postmortem_gh.intake import lists, people, periods, slash
from postmortem_gh.intake.dates import months_after, read_due, working_days_after
from postmortem_gh.intake.told import Told
from postmortem_gh.intake.zones import place
from tests.conftest import SIZE
from tests.intake.tables import read_form

PIECES = st.sampled_from(
    ["- ", "* ", "1. ", "[x] ", "[P1] ", "@alice", " due ", "by ", "2026-12-15", "tomorrow", "(detect)", "Page", "queue", "14:02", "–", "|",
     "\n", "\n\n", "  ", "```", "impact: high", "#12", "idea:", "Done when", "UTC", "2:02 PM", ":", "<!--", "-->", "`", "**", "a\u202eb", "é", "25:61"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def words(text: str) -> set[str]:
    import re

    return set(re.findall(r"[A-Za-z]{4,}", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)))


@given(TEXTS)
def test_no_word_of_a_timeline_is_lost(text: str) -> None:
    found = read_form(started="2026-11-20 14:00 UTC", timeline=text)

    kept = " ".join(entry.text for entry in found.timeline) + " ".join(s.text for s in found.unplaced)
    assert words(text) - {"tomorrow"} <= words(kept) | {"tomorrow"}


@given(TEXTS)
@example("[P1] \nDone when- tomorrow")
@example("@aliceidea:\n- ")
def test_no_word_of_an_action_item_is_lost(text: str) -> None:
    found = read_form(action_items=text)

    kept = [s.text for s in found.unplaced] + [n.what for n in found.notes] + [p.what for p in found.problems]
    for item in found.action_items:
        kept += [
            item.title,
            item.owner or "",
            item.due_said,
            item.done_when or "",
            item.kind or "",
            *item.details,
        ]
        kept += ["impact high" if item.impact else "", item.state, "Done when" if item.done_when else ""]
    parts = {
        "idea",
        "Done",
        "when",
        "high",
        "impact",
        "alice",
        "detect",
    }  # of an item or of a group that may be empty
    said, all_kept = words(text) - parts, " ".join(kept)
    # Emphasis goes from titles, so that what stood around its signs may stand together now.
    assert not [word for word in said if word not in all_kept]


@given(st.text(max_size=300))
def test_any_text_in_any_field_is_read_without_a_bug(text: str) -> None:
    found = read_form(
        started=text, detected=text, resolved=text, timeline=text, action_items=text, participants=text, causes=text,
        whys=text, severity=text, escalated=text, period=text, services=text,
    )  # fmt: skip

    assert found.title == "Checkout was slow"
    slash.commands(text)


YEARS = st.sampled_from(["0000", "0001", "1000", "1899", "1900", "2026", "2200", "2201", "9998", "9999"])
OF_A_YEAR = st.sampled_from(
    ["{}-01-01", "{}-12-31", "1 January {}", "31 Dec {}", "29 February {}", "31.12.{}", "12/31/{}", "January {}", "mid December {}",
     "end of {}", "Q1 {}", "{}-Q4", "{}-W01", "week 52 {}", "1-3 January {}", "{}-12-31 23:59 -12:00", "{}-01-01 00:01 +14:00",
     "{}-12-31 23:30 – 00:30"]
)  # fmt: skip
AROUND = st.sampled_from(
    ["", "\n14:00 foo\nNext day\n10:00 bar", "\nDay 999\n23:59 foo", "\n23:50 foo\n00:10 bar\n", "\nSaturday\n12:00 foo",
     " 14:00 – 02:00 foo\n01:00 bar", "\n2026-11-20 23:00 – 01:00 foo", " or in 1000 years", ", two hours later"]
)  # fmt: skip
EXTREME = st.builds(lambda form, year, around: form.format(year) + around, OF_A_YEAR, YEARS, AROUND)


@given(EXTREME, EXTREME, st.sampled_from(["next day", "9999 days", "20:00", "yesterday", "Saturday"]))
def test_a_day_of_any_year_is_read_without_a_bug(one: str, other: str, end: str) -> None:
    found = read_form(
        started=one, detected=end, mitigated=other, resolved=end, timeline=f"{other}\n{one}", period=other,
        action_items=f"- Page due {one}\n- Alert by {other}",
    )  # fmt: skip

    assert found.title == "Checkout was slow"
    days = [found.started, found.mitigated, *(entry.start for entry in found.timeline)]
    assert all(1899 <= moment.day.year <= 2203 for moment in days if moment)
    assert all(2026 <= item.due.year <= 2200 for item in found.action_items if item.due)


@pytest.mark.parametrize("year", ["0000", "9999"])
def test_a_due_date_in_a_year_that_nobody_means_is_said_to_be_none(year: str) -> None:
    for said in (f"Q1 {year}", f"January {year}", f"end of {year}", f"{year}-12-31", f"{year} Q4"):
        due = read_due(said, base=date(2026, 11, 24))

        assert due is not None
        assert due.day is None
        assert due.problem == f"“{said}” is not in the calendar"


@pytest.mark.parametrize(
    "text", ["Q1 0000", "January 0000", "0000-W01", "9999-W52", "1 January 0000", "Q4 9999"]
)
def test_a_period_in_a_year_that_nobody_means_has_no_last_day(text: str) -> None:
    assert periods.last_day(text, filed=date(2026, 11, 24)) is None


def test_a_leap_day_without_its_year_is_of_a_year_that_has_one() -> None:
    assert periods.last_day("29 February", filed=date(2028, 1, 3)) is None
    assert periods.last_day("29 February", filed=date(2028, 3, 3)) == date(2028, 2, 29)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 400))
def test_a_working_day_is_never_on_a_weekend_and_counts_each_one(day: date, n: int) -> None:
    found = working_days_after(day, n)

    between = sum((day + timedelta(days=i)).weekday() < 5 for i in range(1, (found - day).days + 1))
    assert found.weekday() < 5
    assert between == n


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_on_is_the_same_day_or_the_months_last(day: date, n: int) -> None:
    found = months_after(day, n)

    assert found is not None
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == n
    assert found.day == day.day or (found + timedelta(days=1)).day == 1


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), TEXTS)
def test_a_due_date_is_never_before_its_base(base: date, text: str) -> None:
    due = read_due(text, base=base)

    assert due is None or due.day is None or due.day >= base


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.dates(date(2020, 1, 1), date(2036, 12, 31)))
def test_a_due_date_written_out_is_that_day_or_refused(base: date, day: date) -> None:
    for said in (day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%b} {day.day}, {day.year}"):
        due = read_due(said, base=base)

        assert due is not None
        assert due.day == (day if day >= base else None)
        assert due.length == len(said)


def test_a_year_of_relative_dates_is_never_in_the_past() -> None:
    said = [
        "tomorrow",
        "Friday",
        "next Monday",
        "EOM",
        "EOW",
        "EOQ",
        "EOY",
        "Q1",
        "Q3",
        "in 1 month",
        "29 February 2028",
        "15 January",
        "December",
    ]
    for day in range(0, 366 * 3, 1 if SIZE > 1 else 7):
        base = date(2026, 1, 1) + timedelta(days=day)
        for words_said in said:
            due = read_due(words_said, base=base)

            assert due is not None
            assert due.day is None or base <= due.day <= base + timedelta(days=1000), (words_said, base)


def test_every_transition_of_every_zone_keeps_durations_at_or_above_zero() -> None:
    zones = sorted(available_timezones())[:: 1 if SIZE > 1 else 40]
    for name in zones:
        zone = ZoneInfo(name)
        for hour in range(0, 24 * 365, 24 if SIZE > 1 else 97):
            start = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None) + timedelta(hours=hour, minutes=30)

            one, _ = place(start, zone)
            two, _ = place(start + timedelta(hours=2), zone)

            assert two.astimezone(UTC) - one.astimezone(UTC) >= timedelta(0)
            assert two - one == two.astimezone(UTC) - one.astimezone(UTC)


HOSTILE = ["`" * 65000, "[" * 65000, "- " * 32000, "@a " * 20000, "| " * 32000, "due " * 16000, "by 1 " * 13000, "14:02 " * 10000,
           "\n- a" * 16000, "<!--" * 16000, "1" * 65000, " " * 65000, "a, " * 20000, "> " * 32000, "```\n" * 16000, "(" * 65000, "**" * 32000,
           "http://" * 9000, "#1 " * 20000, "\n|a|\n|-|" * 7000, "Why: " * 13000, "<pre>" * 13000, "a→" * 20000, "\n14:02 a" * 8000, "@" * 65000,
           "- [ ] " * 10000, "owner: " * 9000, "done when " * 6000, "<code>`" * 9000, "``` `" * 13000]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:10]))
def test_hostile_text_of_a_whole_body_is_read_in_good_time(text: str) -> None:
    text = text[: len(text) * SIZE // 3] if SIZE < 3 else text
    began = time.process_time()

    read_form(
        started="2026-11-20 14:00 UTC",
        timeline=text,
        action_items=text,
        participants=text,
        causes=text,
        services=text,
    )
    slash.commands(text)

    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("timeline", "-\n" * 32000),
        ("timeline", "x\n" * 32000),
        ("timeline", "14:02 x\n" * 8000),
        ("timeline", "14:02 x" + "\n y" * 20000),
        ("action_items", "".join(f"- Page {n} @u{n}\n" for n in range(3500))),
        ("action_items", "- X" + "\ny" * 32000),
        ("action_items", "owner: a\n" * 7000),
        ("participants", "Ann Lee (@a), " * 4600),
        ("participants", ", ".join(f"@u{n}" for n in range(8000))),
    ],
)
def test_the_longest_answer_is_read_within_a_second(field: str, text: str) -> None:
    began = time.process_time()

    read_form(**{field: text})

    assert time.process_time() - began < 1


@given(st.text(max_size=200))
def test_a_label_is_short_and_safe(text: str) -> None:
    found = lists.label("service:", text)

    assert len(found) <= 50
    assert "," not in found
    assert not any(c.isspace() for c in found)
    assert found == "" or found.startswith("service:")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Checkout API", "service:checkout-api"),
        ("payments (EU)", "service:payments-eu"),
        ("a/b", "service:a/b"),
        ("…", ""),
        ("ＡＢ  c", "service:ab-c"),
    ],
)
def test_labels_are_lower_case_with_blanks_as_hyphens(text: str, label: str) -> None:
    assert lists.label("service:", text) == label


@given(TEXTS)
def test_participants_have_a_name_or_a_login(text: str) -> None:
    for person in people.read(text, told=Told(), most=50):
        assert person.name or person.login
