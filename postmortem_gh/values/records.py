"""What people said in a form, as values.

Made by intake from the answers of a form; read by decide and documents. All
texts are people's words as they typed them (LF): foreign, so escape before
any sink. Vocabulary after the SRE book, chapter 15, and the Howie guide.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.problems import Note, Place, Problem

Kind = Literal["postmortem", "near-miss", "retrospective"]
Priority = Literal["P0", "P1", "P2", "P3", "P4"]
ItemKind = Literal["prevent", "mitigate", "detect", "repair", "investigate"]
Level = Literal["low", "medium", "high"]
ItemState = Literal["open", "done", "idea"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time as precisely as it was told: ``at`` (aware) is None where only the day is known."""

    day: date
    at: datetime | None = None

    def iso(self) -> str:
        """ISO 8601 with offset, or the bare date."""
        return (
            self.at.isoformat(timespec="minutes")
            if self.at and not self.at.second
            else (self.at.isoformat(timespec="seconds") if self.at else self.day.isoformat())
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who took part: by name, by login, or both."""

    name: str | None = None
    login: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the timeline; ``start`` is None where no time could be read or none was given."""

    start: Moment | None
    end: Moment | None = None
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """One promise, as the form has it."""

    key: str  # identity within this postmortem: slug of the first wording, made unique; see decide/settle
    title: str
    state: ItemState = "open"
    owner: str | None = None  # a login without @; None: nobody yet
    names: tuple[tuple[str, str], ...] = ()  # logins and the names beside them, which no document repeats
    due: date | None = None
    due_source: Literal["said", "priority", "severity"] | None = None  # where the date comes from
    due_said: str = ""  # the words that were read as the date
    priority: Priority | None = None
    kind: ItemKind | None = None
    kind_said: bool = False  # False: inferred from the words
    impact: Level | None = None
    effort: Level | None = None
    details: tuple[str, ...] = ()
    done_when: str | None = None  # the closing condition
    existing: int | None = None  # number of an issue of this repository that is attached instead of opened
    said_at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """An element of a team's own form that we have no meaning for: shown under its own label."""

    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A whole form, understood as far as it can be; what could not be is in ``problems``."""

    kind: Kind
    title: str
    issue: int | None = None
    filed_at: datetime | None = None  # creation of the issue, aware
    summary: str | None = None
    impact: str | None = None
    severity: str | None = None
    severity_rank: int | None = None  # 0 is the highest; None: not said, or its rank cannot be told
    criteria: tuple[bool, bool, bool] | None = (
        None  # paged, customers noticed, new kind; None: not in the form
    )
    escalated: bool | None = None
    started: Moment | None = None
    detected: Moment | None = None
    mitigated: Moment | None = None
    resolved: Moment | None = None
    noticed: str | None = None  # near miss: how it was noticed
    could_have: str | None = None
    what_stopped_it: str | None = None
    period: str | None = None  # retrospective: as typed
    period_end: date | None = None
    participants: tuple[Person, ...] = ()
    services: tuple[str, ...] = ()  # as typed; labels are derived
    factors: tuple[str, ...] = ()
    timeline: tuple[Entry, ...] = ()
    trigger: str | None = None
    enabling_conditions: tuple[str, ...] = ()
    whys: tuple[tuple[str, ...], ...] = ()  # one or several chains, each from the failure inward
    causes_text: str | None = None  # what stood in `causes` under none of the three prompts
    went_well: str | None = None
    went_wrong: str | None = None
    confusing: str | None = None
    lucky: str | None = None
    takeaways: str | None = None
    thanks: str | None = None
    action_items: tuple[ActionItem, ...] = ()  # open, done and ideas, in the order told
    sections: tuple[Section, ...] = ()
    unplaced: tuple[Section, ...] = ()  # text that no field holds: kept in the document, and a problem
    missing: tuple[Place, ...] = ()  # required and empty
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
