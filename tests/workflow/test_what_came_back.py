"""What the report tells of what came back, on the local GitHub."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from postmortem_gh.config.templates import shipped_forms
from postmortem_gh.local_github import World
from postmortem_gh.local_github.model import Issue
from postmortem_gh.reconcile import Result
from postmortem_gh.values.where import Where
from postmortem_gh.workflow import follow_up
from postmortem_gh.workflow.act import act
from tests.hub import REPOSITORY, connect
from tests.stories import repository


def at(world: World, month: int, day: int) -> None:
    world.advance(datetime(2026, month, day, 12, tzinfo=UTC) - world.now)


def filed(world: World, title: str, action_items: str = "", began: datetime | None = None) -> Issue:
    """An incident of the service db, filed now."""
    answers = {
        "summary": "The queue stalled.",
        "started": (began or world.now).strftime("%Y-%m-%d %H:%M UTC"),
        "services": "db",
        "action_items": action_items,
    }
    issue = (
        world.as_person("alice")
        .opens_form(REPOSITORY, shipped_forms()["postmortem.yml"], answers, title=title)
        .about
    )
    refresh(world, issue)
    return issue


def refresh(world: World, issue: Issue) -> None:
    where = Where(
        owner="acme",
        name="shop",
        number=issue.number,
        event="issues",
        action="edited",
        title=issue.title,
        body=issue.body,
    )
    token = world.token(REPOSITORY)
    act(connect(world, token), where, today=lambda _: world.now.date(), dry_run=False)


def items(world: World) -> list[Issue]:
    issues = world.repo(REPOSITORY).issues.values()
    return [each for each in issues if any(label.name == "action-item" for label in each.labels)]


def report(world: World) -> Result:
    run = follow_up.Run(
        connection=connect(world, world.token(REPOSITORY)),
        where=Where(owner="acme", name="shop", run="repository", event="schedule"),
        dry_run=False,
    )
    return follow_up.report(run, world.now)


def story(world: World) -> str:
    """What the report that stands tells under “It came back”."""
    (found,) = (
        each
        for each in world.repo(REPOSITORY).issues.values()
        if each.is_open and any(label.name == "postmortem-report" for label in each.labels)
    )
    return found.body.partition("## It came back")[2].partition("## What the figures")[0]


@pytest.fixture
def world() -> World:
    made = repository("private")
    made.limits.enforced = False
    return made


def test_what_was_promised_is_known_however_long_ago_it_was_closed(world: World) -> None:
    at(world, 8, 1)
    filed(world, "First", "- Page on depth @alice due 2026-08-20\n- Add a dashboard @bob due 2026-08-20")
    kept, dropped = items(world)
    at(world, 8, 10)
    world.as_person("alice").closes(kept)
    world.as_person("bob").comments(dropped, "/wontdo the queue goes away")
    run = follow_up.Run(
        connection=connect(world, world.token(REPOSITORY)),
        where=Where(owner="acme", name="shop", run="item", number=dropped.number),
        dry_run=False,
    )
    follow_up.follow_item(run, world.now)
    at(world, 10, 20)
    filed(world, "Second")

    at(world, 12, 20)
    report(world)

    told = story(world)
    assert f"[#{kept.number}]" in told.partition("**Done by then**")[2].partition("**Dropped")[0]
    assert "dropped on 2026-08-10: the queue goes away" in told
    world.advance(timedelta(days=1))
    assert not report(world).plan


def comment(issue: Issue) -> str:
    (found,) = (each.body for each in issue.comments if "postmortem-gh:v1 comment" in each.body)
    return found.partition("### It has happened before")[2].partition("\n**Why")[0]


def test_comment_and_report_say_what_was_done_that_day_whatever_became_of_it(world: World) -> None:
    at(world, 10, 1)
    filed(world, "First", "- Page on depth @alice due 2026-11-20")
    (promise,) = items(world)
    at(world, 10, 10)
    world.as_person("alice").closes(promise)
    at(world, 10, 20)
    second = filed(world, "Second")
    at(world, 10, 21)
    world.as_person("alice").reopens(promise)
    refresh(world, second)

    reopened = comment(second)
    at(world, 10, 25)
    world.as_person("alice").closes(promise, "not_planned")
    refresh(world, second)
    report(world)

    assert "Done by then" in reopened
    assert comment(second) == reopened
    assert "**Done by then**" in story(world)
    assert "dropped" not in story(world)


def test_a_near_miss_before_counts_in_the_comment_as_in_the_report(world: World) -> None:
    at(world, 10, 1)
    answers = {"summary": "It nearly stalled.", "started": "2026-10-01 10:00 UTC", "services": "db"}
    form = shipped_forms()["near-miss.yml"]
    near = world.as_person("alice").opens_form(REPOSITORY, form, answers, title="Nearly").about
    refresh(world, near)
    at(world, 10, 20)
    second = filed(world, "Second")
    report(world)

    assert f"[#{near.number}]" in comment(second)
    assert f"[#{near.number}]" in story(world)


def test_where_nothing_came_back_or_all_was_read_nothing_more_is_asked(world: World) -> None:
    at(world, 10, 1)
    filed(world, "First", "- Page on depth @alice due 2026-11-20")
    alone = connect(world, world.token(REPOSITORY))
    where = Where(owner="acme", name="shop", run="repository", event="schedule")
    follow_up.report(follow_up.Run(connection=alone, where=where, dry_run=True), world.now)

    at(world, 10, 20)
    filed(world, "Second")
    again = connect(world, world.token(REPOSITORY))
    follow_up.report(follow_up.Run(connection=again, where=where, dry_run=True), world.now)

    assert again.requests == alone.requests
