"""From a job's environment to where to look, and all that is wrong with it in one pass."""

from __future__ import annotations

import json

import pytest

from postmortem_gh.workflow.event import missing_issue, read_job


def environment(tmp_path, payload, name="issues", **more):
    path = tmp_path / "event.json"
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
    wrong: list[str] = []

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
    wrong: list[str] = []

    job = read_job({"GITHUB_EVENT_NAME": name, "GITHUB_REPOSITORY": "acme/shop"}, wrong)

    assert wrong == []
    assert job.where.run == "repository"


def test_everything_wrong_is_told_in_one_pass():
    wrong: list[str] = []

    read_job({"POSTMORTEM_DRY_RUN": "maybe", "GITHUB_REPOSITORY": "not a repository"}, wrong)

    assert len(wrong) == 4


@pytest.mark.parametrize("payload", ["", "{", "[]", "[" * 100_000, "null", '"x"'])
def test_an_event_file_that_is_none_is_told_and_not_raised(tmp_path, payload):
    wrong: list[str] = []

    read_job(environment(tmp_path, payload), wrong)

    assert len(wrong) == 1


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

    assert "another event" in (missing_issue(job) or "")


@pytest.mark.parametrize(
    ("said", "dry"), [("true", True), ("TRUE", True), ("false", False), ("", False), ("maybe", True)]
)
def test_the_input_dry_run_is_read_and_in_doubt_nothing_is_written(tmp_path, said, dry):
    job = read_job(environment(tmp_path, {"issue": ISSUE}, POSTMORTEM_DRY_RUN=said), [])

    assert job.dry_run is dry
