"""Pull requests: opened, closed, merged and reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from postmortem_gh.local_github import acting, commits, issues, references
from postmortem_gh.local_github.git import EMPTY_TREE
from postmortem_gh.local_github.logs import Notification
from postmortem_gh.local_github.model import PullRequest, Repository, Review, ReviewComment, Thread
from postmortem_gh.local_github.refusals import (
    NO_PULLS,
    Refused,
    forbidden,
    invalid,
    not_found,
    unprocessable,
)
from postmortem_gh.local_github.session import Session
from postmortem_gh.local_github.state import State


def open_pull(
    session: Session,
    repository: Repository,
    base: str,
    head: str,
    title: str,
    body: str | None,
    *,
    draft: bool = False,
    maintainer_can_modify: bool = True,
) -> PullRequest:
    world = session.world
    session.require(repository, "pull_requests", "write")
    if session.user is world.bot and not repository.actions_may_create_pulls:
        raise forbidden(NO_PULLS)
    head = head.removeprefix(f"{repository.owner.login}:").removeprefix("refs/heads/")
    base = base.removeprefix("refs/heads/")
    head_oid, base_oid = _ends(session, repository, base, head)
    acting.check_title(title, "PullRequest")
    acting.check_body(body or "", "PullRequest")
    _check_new(repository, base, head, head_oid, base_oid, world)
    acting.counts_as_creation(session)
    repository.last_number += 1
    pull = world.make(
        PullRequest,
        repository=repository,
        number=repository.last_number,
        title=title.strip(),
        body=body or "",
        author=session.user,
        created_at=world.now,
        updated_at=world.now,
        head_name=head,
        base_name=base,
        head_repository=repository,
        head_oid=head_oid,
        base_oid=base_oid,
        is_draft=draft,
        maintainer_can_modify=maintainer_can_modify,
        via_app=session.user.kind == "Bot",
    )
    repository.take(pull)
    world.wrote(session, "pull.created", pull, acting.place_of(pull), after={"title": title, "head": head})
    world.said(session.user, pull, pull, "", pull.body)
    return pull


def _ends(session: Session, repository: Repository, base: str, head: str) -> tuple[str, str]:
    refs = commits.visible_refs(session, repository)
    ends = []
    for name, field in ((head, "head"), (base, "base")):
        oid = refs.get(commits.HEADS + name)
        if oid is None:
            raise invalid(f"{field.title()} ref must be a branch", "PullRequest", field, "invalid")
        ends.append(oid)
    return ends[0], ends[1]


def _check_new(
    repository: Repository, base: str, head: str, head_oid: str, base_oid: str, world: State
) -> None:
    for other in repository.issues.values():
        if (
            isinstance(other, PullRequest)
            and other.is_open
            and (other.head_name, other.base_name) == (head, base)
        ):
            message = f"A pull request already exists for {repository.owner.login}:{head}."
            raise invalid(
                message,
                "PullRequest",
                "head",
                rest_error={"resource": "PullRequest", "code": "custom", "message": message},
            )
    if head_oid in world.git.ancestors(base_oid):
        message = f"No commits between {base} and {head}"
        raise invalid(
            message,
            "PullRequest",
            "head",
            rest_error={"resource": "PullRequest", "code": "custom", "message": message},
        )


def merge_pull(session: Session, pull: PullRequest, headline: str | None = None) -> str:
    """A merge commit; closing words close issues when the base is the default branch."""
    world, repository = session.world, pull.repository
    session.require(repository, "contents", "write")
    if not pull.is_open or pull.is_draft:
        raise unprocessable("Pull Request is not mergeable", 405)
    ref = commits.HEADS + pull.base_name
    base = repository.refs[ref]
    tree = merged_tree(world, base, pull.head_oid)
    message = headline or f"Merge pull request #{pull.number} from {repository.owner.login}/{pull.head_name}"
    made = world.git.commit(
        tree,
        (base, pull.head_oid),
        f"{message}\n\n{pull.title}",
        commits.author_of(session.user),
        world.now,
        signed=True,
    )
    commits.set_ref(world, repository, ref, made.oid)
    pull.turn("MERGED")
    pull.merged_at = pull.closed_at = world.now
    pull.merged_by = pull.closed_by = session.user
    pull.merge_commit = made.oid
    world.event(pull, "merged", session.user, commit=made.oid)
    world.event(pull, "closed", session.user)
    pull.updated_at = world.now
    world.wrote(session, "pull.merged", pull, acting.place_of(pull), {"state": "OPEN"}, {"commit": made.oid})
    if pull.base_name == repository.default_branch:
        _close_what_it_names(session, pull, base)
    return made.oid


def merged_tree(world: State, base: str, head: str) -> str:
    """Theirs where only they changed a file since the fork; a file changed in both is a conflict."""
    git = world.git
    fork = git.merge_base(base, head)
    fork_tree = git.commits[fork].tree if fork else EMPTY_TREE
    ours = git.difference(fork_tree, git.commits[base].tree)
    theirs = git.difference(fork_tree, git.commits[head].tree)
    if any(path in ours and ours[path][1] != new for path, (_, new) in theirs.items()):
        raise unprocessable("Pull Request is not mergeable", 405)
    return git.changed(
        git.commits[base].tree, {p: git.blobs[new] if new else None for p, (_, new) in theirs.items()}
    )


def _close_what_it_names(session: Session, pull: PullRequest, base: str) -> None:
    git = session.world.git
    already = set(git.ancestors(base))
    linked = [e.facts["source"] for e in pull.timeline if e.kind == "connected"]
    for issue in [*references.closing(session.world, pull.repository, pull.body), *linked]:
        issues.close_without_asking(session, issue, closer=pull)
    for oid in git.ancestors(pull.head_oid):
        if oid not in already:
            for issue in references.closing(session.world, pull.repository, git.commits[oid].message):
                issues.close_without_asking(session, issue, closer=oid)


def files_of(world: State, pull: PullRequest) -> list[dict[str, Any]]:
    """What the pull request changes, counted against the fork point."""
    git = world.git
    base = (
        pull.base_oid if pull.state == "MERGED" else pull.repository.refs.get(commits.HEADS + pull.base_name)
    )
    fork = git.merge_base(pull.head_oid, base or pull.base_oid) or pull.base_oid
    return changed_files(world, git.commits[fork].tree, git.commits[pull.head_oid].tree)


def changed_files(world: State, old: str, new: str) -> list[dict[str, Any]]:
    import difflib

    found = []
    for path, (before, after) in world.git.difference(old, new).items():
        was = world.git.blobs[before].decode(errors="replace").splitlines() if before else []
        now = world.git.blobs[after].decode(errors="replace").splitlines() if after else []
        lines = list(difflib.unified_diff(was, now, lineterm="", n=3))[2:]
        plus, minus = sum(x.startswith("+") for x in lines), sum(x.startswith("-") for x in lines)
        status = "added" if before is None else "removed" if after is None else "modified"
        found.append(
            {
                "path": path,
                "status": status,
                "additions": plus,
                "deletions": minus,
                "sha": after or before,
                "patch": "\n".join(lines),
            }
        )
    return found


def commits_of(world: State, pull: PullRequest) -> list[str]:
    base = (
        pull.base_oid if pull.state == "MERGED" else pull.repository.refs.get(commits.HEADS + pull.base_name)
    )
    already = set(world.git.ancestors(base or pull.base_oid))
    return [oid for oid in reversed(world.git.ancestors(pull.head_oid)) if oid not in already]


# ── reviews ──


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


def set_draft(session: Session, pull: PullRequest, *, draft: bool) -> None:
    session.require(pull.repository, "pull_requests", "write")
    pull.is_draft = draft
    if not draft:
        session.world.event(pull, "ready_for_review", session.user)
    session.world.wrote(session, "pull.draft", pull, acting.place_of(pull), after={"draft": draft})


def change_base(session: Session, pull: PullRequest, base: str) -> None:
    session.require(pull.repository, "pull_requests", "write")
    oid = commits.head_of(pull.repository, base.removeprefix("refs/heads/"))
    if oid is None:
        raise Refused("UNPROCESSABLE", f"Base branch {base} not found", 422)
    pull.base_name, pull.base_oid = base.removeprefix("refs/heads/"), oid
