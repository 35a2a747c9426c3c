"""The facilitator rotates, was not involved, and is chosen with reasons; the agenda follows from the form."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from postmortem_gh.decide import meeting
from postmortem_gh.decide.commands import Heard
from postmortem_gh.decide.memory import NOTHING, Memory
from postmortem_gh.settings import Settings
from postmortem_gh.text.normal import fingerprint
from postmortem_gh.values.records import Entry
from postmortem_gh.values.snapshot import EarlierReview
from tests.decide.snapshots import FILED, issue, item, record, snapshot

LISTED = Settings(facilitators=("ana", "ben", "cy"))


def earlier(number: int, days: int, *assignees: str) -> EarlierReview:
    return EarlierReview(
        number=number,
        title="Earlier",
        url="u",
        created_at=FILED - timedelta(days=days),
        labels=(),
        assignees=assignees,
    )


def choose(
    seen=None,
    said=None,
    settings: Settings = LISTED,
    memory: Memory = NOTHING,
    asked: str | None = None,
    anew: bool = True,
    assignable: tuple[str, ...] = ("ana", "ben", "cy", "bob"),
):
    seen = replace(seen or snapshot(), assignable=frozenset(assignable))
    heard = Heard(facilitator=asked, facilitator_anew=anew)
    return meeting.facilitator(seen, said or record(), settings, memory, heard)


def remembering(login: str) -> Memory:
    return Memory(facilitator=meeting.remembered_as(login, snapshot()))


def test_whoever_was_never_asked_comes_first() -> None:
    assert choose(snapshot(earlier=(earlier(5, 10, "ana"),))).login == "ben"


def test_else_whoever_was_asked_longest_ago() -> None:
    reviews = (earlier(5, 10, "ana"), earlier(4, 20, "cy"), earlier(3, 30, "ben"), earlier(2, 40, "cy"))

    chosen = choose(snapshot(earlier=reviews))

    assert chosen.login == "ben"
    assert chosen.assign
    assert any("last asked on 2026-10-21" in reason for reason in chosen.reasons)


def test_nobody_involved_facilitates() -> None:
    said = record(item("Page on depth", owner="ben"), participants=("ana",))

    assert choose(snapshot(issue=issue(author="mallory")), said).login == "cy"


def test_neither_does_somebody_from_the_timeline() -> None:
    said = replace(record(), timeline=(Entry(start=None, text="@ana restarts the queue", line=1),))

    assert choose(said=said).login == "ben"


def test_when_all_were_involved_it_says_to_ask_elsewhere() -> None:
    chosen = choose(said=record(participants=("ana", "ben", "cy")))

    assert chosen.login is None
    assert "another team" in chosen.reasons[0]


def test_without_a_list_it_says_how_to_choose() -> None:
    assert "no list of facilitators" in choose(settings=Settings()).reasons[0]


def test_who_is_assigned_already_stays() -> None:
    chosen = choose(snapshot(issue=issue(assignees=("cy",))))

    assert (chosen.login, chosen.assign) == ("cy", False)
    assert chosen.reasons == (
        "on the settings' list",
        "not among the participants, in the timeline or an owner of an item",
        "not asked so far",
    )


def test_of_an_assigned_one_who_was_involved_nothing_else_is_said() -> None:
    reviews = (earlier(5, 10, "cy"), earlier(4, 20, "ben"))

    chosen = choose(snapshot(issue=issue(assignees=("cy",)), earlier=reviews), record(participants=("cy",)))

    assert chosen.reasons == (
        "on the settings' list",
        "named among those involved",
        "last asked on 2026-11-10",
    )


def test_whoever_cannot_be_assigned_is_passed_over() -> None:
    chosen = choose(assignable=("ben",))

    assert (chosen.login, chosen.assign) == ("ben", True)


def test_where_nobody_who_is_left_can_be_assigned_it_says_so_and_remembers_nobody() -> None:
    chosen = choose(said=record(participants=("ana",)), assignable=("ana",))

    assert (chosen.login, chosen.assign) == (None, False)
    assert "cannot be assigned here" in chosen.reasons[0]


def test_a_facilitator_whom_somebody_unassigned_is_not_assigned_again() -> None:
    chosen = choose(memory=remembering("ana"))

    assert (chosen.login, chosen.assign) == (None, False)


def test_the_command_outweighs_the_rotation() -> None:
    assert choose(asked="bob").login == "bob"


@pytest.mark.parametrize("memory", [remembering("bob"), Memory(facilitator=fingerprint("bob"))])
def test_whom_a_command_named_and_somebody_unassigned_is_not_assigned_again(memory: Memory) -> None:
    chosen = choose(memory=memory, asked="bob", anew=False)

    assert (chosen.login, chosen.assign) == (None, False)
    assert "was unassigned" in chosen.reasons[0]


def test_until_somebody_asks_for_them_again() -> None:
    assert choose(memory=remembering("bob"), asked="bob", anew=True).assign
    assert choose(memory=remembering("ana"), asked="bob", anew=False).assign


def test_whom_a_command_named_and_who_lost_access_since_is_told_as_such() -> None:
    chosen = choose(asked="bob", anew=False, assignable=("ana",))

    assert (chosen.login, chosen.assign) == (None, False)
    assert chosen.reasons[0].startswith("bob was asked for and cannot be assigned here any more")


def test_two_issues_do_not_tell_that_they_remember_the_same_person() -> None:
    here, there = snapshot(), snapshot(issue=issue(2))

    assert meeting.remembered_as("ana", here) != meeting.remembered_as("ana", there)


def test_a_brief_note_gets_five_minutes_and_a_full_one_boxes_that_grow_with_the_form() -> None:
    brief = meeting.agenda(record(), open_items=0, full=False)
    full = meeting.agenda(record(), open_items=3, full=True)

    assert sum(step.minutes for step in brief) == 5
    assert full[1].title.startswith("Open action items")
    assert sum(step.minutes for step in full) <= 60
