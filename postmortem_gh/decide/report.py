"""The weekly report: every promise visible until it is kept, changed in the open, or dropped with a reason.

From the report's snapshot to its lists, the labels on each item, at most one
comment for each new state, and the stories of what came back. News is a
change in the lists, the labels or the set-up problems; without news nothing
is written, so `digest` leaves out all that changes by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from statistics import median

from postmortem_gh.decide import labels, recurrence
from postmortem_gh.decide.permissions import by_us
from postmortem_gh.decide.tracking import Standing
from postmortem_gh.intake import slash
from postmortem_gh.settings import Settings
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.report import Box, Figures, Line, ReportView, Section, Story
from postmortem_gh.values.tracked import Incident, ReportSnapshot, Tracked

DayOf = Callable[[datetime], date]
YEAR = timedelta(days=365)
CHOICES = ("/due DATE reason", "/owner @login", "/wontdo reason")
TITLES = {
    "decide": "a decision is needed",
    "overdue": "overdue",
    "soon": "due soon",
    "ownerless": "without owner or due date",
    "stale": "no activity",
    "blocked": "blocked",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Everything that the lists are made from."""

    open: tuple[Standing, ...]
    closed: tuple[Standing, ...]
    stories: tuple[Story, ...]
    recurring: tuple[recurrence.Recurrence, ...]


def weigh(
    snapshot: ReportSnapshot, standings: Sequence[Standing], settings: Settings, today: date, day_of: DayOf
) -> Weighed:
    """What is open, what is closed, and what came back."""
    incidents = [
        replace(each, labels=labels.incident(each.labels, settings.label_prefixes))
        for each in snapshot.incidents
    ]
    recurring = recurrence.recurrences(incidents, settings.report.recurrence_days, today)
    return Weighed(
        open=tuple(each for each in standings if each.item.issue.is_open),
        closed=tuple(each for each in standings if not each.item.issue.is_open),
        recurring=recurring,
        stories=tuple(story(each, standings, snapshot.repository.full_name, day_of) for each in recurring),
    )


def view(
    snapshot: ReportSnapshot,
    weighed: Weighed,
    settings: Settings,
    *,
    today: date,
    since: date,
    day_of: DayOf,
    setup_problems: Sequence[str] = (),
) -> ReportView:
    """The report; ``since`` is the day of the one before, from which on closed items are told."""
    home = snapshot.repository.full_name
    sections = [*_open_sections(weighed.open, home), *_closed_sections(weighed.closed, since, home, day_of)]
    sections += _document_sections(snapshot.incidents, settings, today, day_of)
    return ReportView(
        setup_problems=tuple(setup_problems),
        sections=tuple(each for each in sections if each.lines),
        stories=weighed.stories,
        figures=figures(snapshot.incidents, [*weighed.open, *weighed.closed], today, day_of),
        boxes=boxes(weighed.open, home),
        open_items=len(weighed.open),
        unreadable=snapshot.unreadable,
    )


def _open_sections(open_items: Sequence[Standing], home: str) -> Iterable[Section]:
    """An item stands in one of the first three lists; without owner, stale and blocked are told besides."""
    decide = [each for each in open_items if each.decide_since]
    overdue = [each for each in open_items if each.overdue_since and not each.decide_since]
    soon = [each for each in open_items if each.soon]
    loose = [each for each in open_items if each.ownerless or each.due is None]
    stale = [each for each in open_items if each.stale_since and not each.overdue_since]
    blocked = [each for each in open_items if each.item.blocked_by]
    yield Section(
        id="decide",
        lines=tuple(
            _line(e, home, since=e.decide_since, why=_why_decide(e), commands=CHOICES)
            for e in _by_due(decide)
        ),
        search=_search(labels.NEEDS_DECISION),
    )
    yield Section(
        id="overdue",
        lines=tuple(_line(e, home, since=e.overdue_since, why=f"was due {e.due}") for e in _by_due(overdue)),
        search=_search(labels.OVERDUE),
    )
    yield Section(id="soon", lines=tuple(_line(e, home, why=f"due {e.due}") for e in _by_due(soon)))
    yield Section(
        id="ownerless",
        lines=tuple(_line(e, home, why=_why_loose(e), commands=_repairs(e)) for e in _by_due(loose)),
        search=_search(labels.NEEDS_OWNER),
    )
    yield Section(
        id="stale",
        lines=tuple(
            _line(e, home, since=e.stale_since, why=f"no activity since {e.active_on}")
            for e in _by_due(stale)
        ),
        search=_search(labels.STALE),
    )
    yield Section(
        id="blocked",
        lines=tuple(
            _line(e, home, why="blocked by " + ", ".join(f"#{n}" for n in e.item.blocked_by))
            for e in _by_due(blocked)
        ),
    )


def _by_due(items: Iterable[Standing]) -> list[Standing]:
    return sorted(
        items, key=lambda each: (each.due or date.max, each.item.repository, each.item.issue.number)
    )


def _search(label: str) -> str:
    return f'is:issue is:open label:{labels.ACTION_ITEM} label:"{label}"'


def _line(
    each: Standing,
    home: str,
    *,
    why: str,
    since: date | None = None,
    commands: tuple[str, ...] = (),
    detail: str = "",
    evidence: str = "",
    evidence_url: str = "",
) -> Line:
    tracked = each.item
    return Line(
        number=tracked.issue.number,
        url=tracked.issue.url,
        title=tracked.issue.title,
        repository=None if tracked.repository == home else tracked.repository,
        owners=tracked.issue.assignees,
        due=each.due,
        since=since,
        why=why,
        detail=detail,
        commands=commands,
        evidence=evidence,
        evidence_url=evidence_url,
        parent_number=tracked.parent_number,
        parent_url=tracked.parent_url,
        parent_title=tracked.parent_title,
    )


def _why_decide(each: Standing) -> str:
    if each.postponed:
        times = "once" if each.postponed == 1 else f"{each.postponed} times"
        return f"was due {each.due}, moved {times} before"
    return f"was due {each.due}"


def _why_loose(each: Standing) -> str:
    if each.block is None:
        return "its block was removed or broken by hand: no due date can be read"
    missing = [word for word, lacks in (("owner", each.ownerless), ("due date", each.due is None)) if lacks]
    unread = f" (“{each.block.due_text}” is no date)" if each.block.due_text else ""
    return f"without {' and '.join(missing)}{unread}"


def _repairs(each: Standing) -> tuple[str, ...]:
    return tuple(
        command
        for command, lacks in (("/owner @login", each.ownerless), ("/due DATE reason", each.due is None))
        if lacks
    )


def _closed_sections(closed: Sequence[Standing], since: date, home: str, day_of: DayOf) -> Iterable[Section]:
    recent = sorted(
        (each for each in closed if each.item.issue.closed_at and day_of(each.item.issue.closed_at) >= since),
        key=lambda each: (each.item.issue.closed_at, each.item.issue.number),
    )
    done, unproved, dropped = [], [], []
    for each in recent:
        on = day_of(each.item.issue.closed_at) if each.item.issue.closed_at else None
        if each.item.issue.state_reason == "NOT_PLANNED":
            reason = given_reason(each.item, "wontdo")
            dropped.append(
                _line(
                    each,
                    home,
                    since=on,
                    why=f"dropped on {on}" if reason else f"dropped on {on}, without a reason",
                    detail=reason,
                )
            )
        elif each.item.issue.state_reason == "DUPLICATE":
            continue
        elif (proof := evidence(each.item)) is not None:
            done.append(
                _line(
                    each,
                    home,
                    since=on,
                    why=f"done on {on}",
                    evidence=proof[0],
                    evidence_url=proof[1],
                    detail=proof[2],
                )
            )
        else:
            unproved.append(_line(each, home, since=on, why=f"closed on {on}"))
    yield Section(id="done", lines=tuple(done))
    yield Section(id="unproved", lines=tuple(unproved))
    yield Section(id="dropped", lines=tuple(dropped))


def evidence(tracked: Tracked) -> tuple[str, str, str] | None:
    """By what a promise was kept: (our words, link, the person's words); None where nothing tells."""
    if tracked.closed_by is not None:
        kind = "merged pull request" if tracked.closed_by.kind == "pull request" else tracked.closed_by.kind
        return kind, tracked.closed_by.url, tracked.closed_by.title
    for comment in reversed(tracked.comments):
        for command in slash.commands(comment.body):
            if command.name == "done" and command.argument.strip() and not by_us(comment):
                return "comment", comment.url, command.argument.strip()
    return None


def given_reason(tracked: Tracked, name: str) -> str:
    """The reason of the last `/wontdo`, in the person's words."""
    for comment in reversed(tracked.comments):
        for command in slash.commands(comment.body):
            if command.name == name and command.argument.strip() and not by_us(comment):
                return command.argument.strip()
    return ""


def _document_sections(
    incidents: Sequence[Incident], settings: Settings, today: date, day_of: DayOf
) -> Iterable[Section]:
    limit = timedelta(days=settings.report.document_days)
    lacking = [
        Line(
            number=e.issue.number,
            url=e.issue.url,
            title=e.issue.title,
            since=day_of(e.issue.created_at),
            why=f"filed {day_of(e.issue.created_at)}, no document yet",
        )
        for e in incidents
        if e.document is None and e.pull_request is None and day_of(e.issue.created_at) + limit <= today
    ]
    waiting = [
        Line(
            number=e.pull_request.number,
            url=e.pull_request.url,
            title=e.pull_request.title,
            since=day_of(e.pull_request.created_at),
            why=f"waits for review since {day_of(e.pull_request.created_at)}",
            parent_number=e.issue.number,
            parent_url=e.issue.url,
            parent_title=e.issue.title,
        )
        for e in incidents
        if e.pull_request is not None and day_of(e.pull_request.created_at) + limit <= today
    ]
    yield Section(id="undocumented", lines=tuple(sorted(lacking, key=lambda line: line.number)))
    yield Section(id="waiting", lines=tuple(sorted(waiting, key=lambda line: line.number)))


def story(found: recurrence.Recurrence, items: Sequence[Standing], home: str, day_of: DayOf) -> Story:
    """What had been promised before it came back: what stood open that day, and what had been done."""
    day = found.newest.day
    before = {each.issue.id for each in found.earlier}
    promised = [
        each for each in items if each.item.parent_id in before and day_of(each.item.issue.created_at) <= day
    ]
    standing_open = [each for each in promised if recurrence.open_on(each.item, day, day_of)]
    done = [each for each in promised if each not in standing_open]
    return Story(
        label=found.label,
        count=found.count,
        window_days=found.window_days,
        usual=recurrence.in_words(found),
        newest=_incident_line(found.newest),
        earlier=tuple(_incident_line(each) for each in found.earlier),
        open_that_day=tuple(_open_line(each, day, home) for each in _by_due(standing_open)),
        done_before=tuple(_line(each, home, why=_was_done(each, day_of)) for each in _by_due(done)),
        finding=_finding(promised, standing_open, done),
    )


def _incident_line(each: Incident) -> Line:
    return Line(number=each.issue.number, url=each.issue.url, title=each.issue.title, since=each.day)


def due_on(each: Standing, day: date) -> date | None:
    """The due date as it stood on ``day``: later postponements undone, by the log in the block."""
    due = each.due
    for moved in reversed(each.block.moved if each.block else ()):
        if moved.on > day:
            due = moved.was
    return due


def _open_line(each: Standing, day: date, home: str) -> Line:
    due = due_on(each, day)
    if due is None:
        return _line(each, home, why=f"open on {day}, without a due date")
    if due < day:
        return _line(
            each,
            home,
            since=due + timedelta(days=1),
            why=f"open on {day}, overdue for {(day - due).days} days then (was due {due})",
        )
    return _line(each, home, why=f"open on {day}, due {due}")


def _was_done(each: Standing, day_of: DayOf) -> str:
    closed = each.item.issue.closed_at
    word = "dropped" if each.item.issue.state_reason == "NOT_PLANNED" else "done"
    return f"{word} on {day_of(closed)}" if closed else "closed by then"


def _finding(
    promised: Sequence[Standing], open_that_day: Sequence[Standing], done: Sequence[Standing]
) -> str:
    if not promised:
        return (
            "Nothing that is tracked here had been promised by then: look at what the earlier ones learned."
        )
    dropped = [each for each in done if each.item.issue.state_reason == "NOT_PLANNED"]
    if open_that_day:
        one = len(open_that_day) == 1
        return (
            f"{len(open_that_day)} of {len(promised)} promises {'was' if one else 'were'} still open that day: "
            "look at what kept them from being done, and whether they would have helped."
        )
    if dropped and len(dropped) == len(done):
        return "What had been promised was dropped before it came back: look at the reasons again."
    return (
        "All that had been promised was done, and it came back all the same: the fix did not reach the cause. "
        "Look further than the earlier analysis did."
    )


def figures(incidents: Sequence[Incident], items: Sequence[Standing], today: date, day_of: DayOf) -> Figures:
    """Small and honest: medians with their number, shares with their base."""
    counted = [each for each in incidents if each.kind == "postmortem" and each.day > today - YEAR]
    detect = [e.front.minutes_to_detect for e in counted if e.front and e.front.minutes_to_detect is not None]
    recover = [
        e.front.minutes_to_recover for e in counted if e.front and e.front.minutes_to_recover is not None
    ]
    kept = [e for e in items if e.item.issue.closed_at and e.due and e.item.issue.state_reason == "COMPLETED"]
    in_time = [
        e for e in kept if e.item.issue.closed_at and e.due and day_of(e.item.issue.closed_at) <= e.due
    ]
    ages: dict[str, int] = {}
    for each in sorted(items, key=lambda e: e.item.issue.created_at):
        if each.item.issue.is_open:
            month = day_of(each.item.issue.created_at).strftime("%Y-%m")
            ages[month] = ages.get(month, 0) + 1
    return Figures(
        incidents=len(counted),
        months=_by_month([each.day for each in counted], today),
        detect_median=round(median(detect)) if detect else None,
        detect_n=len(detect),
        recover_median=round(median(recover)) if recover else None,
        recover_n=len(recover),
        closed_in_time=len(in_time),
        closed_with_due=len(kept),
        ages=tuple(ages.items()),
    )


def _by_month(days: Sequence[date], today: date) -> tuple[tuple[str, int], ...]:
    """The last twelve months, those without an incident included."""
    months = []
    year, month = today.year, today.month
    for _ in range(12):
        months.append(f"{year:04}-{month:02}")
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    counts = dict.fromkeys(reversed(months), 0)
    for day in days:
        name = day.strftime("%Y-%m")
        if name in counts:
            counts[name] += 1
    return tuple(counts.items())


def boxes(open_items: Sequence[Standing], home: str) -> tuple[Box, ...]:
    """What a person with write access can have done by ticking."""
    overdue: dict[int, str] = {}
    for each in open_items:
        if each.overdue_since and each.item.parent_number and each.item.repository == home:
            overdue.setdefault(each.item.parent_number, each.item.parent_title or "")
    found = [
        Box(
            id=f"move:{number}",
            text=f"move the overdue action items of #{number} by one week",
            subject=title,
            number=number,
        )
        for number, title in sorted(overdue.items())
    ]
    if any(done_given(each.item) for each in open_items):
        found.append(Box(id="close-done", text="close the action items whose `/done` was given"))
    return (*found, Box(id="rebuild", text="draw this report again"))


def done_given(tracked: Tracked) -> bool:
    """Somebody entitled said `/done`, and we answered that it counts."""
    return any(
        any(command.name == "done" for command in slash.commands(comment.body))
        and any(each.mine and each.content == "THUMBS_UP" for each in comment.reactions)
        for comment in tracked.comments
        if not by_us(comment)
    )


def digest(view: ReportView) -> str:
    """What must change for the report to be news: lists, stories and set-up problems, not figures."""
    parts: list[str] = list(view.setup_problems)
    for section in view.sections:
        for line in section.lines:
            parts.append(
                "|".join(
                    map(
                        str,
                        (
                            section.id,
                            line.repository,
                            line.number,
                            line.title,
                            line.owners,
                            line.due,
                            line.since,
                            line.why,
                            line.detail,
                            line.evidence_url,
                        ),
                    )
                )
            )
    for each in view.stories:
        parts.append(
            "|".join(
                map(
                    str,
                    (
                        each.label,
                        each.newest.number,
                        [link.number for link in each.earlier],
                        [link.number for link in each.open_that_day],
                        each.finding,
                    ),
                )
            )
        )
    parts += [box.id for box in view.boxes]
    parts += [f"{name}|{why}" for name, why in view.unreadable]
    return sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
