"""Which postmortems wait for us: events may be lost, late or dropped, and the schedule makes up for them.

Used by the scheduled run before its report. One request; the run on each
postmortem that waits then looks properly.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from postmortem_gh.decide import commands, memory
from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.documents import document
from postmortem_gh.github_api.reading import Json
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.text import marker
from postmortem_gh.values.snapshot import Comment
from postmortem_gh.values.where import Where

LISTS = ("postmortem", "nearMiss", "retrospective")


def observe_waiting(connection: Connection, where: Where) -> tuple[Where, ...]:
    """Where to look, the last touched first: one that our comment cannot settle (it is locked, or an edit
    changed nothing in it) waits each time, and must not keep the others waiting."""
    answer = connection.graphql(document("waiting"), {"owner": where.owner, "name": where.name})
    repository = read.part(answer.data, "repository")
    viewer = read.plain(read.text(read.part(answer.data, "viewer"), "login"))
    found = {
        read.number(each, "number"): each for each in chain(*(read.nodes(repository, name) for name in LISTS))
    }
    return tuple(
        Where(
            owner=where.owner,
            name=where.name,
            number=number,
            event=where.event,
            title=read.text(each, "title"),
            body=read.text(each, "body"),
            stranger=read.login(each, "author") or "",
        )
        for number, each in sorted(
            found.items(), key=lambda one: read.text(one[1], "updatedAt"), reverse=True
        )
        if number and _waits(each, viewer)
    )


def _waits(node: Json, viewer: str) -> bool:
    """Whether we never spoke, or something happened since: an edit, a command, the end of the review."""
    comments = [read.comment(each, viewer) for each in read.nodes(node, "comments")]
    ours = max((_spoke(each) for each in comments if _is_ours(each)), default=None)
    if ours is None:
        return not _is_truncated(node) and read.moment(node, "closedAt") is None
    touched = (read.moment(node, "lastEditedAt"), read.moment(node, "closedAt"))
    return any(at is not None and at > ours for at in touched) or any(_unanswered(comments))


def _spoke(comment: Comment) -> datetime:
    return comment.edited_at or comment.created_at


def _is_ours(comment: Comment) -> bool:
    return comment.mine and marker.read(comment.body, memory.KIND) is not None


def _is_truncated(node: Json) -> bool:
    """Our comment may lie before the last thirty; then the issue is no fresh one."""
    return sum(1 for _ in read.nodes(node, "comments")) >= 30


def _unanswered(comments: list[Comment]) -> Iterator[bool]:
    marks = (commands.DONE, commands.REFUSED)
    for each in commands.given(comments, commands.ON_POSTMORTEM):
        yield not any(reaction.mine and reaction.content in marks for reaction in each.comment.reactions)
