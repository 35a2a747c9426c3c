"""What the terminal can do: colour or not, as the environment asks.

Used by every command that prints. Colour never stands alone for a meaning.
https://no-color.org · https://force-color.org · https://bixense.com/clicolors
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing takes its time to import, and this module is in the way of every command
if TYPE_CHECKING:
    from typing import TextIO

CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}


def has_colour(stream: TextIO) -> bool:
    """Whether to paint: NO_COLOR wins, then FORCE_COLOR, then whether a person looks at it."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = (os.environ.get("FORCE_COLOR"), os.environ.get("CLICOLOR_FORCE"))
    if any(
        value not in (None, "", "0") for value in forced
    ):  # empty counts as unset, as NO_COLOR's page has it
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def paint(text: str, style: str, stream: TextIO | None = None) -> str:
    """The text in a colour or weight, where the stream (standard error at first) shows such."""
    if not has_colour(stream or sys.stderr):
        return text
    return f"\x1b[{CODES[style]}m{text}\x1b[0m"
