"""Repositories, labels and milestones in JSON."""

from __future__ import annotations

from urllib.parse import quote

from postmortem_gh.local_github.model import Label, Milestone, Repository
from postmortem_gh.local_github.rest_shapes.accounts import Json, time, user
from postmortem_gh.local_github.state import State

REPOSITORY_LINKS = (
    "archive_url:{archive_format}{/ref}",
    "assignees_url:assignees{/user}",
    "blobs_url:git/blobs{/sha}",
    "branches_url:branches{/branch}",
    "collaborators_url:collaborators{/collaborator}",
    "comments_url:comments{/number}",
    "commits_url:commits{/sha}",
    "compare_url:compare/{base}...{head}",
    "contents_url:contents/{+path}",
    "contributors_url:contributors",
    "deployments_url:deployments",
    "downloads_url:downloads",
    "events_url:events",
    "forks_url:forks",
    "git_commits_url:git/commits{/sha}",
    "git_refs_url:git/refs{/sha}",
    "git_tags_url:git/tags{/sha}",
    "hooks_url:hooks",
    "issue_comment_url:issues/comments{/number}",
    "issue_events_url:issues/events{/number}",
    "issues_url:issues{/number}",
    "keys_url:keys{/key_id}",
    "labels_url:labels{/name}",
    "languages_url:languages",
    "merges_url:merges",
    "milestones_url:milestones{/number}",
    "notifications_url:notifications{?since,all}",
    "pulls_url:pulls{/number}",
    "releases_url:releases{/id}",
    "stargazers_url:stargazers",
    "statuses_url:statuses/{sha}",
    "subscribers_url:subscribers",
    "subscription_url:subscription",
    "tags_url:tags",
    "teams_url:teams",
    "trees_url:git/trees{/sha}",
)


def api_of(world: State, repository: Repository) -> str:
    return f"{world.url}/repos/{repository.full_name}"


def repository(world: State, repo: Repository, role: str | None = None) -> Json:
    api, page = api_of(world, repo), f"{world.url}/{repo.full_name}"
    host = world.url.split("//", 1)[-1]
    links = {name: f"{api}/{path}" for name, _, path in (entry.partition(":") for entry in REPOSITORY_LINKS)}
    open_issues = repo.open_issues
    shown: Json = {
        "id": repo.id,
        "node_id": repo.node_id,
        "name": repo.name,
        "full_name": repo.full_name,
        "private": repo.is_private,
        "owner": user(world, repo.owner),
        "html_url": page,
        "description": repo.description,
        "fork": repo.is_fork,
        "url": api,
        **links,
        "git_url": f"git://{host}/{repo.full_name}.git",
        "ssh_url": f"git@{host}:{repo.full_name}.git",
        "clone_url": f"{page}.git",
        "svn_url": page,
        "homepage": None,
        "mirror_url": None,
        "size": 1,
        "stargazers_count": 0,
        "watchers_count": 0,
        "language": None,
        "forks_count": 0,
        "archived": repo.archived,
        "disabled": False,
        "open_issues_count": open_issues,
        "license": None,
        "allow_forking": True,
        "is_template": False,
        "web_commit_signoff_required": False,
        "topics": [],
        "visibility": repo.visibility,
        "forks": 0,
        "open_issues": open_issues,
        "watchers": 0,
        "default_branch": repo.default_branch,
        "has_issues": repo.has_issues,
        "has_projects": True,
        "has_wiki": False,
        "has_pages": False,
        "has_discussions": False,
        "has_downloads": True,
        "created_at": time(repo.created_at),
        "updated_at": time(repo.updated_at),
        "pushed_at": time(repo.pushed_at or repo.created_at),
    }
    if role is not None:
        shown["permissions"] = permissions(role)
    return shown


def permissions(role: str) -> Json:
    order = ("read", "triage", "write", "maintain", "admin")
    rank = order.index(role) if role in order else -1
    names = {"pull": 0, "triage": 1, "push": 2, "maintain": 3, "admin": 4}
    return {name: rank >= needed for name, needed in names.items()}


def full_repository(world: State, repo: Repository, role: str) -> Json:
    shown = repository(world, repo, role)
    shown |= {
        "network_count": 0,
        "subscribers_count": 0,
        "temp_clone_token": "",
        "allow_squash_merge": True,
        "allow_merge_commit": True,
        "allow_rebase_merge": True,
        "delete_branch_on_merge": False,
    }
    if repo.owner.kind == "Organization":
        shown["organization"] = user(world, repo.owner)
    return shown


def label(world: State, thing: Label) -> Json:
    return {
        "id": thing.id,
        "node_id": thing.node_id,
        "name": thing.name,
        "color": thing.color,
        "url": f"{api_of(world, thing.repository)}/labels/{quote(thing.name, safe='')}",
        "default": thing.is_default,
        "description": thing.description,
    }


def milestone(world: State, thing: Milestone | None) -> Json | None:
    if thing is None:
        return None
    api = f"{api_of(world, thing.repository)}/milestones/{thing.number}"
    return {
        "id": thing.id,
        "node_id": thing.node_id,
        "number": thing.number,
        "title": thing.title,
        "description": None,
        "state": thing.state.lower(),
        "url": api,
        "labels_url": f"{api}/labels",
        "creator": user(world, thing.repository.owner),
        "open_issues": 0,
        "closed_issues": 0,
        "html_url": f"{world.url}/{thing.repository.full_name}/milestone/{thing.number}",
        "created_at": time(thing.created_at),
        "updated_at": time(thing.updated_at),
        "closed_at": None,
        "due_on": time(thing.due_on),
    }
