"""Who can be blamed for a verb, and where the accusing words end.

Shared by the patterns beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.lexicon import callings, verbs
from postmortem_gh.language.lexicon.words import words

SAFEGUARD_NOUNS = words(
    "review reviews approval approvals process procedure procedures check checks test tests testing step "
    "steps canary staging runbook validation verification safeguard safeguards guard guards guardrail "
    "guardrails ci pipeline checklist protocol policy policies qa backup backups control controls "
    "rehearsal dry-run audit documentation instructions warning warnings confirmation part parts sign-off "
    "code-review line section suite linter drill diff smoke"
)


def blamable(agent: Agent, base: str, sentence: Sentence, i: int) -> bool:
    """Whether this one can be blamed for this verb."""
    if agent.kind in ("you", "they") and base == "fail" and not _takes_infinitive(sentence, i):
        return False
    if agent.is_person:
        return True
    if agent.kind == "system":
        head = sentence.head(agent)
        return (base in verbs.HUMAN_FAULTS and callings.has_calling(head)) or (
            callings.looks_human(head) and human_complement(sentence, i)
        )
    human = base in verbs.HUMAN_FAULTS or human_complement(sentence, i)
    if agent.kind in ("capital", "initial"):
        if any(w in ("thinking", "believing", "assuming", "hoping") for w in sentence.low[i + 1 : i + 8]):
            return True
        if base in ("ignore", "dismiss", "disregard", "downplay"):
            return base != "ignore" and sentence.tags[i + 1 : i + 2] == ["D"]
        return human
    if agent.kind == "they":
        return (human and base != "ignore") or mentions_people(sentence, agent)
    if agent.kind == "org":
        return human or (
            sentence.low[agent.start] in ("our", "the", "their") and base in ("fail", "miss", "break")
        )
    return agent.kind == "user" and human and base not in ("fail", "miss", "ignore", "forget")


def human_complement(sentence: Sentence, i: int) -> bool:
    """“failed to notice”: only people notice."""
    if not _takes_infinitive(sentence, i):
        return False
    k = i + 2
    while k < len(sentence.low) - 1 and sentence.tags[k] == "A":
        k += 1
    return sentence.low[k] in verbs.MINDFUL


def mentions_people(sentence: Sentence, agent: Agent) -> bool:
    """Whether "they" has a person to stand for, earlier in the sentence."""
    for k in range(agent.start - 1, -1, -1):
        if sentence.tags[k] in "NP" and sentence.classify(k, k + 1).kind in (
            "role",
            "team",
            "org",
            "someone",
        ):
            return True
    return False


def may_slip(agent: Agent, sentence: Sentence, verb: int) -> bool:
    """Whether this one can have done it by mistake."""
    if agent.kind == "they":
        return mentions_people(sentence, agent) or verbs.lemma(sentence.low[verb]) in (
            "think",
            "believe",
            "assume",
        )
    return agent.is_somebody or agent.kind in ("org", "user", "capital")


def _takes_infinitive(sentence: Sentence, i: int) -> bool:
    return i + 2 < len(sentence.low) and sentence.low[i + 1] == "to"


def complement_end(sentence: Sentence, i: int) -> int:
    return i + 3 if _takes_infinitive(sentence, i) else i + 1


def accuse(agent: Agent, sentence: Sentence, i: int) -> Accusation:
    start = agent.start if agent.end <= i else i
    form = "failed-to" if _takes_infinitive(sentence, i) else "verb"
    return Accusation(agent=agent, start=start, end=complement_end(sentence, i), form=form, verb=i)


ALONE = frozenset(("name", "role", "he", "someone"))
"""Who is one person: of a team the same words may only say what it was like."""


def accuse_doer(
    sentence: Sentence, verb: int, end: int, *, said: bool, whom: frozenset[str] = ALONE, form: str = "verb"
) -> Iterator[Accusation]:
    """The subject of a plain deed, where it is one of these and the deed is told as a pattern has it."""
    if not said or not sentence.is_plain_deed(verb):
        return
    agent = sentence.subject(verb)
    if agent.kind in whom:
        yield Accusation(agent=agent, start=agent.start, end=end, form=form, verb=verb)


def is_reduced_passive(sentence: Sentence, i: int) -> bool:
    """“the alert ignored by the on-call”: a participle with by and no auxiliary."""
    nearby = sentence.low[i + 1 : i + 3]
    return "by" in nearby and not sentence.auxiliaries(i) and sentence.by_agent(i) is not None


def has_verb(sentence: Sentence, i: int) -> bool:
    """Whether a finite verb stands from here on."""
    return any(tag in "VXMB" and sentence.tags[k - 1] != "T" for k, tag in enumerate(sentence.tags[i:], i))


def has_later_verb(sentence: Sentence, i: int) -> bool:
    """Whether a finite verb follows, so that these words were its subject: “Missed runs started it”."""
    for k in range(i + 1, min(len(sentence.low), i + 12)):
        tag = sentence.tags[k]
        if tag in "SR" or sentence.low[k] in (",", ";", ":", "(", "—"):
            return False
        if tag in "XM" or (tag == "V" and sentence.tags[k - 1] in "NJ"):
            return True
    return False
