"""The snapshot of all that was gathered.

The last step of observe; rights are added to it afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable

from postmortem_gh.decide import memory
from postmortem_gh.decide.labels import KINDS
from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.gathering import Found, earlier_incidents, settings_text
from postmortem_gh.github_api.reading import Json
from postmortem_gh.values.snapshot import Branch, Comment, Snapshot


def snapshot_of(found: Found) -> Snapshot:
    repository, viewer = found.repository, found.viewer
    items = tuple(read.issue(each, viewer) for each in read.nodes(found.issue, "subIssues"))
    here = {item.id for item in items} | {read.text(found.issue, "id")}
    folder = ".github/postmortem/templates/"
    templates = read.files_below(read.part(repository, "templates"), folder)
    own = read.number(found.issue, "number")
    return Snapshot(
        viewer=viewer,
        repository=read.repository(repository, found.labels),
        issue=read.issue(found.issue, viewer),
        comments=tuple(_comments(found)),
        items=items,
        attached=tuple(each for key, each in found.issues.items() if key not in here),
        document=found.published,
        document_paths=frozenset(read.paths_below(read.part(repository, "documents"), "postmortems/")),
        branch=_branch(found),
        pull_requests=tuple(
            read.pull_request(each, viewer) for each in read.nodes(repository, "pullRequests")
        ),
        assignable=frozenset(found.users),
        user_ids=found.users,
        settings_text=settings_text(found),
        forms=tuple(read.files_below(read.part(repository, "forms"), ".github/ISSUE_TEMPLATE/")),
        templates={each.path.removeprefix(folder): each.text for each in templates},
        open_items=tuple(
            item
            for item in map(read.open_item, read.nodes(repository, "openItems"))
            if item.parent_number != own
        ),
        earlier=tuple(
            read.earlier(each, found.turns, found.due.get(read.number(each, "number"), {}))
            for each in earlier_incidents(found)
            if read.number(each, "number") != own
        ),
        unaccepted=sum(
            _waits(each, viewer)
            for each in read.nodes(repository, "filed")
            if read.number(each, "number") != own
        ),
        renames=read.renames(found.issue),
        accepted_by=tuple(sorted(read.acceptances(found.issue), key=lambda each: each[1])),
    )


def _waits(node: Json, viewer: str) -> bool:
    """Whether an issue is a form that nobody accepted yet, by the label or by a comment that we obeyed."""
    names = {name.lower() for name in read.labels(node)}
    if "accepted" in names or not names & set(KINDS):
        return False
    ours = (read.comment(each, viewer) for each in read.nodes(node, "comments"))
    return not any(each.mine and memory.read(each.body).accepted for each in ours)


def _comments(found: Found) -> Iterable[Comment]:
    for key, each in found.comments.items():
        versions = read.edits(found.histories[key]) if key in found.histories else ()
        yield read.comment(each, found.viewer, versions)


def _branch(found: Found) -> Branch | None:
    node = read.part(found.repository, "branch")
    target = read.part(node, "target")
    if not target:
        return None
    return Branch(
        id=read.text(node, "id"),
        name=read.text(node, "name") or f"postmortem/{read.number(found.issue, 'number')}",
        oid=read.text(target, "oid"),
        document=found.drafted,
    )
