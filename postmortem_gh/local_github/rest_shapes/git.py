"""Refs, commits and files in JSON."""

from __future__ import annotations

import base64
from urllib.parse import quote

from postmortem_gh.local_github.git import Commit
from postmortem_gh.local_github.model import Repository
from postmortem_gh.local_github.rest_shapes.accounts import Json, time, user
from postmortem_gh.local_github.rest_shapes.repositories import api_of
from postmortem_gh.local_github.state import State, node_id


def ref(world: State, repo: Repository, name: str, oid: str) -> Json:
    base = api_of(world, repo)
    return {
        "ref": name,
        "node_id": node_id("REF", repo.id),
        "url": f"{base}/git/{name}",
        "object": {"sha": oid, "type": "commit", "url": f"{base}/git/commits/{oid}"},
    }


def _verification(made: Commit) -> Json:
    return {
        "verified": made.signed,
        "reason": "valid" if made.signed else "unsigned",
        "signature": None,
        "payload": None,
        "verified_at": time(made.at) if made.signed else None,
    }


def git_commit(world: State, repo: Repository, made: Commit) -> Json:
    base = api_of(world, repo)
    who = {"name": made.author_name, "email": made.author_email, "date": time(made.at)}
    return {
        "sha": made.oid,
        "node_id": f"C_{made.oid}",
        "url": f"{base}/git/commits/{made.oid}",
        "html_url": f"{world.url}/{repo.full_name}/commit/{made.oid}",
        "author": who,
        "committer": who,
        "message": made.message,
        "tree": {"sha": made.tree, "url": f"{base}/git/trees/{made.tree}"},
        "parents": [_parent(world, repo, p) for p in made.parents],
        "verification": _verification(made),
    }


def _parent(world: State, repo: Repository, oid: str) -> Json:
    return {
        "sha": oid,
        "url": f"{api_of(world, repo)}/commits/{oid}",
        "html_url": f"{world.url}/{repo.full_name}/commit/{oid}",
    }


def commit(world: State, repo: Repository, made: Commit) -> Json:
    inner = git_commit(world, repo, made)
    author = world.users.get((made.author_login or "").lower()) or world.users.get(
        f"{made.author_login}[bot]"
    )
    shown = user(world, author) if author else None
    api = f"{api_of(world, repo)}/commits/{made.oid}"
    return {
        "sha": made.oid,
        "node_id": inner["node_id"],
        "url": api,
        "html_url": inner["html_url"],
        "comments_url": f"{api}/comments",
        "author": shown,
        "committer": shown,
        "parents": inner["parents"],
        "commit": {
            "author": inner["author"],
            "committer": inner["committer"],
            "message": made.message,
            "tree": inner["tree"],
            "url": inner["url"],
            "comment_count": 0,
            "verification": inner["verification"],
        },
    }


def content(world: State, repo: Repository, path: str, kind: str, oid: str, at: str, *, whole: bool) -> Json:
    """A file or a folder's entry of the contents API; `whole` adds the text."""
    base, quoted = api_of(world, repo), quote(path)
    is_file = kind == "blob"
    api = f"{base}/contents/{quoted}?ref={at}"
    page = f"{world.url}/{repo.full_name}/{'blob' if is_file else 'tree'}/{at}/{quoted}"
    git = f"{base}/git/{kind}s/{oid}"
    blob = world.git.blobs[oid] if is_file else b""
    shown = {
        "name": path.rsplit("/", maxsplit=1)[-1],
        "path": path,
        "sha": oid,
        "size": len(blob),
        "url": api,
        "html_url": page,
        "git_url": git,
        "download_url": f"{world.url}/{repo.full_name}/raw/{at}/{quoted}" if is_file else None,
        "type": "file" if is_file else "dir",
        "_links": {"self": api, "git": git, "html": page},
    }
    if whole:
        shown |= {"content": base64.encodebytes(blob).decode(), "encoding": "base64"}
    return shown
