"""What is told of one person, where the same words of a team would only describe what it was like.

“We waited ten minutes” is a time line; “Chris waited ten minutes before escalating” is about Chris.
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.deeds.agency import ALONE, accuse_doer
from postmortem_gh.language.finders import by_word
from postmortem_gh.language.lexicon import grammar, verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.mishaps import HARM_NOUNS, REMEDIES

SPANS = words("second seconds minute minutes hour hours day days week weeks month months long ages forever")
ANSWERS = words(
    "answer respond reply react escalate acknowledge notice page call wake realise realize ask tell inform "
    "admit check look read report raise"
)


def slow(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Chris waited forty minutes before escalating”, “the on-call took an hour to answer”."""
    if sentence.low[i : i + 2] == ["hesitated", "to"]:
        yield from accuse_doer(sentence, i, i + 2, said=True)
    rest = sentence.low[i + 1 : i + 9]
    span = next((k for k, word in enumerate(rest, i + 1) if word in SPANS), None)
    if span is None or span + 2 >= len(sentence.low):
        return
    opens, then = sentence.low[span + 1 : span + 3]
    waited = sentence.low[i] != "took" and opens in ("before", "until", "to")
    answered = sentence.low[i] == "took" and opens == "to" and then in ANSWERS
    yield from accuse_doer(sentence, i, span + 1, said=waited or answered)


CHECKS = words(
    "check checks validation validations safety guard guards safeguard safeguards lock monitoring alarm "
    "alarms review reviews approval approvals protection backup backups limit limits warning warnings "
    "verification precaution precautions confirmation interlock test tests"
)


def unguarded(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Someone turned off the safety check”, “Jo commented out the validation”; not to repair something."""
    rest = sentence.low[i + 1 : i + 8]
    on_purpose = not {"to", "for", "while", "so", "temporarily", "until"}.isdisjoint(sentence.low[i + 1 :])
    off = sentence.low[i] not in ("turned", "switched", "commented", "took") or not {"off", "out"}.isdisjoint(
        rest
    )
    said = off and not on_purpose and not CHECKS.isdisjoint(rest)
    yield from accuse_doer(sentence, i, i + 1, said=said)


LANDING = words("push commit merge deploy ship release")
TRUNKS = words("main master trunk production prod live")


def straight(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Hugo pushed directly to main”, “an engineer committed straight to production”."""
    verb = sentence.previous_verb(i, 6)
    if verb is None or verbs.lemma(sentence.low[verb]) not in LANDING:
        return
    said = not TRUNKS.isdisjoint(sentence.low[i + 1 : i + 4])
    yield from accuse_doer(sentence, verb, i + 1, said=said)


def the_one_who(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“George was the one who ran it”: looked for, and found."""
    if sentence.low[i - 1 : i] != ["the"] or sentence.low[i + 1 : i + 2] not in (["who"], ["that"]):
        return
    verb = sentence.next_verb(i, 7)
    if i < 2 or sentence.low[i - 2] not in grammar.BE or verb is None:
        return
    mended = verbs.lemma(sentence.low[verb]) in REMEDIES
    yield from accuse_doer(sentence, i - 2, verb + 1, said=not mended)


def behind(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The person behind the change was George”."""
    if sentence.low[i - 1 : i] not in (["person"], ["engineer"], ["developer"], ["one"], ["operator"]):
        return
    thing = sentence.noun_phrase_after(i + 1)
    copula = sentence.low[thing.end : thing.end + 1]
    if sentence.head(thing) in HARM_NOUNS | {"change", "commit", "deploy"} and copula in (["was"], ["is"]):
        yield Accusation(
            agent=Agent("someone", i - 1, i), start=max(0, i - 2), end=thing.end, form="cause", verb=i
        )


def must_have(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Somebody on the team must have deleted it”: a deed that is guessed at."""
    if sentence.low[i + 1 : i + 2] != ["have"] or sentence.is_question:
        return
    verb = sentence.next_verb(i + 1, 4)
    if verb is None or sentence.is_passive(verb) or verbs.lemma(sentence.low[verb]) in REMEDIES | {"be"}:
        return
    agent = sentence.subject(verb)
    if agent.kind in ALONE:
        yield Accusation(agent=agent, start=agent.start, end=verb + 1, form="verb", verb=verb)


def assumed(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Diego assumed that it was a false positive”; nobody is blamed for assuming the role of a scribe."""
    belief = (
        sentence.low[i + 1 : i + 2] in (["that"], ["it"], ["this"], ["he"], ["she"])
        or "was" in sentence.low[i + 1 : i + 6]
    )
    agent = sentence.subject(i)
    if belief and agent.kind == "name" and sentence.is_plain_deed(i):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)


def plainly(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The operator guessed at the right flag”, “Hugo force-pushed over the others”."""
    yield from accuse_doer(sentence, i, i + 1, said=True)


def pressed(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The manager pressured the team into shipping”."""
    into = "into" in sentence.low[i + 1 : i + 6]
    agent = sentence.subject(i)
    said = into or sentence.low[i] in ("pressured", "bullied", "coerced")
    if said and (agent.is_somebody or agent.kind == "org") and sentence.is_plain_deed(i):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)


BY_ONE = by_word(
    (words("waited hesitated dithered took"), slow),
    (words("disabled overrode commented turned switched removed"), unguarded),
    (words("directly straight"), straight),
    (words("one"), the_one_who),
    (words("behind"), behind),
    (words("must"), must_have),
    (words("guessed force-pushed"), plainly),
    (words("assumed believed"), assumed),
    (words("pressured bullied coerced pushed forced pressed"), pressed),
)
