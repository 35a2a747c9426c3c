"""The vocabulary of a plan: one small value a change, each with its reason.

A plan covers all rounds. ``gives`` is the name under which later changes may
refer to what this one creates or does; ``needs`` are the names that must be known
before it can be sent. Printing changes is the dry run; github_api/apply sends
the same values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from postmortem_gh.values.desired import ReviewComment
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.refs import names_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One write. ``optional``: when GitHub refuses it, the run stays green and says so."""

    why: str
    after: tuple[
        str, ...
    ] = ()  # by their names: what it tells people was done, so that it waits for the answers

    @property
    def optional(self) -> bool:
        return False

    @property
    def gives(self) -> str | None:
        return None

    @property
    def needs(self) -> frozenset[str]:
        return frozenset().union(*(names_in(text) for text in self._texts()))

    def _texts(self) -> Iterator[str]:
        for each in fields(self):
            value = getattr(self, each.name)
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, str):
                    yield part
                elif isinstance(part, ReviewComment):
                    yield part.body


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeLabel(Change):
    name: str
    color: str
    description: str

    @property
    def gives(self) -> str:
        return f"label {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIssue(Change):
    name: str  # `item 1`, `report`
    title: str
    body: str
    labels: tuple[str, ...]
    assignees: tuple[str, ...] = ()
    parent: str | None = None  # node id

    @property
    def gives(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSubIssue(Change):
    parent: str
    child: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditIssue(Change):
    """A guarded edit: read again, equal to ``was``, write, then look at the history."""

    id: str
    number: int
    title: str | None = None
    body: str | None = None
    was: str | None = None

    @property
    def gives(self) -> str:
        return f"edit of {self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLabels(Change):
    id: str
    number: int
    labels: tuple[str, ...]

    @property
    def gives(self) -> str:
        return f"labels of #{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveLabels(Change):
    id: str
    number: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign(Change):
    id: str
    number: int
    logins: tuple[str, ...]

    @property
    def optional(self) -> bool:
        return True

    @property
    def gives(self) -> str:
        return f"owner of {self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unassign(Change):
    id: str
    number: int
    logins: tuple[str, ...]

    @property
    def gives(self) -> str:
        return f"former owners of {self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseIssue(Change):
    """Only ever by a person's act (a command, a ticked box), or a double of our own."""

    id: str
    number: int
    reason: str  # COMPLETED, NOT_PLANNED or DUPLICATE (a double of our own)
    of: str | None = None  # the elder that it doubles

    @property
    def gives(self) -> str:
        return f"closing of {self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddComment(Change):
    subject: str
    number: int
    body: str
    name: str = "comment"  # our one comment; others have names of their own

    @property
    def gives(self) -> str:
        return self.name

    @property
    def is_memory(self) -> bool:
        """Its marker remembers what was done."""
        return self.name == "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditComment(Change):
    id: str
    number: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteComment(Change):
    """Only a double of our own, folded into the elder."""

    id: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class React(Change):
    subject: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBranch(Change):
    branch: str
    oid: str  # the default branch's head

    @property
    def gives(self) -> str:
        return f"branch {self.branch}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveBranch(Change):
    """A branch whose pull request was merged starts again from the default branch's head."""

    branch: str
    id: str
    oid: str

    @property
    def gives(self) -> str:
        return f"branch {self.branch}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteFiles(Change):
    branch: str
    expected: str  # the head that the plan was made on, else GitHub answers STALE_DATA
    headline: str
    additions: tuple[str, ...]  # path, text, path, text, …
    new_branch: bool = False

    @property
    def needs(self) -> frozenset[str]:
        found = frozenset().union(*(names_in(text) for text in self._texts()))
        return found | {f"branch {self.branch}"} if self.new_branch else found

    @property
    def gives(self) -> str:
        return f"commit {self.branch}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPullRequest(Change):
    branch: str
    base: str
    title: str
    body: str

    @property
    def gives(self) -> str:
        return "pull request"


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteReview(Change):
    pull_request: str  # node id, or `pull request` for the one that this plan opens
    body: str
    path: str  # of the document that the comments stand on
    comments: tuple[ReviewComment, ...]
    event: str = "COMMENT"

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({"pull request"}) if self.pull_request == "pull request" else frozenset()

    @property
    def optional(self) -> bool:
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class PinIssue(Change):
    id: str  # node id, or `report` for the one that this plan opens
    number: int | None

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({"report"}) if self.id == "report" else frozenset()

    @property
    def optional(self) -> bool:
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkSubIssue(Change):
    parent: str
    child: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that a run will do, and what it says beside it."""

    changes: tuple[Change, ...] = ()
    notices: tuple[str, ...] = ()  # what was left alone on purpose, with the reason

    def __bool__(self) -> bool:
        return bool(self.changes)
