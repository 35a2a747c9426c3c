"""The run on one action item: whose word counts there."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from postmortem_gh.documents import item as page
from postmortem_gh.github_api.following import MOST_PEOPLE
from postmortem_gh.local_github import World
from postmortem_gh.local_github.model import Issue
from postmortem_gh.values.where import Where
from postmortem_gh.workflow import follow_up
from tests.decide.worlds import body
from tests.hub import REPOSITORY, connect
from tests.stories import repository


@pytest.mark.parametrize("run_by", [None, "carol"], ids=["a job's token", "the person's own token"])
def test_a_command_counts_also_where_the_token_is_that_person_s(run_by: str | None) -> None:
    world = repository("private")
    carol = world.as_person("carol")
    carol.makes_label(REPOSITORY, "action-item")
    text = body(date(2026, 12, 1))
    number = carol.opens_issue(REPOSITORY, "Page on queue depth", text, labels=["action-item"]).number
    carol.comments(world.issue(REPOSITORY, number), "/due 2026-12-20 the vendor is late")
    token = world.token(user=run_by) if run_by else world.token(REPOSITORY)
    run = follow_up.Run(
        connection=connect(world, token),
        where=Where(owner="acme", name="shop", run="item", number=number),
        dry_run=False,
        today=date(2026, 11, 24),
    )

    follow_up.follow_item(run, datetime(2026, 11, 24, 12, tzinfo=UTC))

    assert page.read(world.issue(REPOSITORY, number).body).due == date(2026, 12, 20)


@pytest.mark.parametrize("leaves", [False, True], ids=["who stays", "who may no longer be assigned"])
@pytest.mark.parametrize("weekly", [False, True], ids=["the item's run", "the report's run"])
def test_handing_over_takes_the_owner_before_off(weekly: bool, leaves: bool) -> None:
    world = repository("private")
    carol = world.as_person("carol")
    carol.makes_label(REPOSITORY, "action-item")
    text = body(date(2026, 12, 1))
    number = carol.opens_issue(REPOSITORY, "Page on queue depth", text, labels=["action-item"]).number
    item = world.issue(REPOSITORY, number)
    carol.assigns(item, "bob")
    carol.comments(item, "/owner @carol")
    if leaves:
        world.grant(REPOSITORY, "bob", "none")
    run = follow_up.Run(
        connection=connect(world, world.token(REPOSITORY)),
        where=Where(owner="acme", name="shop", run="item", number=number),
        dry_run=False,
    )

    (follow_up.report if weekly else follow_up.follow_item)(run, world.now)

    assert [each.login for each in item.assignees] == ["carol"]


def test_a_repository_named_twice_is_counted_once() -> None:
    world = repository("private")
    carol = world.as_person("carol")
    carol.makes_label(REPOSITORY, "action-item")
    carol.opens_issue(REPOSITORY, "Page on queue depth", body(date(2026, 1, 1)), labels=["action-item"])
    home = Where(owner="acme", name="empty", run="repository")
    world.repository("acme/empty", visibility="private", grants={"carol": "admin"})
    shops = (Where(owner="acme", name="shop"), Where(owner="ACME", name="Shop"))
    run = follow_up.Run(connection=connect(world, world.token(user="carol")), where=home, dry_run=False)

    follow_up.report(run, world.now, (*shops, Where(owner="Acme", name="EMPTY")))

    (written,) = world.repo("acme/empty").issues.values()
    assert "**1 open action item" in written.body


@pytest.mark.parametrize("weekly", [False, True], ids=["the item's run", "the report's run"])
def test_whoever_is_beyond_those_that_a_run_asks_for_is_heard_by_the_next(weekly: bool) -> None:
    world = repository("public")
    world.limits.enforced = False
    carol = world.as_person("carol")
    carol.makes_label(REPOSITORY, "action-item")
    number = carol.opens_issue(REPOSITORY, "Page", body(date(2026, 12, 1)), labels=["action-item"]).number
    item = world.issue(REPOSITORY, number)
    for stranger in (f"a-{each}" for each in range(MOST_PEOPLE)):
        world.user(stranger)
        world.as_person(stranger).comments(item, "/wontdo")
    carol.comments(item, "/due 2026-12-20 the vendor is late")
    run = follow_up.Run(
        connection=connect(world, world.token(REPOSITORY)),
        where=Where(owner="acme", name="shop", run="item", number=number),
        dry_run=False,
    )
    follow = follow_up.report if weekly else follow_up.follow_item

    follow(run, world.now)
    first = [reaction.content for reaction in item.comments[MOST_PEOPLE].reactions]
    follow(run, world.now)

    assert first == []
    assert [reaction.content for reaction in item.comments[MOST_PEOPLE].reactions] == ["THUMBS_UP"]
    assert page.read(item.body).due == date(2026, 12, 20)


def overdue_item() -> tuple[World, Issue]:
    """By carol, in a repository where dora may lock it."""
    world = repository("private")
    world.grant(REPOSITORY, "dora", "admin")
    carol = world.as_person("carol")
    carol.makes_label(REPOSITORY, "action-item")
    number = carol.opens_issue(REPOSITORY, "Page", body(date(2026, 1, 1)), labels=["action-item"]).number
    return world, world.issue(REPOSITORY, number)


@pytest.mark.parametrize("said", [None, "/due soonish"], ids=["a reminder", "a reply"])
def test_a_lock_is_a_decision_that_the_weekly_run_tells_and_respects(said: str | None) -> None:
    world, item = overdue_item()
    if said:
        world.as_person("carol").comments(item, said)
    before = len(item.comments)
    world.as_person("dora").locks(item)
    run = follow_up.Run(
        connection=connect(world, world.token(REPOSITORY)),
        where=Where(owner="acme", name="shop", run="repository"),
        dry_run=False,
    )

    first, second = follow_up.report(run, world.now), follow_up.report(run, world.now)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert len(item.comments) == before
    assert "overdue" in {label.name for label in item.labels}
    assert [each for each in first.notices if f"#{item.number} is locked" in each]
    assert not second.plan


def test_a_lock_that_comes_in_between_turns_no_run_red() -> None:
    world, item = overdue_item()
    world.as_person("carol").comments(item, "/due soonish")
    run = follow_up.Run(
        connection=connect(world, world.token(REPOSITORY)),
        where=Where(owner="acme", name="shop", run="item", number=item.number),
        dry_run=False,
        show=lambda *_: None if item.locked else world.as_person("dora").locks(item),
    )

    result = follow_up.follow_item(run, world.now)

    assert result.exit_code == 0
    assert [each.refusal.code for each in result.refused] == ["locked"]
    assert [reaction.content for reaction in item.comments[0].reactions] == ["CONFUSED"]


def test_an_indented_command_that_started_no_job_is_heard_by_the_next_run() -> None:
    world, item = overdue_item()
    world.as_person("carol").comments(item, "Sorry.\n\n  /due 2026-12-20 the vendor is late")
    run = follow_up.Run(
        connection=connect(world, world.token(REPOSITORY)),
        where=Where(owner="acme", name="shop", run="repository"),
        dry_run=False,
        today=date(2026, 11, 24),
    )

    follow_up.report(run, datetime(2026, 11, 24, 12, tzinfo=UTC))

    assert page.read(item.body).due == date(2026, 12, 20)
