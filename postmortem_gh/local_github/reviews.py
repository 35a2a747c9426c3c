"""Reviews of pull requests: threads on lines of the difference, answers, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from postmortem_gh.local_github import acting
from postmortem_gh.local_github.logs import Notification
from postmortem_gh.local_github.model import PullRequest, Review, ReviewComment, Thread
from postmortem_gh.local_github.pulls import files_of
from postmortem_gh.local_github.refusals import (
    NO_PULLS,
    forbidden,
    invalid,
    not_found,
    unprocessable,
)
from postmortem_gh.local_github.session import Session
from postmortem_gh.local_github.state import State


def review(
    session: Session,
    pull: PullRequest,
    event: str | None,
    body: str,
    threads: Iterable[Mapping[str, Any]],
    commit: str | None = None,
) -> Review:
    """A review with its threads in one act. Lines must be part of the difference."""
    world = session.world
    session.require(pull.repository, "pull_requests", "read")
    if event in ("APPROVE", "REQUEST_CHANGES"):
        if pull.author is session.user:
            word = "approve" if event == "APPROVE" else "request changes on"
            raise unprocessable(f"Can not {word} your own pull request")
        if session.user is world.bot and not pull.repository.actions_may_create_pulls:
            raise forbidden(NO_PULLS)
    threads = list(threads)
    if event in ("COMMENT", "REQUEST_CHANGES") and not body.strip() and not threads:
        raise invalid("Body can't be blank", "PullRequestReview", "body", "missing_field")
    for thread in threads:
        check_line(world, pull, thread)
    acting.counts_as_creation(session)
    state = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}.get(
        event or "", "PENDING"
    )
    made = world.make(
        Review,
        pull=pull,
        author=session.user,
        body=body,
        created_at=world.now,
        updated_at=world.now,
        state=state,
        submitted_at=None if state == "PENDING" else world.now,
        commit=commit or pull.head_oid,
        via_app=session.user.kind == "Bot",
    )
    pull.reviews.append(made)
    for thread in threads:
        open_thread(session, made, thread)
    world.event(pull, "reviewed", session.user, review=made)
    pull.updated_at = world.now
    world.wrote(session, "review.created", made, acting.place_of(pull), after={"body": body, "state": state})
    world.said(session.user, made, pull, "", body)
    return made


def open_thread(session: Session, made: Review, thread: Mapping[str, Any]) -> Thread:
    world, pull = session.world, made.pull
    whole_file = thread.get("subjectType") == "FILE" or thread.get("line") is None
    opened = world.make(
        Thread,
        pull=pull,
        path=thread["path"],
        line=thread.get("line"),
        start_line=thread.get("startLine"),
        side=thread.get("side") or "RIGHT",
        subject_type="FILE" if whole_file else "LINE",
    )
    pull.threads.append(opened)
    add_to_thread(session, made, opened, thread["body"])
    return opened


def add_to_thread(session: Session, made: Review, thread: Thread, body: str) -> ReviewComment:
    world = session.world
    acting.check_body(body, "PullRequestReviewComment")
    said = world.make(
        ReviewComment,
        review=made,
        thread=thread,
        author=session.user,
        body=body,
        created_at=world.now,
        updated_at=world.now,
        commit=made.commit,
        diff_hunk="",
        reply_to=thread.comments[0] if thread.comments else None,
        via_app=session.user.kind == "Bot",
    )
    thread.comments.append(said)
    made.comments.append(said)
    place = acting.place_of(made.pull)
    world.wrote(session, "review_comment.created", said, place, after={"body": body, "path": thread.path})
    world.said(session.user, said, made.pull, "", body)
    return said


def check_line(world: State, pull: PullRequest, thread: Mapping[str, Any]) -> None:
    path, line = thread["path"], thread.get("line")
    changed = next((f for f in files_of(world, pull) if f["path"] == path), None)
    if changed is None:
        raise unprocessable("Path could not be resolved")
    if line is not None and line not in _commentable(changed["patch"]):
        raise unprocessable("Line could not be resolved")
    start = thread.get("startLine")
    if start is not None and line is not None and start >= line:
        raise unprocessable("Start line must precede the end line.")


def _commentable(patch: str) -> set[int]:
    """The new file's lines that the difference shows (with their context)."""
    shown, at = set(), 0
    for row in patch.split("\n"):
        if row.startswith("@@"):
            at = int(row.split("+")[1].split(",")[0].split(" ")[0])
        elif not row.startswith("-"):
            shown.add(at)
            at += 1
    return shown


def dismiss(session: Session, made: Review, message: str) -> None:
    session.require(made.repository, "pull_requests", "write")
    if made.state not in ("APPROVED", "CHANGES_REQUESTED"):
        raise unprocessable("Can not dismiss a commented pull request review")
    made.state = "DISMISSED"
    session.world.wrote(
        session, "review.dismissed", made, acting.place_of(made.pull), after={"message": message}
    )


def delete_review(session: Session, made: Review) -> None:
    session.require(made.repository, "pull_requests", "write")
    if made.state != "PENDING":
        raise unprocessable("Can not delete a non-pending pull request review")
    made.pull.reviews.remove(made)
    session.world.things.pop(made.node_id, None)
    session.world.wrote(session, "review.deleted", made, acting.place_of(made.pull))


def delete_review_comment(session: Session, comment: ReviewComment) -> None:
    session.require(comment.repository, "pull_requests", "write")
    comment.thread.comments.remove(comment)
    comment.review.comments.remove(comment)
    if not comment.thread.comments:
        comment.thread.pull.threads.remove(comment.thread)
        session.world.things.pop(comment.thread.node_id, None)
    session.world.things.pop(comment.node_id, None)
    session.world.wrote(session, "review_comment.deleted", comment, acting.place_of(comment.review.pull))


def edit_text(session: Session, written: Review | ReviewComment, body: str) -> None:
    session.require(written.repository, "pull_requests", "write")
    before = acting.rewrite(session, written, body)
    pull = written.pull if isinstance(written, Review) else written.review.pull
    session.world.wrote(
        session, "review.edited", written, acting.place_of(pull), {"body": before}, {"body": body}
    )
    session.world.said(session.user, written, pull, before, body)


def resolve_thread(session: Session, thread: Thread, *, resolved: bool) -> None:
    session.require(thread.pull.repository, "pull_requests", "write")
    thread.is_resolved = resolved
    thread.resolved_by = session.user if resolved else None
    what = "thread.resolved" if resolved else "thread.unresolved"
    session.world.wrote(session, what, thread, acting.place_of(thread.pull))


def request_review(session: Session, pull: PullRequest, logins: Iterable[str]) -> None:
    session.require(pull.repository, "pull_requests", "write")
    for login in logins:
        if (user := session.world.find_user(login)) is None:
            raise not_found("Reviews may only be requested from collaborators.")
        session.world.event(pull, "review_requested", session.user, reviewer=user)
        session.world.notify(
            Notification(
                at=session.world.now,
                reason="review_requested",
                to=user.login,
                by=session.user.login,
                place=acting.place_of(pull),
            )
        )
