"""What the document says of a record: the timeline, the whys, the action items, and that nothing is lost."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from postmortem_gh.documents.document import document, status
from postmortem_gh.documents.ranking import beyond, ranked
from postmortem_gh.documents.whys import advice
from postmortem_gh.settings import Limits, Settings
from postmortem_gh.values.problems import Place, Problem
from postmortem_gh.values.records import Entry, Moment, Record, Section
from tests.documents import worlds
from tests.documents.drawing import document_view, link
from tests.documents.worlds import at, entries

PLAIN = Record(kind="postmortem", title="Orders stopped", summary="They stopped.", started=at(14, 2))


def drawn(record: Record, **view: object) -> str:
    """The page below the front matter."""
    return document(record, document_view(record, **view)).split("\n---\n", 1)[1]


def rows(text: str) -> list[str]:
    """The rows of the timeline's table."""
    table = text.split("## Timeline")[1].split("\n\n")[1]
    return [" ".join(row.strip("| ").split(" | ", 1)) for row in table.splitlines()[2:]]


def test_nothing_that_a_person_wrote_is_lost() -> None:
    texts = {f.name: f"words of {f.name}" for f in fields(Record) if f.name in (
        "summary", "impact", "severity", "noticed", "could_have", "what_stopped_it", "trigger", "causes_text", "went_well",
        "went_wrong", "confusing", "lucky", "takeaways", "thanks",
    )}  # fmt: skip
    record = replace(
        PLAIN,
        **texts,
        services=("words of services",),
        factors=("words of factors",),
        enabling_conditions=("words of conditions",),
        whys=(("words of why one", "words of why two"),),
        timeline=(
            Entry(start=None, text="words of an entry\nwords of its second line\nthree\nwords four", line=1),
        ),
        action_items=(
            worlds.item(
                "a",
                "words of an item",
                details=("words of a detail",),
                done_when="words of a closing condition",
            ),
        ),
        sections=(Section(id="x", label="words of a label", text="words of a section"),),
        unplaced=(Section(id="", label="", text="words without a place"),),
    )

    for write_up in ("full", "brief"):
        text = drawn(record, write_up=write_up)
        for words in (*texts.values(), "words of services", "words of factors", "words of conditions", "words of why one",
                      "words of why two", "words of its second line", "words four", "words of an item", "words of a detail",
                      "words of a closing condition", "words of a label", "words of a section", "words without a place"):  # fmt: skip
            assert words in text, (write_up, words)


def test_an_empty_form_gives_a_page_without_empty_sections() -> None:
    text = drawn(Record(kind="postmortem", title="Nothing yet"))

    assert re.findall(r"^##? .*", text, re.MULTILINE) == ["# Nothing yet", "## Thanks"]


def test_entries_are_sorted_by_time_and_those_without_one_stay_below_the_one_before() -> None:
    record = replace(
        PLAIN, started=None, timeline=entries((at(14, 5), "b"), (None, "after b"), (at(14, 2), "a"))
    )

    assert rows(drawn(record)) == ["14:02 a", "14:05 b", "– after b"]


def test_the_form_s_own_moments_stand_among_the_entries() -> None:
    record = replace(
        PLAIN,
        detected=at(14, 9),
        resolved=at(14, 51),
        timeline=entries((at(14, 9), "pager"), (at(14, 20), "rollback")),
    )

    assert rows(drawn(record)) == [
        "14:02 **Started**",
        "14:09 **Detected**: pager",
        "14:20 rollback",
        "14:51 **Resolved**",
    ]


def test_the_day_and_the_zone_are_told_once_on_a_single_day() -> None:
    record = replace(PLAIN, timeline=entries((at(14, 2), "a")))

    assert "| Time (2026-11-20, UTC) | What happened |" in drawn(record)


def test_over_midnight_each_row_tells_its_day() -> None:
    record = replace(
        PLAIN, started=None, timeline=entries((at(23, 50), "a"), (at(0, 10, date(2026, 11, 21)), "b"))
    )

    assert rows(drawn(record)) == ["2026-11-20 23:50 a", "2026-11-21 00:10 b"]


def test_times_are_told_in_the_settings_zone_with_its_offset_once() -> None:
    record = replace(PLAIN, timeline=entries((at(14, 2), "a")))

    text = drawn(record, settings=Settings(timezone="Europe/Berlin"))

    assert "| Time (2026-11-20, Europe/Berlin, UTC+01:00) |" in text
    assert rows(text) == ["15:02 **Started**: a"]


def test_the_offset_stands_at_each_time_where_the_clock_was_changed_between() -> None:
    day = date(2026, 10, 25)
    record = replace(PLAIN, started=None, timeline=entries((at(0, 30, day), "a"), (at(1, 30, day), "b")))

    assert rows(drawn(record, settings=Settings(timezone="Europe/Berlin"))) == [
        "02:30 +02:00 a",
        "02:30 +01:00 b",
    ]


def test_a_range_and_seconds_are_told_as_given() -> None:
    second = Moment(day=worlds.DAY, at=datetime(2026, 11, 20, 14, 2, 31, tzinfo=UTC))
    record = replace(PLAIN, started=None, timeline=(Entry(start=second, end=at(14, 9), text="a", line=1),))

    assert rows(drawn(record)) == ["14:02:31–14:09 a"]


def test_code_in_an_entry_follows_in_full_below_the_table() -> None:
    record = replace(PLAIN, timeline=entries((at(14, 2), "it said\n```\nOOM | killed\n```")))

    text = drawn(record)

    assert "it said (in full below)" in text
    assert "**14:02**, in full:\n\nit said\n```\nOOM | killed\n```" in text


def test_entries_beyond_the_limit_are_listed_and_not_drawn() -> None:
    many = tuple(Entry(start=at(14, 2 + n), text=f"entry {n}", line=n) for n in range(5))

    text = drawn(replace(PLAIN, timeline=many), settings=Settings(limits=Limits(timeline_entries=3)))

    assert "Further entries:\n\n- 14:05 entry 3\n- 14:06 entry 4" in text
    assert "mermaid" not in text


@pytest.mark.parametrize(("timed", "is_drawn"), [(2, False), (3, True)])
def test_a_timeline_is_drawn_from_three_times_on(timed: int, is_drawn: bool) -> None:
    told = tuple(Entry(start=at(14, 2 + n) if n < timed else None, text="x", line=n) for n in range(5))

    assert ("```mermaid\ngantt" in drawn(replace(PLAIN, timeline=told), write_up="full")) is is_drawn


def test_a_long_timeline_draws_twenty_five_entries_and_lists_all() -> None:
    start = datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
    told = tuple(
        Entry(start=Moment(day=worlds.DAY, at=start + timedelta(minutes=n)), text="x", line=n)
        for n in range(80)
    )

    text = drawn(replace(PLAIN, timeline=told), write_up="full")

    assert text.count(": milestone,") == 25
    assert len(rows(text)) == 80


def test_phases_lie_between_the_moments_that_are_known() -> None:
    text = drawn(worlds.LONG)

    assert "Unnoticed : 2026-11-20 14:02:00, 2026-11-20 14:29:00" in text
    assert "Until mitigated : 2026-11-20 14:29:00, 2026-11-20 15:07:00" in text
    assert "Cleaning up : 2026-11-20 15:07:00, 2026-11-20 16:20:00" in text


@pytest.mark.parametrize(("factors", "is_drawn"), [(("a", "b"), False), (("a", "b", "c"), True)])
def test_a_fishbone_is_drawn_from_three_factors_on(factors: tuple[str, ...], is_drawn: bool) -> None:
    assert (
        "flowchart LR" in drawn(replace(PLAIN, factors=factors, trigger="t"), write_up="full")
    ) is is_drawn


@pytest.mark.parametrize(
    ("chain", "words"),
    [
        (("Queue full", "Responder A forgot the flag"), "stops at a person"),
        (("Queue full", "an engineer did not check"), "stops at a person"),
        (("Queue full", "human error"), "stops at a person"),
        (("Queue full", "we missed it"), "stops at a person"),
        (("Queue full",), "after one step"),
        (("Queue full", "the retry limit has no budget of time"), None),
        (("Queue full", "we never tested under load"), None),
        (("Queue full", "the operator restarts pods without a limit"), None),
        ((), None),
    ],
)
def test_a_chain_of_whys_that_stops_early_is_pointed_out(chain: tuple[str, ...], words: str | None) -> None:
    found = advice(chain)

    assert found is None if words is None else found is not None and words in found


def test_action_items_come_by_impact_against_effort_then_priority_then_as_told() -> None:
    told = (
        worlds.item("plain", "x"),
        worlds.item("p1", "x", priority="P1"),
        worlds.item("hard", "x", impact="high", effort="high", priority="P0"),
        worlds.item("quick", "x", impact="high", effort="low", priority="P4"),
        worlds.item("waste", "x", impact="low", effort="high", priority="P0"),
        worlds.item("plain2", "x"),
    )

    assert [i.key for i in ranked(told)] == ["quick", "hard", "p1", "plain", "plain2", "waste"]


def test_items_beyond_the_limit_are_named_as_not_tracked() -> None:
    told = tuple(worlds.item(f"k{n}", f"item {n}") for n in range(4))

    text = drawn(replace(PLAIN, action_items=told), untracked=beyond(told, 3), items={})

    assert "**Not tracked as issues, beyond the limit**\n\n- item 3" in text


def test_without_issues_the_action_items_are_numbered() -> None:
    assert "| 1 | Show the age of the index on the dashboard |" in drawn(worlds.SMALL, items={}, issue=None)


def test_a_draft_says_what_is_still_open() -> None:
    problem = Problem(
        at=Place(field="started", label="When did it start?"),
        what="“yesterdayish” is no time",
        fix="write 14:02",
    )
    record = replace(PLAIN, started=None, problems=(problem,), missing=(problem.at,))

    text = drawn(record, status=status(record))

    assert (
        "> **This is a draft.** Still open:\n> - When did it start?: “yesterdayish” is no time (write 14:02)"
        in text
    )


def test_who_agreed_is_named_and_the_page_says_so() -> None:
    from postmortem_gh.documents.roles import roles

    text = drawn(worlds.LONG, roles=roles(worlds.LONG, consented=["bobray"]))

    assert "Support tells @bobray that" in text.replace("\u2060", "")
    assert "Named by their own wish: Bob Ray" in text


def test_a_recurrence_stands_below_the_summary() -> None:
    text = drawn(
        PLAIN, recurrence="This shares `service:x` with [#3](https://github.com/acme/shop/issues/3)."
    )

    assert "## It has happened before\n\nThis shares `service:x`" in text


def test_the_same_record_gives_the_same_page() -> None:
    assert drawn(worlds.LONG) == drawn(worlds.LONG)


def test_links_lead_to_the_issues() -> None:
    assert link(12).url in drawn(worlds.LONG)


def test_what_was_noticed_at_once_stands_in_one_row_and_is_said_so() -> None:
    record = replace(PLAIN, detected=at(14, 2), resolved=at(15, 2), timeline=entries((at(14, 2), "pager")))

    text = drawn(record, write_up="full")

    assert rows(text) == ["14:02 **Started, detected**: pager", "15:02 **Resolved**"]
    assert "noticed at once · resolved after 1 hour" in text
    assert "- It was noticed at once; ending it took 1 hour." in text
