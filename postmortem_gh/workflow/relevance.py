"""The first question of every run: is this event one of ours at all?

Asked by script/action.py before anything is downloaded or installed, and by
`postmortem-gh action` once more. So it knows the event's own payload and the
shipped forms' texts, imports nothing, and when in doubt says yes: what an
issue holds now is read later anyway. Payloads: https://docs.github.com/webhooks
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

KINDS = frozenset({"postmortem", "near-miss", "retrospective"})
OURS = KINDS | {"action-item", "postmortem-report"}
MARKER = "<!-- postmortem-gh:"
ALWAYS = frozenset({"schedule", "workflow_dispatch", "repository_dispatch"})
ISSUE_ACTIONS = frozenset({"opened", "edited", "closed", "reopened", "labeled"})
PULL_REQUEST_ACTIONS = frozenset({"opened", "synchronize", "reopened", "ready_for_review"})
HEADINGS_OF_A_FORM = 3  # a bug report may share a heading or two with our forms; three are no accident


def why_not_ours(event: str, payload: Mapping[str, Any], forms: Iterable[str]) -> str:
    """Why this event asks for nothing, in words for the log; empty when it may ask for something.

    `forms` are the shipped forms' texts: an issue filed by one of them is ours
    also where the repository lacks the form's label, which GitHub then drops
    without a word.
    """
    if event in ALWAYS:
        return ""
    if event == "pull_request":
        acts = payload.get("action") in PULL_REQUEST_ACTIONS
        return "" if acts else "this change of a pull request leaves its files as they are"
    if event == "issues":
        return _why_not_this_issue(payload, forms)
    if event == "issue_comment":
        return _why_not_this_comment(payload, forms)
    return f"`{event}` is no event of ours"


def _why_not_this_issue(payload: Mapping[str, Any], forms: Iterable[str]) -> str:
    action, issue = payload.get("action"), _object(payload, "issue")
    changes = _object(payload, "changes")
    if action not in ISSUE_ACTIONS:
        return f"an issue that was {action} asks for nothing"
    if action == "edited" and not ("body" in changes or "title" in changes):
        return "neither title nor body was edited"
    if action == "labeled" and _name(_object(payload, "label")) not in KINDS | {"accepted"}:
        return "that label is none of ours"
    if action in ("opened", "edited") and _wrote_it_ourselves(payload, issue):
        return "we wrote this ourselves"
    return "" if _is_ours(issue, forms) else "the issue is neither a postmortem nor an action item"


def _why_not_this_comment(payload: Mapping[str, Any], forms: Iterable[str]) -> str:
    issue, comment = _object(payload, "issue"), _object(payload, "comment")
    if payload.get("action") != "created":
        return "a command counts when its comment is created, and only then"
    if issue.get("pull_request"):
        return "commands are for issues; this comment is on a pull request"
    if _wrote_it_ourselves(payload, comment):
        return "we wrote this ourselves"
    if not _commands(_text(comment, "body")):
        return "the comment holds no command"
    return "" if _is_ours(issue, forms) else "the issue is neither a postmortem nor an action item"


def _is_ours(issue: Mapping[str, Any], forms: Iterable[str]) -> bool:
    if any(_name(label) in OURS for label in issue.get("labels") or ()):
        return True
    body = _text(issue, "body")
    return MARKER in body or _looks_filed(body, forms)


def _looks_filed(body: str, forms: Iterable[str]) -> bool:
    """Whether one shipped form has at least three of the body's headings among its labels."""
    lines = (line.strip() for line in body.splitlines())
    headings = {line.lstrip("#").strip() for line in lines if line.startswith("#")}
    if len(headings) < HEADINGS_OF_A_FORM:
        return False
    return any(len(headings & _labels(form)) >= HEADINGS_OF_A_FORM for form in forms)


def _labels(form: str) -> set[str]:
    """The labels of a form, without reading it as YAML: our own forms keep each on its own line."""
    values = (line.partition("label:")[2].strip() for line in form.splitlines())
    return {value.strip("\"'") for value in values if value}


def _commands(body: str) -> bool:
    """Whether a line begins as a command does; which ones count is intake/slash's to say."""
    lines = (line.strip() for line in body.splitlines())
    words = (line[1:].split(maxsplit=1)[:1] for line in lines if line.startswith("/"))
    return any(word[0].replace("-", "").isalpha() for word in words if word)


def _wrote_it_ourselves(payload: Mapping[str, Any], what: Mapping[str, Any]) -> bool:
    # With GITHUB_TOKEN our own writes start no run; with an App's token they do, under a name that we
    # don't know beforehand, so the marker tells.
    sender = _object(payload, "sender")
    if sender.get("login") == "github-actions[bot]":
        return True
    return sender.get("type") == "Bot" and MARKER in _text(what, "body")


def _name(label: Any) -> str:
    return _text(label, "name").lower() if isinstance(label, dict) else ""


def _object(parent: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A part of the payload; empty where it is null, as for deleted people, or missing."""
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _text(parent: Mapping[str, Any], key: str) -> str:
    value = parent.get(key)
    return value if isinstance(value, str) else ""
