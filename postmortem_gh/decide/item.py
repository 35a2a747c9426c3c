"""An action item's own commands: `/due`, `/owner`, `/wontdo`, `/done`, and how each is answered.

Used by the run on one action item and by the report's run, which finds what
was said while the workflow was down. An answered comment is never looked at
again. By itself nothing is closed: `/wontdo`, and `/done` by somebody who
could close it, are a person's acts; `/done` by an owner without that right is
recorded, and waits for the box in the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from typing import Literal

from postmortem_gh.decide import commands
from postmortem_gh.decide.commands import DONE, LOGIN, ON_ITEM, REFUSED, Given, given
from postmortem_gh.decide.tracking import DayOf, Standing, label_changes, standing
from postmortem_gh.documents import item as page
from postmortem_gh.intake import dates
from postmortem_gh.settings import Settings
from postmortem_gh.text import escape
from postmortem_gh.text.normal import same
from postmortem_gh.values.desired import Close, DesiredItem, Followed, Reply, Unassign
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import Comment, Issue, Role
from postmortem_gh.values.tracked import Tracked

_MAY_CLOSE: frozenset[str] = frozenset({"triage", "write", "maintain", "admin"})
_WRITE: frozenset[str] = frozenset({"write", "maintain", "admin"})
NOTHING = Followed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What must be known besides the item: rights (lower-case logins), today, the settings."""

    roles: Mapping[str, Role]
    assignable: frozenset[str]
    settings: Settings
    today: date
    day_of: DayOf


@dataclass(slots=True)
class _Acts:
    """What an item's commands add up to, in their order."""

    body: str
    owner: str | None = None
    close: tuple[Literal["COMPLETED", "NOT_PLANNED"], str] | None = None
    verdicts: dict[str, list[bool]] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    whys: list[str] = field(default_factory=list)


def follow(tracked: Tracked, around: Around) -> tuple[Followed, Standing]:
    """The item after its unanswered commands, with the labels that its state then asks for; and that state.

    Most weeks there is nothing to do on it, and then nothing is wanted of it.
    """
    issue = tracked.issue
    acts = _Acts(issue.body)
    for each in unanswered(tracked.comments):
        acts.verdicts.setdefault(each.comment.id, []).append(_obey(each, tracked, around, acts))
    now = standing(_after(tracked, acts), around.settings.report, around.today, around.day_of)
    add, remove = label_changes(now, around.day_of)
    if not (acts.verdicts or add or remove):
        return NOTHING, now
    edited = None if acts.body is issue.body or same(acts.body, issue.body) else acts.body
    wanted = replace(
        untouched(issue, "; ".join(acts.whys) or "the labels say what the dates say"),
        body=edited,
        body_was=issue.body if edited is not None else None,
        add_labels=add,
        remove_labels=remove,
        assignees=(acts.owner,) if acts.owner else (),
    )
    followed = Followed(
        items=(wanted,),
        closes=_closes(issue.id, issue.number, acts) if issue.is_open else (),
        unassigns=_unassigns(tracked, acts),
        answers=commands.answers(acts.verdicts),
        replies=tuple(acts.replies),
    )
    return followed, now


def untouched(issue: Issue, why: str) -> DesiredItem:
    """An action item's issue of which nothing is wanted yet: what ought to change is put into it."""
    return DesiredItem(
        name=f"item {issue.number}", key=str(issue.number), id=issue.id, number=issue.number, why=why
    )


def _after(tracked: Tracked, acts: _Acts) -> Tracked:
    """The item once its commands are carried out; most weeks there are none."""
    if not acts.verdicts:
        return tracked
    issue = tracked.issue
    owners = (acts.owner,) if acts.owner else issue.assignees
    changed = replace(issue, body=acts.body, assignees=owners, is_open=issue.is_open and not acts.close)
    return replace(tracked, issue=changed)


def unanswered(comments: Sequence[Comment]) -> Iterator[Given]:
    """The commands of people on an action item that no reaction of ours answers yet."""
    for each in given(comments, ON_ITEM):
        if not any(
            reaction.mine and reaction.content in (DONE, REFUSED) for reaction in each.comment.reactions
        ):
            yield each


def _obey(each: Given, tracked: Tracked, around: Around, acts: _Acts) -> bool:
    role = around.roles.get(each.author.lower(), "none")
    owners = {login.lower() for login in tracked.issue.assignees}
    if role not in _WRITE and each.author.lower() not in owners:
        return False
    name, argument = each.command.name, each.command.argument.strip()
    if name == "due":
        return _due(each, argument, tracked, around, acts)
    if name == "owner":
        return _owner(each, argument, tracked, around, acts)
    if name == "wontdo":
        if not argument:
            return _refuse(each, tracked, acts, "giving up a promise needs a reason: `/wontdo reason`")
        acts.close = ("NOT_PLANNED", f"given up by {each.author}: {argument}")
        return True
    if role in _MAY_CLOSE:
        acts.close = ("COMPLETED", f"done, says {each.author}: {argument or 'no evidence given'}")
    return True


def _due(each: Given, argument: str, tracked: Tracked, around: Around, acts: _Acts) -> bool:
    found = dates.read_due(argument, base=around.day_of(each.comment.created_at))
    if found is None:
        return _refuse(
            each, tracked, acts, "it begins with no date that could be read: `/due 2026-12-15 reason`"
        )
    if found.day is None:
        return _refuse(each, tracked, acts, f"{escape.inline(found.problem)}; {found.fix}")
    due, reason = found.day, argument[found.length :].strip(" \t,;:-–—")
    if due < around.today:
        return _refuse(each, tracked, acts, f"{due} has passed already")
    if not reason:
        return _refuse(
            each, tracked, acts, "moving a promise needs a reason, which is kept: `/due DATE reason`"
        )
    block = page.read(acts.body)
    if block is None:
        return _refuse(
            each,
            tracked,
            acts,
            "the block at the top of this issue was removed or broken: put its lines back",
        )
    why = f"by {each.author}: {reason}"
    if block.due == due and block.moved and block.moved[-1].now == due:
        return True  # carried out before, and only the answer got lost
    acts.body = page.with_due(acts.body, due, on=around.day_of(each.comment.created_at), why=why) or acts.body
    acts.whys.append(f"due date moved to {due} {why}")
    return True


def _owner(each: Given, argument: str, tracked: Tracked, around: Around, acts: _Acts) -> bool:
    login = argument.removeprefix("@").split(" ")[0]
    if not LOGIN.fullmatch(login):
        return _refuse(each, tracked, acts, "it names nobody: `/owner @login`")
    if login.lower() not in around.assignable:
        return _refuse(
            each, tracked, acts, "GitHub cannot assign that account here: it needs access to this repository"
        )
    acts.owner = login
    acts.whys.append(f"handed over by {each.author}")
    return True


def _refuse(each: Given, tracked: Tracked, acts: _Acts, why: str) -> bool:
    acts.replies.append(commands.reply(tracked.issue.id, tracked.issue.number, each, why))
    return False


def _closes(id: str, number: int, acts: _Acts) -> tuple[Close, ...]:
    return (Close(id=id, number=number, reason=acts.close[0], why=acts.close[1]),) if acts.close else ()


def _unassigns(tracked: Tracked, acts: _Acts) -> tuple[Unassign, ...]:
    """One owner: whoever had it before hands it over."""
    issue = tracked.issue
    others = tuple(login for login in issue.assignees if acts.owner and login.lower() != acts.owner.lower())
    if not others:
        return ()
    return (Unassign(id=issue.id, number=issue.number, logins=others, why="an action item has one owner"),)
