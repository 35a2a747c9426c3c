"""REST routes of issues themselves, their events, and search."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import acting, issues, labelling, lists, rest_shapes
from postmortem_gh.local_github.exchange import Response, json_response
from postmortem_gh.local_github.fields.registry import EVENT_TYPES, to_time
from postmortem_gh.local_github.model import Comment, Issue, User
from postmortem_gh.local_github.refusals import ISSUES_OFF, gone, invalid
from postmortem_gh.local_github.rest import Call, route
from postmortem_gh.local_github.rest_labels import labels_named, milestone_numbered, people_named

REPO = "repos/{owner}/{repo}"
ISSUE = REPO + "/issues/{number}"


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
        labels=labels_named(call, repository, given.get("labels") or ()),
        assignees=people_named(call, given.get("assignees") or ()),
        milestone=milestone_numbered(repository, given.get("milestone")),
    )
    return call.shown(made, 201)


@route("GET", ISSUE)
def get(call: Call) -> Response:
    return call.shown(call.issue())


@route("PATCH", ISSUE)
def update(call: Call) -> Response:
    issue, given, session = call.issue(), call.given(), call.session
    title, body = given.get("title"), given.get("body")
    if title is not None or body is not None or "body" in given:
        body = "" if "body" in given and body is None else body
        issues.edit_issue(session, issue, title=title, body=body)
    # Without the right these are dropped in silence.
    if session.may_write(issue.repository, acting.area_of(issue), "triage"):
        if given.get("labels") is not None:
            labelling.replace_labels(session, issue, labels_named(call, issue.repository, given["labels"]))
        if given.get("assignees") is not None:
            wanted = people_named(call, given["assignees"])
            labelling.remove_assignees(session, issue, [a for a in issue.assignees if a not in wanted])
            labelling.add_assignees(session, issue, wanted)
        if "milestone" in given:
            labelling.set_milestone(session, issue, milestone_numbered(issue.repository, given["milestone"]))
    _set_state(call, issue, given)
    return call.shown(issue)


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
