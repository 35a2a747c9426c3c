"""Pull requests: opened, merged, and what they change."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import acting, commits, issues, references
from postmortem_gh.local_github.git import EMPTY_TREE
from postmortem_gh.local_github.model import PullRequest, Repository
from postmortem_gh.local_github.refusals import (
    NO_PULLS,
    Refused,
    forbidden,
    invalid,
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
