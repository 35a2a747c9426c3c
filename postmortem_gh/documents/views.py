"""What a page is drawn from besides the record: values that decide has settled.

Made by decide (and by `render`, where nothing is on GitHub yet). Links may be
references (values/refs) to what a plan has yet to create.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from postmortem_gh.documents.roles import Roles
from postmortem_gh.documents.templates import Templates
from postmortem_gh.settings import Settings
from postmortem_gh.values.findings import Finding
from postmortem_gh.values.meeting import Facilitator, Step

WriteUp = Literal["full", "brief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where something is: ``text`` is ours (`#13`), never people's words."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """What the document needs to know beyond the form."""

    templates: Templates
    settings: Settings
    roles: Roles
    write_up: WriteUp = "full"
    reasons: tuple[str, ...] = ()  # why this size; may hold people's words
    labels: tuple[str, ...] = ()
    items: Mapping[str, Link] = field(default_factory=dict)  # by the item's key
    untracked: frozenset[str] = frozenset()  # keys of open items beyond the limit
    issue: Link | None = None  # of the postmortem
    server: str = "https://github.com"
    status: Literal["draft", "complete"] = "complete"
    recurrence: str | None = None  # Markdown made by documents/recurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something of the set-up that a person has to mend; same shape as a UserError. May hold foreign words."""

    what: str
    fix: str
    more: str = ""  # a page of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierItem:
    """An action item that an earlier postmortem of the same service still waits for."""

    link: Link
    title: str
    owner: str | None
    due: date | None
    postmortem: Link | None
    postmortem_title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """An earlier incident that looks alike, and why it is shown."""

    link: Link
    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    """What the one comment tells, beyond the record."""

    templates: Templates
    settings: Settings
    roles: Roles
    write_up: WriteUp = "full"
    reasons: tuple[str, ...] = ()
    other_way: str = ""  # how to get the other size
    unknown: tuple[str, ...] = ()  # what would decide the size, and is not known
    document: Link | None = None
    pull_request: Link | None = None
    open_by_hand: str | None = None  # GitHub refused to open the pull request: the page that does it
    held: tuple[str, ...] = ()  # the document waits: where a secret or personal data was seen, never what
    conflicts: tuple[str, ...] = ()  # lines of ours that gave way to a person's edit of the document
    items: Mapping[str, Link] = field(default_factory=dict)  # by key
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by key: `bob cannot be assigned here`
    untracked: frozenset[str] = frozenset()
    earlier: tuple[EarlierItem, ...] = ()
    facilitator: Facilitator | None = None
    agenda: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    recurrence: str | None = None
    related: tuple[Related, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    status: Literal["draft", "complete"] = "complete"
    server: str = "https://github.com"
    is_closed: bool = False  # the review is over
    still_open: tuple[Link, ...] = ()  # its action items that are open then
