"""One request of one actor, and what that actor may do. The refusals are GitHub's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from postmortem_gh.local_github.access import Token, at_least, role_of
from postmortem_gh.local_github.model import Repository, User
from postmortem_gh.local_github.refusals import ARCHIVED, Refused, by_integration, forbidden
from postmortem_gh.local_github.state import State


@dataclass(slots=True, kw_only=True, eq=False)
class Session:
    """One request of one actor; `doing` names the mutation for the refusal's sentence."""

    world: State
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


def session_of(world: State, token_text: str) -> Session | None:
    token = world.tokens.get(token_text)
    return None if token is None or token.user.deleted else Session(world=world, user=token.user, token=token)
