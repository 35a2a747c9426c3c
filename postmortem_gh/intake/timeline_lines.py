"""The lines or the table of a timeline → drafts of entries: what stands there, without judging.

Before timeline.py, which alone knows their days. A line without a time is an
entry without a time; lines below an entry (indented, code) belong to it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from postmortem_gh.intake.blocks import Line, Row, cells, is_row, lines, split_after, table
from postmortem_gh.intake.days import WEEKDAY, weekday_number
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.intake.stamps import Stamp, scan_range, scan_stamp
from postmortem_gh.intake.zones import Zone, scan_zone
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass

LINES_MOST = 3000  # more than are ever drawn
_BULLETS = " -–—*+•·"  # a line of nothing else was begun and never written
_AFTER = pattern(r"[\])}*_`\"'>]*[ ]?(?:(?:[-–—−:|,;•·>→=]+[\])}*_`]*(?:[ ]|$))+|[:–—|][*_`]*)?[ ]*")
_ZONE_LINE = pattern(
    r"[*_(\[>\s]*(?:(?:all|the|these)\s+)*(?:(?:times?|timestamps?|time\s?zones?|tz|zeiten|clocks?)\b[^\d\n:]{0,30}?)?[:\s(]*(?:are|is|in)?\s*[:(]?\s*$",
    re.IGNORECASE,
)
_WEEKDAY_LINE = pattern(rf"({WEEKDAY})", re.IGNORECASE)
_DAY_LINE = pattern(r"day (\d{1,3})", re.IGNORECASE)
_NEXT_DAY_LINE = pattern(r"\(?(?:the )?(?:next|following) (?:day|morning)\)?", re.IGNORECASE)
_CHAT_HEADER = pattern(
    r"(?P<who>[^\W\d][\w.’' -]{0,39}?)(?: \(?APP\)?)?[ \t]{1,4}"
    r"\[?(?P<time>\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?)\]?"
)
_TIME_COLUMNS = (
    "time",
    "when",
    "timestamp",
    "start",
    "from",
    "at",
    "started",
    "begin",
    "zeit",
    "clock",
    "utc",
    "hour",
)
_END_COLUMNS = ("end", "to", "until", "till", "ended", "finish", "stop")
_DAY_COLUMNS = ("date", "day", "datum")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry before its day is known, or a line that sets the day for those below."""

    line: int
    text: str = ""
    start: Stamp | None = None
    end: Stamp | None = None
    sets_day: bool = False
    nth_day: int | None = None  # `Day 2`
    next_day: bool = False
    chat: bool = False  # the header of a pasted message, which stands in the lines below


@dataclass(slots=True)
class Drafts:
    """What the lines of a timeline hold, and the zone that one of them names for all."""

    entries: list[Draft]
    zone: Zone | None = None
    rest: str = ""  # beyond the lines that are read


def draft(text: str | None) -> Drafts:
    """Scan a timeline, without judging."""
    drafts = Drafts(entries=[])
    if says_nothing(text) or text is None:
        return drafts
    head, drafts.rest = split_after(text, LINES_MOST)
    all_lines, at = lines(head), 0
    base = min((line.indent for line in all_lines if not line.code), default=0)
    while at < len(all_lines):
        found = table(all_lines, at)
        if found:
            _take_table(found[0], drafts)
            at = found[1]
            continue
        if all_lines[at].code or all_lines[at].text.strip(_BULLETS):
            _take_line(all_lines, at, base, drafts)
        at += 1
    if drafts.zone is None:
        drafts.zone = _first_zone(drafts.entries)
    return drafts


def _first_zone(entries: list[Draft]) -> Zone | None:
    """The zone of the first entry with a time stands for all: people write it once."""
    first = next((e.start for e in entries if e.start and e.start.clock), None)
    return first.zone if first else None


def any_zone(drafts: Drafts) -> Zone | None:
    """A zone named anywhere in the timeline."""
    return drafts.zone or next((e.start.zone for e in drafts.entries if e.start and e.start.zone), None)


def _take_line(all_lines: list[Line], at: int, base: int, drafts: Drafts) -> None:
    line = all_lines[at]
    found = (None, None, 0) if line.code else scan_range(line.text)
    goes_on = bool(drafts.entries) and not drafts.entries[-1].sets_day
    belongs = goes_on and found[0] is None and (drafts.entries[-1].chat or _belongs(line, all_lines[0], base))
    if line.code or (belongs and not line.text.startswith("|")):
        _append(drafts, line, base)
    elif line.text.startswith("|") and is_row(line):
        row = Row(number=line.number, cells=cells(line.raw), header=(), raw=line.raw)
        _take_row(row, _Columns((0,), None, None), drafts)
    elif found[0] is None and (zone := _zone_line(line.text)):
        drafts.zone = drafts.zone or zone
    else:
        drafts.entries.append(_day_line(line, found[0]) or _entry(line, found))


def _belongs(line: Line, first: Line, base: int) -> bool:
    """Whether a line without a time goes on with the entry above: indented, or a bullet's paragraph."""
    if line.heading:
        return False
    if line.indent > base + (1 if line.marker else 0):
        return True
    return bool(first.marker) and not line.marker and not line.after_blank


def _append(drafts: Drafts, line: Line, base: int) -> None:
    words = line.raw[min(line.indent, base + 2) :] if line.code else line.raw.strip()
    if not drafts.entries or drafts.entries[-1].sets_day:
        drafts.entries.append(Draft(line=line.number, text=words))
        return
    last = drafts.entries[-1]
    joint = ": " if last.chat and "\n" not in last.text and ": " not in last.text else "\n"
    if last.chat and _CHAT_HEADER.fullmatch(line.text):
        drafts.entries.append(_entry(line, (None, None, 0)))
        return
    drafts.entries[-1] = replace(last, text=f"{last.text}{joint}{words}" if last.text else words)


def _zone_line(text: str) -> Zone | None:
    """`All times in CET`, `Timezone: Europe/Berlin`, `UTC`."""
    if len(text) > 80:
        return None
    for start in _word_starts(text):
        zone = scan_zone(text, start)
        if zone and not text[zone.end :].strip(" .:)*_]") and _ZONE_LINE.match(text[:start]):
            return zone
    return None


def _word_starts(text: str) -> list[int]:
    return [i for i, c in enumerate(text) if c not in " (:*_[" and (i == 0 or text[i - 1] in " (:*_[")]


def _day_line(line: Line, stamp: Stamp | None) -> Draft | None:
    """A line that says a day and nothing else sets it for the lines below."""
    if stamp and stamp.clock:
        return None
    words = line.text.strip(" *_:#.–—-")
    if len(words) > 40:
        return None
    stamp = scan_stamp(words)
    if stamp and stamp.day and not stamp.clock and not words[stamp.end :].strip(" ,.:()*_"):
        return Draft(line=line.number, text=line.text, start=stamp, sets_day=True)
    if found := _WEEKDAY_LINE.fullmatch(words):
        stamp = Stamp(said=found[1], weekday=weekday_number(found[1]))
        return Draft(line=line.number, text=line.text, start=stamp, sets_day=True)
    if found := _DAY_LINE.fullmatch(words):
        return Draft(line=line.number, text=line.text, sets_day=True, nth_day=int(found[1]))
    if _NEXT_DAY_LINE.fullmatch(words):
        return Draft(line=line.number, text=line.text, sets_day=True, next_day=True)
    return None


def _entry(line: Line, found: tuple[Stamp | None, Stamp | None, int]) -> Draft:
    start, end, after = found
    if start is None and (chat := _CHAT_HEADER.fullmatch(line.text)):
        return Draft(line=line.number, text=chat["who"].strip(), start=scan_stamp(chat["time"]), chat=True)
    if start is None or (start.day and not start.clock and not _is_date_entry(line.text, after)):
        return Draft(line=line.number, text=line.text)
    if start.impossible:
        return Draft(line=line.number, text=line.text, start=start)
    return Draft(line=line.number, text=_rest(line.text, after), start=start, end=end)


def _is_date_entry(text: str, after: int) -> bool:
    """`20 Nov: deployed` is an entry of that day; `3 May-flower nodes` is not."""
    following = text[after : after + 1]
    hyphen = following == "-" and text[after + 1 : after + 2].isalnum()
    return not (hyphen or following.isalnum() or (following and following in "%°$€"))


def _rest(text: str, after: int) -> str:
    found = _AFTER.match(text, after)
    rest = text[found.end() if found else after :].strip()
    for mark in ("**", "__", "*", "_"):  # the other half of `**14:02 alert**`
        if text[:after].count(mark) % 2 and rest.count(mark) % 2 and not text.startswith(mark, after):
            at = rest.rfind(mark)
            rest = rest[:at] + rest[at + len(mark) :]
    return rest


# ── tables ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a table hold times (start, end), and which the day; all the others are text."""

    times: tuple[int, ...]
    day: int | None
    zone: Zone | None


def _columns(header: tuple[str, ...]) -> _Columns:
    names = [_plain(name) for name in header]
    start = next((i for i, name in enumerate(names) if name.split(" ")[0] in _TIME_COLUMNS), None)
    end = next((i for i, name in enumerate(names) if name.split(" ")[0] in _END_COLUMNS and i != start), None)
    day = next((i for i, name in enumerate(names) if name.split(" ")[0] in _DAY_COLUMNS), None)
    if start is None and day is not None and "time" in names[day]:
        start, day = day, None
    if start is None and day is None:
        start = 0
    times = tuple(i for i in (start, end) if i is not None)
    named = (_header_zone(header[i]) for i in times)
    return _Columns(times, day, next((zone for zone in named if zone), None))


def _plain(name: str) -> str:
    return re.sub(r"[^\w ]+", " ", name.lower()).strip()


def _header_zone(name: str) -> Zone | None:
    return next((zone for start in _word_starts(name) if (zone := scan_zone(name, start))), None)


def _take_table(rows: list[Row], drafts: Drafts) -> None:
    columns = _columns(rows[0].header) if rows else _Columns((), None, None)
    drafts.zone = drafts.zone or columns.zone
    for row in rows:
        _take_row(row, columns, drafts)


def _take_row(row: Row, columns: _Columns, drafts: Drafts) -> None:
    said = [row.cells[i] if i < len(row.cells) else "" for i in columns.times]
    start, end, after = scan_range(said[0]) if said else (None, None, 0)
    over = said[0][after:].strip(" *_`") if said else ""
    if len(said) > 1 and not says_nothing(said[1]):
        end = scan_stamp(said[1])
        over = f"{over} {said[1]}".strip() if end is None else over
    day = _cell(row, columns.day)
    start = _with_day_cell(start, day)
    if start is None and day:
        over = f"{day} {over}".strip()
    text = " – ".join(c for i, c in enumerate(row.cells) if i not in columns.times and i != columns.day and c)
    if not text and not start and not over:
        return
    text = " ".join(part for part in (over, text) if part)
    drafts.entries.append(Draft(line=row.number, text=text, start=start, end=end))


def _cell(row: Row, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""


def _with_day_cell(start: Stamp | None, cell: str) -> Stamp | None:
    stamp = scan_stamp(cell) if cell else None
    if not (stamp and (stamp.day or stamp.clock)):
        return start
    if start is None:
        return stamp
    return start if start.day else replace(start, day=stamp.day, said=f"{stamp.said} {start.said}")
