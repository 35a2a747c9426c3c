"""REST routes of comments and reactions."""

from __future__ import annotations

from postmortem_gh.local_github import comments, lists, rest_shapes
from postmortem_gh.local_github.exchange import Response, json_response
from postmortem_gh.local_github.fields.registry import to_time
from postmortem_gh.local_github.model import Comment, Reaction, Written
from postmortem_gh.local_github.refusals import invalid, not_found
from postmortem_gh.local_github.rest import Call, route

REPO = "repos/{owner}/{repo}"
ISSUE = REPO + "/issues/{number}"


SHORT = {short: long for long, short in rest_shapes.REST_REACTIONS.items()}


@route("GET", ISSUE + "/comments")
def list_comments(call: Call) -> Response:
    since = to_time(call.asked.query.get("since"))
    found = [c for c in call.issue().comments if since is None or c.updated_at >= since]
    return call.page(found, lambda c: rest_shapes.comment(call.world, c))


@route("POST", ISSUE + "/comments")
def create_comment(call: Call) -> Response:
    made = comments.add_comment(call.session, call.issue(), str(call.given()["body"]))
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
    comments.edit_comment(call.session, comment, str(call.given()["body"]))
    return json_response(200, rest_shapes.comment(call.world, comment))


@route("DELETE", REPO + "/issues/comments/{id}")
def delete_comment(call: Call) -> Response:
    comments.delete_comment(call.session, _comment(call))
    return json_response(204, None)


@route("PUT DELETE", REPO + "/issues/comments/{id}/pin")
def pin_comment(call: Call) -> Response:
    comment, pins = _comment(call), call.asked.method == "PUT"
    comments.pin_comment(call.session, comment, on=pins)
    return json_response(200, rest_shapes.comment(call.world, comment)) if pins else json_response(204, None)


def _reactions(call: Call, written: Written) -> Response:
    if call.asked.method == "GET":
        return call.page(written.reactions, lambda r: rest_shapes.reaction(call.world, r))
    content = SHORT.get(str(call.given()["content"]))
    if content is None:
        raise invalid("content is not a reaction", "Reaction", "content", "invalid")
    known = len(written.reactions)
    made = comments.react(call.session, written, content)
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
    comments.unreact(call.session, written, reaction.content)
    return json_response(204, None)


@route("DELETE", ISSUE + "/reactions/{reaction}")
def delete_issue_reaction(call: Call) -> Response:
    return _unreact(call, call.issue())


@route("DELETE", REPO + "/issues/comments/{id}/reactions/{reaction}")
def delete_comment_reaction(call: Call) -> Response:
    return _unreact(call, _comment(call))
