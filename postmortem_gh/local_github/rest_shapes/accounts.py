"""People, bots and organisations in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from postmortem_gh.local_github.model import User
from postmortem_gh.local_github.state import State, node_id

Json = dict[str, Any]
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
