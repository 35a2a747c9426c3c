"""The language check on others' pull requests: their new lines, our settings, and nothing written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from postmortem_gh.errors import ConfigurationError
from postmortem_gh.language.lint import Options
from postmortem_gh.workflow.pull_request import Changed, changed_files, check, read_texts

BASE, HEAD = "b" * 40, "a" * 40
PAYLOAD = {"pull_request": {"number": 3, "base": {"sha": BASE}, "head": {"sha": HEAD}}}
OLD, NEW = "Bob failed to drain the node.", "Alice forgot to page the on-call."
DOCUMENT = f"# A queue stalled\n\n{OLD}\n\n{NEW}\n"
PATCH = "@@ -1,3 +1,5 @@\n # A queue stalled\n \n Bob failed to drain the node.\n+\n+Alice forgot to page the on-call."


@dataclass
class Said:
    status: int
    content: Any


@dataclass
class Told:
    data: Mapping[str, Any] | None


class Wire:
    """A connection with canned answers, which remembers what it was asked."""

    def __init__(self, files: Any = (), status: int = 200, blobs: Mapping[str, Any] | None = None) -> None:
        self.said = Said(status, {"files": files})
        self.blobs = blobs or {}
        self.asked: list[Any] = []

    def rest(self, method: str, path: str) -> Said:
        self.asked.append((method, path))
        return self.said

    def graphql(self, text: str, variables: Mapping[str, Any]) -> Told:
        self.asked.append(variables)
        return Told({"repository": self.blobs})


def entry(path: str, status: str = "modified", patch: str | None = PATCH) -> dict[str, Any]:
    return {"filename": path, "status": status} | ({} if patch is None else {"patch": patch})


def test_documents_and_settings_are_looked_at_and_nothing_else() -> None:
    names = [
        "postmortems/2026/a.md",
        ".github/postmortem.yml",
        "README.md",
        "postmortems/a.txt",
        "x/postmortems/a.md",
    ]

    files = changed_files(Wire([entry(name) for name in names]), "acme/shop", PAYLOAD)

    assert [file.path for file in files] == ["postmortems/2026/a.md", ".github/postmortem.yml"]


def test_the_two_ends_are_compared_by_their_commits() -> None:
    wire = Wire([])

    changed_files(wire, "acme/shop", PAYLOAD)

    assert wire.asked == [("GET", f"/repos/acme/shop/compare/{BASE}...{HEAD}")]


def test_a_removed_document_is_left_alone() -> None:
    assert changed_files(Wire([entry("postmortems/a.md", "removed")]), "acme/shop", PAYLOAD) == ()


def test_the_added_lines_are_counted_from_each_hunk() -> None:
    patch = (
        "@@ -1,2 +1,2 @@\n one\n-two\n+TWO\n@@ -10 +10,2 @@ x\n ten\n+eleven\n\\ No newline at end of file"
    )

    (file,) = changed_files(Wire([entry("postmortems/a.md", patch=patch)]), "acme/shop", PAYLOAD)

    assert file.added == {2, 11}


def test_a_patch_that_github_leaves_out_means_every_line() -> None:
    (file,) = changed_files(Wire([entry("postmortems/a.md", patch=None)]), "acme/shop", PAYLOAD)

    assert file.added is None


def test_only_findings_on_added_lines_are_told() -> None:
    files = [Changed(path="postmortems/a.md", added=frozenset({4, 5}))]

    found = check(files, {"postmortems/a.md": DOCUMENT}, Options())

    assert {finding.line for finding in found} == {5}


def test_without_a_patch_all_findings_are_told() -> None:
    files = [Changed(path="postmortems/a.md", added=None)]

    found = check(files, {"postmortems/a.md": DOCUMENT}, Options())

    assert {finding.line for finding in found} == {3, 5}


def test_texts_come_from_the_head_and_settings_from_the_default_branch() -> None:
    wire = Wire(blobs={"t0": {"text": "s"}, "t1": {"text": "new"}, "t2": {"text": "d"}})
    files = [Changed(path=".github/postmortem.yml", added=None), Changed(path="postmortems/a.md", added=None)]

    texts = read_texts(wire, "acme/shop", PAYLOAD, files)

    assert (texts.settings, texts.proposed, texts.documents) == ("s", "new", {"postmortems/a.md": "d"})
    assert wire.asked[0]["e0"] == "HEAD:.github/postmortem.yml"
    assert wire.asked[0]["e2"] == f"{HEAD}:postmortems/a.md"


@pytest.mark.parametrize("blob", [None, {}, {"text": None}, {"text": "half", "isTruncated": True}])
def test_what_is_no_whole_text_is_left_out(blob: Any) -> None:
    files = [Changed(path="postmortems/a.md", added=None)]

    assert read_texts(Wire(blobs={"t0": None, "t1": blob}), "acme/shop", PAYLOAD, files).documents == {}


@pytest.mark.parametrize("status", [403, 404])
def test_a_missing_permission_is_told_with_its_fix(status: int) -> None:
    with pytest.raises(ConfigurationError) as caught:
        changed_files(Wire(status=status), "acme/shop", PAYLOAD)

    assert "contents: read" in caught.value.fix


@pytest.mark.parametrize(
    "payload", [{}, {"pull_request": None}, {"pull_request": {"base": {"sha": "HEAD~1"}}}]
)
def test_a_payload_of_another_event_is_refused(payload: Any) -> None:
    with pytest.raises(ConfigurationError):
        changed_files(Wire(), "acme/shop", payload)
