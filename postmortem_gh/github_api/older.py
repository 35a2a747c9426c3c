"""An action item's comments before the newest hundred: read back until we meet our own hand.

Used by the runs that carry commands out. A run that wrote or answered on an
item had looked at all that was said there before, so what waits stands after
that; only where the newest hundred comments hold nothing of ours, more waits
perhaps. Most repositories never need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from postmortem_gh.decide.item import was_heard
from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.documents import document
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.values.tracked import Tracked

MOST_READS = 25  # in a run: as many pages as GitHub takes comments on one issue


def with_older(connection: Connection, items: Iterable[Tracked]) -> tuple[Tracked, ...]:
    """The items, each with all comments that may hold a command without an answer."""
    reads = iter(range(MOST_READS))
    return tuple(_heard(connection, item, reads) for item in items)


def _heard(connection: Connection, item: Tracked, reads: Iterator[int]) -> Tracked:
    while item.older and not was_heard(item.comments) and next(reads, None) is not None:
        item = _further_back(connection, item, item.older)
    return item


def _further_back(connection: Connection, item: Tracked, before: str) -> Tracked:
    answer = connection.graphql(document("older"), {"id": item.issue.id, "before": before})
    viewer = read.plain(read.text(read.part(answer.data, "viewer"), "login"))
    page = read.part(read.part(answer.data, "node"), "comments")
    older = tuple(read.comment(each, viewer) for each in read.nodes({"of": page}, "of"))
    return replace(item, comments=(*older, *item.comments), older=read.page_before(page))
