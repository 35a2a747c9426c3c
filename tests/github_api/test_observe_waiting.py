"""Which postmortems the schedule makes up for: those of which an event was lost, and no others."""

from __future__ import annotations

import pytest

from postmortem_gh.github_api.observe_waiting import observe_waiting
from postmortem_gh.values.where import Where
from tests.hub import connect
from tests.stories import Story, filed, fresh, repository, stranger

SCHEDULE = Where(owner="acme", name="shop", run="repository", event="schedule")


def waiting(story: Story) -> list[int | None]:
    return [each.number for each in observe_waiting(connect(story.world, story.token), SCHEDULE)]


@pytest.fixture
def settled() -> Story:
    story = fresh()
    story.run()
    return story


def test_a_form_that_was_never_answered_waits():
    assert waiting(filed()) == [1]


def test_a_postmortem_that_was_carried_out_does_not(settled):
    assert waiting(settled) == []


def test_a_strangers_form_that_was_answered_does_not():
    story = stranger()
    story.run()

    assert waiting(story) == []


def test_members_come_before_strangers_and_no_stranger_before_all_others():
    world = repository("public")
    for user in ("mallory", "trudy"):
        world.user(user)
    theirs = [filed(world, by="mallory").event.number for _ in range(3)]
    another = filed(world, by="trudy").event.number
    lost = filed(world, by="alice")

    assert waiting(lost) == [lost.event.number, another, *reversed(theirs)]


def test_an_edit_after_our_last_word_waits(settled):
    settled.world.as_person("alice").replaces(
        settled.event.about, "14:51 queue drained", "14:52 queue drained"
    )

    assert waiting(settled) == [1]


def test_a_command_that_nobody_answered_waits_and_an_answered_one_does_not(settled):
    settled.world.as_person("carol").comments(settled.event.about, "/timeline 14:20 traffic moved away")
    before = waiting(settled)

    settled.run()

    assert before == [1]
    assert waiting(settled) == []


def test_a_command_waits_however_much_was_said_since_we_spoke(settled):
    settled.world.limits.enforced = False
    settled.world.as_person("carol").comments(settled.event.about, "/timeline 14:20 traffic moved away")
    for number in range(99):
        settled.world.as_person("bob").comments(settled.event.about, f"thought {number}")

    assert waiting(settled) == [1]


def test_talk_does_not_wait(settled):
    settled.world.as_person("bob").comments(settled.event.about, "Thanks, this reads well.")

    assert waiting(settled) == []


def test_the_end_of_the_review_waits_until_our_comment_says_so(settled):
    settled.world.as_person("carol").closes(settled.event.about)
    before = waiting(settled)

    settled.run()

    assert before == [1]
    assert waiting(settled) == []


def test_it_takes_one_request(settled):
    connection = connect(settled.world, settled.token)

    observe_waiting(connection, SCHEDULE)

    assert connection.requests == 1


def test_one_that_no_run_can_settle_comes_after_those_touched_since(settled):
    alice = settled.world.as_person("alice")
    settled.world.as_person("carol").locks(settled.event.about)
    alice.replaces(settled.event.about, "14:51 queue drained", "14:52 queue drained")
    settled.run()
    later = filed(settled.world, title="Another one")

    assert waiting(settled) == [later.event.number, 1]
