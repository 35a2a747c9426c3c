"""Slips of the hand: accidentally, by mistake, on the wrong host."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.deeds.agency import has_later_verb, is_reduced_passive, may_slip
from postmortem_gh.language.lexicon import names, verbs
from postmortem_gh.language.lexicon.words import words

SLIP_ADVERBS = words(
    "accidentally mistakenly inadvertently erroneously wrongly unintentionally incorrectly improperly "
    "unknowingly unwittingly prematurely falsely wrongfully carelessly recklessly blindly needlessly "
    "insufficiently inadequately hastily negligently foolishly naively absent-mindedly absentmindedly "
    "accidently inadvertantly unadvertently unadvertantly accidentaly accientally mistakingly unintentionaly"
)
SLIP_PHRASES = (
    ("by", "mistake"),
    ("by", "accident"),
    ("in", "error"),
    ("in", "haste"),
    ("a", "panic"),
    ("without", "thinking"),
)
WRONG = words(
    "wrong incorrect untested unreviewed erroneous mistaken unapproved unauthorized unauthorised buggy faulty"
)
CORRECTING = words(
    "notice find see discover fix correct identify detect replace remove revert roll spot observe receive "
    "get have return report show investigate realise realize learn catch change update rename read hear "
    "be go undo repair clean trace debug look start work feel tell say know mean prove suspect "
    "diagnose confirm"
)


def slip_adverb(sentence: Sentence, i: int) -> Iterator[Accusation]:
    verb = _verb_of_adverb(sentence, i)
    if verb is None or _describes_thing(sentence, i, verb):
        return
    tag = sentence.tags[verb]
    if tag == "G":
        yield from _slipping(sentence, i, verb)
        return
    if not sentence.is_asserted(verb):
        return
    if sentence.is_passive(verb) or is_reduced_passive(sentence, verb):
        agent = sentence.by_agent(verb)
        if agent and (agent.is_somebody or agent.kind in ("org", "user", "capital")):
            yield Accusation(agent=agent, start=min(i, verb), end=agent.end, form="passive", verb=verb)
        return
    agent = sentence.subject(verb)
    if agent.kind == "none" and tag == "V" and sentence.is_at_start(min(i, sentence.group_start(verb))):
        if not has_later_verb(sentence, verb):
            yield Accusation(agent=agent, start=min(i, verb), end=max(i, verb) + 1, form="note", verb=verb)
    elif may_slip(agent, sentence, verb) and not sentence.is_negated(verb):
        yield Accusation(agent=agent, start=agent.start, end=max(i, verb) + 1, form="slip", verb=verb)


def _verb_of_adverb(sentence: Sentence, i: int) -> int | None:
    """The verb next to it: "accidentally deleted", "deleted accidentally", "was accidentally deleted"."""
    for k in range(i + 1, min(len(sentence.low), i + 4)):
        if sentence.tags[k] in "VG" or (sentence.tags[k] == "B" and "did" in sentence.auxiliaries(k)):
            return k
        if sentence.low[k].endswith("s") and _is_told_now(sentence, i, k):
            return k
        if sentence.tags[k] == "B":
            return None
        if sentence.tags[k] not in "A!X":
            break
    for k in range(i - 1, max(-1, i - 9), -1):
        if sentence.tags[k] in "VG" and sentence.tags[k] != "J":
            return k
        if sentence.tags[k] in "SRMX":
            return None
    return None


def _is_told_now(sentence: Sentence, i: int, verb: int) -> bool:
    """“10:02 – Sam accidentally deletes the namespace”: the present of a log, of a definite person."""
    known = verbs.forms().get(sentence.low[verb])
    agent = sentence.subject(i)
    definite = agent.kind == "name" or (agent.kind == "role" and sentence.low[agent.start] in ("the", "our"))
    return known is not None and known[1] == "third" and definite


def _describes_thing(sentence: Sentence, i: int, verb: int) -> bool:
    """“an incorrectly configured server”: the participle is an attribute."""
    if verb < i:
        return False
    before = sentence.tags[i - 1] if i else ""
    after = sentence.tags[verb + 1] if verb + 1 < len(sentence.tags) else ""
    return sentence.tags[verb] == "J" or (
        before in ("D", "I", "'", "J") and after in ("N", "U") and before != ""
    )


def _slipping(sentence: Sentence, i: int, verb: int) -> Iterator[Accusation]:
    """“(wrongly assuming its end at 11)”, “an engineer accidentally deleting the table”."""
    mental = verbs.lemma(sentence.low[verb]) in (
        "assume",
        "think",
        "believe",
        "conclude",
        "suppose",
        "expect",
    )
    start = sentence.group_start(verb)
    if start and (sentence.tags[start - 1] in "IT" or not sentence.is_asserted(verb)):
        return
    if any(w in ("is", "are", "am", "be", "'re") for w in sentence.auxiliaries(verb)):
        return
    agent = sentence.subject(verb) if start else Agent(kind="none", start=0, end=0)
    if agent.is_somebody:
        if sentence.low[max(0, agent.start - 1)] not in ("from", "of", "stop"):
            yield Accusation(agent=agent, start=agent.start, end=verb + 1, form="gerund", verb=verb)
    elif mental and sentence.is_at_start(min(i, start)) and "," in sentence.low[verb:]:
        yield Accusation(agent=Agent("someone", i, i + 1), start=i, end=verb + 1, form="note", verb=verb)
    elif (
        mental
        and agent.kind == "none"
        and min(i, verb)
        and sentence.low[min(i, verb) - 1] in ("(", ",", "-", "–", "—")
    ):
        yield Accusation(agent=agent, start=min(i, verb), end=verb + 1, form="note", verb=verb)


def by_mistake(sentence: Sentence, i: int) -> Iterator[Accusation]:
    hurried = sentence.low[i] in ("hurry", "rush") and sentence.low[i - 2 : i] == ["in", "a"]
    if i == 0 or not (hurried or (sentence.low[i - 1], sentence.low[i]) in SLIP_PHRASES):
        return
    if sentence.is_at_start(i - 1) or sentence.low[i - 2 : i - 1] == [","]:
        yield from _ahead(sentence, i)
        return
    k = i - 2
    while k >= 0 and i - k < 20 and not (sentence.tags[k] == "V" and not _is_attribute(sentence, k)):
        if sentence.tags[k] in "SR" or sentence.low[k] in (";", ":"):
            break
        k -= 1
    if k < 0 or sentence.tags[k] != "V" or not sentence.is_asserted(k) or sentence.is_negated(k):
        return
    if sentence.is_passive(k):
        agent = sentence.by_agent(k)
        if agent and agent.is_human:
            yield Accusation(agent=agent, start=i - 1, end=i + 1, form="passive", verb=k)
        return
    agent = sentence.subject(k)
    lucky = verbs.lemma(sentence.low[k]) in (
        "discover",
        "find",
        "work",
        "notice",
        "fix",
        "detect",
        "catch",
        "solve",
    )
    if not lucky and may_slip(agent, sentence, k):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="slip", verb=k)


def _ahead(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“By mistake, I used the old target”."""
    verb = sentence.next_verb(i, 9)
    if verb is None or sentence.is_passive(verb) or not sentence.is_asserted(verb):
        return
    agent = sentence.subject(verb)
    if may_slip(agent, sentence, verb) and agent.start > i:
        yield Accusation(agent=agent, start=i - 1, end=verb + 1, form="slip", verb=verb)


def _is_attribute(sentence: Sentence, k: int) -> bool:
    return sentence.tags[k] == "J"


def wrong_object(sentence: Sentence, i: int, base: str) -> Iterator[Accusation]:
    """“She ran the script against the wrong cluster”: the deed is told as a wrong choice."""
    if sentence.tags[i] == "B" and not sentence.asked_of(i) and not _is_told_now(sentence, i, i):
        return
    if base in CORRECTING or base in verbs.FAULTS:
        return
    if sentence.is_passive(i):
        yield from _wrong_by(sentence, i)
        return
    wrong = _next_wrong(sentence, i)
    if wrong is None or not sentence.is_plain_deed(i):
        return
    agent = sentence.subject(i)
    if agent.kind == "none" and sentence.is_at_start(i) and sentence.tags[i] == "V":
        yield Accusation(agent=agent, start=i, end=wrong + 1, form="wrong", verb=i)
    elif agent.kind in ("name", "role", "we", "he", "someone", "team", "you", "org") or _is_capital_hand(
        agent, base
    ):
        yield Accusation(agent=agent, start=agent.start, end=wrong + 1, form="wrong", verb=i)


def _wrong_by(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The wrong button was pressed by the operator”."""
    subject, agent = sentence.subject(i), sentence.by_agent(i)
    happened = sentence.is_asserted(i) and not sentence.is_negated(i)
    is_wrong = not WRONG.isdisjoint(sentence.low[subject.start : subject.end])
    if agent and agent.is_somebody and happened and is_wrong:
        yield Accusation(agent=agent, start=subject.start, end=agent.end, form="passive", verb=i)


def _is_capital_hand(agent: Agent, base: str) -> bool:
    if agent.kind == "capital" and agent.name.lower() in names.GIVEN_NAMES:
        return True
    return agent.kind in ("capital", "user") and base in (
        "type",
        "paste",
        "click",
        "merge",
        "approve",
        "commit",
        "push",
        "enter",
    )


def _next_wrong(sentence: Sentence, i: int) -> int | None:
    for k in range(i + 1, min(len(sentence.low), i + 12)):
        if sentence.low[k] in WRONG:
            follows = sentence.low[k + 1] if k + 1 < len(sentence.low) else ""
            return k if follows not in ("with", ".", "and", ",") else None
        if sentence.tags[k] in "VBXMSR" or sentence.low[k] in (";", ":", ",", "and", "that", "("):
            return None
    return None
