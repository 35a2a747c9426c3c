"""An action item's own commands: `/due`, `/owner`, `/wontdo`, `/done`, and how each is answered.

Used by the run on one action item and by the report's run, which finds what
was said while the workflow was down. An answered comment is never looked at
again. By itself nothing is closed: `/wontdo`, and `/done` by somebody who
could close it, are a person's acts; `/done` by an owner without that right is
recorded, and waits for the box in the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from typing import Literal

from postmortem_gh.decide import commands
from postmortem_gh.decide.answered import DONE, first_answer
from postmortem_gh.decide.commands import EVERYWHERE, LOGIN, ON_POSTMORTEM, Given, given
from postmortem_gh.decide.permissions import TRIAGE, WRITE, by_us
from postmortem_gh.decide.tracking import DayOf, Standing, label_changes, standing
from postmortem_gh.documents import item as page
from postmortem_gh.intake import dates
from postmortem_gh.settings import Settings
from postmortem_gh.text import escape
from postmortem_gh.values.desired import Close, DesiredItem, Followed, Reply, Unassign
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import Comment, Issue, Role
from postmortem_gh.values.tracked import Tracked

NOTHING = Followed()
LONGEST_REASON = 1000  # of a `/due`: it is kept in the issue's body, which has its limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What must be known besides the item: rights (lower-case logins), the time, the settings."""

    roles: Mapping[str, Role]
    assignable: frozenset[str]
    settings: Settings
    now: datetime  # what this run closes is closed then
    today: date
    day_of: DayOf


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """What a `/due` asks for: the new date, and why in words."""

    to: date
    on: date
    why: str

    @property
    def logged(self) -> page.Moved:
        """As it stands in the item's log, whatever the date was before."""
        return page.Moved(on=self.on, was=None, now=self.to, why=escape.inline(self.why))


@dataclass(slots=True)
class _Acts:
    """What an item's commands add up to, in their order."""

    moves: list[_Move] = field(default_factory=list)  # by those that move the due date
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
    acts = _Acts()
    for each in unanswered(tracked.comments):
        if each.author.lower() in around.roles:  # else too many waited to ask for: the next run does
            acts.verdicts.setdefault(each.comment.id, []).append(_obey(each, tracked, around, acts))
    body = _moved(tracked, acts, around)
    now = standing(_after(tracked, acts, body), around.settings.report, around.today, around.day_of)
    add, remove = label_changes(now, around.day_of)
    if not (acts.verdicts or add or remove):
        return NOTHING, now
    wanted = replace(
        untouched(issue, "; ".join(acts.whys) or "the labels say what the dates say"),
        body=None if body is issue.body else body,
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


def _moved(tracked: Tracked, acts: _Acts, around: Around) -> str:
    """The body after all moves of the due date that are not in its log yet.

    Of those that are, an earlier run made the move and only its answer got lost; people may have set
    another date since. What is logged of an answered command is that one's.
    """
    body = tracked.issue.body
    block = page.read(body) if acts.moves else None
    logged = [replace(each, was=None) for each in block.moved] if block else []
    for each in carried_out(tracked.comments, "due") if logged else ():
        answered = _move(each, around)
        if isinstance(answered, _Move) and answered.logged in logged:
            logged.remove(answered.logged)
    for move in acts.moves:
        if move.logged in logged:
            logged.remove(move.logged)
        else:
            body = page.with_due(body, move.to, on=move.on, why=move.why) or body
            acts.whys.append(f"due date moved to {move.to} {move.why}")
    return body


def _after(tracked: Tracked, acts: _Acts, body: str) -> Tracked:
    """The item once its commands are carried out; most weeks there are none."""
    if not acts.verdicts:
        return tracked
    issue = tracked.issue
    owners = (acts.owner,) if acts.owner else issue.assignees
    changed = replace(issue, body=body, assignees=owners, is_open=issue.is_open and not acts.close)
    return replace(tracked, issue=changed)


def unanswered(comments: Sequence[Comment]) -> Iterator[Given]:
    """The commands that are still to be carried out, or refused."""
    for each in given(comments, EVERYWHERE):
        if first_answer(each.comment) is None:
            yield each


def was_heard(comments: Sequence[Comment]) -> bool:
    """Whether a run of ours wrote or answered among them, and so had looked at all that was said before."""
    return any(by_us(each) or first_answer(each) is not None for each in comments)


def unread(items: Iterable[Tracked]) -> tuple[str, ...]:
    """What is told of items with more comments than a run reads, none of them by us."""
    numbers = [each.issue.number for each in items if each.older and not was_heard(each.comments)]
    if not numbers:
        return ()
    names = ", ".join(f"#{number}" for number in numbers)
    return (
        f"{names}: too many comments to read all; a command among the oldest is heard at the next one there.",
    )


def carried_out(comments: Sequence[Comment], name: str) -> Iterator[Given]:
    """The commands of one name that counted: anybody can write one, and our thumb says that it was obeyed."""
    for each in given(comments, frozenset({name})):
        answer = first_answer(each.comment)
        if answer is not None and answer.content == DONE:
            yield each


def said_of_its_end(tracked: Tracked, name: str) -> Iterator[Given]:
    """Those of `/done` or `/wontdo` that still hold: before somebody reopened it they told of another end."""
    for each in carried_out(tracked.comments, name):
        said = each.comment.created_at
        if not any(later.kind == "reopened" and later.at >= said for later in tracked.history):
            yield each


def _obey(each: Given, tracked: Tracked, around: Around, acts: _Acts) -> bool:
    role = around.roles[each.author.lower()]
    owners = {login.lower() for login in tracked.issue.assignees}
    if role not in WRITE and each.author.lower() not in owners:
        return False
    name, argument = each.command.name, each.command.argument.strip()
    if name in ON_POSTMORTEM:
        return _refuse(each, tracked, acts, "it is for a postmortem: say it on the postmortem's own issue")
    if name == "due":
        return _due(each, tracked, around, acts)
    if name == "owner":
        return _owner(each, argument, tracked, around, acts)
    if name == "wontdo":
        if not argument:
            return _refuse(each, tracked, acts, "giving up a promise needs a reason: `/wontdo reason`")
        acts.close = ("NOT_PLANNED", f"given up by {each.author}: {argument}")
        return True
    if role in TRIAGE:  # GitHub lets them close
        acts.close = ("COMPLETED", f"done, says {each.author}: {argument or 'no evidence given'}")
    return True


def _due(each: Given, tracked: Tracked, around: Around, acts: _Acts) -> bool:
    move = _move(each, around)
    if isinstance(move, str):
        return _refuse(each, tracked, acts, move)
    if page.read(tracked.issue.body) is None:
        why = "the block at the top of this issue was removed or broken: put its lines back"
        return _refuse(each, tracked, acts, why)
    acts.moves.append(move)
    return True


def _move(each: Given, around: Around) -> _Move | str:
    """The move that a `/due` asks for, or why it cannot be: by the day of the command, however late it is read."""
    argument, given_on = each.command.argument.strip(), around.day_of(each.comment.created_at)
    found = dates.read_due(argument, base=given_on)
    if found is None:
        return "it begins with no date that could be read: `/due 2026-12-15 reason`"
    if found.day is None:
        return f"{escape.inline(found.problem)}; {found.fix}"
    reason = argument[found.length :].strip(" \t,;:-–—")
    if not reason:
        return "moving a promise needs a reason, which is kept: `/due DATE reason`"
    if len(reason) > LONGEST_REASON:
        return f"its reason has over {LONGEST_REASON} characters: say it in a few words"
    return _Move(to=found.day, on=given_on, why=f"by {each.author}: {reason}")


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
