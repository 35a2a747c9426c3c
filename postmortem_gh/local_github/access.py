"""Who asks, with which token, and what that allows.

A job's token is bound to its repository and its `permissions:` block; a
person's token can what the person can. The refusals are GitHub's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postmortem_gh.local_github.model import ROLES, Repository, User
from postmortem_gh.local_github.refusals import ARCHIVED, Refused, by_integration, forbidden

if TYPE_CHECKING:
    from postmortem_gh.local_github.state import World

FULL = {"issues": "write", "contents": "write", "pull_requests": "write", "metadata": "read"}


@dataclass(slots=True, kw_only=True, eq=False)
class Token:
    """`repositories` and `permissions` are None for a person's token."""

    text: str
    user: User
    repositories: tuple[Repository, ...] | None = None
    permissions: dict[str, str] | None = None

    @property
    def is_job(self) -> bool:
        return self.user.login == "github-actions"


@dataclass(slots=True, kw_only=True, eq=False)
class Session:
    """One request of one actor; `doing` names the mutation for the refusal's sentence."""

    world: World
    user: User
    token: Token | None = None  # None: a person in the web page
    doing: str = "this"
    answers: dict[str, object] = field(default_factory=dict)

    @property
    def in_page(self) -> bool:
        return self.token is None

    def role(self, repository: Repository) -> str:
        if self.token and self.token.permissions is not None:
            return self._app_role(repository, self.token.permissions)
        return role_of(repository, self.user)

    def _app_role(self, repository: Repository, permissions: Mapping[str, str]) -> str:
        """What GraphQL's viewerPermission shows for an app: its contents permission."""
        if not self._bound_to(repository):
            return "none" if repository.is_private else "read"
        return {"write": "write", "read": "read"}.get(permissions.get("contents", "none"), "read")

    def _bound_to(self, repository: Repository) -> bool:
        bound = self.token.repositories if self.token else None
        return bound is None or repository in bound

    def sees(self, repository: Repository) -> bool:
        """Whether the repository exists for this actor at all."""
        if self.token and self.token.permissions is not None:
            return not repository.is_private or self._bound_to(repository)
        return self.role(repository) != "none"

    def may_read(self, repository: Repository, area: str) -> bool:
        if self.token and self.token.permissions is not None and repository.is_private:
            return self._bound_to(repository) and self.token.permissions.get(area, "none") != "none"
        return self.sees(repository)

    def may_write(self, repository: Repository, area: str, role: str) -> bool:
        """`area` is a permission of a token, `role` the least that a person needs."""
        if self.token and self.token.permissions is not None:
            return self._bound_to(repository) and self.token.permissions.get(area) == "write"
        return at_least(self.role(repository), role)

    def require(self, repository: Repository, area: str, role: str) -> None:
        if not self.may_write(repository, area, role):
            if self.token and self.token.permissions is not None:
                raise by_integration()
            raise forbidden(
                f"{self.user.login} does not have the correct permissions to execute `{self.doing}`"
            )
        self.require_alive(repository)

    def require_alive(self, repository: Repository) -> None:
        if repository.archived:
            raise Refused("FORBIDDEN", ARCHIVED, 403)

    def require_read(self, repository: Repository, area: str) -> None:
        if not self.may_read(repository, area):
            raise by_integration()


def at_least(role: str, needed: str) -> bool:
    return ROLES.index(role) >= ROLES.index(needed)


def role_of(repository: Repository, user: User) -> str:
    """A person's role: owner, grant, or what the visibility gives everybody."""
    if user is repository.owner:
        return "admin"
    floor = "none" if repository.visibility == "private" or user.deleted else "read"
    granted = repository.grants.get(user.login.lower(), "none")
    return granted if at_least(granted, floor) else floor


def association(repository: Repository, user: User | None) -> str:
    """GitHub's word for an author's tie to the repository; not access (a member may only read)."""
    if user is None:
        return "NONE"
    if user is repository.owner:
        return "OWNER"
    if repository.grants.get(user.login.lower(), "none") != "none":
        return "MEMBER" if repository.owner.kind == "Organization" else "COLLABORATOR"
    return "NONE"


def assignable(repository: Repository, user: User, issue_author: User | None = None) -> bool:
    """People with a role (triage and up), the author, members who can read. Never a bot."""
    if user.kind != "User" or user.deleted:
        return False
    granted = repository.grants.get(user.login.lower(), "none")
    member = repository.owner.kind == "Organization" and at_least(granted, "read")
    return user is repository.owner or at_least(granted, "triage") or member or user is issue_author
