"""People's words on their way through templates: only the escaping filters let them out.

Used by documents for every value that a person wrote. A template that prints
one bare, joins or formats it fails, so that nobody can forget a filter; its
text lies in a private slot, out of the reach of Jinja's sandbox.
"""

from __future__ import annotations

from typing import Any, NoReturn


class UnescapedWords(TypeError):
    """A template, or code of ours, would have let foreign text into a page as it is."""


class Words:
    """Somebody's text, closed. `escape.prose(words)` and its siblings open it."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise UnescapedWords("people's words need a filter: prose, inline, cell or code")

    __str__ = __format__ = __html__ = __add__ = __radd__ = __mod__ = __rmod__ = __mul__ = __rmul__ = _refuse
    __iter__ = __getitem__ = __contains__ = __lt__ = __gt__ = __le__ = __ge__ = __bytes__ = _refuse

    def __repr__(self) -> str:
        return "<Words>"

    def __bool__(self) -> bool:
        return bool(self.__text.strip())

    def __len__(self) -> int:
        return len(self.__text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and _open(other) == self.__text

    def __hash__(self) -> int:
        return hash(self.__text)

    def __reduce__(self) -> tuple[type[Words], tuple[str]]:
        return Words, (self.__text,)


def _open(words: Words) -> str:
    text: str = words._Words__text  # type: ignore[attr-defined]  # noqa: SLF001  its only other reader
    return text


def opened(text: Words | str) -> str:
    """The text itself; for text/escape alone."""
    return _open(text) if isinstance(text, Words) else text
