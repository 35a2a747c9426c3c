"""A calendar day where it stands in a text: `2026-12-15`, `15 December`, `Dec 15, 2026`, `15.12.2026`.

Found and not judged: dates.py asks whether a due date exists and is to come,
clockwork.py which year a day without one belongs to.
"""

from __future__ import annotations

import re
from datetime import date

from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.days import calendar_day
from postmortem_gh.values.lean import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)"
)

ISO = pattern(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_MONTH = pattern(
    rf"(?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\.?[ -]?(?:of )?({MONTH})\b\.?(?:,?[ -]'?(\d{{4}})(?![\d:]))?",
    re.IGNORECASE,
)
_MONTH_DAY = pattern(
    rf"({MONTH})\.? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:]|[ ]?[ap]m\b)(?:,? (\d{{4}})(?![\d:]))?",
    re.IGNORECASE,
)
_NUMERIC = pattern(r"(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})(?![\d:])|(\.)(?!\d))?(?![\d:])")
_WEEKDAY_BEFORE = pattern(rf"({WEEKDAY})\.?,? (?:the )?(?=\d|{MONTH}\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A calendar day as it was written; whether it exists is not asked yet."""

    year: int | None
    month: int
    day: int
    weekday: int | None = None
    two_readings: bool = False  # 12/11: nobody but the author knows
    end: int  # position after it

    def on(self, year: int) -> date | None:
        """The day in that year, None where the calendar has none."""
        return calendar_day(year if self.year is None else self.year, self.month, self.day)


def month_number(word: str) -> int:
    """1 for `January` and `jan`."""
    return _MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """0 for `Monday` and `Mon`."""
    return _WEEKDAYS.index(word[:3].lower())


def scan_day(text: str, at: int = 0) -> Written | None:
    """The calendar day that stands at this position, with or without its year."""
    weekday = None
    if before := _WEEKDAY_BEFORE.match(text, at):
        weekday, at = weekday_number(before[1]), before.end()
    if found := ISO.match(text, at):
        return Written(
            year=int(found[1]), month=int(found[3]), day=int(found[4]), weekday=weekday, end=found.end()
        )
    if found := _DAY_MONTH.match(text, at):
        return _named(found[3], found[2], found[1], weekday, found.end())
    if found := _MONTH_DAY.match(text, at):
        return _named(found[3], found[1], found[2], weekday, found.end())
    if found := _NUMERIC.match(text, at):
        return _numeric(found, weekday)
    return None


def _named(year: str | None, month: str, day: str, weekday: int | None, end: int) -> Written:
    return Written(
        year=int(year) if year else None, month=month_number(month), day=int(day), weekday=weekday, end=end
    )


def _numeric(found: re.Match[str], weekday: int | None) -> Written | None:
    """15.12.2026 is the day first; 12/15 too can be read in one way only; 12/11 can not."""
    first, sign, second, year_said, dot = found.groups()
    if (sign == "." and not (year_said or dot)) or (sign == "-" and len(year_said or "") != 4):
        return None
    year = int(year_said) + (2000 if len(year_said) == 2 else 0) if year_said else None
    one, two = int(first), int(second)
    month_first = sign != "." and two > 12
    day, month = (two, one) if month_first else (one, two)
    return Written(
        year=year,
        month=month,
        day=day,
        weekday=weekday,
        end=found.end(),
        two_readings=sign != "." and one != two and max(one, two) <= 12,
    )
