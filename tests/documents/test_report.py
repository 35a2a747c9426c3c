"""The report: what asks for something first, items and never persons, below GitHub's limit."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from postmortem_gh.documents.length import LIMIT, units
from postmortem_gh.documents.report import report
from postmortem_gh.values.report import Box, Figures, ReportView, Section
from tests.documents import reports
from tests.documents.drawing import TEMPLATES


def drawn(view: ReportView) -> str:
    return report(view, TEMPLATES)


def test_lists_come_in_the_order_of_what_they_ask_for() -> None:
    shuffled = replace(reports.BUSY, sections=tuple(reversed(reports.BUSY.sections)))

    found = re.findall(r"^## (.*)$", drawn(shuffled), re.MULTILINE)

    assert found == [
        "Decisions needed", "Overdue", "Due soon", "Without owner", "Done since the last report",
        "Incidents without a document", "Dropped", "It came back", "What the figures say", "To do by ticking",
    ]  # fmt: skip


def test_the_first_line_counts_what_asks_for_something() -> None:
    assert drawn(reports.BUSY).startswith(
        "**7 open action items: 1 to decide, 1 overdue, 2 due soon, 1 without owner, 1 incident without a document.**"
    )


def test_what_is_done_is_thanked_for_without_a_name() -> None:
    text = drawn(reports.BUSY)

    done = text.split("## Done since the last report")[1].split("\n## ")[0]
    assert "Thank you all" in done
    assert "carol-x" not in done
    assert "[merged pull request](https://github.com/acme/shop/pull/40)" in done


def test_no_person_is_mentioned() -> None:
    assert "@" not in drawn(reports.BUSY).replace("@login", "")


def test_a_story_tells_the_promise_that_stood_open_that_day() -> None:
    assert (
        "**Open on the day it happened again**\n\n- [#13](https://github.com/acme/shop/issues/13) Page when queue depth "
        "stays over 10k: open on 2026-11-22, overdue for 20 days then (was due 2026-11-02)"
    ) in drawn(reports.BUSY)


def test_what_stands_in_a_list_above_is_only_linked_in_the_next() -> None:
    rows = (reports.line(5, "Do this", why="no activity since 2026-10-01"),)
    above = tuple(
        reports.line(number, "Do that", why="since 2026-10-02", above=True, repository=where)
        for number, where in ((6, None), (7, "acme/store"))
    )

    text = drawn(replace(reports.BUSY, sections=(Section(id="stale", lines=(*rows, *above)),)))
    alone = drawn(replace(reports.BUSY, sections=(Section(id="stale", lines=above),)))

    links = (
        "[#6](https://github.com/acme/shop/issues/6) since 2026-10-02, "
        "acme/store[#7](https://github.com/acme/shop/issues/7) since 2026-10-02.\n\n## It came back"
    )
    assert "Do that" not in text
    assert f"Of those above also: {links}" in text
    assert f"since the day told.\n\nOf those above: {links}" in alone


@pytest.mark.parametrize("incidents", [0, 1, 4])
def test_below_five_incidents_it_is_too_early_for_a_line(incidents: int) -> None:
    text = drawn(replace(reports.QUIET, figures=Figures(incidents=incidents, detect_median=3, detect_n=1)))

    assert "too early for a line" in text
    assert "mermaid" not in text


def test_a_median_of_fewer_than_five_is_not_told() -> None:
    figures = Figures(incidents=9, detect_median=3, detect_n=4, recover_median=61, recover_n=5)

    text = drawn(replace(reports.QUIET, figures=figures))

    assert "| Time to detect, median | too early to say (4 told) |" in text
    assert "| Time to recover, median | 1 hour 1 minute (of 5 incidents) |" in text


def test_each_picture_has_its_numbers_as_a_table() -> None:
    text = drawn(reports.BUSY)

    assert "| Jun 2026 | 3 |" in text
    assert "| Nov 2026 | 4 |" in text
    assert text.count("accTitle") == text.count("```mermaid") == 2


def test_a_box_is_a_task_with_its_mark() -> None:
    assert (
        "- [ ] <!-- postmortem-gh:box move:12 --> give the overdue action items of #12 one more week: Checkout"
        in drawn(reports.BUSY)
    )


def test_a_thousand_items_are_cut_with_a_link_to_the_search() -> None:
    lines = tuple(
        reports.line(n, "A long title that somebody gave this promise " * 4, why="was due 2026-11-02")
        for n in range(1000)
    )
    sections = tuple(
        Section(id=name, lines=lines, search='label:"overdue"')
        for name in ("decide", "overdue", "stale", "ownerless")
    )

    text = drawn(replace(reports.BUSY, sections=sections))

    assert units(text) <= LIMIT
    assert (
        "… and 960 more: [all of them](https://github.com/acme/shop/issues?q=label%3A%22overdue%22)." in text
    )


@pytest.mark.parametrize("room", [700, 2_000, 8_000, 20_000])
def test_in_little_room_the_lists_are_shorter_and_the_first_line_stays(room: int) -> None:
    lines = tuple(
        reports.line(n, "A promise that somebody gave", why="was due 2026-11-02") for n in range(40)
    )
    sections = tuple(Section(id=name, lines=lines) for name in ("decide", "stale", "ownerless"))
    view = replace(reports.BUSY, sections=sections)

    text = report(view, TEMPLATES, room)

    assert units(text) <= room
    assert text.startswith("**7 open action items")
    assert ("find all of it" in text) == (room < 8_000)
    assert ("box rebuild" in text) == (room >= 8_000)


def test_of_very_many_boxes_the_first_ones_and_those_of_the_whole_report_stay() -> None:
    single = tuple(
        Box(id=f"move:{n}", text=f"give the overdue action items of #{n} one more week", number=n)
        for n in range(150)
    )
    whole = (Box(id="close-done", text="close"), Box(id="rebuild", text="draw this report again"))

    found = re.findall(
        r"postmortem-gh:box (\S+) ", text := drawn(replace(reports.QUIET, boxes=(*single, *whole)))
    )

    assert found == [*(f"move:{n}" for n in range(40)), "close-done", "rebuild"]
    assert "… and 110 more postmortems with overdue action items" in text


def test_the_same_values_give_the_same_report() -> None:
    assert drawn(reports.BUSY) == drawn(reports.BUSY)
