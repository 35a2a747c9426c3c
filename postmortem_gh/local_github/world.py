"""The world, as the demo and tests arrange it: the state with all that is done from outside.

    world = World()
    shop = world.repository("acme/shop")
    shop.grant("alice", "write")
    token = world.token(shop)

`server.LocalGitHub(world)` answers requests from it, `world.as_person(login)`
does what people do in the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from postmortem_gh.local_github import commits, compare, keep, notify
from postmortem_gh.local_github.access import FULL, Token
from postmortem_gh.local_github.model import Milestone, Repository, Rule, User
from postmortem_gh.local_github.people import Person
from postmortem_gh.local_github.session import Session, session_of
from postmortem_gh.local_github.state import State

DEFAULT_LABELS = (
    ("bug", "d73a4a", "Something isn't working"),
    ("documentation", "0075ca", "Improvements or additions to documentation"),
    ("enhancement", "a2eeef", "New feature or request"),
)


class World(State):
    """A whole GitHub in memory."""

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
        bot = self.make_bot(app)
        return self._keep(Token(text=self._secret("ghs"), user=bot, repositories=bound, permissions=granted))

    def _secret(self, prefix: str) -> str:
        return f"{prefix}_local{len(self.tokens) + 1:031d}"

    def _keep(self, token: Token) -> str:
        self.tokens[token.text] = token
        return token.text

    def as_person(self, login: str) -> Person:
        return Person(self, self.user(login))

    def session(self, token_text: str) -> Session | None:
        return session_of(self, token_text)

    def read_texts(self) -> None:
        waiting, self.unread_texts = self.unread_texts, []
        for text in waiting:
            notify.tell(self, *text)

    def copy(self) -> World:
        """An independent twin, for runs that must start from the same state."""
        return keep.copy(self)

    def dump(self) -> dict[str, Any]:
        """All of it as plain JSON values."""
        return keep.dump(self)

    @classmethod
    def load(cls, dumped: Mapping[str, Any]) -> World:
        return keep.load(cls, dumped)

    def comparable(self, **options: Any) -> dict[str, Any]:
        """What this world holds, without ids, times and numbers: equal for equal outcomes."""
        return compare.comparable(self, **options)
