"""What turns a stamp into a point in time: zones, and the day near which it was written.

Made once a form by record.py, used by moments.py and timeline_days.py. A time
without a zone is in the zone that the form names anywhere, else in the
settings'; what is ambiguous or impossible is told.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime, time, tzinfo

from postmortem_gh.intake.days import Written
from postmortem_gh.intake.stamps import Stamp
from postmortem_gh.intake.told import Told, quoted
from postmortem_gh.intake.zones import Zone, place
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.problems import Place
from postmortem_gh.values.records import Moment

FIX = "write it as 2026-11-20 14:02 UTC"


@dataclass(slots=True)
class Clockwork:
    """What turns a stamp into a point in time: zones, and the day of filing."""

    told: Told
    zone: tzinfo  # of the settings
    zone_name: str
    filed: date  # in the settings' zone
    filed_at: datetime | None = None
    form_zone: Zone | None = None  # the first that the form names
    is_assumed: bool = False  # a time without any zone was met, and that was told
    ambiguous: set[str] = field(default_factory=set)

    def zone_of(self, zone: Zone | None, at: Place) -> tzinfo:
        """The zone to read a time in; an ambiguous one, or none at all, is the settings' and is told."""
        zone = zone or self.form_zone
        if zone is None:
            if not self.is_assumed:
                self.is_assumed = True
                what = (
                    f"times are told without a time zone: read as {self.zone_name} (the setting `timezone`)"
                )
                self.told.note(at, what)
            return self.zone
        if zone.zone is None:
            self.tell_ambiguous(zone, at)
            return self.zone
        return zone.zone

    def has_been(self, moment: Moment) -> bool:
        """Whether it was in the past when the form was filed, as far as that is known."""
        if moment.at and self.filed_at:
            return moment.at <= self.filed_at
        return moment.day <= self.filed

    def tell_ambiguous(self, zone: Zone, at: Place) -> None:
        """Once a form for each abbreviation that can be several zones."""
        if zone.said not in self.ambiguous:
            self.ambiguous.add(zone.said)
            what = f"{zone.said} can be {zone.meanings}: read as {self.zone_name} (the setting `timezone`)"
            self.told.note(at, f"{what}; an offset as +01:00 is never ambiguous")

    def moment(self, day: date, stamp: Stamp, at: Place, *, zone: Zone | None = None) -> Moment:
        """The point in time of a stamp on that day."""
        if stamp.clock is None:
            return Moment(day=day)
        naive = datetime.combine(day, time()) + stamp.clock.since_midnight()
        when, shift = place(naive, self.zone_of(stamp.zone or zone, at))
        if shift:
            self.told.note(at, f"{quoted(stamp.said)} {shift}")
        return Moment(day=when.astimezone(self.zone).date(), at=when)

    def day_of(
        self, written: Written, near: date, at: Place, said: str, *, latest: date | None = None
    ) -> date | None:
        """The day that was written; without a year the nearest to ``near``, not after ``latest``."""
        if written.two_readings:
            self.told.problem(at, f"{quoted(said)} can be read as two different days", FIX, "timeline#days")
            return None
        years = (near.year - 1, near.year, near.year + 1)
        days = [
            day
            for year in years
            if (day := written.on(year)) and (written.year or latest is None or day <= latest)
        ]
        if not days:
            self.told.problem(at, f"{quoted(said)} is not in the calendar", FIX, "timeline#days")
            return None
        day = min(days, key=lambda d: abs(d - near))
        if written.weekday is not None and day.weekday() != written.weekday:
            self.told.note(at, f"{quoted(said)}: {day.isoformat()} is a {day:%A}")
        elif written.year is None:
            self.told.note(at, f"{quoted(said)} read as {day.isoformat()}")
        return day
