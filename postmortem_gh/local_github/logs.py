"""What a world remembers of what was done to it: requests, writes, notifications."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(slots=True, kw_only=True)
class Request:
    """One request that arrived. GraphQL: `names` are its root fields, as often as they were sent."""

    at: datetime
    method: str
    path: str
    interface: str  # rest or graphql
    kind: str  # read or write
    by: str
    operation: str | None = None
    names: tuple[str, ...] = ()
    status: int = 0
    errors: int = 0
    cost: int = 1

    def __str__(self) -> str:
        what = " ".join(self.names) if self.interface == "graphql" else self.path
        return f"{self.kind} {self.interface} {self.method} {what} → {self.status}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One change of the world: who, what, and the changed fields before and after."""

    at: datetime
    by: str
    what: str  # issue.created, comment.edited, ref.moved, …
    node_id: str
    place: str  # acme/shop#5, acme/shop@refs/heads/main
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    in_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """Somebody (or another issue's timeline) was told. `known`: such an account exists here."""

    at: datetime
    reason: str  # mention, team_mention, assign, cross-reference, commit-reference
    to: str  # login, org/team, or owner/name#number
    by: str
    place: str
    known: bool = True


class Counts:
    """Sums over requests, as the budgets speak of them."""

    def __init__(self, requests: Iterable[Request]) -> None:
        self.requests = list(requests)

    def of(self, kind: str, interface: str | None = None) -> int:
        """`kind`: read or write; `interface`: rest or graphql, or both."""
        return sum(r.kind == kind and interface in (None, r.interface) for r in self.requests)

    @property
    def reads(self) -> int:
        return self.of("read")

    @property
    def writes(self) -> int:
        return self.of("write")

    @property
    def total(self) -> int:
        return len(self.requests)

    @property
    def mutations(self) -> int:
        return sum(len(r.names) for r in self.requests if r.interface == "graphql" and r.kind == "write")
