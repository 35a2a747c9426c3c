"""Which postmortems wait for us: events may be lost, late or dropped, and the schedule makes up for them.

Used by the scheduled run before its report. One request; the run on each
postmortem that waits then looks properly.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import chain
from operator import itemgetter

from postmortem_gh.decide import memory
from postmortem_gh.decide.item import unanswered
from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.documents import document
from postmortem_gh.github_api.reading import Json
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.text import marker
from postmortem_gh.values.snapshot import Comment
from postmortem_gh.values.where import Where

COMMENTS_READ = 100  # of each, the newest
LISTS = ("postmortem", "nearMiss", "retrospective")


def observe_waiting(connection: Connection, where: Where) -> tuple[Where, ...]:
    """Where to look: members' before strangers', of each stranger one after the other, the last touched first.

    Only the first are taken. One that our comment cannot settle (it is locked, or an edit changed nothing in
    it) waits each time, as a stranger's forms beyond the settings' limit do: they must not keep others waiting.
    """
    answer = connection.graphql(document("waiting"), {"owner": where.owner, "name": where.name})
    repository = read.part(answer.data, "repository")
    viewer = read.plain(read.text(read.part(answer.data, "viewer"), "login"))
    found = {
        read.number(each, "number"): each for each in chain(*(read.nodes(repository, name) for name in LISTS))
    }
    touched = sorted(found.items(), key=lambda one: read.text(one[1], "updatedAt"), reverse=True)
    waiting = [each for number, each in touched if number and _waits(each, viewer)]
    return tuple(
        Where(
            owner=where.owner,
            name=where.name,
            number=read.number(each, "number"),
            event=where.event,
            title=read.text(each, "title"),
            body=read.text(each, "body"),
            stranger="" if read.by_member(each) else read.login(each, "author") or "",
        )
        for each in _in_turn(waiting)
    )


def _in_turn(waiting: list[Json]) -> list[Json]:
    before: Counter[str | None] = Counter()
    turns = []
    for each in waiting:
        stranger = None if read.by_member(each) else read.login(each, "author") or ""
        turns.append(0 if stranger is None else before[stranger] + 1)
        before[stranger] += 1
    return [each for _, each in sorted(zip(turns, waiting, strict=True), key=itemgetter(0))]


def _waits(node: Json, viewer: str) -> bool:
    """Whether we never spoke, or something happened since: an edit, a command, the end of the review.

    Our comment may lie before those that were read; then the issue is no fresh one.
    """
    comments = [read.comment(each, viewer) for each in read.nodes(node, "comments")]
    ours = max((_spoke(each) for each in comments if _is_ours(each)), default=None)
    if ours is None and len(comments) < COMMENTS_READ:
        return read.moment(node, "closedAt") is None
    touched = (read.moment(node, "lastEditedAt"), read.moment(node, "closedAt"))
    since = any(at > ours for at in touched if at is not None) if ours is not None else False
    return since or any(unanswered(comments))


def _spoke(comment: Comment) -> datetime:
    return comment.edited_at or comment.created_at


def _is_ours(comment: Comment) -> bool:
    return comment.mine and marker.read(comment.body, memory.KIND) is not None
