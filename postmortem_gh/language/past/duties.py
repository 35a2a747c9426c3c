"""What somebody was there to do, told by itself: it was up to the captain, the right thing was, no reason not to.

Used beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.past.classes import Counterfactual


def up_to(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“It was up to the release captain to spot it”."""
    if sentence.low[i - 2 : i] not in (["it", "was"], ["that", "was"]) or sentence.low[i + 1 : i + 2] != [
        "to"
    ]:
        return
    agent = sentence.noun_phrase_after(i + 2)
    if agent.is_person and sentence.low[agent.end : agent.end + 1] == ["to"]:
        yield Counterfactual(start=i - 2, end=agent.end + 1, agent=agent)


RIGHT = words("right correct proper sensible responsible smart sane wise")


def right_thing(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“The correct thing for the operator to do was to call the vendor”."""
    if RIGHT.isdisjoint(sentence.low[i - 1 : i]):
        return
    if sentence.low[i + 1 : i + 6] == ["to", "do", "would", "have", "been"]:
        yield Counterfactual(start=i - 1, end=i + 6)
    if sentence.low[i + 1 : i + 2] != ["for"]:
        return
    agent = sentence.noun_phrase_after(i + 2)
    done = sentence.low[agent.end : agent.end + 2] == ["to", "do"]
    if (
        agent.is_person
        and done
        and not {"was", "would"}.isdisjoint(sentence.low[agent.end + 2 : agent.end + 9])
    ):
        yield Counterfactual(start=i - 1, end=agent.end + 2, agent=agent)


def no_reason(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“There was no good reason for us not to encrypt it”."""
    opens = "no" in sentence.low[max(0, i - 2) : i] and sentence.low[i + 1 : i + 2] == ["for"]
    agent = sentence.noun_phrase_after(i + 2) if opens and i + 2 < len(sentence.low) else None
    if agent and agent.is_person and sentence.low[agent.end : agent.end + 2] == ["not", "to"]:
        yield Counterfactual(start=i - 1, end=agent.end + 2, agent=agent)


def one_would_expect(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“You would expect an engineer at this level to test first”."""
    if sentence.low[i - 2 : i] not in (["you", "would"], ["one", "would"], ["i", "would"], ["we", "would"]):
        return
    agent = sentence.noun_phrase_after(i + 1)
    if agent.kind in ("role", "team", "name", "org") and "to" in sentence.low[agent.end : agent.end + 5]:
        yield Counterfactual(start=i - 2, end=agent.end, agent=agent)


def expected_better(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“We expected better of ourselves”, “one might have expected more from a vendor”."""
    better = sentence.low[i + 1 : i + 3] in (
        ["better", "of"],
        ["better", "from"],
        ["more", "of"],
        ["more", "from"],
    )
    if better and sentence.noun_phrase_after(i + 3).is_human:
        yield Counterfactual(start=i, end=i + 3)


def right_answer(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“The correct response was to wait”."""
    was = sentence.low[i + 1 : i + 3] == ["was", "to"] or sentence.low[i + 1 : i + 5] == [
        "would",
        "have",
        "been",
        "to",
    ]
    if was and not RIGHT.isdisjoint(sentence.low[i - 1 : i]):
        yield Counterfactual(start=i - 1, end=i + 2)


def never_have_happened(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“This should never have happened”, “it need not have happened”."""
    before = sentence.low[max(0, i - 5) : i]
    if (
        before[-1:] == ["have"]
        and not {"should", "need"}.isdisjoint(before)
        and not {"not", "never"}.isdisjoint(before)
    ):
        yield Counterfactual(start=i - 2, end=i + 1)


def were_it_not(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“Were it not for our haste”."""
    if sentence.low[i + 1 : i + 4] != ["it", "not", "for"]:
        return
    agent = sentence.noun_phrase_after(i + 4)
    if agent.is_human or agent.of_whom in ("we", "role", "team", "name", "he", "org"):
        yield Counterfactual(start=i, end=agent.end)


def hindsight_shows(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“Hindsight shows that we needed to involve legal sooner”."""
    told = sentence.low[i + 1 : i + 2] in (["shows"], ["tells"], ["teaches"], ["showed"], ["says"])
    if told and not {"we", "they", "i", "he", "she", "us"}.isdisjoint(sentence.low[i + 2 : i + 6]):
        yield Counterfactual(start=i, end=i + 2)
