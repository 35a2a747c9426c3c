"""Branches and commits: refs, atomic commits by API, and the rules that refuse them."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Mapping

from postmortem_gh.local_github.access import at_least
from postmortem_gh.local_github.git import EMPTY_TREE, Commit
from postmortem_gh.local_github.model import PullRequest, Repository, Rule, User
from postmortem_gh.local_github.refusals import Refused, forbidden, invalid, not_found, stale, unprocessable
from postmortem_gh.local_github.session import Session
from postmortem_gh.local_github.state import State

HEADS = "refs/heads/"


def author_of(user: User) -> tuple[str, str, str | None]:
    shown = f"{user.login}[bot]" if user.kind == "Bot" else user.login
    return user.name or shown, f"{user.id}+{shown}@users.noreply.github.com", user.login


def commit_files(
    world: State,
    repository: Repository,
    ref: str,
    files: Mapping[str, bytes | None],
    message: str,
    by: User,
    *,
    signed: bool,
) -> str:
    """A commit on a ref; a new branch starts at the default branch's head. Asks nobody."""
    default = repository.refs.get(HEADS + repository.default_branch)
    head = repository.refs.get(ref, default)
    before = world.git.commits[head].tree if head else EMPTY_TREE
    tree = world.git.changed(before, files)
    made = world.git.commit(tree, (head,) if head else (), message, author_of(by), world.now, signed=signed)
    set_ref(world, repository, ref, made.oid)
    return made.oid


def set_ref(world: State, repository: Repository, ref: str, oid: str) -> None:
    """Moves or makes a ref; open pull requests from that branch follow it."""
    if ref not in repository.refs:
        repository.refs_made[ref] = world.now
    repository.refs[ref] = oid
    repository.pushed_at = world.now
    for issue in repository.issues.values():
        follows = isinstance(issue, PullRequest) and issue.is_open and issue.head_repository is repository
        if follows and isinstance(issue, PullRequest) and ref == HEADS + issue.head_name:
            issue.head_oid = oid
            issue.updated_at = world.now


def head_of(repository: Repository, branch: str) -> str | None:
    return repository.refs.get(HEADS + branch)


def visible_refs(session: Session, repository: Repository) -> dict[str, str]:
    """New refs take a while to be seen everywhere, when the faults say so."""
    hidden = session.world.faults.new_refs_hidden
    if not hidden:
        return repository.refs
    made, now = repository.refs_made, session.world.now
    return {r: oid for r, oid in repository.refs.items() if r not in made or made[r] <= now - hidden}


def create_ref(session: Session, repository: Repository, name: str, oid: str) -> str:
    session.require(repository, "contents", "write")
    world = session.world
    if not repository.refs:
        raise unprocessable("Git Repository is empty.", 409)
    if (
        not re.fullmatch(r"refs/[^/\s~^:?*\[\\]+(/[^/\s~^:?*\[\\]+)+", name)
        or ".." in name
        or name.endswith(".lock")
    ):
        raise unprocessable(f"{name} is not a valid ref name.")
    if oid not in world.git.commits:
        raise unprocessable("Object does not exist")
    if name in repository.refs:
        raise Refused(
            "UNPROCESSABLE",
            f'A ref named "{name}" already exists in the repository.',
            rest="Reference already exists",
        )
    _check_new_name(session, repository, name)
    set_ref(world, repository, name, oid)
    world.wrote(session, "ref.created", None, f"{repository.full_name}@{name}", after={"oid": oid})
    return name


def _check_new_name(session: Session, repository: Repository, name: str) -> None:
    branch = name.removeprefix(HEADS)
    for rule in repository.rules:
        if (
            rule.name_pattern
            and not fnmatch.fnmatch(branch, rule.name_pattern)
            and not _bypasses(session, rule)
        ):
            raise _violation(rule, f"Branch name must match a given pattern: {rule.name_pattern}")


def update_ref(session: Session, repository: Repository, name: str, oid: str, *, force: bool = False) -> None:
    session.require(repository, "contents", "write")
    world = session.world
    if name not in repository.refs:
        raise unprocessable("Reference does not exist")
    if oid not in world.git.commits:
        raise unprocessable("Object does not exist")
    if not force and repository.refs[name] not in world.git.ancestors(oid):
        raise unprocessable("Update is not a fast forward")
    _check_rules(session, repository, name.removeprefix(HEADS), [], world.git.commits[oid].signed)
    before = repository.refs[name]
    set_ref(world, repository, name, oid)
    world.wrote(session, "ref.moved", None, f"{repository.full_name}@{name}", {"oid": before}, {"oid": oid})


def delete_ref(session: Session, repository: Repository, name: str) -> None:
    session.require(repository, "contents", "write")
    if name not in repository.refs:
        raise unprocessable("Reference does not exist")
    if name == HEADS + repository.default_branch:
        raise unprocessable("Cannot delete the default branch")  # own words
    before = repository.refs.pop(name)
    repository.refs_made.pop(name, None)
    for issue in repository.issues.values():
        if isinstance(issue, PullRequest) and HEADS + issue.head_name == name:
            session.world.event(issue, "head_ref_deleted", session.user)
            if issue.is_open:
                issue.turn("CLOSED")
                issue.closed_at = session.world.now
                session.world.event(issue, "closed", session.user)
    session.world.wrote(session, "ref.deleted", None, f"{repository.full_name}@{name}", {"oid": before})


def commit_on_branch(
    session: Session,
    repository: Repository,
    branch: str,
    expected: str,
    headline: str,
    body: str,
    additions: Mapping[str, bytes],
    deletions: list[str],
) -> Commit:
    """GraphQL's createCommitOnBranch: many files, one signed commit, compare-and-swap on the head."""
    session.require(repository, "contents", "write")
    world, ref = session.world, HEADS + branch.removeprefix(HEADS)
    head = visible_refs(session, repository).get(ref)
    if head is None and ref not in repository.refs:
        raise (
            not_found(f"No such branch: {branch}")
            if repository.refs
            else unprocessable("Git Repository is empty.")
        )
    if head != expected:
        raise stale(expected)
    _check_paths(session, [*additions, *deletions])
    tree = world.git.commits[expected].tree
    for path in deletions:
        if world.git.find(tree, path) is None:
            raise unprocessable(
                f"A path was requested for deletion which does not exist as of commit oid `{expected}`"
            )
    _check_rules(session, repository, branch.removeprefix(HEADS), [*additions, *deletions], signed=True)
    message = f"{headline}\n\n{body}" if body else headline
    files: dict[str, bytes | None] = {**additions, **dict.fromkeys(deletions)}
    oid = commit_files(world, repository, ref, files, message, session.user, signed=True)
    _log_commit(session, repository, ref, expected, oid, list(files))
    world.said(session.user, f"{repository.full_name}@{oid}", repository, "", message)
    return world.git.commits[oid]


def _log_commit(
    session: Session, repository: Repository, ref: str, old: str | None, oid: str, paths: list[str]
) -> None:
    place = f"{repository.full_name}@{ref}"
    session.world.wrote(
        session, "commit.created", None, place, {"oid": old}, {"oid": oid, "paths": sorted(paths)}
    )


def write_file(
    session: Session,
    repository: Repository,
    path: str,
    content: bytes | None,
    message: str,
    branch: str | None,
    sha: str | None,
) -> Commit:
    """REST's contents API: one file a commit, `sha` of what is replaced or deleted."""
    session.require(repository, "contents", "write")
    world, branch = session.world, branch or repository.default_branch
    head = head_of(repository, branch)
    if head is None and repository.refs:
        raise not_found(f"Branch {branch} not found")
    _check_paths(session, [path])
    found = world.git.find(world.git.commits[head].tree, path) if head else None
    if found and found[0] == "blob" and sha is None:
        raise Refused("UNPROCESSABLE", 'Invalid request.\n\n"sha" wasn\'t supplied.', 422)
    if sha is not None and (found is None or found[1] != sha):
        raise unprocessable(f"{path} does not match {sha}", 409)
    if content is None and found is None:
        raise not_found("Not Found")
    signed = session.user.kind == "Bot"
    _check_rules(session, repository, branch, [path], signed)
    oid = commit_files(
        world, repository, HEADS + branch, {path: content}, message, session.user, signed=signed
    )
    _log_commit(session, repository, HEADS + branch, head, oid, [path])
    world.said(session.user, f"{repository.full_name}@{oid}", repository, "", message)
    return world.git.commits[oid]


def _check_paths(session: Session, paths: list[str]) -> None:
    for path in paths:
        bad = [p for p in path.split("/") if p in ("", ".", "..", ".git")]
        if bad or path.startswith("/") or "\\" in path or "\0" in path:
            raise invalid(f"path contains a malformed path component: {path}", "Commit", "path", "invalid")
        if path.startswith(".github/workflows/") and session.user.kind == "Bot":
            # No permission of a job's token allows it.
            raise forbidden(
                f"refusing to allow a GitHub App to create or update workflow `{path}` "
                "without `workflows` permission"
            )


def _bypasses(session: Session, rule: Rule) -> bool:
    return session.user.login in rule.bypass


def _check_rules(
    session: Session, repository: Repository, branch: str, paths: list[str], signed: bool
) -> None:
    for rule in repository.rules:
        if not fnmatch.fnmatch(branch, rule.pattern) or _bypasses(session, rule):
            continue
        if rule.requires_pull_request:
            raise _violation(rule, "Changes must be made through a pull request.")
        if rule.requires_signatures and not signed:
            raise _violation(rule, "Commits must have verified signatures.")
        hit = [p for p in paths if any(fnmatch.fnmatch(p, r) for r in rule.restricted_paths)]
        if hit:
            raise _violation(rule, f"File path is restricted: {hit[0]}")


def _violation(rule: Rule, reason: str) -> Refused:
    if rule.as_ruleset:
        return Refused("UNPROCESSABLE", f"Repository rule violations found\n\n{reason}\n\n", 409)
    return Refused(
        "UNPROCESSABLE", f"Protected branch update failed for refs/heads/{rule.pattern}.\n{reason}", 409
    )


def may_push(session: Session, repository: Repository) -> bool:
    return at_least(session.role(repository), "write")
