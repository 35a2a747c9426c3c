"""How large the write-up should be: a full postmortem or a brief note, with the reasons, both ways.

Used by decide/postmortem and `render`. The practice asks for a full one only
where it pays: "overusing the process can lead to fatigue". The rule is a
contract; its thresholds are the setting `full_when`.
"""

from __future__ import annotations

from postmortem_gh.documents.times import minutes_between, span
from postmortem_gh.settings import Settings
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.records import Record

COUNTS = {2: "two", 3: "three", 4: "four", 5: "five"}
CRITERIA = ("somebody was paged or called in", "customers noticed", "this kind of failure is new to us")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """``reasons`` may hold people's words (a severity): escape before any sink."""

    full: bool
    reasons: tuple[str, ...]
    other_way: str  # how to get the other size
    unknown: tuple[str, ...] = ()  # what could not count, and would be good to know


def write_up(record: Record, settings: Settings) -> Size:
    """Full when any one reason speaks for it; else brief, saying what was looked at."""
    if record.kind != "postmortem":
        return _brief_by_kind(record)
    unknown = _unknown(record)
    speaks = (*_criteria(record, settings), *_escalated(record, settings), *_severe(record, settings))
    speaks += _long(record, settings)
    if speaks:
        return Size(full=True, reasons=speaks, other_way=_LESS, unknown=unknown)
    return Size(full=False, reasons=_against(record, settings), other_way=_MORE, unknown=unknown)


_MORE = (
    "If it deserves a full postmortem, tick what applies in the form, raise the severity, "
    "or add the end time; the page grows with it."
)
_LESS = "If a brief note is enough, correct what does not hold in the form; the page shrinks with it."


def minutes(record: Record) -> int | None:
    """From the start to the end of the pain: ``mitigated``, else ``resolved``."""
    return minutes_between(record.started, record.mitigated or record.resolved)


def _criteria(record: Record, settings: Settings) -> tuple[str, ...]:
    if not settings.full_when.criteria:
        return ()
    return tuple(text for ticked, text in zip(record.criteria or (), CRITERIA, strict=False) if ticked)


def _escalated(record: Record, settings: Settings) -> tuple[str, ...]:
    return ("it was escalated",) if record.escalated and settings.full_when.escalated else ()


def _severe(record: Record, settings: Settings) -> tuple[str, ...]:
    highest = settings.full_when.severities
    if record.severity_rank is None or record.severity_rank >= highest:
        return ()
    return (f"its severity, {record.severity}, is {_among(highest)}",)


def _among(highest: int) -> str:
    return "the highest" if highest == 1 else f"among the {COUNTS.get(highest, highest)} highest"


def _long(record: Record, settings: Settings) -> tuple[str, ...]:
    lasted, limit = minutes(record), settings.full_when.minutes
    if lasted is None or lasted <= limit:
        return ()
    return (f"it lasted {span(lasted)}, longer than {span(limit)}",)


def _against(record: Record, settings: Settings) -> tuple[str, ...]:
    """What was looked at and did not ask for more."""
    lasted, found = minutes(record), []
    if record.criteria is not None and not any(record.criteria):
        found.append("none of the boxes (somebody paged, customers noticed, a new kind of failure) is ticked")
    if record.escalated is False:
        found.append("it was not escalated")
    if record.severity_rank is not None and settings.full_when.severities:
        found.append(f"its severity, {record.severity}, is not {_among(settings.full_when.severities)}")
    if lasted is not None:
        found.append(f"it lasted {span(lasted)}, not longer than {span(settings.full_when.minutes)}")
    return tuple(found) or ("nothing in the form asks for more",)


def _unknown(record: Record) -> tuple[str, ...]:
    if minutes(record) is not None:
        return ()
    end = record.mitigated or record.resolved
    lacks = [
        what
        for what, moment in (("the time it started", record.started), ("the time it ended", end))
        if moment is None or moment.at is None
    ]
    if not lacks:
        return ("how long it lasted: its end lies before its start",)
    return (f"how long it lasted: {' and '.join(lacks)} {'is' if len(lacks) == 1 else 'are'} not known",)


def _brief_by_kind(record: Record) -> Size:
    if record.kind == "near-miss":
        why = "nothing broke; its action items count all the same"
        return Size(full=False, reasons=(why,), other_way="If it did hit somebody, file it as a postmortem.")
    why = "there was no incident"
    return Size(full=False, reasons=(why,), other_way="An incident is filed with the postmortem form.")
