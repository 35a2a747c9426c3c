"""One tag for each word: second layer of clauses.Sentence.

D determiner, P pronoun, I preposition, C coordinator, S subordinator, R relative, M modal, X auxiliary,
T to, ! negation, A adverb, V past or participle, G gerund, B base or third person, J participle before a
noun, N noun and all else, # number, ' possessive, U opaque, Q quoted, . punctuation. From closed lists, by
ending and case, then settled by the neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from postmortem_gh.language.known import NO_ONE, Known
from postmortem_gh.language.lexicon import grammar as g
from postmortem_gh.language.lexicon import names, verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.syntax.reading import Words

SEMI_MODALS = words("ought needed supposed need")
_UNCHANGED = words("set read put cut hit let shut split cost reset upset unset run come become")


@lru_cache(maxsize=1)
def closed() -> dict[str, str]:
    table: dict[str, str] = {}
    for tag, members in (
        ("A", g.ADVERBS), ("I", g.PREPOSITIONS), ("S", g.SUBORDINATORS), ("C", g.COORDINATORS),
        ("D", g.DETERMINERS), ("P", g.PRONOUNS), ("R", g.RELATIVES - {"that"}), ("M", g.MODALS),
        ("X", g.BE | g.HAVE | g.DO | g.GET), ("!", g.NEGATIONS), ("T", {"to"}),
    ):  # fmt: skip
        table.update(dict.fromkeys(members, tag))
    table.update(
        {
            "her": "D",
            "his": "D",
            "as": "I",
            "so": "A",
            "both": "D",
            "once": "S",
            "that": "P",
            "this": "P",
            "whoever": "P",
        }
    )
    table.update(dict.fromkeys(("engineering", "marketing", "accounting", "networking", "staffing"), "N"))
    table.update(dict.fromkeys(g.NUMBERS, "#"))
    return table


class Tagged(Words):
    """Words with their tags, and what stands around a verb."""

    __slots__ = ()

    def __init__(
        self,
        block: str,
        span: tuple[int, int],
        quoted: Sequence[tuple[int, int]] = (),
        known: Known = NO_ONE,
    ) -> None:
        super().__init__(block, span, quoted, known)
        for i, tag in enumerate(self.tags):
            self.tags[i] = tag or self._tag(i)
        self._revise()

    def _tag(self, i: int) -> str:
        low = self.low[i]
        simple = closed().get(low)
        if simple:
            return simple
        first = low[0]
        if first == "\ufffc":
            return "U"
        if not (first.isalnum() or first in "@#_"):
            return "."
        if first.isdigit():
            return "#"
        if self.raw[i][0].isupper() and low in names.GIVEN_NAMES:
            return "N"
        known = verbs.forms().get(low)
        if known:
            return self._tag_of_form(known[1])
        if low.endswith("ed") and len(low) > 4 and low not in g.NOT_PAST:
            return "V"
        if low.endswith("ing") and len(low) > 5 and low not in g.NOT_GERUND:
            return "G"
        if low.endswith("ly") and low not in g.NOT_ADVERBS:
            return "A"
        return "N"

    @staticmethod
    def _tag_of_form(form: str) -> str:
        if form in ("past", "participle"):
            return "V"
        if form == "gerund":
            return "G"
        return "b"  # base or third: a verb only after what calls for one

    def _revise(self) -> None:
        """Settle words that are verbs or nouns, attributes or verbs, by their neighbours."""
        tags, low = self.tags, self.low
        for i, tag in enumerate(tags):
            before = self._tag_before(i)
            after = tags[i + 1] if i + 1 < len(tags) else ""
            if tag == "b":
                tags[i] = "B" if self._is_finite(i, before, after) else "N"
            elif tag == "V":
                tags[i] = self._settle_past(i, before, after)
            elif low[i] in ("more", "most", "less", "much") and after in ("A", "V"):
                tags[i] = "A"
            elif tag == "A" and before == "D" and after in ("N", "b", "J") and not low[i].endswith("ly"):
                tags[i] = "J"
            elif low[i] == "'d":
                tags[i], low[i] = self._settle_short_had(i)
            elif low[i] == "'s":
                tags[i] = "'"
            elif low[i] in ("that", "this", "these", "those") and tag == "P":
                tags[i] = self._settle_pointer(i, before, after)

    def _settle_pointer(self, i: int, before: str, after: str) -> str:
        """Whether this or that stands before a noun, opens a clause, or stands alone."""
        that = self.low[i] == "that"
        if after in ("N", "J", "b", "#"):
            if that and before in ("V", "B", "I", "A") and self.raw[i + 1][:1].isupper():
                return "S"
            return "R" if that and before in ("N", "V", "B", "P") else "D"
        return "R" if that and before in ("N", "U", "Q") else "P"

    def _tag_before(self, i: int) -> str:
        j = i - 1
        while j >= 0 and self.tags[j] in "A!" and i - j < 4:
            j -= 1
        return self.tags[j] if j >= 0 else ""

    def _is_finite(self, i: int, before: str, after: str) -> bool:
        form = verbs.forms().get(self.low[i], ("", "base"))[1]
        if before in ("M", "T") or (before == "X" and form == "base"):
            return True
        if before == "P" and i and self.low[i - 1] not in g.POSSESSIVES:
            return True
        if before == "R":
            return after != "V"
        if form == "base" and self.asked_of(i):
            return True
        if form == "third":
            return before in ("N", "U", "Q") and after in ("D", "T", "P", "!", "A")
        return before in ("", "C", ".") and after in ("D", "P") and form == "base"

    def _settle_past(self, i: int, before: str, after: str) -> str:
        form = self.low[i]
        same_as_base = form in _UNCHANGED
        if before in ("D", "'", "J") and after in ("N", "b", "U", "J", "G"):
            return "J"
        if before == "I" and after in ("N", "b") and not same_as_base:
            return "J"
        if before == "C" and after in ("N", "b") and self.low[i - 1] == "or":
            return "J"
        if (
            same_as_base
            and i
            and self.tags[i - 1] == "A"
            and self.low[i - 1].endswith("ly")
            and before == "N"
        ):
            return "V"
        if same_as_base and before in ("N", "U") and i + 1 < len(self.low) and self.low[i + 1] in g.PARTICLES:
            return "V"
        if same_as_base and before not in ("P", "X", "M", "T", "R") and after not in ("D", "P"):
            return "N"
        if same_as_base and before in ("D", "'", "I"):
            return "N"
        return "V"

    def _settle_short_had(self, i: int) -> tuple[str, str]:
        j = i + 1
        while j < len(self.low) and self.tags[j] in "A!":
            j += 1
        if j < len(self.low) and (self.tags[j] == "V" or self.low[j] in ("had", "been")):
            return "X", "had"
        return "M", "would"

    def group_start(self, verb: int) -> int:
        """Where the verb's auxiliaries and adverbs begin: "should never have been | checked"."""
        j = verb
        while j > 0 and verb - j < 10:
            if self.tags[j - 1] in "XM!A":
                j -= 1
            elif self.tags[j - 1] == "C" and j > 1 and self.tags[j - 2 : j + 1] == ["M", "C", "M"]:
                j -= 2  # "could and | should have"
            elif (
                self.tags[j - 1] == "T" and self.low[j] == "have" and j > 1 and self.low[j - 2] in SEMI_MODALS
            ):
                j -= 2
            else:
                break
        return j

    def auxiliaries(self, verb: int) -> list[str]:
        """The words between subject and verb; of the second of two joined participles the first's."""
        start = self.group_start(verb)
        if self.is_joined(verb, start):
            return self.low[self.group_start(start - 2) : start - 2] + self.low[start:verb]
        return self.low[start:verb]

    def is_joined(self, verb: int, start: int) -> bool:
        """“was seen and then | forgotten”: it shares the auxiliaries of the participle before it."""
        if start < 3 or self.tags[start - 1] != "C" or self.tags[start - 2] != "V" or self.tags[verb] != "V":
            return False
        bare = all(tag == "A" for tag in self.tags[start:verb])
        ends = verb + 1 == len(self.tags) or self.tags[verb + 1] in (".", "I", "S", "C")
        return bare and ends and self.tags[start - 3] in "XA!"

    def is_negated(self, verb: int) -> bool:
        """Whether not or never stands in the verb's own group."""
        return any(word in g.NEGATIONS for word in self.auxiliaries(verb))

    def is_passive(self, verb: int) -> bool:
        """A form of be (or get) directly before a participle."""
        start = self.group_start(verb)
        k = (start - 2 if self.is_joined(verb, start) else verb) - 1
        while k >= 0 and self.tags[k] in "A!":
            k -= 1
        return k >= 0 and self.tags[k] == "X" and (self.low[k] in g.BE or self.low[k] in g.GET)

    def asked_of(self, verb: int) -> bool:
        """Whether a did before its subject belongs to this verb: "why did the developer | forget"."""
        for k in range(verb - 1, max(-1, verb - 7), -1):
            if self.low[k] in ("did", "didn't"):
                return k + 1 < verb
            if self.tags[k] not in "DNPJ!'b":
                return False
        return False

    def is_at_start(self, i: int) -> bool:
        """Whether nothing but marks, times and adverbs stands before this word in its line of thought."""
        j = i - 1
        while j >= 0 and i - j < 12:
            if self.low[j] in (":", "–", "—", ";", "=", "→", "❌", "✅", "(", "|"):
                return True
            if self.low[j] == "-" and (j == 0 or self.starts[j + 1] > self.ends[j]):
                return True
            if self.tags[j] not in ".#A":
                return self.low[j] in ("utc", "am", "pm", "gmt", "cet", "est", "pst", "cest")
            j -= 1
        return True
