"""Comments and reactions."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github.acting import (
    area_of,
    check_body,
    counts_as_creation,
    place_of,
    require_reader,
    rewrite,
    touch,
)
from postmortem_gh.local_github.model import REACTIONS, Comment, Issue, Reaction, Written
from postmortem_gh.local_github.refusals import LOCKED, Refused, invalid, unprocessable
from postmortem_gh.local_github.session import Session


def add_comment(session: Session, issue: Issue, body: str) -> Comment:
    world = session.world
    if session.token and session.token.permissions is not None:
        session.require(issue.repository, area_of(issue), "read")
    else:
        require_reader(session, issue.repository)
        session.require_alive(issue.repository)
    if issue.locked and not _may_comment_when_locked(session, issue):
        raise Refused("UNPROCESSABLE", LOCKED, 403)
    if not body.strip():
        raise invalid("Body can't be blank", "IssueComment", "body", "missing_field")
    check_body(body, "IssueComment")
    counts_as_creation(session)
    made = world.make(
        Comment,
        issue=issue,
        author=session.user,
        body=body,
        created_at=world.now,
        updated_at=world.now,
        via_app=session.user.kind == "Bot",
    )
    issue.comments.append(made)
    touch(session, issue)
    world.wrote(session, "comment.created", made, place_of(issue), after={"body": body})
    world.said(session.user, made, issue, "", body)
    return made


def _may_comment_when_locked(session: Session, issue: Issue) -> bool:
    if session.token and session.token.permissions is not None:
        return not issue.repository.locked_refuses_apps
    return session.may_write(issue.repository, area_of(issue), "write")


def edit_comment(session: Session, comment: Comment, body: str) -> None:
    _require_comment_editor(session, comment)
    check_body(body, "IssueComment")
    if body == comment.body:
        return
    before = rewrite(session, comment, body)
    touch(session, comment.issue)
    session.world.wrote(
        session, "comment.edited", comment, place_of(comment.issue), {"body": before}, {"body": body}
    )
    session.world.said(session.user, comment, comment.issue, before, body)


def delete_comment(session: Session, comment: Comment) -> None:
    _require_comment_editor(session, comment)
    world, issue = session.world, comment.issue
    issue.comments.remove(comment)
    world.things.pop(comment.node_id, None)
    world.event(issue, "comment_deleted", session.user, author=comment.author)
    touch(session, issue)
    world.wrote(session, "comment.deleted", comment, place_of(issue), {"body": comment.body})


def _require_comment_editor(session: Session, comment: Comment) -> None:
    is_app = session.token and session.token.permissions is not None
    if comment.author is session.user and not is_app:
        session.require_alive(comment.repository)
    else:
        session.require(comment.repository, area_of(comment.issue), "write")


def minimize(session: Session, comment: Any, reason: str | None) -> None:
    """Hides (or with None shows again) a comment or a review."""
    session.require(
        comment.repository, "issues" if isinstance(comment, Comment) else "pull_requests", "triage"
    )
    comment.minimized_reason = reason
    session.world.wrote(
        session, "comment.minimized", comment, comment.repository.full_name, after={"reason": reason}
    )


def react(session: Session, written: Written, content: str) -> Reaction:
    """Idempotent: the same reaction of the same person is given back."""
    _require_reader_of(session, written)
    if content not in REACTIONS:
        raise unprocessable(f"{content} is not a reaction")
    for reaction in written.reactions:
        if reaction.user is session.user and reaction.content == content:
            return reaction
    made = session.world.make(
        Reaction, reactable=written, user=session.user, content=content, created_at=session.world.now
    )
    written.reactions.append(made)
    session.world.wrote(session, "reaction.added", written, where(written), after={"content": content})
    return made


def unreact(session: Session, written: Written, content: str) -> Reaction:
    _require_reader_of(session, written)
    for reaction in written.reactions:
        if reaction.user is session.user and reaction.content == content:
            written.reactions.remove(reaction)
            session.world.wrote(session, "reaction.removed", written, where(written), {"content": content})
            return reaction
    raise unprocessable("Reaction does not exist")


def issue_of(written: Written) -> Issue | None:
    if isinstance(written, Issue):
        return written
    return getattr(written, "issue", None) or getattr(written, "pull", None)


def where(written: Written) -> str:
    issue = issue_of(written)
    return place_of(issue) if issue else ""


def _require_reader_of(session: Session, written: Written) -> None:
    issue = issue_of(written)
    repository = issue.repository if issue else written.repository  # type: ignore[attr-defined]  # whatever stands on no issue
    session.require(repository, area_of(issue) if issue else "pull_requests", "read")


def pin_comment(session: Session, comment: Comment, *, on: bool) -> None:
    session.require(comment.repository, "issues", "triage")
    if comment.issue.is_pull:
        raise unprocessable("Comments of pull requests cannot be pinned")  # own words
    comment.issue.pinned_comment = comment if on else None
    session.world.wrote(
        session, "comment.pinned" if on else "comment.unpinned", comment, place_of(comment.issue)
    )
