"""Days as people write them: `2026-12-15`, `15 December`, `in 2 weeks`, `next Friday`, `EOM`, `Q1`.

A closed grammar (a general date parser reads `may` and “5 minutes” as dates).
Action items read due dates with it, `/due` too. A day that does not exist, or
has passed, is said to be so and never moved to another; what has two readings
is refused rather than guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from postmortem_gh.intake.days import ISO, MONTH, WEEKDAY, Written, month_number, scan_day, weekday_number
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.days import calendar_day
from postmortem_gh.values.lean import dataclass

_COUNTING = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905  as it is counted
_NUMBERS = {word: number for number, word in enumerate(_COUNTING, 1)} | {"a": 1, "an": 1, "a couple of": 2}

_END = r"(?![\w]|['’]s\b|-\w)"  # a date stops where a word stops: neither “Friday's deploy” nor “May-flower”
_STOP = pattern(rf"T\d\d:|{_END}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A due date as it was said. ``day`` is None where the words are a date that cannot be used."""

    day: date | None
    said: str
    length: int  # how many characters of the text it took
    plain: bool = False  # written out in full: nothing to tell about the reading
    past: bool = False
    problem: str = ""  # why it cannot be used
    fix: str = ""


FIX = "write a day that is to come, as 2026-12-15, `in 2 weeks`, a weekday or `EOM`"
_CLOCK_AFTER = pattern(
    r"(?:T|,? (?:at )?)\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m\b)?(?: ?(?:Z|UTC|GMT|[A-Z]{2,4}T"
    r"|[+-]\d{2}:?\d{2})\b)?",
    re.IGNORECASE,
)
_UNDATED = pattern(
    r"(?:asap|a\.s\.a\.p\.?|as soon as possible|soon|now|immediately|urgent(?:ly)?)" + _END, re.IGNORECASE
)

# What may stand before a date, or behind it, without making it another: `COB Friday`, `EOW next week`.
_DAYS_END = r"(?:eod|cob|eob|end of (?:the )?(?:business )?day|close of (?:business|play))"
_END_BEFORE = pattern(
    rf"{_DAYS_END},? (?:on |of )?|eow (?:of )?(?=(?:next|this|following) week\b)"
    rf"|eom (?:of )?(?=(?:next|this|following) month\b|{MONTH}\b)"
    r"|eoq (?:of )?(?=(?:next|this|following) quarter\b|Q[1-4]\b)"
    r"|eoy (?:of )?(?=(?:next|this|following) year\b)",
    re.IGNORECASE,
)
_TIME_AFTER = pattern(
    rf",? (?:by |at )?(?:{_DAYS_END}|noon|midnight|(?:in the )?(?:morning|afternoon|evening|night)){_END}",
    re.IGNORECASE,
)
_WEEKDAY_AFTER = pattern(rf",? (?:\(({WEEKDAY})\)|({WEEKDAY})(?=$|[,;|)\]]| [@(\[–—-]))", re.IGNORECASE)
_OR = pattern(r",? (?:or|and|to|till|until|through|[–—-]) (?:by |on )?| ?/ ?", re.IGNORECASE)
_JUST_WORDS = pattern(r"(?:may|march|mar|sun|sat)\b")  # in lower case
_YEAR = pattern(r"\b\d{4}\b")

# A string says why there is no such day; None: the calendar has none.
Reading = Callable[[re.Match[str], date], "date | str | None"]


def read_due(text: str, *, base: date, bare: bool = True) -> Due | None:
    """The due date with which the text begins, counted from ``base``; None where none stands there.

    ``bare`` takes `2 weeks` for `in 2 weeks`: right after “due”, wrong after
    “by” (“raise the timeout by 2 weeks”). Where words behind it may mean
    another day, it is none that can be used.
    """
    due = None
    if before := _END_BEFORE.match(text):
        due = _read(text[before.end() :], base, bare=False)
        due = due and _longer(due, text, before.end() + due.length)
    due = due or _read(text, base, bare=bare)
    return _alone(text, due, base) if due and due.day else due


def _longer(due: Due, text: str, length: int) -> Due:
    return replace(due, said=text[:length], length=length)


def _alone(text: str, due: Due, base: date) -> Due:
    """The date with the words behind it that say the same; with such as may say another it is a problem."""
    if after := _TIME_AFTER.match(text, due.length):
        due = _longer(due, text, after.end())
    if due.day and (named := _WEEKDAY_AFTER.match(text, due.length)) and _YEAR.search(due.said):
        if due.day.weekday() == weekday_number(named[1] or named[2]):
            return _longer(due, text, named.end())
        return _unusable(text[: named.end()], f"“{text[: named.end()]}”: {due.day} is a {due.day:%A}", FIX)
    joined = _OR.match(text, due.length)
    at = joined.end() if joined else due.length + 1
    if not joined and (text[due.length : at] != " " or _YEAR.search(due.said)):
        return due
    other = None if _JUST_WORDS.match(text, at) else _read(text[at:], base, bare=joined is not None)
    if other is None:
        return due
    both = text[: at + other.length]
    if not joined and other.day == due.day:
        return _longer(due, text, len(both))  # `tomorrow Wednesday`
    return _unusable(both, f"“{both}” can be read as two different days", "write one day, as 2026-12-15")


def _read(text: str, base: date, *, bare: bool) -> Due | None:
    """The date at the beginning, whatever follows it."""
    if (written := scan_day(text)) and _STOP.match(text, written.end):
        return _calendar(text, written, base, bare=bare)
    if undated := _UNDATED.match(text):
        return _unusable(undated[0], f"“{undated[0]}” is not a day", FIX) if bare else None
    for form, reading, strong in _GRAMMAR:
        if (found := form.match(text)) and (bare or not strong):
            day = reading(found, base)
            if not isinstance(day, date):
                return _unusable(found[0], day or f"“{found[0]}” is not in the calendar", FIX)
            return _upcoming(day, found[0], base, plain=False)
    return None


def _calendar(text: str, written: Written, base: date, *, bare: bool) -> Due | None:
    said = text[: written.end]
    if written.two_readings:
        if not bare and written.year is None:
            return None  # “cut by 1/2” is no date
        return _unusable(said, f"“{said}” can be read as two different days", "write it as 2026-12-15")
    clock = _CLOCK_AFTER.match(text, written.end)
    whole = text[: clock.end()] if clock else said
    day = written.on(base.year)
    if written.year is None and day is not None and day < base:
        day = written.on(base.year + 1)
    if day is None:
        return _unusable(whole, f"“{said}” is not in the calendar", FIX)
    if written.weekday is not None and day.weekday() != written.weekday:
        return _unusable(whole, f"“{said}”: {day.isoformat()} is a {day:%A}", FIX)
    return _upcoming(day, whole, base, plain=ISO.match(said) is not None)


def _upcoming(day: date, said: str, base: date, *, plain: bool) -> Due:
    if day < base:
        also = "" if plain else f" ({day.isoformat()})"
        what = f"“{said}”{also} is before {base.isoformat()}, the day on which it was written"
        return Due(day=None, said=said, length=len(said), past=True, problem=what, fix=FIX)
    return Due(day=day, said=said, length=len(said), plain=plain)


def _unusable(said: str, problem: str, fix: str) -> Due:
    return Due(day=None, said=said, length=len(said), problem=problem, fix=fix)


def working_days_after(day: date, n: int) -> date:
    """The n-th working day after ``day``; weekends do not count."""
    weeks, rest = divmod(n, 5)
    day += timedelta(weeks=weeks)
    if rest == 0 and day.weekday() > 4 and n:
        return day - timedelta(days=day.weekday() - 4)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() < 5
    return day


def end_of_month(year: int, month: int) -> date | None:
    """The last day of a month; months beyond December run into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    first = calendar_day(year, month, 1)
    return first and first.replace(day=monthrange(year, month)[1])


def months_after(day: date, n: int) -> date | None:
    """The same day n months on; the month's last day where it has no such day."""
    last = end_of_month(day.year, day.month + n)
    return last and last.replace(day=min(day.day, last.day))


def _quarter_of(day: date) -> int:
    return (day.month + 2) // 3


def _friday(base: date, weeks: int) -> date:
    return base + timedelta(days=4 - base.weekday(), weeks=weeks)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]


def _span(found: re.Match[str], base: date) -> date | str | None:
    count, unit = _number(found["n"]), found["unit"].lower()
    if count > 1000:
        return f"“{found[0]}” is out of sight"
    if found["working"]:
        return working_days_after(base, count)
    if unit.startswith(("month", "quarter", "year")):
        return months_after(base, count * (1 if unit[0] == "m" else 3 if unit[0] == "q" else 12))
    days = {"d": count, "w": 7 * count, "f": 14 * count, "h": -(-count // 24)}
    return base + timedelta(days=days[unit[0]])


def _weekday(found: re.Match[str], base: date) -> date | str:
    wanted, which = weekday_number(found["weekday"]), (found["which"] or "").lower()
    this_week = base + timedelta(days=wanted - base.weekday())
    if found["on"]:  # “Tuesday week”: a week after the coming Tuesday
        return this_week + timedelta(weeks=1 if this_week > base else 2)
    if which == "next" or found["after"]:
        return this_week + timedelta(weeks=1)
    if which == "this":
        return this_week
    return this_week if this_week > base else this_week + timedelta(weeks=1)


def _end_of(found: re.Match[str], base: date) -> date | str | None:
    return _period_end(
        found["unit"].lower(), 1 if (found["which"] or "").lower() in ("next", "following") else 0, base
    )


def _period_end(unit: str, ahead: int, base: date) -> date | None:
    if unit == "day":
        return base + timedelta(days=ahead)
    if unit == "week":
        return _friday(base, ahead + (base.weekday() > 4))
    if unit == "month":
        return end_of_month(base.year, base.month + ahead)
    if unit == "quarter":
        return end_of_month(base.year, 3 * (_quarter_of(base) + ahead))
    return end_of_month(base.year + ahead, 12)


def _short_end(found: re.Match[str], base: date) -> date | str | None:
    units = {"d": "day", "b": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}
    return _period_end(units[found[0][-1].lower()], 0, base)


def _quarter(found: re.Match[str], base: date) -> date | str | None:
    number = int(found["q"])
    said = found["after"] or found["before"]
    year = int(said) + (2000 if len(said) == 2 else 0) if said else base.year
    day = end_of_month(year, 3 * number)
    return day if said or day is None or day >= base else end_of_month(year + 1, 3 * number)


def _month(found: re.Match[str], base: date) -> date | str | None:
    month, half = month_number(found["month"]), found["mid"]
    year = int(found["year"]) if found["year"] else base.year
    for candidate in (year, year + (not found["year"])):
        day = calendar_day(candidate, month, 15) if half else end_of_month(candidate, month)
        if day is None or day >= base:
            break
    return day


def _ordinal(found: re.Match[str], base: date) -> date | str | None:
    wanted = int(found["n"])
    for ahead in (0, 1):
        last = end_of_month(base.year, base.month + ahead)
        day = last and calendar_day(last.year, last.month, wanted)
        if day and day >= base:
            return day
    return f"“{found[0]}” is not a day of this month or the next"


_COUNT = r"(?P<n>\d{1,4}|a couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = (
    r"[ -]?(?P<working>working[ -]|business[ -]|work)?"
    r"(?P<unit>hours?|days?|weeks?|fortnights?|months?|quarters?|years?)"
    r"(?: (?:time|from now|from today))?"
)
# The relative forms: pattern, reading, and whether it needs a “due” before it.
_ROWS: tuple[tuple[str, Reading, bool], ...] = (
    (rf"(?:in|within)(?: the next)? {_COUNT}{_UNIT}", _span, False),
    (rf"(?:the next )?{_COUNT}{_UNIT}", _span, True),
    (
        rf"(?:today|tonight|{_DAYS_END})",
        lambda _f, base: base,
        False,
    ),
    (r"tomorrow", lambda _f, base: base + timedelta(days=1), False),
    (r"yesterday|last \w{3,9}", lambda found, _base: f"“{found[0]}” is in the past", True),
    (r"the day after tomorrow|overmorrow", lambda _f, base: base + timedelta(days=2), False),
    (
        rf"(?P<which>next|this|coming|on)? ?(?P<weekday>{WEEKDAY})(?:(?P<after> (?:of )?next week)|(?P<on> week))?",
        _weekday,
        False,
    ),
    (
        r"(?:the )?end[ -]of[ -](?:the )?(?P<which>next|this|current|following)? ?(?P<unit>week(?! \d)"
        r"|month|quarter|year)",
        _end_of,
        False,
    ),
    (r"(?P<which>next|this|following) (?P<unit>week|month|quarter|year)", _end_of, False),
    (r"(?P<unit>week|month|quarter|year)(?P<which>) ?-?end", _end_of, False),
    (r"(?:(?:the )?end of|eoy) (?P<year>\d{4})", lambda f, _b: end_of_month(int(f["year"]), 12), False),
    (r"eo[wmqy]", _short_end, False),
    (
        r"(?:in |during )?(?:the )?(?:end of )?(?:(?P<before>\d{4})[ -]?)?"
        r"Q(?P<q>[1-4])(?:[ /-]?'?(?P<after>\d{4}"
        r"|\d{2}))?",
        _quarter,
        False,
    ),
    (
        rf"(?:in |during )?(?:the )?(?:(?:end of|late) |(?P<mid>mid[ -]"
        rf"|(?:the )?middle of ))?(?P<month>{MONTH})(?:,? (?P<year>\d{{4}}))?",
        _month,
        False,
    ),
    (r"(?:on )?(?:the )?(?P<n>\d{1,2})(?:st|nd|rd|th)", _ordinal, False),
)
_GRAMMAR = tuple(
    (pattern(f"(?:{row}){_END}", re.IGNORECASE), reading, strong) for row, reading, strong in _ROWS
)
