"""Who does what a verb says: fourth layer of clauses.Sentence.

A walk to the left of the verb, across adverbs, auxiliaries, asides, prepositional phrases, relative
clauses and coordination. Bounded by REACH words, and remembered, so that a sentence of any length costs
linear time.
"""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_gh.language.known import NO_ONE, Known
from postmortem_gh.language.lexicon import grammar as g
from postmortem_gh.language.lexicon import people
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.syntax.agents import Agent
from postmortem_gh.language.syntax.phrases import Phrases

POSTNOMINAL = words("responsible involved concerned accountable available present alike")
REACH = 40  # how many words a walk may take: longer than any phrase that a reader can follow


class Subjects(Phrases):
    """Phrases, and which of them is the subject of a verb."""

    __slots__ = ("subjects",)

    def __init__(
        self,
        block: str,
        span: tuple[int, int],
        quoted: Sequence[tuple[int, int]] = (),
        known: Known = NO_ONE,
    ) -> None:
        super().__init__(block, span, quoted, known)
        self.subjects: dict[int, Agent] = {}  # found so far, by the word before the verb

    def subject(self, verb: int) -> Agent:
        """Who does what this verb says."""
        return self.subject_before(self.group_start(verb) - 1, 0)

    def subject_before(self, j: int, depth: int) -> Agent:
        if depth > 3:
            return self._nothing(j)
        known = self.subjects.get(j)
        if known is None:
            known = self.subjects[j] = self._find_subject(j, depth)
        return known

    def _find_subject(self, j: int, depth: int) -> Agent:
        j = self._skip_aside(j)
        if j < 0 or self.low[j] in (":", ";", "–", "—", "=", "→", "(", "|", "-"):
            return Agent(kind="none", start=j + 1, end=j + 1)
        tag = self.tags[j]
        if self.low[j] in POSTNOMINAL and tag in "VNA" and j and self.tags[j - 1] in "NPD":
            return self._of_those(j, depth)  # "the people involved | failed"
        if tag == "C" or self.low[j] in (",", "then", "/"):
            if tag == "C" and j and self.low[j - 1] in ("—", "–"):
                j -= 1  # "the team answered — but | missed it"
            return self._coordinated(j, depth)
        if tag == "R":
            return self._antecedent(j, depth)
        if tag in "VBG" or tag == "T":
            return self._across_relative(j, depth)
        return self._noun_phrase(j, depth)

    def _of_those(self, j: int, depth: int) -> Agent:
        if self.low[j - 1] == "those":
            return Agent(kind="someone", start=j - 1, end=j + 1)
        return self.subject_before(j - 1, depth + 1)

    def _skip_aside(self, j: int) -> int:
        """Step over ", under pressure," and ", who was new," between subject and verb."""
        while j >= 0 and self.tags[j] == "A":
            j -= 1
        if j < 1 or self.low[j] not in (",", ")", "–", "—"):
            return j
        opening = {",": ",", ")": "("}.get(self.low[j], self.low[j])
        k = j - 1
        while k >= 0 and j - k < 16 and self.low[k] != opening:
            k -= 1
        if k <= 0 or self.low[k] != opening:
            return j
        inside = self.tags[k + 1 : j]
        if not inside or (opening == "," and not self._is_aside(k + 1, j)):
            return j
        return k - 1

    def _is_aside(self, start: int, end: int) -> bool:
        if self.tags[start] in "RIAG":
            return True
        if self.low[start] in ("while", "although", "though", "if", "when"):
            return True
        finite = any(t in "VBX" for t in self.tags[start:end])
        return not finite and self.tags[start - 2] not in "VB" and self.tags[start] in "DN"

    def _coordinated(self, j: int, depth: int) -> Agent:
        """The subject of the verb that this one is joined to: "X deployed it and | forgot"."""
        k = j
        while k >= 0 and (self.tags[k] == "C" or self.low[k] in (",", "then", "/") or k == j):
            k -= 1
        last: Agent | None = None
        limit = max(-1, k - REACH)
        while k > limit:
            if self.low[k] in (";", ":", "—", "–"):
                break
            if self.tags[k] in "VB" or (self.tags[k] == "X" and self.tags[k + 1] not in "VXG!A"):
                start = self.group_start(k)
                if start and self.tags[start - 1] == "T":
                    k = start - 1
                    continue
                if start and self.tags[start - 1] != "R":
                    agent = self.subject_before(start - 1, depth + 1)
                    if agent.kind != "none" or start == 0:
                        return agent
                    last = last or agent
                elif not start:
                    return Agent(kind="none", start=0, end=0)
                k = start
            k -= 1
        return last or Agent(kind="none", start=j + 1, end=j + 1)

    def _antecedent(self, j: int, depth: int) -> Agent:
        """What who or which refers to."""
        who = self.low[j] == "who"
        k = j - 1
        if k >= 0 and self.low[k] == ",":
            k -= 1
        if k < 0 or self.tags[k] in ".CSXM":
            return Agent(kind="someone" if who else "system", start=j, end=j + 1)
        if self.tags[k] in "VBG" and not who:
            return Agent(kind="system", start=j, end=j + 1)
        agent = self._noun_phrase(k, depth, nearest=True)
        if agent.is_human or agent.kind == "attacker":
            return agent
        if not who:
            return agent
        farther = self._noun_phrase(k, depth)
        return farther if farther.is_human else Agent(kind="someone", start=j, end=j + 1)

    def _across_relative(self, j: int, depth: int) -> Agent:
        """Out of a relative clause before our verb: "the engineer who made the change | forgot"."""
        k = j
        while k >= 0 and j - k < REACH:
            if self.low[k] == "whoever":
                return Agent(kind="someone", start=k, end=k + 1)
            if self.tags[k] == "R" and k:
                return self._noun_phrase(k - 1, depth + 1)
            if self.tags[k] in "CS" or self.low[k] in (",", ";", ":"):
                break
            k -= 1
        if self.tags[j] == "G" and j and self.tags[j - 1] in "NUP":
            return self._noun_phrase(j - 1, depth + 1)  # "the person running the script | mistyped"
        return self._nothing(j)

    def _nothing(self, j: int) -> Agent:
        return Agent(kind="system", start=max(j, 0), end=max(j, 0) + 1)

    def _noun_phrase(self, j: int, depth: int, nearest: bool = False) -> Agent:
        """The noun phrase that ends at j, past the prepositional phrases that hang on it."""
        limit = j - REACH
        end = j + 1
        while j >= 0 and j > limit:
            start = self.base_start(j)
            if start > j:
                return self.subject_before(j, depth + 1) if self.tags[j] == "R" else self._nothing(j)
            if end - 1 > start and self.low[end - 1] in POSTNOMINAL:
                end -= 1  # "the engineer responsible | for the rollout"
            before = start - 1
            hangs = before >= 0 and self.tags[before] in "IT" and self.low[before] != "like"
            if hangs and not nearest and not self._opens_clause(before):
                head = before - 1
                if head < 0 or self.tags[head] in ".CS" or self.low[head] == ",":
                    return (
                        self.classify(start, end)
                        if self.low[before] not in g.PREPOSITIONS
                        else self._nothing(j)
                    )
                if self.low[before] == "of" and self._is_quantity(head):
                    return self._quantity_of(head, start, end)
                while head >= 0 and self.tags[head] in "VG" and self.tags[head - 1] in "NU)'" and head:
                    head -= 1  # "the pod deployed by the SRE", "an engineer working on it"
                if self.tags[head] in "VBXMG!":
                    return self._across_relative(head, depth)
                j, end = head, head + 1
                continue
            if before >= 0 and self.tags[before] in "VBXG" and not nearest and depth < 3:
                return self._object_of(before, start, end, depth)
            return self.classify(start, end)
        return self._nothing(max(j, 0))

    def _quantity_of(self, head: int, start: int, end: int) -> Agent:
        """“two of the engineers”, “none of us”."""
        quantity = self.base_start(head)
        agent = self.classify(start, end)
        if self.low[head] in people.NOBODY:
            return Agent(kind="nobody" if agent.is_human else "system", start=quantity, end=end)
        return Agent(kind=agent.kind, start=min(quantity, head), end=end, name=agent.name)

    def _object_of(self, verb: int, start: int, end: int, depth: int) -> Agent:
        """The phrase is an earlier verb's object, and the subject stands before that verb's clause."""
        farther = self._across_relative(verb, depth)
        return farther if farther.is_human else self.classify(start, end)

    def _opens_clause(self, i: int) -> bool:
        """after, before, since, until and as may open a clause whose subject follows them."""
        return self.low[i] in ("after", "before", "since", "until", "till", "as", "than")
