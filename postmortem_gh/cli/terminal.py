"""What the terminal can do: colour or not, as the environment asks.

Used by every command that prints. Colour never stands alone for a meaning.
https://no-color.org · https://force-color.org · https://bixense.com/clicolors
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

TYPE_CHECKING = False  # typing takes its time to import, and this module is in the way of every command
if TYPE_CHECKING:
    from threading import Event
    from typing import TextIO

CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
SIGNS = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


def has_colour(stream: TextIO) -> bool:
    """Whether to paint: NO_COLOR wins, then FORCE_COLOR, then whether a person looks at it."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") != "0" or os.environ.get("CLICOLOR_FORCE", "0") != "0":
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def paint(text: str, style: str, stream: TextIO | None = None) -> str:
    """The text in a colour or weight, where the stream (standard error at first) shows such."""
    if not has_colour(stream or sys.stderr):
        return text
    return f"\x1b[{CODES[style]}m{text}\x1b[0m"


@contextmanager
def working(words: str, stream: TextIO | None = None, after: float = 0.3) -> Iterator[None]:
    """Show a person who waits that something is going on; in a pipe or a log, nothing."""
    watched = stream or sys.stderr
    if not watched.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    from threading import Event, Thread

    done = Event()
    sign = Thread(target=_turn, args=(words, watched, done, after), daemon=True)
    sign.start()
    try:
        yield
    finally:
        done.set()
        sign.join()


def _turn(words: str, stream: TextIO, done: Event, after: float) -> None:
    if done.wait(after):
        return
    turn = 0
    while not done.is_set():
        stream.write(f"\r{SIGNS[turn % len(SIGNS)]} {words} …")
        stream.flush()
        turn += 1
        done.wait(0.1)
    stream.write("\r\x1b[K")  # back to the start of the line, and clear it
    stream.flush()
