"""What a person is said to have done wrong, told by a noun: a mistake by, our oversight, lack of care.

Used by rules/fault.py and rules/naming.py. The noun accuses when the sentence hands it to a person:
by possession, by "by" and "on the part of", by "made", or because only people make mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.changes import CAUSAL_CHANGES, because_deed, because_of, change_broke, possessed
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.finders import by_word, found
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.nouns.classes import SLIPS
from postmortem_gh.language.nouns.slips import slip
from postmortem_gh.language.nouns.work import (
    WORK_OF_PEOPLE,
    attention,
    decision,
    lack,
    made_wrong,
    on_us,
    poor_work,
    slipped_the_mind,
)

FINDERS = by_word(
    (CAUSAL_CHANGES, change_broke),
    (words("due thanks owing traced down"), because_of),
    (words("because since"), because_deed),
    (words("'s"), possessed),
    (words("on my mea"), on_us),
    (words("attention"), attention),
    (words("slipped"), slipped_the_mind),
    (
        words(
            "assumption assumptions choice call guess estimate belief impression conclusion diagnosis handling operation use"
        ),
        made_wrong,
    ),
    (words("decision"), decision),
    (words("lack absence want"), lack),
    (WORK_OF_PEOPLE, poor_work),
    (SLIPS, slip),
)


def slips(sentence: Sentence) -> Iterator[Accusation]:
    """Each accusation by a noun."""
    return found(sentence, FINDERS)
