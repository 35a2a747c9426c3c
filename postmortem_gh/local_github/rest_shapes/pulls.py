"""Pull requests, their files and reviews in JSON."""

from __future__ import annotations

from urllib.parse import quote

from postmortem_gh.local_github import pulls as pull_acts
from postmortem_gh.local_github.access import association
from postmortem_gh.local_github.fields.registry import path_of
from postmortem_gh.local_github.model import PullRequest, Repository, Review, ReviewComment
from postmortem_gh.local_github.rest_shapes.accounts import Json, time, user
from postmortem_gh.local_github.rest_shapes.issues import issue, rollup
from postmortem_gh.local_github.rest_shapes.repositories import api_of, repository
from postmortem_gh.local_github.state import State


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
