"""REST routes of workflows and their runs."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import commits, rest_shapes
from postmortem_gh.local_github.access import at_least
from postmortem_gh.local_github.exchange import Response, json_response
from postmortem_gh.local_github.model import Repository
from postmortem_gh.local_github.refusals import by_integration, not_found
from postmortem_gh.local_github.rest import Call, route

REPO = "repos/{owner}/{repo}"


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
