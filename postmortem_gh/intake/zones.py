"""Time zones as people write them: `Z`, `+01:00`, `UTC+1`, `CET`, `Europe/Berlin`.

Used by stamps.py to find one behind a time, by clockwork.py to make a point in
time of day, clock and zone. An abbreviation with several meanings is read in
the settings' zone. Clock times that a change of the clocks skips or repeats
are read in one defined way, and that is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass

# Hours from UTC. Only what engineers write and what means one thing; PEP 615's database knows
# abbreviations only beside a place and a date. https://www.iana.org/time-zones
_HOURS: dict[str, float] = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "WAT": 1,
    "CAT": 2, "EET": 2, "EEST": 3, "SAST": 2, "EAT": 3, "MSK": 3, "TRT": 3, "PKT": 5, "NPT": 5.75,
    "ICT": 7, "WIB": 7, "HKT": 8, "SGT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "ACST": 9.5,
    "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3, "NDT": -2.5, "ADT": -3,
    "EDT": -4, "EST": -5, "CDT": -5, "MDT": -6, "MST": -7, "PDT": -7, "PST": -8, "AKDT": -8, "AKST": -9,
    "HST": -10,
}  # fmt: skip
_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_SEVERAL = {
    "BST": "British Summer Time or Bangladesh",
    "IST": "India, Israel or Ireland",
    "CST": "US Central, China or Cuba",
    "AST": "Atlantic or Arabia",
    "GST": "Gulf or South Georgia",
    "SST": "Samoa or Singapore",
}
_WORDS = "|".join(sorted((*_HOURS, *_PLACES, *_SEVERAL), key=len, reverse=True))

_ZONE = pattern(
    rf"""(?P<open>[(\[])?(?:
        (?P<offset>(?:(?:UTC|GMT|utc|gmt)[ ]?(?=[+\-−±]))?[+\-−±]\d{{1,2}}(?::?\d{{2}})?)(?![\d:.%\w])
      | (?P<iana>[A-Za-z]{{2,14}}/[A-Za-z_]{{2,20}}(?:[/+-][A-Za-z_0-9]{{1,20}})?)
      | (?P<word>{_WORDS}|utc|gmt|cet|cest)(?![\w/])
    )(?(open)[)\]])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A time zone that was named; ``zone`` is None where the abbreviation has several meanings."""

    said: str
    zone: tzinfo | None
    meanings: str = ""
    end: int = 0  # position after it


def scan_zone(text: str, at: int = 0, *, minus: bool = True) -> Zone | None:
    """The time zone that stands at this position; without ``minus`` `-05:00` is the end of a range."""
    found = _ZONE.match(text, at)
    if not found or (not minus and text[at : at + 1] in ("-", "−")):
        return None
    if word := found["word"]:
        return _abbreviation(word, found.end())
    if name := found["iana"]:
        zone = named(name)
        return Zone(said=name, zone=zone, end=found.end()) if zone else None
    return _offset(found["offset"], found.end())


def _abbreviation(word: str, end: int) -> Zone:
    upper = word.upper()
    if upper in _SEVERAL:
        return Zone(said=word, zone=None, meanings=_SEVERAL[upper], end=end)
    if upper in _PLACES:
        return Zone(said=word, zone=named(_PLACES[upper]), end=end)
    return Zone(said=word, zone=_fixed(timedelta(hours=_HOURS[upper])), end=end)


def _offset(said: str, end: int) -> Zone | None:
    """`+01:00`, `+0100`, `+01`, `UTC+1`. A bare `+1` is no zone, but “one more”."""
    sign_at = next(i for i, c in enumerate(said) if c in "+-−±")
    digits = said[sign_at + 1 :].replace(":", "")
    if len(digits) == 1 and sign_at == 0:
        return None
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    sign = -1 if said[sign_at] in "-−" else 1
    # https://en.wikipedia.org/wiki/List_of_UTC_offsets goes from -12:00 to +14:00
    if hours > (12 if sign < 0 else 14) or minutes not in (0, 30, 45):
        return None
    return Zone(said=said, zone=_fixed(sign * timedelta(hours=hours, minutes=minutes)), end=end)


def _fixed(offset: timedelta) -> tzinfo:
    return timezone(offset) if offset else UTC


def named(name: str) -> tzinfo | None:
    """The IANA zone of that name, None where there is none."""
    if name in ("UTC", "Etc/UTC"):
        return UTC
    from zoneinfo import ZoneInfo

    for spelling in dict.fromkeys((name, name.title())):
        try:
            return ZoneInfo(spelling)
        except (KeyError, ValueError, OSError):  # unknown, a path trick, a folder of the database
            continue
    return None


def day_of(moment: datetime, timezone: str) -> date:
    """The day of a moment in the settings' time zone."""
    return days_in(timezone)(moment)


def days_in(timezone: str) -> Callable[[datetime], date]:
    """What tells the day of a moment in the settings' time zone; the zone is looked up once for all of them."""
    zone = named(timezone) or UTC
    return lambda moment: moment.astimezone(zone).date()


def place(naive: datetime, zone: tzinfo) -> tuple[datetime, str]:
    """The clock time in the zone, with a fixed offset, and what a change of the clocks did to it.

    The offset is fixed, as Python subtracts two times of one ZoneInfo without
    regard to the change between them. https://docs.python.org/3/library/datetime.html
    """
    first, second = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
    offset = first.utcoffset() or timedelta(0)
    if offset == second.utcoffset():
        return naive.replace(tzinfo=_fixed(offset)), ""
    try:
        back = (naive - offset).replace(tzinfo=UTC).astimezone(zone)
    except OverflowError:
        return naive.replace(tzinfo=_fixed(offset)), ""
    if back.replace(tzinfo=None, fold=0) == naive:
        return naive.replace(
            tzinfo=_fixed(offset)
        ), "happened twice that day, as the clocks went back: the first is taken"
    shown = back.replace(tzinfo=_fixed(back.utcoffset() or timedelta(0)), fold=0)
    return shown, f"did not happen that day, as the clocks went forward: read as {shown:%H:%M}"
