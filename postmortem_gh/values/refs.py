"""Names for what does not exist yet: `<item 1>`, filled in when it does.

A plan covers all rounds, so its texts speak of issues and pull requests that
a later request creates. Such a name travels inside a text between two
private-use characters, which text/escape takes out of everybody else's words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

OPEN, CLOSE = "\ue000", "\ue001"
_REF = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


def ref(name: str, attribute: str) -> str:
    """A reference to an attribute (``number``, ``url``, ``id``) of what ``name`` (``item 1``) will be."""
    return f"{OPEN}{name}.{attribute}{CLOSE}"


def names_in(text: str) -> frozenset[str]:
    """The names that ``text`` waits for."""
    return (
        frozenset(found.rpartition(".")[0] for found in _REF.findall(text)) if OPEN in text else frozenset()
    )


def fill(text: str, known: Mapping[str, Mapping[str, str]]) -> str:
    """``text`` with each known reference replaced; unknown ones stay."""
    if OPEN not in text:
        return text

    def value(match: re.Match[str]) -> str:
        name, _, attribute = match[1].rpartition(".")
        return known.get(name, {}).get(attribute, match[0])

    return _REF.sub(value, text)


def shown(text: str) -> str:
    """``text`` for a person who reads a plan: ``<item 1>``."""
    return _REF.sub(lambda match: f"<{match[1].rpartition('.')[0]}>", text)
