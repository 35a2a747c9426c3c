"""REST routes of repositories, files, branches, pull requests, Actions and accounts."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from postmortem_gh.local_github import commits, issues, lists, pulls, rest_shapes
from postmortem_gh.local_github.access import at_least, role_of
from postmortem_gh.local_github.exchange import Response, json_response, message
from postmortem_gh.local_github.git import Commit
from postmortem_gh.local_github.model import PullRequest, Repository, Review
from postmortem_gh.local_github.refusals import Refused, by_integration, not_found, unprocessable
from postmortem_gh.local_github.rest import Call, route

REPO = "repos/{owner}/{repo}"
PULL = REPO + "/pulls/{number}"


# ── repositories ──


@route("GET", REPO)
def get(call: Call) -> Response:
    repository = call.repository
    return json_response(
        200, rest_shapes.full_repository(call.world, repository, call.session.role(repository))
    )


@route("GET", "orgs/{org}/repos")
def organisation_repositories(call: Call) -> Response:
    owner = call.world.find_user(call.names["org"])
    if owner is None:
        raise not_found("Not Found")
    found = [r for r in call.world.repositories.values() if r.owner is owner and call.session.sees(r)]
    return call.page(found, lambda r: rest_shapes.repository(call.world, r, call.session.role(r)))


@route("GET", "orgs/{org}")
def organisation(call: Call) -> Response:
    owner = call.world.find_user(call.names["org"])
    if owner is None or owner.kind != "Organization":
        raise not_found("Not Found")
    return json_response(200, rest_shapes.full_organisation(call.world, owner))


# ── people ──


@route("GET", "user")
def me(call: Call) -> Response:
    if call.session.user.kind == "Bot":
        raise by_integration()
    return json_response(200, rest_shapes.full_user(call.world, call.session.user))


@route("GET", "users/{login}")
def somebody(call: Call) -> Response:
    found = call.world.find_user(call.names["login"])
    if found is None:
        raise not_found("Not Found")
    return json_response(200, rest_shapes.full_user(call.world, found))


@route("GET", REPO + "/collaborators/{login}/permission")
def permission(call: Call) -> Response:
    """`permission` knows four words (maintain is write, triage is read); `role_name` is exact."""
    repository, user = call.repository, call.world.find_user(call.names["login"])
    if user is None:
        raise not_found(f"{call.names['login']} is not a user")
    _require_push(call, repository)
    role = role_of(repository, user)
    coarse = {"maintain": "write", "triage": "read"}.get(role, role)
    shown = rest_shapes.user(call.world, user) | {
        "role_name": role,
        "permissions": rest_shapes.permissions(role),
    }
    return json_response(200, {"permission": coarse, "role_name": role, "user": shown})


@route("GET", REPO + "/collaborators")
def collaborators(call: Call) -> Response:
    repository = call.repository
    _require_push(call, repository)
    found = [u for u in call.world.users.values() if repository.grants.get(u.login.lower(), "none") != "none"]
    return call.page(
        found,
        lambda u: {
            **rest_shapes.user(call.world, u),
            "role_name": role_of(repository, u),
            "permissions": rest_shapes.permissions(role_of(repository, u)),
        },
    )


@route("GET", REPO + "/collaborators/{login}")
def is_collaborator(call: Call) -> Response:
    repository = call.repository
    _require_push(call, repository)
    if repository.grants.get(call.names["login"].lower(), "none") == "none":
        raise not_found("Not Found")
    return json_response(204, None)


def _require_push(call: Call, repository: Repository) -> None:
    is_app = call.session.token and call.session.token.permissions is not None
    if not is_app and not at_least(call.session.role(repository), "write"):
        raise Refused("FORBIDDEN", "Must have push access to view collaborator permission.", 403)


# ── files ──


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


# ── branches and commits ──


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


# ── pull requests ──


@route("GET", REPO + "/pulls")
def list_pulls(call: Call) -> Response:
    repository, query = call.repository, call.asked.query
    call.session.require_read(repository, "pull_requests")
    states = {"open": ("OPEN",), "closed": ("CLOSED", "MERGED"), "all": None}[query.get("state", "open")]
    found = [
        p
        for p in lists.issues_as_listed(call.session, repository, pulls=True, states=states)
        if isinstance(p, PullRequest)
    ]
    if head := query.get("head"):
        found = [p for p in found if f"{repository.owner.login}:{p.head_name}" == head]
    if base := query.get("base"):
        found = [p for p in found if p.base_name == base]
    found.sort(key=lambda p: p.number, reverse=query.get("direction", "desc") == "desc")
    return call.page(found, lambda p: rest_shapes.pull(call.world, p))


@route("POST", REPO + "/pulls")
def create_pull(call: Call) -> Response:
    given = call.given()
    made = pulls.open_pull(
        call.session,
        call.repository,
        str(given["base"]),
        str(given["head"]),
        str(given["title"]),
        given.get("body"),
        draft=bool(given.get("draft")),
        maintainer_can_modify=given.get("maintainer_can_modify") is not False,
    )
    return json_response(201, rest_shapes.full_pull(call.world, made))


def _pull(call: Call) -> PullRequest:
    found = call.issue(pull=True, area="pull_requests")
    if not isinstance(found, PullRequest):
        raise not_found("Not Found")
    return found


@route("GET", PULL)
def get_pull(call: Call) -> Response:
    return json_response(200, rest_shapes.full_pull(call.world, _pull(call)))


@route("PATCH", PULL)
def update_pull(call: Call) -> Response:
    pull, given = _pull(call), call.given()
    if "title" in given or "body" in given:
        body = "" if "body" in given and given["body"] is None else given.get("body")
        issues.edit_issue(call.session, pull, title=given.get("title"), body=body)
    if given.get("base"):
        pulls.change_base(call.session, pull, given["base"])
    if given.get("state") == "closed":
        issues.close_issue(call.session, pull)
    elif given.get("state") == "open":
        issues.reopen_issue(call.session, pull)
    return json_response(200, rest_shapes.full_pull(call.world, pull))


@route("PUT", PULL + "/merge")
def merge(call: Call) -> Response:
    pull, given = _pull(call), call.given()
    if given.get("sha") not in (None, pull.head_oid):
        return message(409, "Head branch was modified. Review and try the merge again.")
    oid = pulls.merge_pull(call.session, pull, given.get("commit_title"))
    return json_response(200, {"sha": oid, "merged": True, "message": "Pull Request successfully merged"})


@route("GET", PULL + "/merge")
def is_merged(call: Call) -> Response:
    if _pull(call).state != "MERGED":
        raise not_found("Not Found")
    return json_response(204, None)


@route("GET", PULL + "/files")
def files(call: Call) -> Response:
    pull = _pull(call)
    return call.page(
        pulls.files_of(call.world, pull),
        lambda f: rest_shapes.diff_entry(call.world, pull.repository, pull.head_oid, f),
    )


@route("GET", PULL + "/commits")
def pull_commits(call: Call) -> Response:
    pull, git = _pull(call), call.world.git
    found = [git.commits[oid] for oid in pulls.commits_of(call.world, pull)]
    return call.page(found, lambda made: rest_shapes.commit(call.world, pull.repository, made))


@route("GET", PULL + "/reviews")
def reviews(call: Call) -> Response:
    found = [r for r in _pull(call).reviews if r.state != "PENDING" or r.author is call.session.user]
    return call.page(found, lambda r: rest_shapes.review(call.world, r))


@route("POST", PULL + "/reviews")
def create_review(call: Call) -> Response:
    given = call.given()
    threads = [_thread(comment) for comment in given.get("comments") or ()]
    made = pulls.review(
        call.session,
        _pull(call),
        given.get("event"),
        given.get("body") or "",
        threads,
        given.get("commit_id"),
    )
    return json_response(200, rest_shapes.review(call.world, made))


def _thread(comment: dict[str, Any]) -> dict[str, Any]:
    return {
        "path": comment["path"],
        "body": comment["body"],
        "line": comment.get("line"),
        "startLine": comment.get("start_line"),
        "side": comment.get("side"),
    }


def _review(call: Call) -> Review:
    for made in _pull(call).reviews:
        if str(made.id) == call.names["id"]:
            return made
    raise not_found("Not Found")


@route("PUT", PULL + "/reviews/{id}/dismissals")
def dismiss(call: Call) -> Response:
    made = _review(call)
    pulls.dismiss(call.session, made, str(call.given()["message"]))
    return json_response(200, rest_shapes.review(call.world, made))


@route("GET", PULL + "/comments")
def review_comments(call: Call) -> Response:
    found = [c for t in _pull(call).threads for c in t.comments]
    return call.page(found, lambda c: rest_shapes.review_comment(call.world, c))


# ── Actions ──


@route("GET", REPO + "/actions/workflows")
def workflows(call: Call) -> Response:
    repository = call.repository
    return call.page(_workflows(call, repository), lambda w: w, "workflows")


def _workflows(call: Call, repository: Repository) -> list[dict[str, Any]]:
    """What lies in .github/workflows on the default branch, with what the world says of each."""
    head = commits.head_of(repository, repository.default_branch)
    git = call.world.git
    found = git.find(git.commits[head].tree, ".github/workflows") if head else None
    names = list(git.trees[found[1]]) if found and found[0] == "tree" else []
    told = {w["path"]: w for w in repository.workflows}
    return [_workflow(call, repository, at, name, told) for at, name in enumerate(names)]


def _workflow(
    call: Call, repository: Repository, at: int, file: str, told: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    path = f".github/workflows/{file}"
    api = f"{rest_shapes.api_of(call.world, repository)}/actions/workflows/{repository.id * 100 + at}"
    made = rest_shapes.time(repository.created_at)
    shown = {
        "id": repository.id * 100 + at,
        "node_id": f"W_{repository.id}_{at}",
        "name": file.rsplit(".", 1)[0],
        "path": path,
        "state": "active",
        "created_at": made,
        "updated_at": made,
        "url": api,
        "html_url": f"{call.world.url}/{repository.full_name}/blob/{repository.default_branch}/{path}",
        "badge_url": f"{call.world.url}/{repository.full_name}/workflows/{file}/badge.svg",
    }
    return shown | told.get(path, {})


@route("GET", REPO + "/actions/workflows/{id}")
def workflow(call: Call) -> Response:
    for shown in _workflows(call, call.repository):
        if call.names["id"] in (str(shown["id"]), shown["path"].rsplit("/", 1)[-1]):
            return json_response(200, shown)
    raise not_found("Not Found")


@route("GET", REPO + "/actions/runs")
@route("GET", REPO + "/actions/workflows/{id}/runs")
def runs(call: Call) -> Response:
    repository, query = call.repository, call.asked.query
    found = [_run(call, repository, at, run) for at, run in enumerate(repository.runs)]
    if wanted := call.names.get("id"):
        found = [r for r in found if wanted in (str(r["workflow_id"]), r["path"].rsplit("/", 1)[-1])]
    for key in ("event", "status", "head_branch"):
        if value := query.get({"head_branch": "branch"}.get(key, key)):
            found = [r for r in found if r[key] == value]
    found.sort(key=lambda r: str(r["created_at"]), reverse=True)
    return call.page(found, lambda r: r, "workflow_runs")


def _run(call: Call, repository: Repository, at: int, told: dict[str, Any]) -> dict[str, Any]:
    """A run as the world tells it (event, created_at, path, conclusion …), the rest filled up."""
    number = repository.id * 1000 + at
    api = f"{rest_shapes.api_of(call.world, repository)}/actions/runs/{number}"
    head = commits.head_of(repository, repository.default_branch) or ""
    path = told.get("path", ".github/workflows/postmortem.yml")
    names = [w["path"] for w in _workflows(call, repository)]
    workflow_id = repository.id * 100 + (names.index(path) if path in names else 99)
    made = rest_shapes.time(repository.created_at)
    links = {f"{n}_url": f"{api}/{n}" for n in ("jobs", "logs", "cancel", "rerun", "artifacts")}
    short = rest_shapes.repository(call.world, repository)
    return {
        "id": number,
        "name": path.rsplit("/", 1)[-1].rsplit(".", 1)[0],
        "node_id": f"WFR_{number}",
        "check_suite_id": number,
        "check_suite_node_id": f"CS_{number}",
        "head_branch": repository.default_branch,
        "head_sha": head,
        "path": path,
        "run_number": at + 1,
        "run_attempt": 1,
        "event": "schedule",
        "display_title": "postmortem",
        "status": "completed",
        "conclusion": "success",
        "workflow_id": workflow_id,
        "url": api,
        "html_url": f"{call.world.url}/{repository.full_name}/actions/runs/{number}",
        "pull_requests": [],
        "created_at": made,
        "updated_at": made,
        "run_started_at": made,
        **links,
        "check_suite_url": f"{rest_shapes.api_of(call.world, repository)}/check-suites/{number}",
        "workflow_url": f"{rest_shapes.api_of(call.world, repository)}/actions/workflows/{workflow_id}",
        "head_commit": None,
        "repository": short,
        "head_repository": short,
        **told,
    }


@route("GET", REPO + "/actions/permissions/workflow")
def workflow_permissions(call: Call) -> Response:
    """Needs administration, which a job's token cannot be given."""
    repository = call.repository
    if call.session.user.kind == "Bot":
        raise by_integration()
    if not at_least(call.session.role(repository), "admin"):
        raise not_found("Not Found")
    return json_response(
        200,
        {
            "default_workflow_permissions": repository.default_workflow_permissions,
            "can_approve_pull_request_reviews": repository.actions_may_create_pulls,
        },
    )


@route("GET", "rate_limit")
def rate_limit(call: Call) -> Response:
    limits, token, now = call.world.limits, call.session.token, call.world.now
    if token is None:
        raise not_found("Not Found")
    shown = {}
    for resource in ("core", "graphql", "search"):
        window = limits.window(token, resource, now)
        shown[resource] = {
            "limit": window.limit,
            "used": window.used,
            "remaining": window.remaining,
            "reset": window.reset_epoch,
        }
    return json_response(200, {"resources": shown, "rate": shown["core"]})


@route("GET", "meta")
def meta(_call: Call) -> Response:
    return json_response(200, {"verifiable_password_authentication": False})
