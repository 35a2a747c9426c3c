"""REST routes of labels, assignees and milestones."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import acting, labelling, rest_shapes
from postmortem_gh.local_github.access import assignable
from postmortem_gh.local_github.exchange import Response, json_response
from postmortem_gh.local_github.model import Issue, Label, Milestone, Repository, User
from postmortem_gh.local_github.refusals import invalid, not_found
from postmortem_gh.local_github.rest import Call, route

REPO = "repos/{owner}/{repo}"
ISSUE = REPO + "/issues/{number}"


def labels_named(call: Call, repository: Repository, names: Any) -> list[Label]:
    """A label that is not there is made, in the default colour, for those who may."""
    found = []
    for entry in names:
        name = entry["name"] if isinstance(entry, dict) else str(entry)
        known = repository.labels.get(name.lower())
        if known is None and call.session.may_write(repository, "issues", "write"):
            known = labelling.create_label(call.session, repository, name)
        if known is not None:
            found.append(known)
    return found


def people_named(call: Call, logins: Any) -> list[User]:
    found = [call.world.find_user(str(login)) for login in logins]
    return [u for u in found if u is not None]


def milestone_numbered(repository: Repository, number: int | None) -> Milestone | None:
    if number is None:
        return None
    if number not in repository.milestones:
        raise invalid("milestone is invalid", "Issue", "milestone", "invalid")
    return repository.milestones[number]


@route("GET", REPO + "/milestones")
def list_milestones(call: Call) -> Response:
    return call.page(
        list(call.repository.milestones.values()), lambda m: rest_shapes.milestone(call.world, m)
    )


@route("GET", REPO + "/labels")
def list_labels(call: Call) -> Response:
    return call.page(list(call.repository.labels.values()), lambda x: rest_shapes.label(call.world, x))


@route("POST", REPO + "/labels")
def create_label(call: Call) -> Response:
    given = call.given()
    made = labelling.create_label(
        call.session,
        call.repository,
        str(given["name"]),
        given.get("color") or "ededed",
        given.get("description"),
    )
    return json_response(201, rest_shapes.label(call.world, made))


def _label(call: Call) -> Label:
    found = call.repository.labels.get(call.names["name"].lower())
    if found is None:
        raise not_found("Not Found")
    return found


@route("GET", REPO + "/labels/{name}")
def get_label(call: Call) -> Response:
    return json_response(200, rest_shapes.label(call.world, _label(call)))


@route("PATCH", REPO + "/labels/{name}")
def update_label(call: Call) -> Response:
    label, given = _label(call), call.given()
    labelling.change_label(
        call.session, label, given.get("new_name"), given.get("color"), given.get("description")
    )
    return json_response(200, rest_shapes.label(call.world, label))


@route("DELETE", REPO + "/labels/{name}")
def delete_label(call: Call) -> Response:
    labelling.delete_label(call.session, _label(call))
    return json_response(204, None)


def _labels_of(call: Call, issue: Issue) -> Response:
    return json_response(200, [rest_shapes.label(call.world, x) for x in issue.labels])


@route("GET", ISSUE + "/labels")
def issue_labels(call: Call) -> Response:
    return call.page(call.issue().labels, lambda x: rest_shapes.label(call.world, x))


@route("POST PUT", ISSUE + "/labels")
def set_labels(call: Call) -> Response:
    issue, given = call.issue(), call.given()
    names = given.get("labels") or given.get("") or []
    acting.require_triage(call.session, issue)
    change = labelling.add_labels if call.asked.method == "POST" else labelling.replace_labels
    change(call.session, issue, labels_named(call, issue.repository, names))
    return _labels_of(call, issue)


@route("DELETE", ISSUE + "/labels")
def clear_labels(call: Call) -> Response:
    issue = call.issue()
    labelling.remove_labels(call.session, issue, list(issue.labels))
    return json_response(204, None)


@route("DELETE", ISSUE + "/labels/{name}")
def remove_label(call: Call) -> Response:
    issue, name = call.issue(), call.names["name"].lower()
    label = next((x for x in issue.labels if x.name.lower() == name), None)
    if label is None:
        raise not_found("Label does not exist")
    labelling.remove_labels(call.session, issue, [label])
    return _labels_of(call, issue)


@route("GET", REPO + "/assignees")
def list_assignees(call: Call) -> Response:
    repository = call.repository
    found = [u for u in call.world.users.values() if assignable(repository, u)]
    return call.page(found, lambda u: rest_shapes.user(call.world, u))


def _can_assign(call: Call, author: User | None) -> Response:
    user = call.world.find_user(call.names["login"])
    if user is None or not assignable(call.repository, user, author):
        raise not_found("Not Found")
    return json_response(204, None)


@route("GET", REPO + "/assignees/{login}")
def check_assignee(call: Call) -> Response:
    return _can_assign(call, None)


@route("GET", ISSUE + "/assignees/{login}")
def check_issue_assignee(call: Call) -> Response:
    return _can_assign(call, call.issue().author)


@route("POST DELETE", ISSUE + "/assignees")
def change_assignees(call: Call) -> Response:
    issue, adds = call.issue(), call.asked.method == "POST"
    change = labelling.add_assignees if adds else labelling.remove_assignees
    change(call.session, issue, people_named(call, call.given().get("assignees") or ()))
    return call.shown(issue, 201 if adds else 200)
