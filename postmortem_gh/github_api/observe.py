"""What is on GitHub around one postmortem: one query, and more only where it could not be enough.

The event's payload tells which people and issues to ask for; the body may
have changed since, hundreds of comments lie on further pages, and a document
may have been moved: such is asked for afterwards. Then the rights of those
whose word counts, by REST, which alone tells them to a job's token.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.answers import Answer
from postmortem_gh.github_api.assembling import snapshot_of
from postmortem_gh.github_api.documents import document
from postmortem_gh.github_api.gathering import Found, take, take_nodes, take_people, take_search
from postmortem_gh.github_api.missing import (
    MOST_NAMES,
    ReadSettings,
    ids_to_ask,
    must_search,
    named_in,
    path_to_ask,
    promises_in_doubt,
    still_unknown,
)
from postmortem_gh.github_api.reading import Json
from postmortem_gh.github_api.rights import roles
from postmortem_gh.github_api.transport import Connection, refuse_reading, repository_in
from postmortem_gh.github_api.writable import refuse_unwritable
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.snapshot import Snapshot
from postmortem_gh.values.where import Where

MOST_READS = 40  # pages: GitHub takes 2,500 comments an issue
NOWHERE = "postmortems/-"
_DATE = pattern(r"\b(\d{4})-\d{2}-\d{2}\b")


class Gone(Exception):
    """There is no such issue: deleted, moved to another repository, or a pull request all the time."""


def observe_postmortem(connection: Connection, where: Where, read_settings: ReadSettings) -> Snapshot:
    """The snapshot of issue ``where.number``; raises ``Gone`` where there is no such issue.

    ``read_settings``: the settings that a text gives. Whom they trust and name is asked for, too.
    """
    found = _first(connection, where)
    for _ in range(MOST_READS):
        if not _ask_for_more(connection, where, found, read_settings):
            break
    snapshot = snapshot_of(found)
    return replace(snapshot, roles=roles(connection, snapshot, read_settings(snapshot.settings_text)))


def _first(connection: Connection, where: Where) -> Found:
    people, numbers = named_in(where.body)
    people, numbers = people[:MOST_NAMES], [each for each in numbers if each != where.number][:MOST_NAMES]
    path = _likely_path(where)
    answer = _ask_first(connection, where, people, numbers, path, where.stranger)
    if any(tuple(error.path[:2]) == ("repository", "filed") for error in answer.errors):
        # A part that only counts must not take the rest with it: a list that may not be null nulls all.
        answer = _ask_first(connection, where, people, numbers, path, "")
    repository = _repository_of(answer, where)
    found = Found(repository=repository, viewer=_viewer(answer))
    found.asked_logins.update(map(str.lower, people))
    found.asked_numbers.update(numbers)
    found.asked_paths.add(path)
    take_people(found, read.nodes(repository, "assignableUsers"))
    take(found, repository, path)
    return found


def _viewer(answer: Answer) -> str:
    return read.plain(read.text(read.part(answer.data, "viewer"), "login"))


def _ask_first(
    connection: Connection, where: Where, people: list[str], numbers: list[int], path: str, stranger: str
) -> Answer:
    return connection.graphql(
        document("postmortem", logins=len(people), numbers=len(numbers)),
        {
            **_whose(where),
            "branch": f"postmortem/{where.number}",
            "ref": f"refs/heads/postmortem/{where.number}",
            **_paths(where, path),
            "author": stranger,
            "withAuthor": bool(stranger),
            **{f"login{i}": name for i, name in enumerate(people)},
            **{f"number{i}": each for i, each in enumerate(numbers)},
        },
    )


def _whose(where: Where) -> dict[str, Any]:
    return {"owner": where.owner, "name": where.name, "number": where.number or 0}


def _paths(where: Where, path: str) -> dict[str, str]:
    return {"published": f"HEAD:{path}", "drafted": f"refs/heads/postmortem/{where.number}:{path}"}


def _likely_path(where: Where) -> str:
    """Where the document lies if nobody renamed anything: by the form's first date, and the title."""
    date = _DATE.search(where.body)
    if date is None or not where.title:
        return NOWHERE
    from postmortem_gh.text.escape import slug

    return f"postmortems/{date[1]}/{date[0]}-{slug(where.title)}.md"


def _repository_of(answer: Answer, where: Where) -> Json:
    """The repository, or in words why there is none, or no such issue."""
    said = answer.errors[0] if answer.errors else None
    repository = repository_in(answer, where.full_name)
    refuse_unwritable(
        where.full_name, is_archived=read.is_archived(repository), has_issues=read.has_issues(repository)
    )
    if not read.part(repository, "issue"):
        own = next((each for each in answer.errors if tuple(each.path[:2]) == ("repository", "issue")), said)
        if own is not None and own.kind == "FORBIDDEN":
            refuse_reading(own.message, where.full_name)
        raise Gone(
            f"issue {where.number} of {where.full_name} is gone: deleted, or moved to another repository"
        )
    return repository


def _ask_for_more(connection: Connection, where: Where, found: Found, read_settings: ReadSettings) -> bool:
    """One more request if something is missing; whether there was one."""
    people, numbers = still_unknown(found, read_settings)
    in_doubt = frozenset(promises_in_doubt(found, read_settings)) - ids_to_ask(found)
    ids = sorted((ids_to_ask(found) | in_doubt) - found.asked_ids)[:100]
    path = path_to_ask(found)
    search = path is None and must_search(found)
    if not (people or numbers or ids or path or search or found.comments_after or found.labels_after):
        return False
    answer = connection.graphql(
        document("more", logins=len(people), numbers=len(numbers)),
        {
            **_whose(where),
            "withComments": found.comments_after is not None,
            "commentsAfter": found.comments_after,
            "withLabels": found.labels_after is not None,
            "labelsAfter": found.labels_after,
            "withNodes": bool(ids),
            "ids": ids,
            "withDocument": path is not None,
            **_paths(where, path or NOWHERE),
            "withSearch": search,
            **{f"login{i}": name for i, name in enumerate(people)},
            **{f"number{i}": each for i, each in enumerate(numbers)},
        },
    )
    found.asked_logins.update(map(str.lower, people))
    found.asked_numbers.update(numbers)
    found.asked_ids.update(ids)
    found.asked_paths.add(path or NOWHERE)
    found.searched = found.searched or search
    data = answer.data or {}
    take(found, read.part(data, "repository"), path or NOWHERE)
    take_nodes(found, data, in_doubt)
    if search:
        take_search(found, where, read.part(read.part(data, "repository"), "search"))
    return True
