"""Blame in so many words: caused by an engineer, to blame, at fault, responsible for the outage."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation, of_owner
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.deeds.faults import fault_verb
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.nouns.classes import ADJECTIVES_OF_BLAME

MISHAPS = words(
    "outage outages downtime incident failure mistake error bug breakage damage disruption loss mess "
    "crash problem issue misconfiguration regression deletion leak breach errors failures crashes "
    "corruption delay delays incidents issues problems exposure"
)
COPULA = words("is are was were be am been 's 're")
PARTLY = COPULA | words(
    "not never partly partially solely entirely mostly largely clearly also really fully squarely wholly "
    "both all primarily mainly only"
)


def by_person(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The outage was caused by an engineer who …”: the person is the cause."""
    if sentence.low[i] == "set" and sentence.low[i + 1 : i + 2] != ["off"]:
        yield from fault_verb(sentence, i)
        return
    if sentence.tags[i] != "V" or not sentence.is_asserted(i) or sentence.is_negated(i):
        return
    if any(w in ("are", "be", "is") for w in sentence.auxiliaries(i)) or not _is_mishap_there(sentence, i):
        return
    k = i + 1
    while k < len(sentence.low) and (sentence.tags[k] == "A" or sentence.low[k] in ("about", "off")):
        k += 1
    if k >= len(sentence.low) - 1 or sentence.low[k] != "by":
        yield from fault_verb(sentence, i)
        return
    agent = sentence.noun_phrase_after(k + 1)
    if agent.of_whom in ("role", "name", "team", "he") and _is_bad_work(sentence, agent):
        yield Accusation(
            agent=of_owner(agent, k + 1, agent.end - 1), start=i, end=agent.end, form="by", verb=i
        )
        return
    if agent.kind == "system":
        agent = _behind(sentence, agent)
    if agent.is_person and agent.kind not in ("nobody", "you") and not sentence.is_denied(k + 1):
        yield Accusation(agent=agent, start=i, end=agent.end, form="by", verb=i)
    elif (
        agent.kind in ("org", "capital") and agent.end < len(sentence.low) and sentence.tags[agent.end] == "G"
    ):
        yield Accusation(agent=agent, start=i, end=agent.end + 1, form="by", verb=i)


def _is_bad_work(sentence: Sentence, agent: Agent) -> bool:
    """“triggered by an engineer's incorrect firewall rule”."""
    return not ADJECTIVES_OF_BLAME.isdisjoint(sentence.low[agent.start : agent.end])


MADE = words("made introduced pushed merged deployed committed applied written")
OF_WHOM = words(
    "hand hands action actions fault mistake error negligence carelessness oversight failure inaction"
)


def _behind(sentence: Sentence, thing: Agent) -> Agent:
    """“caused by the deletion of the database by an intern”: who stands behind the thing."""
    for k in range(thing.end, min(len(sentence.low), thing.end + 9)):
        if sentence.low[k] == "by" or (sentence.low[k] == "of" and sentence.low[k - 1] in OF_WHOM):
            return sentence.noun_phrase_after(k + 1)
        if sentence.tags[k] not in "IDNJ#U'" and sentence.low[k] not in MADE:
            break
    return thing


def _is_mishap_there(sentence: Sentence, i: int) -> bool:
    """A deploy is triggered by an engineer every day; an outage is not."""
    if sentence.low[i] not in ("triggered", "set", "started", "initiated", "prompted", "induced"):
        return True
    agent = sentence.subject(i)
    head = sentence.low[i - 2] if sentence.low[i - 1] == "," and i > 1 else sentence.head(agent)
    return head in MISHAPS or head in ("this", "it", "which", "that")


def blame(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“is to blame”, “is at fault”, “blame lies with”."""
    if sentence.is_question:
        return
    before = sentence.low[i - 1] if i else ""
    if _is_self_blame(sentence, i):
        start = max(0, i - 2)
        yield Accusation(agent=Agent("we", start, i + 1), start=start, end=i + 1, form="blame")
    elif i > 1 and before in ("to", "at"):
        yield from _is_to_blame(sentence, i)
    elif before == "the" and sentence.low[i - 2 : i - 1] in (["take"], ["takes"], ["took"], ["accept"]):
        yield from _takes_the_blame(sentence, i)
    elif not sentence.is_denied(i) and "not" not in sentence.low[max(0, i - 5) : i]:
        yield from _blame_on(sentence, i)


def _is_self_blame(sentence: Sentence, i: int) -> bool:
    """“we have ourselves to blame”, “I blame myself”."""
    ourselves = sentence.low[max(0, i - 2) : i]
    if ourselves in (["ourselves", "to"], ["themselves", "to"], ["himself", "to"], ["herself", "to"]):
        return True
    return ourselves[-1:] == ["i"] and sentence.low[i + 1 : i + 2] == ["myself"]


def _is_to_blame(sentence: Sentence, i: int) -> Iterator[Accusation]:
    j = i - 2
    while j >= 0 and sentence.tags[j] in "XAM!DN" and sentence.low[j] in PARTLY:
        j -= 1
    agent = sentence.subject_before(j, 0) if j >= 0 else Agent(kind="none", start=0, end=0)
    between = sentence.low[j + 1 : i - 1]
    said = any(w in COPULA for w in between) and not {"not", "never"} & set(between)
    if said and _is_blamed(sentence, agent):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="blame", verb=i)


def _takes_the_blame(sentence: Sentence, i: int) -> Iterator[Accusation]:
    unnamed = sentence.tags[i - 3] == "T"
    agent = Agent("someone", i, i + 1) if unnamed else sentence.subject_before(i - 3, 0)
    if agent.is_person or agent.kind in ("org", "someone"):
        yield Accusation(agent=agent, start=i - 2, end=i + 1, form="blame", verb=i)


def _blame_on(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The report pins the blame on the board”, “the fault lies with the vendor”."""
    on = sentence.low[i + 1 : i + 2] in (["on"], ["at"])
    if on and not PLACED.isdisjoint(sentence.low[max(0, i - 3) : i]):
        agent = sentence.noun_phrase_after(i + 2)
        blamed = agent.is_human or agent.of_whom in ("name", "org", "team", "role", "capital")
    else:
        lies = next((k for k, w in enumerate(sentence.low[i + 1 : i + 8], i + 1) if w in LIES), None)
        adverb = 1 if lies and sentence.tags[lies + 1 : lies + 2] == ["A"] else 0  # "lies solely with"
        agent = sentence.noun_phrase_after(lies + 2 + adverb) if lies else Agent("none", i, i)
        blamed = agent.is_human
    if blamed:
        yield Accusation(agent=agent, start=i, end=agent.end, form="blame", verb=i)


LIES = words("lies lay rests rested falls fell belongs points goes went")
PLACED = words("pin pins pinned put puts place places placed lay lays laid cast casts shifted shifts")


def admitted(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“CSX admitted fault in leaving …”, “NASA acknowledged its own responsibility for failing to …”."""
    window = sentence.low[i + 1 : i + 12]
    if sentence.tags[i] != "V" or sentence.is_question or sentence.is_negated(i) or sentence.is_passive(i):
        return
    told = (
        OWNED_UP
        if sentence.low[i] in ("admitted", "confessed", "conceded")
        else OWNED_UP - {"error", "errors"}
    )
    place = next((k for k, w in enumerate(window, i + 1) if w in told), None)
    agent = sentence.subject(i)
    if place is None or agent.kind in ("user", "attacker", "nobody") or not sentence.is_asserted(i):
        return
    if {"not", "no", "never"}.isdisjoint(window[: place - i]):
        someone = agent if agent.is_human else agent._replace(kind="org")
        yield Accusation(agent=someone, start=agent.start, end=place + 1, form="blame", verb=i)


OWNED_UP = words(
    "fault guilt blame negligence responsibility mistake mistakes error errors failing failings failure "
    "wrongdoing oversight carelessness forgot overlooked neglected misjudged"
)


def culprit(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The vendor is the culprit”, “the culprit was a junior developer”."""
    if sentence.is_question or sentence.is_denied(i):
        return
    copula = next(
        (k for k in (i - 2, i - 1, i - 3, i + 1) if 0 < k < len(sentence.low) and sentence.low[k] in COPULA),
        None,
    )
    if copula is None or copula + 1 >= len(sentence.low) or sentence.is_negated(copula):
        return
    agent = sentence.subject(copula) if copula < i else sentence.noun_phrase_after(copula + 1)
    if agent.is_somebody or agent.kind == "org":
        yield Accusation(
            agent=agent, start=min(agent.start, i), end=max(agent.end, i + 1), form="blame", verb=i
        )


def _is_blamed(sentence: Sentence, agent: Agent) -> bool:
    owned = agent.of_whom in ("we", "role", "team", "name", "he", "org")  # "my own code is to blame"
    if not (agent.is_human or agent.kind == "capital" or owned) or agent.kind == "nobody":
        return False
    if sentence.is_denied(agent.start) or sentence.is_supposed(agent.start):
        return False
    return sentence.low[agent.start] not in ("no", "who", "anyone", "anybody")


def responsible(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """Responsible for the outage is blame, responsible for the load balancer is ownership."""
    if sentence.low[i + 1 : i + 2] in (["party"], ["person"], ["individual"]):
        yield from culprit(sentence, i + 1)
    if sentence.low[i + 1 : i + 2] != ["for"] or sentence.is_negated(i) or not sentence.is_asserted(i):
        return
    aux = sentence.auxiliaries(i)
    past = any(w in ("was", "were", "been") for w in aux)
    attribute = i > 0 and sentence.tags[i - 1] == "N"  # "the person responsible for the outage"
    if not (attribute or any(w in COPULA for w in aux)) or not _is_for_mishap(
        sentence, i + 2, past or attribute
    ):
        return
    agent = sentence.subject(i)
    if agent.is_human and agent.kind not in ("nobody", "user"):
        yield Accusation(agent=agent, start=agent.start, end=i + 2, form="blame", verb=i)


def _is_for_mishap(sentence: Sentence, start: int, past: bool) -> bool:
    """“for the outage”, “for causing it”; incidents and issues have owners, so of them only the past."""
    for k in range(start, min(len(sentence.low), start + 5)):
        word = sentence.low[k]
        if (
            word in ("broken", "lost", "failed", "wrong")
            and k + 1 < len(sentence.tags)
            and sentence.tags[k + 1] == "N"
        ):
            return True
        if sentence.tags[k] == "G":
            return word in (
                "causing",
                "breaking",
                "deleting",
                "leaking",
                "losing",
                "introducing",
                "triggering",
            )
        if word in MISHAPS:
            compound = k + 1 < len(sentence.tags) and sentence.tags[k + 1] in "NG"
            owned = (
                "incident",
                "issue",
                "problem",
                "failure",
                "error",
                "incidents",
                "issues",
                "problems",
                "errors",
                "failures",
            )
            return not compound and (past or word not in owned)
    return False


def job_of(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“It was the DBA's job to check the replica”, “the responsibility lies with the vendor”."""
    if sentence.low[i] == "responsibility":
        yield from blame(sentence, i)
    if sentence.low[i + 1 : i + 2] not in (["to"], ["of"]) or "was" not in sentence.low[max(0, i - 6) : i]:
        return
    if sentence.low[i] == "duty" and sentence.low[i - 1] == "our" and sentence.low[i + 1] == "to":
        yield Accusation(agent=Agent("we", i - 1, i + 1), start=i - 1, end=i + 1, form="blame")
        return
    agent = sentence.classify(sentence.base_start(i), i + 1)
    if sentence.low[i + 1] == "of":
        owner = sentence.noun_phrase_after(i + 2)
        if owner.is_person and "to" in sentence.low[owner.end : owner.end + 5]:
            yield Accusation(agent=owner, start=i, end=owner.end, form="blame", verb=i)
    elif agent.of_whom in ("role", "team", "name", "he", "org"):
        yield Accusation(
            agent=agent._replace(kind=agent.of_whom, name=agent.owner),
            start=agent.start,
            end=i + 1,
            form="blame",
        )
