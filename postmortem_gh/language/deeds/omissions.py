"""Duties that were not done: "did not check", "nobody checked", "was not checked by the team"."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.deeds.agency import SAFEGUARD_NOUNS, mentions_people
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words

RULES_OF_WORK = words(
    "procedure procedures process processes runbook runbooks playbook checklist instructions instruction "
    "policy policies guideline guidelines practice practices protocol protocols standard standards rule "
    "rules documentation docs recommendation recommendations steps manual advice plan sop"
)
REPROACHES = words(
    "bother care properly adequately sufficiently carefully thoroughly correctly diligently seriously "
    "enough even despite attention homework diligence job duty duties responsibility responsibilities "
    "well promised agreed required expected obliged supposed deserved simply"
)
# Not blamed for what they did not know, have or get: that is the context which a postmortem looks for.
CONTEXT_VERBS = words(
    "know have feel want need get receive see hear expect anticipate understand realise realize mean "
    "intend like own find be look cause lose"
)
RESTORED = words("turn switch put set bring add")
# ... unless one is named who did not.
UNAWARE = words("know understand realise realize")
# What "I did not" do is told as a fault of one's own, unless it is what one could not know or have.
SOLITARY = words(
    "contribute participate attend help respond spend take check verify test read ask tell inform "
    "communicate consult document double-check follow listen review think plan consider bother give "
    "escalate mention prioritise prioritize investigate"
)
RUED = words("check verify test ask read review document communicate consult fix rehearse follow")
OWED_BY_COMPANIES = words("notify respond reply answer escalate deliver disclose contact call follow provide")
IN_SPITE = words("despite though although")
MAKING = words("write create build make provide design")
# Duties between people, so that even a bare "they" is a person.
SPOKEN_DUTIES = words(
    "ask request inform tell communicate read think consider consult verify bother review document "
    "coordinate escalate warn discuss follow mention listen"
)


def negation(sentence: Sentence, i: int) -> Iterator[Accusation]:
    if sentence.low[i + 1 : i + 3] in (["a", "single"], ["one", "of"]):
        yield from _not_one(sentence, i)
        return
    if sentence.low[i + 1 : i + 2] in (["everyone"], ["everybody"]):
        yield from _not_everyone(sentence, i)
        return
    verb = _negated_verb(sentence, i)
    if verb is None or sentence.low[verb : verb + 2] == ["do", "so"]:
        yield from _promised(sentence, i)
        return
    base = verbs.lemma(sentence.low[verb])
    joined = sentence.low[max(0, i - 1)] == "but" and sentence.by_agent(verb) is not None
    if sentence.is_passive(verb) or joined:  # "was seen but not acted upon by"
        yield from _not_done_by(sentence, i, verb, joined)
    elif sentence.tags[verb] == "G" and i < 2:
        yield from _not_doing(sentence, i, verb)
    elif _is_simple_past(sentence, i, verb) and sentence.is_asserted(verb):
        yield from _left_undone(sentence, verb, base)


def _not_done_by(sentence: Sentence, i: int, verb: int, joined: bool) -> Iterator[Accusation]:
    """“The change was not checked by the platform team”."""
    agent = sentence.by_agent(verb)
    told = joined or any(w in ("was", "were", "been") for w in sentence.auxiliaries(verb))
    owed = told and verbs.lemma(sentence.low[verb]) in verbs.DUTIES and sentence.is_asserted(verb)
    if owed and agent and agent.is_person and _is_definite(sentence, agent):
        yield Accusation(agent=agent, start=i, end=agent.end, form="passive-not", verb=verb)


def _left_undone(sentence: Sentence, verb: int, base: str) -> Iterator[Accusation]:
    agent = sentence.subject(verb)
    if agent.kind == "none":
        if _is_note(sentence, verb, base):
            yield Accusation(
                agent=agent, start=sentence.group_start(verb), end=verb + 1, form="note-not", verb=verb
            )
    elif _owes(agent, sentence, verb, base):
        yield Accusation(agent=agent, start=agent.start, end=verb + 1, form="did-not", verb=verb)


COST = words("cost costs caused led meant made was bit came hurt delayed prolonged proved")


def _not_doing(sentence: Sentence, i: int, verb: int) -> Iterator[Accusation]:
    """“Not checking the replicas cost us two hours”."""
    opens = i == 0 or (i == 1 and sentence.low[0] in ("our", "my", "their", "us"))
    then = next((w for k, w in enumerate(sentence.low) if k > verb and sentence.tags[k] in "VX"), "")
    if opens and then in COST and verbs.lemma(sentence.low[verb]) in verbs.MINDFUL:
        yield Accusation(agent=Agent("someone", 0, 0), start=0, end=verb + 1, form="gerund", verb=verb)


ENDS: tuple[list[str], ...] = ([], ["."], [","], ["!"], [";"])
PROMISED = words("promise agree commit pledge undertake offer need mean vow")


def _promised(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Nina promised to fix it and didn't”, “we meant to, but never did”."""
    did = next((k for k in (i - 1, i + 1) if sentence.low[k : k + 1] in (["did"], ["had"])), None)
    if did is None:
        return
    end = max(i, did) + 1
    if sentence.low[end : end + 2] != ["do", "so"] and sentence.low[end : end + 1] not in ENDS:
        return
    verb = next((k for k in range(did) if verbs.lemma(sentence.low[k]) in PROMISED), None)
    if verb is None or sentence.tags[verb] != "V" or not sentence.is_plain_deed(verb):
        return
    agent = sentence.subject(verb)
    if agent.is_somebody or agent.kind in ("org", "they"):
        yield Accusation(agent=agent, start=agent.start, end=end, form="saying", verb=verb)


TOGETHER = words(
    "do contribute participate attend help show read join speak work agree respond finish follow"
)


def _not_everyone(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Not everyone did their stand-ups”."""
    verb = next((k for k in range(i + 2, min(len(sentence.low), i + 6)) if sentence.tags[k] in "VX"), None)
    if verb is not None and verbs.lemma(sentence.low[verb]) in TOGETHER and sentence.is_asserted(verb):
        agent = Agent(kind="someone", start=i, end=i + 2)
        yield Accusation(agent=agent, start=i, end=verb + 1, form="saying", verb=verb)


def _is_definite(sentence: Sentence, agent: Agent) -> bool:
    """Not "reviewed by another developer", which asks for a second pair of eyes and points at nobody."""
    open_ended = ("a", "an", "another", "any", "other", "second", "more", "one", "two")
    return agent.kind not in ("someone", "nobody", "you") and sentence.low[agent.start] not in open_ended


def _negated_verb(sentence: Sentence, i: int) -> int | None:
    """The verb that this not or never belongs to."""
    for k in range(i + 1, min(len(sentence.low), i + 5)):
        if sentence.low[k] == "have" and sentence.low[i - 1 : i] == ["did"]:
            return k
        if sentence.tags[k] in "VB" or (
            sentence.tags[k] == "G" and sentence.low[k] not in ("being", "going")
        ):
            return k
        if sentence.low[i - 1 : i] in (["did"], ["do"], ["does"]) and (
            sentence.tags[k] == "N" or sentence.low[k] in verbs.DUTIES
        ):
            return k
        if sentence.tags[k] not in "AX":
            return None
    return None


def _is_simple_past(sentence: Sentence, i: int, verb: int) -> bool:
    aux = sentence.auxiliaries(verb)
    if any(
        w in ("do", "does", "is", "are", "am", "will", "would", "can", "could", "may", "might", "must")
        for w in aux
    ):
        return False
    if sentence.tags[verb] == "G":
        return any(w in ("was", "were") for w in aux)
    if "did" in aux:
        return True
    if sentence.low[i] == "never":
        return sentence.tags[verb] == "V"
    return "had" in aux and sentence.tags[verb] == "V"


def _is_note(sentence: Sentence, verb: int, base: str) -> bool:
    """“Didn't check the logs”, “Single search, didn't verify”: nobody else could be meant."""
    return base in verbs.MINDFUL | SOLITARY and not _has_verb_before(sentence, sentence.group_start(verb))


def _has_verb_before(sentence: Sentence, i: int) -> bool:
    for k in range(i - 1, max(-1, i - 15), -1):
        if sentence.low[k] in (":", ";", "—", "–", "("):
            return False
        if sentence.tags[k] in "XM":
            return True
        if sentence.tags[k] == "V" and k > 0:
            return sentence.tags[k - 1] not in ".C"
        if sentence.tags[k] == "V":
            return False
    return False


def _owes(agent: Agent, sentence: Sentence, verb: int, base: str) -> bool:
    """Whether it is this one's omission. We may tell our own, unless there is reproach in it."""
    following = sentence.low[verb + 1 :][:16]
    if base in ("bother", "care"):
        return agent.is_human and agent.kind != "user"
    if base == "follow":
        return agent.is_human and not RULES_OF_WORK.isdisjoint(following)
    if base == "know" and following[:1] == ["what"] and "doing" in following[:5]:
        return agent.is_person
    if base in MAKING and (SAFEGUARD_NOUNS | {"enough"}).isdisjoint(following):
        return False  # "the team did not write the original contract"
    if (base in verbs.DUTIES and _knew_of_it(sentence, agent, verb)) or _is_not_put_back(
        sentence, agent, verb
    ):
        return True
    if agent.kind in ("we", "they"):
        return _owe_together(agent, sentence, verb, base)
    if _is_in_spite(sentence, agent, base) or (agent.kind == "name" and base in UNAWARE):
        return True
    if base in CONTEXT_VERBS or base not in verbs.DUTIES:
        return False
    if base == "think" and {"to", "about", "of"}.isdisjoint(following[:2]):
        return False
    return _is_owed_by(agent, sentence, base)


def _is_not_put_back(sentence: Sentence, agent: Agent, verb: int) -> bool:
    """“Elena disabled the alert and never turned it back on”."""
    never = "never" in sentence.auxiliaries(verb) and verbs.lemma(sentence.low[verb]) in RESTORED
    return never and agent.is_somebody and "back" in sentence.low[verb + 1 : verb + 6]


def _owe_together(agent: Agent, sentence: Sentence, verb: int, base: str) -> bool:
    """Of us, and of a "they" that stands for people, only what is told with reproach."""
    following, aux = sentence.low[verb + 1 :][:16], sentence.auxiliaries(verb)
    if agent.kind == "they" and base in SPOKEN_DUTIES and agent.start == 0:
        return True
    if sentence.head(agent) == "i" and base in SOLITARY:
        return True  # one person's omission, not a team's
    if agent.kind == "we" and "never" in aux:
        return base in RUED
    if "enough" in following and base not in CONTEXT_VERBS | {"take"}:
        return agent.kind == "we"
    manner = not (REPROACHES - {"even", "despite"}).isdisjoint(aux)
    reproach = manner or not REPROACHES.isdisjoint(following)
    people = agent.kind == "we" or mentions_people(sentence, agent)
    return reproach and people and (manner or base in verbs.DUTIES)


def _is_in_spite(sentence: Sentence, agent: Agent, base: str) -> bool:
    """“Despite three e-mails, management did not order the disks”."""
    if IN_SPITE.isdisjoint(sentence.low) or base in ("know", "see", "hear"):
        return False
    return agent.kind == "org" or (agent.is_person and agent.kind not in ("nobody", "you"))


def _is_owed_by(agent: Agent, sentence: Sentence, base: str) -> bool:
    """A company, a capital letter and people at large only owe what nobody but people can do."""
    if agent.kind == "org" and base in OWED_BY_COMPANIES:
        return True
    anybody = sentence.head(agent) in ("people", "folks", "individuals", "humans")
    if agent.kind in ("org", "capital") or anybody:
        return base in verbs.MINDFUL and base not in ("update", "use", "add", "keep", "write")
    if agent.kind == "you":
        return base in verbs.MINDFUL
    if agent.kind == "user":
        return base in ("think", "read", "follow")
    return agent.is_somebody


def _knew_of_it(sentence: Sentence, agent: Agent, verb: int) -> bool:
    """“We knew about the risk but did not act on it”."""
    known = next((k for k in range(verb) if sentence.low[k] in ("knew", "known", "aware")), None)
    if known is None or not agent.is_person or sentence.is_negated(known):
        return False
    return sentence.low[known] != "known" or "had" in sentence.low[:known] or "never" in sentence.low


def nobody(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Nobody checked the backups”: no one in particular is still someone who ought to have."""
    end = _verb_of_nobody(sentence, i)
    if sentence.low[end : end + 1] == ["did"]:
        yield from _and_nobody_did(sentence, i, end)
        return
    if end >= len(sentence.low) or sentence.tags[end] != "V" or not sentence.is_asserted(end):
        return
    agent = sentence.subject(end)
    if "so" in sentence.low[max(0, i - 2) : i]:  # "no alert was set, so nobody noticed": the cause is told
        return
    if agent.kind == "nobody" and not sentence.is_passive(end) and _is_owed_by_all(sentence, agent, end):
        yield Accusation(agent=agent, start=agent.start, end=end + 1, form="nobody", verb=end)


def _verb_of_nobody(sentence: Sentence, i: int) -> int:
    end = i + 1
    while end < len(sentence.low) and end - i < 12 and sentence.tags[end] in "NDIP'J#AG":
        end += 1
    if end < len(sentence.low) and sentence.low[end] == "had":
        end += 1
        while end < len(sentence.low) and sentence.tags[end] == "A":
            end += 1
    return end


def _and_nobody_did(sentence: Sentence, i: int, did: int) -> Iterator[Accusation]:
    """“Somebody needed to check it, and nobody did.”"""
    ends = sentence.low[did + 1 : did + 2] in ([], ["."], [","])
    if ends and sentence.low[i - 1 : i] in (["and"], ["but"]) and not sentence.is_question:
        agent = sentence.classify(i, did)
        yield Accusation(agent=agent, start=i, end=did + 1, form="saying", verb=did)


def _is_owed_by_all(sentence: Sentence, agent: Agent, verb: int) -> bool:
    """That nobody knew is what the situation was, unless it is held against a group."""
    base = verbs.lemma(sentence.low[verb])
    bare = agent.end - agent.start == 1 or sentence.head(agent) == "one"
    if bare and base in ("notice", "see", "realise", "realize", "know", "anticipate"):
        return False
    owed = base in verbs.DUTIES and base not in (CONTEXT_VERBS - {"own", "look"})
    seen = base in ("realise", "realize", "see", "anticipate")
    return (owed or seen) and base not in ("report", "use", "complain")


def _not_one(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Not a single reviewer noticed”, “not one of us asked”."""
    verb = next((k for k in range(i + 2, min(len(sentence.low), i + 12)) if sentence.tags[k] == "V"), None)
    if verb is None or verbs.lemma(sentence.low[verb]) not in verbs.DUTIES or sentence.is_passive(verb):
        return
    agent = sentence.subject(verb)
    if agent.is_person and sentence.is_asserted(verb):
        yield Accusation(agent=agent._replace(kind="nobody"), start=i, end=verb + 1, form="nobody", verb=verb)
