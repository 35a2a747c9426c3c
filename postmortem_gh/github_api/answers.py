"""What one request to GitHub came to: an answer with its errors, or none.

GraphQL answers HTTP 200 for most failures, with good parts and errors side by
side. So an error is a value here, with its path, and what could be read counts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.refusals import meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One entry of ``errors``; ``path`` begins with the alias that failed."""

    kind: str  # GraphQL's `type`, or its `extensions.code`
    message: str
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A GraphQL answer. ``data`` None: nothing could be read or done."""

    data: Mapping[str, Any] | None
    errors: tuple[Error, ...] = ()

    def error_of(self, alias: str) -> Error | None:
        """The error that stands for ``alias``: its own, else one without a path."""
        own = (each for each in self.errors if each.path and each.path[0] == alias)
        return next(own, None) or next((each for each in self.errors if not each.path), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """What came over the wire; the body as JSON, read once: a page of a hundred issues is large."""

    status: int
    headers: Mapping[str, str]
    content: Any  # None where the body is no JSON

    def header(self, name: str) -> str:
        """A header's value whatever the case of its name; empty where it is missing."""
        return next((value for key, value in self.headers.items() if key.lower() == name), "")

    def message(self) -> str:
        """What the body says went wrong, in GitHub's words."""
        content = self.content
        if not isinstance(content, dict):
            return ""
        said = [str(content.get("message") or "")]
        errors = content.get("errors")
        said += [
            str(each.get("message") or each.get("code") or "") if isinstance(each, dict) else str(each)
            for each in (errors if isinstance(errors, list) else ())
        ]
        return ": ".join(part for part in said if part)


def as_json(body: str) -> Any:
    """The value that a body holds; None where it is no JSON."""
    try:
        return json.loads(body) if body else None
    except (ValueError, RecursionError):
        return None


class Unanswered(Exception):
    """A write whose fate nobody knows: never sent again, looked for instead."""


class Limited(Exception):
    """GitHub asks to wait; nothing of the request was done."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"rate limited for {seconds:.0f} s")
        self.seconds = seconds


def limit_of(raw: Raw, clock: float) -> float | None:
    """Seconds that GitHub asks to wait, told by status, headers or an error within a 200; None: no limit."""
    # https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
    after = raw.header("retry-after")
    if raw.status in (403, 429):
        used_up = raw.header("x-ratelimit-remaining") == "0"
        if raw.status == 403 and not after and not used_up and meaning(raw.message()).after != "limited":
            return None
    elif raw.status != 200 or not _limited_within(raw):
        return None
    if after.isdigit():
        return float(after)
    reset = raw.header("x-ratelimit-reset")
    if raw.header("x-ratelimit-remaining") == "0" and reset.isdigit():
        return max(1.0, float(reset) - _now(raw, clock) + 1)
    return 60.0


def _limited_within(raw: Raw) -> bool:
    content = raw.content
    errors = content.get("errors") if isinstance(content, dict) else None
    if not isinstance(errors, list) or not isinstance(content, dict):
        return False
    if any((content.get("data") or {}).values()):
        return False  # a part was done: its changes are told one by one
    return any(
        isinstance(each, dict)
        and meaning(str(each.get("message") or ""), str(each.get("type") or "")).after == "limited"
        for each in errors
    )


def _now(raw: Raw, clock: float) -> float:
    """GitHub's own time where it tells it: the runner's clock may be off."""
    try:
        return parsedate_to_datetime(raw.header("date")).timestamp()
    except ValueError:
        return clock


def graphql_answer(raw: Raw) -> Answer | None:
    """The answer in a response with status 200; None where it is no GraphQL answer at all."""
    content = raw.content
    if not isinstance(content, dict) or not ("data" in content or "errors" in content):
        return None
    data = content.get("data")
    errors = content.get("errors")
    return Answer(
        data=data if isinstance(data, dict) else None,
        errors=tuple(_error(each) for each in errors if isinstance(each, dict))
        if isinstance(errors, list)
        else (),
    )


def _error(entry: Mapping[str, Any]) -> Error:
    extensions = entry.get("extensions")
    code = extensions.get("code") if isinstance(extensions, dict) else None
    path = entry.get("path")
    return Error(
        kind=str(entry.get("type") or code or ""),
        message=str(entry.get("message") or ""),
        path=tuple(path) if isinstance(path, list) else (),
    )
