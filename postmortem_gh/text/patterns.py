"""Regular expressions, compiled when the first text needs them, and closed lists of words.

A short run meets few of some 300 expressions, and to compile them all at import took a fifth of its time.
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

_compile = re.compile


class _Pattern:
    """Stands for an expression: what is asked of it is asked of the compiled one, and kept."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Called for what is not kept yet."""
        if name == "_compiled":
            asked: Any = _compile(self._text, self._flags)
        else:
            asked = getattr(self._compiled, name)
        self.__dict__[name] = asked
        return asked


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The expression, compiled when it is first used."""
    return _Pattern(text, flags)  # type: ignore[return-value]  # it answers as one


class CompilingLater:
    """Within it an import compiles nothing: what a library asks re for is a `pattern`, as ours are.

    For PyYAML, three quarters of whose start is compiling, and for what PyGithub brings along. They ask
    what they compile for matches and hand it on to nobody, so that they cannot tell.
    """

    def __enter__(self) -> None:
        re.compile = pattern  # type: ignore[assignment]  # bytes it takes as well

    def __exit__(self, *_: object) -> None:
        re.compile = _compile


def words(text: str, between: str | None = None) -> frozenset[str]:
    """A closed list, written as people read it."""
    return frozenset(text.split(between))
