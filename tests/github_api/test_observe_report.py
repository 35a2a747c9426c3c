"""What the report looks at, on the local GitHub."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from postmortem_gh.config.templates import shipped_forms
from postmortem_gh.decide.item import unanswered, unread
from postmortem_gh.decide.tracking import last_activity
from postmortem_gh.github_api.following import follow_up_roles, observe_item
from postmortem_gh.github_api.observe_report import observe_report
from postmortem_gh.github_api.older import with_older
from postmortem_gh.local_github import World, issues
from postmortem_gh.local_github.model import Issue
from postmortem_gh.values.tracked import COMMENTS_READ
from postmortem_gh.values.where import Where
from postmortem_gh.workflow.follow_up import Run, report
from tests.hub import REPOSITORY, connect
from tests.stories import repository

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
WHERE = Where(owner="acme", name="shop", run="repository")


def filed(world: World, by: str) -> int:
    answers = {"summary": "The queue stalled.", "started": "2026-11-20 14:02 UTC"}
    form = shipped_forms()["postmortem.yml"]
    return world.as_person(by).opens_form(REPOSITORY, form, answers, title="Stall").number


def incidents(world: World) -> list[int]:
    seen = observe_report(connect(world, world.token(REPOSITORY)), WHERE, now=NOW)
    return [each.issue.number for each in seen.incidents]


def test_a_stranger_s_form_is_no_incident_of_the_report_until_it_is_accepted() -> None:
    world = repository("public")
    world.user("mallory")
    ours, theirs = filed(world, "alice"), filed(world, "mallory")
    assert incidents(world) == [ours]

    world.as_person("carol").labels(world.issue(REPOSITORY, theirs), "accepted")

    assert incidents(world) == [ours, theirs]


def test_where_outsiders_cannot_file_every_form_counts() -> None:
    world = repository("private")
    world.grant(REPOSITORY, "dave", "read")
    number = filed(world, "dave")

    assert incidents(world) == [number]


def test_an_older_server_that_does_not_know_what_blocks_an_issue_is_asked_without_it() -> None:
    world = repository("private")
    github = connect(world, world.token(REPOSITORY))
    newer, message = github._send, "Field 'blockedBy' doesn't exist on type 'Issue'"

    def older(method: str, address: str, content: Any) -> tuple[int, Mapping[str, str], str]:
        if "blockedBy" in str(content):
            error = {"message": message, "extensions": {"code": "undefinedField"}}
            return 200, {}, json.dumps({"errors": [error]})
        return newer(method, address, content)

    github._send = older
    world.as_person("carol").makes_label(REPOSITORY, "action-item")
    world.as_person("alice").opens_issue(REPOSITORY, "Item", "text", labels=["action-item"])

    assert len(observe_report(github, WHERE, now=NOW).items) == 1


def test_its_items_are_its_own_however_the_repository_was_spelled() -> None:
    world = repository("private")
    world.as_person("carol").makes_label(REPOSITORY, "action-item")
    world.as_person("alice").opens_issue(REPOSITORY, "Item", "text", labels=["action-item"])
    shouted = Where(owner="ACME", name="Shop", run="repository")

    seen = observe_report(connect(world, world.token(REPOSITORY)), shouted, now=NOW)

    assert seen.items[0].repository == seen.repository.full_name


def test_a_hundred_items_are_one_request() -> None:
    world = repository("private")
    world.limits.enforced = False
    world.as_person("carol").makes_label(REPOSITORY, "action-item")
    for number in range(120):
        world.as_person("alice").opens_issue(REPOSITORY, f"Item {number}", "text", labels=["action-item"])
    connection = connect(world, world.token(REPOSITORY))

    seen = observe_report(connection, WHERE, now=NOW)

    assert len(seen.items) == 120
    assert connection.requests == 2


def test_of_an_item_s_comments_the_newest_are_read_as_many_as_decide_is_told() -> None:
    world = repository("private")
    world.limits.enforced = False
    world.as_person("carol").makes_label(REPOSITORY, "action-item")
    item = world.as_person("alice").opens_issue(REPOSITORY, "Item", "text", labels=["action-item"]).about
    for number in range(COMMENTS_READ + 5):
        world.as_person("alice").comments(item, str(number))

    (seen,) = observe_report(connect(world, world.token(REPOSITORY)), WHERE, now=NOW).items

    assert [each.body for each in seen.comments] == [str(number + 5) for number in range(COMMENTS_READ)]


def talk(world: World, item: Issue, comments: int) -> None:
    for number in range(comments):
        world.as_person("alice").comments(item, str(number))


@pytest.mark.parametrize(("comments", "requests"), [(COMMENTS_READ - 1, 0), (COMMENTS_READ, 1), (230, 2)])
def test_a_command_is_heard_however_much_was_said_after_it(
    item_of_carol_s_token, comments: int, requests: int
) -> None:
    world, item, token = item_of_carol_s_token
    world.as_person("carol").comments(item, "/owner @bob")
    talk(world, item, comments)
    weekly, own = connect(world, token), connect(world, token)
    seen = observe_report(weekly, WHERE, now=NOW)
    before = weekly.requests

    (found,) = with_older(weekly, seen.items)
    alone = observe_item(own, replace(WHERE, number=item.number))

    assert [each.command.name for each in unanswered(found.comments)] == ["owner"]
    assert alone is not None
    assert alone.tracked.comments == found.comments
    assert [each.body for each in found.comments[1:]] == [str(number) for number in range(comments)]
    assert weekly.requests - before == requests


def test_before_our_own_answer_nothing_more_is_read(item_of_carol_s_token) -> None:
    world, item, token = item_of_carol_s_token
    talk(world, item, 150)
    world.as_person("carol").reacts(item.comments[100], "THUMBS_UP")
    connection = connect(world, token)
    seen = observe_report(connection, WHERE, now=NOW)
    before = connection.requests

    assert with_older(connection, seen.items) == seen.items
    assert connection.requests == before
    assert unread(seen.items) == ()


def test_what_a_run_does_not_read_is_told(item_of_carol_s_token, monkeypatch: pytest.MonkeyPatch) -> None:
    world, item, token = item_of_carol_s_token
    talk(world, item, 250)
    monkeypatch.setattr("postmortem_gh.github_api.older.MOST_READS", 1)

    result = report(Run(connection=connect(world, token), where=WHERE, dry_run=True), NOW)

    assert [each for each in result.notices if "too many comments" in each]
    assert f"#{item.number}" in result.notices[0]


@pytest.fixture
def item_of_carol_s_token() -> tuple[World, Issue, str]:
    """An action item, where the job's token is a person's own: what carol says is written by our account."""
    world = repository("private")
    world.limits.enforced = False
    world.as_person("carol").makes_label(REPOSITORY, "action-item")
    item = world.as_person("alice").opens_issue(REPOSITORY, "Item", "text", labels=["action-item"]).about
    return world, item, world.token(user="carol")


def test_a_person_s_own_command_counts_where_the_token_is_theirs(item_of_carol_s_token) -> None:
    world, item, token = item_of_carol_s_token
    world.as_person("carol").comments(item, "/owner @bob")
    connection = connect(world, token)

    seen = observe_item(connection, replace(WHERE, number=item.number))
    whole = observe_report(connection, WHERE, now=NOW)

    assert seen is not None
    assert seen.roles == {"carol": "maintain"}
    assert set(seen.user_ids) == {"bob"}
    assert follow_up_roles(connection, whole) == {"carol": "maintain"}


def test_who_was_answered_is_not_asked_for(item_of_carol_s_token) -> None:
    world, item, token = item_of_carol_s_token
    world.as_person("alice").comments(item, "/owner @bob")
    world.as_person("carol").reacts(item.comments[0], "THUMBS_UP")

    seen = observe_item(connect(world, token), replace(WHERE, number=item.number))

    assert seen is not None
    assert (seen.roles, seen.user_ids) == ({}, {})


def test_labels_beyond_the_first_hundred_are_known_to_the_run_on_an_item(item_of_carol_s_token) -> None:
    world, item, token = item_of_carol_s_token
    for number in range(150):
        world.label(world.repo(REPOSITORY), f"area:{number:03}")
    world.as_person("carol").makes_label(REPOSITORY, "overdue")
    connection = connect(world, token)

    seen = observe_item(connection, replace(WHERE, number=item.number))

    assert seen is not None
    assert {"overdue", "area:149"} <= seen.repository.labels.keys()
    assert connection.requests == 2


def test_a_document_whose_date_was_set_to_a_year_that_nobody_means_is_dated_by_its_issue() -> None:
    world = repository("private")
    number = filed(world, "alice")
    for day in ("0001-01-01", "9999-12-31"):
        text = f'---\nid: "postmortem-{number}"\ndate: "{day}"\n---\n'
        world.put_files(REPOSITORY, {f"postmortems/2026/{day}-stall.md": text})

    seen = observe_report(connect(world, world.token(REPOSITORY)), WHERE, now=NOW)

    assert seen.documents == ()
    assert [each.day for each in seen.incidents] == [world.now.date()]


def test_the_report_reads_the_file_that_the_settings_extend_once() -> None:
    world = repository("private")
    commit = world.put_files(REPOSITORY, {"base.yml": "timezone: Europe/Berlin\n"})
    world.put_files(REPOSITORY, {".github/postmortem.yml": f"extends: {REPOSITORY}//base.yml@{commit}\n"})
    connection = connect(world, world.token(REPOSITORY))
    send, asked = connection._send, []

    def listening(method: str, address: str, content: object) -> object:
        asked.append(address)
        return send(method, address, content)

    connection._send = listening
    report(Run(connection=connection, where=WHERE, dry_run=True), NOW)

    assert len([each for each in asked if "base.yml" in each]) == 1


def item_with_a_pull_request(says: str) -> tuple[World, Issue, Issue]:
    """An action item by alice, and bob's pull request that says this before the item's number."""
    world = repository("private")
    alice, bob = world.as_person("alice"), world.as_person("bob")
    alice.makes_label(REPOSITORY, "action-item")
    item = alice.opens_issue(REPOSITORY, "Page on depth", "", labels=["action-item"]).about
    world.put_files(REPOSITORY, {"x.txt": "1"}, branch="alert")
    pull = bob.opens_pull(REPOSITORY, head="alert", title="Alert", body=f"{says} #{item.number}.")
    return world, item, world.issue(REPOSITORY, pull.number)


@pytest.mark.parametrize(("says", "proves"), [("Found while reading", False), ("Fixes", True)])
def test_a_merged_pull_request_proves_an_item_done_where_it_says_that_it_closes_it(
    says: str, proves: bool
) -> None:
    world, item, pull = item_with_a_pull_request(says)
    world.as_person("alice").closes(item)  # before the merge could
    world.as_person("bob").merges(pull)

    (seen,) = observe_report(connect(world, world.token(REPOSITORY)), WHERE, now=NOW).items

    assert bool(seen.closed_by) == proves


def test_a_pull_request_merged_before_the_item_was_reopened_proves_nothing() -> None:
    world, item, pull = item_with_a_pull_request("Fixes")
    world.as_person("bob").merges(pull)
    world.as_person("alice").reopens(item)
    world.as_person("alice").closes(item)

    (seen,) = observe_report(connect(world, world.token(REPOSITORY)), WHERE, now=NOW).items

    assert seen.closed_by is None


def active_on(world: World) -> date:
    (seen,) = observe_report(connect(world, world.token(REPOSITORY)), WHERE, now=NOW).items
    return last_activity(seen, lambda moment: moment.date())


def test_activity_is_what_people_did_and_not_what_bots_did_or_what_mentions_it() -> None:
    world = repository("private")
    world.user("renovate", kind="Bot")
    world.grant(REPOSITORY, "renovate", "write")
    world.as_person("carol").makes_label(REPOSITORY, "action-item")
    item = world.as_person("alice").opens_issue(REPOSITORY, "Item", "text", labels=["action-item"]).about
    began = world.now.date()

    world.advance(timedelta(days=9))
    world.as_person("renovate").labels(item, "triaged")
    world.as_person("renovate").comments(item, "Rebased.")
    world.as_person("alice").opens_issue(REPOSITORY, "Another", f"As in #{item.number}.")

    assert active_on(world) == began

    world.as_person("bob").labels(item, "hard")

    assert active_on(world) == world.now.date() == began + timedelta(days=9)


def test_our_own_edit_hides_no_edit_of_a_person() -> None:
    world = repository("private")
    world.as_person("carol").makes_label(REPOSITORY, "action-item")
    item = world.as_person("alice").opens_issue(REPOSITORY, "Item", "text", labels=["action-item"]).about
    world.advance(timedelta(days=5))
    world.as_person("bob").edits_body(item, "text and progress")
    edited = world.now.date()

    world.advance(timedelta(days=5))
    ours = world.session(world.token(REPOSITORY))
    assert ours is not None
    issues.edit_issue(ours, item, body="text, progress and our block")

    assert active_on(world) == edited


def test_what_happens_to_a_closed_pull_request_is_no_work_on_the_item() -> None:
    world, _, pull = item_with_a_pull_request("For")
    world.advance(timedelta(days=5))
    world.as_person("bob").merges(pull)
    merged = world.now.date()

    world.advance(timedelta(days=5))
    world.as_person("bob").labels(pull, "released")

    assert active_on(world) == merged
