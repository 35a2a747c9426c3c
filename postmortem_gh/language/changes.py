"""Somebody in the place of the cause: "Priya's change broke it", "due to an engineer who …".

Used by slips.py. A thing does the harm here, but it is told as somebody's.
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation, of_owner
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words

CAUSAL_CHANGES = words(
    "change commit pr patch deploy deployment merge push fix config configuration script edit update code "
    "migration query release command rollout upgrade refactor refactoring typo action actions decision "
    "work changes commits edits tweak cleanup revert hotfix branch"
)
HARM_VERBS = words(
    "break cause take bring crash wipe delete knock corrupt trigger introduce kill disable destroy expose "
    "leak lead result ruin overload"
)
CAUSING = words("caused triggered broken because due introduced blame cause culprit traced")


def change_broke(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Priya's change broke it”: a thing does harm, but it is told as somebody's."""
    start = sentence.base_start(i)
    if start > i:
        return
    if sentence.low[i + 1 : i + 2] == ["by"] and any(
        w in CAUSING for w in sentence.low[max(0, start - 6) : start]
    ):
        author = sentence.noun_phrase_after(i + 2)
        if author.kind in ("name", "role") and not sentence.is_denied(start) and not sentence.is_question:
            yield Accusation(agent=author, start=start, end=author.end, form="by", verb=i)
        return
    if not SUSPECT.isdisjoint(sentence.low[start:i]):
        yield from _suspect_by(sentence, i, start)
    yield from _harm_by_author(sentence, i, start)
    agent = sentence.classify(start, i + 1)
    if agent.of_whom not in ("name", "capital", "initial", "role", "he", "team", "org", "someone"):
        yield from _harm_by_change(sentence, i)
        return
    verb = sentence.next_verb(i, 12)
    if (
        verb is None
        or verbs.lemma(sentence.low[verb]) not in HARM_VERBS | MORE_HARM
        or not sentence.is_asserted(verb)
    ):
        yield from _harm_by_change(sentence, i)
        return
    if (
        sentence.is_passive(verb)
        or sentence.is_negated(verb)
        or (agent.of_whom in ("we", "org") and not agent.owner)
    ):
        return
    accused = of_owner(agent, start, i)
    yield Accusation(agent=accused, start=start, end=verb + 1, form="change", verb=verb)


def _harm_by_author(sentence: Sentence, i: int, start: int) -> Iterator[Accusation]:
    """“The deploy by @mlee brought the cluster down”."""
    if sentence.low[i + 1 : i + 2] not in (["by"], ["from"]) or i + 2 >= len(sentence.low):
        return
    author = sentence.noun_phrase_after(i + 2)
    verb = sentence.next_verb(author.end - 1, 4)
    if verb is None:
        return
    harmful = _does_harm(sentence, verb)
    told = not sentence.is_denied(start) and not sentence.is_question
    if author.kind in ("name", "role") and harmful and told:
        yield Accusation(agent=author, start=start, end=verb + 1, form="by", verb=verb)


SUSPECT = words("last latest recent offending breaking bad faulty problematic broken wrong culprit")
MADE = words("applied made deployed pushed merged committed written introduced released rolled")


def _suspect_by(sentence: Sentence, i: int, start: int) -> Iterator[Accusation]:
    """“the last change was applied by Agnes”: the suspect and a name in one breath."""
    for k in range(i + 1, min(len(sentence.low), i + 4)):
        if sentence.low[k] in MADE:
            agent = sentence.by_agent(k)
            if agent and agent.kind == "name" and not sentence.is_denied(start) and not sentence.is_question:
                yield Accusation(agent=agent, start=start, end=agent.end, form="by", verb=k)
            return


def _harm_by_change(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The outage was caused by Priya's change”."""
    start = sentence.base_start(i)
    agent = sentence.classify(start, i + 1)
    if agent.of_whom not in ("name", "capital", "role", "he") or start < 2:
        return
    if agent.of_whom == "capital" and sentence.low[start - 1] not in ("by", "of", "to"):
        return
    before = sentence.low[max(0, start - 4) : start]
    caused = any(w in CAUSING for w in before) or (
        agent.of_whom == "name"
        and any(w in ("accidentally", "inadvertently", "mistakenly", "broke") for w in sentence.low)
    )
    if caused and not sentence.is_denied(start) and not sentence.is_question:
        yield Accusation(agent=of_owner(agent, start, i), start=start, end=i + 1, form="change", verb=i)


def because_of(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The outage was due to an engineer who …”: a person in the place of the cause."""
    if sentence.low[i + 1 : i + 2] == ["back"]:
        i += 1
    if sentence.low[i + 1 : i + 2] not in (["to"], ["of"]) or i + 2 >= len(sentence.low):
        return
    if sentence.is_denied(i) or "not" in sentence.low[max(0, i - 2) : i] or sentence.is_question:
        return
    agent = sentence.noun_phrase_after(i + 2)
    blamed = agent.kind in ("role", "team", "we", "he", "name", "someone")
    if blamed and sentence.low[i] != "thanks" and not _continues_harmlessly(sentence, agent.end):
        yield Accusation(agent=agent, start=i, end=agent.end, form="by", verb=i)


HARM_TOLD = words(
    "outage downtime incident failed fails failing broke broken crashed down lost lose unavailable "
    "offline wrong leaked missing stalled stopped empty expired happened occurred started began late "
    "filled blocked delayed deleted wiped corrupted exposed unreachable locked hung froze overloaded "
    "worse worsened doubled twice duplicate duplicated stuck timed errors gone dropped rejected degraded "
    "disappeared vanished escalated mess breach leak loss closed"
)
HARMLESS = words(
    "notice spot stop fix revert restore see find detect report page raise mitigate recover need have "
    "want use be think believe know feel try wait discover identify join call ask realise realize begin "
    "start roll say tell warn inform suspect catch block prevent pause resume hear receive get suggest "
    "acknowledge work live travel sleep leave hit face recognise recognize drive declare"
)


def because_deed(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The site went down because an engineer pushed …”: one person's deed as the cause."""
    yield from because_of(sentence, i)
    if i + 2 >= len(sentence.low) or sentence.is_question or sentence.low[i + 1] in ("of", "to"):
        return
    agent = sentence.noun_phrase_after(i + 1)
    if agent.kind not in ("role", "name", "he", "someone", "capital") or sentence.is_denied(i):
        return
    verb = agent.end
    while verb < len(sentence.low) and sentence.tags[verb] == "A":
        verb += 1
    if verb >= len(sentence.low) or sentence.tags[verb] != "V" or sentence.is_passive(verb):
        return
    base = verbs.lemma(sentence.low[verb])
    before = sentence.low[:i] if i else sentence.low[verb:]
    if base in HARMLESS or (HARM_TOLD | {"longer"}).isdisjoint(before) or not sentence.is_asserted(verb):
        return
    yield Accusation(agent=agent, start=i, end=verb + 1, form="cause", verb=verb)


def possessed(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Hiro's script emptied the shared drive”, “Ana's spreadsheet had the columns swapped”."""
    if sentence.is_question or not i:
        return
    start = sentence.base_start(i - 1)
    owner = sentence.classify(start, i)
    if owner.kind != "name" and not (owner.kind == "he" and sentence.low[i - 1] == "her"):
        return
    if i + 1 >= len(sentence.low) or sentence.is_denied(start):
        return
    worsened = "worse" in sentence.low and "fix" in sentence.low[i + 1 : i + 3]
    if worsened and not {"made", "making"}.isdisjoint(sentence.low[i + 1 :]):
        yield Accusation(agent=owner, start=start, end=i + 2, form="possessed", verb=i + 1)
        return
    if not (NOT_DEEDS | CAUSAL_CHANGES - {"request"}).isdisjoint(sentence.low[i + 1 : i + 3]):
        return  # what mended it, or what change_broke looks at
    for k in range(i + 2, len(sentence.low)):
        if sentence.tags[k] == "V" and verbs.lemma(sentence.low[k]) in HARMLESS:
            return
        if _does_harm(sentence, k):
            break
    else:
        return
    if sentence.is_asserted(k):
        yield Accusation(agent=owner, start=start, end=i + 2, form="possessed", verb=k)


NOT_DEEDS = words(
    "fix patch-set revert rollback suggestion question idea review report note notes comment message "
    "ticket laptop page team analysis investigation alert dashboard summary write-up fork"
)
MORE_HARM = words("empty swap flood exhaust overwhelm lock fill drain trip freeze hang crash spam jam")


def _does_harm(sentence: Sentence, k: int) -> bool:
    """Whether harm is told here, as done and not as mended."""
    word, tag = sentence.low[k], sentence.tags[k]
    if tag == "V":
        base = verbs.lemma(word)
        if base in ("take", "bring", "knock", "let"):
            return not {"down", "out", "offline", "through"}.isdisjoint(sentence.low[k + 1 : k + 7])
        harmful = base in (HARM_VERBS | MORE_HARM) - {"lead", "result", "take", "bring", "stop"}
        return harmful and not sentence.is_passive(k) and not sentence.is_negated(k)
    return word in ("wrong", "swapped", "outdated", "faulty") and tag in "NJA"


def _continues_harmlessly(sentence: Sentence, k: int) -> bool:
    """“due to the team being asleep”: a circumstance, judged by its own verb."""
    if k >= len(sentence.low):
        return False
    if sentence.tags[k] in "XIVN":
        return True
    if sentence.tags[k] == "G" and sentence.low[k] != "not":
        base = verbs.lemma(sentence.low[k])
        return base not in verbs.FAULTS and base not in verbs.BREAKS
    return sentence.tags[k] in "NUV"
