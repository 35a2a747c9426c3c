"""What is said on an action item itself when it falls overdue, stale, or needs a decision.

Used by decide/follow_up. Every state is spoken of once: the comment's marker
keeps the state and its first day. A reminder that a person deleted does not
come back: of a comment that is gone GitHub's own history knows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from postmortem_gh.decide import labels
from postmortem_gh.decide.permissions import by_any_run
from postmortem_gh.decide.tracking import DayOf, Standing
from postmortem_gh.text import marker
from postmortem_gh.values.desired import Reply
from postmortem_gh.values.tracked import COMMENTS_READ

KIND = "state"


def reminder_of(
    each: Standing, added: Collection[str], roles: Mapping[str, str], day_of: DayOf
) -> Reply | None:
    """At most one comment on an open item for each new state; its marker keeps the state and its first day.

    ``added``: the labels that this run sets; ``roles``: of who wrote reminders as another account.
    Where ours may stand among the comments that were not read, or may have been deleted, only a state whose
    label comes now is spoken of: label and reminder go out together.
    """
    news = _loudest(each)
    if news is None:
        return None
    state, since = news
    issue, comments = each.item.issue, each.item.comments
    mark = marker.write(KIND, on=issue.id, state=state, since=since.isoformat())
    if any(comment.body.rstrip().endswith(mark) and by_any_run(comment, roles) for comment in comments):
        return None
    if state not in added and (len(comments) >= COMMENTS_READ or _may_be_deleted(each, since, day_of)):
        return None
    owner = f"@{issue.assignees[0]}: " if issue.assignees else ""
    return Reply(
        subject=issue.id,
        number=issue.number,
        body=f"{owner}{_words(state, each)}\n\n{mark}",
        marker=mark,
        why=f"{state} since {since}",
    )


def _may_be_deleted(each: Standing, since: date, day_of: DayOf) -> bool:
    silenced_at = each.item.silenced_at
    return silenced_at is not None and day_of(silenced_at) >= since


def _loudest(each: Standing) -> tuple[str, date] | None:
    """Of an item's states the one to speak of; the others show as labels."""
    states = dict(each.states)
    for name in (labels.NEEDS_DECISION, labels.OVERDUE, labels.STALE):
        if name in states:
            return name, states[name]
    return None


def _words(state: str, each: Standing) -> str:
    if state == labels.NEEDS_DECISION:
        moved = (
            f", and was moved {each.postponed} times before"
            if each.postponed > 1
            else ", and was moved once before"
            if each.postponed
            else ""
        )
        return (
            f"this was due on {each.due}{moved}. It needs a decision: a new date (`/due DATE reason`), "
            "another owner (`/owner @login`), or an honest end (`/wontdo reason`). Each is fine."
        )
    if state == labels.OVERDUE:
        return (
            f"this was due on {each.due}. If it is done, close it or write `/done evidence`; "
            "if it needs longer, `/due DATE reason`; if it stands in somebody's way, `/owner @login` hands it over."
        )
    return (
        f"nothing has happened here since {each.active_on}. Is it still worth doing? A comment is enough; "
        "`/due DATE reason` moves it, `/wontdo reason` ends it."
    )
