"""The crash switch: what goes wrong, and at which write.

A write boundary is a REST write, or one alias of a GraphQL request with
mutations. `world.faults.at(k, mode)` arms one fault for the k-th boundary
(from 0, counted since `reset()`); the world counts boundaries anyway, so that
an undisturbed run tells how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum


class Mode(Enum):
    """What happens to the request that holds the boundary."""

    DROP_BEFORE = "never arrives: nothing of the request is done, the connection breaks"
    DROP_ANSWER = "done, but the answer is lost: the connection breaks"
    KILL_BEFORE = "the caller dies before the request is done"
    KILL_AFTER = "the caller dies after the request was done"
    TORN = "done up to and with the boundary, the rest not; then 502"
    ONE_FAILED = "the boundary alone is not done, and its error says so; the rest is (REST: 502)"
    BAD_GATEWAY = "nothing is done; 502"
    SECONDARY = "403 with the secondary limit's text, nothing done"
    TOO_MANY = "429 without Retry-After, nothing done"
    RATE_LIMITED = "HTTP 200 with errors of type RATE_LIMITED (REST: 403, none remaining), nothing done"
    TIME_OUT = "done, but only after the caller stopped waiting"


BEFORE = (
    Mode.DROP_BEFORE,
    Mode.KILL_BEFORE,
    Mode.BAD_GATEWAY,
    Mode.SECONDARY,
    Mode.TOO_MANY,
    Mode.RATE_LIMITED,
)


class Killed(BaseException):
    """The process that asked is dead now; a BaseException, so that nobody catches it by chance."""


class ConnectionDropped(ConnectionError):
    """No answer came."""


class TimedOut(TimeoutError):
    """No answer came in time."""


@dataclass(slots=True, kw_only=True)
class Faults:
    boundary: int = 0  # write boundaries met so far
    armed: dict[int, Mode] = field(default_factory=dict)
    hit: list[tuple[int, Mode]] = field(default_factory=list)
    lists_lag: timedelta = timedelta(0)
    search_lag: timedelta = timedelta(minutes=2)  # the index always lags
    new_refs_hidden: timedelta = timedelta(0)
    retry_after: int | None = None  # seconds, in the answers of the secondary limit; GitHub sends it at times
    failing_reads: int = 0
    failing_read_status: int = 502

    def at(self, boundary: int, mode: Mode) -> None:
        self.armed[boundary] = mode

    def reset(self) -> None:
        """Counts from 0 again, and disarms."""
        self.boundary = 0
        self.armed.clear()
        self.hit.clear()

    def fail_reads(self, times: int, status: int = 502) -> None:
        self.failing_reads, self.failing_read_status = times, status

    def next_read_fails(self) -> int | None:
        if self.failing_reads <= 0:
            return None
        self.failing_reads -= 1
        return self.failing_read_status

    def among(self, count: int) -> tuple[int, Mode] | None:
        """The armed fault among the next `count` boundaries: (how many of them come first, mode)."""
        for offset in range(count):
            if (mode := self.armed.get(self.boundary + offset)) is not None:
                return offset, mode
        return None

    def take(self, offset: int) -> None:
        """The fault happens now; it happens once."""
        at = self.boundary + offset
        self.hit.append((at, self.armed.pop(at)))
