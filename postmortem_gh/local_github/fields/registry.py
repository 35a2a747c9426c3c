"""Where GraphQL's fields are registered, and the records that exist only there.

Only what is not simply an attribute of a record needs an entry: a field without
one is the attribute of the same name in snake case. `graphql.py` binds the
entries to the schema.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from postmortem_gh.local_github.model import (
    REACTIONS,
    Comment,
    Edit,
    Event,
    Issue,
    PullRequest,
    Reaction,
    Repository,
    Review,
    ReviewComment,
    Thread,
    User,
    Written,
)
from postmortem_gh.local_github.refusals import not_found
from postmortem_gh.local_github.session import Session

Args = dict[str, Any]
# Of (record, session, arguments), as many as it needs.
Resolver = Callable[..., Any]
FIELDS: dict[str, Resolver] = {}


@dataclass(slots=True)
class GitObject:
    """A git object as seen from a repository."""

    repository: Repository
    kind: str  # blob, tree or commit
    oid: str


@dataclass(slots=True)
class GitRef:
    repository: Repository
    full_name: str

    @property
    def node_id(self) -> str:
        raw = base64.urlsafe_b64encode(f"{self.repository.id}:{self.full_name}".encode()).decode().rstrip("=")
        return f"REF_kwDO{raw}"


@dataclass(slots=True)
class TreeEntry:
    repository: Repository
    name: str
    path: str
    kind: str
    oid: str


@dataclass(slots=True)
class ReactionGroup:
    subject: Any
    content: str

    @property
    def members(self) -> list[Reaction]:
        return [r for r in self.subject.reactions if r.content == self.content]


@dataclass(slots=True)
class PinnedIssue:
    issue: Issue


EVENT_TYPES = {
    "labeled": "LabeledEvent",
    "unlabeled": "UnlabeledEvent",
    "assigned": "AssignedEvent",
    "unassigned": "UnassignedEvent",
    "closed": "ClosedEvent",
    "reopened": "ReopenedEvent",
    "renamed": "RenamedTitleEvent",
    "referenced": "ReferencedEvent",
    "cross-referenced": "CrossReferencedEvent",
    "connected": "ConnectedEvent",
    "disconnected": "DisconnectedEvent",
    "pinned": "PinnedEvent",
    "unpinned": "UnpinnedEvent",
    "locked": "LockedEvent",
    "unlocked": "UnlockedEvent",
    "transferred": "TransferredEvent",
    "comment_deleted": "CommentDeletedEvent",
    "milestoned": "MilestonedEvent",
    "demilestoned": "DemilestonedEvent",
    "sub_issue_added": "SubIssueAddedEvent",
    "sub_issue_removed": "SubIssueRemovedEvent",
    "parent_issue_added": "ParentIssueAddedEvent",
    "parent_issue_removed": "ParentIssueRemovedEvent",
    "merged": "MergedEvent",
    "head_ref_deleted": "HeadRefDeletedEvent",
    "ready_for_review": "ReadyForReviewEvent",
}


# PullRequestReview and IssueComment stand in timelines as themselves.
ITEM_TYPES = {"IssueComment": "ISSUE_COMMENT", "PullRequestReview": "PULL_REQUEST_REVIEW"}


TYPES: tuple[tuple[type, str], ...] = (
    (PullRequest, "PullRequest"),  # before Issue, of which it is a kind
    (Issue, "Issue"),
    (Comment, "IssueComment"),
    (Review, "PullRequestReview"),
    (ReviewComment, "PullRequestReviewComment"),
    (Thread, "PullRequestReviewThread"),
    (GitRef, "Ref"),
    (Edit, "UserContentEdit"),
)


def type_name(thing: Any) -> str:
    """GraphQL's type of a record."""
    if isinstance(thing, User):
        return thing.kind
    if isinstance(thing, Event):
        return EVENT_TYPES[thing.kind]
    if isinstance(thing, GitObject):
        return thing.kind.title()
    if isinstance(thing, dict):
        return str(thing["__typename"])
    return next((name for kind, name in TYPES if isinstance(thing, kind)), type(thing).__name__)


def field(*names: str) -> Callable[[Resolver], Resolver]:
    def keep(resolver: Resolver) -> Resolver:
        for name in names:
            FIELDS[name] = resolver
        return resolver

    return keep


def bind(types: str, fields: Mapping[str, Resolver]) -> None:
    """Several fields of one or several types: `bind("Issue PullRequest", {"closed": …})`."""
    for name in types.split():
        FIELDS.update({f"{name}.{key}": resolver for key, resolver in fields.items()})


def each(types: str, name: str) -> Callable[[Resolver], Resolver]:
    """The same field of several types: `each("Issue PullRequest", "labels")`."""
    return field(*(f"{t}.{name}" for t in types.split()))


POSTS = "Issue PullRequest"


TEXTS = "Issue PullRequest IssueComment PullRequestReview PullRequestReviewComment"


REPLIES = "IssueComment PullRequestReview PullRequestReviewComment"


ACTORS = "User Bot Organization Mannequin"


def actor(user: User | None) -> User | None:
    """Deleted accounts are null, as on GitHub."""
    return None if user is None or user.deleted else user


def to_time(text: str | None) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def groups_of(written: Written) -> list[ReactionGroup]:
    """All eight kinds, also those that nobody gave."""
    return [ReactionGroup(written, content) for content in REACTIONS]


def path_of(issue: Issue) -> str:
    return f"/{issue.repository.full_name}/{'pull' if issue.is_pull else 'issues'}/{issue.number}"


def repository_for(session: Session, owner: str, name: str) -> Repository:
    found = session.world.find_repository(owner, name)
    if found is None or not session.sees(found):
        raise not_found(f"Could not resolve to a Repository with the name '{owner}/{name}'.")
    return found


IDENTIFIED = (
    "User Bot Organization Repository Label Milestone Reaction UserContentEdit Ref Issue PullRequest "
    "IssueComment PullRequestReview PullRequestReviewComment PullRequestReviewThread "
    + " ".join(EVENT_TYPES.values())
)
bind(
    IDENTIFIED,
    {
        "id": lambda thing: thing.node_id,
        "databaseId": lambda thing: thing.id,
        "fullDatabaseId": lambda thing: str(thing.id),
    },
)
