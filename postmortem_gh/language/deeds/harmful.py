"""Deeds that are harm by what they are done to: crashed the server, committed a password, delayed the fix.

Of us and of a team many of them are a step that was taken; of one person they say whose fault it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.deeds.agency import ALONE, accuse_doer
from postmortem_gh.language.finders import by_word
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.mishaps import BAD_THINGS, HARM_NOUNS, PRECIOUS

OTHERS = ALONE | {"team", "org"}


def _past(bases: str) -> frozenset[str]:
    return frozenset(verbs.past(base) for base in bases.split()) | {
        verbs.participle(base) for base in bases.split()
    }


def harmed(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The engineer crashed the server”, “Priya corrupted the index”."""
    thing = sentence.tags[i + 1 : i + 2] in (["D"], ["N"], ["P"], ["J"])
    yield from _harmed_by(sentence, i, ALONE, thing)


def wiped(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The engineer dropped the production table”; an old branch may be deleted."""
    precious = not PRECIOUS.isdisjoint(sentence.low[i + 1 : i + 5])
    yield from _harmed_by(sentence, i, ALONE, precious and "old" not in sentence.low[i + 1 : i + 4])


MISHAPS = HARM_NOUNS | {"problem", "mess", "regression"}


def made_happen(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The on-call triggered the outage”, “the team contributed to the failure”."""
    rest = sentence.low[i + 1 : i + 6]
    to = sentence.low[i] != "contributed" or rest[:1] == ["to"]
    mishap = not MISHAPS.isdisjoint(rest)
    yield from _harmed_by(sentence, i, OTHERS, to and mishap)


SECRETS = words("secret secrets password passwords credential credentials token tokens")


def gave_away(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The junior dev committed the AWS secret”, “we pasted the API key into the public channel”."""
    rest = sentence.low[i + 1 : i + 14]
    openly = not SECRETS.isdisjoint(rest[:4]) and sentence.low[i] not in (
        "shared",
        "sent",
        "emailed",
        "posted",
    )
    keyed = not {"key", "keys"}.isdisjoint(rest) or not SECRETS.isdisjoint(rest)
    public = not OPENLY.isdisjoint(rest) and "to" not in rest[:1]
    yield from _harmed_by(sentence, i, OTHERS | {"we"}, openly or (keyed and public))


OPENLY = words(
    "public repo repository github gitlab channel slack ticket wiki pastebin gist chat log logs open image bucket"
)


BAIT = words("phishing malicious infected fraudulent spoofed")


def took_the_bait(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“An employee clicked on a phishing link”."""
    bait = not BAIT.isdisjoint(sentence.low[i + 1 : i + 6])
    yield from _harmed_by(sentence, i, ALONE, bait)


BAD = BAD_THINGS | {"bad"}


def with_bad_things(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“She merged a broken pull request”, “he used an outdated runbook”; a broken disk may be replaced."""
    rest = sentence.low[i + 1 : i + 5]
    k = next((k for k, word in enumerate(rest, i + 1) if word in BAD), None)
    said = k is not None and sentence.tags[k] in "NJV" and sentence.tags[k + 1 : k + 2] in (["N"], ["J"])
    yield from _harmed_by(sentence, i, ALONE, said or _broke_later(sentence, i))


WORK = words(
    "fix rollback patch upgrade recovery response investigation restore restoration release migration decision "
    "mitigation escalation repair update maintenance"
)


def held_up(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The manager delayed the rollback”, “the vendor stalled the fix”."""
    yield from _harmed_by(sentence, i, OTHERS, not WORK.isdisjoint(sentence.low[i + 1 : i + 4]))


def too_low(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The engineer set the limit too low”."""
    rest = sentence.low[i + 1 : i + 9]
    too = next((k for k, word in enumerate(rest) if word == "too"), None)
    said = too is not None and too > 0 and rest[too + 1 : too + 2] and rest[too + 1] in SIZES
    yield from _harmed_by(sentence, i, OTHERS | {"we"}, bool(said))


SIZES = words("low high short small large big tight loose late early broad narrow many few long")


def _broke_later(sentence: Sentence, i: int) -> bool:
    """“She wrote the code that crashed”."""
    for k in range(i + 2, min(len(sentence.low) - 1, i + 10)):
        if sentence.low[k] in ("that", "which"):
            return verbs.lemma(sentence.low[k + 1]) in HARMS
    return False


HARMS = words("crash break fail corrupt wipe delete leak cause trigger kill destroy overload flood expose")


def _harmed_by(sentence: Sentence, verb: int, whom: frozenset[str], said: bool) -> Iterator[Accusation]:
    return accuse_doer(sentence, verb, verb + 1, said=said, whom=whom, form="mishap")


BY_HARM = by_word(
    (_past("crash corrupt ruin damage wreck brick clobber"), harmed),
    (_past("wipe drop truncate erase overwrite delete expose leak"), wiped),
    (_past("trigger create cause contribute"), made_happen),
    (_past("commit paste post upload push share email send publish leave"), gave_away),
    (_past("click open enter download execute"), took_the_bait),
    (_past("merge deploy write ship release sign approve use apply install accept"), with_bad_things),
    (_past("delay postpone stall block obstruct hinder hamper impede"), held_up),
    (_past("set configure choose make"), too_low),
)
