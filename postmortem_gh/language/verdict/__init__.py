"""Verdicts on people and their work.

Used by rules/judgement.py and rules/hindsight.py. A verdict word counts with its neighbours: lazy
loading is a technique, a lazy reviewer is a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.finders import by_word, found
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.verdict.judging import BAD, MESSES, VERDICTS, Words, bad_choice, judges, not_good
from postmortem_gh.language.verdict.outcries import (
    GOOD,
    beggars_belief,
    blind_faith,
    corners,
    exclaimed,
    in_over_head,
    it_shows,
    no_business,
    no_clue,
    no_excuse,
    no_good_one_does,
    not_proud,
    not_up_to,
    nothing_of,
    out_of_depth,
    outrageous,
    rushed_work,
    shame,
    thought_out,
    what_a_mess,
)
from postmortem_gh.language.verdict.traits import (
    PEOPLE_FAILINGS,
    PERSON_ADJECTIVES,
    STRONGLY,
    as_ever,
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


FINDERS = by_word(
    (words("poorly badly"), poorly),
    (words("simply just"), simply),
    (words("bother bothered cared care"), did_not_bother),
    (PEOPLE_FAILINGS | {"easily"}, failing_person),
    (words("interest regard concern initiative respect discipline urgency"), little_interest),
    (words("seriously"), not_seriously),
    (words("corners"), corners),
    (words("depth"), out_of_depth),
    (words("head heads"), in_over_head),
    (words("finest proudest proud"), not_proud),
    (words("thought"), thought_out),
    (words("clue"), no_clue),
    (words("blind"), blind_faith),
    (words("belief"), beggars_belief),
    (words("no zero"), nothing_of),
    (words("shows"), it_shows),
    (GOOD, no_good_one_does),
    (words("standard scratch par snuff task job"), not_up_to),
    (words("business"), no_business),
    (words("shockingly amazingly unbelievably incredibly astonishingly inexplicably"), exclaimed),
    (STRONGLY, trait),
    (words("ever usual always"), as_ever),
    (words("excuse"), no_excuse),
    (words("shame"), shame),
    (PERSON_ADJECTIVES, said_of_person),
    (words("too so little not insufficiently overly"), trait),
    (words("good great wise smart"), not_good),
    (BAD, bad_choice),
    (VERDICTS, _verdict),
    (words("rushed hurried"), rushed_work),
    (words("unacceptable shocking absurd baffling astonishing incredible"), outrageous),
    (MESSES, what_a_mess),
)
