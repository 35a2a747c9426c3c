"""A name and harm in one breath, by any words: “Greg's cron jobs have eaten the disk again”.

Used by rules/naming.py. What people did about a mishap, or beside it, ties nobody to it;
neither does harm that is denied, or that is told in a clause of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.changes import HARMLESS, NOT_DEEDS
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.harm import HARM, is_harm
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.mishaps import REMEDIES
from postmortem_gh.language.syntax.subjects import REACH

# What people do about a mishap, or beside it, so that harm in the same sentence is not theirs.
NEUTRAL = (
    REMEDIES
    | (HARMLESS - {"roll", "leave", "use"})
    | words(
        "look check examine monitor ask meet attend be have get need want try wait think know feel learn work "
        "search verify compare measure test reproduce isolate trace track follow read receive hear watch debug "
        "pause block bump raise lower propose mention mark label triage assign take bring go come give send "
        "reach call contact discuss agree plan prepare present talk speak summarise summarize collect gather "
        "record reboot rebuild replace reset rerun rewrite patch apologise apologize thank visit play stream win "
        "lose suffer hit live travel sleep focus choose offer demonstrate introduce hope like love enjoy wish "
        "prove show warn object refactor reassure improve handle clean help use make find build design implement "
        "create develop include manage volunteer own claim join name deny"
    )
)
# Without what is told of any deploy that did not work, or of a log that was read.
HARM_BESIDE = HARM - words("down slipped slip delayed delay failed fail fails failure failures lost missed")
TIES = words("because since when after as by to of from")
LEADING_BACK = words(
    "goes went traced traces tracing thanks courtesy due owing stems stemmed comes came leads led"
)


def entangled(sentence: Sentence) -> Iterator[Accusation]:
    """Each name that stands beside harm as the one whose doing it was."""
    harmed = _harm(sentence)
    if not harmed or sentence.is_question:
        return
    for k, raw in enumerate(sentence.raw):
        if not (raw[:1].isupper() or raw[:1] == "@") or sentence.tags[k] == "Q":
            continue
        agent = sentence.classify(k, k + 1)
        if agent.kind == "name" and not sentence.is_denied(k):
            yield from _tied(sentence, agent, harmed)


def _harm(sentence: Sentence) -> frozenset[int]:
    return frozenset(k for k, word in enumerate(sentence.low) if word in HARM_BESIDE and is_harm(sentence, k))


def _tied(sentence: Sentence, agent: Agent, harmed: Collection[int]) -> Iterator[Accusation]:
    k, end = agent.start, agent.end
    if sentence.low[end : end + 1] == ["'s"]:
        if NOT_DEEDS.isdisjoint(sentence.low[end + 1 : end + 4]) and not _mends(sentence, end + 2):
            yield Accusation(agent=agent, start=k, end=end + 2, form="possessed", verb=end + 1)
        return
    before = sentence.low[max(0, k - 5) : k]
    if before[-1:] == ["by"]:
        if verbs.lemma(sentence.low[k - 2]) not in NEUTRAL and k > 1:
            yield Accusation(agent=agent, start=k - 1, end=end, form="by", verb=k - 1)
        return
    back = before[-1:] in (["to"], ["of"]) and not LEADING_BACK.isdisjoint(before)
    if back and any(j in harmed for j in range(max(0, k - REACH), k)):
        yield Accusation(agent=agent, start=k - 1, end=end, form="by", verb=k - 1)
        return
    verb = _deed(sentence, end)
    if verb is None or verbs.lemma(sentence.low[verb]) in NEUTRAL or _undoes(sentence, verb):
        return
    if sentence.is_negated(verb) and before[-1:] not in (["because"], ["since"]):
        return
    tied = not TIES.isdisjoint(before[-3:]) and ENDED.isdisjoint(sentence.low[max(0, k - REACH) : k])
    if tied or _follows(sentence, verb, harmed):
        yield Accusation(agent=agent, start=k, end=verb + 1, form="mishap", verb=verb)


def _mends(sentence: Sentence, start: int) -> bool:
    """“Fatima's patch fixes the crash”."""
    for k in range(start, min(len(sentence.low), start + 6)):
        known = verbs.forms().get(sentence.low[k])
        if known and known[1] in ("past", "third") and sentence.tags[k] in "VNB":
            return known[0] in NEUTRAL and not sentence.is_negated(k)
    return start > len(sentence.low)


UNDOING = words("disable remove delete drain isolate kill unplug mute quarantine purge evict cordon revoke")


def _undoes(sentence: Sentence, verb: int) -> bool:
    """“Wei disables the faulty rule”: what was bad is taken away."""
    undone = verbs.lemma(sentence.low[verb]) in UNDOING
    return undone and any(is_harm(sentence, k) for k in range(verb + 1, min(len(sentence.low), verb + 4)))


def _follows(sentence: Sentence, verb: int, harmed: Collection[int]) -> bool:
    """Whether harm is told behind the deed, and not as what was there before it."""
    for k in range(verb + 1, min(len(sentence.low), verb + REACH)):
        if sentence.low[k] in EARLIER:
            return False
        if k in harmed:
            return True
    return False


EARLIER = words("after following before during because since until while despite when where")
ENDED = words("ended over recovered back resolved fixed restored working up")


def _deed(sentence: Sentence, end: int) -> int | None:
    """The verb whose subject ends here, across “, our DBA,” and auxiliaries."""
    if sentence.low[end : end + 1] == [","]:
        comma = next(
            (k for k in range(end + 1, min(len(sentence.low), end + 9)) if sentence.low[k] == ","), None
        )
        if comma is None or any(tag in "VX" for tag in sentence.tags[end + 1 : comma]):
            return None
        end = comma + 1
    for k in range(end, min(len(sentence.low), end + 6)):
        tag = sentence.tags[k]
        if tag == "G" and k > end:
            return k
        if tag == "V":
            return k if sentence.is_asserted(k) and not sentence.is_passive(k) else None
        if verbs.forms().get(sentence.low[k], ("", ""))[1] == "third" and tag in "NVB":
            return k
        if tag not in "AX":
            return None
    return None
