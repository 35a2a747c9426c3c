"""When it started, was detected, mitigated, resolved: points in time of what the answers say.

After clockwork.py, before timeline.py, which is anchored at them. A time
without a day belongs to the day of the start; a day without a time stays a
day, so that durations are unknown and not wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from postmortem_gh.intake.clockwork import FIX, Clockwork
from postmortem_gh.intake.days import weekday_number
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.intake.stamps import Stamp, scan_range, scan_stamp
from postmortem_gh.intake.told import quoted
from postmortem_gh.intake.zones import Zone
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.problems import Place
from postmortem_gh.values.records import Moment

FIELDS = ("started", "detected", "mitigated", "resolved")

_OPEN = pattern(
    r"(?:still )?(?:ongoing|open|in progress|not yet|pending|not (?:yet )?(?:resolved|mitigated|detected"
    r"|fixed|known)|unresolved"
    r"|to be (?:determined|confirmed)|tbc|tba|same(?: as (?:above|start))?|don'?t know|do not know"
    r"|not sure|unclear)\b.{0,40}",
    re.IGNORECASE,
)
_RELATIVE_DAY = pattern(
    r"\b(?P<word>today|yesterday|the day before yesterday|same day|(?:the )?next day|tonight|last night"
    r"|this morning)\b[ ,]*(?:at )?",
    re.IGNORECASE,
)
_WEEKDAY_TIME = pattern(
    r"(?:on |last )?(?P<day>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?"
    r"|sun)(?:day)?)\b\.?[ ,]*(?:at )?",
    re.IGNORECASE,
)
_LATER = pattern(
    r"(?:after |about |around |~|\+ ?)*(?P<n>\d{1,4})[ ]?(?P<unit>m(?:in(?:ute)?s?)?|h(?:ours?|rs?)?"
    r"|d(?:ays?)?)\b"
    r"(?: (?P<more>\d{1,2}) ?m(?:in(?:ute)?s?)?\b)?(?: (?:later|after(?: the)?(?: start)?))?[.]?",
    re.IGNORECASE,
)
_LIKELY = pattern(r"(?<![\w:./-])(?=\d|[A-Z][a-z]{2})")
_DAYS = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "yesterday": -1,
    "last night": -1,
    "the day before yesterday": -2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One answer as it was scanned, before the day and the zone are known."""

    field: str
    text: str
    stamp: Stamp | None
    shift: int | None = None  # days from the day of filing: `yesterday`
    next_day: bool = False
    weekday: int | None = None
    later: timedelta | None = None  # `20 minutes later`
    remark: str = ""  # words around the time


def shown(moment: Moment) -> str:
    """A moment as a message says it."""
    return moment.iso().replace("T", " ").replace("+00:00", " UTC")


def hear(answers: Mapping[str, str | None]) -> dict[str, Heard]:
    """Scan the four answers, without judging; what says nothing is not in the result."""
    heard = {
        name: _hear(name, text.strip())
        for name in FIELDS
        if (text := answers.get(name)) and not says_nothing(text)
    }
    if (one := heard.get("started")) and "resolved" not in heard:
        start, end, after = scan_range(one.text)
        if start and end:  # `2026-11-20 14:02 – 15:10 UTC` tells both
            said = one.text[start.end :].strip(" -–—")
            heard["started"] = replace(one, stamp=start, remark=one.text[after:].strip())
            heard["resolved"] = Heard(field="resolved", text=said, stamp=end, remark="")
    return heard


def _hear(name: str, text: str) -> Heard:
    if found := _LATER.fullmatch(text):
        unit = {"m": "minutes", "h": "hours", "d": "days"}[found["unit"][0].lower()]
        span = timedelta(**{unit: int(found["n"])}) + timedelta(minutes=int(found["more"] or 0))
        return Heard(field=name, text=text, stamp=None, later=span)
    stamp = scan_stamp(text)
    if stamp and (stamp.day or stamp.impossible):
        return Heard(field=name, text=text, stamp=stamp, remark=text[stamp.end :].strip())
    if relative := _RELATIVE_DAY.search(text[:200]):
        rest = (text[: relative.start()] + text[relative.end() :]).strip(" ,\n")
        word = relative["word"].lower()
        heard = _searched(name, text, rest)
        return replace(heard, shift=_DAYS.get(word), next_day="next" in word)
    if (found := _WEEKDAY_TIME.match(text)) and not (stamp and stamp.clock):
        return replace(_searched(name, text, text[found.end() :]), weekday=weekday_number(found["day"]))
    return _searched(name, text, text)


def _searched(name: str, text: str, part: str) -> Heard:
    """The first stamp in the words: “noticed on 20 Nov, 14:02”."""
    for likely in _LIKELY.finditer(part[:300]):
        stamp = scan_stamp(part, likely.start())
        if stamp and (stamp.day or stamp.clock or stamp.impossible):
            around = part[: likely.start()].strip() + " " + part[stamp.end :].strip()
            return Heard(field=name, text=text, stamp=stamp, remark=around.strip(), weekday=stamp.weekday)
    stamp = scan_stamp(part)
    return Heard(field=name, text=text, stamp=stamp, remark=part[stamp.end :].strip() if stamp else "")


def zone_named(heard: Mapping[str, Heard]) -> Zone | None:
    """The first zone that one of the answers names: once is enough."""
    return next((h.stamp.zone for h in heard.values() if h.stamp and h.stamp.zone), None)


def read(heard: Mapping[str, Heard], work: Clockwork) -> dict[str, Moment]:
    """The points in time that could be understood; an end before the start is a problem and no end."""
    moments: dict[str, Moment] = {}
    for name, one in heard.items():
        at = work.told.place(name, 1)
        if "started" in heard and "started" not in moments and _is_clock_alone(one):
            what = f"{quoted(one.text)} has no day, and that of the start is not known"
            work.told.problem(at, what, FIX, "timeline#times")
            continue
        moment = _moment(one, moments, work, at)
        if moment and _in_order(one, moment, moments, work, at):
            moments[name] = moment
    return moments


def _is_clock_alone(one: Heard) -> bool:
    """Whether `14:51` after a start needs the start's day."""
    stamp = one.stamp
    has_day = (
        one.shift is not None or one.weekday is not None or (stamp is not None and stamp.day is not None)
    )
    return one.field != "started" and stamp is not None and stamp.clock is not None and not has_day


def _moment(one: Heard, before: Mapping[str, Moment], work: Clockwork, at: Place) -> Moment | None:
    started = before.get("started")
    if one.later is not None:
        return _later(one, started, work, at)
    if one.stamp and one.stamp.impossible:
        work.told.problem(at, f"{quoted(one.stamp.impossible)} is not a time of day", FIX, "timeline#times")
        return _day_alone(one, before, work, at)
    if not one.stamp and not (one.shift is not None or one.next_day or one.weekday is not None):
        if _OPEN.fullmatch(one.text):
            work.told.note(at, f"{quoted(one.text)}: not known yet")
        else:
            work.told.problem(at, f"{quoted(one.text)} is not a time", FIX, "timeline#times")
        return None
    day = _day(one, before, work, at)
    return None if day is None else _rolled(one, day, before, work, at)


def _later(one: Heard, started: Moment | None, work: Clockwork, at: Place) -> Moment | None:
    if not (started and started.at and one.later):
        work.told.problem(
            at, f"{quoted(one.text)} counts from a start whose time is not known", FIX, "timeline#times"
        )
        return None
    when = started.at + one.later
    day = when.astimezone(work.zone).date()
    work.told.note(at, f"{quoted(one.text)} read as {when:%Y-%m-%d %H:%M}, counted from the start")
    return Moment(day=day, at=when)


def _day_alone(one: Heard, before: Mapping[str, Moment], work: Clockwork, at: Place) -> Moment | None:
    if not (one.stamp and one.stamp.day):
        return None
    day = _day(one, before, work, at)
    return Moment(day=day) if day else None


def _day(one: Heard, before: Mapping[str, Moment], work: Clockwork, at: Place) -> date | None:
    """The day that was said or, where none was, the start's, else that of filing."""
    started = before.get("started")
    anchor = _local_day(started) if started else work.filed
    if one.stamp and one.stamp.day:
        latest = None if started else work.filed + timedelta(days=1)
        return work.day_of(one.stamp.day, anchor, at, one.stamp.said, latest=latest)
    if one.shift is not None:
        day = work.filed + timedelta(days=one.shift)
    elif one.next_day:
        day = anchor + timedelta(days=1)
    elif one.weekday is not None:
        ahead = (one.weekday - anchor.weekday()) % 7
        day = anchor + timedelta(days=ahead if started else ahead - 7 if ahead else 0)
    else:
        return anchor
    work.told.note(at, f"{quoted(one.text)} read as {day.isoformat()}")
    return day


def _local_day(moment: Moment) -> date:
    return moment.at.date() if moment.at else moment.day


def _rolled(one: Heard, day: date, before: Mapping[str, Moment], work: Clockwork, at: Place) -> Moment:
    """The moment on that day; a bare time before the start is the day after, unless that is to come."""
    stamp = one.stamp or Stamp(said=one.text)
    moment = work.moment(day, stamp, at)
    started = before.get("started")
    bare = (
        stamp.clock is not None
        and stamp.day is None
        and one.shift is None
        and one.weekday is None
        and not one.next_day
    )
    if bare and started and started.at and moment.at and moment.at < started.at:
        following = work.moment(day + timedelta(days=1), stamp, at)
        if one.field != "detected" and work.has_been(following):
            moment = following
    of = "the day of the start" if started and moment.day == started.day else "the next day"
    if bare and not started:
        of = "the day of filing"
        if work.filed_at and not work.has_been(moment):
            moment, of = work.moment(day - timedelta(days=1), stamp, at), "the day before filing"
    if bare:
        work.told.note(at, f"{quoted(stamp.said)} read as {shown(moment)} ({of})")
    return moment


def _in_order(one: Heard, moment: Moment, before: Mapping[str, Moment], work: Clockwork, at: Place) -> bool:
    started = before.get("started")
    if not started:
        return True
    early = moment.at < started.at if moment.at and started.at else _local_day(moment) < _local_day(started)
    if early:
        work.told.problem(
            at,
            f"{quoted(one.text)} is before the start ({shown(started)})",
            "correct one of the two",
            "timeline#times",
        )
    return not early
