"""The senses in which a verb of fault is none: failed over, broke down into, erred on the side of."""

from __future__ import annotations

from collections.abc import Callable

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.deeds.agency import SAFEGUARD_NOUNS
from postmortem_gh.language.lexicon.words import words

CONTINUED_AS_MECHANISM = words("over back open closed forward")
NO_OBJECT_OF_MISS = words("sla slo target targets goal opportunity train flight lunch home being having")


def means_fault(sentence: Sentence, i: int, base: str) -> bool:
    """The senses in which the verb is no fault: failed over, broke down into, erred on the side of."""
    following = sentence.low[i + 1 : i + 7]
    first = following[0] if following else ""
    check = SENSES.get(base)
    return check(sentence, i, following, first) if check else True


def _fails(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    return not any(w in CONTINUED_AS_MECHANISM for w in following[:4])


def _misses(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    before = sentence.low[max(0, i - 3) : i]
    if any(w in ("what", "anything", "everything", "whatever", "something") for w in before):
        return False
    if first in ("", ".", ",", ")"):
        agent = sentence.subject(i)
        return agent.start > 0 and sentence.tags[agent.start - 1] in "NR" and agent.kind != "you"
    return not any(w in NO_OBJECT_OF_MISS for w in following[:4]) and first != "out"


def _breaks(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    mechanical = ("down", "up", "out", "into", "off", "apart", "even", "through", "ground", "dependency", "tie", "deadlock",
                  "loop", "cycle", "connection", "news", "records")  # fmt: skip
    return bool(first) and not any(w in mechanical for w in following[:4])


def _skips(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    return any(w in SAFEGUARD_NOUNS for w in following)


def _with_up(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    return "up" in following[:4]


def _causes(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    return bool(first)


def _errs(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    return "side" not in following


SENSES: dict[str, Callable[[Sentence, int, list[str], str], bool]] = {
    "fail": _fails, "miss": _misses, "break": _breaks, "skip": _skips, "bypass": _skips, "circumvent": _skips,
    "omit": _skips, "slip": _with_up, "screw": _with_up, "mess": _with_up, "slack": _with_up, "cause": _causes,
    "err": _errs,
}  # fmt: skip
