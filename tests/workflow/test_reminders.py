"""Reminders on action items in a world of people, who may delete them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from postmortem_gh.local_github.model import Issue
from postmortem_gh.plan import changes as do
from tests.hub import REPOSITORY
from tests.stories import Week, first_week


@pytest.fixture
def reminded() -> tuple[Week, Issue]:
    """An overdue item that was reminded of, and a person who may delete the reminder."""
    week = first_week()
    week.world.grant(REPOSITORY, "dana", "admin")
    week.run()
    item = next(
        each for each in week.world.repo(REPOSITORY).issues.values() if each.title.startswith("Page when")
    )
    assert len(item.comments) == 1
    return week, item


def test_a_reminder_that_a_person_deleted_does_not_come_back(reminded: tuple[Week, Issue]) -> None:
    week, item = reminded
    week.world.as_person("dana").deletes_comment(item.comments[0])

    told = week.run()
    week.world.advance(timedelta(days=3))
    later = week.run()

    assert told.result.plan.changes == ()
    assert later.result.plan.changes == ()
    assert item.comments == []


def test_a_new_state_is_spoken_of_also_where_the_reminder_before_was_deleted(
    reminded: tuple[Week, Issue],
) -> None:
    week, item = reminded
    week.world.as_person("dana").deletes_comment(item.comments[0])
    week.world.advance(timedelta(days=20))

    week.run()

    assert ["needs a decision" in each.body for each in item.comments] == [True]


def test_a_person_s_own_comment_that_is_deleted_silences_nothing(reminded: tuple[Week, Issue]) -> None:
    week, item = reminded
    reminder = item.comments.pop()  # as if the run had died between the label and the comment
    week.world.as_person("bob").comments(item, "Looking at it")
    week.world.as_person("bob").deletes_comment(item.comments[0])

    told = week.run()

    assert [each.body for each in told.result.plan.changes if isinstance(each, do.AddComment)] == [
        reminder.body
    ]


def test_deleting_a_reminder_is_no_activity(reminded: tuple[Week, Issue]) -> None:
    week, item = reminded
    week.world.as_person("dana").deletes_comment(item.comments[0])
    week.world.advance(timedelta(days=29))

    week.run()

    assert "stale" in {label.name for label in item.labels}
