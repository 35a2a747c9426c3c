"""A sentence as tagged words, and the questions that rules ask of it: who does this, is it asserted?

Used by every rule. No full parse: a light tagger from closed lists, and a walk to the left of a verb
that finds its subject across adverbs, auxiliaries, prepositional phrases, relative clauses and
coordination. What it cannot tell it calls a thing, and about things nothing is found.

Each walk is bounded by REACH words, so that a sentence of any length costs linear time.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from postmortem_gh.language.known import NO_ONE, Known
from postmortem_gh.language.lexicon import grammar as g
from postmortem_gh.language.lexicon import people, systems, verbs
from postmortem_gh.language.lexicon.words import words

if TYPE_CHECKING:
    from postmortem_gh.language.accusations import Accusation

REACH = 40  # how many words a walk may take: longer than any noun phrase that a reader can follow

# Tags: D determiner, P pronoun, I preposition, C coordinator, S subordinator, R relative, M modal,
# X auxiliary, T to, ! negation, A adverb, V past or participle, G gerund, B base or third person,
# J participle before a noun, N noun and all else, # number, ' possessive, U opaque, Q quoted, . punctuation.


class Agent(NamedTuple):
    """Who or what a noun phrase stands for, and where it is written (word indices, end exclusive)."""

    kind: str  # we you they he someone nobody role team org user name capital initial attacker system none opaque
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
    def is_human(self) -> bool:
        """Anyone of flesh and blood, with companies, users and an unclear "they"."""
        return self.kind in PERSONS or self.kind in WEAK


PERSONS = frozenset(("we", "you", "he", "someone", "nobody", "role", "team", "name"))
WEAK = frozenset(("org", "user", "they", "capital"))
NOT_ASSERTING = words("if unless whether lest should")


@lru_cache(maxsize=1)
def _tokens() -> re.Pattern[str]:
    return re.compile("[@#]?\\w+(?:(?:[-'./]|’)\\w+)*|\ufffc+|[^\\w\\s]")


@lru_cache(maxsize=1)
def _contraction() -> re.Pattern[str]:
    return re.compile(r"(n't)?('ve|'s|'d|'ll|'re|'m)?\Z")


SPLIT_NEGATIVES = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
SPOKEN = {"shoulda": "should", "coulda": "could", "woulda": "would"}
CONTRACTED = {"'ve": "have", "'re": "are", "'m": "am", "'ll": "will"}
IS_AFTER = words("it he she that who there what here where how this let")


class Sentence:
    """The words of one sentence with their tags; `start` is its place in the block."""

    __slots__ = ("asserted", "block", "ends", "known", "low", "raw", "said", "span", "starts", "subjects", "tags")

    def __init__(
        self,
        block: str,
        span: tuple[int, int],
        quoted: list[tuple[int, int]] | None = None,
        known: Known = NO_ONE,
    ) -> None:
        self.block = block
        self.span = span
        self.known = known
        self.said: tuple[Accusation, ...] | None = None  # filled by rules/fault.py, for two rules
        self.asserted: dict[int, bool] = {}  # found so far, by verb
        self.subjects: dict[int, Agent] = {}  # found so far, by the word before the verb
        self.raw: list[str] = []
        self.low: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._read(quoted or [])
        self.tags: list[str] = []
        for i in range(len(self.low)):
            self.tags.append(self.tags_quoted(i, quoted) or self._tag(i))
        self._revise()

    # -- reading ---------------------------------------------------------------------------------

    def _read(self, quoted: list[tuple[int, int]]) -> None:
        for found in _tokens().finditer(self.block, *self.span):
            word, start, end = found.group(), found.start(), found.end()
            low = word.lower().replace("’", "'")
            if "'" in low and len(low) > 1:
                self._split_contraction(word, low, start, end)
            elif low == "cannot":
                self._add(word[:3], "can", start, start + 3)
                self._add(word[3:], "not", start + 3, end)
            elif low in SPOKEN:
                self._add(word[:-1], SPOKEN[low], start, end - 1)
                self._add(word[-1:], "have", end - 1, end)
            elif low == "'" and self.low and self.low[-1].endswith("s") and self.ends[-1] == start:
                self._add(word, "'s", start, end)
            elif low == "of" and self.low and self.low[-1] in ("should", "could", "would", "not"):
                modal = self.low[-1] != "not" or (len(self.low) > 1 and self.low[-2] in g.MODALS)
                self._add(word, "have" if modal else "of", start, end)
            else:
                self._add(word, low, start, end)

    def _split_contraction(self, word: str, low: str, start: int, end: int) -> None:
        found = _contraction().search(low)
        cut = found.start() if found else len(low)
        if cut in (0, len(low)):
            return self._add(word, low, start, end)
        negated, short = (found.group(1), found.group(2)) if found else ("", "")
        base = low[:cut]
        self._add(word[:cut], SPLIT_NEGATIVES.get(base, base) if negated else base, start, start + cut)
        place = start + cut
        if negated:
            self._add(word[cut : cut + 3], "not", place, place + 3)
            place += 3
        if short:
            spelled = CONTRACTED.get(short, short)
            if short == "'s" and base in IS_AFTER:
                spelled = "us" if base == "let" else "is"
            self._add(self.block[place:end], spelled, place, end)

    def _add(self, raw: str, low: str, start: int, end: int) -> None:
        self.raw.append(raw)
        self.low.append(low)
        self.starts.append(start)
        self.ends.append(end)

    # -- tagging ---------------------------------------------------------------------------------

    def tags_quoted(self, i: int, quoted: list[tuple[int, int]] | None) -> str:
        """Q when the word lies in quotation marks."""
        for start, end in quoted or ():
            if start <= self.starts[i] < end:
                return "Q"
            if start > self.starts[i]:
                break
        return ""

    def _tag(self, i: int) -> str:
        low = self.low[i]
        simple = _closed().get(low)
        if simple:
            return simple
        first = low[0]
        if first == "\ufffc":
            return "U"
        if not (first.isalnum() or first in "@#_"):
            return "."
        if first.isdigit():
            return "#"
        if self.raw[i][0].isupper() and low in people.GIVEN_NAMES:
            return "N"
        known = verbs.forms().get(low)
        if known:
            return self._tag_verb(i, known[1])
        if low.endswith("ed") and len(low) > 4 and low not in g.NOT_PAST:
            return "V"
        if low.endswith("ing") and len(low) > 5 and low not in g.NOT_GERUND:
            return "G"
        if low.endswith("ly") and low not in g.NOT_ADVERBS:
            return "A"
        return "N"

    def _tag_verb(self, i: int, form: str) -> str:
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
            elif low[i] in ("that", "this", "these", "those") and tag == "P" and after in ("N", "J", "b", "#"):
                if low[i] == "that" and before in ("V", "B", "I", "A") and self.raw[i + 1][:1].isupper():
                    tags[i] = "S"
                    continue
                tags[i] = "D" if low[i] != "that" or before not in ("N", "V", "B", "P") else "R"
            elif low[i] == "that" and before in ("N", "U", "Q"):
                tags[i] = "R"

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
        if j < len(self.low) and self.tags[j] == "V":
            return "X", "had"
        return "M", "would"

    # -- looking around --------------------------------------------------------------------------

    def group_start(self, verb: int) -> int:
        """Where the verb's auxiliaries and adverbs begin: "should never have been | checked"."""
        j = verb
        while j > 0 and verb - j < 10:
            if self.tags[j - 1] in "XM!A":
                j -= 1
            elif self.tags[j - 1] == "T" and self.low[j] == "have" and j > 1 and self.low[j - 2] in SEMI_MODALS:
                j -= 2
            else:
                break
        return j

    def auxiliaries(self, verb: int) -> list[str]:
        """The words between the subject and the verb."""
        return self.low[self.group_start(verb) : verb]

    def is_negated(self, verb: int) -> bool:
        """Whether not or never stands in the verb's own group."""
        return any(word in g.NEGATIONS for word in self.auxiliaries(verb))

    def is_passive(self, verb: int) -> bool:
        """A form of be (or get) directly before a participle."""
        k = verb - 1
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

    def subject(self, verb: int) -> Agent:
        """Who does what this verb says."""
        return self._subject_before(self.group_start(verb) - 1, 0)

    def _subject_before(self, j: int, depth: int) -> Agent:
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
        if tag == "C" or self.low[j] in (",", "then", "/"):
            return self._coordinated(j, depth)
        if tag == "R":
            return self._antecedent(j, depth)
        if tag in "VBG" or tag == "T":
            return self._across_relative(j, depth)
        return self._noun_phrase(j, depth)

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
        while k >= 0 and (self.tags[k] == "C" or self.low[k] in (",", "then", "/")):
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
                    agent = self._subject_before(start - 1, depth + 1)
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
            start = self._base_start(j)
            if start > j:
                return self._subject_before(j, depth + 1) if self.tags[j] in "R" else self._nothing(j)
            before = start - 1
            hangs = before >= 0 and self.tags[before] in "IT" and self.low[before] not in ("like",)
            if hangs and not nearest and not self._opens_clause(before):
                head = before - 1
                if head < 0 or self.tags[head] in ".CS" or self.low[head] == ",":
                    return self.classify(start, end) if self.low[before] not in g.PREPOSITIONS else self._nothing(j)
                if self.low[before] == "of" and self._is_quantity(head):
                    quantity = self._base_start(head)
                    agent = self.classify(start, end)
                    if self.low[head] in people.NOBODY:
                        return Agent(kind="nobody" if agent.is_human else "system", start=quantity, end=end)
                    return Agent(kind=agent.kind, start=min(quantity, head), end=end, name=agent.name)
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

    def _object_of(self, verb: int, start: int, end: int, depth: int) -> Agent:
        """The phrase is an earlier verb's object, and the subject stands before that verb's clause."""
        farther = self._across_relative(verb, depth)
        return farther if farther.is_human else self.classify(start, end)

    def _opens_clause(self, i: int) -> bool:
        """after, before, since, until and as may open a clause whose subject follows them."""
        return self.low[i] in ("after", "before", "since", "until", "till", "as", "than")

    def _is_quantity(self, i: int) -> bool:
        return self.low[i] in g.QUANTIFIERS or self.tags[i] == "#"

    def _base_start(self, j: int) -> int:
        """Where the noun phrase without its afterthoughts begins; j + 1 when there is none."""
        if self.tags[j] == "P":
            return j - 1 if j and self.low[j] == "one" and self.low[j - 1] in ("no", "some", "any", "every") else j
        k = j
        while k >= 0 and j - k < 14:
            tag = self.tags[k]
            if tag in "NJU#QG'" or (tag == "V" and k < j) or (tag == "P" and self._owns(k)):
                k -= 1
                continue
            if tag == "A" and k < j and self.tags[k + 1] == "J":
                k -= 1
                continue
            if tag == "C" and self._joins_nouns(k):
                k -= 1
                continue
            if tag == "D":
                if k and self.tags[k - 1] in "D'":
                    k -= 1
                    continue
                return k
            break
        return k + 1

    def _owns(self, k: int) -> bool:
        return k + 1 < len(self.tags) and self.tags[k + 1] == "'"

    def _joins_nouns(self, k: int) -> bool:
        return 0 < k < len(self.tags) - 1 and self.tags[k - 1] in "NU#" and self.tags[k + 1] in "NDU"

    # -- who is it -------------------------------------------------------------------------------

    def classify(self, start: int, end: int) -> Agent:
        """What the noun phrase words[start:end] stands for, by its head."""
        while end > start and (self.tags[end - 1] in ".'" or self.low[end - 1] == "ourselves"):
            end -= 1
        if end <= start:
            return Agent(kind="none", start=start, end=end)
        head = end - 1
        kind = self._kind(start, head)
        name = self._written(start, head) if kind in ("name", "capital") else ""
        of_whom, owner = "", ""
        if kind in ("system", "opaque"):
            of_whom, owner = self._possessor(start, head)
        return Agent(kind=kind, start=start, end=end, name=name, of_whom=of_whom, owner=owner)

    def _kind(self, start: int, head: int) -> str:
        low = self.low[head]
        if self.tags[head] in "QU":
            return "opaque"
        pronoun = _pronouns().get(low)
        if pronoun and self.tags[head] in "PDN" and not (pronoun == "he" and self.tags[head] == "D"):
            return self._of_no_one(start, low) or pronoun
        if low == "one" and start < head and self.low[head - 1] in ("no", "any", "every", "some"):
            return "nobody" if self.low[head - 1] == "no" else "someone"
        kind = self._noun_kind(start, head)
        if kind in ("role", "team", "user") and self.low[start] == "no":
            return "nobody"
        return kind

    def _of_no_one(self, start: int, low: str) -> str:
        return "nobody" if self.low[start] == "no" and low in people.SOMEONE else ""

    def _noun_kind(self, start: int, head: int) -> str:
        low, raw = self.low[head], self.raw[head]
        if self.tags[head] in "PDIA":
            return "system"
        if low.startswith("@") or self.known.is_person(raw):
            return "name"
        single = singular(low)
        modifier = self.low[head - 1] if head > start else ""
        if single in people.ROLES or single in people.TEAMS or low in people.ROLES or low in people.TEAMS:
            return self._role_kind(start, head, single, modifier)
        if low in people.ATTACKERS:
            return "attacker"
        if low in people.USERS:
            return "user" if modifier not in people.SYSTEM_MODIFIERS else "system"
        if single in ("agent",) and modifier in people.HUMAN_MODIFIERS:
            return "role"
        if low in people.ORGANISATIONS or single in people.ORGANISATIONS:
            return self._org_kind(start, head, modifier)
        if raw[:1].isupper():
            return self._name_kind(start, head)
        return "system"

    def _role_kind(self, start: int, head: int, single: str, modifier: str) -> str:
        if single in people.ALWAYS_PEOPLE:
            return "system" if modifier in people.BOT_MODIFIERS else self._team_or_role(single, start, head)
        if modifier in people.SYSTEM_MODIFIERS or modifier in people.BOT_MODIFIERS:
            return "system"
        if single in AMBIGUOUS_ROLES and not self._is_human_there(start, head, modifier):
            return "system"
        if head > start and single in ("operator", "manager", "lead", "pilot") and self._is_product(head - 1):
            return "system"
        return self._team_or_role(single, start, head)

    def _is_product(self, i: int) -> bool:
        """A known product, or spelled like one: "DropletWorkflow Manager"."""
        raw = self.raw[i]
        if self.low[i] in systems.PRODUCTS:
            return self.low[i] not in systems.COMPANIES
        return raw[:1].isupper() and not raw[1:].islower() and not raw.isupper() and len(raw) > 4

    def _is_human_there(self, start: int, head: int, modifier: str) -> bool:
        if modifier in ("previous", "last", "next", "first", "second", "early", "late"):
            return True
        return modifier in people.HUMAN_MODIFIERS or self.low[head] in ("leads", "seniors", "juniors", "members")

    def _team_or_role(self, single: str, start: int, head: int) -> str:
        if single in ("team", "teams") and head > start and self.low[head - 1] in ("red",):
            return "attacker"
        return "team" if single in people.TEAMS else "role"

    def _org_kind(self, start: int, head: int, modifier: str) -> str:
        low = self.low[head]
        if singular(low) in ("vendor", "supplier", "contractor", "company", "agency", "firm"):
            return "org"
        if modifier in people.SYSTEM_MODIFIERS:
            return "system"
        if low in DEPARTMENTS and (modifier and modifier not in LINES_OF_SUPPORT):
            return "system"
        return "org"

    def _name_kind(self, start: int, head: int) -> str:
        """name when a given name is in it, capital when only its case says so."""
        first = head
        while first > start and self.raw[first - 1][:1].isupper() and self.tags[first - 1] in "NA":
            first -= 1
        lows = self.low[first : head + 1]
        if any(w in people.TITLES for w in lows):
            return "name"
        if any(w in systems.PRODUCTS for w in lows):
            if lows[0] in people.GIVEN_NAMES:
                return "capital"
            return "capital" if lows[-1] in systems.COMPANIES else "system"
        if start < first and self.tags[start] == "D":
            return "system"
        if lows[0].partition("-")[0] in people.GIVEN_NAMES:
            doubtful = lows[0] in people.DOUBTFUL_NAMES and len(lows) == 1
            return "capital" if doubtful else "name"
        written = self.raw[head]
        if not written[1:].islower() or len(written) < 3 or len(lows) > 2 or not written.isalpha():
            return "system"
        return "initial" if self.is_at_start(first) else "capital"

    def _written(self, start: int, head: int) -> str:
        first = head
        while first > start and self.raw[first - 1][:1].isupper() and self.tags[first - 1] in "NA":
            first -= 1
        return self.block[self.starts[first] : self.ends[head]]

    def _possessor(self, start: int, head: int) -> tuple[str, str]:
        """Whose thing it is: "our", "the vendor's", "Priya's"."""
        for k in range(head - 1, start - 1, -1):
            if self.tags[k] == "'":
                agent = self.classify(self._base_start(k - 1), k)
                return agent.kind, self.block[self.starts[agent.start] : self.ends[agent.end - 1]]
        low = self.low[start]
        if low in g.POSSESSIVES:
            kind = {"our": "we", "my": "we", "his": "he", "her": "he", "your": "you", "their": "they"}[low]
            return kind, self.raw[start]
        return "", ""

    def noun_phrase_after(self, i: int) -> Agent:
        """The noun phrase that begins at i, up to its head."""
        end = i
        while end < len(self.tags) and end - i < 14:
            tag = self.tags[end]
            if tag == "P" and end > i and not self._owns(end):
                break
            if tag in "DNJU#QP'" or (tag in "VGA" and end + 1 < len(self.tags) and self.tags[end + 1] in "N'J"):
                end += 1
                if tag == "P" and not (end < len(self.tags) and self.tags[end] == "'"):
                    break
                continue
            break
        agent = self.classify(i, end)
        if end + 1 < len(self.tags) and self.low[end] == "of" and end > i and self._is_quantity(end - 1):
            return self.noun_phrase_after(end + 1)
        return agent

    def by_agent(self, verb: int) -> Agent | None:
        """Who did it, in a passive: "was deleted (...) by an engineer"."""
        for k in range(verb + 1, min(len(self.low), verb + 14)):
            if self.low[k] == "by" and k + 1 < len(self.low):
                if self.tags[k + 1] == "G":
                    return None
                return self.noun_phrase_after(k + 1)
            if self.tags[k] in "XMSR" or self.low[k] in (";", ":", "."):
                return None
        return None

    # -- is it said so ---------------------------------------------------------------------------

    def is_asserted(self, verb: int) -> bool:
        """Told as a thing that happened: no wish, condition, question, purpose or denial."""
        known = self.asserted.get(verb)
        if known is None:
            known = self.asserted[verb] = self._find_asserted(verb)
        return known

    def _find_asserted(self, verb: int) -> bool:
        start = self.group_start(verb)
        if "?" in self.low[verb:] and not self._is_reproachful_question(verb):
            return False
        aux = self.low[start:verb]
        if start and self.tags[start - 1] == "T":
            return False
        if start > 1 and not aux and self.tags[start - 1] == "C" and self.tags[start - 2] == "V":
            if not self.is_asserted(start - 2) or self.is_negated(start - 2):
                return False
        if any(a in g.MODALS for a in aux) and not any(a in g.HAVE for a in aux):
            return False
        return not self._is_supposed(start) and not self.is_denied(start)

    def _is_reproachful_question(self, verb: int) -> bool:
        """"Why did the developer forget …?" takes the fault for granted; "why did we not notice?" asks."""
        for k in range(verb - 1, max(-1, verb - 12), -1):
            if self.low[k] == "why":
                return self.noun_phrase_after(min(k + 2, len(self.low) - 1)).kind in ("role", "name", "team")
        return False

    def _is_supposed(self, i: int) -> bool:
        """Under an if, unless or whether of the same clause, or a making sure."""
        for k in range(i - 1, max(-1, i - REACH), -1):
            low = self.low[k]
            if low in (";", ":", "—", "–", "but") or (low == "," and self._ends_clause(k)):
                return False
            if low in ("if", "unless", "whether", "lest", "case", "imagine", "suppose"):
                return not (low == "if" and k and self.low[k - 1] == "as")
            if low in SAFEGUARDS:
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
        return any(w in DENYING for w in self.low[k + 1 : min(i, k + 4)])

    def _is_denying_noun(self, k: int, i: int) -> bool:
        return any(w in ("evidence", "indication", "suggestion", "sign", "blames", "blamed", "says", "thinks",
                         "claims", "claimed", "suggests", "argues", "way", "reason", "case") for w in self.low[k + 1 : i])  # fmt: skip

    # -- showing ---------------------------------------------------------------------------------

    def text(self, start: int, end: int) -> str:
        """The words [start, end) as written in the block."""
        return self.block[self.starts[start] : self.ends[end - 1]] if end > start else ""

    @property
    def written(self) -> str:
        """The sentence as written."""
        return self.block[self.span[0] : self.span[1]]

    @property
    def is_question(self) -> bool:
        return self.written.rstrip("\"'”’)*_ ").endswith("?")


LINES_OF_SUPPORT = words("customer technical our the their first-line second-line third-line l1 l2 l3 vendor it")
SEMI_MODALS = words("ought needed supposed need")
DENYING = words("because that mean means imply implies suggest case due about say says blame blaming caused simply just "
    "attributable matter")
SAFEGUARDS = words("prevent prevents avoid avoids ensure ensures guard guards guarantee guarantees stop-if so-that hypothetically "
    "preventing avoiding ensuring likely-to")
AMBIGUOUS_ROLES = words("lead leader captain pilot shift swe handler reviewer-bot member assignee "
                            "participant merger releaser deployer planner writer owner caller junior senior expert "
                            "translator ics pms swes hire installer auditor dispatcher author") - words("author reviewer owner expert junior senior hire captain auditor participant lead assignee")  # fmt: skip
DEPARTMENTS = words("support marketing sales legal finance hr engineering product security operations procurement accounting "
    "compliance business administration")
_UNCHANGED = words("set read put cut hit let shut split cost reset upset unset run come become")


def singular(word: str) -> str:
    """The singular of a plural in -s; other words as they are."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word[:-1]
    return word


@lru_cache(maxsize=1)
def _pronouns() -> dict[str, str]:
    table: dict[str, str] = {}
    for kind, words in (
        ("we", people.WE), ("you", people.YOU), ("they", people.THEY), ("he", people.HE),
        ("someone", people.SOMEONE), ("nobody", people.NOBODY),
    ):  # fmt: skip
        table.update(dict.fromkeys(words, kind))
    table["who"] = "someone"
    table["whoever"] = "someone"
    return table


@lru_cache(maxsize=1)
def _closed() -> dict[str, str]:
    table: dict[str, str] = {}
    for tag, words in (
        ("A", g.ADVERBS), ("I", g.PREPOSITIONS), ("S", g.SUBORDINATORS), ("C", g.COORDINATORS),
        ("D", g.DETERMINERS), ("P", g.PRONOUNS), ("R", g.RELATIVES - {"that"}), ("M", g.MODALS),
        ("X", g.BE | g.HAVE | g.DO | g.GET), ("!", g.NEGATIONS), ("T", {"to"}),
    ):  # fmt: skip
        table.update(dict.fromkeys(words, tag))
    table.update({"her": "D", "his": "D", "as": "I", "so": "A", "both": "D", "once": "S", "that": "P", "this": "P", "whoever": "P"})
    table.update(dict.fromkeys(("engineering", "marketing", "accounting", "networking", "staffing"), "N"))
    table.update(dict.fromkeys(g.NUMBERS, "#"))
    return table
