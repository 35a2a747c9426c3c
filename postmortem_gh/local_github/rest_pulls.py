"""REST routes of pull requests and their reviews."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import issues, lists, pulls, rest_shapes, reviews
from postmortem_gh.local_github.exchange import Response, json_response, message
from postmortem_gh.local_github.model import PullRequest, Review
from postmortem_gh.local_github.refusals import not_found
from postmortem_gh.local_github.rest import Call, route

REPO = "repos/{owner}/{repo}"


PULL = REPO + "/pulls/{number}"


@route("GET", REPO + "/pulls")
def list_pulls(call: Call) -> Response:
    repository, query = call.repository, call.asked.query
    call.session.require_read(repository, "pull_requests")
    states = {"open": ("OPEN",), "closed": ("CLOSED", "MERGED"), "all": None}[query.get("state", "open")]
    found = [
        p
        for p in lists.issues_as_listed(call.session, repository, pulls=True, states=states)
        if isinstance(p, PullRequest)
    ]
    if head := query.get("head"):
        found = [p for p in found if f"{repository.owner.login}:{p.head_name}" == head]
    if base := query.get("base"):
        found = [p for p in found if p.base_name == base]
    found.sort(key=lambda p: p.number, reverse=query.get("direction", "desc") == "desc")
    return call.page(found, lambda p: rest_shapes.pull(call.world, p))


@route("POST", REPO + "/pulls")
def create_pull(call: Call) -> Response:
    given = call.given()
    made = pulls.open_pull(
        call.session,
        call.repository,
        str(given["base"]),
        str(given["head"]),
        str(given["title"]),
        given.get("body"),
        draft=bool(given.get("draft")),
        maintainer_can_modify=given.get("maintainer_can_modify") is not False,
    )
    return json_response(201, rest_shapes.full_pull(call.world, made))


def _pull(call: Call) -> PullRequest:
    found = call.issue(pull=True, area="pull_requests")
    if not isinstance(found, PullRequest):
        raise not_found("Not Found")
    return found


@route("GET", PULL)
def get_pull(call: Call) -> Response:
    return json_response(200, rest_shapes.full_pull(call.world, _pull(call)))


@route("PATCH", PULL)
def update_pull(call: Call) -> Response:
    pull, given = _pull(call), call.given()
    if "title" in given or "body" in given:
        body = "" if "body" in given and given["body"] is None else given.get("body")
        issues.edit_issue(call.session, pull, title=given.get("title"), body=body)
    if given.get("base"):
        pulls.change_base(call.session, pull, given["base"])
    if given.get("state") == "closed":
        issues.close_issue(call.session, pull)
    elif given.get("state") == "open":
        issues.reopen_issue(call.session, pull)
    return json_response(200, rest_shapes.full_pull(call.world, pull))


@route("PUT", PULL + "/merge")
def merge(call: Call) -> Response:
    pull, given = _pull(call), call.given()
    if given.get("sha") not in (None, pull.head_oid):
        return message(409, "Head branch was modified. Review and try the merge again.")
    oid = pulls.merge_pull(call.session, pull, given.get("commit_title"))
    return json_response(200, {"sha": oid, "merged": True, "message": "Pull Request successfully merged"})


@route("GET", PULL + "/merge")
def is_merged(call: Call) -> Response:
    if _pull(call).state != "MERGED":
        raise not_found("Not Found")
    return json_response(204, None)


@route("GET", PULL + "/files")
def files(call: Call) -> Response:
    pull = _pull(call)
    return call.page(
        pulls.files_of(call.world, pull),
        lambda f: rest_shapes.diff_entry(call.world, pull.repository, pull.head_oid, f),
    )


@route("GET", PULL + "/commits")
def pull_commits(call: Call) -> Response:
    pull, git = _pull(call), call.world.git
    found = [git.commits[oid] for oid in pulls.commits_of(call.world, pull)]
    return call.page(found, lambda made: rest_shapes.commit(call.world, pull.repository, made))


@route("GET", PULL + "/reviews")
def list_reviews(call: Call) -> Response:
    found = [r for r in _pull(call).reviews if r.state != "PENDING" or r.author is call.session.user]
    return call.page(found, lambda r: rest_shapes.review(call.world, r))


@route("POST", PULL + "/reviews")
def create_review(call: Call) -> Response:
    given = call.given()
    threads = [_thread(comment) for comment in given.get("comments") or ()]
    made = reviews.review(
        call.session,
        _pull(call),
        given.get("event"),
        given.get("body") or "",
        threads,
        given.get("commit_id"),
    )
    return json_response(200, rest_shapes.review(call.world, made))


def _thread(comment: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": comment["path"],
        "body": comment["body"],
        "line": comment.get("line"),
        "startLine": comment.get("start_line"),
        "side": comment.get("side"),
    }


def _review(call: Call) -> Review:
    for made in _pull(call).reviews:
        if str(made.id) == call.names["id"]:
            return made
    raise not_found("Not Found")


@route("PUT", PULL + "/reviews/{id}/dismissals")
def dismiss(call: Call) -> Response:
    made = _review(call)
    reviews.dismiss(call.session, made, str(call.given()["message"]))
    return json_response(200, rest_shapes.review(call.world, made))


@route("GET", PULL + "/comments")
def review_comments(call: Call) -> Response:
    found = [c for t in _pull(call).threads for c in t.comments]
    return call.page(found, lambda c: rest_shapes.review_comment(call.world, c))
