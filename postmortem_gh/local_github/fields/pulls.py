"""Pull requests and their reviews."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import commits, pulls, references
from postmortem_gh.local_github.access import at_least, role_of
from postmortem_gh.local_github.fields.registry import Args, GitObject, GitRef, actor, bind, field, path_of
from postmortem_gh.local_github.lists import Connection
from postmortem_gh.local_github.model import PullRequest
from postmortem_gh.local_github.refusals import Refused
from postmortem_gh.local_github.session import Session

bind(
    "PullRequest",
    {
        "headRefName": lambda pull: pull.head_name,
        "baseRefName": lambda pull: pull.base_name,
        "headRefOid": lambda pull: pull.head_oid,
        "baseRefOid": lambda pull: pull.base_oid,
        "baseRepository": lambda pull: pull.repository,
        "headRepositoryOwner": lambda pull: pull.head_repository and pull.head_repository.owner,
        "isCrossRepository": lambda pull: pull.head_repository is not pull.repository,
        "merged": lambda pull: pull.state == "MERGED",
        "mergedBy": lambda pull: actor(pull.merged_by),
        "canBeRebased": lambda pull: pull.is_open,
        "viewerCanDeleteHeadRef": lambda pull, session: session.may_write(
            pull.repository, "contents", "write"
        ),
    },
)


@field("PullRequest.headRef")
def _head_ref(pull: PullRequest) -> Any:
    full = commits.HEADS + pull.head_name
    exists = pull.head_repository is not None and full in pull.head_repository.refs
    return GitRef(pull.head_repository, full) if exists and pull.head_repository else None


@field("PullRequest.baseRef")
def _base_ref(pull: PullRequest) -> Any:
    full = commits.HEADS + pull.base_name
    return GitRef(pull.repository, full) if full in pull.repository.refs else None


@field("PullRequest.mergeCommit")
def _merge_commit(pull: PullRequest) -> Any:
    return GitObject(pull.repository, "commit", pull.merge_commit) if pull.merge_commit else None


@field("PullRequest.mergeable")
def _mergeable(pull: PullRequest, session: Session) -> Any:
    base = commits.head_of(pull.repository, pull.base_name)
    if not pull.is_open or base is None:
        return "UNKNOWN"
    try:
        pulls.merged_tree(session.world, base, pull.head_oid)
    except Refused:
        return "CONFLICTING"
    return "MERGEABLE"


@field("PullRequest.files")
def _files(pull: PullRequest, session: Session, args: Args) -> Any:
    kinds = {"added": "ADDED", "removed": "DELETED", "modified": "MODIFIED"}
    found = [
        {**f, "changeType": kinds[f["status"]], "viewerViewedState": "UNVIEWED"}
        for f in pulls.files_of(session.world, pull)
    ]
    return Connection(found, args)


bind(
    "PullRequest",
    {
        "changedFiles": lambda pull, session: len(pulls.files_of(session.world, pull)),
        "additions": lambda pull, session: sum(f["additions"] for f in pulls.files_of(session.world, pull)),
        "deletions": lambda pull, session: sum(f["deletions"] for f in pulls.files_of(session.world, pull)),
    },
)


@field("PullRequest.commits")
def _pull_commits(pull: PullRequest, session: Session, args: Args) -> Any:
    found = [
        {
            "commit": GitObject(pull.repository, "commit", oid),
            "pullRequest": pull,
            "id": f"PURC_{oid[:16]}",
            "url": f"{session.world.url}{path_of(pull)}/commits/{oid}",
            "resourcePath": f"{path_of(pull)}/commits/{oid}",
        }
        for oid in pulls.commits_of(session.world, pull)
    ]
    return Connection(found, args)


@field("PullRequest.closingIssuesReferences")
def _closing(pull: PullRequest, session: Session, args: Args) -> Any:
    return Connection(references.closing(session.world, pull.repository, pull.body), args)


@field("PullRequest.reviews")
def _reviews(pull: PullRequest, session: Session, args: Args) -> Any:
    states, author = args.get("states"), args.get("author")
    found = [r for r in pull.reviews if states is None or r.state in states]
    found = [r for r in found if r.state != "PENDING" or r.author is session.user]
    return Connection([r for r in found if author is None or (r.author and r.author.login == author)], args)


@field("PullRequest.latestReviews")
def _latest_reviews(pull: PullRequest, _session: Session, args: Args) -> Any:
    newest = {id(r.author): r for r in pull.reviews if r.state != "PENDING"}
    return Connection(list(newest.values()), args)


bind(
    "PullRequest",
    {
        "reviewThreads": lambda pull, _session, args: Connection(pull.threads, args),
    },
)


@field("PullRequest.reviewDecision")
def _decision(pull: PullRequest) -> Any:
    states = [r.state for r in pull.reviews]
    if "CHANGES_REQUESTED" in states:
        return "CHANGES_REQUESTED"
    return "APPROVED" if "APPROVED" in states else None


bind(
    "PullRequestReview",
    {
        "pullRequest": lambda thing: thing.pull,
    },
)

bind(
    "PullRequestReviewThread",
    {
        "pullRequest": lambda thing: thing.pull,
    },
)


bind(
    "PullRequestReview",
    {
        "commit": lambda made: GitObject(made.repository, "commit", made.commit) if made.commit else None,
        "comments": lambda thing, _session, args: Connection(thing.comments, args),
    },
)
bind("PullRequestReviewThread", {"comments": lambda thing, _session, args: Connection(thing.comments, args)})


bind(
    "PullRequestReview",
    {
        "authorCanPushToRepository": lambda made: (
            made.author is not None and at_least(role_of(made.repository, made.author), "write")
        ),
        "resourcePath": lambda made: f"{path_of(made.pull)}#pullrequestreview-{made.id}",
        "url": lambda made, session: f"{session.world.url}{path_of(made.pull)}#pullrequestreview-{made.id}",
    },
)


bind(
    "PullRequestReviewThread",
    {
        "repository": lambda thread: thread.pull.repository,
        "diffSide": lambda thread: thread.side,
        "startDiffSide": lambda thread: thread.side if thread.start_line else None,
        "originalLine": lambda thread: thread.line,
        "originalStartLine": lambda thread: thread.start_line,
        "isCollapsed": lambda thread: thread.is_resolved,
        "viewerCanReply": lambda thread, session: session.sees(thread.pull.repository),
        "viewerCanResolve": lambda thread: not thread.is_resolved,
        "viewerCanUnresolve": lambda thread: thread.is_resolved,
    },
)

bind(
    "PullRequestReviewComment",
    {
        "pullRequest": lambda said: said.review.pull,
        "pullRequestReview": lambda said: said.review,
        "path": lambda said: said.thread.path,
        "line": lambda said: said.thread.line,
        "originalLine": lambda said: said.thread.line,
        "startLine": lambda said: said.thread.start_line,
        "originalStartLine": lambda said: said.thread.start_line,
        "position": lambda said: said.thread.line or 1,
        "originalPosition": lambda said: said.thread.line or 1,
        "outdated": lambda said: said.thread.is_outdated,
        "draftedAt": lambda said: said.created_at,
        "subjectType": lambda said: said.thread.subject_type,
        "state": lambda said: "PENDING" if said.review.state == "PENDING" else "SUBMITTED",
        "commit": lambda said: GitObject(said.repository, "commit", said.commit) if said.commit else None,
        "originalCommit": lambda said: (
            GitObject(said.repository, "commit", said.commit) if said.commit else None
        ),
        "resourcePath": lambda said: f"{path_of(said.review.pull)}#discussion_r{said.id}",
        "url": lambda said, session: f"{session.world.url}{path_of(said.review.pull)}#discussion_r{said.id}",
    },
)
