"""A sign that something goes on, for a person who waits at a terminal.

Put around whatever command was named by cli/run, and nowhere else. While it is
on, both standard streams are watched: what a command writes takes the sign's
place, and the sign comes back when nothing was written for a moment. So no
command needs to know of it, but where it waits for a person or has something
to count. A pipe, a log and a job in CI are spared.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager

TYPE_CHECKING = False  # typing takes its time to import, and this module is in the way of every command
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from threading import Event
    from typing import Any, TextIO

TURNING = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
AFTER = 0.3  # seconds without a word; what is quicker shows nothing
PATIENCE = 3.0  # seconds from which on they are told
CLEAR = "\r\x1b[K"  # back to the start of the line, and clear it


@contextmanager
def working(words: str) -> Iterator[None]:
    """Show the sign whenever the work inside takes a while; in a pipe or a log, nothing."""
    if not is_watched(sys.stderr):
        yield
        return
    from threading import Event, Thread
    from time import monotonic

    sign, over = Sign(words, sys.stderr, monotonic), Event()
    turning = Thread(target=_turn, args=(sign, over), daemon=True)
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Watched(sys.stdout, sign), Watched(sys.stderr, sign)
    turning.start()
    try:
        yield
    finally:
        over.set()
        turning.join()
        sign.clear()
        sys.stdout, sys.stderr = streams


def is_watched(stream: TextIO) -> bool:
    """Whether a person sees the stream change: a terminal that can move its cursor, and no log of a CI."""
    is_ci = os.environ.get("CI", "") not in ("", "0", "false")
    return stream.isatty() and os.environ.get("TERM") != "dumb" and not is_ci


def doing(words: str) -> None:
    """Have the sign say what is going on now, where there is one."""
    if (sign := _current()) is not None:
        sign.words = words


@contextmanager
def person() -> Iterator[None]:
    """Take the sign away while a person has the turn: typing a text, or looking around."""
    if (sign := _current()) is None:
        yield
        return
    sign.stay_away(True)
    try:
        yield
    finally:
        sign.stay_away(False)


def _current() -> Sign | None:
    return sys.stderr.sign if isinstance(sys.stderr, Watched) else None


def _turn(sign: Sign, over: Event) -> None:
    while not over.wait(0.1):
        sign.tick()


class Sign:
    """Words on the screen's last line, for as long as nothing else is written there."""

    def __init__(self, words: str, screen: TextIO, clock: Callable[[], float]) -> None:
        from threading import Lock

        self.words = words
        self._screen = screen
        self._clock = clock
        self._lock = Lock()
        self._silent_since = clock()
        self._turns = 0
        self._is_drawn = False
        self._is_away = False
        self._in_a_line = False  # what was written last has no end of line yet

    def tick(self) -> None:
        """Draw it, when it is time to; called some times a second."""
        with self._lock:
            silent = self._clock() - self._silent_since
            if self._is_away or self._in_a_line or silent < AFTER:
                return
            seconds = f" {silent:.0f} s" if silent >= PATIENCE else ""
            self._draw(f"{TURNING[self._turns % len(TURNING)]} {self.words} …{seconds}")
            self._turns += 1

    def clear(self) -> None:
        """Leave the line empty."""
        with self._lock:
            self._draw("")

    def give_way(self, stream: TextIO, text: str) -> int:
        """Write the text where the sign is, and wait for silence again."""
        with self._lock:
            self._draw("")
            written = stream.write(text)
            self._silent_since = self._clock()
            if text and stream.isatty():
                self._in_a_line = not text.endswith("\n")
            return written

    def stay_away(self, away: bool) -> None:
        """Not to be drawn at all for now; or again."""
        with self._lock:
            self._draw("")
            self._is_away = away
            self._silent_since = self._clock()

    def _draw(self, line: str) -> None:
        if line or self._is_drawn:
            self._screen.write(f"{CLEAR if self._is_drawn else ''}{line}")
            self._screen.flush()
        self._is_drawn = bool(line)


class Watched:
    """A standard stream to which the sign gives way."""

    def __init__(self, stream: TextIO, sign: Sign) -> None:
        self._stream = stream
        self.sign = sign

    def write(self, text: str) -> int:
        """As the stream itself, once the sign is gone."""
        return self.sign.give_way(self._stream, text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
