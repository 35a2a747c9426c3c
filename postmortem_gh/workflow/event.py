"""From a job's environment and its event file to where to look; nothing is asked of GitHub.

Used by cli/action. All that is wrong with the environment is told in one
pass. The payload is a photograph of the moment of the event (a re-run replays
it), so only names and numbers are taken from it; what counts is read later.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, TypeGuard

from postmortem_gh.github_api.environment import Wrong
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.where import MEMBERS, Run, Where

_REPOSITORY = pattern(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}/[A-Za-z0-9._-]{1,100}")
_YES, _NO = ("true", "yes", "1", "on"), ("", "false", "no", "0", "off")
_AS_A_JOB = "let action.yml start the command, or set the variable as a job has it"
_A_PAYLOAD = (
    "let GITHUB_EVENT_PATH name the payload of the event that GITHUB_EVENT_NAME says, as the runner does; "
    'an issue\'s begins {"action": "opened", "issue": {"number": 1, …'
)
WHOLE_REPOSITORY = ("schedule", "workflow_dispatch", "repository_dispatch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What the environment of a job says."""

    where: Where
    payload: Mapping[str, Any] = field(default_factory=dict, repr=False)
    dry_run: bool = False
    summary: str | None = None  # path of the file for the job's summary
    output: str | None = None


def read_job(environment: Mapping[str, str], wrong: list[Wrong]) -> Job:
    """The job; adds to ``wrong`` each thing that cannot be right."""
    name = environment.get("GITHUB_EVENT_NAME", "")
    if not name:
        wrong.append(Wrong("GITHUB_EVENT_NAME is not set", "it says what happened", _AS_A_JOB))
    repository = environment.get("GITHUB_REPOSITORY", "")
    if not _REPOSITORY.fullmatch(repository):
        said = f"it is “{repository[:80]}”" if repository else "it is not set"
        wrong.append(Wrong("GITHUB_REPOSITORY is not `owner/name`", said, _AS_A_JOB))
    dry_run = environment.get("POSTMORTEM_DRY_RUN", "").strip().lower()
    if dry_run not in (*_YES, *_NO):
        wrong.append(
            Wrong(
                "the input `dry-run` is neither true nor false",
                f"it is “{dry_run[:40]}”",
                "write true or false",
            )
        )
    payload = _payload(environment.get("GITHUB_EVENT_PATH", ""), name, wrong)
    return Job(
        where=_where(name, repository, payload),
        payload=payload,
        # What cannot be read as “no” writes nothing.
        dry_run=dry_run not in _NO,
        summary=environment.get("GITHUB_STEP_SUMMARY") or None,
        output=environment.get("GITHUB_OUTPUT") or None,
    )


def missing_issue(job: Job) -> Wrong | None:
    """What an event about an issue lacks; None where it has all or is about none."""
    if job.where.event in ("issues", "issue_comment") and job.where.number is None:
        why = f"GITHUB_EVENT_NAME is {job.where.event}, but the event file is of another event"
        return Wrong("the event file holds no issue", why, _A_PAYLOAD)
    return None


def _payload(path: str, name: str, wrong: list[Wrong]) -> Mapping[str, Any]:
    if not path:
        if name not in WHOLE_REPOSITORY:
            why = "it names the file that holds the event's payload"
            wrong.append(Wrong("GITHUB_EVENT_PATH is not set", why, _AS_A_JOB))
        return {}
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        what = f"the event file “{path[:200]}” cannot be read"
        wrong.append(Wrong(what, _why_unread(error), _A_PAYLOAD))
        return {}
    if not isinstance(content, dict):
        what = f"the event file “{path[:200]}” is no event"
        kind = "a list" if isinstance(content, list) else "a single value"
        why = f"it holds {kind}, and a payload is one JSON object"
        wrong.append(Wrong(what, why, _A_PAYLOAD))
        return {}
    return content


def _why_unread(error: Exception) -> str:
    """What is wrong with an event file, and where in it."""
    if isinstance(error, json.JSONDecodeError):
        if not error.doc.strip():
            return "it is empty"
        return f"it is no JSON from line {error.lineno}, column {error.colno} on ({error.msg.lower()})"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    return getattr(error, "strerror", None) or str(error)


def _where(name: str, repository: str, payload: Mapping[str, Any]) -> Where:
    owner, _, short = repository.partition("/")
    issue = _object(payload, "issue")
    number = issue.get("number")
    return Where(
        owner=owner,
        name=short,
        run=_run(name, issue),
        number=number if _is_number(number) else None,
        event=name,
        action=_text(payload, "action"),
        title=_text(issue, "title"),
        body=_text(issue, "body"),
        stranger=""
        if _text(issue, "author_association") in MEMBERS
        else _text(_object(issue, "user"), "login"),
    )


def _is_number(number: object) -> TypeGuard[int]:
    """Whether an issue can have it: GraphQL's whole numbers have 32 bits."""
    return isinstance(number, int) and not isinstance(number, bool) and 0 < number < 2**31


def _run(name: str, issue: Mapping[str, Any]) -> Run:
    if name in WHOLE_REPOSITORY:
        return "repository"
    if name == "pull_request":
        return "pull request"
    labels = issue.get("labels")
    names = (
        [_text(each, "name").lower() for each in labels if isinstance(each, dict)]
        if isinstance(labels, list)
        else []
    )
    return "item" if "action-item" in names else "postmortem"


def _object(parent: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = parent.get(name)
    return value if isinstance(value, dict) else {}


def _text(parent: Mapping[str, Any], name: str) -> str:
    value = parent.get(name)
    return value if isinstance(value, str) else ""
