"""What a page is drawn from besides the record: values that decide has settled.

Made by decide (and by `render`, where nothing is on GitHub yet). Links may be
references (values/refs) to what a plan has yet to create.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from postmortem_gh.documents.roles import Roles
from postmortem_gh.documents.templates import Templates
from postmortem_gh.settings import Settings
from postmortem_gh.values.lean import dataclass

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
