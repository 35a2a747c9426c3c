"""What people could, should or would have done: the verbs of a past that did not happen.

Used by rules/counterfactual.py. A system's past is fine ("the alert should have fired"), people's is
not, and neither is a passive that only people can have in mind ("should have been reviewed").
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.finders import by_word
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.past.classes import BY_MACHINES, REPROACHED, Counterfactual
from postmortem_gh.language.past.duties import (
    expected_better,
    hindsight_shows,
    never_have_happened,
    no_reason,
    one_would_expect,
    right_answer,
    right_thing,
    up_to,
    were_it_not,
)
from postmortem_gh.language.past.excuses import is_excused, is_short_of_time
from postmortem_gh.language.past.means import QUALITIES, means_before
from postmortem_gh.language.past.passives import PEOPLE_MATTERS, been, passive
from postmortem_gh.language.past.unreal import (
    all_it_took,
    as_we_should,
    avoidable,
    go_back,
    had_we,
    if_only,
    left_open,
    rhetorical,
    supposed,
    verb_after,
    wish,
)


def counterfactuals(sentence: Sentence) -> Iterator[Counterfactual]:
    """Each counterfactual about people in the sentence."""
    if sentence.is_question:
        yield from rhetorical(sentence)
        return
    for i, word in enumerate(sentence.low):
        if sentence.tags[i] == "Q":
            continue
        if sentence.tags[i] == "M":
            yield from left_open(sentence, i)
        finder = FINDERS.get(word)
        if finder:
            yield from finder(sentence, i)


def _have(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """After a modal it is what would have been; "had" alone may be what had not been."""
    if i and _modal_before(sentence, i):
        yield from _would_have(sentence, i)
    elif sentence.low[i] == "had":
        yield from had_we(sentence, i)


def supposed_or_better(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    yield from supposed(sentence, i)
    yield from expected_better(sentence, i)


FINDERS = by_word(
    (words("have had"), _have),
    (words("wish wished wishes regret regrets"), wish),
    (words("supposed meant obliged expected asked required"), supposed_or_better),
    (words("only just"), if_only),
    (words("as than"), as_we_should),
    (words("all"), all_it_took),
    (words("if"), go_back),
    (words("avoidable preventable"), avoidable),
    (words("up"), up_to),
    (words("thing"), right_thing),
    (words("reason"), no_reason),
    (words("expect"), one_would_expect),
    (words("response call move decision choice answer option"), right_answer),
    (words("happened"), never_have_happened),
    (words("were"), were_it_not),
    (words("hindsight"), hindsight_shows),
)


def _modal_before(sentence: Sentence, i: int) -> str:
    for k in range(i - 1, max(-1, i - 6), -1):
        if sentence.tags[k] == "M":
            return sentence.low[k]
        if sentence.low[k] == "to" and k > 1 and "ought" in sentence.low[k - 2 : k]:
            return "ought"
        if sentence.low[k] == "to" and k and sentence.low[k - 1] in ("ought", "needed", "supposed"):
            return "ought"
        if sentence.low[k] == "not" and k and sentence.low[k - 1] == "need":
            return "should"  # "this need not have happened"
        if sentence.low[k : k + 2] == ["at", "least"]:
            continue
        if sentence.tags[k] not in "A!PNDT":
            return ""
        if sentence.tags[k] in "PND" and not _is_inverted(sentence, k):
            return ""
    return ""


def _is_inverted(sentence: Sentence, k: int) -> bool:
    return k > 0 and sentence.tags[k - 1] == "M"


def _would_have(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    modal = _modal_before(sentence, i)
    verb = verb_after(sentence, i)
    if modal in ("", "must", "will", "shall", "may", "can", "'ll") or verb is None:
        return
    means = means_before(sentence, i)
    enough = sentence.low[verb + 1 : verb + 2] in (["enough"], ["sufficient"])
    if means >= 0 and sentence.low[verb] == "been" and enough:
        yield Counterfactual(start=means, end=verb + 2)
        return
    if (sentence.low[verb] == "been" and means < 0) or sentence.tags[verb] != "V":
        yield from been(sentence, i, verb, modal)
        return
    if is_short_of_time(sentence):
        return
    if means >= 0 and modal in ("would", "could", "might", "should"):
        yield Counterfactual(start=means, end=verb + 1)
    elif sentence.is_passive(verb):
        yield from passive(sentence, i, verb, modal)
    else:
        yield from _active(sentence, verb, modal)


def _active(sentence: Sentence, verb: int, modal: str) -> Iterator[Counterfactual]:
    agent = sentence.subject(verb)
    base = verbs.lemma(sentence.low[verb])
    if agent.kind == "none" and _is_left_out(sentence, verb, modal, base):
        yield Counterfactual(start=sentence.group_start(verb), end=verb + 1, agent=agent, verb=verb)
        return
    if (
        base in ("expect", "hope", "think")
        and modal == "would"
        and sentence.low[agent.start : agent.end] in (["one"], ["you"])
    ):
        if not sentence.noun_phrase_after(verb + 1).is_human:
            return
        yield Counterfactual(start=agent.start, end=verb + 1, agent=agent, verb=verb)
        return
    if base in ("take", "cost", "require") and agent.kind == "system" and _then_to(sentence, verb):
        yield Counterfactual(start=agent.start, end=verb + 1, agent=agent, verb=verb)
        return
    head = sentence.head(agent)
    if (
        head in QUALITIES
        and modal in ("could", "should")
        and {"earlier", "sooner"} & set(sentence.low[verb + 1 : verb + 4])
    ):
        yield Counterfactual(start=agent.start, end=verb + 2, agent=agent, verb=verb)
        return
    if base == "go" and modal == "should" and sentence.is_negated(verb) and head in PEOPLE_MATTERS:
        yield Counterfactual(start=agent.start, end=verb + 1, agent=agent, verb=verb)
        return
    if not agent.is_human or (agent.kind == "capital" and modal not in ("should", "ought")):
        if modal in ("could", "would", "might") and _is_review(sentence, agent) and base in REPROACHED:
            yield Counterfactual(start=agent.start, end=verb + 1, agent=agent, verb=verb)
        return
    if is_excused(sentence, verb, modal, agent, base):
        return
    yield Counterfactual(start=agent.start, end=verb + 1, agent=agent, verb=verb, voice="active")


def _is_left_out(sentence: Sentence, verb: int, modal: str, base: str) -> bool:
    """A note that leaves the person out: "Should have rolled back right away"."""
    if modal not in ("should", "ought") and not (
        modal == "could" and sentence.is_at_start(sentence.group_start(verb))
    ):
        return False
    opens = modal == "should" and sentence.is_at_start(sentence.group_start(verb))
    return opens or base in REPROACHED or base not in BY_MACHINES | verbs.MACHINE_WORK


def _then_to(sentence: Sentence, verb: int) -> bool:
    """“It would have taken two minutes to check”."""
    k = next((k for k in range(verb + 1, min(len(sentence.low), verb + 9)) if sentence.tags[k] == "T"), None)
    return k is not None and sentence.low[k + 1 : k + 2] != [] and sentence.low[k + 1] in CHEAP_DUTIES


CHEAP_DUTIES = words(
    "check verify ask read look test review confirm call tell warn inform notice see double-check consult "
    "document write announce mention rehearse"
)


def _is_review(sentence: Sentence, agent: Agent) -> bool:
    """“A more careful review would have caught this”: people review."""
    said = sentence.low[agent.start : agent.end]
    return any(
        w in ("careful", "thorough", "closer", "attentive", "diligent", "proper", "competent") for w in said
    )
