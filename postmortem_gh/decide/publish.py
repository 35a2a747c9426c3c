"""The document's place and text: where it lies, and how it meets what people wrote.

Used by decide/postmortem. A document is found by the id in its front matter;
its path is chosen once and then kept, also where a person moved it. Text that
people wrote survives: we merge from what we alone generated last time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from postmortem_gh.decide.memory import Memory
from postmortem_gh.text.escape import slug
from postmortem_gh.text.merge import merge
from postmortem_gh.text.normal import same
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.refs import fill
from postmortem_gh.values.snapshot import File, PullRequest, Snapshot

PATH = pattern(r"postmortems/\d{4}/\d{4}-\d{2}-\d{2}-[a-z0-9-]{1,80}\.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """The text to commit, what had to give way to people's words, and what to remember as the next base."""

    text: str
    conflicts: tuple[str, ...] = ()
    kept: bool = False  # people's text stays whole: we no longer know what we wrote ourselves


def current(snapshot: Snapshot) -> File | None:
    """The document as people see it: on the branch while its pull request is open, else on the default branch."""
    branch = snapshot.branch
    if branch and branch.document and not _is_merged(snapshot):
        return branch.document
    return snapshot.document


def _is_merged(snapshot: Snapshot) -> bool:
    """The branch's last pull request was merged, with nothing on the branch since."""
    newest = newest_pull_request(snapshot)
    branch = snapshot.branch
    return bool(newest and branch and newest.state == "MERGED" and newest.head_oid == branch.oid)


def starts_again(snapshot: Snapshot) -> bool:
    """The branch must begin anew at the default branch's head before anything is written to it."""
    return snapshot.branch is not None and _is_merged(snapshot)


def newest_pull_request(snapshot: Snapshot) -> PullRequest | None:
    """The newest from a branch of this repository; a fork's branch of the same name is not ours."""
    ours = [each for each in snapshot.pull_requests if each.same_repository]
    return max(ours, key=lambda each: each.created_at, default=None)


def path_for(snapshot: Snapshot, memory: Memory, day: date, title: str) -> str:
    """Where the document is, or where a new one goes; never over another incident's file."""
    there = current(snapshot)
    if there is not None:
        return there.path
    if memory.path is not None and PATH.fullmatch(memory.path):
        return memory.path
    name = slug(title) or f"incident-{snapshot.issue.number}"
    path = f"postmortems/{day.year:04}/{day.isoformat()}-{name}.md"
    if path in snapshot.document_paths:
        path = f"{path.removesuffix('.md')}-{snapshot.issue.number}.md"
    return path


def merged(
    theirs: str | None, generated: str, memory: Memory, known: Mapping[str, Mapping[str, str]]
) -> Merging:
    """``generated`` (with references) merged into what stands there now."""
    ours = fill(generated, known)
    if theirs is None or same(theirs, ours):
        return Merging(text=ours if theirs is None else theirs)
    ends = "\r\n" if "\r\n" in theirs else "\n"
    if memory.base is not None:
        result = merge(_with_ends(fill(memory.base, known), ends), theirs, _with_ends(ours, ends))
        return Merging(text=result.text, conflicts=result.conflicts)
    return Merging(text=theirs, kept=True)


def _with_ends(text: str, ends: str) -> str:
    text = text.replace("\r\n", "\n")
    return text.replace("\n", ends) if ends != "\n" else text
