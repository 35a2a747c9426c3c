"""The report's lists: what is open, what was closed since the report before, which documents are missing.

Used by decide/report. Each line says in our words why it stands there, and
links to what people said; a date in it is the first day of a state, never a
count of days, so that a new day alone is no news.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from postmortem_gh.decide import item, labels
from postmortem_gh.decide.tracking import DayOf, Standing
from postmortem_gh.settings import Settings
from postmortem_gh.values.report import Line, Section
from postmortem_gh.values.snapshot import Comment
from postmortem_gh.values.tracked import Incident, Tracked

CHOICES = ("/due DATE reason", "/owner @login", "/wontdo reason")


def open_sections(open_items: Sequence[Standing], home: str) -> Iterable[Section]:
    """An item stands in one of the first three lists; without owner or date, stale and blocked are told besides.

    A list that has a label is of those that have the label: one who looks for it on GitHub finds the list.
    """
    labelled: defaultdict[str, list[Standing]] = defaultdict(list)
    for each in open_items:
        for label, _ in each.states:
            labelled[label].append(each)
    overdue = [each for each in labelled[labels.OVERDUE] if each.decide_since is None]
    soon = [each for each in open_items if each.soon]
    undated = [each for each in open_items if each.due is None and not each.ownerless]
    blocked = [each for each in open_items if each.item.blocked_by]
    yield Section(
        id="decide",
        lines=tuple(
            line(e, home, since=e.decide_since, why=_why_decide(e), commands=CHOICES)
            for e in by_due(labelled[labels.NEEDS_DECISION])
        ),
        search=_search(labels.NEEDS_DECISION),
    )
    yield Section(
        id="overdue",
        lines=tuple(line(e, home, since=e.overdue_since, why=f"was due {e.due}") for e in by_due(overdue)),
        search=f'{_search(labels.OVERDUE)} -label:"{labels.NEEDS_DECISION}"',
    )
    yield Section(id="soon", lines=tuple(line(e, home, why=f"due {e.due}") for e in by_due(soon)))
    yield Section(
        id="ownerless",
        lines=tuple(
            line(e, home, why=_why_loose(e), commands=_repairs(e))
            for e in by_due(labelled[labels.NEEDS_OWNER])
        ),
        search=_search(labels.NEEDS_OWNER),
    )
    yield Section(
        id="undated",
        lines=tuple(line(e, home, why=_why_loose(e), commands=_repairs(e)) for e in by_due(undated)),
    )
    yield Section(
        id="stale",
        lines=tuple(_stale_line(e, home) for e in by_due(labelled[labels.STALE])),
        search=_search(labels.STALE),
    )
    yield Section(
        id="blocked",
        lines=tuple(line(e, home, why="blocked by " + ", ".join(e.item.blocked_by)) for e in by_due(blocked)),
    )


def by_due(items: Iterable[Standing]) -> list[Standing]:
    return sorted(
        items, key=lambda each: (each.due or date.max, each.item.repository, each.item.issue.number)
    )


def _search(label: str) -> str:
    return f'is:issue is:open label:{labels.ACTION_ITEM} label:"{label}"'


def line(
    each: Standing,
    home: str,
    *,
    why: str,
    since: date | None = None,
    commands: tuple[str, ...] = (),
    detail: str = "",
    evidence: str = "",
    evidence_url: str = "",
    above: bool = False,
) -> Line:
    """An action item's line."""
    tracked = each.item
    return Line(
        number=tracked.issue.number,
        url=tracked.issue.url,
        title=tracked.issue.title,
        repository=elsewhere(tracked.repository, home),
        owners=tracked.issue.assignees,
        due=each.due,
        since=since,
        why=why,
        detail=detail,
        commands=() if tracked.attached else commands,
        evidence=evidence,
        evidence_url=evidence_url,
        parent_number=tracked.parent_number,
        parent_url=tracked.parent_url,
        parent_title=tracked.parent_title,
        above=above,
    )


def _stale_line(each: Standing, home: str) -> Line:
    above = each.overdue_since is not None
    why = f"since {each.active_on}" if above else f"no activity since {each.active_on}"
    return line(each, home, since=each.stale_since, why=why, above=above)


def elsewhere(repository: str, home: str) -> str | None:
    """To be named beside a number, which says nothing of another repository than the report's own."""
    return None if repository == home else repository


def _why_decide(each: Standing) -> str:
    if each.postponed:
        times = "once" if each.postponed == 1 else f"{each.postponed} times"
        return f"was due {each.due}, moved {times} before"
    return f"was due {each.due}"


def _why_loose(each: Standing) -> str:
    if each.broken:
        broken = "its block was removed or broken by hand: no due date can be read"
        return f"without owner; {broken}" if each.ownerless else broken
    missing = [word for word, lacks in (("owner", each.ownerless), ("due date", each.due is None)) if lacks]
    unread = f" (“{each.due_text}” is no date)" if each.due_text else ""
    attached = "attached, " if each.item.attached else ""
    return f"{attached}without {' and '.join(missing)}{unread}"


def _repairs(each: Standing) -> tuple[str, ...]:
    return tuple(
        command
        for command, lacks in (("/owner @login", each.ownerless), ("/due DATE reason", each.due is None))
        if lacks
    )


def closed_sections(closed: Sequence[Standing], since: date, home: str, day_of: DayOf) -> Iterable[Section]:
    """What was kept with evidence, what was closed without, and what was dropped; a duplicate is told elsewhere."""
    recent = sorted(
        ((at, each) for each in closed if (at := each.item.issue.closed_at) and day_of(at) >= since),
        key=lambda found: (day_of(found[0]), found[1].item.issue.number),
    )
    done, unproved, dropped = [], [], []
    for at, each in recent:
        on, tracked = day_of(at), each.item
        if tracked.issue.state_reason == "DUPLICATE":
            continue
        if tracked.issue.state_reason == "NOT_PLANNED":
            why, reason = given_up(tracked, on)
            dropped.append(line(each, home, since=on, why=why, detail=reason))
        elif (proof := _evidence(tracked)) is not None:
            kind, url, words = proof
            done.append(
                line(each, home, since=on, why=f"done on {on}", evidence=kind, evidence_url=url, detail=words)
            )
        else:
            unproved.append(line(each, home, since=on, why=f"closed on {on}"))
    yield Section(id="done", lines=tuple(done))
    yield Section(id="unproved", lines=tuple(unproved))
    yield Section(id="dropped", lines=tuple(dropped))


def given_up(tracked: Tracked, on: date | None) -> tuple[str, str]:
    """That a promise was given up: (our words, the reason that a person gave)."""
    _, reason = _said(tracked, "wontdo") or (None, "")
    return (f"dropped on {on}" if reason else f"dropped on {on}, without a reason"), reason


def _evidence(tracked: Tracked) -> tuple[str, str, str] | None:
    """By what a promise was kept: (our words, link, the person's words); None where nothing tells."""
    if tracked.closed_by is not None:
        kind = "merged pull request" if tracked.closed_by.kind == "pull request" else tracked.closed_by.kind
        return kind, tracked.closed_by.url, tracked.closed_by.title
    if (said := _said(tracked, "done")) is not None:
        comment, words = said
        return "comment", comment.url, words
    return None


def _said(tracked: Tracked, name: str) -> tuple[Comment, str] | None:
    """The last comment whose command of this name counted and has words to it, and those words."""
    told = [each for each in item.said_of_its_end(tracked, name) if each.command.argument]
    return (told[-1].comment, told[-1].command.argument) if told else None


def document_sections(
    incidents: Sequence[Incident], settings: Settings, today: date, home: str, day_of: DayOf
) -> Iterable[Section]:
    """Incidents without a document, and documents whose pull request waits, for longer than the settings allow."""
    limit = timedelta(days=settings.report.document_days)
    lacking = [
        Line(
            number=e.issue.number,
            url=e.issue.url,
            title=e.issue.title,
            repository=elsewhere(e.repository, home),
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
            repository=elsewhere(e.repository, home),
            since=day_of(e.pull_request.created_at),
            why=f"waits for review since {day_of(e.pull_request.created_at)}",
            parent_number=e.issue.number,
            parent_url=e.issue.url,
            parent_title=e.issue.title,
        )
        for e in incidents
        if e.pull_request is not None and day_of(e.pull_request.created_at) + limit <= today
    ]
    yield Section(id="undocumented", lines=tuple(sorted(lacking, key=lambda each: each.number)))
    yield Section(id="waiting", lines=tuple(sorted(waiting, key=lambda each: each.number)))
