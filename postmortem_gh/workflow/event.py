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
from typing import Any

from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.where import MEMBERS, Run, Where

_REPOSITORY = pattern(r"[A-Za-z0-9][A-Za-z0-9-]{0,99}/[A-Za-z0-9._-]{1,100}")
_YES, _NO = ("true", "yes", "1", "on"), ("", "false", "no", "0", "off")
WHOLE_REPOSITORY = ("schedule", "workflow_dispatch", "repository_dispatch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What the environment of a job says."""

    where: Where
    payload: Mapping[str, Any] = field(default_factory=dict, repr=False)
    dry_run: bool = False
    summary: str | None = None  # path of the file for the job's summary
    output: str | None = None


def read_job(environment: Mapping[str, str], wrong: list[str]) -> Job:
    """The job; adds a sentence to ``wrong`` for each thing that cannot be right."""
    name = environment.get("GITHUB_EVENT_NAME", "")
    if not name:
        wrong.append("GITHUB_EVENT_NAME is not set")
    repository = environment.get("GITHUB_REPOSITORY", "")
    if not _REPOSITORY.fullmatch(repository):
        wrong.append("GITHUB_REPOSITORY is not `owner/name`")
    dry_run = environment.get("POSTMORTEM_DRY_RUN", "").strip().lower()
    if dry_run not in (*_YES, *_NO):
        wrong.append("the input `dry-run` is neither true nor false")
    payload = _payload(environment.get("GITHUB_EVENT_PATH", ""), name, wrong)
    return Job(
        where=_where(name, repository, payload),
        payload=payload,
        # What cannot be read as “no” writes nothing.
        dry_run=dry_run not in _NO,
        summary=environment.get("GITHUB_STEP_SUMMARY") or None,
        output=environment.get("GITHUB_OUTPUT") or None,
    )


def missing_issue(job: Job) -> str | None:
    """What an event about an issue lacks, in words; None where it has all or is about none."""
    if job.where.event in ("issues", "issue_comment") and job.where.number is None:
        return f"GITHUB_EVENT_NAME is {job.where.event}, but the event file, of another event, holds no issue"
    return None


def _payload(path: str, name: str, wrong: list[str]) -> Mapping[str, Any]:
    if not path:
        if name not in WHOLE_REPOSITORY:
            wrong.append("GITHUB_EVENT_PATH is not set")
        return {}
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        wrong.append(f"GITHUB_EVENT_PATH cannot be read ({error.strerror})")
        return {}
    except (ValueError, RecursionError):
        wrong.append("the file at GITHUB_EVENT_PATH is no JSON")
        return {}
    if not isinstance(content, dict):
        wrong.append("the file at GITHUB_EVENT_PATH holds no JSON object")
        return {}
    return content


def _where(name: str, repository: str, payload: Mapping[str, Any]) -> Where:
    owner, _, short = repository.partition("/")
    issue = _object(payload, "issue")
    number = issue.get("number")
    return Where(
        owner=owner,
        name=short,
        run=_run(name, issue),
        number=number if isinstance(number, int) and not isinstance(number, bool) and number > 0 else None,
        event=name,
        action=_text(payload, "action"),
        title=_text(issue, "title"),
        body=_text(issue, "body"),
        stranger=""
        if _text(issue, "author_association") in MEMBERS
        else _text(_object(issue, "user"), "login"),
    )


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
