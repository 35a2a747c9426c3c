"""The timeline: drafts of entries → entries, each with as much of its time as was told.

After timeline_lines.py and moments.py, whose start and end anchor the days of
bare times (timeline_days.py).
"""

from __future__ import annotations

from postmortem_gh.intake import timeline_days
from postmortem_gh.intake.clockwork import Clockwork
from postmortem_gh.intake.timeline_lines import Drafts
from postmortem_gh.intake.told import quoted
from postmortem_gh.values.records import Entry, Moment


def read(
    drafts: Drafts, work: Clockwork, started: Moment | None, resolved: Moment | None
) -> tuple[Entry, ...]:
    """The entries, with the day of each."""
    days = timeline_days.Days(work=work, zone=drafts.zone, started=started, resolved=resolved)
    clocks = [d.start.clock if d.start and not d.start.day else None for d in drafts.entries]
    found = []
    for index, one in enumerate(drafts.entries):
        at = work.told.place("timeline", one.line)
        if one.start and one.start.impossible:
            fix = "write it as 14:02, 2:02 PM or 2026-11-20 14:02 UTC"
            work.told.problem(
                at, f"{quoted(one.start.impossible)} is not a time of day", fix, "timeline#times"
            )
        if one.sets_day:
            days.set(one.start, at, nth=one.nth_day, following=one.next_day)
            continue
        start = (
            days.place(one.start, at, clocks[index + 1 :]) if one.start and not one.start.impossible else None
        )
        end = days.end(one.end, start, at) if one.end and start else None
        text = one.text
        if start is None and one.start and not one.start.impossible:
            text = f"{one.start.said} {text}".strip()
        found.append(Entry(start=start, end=end, text=text, line=one.line))
    return tuple(found)
