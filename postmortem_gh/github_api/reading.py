"""GitHub's answers as values: each field may be null, each person deleted.

Used by observe. Nothing here asks GitHub. Logins come out as REST spells them
without ``[bot]``: GraphQL says ``github-actions``, REST ``github-actions[bot]``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from sys import intern
from typing import Any, Literal, cast

from postmortem_gh.values.snapshot import (
    Comment,
    EarlierReview,
    Edit,
    File,
    Happening,
    Issue,
    Label,
    OpenItem,
    Promise,
    PullRequest,
    Reaction,
    Rename,
    Repository,
)
from postmortem_gh.values.where import MEMBERS

Json = Mapping[str, Any]
_NOTHING: Json = {}
SETTINGS = ".github/postmortem.yml"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def part(node: Json | None, name: str) -> Json:
    """An object within another; empty where either is null."""
    value = (node or _NOTHING).get(name)
    return value if isinstance(value, dict) else _NOTHING


def nodes(node: Json | None, name: str, within: str = "nodes") -> list[Json]:
    """The objects of a connection, those that are null left out."""
    found = part(node, name).get(within)
    return [each for each in found if isinstance(each, dict)] if found and isinstance(found, list) else []


def text(node: Json | None, name: str) -> str:
    """A text; empty where it is null."""
    value = (node or _NOTHING).get(name)
    return value if isinstance(value, str) else ""


def number(node: Json | None, name: str) -> int:
    """A number; 0 where it is null."""
    value = (node or _NOTHING).get(name)
    return value if isinstance(value, int) else 0


def moment(node: Json, name: str) -> datetime | None:
    """A time; None where it is null or no time."""
    said = text(node, name)
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def login(node: Json | None, name: str) -> str | None:
    """A person's or bot's login; None for a deleted account."""
    return plain(text(part(node, name), "login")) or None


def actor(node: Json, name: str) -> tuple[str | None, bool]:
    """A person's or bot's login, likewise; and whether it is an App, and no person."""
    found = part(node, name)
    spelled = text(found, "login")
    return plain(spelled) or None, text(found, "__typename") == "Bot" or spelled.endswith("[bot]")


def plain(name: str) -> str:
    """A login without ``[bot]``."""
    return name.removesuffix("[bot]")


def shared(node: Json | None, name: str) -> str:
    """A text that comes with many issues, held once: a name, or what belongs to the parent."""
    return intern(text(node, name))


def labels(node: Json) -> tuple[str, ...]:
    return tuple(shared(each, "name") for each in nodes(node, "labels"))


def next_page(connection: Json) -> str | None:
    """Where a connection's next page begins; None where there is none."""
    info = part(connection, "pageInfo")
    return text(info, "endCursor") or None if info.get("hasNextPage") is True else None


def page_before(connection: Json) -> str | None:
    """Where the page before begins, of a connection that is read from its end; None where there is none."""
    info = part(connection, "pageInfo")
    return text(info, "startCursor") or None if info.get("hasPreviousPage") is True else None


def known_labels(node: Json) -> dict[str, Label]:
    """A repository's labels by lower-case name, as far as the answer tells them."""
    return {
        text(each, "name").lower(): Label(
            id=text(each, "id"), name=text(each, "name"), description=text(each, "description")
        )
        for each in nodes(node, "labels")
    }


def repository(node: Json, known: Mapping[str, Label]) -> Repository:
    """The repository itself; ``known``: its labels, of all answers."""
    default, visibility = part(node, "defaultBranchRef"), text(node, "visibility")
    return Repository(
        id=text(node, "id"),
        owner=text(part(node, "owner"), "login"),
        name=text(node, "name"),
        url=text(node, "url").rstrip("/"),
        # What is not told counts as public: the stricter rules hold.
        visibility="PRIVATE"
        if visibility == "PRIVATE"
        else "INTERNAL"
        if visibility == "INTERNAL"
        else "PUBLIC",
        default_branch=text(default, "name") or None,
        head_oid=text(part(default, "target"), "oid") or None,
        is_archived=is_archived(node),
        has_issues=has_issues(node),
        labels=dict(known),
    )


def assignees(node: Json) -> tuple[str, ...]:
    return tuple(shared(each, "login") for each in nodes(node, "assignees"))


def issue(node: Json, viewer: str) -> Issue:
    author, by_bot = actor(node, "author")
    return Issue(
        id=text(node, "id"),
        number=number(node, "number"),
        url=text(node, "url"),
        title=text(node, "title"),
        body=text(node, "body"),
        author=author,
        author_is_bot=by_bot,
        mine=_is_mine(node, viewer),
        created_at=moment(node, "createdAt") or LONG_AGO,
        closed_at=moment(node, "closedAt"),
        is_open=text(node, "state") != "CLOSED",
        state_reason=text(node, "stateReason") or None,
        locked=bool(node.get("locked")),
        labels=labels(node),
        assignees=assignees(node),
        parent=shared(part(node, "parent"), "id") or None,
        edits=edits(node),
    )


def edits(node: Json) -> tuple[Edit, ...]:
    """The versions of a body, newest first."""
    if "userContentEdits" not in node:
        return ()  # not asked for
    found = (
        Edit(at=at, editor=login(each, "editor"), text=each.get("diff"))
        for each in nodes(node, "userContentEdits")
        if (at := moment(each, "editedAt")) is not None
    )
    return tuple(sorted(found, key=lambda edit: edit.at, reverse=True))


def comment(node: Json, viewer: str, versions: tuple[Edit, ...] = ()) -> Comment:
    """A comment; of an edited one whose history was not asked for, its last edit is known all the same."""
    edited = moment(node, "lastEditedAt")
    if edited is not None and not versions:
        versions = (Edit(at=edited, editor=login(node, "editor"), text=text(node, "body")),)
    author, by_bot = actor(node, "author")
    return Comment(
        id=text(node, "id"),
        url=text(node, "url"),
        body=text(node, "body"),
        author=author,
        author_is_bot=by_bot,
        mine=_is_mine(node, viewer),
        created_at=moment(node, "createdAt") or LONG_AGO,
        edited_at=edited,
        reactions=tuple(_reactions(node)),
        edits=versions,
    )


def by_member(node: Json) -> bool:
    """Whether somebody of the repository wrote it, or we did."""
    return text(node, "authorAssociation") in MEMBERS or node.get("viewerDidAuthor") is True


def _reactions(node: Json) -> Iterator[Reaction]:
    """Our own: other people's are theirs."""
    groups = node.get("reactionGroups")
    for each in groups if isinstance(groups, list) else ():
        if isinstance(each, dict) and each.get("viewerHasReacted"):
            yield Reaction(content=text(each, "content"), mine=True, created_at=moment(each, "createdAt"))


def pull_request(node: Json, viewer: str) -> PullRequest:
    return PullRequest(
        id=text(node, "id"),
        number=number(node, "number"),
        url=text(node, "url"),
        state=cast(Literal["OPEN", "CLOSED", "MERGED"], text(node, "state") or "CLOSED"),
        body=text(node, "body"),
        head_oid=text(node, "headRefOid"),
        mine=_is_mine(node, viewer),
        same_repository=node.get("isCrossRepository") is not True,
        created_at=moment(node, "createdAt") or LONG_AGO,
        closed_at=moment(node, "closedAt"),
        reviews=tuple(
            each for each in (comment(review, viewer) for review in nodes(node, "reviews")) if each.mine
        ),
    )


def file(node: Json | None, path: str) -> File | None:
    """A file's text; None where there is none, or none that could be written back whole."""
    if not node or not isinstance(node.get("text"), str) or node.get("isTruncated"):
        return None
    return File(path=path, oid=text(node, "oid"), text=text(node, "text"))


def settings(node: Json | None) -> File | None:
    """The settings file. One that is no text, or too long for an answer, is there all the same: to be refused
    as a whole, and not taken for none."""
    if not node:
        return None
    content = text(node, "text") if isinstance(node.get("text"), str) else "\0"
    return File(path=SETTINGS, oid=text(node, "oid"), text=content)


def is_archived(repository: Json) -> bool:
    return repository.get("isArchived") is True


def has_issues(repository: Json) -> bool:
    """Not told means yes: then GitHub says what it thinks of a write."""
    return repository.get("hasIssuesEnabled") is not False


def files_below(node: Json | None, folder: str) -> Iterator[File]:
    """The files of a tree and of the folders in it, by path."""
    for entry in nodes({"tree": node}, "tree", "entries"):
        name, content = text(entry, "name"), part(entry, "object")
        found = file(content, f"{folder}{name}")
        if found is not None:
            yield found
        elif "entries" in content:
            yield from files_below(content, f"{folder}{name}/")


def paths_below(node: Json | None, folder: str) -> Iterator[str]:
    """The paths of a tree two levels deep."""
    for entry in nodes({"tree": node}, "tree", "entries"):
        name = text(entry, "name")
        if "entries" not in part(entry, "object"):
            yield f"{folder}{name}"
        for below in nodes(entry, "object", "entries"):
            yield f"{folder}{name}/{text(below, 'name')}"


def open_item(node: Json) -> OpenItem:
    parent = part(node, "parent")
    return OpenItem(
        number=number(node, "number"),
        title=text(node, "title"),
        url=text(node, "url"),
        assignees=assignees(node),
        labels=labels(node),
        body=text(node, "body"),
        parent_number=number(parent, "number") or None,
        parent_title=text(parent, "title") or None,
        parent_labels=labels(parent),
    )


def earlier(node: Json, turns: Mapping[str, tuple[Happening, ...]], due: Mapping[int, date]) -> EarlierReview:
    """``turns``: what is known of its items' closings and reopenings, by their ids; ``due``: by its document."""
    return EarlierReview(
        number=number(node, "number"),
        title=text(node, "title"),
        url=text(node, "url"),
        created_at=moment(node, "createdAt") or LONG_AGO,
        labels=labels(node),
        assignees=assignees(node),
        items=tuple(_promise(each, turns, due) for each in nodes(node, "subIssues")),
    )


def _promise(node: Json, turns: Mapping[str, tuple[Happening, ...]], due: Mapping[int, date]) -> Promise:
    return Promise(
        number=number(node, "number"),
        title=text(node, "title"),
        url=text(node, "url"),
        created_at=moment(node, "createdAt") or LONG_AGO,
        closed_at=moment(node, "closedAt"),
        state_reason=text(node, "stateReason") or None,
        body=text(node, "body"),
        history=turns.get(text(node, "id"), ()),
        promised_due=due.get(number(node, "number")),
    )


def acceptances(node: Json) -> Iterator[tuple[str, datetime]]:
    """Who set the label `accepted`, and when."""
    for event in nodes(node, "timelineItems"):
        who, at = login(event, "actor"), moment(event, "createdAt")
        if text(part(event, "label"), "name").lower() == "accepted" and who and at:
            yield who, at


def renames(node: Json) -> tuple[Rename, ...]:
    """The issue's renames, oldest first."""
    found = (
        Rename(at=at, actor=login(event, "actor"), previous=text(event, "previousTitle"))
        for event in nodes(node, "renames")
        if (at := moment(event, "createdAt")) is not None
    )
    return tuple(sorted(found, key=lambda each: each.at))


def _is_mine(node: Json, viewer: str) -> bool:
    return node.get("viewerDidAuthor") is True or (viewer != "" and login(node, "author") == viewer)
