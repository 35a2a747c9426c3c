"""A record and its view as the values that the comment's template names.

Between values and templates/comments/postmortem.md.j2: what is shown, in which
order and how much of it is decided here. People's words are Words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from postmortem_gh.documents import ranking, readings, whys
from postmortem_gh.documents.comment_view import CommentView, EarlierItem, Related, Trouble, tracked
from postmortem_gh.documents.page import KINDS, open_points, profile
from postmortem_gh.documents.views import Link
from postmortem_gh.errors import docs
from postmortem_gh.text.escape import Words
from postmortem_gh.values.findings import Finding
from postmortem_gh.values.meeting import Step
from postmortem_gh.values.records import ActionItem, Record
from postmortem_gh.values.refusals import Refusal

MAX_FINDINGS = 10
MAX_LISTED = 20
# "Limit action items to the top 3–5 most impactful changes": the practice article, "Risks, Pitfalls".
FIVE = 5

# Open questions that judge nobody: the practice article ("Facilitator bias") and
# Etsy's Debriefing Facilitation Guide.
QUESTIONS = (
    "What surprised you?",
    "What did you see, and what did it tell you at the time?",
    "What made that look like the right thing to do?",
    "What would you do differently if you could rewind?",
    "Where did we look for the cause first, and why there?",
    "What did you have to know that was written nowhere?",
    "What went better than it had to?",
    "Who has not spoken yet, and saw it from another side?",
)
COMMANDS = (
    ("/timeline 14:05 text", "adds an entry to the timeline"),
    ("/name-me, /unname-me", "your own name in the document, or a role again"),
    ("/facilitator @login", "names another facilitator"),
    ("/accept", "carries out a form by somebody without write access"),
    ("/refresh", "draws everything anew, also after a closed pull request"),
)
ITEM_COMMANDS = (
    ("/due 2026-12-15 reason", "moves the due date; the reason is kept"),
    ("/owner @login", "hands it over"),
    ("/done evidence", "says by what the promise was kept"),
    ("/wontdo reason", "gives it up in the open"),
)


class ItemLine(NamedTuple):
    """One action item, and how its line was read."""

    link: Link | None
    title: Words
    owner: Words | None
    owner_url: str | None
    due: str | None
    due_why: Words | None  # `read from “next Friday”`, `the target of P1`
    priority: str | None
    kind: str | None
    remarks: tuple[Words, ...]


class EarlierLine(NamedTuple):
    """A promise of an earlier postmortem that this review looks at first."""

    link: Link
    title: Words
    owner: Words | None
    due: str | None
    postmortem: Link | None
    postmortem_title: Words


class ProblemLine(NamedTuple):
    where: Words
    what: Words
    fix: Words
    more: str


class FindingGroup(NamedTuple):
    """Findings with one message: each quote with its rewrite."""

    rule: str
    message: Words
    url: str
    quotes: tuple[tuple[Words, Words | None], ...]


class NotOpened(NamedTuple):
    """Why a person opens the pull request: what GitHub refused, how to mend it, lines to put into a file."""

    what: Words
    fix: Words
    lines: str


class CommentPage(NamedTuple):
    """What the comment's template may name, as `page.…`."""

    verdict: str
    kind_name: str
    full: bool
    reasons: tuple[Words, ...]
    other_way: str
    unknown: tuple[Words, ...]
    document: Link | None
    pull_request: Link | None
    open_by_hand: str | None
    not_opened: NotOpened | None
    held: tuple[Words, ...]
    conflicts: tuple[Words, ...]
    troubles: tuple[tuple[Words, Words, str], ...]
    problems: tuple[ProblemLine, ...]
    more_problems: int
    earlier: tuple[EarlierLine, ...]
    more_earlier: int
    services: tuple[Words, ...]
    items: tuple[ItemLine, ...]
    untracked: tuple[Words, ...]
    too_many: int  # tracked items, where they are more than five
    first_five: tuple[Words, ...]
    recurrence: str | None
    related: tuple[tuple[Link, Words, Words], ...]
    whys_advice: tuple[tuple[Words, str], ...]  # first step of the chain, what it lacks
    facilitator: Words | None
    facilitator_url: str | None
    facilitator_reasons: tuple[Words, ...]
    agenda: tuple[Step, ...]
    agenda_minutes: int
    questions: tuple[str, ...]
    findings: tuple[FindingGroup, ...]
    more_findings: int
    notes: tuple[tuple[Words, Words], ...]
    advice: tuple[tuple[Words, Words], ...]
    commands: tuple[tuple[str, str], ...]
    item_commands: tuple[tuple[str, str], ...]
    is_closed: bool
    still_open: tuple[Link, ...]
    docs: str


def comment_page(record: Record, view: CommentView, verdict: str) -> CommentPage:
    named = view.roles.apply
    best = ranking.ranked(tracked(record, view))
    problems = tuple(_problems(record))
    items = (*best, *view.left)
    notes, advice = readings.told(record, items, view)
    groups, more_findings = _grouped(view.findings)
    person = view.facilitator
    return CommentPage(
        verdict=verdict,
        kind_name=KINDS[record.kind],
        full=view.write_up == "full",
        reasons=tuple(map(Words, view.reasons)),
        other_way=view.other_way,
        unknown=tuple(map(Words, view.unknown)),
        document=Link(text=view.document.text.rpartition("/")[2], url=view.document.url)
        if view.document
        else None,
        pull_request=view.pull_request,
        open_by_hand=view.open_by_hand,
        not_opened=_not_opened(view.not_opened) if view.not_opened else None,
        held=tuple(map(Words, view.held)),
        conflicts=tuple(map(Words, view.conflicts)),
        troubles=tuple(map(_trouble, view.troubles)),
        problems=problems[:MAX_LISTED],
        more_problems=max(0, len(problems) - MAX_LISTED),
        earlier=tuple(map(_earlier, view.earlier[:MAX_LISTED])),
        more_earlier=max(0, len(view.earlier) - MAX_LISTED),
        services=tuple(map(Words, record.services)),
        items=tuple(_item(i, view) for i in items),
        untracked=tuple(Words(named(i.title)) for i in record.action_items if i.key in view.untracked),
        too_many=len(best) if len(best) > FIVE else 0,
        first_five=tuple(Words(named(i.title)) for i in best[:FIVE]),
        recurrence=view.recurrence,
        related=tuple(map(_related, view.related)),
        whys_advice=tuple(_whys(record, view)),
        facilitator=Words(person.login) if person and person.login else None,
        facilitator_url=profile(view.server, person.login) if person else None,
        facilitator_reasons=tuple(map(Words, person.reasons)) if person else (),
        agenda=view.agenda,
        agenda_minutes=sum(step.minutes for step in view.agenda),
        questions=QUESTIONS,
        findings=groups,
        more_findings=more_findings,
        notes=notes,
        advice=advice,
        commands=COMMANDS,
        item_commands=ITEM_COMMANDS,
        is_closed=view.is_closed,
        still_open=view.still_open,
        docs=docs("commands"),
    )


def _not_opened(refusal: Refusal) -> NotOpened:
    fix, _, lines = refusal.fix.partition("\n")
    if "/refresh" not in fix:
        fix = f"{fix.rstrip(':')}, then comment `/refresh`{':' if lines else ''}"
    return NotOpened(what=Words(refusal.what), fix=Words(fix), lines=lines.strip("\n"))


def _problems(record: Record) -> Iterator[ProblemLine]:
    for problem in open_points(record):
        line = f", line {problem.at.line}" if problem.at.line else ""
        yield ProblemLine(
            where=Words(f"{problem.at.label or problem.at.field}{line}"),
            what=Words(problem.what),
            fix=Words(problem.fix),
            more=problem.more,
        )


def _item(item: ActionItem, view: CommentView) -> ItemLine:
    owner = item.owner
    return ItemLine(
        link=view.items.get(item.key),
        title=Words(view.roles.apply(item.title)),
        owner=Words(owner) if owner else None,
        owner_url=profile(view.server, owner),
        due=item.due.isoformat() if item.due else None,
        due_why=readings.due_why(item),
        priority=item.priority,
        kind=item.kind,
        remarks=tuple(map(Words, view.remarks.get(item.key, ()))),
    )


def _earlier(item: EarlierItem) -> EarlierLine:
    return EarlierLine(
        link=item.link,
        title=Words(item.title),
        owner=Words(item.owner) if item.owner else None,
        due=item.due.isoformat() if item.due else None,
        postmortem=item.postmortem,
        postmortem_title=Words(item.postmortem_title),
    )


def _related(related: Related) -> tuple[Link, Words, Words]:
    return related.link, Words(related.title), Words(related.why)


def _trouble(trouble: Trouble) -> tuple[Words, Words, str]:
    return Words(trouble.what), Words(trouble.fix), trouble.more


def _whys(record: Record, view: CommentView) -> Iterator[tuple[Words, str]]:
    for chain in record.whys:
        steps = tuple(view.roles.apply(step) for step in chain if step.strip())
        if advice := whys.advice(steps):
            yield Words(steps[0]), advice


def _grouped(findings: Sequence[Finding]) -> tuple[tuple[FindingGroup, ...], int]:
    """At most ten quotes, by message, in the order of the text; and how many more there are."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings[:MAX_FINDINGS]:
        groups.setdefault((finding.rule, finding.message), []).append(finding)
    drawn = tuple(
        FindingGroup(
            rule=rule,
            message=Words(message),
            url=found[0].url,
            quotes=tuple((Words(f.text), Words(f.suggestions[0]) if f.suggestions else None) for f in found),
        )
        for (rule, message), found in groups.items()
    )
    return drawn, max(0, len(findings) - MAX_FINDINGS)
