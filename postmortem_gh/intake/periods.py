"""The last day of a retrospective's period: `2026-11-09 to 2026-11-20`, `9–20 November`, `Q3 2026`.

It is the document's date; a period without a day in it (`Sprint 42`) has none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from postmortem_gh.intake.dates import end_of_month
from postmortem_gh.intake.days import MONTH, month_number, scan_day
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.days import calendar_day, iso_day

_LIKELY = pattern(rf"(?<![\w-])(?=\d|{MONTH}\b)", re.IGNORECASE)
_SHORT = pattern(
    rf"(?<!\d)\d{{1,2}}\.?[ ]?(?:-|–|—|to|until)[ ]?(?=\d{{1,2}}[a-z.]{{0,3}}[ ](?:of )?{MONTH})",
    re.IGNORECASE,
)
_SHORT_END = pattern(
    rf"({MONTH})\.? \d{{1,2}}[ ]?(?:-|–|—|to)[ ]?(\d{{1,2}})\b(?:,? (\d{{4}}))?", re.IGNORECASE
)
_MONTH_YEAR = pattern(rf"\b({MONTH})\.? (\d{{4}})\b", re.IGNORECASE)
_QUARTER = pattern(r"\bQ([1-4])[ /-]?(\d{4})\b|\b(\d{4})[ -]?Q([1-4])\b", re.IGNORECASE)
_WEEK = pattern(
    r"\b(?P<year>\d{4})-?W(?P<week>\d{2})\b|\b(?:week|cw|kw) ?(?P<w2>\d{1,2})(?:[ ,/]+(?P<y2>\d{4}))?\b",
    re.IGNORECASE,
)


def last_day(text: str, *, filed: date) -> date | None:
    """The latest day that the words name; None where they name none (`Sprint 42`)."""
    if found := _SHORT_END.search(text):
        return _make(int(found[3]) if found[3] else None, month_number(found[1]), int(found[2]), filed)
    days = []
    for likely in _LIKELY.finditer(_SHORT.sub("", text[:500])):
        written = scan_day(_SHORT.sub("", text[:500]), likely.start())
        if (
            written
            and not written.two_readings
            and (day := _make(written.year, written.month, written.day, filed))
        ):
            days.append(day)
    return max(days) if days else _whole(text, filed)


def _make(year: int | None, month: int, day: int, filed: date) -> date | None:
    """The day; without its year the last one that has been, or is about to be, when the form is filed."""
    made = calendar_day(filed.year if year is None else year, month, day)
    if year is None and made and made > filed + timedelta(days=31):
        return calendar_day(made.year - 1, month, day)
    return made


def _whole(text: str, filed: date) -> date | None:
    """A month, a quarter or a week by its name."""
    if found := _MONTH_YEAR.search(text):
        return end_of_month(int(found[2]), month_number(found[1]))
    if found := _QUARTER.search(text):
        return end_of_month(int(found[2] or found[3]), 3 * int(found[1] or found[4]))
    weeks = [_sunday(found, filed) for found in _WEEK.finditer(text[:500])]
    return max((day for day in weeks if day), default=None)


def _sunday(week: re.Match[str], filed: date) -> date | None:
    year = int(week["year"] or week["y2"] or filed.isocalendar().year)
    return iso_day(f"{year:04}-W{int(week['week'] or week['w2']):02}-7")
