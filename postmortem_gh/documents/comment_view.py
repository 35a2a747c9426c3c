"""What the comment is drawn from besides the record: values that decide has settled.

Apart from documents/views, as `render` draws no comment and starts sooner without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from postmortem_gh.documents.roles import Roles
from postmortem_gh.documents.templates import Templates
from postmortem_gh.documents.views import Link, WriteUp
from postmortem_gh.settings import Settings
from postmortem_gh.values.findings import Finding
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.meeting import Facilitator, Step
from postmortem_gh.values.records import ActionItem, Record
from postmortem_gh.values.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that a person has to mend or to know, as a UserError says it. May hold foreign words."""

    what: str
    fix: str
    more: str = ""  # a page of ours
    of_setup: bool = True  # False: something that somebody did here, and nothing is wrong with the set-up


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
    not_opened: Refusal | None = None  # why it did
    held: tuple[str, ...] = ()  # the document waits: where a secret or personal data was seen, never what
    conflicts: tuple[str, ...] = ()  # lines of ours that gave way to a person's edit of the document
    items: Mapping[str, Link] = field(default_factory=dict)  # by key
    remarks: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # by key: `bob cannot be assigned here`
    untracked: frozenset[str] = frozenset()
    left: tuple[ActionItem, ...] = ()  # no longer in the form; as their open issues have them
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


def tracked(record: Record, view: CommentView) -> list[ActionItem]:
    """Those that have an issue or get one; ticked and ideas, where they have it."""
    return [
        item
        for item in record.action_items
        if (item.state == "open" and item.key not in view.untracked) or item.key in view.items
    ]
