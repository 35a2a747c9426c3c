"""Refs, commits, trees and blobs as GraphQL shows them."""

from __future__ import annotations

import base64
from typing import Any

from postmortem_gh.local_github import commits, pulls
from postmortem_gh.local_github.fields.registry import (
    FIELDS,
    Args,
    GitObject,
    GitRef,
    TreeEntry,
    bind,
    each,
    field,
    to_time,
)
from postmortem_gh.local_github.lists import Connection
from postmortem_gh.local_github.model import PullRequest, Repository
from postmortem_gh.local_github.session import Session


@field("Repository.defaultBranchRef")
def _default_branch(repository: Repository) -> Any:
    ref = commits.HEADS + repository.default_branch
    return GitRef(repository, ref) if ref in repository.refs else None


@field("Repository.ref")
def _ref(repository: Repository, session: Session, args: Args) -> Any:
    visible, name = commits.visible_refs(session, repository), args["qualifiedName"]
    for full in (name, f"refs/{name}", f"refs/heads/{name}", f"refs/tags/{name}"):
        if full in visible:
            return GitRef(repository, full)
    return None


@field("Repository.refs")
def _refs(repository: Repository, session: Session, args: Args) -> Any:
    prefix, query = args["refPrefix"], args.get("query") or ""
    found = [
        GitRef(repository, r)
        for r in sorted(commits.visible_refs(session, repository))
        if r.startswith(prefix)
    ]
    return Connection([r for r in found if query in r.full_name.removeprefix(prefix)], args)


bind(
    "Ref",
    {
        "name": lambda ref: ref.full_name.removeprefix(_prefix(ref)),
    },
)


def _prefix(ref: GitRef) -> str:
    return "/".join(ref.full_name.split("/")[:2]) + "/"


bind(
    "Ref",
    {
        "prefix": _prefix,
    },
)


@field("Ref.target")
def _target(ref: GitRef) -> Any:
    oid = ref.repository.refs.get(ref.full_name)
    return GitObject(ref.repository, "commit", oid) if oid else None


def resolve_expression(session: Session, repository: Repository, expression: str) -> GitObject | None:
    """`HEAD:path`, `branch:path`, `<oid>`, `branch`."""
    name, colon, path = expression.partition(":")
    oid = _commit_named(session, repository, name)
    if oid is None:
        return None
    if not colon:
        return GitObject(repository, "commit", oid)
    found = session.world.git.find(session.world.git.commits[oid].tree, path)
    return GitObject(repository, *found) if found else None


def _commit_named(session: Session, repository: Repository, name: str) -> str | None:
    refs = commits.visible_refs(session, repository)
    if name == "HEAD":
        name = repository.default_branch
    for full in (name, f"refs/heads/{name}", f"refs/{name}", f"refs/tags/{name}"):
        if full in refs:
            return refs[full]
    return name if name in session.world.git.commits else None


@field("Repository.object")
def _object(repository: Repository, session: Session, args: Args) -> Any:
    session.require_read(repository, "contents")
    if args.get("expression") is not None:
        return resolve_expression(session, repository, args["expression"])
    git, oid = session.world.git, str(args.get("oid"))
    for kind, known in (("commit", git.commits), ("blob", git.blobs), ("tree", git.trees)):
        if oid in known:
            return GitObject(repository, kind, oid)
    return None


GIT = "Blob Tree Commit"


@each(GIT, "id")
def _git_id(thing: GitObject) -> Any:
    packed = base64.urlsafe_b64encode(f"{thing.repository.id}:{thing.oid}".encode()).decode().rstrip("=")
    return f"{thing.kind[0].upper()}_kwDO{packed}"


bind(
    GIT,
    {
        "abbreviatedOid": lambda thing: thing.oid[:7],
    },
)


@each(GIT, "commitUrl")
def _commit_url(thing: GitObject, session: Session) -> Any:
    return f"{session.world.url}/{thing.repository.full_name}/commit/{thing.oid}"


@each(GIT, "commitResourcePath")
def _commit_path(thing: GitObject) -> Any:
    return f"/{thing.repository.full_name}/commit/{thing.oid}"


FIELDS["Commit.url"] = _commit_url


FIELDS["Commit.resourcePath"] = _commit_path


def _blob(thing: GitObject, session: Session) -> bytes:
    return session.world.git.blobs[thing.oid]


bind(
    "Blob",
    {
        "byteSize": lambda thing, session: len(_blob(thing, session)),
        "isBinary": lambda thing, session: b"\0" in _blob(thing, session)[:8000],
    },
)


TEXT_LIMIT = 512_000  # larger blobs come cut, with isTruncated


@field("Blob.text")
def _blob_text(thing: GitObject, session: Session) -> Any:
    content = _blob(thing, session)
    return None if b"\0" in content[:8000] else content[:TEXT_LIMIT].decode(errors="replace")


bind(
    "Blob",
    {
        "isTruncated": lambda thing, session: len(_blob(thing, session)) > TEXT_LIMIT,
    },
)


@field("Tree.entries")
def _entries(thing: GitObject, session: Session) -> Any:
    # A tree does not know its own path; GitHub gives paths from the root, which only a walk would tell.
    return [
        TreeEntry(thing.repository, name, name, kind, oid)
        for name, (kind, oid) in session.world.git.trees[thing.oid].items()
    ]


bind(
    "TreeEntry",
    {
        "object": lambda entry: GitObject(entry.repository, entry.kind, entry.oid),
        "type": lambda entry: entry.kind,
        "mode": lambda entry: 0o040000 if entry.kind == "tree" else 0o100644,
    },
)


@field("TreeEntry.size")
def _entry_size(entry: TreeEntry, session: Session) -> Any:
    return len(session.world.git.blobs[entry.oid]) if entry.kind == "blob" else 0


@field("TreeEntry.extension")
def _extension(entry: TreeEntry) -> Any:
    _, dot, ending = entry.name.rpartition(".")
    return f".{ending}" if dot else ""


bind(
    "TreeEntry",
    {
        "isGenerated": lambda _: False,
    },
)


@field("TreeEntry.lineCount")
def _line_count(entry: TreeEntry, session: Session) -> Any:
    return session.world.git.blobs[entry.oid].count(b"\n") if entry.kind == "blob" else None


bind(
    "TreeEntry",
    {
        "nameRaw": lambda entry: base64.b64encode(entry.name.encode()).decode(),
        "pathRaw": lambda entry: base64.b64encode(entry.path.encode()).decode(),
    },
)


def _commit(thing: GitObject, session: Session) -> Any:
    return session.world.git.commits[thing.oid]


bind(
    "Commit",
    {
        "message": lambda thing, session: _commit(thing, session).message,
        "messageHeadline": lambda thing, session: _commit(thing, session).message.split("\n", 1)[0],
    },
)


@field("Commit.messageBody")
def _message_body(thing: GitObject, session: Session) -> Any:
    return _commit(thing, session).message.partition("\n")[2].strip("\n")


bind(
    "Commit",
    {
        "authoredDate": lambda thing, session: _commit(thing, session).at,
        "committedDate": lambda thing, session: _commit(thing, session).at,
    },
)


@field("Commit.author", "Commit.committer")
def _commit_author(thing: GitObject, session: Session) -> Any:
    made, world = _commit(thing, session), session.world
    user = world.users.get((made.author_login or "").lower())
    return {
        "name": made.author_name,
        "email": made.author_email,
        "date": made.at.isoformat(),
        "user": user,
        "avatarUrl": f"{world.url}/avatars/u/{user.id if user else 0}",
    }


@field("Commit.tree")
def _commit_tree(thing: GitObject, session: Session) -> Any:
    return GitObject(thing.repository, "tree", _commit(thing, session).tree)


@field("Commit.treeUrl")
def _tree_url(thing: GitObject, session: Session) -> Any:
    return f"{session.world.url}/{thing.repository.full_name}/tree/{thing.oid}"


@field("Commit.file")
def _commit_file(thing: GitObject, session: Session, args: Args) -> Any:
    found = session.world.git.find(_commit(thing, session).tree, args["path"])
    return TreeEntry(thing.repository, args["path"].split("/")[-1], args["path"], *found) if found else None


@field("Commit.parents")
def _parents(thing: GitObject, session: Session, args: Args) -> Any:
    return Connection(
        [GitObject(thing.repository, "commit", p) for p in _commit(thing, session).parents], args
    )


@field("Commit.history")
def _history(thing: GitObject, session: Session, args: Args) -> Any:
    """First parents' line and what was merged; with a path, only the commits that changed it."""
    git, path = session.world.git, args.get("path")
    found = []
    for oid in git.ancestors(thing.oid):
        made = git.commits[oid]
        if path is not None:
            before = git.find(git.commits[made.parents[0]].tree, path) if made.parents else None
            if git.find(made.tree, path) == before:
                continue
        if (since := to_time(args.get("since"))) and made.at < since:
            continue
        if (until := to_time(args.get("until"))) and made.at > until:
            continue
        found.append(GitObject(thing.repository, "commit", oid))
    return Connection(found, args)


@field("Commit.signature")
def _signature(thing: GitObject, session: Session) -> Any:
    made = _commit(thing, session)
    if not made.signed:
        return None
    return {
        "isValid": True,
        "state": "VALID",
        "wasSignedByGitHub": True,
        "email": made.author_email,
        "signer": None,
        "signature": "",
        "payload": "",
        "verifiedAt": made.at,
        "keyId": "B5690EEEBB952194",
        "__typename": "GpgSignature",
    }


def _changes(thing: GitObject, session: Session) -> list[dict[str, Any]]:
    git, made = session.world.git, _commit(thing, session)
    before = git.commits[made.parents[0]].tree if made.parents else git.tree({})
    return pulls.changed_files(session.world, before, made.tree)


bind(
    "Commit",
    {
        "additions": lambda thing, session: sum(f["additions"] for f in _changes(thing, session)),
        "deletions": lambda thing, session: sum(f["deletions"] for f in _changes(thing, session)),
        "changedFilesIfAvailable": lambda thing, session: len(_changes(thing, session)),
    },
)


@field("Commit.associatedPullRequests")
def _associated(thing: GitObject, session: Session, args: Args) -> Any:
    git = session.world.git
    found = [
        p
        for p in thing.repository.issues.values()
        if isinstance(p, PullRequest)
        and (thing.oid == p.merge_commit or thing.oid in pulls.commits_of(session.world, p))
    ]
    return Connection(found if thing.oid in git.commits else [], args)
