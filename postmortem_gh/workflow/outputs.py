"""What a job shows and hands on: summary, outputs, annotations; foreign text only tamed.

Used by cli/action. https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from postmortem_gh.errors import ConfigurationError, docs
from postmortem_gh.text import escape

MOST_SUMMARY = 1_000_000  # bytes: GitHub takes 1 MiB a step
MOST_ANNOTATIONS = 10  # of each kind a step; GitHub drops the rest without a word


def write_outputs(path: str | None, values: Mapping[str, object]) -> None:
    """Append the outputs; lists as JSON. Nobody can guess the delimiter, so no value can add others."""
    if path is None:
        return
    delimiter = f"end_{secrets.token_hex(16)}"
    lines = [f"{name}<<{delimiter}\n{_plain(value)}\n{delimiter}\n" for name, value in values.items()]
    _append(path, "".join(lines))


def write_summary(path: str | None, text: str) -> None:
    """Append to the job's summary, cut at a line where it would be too long."""
    if path is not None:
        _append(path, cut(text, MOST_SUMMARY) + "\n")


def cut(text: str, most: int) -> str:
    """``text`` in at most ``most`` bytes, ended at a line."""
    if len(text.encode("utf-8", "replace")) <= most:
        return text
    kept = text.encode("utf-8", "replace")[: most - 200].decode("utf-8", "ignore")
    return kept.rpartition("\n")[0] + "\n\n… (the rest is in the job's log)"


def annotation(kind: str, title: str, message: str, at: tuple[str, int, int] | None = None) -> str:
    """The workflow command for an ``error``, ``warning`` or ``notice``, ``at`` a file, line and column."""
    place = "" if at is None else f"file={escape.command_property(at[0])},line={at[1]},col={at[2]},"
    return f"::{kind} {place}title={escape.command_property(title)}::{escape.command_value(message)}"


def as_annotations(kind: str, entries: Iterable[tuple[str, str]]) -> list[str]:
    """As many as GitHub shows; the last says how many there are beyond."""
    entries = list(entries)
    if len(entries) > MOST_ANNOTATIONS:
        rest = len(entries) - MOST_ANNOTATIONS + 1
        entries = [*entries[: MOST_ANNOTATIONS - 1], (f"{rest} more", "see the job's summary")]
    return [annotation(kind, title, message) for title, message in entries]


def _append(path: str, text: str) -> None:
    try:
        with Path(path).open("a", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
    except (OSError, ValueError) as error:  # ValueError: a null byte in the path
        raise ConfigurationError(
            f"the job's file “{path[:200]}” cannot be written",
            getattr(error, "strerror", None) or str(error),
            "let GITHUB_OUTPUT and GITHUB_STEP_SUMMARY name files as in a job, or leave them out; what the run "
            "did on GitHub stands",
            docs("configuration#environment"),
        ) from None


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)
