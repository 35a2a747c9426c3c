"""Who or what a noun phrase stands for."""

from __future__ import annotations

from typing import NamedTuple

PERSONS = frozenset(("we", "you", "he", "someone", "nobody", "role", "team", "name"))
WEAK = frozenset(("org", "user", "they", "capital"))


class Agent(NamedTuple):
    """Who or what a noun phrase stands for, and where it is written (word indices, end exclusive)."""

    # we you they he someone nobody role team org user name capital initial attacker system none opaque
    kind: str
    start: int
    end: int
    name: str = ""
    of_whom: str = ""  # "Priya's change": the kind of the possessor, when the head is a thing
    owner: str = ""  # ... and how it is written

    @property
    def is_person(self) -> bool:
        """One who can be blamed; users only where the deed itself is a person's."""
        return self.kind in PERSONS

    @property
    def is_somebody(self) -> bool:
        """A person who is there: "nobody checked it" has none."""
        return self.is_person and self.kind != "nobody"

    @property
    def is_human(self) -> bool:
        """Anyone of flesh and blood, with companies, users and an unclear "they"."""
        return self.kind in PERSONS or self.kind in WEAK
