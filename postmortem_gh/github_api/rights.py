"""Who may what, read freshly: only of those whose word counts in this run.

Used by observe. ``author_association`` tells no rights (a MEMBER may only
read), and GraphQL shows collaborators to people with push access alone; so
each is one small REST request.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast, get_args
from urllib.parse import quote

from postmortem_gh.decide import commands
from postmortem_gh.github_api.transport import Connection, refuse_reading
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.refusals import meaning
from postmortem_gh.values.snapshot import Role, Snapshot

_TRUST = pattern(r"(?m)^[\"']?trust[\"']?[ \t]*:[ \t]*[\"']?(\w+)")
# What anybody may say of themselves needs no right.
_OF_ONESELF = frozenset({"name-me", "unname-me"})
MOST_PEOPLE = 20
_WRITE = frozenset({"write", "maintain", "admin"})


def roles(connection: Connection, snapshot: Snapshot) -> dict[str, Role]:
    """The role of each whose word counts, by lower-case login."""
    found: dict[str, Role] = {}
    issue = snapshot.issue
    if issue.author and issue.author_is_bot:
        # An App writes only where somebody with admin rights installed it.
        found[issue.author.lower()] = "write"

    def read(people: Iterable[str | None]) -> None:
        wanted = {name.lower() for name in people if name} - found.keys()
        for name in sorted(wanted)[:MOST_PEOPLE]:
            found[name] = role(connection, snapshot.repository.full_name, name)

    read(commanders(snapshot))
    trusted = trusted_roles(snapshot)
    if trusted is None or issue.mine:
        return found
    read(login for login, _ in snapshot.accepted_by)
    if not any(found.get(each.lower()) in _WRITE for each in _accepters(snapshot)):
        read([issue.author])
        if found.get((issue.author or "").lower(), "none") in trusted:
            return found
    # Once somebody accepted, only who edited since then matters; in doubt, everybody who edited.
    first = min(_acceptances(snapshot), default=issue.created_at)
    read(edit.editor for edit in issue.edits if edit.at > first)
    return found


def _accepters(snapshot: Snapshot) -> set[str]:
    said = commands.given(snapshot.comments, frozenset({"accept"}))
    people = {each.author for each in said if not each.comment.author_is_bot}
    return people | {login for login, _ in snapshot.accepted_by}


def _acceptances(snapshot: Snapshot) -> list[datetime]:
    """When it was accepted, perhaps: whoever it was."""
    given = commands.given(snapshot.comments, frozenset({"accept"}))
    return [each.comment.created_at for each in given] + [at for _, at in snapshot.accepted_by]


def commanders(snapshot: Snapshot) -> set[str]:
    """Who gave a command that needs a right."""
    names = (commands.ON_POSTMORTEM | commands.ON_ITEM) - _OF_ONESELF
    return {
        each.author for each in commands.given(snapshot.comments, names) if not each.comment.author_is_bot
    }


def trusted_roles(snapshot: Snapshot) -> frozenset[str] | None:
    """Whose forms are carried out unasked, as decide/permissions has it; None: everybody's."""
    said = _TRUST.search(snapshot.settings_text or "")
    default = "write" if snapshot.repository.visibility == "PUBLIC" else "anyone"
    trust = said[1] if said else default
    return {"anyone": None, "triage": _WRITE | {"triage"}}.get(trust, _WRITE)


def role(connection: Connection, repository: str, login: str) -> Role:
    """The exact role; custom ones by the permission that they stand on. Nobody at all: none."""
    # https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
    raw = connection.rest("GET", f"/repos/{repository}/collaborators/{quote(login, safe='')}/permission")
    if raw.status != 200:
        known = meaning(raw.message())
        if raw.status == 403 and known.code == "permission":
            refuse_reading(raw.message(), repository)
        return "none"
    content = raw.json()
    answer: Mapping[str, object] = content if isinstance(content, dict) else {}
    for said in (answer.get("role_name"), answer.get("permission")):
        if said in get_args(Role):
            return cast(Role, said)
    return "none"
