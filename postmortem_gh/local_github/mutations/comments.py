"""Mutations of comments and reactions."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import comments
from postmortem_gh.local_github.fields.registry import groups_of
from postmortem_gh.local_github.fields.roots import find_node
from postmortem_gh.local_github.model import Comment, Issue, Review, ReviewComment, Written
from postmortem_gh.local_github.mutations.registry import Input, get, mutation
from postmortem_gh.local_github.refusals import no_node
from postmortem_gh.local_github.session import Session


@mutation
def add_comment(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["subjectId"], Issue)
    made = comments.add_comment(session, issue, given["body"])
    return {"commentEdge": {"cursor": made.node_id, "node": made}, "subject": issue}


@mutation
def update_issue_comment(session: Session, given: Input) -> dict[str, Any]:
    comment = get(session, given["id"], Comment, "IssueComment")
    comments.edit_comment(session, comment, given["body"])
    return {"issueComment": comment}


@mutation
def delete_issue_comment(session: Session, given: Input) -> dict[str, Any]:
    comments.delete_comment(session, get(session, given["id"], Comment, "IssueComment"))
    return {}


@mutation
def pin_issue_comment(session: Session, given: Input) -> dict[str, Any]:
    comment = get(session, given["issueCommentId"], Comment, "IssueComment")
    comments.pin_comment(session, comment, on=True)
    return {"issueComment": comment}


@mutation
def unpin_issue_comment(session: Session, given: Input) -> dict[str, Any]:
    comment = get(session, given["issueCommentId"], Comment, "IssueComment")
    comments.pin_comment(session, comment, on=False)
    return {"issueComment": comment}


@mutation
def minimize_comment(session: Session, given: Input) -> dict[str, Any]:
    comment = _minimizable(session, given)
    comments.minimize(session, comment, given["classifier"].lower().replace("_", "-"))
    return {"minimizedComment": comment}


@mutation
def unminimize_comment(session: Session, given: Input) -> dict[str, Any]:
    comment = _minimizable(session, given)
    comments.minimize(session, comment, None)
    return {"unminimizedComment": comment}


def _minimizable(session: Session, given: Input) -> Any:
    found = find_node(session, given["subjectId"])
    if not isinstance(found, Comment | Review | ReviewComment):
        raise no_node(given["subjectId"])
    return found


@mutation
def add_reaction(session: Session, given: Input) -> dict[str, Any]:
    written = get(session, given["subjectId"], Written)
    made = comments.react(session, written, given["content"])
    return {"reaction": made, "subject": written, "reactionGroups": groups_of(written)}


@mutation
def remove_reaction(session: Session, given: Input) -> dict[str, Any]:
    written = get(session, given["subjectId"], Written)
    gone = comments.unreact(session, written, given["content"])
    return {"reaction": gone, "subject": written, "reactionGroups": groups_of(written)}
