"""One action item's words while they are taken apart: what is left of them, and what was found.

Handed through item_parts.py, item_due.py and item_owner.py, each of which cuts
out what it understands. Code spans, links and addresses are opaque.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from functools import lru_cache

from postmortem_gh.intake.told import Told
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.problems import Place
from postmortem_gh.values.records import ItemKind, ItemState, Level, Priority

LOGIN = r"(?-i:[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38})"
EDGES = " \t,;:|·–—-→>/&+"

# A run of backticks is taken whole, as CommonMark does: tried at each length, a long one took minutes.
_OPAQUE = pattern(
    r"(?<!`)(`++).{1,500}?(?<!`)\1(?!`)|!?\[[^\]\n]{0,300}\]\([^)\s]{1,500}\)|https?://[^\s)>\]]{1,2000}"
)


@dataclass(slots=True)
class Parts:
    """An item in the making: what is left of its words, and what was found in them."""

    words: str
    base: date
    at: Place
    told: Told
    state: ItemState = "open"
    owner: str | None = None
    due: date | None = None
    due_said: str = ""
    priority: Priority | None = None
    kind: ItemKind | None = None
    impact: Level | None = None
    effort: Level | None = None
    done_when: str | None = None
    existing: int | None = None
    details: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # the names that stood beside logins, by login
    undated: bool = False  # an unusable date was written: no default takes its place

    def cut(self, start: int, end: int, instead: str = " ") -> None:
        """Take a found part out of the words."""
        self.words = self.words[:start].rstrip(" ") + instead + self.words[end:].lstrip(" ")

    @property
    def masked(self) -> str:
        """The words with code, links and addresses blanked out: nothing in them is a part."""
        if not any(c in self.words for c in "`]:"):
            return self.words
        return _masked(self.words)


@lru_cache(maxsize=16)
def _masked(words: str) -> str:
    """Asked for by each part in turn, mostly of the same words."""
    return _OPAQUE.sub(lambda found: "\x00" * len(found[0]), words)
