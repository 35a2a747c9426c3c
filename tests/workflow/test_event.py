"""From a job's environment to where to look, and all that is wrong with it in one pass."""

from __future__ import annotations

import json

import pytest

from postmortem_gh.github_api.environment import Wrong
from postmortem_gh.workflow.event import missing_issue, read_job


def environment(tmp_path, payload, name="issues", **more):
    path = tmp_path / "event.json"
    if payload is not None:
        path.write_text(payload if isinstance(payload, str) else json.dumps(payload))
    return {
        "GITHUB_EVENT_NAME": name,
        "GITHUB_EVENT_PATH": str(path),
        "GITHUB_REPOSITORY": "acme/shop",
    } | more


ISSUE = {
    "number": 12,
    "title": "Queue stalled",
    "body": None,
    "labels": [{"name": "postmortem"}],
    "user": None,
}


def test_an_issue_event_says_which_issue(tmp_path):
    wrong: list[Wrong] = []

    job = read_job(environment(tmp_path, {"action": "opened", "issue": ISSUE}), wrong)

    assert wrong == []
    assert (job.where.owner, job.where.name, job.where.number) == ("acme", "shop", 12)
    assert (job.where.run, job.where.body, job.where.stranger) == ("postmortem", "", "")
    assert not job.dry_run


def test_an_action_items_event_is_a_run_on_that_item(tmp_path):
    issue = ISSUE | {"labels": [{"name": "Action-Item"}]}

    job = read_job(environment(tmp_path, {"action": "created", "issue": issue}, "issue_comment"), [])

    assert job.where.run == "item"


@pytest.mark.parametrize("name", ["schedule", "workflow_dispatch"])
def test_a_schedule_is_about_the_whole_repository_and_needs_no_payload(name):
    wrong: list[Wrong] = []

    job = read_job({"GITHUB_EVENT_NAME": name, "GITHUB_REPOSITORY": "acme/shop"}, wrong)

    assert wrong == []
    assert job.where.run == "repository"


def test_everything_wrong_is_told_in_one_pass():
    wrong: list[Wrong] = []

    read_job({"POSTMORTEM_DRY_RUN": "maybe", "GITHUB_REPOSITORY": "not a repository"}, wrong)

    assert len(wrong) == 4


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (" \n", "it is empty"),
        ('{"action": "opened",\n', "no JSON from line 2, column 1 on"),
        ("[]", "it holds a list"),
        ("[" * 100_000, "nested too deeply"),
        ("null", "a single value"),
        ('"x"', "a single value"),
        ("\udcff", "not UTF-8"),
        (f'{{"issue": {{"number": {"9" * 5000}}}}}', "4300 digits"),
    ],
    ids=["empty", "broken", "list", "deep", "null", "text", "not UTF-8", "a number without end"],
)
def test_an_event_file_that_is_none_is_told_with_its_reason_and_not_raised(tmp_path, payload, why):
    (tmp_path / "event.json").write_bytes(payload.encode("utf-8", "surrogateescape"))
    wrong: list[Wrong] = []

    read_job(environment(tmp_path, None), wrong)

    assert len(wrong) == 1
    assert why in wrong[0].why
    assert str(tmp_path / "event.json") in wrong[0].what
    assert "GITHUB_EVENT_PATH" in wrong[0].fix


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"issue": None},
        {"issue": []},
        {"issue": {"number": "12"}},
        {"issue": {"number": True, "labels": None}},
    ],
)
def test_a_payload_of_another_event_is_told(tmp_path, payload):
    job = read_job(environment(tmp_path, payload), [])

    assert "another event" in str(missing_issue(job))


@pytest.mark.parametrize(
    ("said", "dry"), [("true", True), ("TRUE", True), ("false", False), ("", False), ("maybe", True)]
)
def test_the_input_dry_run_is_read_and_in_doubt_nothing_is_written(tmp_path, said, dry):
    job = read_job(environment(tmp_path, {"issue": ISSUE}, POSTMORTEM_DRY_RUN=said), [])

    assert job.dry_run is dry
