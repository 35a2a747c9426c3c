"""What the report looks at, on the local GitHub."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from postmortem_gh.config.templates import shipped_forms
from postmortem_gh.github_api.observe_report import observe_report
from postmortem_gh.local_github import World
from postmortem_gh.values.where import Where
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
