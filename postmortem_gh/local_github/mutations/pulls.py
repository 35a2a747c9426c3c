"""Mutations of pull requests and reviews."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import issues, pulls, reviews
from postmortem_gh.local_github.model import PullRequest, Repository, Review, ReviewComment, Thread
from postmortem_gh.local_github.mutations.registry import Input, get, mutation, update_common
from postmortem_gh.local_github.refusals import invalid, stale
from postmortem_gh.local_github.session import Session


@mutation
def create_pull_request(session: Session, given: Input) -> dict[str, Any]:
    made = pulls.open_pull(
        session,
        get(session, given["repositoryId"], Repository),
        given["baseRefName"],
        given["headRefName"],
        given["title"],
        given.get("body"),
        draft=bool(given.get("draft")),
        maintainer_can_modify=given.get("maintainerCanModify") is not False,
    )
    return {"pullRequest": made}


def get_pull(session: Session, given: Input) -> PullRequest:
    return get(session, given["pullRequestId"], PullRequest)


@mutation
def update_pull_request(session: Session, given: Input) -> dict[str, Any]:
    pull = get_pull(session, given)
    issues.edit_issue(session, pull, title=given.get("title"), body=given.get("body"))
    update_common(session, pull, given)
    if given.get("baseRefName"):
        pulls.change_base(session, pull, given["baseRefName"])
    if given.get("state") == "CLOSED":
        issues.close_issue(session, pull)
    elif given.get("state") == "OPEN":
        issues.reopen_issue(session, pull)
    return {"pullRequest": pull, "actor": session.user}


@mutation
def close_pull_request(session: Session, given: Input) -> dict[str, Any]:
    pull = get_pull(session, given)
    issues.close_issue(session, pull)
    return {"pullRequest": pull}


@mutation
def reopen_pull_request(session: Session, given: Input) -> dict[str, Any]:
    pull = get_pull(session, given)
    issues.reopen_issue(session, pull)
    return {"pullRequest": pull}


@mutation
def merge_pull_request(session: Session, given: Input) -> dict[str, Any]:
    pull = get_pull(session, given)
    expected = given.get("expectedHeadOid")
    if expected and expected != pull.head_oid:
        raise stale(expected)
    pulls.merge_pull(session, pull, given.get("commitHeadline"))
    return {"pullRequest": pull, "actor": session.user}


@mutation
def mark_pull_request_ready_for_review(session: Session, given: Input) -> dict[str, Any]:
    pull = get_pull(session, given)
    pulls.set_draft(session, pull, draft=False)
    return {"pullRequest": pull}


@mutation
def convert_pull_request_to_draft(session: Session, given: Input) -> dict[str, Any]:
    pull = get_pull(session, given)
    pulls.set_draft(session, pull, draft=True)
    return {"pullRequest": pull}


@mutation
def add_pull_request_review(session: Session, given: Input) -> dict[str, Any]:
    threads = [t for t in given.get("threads") or () if t]
    # The older way: a comment at a position of the difference.
    threads += [{**c, "line": c["position"]} for c in given.get("comments") or () if c]
    made = reviews.review(
        session,
        get_pull(session, given),
        given.get("event"),
        given.get("body") or "",
        threads,
        given.get("commitOID"),
    )
    return {"pullRequestReview": made, "reviewEdge": {"cursor": made.node_id, "node": made}}


@mutation
def add_pull_request_review_thread(session: Session, given: Input) -> dict[str, Any]:
    if given.get("pullRequestReviewId"):
        made = get(session, given["pullRequestReviewId"], Review, "PullRequestReview")
    elif given.get("pullRequestId"):
        made = reviews.review(session, get(session, given["pullRequestId"], PullRequest), None, "", [])
    else:
        raise invalid(
            "pullRequestId or pullRequestReviewId is needed", "PullRequestReviewThread", "pullRequestId"
        )
    reviews.check_line(session.world, made.pull, given)
    return {"thread": reviews.open_thread(session, made, given)}


@mutation
def update_pull_request_review(session: Session, given: Input) -> dict[str, Any]:
    made = get(session, given["pullRequestReviewId"], Review, "PullRequestReview")
    reviews.edit_text(session, made, given["body"])
    return {"pullRequestReview": made}


@mutation
def delete_pull_request_review(session: Session, given: Input) -> dict[str, Any]:
    made = get(session, given["pullRequestReviewId"], Review, "PullRequestReview")
    reviews.delete_review(session, made)
    return {"pullRequestReview": made}


@mutation
def dismiss_pull_request_review(session: Session, given: Input) -> dict[str, Any]:
    made = get(session, given["pullRequestReviewId"], Review, "PullRequestReview")
    reviews.dismiss(session, made, given["message"])
    return {"pullRequestReview": made}


@mutation
def update_pull_request_review_comment(session: Session, given: Input) -> dict[str, Any]:
    said = get(session, given["pullRequestReviewCommentId"], ReviewComment, "PullRequestReviewComment")
    reviews.edit_text(session, said, given["body"])
    return {"pullRequestReviewComment": said}


@mutation
def delete_pull_request_review_comment(session: Session, given: Input) -> dict[str, Any]:
    said = get(session, given["id"], ReviewComment, "PullRequestReviewComment")
    reviews.delete_review_comment(session, said)
    return {"pullRequestReview": said.review, "pullRequestReviewComment": said}


@mutation
def resolve_review_thread(session: Session, given: Input) -> dict[str, Any]:
    thread = get(session, given["threadId"], Thread, "PullRequestReviewThread")
    reviews.resolve_thread(session, thread, resolved=True)
    return {"thread": thread}


@mutation
def unresolve_review_thread(session: Session, given: Input) -> dict[str, Any]:
    thread = get(session, given["threadId"], Thread, "PullRequestReviewThread")
    reviews.resolve_thread(session, thread, resolved=False)
    return {"thread": thread}
