"""People, bots and organisations."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github.fields.registry import ACTORS, bind, each, field
from postmortem_gh.local_github.model import User
from postmortem_gh.local_github.session import Session

bind(
    "User",
    {
        "login": lambda user: f"{user.login}[bot]" if user.kind == "Bot" else user.login,
    },
)


@each(ACTORS, "url")
def _actor_url(user: User, session: Session) -> Any:
    return f"{session.world.url}/{'apps/' if user.kind == 'Bot' else ''}{user.login}"


bind(
    ACTORS,
    {
        "resourcePath": lambda user: f"/{'apps/' if user.kind == 'Bot' else ''}{user.login}",
        "avatarUrl": lambda user, session: f"{session.world.url}/avatars/u/{user.id}",
    },
)


bind(
    "User",
    {
        "isViewer": lambda user, session: user is session.user,
    },
)


@field("User.bio", "User.company", "Organization.description", "Repository.homepageUrl")
def _nothing(_thing: Any) -> Any:
    return None


bind(
    "Bot",
    {
        "updatedAt": lambda user: user.created_at,
    },
)
