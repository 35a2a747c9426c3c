"""Regular expressions, compiled when the first text needs them, and closed lists of words.

Compiling all of them at import would take a good part of the start of a short run, and most texts meet few.
"""

from __future__ import annotations

import re
from functools import cache


@cache
def pattern(text: str) -> re.Pattern[str]:
    """The compiled expression; the same object each time."""
    return re.compile(text)


def words(text: str, between: str | None = None) -> frozenset[str]:
    """A closed list, written as people read it."""
    return frozenset(text.split(between))
