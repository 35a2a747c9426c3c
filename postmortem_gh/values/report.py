"""The weekly report as values: what documents/report draws. Made by decide/report and its parts.

Dates, never running day counts, so that a new day alone is no news. Items are
counted, never persons.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from postmortem_gh.values.lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One action item, incident or document in a list: a link, why it is there, and since when."""

    number: int
    url: str
    title: str  # foreign text
    repository: str | None = None  # owner/name where it is not the home repository
    owners: tuple[str, ...] = ()  # logins
    due: date | None = None
    since: date | None = None
    why: str = ""  # our words: “due 2026-11-20, no decision since”
    detail: str = ""  # foreign text: a reason that a person gave
    commands: tuple[str, ...] = ()  # what can be typed there: `/due 2026-12-15 reason`
    evidence_url: str = ""
    evidence: str = ""  # our words: “merged pull request”
    parent_number: int | None = None
    parent_url: str | None = None
    parent_title: str | None = None  # foreign text
    above: bool = False  # told in a list above already, so that here a link is enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One list of the report; ``search`` is the query that finds all of it on GitHub."""

    id: Literal[
        "decide",
        "overdue",
        "soon",
        "ownerless",
        "undated",
        "stale",
        "blocked",
        "done",
        "unproved",
        "dropped",
        "undocumented",
        "waiting",
    ]
    lines: tuple[Line, ...]
    search: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One recurrence: what came back, what had been promised, and what stood open that day."""

    label: str
    count: int
    window_days: int
    usual: str  # our words: how unusual the count is
    newest: Line
    earlier: tuple[Line, ...]
    open_that_day: tuple[
        Line, ...
    ]  # promises that stood open on the newest incident's day; `since`: overdue since
    done_before: tuple[Line, ...]  # what had been done by then
    dropped_before: tuple[Line, ...] = ()  # what had been given up; `detail`: the reason
    finding: str  # our words: what to look at


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Learning figures; None where it is too early to say."""

    incidents: int
    months: tuple[tuple[str, int], ...] = ()  # ("2026-11", 3), oldest first
    detect_median: int | None = None  # minutes
    detect_n: int = 0
    recover_median: int | None = None
    recover_n: int = 0
    closed_in_time: int = 0
    closed_with_due: int = 0
    ages: tuple[tuple[str, int], ...] = ()  # open items by the month they were promised in

    @property
    def too_early(self) -> bool:
        """Fewer than five incidents carry no line."""
        return self.incidents < 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A checkbox that is a command: ticked by a person with write access, carried out once, unticked."""

    id: str  # `move:12`, `close-done`, `rebuild`
    text: str  # our words; titles in it are foreign and come escaped by ``subject``
    subject: str = ""  # foreign text: the postmortem's title
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The whole report."""

    setup_problems: tuple[str, ...] = ()  # our words
    sections: tuple[Section, ...] = ()  # most useful first; empty ones left out
    stories: tuple[Story, ...] = ()
    figures: Figures | None = None
    boxes: tuple[Box, ...] = ()
    open_items: int = 0
    former: tuple[str, int] | None = None  # url and number of a report that a person closed
    index_url: str | None = None
    unreadable: tuple[tuple[str, str], ...] = ()
