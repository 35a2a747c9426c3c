"""Events may be lost, late or repeated: one scheduled run ends in the same world as if all had come."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from postmortem_gh.errors import ConfigurationError
from postmortem_gh.github_api.observe import Gone
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.local_github import serve
from postmortem_gh.values.where import Where
from postmortem_gh.workflow.act import Ran, act
from tests.hub import REPOSITORY
from tests.stories import STORIES, Story, filed
from tests.test_action_command import Ended, Job
from tests.test_crash_matrix import state, undisturbed

SCHEDULE = {"payload": {"schedule": "17 6 * * 1"}, "name": "schedule"}


def runs(story: Story, folder: Path, *events: dict[str, Any]) -> list[Ended]:
    """One job after the other, at one address."""
    with serve(story.world) as hub:
        job = Job(story, folder, hub.url)
        return [job.run(**event) for event in events]


def anywhere(story: Story) -> str:
    """The state of a story's world, whichever address it was served at."""
    whole = json.dumps(state(story.world), indent=1, default=str, ensure_ascii=False)
    return re.sub(r"http://(?:127\.0\.0\.1:\d+|github\.localhost)", "https://github.com", whole)


@pytest.mark.parametrize("name", STORIES)
def test_a_lost_event_is_made_up_for_by_the_schedule(name: str, tmp_path: Path) -> None:
    lost, told = undisturbed(name).before.twin(), undisturbed(name).before.twin()

    ends = [*runs(lost, tmp_path, SCHEDULE), *runs(told, tmp_path, {}, SCHEDULE)]

    assert [each.code for each in ends] == [0, 0, 0], [each.err for each in ends]
    assert anywhere(lost) == anywhere(told)


@pytest.mark.parametrize(
    ("stopped", "code", "told"),
    [
        (Gone("there is no issue #2"), 0, "there is no issue #2"),
        (ConfigurationError("it is archived", "it is", "unarchive it", "docs"), 2, "it is archived"),
        (OverflowError("date value out of range"), 3, "postmortem-gh met a mistake of its own"),
    ],
    ids=["gone", "a user's mistake", "a bug"],
)
def test_what_stops_one_waiting_form_stops_neither_the_next_nor_the_report(
    stopped: Exception, code: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = undisturbed("fresh").before.twin()
    second = filed(story.world, title="The one behind it").event
    looked_at: list[int | None] = []

    def trip(connection: Connection, where: Where, **more: Any) -> Ran:
        looked_at.append(where.number)
        if where.number == second.number:  # the last touched is looked at first
            raise stopped
        return act(connection, where, **more)

    monkeypatch.setattr("postmortem_gh.workflow.act.act", trip)
    (ended,) = runs(story, tmp_path, SCHEDULE)

    assert ended.code == code
    assert told in ended.out + ended.err
    assert looked_at == [second.number, story.event.number]
    labels = [{label.name for label in each.labels} for each in story.world.repo(REPOSITORY).issues.values()]
    assert {"postmortem-report"} in labels
    assert any("action-item" in each for each in labels)


def test_the_schedule_after_a_quiet_week_reads_twice_and_writes_nothing(tmp_path: Path) -> None:
    story = undisturbed("fresh").before.twin()
    with serve(story.world) as hub:
        job = Job(story, tmp_path, hub.url)
        job.run(**SCHEDULE)
        story.world.forget_logs()

        ended = job.run(**SCHEDULE)

    assert ended.code == 0
    assert [each.kind for each in story.world.requests] == ["read", "read"]
