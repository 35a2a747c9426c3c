"""The rule about what is plain only afterwards; the docstring of the class is its page."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language import rewriting
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.verdict.judging import Words, is_denied
from postmortem_gh.values.findings import Hit

OBVIOUS = words(
    "obvious obviously clearly plainly evident evidently glaring blatant blatantly trivially clear "
    "apparent foreseeable predictable inevitable"
)


class Hindsight(Rule):
    """
    Something is called obvious, glaring or clear that is so only to readers who know how it ended:
    “we missed the obvious signs”, “a glaring mistake”.

    **Why.** Knowing the outcome makes the path to it look straight. Signs that stand out today were
    one line among a thousand then. Hindsight bias is strong, and words such as “obviously” carry it
    to every reader: they say that those who were there ought to have seen it.

    **How to rewrite.** Leave the word out, and say where the sign could be seen, by whom, and among
    what else.

    Left alone: “it was not obvious that”, “once the cause was clear”, “no obvious change”.
    """

    id = "hindsight"
    title = "Plain only afterwards"
    severity = "warning"
    source = (
        "Baruch Fischhoff, Hindsight ≠ Foresight (1975)",
        "Sidney Dekker, The Field Guide to Understanding “Human Error”: the hindsight bias",
        "John Allspaw, Etsy Debriefing Facilitation Guide (2016)",
    )
    finds = (
        "We missed the obvious signs in the logs.",
        "There was a glaring gap in the rollout plan.",
        "It is obvious in hindsight that the limit was too low.",
    )
    leaves = (
        "There was no obvious change in traffic.",
        "Once the cause was clear, the fix seemed obvious enough.",
        "It was not obvious that the flags depend on each other.",
        "Obviously bogus requests are dropped by the proxy.",
    )
    rewrites = (
        (
            "There was a glaring gap in the rollout plan.",
            "There was a gap in the rollout plan.",
        ),
    )

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """The words that only hindsight can say."""
        for start, end in hindsights(sentence):
            message = "This is plain only now. Say where it could be seen at the time, and among what else."
            article = sentence.low[start - 1] in ("a", "an", "the") if start else False
            rewrite = rewriting.without_words(sentence, start, end) if article else ""
            yield self.hit(sentence, start, end, message, rewrite)


def hindsights(sentence: Sentence) -> Iterator[Words]:
    """What looks plain only now: "obviously", "an obvious mistake", "the signs were there"."""
    if sentence.is_question:
        return
    yield from _rued_choice(sentence)
    for i, word in enumerate(sentence.low):
        if (
            word == "signs"
            and sentence.low[i + 1 : i + 2] == ["were"]
            and "there" in sentence.low[i + 2 : i + 5]
        ):
            yield i, i + 3
        if sentence.tags[i] == "Q" or (word not in OBVIOUS and word != "course"):
            continue
        if _sounds_knowing(sentence, i):
            yield i, i + 1


def _rued_choice(sentence: Sentence) -> Iterator[Words]:
    """“With hindsight our choice to wait was the wrong one”."""
    place = next((k for k, w in enumerate(sentence.low) if w in ("hindsight", "retrospect")), None)
    if place is None or REGRETTED.isdisjoint(sentence.low):
        return
    owned = {"our", "my", "we", "i", "their", "team's"} & set(sentence.low)
    named = not {"decision", "choice", "call", "judgement", "judgment", "assumption"}.isdisjoint(sentence.low)
    excess = "too" in sentence.low and not {"we", "i"}.isdisjoint(sentence.low)
    if (
        (owned or named)
        and not (CHOSEN | ({"too"} if excess else set())).isdisjoint(sentence.low)
        and {"not", "never"}.isdisjoint(sentence.low)
    ):
        yield place, place + 1


REGRETTED = words(
    "too wrong mistake unwise foolish naive short-sighted shortsighted optimistic careless poor bad "
    "misguided hasty"
)
CHOSEN = words(
    "spent choice decision call assumption plan planning approach idea judgement judgment estimate "
    "reaction were was"
)
SIGNS = words(
    "mistake error oversight sign signs problem flaw warning warnings bug omission risk risks mistakes "
    "red gap choice thing"
)


def _sounds_knowing(sentence: Sentence, i: int) -> bool:
    word = sentence.low[i]
    if is_denied(sentence, i) or "from" in sentence.low[max(0, i - 2) : i]:
        return False
    following = sentence.low[i + 1 : i + 4]
    if word in ("clear", "apparent", "foreseeable", "predictable", "inevitable"):
        return any(w in ("hindsight", "retrospect", "retrospectively") for w in sentence.low)
    if word in ("obvious", "glaring", "blatant", "evident"):
        if any(w in SIGNS for w in following):
            return _has_human_subject(sentence) or word in ("glaring", "blatant")
        return any(
            w in ("hindsight", "retrospect", "everyone", "anyone", "us", "afterwards")
            for w in sentence.low[i + 1 :]
        ) or not {"hindsight", "retrospect"}.isdisjoint(sentence.low[: min(i, 5)])
    if word in ("obviously", "clearly", "plainly", "evidently", "blatantly", "course"):
        verb = next(
            (k for k in range(i + 1, min(len(sentence.low), i + 6)) if sentence.tags[k] in "VB"), None
        )
        if verb is None:
            return False
        agent = sentence.subject(verb)
        base = verbs.lemma(sentence.low[verb])
        return agent.is_person and (
            base in verbs.FAULTS
            or (sentence.is_negated(verb) and (agent.kind != "we" or base in verbs.DUTIES))
        )
    return False


def _has_human_subject(sentence: Sentence) -> bool:
    return any(sentence.subject(k).is_person for k, t in enumerate(sentence.tags) if t == "V")
