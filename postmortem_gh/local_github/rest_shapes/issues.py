"""Issues, comments and reactions in JSON."""

from __future__ import annotations

from postmortem_gh.local_github.access import association
from postmortem_gh.local_github.fields.registry import path_of
from postmortem_gh.local_github.model import Comment, Issue, PullRequest, Reaction, Written
from postmortem_gh.local_github.rest_shapes.accounts import Json, time, user
from postmortem_gh.local_github.rest_shapes.repositories import api_of, label, milestone
from postmortem_gh.local_github.state import State, node_id

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
