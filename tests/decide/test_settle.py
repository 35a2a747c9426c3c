"""Who wins: lines of the form find their issues again, and what people decided is never undone."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.decide.items import decide_items
from postmortem_gh.decide.memory import NOTHING, Memory, write
from postmortem_gh.decide.settle import settle
from postmortem_gh.documents import ranking
from postmortem_gh.documents.item import wording
from postmortem_gh.settings import Limits, Settings
from postmortem_gh.values.records import ActionItem
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
    assert kept.wording == renamed.wording


def test_two_postmortems_remember_the_same_words_differently() -> None:
    assert wording(PAGE.key, "I_1") != wording(PAGE.key, "I_2")


def test_another_promise_is_another_issue() -> None:
    found = settle([RUNBOOK], snapshot(items=(issue_of(PAGE, 11, "1"),)), NOTHING)

    assert keys(found.lines) == [("2", None)]
    assert [each.number for each in found.left] == [11]


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
    from datetime import date

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
