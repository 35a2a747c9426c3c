"""The state: everything that this GitHub holds, its clock and its logs, without what may be done to it.

`world.py` completes it for those who arrange worlds; the acts in between
(`issues`, `pulls`, `commits`) and what shows it know only this.
"""

from __future__ import annotations

import base64
from abc import ABC, abstractmethod
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar

from postmortem_gh.local_github.access import Token
from postmortem_gh.local_github.faults import Faults
from postmortem_gh.local_github.git import Store
from postmortem_gh.local_github.limits import Limits
from postmortem_gh.local_github.logs import Counts, Notification, Request, Write
from postmortem_gh.local_github.model import Event, Issue, Label, Repository, Thing, User, Written

ThingType = TypeVar("ThingType", bound=Thing)

PREFIXES = {
    "User": "U",
    "Repository": "R",
    "Label": "LA",
    "Issue": "I",
    "PullRequest": "PR",
    "Comment": "IC",
    "Review": "PRR",
    "ReviewComment": "PRRC",
    "Thread": "PRRT",
    "Milestone": "MI",
    "Edit": "UCE",
    "Reaction": "REA",
    "Event": "EV",
}
ACTIONS_BOT_ID = 41898282
START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ROLE_NAMES = ("none", "read", "triage", "write", "maintain", "admin")


class Actor(Protocol):
    """Who writes, and where."""

    @property
    def user(self) -> User: ...

    @property
    def in_page(self) -> bool: ...


class State(ABC):
    """A whole GitHub in memory."""

    def __init__(self, clock: datetime = START, url: str = "http://github.localhost") -> None:
        self.now = clock
        self.tick = timedelta(seconds=1)  # how far each write request moves the clock
        self.url = url
        self.things: dict[str, Thing] = {}
        self.users: dict[str, User] = {}
        self.repositories: dict[str, Repository] = {}
        self.moved: dict[str, Repository] = {}  # former full names
        self.tokens: dict[str, Token] = {}
        self.git = Store()
        self.requests: list[Request] = []
        self.writes: list[Write] = []
        self.faults = Faults()
        self.limits = Limits()
        self.last_id = 1000
        self.told: list[Notification] = []
        self.unread_texts: list[tuple[datetime, User, Written | str, Issue | Repository, str, str]] = []
        self.bot = self.make_bot("github-actions", ACTIONS_BOT_ID)

    # ── making things ──

    def make(self, kind: type[ThingType], /, *, database_id: int | None = None, **fields: Any) -> ThingType:
        """A new record with its ids, registered."""
        if database_id is None:
            self.last_id += 1
            database_id = self.last_id
        prefix = PREFIXES[kind.__name__]
        if kind is User and fields.get("kind") == "Bot":
            prefix = "BOT"
        elif kind is User and fields.get("kind") == "Organization":
            prefix = "O"
        made = kind(id=database_id, node_id=node_id(prefix, database_id), **fields)
        self.things[made.node_id] = made
        return made

    def user(self, login: str, *, name: str | None = None, kind: str = "User") -> User:
        """The account of that login, made if it is new."""
        if (found := self.users.get(login.lower())) is not None:
            return found
        made = self.make(User, login=login, name=name, kind=kind, created_at=self.now)
        self.users[login.lower()] = made
        return made

    def organisation(self, login: str, *, name: str | None = None) -> User:
        return self.user(login, name=name, kind="Organization")

    def make_bot(self, slug: str, database_id: int | None = None) -> User:
        if (found := self.users.get(f"{slug}[bot]")) is not None:
            return found
        # GraphQL spells a bot without the `[bot]` that REST shows.
        made = self.make(User, database_id=database_id, login=slug, kind="Bot", created_at=self.now)
        self.users[f"{slug}[bot]"] = made
        return made

    def label(
        self,
        repository: Repository,
        name: str,
        *,
        color: str = "ededed",
        description: str | None = None,
        is_default: bool = False,
    ) -> Label:
        if (found := repository.labels.get(name.lower())) is not None:
            return found
        made = self.make(
            Label,
            repository=repository,
            name=name,
            color=color,
            description=description,
            is_default=is_default,
            created_at=self.now,
            updated_at=self.now,
        )
        repository.labels[name.lower()] = made
        return made

    def grant(self, repository: Repository | str, login: str, role: str) -> User:
        if role not in ROLE_NAMES:
            raise ValueError(f"no such role: {role}")
        person = self.user(login)
        self.repo(repository).grants[login.lower()] = role
        return person

    # ── finding things ──

    def repo(self, repository: Repository | str) -> Repository:
        if isinstance(repository, Repository):
            return repository
        return self.repositories[repository.lower()]

    def find_repository(self, owner: str, name: str) -> Repository | None:
        key = f"{owner}/{name}".lower()
        return self.repositories.get(key) or self.moved.get(key)

    def issue(self, repository: Repository | str, number: int) -> Issue:
        return self.repo(repository).issues[number]

    def find_user(self, login: str) -> User | None:
        found = self.users.get(login.lower())
        return None if found is None or found.deleted else found

    def file(self, repository: Repository | str, path: str, *, branch: str | None = None) -> str | None:
        """The text of a file on a branch."""
        repo = self.repo(repository)
        head = repo.refs.get(f"refs/heads/{branch or repo.default_branch}")
        found = self.git.find(self.git.commits[head].tree, path) if head else None
        return self.git.blobs[found[1]].decode() if found and found[0] == "blob" else None

    # ── the clock and the logs ──

    def advance(self, by: timedelta) -> None:
        self.now += by

    def wrote(
        self,
        by: Actor,
        what: str,
        thing: Thing | None,
        place: str,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        self.writes.append(
            Write(
                at=self.now,
                by=by.user.login,
                what=what,
                node_id=thing.node_id if thing else "",
                place=place,
                before=before or {},
                after=after or {},
                in_page=by.in_page,
            )
        )

    def event(self, issue: Issue, kind: str, actor: User | None, **facts: Any) -> Event:
        made = self.make(Event, kind=kind, subject=issue, actor=actor, created_at=self.now, facts=facts)
        issue.timeline.append(made)
        return made

    def said(self, by: User, where: Written | str, about: Issue | Repository, old: str, new: str) -> None:
        """Somebody's text is new or changed: mentions and references in it are read when asked for."""
        if "@" in new or "#" in new or "&" in new or "GH-" in new or "gh-" in new or "/" in new:
            self.unread_texts.append((self.now, by, where, about, old, new))

    @abstractmethod
    def read_texts(self) -> None:
        """Turns what was said since into notifications and cross-references."""

    def notify(self, notification: Notification) -> None:
        self.told.append(notification)

    @property
    def notifications(self) -> list[Notification]:
        self.read_texts()
        self.told.sort(key=lambda n: n.at)
        return self.told

    @property
    def counts(self) -> Counts:
        return Counts(self.requests)

    def forget_logs(self) -> None:
        """Empties requests, writes and notifications: a test looks at what comes from now on."""
        self.read_texts()
        self.requests.clear()
        self.writes.clear()
        self.told.clear()


def node_id(prefix: str, number: int) -> str:
    """Opaque, as GitHub's: a prefix for the kind, and the rest packed."""
    packed = base64.urlsafe_b64encode(b"\x92\x00\xce" + number.to_bytes(6, "big")).decode().rstrip("=")
    return f"{prefix}_kwDO{packed}"
