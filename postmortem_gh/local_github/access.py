"""Who is who: roles, tokens, and what GitHub calls the ties of people to repositories.

A job's token is bound to its repository and its `permissions:` block; a
person's token can what the person can. The refusals are GitHub's.
"""

from __future__ import annotations

from dataclasses import dataclass

from postmortem_gh.local_github.model import ROLES, Repository, User

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
