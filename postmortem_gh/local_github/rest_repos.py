"""REST routes of repositories, people, limits."""

from __future__ import annotations

from postmortem_gh.local_github import rest_shapes
from postmortem_gh.local_github.access import at_least, role_of
from postmortem_gh.local_github.exchange import Response, json_response
from postmortem_gh.local_github.model import Repository
from postmortem_gh.local_github.refusals import Refused, by_integration, not_found
from postmortem_gh.local_github.rest import Call, route

REPO = "repos/{owner}/{repo}"


@route("GET", REPO)
def get(call: Call) -> Response:
    repository = call.repository
    return json_response(
        200, rest_shapes.full_repository(call.world, repository, call.session.role(repository))
    )


@route("GET", "orgs/{org}/repos")
def organisation_repositories(call: Call) -> Response:
    owner = call.world.find_user(call.names["org"])
    if owner is None:
        raise not_found("Not Found")
    found = [r for r in call.world.repositories.values() if r.owner is owner and call.session.sees(r)]
    return call.page(found, lambda r: rest_shapes.repository(call.world, r, call.session.role(r)))


@route("GET", "orgs/{org}")
def organisation(call: Call) -> Response:
    owner = call.world.find_user(call.names["org"])
    if owner is None or owner.kind != "Organization":
        raise not_found("Not Found")
    return json_response(200, rest_shapes.full_organisation(call.world, owner))


@route("GET", "user")
def me(call: Call) -> Response:
    if call.session.user.kind == "Bot":
        raise by_integration()
    return json_response(200, rest_shapes.full_user(call.world, call.session.user))


@route("GET", "users/{login}")
def somebody(call: Call) -> Response:
    found = call.world.find_user(call.names["login"])
    if found is None:
        raise not_found("Not Found")
    return json_response(200, rest_shapes.full_user(call.world, found))


@route("GET", REPO + "/collaborators/{login}/permission")
def permission(call: Call) -> Response:
    """`permission` knows four words (maintain is write, triage is read); `role_name` is exact."""
    repository, user = call.repository, call.world.find_user(call.names["login"])
    if user is None:
        raise not_found(f"{call.names['login']} is not a user")
    _require_push(call, repository)
    role = role_of(repository, user)
    coarse = {"maintain": "write", "triage": "read"}.get(role, role)
    shown = rest_shapes.user(call.world, user) | {
        "role_name": role,
        "permissions": rest_shapes.permissions(role),
    }
    return json_response(200, {"permission": coarse, "role_name": role, "user": shown})


@route("GET", REPO + "/collaborators")
def collaborators(call: Call) -> Response:
    repository = call.repository
    _require_push(call, repository)
    found = [u for u in call.world.users.values() if repository.grants.get(u.login.lower(), "none") != "none"]
    return call.page(
        found,
        lambda u: {
            **rest_shapes.user(call.world, u),
            "role_name": role_of(repository, u),
            "permissions": rest_shapes.permissions(role_of(repository, u)),
        },
    )


@route("GET", REPO + "/collaborators/{login}")
def is_collaborator(call: Call) -> Response:
    repository = call.repository
    _require_push(call, repository)
    if repository.grants.get(call.names["login"].lower(), "none") == "none":
        raise not_found("Not Found")
    return json_response(204, None)


def _require_push(call: Call, repository: Repository) -> None:
    is_app = call.session.token and call.session.token.permissions is not None
    if not is_app and not at_least(call.session.role(repository), "write"):
        raise Refused("FORBIDDEN", "Must have push access to view collaborator permission.", 403)


@route("GET", "rate_limit")
def rate_limit(call: Call) -> Response:
    limits, token, now = call.world.limits, call.session.token, call.world.now
    if token is None:
        raise not_found("Not Found")
    shown = {}
    for resource in ("core", "graphql", "search"):
        window = limits.window(token, resource, now)
        shown[resource] = {
            "limit": window.limit,
            "used": window.used,
            "remaining": window.remaining,
            "reset": window.reset_epoch,
        }
    return json_response(200, {"resources": shown, "rate": shown["core"]})


@route("GET", "meta")
def meta(_call: Call) -> Response:
    return json_response(200, {"verifiable_password_authentication": False})
