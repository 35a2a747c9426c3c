"""The comment: the verdict first, what is asked next, and nothing that changes by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from postmortem_gh.documents.comment import comment, stranger, verdict
from postmortem_gh.documents.comment_view import Trouble
from postmortem_gh.documents.length import LIMIT, units, within
from postmortem_gh.values.findings import Finding
from postmortem_gh.values.meeting import Facilitator
from postmortem_gh.values.problems import Note, Place, Problem
from postmortem_gh.values.records import ActionItem, Record
from tests.documents import worlds
from tests.documents.drawing import EARLIER, comment_view, link
from tests.intake.tables import read_form


def drawn(record: Record, **view: object) -> str:
    return comment(record, comment_view(record, **view))


def problem(n: int) -> Problem:
    return Problem(
        at=Place(field="timeline", label="Timeline", line=n),
        what=f"“line {n}” has no time",
        fix="write 14:02",
    )


@pytest.mark.parametrize(
    ("record", "view", "words"),
    [
        (worlds.LONG, {}, "A full postmortem with 4 action items. Nothing is missing."),
        (worlds.SMALL, {}, "A brief note with 1 action item. Nothing is missing."),
        (worlds.NEAR_MISS, {}, "A near miss, understood with 1 action item. Nothing is missing."),
        (
            replace(worlds.SMALL, problems=(problem(1), problem(2))),
            {},
            "A brief note with 1 action item. 2 answers missing or unclear.",
        ),
        (worlds.SMALL, {"held": ("line 3",)}, "A brief note, and its document is held back."),
        (
            worlds.SMALL,
            {"is_closed": True, "still_open": (link(21),)},
            "The review is over, with 1 action item still open.",
        ),
        (
            worlds.SMALL,
            {"troubles": (Trouble(what="a", fix="b"), Trouble(what="edited", fix="c", of_setup=False))},
            "A brief note with 1 action item. 1 problem of the set-up to mend and 1 notice to read.",
        ),
        (worlds.SMALL, {"is_closed": True}, "The review is over, with every action item closed."),
    ],
)
def test_the_first_line_is_the_verdict_in_words(record: Record, view: dict[str, object], words: str) -> None:
    assert verdict(record, comment_view(record, **view)) == words
    assert drawn(record, **view).startswith(f"**{words}**\n")


def test_what_is_said_of_several_lines_is_said_once_and_names_them() -> None:
    notes = tuple(
        Note(at=Place(field="action_items", label="Action items", line=line), what=what)
        for line, what in ((1, "no date"), (2, "by word"), (4, "no date"), (5, "no date"))
    )
    short = Note(at=Place(field="resolved", label="When was it over?", line=1), what="read so")

    text = drawn(replace(worlds.SMALL, notes=(*notes, short)))

    assert "- Action items, lines 1, 4 and 5: no date\n- Action items, line 2: by word\n" in text
    assert "- When was it over?: read so\n" in text


@pytest.mark.parametrize(
    ("items", "once"),
    [
        ("- Add an alert @alice due in 2 weeks", "in 2 weeks"),
        ("- [P1] Add an alert @alice", "target of P1"),
        ("\n".join(f"- Add alert {n} @alice due 2026-12-15" for n in range(23)), "beyond the limit"),
    ],
)
def test_what_the_table_of_action_items_shows_is_not_told_again(items: str, once: str) -> None:
    record = read_form(action_items=items)
    untracked = frozenset(item.key for item in record.action_items[20:])

    text = drawn(record, untracked=untracked)

    assert text.count(once) == 1
    assert "get issues, the rest" not in text


def test_an_issue_that_does_not_exist_is_not_said_to_be_attached() -> None:
    record = read_form(action_items="- #12 the limit\n- #13 the alert")
    first, second = record.action_items

    text = drawn(record, remarks={first.key: ("there is no issue #12",)}, items={second.key: link(13)})

    assert "12 exists already" not in text
    assert "13 exists already" in text


def test_advice_names_its_line_where_the_answer_has_several() -> None:
    record = read_form(
        action_items="- Ask @bob about it\n- Add an alert, by EOD Friday @alice\n- Add a probe @bob @carol"
    )

    assert "line 1: @\u2060bob stands in the sentence" in drawn(record)


def test_a_required_answer_that_is_missing_is_told_once() -> None:
    place = Place(field="summary", label="What happened?")
    told = Problem(at=place, what="“What happened?” is required and empty", fix="fill it in")

    text = drawn(replace(worlds.SMALL, missing=(place,), problems=(told,)))

    assert text.count("required and empty") == 1


def test_what_a_date_was_read_from_stands_beside_it() -> None:
    item = worlds.item("a", "x", due=date(2026, 12, 4), due_source="said", due_said="next Friday")
    by_priority = worlds.item("b", "y", due=date(2026, 12, 4), due_source="priority", priority="P1")
    by_severity = worlds.item("c", "z", due=date(2026, 12, 4), due_source="severity")
    plain = worlds.item("d", "w", due=date(2026, 12, 5), due_source="said", due_said="2026-12-05")

    text = drawn(replace(worlds.SMALL, action_items=(item, by_priority, by_severity, plain)))

    assert "2026-12-04<br>*“next Friday”*" in text
    assert "2026-12-04<br>*target of P1*" in text
    assert "2026-12-04<br>*target of the severity*" in text
    assert "| 2026-12-05 |" in text


def many(n: int) -> tuple[ActionItem, ...]:
    return tuple(worlds.item(f"k{i}", f"item {i}", impact="high" if i == n - 1 else None) for i in range(n))


def test_five_action_items_are_not_too_many() -> None:
    assert "which five matter most" not in drawn(replace(worlds.SMALL, action_items=many(5)))


def test_of_more_than_five_it_asks_which_matter_most_and_says_which_come_first() -> None:
    text = drawn(replace(worlds.SMALL, action_items=many(6)))

    assert (
        "**6 are many: which five matter most?** By impact against effort these come first: 1. item 5; 2. item 0;"
        in text
    )


def test_open_promises_of_earlier_postmortems_come_before_the_new_ones() -> None:
    text = drawn(worlds.LONG, earlier=(EARLIER,))

    assert text.index("Alert on checkout latency") < text.index("### Action items")


def test_at_most_ten_findings_are_shown_and_the_rest_counted() -> None:
    found = tuple(
        Finding(rule=f"r{n % 2}", severity="warning", path="p", line=n, column=1, end_line=n, end_column=2, text=f"quote {n}",
                message=f"message {n % 2}", suggestions=(f"rewrite {n}",))
        for n in range(13)
    )  # fmt: skip

    text = drawn(worlds.LONG, findings=found)

    assert text.count("→ “rewrite") == 10
    assert text.count("message 0") == 1
    assert "… and 3 more" in text


def test_it_says_that_conduct_belongs_elsewhere() -> None:
    assert "Conduct is not a matter for this page" in drawn(worlds.LONG)


def test_it_says_how_to_choose_where_there_is_no_facilitator() -> None:
    nobody = Facilitator(login=None, reasons=("choose somebody who was not involved",))

    assert "No facilitator yet: choose somebody who was not involved." in drawn(
        worlds.LONG, facilitator=nobody
    )


def test_it_mentions_nobody() -> None:
    text = drawn(worlds.LONG, earlier=(EARLIER,)).replace("@login", "")

    assert "@" not in text


def test_a_comment_that_grows_too_long_ends_at_a_block_with_a_link() -> None:
    long_one = replace(
        worlds.LONG, action_items=tuple(worlds.item(f"k{n}", "word " * 200) for n in range(100))
    )

    text = drawn(long_one)

    assert units(text) <= LIMIT
    assert text.rstrip().endswith(
        "*More than fits into a comment; the rest is in [the document](https://github.com/acme/shop/blob/postmortem/12/postmortems/2026/2026-11-20-checkout-stalled.md).*"
    )
    assert text.count("<details>") == text.count("</details>")


def test_nothing_is_cut_inside_of_a_fence_or_a_folded_part() -> None:
    text = (
        "one\n\n```\n"
        + "code\n\n" * 50
        + "```\n\n<details>\n<summary>x</summary>\n\n"
        + "more\n\n" * 50
        + "</details>\n\nend\n"
    )

    for limit in range(40, len(text), 7):
        cut = within(text, "*rest*", limit)
        assert cut.count("```") % 2 == 0
        assert cut.count("<details>") == cut.count("</details>")
        assert units(cut) <= max(limit, 20)


def test_a_stranger_is_told_that_it_waits_and_for_what() -> None:
    text = stranger(worlds.LONG, comment_view(worlds.LONG))

    assert "`/accept`" in text
    assert "no document, no action items" in text


def test_a_stranger_s_edit_after_the_acceptance_is_told() -> None:
    assert "changed since it was accepted" in stranger(worlds.LONG, comment_view(worlds.LONG), changed=True)
