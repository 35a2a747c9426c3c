"""The report from a terminal with a person's token, and the job's: one report, one reminder, whoever came first."""

from __future__ import annotations

from datetime import date

import pytest

from postmortem_gh.local_github.model import Issue
from postmortem_gh.values.where import Where
from postmortem_gh.workflow import follow_up
from tests.hub import REPOSITORY, connect
from tests.stories import Story, public


@pytest.fixture
def story() -> Story:
    story = public()
    story.run()
    return story


def weekly(story: Story, token: str, day: str) -> follow_up.reconcile.Result:
    owner, _, name = REPOSITORY.partition("/")
    return follow_up.report(
        follow_up.Run(
            connection=connect(story.world, token),
            where=Where(owner=owner, name=name, run="repository"),
            dry_run=False,
            today=date.fromisoformat(day),
        ),
        story.world.now,
    )


def reports(story: Story) -> list[Issue]:
    issues = story.world.repo(REPOSITORY).issues.values()
    return [each for each in issues if any(label.name == "postmortem-report" for label in each.labels)]


def reminders(story: Story) -> list[int]:
    return [len(each.comments) for each in story.event.about.sub_issues]


@pytest.mark.parametrize("first", ["person", "job"])
def test_both_write_the_one_report_and_neither_repeats_the_other_s_reminders(
    story: Story, first: str
) -> None:
    tokens = [story.world.token(user="carol"), story.token]
    one, other = tokens if first == "person" else tokens[::-1]
    weekly(story, one, "2027-03-01")
    before = reminders(story)

    again = weekly(story, other, "2027-03-01")

    assert set(before) == {1}
    assert reminders(story) == before
    assert len(reports(story)) == 1
    assert not again.plan


def test_a_stranger_s_forged_reminder_silences_nobody(story: Story) -> None:
    twin = story.twin()
    weekly(twin, twin.token, "2027-03-01")
    story.world.user("mallory")
    mallory = story.world.as_person("mallory")
    for item, copied in zip(story.event.about.sub_issues, twin.event.about.sub_issues, strict=True):
        mallory.comments(item, copied.comments[0].body)

    weekly(story, story.token, "2027-03-01")

    assert reminders(story) == [2] * 5


def test_a_stranger_s_forged_report_is_not_the_report(story: Story) -> None:
    twin = story.twin()
    weekly(twin, twin.token, "2027-03-01")
    story.world.user("mallory")
    forged = story.world.as_person("mallory").opens_issue(REPOSITORY, "Report", reports(twin)[0].body).about
    story.world.as_person("carol").makes_label(REPOSITORY, "postmortem-report")
    story.world.as_person("carol").labels(forged, "postmortem-report")
    before = forged.body

    weekly(story, story.token, "2027-03-01")

    assert forged.body == before
    assert [each.author.login for each in reports(story)] == ["mallory", "github-actions"]
