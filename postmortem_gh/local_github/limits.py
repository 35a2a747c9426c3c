"""GitHub's rate limits against the world's clock: primary, points a minute, creations.

Numbers: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from postmortem_gh.local_github.access import Token

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@dataclass(slots=True, kw_only=True)
class Window:
    """A primary limit: so many in the hour that began with the first."""

    limit: int
    used: int = 0
    resets_at: datetime | None = None

    def roll(self, now: datetime) -> None:
        if self.resets_at is None or now >= self.resets_at:
            self.used, self.resets_at = 0, now + HOUR

    def take(self, cost: int, now: datetime) -> bool:
        """Whether it still fits; what does not fit is not counted."""
        self.roll(now)
        if self.used + cost > self.limit:
            return False
        self.used += cost
        return True

    @property
    def reset_epoch(self) -> int:
        return int(self.resets_at.timestamp()) if self.resets_at else 0

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)


@dataclass(slots=True, kw_only=True)
class Recent:
    """How much happened lately, for the secondary limits."""

    entries: deque[tuple[datetime, int]] = field(default_factory=deque)
    hourly: int = 0

    def in_the_last_minute(self, now: datetime) -> int:
        total = 0
        for at, cost in reversed(self.entries):
            if at <= now - MINUTE:
                break
            total += cost
        return total

    def in_the_last_hour(self, now: datetime) -> int:
        while self.entries and self.entries[0][0] <= now - HOUR:
            self.hourly -= self.entries.popleft()[1]
        return self.hourly

    def add(self, cost: int, now: datetime) -> None:
        self.in_the_last_hour(now)  # forgets what is older
        self.entries.append((now, cost))
        self.hourly += cost


@dataclass(slots=True, kw_only=True)
class Limits:
    enforced: bool = True
    hourly: int | None = None  # None: by the kind of token
    creations_a_minute: int = 80
    creations_an_hour: int = 500
    rest_points_a_minute: int = 900
    graphql_points_a_minute: int = 2000
    windows: dict[tuple[str, str], Window] = field(default_factory=dict)
    points: dict[tuple[str, str], Recent] = field(default_factory=dict)
    created: dict[str, Recent] = field(default_factory=dict)

    def window(self, token: Token, resource: str, now: datetime) -> Window:
        key = (_bucket(token), resource)
        if key not in self.windows:
            self.windows[key] = Window(limit=self.hourly or _hourly(token))
        self.windows[key].roll(now)
        return self.windows[key]

    def takes(self, token: Token, resource: str, cost: int, now: datetime) -> bool:
        fits = self.window(token, resource, now).take(cost, now)
        return fits or not self.enforced

    def takes_points(self, token: Token, resource: str, points: int, now: datetime) -> bool:
        recent = self.points.setdefault((_bucket(token), resource), Recent())
        most = self.graphql_points_a_minute if resource == "graphql" else self.rest_points_a_minute
        if self.enforced and recent.in_the_last_minute(now) + points > most:
            return False
        recent.add(points, now)
        return True

    def takes_creation(self, who: str, now: datetime) -> bool:
        recent = self.created.setdefault(who, Recent())
        full = (
            recent.in_the_last_minute(now) >= self.creations_a_minute
            or recent.in_the_last_hour(now) >= self.creations_an_hour
        )
        if full and self.enforced:
            return False
        recent.add(1, now)
        return True


def _bucket(token: Token) -> str:
    """A job's limit is its repository's, whichever workflow asks."""
    if token.is_job and token.repositories:
        return f"repository {token.repositories[0].id}"
    return f"user {token.user.id}"


def _hourly(token: Token) -> int:
    if token.is_job and token.repositories:
        return 15000 if token.repositories[0].enterprise else 1000
    return 5000
