"""The world: everything that this GitHub knows, its clock and its logs.

    world = World()
    shop = world.repository("acme/shop")
    shop.grant("alice", "write")
    token = world.token(shop)

`server.LocalGitHub(world)` answers requests from it, `world.as_person(login)`
does what people do in the page.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from postmortem_gh.local_github.access import FULL, Session, Token
from postmortem_gh.local_github.faults import Faults
from postmortem_gh.local_github.git import Store
from postmortem_gh.local_github.limits import Limits
from postmortem_gh.local_github.logs import Counts, Notification, Request, Write
from postmortem_gh.local_github.model import (
    Event,
    Issue,
    Label,
    Milestone,
    Repository,
    Rule,
    Thing,
    User,
    Written,
)

if TYPE_CHECKING:
    from postmortem_gh.local_github.people import Person

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
DEFAULT_LABELS = (
    ("bug", "d73a4a", "Something isn't working"),
    ("documentation", "0075ca", "Improvements or additions to documentation"),
    ("enhancement", "a2eeef", "New feature or request"),
)


class World:
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
        self._unread_texts: list[tuple[datetime, User, Written | str, Issue | Repository, str, str]] = []
        self.bot = self._bot("github-actions", ACTIONS_BOT_ID)

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

    def _bot(self, slug: str, database_id: int | None = None) -> User:
        if (found := self.users.get(f"{slug}[bot]")) is not None:
            return found
        # GraphQL spells a bot without the `[bot]` that REST shows.
        made = self.make(User, database_id=database_id, login=slug, kind="Bot", created_at=self.now)
        self.users[f"{slug}[bot]"] = made
        return made

    def repository(
        self,
        full_name: str,
        *,
        visibility: str = "public",
        default_branch: str = "main",
        files: Mapping[str, str | bytes] | None = None,
        empty: bool = False,
        grants: Mapping[str, str] | None = None,
        labels: tuple[str, ...] = (),
        owner_kind: str = "Organization",
        archived: bool = False,
        has_issues: bool = True,
        actions_may_create_pulls: bool = True,
        default_workflow_permissions: str = "read",
    ) -> Repository:
        """A repository with a first commit (README.md and `files`), unless `empty`.

        `actions_may_create_pulls` is off on GitHub at first; here a world starts set up.
        """
        owner_login, name = full_name.split("/")
        made = self.make(
            Repository,
            world=self,
            owner=self.user(owner_login, kind=owner_kind),
            name=name,
            visibility=visibility,
            default_branch=default_branch,
            created_at=self.now,
            updated_at=self.now,
            archived=archived,
            has_issues=has_issues,
            actions_may_create_pulls=actions_may_create_pulls,
            default_workflow_permissions=default_workflow_permissions,
        )
        self.repositories[full_name.lower()] = made
        for label, color, description in DEFAULT_LABELS:
            self.label(made, label, color=color, description=description, is_default=True)
        for label in labels:
            self.label(made, label)
        for login, role in (grants or {}).items():
            self.grant(made, login, role)
        if not empty:
            self.put_files(made, {"README.md": f"# {name}\n", **(files or {})}, message="Initial commit")
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

    def milestone(
        self, repository: Repository | str, title: str, *, due_on: datetime | None = None
    ) -> Milestone:
        repo = self.repo(repository)
        made = self.make(
            Milestone,
            repository=repo,
            number=len(repo.milestones) + 1,
            title=title,
            due_on=due_on,
            created_at=self.now,
            updated_at=self.now,
        )
        repo.milestones[made.number] = made
        return made

    def protect(self, repository: Repository | str, **rule: Any) -> Rule:
        made = Rule(**rule)
        self.repo(repository).rules.append(made)
        return made

    def put_files(
        self,
        repository: Repository | str,
        files: Mapping[str, str | bytes | None],
        *,
        branch: str | None = None,
        message: str = "Change files",
        by: User | None = None,
    ) -> str:
        """A commit straight onto a branch (made if new), past all rules: for arranging a world."""
        from postmortem_gh.local_github import commits

        repo = self.repo(repository)
        content = {p: t.encode() if isinstance(t, str) else t for p, t in files.items()}
        ref = f"refs/heads/{branch or repo.default_branch}"
        return commits.commit_files(self, repo, ref, content, message, by or repo.owner, signed=False)

    def token(
        self,
        repository: Repository | str | None = None,
        permissions: Mapping[str, str] | None = None,
        *,
        user: str | None = None,
        app: str = "github-actions",
        repositories: tuple[Repository | str, ...] = (),
    ) -> str:
        """A job's token for one repository, an App's for several, or a person's (`user`)."""
        if user is not None:
            return self._keep(Token(text=self._secret("ghp"), user=self.user(user)))
        bound = tuple(self.repo(r) for r in ((repository,) if repository else repositories))
        granted = dict(FULL if permissions is None else permissions)
        bot = self._bot(app)
        return self._keep(Token(text=self._secret("ghs"), user=bot, repositories=bound, permissions=granted))

    def _secret(self, prefix: str) -> str:
        return f"{prefix}_local{len(self.tokens) + 1:031d}"

    def _keep(self, token: Token) -> str:
        self.tokens[token.text] = token
        return token.text

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

    def as_person(self, login: str) -> Person:
        from postmortem_gh.local_github.people import Person

        return Person(self, self.user(login))

    def session(self, token_text: str) -> Session | None:
        token = self.tokens.get(token_text)
        return (
            None if token is None or token.user.deleted else Session(world=self, user=token.user, token=token)
        )

    def wrote(
        self,
        session: Session,
        what: str,
        thing: Thing | None,
        place: str,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        self.writes.append(
            Write(
                at=self.now,
                by=session.user.login,
                what=what,
                node_id=thing.node_id if thing else "",
                place=place,
                before=before or {},
                after=after or {},
                in_page=session.in_page,
            )
        )

    def event(self, issue: Issue, kind: str, actor: User | None, **facts: Any) -> Event:
        made = self.make(Event, kind=kind, subject=issue, actor=actor, created_at=self.now, facts=facts)
        issue.timeline.append(made)
        return made

    def said(self, by: User, where: Written | str, about: Issue | Repository, old: str, new: str) -> None:
        """Somebody's text is new or changed: mentions and references in it are read when asked for."""
        if "@" in new or "#" in new or "&" in new or "GH-" in new or "gh-" in new or "/" in new:
            self._unread_texts.append((self.now, by, where, about, old, new))

    def read_texts(self) -> None:
        """Turns what was said since into notifications and cross-references."""
        if self._unread_texts:
            from postmortem_gh.local_github import notify

            waiting, self._unread_texts = self._unread_texts, []
            for text in waiting:
                notify.tell(self, *text)

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

    # ── whole worlds ──

    def copy(self) -> World:
        """An independent twin, for runs that must start from the same state."""
        from postmortem_gh.local_github import keep

        return keep.copy(self)

    def dump(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        from postmortem_gh.local_github import keep

        return keep.dump(self)

    @classmethod
    def load(cls, dumped: Mapping[str, Any]) -> World:
        from postmortem_gh.local_github import keep

        return keep.load(dumped)

    def comparable(self, **options: Any) -> dict[str, Any]:
        """What this world holds, without ids, times and numbers: equal for equal outcomes."""
        from postmortem_gh.local_github import compare

        return compare.comparable(self, **options)


def node_id(prefix: str, number: int) -> str:
    """Opaque, as GitHub's: a prefix for the kind, and the rest packed."""
    packed = base64.urlsafe_b64encode(b"\x92\x00\xce" + number.to_bytes(6, "big")).decode().rstrip("=")
    return f"{prefix}_kwDO{packed}"
