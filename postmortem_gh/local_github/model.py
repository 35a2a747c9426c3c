"""The things that a GitHub holds, as plain mutable records.

`state.py` keeps them, the rooms `issues`, `pulls` and `commits` change them,
`rest_shapes.py` and `resolvers.py` show them as GitHub's two interfaces do.
Each record that has a node id is registered in the world and may be pointed
at by any other; the rest lives inside its owner.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

ROLES = ("none", "read", "triage", "write", "maintain", "admin")
REACTIONS = ("THUMBS_UP", "THUMBS_DOWN", "LAUGH", "HOORAY", "CONFUSED", "HEART", "ROCKET", "EYES")


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Thing:
    """Whatever has a node id."""

    id: int
    node_id: str

    def __repr__(self) -> str:
        """Short: records point at each other, and a failing test should be readable."""
        named = getattr(self, "login", None) or getattr(self, "title", None) or getattr(self, "name", None)
        return f"<{type(self).__name__} {getattr(self, 'number', self.node_id)} {named or ''}>"


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class User(Thing):
    login: str
    kind: str = "User"  # User, Bot or Organization
    name: str | None = None
    email: str = ""
    created_at: datetime
    deleted: bool = False


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Rule:
    """A branch protection or a ruleset: which branches, and what it refuses."""

    pattern: str = "main"
    requires_pull_request: bool = True
    requires_signatures: bool = False
    name_pattern: str | None = None  # new branches must match it
    restricted_paths: tuple[str, ...] = ()
    as_ruleset: bool = True  # two generations of GitHub, two texts
    bypass: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Repository(Thing):
    world: Any  # the state that holds it, which is made of these records
    owner: User
    name: str
    visibility: str = "public"  # public, private or internal
    description: str | None = None
    default_branch: str = "main"
    archived: bool = False
    has_issues: bool = True
    is_fork: bool = False
    parent: Repository | None = None
    created_at: datetime
    updated_at: datetime
    pushed_at: datetime | None = None
    grants: dict[str, str] = field(default_factory=dict)  # login in lower case → role
    labels: dict[str, Label] = field(default_factory=dict)  # name in lower case → label
    issues: dict[int, Issue] = field(default_factory=dict)  # pull requests share the numbers
    gone: dict[int, str | None] = field(default_factory=dict)  # number → URL where it is now, None: deleted
    milestones: dict[int, Milestone] = field(default_factory=dict)
    refs: dict[str, str] = field(default_factory=dict)  # refs/heads/main → commit
    refs_made: dict[str, datetime] = field(default_factory=dict)
    pinned: list[Issue] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    last_number: int = 0
    open_issues: int = 0  # pull requests too, as REST counts them
    # Settings → Actions → General: off at first, as on GitHub.
    actions_may_create_pulls: bool = False
    default_workflow_permissions: str = "read"
    # What REST tells of workflows ({"path": …, "state": "disabled_inactivity"}) and of past runs
    # ({"event": "schedule", "created_at": …, "conclusion": …}); all else is filled up.
    workflows: list[dict[str, Any]] = field(default_factory=list)
    runs: list[dict[str, Any]] = field(default_factory=list)
    # Not documented whether a job's token may comment on a locked issue: the harsher answer at first.
    locked_refuses_apps: bool = True
    enterprise: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.owner.login}/{self.name}"

    @property
    def is_private(self) -> bool:
        return self.visibility != "public"

    def take(self, issue: Issue) -> None:
        self.issues[issue.number] = issue
        self.open_issues += issue.is_open

    def drop(self, issue: Issue) -> None:
        del self.issues[issue.number]
        self.open_issues -= issue.is_open

    def grant(self, login: str, role: str) -> User:
        person: User = self.world.grant(self, login, role)
        return person

    def protect(self, **rule: Any) -> Rule:
        made: Rule = self.world.protect(self, **rule)
        return made


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Label(Thing):
    repository: Repository
    name: str
    color: str = "ededed"
    description: str | None = None
    is_default: bool = False
    created_at: datetime
    updated_at: datetime


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Milestone(Thing):
    repository: Repository
    number: int
    title: str
    due_on: datetime | None = None
    state: str = "OPEN"
    created_at: datetime
    updated_at: datetime


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Edit(Thing):
    """One version of a body: GitHub's `diff` is the whole text after the edit."""

    editor: User | None
    edited_at: datetime
    diff: str | None
    deleted_at: datetime | None = None
    deleted_by: User | None = None


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Reaction(Thing):
    reactable: Written
    user: User | None
    content: str
    created_at: datetime


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Event(Thing):
    """One entry of a timeline; `facts` holds what its kind needs (label, assignee, source, …)."""

    kind: str  # REST's name: labeled, closed, cross-referenced, …
    subject: Issue
    actor: User | None
    created_at: datetime
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Written(Thing):
    """What somebody wrote: the common part of issues, comments and reviews."""

    author: User | None
    body: str
    created_at: datetime
    updated_at: datetime
    last_edited_at: datetime | None = None
    editor: User | None = None
    edits: list[Edit] = field(default_factory=list)  # oldest first, empty until the first edit
    reactions: list[Reaction] = field(default_factory=list)
    via_app: bool = False


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Issue(Written):
    repository: Repository
    number: int
    title: str
    state: str = "OPEN"  # pull requests: OPEN, CLOSED, MERGED
    state_reason: str | None = None  # COMPLETED, NOT_PLANNED, DUPLICATE, REOPENED
    closed_at: datetime | None = None
    closed_by: User | None = None
    locked: bool = False
    lock_reason: str | None = None
    labels: list[Label] = field(default_factory=list)
    assignees: list[User] = field(default_factory=list)
    milestone: Milestone | None = None
    comments: list[Comment] = field(default_factory=list)
    parent: Issue | None = None
    sub_issues: list[Issue] = field(default_factory=list)
    blocked_by: list[Issue] = field(default_factory=list)
    blocking: list[Issue] = field(default_factory=list)
    timeline: list[Event] = field(default_factory=list)
    duplicate_of: Issue | None = None
    pinned_comment: Comment | None = None

    @property
    def is_pull(self) -> bool:
        return False

    @property
    def is_open(self) -> bool:
        return self.state == "OPEN"

    def turn(self, state: str) -> None:
        """To another state; the repository counts its open ones."""
        self.repository.open_issues += (state == "OPEN") - self.is_open
        self.state = state


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class PullRequest(Issue):
    head_name: str
    base_name: str
    head_repository: Repository | None
    head_oid: str
    base_oid: str
    is_draft: bool = False
    merged_at: datetime | None = None
    merged_by: User | None = None
    merge_commit: str | None = None
    maintainer_can_modify: bool = False
    reviews: list[Review] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)

    @property
    def is_pull(self) -> bool:
        return True


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Comment(Written):
    issue: Issue
    minimized_reason: str | None = None

    @property
    def repository(self) -> Repository:
        return self.issue.repository


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Review(Written):
    pull: PullRequest
    state: str = "COMMENTED"  # PENDING, COMMENTED, APPROVED, CHANGES_REQUESTED, DISMISSED
    submitted_at: datetime | None = None
    commit: str | None = None
    comments: list[ReviewComment] = field(default_factory=list)
    minimized_reason: str | None = None

    @property
    def repository(self) -> Repository:
        return self.pull.repository


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class Thread(Thing):
    pull: PullRequest
    path: str
    line: int | None = None
    start_line: int | None = None
    side: str = "RIGHT"
    is_resolved: bool = False
    is_outdated: bool = False
    resolved_by: User | None = None
    subject_type: str = "LINE"
    comments: list[ReviewComment] = field(default_factory=list)


@dataclass(slots=True, kw_only=True, eq=False, repr=False)
class ReviewComment(Written):
    review: Review
    thread: Thread
    diff_hunk: str = ""
    commit: str | None = None
    reply_to: ReviewComment | None = None
    minimized_reason: str | None = None

    @property
    def repository(self) -> Repository:
        return self.review.pull.repository
