"""The day of a timeline entry that tells its time alone.

Anchored at the start and the end of the incident. Entries are mostly in
order, so a time that is much earlier than the one above it is past midnight;
one that is a little earlier, or after which the times go on as before, stands
out of order and is the same day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from postmortem_gh.intake.clockwork import Clockwork
from postmortem_gh.intake.stamps import Clock, Stamp
from postmortem_gh.intake.told import quoted
from postmortem_gh.intake.zones import Zone
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.problems import Place
from postmortem_gh.values.records import Moment

_DAY = timedelta(days=1)
_OUT_OF_ORDER = timedelta(hours=3)
_NIGHT = timedelta(hours=12)


@dataclass(slots=True)
class Days:
    """Where in time the timeline has come to, entry by entry, in wall-clock time of its zone."""

    work: Clockwork
    zone: Zone | None
    started: Moment | None
    resolved: Moment | None
    day: date | None = None  # of the entry above, or of the line that sets it
    above: datetime | None = None  # wall-clock time of the entry above
    fixed: bool = False  # a line has just set the day
    assumed: bool = False

    def set(self, stamp: Stamp | None, at: Place, *, nth: int | None = None, following: bool = False) -> None:
        """A line that says a day and nothing else."""
        anchor = self.day or self._anchor()
        if following:
            day: date | None = anchor + _DAY
        elif nth is not None:
            day = self._anchor() + (nth - 1) * _DAY
        elif stamp and stamp.day:
            day = self.work.day_of(stamp.day, anchor, at, stamp.said, latest=self._latest())
        elif stamp and stamp.weekday is not None:
            day = anchor + timedelta(days=(stamp.weekday - anchor.weekday()) % 7)
            self.work.told.note(at, f"{quoted(stamp.said)} read as {day.isoformat()}")
        else:
            day = None
        if day:
            self.day, self.above, self.fixed = day, None, True

    def place(self, stamp: Stamp, at: Place, below: Iterable[Clock | None]) -> Moment | None:
        """The point in time of an entry's stamp; None where its day cannot be told."""
        day = self._day(stamp, at, below)
        if day is None:
            return None
        moment = self.work.moment(day, stamp, at, zone=self.zone)
        if stamp.clock:
            self.day, self.above, self.fixed = day, self._wall(moment, day), False
        elif day >= self._anchor():  # what led up to it, on days before, moves nothing
            self.day, self.above, self.fixed = day, None, False
        return moment

    def end(self, stamp: Stamp, start: Moment, at: Place) -> Moment | None:
        """The end of a range: past midnight where it would lie before its beginning."""
        if stamp.impossible:
            self.work.told.problem(
                at, f"{quoted(stamp.impossible)} is not a time of day", "write it as 14:02", "timeline#times"
            )
            return None
        anchor = start.at.date() if start.at else start.day
        day = self.work.day_of(stamp.day, anchor, at, stamp.said) if stamp.day else anchor
        if day is None:
            return None
        moment = self.work.moment(day, stamp, at, zone=self.zone)
        if stamp.day is None and moment.at and start.at and moment.at < start.at:
            moment = self.work.moment(day + _DAY, stamp, at, zone=self.zone)
        if moment.at and start.at:
            self.day, self.above = moment.at.astimezone(start.at.tzinfo).date(), self.above
        return moment

    def _day(self, stamp: Stamp, at: Place, below: Iterable[Clock | None]) -> date | None:
        anchor = self.day or self._anchor()
        if stamp.day:
            return self.work.day_of(stamp.day, anchor, at, stamp.said, latest=self._latest())
        if stamp.weekday is not None:
            return anchor + timedelta(days=(stamp.weekday - anchor.weekday()) % 7)
        if stamp.clock is None:
            return None
        if self.fixed or not self._is_anchored():
            self._tell_assumed(at)
            return anchor
        return self._bare(anchor, stamp.clock, self._wall_above(), below)

    def _tell_assumed(self, at: Place) -> None:
        if not (self.fixed or self.assumed):
            self.assumed = True
            self.work.told.note(
                at, f"the timeline names no day: read as {self._anchor().isoformat()}, the day of filing"
            )

    def _is_anchored(self) -> bool:
        return bool(self.above or self.day or self.started or self.resolved)

    def _anchor(self) -> date:
        moment = self.started or self.resolved
        if moment is None:
            return self.work.filed
        return self._wall(moment, moment.day).date() if moment.at else moment.day

    def _latest(self) -> date:
        """A day without its year has been: nobody tells what is to come."""
        return max(self.work.filed, self._anchor()) + _DAY

    def _wall(self, moment: Moment, day: date) -> datetime:
        """The moment as a clock of the timeline's zone shows it."""
        if moment.at is None:
            return datetime.combine(day, datetime.min.time())
        zone = (self.zone.zone if self.zone else None) or (
            self.work.form_zone.zone if self.work.form_zone else None
        )
        return moment.at.astimezone(zone or self.work.zone).replace(tzinfo=None, fold=0)

    def _wall_above(self) -> datetime | None:
        if self.above:
            return self.above
        if self.day is None and self.started and self.started.at:
            return self._wall(self.started, self.started.day)
        return None

    def _bare(
        self, anchor: date, clock: Clock, above: datetime | None, below: Iterable[Clock | None]
    ) -> date:
        if above is None:
            return self._before_end(anchor, clock)
        same = datetime.combine(above.date(), datetime.min.time()) + clock.since_midnight()
        if same >= above:
            return self._later_that_day(same, above)
        back = above - same
        if self._rolls(same + _DAY, above, back, below):
            return above.date() + _DAY
        return above.date()

    def _before_end(self, anchor: date, clock: Clock) -> date:
        """Only the end is known: a time that is later than it was the day before."""
        if self.started or self.day or not (self.resolved and self.resolved.at):
            return anchor
        wall = self._wall(self.resolved, self.resolved.day)
        late = datetime.combine(wall.date(), datetime.min.time()) + clock.since_midnight() > wall
        return anchor - _DAY if late else anchor

    def _later_that_day(self, same: datetime, above: datetime) -> date:
        """23:50 under 00:10 was shortly before it, unless the incident went on for all of that day."""
        end = self._end()
        if same - above > _DAY - _OUT_OF_ORDER and (end is None or same > end):
            return above.date() - _DAY
        return above.date()

    def _rolls(
        self, rolled: datetime, above: datetime, back: timedelta, below: Iterable[Clock | None]
    ) -> bool:
        """Whether a time that is earlier than the one above it is the next day's."""
        if back <= _OUT_OF_ORDER:
            return False
        if back > _NIGHT:
            return True
        end = self._end()
        if end is not None and rolled <= end:
            following = next((clock for clock in below if clock), None)
            if following is None or not self._goes_on(above, following):
                return True
            return datetime.combine(rolled.date(), datetime.min.time()) + following.since_midnight() <= end
        if end is not None and above < end:
            return False
        return not self._goes_on(above, next((clock for clock in below if clock), None))

    def _goes_on(self, above: datetime, following: Clock | None) -> bool:
        """Whether the next time below is later than the one above: then this line stands out of order."""
        if following is None:
            return False
        return following.since_midnight() >= above - datetime.combine(above.date(), datetime.min.time())

    def _end(self) -> datetime | None:
        if self.resolved is None:
            return None
        if self.resolved.at is None:
            return datetime.combine(self.resolved.day, datetime.max.time())
        return self._wall(self.resolved, self.resolved.day)
