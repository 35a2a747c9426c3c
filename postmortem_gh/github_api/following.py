"""One action item as it stands on GitHub: its issue, its history, and who may say what on it.

`tracked` is used by github_api/observe_report for each of its items;
`observe_item` is the run on one item. Only those whose word counts in the run
are asked for, since each is a request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, cast

from postmortem_gh.decide import boxes, reminders
from postmortem_gh.decide.item import unanswered
from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.documents import document
from postmortem_gh.github_api.labels import all_labels
from postmortem_gh.github_api.older import with_older
from postmortem_gh.github_api.reading import Json
from postmortem_gh.github_api.rights import role
from postmortem_gh.github_api.transport import Connection, repository_in
from postmortem_gh.github_api.writable import refuse_unwritable
from postmortem_gh.text import marker
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import Comment, Happening, Issue, Repository, Role
from postmortem_gh.values.tracked import Evidence, ReportSnapshot, Tracked
from postmortem_gh.values.where import Where

MOST_PEOPLE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSnapshot:
    """All that the run on one action item needs."""

    viewer: str
    repository: Repository
    tracked: Tracked
    roles: Mapping[str, Role]
    user_ids: Mapping[str, str]  # of the assignable, by lower-case login
    settings_text: str | None


def observe_item(connection: Connection, where: Where) -> ItemSnapshot | None:
    """One action item; None where the issue is gone."""
    variables = {"owner": where.owner, "name": where.name, "number": where.number or 0}
    answer = connection.graphql(document("item"), variables)
    repository = repository_in(answer, where.full_name)
    refuse_unwritable(
        where.full_name, is_archived=read.is_archived(repository), has_issues=read.has_issues(repository)
    )
    node = read.part(repository, "issue")
    if not node:
        return None
    viewer = read.plain(read.text(read.part(answer.data, "viewer"), "login"))
    home = read.repository(repository, all_labels(connection, where, repository))
    (item,) = with_older(connection, [tracked(node, viewer, home.full_name)])
    settings = read.settings(read.part(repository, "settings"))
    return ItemSnapshot(
        viewer=viewer,
        repository=home,
        tracked=item,
        roles={name: role(connection, where.full_name, name) for name in _commanders([item])[:MOST_PEOPLE]},
        user_ids=assignable(connection, where, named_owners(item.comments), where.number or 0),
        settings_text=settings.text if settings else None,
    )


def tracked(node: Json, viewer: str, repository: str) -> Tracked:
    """An action item's issue with its history."""
    parent, events = read.part(node, "parent"), read.nodes(node, "timelineItems")
    return Tracked(
        issue=read.issue(node, viewer),
        repository=repository,
        parent_number=read.number(parent, "number") or None,
        parent_title=read.shared(parent, "title") or None,
        parent_url=read.shared(parent, "url") or None,
        history=tuple(sorted(_history(node, events, viewer), key=attrgetter("at"))),
        comments=tuple(read.comment(each, viewer) for each in read.nodes(node, "comments")),
        older=read.page_before(read.part(node, "comments")),
        silenced_at=_silenced_at(events, viewer),
        closed_by=_closed_by(events) if read.text(node, "state") == "CLOSED" else None,
        owner_ids=tuple(
            (read.text(each, "login").lower(), read.text(each, "id"))
            for each in read.nodes(node, "assignees")
        ),
        blocked_by=tuple(
            _named(each, repository)
            for each in read.nodes(node, "blockedBy")
            if read.text(each, "state") == "OPEN"
        ),
    )


def _named(node: Json, repository: str) -> str:
    """An issue as people write it in ``repository``: `#5`, or `acme/pay#5` where it is of another."""
    its = read.text(read.part(node, "repository"), "nameWithOwner")
    return f"{'' if its in ('', repository) else its}#{read.number(node, 'number')}"


_KINDS: Mapping[str, str] = {
    "ClosedEvent": "closed",
    "ReopenedEvent": "reopened",
    "AssignedEvent": "assigned",
    "UnassignedEvent": "assigned",
    "LabeledEvent": "labeled",
    "UnlabeledEvent": "unlabeled",
    "CrossReferencedEvent": "reference",
    "ReferencedEvent": "commit",
    "ConnectedEvent": "reference",
    "RenamedTitleEvent": "edit",
}


def _history(node: Json, events: Sequence[Json], viewer: str) -> Iterator[Happening]:
    for event in events:
        at = read.moment(event, "createdAt")
        kind, source = _KINDS.get(read.text(event, "__typename")), read.part(event, "source")
        if at is None or kind is None or (source and _is_mention(source)):
            continue
        who, by_bot = read.actor(event, "actor")
        yield Happening(
            at=max(at, _lived_until(source) or at) if source else at,
            kind=cast(Any, kind),
            mine=viewer != "" and who == viewer,
            by_bot=by_bot,
            label=read.text(read.part(event, "label"), "name") or None,
            reason=read.text(event, "stateReason") or None,
        )
    # All of them: our own, where it is the last, would hide a person's.
    for edit in read.nodes(node, "userContentEdits"):
        if (edited := read.moment(edit, "editedAt")) is not None:
            who, by_bot = read.actor(edit, "editor")
            yield Happening(at=edited, kind="edit", mine=viewer != "" and who == viewer, by_bot=by_bot)


def _is_mention(source: Json) -> bool:
    """Of what refers to the item only pull requests are work on it."""
    return read.text(source, "__typename") != "PullRequest"


def _lived_until(pull_request: Json) -> datetime | None:
    """A linked pull request goes on living after it named the issue; what happens to a closed one is no work."""
    return read.moment(pull_request, "closedAt") or read.moment(pull_request, "updatedAt")


def _silenced_at(events: Sequence[Json], viewer: str) -> datetime | None:
    """When a comment of ours was last deleted. A bot's counts as ours: the job and an App write the same things."""
    deleted = (
        read.moment(event, "createdAt")
        for event in events
        if (by := read.part(event, "deletedCommentAuthor"))
        and (read.text(by, "__typename") == "Bot" or read.plain(read.text(by, "login")) == viewer)
    )
    return max(filter(None, deleted), default=None)


def _closed_by(events: Sequence[Json]) -> Evidence | None:
    """What closed it last, or was merged and says that it closes it; a hand on the button, a mention are none."""
    closings = [each for each in events if read.text(each, "__typename") == "ClosedEvent"]
    for event in closings[-1:]:
        closer = read.part(event, "closer")
        if read.text(closer, "__typename") == "PullRequest" and closer.get("merged") is True:
            return Evidence(
                kind="pull request", url=read.text(closer, "url"), title=read.text(closer, "title")
            )
        if read.text(closer, "__typename") == "Commit":
            return Evidence(
                kind="commit", url=read.text(closer, "url"), title=read.text(closer, "messageHeadline")
            )
    since = _reopened(events)
    for source in reversed([read.part(each, "source") for each in events if _declares(each)]):
        merged = read.moment(source, "mergedAt")
        if merged is not None and (since is None or merged > since):
            return Evidence(
                kind="pull request", url=read.text(source, "url"), title=read.text(source, "title")
            )
    return None


def _declares(event: Json) -> bool:
    """A closing word about it; in a repository of their own anybody can write one, and merge it."""
    return event.get("willCloseTarget") is True and event.get("isCrossRepository") is False


def _reopened(events: Sequence[Json]) -> datetime | None:
    """When it was reopened last: what proved it done before then did not hold."""
    moments = (
        read.moment(each, "createdAt") for each in events if read.text(each, "__typename") == "ReopenedEvent"
    )
    return max((each for each in moments if each is not None), default=None)


def follow_up_roles(connection: Connection, snapshot: ReportSnapshot) -> dict[str, Role]:
    """The roles of those whose word counts, by lower-case login.

    Who gave unanswered commands on items, who ticked a box; then, as marks can be forged, who wrote a report
    or a reminder as another account than ours.
    """
    tickers = {
        login.lower() for each in snapshot.reports if each.is_open for login in boxes.tickers(each).values()
    }
    followed = (each for each in snapshot.items if not each.attached)
    asked = [*sorted(tickers), *_commanders(followed), *sorted(set(_other_writers(snapshot)))]
    return {
        name: role(connection, snapshot.repository.full_name, name)
        for name in list(dict.fromkeys(asked))[:MOST_PEOPLE]
    }


def _other_writers(snapshot: ReportSnapshot) -> Iterator[str]:
    marked = (
        comment
        for each in snapshot.items
        if each.repository == snapshot.repository.full_name
        for comment in each.comments
        if marker.read(comment.body, reminders.KIND)
    )
    texts: list[Issue | Comment] = [*snapshot.reports, *marked]
    for each in texts:
        if each.author and not each.mine and not each.author_is_bot:
            yield each.author.lower()


def _commanders(items: Iterable[Tracked]) -> list[str]:
    """Who gave a command that has no answer yet, by lower-case login; first who waits longest."""
    given = (each for item in items for each in unanswered(item.comments))
    return list(
        dict.fromkeys(each.author.lower() for each in sorted(given, key=lambda each: each.comment.created_at))
    )


def named_owners(comments: Sequence[Comment]) -> list[str]:
    """The logins that `/owner` names in unanswered comments."""
    said = [each.command.argument.strip() for each in unanswered(comments) if each.command.name == "owner"]
    return list(dict.fromkeys(words.removeprefix("@").split(" ")[0] for words in said if words))[:20]


def assignable(connection: Connection, where: Where, logins: list[str], number: int) -> dict[str, str]:
    """Node ids of those who can be assigned, by lower-case login."""
    if not logins:
        return {}
    text = document("item", logins=len(logins))
    answer = connection.graphql(
        text,
        {
            "owner": where.owner,
            "name": where.name,
            "number": number,
            **{f"login{i}": name for i, name in enumerate(logins)},
        },
    )
    repository = read.part(answer.data or {}, "repository")
    return people_of(repository, logins)


def people_of(repository: Json, logins: Iterable[str]) -> dict[str, str]:
    """The asked-for people among the answers `login0`, `login1`, …: a search finds more than it was asked for."""
    wanted = {name.lower() for name in logins}
    found: dict[str, str] = {}
    for name, value in repository.items():
        if name.startswith("login") and isinstance(value, dict):
            for each in read.nodes({"of": value}, "of"):
                login = read.text(each, "login").lower()
                if login in wanted:
                    found[login] = read.text(each, "id")
    return found
