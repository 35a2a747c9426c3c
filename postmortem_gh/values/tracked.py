"""What the weekly report looks at: action items and incidents, as one observation saw them.

Made by github_api/observe_report and github_api/following; read by decide/follow_up and what it uses.
Only what counts is read: open items, items closed within 90 days, incidents of
12 months, and older promises where what they were for came back.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import Comment, File, Happening, Issue, Repository

COMMENTS_READ = 100  # of an action item: the newest ones, as github_api/queries asks for them


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """By what an action item was closed: a merged pull request, a commit, or a comment that says so."""

    kind: Literal["pull request", "commit", "comment"]
    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """An action item's issue with what happened on it."""

    issue: Issue
    repository: str  # owner/name
    attached: bool = False  # an issue of the team's own that a form named: told, never edited
    promised_due: date | None = None  # of an attached one, by the postmortem's document: it has no block
    parent_number: int | None = None
    parent_title: str | None = None
    parent_url: str | None = None
    history: tuple[Happening, ...] = ()  # oldest first, the newest hundred
    comments: tuple[Comment, ...] = ()  # the newest COMMENTS_READ, or more, oldest first
    older: str | None = None  # where GitHub has those before them; None: they are all
    silenced_at: datetime | None = None  # when somebody last deleted a comment of ours
    closed_by: Evidence | None = None
    blocked_by: tuple[str, ...] = ()  # open issues that block it: `#5`, or `acme/pay#5` in another repository
    owner_ids: tuple[tuple[str, str], ...] = ()  # (lower-case login, node id) of who is assigned

    def is_followed_up(self, home: str) -> bool:
        """Whether we write on it; items of other repositories and attached issues are only told."""
        return self.repository == home and not self.attached


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A postmortem's or near miss's issue, with what its document's front matter says."""

    issue: Issue
    repository: str  # owner/name
    kind: Literal["postmortem", "near-miss", "retrospective"]
    day: date  # of `started`, else of the issue's creation: in UTC as observed, in the settings' zone once decided on
    began: datetime | None = None  # `started`, where its time is known
    labels: tuple[str, ...]  # incident labels only
    document: File | None = None  # on the default branch
    front: Front | None = None
    pull_request: Waiting | None = None  # an open one from its branch
    promises: int = 0  # how many sub-issues it has, in whatever state
    recurring_set: bool = False  # the label `recurring` was set on it once, by whomever: never set again


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The part of a document's front matter that figures and the index need."""

    id: str
    kind: str
    title: str
    day: date
    severity: str | None
    status: str | None
    minutes_to_detect: int | None
    minutes_to_recover: int | None
    services: tuple[str, ...]
    factors: tuple[str, ...]
    issue: int | None
    path: str
    started: datetime | None = None  # where its time is known
    due: tuple[tuple[int, date], ...] = ()  # of its action items, by the issue's number


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A document's pull request that nobody has merged yet."""

    number: int
    url: str
    title: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSnapshot:
    """All that the report's decisions need."""

    viewer: str
    repository: Repository  # the home repository: it has the report's issue
    items: tuple[Tracked, ...] = ()
    incidents: tuple[Incident, ...] = ()
    long_closed: tuple[
        Tracked, ...
    ] = ()  # promises before what came back, closed too long ago to be among `items`
    documents: tuple[Front, ...] = ()  # every document of the knowledge base, for the index
    index: File | None = None  # the index page on the default branch
    index_draft: File | None = None  # the same on its branch
    index_branch_oid: str | None = None
    index_branch_id: str | None = None
    index_pull_request: Waiting | None = None
    index_proposed: frozenset[str] = frozenset()  # heads of its pull requests, whatever became of them
    reports: tuple[
        Issue, ...
    ] = ()  # issues labelled `postmortem-report`, ours or with our marker, open and closed, newest first
    pinned: tuple[str, ...] = ()  # node ids
    once_pinned: frozenset[str] = (
        frozenset()
    )  # reports that were pinned at any time: a missing pin was taken off
    roles: dict[str, str] | None = None  # of those who ticked, gave commands, or wrote what has our marker
    settings_text: str | None = None
    templates: dict[str, str] | None = None
    renamed: tuple[tuple[str, str], ...] = ()  # repositories where `action-item` has another name, with that
    unreadable: tuple[tuple[str, str], ...] = ()  # repositories that could not be read, with the reason
