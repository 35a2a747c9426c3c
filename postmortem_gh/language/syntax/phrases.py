"""Noun phrases and what they stand for: third layer of clauses.Sentence."""

from __future__ import annotations

from functools import lru_cache

from postmortem_gh.language.lexicon import callings, names, people, systems
from postmortem_gh.language.lexicon import grammar as g
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.syntax.agents import Agent
from postmortem_gh.language.syntax.tagging import Tagged

LINES_OF_SUPPORT = words(
    "customer technical our the their first-line second-line third-line l1 l2 l3 tier-1 tier-2 tier-3 "
    "level-1 level-2 level-3 vendor it billing premium enterprise phone merchant seller partner"
)
DEPARTMENTS = words(
    "support marketing sales legal finance hr engineering product security operations procurement "
    "accounting compliance business administration"
)


REFLEXIVES = words("ourselves itself themselves himself herself myself")
HANDWORK = words("contract maintenance it construction factory utility field office warehouse postal")
GROUPS = words(
    "platform project working research study steering engineering design writing art student lab support "
    "operations ops infrastructure development core web"
)


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
    for kind, members in (
        ("we", people.WE), ("you", people.YOU), ("they", people.THEY), ("he", people.HE),
        ("someone", people.SOMEONE), ("nobody", people.NOBODY),
    ):  # fmt: skip
        table.update(dict.fromkeys(members, kind))
    table["who"] = "someone"
    table["whoever"] = "someone"
    return table


class Phrases(Tagged):
    """Tagged words, and who is meant by some of them."""

    __slots__ = ()

    def base_start(self, j: int) -> int:
        """Where the noun phrase without its afterthoughts begins; j + 1 when there is none."""
        if self.tags[j] == "P":
            return (
                j - 1
                if j and self.low[j] == "one" and self.low[j - 1] in ("no", "some", "any", "every")
                else j
            )
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

    def _is_quantity(self, i: int) -> bool:
        return self.low[i] in g.QUANTIFIERS or self.tags[i] == "#"

    def classify(self, start: int, end: int) -> Agent:
        """What the noun phrase words[start:end] stands for, by its head."""
        while end > start and (self.tags[end - 1] in ".'" or self.low[end - 1] in REFLEXIVES):
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
        if (
            pronoun
            and self.raw[head] != "US"
            and self.tags[head] in "PDN"
            and not (pronoun == "he" and self.tags[head] == "D")
        ):
            return self._of_no_one(start, low) or pronoun
        if low == "one" and start < head and self.low[head - 1] in ("no", "any", "every", "some"):
            return "nobody" if self.low[head - 1] == "no" else "someone"
        kind = self._said_before(start, head) or self._noun_kind(start, head)
        if kind in ("role", "team", "user") and self.low[start] == "no":
            return "nobody"
        return kind

    def _said_before(self, start: int, head: int) -> str:
        """What the word before or behind makes of one that is no person by itself: Team 3, someone else."""
        low, raw, before = self.low[head], self.raw[head], self.low[head - 1] if head > start else ""
        if raw == "IT" or (low == "hands" and before == "remote"):
            return "team"
        if low in ("worker", "workers") and before in HANDWORK:
            return "role"
        if low == "else" and before in people.SOMEONE:
            return "someone"
        named = self.tags[head] == "#" or raw[:1].isupper()
        if before in ("team", "squad", "group") and named and self.raw[head - 1][:1].isupper():
            return "team"
        if low == "group" and (before in GROUPS or (before in g.POSSESSIVES and head == start + 1)):
            return "team"
        if (
            low == "support"
            and self.tags[head - 1] == "#"
            and self.low[head - 2] in ("level", "tier", "line")
        ):
            return "org"
        heads = low == "head" and self.low[head + 1 : head + 2] == ["of"]
        led = self.low[head + 2 : head + 3]
        return "role" if heads and led and led[0] in people.ORGANISATIONS | people.TEAMS | {"it"} else ""

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
        if single == "agent" and modifier in people.HUMAN_MODIFIERS:
            return "role"
        if low in people.ORGANISATIONS or single in people.ORGANISATIONS:
            return self._org_kind(head, modifier)
        if raw[:1].isupper():
            return self._name_kind(start, head)
        return "role" if callings.has_calling(low) and self.tags[head] == "N" else "system"

    def _role_kind(self, start: int, head: int, single: str, modifier: str) -> str:
        if single in people.ALWAYS_PEOPLE:
            return "system" if modifier in people.BOT_MODIFIERS else self._team_or_role(single, start, head)
        if modifier in people.SYSTEM_MODIFIERS or modifier in people.BOT_MODIFIERS:
            return "system"
        if single in callings.AMBIGUOUS_ROLES and not self._is_human_there(head, modifier):
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

    def _is_human_there(self, head: int, modifier: str) -> bool:
        if modifier in ("previous", "last", "next", "first", "second", "early", "late"):
            return True
        plural = ("leads", "seniors", "juniors", "members")
        written = self.raw[head] in ("PMs", "TPMs", "SWEs", "ICs")
        one_of = self.low[head] == "member" and modifier in ("one", "another", "a")
        return written or one_of or modifier in people.HUMAN_MODIFIERS or self.low[head] in plural

    def _team_or_role(self, single: str, start: int, head: int) -> str:
        if single in ("team", "teams") and head > start and self.low[head - 1] == "red":
            return "attacker"
        return "team" if single in people.TEAMS else "role"

    def _org_kind(self, head: int, modifier: str) -> str:
        low = self.low[head]
        if singular(low) == "provider" and modifier in ("monitoring", "cloud", "network", "data"):
            return "org"
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
        if len(lows) > 1 and (
            lows[0].rstrip(".") in people.TITLES or (lows[0][1:] == "." and len(lows) == 2)
        ):
            return "name"
        if any(w in systems.PRODUCTS for w in lows):
            if lows[0] in names.GIVEN_NAMES:
                return "capital"
            return "capital" if lows[-1] in systems.COMPANIES else "system"
        called = (
            singular(self.low[first - 1]) in people.ROLES and lows[0] in names.GIVEN_NAMES
        )  # "our DBA Alice"
        if start < first and self.tags[start] == "D" and not called:
            return "system"
        if lows[0].partition("-")[0] in names.GIVEN_NAMES:
            doubtful = lows[0] in names.DOUBTFUL_NAMES and len(lows) == 1
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
                agent = self.classify(self.base_start(k - 1), k)
                return agent.kind, self.block[self.starts[agent.start] : self.ends[agent.end - 1]]
        low = self.low[start + (self.low[start] in ("all", "both"))]
        if low in g.POSSESSIVES:
            kind = {"our": "we", "my": "we", "his": "he", "her": "he", "your": "you", "their": "they"}[low]
            return kind, self.raw[start]
        return "", ""

    def noun_phrase_after(self, i: int) -> Agent:
        """The noun phrase that begins at i, up to its head; at the end of the sentence an empty one."""
        if i >= len(self.tags):
            return Agent(kind="none", start=i, end=i)
        end = i
        while end < len(self.tags) and end - i < 14:
            tag = self.tags[end]
            if tag == "P" and end > i and not self._owns(end):
                break
            if tag == "D" and end > i and self.tags[end - 1] in "NU":
                break  # "an error by the operator | the valves stayed open"
            if tag in "DNJU#QP'" or (
                tag in "VGA" and end + 1 < len(self.tags) and self.tags[end + 1] in "N'J"
            ):
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
