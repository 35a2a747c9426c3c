"""Issues that a team attached to a postmortem: promises without our label, read beside the lists."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from postmortem_gh.github_api.observe_report import observe_report
from postmortem_gh.local_github import World
from postmortem_gh.local_github.model import Issue
from postmortem_gh.values.tracked import ReportSnapshot, Tracked
from postmortem_gh.values.where import Where
from postmortem_gh.workflow import follow_up
from tests.hub import REPOSITORY, connect
from tests.stories import Week, filed, repository

WHERE = Where(owner="acme", name="shop", run="repository")


@pytest.fixture
def attached() -> tuple[World, Issue]:
    """An issue of the team's own that a form named with a date."""
    world = repository("private")
    own = world.as_person("alice").opens_issue(REPOSITORY, "Old idea", "Our own words").about
    filed(world, action_items=f"- #{own.number} @alice due 2026-12-01").run()
    return world, own


def seen(world: World) -> ReportSnapshot:
    return observe_report(connect(world, world.token(REPOSITORY)), WHERE, now=world.now)


def one(world: World) -> Tracked:
    (item,) = seen(world).items
    return item


def merge(world: World) -> None:
    pull = next(each for each in world.repo(REPOSITORY).issues.values() if each.is_pull)
    world.as_person("bob").merges(pull, delete_branch=True)


def test_an_attached_issue_is_an_item_of_its_postmortem(attached: tuple[World, Issue]) -> None:
    world, own = attached

    item = one(world)

    assert (item.issue.number, item.attached, item.repository) == (own.number, True, REPOSITORY)
    assert item.parent_title == "Checkout queue stalled"


def test_its_date_is_the_one_that_the_document_tells(attached: tuple[World, Issue]) -> None:
    world, _ = attached
    assert one(world).promised_due is None

    merge(world)

    assert one(world).promised_due == date(2026, 12, 1)


def test_it_is_told_in_the_report_and_never_edited(attached: tuple[World, Issue]) -> None:
    world, own = attached
    merge(world)
    world.as_person("alice").comments(own, "/due 2027-01-15 it takes longer")
    world.advance(timedelta(days=30))
    before = (own.body, list(own.labels), len(own.comments))

    week = Week(world)
    week.run()

    report = next(each for each in world.repo(REPOSITORY).issues.values() if "weekly report" in each.title)
    assert "Old idea | nobody yet | was due 2026-12-01" in report.body
    assert "box move" not in report.body
    assert "On the action item, comment" not in report.body
    assert (own.body, list(own.labels), len(own.comments)) == before
    assert week.run().result.plan.changes == ()


def test_one_that_is_closed_is_told_for_as_long_as_others(attached: tuple[World, Issue]) -> None:
    world, own = attached
    world.as_person("alice").closes(own)
    assert not one(world).issue.is_open

    world.advance(timedelta(days=91))

    assert seen(world).items == ()


def test_a_postmortem_below_a_postmortem_is_no_action_item(attached: tuple[World, Issue]) -> None:
    world, own = attached
    inner = filed(world, title="Second", action_items="").event.about
    world.as_person("carol").attaches(own.parent, inner)

    assert one(world).issue.number == own.number


def test_what_is_attached_here_and_an_action_item_elsewhere_is_counted_once(
    attached: tuple[World, Issue],
) -> None:
    world, own = attached
    world.repository("acme/pay", visibility="private", grants={"ada": "admin"}, labels=("action-item",))
    world.grant(REPOSITORY, "ada", "admin")
    there = world.as_person("ada").opens_issue("acme/pay", "Theirs", "text", labels=["action-item"]).about
    world.as_person("ada").attaches(own.parent, there)
    run = follow_up.Run(connection=connect(world, world.token(user="ada")), where=WHERE, dry_run=False)

    follow_up.report(run, world.now, (Where(owner="acme", name="pay"),))

    report = next(each for each in world.repo(REPOSITORY).issues.values() if "weekly report" in each.title)
    assert "**2 open action items" in report.body


def test_more_than_a_hundred_are_read_in_pages(attached: tuple[World, Issue]) -> None:
    world, own = attached
    world.limits.enforced = False
    second = filed(world, title="Second", action_items="").event.about
    for number in range(110):
        parent = own.parent if number < 60 else second
        world.as_person("alice").opens_issue(REPOSITORY, f"Task {number}", "text", parent=parent)
    connection = connect(world, world.token(REPOSITORY))

    items = observe_report(connection, WHERE, now=world.now).items

    assert len(items) == 111
    assert connection.requests == 3


def of_service(world: World, title: str, action_items: str = "") -> None:
    """An incident of the service checkout-api that happens and is filed now."""
    began = world.now.strftime("%Y-%m-%d %H:%M UTC")
    filed(world, title=title, action_items=action_items, started=began, detected="", resolved="").run()


def report_of(world: World) -> str:
    run = follow_up.Run(connection=connect(world, world.token(REPOSITORY)), where=WHERE, dry_run=False)
    follow_up.report(run, world.now)
    (body,) = (each.body for each in world.repo(REPOSITORY).issues.values() if "weekly report" in each.title)
    return body


@pytest.mark.parametrize("renamed", [False, True])
def test_what_was_promised_before_it_came_back_is_told_however_long_ago_it_was_closed(renamed: bool) -> None:
    world = repository("private")
    world.limits.enforced = False
    own = world.as_person("alice").opens_issue(REPOSITORY, "Old idea", "Our own words").about
    of_service(world, "First", f"- #{own.number}\n- Page on depth @alice due 2027-06-01")
    (promise,) = (
        each
        for each in world.repo(REPOSITORY).issues.values()
        if any(label.name == "action-item" for label in each.labels)
    )
    world.advance(timedelta(days=3))
    world.as_person("alice").closes(own)
    world.as_person("alice").closes(promise, "not_planned")
    if renamed:
        world.as_person("carol").renames_label(REPOSITORY, "action-item", "promise")
    world.advance(timedelta(days=60))
    of_service(world, "Second")
    world.advance(timedelta(days=60))

    told = report_of(world)

    assert f"[#{own.number}]" in told.partition("**Done by then**")[2].partition("**Dropped by then**")[0]
    assert f"[#{promise.number}]" in told.partition("**Dropped by then**")[2]
    assert "1 of 2 promises was dropped before it came back" in told


def test_the_comment_on_what_came_back_knows_its_date_as_the_report_does() -> None:
    world = repository("private")
    world.limits.enforced = False
    own = world.as_person("alice").opens_issue(REPOSITORY, "Old idea", "Our own words").about
    due = world.now.date() + timedelta(days=5)
    of_service(world, "First", f"- #{own.number} due {due}")
    merge(world)
    world.advance(timedelta(days=20))
    of_service(world, "Second")

    second = next(each for each in world.repo(REPOSITORY).issues.values() if each.title.endswith("Second"))
    (comment,) = (each.body for each in second.comments if "It has happened before" in each.body)

    assert f"Old idea, due {due}: overdue for 15 days that day" in comment
    assert f"overdue for 15 days then (was due {due})" in report_of(world)
