"""Verbs that nobody does well: failed, forgot, missed, ignored, and "us failing to"."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.deeds.agency import (
    accuse,
    blamable,
    complement_end,
    has_later_verb,
    has_verb,
    human_complement,
    is_reduced_passive,
)
from postmortem_gh.language.deeds.hand import wrong_object
from postmortem_gh.language.deeds.senses import means_fault
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words


def fault_verb(sentence: Sentence, i: int) -> Iterator[Accusation]:
    base = verbs.lemma(sentence.low[i])
    if base not in verbs.FAULTS:
        if base == "deploy" or sentence.tags[i] in "VB":
            yield from wrong_object(sentence, i, base)
        return
    if not means_fault(sentence, i, base):
        return
    if sentence.tags[i] == "G":
        yield from _failing(sentence, i, base)
        return
    told = sentence.tags[i] != "B" or _is_past_perfect(sentence, i) or _is_told_present(sentence, i)
    if not told:
        return
    yield from _past_fault(sentence, i, base)


def _is_past_perfect(sentence: Sentence, i: int) -> bool:
    return any(w in ("did", "had", "have") for w in sentence.auxiliaries(i)) or sentence.asked_of(i)


def _is_told_present(sentence: Sentence, i: int) -> bool:
    """“Bob forgets to drain”: the historic present of a named or definite person, not a general saying."""
    form = verbs.forms().get(sentence.low[i], ("", ""))[1]
    agent = sentence.subject(i)
    if form != "third" or sentence.auxiliaries(i):
        return False
    return agent.kind in ("name", "role") and sentence.low[agent.start] not in (
        "a",
        "an",
        "any",
        "every",
        "each",
    )


def _past_fault(sentence: Sentence, i: int, base: str) -> Iterator[Accusation]:
    if not sentence.is_asserted(i):
        return
    if sentence.is_passive(i):
        yield from _passive_fault(sentence, i, base)
        return
    if sentence.tags[i] == "V" and is_reduced_passive(sentence, i):
        agent = sentence.by_agent(i)
        if agent and blamable(agent, base, sentence, i):
            yield Accusation(agent=agent, start=i, end=agent.end, form="participle", verb=i)
        return
    agent = sentence.subject(i)
    if _is_bare_participle(sentence, i, base) or sentence.is_negated(i) or agent.kind == "nobody":
        return
    if agent.kind == "none":
        if _is_subjectless_fault(sentence, i, base):
            yield Accusation(agent=agent, start=i, end=complement_end(sentence, i), form="note", verb=i)
    elif blamable(agent, base, sentence, i):
        yield accuse(agent, sentence, i)


# Machines don't: a passive without an agent still means somebody.
ONLY_PEOPLE = words("overlook forget neglect misjudge mishandle misread botch")


def _passive_fault(sentence: Sentence, i: int, base: str) -> Iterator[Accusation]:
    told = any(w in ("was", "were", "been", "got") for w in sentence.auxiliaries(i))
    if sentence.is_negated(i) or not told:
        return
    agent = sentence.by_agent(i)
    if agent and blamable(agent, base, sentence, i):
        yield Accusation(agent=agent, start=i, end=agent.end, form="passive", verb=i)
    elif agent is None and (base in ONLY_PEOPLE or (base in SHRUGGED and _is_meant_for_people(sentence, i))):
        someone = Agent(kind="someone", start=i, end=i + 1)
        yield Accusation(agent=someone, start=i - 1, end=i + 1, form="passive-alone", verb=i)


SHRUGGED = words("ignore dismiss disregard")
FOR_PEOPLE = words(
    "ticket tickets warning warnings alert alerts concern concerns advice recommendation recommendations "
    "sign signs flag flags complaint complaints feedback page pages notice reminder reminders email "
    "emails"
)


def _is_meant_for_people(sentence: Sentence, i: int) -> bool:
    """“Warnings from the DBA were ignored”: machines don't heed them either way."""
    subject = sentence.subject(i)
    return any(w in FOR_PEOPLE for w in sentence.low[max(0, subject.start) : subject.end][-1:])


def _is_bare_participle(sentence: Sentence, i: int, base: str) -> bool:
    """broken, forgotten, mistaken: without a form of have they are no deed."""
    if (
        base not in verbs.IRREGULAR
        or sentence.low[i] != verbs.participle(base)
        or sentence.low[i] == verbs.past(base)
    ):
        return False
    return not any(w in ("have", "has", "had", "having") for w in sentence.auxiliaries(i))


def _is_subjectless_fault(sentence: Sentence, i: int, base: str) -> bool:
    """A note that leaves the person out: "Forgot to renew it", "Missed auto-merge in the help text"."""
    if ":" in sentence.low[i + 1 : i + 4]:
        return False  # "Missed blocks: 412"
    if not sentence.is_at_start(sentence.group_start(i)):
        return False
    if base in (
        "forget",
        "neglect",
        "overlook",
        "misread",
        "misunderstand",
        "underestimate",
        "misjudge",
        "mistake",
    ):
        follows = sentence.low[i + 1] if i + 1 < len(sentence.low) else ""
        if base in ("forget", "neglect"):
            return follows in (
                "to",
                "the",
                "about",
                "that",
                "a",
                "an",
                "our",
                "their",
                "his",
                "her",
                "it",
                "one",
            )
        return not has_later_verb(sentence, i)
    if base == "fail":
        return human_complement(sentence, i)
    if base in verbs.HUMAN_FAULTS | {"violate", "breach", "misuse"} or base in (
        "miss",
        "ignore",
        "skip",
        "omit",
        "break",
        "dismiss",
        "disregard",
    ):
        follows = sentence.tags[i + 1] if i + 1 < len(sentence.tags) else ""
        return (
            not has_later_verb(sentence, i)
            and sentence.tags[i] == "V"
            and follows in ("D", "N", "J", "#", "P")
        )
    return False


def _failing(sentence: Sentence, i: int, base: str) -> Iterator[Accusation]:
    """“us failing to handle it”, “due to the on-call ignoring the alert”."""
    if base == "miss" and sentence.tags[i + 1 : i + 2] not in (["D"], ["N"], ["P"], ["J"]):
        return  # "somebody is missing"
    aux = sentence.auxiliaries(i)
    start = sentence.group_start(i)
    if sentence.is_negated(i) or not sentence.is_asserted(i):
        return
    if any(w in ("was", "were", "been", "is", "are", "am", "be") for w in aux):
        agent = sentence.subject(i)
        if {"was", "were", "been"} & set(aux) and blamable(agent, base, sentence, i):
            yield accuse(agent, sentence, i)
    elif sentence.is_at_start(start):
        yield from _hanging(sentence, i, base)
    elif start and sentence.tags[start - 1] == "I":
        yield from _by_failing(sentence, i, start)
    elif start:
        yield from _somebody_failing(sentence, i, start, base)


def _somebody_failing(sentence: Sentence, i: int, start: int, base: str) -> Iterator[Accusation]:
    """“The team kept ignoring it”, “had got used to ignoring it”, “the cause was us ignoring it”."""
    used = sentence.low[start - 2 : start] in (["used", "to"], ["accustomed", "to"])
    ended = sentence.low[start - 2 : start] == ["ended", "up"]
    if used or ended or sentence.low[start - 1] in ("kept", "started", "continued", "began"):
        verb = start - 2 if used or ended else start - 1
        agent = sentence.subject(verb)
        if agent.is_somebody and sentence.is_asserted(verb):
            yield accuse(agent, sentence, i)
        return
    agent = sentence.classify(sentence.base_start(start - 1), start)
    accused = sentence.tags[start - 1] in "NP" and blamable(agent, base, sentence, i)
    caused = _is_cause(sentence, agent.start) or sentence.low[agent.start] in ("us", "them", "me")
    if accused and caused and agent.kind != "nobody":
        yield accuse(agent, sentence, i)


def _hanging(sentence: Sentence, i: int, base: str) -> Iterator[Accusation]:
    """“Failing to read the changelog, the team shipped it”: whose failing it is stands behind the comma."""
    if _is_told_as_cause(sentence, i, base):
        someone = Agent(kind="someone", start=i, end=i + 1)
        yield Accusation(agent=someone, start=i, end=complement_end(sentence, i), form="gerund", verb=i)
        return
    comma = next((k for k in range(i + 1, min(len(sentence.low), i + 20)) if sentence.low[k] == ","), None)
    if comma is None or comma + 1 >= len(sentence.low):
        return
    agent = sentence.noun_phrase_after(comma + 1)
    verb = sentence.tags[agent.end : agent.end + 1]
    if verb in (["V"], ["X"], ["A"]) and agent.kind != "nobody" and blamable(agent, base, sentence, i):
        yield Accusation(agent=agent, start=i, end=complement_end(sentence, i), form="gerund", verb=i)


LED = words("led caused resulted was were made left cost brought created")


def _is_told_as_cause(sentence: Sentence, i: int, base: str) -> bool:
    """“Overlooking the syllabus led to missed deliverables”, or a note of nothing but that."""
    human = base in verbs.HUMAN_FAULTS or (base == "fail" and human_complement(sentence, i))
    if not human or sentence.low[i + 1 : i + 2] == ["is"]:
        return False
    later = sentence.low[i + 1 : i + 18]
    if not LED.isdisjoint(later):
        return True
    return "leading" in later or (base in ("fail", "forget", "neglect") and not has_verb(sentence, i + 2))


def _by_failing(sentence: Sentence, i: int, start: int) -> Iterator[Accusation]:
    """“The team caused it by ignoring the alert” names its subject; “by ignoring” alone does not."""
    if sentence.low[start - 1] not in ("by", "in", "for", "of"):
        return
    k = start - 2
    while k > 0 and sentence.tags[k] not in "VBX":
        k -= 1
    if k <= 0 or sentence.tags[k] != "V" or sentence.is_passive(k):
        return
    agent = sentence.subject(k)
    if agent.is_somebody and sentence.is_asserted(k):
        yield Accusation(agent=agent, start=start - 1, end=complement_end(sentence, i), form="gerund", verb=i)


def _is_cause(sentence: Sentence, i: int) -> bool:
    before = sentence.low[max(0, i - 3) : i]
    causes = (
        "due",
        "because",
        "by",
        "from",
        "with",
        "despite",
        "was",
        "is",
        "were",
        "cause",
        ":",
        "and",
        "of",
        "-",
    )
    return i == 0 or any(w in causes for w in before[-2:])
