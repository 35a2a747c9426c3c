"""A mistake, an oversight, a failure to: a noun that the sentence hands to somebody."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.lexicon import grammar, verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.nouns.classes import GENERAL, HUMAN_SLIPS
from postmortem_gh.language.nouns.owners import ATTITUDES, author, made_by, maker, owner


def slip(sentence: Sentence, i: int) -> Iterator[Accusation]:
    if sentence.is_question or not _stands_for_itself(sentence, i) or is_general(sentence, i):
        return
    if sentence.low[i] == "failure" and _is_human_failure(sentence, i):
        yield Accusation(
            agent=Agent(kind="someone", start=i, end=i + 1), start=i, end=i + 3, form="slip-noun", verb=i
        )
        return
    agent = owner(sentence, i) or author(sentence, i) or maker(sentence, i) or made_by(sentence, i)
    if agent and agent.kind != "nobody" and not is_denied(sentence, i):
        start, end = min(agent.start, i), max(agent.end, i + 1)
        yield Accusation(agent=agent, start=start, end=end, form="slip-noun", verb=i)
    elif agent is None and _is_bare_mistake(sentence, i) and not is_denied(sentence, i):
        nobody = Agent(kind="someone", start=i, end=i + 1)
        yield Accusation(agent=nobody, start=i, end=i + 1, form="slip-noun", verb=i)


SHARED_DUTIES = words(
    "add update write use keep look respond acknowledge check verify read notice recognise recognize "
    "announce remember inspect agree request"
)


def _is_human_failure(sentence: Sentence, i: int) -> bool:
    """“failure to follow the procedure”: only people could have."""
    k = i + 2
    while k < len(sentence.low) and sentence.tags[k] == "A":
        k += 1
    if k >= len(sentence.low) or is_denied(sentence, i):
        return False
    if sentence.low[i + 1] == "in" and sentence.tags[k] == "G":
        return verbs.lemma(sentence.low[k]) in verbs.MINDFUL | {"mentor", "teach", "train", "supervise"}
    if sentence.low[i + 1] != "to":
        return False
    if any(
        w in ("can", "may", "will", "could", "would", "might", "results", "shall") for w in sentence.low[k:]
    ):
        return False  # a warning, not a report
    owner = sentence.classify(sentence.base_start(i), i + 1)
    caused = not {"was", "due", "cause"}.isdisjoint(sentence.low[max(0, i - 4) : i])
    shared = sentence.low[k] in SHARED_DUTIES and not (
        caused and sentence.low[k] in ("check", "verify", "read")
    )
    return sentence.low[k] in verbs.MINDFUL and not shared and not owner.of_whom


def _stands_for_itself(sentence: Sentence, i: int) -> bool:
    """Not the first half of a compound: "our error budget", "the failure mode"."""
    if i + 1 >= len(sentence.low):
        return True
    after = sentence.tags[i + 1]
    if sentence.low[i + 1] in (
        "rate",
        "rates",
        "count",
        "counts",
        "budget",
        "handling",
        "report",
        "reports",
        "log",
    ):
        return False
    if sentence.low[i] in HUMAN_SLIPS and sentence.low[i] not in ("typo", "typos"):
        return True
    return after not in "NGU" and not (after == "V" and sentence.low[i + 1] in ("handled", "detected"))


def is_general(sentence: Sentence, i: int) -> bool:
    before = sentence.low[max(0, i - 7) : i]
    after = sentence.low[i + 1 : i + 4]
    if any(w in GENERAL for w in before) or "happen" in after or ("made" in after[:1] and "we" in before):
        return True
    if any(w in ("can", "could", "may", "might", "will", "would") for w in after[:2]) and "have" not in after:
        return True
    return any(w in ("if", "whether", "when-ever", "unless") for w in before)


def is_denied(sentence: Sentence, i: int) -> bool:
    for k in range(i - 1, max(-1, i - 9), -1):
        word = sentence.low[k]
        if word in ("not", "never", "no", "nor", "neither", "without", "rather", "instead", "none"):
            return sentence.low[k + 1 : k + 2] != ["only"]
        if word in grammar.BE:
            return sentence.low[k + 1 : k + 2] == ["not"]  # what stands before is said of something else
        if word in ("because", "that", ";", ":", "but") or sentence.tags[k] == "S":
            return sentence.low[k - 1 : k] == ["not"]
    return False


SURELY_PEOPLES = words(
    "misunderstanding misreading misinterpretation negligence carelessness inattention complacency "
    "incompetence laziness sloppiness recklessness forgetfulness haste inattentiveness arrogance hubris"
)


HANDS = words("finger fingers hand mouse keyboard pen tongue thumb mind")
LAPSING = words("judgement judgment attention concentration memory focus discipline diligence vigilance")


def _is_bare_mistake(sentence: Sentence, i: int) -> bool:
    """Nobody is named, yet only people make these: "This was a mistake", "based on a misunderstanding"."""
    word = sentence.low[i]
    before = sentence.low[max(0, i - 5) : i]
    if (
        word in ("mistake", "blunder")
        and sentence.low[i + 1 : i + 2] == ["was"]
        and i + 2 < len(sentence.low)
    ):
        following = sentence.tags[i + 2 : i + 4]
        undone = following in (["!", "T"], ["!", "G"]) and sentence.raw[i + 2] == "not"  # wasn't denies it
        return (
            following[0] in "GTS" or undone or sentence.low[i + 2] == "that"
        )  # "the biggest mistake was bundling"
    if word in ("mistake", "blunder") and sentence.low[i + 1 : i + 2] == [":"] and i < 4:
        return True  # "Critical mistake: …"
    childish = word in ("mistake", "error", "blunder") and not CHILDISH.isdisjoint(before[-1:])
    if childish or (word in ("mistake", "blunder", "oversight") and _is_told_as_cause(sentence, i)):
        return True
    if word == "mistake" and "repeated" in sentence.low[i + 1 : i + 4]:
        return True
    if word == "mistakes" and not {"made", "repeated", "repeating"}.isdisjoint(sentence.low[i + 1 : i + 5]):
        return not {"were", "are", "was"}.isdisjoint(sentence.low[i + 1 : i + 4])
    if word in ("mistake", "blunder", "oversight", "misjudgement", "misjudgment"):
        if before[-1:] == ["by"] or (
            sentence.low[i + 1 : i + 2] in (["was"], ["is"]) and "made" in sentence.low[i:]
        ):
            return False
        return any(w in ("was", "were", "been", "'s", "here", "out") for w in before) and "if" not in before
    if word in ("slip", "lapse"):
        return not (HANDS if word == "slip" else LAPSING).isdisjoint(sentence.low[i + 2 : i + 5])
    return _is_bare_attitude(sentence, i, before)


CHILDISH = words("basic elementary schoolboy rookie silly beginner's childish")
LED = words("led caused meant resulted left cost had was")


def _is_told_as_cause(sentence: Sentence, i: int) -> bool:
    """“This oversight left a gateway open”, “a second mistake led to it”, “An oversight when setting it”."""
    after = sentence.low[i + 1 : i + 2]
    opens = not {"this", "that", "a", "an", "another"}.isdisjoint(sentence.low[max(0, i - 2) : i])
    noted = sentence.is_at_start(max(0, i - 1)) and after in (["when"], ["while"])
    made = after == ["was"] and sentence.low[i + 2 : i + 3] == ["made"] and sentence.by_agent(i + 2) is None
    return noted or made or (opens and bool(after) and after[0] in LED - {"was"})


CAUSES = words("on to by of from was is : sheer pure through in besides beyond than except but plain simple")


def _is_bare_attitude(sentence: Sentence, i: int, before: list[str]) -> bool:
    """“Negligence led to it”, “out of sheer laziness”, “with breathtaking nonchalance the contractor ran it”."""
    word, after = sentence.low[i], sentence.low[i + 1 : i + 2]
    manner = not {"acted", "behaved", "reacted", "responded"}.isdisjoint(before)
    if word in ATTITUDES and "with" in before and (manner or sentence.noun_phrase_after(i + 1).is_human):
        return True
    if word not in SURELY_PEOPLES:
        return False
    opens = not before and (
        after in (["."], ["to"], ["by"]) or sentence.tags[i + 1 : i + 2] == ["V"] or after == ["set"]
    )
    return opens or (not CAUSES.isdisjoint(before) and after != ["between"])
