"""What is on GitHub, as one observation saw it.

Made by github_api/observe from one query; read by decide and plan. Texts are
as GitHub stores them (CRLF after an edit in the web page): compare by
``text.normal``. Logins are spelled as in REST's answers without ``[bot]``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Literal

from postmortem_gh.values.lean import dataclass

Role = Literal["none", "read", "triage", "write", "maintain", "admin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    id: str
    name: str
    description: str = ""  # only asked for where renamed labels are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One version of a body: who saved it when, and the text after it (None where GitHub no longer tells)."""

    at: datetime
    editor: str | None  # None: a deleted account
    text: str | None


MOST_RENAMES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """Who gave an issue another title when, and the one before."""

    at: datetime
    actor: str | None  # None: a deleted account
    previous: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    content: str  # GraphQL's spelling: THUMBS_UP, CONFUSED, …
    mine: bool
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    id: str
    url: str
    body: str
    author: str | None
    author_is_bot: bool = False
    mine: bool  # written by the account that our token belongs to
    created_at: datetime
    edited_at: datetime | None = None
    reactions: tuple[Reaction, ...] = ()
    edits: tuple[Edit, ...] = ()  # newest first; only asked for where it matters


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something on an issue's timeline, whoever did it."""

    at: datetime
    kind: Literal["reference", "commit", "edit", "assigned", "labeled", "unlabeled", "closed", "reopened"]
    mine: bool = False  # our own account
    by_bot: bool = False  # an App, ours or another
    label: str | None = None
    reason: str | None = None  # of a closing: COMPLETED, NOT_PLANNED, DUPLICATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    id: str
    number: int
    url: str
    title: str
    body: str
    author: str | None  # None: a deleted account; or not asked for, as nothing hangs on it (following.py)
    author_is_bot: bool = False
    mine: bool = False
    created_at: datetime
    closed_at: datetime | None = None
    is_open: bool
    state_reason: str | None = None  # COMPLETED, NOT_PLANNED, DUPLICATE, REOPENED
    locked: bool = False
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    parent: str | None = None  # node id
    edits: tuple[Edit, ...] = ()  # newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    path: str
    oid: str  # the blob's
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    id: str  # node id of the ref
    name: str
    oid: str  # the commit at its head
    document: File | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest:
    id: str
    number: int
    url: str
    state: Literal["OPEN", "CLOSED", "MERGED"]
    body: str
    head_oid: str
    mine: bool
    same_repository: bool  # its head is a branch of this repository, not of a fork
    created_at: datetime
    closed_at: datetime | None = None
    reviews: tuple[Comment, ...] = ()  # of our account, with the marker in the body


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    id: str
    owner: str
    name: str
    url: str  # https://github.com/o/r, no slash at the end
    visibility: Literal["PUBLIC", "PRIVATE", "INTERNAL"]
    default_branch: str | None  # None: empty, without a first commit
    head_oid: str | None
    is_archived: bool = False
    has_issues: bool = True
    labels: Mapping[str, Label] = field(
        default_factory=dict
    )  # by lower-case name; only those asked for or all

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """An open action item of an earlier postmortem, for the head of the next review."""

    number: int
    title: str
    url: str
    assignees: tuple[str, ...]
    labels: tuple[str, ...]
    body: str
    parent_number: int | None
    parent_title: str | None
    parent_labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierReview:
    """An earlier postmortem's or near miss's issue: whom it was assigned to is the rotation's memory."""

    number: int
    title: str
    url: str
    created_at: datetime
    labels: tuple[str, ...]
    assignees: tuple[str, ...]
    items: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An action item of an earlier postmortem, with what is needed to say how it stood on a day."""

    number: int
    title: str
    url: str
    created_at: datetime
    closed_at: datetime | None
    state_reason: str | None
    body: str
    history: tuple[Happening, ...] = ()  # closings and reopenings; only asked for where the last may not tell
    promised_due: date | None = None  # by its postmortem's document; counts where it has no block


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All that one postmortem's decisions need."""

    viewer: str  # our account's login, without [bot]
    repository: Repository
    issue: Issue
    comments: tuple[Comment, ...] = ()
    items: tuple[Issue, ...] = ()  # sub-issues, in the order of the parent's list
    attached: tuple[Issue, ...] = ()  # issues that the form names (`#12`); those that exist
    document: File | None = None  # on the default branch
    document_paths: frozenset[str] = frozenset()  # all files below postmortems/ on the default branch
    branch: Branch | None = None
    pull_requests: tuple[PullRequest, ...] = ()  # from the postmortem's branch, newest first
    roles: Mapping[str, Role] = field(default_factory=dict)  # by login; read freshly
    assignable: frozenset[str] = frozenset()  # lower-case logins, of those asked for
    user_ids: Mapping[str, str] = field(
        default_factory=dict
    )  # node ids of the assignable, by lower-case login
    settings_text: str | None = None
    forms: tuple[File, ...] = ()
    templates: Mapping[str, str] = field(default_factory=dict)  # overrides, by shipped name
    open_items: tuple[OpenItem, ...] = ()
    earlier: tuple[EarlierReview, ...] = ()
    renames: tuple[Rename, ...] = ()  # of the issue, oldest first; the last MOST_RENAMES
    unaccepted: int = 0  # how many other open forms of the same author wait to be accepted
    accepted_by: tuple[
        tuple[str, datetime], ...
    ] = ()  # who set the label `accepted` when (timeline), newest last
    # What GitHub refused earlier in this very run: a change's `gives` (`pull request`, `commit postmortem/12`, …)
    # → the refusal's code (values/refusals). Decide plans around it.
    refused: Mapping[str, str] = field(default_factory=dict)
