"""Days that people write and that can be counted with: in the calendar, and in a year that anybody means.

Every reader of a date asks here, so that no arithmetic after it can leave the
calendar: `9999-12-31` has no next day, and `0000` is no year at all.
"""

from __future__ import annotations

from datetime import date

_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day of that year; None where the calendar has none, or no incident nor promise is of that year."""
    try:
        return _in_sight(date(year, month, day))
    except ValueError:
        return None


def iso_day(text: str) -> date | None:
    """The day that is written as `2026-12-15`, likewise."""
    try:
        return _in_sight(date.fromisoformat(text))
    except ValueError:
        return None


def _in_sight(day: date) -> date | None:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
