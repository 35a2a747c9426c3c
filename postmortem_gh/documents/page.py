"""A record and its view as the values that the document's template names.

Between values and templates/documents/document.md.j2: everything is decided
here (order, what is shown, what a chain of whys lacks), so that the template
only places it. People's words are Words, printed through a filter only. (Named
tuples: a frozen dataclass of this size costs six times as much at start-up.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from postmortem_gh.documents import charts, ranking, timetable, whys
from postmortem_gh.documents.takeaways import takeaways
from postmortem_gh.documents.times import Clock, long_day, minutes_between, span
from postmortem_gh.documents.timetable import Timetable
from postmortem_gh.documents.views import DocumentView, Link
from postmortem_gh.text.escape import Words
from postmortem_gh.values.problems import Problem
from postmortem_gh.values.records import ActionItem, Kind, Record, Section

KINDS = {"postmortem": "Postmortem", "near-miss": "Near miss", "retrospective": "Retrospective"}


class Why(NamedTuple):
    """One chain of whys, each step with its indentation, and a word on what it lacks."""

    first: Words
    steps: tuple[tuple[str, Words], ...]  # the others: indentation (blanks), words
    advice: str | None


class ItemRow(NamedTuple):
    """One action item as the tables and lists show it."""

    title: Words
    owner: Words | None
    owner_url: str | None
    due: str | None
    priority: str | None
    kind: str | None
    rating: str | None  # `impact high, effort low`
    link: Link | None
    done_when: Words | None
    details: Words | None


class Titled(NamedTuple):
    """A section of a team's own form."""

    label: Words
    text: Words


class Page(NamedTuple):
    """What a template of the document may name, as `page.…`. None and () mean: nothing was said."""

    kind: Kind
    kind_name: str
    full: bool
    title: Words
    facts: tuple[Words, ...]  # severity, when, how long, services
    open_questions: tuple[tuple[Words, Words], ...]  # of a draft: what is missing, how to mend it
    summary: Words | None
    recurrence: str | None  # Markdown of ours: the earlier incidents and what was promised then
    impact: Words | None
    noticed: Words | None
    could_have: Words | None
    what_stopped_it: Words | None
    timeline: Timetable | None
    trigger: Words | None
    conditions: tuple[Words, ...]
    causes: Words | None  # what was said about causes, but is neither trigger, condition nor why
    whys: tuple[Why, ...]
    factors: tuple[Words, ...]
    fishbone: str | None  # a Mermaid diagram
    went_well: Words | None
    went_wrong: Words | None
    confusing: Words | None
    lucky: Words | None
    items: tuple[ItemRow, ...]  # tracked as issues, the most worthwhile first
    explained_items: tuple[ItemRow, ...]  # those of them with a rating, details or a closing condition
    has_ratings: bool  # somebody rated impact or effort
    other_items: tuple[tuple[str, tuple[ItemRow, ...]], ...]  # beyond the limit, done, ideas
    takeaways: Words | None  # the team's own
    drawn_takeaways: tuple[Words, ...]  # else what the form's answers add up to
    sections: tuple[Titled, ...]
    thanks: Words | None
    people: int  # how many took part
    named: tuple[Words, ...]  # who agreed to be named
    reasons: tuple[Words, ...]  # why this size
    issue: Link | None


def page(record: Record, view: DocumentView) -> Page:
    """Everything decided, nothing written yet."""
    draw = _Draw(record, view)
    open_items = ranking.ranked(i for i in record.action_items if i.state == "open")
    tracked = [i for i in open_items if i.key not in view.untracked]
    rows = tuple(map(draw.row, tracked))
    full = view.write_up == "full"
    return Page(
        kind=record.kind,
        kind_name=KINDS[record.kind],
        full=full,
        title=Words(draw.named(record.title) if record.title.strip() else KINDS[record.kind]),
        facts=tuple(map(Words, draw.facts())),
        open_questions=tuple(draw.open_questions()) if view.status == "draft" else (),
        recurrence=draw.linked(view.recurrence),
        **{name: draw.words(getattr(record, name)) for name in _PLAIN},
        timeline=timetable.timetable(
            record, draw.clock, draw.named, view.settings.limits.timeline_entries, chart=full
        ),
        conditions=tuple(draw.each(record.enabling_conditions)),
        causes=draw.words(record.causes_text),
        whys=tuple(draw.why(chain) for chain in record.whys if any(map(str.strip, chain))),
        factors=tuple(draw.each(record.factors)),
        fishbone=draw.fishbone() if full else None,
        items=rows,
        explained_items=tuple(row for row in rows if row.rating or row.details or row.done_when),
        has_ratings=any(i.impact or i.effort for i in tracked),
        other_items=tuple(draw.other_items()),
        drawn_takeaways=tuple(map(Words, takeaways(record, tracked, draw.named))) if full else (),
        sections=tuple(draw.section(s) for s in (*record.sections, *record.unplaced)),
        people=len(record.participants),
        named=tuple(Words(p.name or p.login or "") for p in view.roles.agreed()),
        reasons=tuple(draw.each(view.reasons)),
        issue=view.issue,
    )


_PLAIN = (
    "summary", "impact", "noticed", "could_have", "what_stopped_it", "trigger", "went_well", "went_wrong",
    "confusing", "lucky", "takeaways", "thanks",
)  # fmt: skip


class _Draw:
    """One record with its view; every text that leaves has roles for names."""

    def __init__(self, record: Record, view: DocumentView) -> None:
        self.record, self.view = record, view
        self.named = view.roles.apply
        self.clock = Clock(view.settings.timezone, timetable.moments(record))

    def words(self, text: str | None) -> Words | None:
        return Words(self.named(text)) if text and text.strip() else None

    def linked(self, markdown: str | None) -> str | None:
        """Markdown of ours that quotes titles: roles for names, but not inside of its addresses."""
        if not markdown:
            return None
        parts = re.split(r"(\]\([^)\s]*\))", markdown)
        return "".join(part if n % 2 else self.named(part) for n, part in enumerate(parts))

    def each(self, texts: Iterable[str]) -> Iterator[Words]:
        return (Words(self.named(text)) for text in texts if text.strip())

    def section(self, section: Section) -> Titled:
        return Titled(
            label=Words(self.named(section.label.strip() or "Further words")),
            text=Words(self.named(section.text)),
        )

    def facts(self) -> Iterator[str]:
        """Severity, when, how long until noticed and over, what was hit: as far as known."""
        record = self.record
        yield self.named(record.severity) if record.severity else KINDS[record.kind]
        if record.kind == "retrospective" and record.period:
            yield self.named(record.period)
        yield from self._when()
        noticed = minutes_between(record.started, record.detected)
        over = minutes_between(record.started, record.mitigated or record.resolved)
        if noticed is not None:
            yield "noticed at once" if noticed == 0 else f"noticed after {span(noticed)}"
        if over is not None:
            yield f"{'mitigated' if record.mitigated else 'resolved'} after {span(over)}"
        if record.services:
            yield ", ".join(map(self.named, record.services))

    def _when(self) -> Iterator[str]:
        started = self.record.started
        if started is None:
            return
        day = long_day(self.clock.day(started))
        yield f"{day}, {self._hours(started.at)} ({self.clock.told})" if started.at else day

    def _hours(self, started: datetime) -> str:
        end = self.record.resolved or self.record.mitigated
        same_day = (
            end and end.at and end.at > started and self.clock.day(end) == self.clock.local(started).date()
        )
        times = (started, end.at) if end and end.at and same_day else (started,)
        return " to ".join(map(self.clock.time, times))

    def open_questions(self) -> Iterator[tuple[Words, Words]]:
        for problem in open_points(self.record):
            where = problem.at.label or problem.at.field
            yield Words(self.named(f"{where}: {problem.what}")), Words(self.named(problem.fix))

    def why(self, chain: tuple[str, ...]) -> Why:
        steps = [self.named(step) for step in chain if step.strip()]
        # Deeper than eight the indentation leaves no room for words.
        indented = tuple(("  " * min(n, 8), Words(step)) for n, step in enumerate(steps[1:]))
        return Why(first=Words(steps[0]), steps=indented, advice=whys.advice(tuple(steps)))

    def fishbone(self) -> str | None:
        record = self.record
        ends = [chain[-1] for chain in record.whys if len(chain) > 1]
        bones = (
            (charts.TRIGGER, [record.trigger] if record.trigger else []),
            ("Enabling conditions", record.enabling_conditions),
            ("Whys, in the end", [] if record.enabling_conditions else ends),
            ("Factors", record.factors),
        )
        return charts.fishbone(
            record, self.named(record.title), [(n, list(map(self.named, t))) for n, t in bones]
        )

    def other_items(self) -> Iterator[tuple[str, tuple[ItemRow, ...]]]:
        items = self.record.action_items
        for name, found in (
            ("Not tracked as issues, beyond the limit", [i for i in items if i.key in self.view.untracked]),
            ("Done already", [i for i in items if i.state == "done"]),
            ("Ideas, not tracked", [i for i in items if i.state == "idea"]),
        ):
            if found:
                yield name, tuple(map(self.row, found))

    def row(self, item: ActionItem) -> ItemRow:
        return ItemRow(
            title=Words(self.named(item.title)),
            owner=Words(item.owner) if item.owner else None,
            owner_url=profile(self.view.server, item.owner),
            due=item.due.isoformat() if item.due else None,
            priority=item.priority,
            kind=item.kind,
            rating=", ".join(_rating(item)) or None,
            link=self.view.items.get(item.key),
            done_when=self.words(_done_when(item.done_when)),
            details=self.words("\n".join(item.details)),
        )


def open_points(record: Record) -> tuple[Problem, ...]:
    """Each problem, and each required answer that is missing without being told as one."""
    told = {problem.at.field for problem in record.problems}
    missing = [
        Problem(at=place, what="required and empty", fix="fill it in by editing the issue")
        for place in record.missing
        if place.field not in told
    ]
    return (*missing, *record.problems)


def _rating(item: ActionItem) -> Iterator[str]:
    for name, level in (("impact", item.impact), ("effort", item.effort)):
        if level:
            yield f"{name} {level}"


def _done_when(condition: str | None) -> str | None:
    """`Done when …`, with one full stop at the end."""
    if not condition or not condition.strip():
        return None
    bare = condition.strip().rstrip(".")
    return f"{bare}." if bare.lower().startswith("done when") else f"Done when {bare}."


def profile(server: str, login: str | None) -> str | None:
    """The page of an account; None for what can be no login, as it would end in an address."""
    is_login = login and login.isascii() and login.replace("-", "").isalnum() and len(login) <= 39
    return f"{server}/{login}" if is_login else None
