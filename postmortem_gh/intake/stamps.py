"""A day, a time of day and a zone where they stand in a text: `2026-11-20 14:02 UTC`, `2:02pm on 20 Nov`.

Finds and does not judge: moments.py and timeline_days.py know the day that a
bare `14:02` belongs to, and clockwork.py makes points in time of both.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from postmortem_gh.intake.days import WEEKDAY, Written, scan_day, weekday_number
from postmortem_gh.intake.zones import Zone, scan_zone
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass

_LEAD = pattern(
    r"[\[({*_`\"'<>]{0,4}(?:(?:at|on|from|between|since|starting)[ ]+)?"
    r"(?P<about>(?:[~≈]|(?:around|about|approx(?:\.|imately)?|ca\.?|c\.|circa|roughly|approximately"
    r"|near)[ ]+(?=[\d~]))[ ]?)?"
    r"(?:at[ ]+)?",
    re.IGNORECASE,
)
_CLOCK = pattern(
    r"""(?:
        (?P<h>\d{1,2})[:h∶：](?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?(?!\d)
        (?:[ ]?(?P<half>[ap]\.?m\b\.?))?
      | (?P<h2>\d{1,2})(?:\.(?P<m2>\d{2}))?[ ]?(?P<half2>[ap]\.?m\b\.?)
      | (?P<h3>\d{1,2})[.](?P<m3>\d{2})[ ]?(?=(?:Uhr|h)\b)
      | (?P<h4>\d{2})(?P<m4>\d{2})(?=Z\b|h\b|hrs\b|[ ](?:UTC|GMT|Z|hrs?)\b)
      | (?P<word>noon|midday|midnight)\b
    )(?:[ ]?(?:Uhr|hrs?|h|o'clock|ish)\b|ish\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_JOIN = pattern(
    r"T(?=\d)|[ ]?(?:,|@|at|on|um|-|–)?[ ]+(?:at[ ]+|on[ ]+)?(?:around[ ]+|about[ ]+|ca\.?[ ]+)?~?|[ ]?~",
    re.IGNORECASE,
)
_WEEKDAY_ALONE = pattern(rf"({WEEKDAY})\b\.?,?[ ]+(?=\d)", re.IGNORECASE)
_CLOSING = pattern(r"[\])}*_`\"'>]{1,4}")
_TO = pattern(r"[ ]?(?:-|–|—|−|→|->|~|\.\.\.?|…)[ ]?|[ ]+(?:to|until|till|and|through)[ ]+", re.IGNORECASE)
_BARE_HOUR = pattern(
    r"(\d{1,2})(?::(\d{2}))?(?=[ ]?(?:-|–|—|to)[ ]?\d{1,2}(?::\d{2})?[ ]?([ap])\.?m\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day. 24:00 is kept as the end of its day."""

    hour: int
    minute: int
    second: int = 0

    def since_midnight(self) -> timedelta:
        """How far into its day it lies."""
        return timedelta(hours=self.hour, minutes=self.minute, seconds=self.second)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What was found of a point in time; each part may be missing."""

    said: str
    day: Written | None = None
    weekday: int | None = None
    clock: Clock | None = None
    zone: Zone | None = None
    about: bool = False
    impossible: str = ""  # the words that look like a time of day and are none
    end: int = 0


def scan_clock(text: str, at: int) -> tuple[Clock | None, int]:
    """The time of day at this position and the position after it; (None, after) where it is impossible."""
    found = _CLOCK.match(text, at)
    if not found:
        return None, at
    if word := found["word"]:
        return Clock(hour=0 if word.lower() == "midnight" else 12, minute=0), found.end()
    hour = int(found["h"] or found["h2"] or found["h3"] or found["h4"])
    minute = int(found["m"] or found["m2"] or found["m3"] or found["m4"] or 0)
    second = int(found["s"] or 0)
    half = (found["half"] or found["half2"] or "").lower()
    return _clock(hour, minute, second, half[:1]), found.end()


def _clock(hour: int, minute: int, second: int, half: str) -> Clock | None:
    if half and hour > 12:
        half = "" if half == "p" else "?"  # 14:02 PM is clear enough, 14:02 AM is not
    elif half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if half == "?" or minute > 59 or hour > 24 or (hour == 24 and minute) or second > 60:
        return None
    return Clock(hour=hour, minute=minute, second=min(second, 59))


def scan_stamp(text: str, at: int = 0) -> Stamp | None:
    """Day, time and zone in either order, as far as they stand here; None where nothing of them does."""
    lead = _LEAD.match(text, at)
    start = lead.end() if lead else at
    if text[start : start + 1].lower() not in _BEGINNINGS:
        return None
    about = bool(lead and lead["about"])
    day = scan_day(text, start)
    if day is not None:
        return _day_first(text, start, day, about=about)
    clock, end = scan_clock(text, start)
    if end == start:
        return _after_weekday(text, start)
    if clock is None:
        return Stamp(said=text[start:end], about=about, impossible=text[start:end], end=end)
    zone, end = _zone_at(text, end, has_day=False)
    day = _day_at(text, end)
    if day is not None:
        end = day.end
        if zone is None:
            zone, end = _zone_at(text, end, has_day=True)
    return Stamp(said=text[start:end], day=day, clock=clock, zone=zone, about=about, end=end)


_BEGINNINGS = frozenset("0123456789jfmasondtw")  # digits, months, weekdays, noon


def _day_first(text: str, start: int, day: Written, *, about: bool) -> Stamp:
    """`2026-11-20 14:02 UTC`."""
    at = _joined(text, day.end)
    clock, end = scan_clock(text, at) if at is not None else (None, day.end)
    if at is None or end == at:
        return Stamp(said=text[start : day.end], day=day, about=about, end=day.end)
    if clock is None:
        return Stamp(said=text[start:end], day=day, about=about, impossible=text[at:end], end=end)
    about = about or "~" in text[day.end : at]
    zone, end = _zone_at(text, end, has_day=True)
    return Stamp(said=text[start:end], day=day, clock=clock, zone=zone, about=about, end=end)


def _after_weekday(text: str, at: int) -> Stamp | None:
    """`Fri 14:02`."""
    found = _WEEKDAY_ALONE.match(text, at)
    rest = scan_stamp(text, found.end()) if found else None
    if not (found and rest and rest.clock):
        return None
    return replace(rest, weekday=weekday_number(found[1]), said=text[at : rest.end])


def _zone_at(text: str, at: int, *, has_day: bool) -> tuple[Zone | None, int]:
    """The zone behind a time. `14:02-05:00` alone is a range, `14:02 +10 nodes` no zone."""
    gap = 1 if text.startswith(" ", at) else 0
    zone = scan_zone(text, at + gap, minus=has_day and not gap)
    if zone is None or (gap and zone.said[0] in "+±" and len(zone.said) < 5):
        return None, at
    if zone.said[0] in "+-" and text.startswith((" UTC", " GMT"), zone.end):  # as `date` prints it in Go
        return zone, zone.end + 4
    return zone, zone.end


def _joined(text: str, at: int) -> int | None:
    closing = _CLOSING.match(text, at)
    joint = _JOIN.match(text, closing.end() if closing else at)
    return joint.end() if joint else None


def _day_at(text: str, at: int) -> Written | None:
    """The day behind a time; there it has its month in letters or its year (“14:02 10/12 nodes down”)."""
    start = _joined(text, at)
    if start is None or text[start : start + 1].lower() not in _BEGINNINGS:
        return None
    day = scan_day(text, start)
    if day is None or (day.year is None and not any(c.isalpha() for c in text[start : day.end])):
        return None
    following = text[day.end : day.end + 1]
    return None if following.isalnum() or following == "%" else day


def scan_range(text: str, at: int = 0) -> tuple[Stamp | None, Stamp | None, int]:
    """A stamp, the end of its range where it is one, and the position after both."""
    first = scan_stamp(text, at)
    if (first is None or first.clock is None) and (half := _half_day_range(text, at)):
        return half
    if first is None:
        return None, None, at
    joint = _TO.match(text, _past_closing(text, first.end))
    second = scan_stamp(text, joint.end()) if joint and first.clock else None
    if second is None or (second.clock is None and not second.impossible):
        return first, None, first.end
    if first.zone is None and second.zone is not None:
        first = replace(first, zone=second.zone)
    return _shared_half(first, second), second, second.end


def _past_closing(text: str, at: int) -> int:
    found = _CLOSING.match(text, at)
    return found.end() if found else at


def _half_day_range(text: str, at: int) -> tuple[Stamp, Stamp | None, int] | None:
    """`2 – 3 pm`: the half of the day is told once, at the end."""
    lead = _LEAD.match(text, at)
    start = lead.end() if lead else at
    found = _BARE_HOUR.match(text, start)
    clock = _clock(int(found[1]), int(found[2] or 0), 0, found[3].lower()) if found else None
    joint = _TO.match(text, found.end()) if found else None
    second = scan_stamp(text, joint.end()) if joint else None
    if not (found and clock and second):
        return None
    return Stamp(said=found[0], clock=clock, end=found.end(), zone=second.zone), second, second.end


def _shared_half(first: Stamp, second: Stamp) -> Stamp:
    """In `2:02–2:10 PM` the first time is in the afternoon too; in `11:50–12:10 PM` it is not."""
    said = second.said.lower()
    halves = re.search(r"\d ?([ap])\.?m\b", said)
    if not (halves and first.clock and second.clock) or re.search(r"\d ?[ap]\.?m\b", first.said.lower()):
        return first
    clock = _clock(first.clock.hour, first.clock.minute, first.clock.second, halves[1])
    if clock and clock.since_midnight() <= second.clock.since_midnight():
        return replace(first, clock=clock)
    return first
