"""REST routes of sub-issues and dependencies (by database id)."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import relations, rest_shapes
from postmortem_gh.local_github.exchange import Response
from postmortem_gh.local_github.model import Issue
from postmortem_gh.local_github.refusals import not_found
from postmortem_gh.local_github.rest import Call, route

REPO = "repos/{owner}/{repo}"
ISSUE = REPO + "/issues/{number}"


def _by_id(call: Call, value: Any) -> Issue:
    for repository in call.world.repositories.values():
        for issue in repository.issues.values():
            if issue.id == value and call.session.sees(repository):
                return issue
    raise not_found("Not Found")


@route("GET", ISSUE + "/sub_issues")
def list_sub_issues(call: Call) -> Response:
    return call.page(call.issue().sub_issues, lambda i: rest_shapes.issue(call.world, i))


@route("POST", ISSUE + "/sub_issues")
def add_sub_issue(call: Call) -> Response:
    parent, given = call.issue(), call.given()
    child = _by_id(call, given["sub_issue_id"])
    relations.add_sub_issue(call.session, parent, child, replace=bool(given.get("replace_parent")))
    return call.shown(child, 201)


@route("DELETE", ISSUE + "/sub_issue")
def remove_sub_issue(call: Call) -> Response:
    child = _by_id(call, call.given()["sub_issue_id"])
    relations.remove_sub_issue(call.session, call.issue(), child)
    return call.shown(child)


@route("PATCH", ISSUE + "/sub_issues/priority")
def move_sub_issue(call: Call) -> Response:
    given, parent = call.given(), call.issue()
    after = _by_id(call, given["after_id"]) if given.get("after_id") else None
    before = _by_id(call, given["before_id"]) if given.get("before_id") else None
    relations.move_sub_issue(call.session, parent, _by_id(call, given["sub_issue_id"]), after, before)
    return call.shown(parent)


@route("GET", ISSUE + "/parent")
def parent_of(call: Call) -> Response:
    parent = call.issue().parent
    if parent is None:
        raise not_found("Not Found")
    return call.shown(parent)


@route("GET POST", ISSUE + "/dependencies/blocked_by")
def blocked_by(call: Call) -> Response:
    issue = call.issue()
    if call.asked.method == "GET":
        return call.page(issue.blocked_by, lambda i: rest_shapes.issue(call.world, i))
    relations.add_blocker(call.session, issue, _by_id(call, call.given()["issue_id"]))
    return call.shown(issue, 201)


@route("DELETE", ISSUE + "/dependencies/blocked_by/{id}")
def unblock(call: Call) -> Response:
    issue = call.issue()
    relations.remove_blocker(call.session, issue, _by_id(call, int(call.names["id"])))
    return call.shown(issue)


@route("GET", ISSUE + "/dependencies/blocking")
def blocking(call: Call) -> Response:
    return call.page(call.issue().blocking, lambda i: rest_shapes.issue(call.world, i))
