"""Records as REST and webhooks show them: JSON objects with all that GitHub's OpenAPI asks for."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any
from urllib.parse import quote

from postmortem_gh.local_github import pulls as pull_acts
from postmortem_gh.local_github.access import association
from postmortem_gh.local_github.fields.registry import path_of
from postmortem_gh.local_github.git import Commit
from postmortem_gh.local_github.model import (
    Comment,
    Event,
    Issue,
    Label,
    Milestone,
    PullRequest,
    Reaction,
    Repository,
    Review,
    ReviewComment,
    User,
    Written,
)
from postmortem_gh.local_github.state import State, node_id

Json = dict[str, Any]
REST_REACTIONS = {
    "THUMBS_UP": "+1",
    "THUMBS_DOWN": "-1",
    "LAUGH": "laugh",
    "CONFUSED": "confused",
    "HEART": "heart",
    "HOORAY": "hooray",
    "ROCKET": "rocket",
    "EYES": "eyes",
}
GHOST_ID = 10137
USER_LINKS = (
    ("followers_url", "/followers"),
    ("following_url", "/following{/other_user}"),
    ("gists_url", "/gists{/gist_id}"),
    ("starred_url", "/starred{/owner}{/repo}"),
    ("subscriptions_url", "/subscriptions"),
    ("organizations_url", "/orgs"),
    ("repos_url", "/repos"),
    ("events_url", "/events{/privacy}"),
    ("received_events_url", "/received_events"),
)
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


def time(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def user(world: State, account: User | None) -> Json:
    """An account as REST spells it: bots with `[bot]`, the deleted as ghost."""
    if account is None or account.deleted:
        return _account(world, "ghost", GHOST_ID, node_id("U", GHOST_ID), "User")
    return _account(world, login_of(account), account.id, account.node_id, account.kind)


def login_of(account: User) -> str:
    return f"{account.login}[bot]" if account.kind == "Bot" else account.login


def _account(world: State, login: str, number: int, node: str, kind: str) -> Json:
    api = f"{world.url}/users/{quote(login)}"
    page = f"{world.url}/apps/{login.removesuffix('[bot]')}" if kind == "Bot" else f"{world.url}/{login}"
    return {
        "login": login,
        "id": number,
        "node_id": node,
        "avatar_url": f"{world.url}/avatars/u/{number}",
        "gravatar_id": "",
        "url": api,
        "html_url": page,
        "type": kind,
        "user_view_type": "public",
        "site_admin": False,
        **{name: api + path for name, path in USER_LINKS},
    }


def organisation(world: State, account: User) -> Json:
    api = f"{world.url}/orgs/{account.login}"
    return {
        "login": account.login,
        "id": account.id,
        "node_id": account.node_id,
        "url": api,
        "repos_url": f"{api}/repos",
        "events_url": f"{api}/events",
        "hooks_url": f"{api}/hooks",
        "issues_url": f"{api}/issues",
        "members_url": f"{api}/members{{/member}}",
        "public_members_url": f"{api}/public_members{{/member}}",
        "avatar_url": f"{world.url}/avatars/u/{account.id}",
        "description": None,
    }


def full_user(world: State, account: User) -> Json:
    made = time(account.created_at)
    return user(world, account) | {
        "name": account.name,
        "company": None,
        "blog": "",
        "location": None,
        "email": None,
        "hireable": None,
        "bio": None,
        "twitter_username": None,
        "public_repos": 0,
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "created_at": made,
        "updated_at": made,
    }


def full_organisation(world: State, account: User) -> Json:
    made = time(account.created_at)
    return organisation(world, account) | {
        "has_organization_projects": True,
        "has_repository_projects": True,
        "public_repos": 0,
        "public_gists": 0,
        "followers": 0,
        "following": 0,
        "html_url": f"{world.url}/{account.login}",
        "type": "Organization",
        "created_at": made,
        "updated_at": made,
        "archived_at": None,
        "name": account.name or account.login,
    }


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


def rollup(url: str, reactions: list[Reaction]) -> Json:
    counts = {short: sum(r.content == long for r in reactions) for long, short in REST_REACTIONS.items()}
    return {"url": f"{url}/reactions", "total_count": len(reactions), **counts}


def reaction(world: State, thing: Reaction) -> Json:
    return {
        "id": thing.id,
        "node_id": thing.node_id,
        "user": user(world, thing.user),
        "content": REST_REACTIONS[thing.content],
        "created_at": time(thing.created_at),
    }


def app_of(world: State, written: Written) -> Json | None:
    """`performed_via_github_app` of what an app wrote."""
    if not written.via_app or written.author is None:
        return None
    slug = written.author.login
    return {
        "id": 15368,
        "node_id": node_id("A", 15368),
        "slug": slug,
        "name": slug.replace("-", " ").title(),
        "owner": user(world, world.bot),
        "description": None,
        "external_url": "",
        "html_url": f"{world.url}/apps/{slug}",
        "created_at": time(written.author.created_at),
        "updated_at": time(written.author.created_at),
        "permissions": {},
        "events": [],
    }


def issue(world: State, thing: Issue) -> Json:
    """Without a body it is null in REST, though GraphQL shows an empty string."""
    base = api_of(world, thing.repository)
    api = f"{base}/issues/{thing.number}"
    assignees = [user(world, a) for a in thing.assignees if not a.deleted]
    shown = {
        "url": api,
        "repository_url": base,
        "labels_url": f"{api}/labels{{/name}}",
        "comments_url": f"{api}/comments",
        "events_url": f"{api}/events",
        "html_url": world.url + path_of(thing),
        "id": thing.id,
        "node_id": thing.node_id,
        "number": thing.number,
        "title": thing.title,
        "user": user(world, thing.author),
        "labels": [label(world, x) for x in thing.labels],
        "state": "open" if thing.is_open else "closed",
        "locked": thing.locked,
        "assignee": assignees[0] if assignees else None,
        "assignees": assignees,
        "milestone": milestone(world, thing.milestone),
        "comments": len(thing.comments),
        "created_at": time(thing.created_at),
        "updated_at": time(thing.updated_at),
        "closed_at": time(thing.closed_at),
        "author_association": association(thing.repository, thing.author),
        "type": None,
        "active_lock_reason": thing.lock_reason and thing.lock_reason.lower().replace("_", " "),
        "body": thing.body or None,
        "closed_by": user(world, thing.closed_by) if thing.closed_by else None,
        "reactions": rollup(api, thing.reactions),
        "timeline_url": f"{api}/timeline",
        "performed_via_github_app": app_of(world, thing),
        "state_reason": thing.state_reason and thing.state_reason.lower(),
    }
    return shown | (_as_pull(world, thing) if isinstance(thing, PullRequest) else _as_parent(world, thing))


def _as_pull(world: State, pull: PullRequest) -> Json:
    page, api = world.url + path_of(pull), f"{api_of(world, pull.repository)}/pulls/{pull.number}"
    links = {"url": api, "html_url": page, "diff_url": f"{page}.diff", "patch_url": f"{page}.patch"}
    return {"draft": pull.is_draft, "pull_request": {**links, "merged_at": time(pull.merged_at)}}


def _as_parent(world: State, thing: Issue) -> Json:
    done, total = sum(not s.is_open for s in thing.sub_issues), len(thing.sub_issues)
    percent = done * 100 // total if total else 0
    shown: Json = {
        "sub_issues_summary": {"total": total, "completed": done, "percent_completed": percent},
        "issue_dependencies_summary": {
            "blocked_by": sum(i.is_open for i in thing.blocked_by),
            "total_blocked_by": len(thing.blocked_by),
            "blocking": sum(i.is_open for i in thing.blocking),
            "total_blocking": len(thing.blocking),
        },
    }
    if thing.parent:
        shown["parent_issue_url"] = f"{api_of(world, thing.parent.repository)}/issues/{thing.parent.number}"
    return shown


def comment(world: State, thing: Comment) -> Json:
    base = api_of(world, thing.repository)
    api = f"{base}/issues/comments/{thing.id}"
    return {
        "url": api,
        "html_url": f"{world.url}{path_of(thing.issue)}#issuecomment-{thing.id}",
        "issue_url": f"{base}/issues/{thing.issue.number}",
        "id": thing.id,
        "node_id": thing.node_id,
        "user": user(world, thing.author),
        "created_at": time(thing.created_at),
        "updated_at": time(thing.updated_at),
        "body": thing.body,
        "author_association": association(thing.repository, thing.author),
        "reactions": rollup(api, thing.reactions),
        "performed_via_github_app": app_of(world, thing),
    }


def _end(world: State, repo: Repository, name: str, oid: str) -> Json:
    return {
        "label": f"{repo.owner.login}:{name}",
        "ref": name,
        "sha": oid,
        "user": user(world, repo.owner),
        "repo": repository(world, repo),
    }


def pull(world: State, thing: PullRequest) -> Json:
    """As in lists."""
    base = api_of(world, thing.repository)
    api, page = f"{base}/pulls/{thing.number}", world.url + path_of(thing)
    as_issue = issue(world, thing)
    kept = [
        "id",
        "node_id",
        "number",
        "title",
        "user",
        "labels",
        "state",
        "locked",
        "assignee",
        "assignees",
        "milestone",
        "created_at",
        "updated_at",
        "closed_at",
        "author_association",
        "active_lock_reason",
        "body",
        "draft",
    ]
    links = {
        "self": api,
        "html": page,
        "issue": f"{base}/issues/{thing.number}",
        "comments": f"{base}/issues/{thing.number}/comments",
        "review_comments": f"{api}/comments",
        "review_comment": f"{base}/pulls/comments{{/number}}",
        "commits": f"{api}/commits",
        "statuses": f"{base}/statuses/{thing.head_oid}",
    }
    return {
        **{name: as_issue[name] for name in kept},
        "url": api,
        "html_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "issue_url": links["issue"],
        "commits_url": links["commits"],
        "review_comments_url": links["review_comments"],
        "review_comment_url": links["review_comment"],
        "comments_url": links["comments"],
        "statuses_url": links["statuses"],
        "head": _end(world, thing.head_repository or thing.repository, thing.head_name, thing.head_oid),
        "base": _end(world, thing.repository, thing.base_name, thing.base_oid),
        "_links": {name: {"href": href} for name, href in links.items()},
        "auto_merge": None,
        "merged_at": time(thing.merged_at),
        "merge_commit_sha": thing.merge_commit,
        "requested_reviewers": [],
        "requested_teams": [],
    }


def full_pull(world: State, thing: PullRequest) -> Json:
    files = pull_acts.files_of(world, thing)
    return pull(world, thing) | {
        "merged": thing.state == "MERGED",
        "mergeable": thing.is_open or None,
        "mergeable_state": "clean" if thing.is_open else "unknown",
        "rebaseable": None,
        "merged_by": user(world, thing.merged_by) if thing.merged_by else None,
        "comments": len(thing.comments),
        "review_comments": sum(len(t.comments) for t in thing.threads),
        "maintainer_can_modify": thing.maintainer_can_modify,
        "commits": len(pull_acts.commits_of(world, thing)),
        "additions": sum(f["additions"] for f in files),
        "deletions": sum(f["deletions"] for f in files),
        "changed_files": len(files),
    }


def diff_entry(world: State, repo: Repository, oid: str, entry: Json) -> Json:
    path = quote(entry["path"])
    return {
        "sha": entry["sha"],
        "filename": entry["path"],
        "status": entry["status"],
        "additions": entry["additions"],
        "deletions": entry["deletions"],
        "changes": entry["additions"] + entry["deletions"],
        "patch": entry["patch"],
        "blob_url": f"{world.url}/{repo.full_name}/blob/{oid}/{path}",
        "raw_url": f"{world.url}/{repo.full_name}/raw/{oid}/{path}",
        "contents_url": f"{api_of(world, repo)}/contents/{path}?ref={oid}",
    }


def review(world: State, thing: Review) -> Json:
    page = f"{world.url}{path_of(thing.pull)}#pullrequestreview-{thing.id}"
    api = f"{api_of(world, thing.repository)}/pulls/{thing.pull.number}"
    return {
        "id": thing.id,
        "node_id": thing.node_id,
        "user": user(world, thing.author),
        "body": thing.body,
        "state": thing.state,
        "html_url": page,
        "pull_request_url": api,
        "commit_id": thing.commit,
        "_links": {"html": {"href": page}, "pull_request": {"href": api}},
        "submitted_at": time(thing.submitted_at),
        "author_association": association(thing.repository, thing.author),
    }


def review_comment(world: State, thing: ReviewComment) -> Json:
    pull_request = thing.review.pull
    base = api_of(world, pull_request.repository)
    api, of_pull = f"{base}/pulls/comments/{thing.id}", f"{base}/pulls/{pull_request.number}"
    page = f"{world.url}{path_of(pull_request)}#discussion_r{thing.id}"
    shown = {
        "url": api,
        "pull_request_review_id": thing.review.id,
        "id": thing.id,
        "node_id": thing.node_id,
        "diff_hunk": thing.diff_hunk,
        "path": thing.thread.path,
        "commit_id": thing.commit,
        "original_commit_id": thing.commit,
        "user": user(world, thing.author),
        "body": thing.body,
        "created_at": time(thing.created_at),
        "updated_at": time(thing.updated_at),
        "html_url": page,
        "pull_request_url": of_pull,
        "author_association": association(thing.repository, thing.author),
        "_links": {"self": {"href": api}, "html": {"href": page}, "pull_request": {"href": of_pull}},
        "line": thing.thread.line,
        "original_line": thing.thread.line,
        "start_line": thing.thread.start_line,
        "side": thing.thread.side,
        "subject_type": thing.thread.subject_type.lower(),
        "reactions": rollup(api, thing.reactions),
    }
    if thing.reply_to:
        shown["in_reply_to_id"] = thing.reply_to.id
    return shown


# ── git ──


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


# ── events ──


def event(world: State, thing: Event) -> Json:
    """An entry of an issue's events or timeline."""
    api = f"{api_of(world, thing.subject.repository)}/issues/events/{thing.id}"
    shown: Json = {
        "id": thing.id,
        "node_id": thing.node_id,
        "url": api,
        "actor": user(world, thing.actor),
        "event": thing.kind,
        "commit_id": None,
        "commit_url": None,
        "created_at": time(thing.created_at),
        "performed_via_github_app": None,
    }
    if thing.kind == "cross-referenced":
        for name in ("id", "node_id", "url", "commit_id", "commit_url", "performed_via_github_app"):
            del shown[name]
    return shown | _facts(world, thing)


def _facts(world: State, thing: Event) -> Json:
    """What only events of this kind have."""
    facts = thing.facts
    match thing.kind:
        case "labeled" | "unlabeled":
            return {"label": {"name": facts["label"].name, "color": facts["label"].color}}
        case "assigned" | "unassigned":
            return {"assignee": user(world, facts["assignee"]), "assigner": user(world, thing.actor)}
        case "renamed":
            return {"rename": {"from": facts["previous"], "to": facts["current"]}}
        case "closed":
            reason = facts.get("reason")
            return {"state_reason": reason and reason.lower()} | _by_commit(world, thing, facts.get("closer"))
        case "referenced":
            return _by_commit(world, thing, facts["source"])
        case "cross-referenced":
            source = {"type": "issue", "issue": issue(world, facts["source"])}
            return {"source": source, "updated_at": time(thing.created_at)}
        case "milestoned" | "demilestoned":
            return {"milestone": {"title": facts["title"]}}
        case "locked":
            return {"lock_reason": facts["reason"] and facts["reason"].lower().replace("_", " ")}
    return {}


def _by_commit(world: State, thing: Event, oid: object) -> Json:
    if not isinstance(oid, str):
        return {}
    return {"commit_id": oid, "commit_url": f"{api_of(world, thing.subject.repository)}/commits/{oid}"}
