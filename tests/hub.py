"""The local GitHub as the tests' peer: a connection in process, and where an event says to look."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from postmortem_gh.github_api.observe import observe_postmortem
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.local_github import LocalGitHub, WebhookEvent, World
from postmortem_gh.values.snapshot import Snapshot
from postmortem_gh.values.where import Where
from postmortem_gh.workflow.settings import SettingsReader

REPOSITORY = "acme/shop"
# What the one query reads, whatever else a job may do.
URL = "http://github.localhost"


def connect(world: World, token: str) -> Connection:
    """A connection to ``world`` without sockets; it waits by moving the world's clock."""
    from datetime import timedelta

    hub = LocalGitHub(world)

    def send(method: str, address: str, content: Any) -> tuple[int, dict[str, str], str]:
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        body = None if content is None else json.dumps(content)
        answer = hub.handle(method, path, {"Authorization": f"token {token}"}, body)
        return answer.status, answer.headers, answer.body.decode()

    return Connection(
        send,
        api_url=URL,
        graphql_url=f"{URL}/graphql",
        pause=lambda seconds: world.advance(timedelta(seconds=seconds)),
        clock=lambda: world.now.timestamp(),  # noqa: PLW0108  the clock moves,
    )


def where(event: WebhookEvent, repository: str = REPOSITORY) -> Where:
    """As workflow/event reads it from the event's file."""
    owner, _, name = repository.partition("/")
    issue = event.payload["issue"]
    return Where(
        owner=owner,
        name=name,
        number=issue["number"],
        event=event.name,
        action=event.action,
        title=issue["title"],
        body=issue["body"] or "",
        stranger=""
        if issue["author_association"] in ("OWNER", "MEMBER", "COLLABORATOR")
        else issue["user"]["login"],
    )


def observe(connection: Connection, event: WebhookEvent, repository: str = REPOSITORY) -> Snapshot:
    """What a run sees of the postmortem that an event is about."""
    return observe_postmortem(connection, where(event, repository), SettingsReader(connection))
