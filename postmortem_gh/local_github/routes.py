"""All REST routes, and the way from a path to the one that fits."""

from __future__ import annotations

from postmortem_gh.local_github import (
    rest_actions,
    rest_comments,
    rest_git,
    rest_issues,
    rest_labels,
    rest_pulls,
    rest_relations,
    rest_repos,
)
from postmortem_gh.local_github.exchange import Asked, Response, message
from postmortem_gh.local_github.rest import ROUTES, Call, answered
from postmortem_gh.local_github.session import Session

# Importing them registers their routes.
MODULES = (
    rest_actions,
    rest_comments,
    rest_git,
    rest_issues,
    rest_labels,
    rest_pulls,
    rest_relations,
    rest_repos,
)


def answer(asked: Asked, session: Session) -> Response:
    path = "/".join(_by_name(asked, session))
    method = "GET" if asked.method == "HEAD" else asked.method
    for wanted, pattern, function in ROUTES:
        if wanted == method and (match := pattern.fullmatch(path)):
            return answered(function, Call(asked, session, match.groupdict()))
    return message(404, "Not Found")


def _by_name(asked: Asked, session: Session) -> list[str]:
    """`/repositories/{id}/…`, where redirects of renamed repositories lead, by the name it has now."""
    root, *rest = asked.parts
    if root != "repositories" or not rest:
        return asked.parts
    for repository in session.world.repositories.values():
        if str(repository.id) == rest[0] and session.sees(repository):
            return ["repos", repository.owner.login, repository.name, *rest[1:]]
    return asked.parts
