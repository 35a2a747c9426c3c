"""The weekly report: lists by what they ask of the reader, stories of what came back, a few honest figures.

From decide/report's values to the managed part of the pinned issue. It counts
items, never persons, and writes dates, never numbers of days that run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import quote

from postmortem_gh.documents import charts, stories
from postmortem_gh.documents.length import LIMIT, units, within
from postmortem_gh.documents.templates import Templates
from postmortem_gh.documents.times import month, span
from postmortem_gh.documents.views import Link
from postmortem_gh.text.escape import Words
from postmortem_gh.values.report import Box, Figures, Line, ReportView, Section, Story

TEMPLATE = "report/report.md.j2"
MAX_LINES = 40  # of one list, and of the boxes; the rest is linked as a search
FEWER_LINES = (15, 5, 2)  # where there is less room
MAX_STORIES = 5
REST = (
    "*More than fits here beside the text around it. The labels `overdue`, `needs-decision`, `stale` and "
    "`needs-owner` find all of it.*"
)
FEW = 5  # a median of fewer is no median: the numbers are small, so the words stay careful


HOW = "On the action item, comment"  # then the commands


class ListHead(NamedTuple):
    title: str
    intro: str
    counted: str  # how the first line counts it: `{n} need a decision`; empty: not counted there


HEADS = {
    "decide": ListHead(
        title="Decisions needed",
        intro="Overdue for long, or a second time: a new date, another owner or an honest end, each is fine.",
        counted="{n} to decide",
    ),
    "overdue": ListHead(title="Overdue", intro="", counted="{n} overdue"),
    "soon": ListHead(title="Due soon", intro="", counted="{n} due soon"),
    "ownerless": ListHead(
        title="Without owner",
        intro="",
        counted="{n} without owner",
    ),
    "undated": ListHead(
        title="Without due date",
        intro="",
        counted="{n} without due date",
    ),
    "stale": ListHead(
        title="Without activity",
        intro="No commit, comment, linked pull request or edit by a person since the day told.",
        counted="",
    ),
    "blocked": ListHead(title="Blocked", intro="", counted=""),
    "done": ListHead(
        title="Done since the last report", intro="Thank you all: these promises were kept.", counted=""
    ),
    "undocumented": ListHead(
        title="Incidents without a document", intro="", counted="{n} incidents without a document"
    ),
    "waiting": ListHead(
        title="Documents that wait for a review", intro="", counted="{n} documents to review"
    ),
    "unproved": ListHead(
        title="Closed without evidence",
        intro="No pull request, commit or word tells by what. Nothing to mend; a link helps later readers.",
        counted="",
    ),
    "dropped": ListHead(title="Dropped", intro="Given up in the open.", counted=""),
}
ORDER = tuple(HEADS)
KEPT = frozenset(("done", "unproved", "dropped"))  # the team's, so without names


class Row(NamedTuple):
    link: Link
    repository: Words | None
    title: Words
    owners: tuple[Words, ...]
    due: str | None
    why: Words
    detail: Words | None
    evidence: Link | None
    parent: Link | None
    parent_title: Words | None


class Reference(NamedTuple):
    repository: Words | None
    link: Link
    why: Words


class ListPage(NamedTuple):
    id: str
    title: str
    intro: str
    commands: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[Reference, ...]  # those of it that stand in a list above, too
    has_owners: bool
    has_parents: bool
    more: int
    more_url: str | None


class StoryPage(NamedTuple):
    newest: Link
    repository: Words | None
    title: Words
    day: str | None
    label: Words
    told: str  # Markdown of ours, see documents/stories


class FiguresPage(NamedTuple):
    too_early: bool
    incidents: int
    facts: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, int], ...]
    months_chart: str | None
    ages: tuple[tuple[str, int], ...]
    ages_chart: str | None


class BoxLine(NamedTuple):
    mark: str  # the comment by which a ticked box is recognised
    text: str
    subject: Words | None


class ReportPage(NamedTuple):
    """What the report's template may name, as `page.…`."""

    verdict: str
    former: Link | None
    setup_problems: tuple[Words, ...]
    unreadable: tuple[tuple[Words, Words], ...]
    lists: tuple[ListPage, ...]
    stories: tuple[StoryPage, ...]
    more_stories: int
    figures: FiguresPage | None
    boxes: tuple[BoxLine, ...]
    more_boxes: int
    index_url: str | None


def report(view: ReportView, templates: Templates, room: int = LIMIT) -> str:
    """The report without its marker, in so many UTF-16 units: with shorter lists where it must, and then cut."""
    text = ""
    for most in (MAX_LINES, *FEWER_LINES):
        text = templates.render(TEMPLATE, page=_page(view, most)).strip() + "\n"
        if units(text) <= room:
            return text
    return within(text, REST, room)


def _page(view: ReportView, most: int = MAX_LINES) -> ReportPage:
    """``most``: how many lines of each list."""
    lists = sorted(view.sections, key=lambda section: ORDER.index(section.id))
    told, boxes = min(most, MAX_STORIES), _boxes(view.boxes, most)
    return ReportPage(
        verdict=_verdict(view),
        former=Link(text=f"#{view.former[1]}", url=view.former[0]) if view.former else None,
        setup_problems=tuple(map(Words, view.setup_problems)),
        unreadable=tuple((Words(name), Words(why)) for name, why in view.unreadable),
        lists=tuple(_list(section, most) for section in lists if section.lines),
        stories=tuple(map(_story, view.stories[:told])),
        more_stories=max(0, len(view.stories) - told),
        figures=_figures(view.figures) if view.figures else None,
        boxes=boxes,
        more_boxes=len(view.boxes) - len(boxes),
        index_url=view.index_url,
    )


def _boxes(offered: Sequence[Box], most: int) -> tuple[BoxLine, ...]:
    """Those of single postmortems are many, so the first ones; those of the whole report stay."""
    single = [box for box in offered if box.number is not None][:most]
    return tuple(
        BoxLine(
            mark=f"<!-- postmortem-gh:box {box.id} -->",
            text=box.text,
            subject=Words(box.subject) if box.subject else None,
        )
        for box in (*single, *(box for box in offered if box.number is None))
    )


def _verdict(view: ReportView) -> str:
    """What the lists ask for, in one line."""
    by_id: dict[str, int] = {section.id: len(section.lines) for section in view.sections}
    asked = [
        _agree(head.counted, by_id[name]) for name, head in HEADS.items() if head.counted and by_id.get(name)
    ]
    open_items = f"{view.open_items} open action item{'' if view.open_items == 1 else 's'}"
    if view.open_items == 0:
        open_items = "No open action item"
    return (
        f"{open_items}: {', '.join(asked)}."
        if asked
        else f"{open_items}, and nothing that asks for a decision."
    )


def _agree(counted: str, n: int) -> str:
    text = counted.format(n=n)
    return text.replace("incidents", "incident").replace("documents", "document") if n == 1 else text


def _list(section: Section, most: int) -> ListPage:
    head = HEADS[section.id]
    shown = [line for line in section.lines if not line.above][:most]
    above = [line for line in section.lines if line.above][: most - len(shown)]
    home = next(
        (line.url.partition("/issues/")[0] for line in section.lines if line.repository is None), None
    )
    commands = tuple(dict.fromkeys(command for line in shown for command in line.commands))
    is_searchable = bool(section.search and home)
    return ListPage(
        id=section.id,
        title=head.title,
        intro=" ".join(filter(None, (head.intro, HOW if commands else ""))),
        commands=commands,
        rows=tuple(map(_row, shown)),
        above=tuple(Reference(_repository(line), _link(line), Words(line.why)) for line in above),
        has_owners=section.id not in KEPT and any(line.owners or line.due for line in shown),
        has_parents=any(line.parent_number for line in shown),
        more=len(section.lines) - len(shown) - len(above),
        more_url=f"{home}/issues?q={quote(section.search)}" if is_searchable else None,
    )


def _link(line: Line) -> Link:
    return Link(text=f"#{line.number}", url=line.url)


def _repository(line: Line) -> Words | None:
    return Words(line.repository) if line.repository else None


def _row(line: Line) -> Row:
    return Row(
        link=_link(line),
        repository=_repository(line),
        title=Words(line.title),
        owners=tuple(map(Words, line.owners)),
        due=line.due.isoformat() if line.due else None,
        why=Words(line.why),
        detail=Words(line.detail) if line.detail else None,
        evidence=Link(text=line.evidence or "evidence", url=line.evidence_url) if line.evidence_url else None,
        parent=Link(text=f"#{line.parent_number}", url=line.parent_url)
        if line.parent_number and line.parent_url
        else None,
        parent_title=Words(line.parent_title) if line.parent_title else None,
    )


def _story(story: Story) -> StoryPage:
    newest = story.newest
    return StoryPage(
        newest=_link(newest),
        repository=_repository(newest),
        title=Words(newest.title),
        day=newest.since.isoformat() if newest.since else None,
        label=Words(story.label),
        told=stories.told(story),
    )


def _figures(figures: Figures) -> FiguresPage:
    if figures.too_early:
        return FiguresPage(
            too_early=True,
            incidents=figures.incidents,
            facts=(),
            months=(),
            months_chart=None,
            ages=(),
            ages_chart=None,
        )
    months = tuple((month(name), count) for name, count in figures.months)
    ages = tuple((month(name), count) for name, count in figures.ages)
    return FiguresPage(
        too_early=False,
        incidents=figures.incidents,
        facts=tuple(_facts(figures)),
        months=months,
        months_chart=_chart("Incidents by month", months, "Incidents"),
        ages=ages,
        ages_chart=_chart("Open action items by the month of the promise", ages, "Open"),
    )


def _chart(title: str, counts: tuple[tuple[str, int], ...], axis: str) -> str | None:
    """The years stand in the title where that is enough: twelve of them below the axis would overlap."""
    if not counts:
        return None
    names = [name for name, _ in counts]
    short = [name.split(" ")[0] for name in names]
    if len(set(short)) == len(short):
        title, names = f"{title}, {names[0]} to {names[-1]}", short
    return charts.bars(title, names, [count for _, count in counts], axis)


def _facts(figures: Figures) -> Iterator[tuple[str, str]]:
    yield "Incidents in the last 12 months", str(figures.incidents)
    yield "Time to detect, median", _median(figures.detect_median, figures.detect_n)
    yield "Time to recover, median", _median(figures.recover_median, figures.recover_n)
    closed, in_time = figures.closed_with_due, figures.closed_in_time
    if closed:
        share = f" ({round(100 * in_time / closed)} %)" if closed >= FEW else ""
        yield "Action items closed by their due date", f"{in_time} of {closed}{share}"


def _median(minutes: int | None, n: int) -> str:
    if minutes is None or n < FEW:
        return f"too early to say ({n} told)"
    return f"{span(minutes)} (of {n} incidents)"
