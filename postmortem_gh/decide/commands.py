"""Commands in comments on a postmortem: what they say, afresh in every run, and how each is answered.

Nothing is stored: what `/timeline` and `/name-me` say follows from the
comments each time. A reaction of ours marks a comment as answered; a comment
counts as it stood then, so that an edit runs nothing twice, and so does the
answer: nobody's later loss or gain of rights changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from datetime import datetime

from postmortem_gh.decide.answered import DONE as DONE
from postmortem_gh.decide.answered import REFUSED as REFUSED
from postmortem_gh.decide.answered import as_answered, first_answer, was_done
from postmortem_gh.decide.permissions import by_us, can_write
from postmortem_gh.intake import slash, timeline_lines
from postmortem_gh.intake.slash import Command
from postmortem_gh.language.redact import redacted
from postmortem_gh.text import marker
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.desired import Answer, Reply
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import Comment, Snapshot

LOGIN = pattern(r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}(?:\[bot\])?")
ON_POSTMORTEM = frozenset({"accept", "timeline", "name-me", "unname-me", "facilitator", "refresh"})
OF_ONESELF = frozenset({"name-me", "unname-me"})  # what anybody may say needs no right
ON_ITEM = frozenset({"due", "owner", "wontdo", "done"})
EVERYWHERE = ON_POSTMORTEM | ON_ITEM  # heard on both, to say where each belongs


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A command as it was given: by whom, when, in which comment."""

    command: Command
    comment: Comment
    author: str


@dataclass(slots=True, kw_only=True)
class Heard:
    """What the comments on a postmortem ask for; filled in the order of the comments."""

    consented: set[str] = field(default_factory=set)  # lower-case logins
    facilitator: str | None = None
    facilitator_anew: bool = False  # asked for in a comment that is not answered yet
    timeline: list[str] = field(default_factory=list)
    refresh: str | None = None  # node id of the last comment that asked for it
    refreshed_at: datetime | None = None
    verdicts: dict[str, list[bool]] = field(default_factory=dict)  # by comment: was each command carried out?
    replies: list[Reply] = field(default_factory=list)


def given(comments: Sequence[Comment], names: frozenset[str]) -> Iterator[Given]:
    """Every command of ``names``, in the order of the comments; what we wrote ourselves commands nothing.

    Their arguments are kept in bodies, replies and the log: secrets are struck out of them here.
    """
    for comment in comments:
        if by_us(comment) or comment.author is None or ("/" not in comment.body and not comment.edits):
            continue
        text = as_answered(comment)
        for command in slash.commands(text):
            if command.name in names:
                said = replace(command, argument=redacted(command.argument))
                yield Given(command=said, comment=comment, author=comment.author)


def hear(snapshot: Snapshot) -> Heard:
    """All commands on the postmortem: those that are new judged, the answered ones as they were answered."""
    heard = Heard()
    explained = _explained(snapshot.comments)
    for each in given(snapshot.comments, EVERYWHERE):
        refusal = _refusal(snapshot, each)
        if refusal and not was_done(each.comment):
            heard.replies.append(reply(snapshot.issue.id, snapshot.issue.number, each, refusal))
        if first_answer(each.comment) is None:
            heard.verdicts.setdefault(each.comment.id, []).append(refusal is None)
            done = refusal is None
        else:
            done = _was_carried_out(each, explained)
        if done:
            _carry_out(each, heard)
    return heard


def _explained(comments: Sequence[Comment]) -> frozenset[tuple[str, str]]:
    """Which command of which comment a reply of ours says of that it could not be carried out."""
    found = [marker.read(each.body, "reply") for each in comments if each.mine]
    return frozenset((str(each.values.get("on")), str(each.values.get("line"))) for each in found if each)


def _was_carried_out(each: Given, explained: frozenset[tuple[str, str]]) -> bool:
    """A comment of several commands has one answer. Only those entitled get a reply, on each that was refused."""
    if was_done(each.comment) or each.command.name in OF_ONESELF:
        return True
    entitled = any(on == each.comment.id for on, _ in explained)
    return entitled and (each.comment.id, str(each.command.line)) not in explained


def _refusal(snapshot: Snapshot, each: Given) -> str | None:
    """Why it cannot be carried out, empty for want of the right; None where it can."""
    if each.command.name in OF_ONESELF:
        return None
    if not can_write(snapshot, each.author):
        return ""
    if each.command.name in ON_ITEM:
        return "it is for an action item: say it on that item's own issue"
    if each.command.name == "facilitator":
        login = _login(each)
        if login is None:
            return "it names nobody: `/facilitator @login`"
        if login.lower() not in snapshot.assignable:
            return "GitHub cannot assign that account here: it needs access to this repository"
    if each.command.name == "timeline" and not _is_entry(each.command.argument):
        return "it has no time that could be read: `/timeline 14:05 what happened`"
    return None


def _login(each: Given) -> str | None:
    login = each.command.argument.strip().removeprefix("@").split(" ")[0]
    return login if LOGIN.fullmatch(login) else None


def _carry_out(each: Given, heard: Heard) -> None:
    match each.command.name:
        case "name-me":
            heard.consented.add(each.author.lower())
        case "unname-me":
            heard.consented.discard(each.author.lower())
        case "refresh":
            heard.refresh, heard.refreshed_at = each.comment.id, each.comment.created_at
        case "facilitator":
            heard.facilitator = _login(each)
            heard.facilitator_anew = first_answer(each.comment) is None
        case "timeline":
            heard.timeline.append(each.command.argument)


def _is_entry(line: str) -> bool:
    """One entry of a timeline, with a time that can be read and words after it."""
    entries = timeline_lines.draft(line).entries
    return len(entries) == 1 and bool(
        entries[0].start and not entries[0].start.impossible and entries[0].text.strip()
    )


def reply(subject: str, number: int, each: Given, why: str) -> Reply:
    """One comment that says why a command could not be carried out, recognisable by its marker."""
    mark = marker.write("reply", on=each.comment.id, line=each.command.line)
    body = f"`/{each.command.name}` could not be carried out: {why}. Nothing was changed.\n\n{mark}"
    return Reply(
        subject=subject,
        number=number,
        body=body,
        marker=mark,
        why=f"/{each.command.name} could not be carried out",
    )


def answers(verdicts: dict[str, list[bool]]) -> tuple[Answer, ...]:
    """A thumb where all of a comment's commands were carried out, a confused face where any was not."""
    return tuple(
        Answer(
            comment=comment,
            content=DONE if all(done) else REFUSED,
            why="its command was carried out" if all(done) else "a command in it was not carried out",
        )
        for comment, done in verdicts.items()
    )
