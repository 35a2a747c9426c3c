"""GraphQL's mutations: decode the input, do the act, give the payload."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from postmortem_gh.local_github import commits, issues, pulls
from postmortem_gh.local_github.fields.registry import GitObject, GitRef, groups_of, repository_for
from postmortem_gh.local_github.fields.roots import find_node
from postmortem_gh.local_github.model import (
    Comment,
    Issue,
    Label,
    Milestone,
    PullRequest,
    Repository,
    Review,
    ReviewComment,
    Thread,
    User,
    Written,
)
from postmortem_gh.local_github.refusals import invalid, no_node, not_found, stale, unprocessable
from postmortem_gh.local_github.session import Session

Input = dict[str, Any]
Mutation = Callable[[Session, Input], dict[str, Any]]
MUTATIONS: dict[str, Mutation] = {}
Found = TypeVar("Found")


def mutation(function: Mutation) -> Mutation:
    words = function.__name__.split("_")
    MUTATIONS[words[0] + "".join(w.title() for w in words[1:])] = function
    return function


def get(session: Session, node: str, kind: type[Found], name: str | None = None) -> Found:
    found = find_node(session, node)
    if not isinstance(found, kind) or (kind is Issue and name == "Issue" and isinstance(found, PullRequest)):
        raise not_found(f"Could not resolve to {name or kind.__name__} node with the global id of '{node}'.")
    return found


def get_issue(session: Session, node: str) -> Issue:
    return get(session, node, Issue, "Issue")


def get_all(session: Session, ids: Iterable[str] | None, kind: type[Found]) -> list[Found]:
    return [get(session, node, kind) for node in ids or ()]


def milestone_of(session: Session, given: Input) -> Milestone | None:
    return get(session, given["milestoneId"], Milestone) if given.get("milestoneId") else None


# ── issues ──


@mutation
def create_issue(session: Session, given: Input) -> dict[str, Any]:
    parent = get_issue(session, given["parentIssueId"]) if given.get("parentIssueId") else None
    repository = get(session, given["repositoryId"], Repository)
    labels = get_all(session, given.get("labelIds"), Label)
    if any(label.repository is not repository for label in labels):
        raise no_node(labels[0].node_id)
    made = issues.open_issue(
        session,
        repository,
        given["title"],
        given.get("body"),
        labels=labels,
        parent=parent,
        assignees=get_all(session, given.get("assigneeIds"), User),
        milestone=milestone_of(session, given),
    )
    return {"issue": made}


@mutation
def update_issue(session: Session, given: Input) -> dict[str, Any]:
    issue = get_issue(session, given["id"])
    issues.edit_issue(session, issue, title=given.get("title"), body=given.get("body"))
    _update_common(session, issue, given)
    if given.get("state") == "CLOSED":
        issues.close_issue(session, issue)
    elif given.get("state") == "OPEN":
        issues.reopen_issue(session, issue)
    return {"issue": issue, "actor": session.user}


def _update_common(session: Session, issue: Issue, given: Input) -> None:
    """Lists given here replace the whole set."""
    if given.get("labelIds") is not None:
        issues.replace_labels(session, issue, get_all(session, given["labelIds"], Label))
    if given.get("assigneeIds") is not None:
        wanted = get_all(session, given["assigneeIds"], User)
        issues.remove_assignees(session, issue, [a for a in issue.assignees if a not in wanted])
        issues.add_assignees(session, issue, wanted)
    if "milestoneId" in given:
        issues.set_milestone(session, issue, milestone_of(session, given))


@mutation
def close_issue(session: Session, given: Input) -> dict[str, Any]:
    issue, duplicate = get_issue(session, given["issueId"]), None
    if given.get("stateReason") == "DUPLICATE":
        if not given.get("duplicateIssueId"):
            raise unprocessable("Duplicate issue must be provided")  # own words
        duplicate = get_issue(session, given["duplicateIssueId"])
    issues.close_issue(session, issue, given.get("stateReason"), duplicate_of=duplicate)
    return {"issue": issue}


@mutation
def reopen_issue(session: Session, given: Input) -> dict[str, Any]:
    issue = get_issue(session, given["issueId"])
    issues.reopen_issue(session, issue)
    return {"issue": issue}


@mutation
def delete_issue(session: Session, given: Input) -> dict[str, Any]:
    issue = get_issue(session, given["issueId"])
    issues.delete_issue(session, issue)
    return {"repository": issue.repository}


@mutation
def transfer_issue(session: Session, given: Input) -> dict[str, Any]:
    to = get(session, given["repositoryId"], Repository)
    return {"issue": issues.transfer_issue(session, get_issue(session, given["issueId"]), to)}


@mutation
def lock_lockable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["lockableId"], Issue)
    issues.lock_issue(session, issue, given.get("lockReason"))
    return {"lockedRecord": issue, "actor": session.user}


@mutation
def unlock_lockable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["lockableId"], Issue)
    issues.unlock_issue(session, issue)
    return {"unlockedRecord": issue, "actor": session.user}


@mutation
def pin_issue(session: Session, given: Input) -> dict[str, Any]:
    issue = get_issue(session, given["issueId"])
    issues.pin_issue(session, issue)
    return {"issue": issue}


@mutation
def unpin_issue(session: Session, given: Input) -> dict[str, Any]:
    issue = get_issue(session, given["issueId"])
    issues.unpin_issue(session, issue)
    return {"issue": issue, "id": issue.node_id}


# ── comments and reactions ──


@mutation
def add_comment(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["subjectId"], Issue)
    made = issues.add_comment(session, issue, given["body"])
    return {"commentEdge": {"cursor": made.node_id, "node": made}, "subject": issue}


@mutation
def update_issue_comment(session: Session, given: Input) -> dict[str, Any]:
    comment = get(session, given["id"], Comment, "IssueComment")
    issues.edit_comment(session, comment, given["body"])
    return {"issueComment": comment}


@mutation
def delete_issue_comment(session: Session, given: Input) -> dict[str, Any]:
    issues.delete_comment(session, get(session, given["id"], Comment, "IssueComment"))
    return {}


@mutation
def pin_issue_comment(session: Session, given: Input) -> dict[str, Any]:
    comment = get(session, given["issueCommentId"], Comment, "IssueComment")
    issues.pin_comment(session, comment, on=True)
    return {"issueComment": comment}


@mutation
def unpin_issue_comment(session: Session, given: Input) -> dict[str, Any]:
    comment = get(session, given["issueCommentId"], Comment, "IssueComment")
    issues.pin_comment(session, comment, on=False)
    return {"issueComment": comment}


@mutation
def minimize_comment(session: Session, given: Input) -> dict[str, Any]:
    comment = _minimizable(session, given)
    issues.minimize(session, comment, given["classifier"].lower().replace("_", "-"))
    return {"minimizedComment": comment}


@mutation
def unminimize_comment(session: Session, given: Input) -> dict[str, Any]:
    comment = _minimizable(session, given)
    issues.minimize(session, comment, None)
    return {"unminimizedComment": comment}


def _minimizable(session: Session, given: Input) -> Any:
    found = find_node(session, given["subjectId"])
    if not isinstance(found, Comment | Review | ReviewComment):
        raise no_node(given["subjectId"])
    return found


@mutation
def add_reaction(session: Session, given: Input) -> dict[str, Any]:
    written = get(session, given["subjectId"], Written)
    made = issues.react(session, written, given["content"])
    return {"reaction": made, "subject": written, "reactionGroups": groups_of(written)}


@mutation
def remove_reaction(session: Session, given: Input) -> dict[str, Any]:
    written = get(session, given["subjectId"], Written)
    gone = issues.unreact(session, written, given["content"])
    return {"reaction": gone, "subject": written, "reactionGroups": groups_of(written)}


# ── labels and assignees ──


@mutation
def create_label(session: Session, given: Input) -> dict[str, Any]:
    repository = get(session, given["repositoryId"], Repository)
    return {
        "label": issues.create_label(
            session, repository, given["name"], given["color"], given.get("description")
        )
    }


@mutation
def update_label(session: Session, given: Input) -> dict[str, Any]:
    label = get(session, given["id"], Label)
    issues.change_label(session, label, given.get("name"), given.get("color"), given.get("description"))
    return {"label": label}


@mutation
def delete_label(session: Session, given: Input) -> dict[str, Any]:
    issues.delete_label(session, get(session, given["id"], Label))
    return {}


@mutation
def add_labels_to_labelable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["labelableId"], Issue)
    issues.add_labels(session, issue, get_all(session, given["labelIds"], Label))
    return {"labelable": issue}


@mutation
def remove_labels_from_labelable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["labelableId"], Issue)
    issues.remove_labels(session, issue, get_all(session, given["labelIds"], Label))
    return {"labelable": issue}


@mutation
def clear_labels_from_labelable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["labelableId"], Issue)
    issues.remove_labels(session, issue, list(issue.labels))
    return {"labelable": issue}


@mutation
def add_assignees_to_assignable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["assignableId"], Issue)
    issues.add_assignees(session, issue, get_all(session, given["assigneeIds"], User))
    return {"assignable": issue}


@mutation
def remove_assignees_from_assignable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["assignableId"], Issue)
    issues.remove_assignees(session, issue, get_all(session, given["assigneeIds"], User))
    return {"assignable": issue}


# ── sub-issues and dependencies ──


@mutation
def add_sub_issue(session: Session, given: Input) -> dict[str, Any]:
    parent, child = get_issue(session, given["issueId"]), _sub_issue(session, given)
    issues.add_sub_issue(session, parent, child, replace=bool(given.get("replaceParent")))
    return {"issue": parent, "subIssue": child}


def _sub_issue(session: Session, given: Input) -> Issue:
    if given.get("subIssueId"):
        return get_issue(session, given["subIssueId"])
    parts = (given.get("subIssueUrl") or "").removeprefix(session.world.url + "/").split("/")
    if len(parts) != 4 or not parts[3].isdecimal():
        raise not_found("Could not resolve to a sub-issue")  # own words
    repository = repository_for(session, parts[0], parts[1])
    found = repository.issues.get(int(parts[3]))
    if found is None or found.is_pull:
        raise not_found("Could not resolve to a sub-issue")  # own words
    return found


@mutation
def remove_sub_issue(session: Session, given: Input) -> dict[str, Any]:
    parent, child = get_issue(session, given["issueId"]), get_issue(session, given["subIssueId"])
    issues.remove_sub_issue(session, parent, child)
    return {"issue": parent, "subIssue": child}


@mutation
def reprioritize_sub_issue(session: Session, given: Input) -> dict[str, Any]:
    parent = get_issue(session, given["issueId"])
    after = get_issue(session, given["afterId"]) if given.get("afterId") else None
    before = get_issue(session, given["beforeId"]) if given.get("beforeId") else None
    issues.move_sub_issue(session, parent, get_issue(session, given["subIssueId"]), after, before)
    return {"issue": parent}


@mutation
def add_blocked_by(session: Session, given: Input) -> dict[str, Any]:
    issue, blocker = get_issue(session, given["issueId"]), get_issue(session, given["blockingIssueId"])
    issues.add_blocker(session, issue, blocker)
    return {"issue": issue, "blockingIssue": blocker}


@mutation
def remove_blocked_by(session: Session, given: Input) -> dict[str, Any]:
    issue, blocker = get_issue(session, given["issueId"]), get_issue(session, given["blockingIssueId"])
    issues.remove_blocker(session, issue, blocker)
    return {"issue": issue, "blockingIssue": blocker}


# ── branches and commits ──


@mutation
def create_ref(session: Session, given: Input) -> dict[str, Any]:
    repository = get(session, given["repositoryId"], Repository)
    return {"ref": GitRef(repository, commits.create_ref(session, repository, given["name"], given["oid"]))}


@mutation
def update_ref(session: Session, given: Input) -> dict[str, Any]:
    ref = get(session, given["refId"], GitRef, "Ref")
    commits.update_ref(session, ref.repository, ref.full_name, given["oid"], force=bool(given.get("force")))
    return {"ref": ref}


@mutation
def delete_ref(session: Session, given: Input) -> dict[str, Any]:
    ref = get(session, given["refId"], GitRef, "Ref")
    commits.delete_ref(session, ref.repository, ref.full_name)
    return {}


@mutation
def create_commit_on_branch(session: Session, given: Input) -> dict[str, Any]:
    repository, branch = _branch(session, given["branch"])
    changes, message = given.get("fileChanges") or {}, given["message"]
    additions = {a["path"]: _content(a) for a in changes.get("additions") or ()}
    deletions = [d["path"] for d in changes.get("deletions") or ()]
    made = commits.commit_on_branch(
        session,
        repository,
        branch,
        given["expectedHeadOid"],
        message["headline"],
        message.get("body") or "",
        additions,
        deletions,
    )
    ref = GitRef(repository, commits.HEADS + branch.removeprefix(commits.HEADS))
    return {"commit": GitObject(repository, "commit", made.oid), "ref": ref}


def _content(addition: Input) -> bytes:
    try:
        return base64.b64decode(addition["contents"], validate=True)
    except binascii.Error:
        raise unprocessable(f"contents of {addition['path']} is not valid Base64") from None  # own words


def _branch(session: Session, given: Input) -> tuple[Repository, str]:
    if given.get("id"):
        ref = get(session, given["id"], GitRef, "Ref")
        return ref.repository, ref.full_name
    owner, _, name = (given.get("repositoryNameWithOwner") or "").partition("/")
    return repository_for(session, owner, name), given.get("branchName") or ""


# ── pull requests ──


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
    _update_common(session, pull, given)
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


# ── reviews ──


@mutation
def add_pull_request_review(session: Session, given: Input) -> dict[str, Any]:
    threads = [t for t in given.get("threads") or () if t]
    # The older way: a comment at a position of the difference.
    threads += [{**c, "line": c["position"]} for c in given.get("comments") or () if c]
    made = pulls.review(
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
        made = pulls.review(session, get(session, given["pullRequestId"], PullRequest), None, "", [])
    else:
        raise invalid(
            "pullRequestId or pullRequestReviewId is needed", "PullRequestReviewThread", "pullRequestId"
        )
    pulls.check_line(session.world, made.pull, given)
    return {"thread": pulls.open_thread(session, made, given)}


@mutation
def update_pull_request_review(session: Session, given: Input) -> dict[str, Any]:
    made = get(session, given["pullRequestReviewId"], Review, "PullRequestReview")
    pulls.edit_text(session, made, given["body"])
    return {"pullRequestReview": made}


@mutation
def delete_pull_request_review(session: Session, given: Input) -> dict[str, Any]:
    made = get(session, given["pullRequestReviewId"], Review, "PullRequestReview")
    pulls.delete_review(session, made)
    return {"pullRequestReview": made}


@mutation
def dismiss_pull_request_review(session: Session, given: Input) -> dict[str, Any]:
    made = get(session, given["pullRequestReviewId"], Review, "PullRequestReview")
    pulls.dismiss(session, made, given["message"])
    return {"pullRequestReview": made}


@mutation
def update_pull_request_review_comment(session: Session, given: Input) -> dict[str, Any]:
    said = get(session, given["pullRequestReviewCommentId"], ReviewComment, "PullRequestReviewComment")
    pulls.edit_text(session, said, given["body"])
    return {"pullRequestReviewComment": said}


@mutation
def delete_pull_request_review_comment(session: Session, given: Input) -> dict[str, Any]:
    said = get(session, given["id"], ReviewComment, "PullRequestReviewComment")
    pulls.delete_review_comment(session, said)
    return {"pullRequestReview": said.review, "pullRequestReviewComment": said}


@mutation
def resolve_review_thread(session: Session, given: Input) -> dict[str, Any]:
    thread = get(session, given["threadId"], Thread, "PullRequestReviewThread")
    pulls.resolve_thread(session, thread, resolved=True)
    return {"thread": thread}


@mutation
def unresolve_review_thread(session: Session, given: Input) -> dict[str, Any]:
    thread = get(session, given["threadId"], Thread, "PullRequestReviewThread")
    pulls.resolve_thread(session, thread, resolved=False)
    return {"thread": thread}
