"""Moments and spans as people read them, in the settings' time zone.

Used by every page. The zone's offset is told once where it is the same for
all moments of a page, and beside each moment where a clock change lies between.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

from postmortem_gh.values.records import Moment

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
WEEKDAYS = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip


def zone(name: str) -> tzinfo:
    """The settings' zone; an unknown name was refused where the settings were read, and means UTC here."""
    if name.upper() in ("UTC", "ETC/UTC", "Z", "GMT"):
        return UTC  # spares the import of zoneinfo and the search for its files
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        return UTC


def minutes_between(start: Moment | None, end: Moment | None) -> int | None:
    """Whole minutes, where both times are known and in order."""
    if not (start and end and start.at and end.at) or end.at < start.at:
        return None
    return int((end.at - start.at).total_seconds() // 60)


def span(minutes: int) -> str:
    """`49 minutes`, `1 hour 5 minutes`, `2 days 3 hours`: at most two units."""
    if minutes < 1:
        return "less than a minute"
    days, rest = divmod(minutes, 1440)
    hours, left = divmod(rest, 60)
    parts = [(days, "day"), (hours, "hour"), (0 if days else left, "minute")]
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n)


def long_day(day: date) -> str:
    """`Friday 20 November 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def month(year_month: str) -> str:
    """`2026-11` as `Nov 2026`."""
    return f"{MONTHS[int(year_month[5:7]) - 1][:3]} {year_month[:4]}"


class Clock:
    """How the moments of one page are written: in one zone, without what need not be said twice."""

    def __init__(self, name: str, moments: tuple[Moment, ...]) -> None:
        self.zone = zone(name)
        self.name = "UTC" if self.zone is UTC else name
        local = [m.at.astimezone(self.zone) for m in moments if m.at]
        self._offsets = {at.utcoffset() for at in local}
        self.days = {at.date() for at in local} | {m.day for m in moments if not m.at}

    @property
    def told(self) -> str:
        """The zone as it is told once: `UTC`, or `Europe/Berlin, UTC+01:00`."""
        if self.name == "UTC" or len(self._offsets) != 1:
            return self.name
        return f"{self.name}, UTC{offset(next(iter(self._offsets)))}"

    def local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone)

    def day(self, moment: Moment) -> date:
        return self.local(moment.at).date() if moment.at else moment.day

    def time(self, at: datetime) -> str:
        """`14:02`, with seconds where they were told, and the offset where it changes on this page."""
        local = self.local(at)
        text = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
        return f"{text} {offset(local.utcoffset())}" if len(self._offsets) > 1 else text

    def moment(self, moment: Moment, *, with_day: bool) -> str:
        if moment.at is None:
            return moment.day.isoformat()
        return f"{self.day(moment).isoformat()} {self.time(moment.at)}" if with_day else self.time(moment.at)

    def iso(self, moment: Moment | None) -> str | None:
        """ISO 8601 with the zone's offset; the bare day where only that is known."""
        if moment is None:
            return None
        return Moment(day=moment.day, at=self.local(moment.at) if moment.at else None).iso()


def offset(of: timedelta | None) -> str:
    """`+01:00`."""
    minutes = int((of or timedelta()).total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
