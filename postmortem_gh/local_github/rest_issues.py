"""REST routes of issues: themselves, comments, labels, assignees, sub-issues, reactions."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import issues, lists, rest_shapes
from postmortem_gh.local_github.access import assignable
from postmortem_gh.local_github.exchange import Response, json_response
from postmortem_gh.local_github.fields.registry import EVENT_TYPES, to_time
from postmortem_gh.local_github.model import (
    Comment,
    Issue,
    Label,
    Milestone,
    Reaction,
    Repository,
    User,
    Written,
)
from postmortem_gh.local_github.refusals import ISSUES_OFF, gone, invalid, not_found
from postmortem_gh.local_github.rest import Call, route

REPO = "repos/{owner}/{repo}"
ISSUE = REPO + "/issues/{number}"
SHORT = {short: long for long, short in rest_shapes.REST_REACTIONS.items()}


def _shown(call: Call, issue: Issue, status: int = 200) -> Response:
    return json_response(status, rest_shapes.issue(call.world, issue))


# ── issues ──


@route("GET", REPO + "/issues")
def list_issues(call: Call) -> Response:
    """Pull requests are among them, as on GitHub; several labels must all be there."""
    repository, query = call.repository, call.asked.query
    if not repository.has_issues:
        raise gone(ISSUES_OFF)
    call.session.require_read(repository, "issues")
    state = query.get("state", "open")
    states = {"open": ("OPEN",), "closed": ("CLOSED", "MERGED"), "all": None}.get(state, ("OPEN",))
    labels = [name for name in query.get("labels", "").split(",") if name]
    found = lists.issues_as_listed(
        call.session,
        repository,
        pulls=None,
        states=states,
        labels=labels,
        every_label=True,
        since=to_time(query.get("since")),
    )
    for key, people in (("creator", lambda i: [i.author]), ("assignee", lambda i: i.assignees)):
        if wanted := query.get(key):
            found = [i for i in found if any(_is(u, wanted) for u in people(i))]
    key = {"updated": "UPDATED_AT", "comments": "COMMENTS"}.get(query.get("sort", ""), "CREATED_AT")
    lists.ordered(found, {"field": key, "direction": query.get("direction", "desc").upper()})
    return call.page(found, lambda i: rest_shapes.issue(call.world, i))


def _is(user: User | None, login: str) -> bool:
    return user is not None and rest_shapes.login_of(user).lower() == login.lower()


@route("POST", REPO + "/issues")
def create(call: Call) -> Response:
    given, repository = call.given(), call.repository
    made = issues.open_issue(
        call.session,
        repository,
        str(given["title"]),
        given.get("body"),
        labels=_labels(call, repository, given.get("labels") or ()),
        assignees=_people(call, given.get("assignees") or ()),
        milestone=_milestone(repository, given.get("milestone")),
    )
    return _shown(call, made, 201)


def _labels(call: Call, repository: Repository, names: Any) -> list[Label]:
    """A label that is not there is made, in the default colour, for those who may."""
    found = []
    for entry in names:
        name = entry["name"] if isinstance(entry, dict) else str(entry)
        known = repository.labels.get(name.lower())
        if known is None and call.session.may_write(repository, "issues", "write"):
            known = issues.create_label(call.session, repository, name)
        if known is not None:
            found.append(known)
    return found


def _people(call: Call, logins: Any) -> list[User]:
    found = [call.world.find_user(str(login)) for login in logins]
    return [u for u in found if u is not None]


@route("GET", ISSUE)
def get(call: Call) -> Response:
    return _shown(call, call.issue())


@route("PATCH", ISSUE)
def update(call: Call) -> Response:
    issue, given, session = call.issue(), call.given(), call.session
    title, body = given.get("title"), given.get("body")
    if title is not None or body is not None or "body" in given:
        body = "" if "body" in given and body is None else body
        issues.edit_issue(session, issue, title=title, body=body)
    # Without the right these are dropped in silence.
    if session.may_write(issue.repository, issues.area_of(issue), "triage"):
        if given.get("labels") is not None:
            issues.replace_labels(session, issue, _labels(call, issue.repository, given["labels"]))
        if given.get("assignees") is not None:
            wanted = _people(call, given["assignees"])
            issues.remove_assignees(session, issue, [a for a in issue.assignees if a not in wanted])
            issues.add_assignees(session, issue, wanted)
        if "milestone" in given:
            issues.set_milestone(session, issue, _milestone(issue.repository, given["milestone"]))
    _set_state(call, issue, given)
    return _shown(call, issue)


def _milestone(repository: Repository, number: int | None) -> Milestone | None:
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


def _set_state(call: Call, issue: Issue, given: dict[str, Any]) -> None:
    state = given.get("state")
    if state == "closed" and issue.is_open:
        issues.close_issue(call.session, issue, (given.get("state_reason") or "completed").upper())
    elif state == "open" and not issue.is_open:
        issues.reopen_issue(call.session, issue)
    elif state not in (None, "open", "closed"):
        raise invalid(f"state {state} is not allowed", "Issue", "state", "invalid")


@route("PUT", ISSUE + "/lock")
def lock(call: Call) -> Response:
    reason = call.given().get("lock_reason")
    issues.lock_issue(
        call.session, call.issue(), reason and reason.upper().replace(" ", "_").replace("-", "_")
    )
    return json_response(204, None)


@route("DELETE", ISSUE + "/lock")
def unlock(call: Call) -> Response:
    issues.unlock_issue(call.session, call.issue())
    return json_response(204, None)


# ── comments ──


@route("GET", ISSUE + "/comments")
def list_comments(call: Call) -> Response:
    since = to_time(call.asked.query.get("since"))
    found = [c for c in call.issue().comments if since is None or c.updated_at >= since]
    return call.page(found, lambda c: rest_shapes.comment(call.world, c))


@route("POST", ISSUE + "/comments")
def create_comment(call: Call) -> Response:
    made = issues.add_comment(call.session, call.issue(), str(call.given()["body"]))
    return json_response(201, rest_shapes.comment(call.world, made))


@route("GET", REPO + "/issues/comments")
def list_all_comments(call: Call) -> Response:
    repository, since = call.repository, to_time(call.asked.query.get("since"))
    call.session.require_read(repository, "issues")
    lag = call.world.faults.lists_lag
    found = [
        c
        for issue in repository.issues.values()
        for c in issue.comments
        if (since is None or c.updated_at >= since) and lists.existed(c.created_at, call.session, lag)
    ]
    key = "updated_at" if call.asked.query.get("sort") == "updated" else "created_at"
    found.sort(key=lambda c: (getattr(c, key), c.id), reverse=call.asked.query.get("direction") == "desc")
    return call.page(found, lambda c: rest_shapes.comment(call.world, c))


def _comment(call: Call) -> Comment:
    repository = call.repository
    for issue in repository.issues.values():
        for comment in issue.comments:
            if comment.id == int(call.names["id"]):
                return comment
    raise not_found("Not Found")


@route("GET", REPO + "/issues/comments/{id}")
def get_comment(call: Call) -> Response:
    return json_response(200, rest_shapes.comment(call.world, _comment(call)))


@route("PATCH", REPO + "/issues/comments/{id}")
def update_comment(call: Call) -> Response:
    comment = _comment(call)
    issues.edit_comment(call.session, comment, str(call.given()["body"]))
    return json_response(200, rest_shapes.comment(call.world, comment))


@route("DELETE", REPO + "/issues/comments/{id}")
def delete_comment(call: Call) -> Response:
    issues.delete_comment(call.session, _comment(call))
    return json_response(204, None)


@route("PUT DELETE", REPO + "/issues/comments/{id}/pin")
def pin_comment(call: Call) -> Response:
    comment, pins = _comment(call), call.asked.method == "PUT"
    issues.pin_comment(call.session, comment, on=pins)
    return json_response(200, rest_shapes.comment(call.world, comment)) if pins else json_response(204, None)


# ── reactions ──


def _reactions(call: Call, written: Written) -> Response:
    if call.asked.method == "GET":
        return call.page(written.reactions, lambda r: rest_shapes.reaction(call.world, r))
    content = SHORT.get(str(call.given()["content"]))
    if content is None:
        raise invalid("content is not a reaction", "Reaction", "content", "invalid")
    known = len(written.reactions)
    made = issues.react(call.session, written, content)
    return json_response(
        201 if len(written.reactions) > known else 200, rest_shapes.reaction(call.world, made)
    )


@route("GET POST", ISSUE + "/reactions")
def issue_reactions(call: Call) -> Response:
    return _reactions(call, call.issue())


@route("GET POST", REPO + "/issues/comments/{id}/reactions")
def comment_reactions(call: Call) -> Response:
    return _reactions(call, _comment(call))


def _unreact(call: Call, written: Written) -> Response:
    for reaction in written.reactions:
        if reaction.id == int(call.names["reaction"]):
            return _take_back(call, written, reaction)
    raise not_found("Not Found")


def _take_back(call: Call, written: Written, reaction: Reaction) -> Response:
    if reaction.user is not call.session.user:
        raise not_found("Not Found")
    issues.unreact(call.session, written, reaction.content)
    return json_response(204, None)


@route("DELETE", ISSUE + "/reactions/{reaction}")
def delete_issue_reaction(call: Call) -> Response:
    return _unreact(call, call.issue())


@route("DELETE", REPO + "/issues/comments/{id}/reactions/{reaction}")
def delete_comment_reaction(call: Call) -> Response:
    return _unreact(call, _comment(call))


# ── labels ──


@route("GET", REPO + "/labels")
def list_labels(call: Call) -> Response:
    return call.page(list(call.repository.labels.values()), lambda x: rest_shapes.label(call.world, x))


@route("POST", REPO + "/labels")
def create_label(call: Call) -> Response:
    given = call.given()
    made = issues.create_label(
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
    issues.change_label(
        call.session, label, given.get("new_name"), given.get("color"), given.get("description")
    )
    return json_response(200, rest_shapes.label(call.world, label))


@route("DELETE", REPO + "/labels/{name}")
def delete_label(call: Call) -> Response:
    issues.delete_label(call.session, _label(call))
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
    issues.require_triage(call.session, issue)
    change = issues.add_labels if call.asked.method == "POST" else issues.replace_labels
    change(call.session, issue, _labels(call, issue.repository, names))
    return _labels_of(call, issue)


@route("DELETE", ISSUE + "/labels")
def clear_labels(call: Call) -> Response:
    issue = call.issue()
    issues.remove_labels(call.session, issue, list(issue.labels))
    return json_response(204, None)


@route("DELETE", ISSUE + "/labels/{name}")
def remove_label(call: Call) -> Response:
    issue, name = call.issue(), call.names["name"].lower()
    label = next((x for x in issue.labels if x.name.lower() == name), None)
    if label is None:
        raise not_found("Label does not exist")
    issues.remove_labels(call.session, issue, [label])
    return _labels_of(call, issue)


# ── assignees ──


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
    change = issues.add_assignees if adds else issues.remove_assignees
    change(call.session, issue, _people(call, call.given().get("assignees") or ()))
    return _shown(call, issue, 201 if adds else 200)


# ── sub-issues and dependencies (by database id) ──


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
    issues.add_sub_issue(call.session, parent, child, replace=bool(given.get("replace_parent")))
    return _shown(call, child, 201)


@route("DELETE", ISSUE + "/sub_issue")
def remove_sub_issue(call: Call) -> Response:
    child = _by_id(call, call.given()["sub_issue_id"])
    issues.remove_sub_issue(call.session, call.issue(), child)
    return _shown(call, child)


@route("PATCH", ISSUE + "/sub_issues/priority")
def move_sub_issue(call: Call) -> Response:
    given, parent = call.given(), call.issue()
    after = _by_id(call, given["after_id"]) if given.get("after_id") else None
    before = _by_id(call, given["before_id"]) if given.get("before_id") else None
    issues.move_sub_issue(call.session, parent, _by_id(call, given["sub_issue_id"]), after, before)
    return _shown(call, parent)


@route("GET", ISSUE + "/parent")
def parent_of(call: Call) -> Response:
    parent = call.issue().parent
    if parent is None:
        raise not_found("Not Found")
    return _shown(call, parent)


@route("GET POST", ISSUE + "/dependencies/blocked_by")
def blocked_by(call: Call) -> Response:
    issue = call.issue()
    if call.asked.method == "GET":
        return call.page(issue.blocked_by, lambda i: rest_shapes.issue(call.world, i))
    issues.add_blocker(call.session, issue, _by_id(call, call.given()["issue_id"]))
    return _shown(call, issue, 201)


@route("DELETE", ISSUE + "/dependencies/blocked_by/{id}")
def unblock(call: Call) -> Response:
    issue = call.issue()
    issues.remove_blocker(call.session, issue, _by_id(call, int(call.names["id"])))
    return _shown(call, issue)


@route("GET", ISSUE + "/dependencies/blocking")
def blocking(call: Call) -> Response:
    return call.page(call.issue().blocking, lambda i: rest_shapes.issue(call.world, i))


# ── events ──

REST_ONLY_TIMELINE = ("cross-referenced",)


@route("GET", ISSUE + "/events")
def events(call: Call) -> Response:
    found = [e for e in call.issue().timeline if e.kind in EVENT_TYPES and e.kind not in REST_ONLY_TIMELINE]
    return call.page(found, lambda e: rest_shapes.event(call.world, e))


@route("GET", ISSUE + "/timeline")
def timeline(call: Call) -> Response:
    issue = call.issue()
    call.world.read_texts()
    everything: list[Any] = [*issue.comments, *(e for e in issue.timeline if e.kind in EVENT_TYPES)]
    everything.sort(key=lambda item: item.created_at)
    return call.page(everything, lambda item: _timeline_item(call, item))


def _timeline_item(call: Call, item: Any) -> dict[str, Any]:
    if isinstance(item, Comment):
        shown = rest_shapes.comment(call.world, item)
        return {**shown, "event": "commented", "actor": shown["user"]}
    return rest_shapes.event(call.world, item)


# ── search ──


@route("GET", "search/issues")
def search(call: Call) -> Response:
    query = call.asked.query.get("q")
    if not query:
        raise invalid("q is missing", "Search", "q", "missing")
    found = lists.search_issues(call.session, query)

    def show(issue: Issue) -> dict[str, Any]:
        return rest_shapes.issue(call.world, issue) | {"score": 1.0, "body": issue.body}

    response = call.page(found, show, "items")
    shown = response.json()
    return json_response(
        200, {**shown, "incomplete_results": False, "search_type": "lexical"}, response.headers
    )
