"""Others' pull requests: the language check on the lines that they add. Nothing is written.

Used by cli/action for the event `pull_request`, in a job that may only read
contents: two requests, one for what changed and one for the texts. The text is
the head's, the settings are the default branch's: a fork must not be able to
switch the check off. https://docs.github.com/rest/commits/commits#compare-two-commits
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from postmortem_gh.errors import ConfigurationError, docs
from postmortem_gh.language.lint import Options, check_text
from postmortem_gh.settings import Language
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.findings import Finding
from postmortem_gh.values.lean import dataclass

if TYPE_CHECKING:
    from postmortem_gh.config.settings_file import Mistake

SETTINGS = ".github/postmortem.yml"
MOST_FILES = 50  # a pull request with more is a move of files, and gets its word in the summary
_DOCUMENT = pattern(r"postmortems/.{1,400}\.md", re.DOTALL)
_COMMIT = pattern(r"[0-9a-f]{40,64}")
_HUNK = pattern(r"@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})")


class Answer(Protocol):
    """What a GraphQL request came to."""

    @property
    def data(self) -> Mapping[str, Any] | None: ...


class Raw(Protocol):
    """What a REST request came to."""

    @property
    def status(self) -> int: ...

    @property
    def content(self) -> Any: ...


class Connection(Protocol):
    """What is needed of github_api's connection: it reads."""

    def graphql(self, text: str, variables: Mapping[str, Any]) -> Answer: ...

    def rest(self, method: str, path: str) -> Raw: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A file of the pull request: where it lies, and which of its lines are new (None: nobody says)."""

    path: str
    added: frozenset[int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What was read: the documents at the head, and the settings of both sides."""

    documents: Mapping[str, str]
    settings: str | None  # the default branch's
    proposed: str | None  # the head's, where the pull request changes them


def changed_files(connection: Connection, repository: str, payload: Mapping[str, Any]) -> tuple[Changed, ...]:
    """The documents and settings that the pull request adds or changes."""
    base, head = (_commit(payload, side) for side in ("base", "head"))
    raw = connection.rest("GET", f"/repos/{repository}/compare/{base}...{head}")
    found = raw.content
    if raw.status != 200 or not isinstance(found, dict):
        raise ConfigurationError(
            "the pull request's changes cannot be read",
            f"GitHub answered {raw.status} for the comparison of its two ends",
            "give the job `permissions: contents: read`, and run it again when the branch was just pushed",
            docs("pull-requests"),
        )
    entries = [entry for entry in found.get("files") or () if entry.get("status") != "removed"]
    return tuple(
        Changed(path=path, added=_added(entry.get("patch")))
        for entry in entries
        if (path := str(entry.get("filename"))) == SETTINGS or _DOCUMENT.fullmatch(path)
    )


def read_texts(
    connection: Connection, repository: str, payload: Mapping[str, Any], files: Sequence[Changed]
) -> Texts:
    """All texts in one request; binary files and those that GitHub cuts are left out."""
    owner, _, name = repository.partition("/")
    head = _commit(payload, "head")
    first = sorted(files, key=lambda file: file.path != SETTINGS)  # whatever else there is, these are read
    wanted = [file.path for file in first[:MOST_FILES]]
    expressions = [f"HEAD:{SETTINGS}", *(f"{head}:{path}" for path in wanted)]
    variables = {f"e{at}": expression for at, expression in enumerate(expressions)}
    declared = "".join(f", ${name}: String!" for name in variables)
    asked = " ".join(
        f"t{at}: object(expression: $e{at}) {{ ... on Blob {{ text isTruncated }} }}"
        for at in range(len(expressions))
    )
    head_line = f"query ($owner: String!, $name: String!{declared})"
    query = f"{head_line} {{ repository(owner: $owner, name: $name) {{ {asked} }} }}"
    answer = connection.graphql(query, {"owner": owner, "name": name, **variables})
    blobs = (answer.data or {}).get("repository") or {}
    settings, *texts = (_text(blobs.get(f"t{at}")) for at in range(len(expressions)))
    read = {path: text for path, text in zip(wanted, texts, strict=True) if text is not None}
    return Texts(settings=settings, proposed=read.pop(SETTINGS, None), documents=read)


def check(
    files: Sequence[Changed], documents: Mapping[str, str], options: Options | Language
) -> list[Finding]:
    """The findings that touch a line which the pull request adds: the rest is not its author's matter."""
    added = {file.path: file.added for file in files}
    found = [
        f for path, text in documents.items() for f in check_text(text, path=path, options=options).findings
    ]
    return [finding for finding in found if _touches(finding, added.get(finding.path))]


def mistakes(proposed: str | None) -> tuple[Mistake, ...]:
    """What is wrong with the settings that the pull request proposes."""
    if proposed is None:
        return ()
    from postmortem_gh.config import SettingsError, read_settings

    try:
        read_settings(proposed, SETTINGS)
    except SettingsError as error:
        return error.mistakes
    return ()


def verdict(findings: int, documents: int, mistakes: int, unread: int = 0) -> str:
    """The summary's lines."""
    words = f"**{_several(findings, 'finding')}** in {_several(documents, 'changed document')}."
    words += f" **{_several(mistakes, 'mistake')}** in the settings." if mistakes else ""
    if unread:
        words += (
            f"\n\n{_several(unread, 'further file')} that it changes {'was' if unread == 1 else 'were'} not looked at: "
            f"of a pull request the first {MOST_FILES} are. `postmortem-gh lint` looks at all of a checkout."
        )
    return words


def _several(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _touches(finding: Finding, lines: frozenset[int] | None) -> bool:
    return lines is None or not lines.isdisjoint(range(finding.line, finding.end_line + 1))


def _added(patch: object) -> frozenset[int] | None:
    """The numbers of the lines that a patch adds; None where GitHub leaves a large patch out."""
    if not isinstance(patch, str):
        return None
    added, number = set(), 0
    for line in patch.split("\n"):
        if hunk := _HUNK.match(line):
            number = int(hunk.group(1))
            continue
        if line.startswith("+"):
            added.add(number)
        number += not line.startswith(("-", "\\"))
    return frozenset(added)


def _commit(payload: Mapping[str, Any], side: str) -> str:
    end = (payload.get("pull_request") or {}).get(side) or {}
    commit = str(end.get("sha") or "")
    if _COMMIT.fullmatch(commit):
        return commit
    raise ConfigurationError(
        "the event file names no commits of a pull request",
        f"`pull_request.{side}.sha` is missing, or is no commit",
        "run this on the event `pull_request`, as templates/workflows/postmortem-lint.yml does",
        docs("pull-requests"),
    )


def _text(blob: object) -> str | None:
    if not isinstance(blob, dict) or blob.get("isTruncated"):
        return None
    text = blob.get("text")
    return text if isinstance(text, str) else None
