"""What a person is said to have done wrong, told by a verb.

Used by rules/fault.py and rules/naming.py. Each pattern starts at a word that gives it away, finds
the subject of its clause, and accuses only when that is a person and the clause is asserted.
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.deeds.alone import BY_ONE
from postmortem_gh.language.deeds.blame import admitted, blame, by_person, culprit, job_of, responsible
from postmortem_gh.language.deeds.causes import BY_BUILD
from postmortem_gh.language.deeds.faults import fault_verb
from postmortem_gh.language.deeds.hand import SLIP_ADVERBS, by_mistake, slip_adverb
from postmortem_gh.language.deeds.harmful import BY_HARM
from postmortem_gh.language.deeds.idioms import proverbial, saying
from postmortem_gh.language.deeds.omissions import negation, nobody
from postmortem_gh.language.deeds.phrases import (
    anyway,
    assumed,
    believed,
    breaking,
    confuse,
    had_been_warned,
    hardly,
    introduce,
    lacked,
    left,
    let,
    lost,
    managed_to,
    not_knowing,
    rushed,
    someone_else,
    took_down,
    was_off,
    was_wrong,
    whoever,
)
from postmortem_gh.language.deeds.without import despite, even_though, instead, without
from postmortem_gh.language.finders import by_word
from postmortem_gh.language.lexicon.words import words

FINDERS = by_word(
    (words("barely hardly"), hardly),
    (words("rushed"), rushed),
    (words("not never"), negation),
    (words("nobody none no noone"), nobody),
    (words("without"), without),
    (words("though although"), even_though),
    (words("despite"), despite),
    (words("assumed"), assumed),
    (words("instead"), instead),
    (words("else"), someone_else),
    (words("lacked lacks"), lacked),
    (words("job responsibility duty"), job_of),
    (words("lost"), lost),
    (words("introduced"), introduce),
    (words("took brought knocked"), took_down),
    (words("let allowed"), let),
    (words("wrong mistaken"), was_wrong),
    (words("off"), was_off),
    (words("confused mixed conflated"), confuse),
    (words("left"), left),
    (words("breaking wiping corrupting crashing destroying deleting knocking"), breaking),
    (words("hurry rush mistake accident error thinking panic"), by_mistake),
    (
        words(
            "caused triggered broken set started initiated prompted induced provoked sparked precipitated "
            "worsened aggravated compounded"
        ),
        by_person,
    ),
    (words("culprit"), culprit),
    (words("admitted acknowledged conceded confessed"), admitted),
    (words("managed"), managed_to),
    (words("whoever"), whoever),
    (words("knowing"), not_knowing),
    (words("thought believed"), believed),
    (words("anyway anyways regardless nonetheless nevertheless"), anyway),
    (words("warned cautioned told reminded advised asked"), had_been_warned),
    (words("blame fault"), blame),
    (words("responsible accountable"), responsible),
)


FIRST = (BY_ONE, BY_BUILD, BY_HARM)
EARLY = {
    word: tuple(table[word] for table in FIRST if word in table) for word in {**BY_ONE, **BY_BUILD, **BY_HARM}
}
"""Looked at before FINDERS: what is told of one person, who is put in the place of the cause, harm done."""


def deeds(sentence: Sentence) -> Iterator[Accusation]:
    """Each accusation by a verb."""
    for i, word in enumerate(sentence.low):
        if sentence.tags[i] == "Q":
            continue
        told = tuple(saying(sentence, i)) if word in proverbial() else ()
        for early in EARLY.get(word, ()):
            told = told or tuple(early(sentence, i))
        finder = FINDERS.get(word)
        if told:
            yield from told
        elif finder:
            yield from finder(sentence, i)
        elif word in SLIP_ADVERBS:
            yield from slip_adverb(sentence, i)
        elif sentence.tags[i] in "VGB":
            yield from fault_verb(sentence, i)
