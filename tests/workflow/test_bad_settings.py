"""Settings that cannot be used stop writing, in the scheduled run too: a warning in the report, and no more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from postmortem_gh.local_github import World, serve
from postmortem_gh.local_github.model import Issue
from postmortem_gh.values.where import Where
from postmortem_gh.workflow import follow_up
from tests.hub import REPOSITORY, connect
from tests.stories import Story, fresh
from tests.test_action_command import Job

BAD = "trust: everyone\nreport:\n  decide_days: 300\n"
GOOD = "report:\n  decide_days: 300\n"
SCHEDULE = {"repository": {"full_name": REPOSITORY}, "schedule": "17 7 * * 1"}


def weekly(story: Story, day: str, settings: str | None = None) -> follow_up.reconcile.Result:
    """The scheduled run of a day; ``settings`` are put there before."""
    if settings is not None:
        story.world.put_files(REPOSITORY, {".github/postmortem.yml": settings})
    owner, _, name = REPOSITORY.partition("/")
    return follow_up.report(
        follow_up.Run(
            connection=connect(story.world, story.token),
            where=Where(owner=owner, name=name, run="repository", event="schedule"),
            dry_run=False,
            today=date.fromisoformat(day),
        ),
        story.world.now,
    )


def the_report(world: World) -> Issue:
    (found,) = [each for each in world.repo(REPOSITORY).issues.values() if "weekly report" in each.title]
    return found


def items(story: Story) -> list[tuple[list[str], int]]:
    found = story.event.about.sub_issues
    return [(sorted(label.name for label in each.labels), len(each.comments)) for each in found]


@pytest.fixture
def story() -> Story:
    story = fresh()
    story.run()
    return story


def test_no_item_is_labelled_or_commented_by_rules_that_nobody_set(story: Story, tmp_path: Path) -> None:
    story.world.put_files(REPOSITORY, {".github/postmortem.yml": BAD})
    before = items(story)
    with serve(story.world) as hub:
        job = Job(story, tmp_path, hub.url)
        ended = job.run(payload=SCHEDULE, name="schedule", POSTMORTEM_TODAY="2027-03-01")

    assert ended.code == 2
    assert "To mend" in ended.summary
    assert "'everyone'" in ended.summary
    assert len(before) == 5
    assert items(story) == before


def test_the_report_that_stands_is_kept_below_a_warning_until_the_settings_are_mended(story: Story) -> None:
    weekly(story, "2026-12-28", GOOD)
    before = the_report(story.world).body

    paused, again = weekly(story, "2027-03-01", BAD), weekly(story, "2027-03-08")
    warned = the_report(story.world).body
    weekly(story, "2027-03-15", GOOD)

    assert len(paused.plan.changes) == 1
    assert not again.plan
    assert (paused.exit_code, again.exit_code) == (2, 2)
    assert "> [!WARNING]" in warned.split("'everyone'")[0]
    assert warned.endswith(before)
    assert the_report(story.world).body.startswith(before.split("{")[0])
    assert "everyone" not in the_report(story.world).body


def test_the_warning_alone_is_taken_off_where_nothing_else_changed(story: Story) -> None:
    weekly(story, "2026-12-28", GOOD)
    before = the_report(story.world).body
    weekly(story, "2026-12-28", BAD)

    mended = weekly(story, "2026-12-28", GOOD)

    assert the_report(story.world).body == before
    assert mended.exit_code == 0
