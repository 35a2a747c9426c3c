"""Regular expressions, compiled when the first text needs them, and closed lists of words.

A short run meets few of some 200 expressions; to compile them all at import took a seventh of `render`.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False  # importing typing would cost a fifth of what `parse` costs
if TYPE_CHECKING:
    from typing import Any

# ASCII's alone. Where case is ignored, `[a-z]` stands for ſ and for the sign of Kelvin too, and takes re ten
# times as long to compile.
LETTER = "(?-i:[A-Za-z])"
LETTER_OR_DIGIT = "(?-i:[A-Za-z0-9])"


class _Pattern:
    """Stands for an expression: what is asked of it is asked of the compiled one, and kept."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Called for what is not kept yet."""
        if name == "_compiled":
            asked: Any = re.compile(self._text, self._flags)
        else:
            asked = getattr(self._compiled, name)
        self.__dict__[name] = asked
        return asked


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, compiled when it is first used."""
    return _Pattern(text, flags)  # type: ignore[return-value]  # it answers as one


def words(text: str, between: str | None = None) -> frozenset[str]:
    """A closed list, written as people read it."""
    return frozenset(text.split(between))
