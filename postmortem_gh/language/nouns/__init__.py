"""What a person is said to have done wrong, told by a noun: a mistake by, our oversight, lack of care.

Used by rules/fault.py and rules/naming.py. The noun accuses when the sentence hands it to a person:
by possession, by "by" and "on the part of", by "made", or because only people make mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.changes import CAUSAL_CHANGES, because_deed, because_of, change_broke, possessed
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.nouns.classes import SLIPS
from postmortem_gh.language.nouns.slips import slip
from postmortem_gh.language.nouns.work import (
    QUALITIES,
    attention,
    decision,
    lack,
    made_wrong,
    on_us,
    poor_work,
    slipped_the_mind,
)


def slips(sentence: Sentence) -> Iterator[Accusation]:
    """Each accusation by a noun."""
    finders = _finders()
    for i, word in enumerate(sentence.low):
        finder = finders.get(word)
        if finder and sentence.tags[i] != "Q":
            yield from finder(sentence, i)


@lru_cache(maxsize=1)
def _finders() -> dict[str, Callable[[Sentence, int], Iterator[Accusation]]]:
    """Which look a word deserves; of a word in two lists the last one's."""
    table: dict[str, Callable[[Sentence, int], Iterator[Accusation]]] = {}
    for members, finder in (
        (CAUSAL_CHANGES, change_broke),
        (words("due thanks owing traced down"), because_of),
        (words("because since"), because_deed),
        (words("'s"), possessed),
        (words("on my mea"), on_us),
        (words("attention"), attention),
        (words("slipped"), slipped_the_mind),
        (words("assumption assumptions choice call guess estimate"), made_wrong),
        (words("decision"), decision),
        (words("lack absence want"), lack),
        (QUALITIES, poor_work),
        (SLIPS, slip),
    ):
        table.update(dict.fromkeys(members, finder))
    return table
