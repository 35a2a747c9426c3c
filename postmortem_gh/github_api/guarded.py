"""Writing over a body in which people write: look in the same second, write, look at the history.

GitHub has no conditional write for bodies. Used by apply for EditIssue with
``was``: not sent when the body is no longer what was planned on; and what was
saved in the milliseconds between is taken from the edit history, and merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.reading import Json
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.plan import changes as do
from postmortem_gh.text.merge import merge
from postmortem_gh.text.normal import normal, same
from postmortem_gh.values.lean import dataclass

BODIES = "query Bodies($ids: [ID!]!) { nodes(ids: $ids) { ... on Issue { id body } } }"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """An edit that was written, and what GitHub answered."""

    change: do.EditIssue
    payload: Json


def changed_meanwhile(connection: Connection, edits: Sequence[do.EditIssue]) -> list[do.EditIssue]:
    """Those whose body differs from what the plan was made on, or is gone."""
    answer = connection.graphql(BODIES, {"ids": [edit.id for edit in edits]})
    bodies = {
        read.text(each, "id"): read.text(each, "body")
        for each in read.nodes({"all": {"nodes": (answer.data or {}).get("nodes")}}, "all")
    }
    return [edit for edit in edits if edit.id not in bodies or not same(bodies[edit.id], edit.was or "")]


def merged_back(written: Guarded) -> do.EditIssue | None:
    """The edit that brings back what somebody saved between our look and our write; None where nobody did."""
    change = written.change
    versions = read.edits(read.part(written.payload, "issue"))
    texts = [edit.text for edit in versions]
    if change.body is None or change.was is None or len(texts) < 2 or texts[0] is None or texts[1] is None:
        return None
    ours, theirs, base = texts[0], texts[1], change.was
    if same(theirs, base) or same(theirs, ours):
        return None
    merged = merge(normal(base), normal(theirs), normal(ours)).text
    if same(merged, ours):
        return None
    return replace(change, body=merged, was=ours, why=f"{change.why}; and what was saved in between")
