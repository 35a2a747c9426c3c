"""A named person in the middle of what went wrong, though no word of blame is said.

Used by rules/naming.py. "Priya deployed the change" is a log entry; "Priya deployed the change that took
the site down" ties her name to the harm. Only the sentence itself may tie it: nobody is accused by the
next line.
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words

DESTRUCTIVE = words("delete drop wipe truncate erase destroy overwrite purge corrupt leak nuke")
PRECIOUS = words(
    "production prod live database databases table tables namespace bucket volume data cluster backups "
    "backup branch customers customer wrong records keys"
)
HARMS = words(
    "break cause crash corrupt wipe delete knock kill destroy expose leak ruin overload trigger lead "
    "result cripple exhaust flood delay fail lock block sink eat"
)
DOWN = words("down offline out over")
HARM_NOUNS = words(
    "outage downtime incident failure failures crash loss breakage errors timeouts leak exposure corruption"
)
REMEDIES = words(
    "revert fix restore roll repair resolve mitigate stop find notice discover detect identify report see "
    "page join call tell ask explain suggest propose write review confirm open post investigate start "
    "restart recover acknowledge lead facilitate document observe realize realise spot describe escalate "
    "say share answer reply warn alert inform notify declare close help thank create file add log"
)


def mishaps(sentence: Sentence) -> Iterator[Accusation]:
    """Each name that the sentence ties to harm by what its bearer did."""
    if not any_capital(sentence) or sentence.is_question:
        return
    for i, tag in enumerate(sentence.tags):
        if tag != "V":
            continue
        if sentence.is_passive(i):
            yield from _by_name(sentence, i)
            continue
        base = verbs.lemma(sentence.low[i])
        if base in HARMS and base not in DESTRUCTIVE:
            continue
        agent = sentence.subject(i)
        written_by = agent.start > 0 and sentence.tags[agent.start - 1] == "R"  # "the config that Ivan wrote"
        if base in REMEDIES and not written_by:
            continue
        pointed_at = _is_pointed_at(sentence, agent.start, i)
        accused = agent.kind == "name" or (
            pointed_at and agent.kind in ("role", "someone", "team", "capital")
        )
        if not accused or not sentence.is_asserted(i) or sentence.is_negated(i):
            continue
        if pointed_at or _started_it(sentence, agent.start) or _turned_out(sentence, i, agent.start):
            yield Accusation(agent=agent, start=agent.start, end=i + 1, form="mishap", verb=i)
            return
        if _destroys(sentence, i, base) or _does_harm(sentence, i) or _believed(sentence, i, base):
            yield Accusation(agent=agent, start=agent.start, end=i + 1, form="mishap", verb=i)
            return


def _is_pointed_at(sentence: Sentence, start: int, verb: int) -> bool:
    """“It was the DBA on shift who dropped the partition”."""
    return sentence.low[max(0, start - 2) : start] == ["it", "was"] and "who" in sentence.low[start:verb]


THINGS = PRECIOUS | words(
    "disk disks drive volume server servers host hosts machine partition repository repo index queue "
    "account accounts certificate site share files folder file system cache row rows"
)


def _by_name(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The disk was wiped by Pavel”, “the stale key was left in the image by R. Nowak”."""
    agent = sentence.by_agent(i)
    if agent is None or agent.kind not in ("name", "capital") or not sentence.is_asserted(i):
        return
    subject = sentence.subject(i)
    said = sentence.low[subject.start : subject.end]
    base = verbs.lemma(sentence.low[i])
    wiped = base in DESTRUCTIVE and not THINGS.isdisjoint(said)
    harmful = any(verbs.lemma(w) in HARMS for k, w in enumerate(sentence.low[:i]) if sentence.tags[k] == "V")
    bad = (harmful or not BAD_THINGS.isdisjoint(said)) and base not in REMEDIES
    if (wiped or bad) and not sentence.is_negated(i):
        yield Accusation(
            agent=agent._replace(kind="name"), start=subject.start, end=agent.end, form="passive", verb=i
        )


BAD_THINGS = words(
    "wrong faulty bad broken stale outdated incorrect erroneous buggy malformed misconfigured expired "
    "duplicate invalid bogus corrupt corrupted exposed leaked vulnerable unpatched offending problematic "
    "breaking defective flawed unsafe untested unreviewed"
)


def _started_it(sentence: Sentence, start: int) -> bool:
    """“The outage started when Ivan unplugged the switch”."""
    before = sentence.low[max(0, start - 5) : start]
    return (
        bool(before) and before[-1] in ("when", "after", "as", "because") and not HAPPENED.isdisjoint(before)
    )


HAPPENED = words(
    "started began happened occurred broke failed crashed died stopped dropped lost hung vanished "
    "disappeared down offline unavailable stalled froze"
)


def _turned_out(sentence: Sentence, i: int, start: int) -> bool:
    """“It turned out that Jonas had changed the password”."""
    before = sentence.low[max(0, start - 4) : start]
    told = words("turned turns found discovered emerged learned established log logs")
    return "had" in sentence.auxiliaries(i) and not told.isdisjoint(before)


def any_capital(sentence: Sentence) -> bool:
    return any(raw[:1].isupper() or raw[:1] == "@" for raw in sentence.raw) or bool(sentence.known)


def _believed(sentence: Sentence, i: int, base: str) -> bool:
    """“Sanne thought the alert was a duplicate and muted it”: a belief told as wrong by what came of it."""
    if base not in ("think", "assume", "believe", "figure", "conclude", "decide", "consider", "deem"):
        return False
    rest = sentence.low[i + 1 : i + 20]
    return not DISMISSED.isdisjoint(rest) and "not" not in rest


DISMISSED = words(
    "muted closed ignored dismissed silenced skipped snoozed acknowledged suppressed disabled deleted "
    "archived unplugged"
)


def _destroys(sentence: Sentence, i: int, base: str) -> bool:
    return base in DESTRUCTIVE and any(w in PRECIOUS for w in sentence.low[i + 1 : i + 7])


def _does_harm(sentence: Sentence, i: int) -> bool:
    """Whether a later verb tells the harm that came of it."""
    for k in range(i + 1, len(sentence.low)):
        if sentence.low[k] in ("after", "because", "since", "once"):
            return False  # what was there before the deed
        if sentence.tags[k] not in "VG" or sentence.tags[k - 1] == "D":
            continue
        base = verbs.lemma(sentence.low[k])
        rest = sentence.low[k + 1 : k + 7]
        if base in ("bring", "take", "go", "knock", "come", "fall") and any(w in DOWN for w in rest):
            return not any(w in ("up", "over", "back") for w in rest[:1])
        if base in HARMS and not sentence.is_negated(k) and not sentence.is_passive(k):
            return base not in ("lead", "result", "cause", "trigger") or _is_harm_named(sentence, k)
    return False


def _is_harm_named(sentence: Sentence, k: int) -> bool:
    return not any(w in ("recovery", "fix", "solution", "rollback") for w in sentence.low[k + 1 : k + 7])
