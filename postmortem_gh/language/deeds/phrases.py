"""Phrases that tell of a mishap by a person's hand: took production down, let it expire, cut corners."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.deeds.agency import has_later_verb
from postmortem_gh.language.deeds.blame import MISHAPS, by_person
from postmortem_gh.language.deeds.hand import wrong_object
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.mishaps import REMEDIES
from postmortem_gh.language.nouns.classes import SHARED_WEAKNESS, WEAKNESS

DEFECTS = words(
    "bug bugs error errors regression regressions typo typos defect defects vulnerability mistake flaw "
    "leak problem problems misconfiguration fault race deadlock inconsistency breakage loop outage"
)
LAPSING = words("expire lapse slip rot run fill grow pile go drift fester linger overflow age")
LEFT_STATES = words(
    "open blank empty enabled disabled exposed running behind unset hanging broken unattended lying "
    "public writable on closed off unlocked"
)
HARDLY = words("tested reviewed checked looked read")


def hardly(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The team barely tested it”."""
    agent = sentence.subject(i + 1)
    done = sentence.low[i + 1 : i + 2]
    if not done or done[0] not in HARDLY or not sentence.is_plain_deed(i + 1):
        return
    if agent.is_somebody or agent.kind == "org":
        yield Accusation(agent=agent, start=agent.start, end=i + 2, form="verb", verb=i + 1)


def rushed(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“It was rushed by management”, “we rushed”."""
    ends = sentence.low[i + 1 : i + 2] in ([], ["."], [","], ["!"], ["and"])
    if ends and sentence.tags[i] == "V" and sentence.is_plain_deed(i):
        agent = sentence.subject(i)
        if agent.is_somebody:
            yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)
        return
    by = sentence.by_agent(i) if sentence.is_passive(i) else None
    if by and by.is_person and sentence.is_asserted(i):
        yield Accusation(agent=by, start=i, end=by.end, form="passive", verb=i)


PRESSED_ON = words(
    "proceed continue go press push merge deploy ship approve release run sign roll publish start launch "
    "carry apply execute upgrade commit migrate delete drop force take do"
)


def anyway(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The author merged it anyway”, “went ahead regardless”."""
    verb = sentence.previous_verb(i, 9)
    if verb is None or sentence.low[i + 1 : i + 2] == ["of"] or not sentence.is_plain_deed(verb):
        return
    agent = sentence.subject(verb)
    pressed = verbs.lemma(sentence.low[verb]) in PRESSED_ON
    if pressed and (agent.is_somebody or agent.kind in ("org", "they", "capital")):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="saying", verb=verb)


def managed_to(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“I managed to delete the index”, “he managed not to notice”: said with a sigh."""
    window = sentence.low[i + 1 : i + 5]
    if "to" not in window[:2]:
        return
    agent = sentence.subject(i)
    bad = "not" in window or any(
        verbs.lemma(w) in verbs.BREAKS - {"take", "bring"} | {"lose"} for w in window
    )
    if bad and agent.is_somebody and sentence.is_plain_deed(i):
        yield Accusation(agent=agent, start=agent.start, end=i + 3, form="saying", verb=i)


def not_knowing(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Developers not knowing what they are doing”."""
    rest = sentence.low[i + 1 : i + 6]
    if sentence.low[i - 1 : i] == ["not"] and rest[:1] == ["what"] and "doing" in rest:
        yield Accusation(agent=Agent("someone", i - 1, i), start=i - 1, end=i + 2, form="saying", verb=i)


AGAIN = words(
    "still twice repeatedly times already before beforehand thrice weeks months years again explicitly often"
)


def had_been_warned(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The team had been warned”, “they had been told twice”: knowledge held against somebody."""
    aux = sentence.auxiliaries(i)
    again = not AGAIN.isdisjoint(sentence.low[i + 1 : i + 4]) and not {"was", "were"}.isdisjoint(aux)
    if not (again or ("been" in aux and {"had", "have"} & set(aux))) or sentence.is_negated(i):
        return
    if sentence.low[i] not in ("warned", "cautioned") and AGAIN.isdisjoint(sentence.low[i + 1 :] + aux):
        return
    agent, by = sentence.subject(i), sentence.by_agent(i)
    machine = by is not None and not by.is_human
    warned = (agent.is_person or agent.kind == "org") and agent.kind not in ("nobody", "you")
    if warned and not machine and sentence.is_asserted(i):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="knew", verb=i)


def introduce(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“we introduced a syntax error which brought the app down”."""
    window = sentence.low[i + 1 : i + 7]
    if sentence.is_passive(i) or sentence.low[i + 1 : i + 2] == ["by"]:
        subject = sentence.subject(i)
        if sentence.head(subject) in DEFECTS | MISHAPS | {
            "which",
            "that",
            "it",
            "this",
        }:
            yield from by_person(sentence, i)
        return
    if not any(w in DEFECTS for w in window) or not sentence.is_asserted(i):
        return
    agent = sentence.subject(i)
    if (agent.is_somebody or agent.kind == "org") and not sentence.is_negated(i):
        end = i + 2 + next(k for k, w in enumerate(window) if w in DEFECTS)
        yield Accusation(agent=agent, start=min(agent.start, i), end=max(end, agent.end), form="verb", verb=i)


BELIEFS = words(
    "assumption belief understanding expectation guess estimate diagnosis decision reading judgement "
    "estimates numbers figures calculation calculations assessment math maths instructions"
)


def believed(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The engineer thought he was on staging and dropped the table”."""
    rest = sentence.low[i + 1 : i + 9]
    pronoun = next((k for k, w in enumerate(rest[:3]) if w in ("he", "she", "they", "i", "we")), None)
    if pronoun is None or rest[pronoun + 1 : pronoun + 2] not in (["was"], ["were"]):
        return
    if {"on", "in", "connected", "running", "working", "logged"}.isdisjoint(rest[pronoun + 2 :]):
        return
    agent = sentence.subject(i)
    alone = agent.kind in ("role", "name", "he", "someone") or sentence.head(agent) == "i"
    if alone and sentence.is_plain_deed(i):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)


def whoever(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Whoever put the only copy on a shared drive”: somebody did, and is looked for."""
    verb = sentence.next_verb(i, 4)
    if verb is None or sentence.is_passive(verb) or sentence.is_question:
        return
    if verbs.lemma(sentence.low[verb]) not in REMEDIES and sentence.low[i - 1 : i] != ["to"]:
        agent = Agent(kind="someone", start=i, end=i + 1)
        yield Accusation(agent=agent, start=i, end=verb + 1, form="cause", verb=verb)


def took_down(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“An intern took down production”, “we brought the site down”."""
    window = sentence.low[i + 1 : i + 7]
    if window[:1] == ["about"]:
        yield from by_person(sentence, i)
        return
    if "down" not in window and "offline" not in window and "out" not in window[:3]:
        yield from wrong_object(sentence, i, verbs.lemma(sentence.low[i]))
        return
    if "out" in window[:3] and not any(w in ("production", "prod", "site", "service") for w in window):
        return
    if any(w in ("notes", "note", "temporarily", "deliberately", "intentionally") for w in window):
        return
    agent = sentence.subject(i)
    person = agent.kind in ("name", "role", "he", "someone", "we", "team")
    if person and sentence.is_plain_deed(i) and not _is_on_purpose(sentence, i, agent):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)


def _is_on_purpose(sentence: Sentence, i: int, agent: Agent) -> bool:
    """Taking a node down for maintenance or to stop the damage is work, not a mishap."""
    rest = sentence.low[i + 1 :][:20]
    if any(w in ("to", "for", "so", "while", "until", "maintenance") for w in rest):
        return True
    return agent.kind in ("we", "team") and not any(
        w in ("production", "prod", "site", "everything") for w in rest
    )


def let(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“We let the certificate expire”."""
    window = sentence.low[i + 1 : i + 10]
    if "through" in window[:6] and sentence.is_plain_deed(i):
        agent = sentence.subject(i)
        if agent.kind in ("name", "role", "team", "he"):
            yield Accusation(agent=agent, start=agent.start, end=i + 1, form="let", verb=i)
        return
    if not any(w in LAPSING for w in window) or not sentence.is_asserted(i):
        return
    if "run" in window and not {"out", "full", "dry", "over", "wild"} & set(window):
        return
    if sentence.low[i] == "allowed" and not any(
        w in ("expire", "lapse", "slip", "rot", "drift") for w in window
    ):
        return
    agent = sentence.subject(i)
    if (agent.is_person or agent.kind == "org") and not sentence.is_passive(i) and not sentence.is_negated(i):
        end = i + 2 + next(k for k, w in enumerate(window) if w in LAPSING)
        yield Accusation(agent=agent, start=agent.start, end=end, form="let", verb=i)


def was_wrong(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“we were wrong about the timeout”, “the vendor got it wrong”."""
    aux = sentence.auxiliaries(i)
    if any(w in ("was", "were", "been") for w in aux):
        agent = sentence.subject(i)
        ours = (
            agent.of_whom in ("we", "role", "team", "name", "he", "org") and sentence.head(agent) in BELIEFS
        )
        if ours and sentence.is_asserted(i) and not sentence.is_negated(i):
            yield Accusation(agent=agent, start=agent.start, end=i + 1, form="blame", verb=i)
            return
        person = agent.is_somebody or agent.kind == "org"
        person = person or (agent.kind == "they" and sentence.low[i + 1 : i + 2] == ["to"])
        said = sentence.is_asserted(i) and not sentence.is_negated(i)
        if person and said and sentence.low[i + 1 : i + 2] != ["with"]:
            yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)
        return
    for k in range(i - 1, max(-1, i - 6), -1):
        if sentence.low[k] in (
            "got",
            "did",
            "set",
            "configured",
            "copied",
            "named",
            "counted",
            "spelled",
            "spelt",
        ):
            agent = sentence.subject(k)
            if agent.is_somebody and sentence.is_asserted(k) and not sentence.is_negated(k):
                yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=k)
            return
        if sentence.tags[k] not in "DPNAJGU#'I":
            return


def was_off(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Paul's estimate was way off”."""
    copula = next((k for k in (i - 1, i - 2) if k > 0 and sentence.low[k] in ("was", "were")), None)
    if copula is None or (copula == i - 1 and sentence.low[i + 1 : i + 2] != ["by"]):
        return
    agent = sentence.subject(copula)
    ours = agent.of_whom in ("we", "role", "team", "name", "he", "org") and sentence.head(agent) in BELIEFS
    if ours and sentence.is_plain_deed(copula):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="blame", verb=copula)


def assumed(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """A note "Assumed that one fix would do"; told of ourselves in a full sentence it is context."""
    following = sentence.low[i + 1 : i + 5]
    if (
        sentence.is_at_start(i)
        and following
        and following[0] not in ("to", "by", ".", ",", ":")
        and ":" not in following
    ) and ((not sentence.is_question and not has_later_verb(sentence, i)) or following[0] == "that"):
        agent = Agent(kind="none", start=i, end=i)
        yield Accusation(agent=agent, start=i, end=i + 1, form="note", verb=i)


def left(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The previous owner left it undocumented”, “an operator left the field blank”."""
    if sentence.tags[i] != "V" or not sentence.is_plain_deed(i):
        return
    window = sentence.low[i + 1 : i + 9]
    state = next((k for k, w in enumerate(window) if w in LEFT_STATES or w.startswith("un")), None)
    if (
        state is None
        or any(w == "the" for w in window[state - 1 : state])
        or any(w in ".,;" for w in window[:state])
    ):
        return
    agent = sentence.subject(i)
    if agent.kind in ("role", "name", "team", "someone", "he", "you") or agent.kind == "org":
        yield Accusation(agent=agent, start=agent.start, end=i + 2 + state, form="verb", verb=i)


def confuse(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The engineer confused staging with production”, “mixed up the hosts”."""
    window = sentence.low[i + 1 : i + 8]
    if sentence.low[i] == "mixed" and "up" not in window[:4]:
        return
    got = next((k for k in range(i - 1, max(-1, i - 6), -1) if sentence.low[k] == "got"), i)
    if sentence.low[i] == "confused" and not any(w in ("with", "for", "and") for w in window):
        return
    agent = sentence.subject(got)
    is_meant = agent.is_somebody or (agent.kind == "none" and sentence.is_at_start(got))
    if is_meant and sentence.is_plain_deed(got):
        start = agent.start if agent.end else i
        yield Accusation(agent=agent, start=start, end=i + 1, form="verb", verb=i)


def breaking(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“A developer pushed to main, breaking the build”: one person's deed and its harm in one breath."""
    if i < 3 or sentence.low[i - 1] != "," or sentence.tags[i] != "G":
        return
    for k in range(i - 2, max(-1, i - 25), -1):
        if sentence.tags[k] == "V" and sentence.is_asserted(k):
            agent = sentence.subject(k)
            if not sentence.is_passive(k) and agent.kind in ("role", "name", "someone", "he"):
                yield Accusation(agent=agent, start=agent.start, end=k + 1, form="mishap", verb=k)
                return


def someone_else(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Everyone assumed that someone else was watching”."""
    if sentence.low[i - 1 : i] not in (["someone"], ["somebody"], ["others"], ["anybody"]):
        return
    for k in range(i - 2, max(-1, i - 10), -1):
        if sentence.low[k] in ("assumed", "thought", "believed", "expected") and sentence.is_asserted(k):
            agent = sentence.subject(k)
            if agent.is_somebody:
                yield Accusation(agent=agent, start=agent.start, end=k + 1, form="verb", verb=k)
            return


def lost(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The administrators lost the recovery key”; losing data or a host is what happens to people."""
    window = sentence.low[i + 1 : i + 6]
    things = (
        "key",
        "keys",
        "password",
        "passwords",
        "credentials",
        "laptop",
        "token",
        "documents",
        "phone",
        "ticket",
    )
    agent = sentence.subject(i)
    if (
        any(w in things for w in window)
        and sentence.tags[i] == "V"
        and agent.is_somebody
        and sentence.is_plain_deed(i)
    ):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)


def lacked(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The team lacks ownership”, “he lacked the discipline to write tests”."""
    window = sentence.low[i + 1 : i + 6]
    agent = sentence.subject(i)
    counted = (
        WEAKNESS
        if agent.kind == "we"
        else WEAKNESS | SHARED_WEAKNESS - {"documentation", "monitoring", "testing"}
    )
    if agent.is_somebody and any(w in counted for w in window) and sentence.is_asserted(i):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)
