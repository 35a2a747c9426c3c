"""Verdicts on people and their work.

Used by rules/judgement.py and rules/hindsight.py. A verdict word counts with its neighbours: lazy
loading is a technique, a lazy reviewer is a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.finders import by_word, found
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.verdict.judging import BAD, VERDICTS, Words, bad_choice, judges, not_good
from postmortem_gh.language.verdict.traits import (
    PEOPLE_FAILINGS,
    PERSON_ADJECTIVES,
    did_not_bother,
    failing_person,
    little_interest,
    not_seriously,
    poorly,
    said_of_person,
    simply,
    trait,
)


def verdicts(sentence: Sentence) -> Iterator[Words]:
    """The words of each verdict."""
    if not sentence.is_question:
        yield from found(sentence, FINDERS)


def _verdict(sentence: Sentence, i: int) -> Iterator[Words]:
    if judges(sentence, i):
        yield i, i + 1


def _shame(sentence: Sentence, i: int) -> Iterator[Words]:
    if (
        sentence.low[i + 1 : i + 2] == ["on"]
        and sentence.noun_phrase_after(min(i + 2, len(sentence.low) - 1)).is_human
    ):
        yield i, i + 3


def _no_excuse(sentence: Sentence, i: int) -> Iterator[Words]:
    """ "There is no excuse for not having backups"."""
    compound = sentence.tags[i + 1 : i + 2] == ["N"]
    if (
        not compound
        and sentence.low[max(0, i - 1)] == "no"
        and {"there", "had", "have"} & set(sentence.low[max(0, i - 4) : i])
    ):
        yield i - 1, i + 1


FINDERS = by_word(
    (words("poorly badly"), poorly),
    (words("simply just"), simply),
    (words("bother bothered cared care"), did_not_bother),
    (PEOPLE_FAILINGS | {"easily"}, failing_person),
    (words("interest regard concern initiative respect discipline"), little_interest),
    (words("seriously"), not_seriously),
    (words("excuse"), _no_excuse),
    (words("shame"), _shame),
    (PERSON_ADJECTIVES, said_of_person),
    (words("too so little not insufficiently overly"), trait),
    (words("good great wise smart"), not_good),
    (BAD, bad_choice),
    (VERDICTS, _verdict),
)
