"""Who wins: lines of the form find their issues again, and what people decided is never undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.decide.items import decide_items
from postmortem_gh.decide.memory import NOTHING, Memory, read, write
from postmortem_gh.decide.settle import settle
from postmortem_gh.documents import ranking
from postmortem_gh.documents.item import with_due, wording
from postmortem_gh.settings import Limits, Settings
from postmortem_gh.values.records import ActionItem
from postmortem_gh.values.refs import ref
from postmortem_gh.values.snapshot import Issue
from tests.decide.snapshots import issue, issue_of, item, known, memory, record, snapshot

PAGE = item("Page when queue depth stays over 10k")
BACKOFF = item("Add backoff to retries")
RUNBOOK = item("Rewrite the runbook")


def keys(lines) -> list[tuple[str, int | None]]:
    return [(line.key, line.issue.number if line.issue else None) for line in lines]


def test_new_lines_get_ordinals_that_were_never_used() -> None:
    there = snapshot(items=(issue_of(PAGE, 11, "1"), issue_of(BACKOFF, 12, "7")))

    found = settle([PAGE, BACKOFF, RUNBOOK], there, NOTHING)

    assert keys(found.lines) == [("1", 11), ("7", 12), ("8", None)]


def test_reordered_lines_keep_their_issues() -> None:
    there = snapshot(items=(issue_of(PAGE, 11, "1"), issue_of(BACKOFF, 12, "2")))

    assert keys(settle([BACKOFF, PAGE], there, NOTHING).lines) == [("2", 12), ("1", 11)]


def test_a_reworded_line_keeps_its_issue() -> None:
    there = snapshot(items=(issue_of(PAGE, 11, "1"), issue_of(BACKOFF, 12, "2")))
    reworded = item("Page somebody when queue depth stays over 5k")

    assert keys(settle([reworded, BACKOFF], there, NOTHING).lines) == [("1", 11), ("2", 12)]


def plain(promise: ActionItem, number: int, key: str) -> Issue:
    """As earlier versions opened it: with the plain words in the marker."""
    now = issue_of(promise, number, key)
    return replace(now, body=now.body.replace(wording(promise.key, "I_1"), promise.key))


def test_an_issue_that_an_earlier_version_opened_is_found_by_its_plain_words() -> None:
    there = snapshot(items=(plain(PAGE, 11, "1"), plain(BACKOFF, 12, "2")))
    reworded = item("Page somebody when queue depth stays over 5k")

    assert '"t":"add-backoff-to-retries"' in there.items[1].body
    assert keys(settle([BACKOFF, reworded], there, NOTHING).lines) == [("2", 12), ("1", 11)]


def test_no_marker_holds_a_word_of_an_action_item() -> None:
    asks = item("Ask Bob Meyer and Carol about retries")

    found = decide(asks)
    kept = write(Memory(items=found.remember), "I_1")
    marks = [line for line in (found.desired[0].body or "").splitlines() if line.startswith("<!-- post")]

    assert marks
    for word in ("ask", "bob", "meyer", "carol", "about", "retries"):
        assert not [mark for mark in (*marks, kept) if word in mark.lower()], word


def test_plain_words_that_an_earlier_version_remembered_are_remembered_so_no_longer() -> None:
    before = replace(known(PAGE, "1", 11), wording=PAGE.key)
    renamed = replace(before, wording="page-when-the-queue-depth-stays-over-10k")

    (same,) = decide(PAGE, seen=snapshot(items=(plain(PAGE, 11, "1"),)), remembered=memory(before)).remember
    (kept,) = decide(PAGE, seen=snapshot(items=(plain(PAGE, 11, "1"),)), remembered=memory(renamed)).remember

    assert same.wording == wording(PAGE.key, "I_1")
    assert kept.wording == wording(PAGE.key, "I_1")


def test_two_postmortems_remember_the_same_words_differently() -> None:
    assert wording(PAGE.key, "I_1") != wording(PAGE.key, "I_2")


def test_another_promise_at_another_place_is_another_issue() -> None:
    there = snapshot(items=(issue_of(PAGE, 11, "1"), issue_of(BACKOFF, 12, "2")))
    found = settle([BACKOFF, RUNBOOK], there, NOTHING)

    assert keys(found.lines) == [("2", 12), ("3", None)]
    assert [each.number for each in found.left] == [11]


def test_the_last_line_worded_anew_keeps_the_last_issue() -> None:
    there = snapshot(items=(issue_of(PAGE, 11, "1"), issue_of(BACKOFF, 12, "2")))
    anew = item("Alert the crew early")

    assert keys(settle([anew, BACKOFF], there, NOTHING).lines) == [("1", 11), ("2", 12)]


def test_two_lines_worded_anew_keep_the_issues_of_their_owners() -> None:
    there = snapshot(
        items=(
            issue_of(PAGE, 11, "1", assignees=("alice",)),
            issue_of(BACKOFF, 12, "2", assignees=("Bob",)),
        )
    )
    anew = [item("Alert the crew early", owner="alice"), item("Cap what clients send", owner="bob")]

    assert keys(settle(anew, there, NOTHING).lines) == [("1", 11), ("2", 12)]


def test_of_two_new_lines_neither_takes_the_one_issue_that_is_left() -> None:
    there = snapshot(items=(issue_of(PAGE, 11, "1", assignees=("alice",)),))
    new = [item("Alert the crew early", owner="alice"), item("Cap what clients send", owner="alice")]

    found = settle(new, there, NOTHING)

    assert keys(found.lines) == [("2", None), ("3", None)]
    assert [each.number for each in found.left] == [11]


def test_a_new_line_takes_no_issue_that_had_left_the_form_before() -> None:
    there = snapshot(items=(issue_of(PAGE, 11, "1"), issue_of(BACKOFF, 12, "2")))
    before = memory(known(PAGE, "1", 11), known(BACKOFF, "2", 12), order=("1",))

    assert keys(settle([PAGE, RUNBOOK], there, before).lines) == [("1", 11), ("3", None)]
    assert keys(settle([PAGE, BACKOFF], there, before).lines) == [("1", 11), ("2", 12)]


def test_a_line_worded_anew_stands_where_it_stood_in_the_form_whenever_it_was_opened() -> None:
    first = issue_of(RUNBOOK, 13, "3")
    there = snapshot(items=(issue_of(PAGE, 11, "1"), issue_of(BACKOFF, 12, "2"), first))
    before = memory(
        known(PAGE, "1", 11), known(BACKOFF, "2", 12), known(RUNBOOK, "3", 13), order=("3", "1", "2")
    )
    anew = item("Alert the crew early")

    assert keys(settle([anew, PAGE, BACKOFF], there, before).lines) == [("3", 13), ("1", 11), ("2", 12)]


def test_a_new_promise_in_the_place_of_one_that_is_closed_gets_its_own_issue() -> None:
    there = snapshot(items=(issue_of(PAGE, 11, "1", is_open=False),))

    assert keys(settle([item("Alert the crew early")], there, NOTHING).lines) == [("2", None)]
    assert keys(settle([item("Page the crew when the queue depth grows fast")], there, NOTHING).lines) == [
        ("1", 11)
    ]


def test_what_was_worded_anew_is_known_by_its_last_words_from_then_on() -> None:
    touched = issue_of(PAGE, 11, "1", body=issue_of(PAGE, 11, "1").body + "\nMy own words.")
    anew = item("Alert the crew early")
    remembered = decide(anew, seen=snapshot(items=(touched,)), remembered=memory(known(PAGE, "1", 11)))

    found = settle(
        [RUNBOOK, BACKOFF, anew], snapshot(items=(touched,)), Memory(items=remembered.remember, order=("1",))
    )

    assert keys(found.lines) == [("2", None), ("3", None), ("1", 11)]


def test_an_item_that_somebody_deleted_is_not_opened_again() -> None:
    found = settle([PAGE], snapshot(), memory(known(PAGE, "1", 11)))

    assert found.lines[0].gone


def test_an_item_whose_marker_was_taken_away_is_known_by_its_id() -> None:
    bare = issue_of(PAGE, 11, "1", body="I tidied up.")

    assert keys(settle([PAGE], snapshot(items=(bare,)), memory(known(PAGE, "1", 11))).lines) == [("1", 11)]


def test_a_marker_pasted_into_a_person_s_own_issue_counts_for_nothing() -> None:
    forged = issue(11, mine=False, body=issue_of(PAGE, 11, "1").body, parent="I_1")

    assert keys(settle([PAGE], snapshot(items=(forged,)), NOTHING).lines) == [("1", None)]


def test_a_marker_of_another_postmortem_counts_for_nothing() -> None:
    other = issue_of(PAGE, 11, "1")
    moved = issue(11, mine=True, body=other.body.replace('"on":"I_1"', '"on":"I_99"'), parent="I_1")

    assert keys(settle([PAGE], snapshot(items=(moved,)), NOTHING).lines) == [("1", None)]


def test_doubles_are_found_and_the_elder_stays() -> None:
    found = settle([PAGE], snapshot(items=(issue_of(PAGE, 12, "1"), issue_of(PAGE, 11, "1"))), NOTHING)

    assert keys(found.lines) == [("1", 11)]
    assert [(elder.number, younger.number) for elder, younger in found.doubles] == [(11, 12)]


titles = st.sampled_from(
    ["Page on depth", "Page on queue depth", "Add backoff", "Limit retries", "Rewrite it all"]
)


@given(st.lists(titles, max_size=6), st.lists(titles, max_size=6, unique=True))
def test_no_issue_is_given_to_two_lines_and_no_key_twice(now: list[str], before: list[str]) -> None:
    there = snapshot(items=tuple(issue_of(item(title), 10 + i, str(i + 1)) for i, title in enumerate(before)))

    found = settle([item(title) for title in now], there, NOTHING)

    numbers = [line.issue.number for line in found.lines if line.issue]
    assert len(numbers) == len(set(numbers))
    assert len({line.key for line in found.lines}) == len(now)
    assert len(numbers) + len(found.left) == len(before)


# ── what becomes of them ──


def decide(*items, seen=None, remembered=NOTHING, settings: Settings | None = None):
    return decide_items(
        record(*items), seen or snapshot(), remembered, settings or Settings(), title="It broke"
    )


def test_a_title_that_nobody_touched_follows_the_form() -> None:
    reworded = item("Page when queue depth stays over 5k")
    seen = snapshot(items=(issue_of(PAGE, 11, "1"),))

    (wanted,) = decide(reworded, seen=seen, remembered=memory(known(PAGE, "1", 11))).desired

    assert wanted.title == "Page when queue depth stays over 5k"


def test_a_title_that_a_person_changed_stays() -> None:
    seen = snapshot(items=(issue_of(PAGE, 11, "1", title="Ours now"),))

    (wanted,) = decide(PAGE, seen=seen, remembered=memory(known(PAGE, "1", 11))).desired

    assert wanted.title is None


def test_an_edited_form_moves_no_date_once_there_is_an_issue() -> None:
    later = item("Page when queue depth stays over 10k", due=date(2027, 1, 31))
    seen = snapshot(items=(issue_of(PAGE, 11, "1"),))

    (wanted,) = decide(later, seen=seen, remembered=memory(known(PAGE, "1", 11))).desired

    assert wanted.body is None or "2027-01-31" not in wanted.body


def test_an_owner_who_cannot_be_assigned_is_told_and_the_item_needs_one() -> None:
    found = decide(item("Page on depth", owner="kai"))

    assert found.desired[0].assignees == ()
    assert "needs-owner" in found.desired[0].add_labels
    assert "kai cannot be assigned" in found.remarks["page-on-depth"][0]


def test_beyond_the_limit_items_are_untracked_and_stay_in_the_document() -> None:
    last = replace(RUNBOOK, impact="high", effort="low")
    found = decide(PAGE, BACKOFF, last, settings=Settings(limits=Limits(action_items=2)))

    assert [each.title for each in found.desired] == [PAGE.title, BACKOFF.title]
    assert found.untracked == {RUNBOOK.key} == ranking.beyond((PAGE, BACKOFF, last), 2)


def test_done_items_and_ideas_open_no_issue() -> None:
    assert decide(item("Was done", state="done"), item("An idea", state="idea")).desired == ()


def test_an_existing_issue_is_linked_and_never_edited() -> None:
    theirs = issue(12, title="Their own", labels=("bug",))

    (wanted,) = decide(item("#12", existing=12), seen=snapshot(attached=(theirs,))).desired

    assert wanted.attach == "I_12"
    assert (wanted.title, wanted.body, wanted.add_labels, wanted.assignees) == (None, None, (), ())


def test_an_issue_that_belongs_elsewhere_is_only_named() -> None:
    theirs = issue(12, parent="I_50")

    found = decide(item("#12", existing=12), seen=snapshot(attached=(theirs,)))

    assert found.desired == ()
    assert "belongs to another issue" in found.remarks["#12"][0]


# ── an edited form, where the issue counts ──

BOBS = item("Page on depth", owner="bob", due=date(2026, 12, 15), due_source="said", priority="P1")
HIS_ISSUE = issue_of(BOBS, 11, "1", assignees=("bob",), labels=("action-item", "priority: P1"))


def edited(now: ActionItem, there: Issue = HIS_ISSUE):
    """The form edited after a run in which form and issue agreed."""
    first = decide(BOBS, seen=snapshot(items=(HIS_ISSUE,)), remembered=memory(known(BOBS, "1", 11)))
    remembered = read(write(Memory(items=first.remember, order=first.order), "I_1"))
    return decide(now, seen=snapshot(items=(there,)), remembered=remembered)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({"due": date(2026, 12, 20)}, "now says 2026-12-20; the issue counts: comment `/due 2026-12-20 reason` on #11"),
        ({"owner": "alice"}, "now says alice; the issue counts: comment `/owner @alice` on #11"),
        ({"owner": "kai"}, "now says kai, who cannot be assigned"),
        ({"priority": "P0"}, "now says P0; the issue counts: give #11 the label `priority: P0` in place of `priority: P1`"),
        ({"state": "done"}, "ticked in the form; the issue counts: comment `/done evidence` on #11"),
        ({"state": "idea"}, "an idea in the form now; the issue counts"),
    ],
)  # fmt: skip
def test_what_an_edited_form_does_not_change_on_the_issue_is_told(now: dict[str, Any], told: str) -> None:
    found = edited(replace(BOBS, **now))

    (remark,) = found.remarks[BOBS.key]
    (shown,) = found.told
    assert told in remark
    assert (shown.owner, shown.due, shown.priority) == ("bob", date(2026, 12, 15), "P1")
    assert found.links[BOBS.key] is not None


def test_what_only_the_issue_changed_is_no_edit_of_the_form() -> None:
    moved = with_due(HIS_ISSUE.body, date(2027, 1, 5), on=date(2026, 12, 1), why="by bob: late")
    there = replace(HIS_ISSUE, body=moved or "", assignees=("alice",), labels=("priority: P0",))

    found = edited(BOBS, there)

    assert BOBS.key not in found.remarks
    assert (found.told[0].owner, found.told[0].due, found.told[0].priority) == (
        "alice",
        date(2027, 1, 5),
        "P0",
    )


def test_once_the_issue_followed_an_edit_a_later_change_of_the_issue_is_no_edit_of_the_form() -> None:
    later = replace(BOBS, owner="alice")
    followed = edited(later, replace(HIS_ISSUE, assignees=("alice",)))
    again = snapshot(items=(replace(HIS_ISSUE, assignees=("bob",)),))

    assert decide(later, seen=again, remembered=Memory(items=followed.remember)).remarks == {}


def test_a_closed_issue_is_told_once_and_asks_for_nothing() -> None:
    found = edited(replace(BOBS, state="done"), replace(HIS_ISSUE, is_open=False))

    assert found.remarks[BOBS.key] == ("done",)


def test_an_item_that_left_the_form_is_told_while_its_issue_is_open() -> None:
    gone = snapshot(items=(HIS_ISSUE, issue_of(BACKOFF, 12, "2", is_open=False)))

    found = decide(seen=gone, remembered=memory(known(BOBS, "1", 11)))

    (left,) = found.left
    assert (left.title, left.owner, left.due) == ("Page on depth", "bob", date(2026, 12, 15))
    assert found.links[left.key].text == "#11"
    assert found.remarks[left.key] == ("no longer in the form; its issue stays open",)


def test_an_item_that_has_its_issue_stays_tracked_beyond_the_limit() -> None:
    seen = snapshot(items=(issue_of(BACKOFF, 12, "1"),))

    found = decide(PAGE, BACKOFF, RUNBOOK, seen=seen, settings=Settings(limits=Limits(action_items=1)))

    assert found.untracked == {RUNBOOK.key}
    assert found.links[BACKOFF.key].text == "#" + ref("item 1", "number")
