"""The facilitator rotates, was not involved, and is chosen with reasons; the agenda follows from the form."""

from __future__ import annotations

from datetime import timedelta

from postmortem_gh.decide import meeting
from postmortem_gh.decide.memory import NOTHING, Memory
from postmortem_gh.settings import Settings
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
    seen=None, said=None, settings: Settings = LISTED, memory: Memory = NOTHING, asked: str | None = None
):
    return meeting.facilitator(seen or snapshot(), said or record(), settings, memory, asked)


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
    from dataclasses import replace

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


def test_a_facilitator_whom_somebody_unassigned_is_not_assigned_again() -> None:
    chosen = choose(memory=Memory(facilitator=meeting.remembered_as("ana")))

    assert (chosen.login, chosen.assign) == (None, False)


def test_the_command_outweighs_the_rotation() -> None:
    assert choose(asked="bob").login == "bob"


def test_a_brief_note_gets_five_minutes_and_a_full_one_boxes_that_grow_with_the_form() -> None:
    brief = meeting.agenda(record(), open_items=0, full=False)
    full = meeting.agenda(record(), open_items=3, full=True)

    assert sum(step.minutes for step in brief) == 5
    assert full[1].title.startswith("Open action items")
    assert sum(step.minutes for step in full) <= 60
