"""The scheduled run: unanswered commands, ticked boxes, labels, comments for new states, the report, the index.

From the report's snapshot to all that ought to be; the report's own issue is
in decide/report_issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from postmortem_gh.decide import boxes, item, labels, report, report_issue
from postmortem_gh.decide.item import Around
from postmortem_gh.decide.reminders import reminder_of
from postmortem_gh.decide.report import Weighed
from postmortem_gh.decide.report_issue import Draw
from postmortem_gh.decide.tracking import Standing, standing
from postmortem_gh.documents import index as index_page
from postmortem_gh.settings import Settings
from postmortem_gh.values.desired import (
    Answer,
    DesiredFollowUp,
    DesiredIndex,
    Followed,
    IssueState,
)
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import Comment, Reaction
from postmortem_gh.values.tracked import ReportSnapshot, Tracked


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """What ought to be done on one item, and where it stands then."""

    was: Tracked
    followed: Followed
    now: Standing
    ticked: bool = False  # a box of the report asks for it


def decide(
    snapshot: ReportSnapshot, around: Around, draw: Draw, setup_problems: Sequence[str] = ()
) -> DesiredFollowUp:
    """All that the scheduled run wants; without news, nothing."""
    snapshot = report.dated(snapshot, around.day_of)
    before = report_issue.before(snapshot, around)
    asked = boxes.asked(before.issue, around.roles) if before.issue else {}
    home = snapshot.repository.full_name
    acts, notices = _within_limits([_act(each, home, asked, around) for each in snapshot.items], around)
    standings = [each.now for each in acts]
    settled = replace(snapshot, items=tuple(each.item for each in standings))
    weighed = report.weigh(settled, standings, around.settings, around.today, around.day_of)
    drawn = report_issue.wanted(
        settled,
        weighed,
        before,
        around,
        draw,
        setup_problems,
        rebuild="rebuild" in asked,
        acted=bool(asked),
    )
    ticked = tuple(each.was.issue.id for each in acts if each.ticked)
    return DesiredFollowUp(
        labels=tuple(labels.spec(name) for name in (*labels.STATES, labels.REPORT, labels.RECURRING)),
        followed=_join([each.followed for each in acts]),
        report=replace(drawn, ticked=ticked) if drawn else None,
        index=_index(snapshot, around.settings),
        recurring=tuple(_recurring(weighed, home)),
        notices=(
            *notices,
            *item.unread(each.was for each in acts if each.was.is_followed_up(home)),
            *report_issue.notices(snapshot, before, drawn),
        ),
    )


def _standing(tracked: Tracked, around: Around) -> Standing:
    return standing(tracked, around.settings.report, around.today, around.day_of)


def _act(tracked: Tracked, home: str, asked: Mapping[str, str], around: Around) -> _Act:
    """An item after its own commands and the report's ticked boxes, with what is said of its new state."""
    if not tracked.is_followed_up(home):
        return _Act(was=tracked, followed=item.NOTHING, now=_standing(tracked, around))
    followed, now = item.follow(tracked, around)
    by_box = boxes.carried_out(followed, _standing(tracked, around), asked, around) if asked else followed
    ticked, followed = by_box is not followed, by_box
    if ticked or followed.closes or followed.answers:
        now = _standing(_after(tracked, followed, around.now), around)
    added = [name for each in followed.items for name in each.add_labels]
    if reminder := reminder_of(now, added, around.roles, around.day_of):
        followed = replace(followed, replies=(*followed.replies, reminder))
    return _Act(was=tracked, followed=followed, now=now, ticked=ticked)


def _after(tracked: Tracked, followed: Followed, now: datetime) -> Tracked:
    """The item as it will be once its changes are made, for the lists that are drawn in the same run."""
    issue = tracked.issue
    for wanted in followed.items:
        body = wanted.body if wanted.body is not None else issue.body
        issue = replace(issue, body=body, assignees=wanted.assignees or issue.assignees)
    for close in followed.closes:
        issue = replace(issue, is_open=False, state_reason=close.reason, closed_at=now)
    return replace(tracked, issue=issue, comments=_answered(tracked.comments, followed.answers))


def _answered(comments: tuple[Comment, ...], answers: Sequence[Answer]) -> tuple[Comment, ...]:
    """The comments with our answers on them: what was said of an item's end counts once it is answered."""
    given = {each.comment: each.content for each in answers}
    return tuple(
        replace(each, reactions=(*each.reactions, Reaction(content=given[each.id], mine=True)))
        if each.id in given
        else each
        for each in comments
    )


def _join(followed: Sequence[Followed]) -> Followed:
    return Followed(
        items=tuple(part for each in followed for part in each.items),
        closes=tuple(part for each in followed for part in each.closes),
        unassigns=tuple(part for each in followed for part in each.unassigns),
        answers=tuple(part for each in followed for part in each.answers),
        replies=tuple(part for each in followed for part in each.replies),
    )


def _within_limits(acts: Sequence[_Act], around: Around) -> tuple[Sequence[_Act], tuple[str, ...]]:
    """No run touches more issues than the settings allow: the rest comes with the next ones, and is told.

    An item is followed whole or not at all, since an answered command is never looked at again. What
    people said goes before labels; what they ticked is done in any case, since a box acts once.
    """
    limit = around.settings.limits.report_edits
    touching = [place for place, each in enumerate(acts) if _touches(each.followed)]
    if len(touching) <= limit:
        return acts, ()
    touching.sort(key=lambda place: (not acts[place].ticked, not acts[place].followed.answers))
    later = {place for place in touching[limit:] if not acts[place].ticked}
    kept = [_later(each, around) if place in later else each for place, each in enumerate(acts)]
    notice = (
        f"{len(touching)} action items want labels, a comment or what was said on them; this run does "
        f"{len(touching) - len(later)} (setting `limits.report_edits`), the next ones go on."
    )
    return kept, (notice,)


def _touches(followed: Followed) -> bool:
    """A reaction alone does not: nobody hears of it."""
    return bool(
        followed.closes
        or followed.unassigns
        or followed.replies
        or any(
            each.body is not None or each.add_labels or each.remove_labels or each.assignees
            for each in followed.items
        )
    )


def _later(act: _Act, around: Around) -> _Act:
    return _Act(was=act.was, followed=item.NOTHING, now=_standing(act.was, around))


def _recurring(weighed: Weighed, home: str) -> Iterable[IssueState]:
    """Of other repositories their own runs label what came back there."""
    for each in weighed.recurring:
        issue = each.newest.issue
        if each.newest.repository != home:
            continue
        yield IssueState(
            id=issue.id,
            number=issue.number,
            add_labels=(labels.RECURRING,) if not each.newest.recurring_set else (),
            why=f"`{each.label}` came back within {each.window_days} days",
        )


def _index(snapshot: ReportSnapshot, settings: Settings) -> DesiredIndex | None:
    if not snapshot.documents:
        return None
    return DesiredIndex(
        path=index_page.PATH,
        text=index_page.page(snapshot.index.text if snapshot.index else None, snapshot.documents),
        push=settings.publish == "push",
        why="the documents changed since it was drawn",
    )
