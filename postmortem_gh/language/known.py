"""The people whom the repository knows, looked up by any way in which a text may name them.

Built by check.py from Names, asked by clauses.py (is this word a person?) and by rules/naming.py (which
role stands for them, did they agree to be named?).
"""

from __future__ import annotations

from postmortem_gh.values.findings import NOBODY, Names


class Known:
    """Names and logins by their lower-cased words."""

    __slots__ = ("_agreed", "_parts")

    def __init__(self, names: Names) -> None:
        self._parts: dict[str, set[str]] = {}
        self._agreed: set[str] = set()
        for name, role in names.roles.items():
            for part in _parts(name):
                self._parts.setdefault(part, set()).add(role)
        for name in names.consented:
            self._agreed.update(_parts(name))

    def is_person(self, raw: str) -> bool:
        """Whether this word names somebody: a login, or a name with its capital letter."""
        low = raw.lstrip("@").lower()
        if low not in self._parts and low not in self._agreed:
            return False
        return raw[:1] == "@" or raw[:1].isupper() or not low.isalpha()

    def agreed(self, written: str) -> bool:
        """Whether the person so written agreed to be named."""
        return any(part in self._agreed for part in _parts(written))

    def role(self, written: str) -> str:
        """The role that stands for the person so written; nothing when several could be meant."""
        for part in _parts(written):
            roles = self._parts.get(part, set())
            if len(roles) == 1:
                return next(iter(roles))
        return ""

    def __bool__(self) -> bool:
        return bool(self._parts or self._agreed)


def _parts(name: str) -> tuple[str, ...]:
    """The whole name, then its words: "Priya Sharma" is also "Priya"."""
    whole = name.strip().lstrip("@").lower().removesuffix("'s").removesuffix("’s")
    words = [word for word in whole.split() if len(word) > 1]
    return (whole, *words) if len(words) > 1 else (whole,)


NO_ONE = Known(NOBODY)
