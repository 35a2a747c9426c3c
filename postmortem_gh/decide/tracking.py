"""One action item today: its due date, its owner, what state it is in and since when.

Used by the report and by the run on a single item, so that both say the same.
Everything is computed from dates and from the issue's own history; a schedule
that was late or dropped changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from postmortem_gh.decide import labels
from postmortem_gh.decide.permissions import by_us
from postmortem_gh.documents import item as item_page
from postmortem_gh.settings import Report
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.tracked import Tracked

_BROKEN = item_page.ItemBlock()
DayOf = Callable[[datetime], date]  # the day of a moment in the settings' time zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an open action item stands today. Each date is the first day of its state; None: not in it."""

    item: Tracked
    broken: bool = False  # its block was removed or broken by hand
    due: date | None
    due_text: str = ""  # what stands there where it is no date
    moved: tuple[item_page.Moved, ...] = ()
    overdue_since: date | None = None
    decide_since: date | None = None
    soon: bool = False
    active_on: date | None = None  # the last day with activity of a person
    stale_since: date | None = None
    ownerless_since: date | None = None

    @property
    def postponed(self) -> int:
        """How often it was moved to a later day."""
        return _postponed(self.moved)

    @property
    def ownerless(self) -> bool:
        """Open, and nobody is assigned."""
        return self.ownerless_since is not None

    @property
    def states(self) -> tuple[tuple[str, date], ...]:
        """The labels that it carries, each with the first day of the state."""
        found: list[tuple[str, date]] = []
        if self.overdue_since:
            found.append((labels.OVERDUE, self.overdue_since))
        if self.decide_since:
            found.append((labels.NEEDS_DECISION, self.decide_since))
        if self.stale_since:
            found.append((labels.STALE, self.stale_since))
        if self.ownerless_since:
            found.append((labels.NEEDS_OWNER, self.ownerless_since))
        return tuple(found)


def standing(tracked: Tracked, settings: Report, today: date, day_of: DayOf) -> Standing:
    """The state of an open item; a closed one is in none."""
    block = _block(tracked)
    due = block.due
    active_on = last_activity(tracked, day_of)
    if not tracked.issue.is_open:
        return Standing(
            item=tracked,
            broken=block is _BROKEN,
            due=due,
            due_text=block.due_text,
            moved=block.moved,
            active_on=active_on,
        )
    overdue_since = due + timedelta(days=1) if due and due < today else None
    stale_since = active_on + timedelta(days=settings.stale_days)
    return Standing(
        item=tracked,
        broken=block is _BROKEN,
        due=due,
        due_text=block.due_text,
        moved=block.moved,
        overdue_since=overdue_since,
        decide_since=_decide_since(overdue_since, _postponed(block.moved), settings, today),
        soon=bool(due and today <= due <= today + timedelta(days=settings.soon_days)),
        active_on=active_on,
        stale_since=stale_since if stale_since <= today else None,
        ownerless_since=None if tracked.issue.assignees else _ownerless_since(tracked, day_of),
    )


def _block(tracked: Tracked) -> item_page.ItemBlock:
    """What its block says; an attached issue has none, and its date stands in the postmortem's document."""
    if tracked.attached:
        return item_page.ItemBlock(due=tracked.promised_due)
    return item_page.read(tracked.issue.body) or _BROKEN


def _postponed(moved: Sequence[item_page.Moved]) -> int:
    """A first date, or an earlier one, puts nothing off."""
    return sum(each.was is not None and each.now > each.was for each in moved)


def _ownerless_since(tracked: Tracked, day_of: DayOf) -> date:
    changes = [each.at for each in tracked.history if each.kind == "assigned"]
    return day_of(max(changes, default=tracked.issue.created_at))


def _decide_since(overdue_since: date | None, postponed: int, settings: Report, today: date) -> date | None:
    """Overdue a second time, or for longer than the settings allow: to be decided, not reminded of again."""
    if overdue_since is None:
        return None
    if postponed:
        return overdue_since
    since = overdue_since + timedelta(days=settings.decide_days)
    return since if since <= today else None


def last_activity(tracked: Tracked, day_of: DayOf) -> date:
    """The last day on which a person, or a commit or pull request of theirs, did something here; else its creation."""
    times = [each.at for each in tracked.history if not (each.mine or each.by_bot)]
    times += [each.created_at for each in tracked.comments if not by_us(each) and not each.author_is_bot]
    return day_of(max(times, default=tracked.issue.created_at))


def label_changes(standing: Standing, day_of: DayOf) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(to add, to take off). A label that a person took off stays off for as long as the state lasts."""
    wanted = dict(standing.states)
    has = {label for name in standing.item.issue.labels if (label := name.lower()) in labels.STATES}
    if has == wanted.keys():
        return (), ()
    add = tuple(
        name
        for name, since in wanted.items()
        if name not in has and not _taken_off(standing.item, name, since, day_of)
    )
    remove = tuple(name for name in labels.STATES if name in has and name not in wanted)
    return add, remove


def _taken_off(tracked: Tracked, name: str, since: date, day_of: DayOf) -> bool:
    return any(
        each.kind == "unlabeled"
        and not each.mine
        and (each.label or "").lower() == name
        and day_of(each.at) >= since
        for each in tracked.history
    )
