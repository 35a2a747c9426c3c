"""REST routes of files, branches and commits."""

from __future__ import annotations

import base64
import binascii

from postmortem_gh.local_github import commits, pulls, rest_shapes
from postmortem_gh.local_github.exchange import Response, json_response
from postmortem_gh.local_github.git import Commit
from postmortem_gh.local_github.model import Repository
from postmortem_gh.local_github.refusals import Refused, not_found, unprocessable
from postmortem_gh.local_github.rest import Call, route

REPO = "repos/{owner}/{repo}"


@route("GET", REPO + "/contents")
@route("GET", REPO + "/contents/{path+}")
def contents(call: Call) -> Response:
    repository, path = call.repository, call.names.get("path", "").strip("/")
    call.session.require_read(repository, "contents")
    at = call.asked.query.get("ref") or repository.default_branch
    oid = _commit_of(call, repository, at)
    if oid is None:
        raise not_found(
            "This repository is empty." if not repository.refs else f"No commit found for the ref {at}"
        )
    git = call.world.git
    found = git.find(git.commits[oid].tree, path)
    if found is None:
        raise not_found("Not Found")
    kind, blob = found
    if kind == "blob":
        return json_response(
            200, rest_shapes.content(call.world, repository, path, kind, blob, at, whole=True)
        )
    prefix = f"{path}/" if path else ""
    return json_response(
        200,
        [
            rest_shapes.content(call.world, repository, prefix + name, inner, inner_oid, at, whole=False)
            for name, (inner, inner_oid) in git.trees[blob].items()
        ],
    )


def _commit_of(call: Call, repository: Repository, name: str) -> str | None:
    refs = commits.visible_refs(call.session, repository)
    for full in (name, f"refs/heads/{name}", f"refs/{name}"):
        if full in refs:
            return refs[full]
    return name if name in call.world.git.commits else None


@route("PUT DELETE", REPO + "/contents/{path+}")
def write_contents(call: Call) -> Response:
    repository, given, path = call.repository, call.given(), call.names["path"].strip("/")
    content = None
    if call.asked.method == "PUT":
        try:
            content = base64.b64decode(given["content"])
        except binascii.Error:
            raise Refused("UNPROCESSABLE", "content is not valid Base64", 422) from None
    branch = given.get("branch") or repository.default_branch
    known = commits.head_of(repository, branch)
    had = known and call.world.git.find(call.world.git.commits[known].tree, path)
    made = commits.write_file(
        call.session, repository, path, content, str(given["message"]), branch, given.get("sha")
    )
    found = call.world.git.find(made.tree, path)
    shown = found and rest_shapes.content(call.world, repository, path, *found, branch, whole=False)
    status = 201 if content is not None and not had else 200
    return json_response(
        status, {"content": shown, "commit": rest_shapes.git_commit(call.world, repository, made)}
    )


@route("GET", REPO + "/git/blobs/{sha}")
def blob(call: Call) -> Response:
    repository, oid = call.repository, call.names["sha"]
    call.session.require_read(repository, "contents")
    content = call.world.git.blobs.get(oid)
    if content is None:
        raise not_found("Not Found")
    return json_response(
        200,
        {
            "sha": oid,
            "node_id": f"B_{oid}",
            "size": len(content),
            "encoding": "base64",
            "url": f"{rest_shapes.api_of(call.world, repository)}/git/blobs/{oid}",
            "content": base64.encodebytes(content).decode(),
        },
    )


@route("GET", REPO + "/git/trees/{sha}")
def tree(call: Call) -> Response:
    repository, git = call.repository, call.world.git
    call.session.require_read(repository, "contents")
    named = _commit_of(call, repository, call.names["sha"])
    oid = git.commits[named].tree if named else call.names["sha"]
    if oid not in git.trees:
        raise not_found("Not Found")
    api = f"{rest_shapes.api_of(call.world, repository)}/git"
    entries = [(n, k, o) for n, (k, o) in git.trees[oid].items()]
    if call.asked.query.get("recursive"):
        entries = [(path, "blob", found) for path, found in git.files(oid)]
    return json_response(
        200,
        {
            "sha": oid,
            "url": f"{api}/trees/{oid}",
            "truncated": False,
            "tree": [
                {
                    "path": name,
                    "mode": "040000" if kind == "tree" else "100644",
                    "type": kind,
                    "sha": found,
                    "url": f"{api}/{kind}s/{found}",
                }
                for name, kind, found in entries
            ],
        },
    )


@route("GET", REPO + "/branches")
def branches(call: Call) -> Response:
    repository = call.repository
    call.session.require_read(repository, "contents")
    found = [(r.removeprefix(commits.HEADS), o) for r, o in _branches(call, repository)]
    return call.page(
        found,
        lambda entry: {
            "name": entry[0],
            "protected": _is_protected(repository, entry[0]),
            "commit": {
                "sha": entry[1],
                "url": f"{rest_shapes.api_of(call.world, repository)}/commits/{entry[1]}",
            },
        },
    )


def _branches(call: Call, repository: Repository) -> list[tuple[str, str]]:
    return [
        (r, o)
        for r, o in sorted(commits.visible_refs(call.session, repository).items())
        if r.startswith(commits.HEADS)
    ]


def _is_protected(repository: Repository, branch: str) -> bool:
    import fnmatch

    return any(fnmatch.fnmatch(branch, rule.pattern) for rule in repository.rules)


@route("GET", REPO + "/branches/{branch+}")
def branch(call: Call) -> Response:
    repository, name = call.repository, call.names["branch"]
    call.session.require_read(repository, "contents")
    oid = commits.visible_refs(call.session, repository).get(commits.HEADS + name)
    if oid is None:
        raise not_found("Branch not found")
    api = f"{rest_shapes.api_of(call.world, repository)}/branches/{name}"
    return json_response(
        200,
        {
            "name": name,
            "commit": rest_shapes.commit(call.world, repository, call.world.git.commits[oid]),
            "_links": {"self": api, "html": f"{call.world.url}/{repository.full_name}/tree/{name}"},
            "protected": _is_protected(repository, name),
            "protection": {"enabled": False},
            "protection_url": f"{api}/protection",
        },
    )


@route("GET", REPO + "/git/ref/{ref+}")
def ref(call: Call) -> Response:
    repository, name = call.repository, f"refs/{call.names['ref']}"
    oid = commits.visible_refs(call.session, repository).get(name)
    if oid is None:
        raise not_found("Not Found")
    return json_response(200, rest_shapes.ref(call.world, repository, name, oid))


@route("GET", REPO + "/git/matching-refs/{ref+}")
def matching_refs(call: Call) -> Response:
    repository, prefix = call.repository, f"refs/{call.names['ref']}"
    found = [
        (r, o) for r, o in commits.visible_refs(call.session, repository).items() if r.startswith(prefix)
    ]
    return json_response(200, [rest_shapes.ref(call.world, repository, r, o) for r, o in found])


@route("POST", REPO + "/git/refs")
def create_ref(call: Call) -> Response:
    given, repository = call.given(), call.repository
    name = commits.create_ref(call.session, repository, str(given["ref"]), str(given["sha"]))
    return json_response(201, rest_shapes.ref(call.world, repository, name, repository.refs[name]))


@route("PATCH DELETE", REPO + "/git/refs/{ref+}")
def change_ref(call: Call) -> Response:
    repository, name = call.repository, f"refs/{call.names['ref']}"
    if call.asked.method == "DELETE":
        commits.delete_ref(call.session, repository, name)
        return json_response(204, None)
    given = call.given()
    commits.update_ref(call.session, repository, name, str(given["sha"]), force=bool(given.get("force")))
    return json_response(200, rest_shapes.ref(call.world, repository, name, repository.refs[name]))


@route("GET", REPO + "/commits")
def list_commits(call: Call) -> Response:
    repository, query = call.repository, call.asked.query
    call.session.require_read(repository, "contents")
    if not repository.refs:
        raise unprocessable("Git Repository is empty.", 409)
    start = _commit_of(call, repository, query.get("sha") or repository.default_branch)
    if start is None:
        raise not_found("Not Found")
    git, path = call.world.git, query.get("path")
    found = [
        git.commits[oid]
        for oid in git.ancestors(start)
        if path is None or _touches(call, git.commits[oid], path)
    ]
    return call.page(found, lambda made: rest_shapes.commit(call.world, repository, made))


def _touches(call: Call, made: Commit, path: str) -> bool:
    git = call.world.git
    before = git.find(git.commits[made.parents[0]].tree, path) if made.parents else None
    return git.find(made.tree, path) != before


@route("GET", REPO + "/commits/{ref+}")
def get_commit(call: Call) -> Response:
    repository, git = call.repository, call.world.git
    call.session.require_read(repository, "contents")
    oid = _commit_of(call, repository, call.names["ref"])
    if oid is None:
        raise unprocessable(f"No commit found for SHA: {call.names['ref']}")
    made = git.commits[oid]
    before = git.commits[made.parents[0]].tree if made.parents else git.tree({})
    files = pulls.changed_files(call.world, before, made.tree)
    plus, minus = sum(f["additions"] for f in files), sum(f["deletions"] for f in files)
    return json_response(
        200,
        {
            **rest_shapes.commit(call.world, repository, made),
            "stats": {"total": plus + minus, "additions": plus, "deletions": minus},
            "files": [rest_shapes.diff_entry(call.world, repository, oid, f) for f in files],
        },
    )


@route("GET", REPO + "/compare/{base}...{head+}")
def compare(call: Call) -> Response:
    repository, git, world = call.repository, call.world.git, call.world
    call.session.require_read(repository, "contents")
    base, head = (_commit_of(call, repository, call.names[n].split(":")[-1]) for n in ("base", "head"))
    if base is None or head is None:
        raise not_found("Not Found")
    fork = git.merge_base(base, head) or base
    behind = [o for o in git.ancestors(base) if o not in git.ancestors(head)]
    ahead = [o for o in reversed(git.ancestors(head)) if o not in git.ancestors(base)]
    names = {(0, 0): "identical", (1, 0): "ahead", (0, 1): "behind", (1, 1): "diverged"}
    page = f"{world.url}/{repository.full_name}/compare/{call.names['base']}...{call.names['head']}"
    files = pulls.changed_files(world, git.commits[fork].tree, git.commits[head].tree)
    return json_response(
        200,
        {
            "url": world.url + call.asked.path,
            "html_url": page,
            "permalink_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "base_commit": rest_shapes.commit(world, repository, git.commits[base]),
            "merge_base_commit": rest_shapes.commit(world, repository, git.commits[fork]),
            "status": names[bool(ahead), bool(behind)],
            "ahead_by": len(ahead),
            "behind_by": len(behind),
            "total_commits": len(ahead),
            "commits": [rest_shapes.commit(world, repository, git.commits[o]) for o in ahead],
            "files": [rest_shapes.diff_entry(world, repository, head, f) for f in files],
        },
    )
