"""Where queries begin: repository, node, search, viewer, rateLimit."""

from __future__ import annotations

import base64
from typing import Any

from postmortem_gh.local_github import lists
from postmortem_gh.local_github.fields.registry import Args, GitRef, bind, field, repository_for
from postmortem_gh.local_github.lists import Connection
from postmortem_gh.local_github.model import Repository, User
from postmortem_gh.local_github.refusals import Refused, no_node, not_found
from postmortem_gh.local_github.session import Session
from postmortem_gh.local_github.state import State

bind(
    "Query",
    {
        "repository": lambda _, session, args: repository_for(session, args["owner"], args["name"]),
    },
)


bind(
    "User Organization",
    {
        "repository": lambda owner, session, args: repository_for(session, owner.login, args["name"]),
    },
)


@field("Organization.repositories")
def _repositories(owner: User, session: Session, args: Args) -> Any:
    found = [r for r in session.world.repositories.values() if r.owner is owner and session.sees(r)]
    if args.get("isArchived") is not None:
        found = [r for r in found if r.archived is args["isArchived"]]
    return Connection(found, args)


@field("Query.organization")
def _organization(_: Any, session: Session, args: Args) -> Any:
    found = session.world.find_user(args["login"])
    if found is None or found.kind != "Organization":
        raise not_found(f"Could not resolve to an Organization with the login of '{args['login']}'.")
    return found


@field("Query.user")
def _user(_: Any, session: Session, args: Args) -> Any:
    found = session.world.find_user(args["login"])
    if found is None or found.kind != "User":
        raise not_found(f"Could not resolve to a User with the login of '{args['login']}'.")
    return found


bind(
    "Query",
    {
        "repositoryOwner": lambda _, session, args: session.world.find_user(args["login"]),
        "viewer": lambda _, session: session.user,
        "id": lambda _: "Q_query",
    },
)


@field("Query.rateLimit")
def _rate_limit(_: Any, session: Session) -> Any:
    if session.token is None:
        return None
    window = session.world.limits.window(session.token, "graphql", session.world.now)
    return {
        "cost": session.answers.get("cost", 1),
        "limit": window.limit,
        "remaining": window.remaining,
        "used": window.used,
        "resetAt": window.resets_at,
        "nodeCount": session.answers.get("nodes", 0),
    }


def find_node(session: Session, node: str) -> Any:
    """Any thing by its node, if this actor may see it."""
    world = session.world
    if node.startswith("REF_kwDO"):
        return _find_ref(world, node)
    thing = world.things.get(node)
    if thing is None or not _visible(session, thing):
        raise no_node(node)
    return thing


def _find_ref(world: State, node: str) -> GitRef:
    raw = node.removeprefix("REF_kwDO")
    try:
        number, name = base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)).decode().split(":", 1)
    except ValueError:
        raise no_node(node) from None
    for repository in world.repositories.values():
        if str(repository.id) == number and name in repository.refs:
            return GitRef(repository, name)
    raise no_node(node)


def _visible(session: Session, thing: Any) -> bool:
    if isinstance(thing, Repository):
        return session.sees(thing)
    repository = getattr(thing, "repository", None)
    return repository is None or session.sees(repository)


bind(
    "Query",
    {
        "node": lambda _, session, args: find_node(session, args["id"]),
        "nodes": lambda _, session, args: [_or_error(session, node) for node in args["ids"]],
    },
)


def _or_error(session: Session, node: str) -> Any:
    """A missing one of several is a null with an error of its own: graphql-core takes an exception so."""
    try:
        return find_node(session, node)
    except Refused as refused:
        return refused


@field("Query.search")
def _search(_: Any, session: Session, args: Args) -> Any:
    if args["type"] != "ISSUE":
        return Connection(
            [],
            args,
            issue_count=0,
            repository_count=0,
            user_count=0,
            discussion_count=0,
            code_count=0,
            wiki_count=0,
        )
    found = lists.search_issues(session, args["query"])
    return Connection(
        found,
        args,
        issue_count=len(found),
        repository_count=0,
        user_count=0,
        discussion_count=0,
        code_count=0,
        wiki_count=0,
    )
