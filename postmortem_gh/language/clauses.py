"""A sentence, and the questions that rules ask of it: who does this, and is it told as having happened?

Used by every rule. No full parse: the layers in syntax/ give words, tags, noun phrases and subjects, and
this one the mood. What cannot be told is called a thing, and about things nothing is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from postmortem_gh.language.known import NO_ONE, Known
from postmortem_gh.language.lexicon import grammar as g
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.syntax.agents import Agent as Agent
from postmortem_gh.language.syntax.subjects import REACH, Subjects

if TYPE_CHECKING:
    from postmortem_gh.language.accusations import Accusation

DENYING = words(
    "because that mean means imply implies suggest case due about say says blame blaming caused simply "
    "just attributable matter"
)
SAFEGUARDS = words(
    "prevent prevents avoid avoids ensure ensures guard guards guarantee guarantees stop-if so-that "
    "hypothetically preventing avoiding ensuring likely-to"
)


REPORTS = words(
    "evidence indication suggestion sign blames blamed says thinks claims claimed suggests argues way "
    "reason case"
)


def sentence_asks(before: Sequence[str]) -> bool:
    """Whether a why after these words asks, and tells nothing: "ask people why they failed to"."""
    return not {"ask", "asking", "asked", "asks", "wonder", "understand", "learn", "explain"}.isdisjoint(
        before
    )


class Sentence(Subjects):
    """The words of one sentence with their tags, subjects and mood."""

    __slots__ = ("asserted", "said")

    def __init__(
        self,
        block: str,
        span: tuple[int, int],
        quoted: Sequence[tuple[int, int]] = (),
        known: Known = NO_ONE,
    ) -> None:
        super().__init__(block, span, quoted, known)
        self.asserted: dict[int, bool] = {}  # found so far, by verb
        self.said: tuple[Accusation, ...] | None = None  # filled by rules/fault.py, for two rules

    def head(self, agent: Agent) -> str:
        """The last word of a noun phrase, which says what it is; of an empty one none."""
        return self.low[agent.end - 1] if agent.end > agent.start else ""

    def previous_verb(self, i: int, reach: int) -> int | None:
        """The nearest finite verb or participle to the left, fewer than `reach` words away."""
        return next((k for k in range(i - 1, max(-1, i - reach), -1) if self.tags[k] == "V"), None)

    def next_verb(self, i: int, reach: int) -> int | None:
        """The nearest one to the right, fewer than `reach` words away."""
        return next((k for k in range(i + 1, min(len(self.low), i + reach)) if self.tags[k] == "V"), None)

    def is_asserted(self, verb: int) -> bool:
        """Told as a thing that happened: no wish, condition, question, purpose or denial."""
        known = self.asserted.get(verb)
        if known is None:
            known = self.asserted[verb] = self._find_asserted(verb)
        return known

    def is_plain_deed(self, verb: int) -> bool:
        """Told as what its subject did: it happened, and neither is it a passive nor was it left undone."""
        return self.is_asserted(verb) and not self.is_passive(verb) and not self.is_negated(verb)

    def _find_asserted(self, verb: int) -> bool:
        start = self.group_start(verb)
        if "?" in self.low[verb:] and not self._is_reproachful_question(verb):
            return False
        aux = self.low[start:verb]
        if start and self.tags[start - 1] == "T":
            return False
        if self.is_joined(verb, start) and (not self.is_asserted(start - 2) or self.is_negated(start - 2)):
            return False
        if any(a in g.MODALS for a in aux) and not any(a in g.HAVE for a in aux):
            return False
        return not self.is_supposed(start) and not self.is_denied(start)

    def _is_reproachful_question(self, verb: int) -> bool:
        """“Why did the developer forget …?” takes the fault for granted; “why did we not notice?” asks."""
        for k in range(verb - 1, max(-1, verb - 12), -1):
            if self.low[k] == "why":
                return self.noun_phrase_after(k + 2).kind in ("role", "name", "team")
        return False

    def is_supposed(self, i: int) -> bool:
        """Under an if, unless or whether of the same clause, or a making sure."""
        for k in range(i - 1, max(-1, i - REACH), -1):
            low = self.low[k]
            if low in (";", ":", "—", "–", "but") or (low == "," and self._ends_clause(k)):
                return False
            if low in ("if", "unless", "whether", "lest", "case", "imagine", "suppose"):
                return not (low == "if" and k and self.low[k - 1] == "as")
            if low in SAFEGUARDS:
                return True
            if low == "why" and k and sentence_asks(self.low[max(0, k - 4) : k]):
                return True
        return False

    def _ends_clause(self, comma: int) -> bool:
        for k in range(comma - 1, max(-1, comma - REACH), -1):
            if self.low[k] == ",":
                return False
            if self.tags[k] in "XMVB":
                return True
        return False

    def is_denied(self, i: int) -> bool:
        """Whether what comes before takes it back: not because, rather than, nobody says that."""
        for k in range(i - 1, max(-1, i - 14), -1):
            low = self.low[k]
            if low in (";", ":", "but", ".") or low == ",":
                return False
            if low in ("not", "never", "without", "nor", "neither") and self._denies(k, i):
                return True
            if low in ("rather", "instead") and k + 1 < len(self.low) and self.low[k + 1] in ("than", "of"):
                return True
            if low in ("no", "nobody", "none") and self._is_denying_noun(k, i):
                return True
        return False

    def _denies(self, k: int, i: int) -> bool:
        if self.low[k] == "never":
            return False
        first = self.low[k + 1] if k + 1 < i else ""
        second = self.low[k + 2] if k + 2 < i else ""
        return first in DENYING or (first in ("a", "the") and second in DENYING)

    def _is_denying_noun(self, k: int, i: int) -> bool:
        return any(w in REPORTS for w in self.low[k + 1 : i])
