"""How a promise stood on the day it happened again: by what had happened to it until then, not by what it is today.

Used by decide/stories for the report and by decide/related for document and
comment, so that all say the same of one day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from postmortem_gh.decide.tracking import DayOf
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.records import Moment
from postmortem_gh.values.snapshot import Happening, Issue, Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """The state that a promise was in when that day began."""

    state: Literal["open", "done", "dropped"]
    since: date | None = None  # when it was closed


def stood(
    promise: Issue | Promise, history: Iterable[Happening], again: Moment, day_of: DayOf
) -> Stood | None:
    """None: it came only after that, or was a double, of which its elder tells. ``again``: when it happened again.

    What was closed on that very day stood open on it. An issue whose events were not read goes by its last state.
    """
    if promise.state_reason == "DUPLICATE" or not _was_promised(promise.created_at, again, day_of):
        return None
    now = Stood(state="open")
    for each in _turns(promise, history):
        if day_of(each.at) >= again.day:
            break
        if each.kind == "reopened":
            now = Stood(state="open")
        else:
            now = Stood(state="dropped" if each.reason == "NOT_PLANNED" else "done", since=day_of(each.at))
    return now


def _was_promised(created: datetime, again: Moment, day_of: DayOf) -> bool:
    return created <= again.at if again.at else day_of(created) <= again.day


def _turns(promise: Issue | Promise, history: Iterable[Happening]) -> list[Happening]:
    turns = [each for each in history if each.kind in ("closed", "reopened")]
    if not turns and promise.closed_at is not None:
        return [Happening(at=promise.closed_at, kind="closed", reason=promise.state_reason)]
    return turns
