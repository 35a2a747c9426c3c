"""What a person is said to have done wrong, told by a verb.

Used by rules/fault.py and rules/naming.py. Each pattern starts at a word that gives it away, finds
the subject of its clause, and accuses only when that is a person and the clause is asserted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.deeds.blame import admitted, blame, by_person, culprit, job_of, responsible
from postmortem_gh.language.deeds.faults import fault_verb
from postmortem_gh.language.deeds.hand import SLIP_ADVERBS, by_mistake, slip_adverb
from postmortem_gh.language.deeds.idioms import saying, sayings, undone
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
    was_wrong,
    whoever,
)
from postmortem_gh.language.deeds.without import despite, even_though, instead, without

FINDERS: dict[str, Callable[[Sentence, int], Iterator[Accusation]]] = {
    "barely": hardly,
    "hardly": hardly,
    "rushed": rushed,
    "not": negation,
    "never": negation,
    "nobody": nobody,
    "none": nobody,
    "no": nobody,
    "noone": nobody,
    "without": without,
    "though": even_though,
    "although": even_though,
    "despite": despite,
    "assumed": assumed,
    "instead": instead,
    "else": someone_else,
    "lacked": lacked,
    "lacks": lacked,
    "job": job_of,
    "responsibility": job_of,
    "duty": job_of,
    "lost": lost,
    "introduced": introduce,
    "took": took_down,
    "brought": took_down,
    "knocked": took_down,
    "let": let,
    "allowed": let,
    "wrong": was_wrong,
    "mistaken": was_wrong,
    "confused": confuse,
    "mixed": confuse,
    "conflated": confuse,
    "left": left,
    "breaking": breaking,
    "wiping": breaking,
    "corrupting": breaking,
    "crashing": breaking,
    "destroying": breaking,
    "deleting": breaking,
    "knocking": breaking,
    "hurry": by_mistake,
    "rush": by_mistake,
    "mistake": by_mistake,
    "accident": by_mistake,
    "error": by_mistake,
    "thinking": by_mistake,
    "caused": by_person,
    "triggered": by_person,
    "broken": by_person,
    "set": by_person,
    "started": by_person,
    "initiated": by_person,
    "prompted": by_person,
    "induced": by_person,
    "provoked": by_person,
    "sparked": by_person,
    "precipitated": by_person,
    "worsened": by_person,
    "aggravated": by_person,
    "compounded": by_person,
    "culprit": culprit,
    "admitted": admitted,
    "acknowledged": admitted,
    "conceded": admitted,
    "confessed": admitted,
    "managed": managed_to,
    "whoever": whoever,
    "knowing": not_knowing,
    "thought": believed,
    "believed": believed,
    "anyway": anyway,
    "anyways": anyway,
    "regardless": anyway,
    "nonetheless": anyway,
    "nevertheless": anyway,
    "warned": had_been_warned,
    "cautioned": had_been_warned,
    "told": had_been_warned,
    "reminded": had_been_warned,
    "advised": had_been_warned,
    "asked": had_been_warned,
    "blame": blame,
    "fault": blame,
    "responsible": responsible,
    "accountable": responsible,
}


def deeds(sentence: Sentence) -> Iterator[Accusation]:
    """Each accusation by a verb."""
    proverbial = sayings().keys() | undone().keys()
    for i, word in enumerate(sentence.low):
        if sentence.tags[i] == "Q":
            continue
        told = tuple(saying(sentence, i)) if word in proverbial else ()
        finder = FINDERS.get(word)
        if told:
            yield from told
        elif finder:
            yield from finder(sentence, i)
        elif word in SLIP_ADVERBS:
            yield from slip_adverb(sentence, i)
        elif sentence.tags[i] in "VGB" and word not in FINDERS:
            yield from fault_verb(sentence, i)
