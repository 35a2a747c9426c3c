"""What ought to be: the result of deciding, before it is held against what is.

Made by decide, read by plan/diff. Texts may hold references (values/refs) to
what does not exist yet. Every part says why it is wanted.
"""

from __future__ import annotations

from typing import Literal

from postmortem_gh.values.findings import Finding
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.problems import Note, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSpec:
    name: str
    color: str  # six hex digits
    description: str  # at most 100 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredItem:
    """An action item's issue. ``id`` None: to be opened (or attached, where ``attach`` names an issue)."""

    name: str  # its reference: `item 1`
    key: str
    id: str | None  # node id of the issue that it has
    number: int | None
    attach: str | None = None  # node id of a person's own issue: linked as sub-issue, never edited
    title: str | None = None  # None: leave the title as it is
    body: str | None = (
        None  # whole body at creation, marker included; afterwards the body after a guarded edit
    )
    add_labels: tuple[str, ...] = ()
    remove_labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()  # to add
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredDocument:
    path: str
    text: str  # after the merge with what people wrote
    why: str
    headline: str  # of the commit


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredPullRequest:
    title: str
    body: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewComment:
    """One suggestion on the document, by lines of the text that is committed (1-based, inclusive)."""

    start_line: int
    line: int
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredReview:
    body: str  # marker included
    comments: tuple[ReviewComment, ...]
    event: Literal["COMMENT", "REQUEST_CHANGES"] = "COMMENT"
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A reaction on a comment that carried commands: the mark that it was answered."""

    comment: str  # node id
    content: str  # THUMBS_UP or CONFUSED
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A new comment for one occasion, with the marker that makes it recognisable."""

    subject: str  # node id of the issue
    number: int
    body: str
    marker: str  # if a comment of ours with this text stands there already, nothing is written
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueState:
    """Labels and assignees that an issue gains or loses."""

    id: str
    number: int
    add_labels: tuple[str, ...] = ()
    remove_labels: tuple[str, ...] = ()
    add_assignees: tuple[str, ...] = ()
    why: str
    assign_why: str = ""  # where people are assigned for another reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """An action item's issue that two runs at once opened twice: the younger makes way for the elder."""

    id: str
    number: int
    elder: int
    elder_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desired:
    """What ought to be around one postmortem."""

    labels: tuple[LabelSpec, ...] = ()  # that must exist
    issue: IssueState | None = None
    items: tuple[DesiredItem, ...] = ()
    folds: tuple[Fold, ...] = ()
    document: DesiredDocument | None = None
    push: bool = False  # straight to the default branch
    restart_branch: bool = False  # its last pull request was merged: begin anew at the default branch's head
    pull_request: DesiredPullRequest | None = None
    review: DesiredReview | None = None
    comment: str | None = None  # our one comment; None: nothing to say
    comment_why: str = ""
    answers: tuple[Answer, ...] = ()
    replies: tuple[Reply, ...] = ()
    # what the summary tells beside the plan
    notices: tuple[str, ...] = ()  # what was left alone on purpose, with the reason
    verdict: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    """An action item to be closed: only ever by a person's act."""

    id: str
    number: int
    reason: Literal["COMPLETED", "NOT_PLANNED", "DUPLICATE"]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unassign:
    id: str
    number: int
    logins: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What ought to be around action items after a follow-up: of one item, or of all in the report's run."""

    items: tuple[DesiredItem, ...] = ()
    closes: tuple[Close, ...] = ()
    unassigns: tuple[Unassign, ...] = ()
    answers: tuple[Answer, ...] = ()
    replies: tuple[Reply, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredReport:
    """The report's issue as it should be; ``id`` None: to be opened."""

    id: str | None
    number: int | None
    title: str
    body: str
    crowded: bool = False  # people's text around it leaves no room for what is new
    pin: bool = False
    ticked: tuple[str, ...] = ()  # node ids of the items on which a ticked box acts
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredIndex:
    """The index page beside the documents."""

    path: str
    text: str
    push: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DesiredFollowUp:
    """All that the scheduled run wants."""

    labels: tuple[LabelSpec, ...] = ()
    followed: Followed = Followed()
    report: DesiredReport | None = None
    index: DesiredIndex | None = None
    recurring: tuple[IssueState, ...] = ()
    verdict: str = ""
    notices: tuple[str, ...] = ()
