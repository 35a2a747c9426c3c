"""The senses in which a verb of fault is none: failed over, broke down into, erred on the side of."""

from __future__ import annotations

from collections.abc import Callable

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.deeds.agency import SAFEGUARD_NOUNS
from postmortem_gh.language.lexicon.words import words

CONTINUED_AS_MECHANISM = words("over back open closed forward")
INDEFINITE = words("what anything everything whatever something")
BROKEN_ON_PURPOSE = words(
    "down up out into off apart even through ground dependency tie deadlock loop cycle connection news "
    "records"
)
NO_OBJECT_OF_MISS = words("sla slo target targets goal opportunity train flight lunch home being having")


def means_fault(sentence: Sentence, i: int, base: str) -> bool:
    """Whether the verb is used in the sense that is a fault."""
    sense = SENSES.get(base)
    return sense(sentence, i) if sense else True


def _fails(sentence: Sentence, i: int) -> bool:
    return not any(w in CONTINUED_AS_MECHANISM for w in sentence.low[i + 1 : i + 5])


def _misses(sentence: Sentence, i: int) -> bool:
    if any(w in INDEFINITE for w in sentence.low[max(0, i - 3) : i]):
        return sentence.low[i + 1 : i + 2] in (["was"], ["is"])  # "what we missed was the dependency"
    following = sentence.low[i + 1 : i + 5]
    if not following or following[0] in (".", ",", ")"):
        agent = sentence.subject(i)  # "a sign that we missed."
        return agent.start > 0 and sentence.tags[agent.start - 1] in "NR" and agent.kind != "you"
    return not any(w in NO_OBJECT_OF_MISS for w in following) and following[0] != "out"


def _breaks(sentence: Sentence, i: int) -> bool:
    following = sentence.low[i + 1 : i + 5]
    return bool(following) and not any(w in BROKEN_ON_PURPOSE for w in following)


def _skips(sentence: Sentence, i: int) -> bool:
    told = sentence.low[i + 1 : i + 7]
    if sentence.is_passive(i):
        subject = sentence.subject(i)
        told = sentence.low[subject.start : subject.end]
    return not SAFEGUARD_NOUNS.isdisjoint(told)


PURPOSE = words("purpose purposely intentionally deliberately safely")


def _ignores(sentence: Sentence, i: int) -> bool:
    return PURPOSE.isdisjoint(sentence.low[max(0, i - 3) : i + 8])


def _with_up(sentence: Sentence, i: int) -> bool:
    return "up" in sentence.low[i + 1 : i + 5]


def _causes(sentence: Sentence, i: int) -> bool:
    return i + 1 < len(sentence.low)


def _errs(sentence: Sentence, i: int) -> bool:
    return "side" not in sentence.low[i + 1 : i + 7]


SENSES: dict[str, Callable[[Sentence, int], bool]] = {
    "fail": _fails,
    "miss": _misses,
    "break": _breaks,
    **dict.fromkeys(("skip", "bypass", "circumvent", "omit"), _skips),
    **dict.fromkeys(("slip", "screw", "mess", "fuck", "foul", "cock", "muck", "louse"), _with_up),
    **dict.fromkeys(("ignore", "dismiss", "disregard"), _ignores),
    "cause": _causes,
    "err": _errs,
}
