"""The first question: which events are ours. Its answers cost an installation or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from postmortem_gh.workflow.relevance import why_not_ours

FORMS = [path.read_text(encoding="utf-8") for path in Path("templates/forms").resolve().glob("*.yml")]
FILED = (
    "### What happened?\n\nIt stopped.\n\n### Action items\n\n- Page\n\n### Timeline\n\n14:02 it stopped\n"
)
BUG = "### What happened?\n\nIt stopped.\n\n### Version\n\n1\n\n### Where?\n\nhere\n"


def issue(*labels: str, body: str | None = "", **more: Any) -> dict[str, Any]:
    return {"number": 7, "body": body, "labels": [{"name": name} for name in labels], **more}


def ours(event: str, **payload: Any) -> bool:
    return why_not_ours(event, payload, FORMS) == ""


@pytest.mark.parametrize("event", ["schedule", "workflow_dispatch"])
def test_the_report_s_hour_is_ours(event: str) -> None:
    assert ours(event)


@pytest.mark.parametrize(
    "event", ["push", "release", "pull_request_target", "workflow_run", "", "discussion"]
)
def test_events_that_we_do_not_know_are_none_of_ours(event: str) -> None:
    assert not ours(event, action="opened", issue=issue("postmortem"))


@pytest.mark.parametrize("label", ["postmortem", "near-miss", "retrospective", "action-item", "Postmortem"])
@pytest.mark.parametrize("action", ["opened", "closed", "reopened"])
def test_an_issue_with_our_label_is_ours(label: str, action: str) -> None:
    assert ours("issues", action=action, issue=issue("other", label))


@pytest.mark.parametrize("action", ["assigned", "unlabeled", "locked", "pinned", "transferred", "deleted"])
def test_what_else_happens_to_an_issue_is_none_of_ours(action: str) -> None:
    assert not ours("issues", action=action, issue=issue("postmortem"))


def test_a_filed_form_is_ours_also_where_the_repository_lacks_the_label() -> None:
    assert ours("issues", action="opened", issue=issue(body=FILED))


def test_a_filed_form_with_line_ends_of_the_web_page_is_ours() -> None:
    assert ours(
        "issues", action="edited", issue=issue(body=FILED.replace("\n", "\r\n")), changes={"body": {}}
    )


def test_somebody_else_s_form_is_none_of_ours_though_it_shares_a_heading() -> None:
    assert not ours("issues", action="opened", issue=issue("bug", body=BUG))


@pytest.mark.parametrize("part", ["title", "body"])
def test_an_edit_of_title_or_body_is_ours(part: str) -> None:
    assert ours("issues", action="edited", issue=issue("postmortem"), changes={part: {"from": "x"}})


@pytest.mark.parametrize("changes", [{}, {"milestone": {}}, None])
def test_any_other_edit_is_none_of_ours(changes: Any) -> None:
    assert not ours("issues", action="edited", issue=issue("postmortem"), changes=changes)


@pytest.mark.parametrize("label", ["accepted", "postmortem", "near-miss", "retrospective"])
def test_a_label_that_decides_something_is_ours(label: str) -> None:
    assert ours("issues", action="labeled", issue=issue("postmortem", label), label={"name": label})


@pytest.mark.parametrize("label", ["bug", "priority: P1", "overdue", "service:api"])
def test_a_label_that_decides_nothing_is_none_of_ours(label: str) -> None:
    assert not ours("issues", action="labeled", issue=issue("postmortem", label), label={"name": label})


def test_accepted_on_an_issue_of_others_is_none_of_ours() -> None:
    assert not ours("issues", action="labeled", issue=issue("bug", "accepted"), label={"name": "accepted"})


@pytest.mark.parametrize("body", ["/accept", "thanks!\r\n/due 2026-12-15 vendor is late", "  /refresh"])
@pytest.mark.parametrize("label", ["postmortem", "action-item"])
def test_a_command_on_an_issue_of_ours_is_ours(body: str, label: str) -> None:
    assert ours("issue_comment", action="created", issue=issue(label), comment={"body": body})


@pytest.mark.parametrize(
    "body", ["", None, "looks good", "see /var/log/messages", "/usr/bin/true", "1/2 done"]
)
def test_a_comment_without_a_command_is_none_of_ours(body: Any) -> None:
    assert not ours("issue_comment", action="created", issue=issue("postmortem"), comment={"body": body})


@pytest.mark.parametrize("action", ["edited", "deleted"])
def test_a_command_counts_when_its_comment_is_created_and_only_then(action: str) -> None:
    assert not ours("issue_comment", action=action, issue=issue("postmortem"), comment={"body": "/accept"})


def test_a_command_on_an_issue_of_others_is_none_of_ours() -> None:
    assert not ours("issue_comment", action="created", issue=issue("bug"), comment={"body": "/accept"})


def test_a_comment_on_a_pull_request_is_none_of_ours() -> None:
    on = issue("postmortem", pull_request={"url": "…"})
    assert not ours("issue_comment", action="created", issue=on, comment={"body": "/accept"})


def test_what_the_workflow_s_own_account_did_is_none_of_ours() -> None:
    sender = {"login": "github-actions[bot]", "type": "Bot"}
    assert not ours("issues", action="opened", issue=issue("postmortem"), sender=sender)


def test_what_an_app_wrote_with_our_marker_is_none_of_ours() -> None:
    sender = {"login": "some-app[bot]", "type": "Bot"}
    body = "Page on queue depth\n\n<!-- postmortem-gh:v1 item {} -->"
    assert not ours("issues", action="opened", issue=issue("action-item", body=body), sender=sender)


def test_an_incident_that_another_bot_filed_is_ours() -> None:
    sender = {"login": "pager[bot]", "type": "Bot"}
    assert ours("issues", action="opened", issue=issue("postmortem", body=FILED), sender=sender)


def test_a_person_who_pastes_our_marker_cannot_silence_us() -> None:
    body = FILED + "\n<!-- postmortem-gh:v1 item {} -->"
    assert ours(
        "issues",
        action="opened",
        issue=issue("postmortem", body=body),
        sender={"login": "eve", "type": "User"},
    )


@pytest.mark.parametrize("nothing", [None, [], "text", 7])
def test_a_payload_with_holes_is_none_of_ours_and_no_crash(nothing: Any) -> None:
    hollow = {"action": "opened", "issue": nothing, "comment": nothing, "changes": nothing, "sender": nothing}
    for event in ("issues", "issue_comment"):
        assert not ours(event, **hollow)
        assert not ours(event, **{**hollow, "issue": {"labels": nothing and [nothing], "body": nothing}})


@pytest.mark.parametrize("action", ["opened", "synchronize", "reopened"])
def test_new_text_in_a_pull_request_is_ours(action: str) -> None:
    assert ours("pull_request", action=action, pull_request={"number": 3})


def test_a_label_on_a_pull_request_is_none_of_ours() -> None:
    assert not ours("pull_request", action="labeled", pull_request={"number": 3})


def test_a_huge_body_is_judged_quickly() -> None:
    body = "### " * 16_000 + "\n/" * 16_000

    assert not ours("issue_comment", action="created", issue=issue(body=body), comment={"body": body})
