"""The timeline as a table: entries and the moments that the form asks for, in one order.

Used by documents/page. What has no time stays below its predecessor; what does
not fit into a table's cell (code, many lines) follows in full below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from postmortem_gh.documents import charts
from postmortem_gh.documents.times import Clock
from postmortem_gh.text.escape import Words
from postmortem_gh.values.records import Entry, Moment, Record

MARKS = (
    ("started", "Started"),
    ("detected", "Detected"),
    ("mitigated", "Mitigated"),
    ("resolved", "Resolved"),
)


class Row(NamedTuple):
    time: str  # empty: not told
    mark: str | None  # Started, Detected, Mitigated, Resolved
    text: Words | None


class Timetable(NamedTuple):
    zone: str  # told once, in the head of the column
    rows: tuple[Row, ...]
    in_full: tuple[tuple[str, Words], ...]  # time, words: entries that do not fit into a cell
    more: tuple[tuple[str, Words], ...]  # beyond the limit: listed, not drawn
    chart: str | None


class _Line(NamedTuple):
    start: Moment | None
    end: Moment | None
    mark: str | None
    text: str | None


def moments(record: Record) -> tuple[Moment, ...]:
    """Every moment that the page shows, so that days and offsets need not be repeated."""
    told = [getattr(record, name) for name, _ in MARKS]
    for entry in record.timeline:
        told += [entry.start, entry.end]
    return tuple(moment for moment in told if moment is not None)


def timetable(
    record: Record, clock: Clock, named: Callable[[str], str], limit: int, *, chart: bool
) -> Timetable | None:
    """None where there is nothing to show beyond the start and the end, which the facts already tell."""
    lines = _ordered(record)
    if not record.timeline and len(lines) < 3:
        return None
    shown, rest = lines[:limit], lines[limit:]
    entries = [(e, named(e.text)) for e in record.timeline]
    in_order = sorted(entries, key=lambda pair: _key(pair[0].start) or datetime.max.replace(tzinfo=UTC))
    return Timetable(
        zone=_zone(clock),
        rows=tuple(_row(line, clock, named) for line in shown),
        in_full=tuple(
            (_time(li, clock), Words(named(li.text))) for li in shown if li.text and _is_long(li.text)
        ),
        more=tuple((_time(li, clock), Words(named(li.text))) for li in rest if li.text),
        chart=charts.timeline(record, in_order, clock) if chart and not rest else None,
    )


def _zone(clock: Clock) -> str:
    only = next(iter(clock.days)).isoformat() if len(clock.days) == 1 else ""
    return ", ".join(part for part in (only, clock.told) if part)


def _ordered(record: Record) -> list[_Line]:
    """Entries by time, the form's own moments among them: on an entry of the same minute, else as a row."""
    entries = _by_time(record.timeline)
    lines = [_Line(start=e.start, end=e.end, mark=None, text=e.text) for e in entries]
    for name, mark in MARKS:
        moment = getattr(record, name)
        if moment is None or (moment.at is None and name == "started"):
            continue
        _place(lines, moment, mark)
    return lines


def _by_time(entries: tuple[Entry, ...]) -> list[Entry]:
    """Sorted; an entry without a time keeps its place below the one before it."""
    keyed: list[tuple[datetime, int, Entry]] = []
    last = datetime.min.replace(tzinfo=UTC)
    for n, entry in enumerate(entries):
        last = _key(entry.start) or last
        keyed.append((last, n, entry))
    return [entry for _, _, entry in sorted(keyed, key=lambda k: k[:2])]


def _place(lines: list[_Line], moment: Moment, mark: str) -> None:
    key = _key(moment)
    for n, line in enumerate(lines):
        if line.start and moment.at and line.start.at == moment.at:
            told = f"{line.mark}, {mark.lower()}" if line.mark else mark
            lines[n] = _Line(start=line.start, end=line.end, mark=told, text=line.text)
            return
    at = next(
        (n for n, line in enumerate(lines) if (other := _key(line.start)) and key and other > key), len(lines)
    )
    lines.insert(at, _Line(start=moment, end=None, mark=mark, text=None))


def _key(moment: Moment | None) -> datetime | None:
    if moment is None:
        return None
    return moment.at or datetime(moment.day.year, moment.day.month, moment.day.day, 23, 59, 59, tzinfo=UTC)


def _row(line: _Line, clock: Clock, named: Callable[[str], str]) -> Row:
    text = line.text
    if text and _is_long(text):
        text = f"{text.splitlines()[0]} (in full below)"
    return Row(time=_time(line, clock), mark=line.mark, text=Words(named(text)) if text else None)


def _time(line: _Line, clock: Clock) -> str:
    with_day = len(clock.days) > 1
    times: Iterator[str] = (clock.moment(m, with_day=with_day) for m in (line.start, line.end) if m)
    return "–".join(times)


def _is_long(text: str) -> bool:
    return text.count("\n") > 2 or "```" in text or "~~~" in text
