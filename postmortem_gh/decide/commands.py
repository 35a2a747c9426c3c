"""Commands in comments on a postmortem: what they say, afresh in every run, and how each is answered.

Nothing is stored: what `/timeline` and `/name-me` say follows from the
comments each time. A reaction of ours marks a comment as answered; a comment
counts as it stood then, so that an edit runs nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from datetime import datetime

from postmortem_gh.decide.permissions import as_given, by_us, can_write
from postmortem_gh.intake import slash, timeline
from postmortem_gh.intake.slash import Command
from postmortem_gh.language.redact import redacted
from postmortem_gh.text import marker
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.desired import Answer, Reply
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import Comment, Snapshot

LOGIN = pattern(r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}(?:\[bot\])?")
DONE, REFUSED = "THUMBS_UP", "CONFUSED"
ON_POSTMORTEM = frozenset({"accept", "timeline", "name-me", "unname-me", "facilitator", "refresh"})
ON_ITEM = frozenset({"due", "owner", "wontdo", "done"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A command as it was given: by whom, when, in which comment."""

    command: Command
    comment: Comment
    author: str


@dataclass(slots=True, kw_only=True)
class Heard:
    """What the comments on a postmortem ask for; filled in the order of the comments."""

    accepted: bool = False
    consented: set[str] = field(default_factory=set)  # lower-case logins
    facilitator: str | None = None
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


def as_answered(comment: Comment) -> str:
    """The text that counts: as it stood when we first answered, else as it stands, if its author wrote it."""
    times = [each.created_at for each in comment.reactions if each.mine and each.content in (DONE, REFUSED)]
    answered = min((time for time in times if time is not None), default=None)
    if answered is not None:
        return as_given(comment.body, comment.edits, answered)
    newest = max(comment.edits, key=lambda edit: edit.at, default=None)
    if newest is not None and newest.editor != comment.author:
        return ""  # somebody else's hand: not the author's command
    return comment.body


def hear(snapshot: Snapshot) -> Heard:
    """All commands on the postmortem, with who may do what."""
    heard = Heard()
    for each in given(snapshot.comments, ON_POSTMORTEM):
        done = _obey(snapshot, each, heard)
        heard.verdicts.setdefault(each.comment.id, []).append(done)
    return heard


def _obey(snapshot: Snapshot, each: Given, heard: Heard) -> bool:
    name, argument = each.command.name, each.command.argument
    if name == "name-me":
        heard.consented.add(each.author.lower())
        return True
    if name == "unname-me":
        heard.consented.discard(each.author.lower())
        return True
    if not can_write(snapshot, each.author):
        return False
    if name == "accept":
        heard.accepted = True
    elif name == "refresh":
        heard.refresh, heard.refreshed_at = each.comment.id, each.comment.created_at
    elif name == "facilitator":
        return _facilitator(snapshot, each, heard, argument)
    elif name == "timeline":
        if not _is_entry(argument):
            _explain(
                snapshot, each, heard, "it has no time that could be read: `/timeline 14:05 what happened`"
            )
            return False
        heard.timeline.append(argument)
    return True


def _is_entry(line: str) -> bool:
    """One entry of a timeline, with a time that can be read and words after it."""
    entries = timeline.draft(line).entries
    return len(entries) == 1 and bool(
        entries[0].start and not entries[0].start.impossible and entries[0].text.strip()
    )


def _facilitator(snapshot: Snapshot, each: Given, heard: Heard, argument: str) -> bool:
    login = argument.strip().removeprefix("@").split(" ")[0]
    if not LOGIN.fullmatch(login):
        _explain(snapshot, each, heard, "it names nobody: `/facilitator @login`")
        return False
    if login.lower() not in snapshot.assignable:
        _explain(
            snapshot,
            each,
            heard,
            "GitHub cannot assign that account here: it needs access to this repository",
        )
        return False
    heard.facilitator = login
    return True


def _explain(snapshot: Snapshot, each: Given, heard: Heard, why: str) -> None:
    heard.replies.append(reply(snapshot.issue.id, snapshot.issue.number, each, why))


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
