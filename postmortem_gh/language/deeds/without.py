"""What was done without, instead of, or in spite of something: "without checking", "though we knew"."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.deeds.agency import SAFEGUARD_NOUNS, has_later_verb
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.mishaps import REMEDIES

KNOWING = words("aware knew known warned told reminded instructed advised informed asked documented")


def without(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“we deployed without checking in with the previous operator”."""
    verb = _gerund_after(sentence, i)
    if verb is None:
        yield from _without_notice(sentence, i)
        return
    base = verbs.lemma(sentence.low[verb])
    joined = [
        verbs.lemma(w)
        for k, w in enumerate(sentence.low[verb + 1 : verb + 7], verb + 1)
        if sentence.tags[k] == "G"
    ]
    mindful = any(each in verbs.MINDFUL or each in ("master", "wait", "follow") for each in (base, *joined))
    steps = base in ("run", "do", "make", "perform", "take", "get", "have", "complete", "finish")
    waved = _waved_through(sentence, i)
    if (
        not waved
        and not mindful
        and not (steps and any(w in SAFEGUARD_NOUNS for w in sentence.low[verb + 1 : verb + 6]))
    ):
        return
    agent = _doer(sentence, i) or _doer_behind(sentence, i)
    if sentence.low[i + 1] in ("anyone", "anybody", "someone", "somebody"):
        agent = agent or Agent(kind="nobody", start=i + 1, end=i + 2)
    if (
        agent is None
        and sentence.tags[0] in "VG"
        and sentence.is_at_start(0)
        and not has_later_verb(sentence, 0)
    ):
        agent = Agent(kind="none", start=i, end=i)  # a note: "Shipped without running the tests"
    if agent:
        yield Accusation(agent=agent, start=i, end=verb + 1, form="without", verb=verb)
    else:
        yield from _without_notice(sentence, i)


def _without_notice(sentence: Sentence, i: int) -> Iterator[Accusation]:
    window = sentence.low[i + 1 : i + 9]
    phrase = window[: next((k for k, w in enumerate(window) if w in ".,;:"), len(window))]
    agent = _doer(sentence, i)
    if not CARE.isdisjoint(phrase):
        agent = agent or Agent(kind="someone", start=i, end=i + 1)
    elif (
        agent and agent.kind in ("name", "role") and phrase[:1] in (["proper"], ["adequate"], ["sufficient"])
    ):
        pass
    elif SIGN_OFF.isdisjoint(phrase) or (agent and agent.kind == "we"):
        return
    if agent:
        yield Accusation(agent=agent, start=i, end=min(i + 3, len(sentence.low)), form="without", verb=i)


WAVED = words("sign approve merge accept release ship deploy push publish mark close dismiss confirm commit")


def _waved_through(sentence: Sentence, i: int) -> bool:
    """“The release manager signed off on the build without opening the test report”."""
    verb = sentence.previous_verb(i, 14)
    if verb is None or verbs.lemma(sentence.low[verb]) not in WAVED or sentence.is_passive(verb):
        return False
    return sentence.subject(verb).kind in (
        "role",
        "name",
        "team",
        "he",
        "someone",
        "initial",
        "capital",
        "org",
    )


CARE = words("diligence care thought consideration forethought regard")
SIGN_OFF = words(
    "notice permission approval review testing warning consent checking authorization authorisation"
)


def _gerund_after(sentence: Sentence, i: int) -> int | None:
    for k in range(i + 1, min(len(sentence.low), i + 5)):
        if sentence.tags[k] == "G":
            return k
        if sentence.tags[k] not in "ADPNC'":
            return None
    return None


def _doer_behind(sentence: Sentence, i: int) -> Agent | None:
    """“Without consulting the runbook, the responder rebooted both”."""
    if not sentence.is_at_start(i):
        return None
    comma = next((k for k in range(i + 2, min(len(sentence.low), i + 14)) if sentence.low[k] == ","), None)
    agent = sentence.noun_phrase_after(comma + 1) if comma else None
    did = agent is not None and sentence.tags[agent.end : agent.end + 1] == ["V"]
    return agent if agent and did and agent.is_somebody else None


def _doer(sentence: Sentence, i: int) -> Agent | None:
    """Who did, before this word, what is told without something."""
    for k in range(i - 1, max(-1, i - 30), -1):
        if sentence.low[k] in (";", ":"):
            return None
        if sentence.tags[k] == "V" or (sentence.tags[k] == "N" and sentence.low[k] in ("absent", "late")):
            if sentence.tags[k] == "V" and not sentence.is_asserted(k):
                return None
            if not {"could", "would", "might"}.isdisjoint(sentence.auxiliaries(k)):
                return None
            if sentence.is_negated(k):
                return None
            agent = sentence.by_agent(k) if sentence.is_passive(k) else sentence.subject(k)
            if agent and agent.is_person and agent.kind not in ("nobody", "you"):
                return agent
            if agent and agent.kind in ("org", "capital", "initial"):
                return agent
        elif sentence.tags[k] in "XM" and sentence.tags[k + 1] != "V":
            return None
    return None


def even_though(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“even though we were aware of possible problems”."""
    window = sentence.low[i + 1 : i + 8]
    known = next((k for k, w in enumerate(window) if w in KNOWING), None)
    if known is None or "not" in window[:known]:
        yield from _in_spite_of(sentence, i)
        return
    verb = i + 1 + known
    agent = sentence.subject(verb)
    if agent.is_somebody and sentence.low[verb] != "documented":
        yield Accusation(
            agent=agent,
            start=max(0, i - (sentence.low[i - 1] == "even")),
            end=verb + 1,
            form="knew",
            verb=verb,
        )


HEARD = words(
    "knowing warned told reminded warnings reminders warning advice objections concerns complaints pleas "
    "freeze policy ban moratorium embargo alarms requests recommendation recommendations guidance"
)


def _in_spite_of(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Fatima approved it even though the checks had not finished”."""
    window = sentence.low[i + 1 : i + 12]
    verb = sentence.previous_verb(i, 20)
    if verb is None or {"not", "never", "warned", "failing", "failed", "red", "forbids"}.isdisjoint(window):
        return
    agent = sentence.subject(verb)
    is_remedy = verbs.lemma(sentence.low[verb]) in REMEDIES
    if (
        sentence.is_plain_deed(verb)
        and not is_remedy
        and agent.kind in ("role", "name", "team", "he", "someone")
    ):
        yield Accusation(agent=agent, start=agent.start, end=verb + 1, form="cause", verb=verb)


def despite(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“despite having been warned”, “despite knowing”."""
    window = sentence.low[i + 1 : i + 6]
    if not HEARD.isdisjoint(window):
        agent = next(
            (a for k, t in enumerate(sentence.tags) if t == "V" and (a := sentence.subject(k)).is_person),
            None,
        )
        if agent and agent.kind != "nobody":
            yield Accusation(agent=agent, start=i, end=min(len(sentence.low), i + 3), form="knew", verb=i)


MEANT = words(
    "staging test testing sandbox dev development backup backups replica standby local correct right intended"
)


def _in_the_wrong_place(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“A developer had run it in the production console instead of the staging console”."""
    verb = sentence.previous_verb(i, 14)
    if verb is None or not sentence.is_plain_deed(verb):
        return
    agent = sentence.subject(verb)
    if agent.kind in ("role", "name", "he", "someone", "capital", "we"):
        yield Accusation(agent=agent, start=agent.start, end=i + 2, form="wrong", verb=verb)


def instead(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Instead of Lena calling the vendor”: what somebody did not do."""
    if sentence.low[i + 1 : i + 2] != ["of"] or i + 3 >= len(sentence.low):
        return
    if not MEANT.isdisjoint(sentence.low[i + 2 : i + 5]):
        yield from _in_the_wrong_place(sentence, i)
        return
    agent = sentence.noun_phrase_after(i + 2)
    if (
        agent.kind in ("name", "role", "team")
        and agent.end < len(sentence.tags)
        and sentence.tags[agent.end] == "G"
    ):
        yield Accusation(agent=agent, start=i, end=agent.end + 1, form="gerund", verb=agent.end)
