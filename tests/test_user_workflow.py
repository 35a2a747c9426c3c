"""The workflows that a user installs: short, least rights, and a job only for what can matter."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from postmortem_gh.workflow.relevance import why_not_ours
from tests.expressions import evaluate
from tests.runner import ROOT

PATH = ROOT / "templates" / "workflows" / "postmortem.yml"
FORMS = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("templates/forms/*.yml"))]
KINDS = ["postmortem", "near-miss", "retrospective", "action-item"]
# In YAML 1.1, which GitHub's files are, the key `on` reads as true.
ON: Any = True


def workflow(name: str = "postmortem.yml") -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load((PATH.parent / name).read_text(encoding="utf-8"))
    return loaded


def starts_a_job(**event: Any) -> bool:
    (job,) = workflow()["jobs"].values()
    return bool(evaluate(job["if"], {"event": event}))


def issue(*labels: str, body: str = "", **more: Any) -> dict[str, Any]:
    return {"number": 7, "body": body, "labels": [{"name": name} for name in labels], **more}


@pytest.mark.parametrize("name", ["postmortem.yml", "postmortem-lint.yml"])
def test_a_workflow_has_at_most_forty_lines_and_one_step_that_is_ours(name: str) -> None:
    (job,) = workflow(name)["jobs"].values()

    assert len((PATH.parent / name).read_text(encoding="utf-8").splitlines()) <= 40
    assert [step["uses"] for step in job["steps"]] == ["postmortem-gh/postmortem-gh@COMMIT"]


def test_the_workflow_for_organisations_runs_the_action_of_the_commit_that_was_called() -> None:
    """A commit cannot name itself: any pin of ours would run older code than the caller asked for."""
    text = (ROOT / ".github" / "workflows" / "postmortem.yml").read_text(encoding="utf-8")
    (job,) = yaml.safe_load(text)["jobs"].values()

    assert [step["uses"] for step in job["steps"]] == ["$/"]


def test_rights_are_none_at_the_top_and_the_least_at_the_job() -> None:
    (job,) = workflow()["jobs"].values()

    assert workflow()["permissions"] == {}
    assert job["permissions"] == {"contents": "write", "issues": "write", "pull-requests": "write"}


def test_the_lint_of_others_pull_requests_can_only_read() -> None:
    (job,) = workflow("postmortem-lint.yml")["jobs"].values()

    assert workflow("postmortem-lint.yml")["permissions"] == {}
    assert job["permissions"] == {"contents": "read"}


def test_no_event_is_lost_while_another_is_at_work() -> None:
    (job,) = workflow()["jobs"].values()

    assert job["concurrency"]["queue"] == "max"
    assert job["concurrency"]["cancel-in-progress"] is False
    assert job["timeout-minutes"] <= 10


def test_all_events_of_an_issue_wait_in_one_queue_and_the_report_in_its_own() -> None:
    (job,) = workflow()["jobs"].values()
    group = job["concurrency"]["group"]
    assert group.startswith("postmortem-${{ ")
    expression = group.removeprefix("postmortem-${{ ").removesuffix(" }}")

    assert evaluate(expression, {"event": {"issue": issue()}}) == 7
    assert evaluate(expression, {"event": {"schedule": "17 7 * * 1"}}) == "report"


def test_only_the_events_of_the_contract_are_listened_to() -> None:
    assert workflow()[ON]["issues"]["types"] == ["opened", "edited", "closed", "reopened", "labeled"]
    assert workflow()[ON]["issue_comment"]["types"] == ["created"]
    assert set(workflow()[ON]) == {"issues", "issue_comment", "schedule", "workflow_dispatch"}


def test_the_schedule_avoids_the_full_hour() -> None:
    (schedule,) = workflow()[ON]["schedule"]

    assert schedule["cron"].split()[0] not in ("0", "30")
    assert schedule["timezone"]


@pytest.mark.parametrize("event", [{"schedule": "17 7 * * 1"}, {"inputs": None}])
def test_the_report_starts_a_job(event: dict[str, Any]) -> None:
    assert starts_a_job(**event)


@pytest.mark.parametrize("label", KINDS)
@pytest.mark.parametrize("action", ["opened", "edited", "closed", "reopened"])
def test_an_issue_of_ours_starts_a_job(label: str, action: str) -> None:
    assert starts_a_job(action=action, issue=issue("bug", label))


@pytest.mark.parametrize("form", FORMS, ids=["near-miss", "postmortem", "retrospective"])
def test_a_shipped_form_starts_a_job_also_where_its_label_is_missing(form: str) -> None:
    headings = [
        element["attributes"]["label"]
        for element in yaml.safe_load(form)["body"]
        if element["type"] != "markdown"
    ]
    body = "".join(f"### {heading}\n\n_No response_\n\n" for heading in headings)

    assert starts_a_job(action="opened", issue=issue(body=body))
    assert not why_not_ours("issues", {"action": "opened", "issue": issue(body=body)}, FORMS)


@pytest.mark.parametrize("labels", [["bug"], [], ["incident"]])
def test_an_issue_of_others_starts_none(labels: list[str]) -> None:
    assert not starts_a_job(action="opened", issue=issue(*labels, body="It broke"))


@pytest.mark.parametrize(
    "body", ["/accept", "Moved.\n/due 2026-12-15 vendor is late", "Moved.\r\n/done see #4"]
)
def test_a_command_starts_a_job(body: str) -> None:
    assert starts_a_job(action="created", issue=issue("action-item"), comment={"body": body})


@pytest.mark.parametrize("body", ["thanks", "see https://example.org/a", "it is 1/2 done"])
def test_a_plain_comment_starts_none(body: str) -> None:
    assert not starts_a_job(action="created", issue=issue("postmortem"), comment={"body": body})


def test_a_command_on_a_pull_request_starts_none() -> None:
    on = issue("postmortem", pull_request={"url": "…"})

    assert not starts_a_job(action="created", issue=on, comment={"body": "/accept"})


@pytest.mark.parametrize(
    ("label", "starts"), [("accepted", True), ("near-miss", True), ("priority: P1", False)]
)
def test_a_label_starts_a_job_only_if_it_decides_something(label: str, starts: bool) -> None:
    assert starts_a_job(action="labeled", issue=issue("postmortem", label), label={"name": label}) == starts


@pytest.mark.parametrize("labels", [[], ["bug"], ["postmortem"], ["action-item"], ["near-miss", "accepted"]])
@pytest.mark.parametrize("comment", [None, "hello", "/accept", "x\n/due 2026-12-15 y"])
@pytest.mark.parametrize("label", [None, "accepted", "bug"])
@pytest.mark.parametrize("action", ["opened", "edited", "closed", "labeled", "created"])
def test_whatever_the_program_calls_ours_starts_a_job(
    labels: list[str], comment: str | None, label: str | None, action: str
) -> None:
    event: dict[str, Any] = {"action": action, "issue": issue(*labels), "changes": {"body": {}}}
    if comment is not None:
        event["comment"] = {"body": comment}
    if label is not None:
        event["label"] = {"name": label}
    name = "issues" if comment is None else "issue_comment"

    if not why_not_ours(name, event, FORMS):
        assert starts_a_job(**event)
