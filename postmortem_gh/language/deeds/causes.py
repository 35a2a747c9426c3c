"""A person in the place of the cause, put there by how the sentence is built and not by a word of blame.

“What took the site down was an engineer …”, “PMs kept changing the scope, which is why the release slipped”.
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation, of_owner
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.deeds.agency import ALONE, accuse_doer
from postmortem_gh.language.finders import by_word
from postmortem_gh.language.harm import is_harm
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.mishaps import REMEDIES

PERSONAL = ALONE | {"team"}


def what_was(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“What took the site down was an engineer running the backfill”, “What broke it: me”."""
    if not sentence.is_at_start(i) or sentence.is_question:
        return
    link = next((k for k in range(i + 2, min(len(sentence.low), i + 12)) if sentence.low[k] in LINKS), None)
    if link is None or link + 1 >= len(sentence.low) or not _is_harm_told(sentence, i + 1, link):
        return
    agent = sentence.noun_phrase_after(link + 1)
    if agent.kind in PERSONAL or sentence.low[link + 1] in ("me", "us"):
        yield Accusation(agent=agent, start=link + 1, end=agent.end, form="cause", verb=link)


LINKS = words("was were is :")


def _is_harm_told(sentence: Sentence, start: int, end: int) -> bool:
    return any(is_harm(sentence, k) for k in range(start, min(end, len(sentence.low))))


def cause_is(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The root cause is the developer who merged on Friday”, “Root cause: dev pushed to main”."""
    if (
        sentence.is_question
        or i + 2 >= len(sentence.low)
        or not PLANNED.isdisjoint(sentence.low[max(0, i - 4) : i])
    ):
        return
    link = sentence.low[i + 1]
    if link == "of":
        yield from reason(sentence, i)
    agent = sentence.noun_phrase_after(i + 2)
    if agent.kind not in PERSONAL or agent.end >= len(sentence.low) or sentence.is_denied(i):
        return
    word, tag = sentence.low[agent.end], sentence.tags[agent.end]
    pointed = link in ("is", "was") and (word == "who" or tag == "G")
    did = link == ":" and tag == "V" and agent.kind != "team" and verbs.lemma(word) not in REMEDIES
    if pointed or did:
        yield Accusation(agent=agent, start=i + 2, end=agent.end + did, form="cause", verb=agent.end)


PLANNED = words("possible potential no not another any")


def which_is_why(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“PMs kept changing the scope, which is why the release slipped”, “…, leaving the disk to fill”."""
    opens = sentence.low[i - 1 : i] == [","] or sentence.low[i - 2 : i] == [",", "and"]
    if not opens or not _leads_to_harm(sentence, i):
        return
    verb = sentence.previous_verb(i - 1, 19)
    if verb is None or verbs.lemma(sentence.low[verb]) in REMEDIES | {"be", "have"}:
        return
    agent = sentence.subject(verb)
    if agent.kind in PERSONAL and agent.end <= verb and sentence.is_plain_deed(verb):
        yield Accusation(agent=agent, start=agent.start, end=verb + 1, form="cause", verb=verb)


def _leads_to_harm(sentence: Sentence, i: int) -> bool:
    follows = sentence.low[i + 1 : i + 4]
    leads = sentence.low[i] in ("leaving", "leading") or follows[:2] in (["is", "why"], ["is", "how"])
    leads = leads or follows[:1] in (["led"], ["meant"], ["caused"], ["broke"], ["left"], ["cost"], ["made"])
    return leads and _is_harm_told(sentence, i + 1, len(sentence.low))


def in_progress(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The “network problem” was an operator unplugging the uplink”."""
    if i + 2 >= len(sentence.low) or sentence.is_question or sentence.is_negated(i):
        return
    agent = sentence.noun_phrase_after(i + 1)
    doing = sentence.tags[agent.end : agent.end + 1] == ["G"] and sentence.low[agent.end] not in (
        "being",
        "having",
    )
    subject = sentence.low[max(0, i - 6) : i]
    if doing and agent.kind in ALONE and not CAUSE_NOUNS.isdisjoint(subject):
        yield Accusation(agent=agent, start=i + 1, end=agent.end + 1, form="cause", verb=agent.end)


CAUSE_NOUNS = words("cause problem culprit reason issue trigger source error it")


def thinking(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“I deployed to prod thinking I was in my staging shell”."""
    pronoun = next((k for k in range(i + 1, min(len(sentence.low), i + 4)) if sentence.tags[k] == "P"), None)
    if pronoun is None or sentence.tags[i] != "G" or i < 2 or sentence.auxiliaries(i):
        return
    verb = sentence.previous_verb(i, 16)
    if (
        verb is None
        or not sentence.is_plain_deed(verb)
        or not DOUBTED.isdisjoint(sentence.low[i + 1 : i + 8])
    ):
        return
    agent = sentence.subject(verb)
    tried = verbs.lemma(sentence.low[verb]) in (REMEDIES - {"open", "create", "log"}) | {"begin", "try"}
    if agent.kind in PERSONAL | {"we"} and not tried:
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="slip", verb=verb)


DOUBTED = words("might may could would")


def disclosed(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The agent disclosed the account details”, “she snoozed it”."""
    yield from accuse_doer(sentence, i, i + 1, said=True, whom=PERSONAL)


def instead_of(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The technician pulled the healthy drive instead of the failed one”: one person's hand."""
    if sentence.low[i + 1 : i + 2] != ["of"] or sentence.tags[i + 2 : i + 3] not in (
        ["D"],
        ["N"],
        ["J"],
        ["P"],
    ):
        return
    verb = sentence.previous_verb(i, 16)
    if verb is None or verbs.lemma(sentence.low[verb]) not in BY_HAND or not sentence.is_plain_deed(verb):
        return
    agent = sentence.subject(verb)
    if agent.kind in PERSONAL | {"org"}:
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="wrong", verb=verb)


BY_HAND = words(
    "pull push apply run type enter select click press paste copy delete drop restart reboot unplug "
    "plug open close switch flip merge deploy upload send swap connect disconnect edit change set "
    "update remove execute pick choose take cut key"
)


def why_on_earth(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Why on earth did they restart the master?”"""
    emphatic = sentence.low[i + 1 : i + 3] in (
        ["on", "earth"],
        ["the", "hell"],
        ["in", "the"],
        ["the", "heck"],
    )
    did = next(
        (k for k in range(i + 3, min(len(sentence.low), i + 6)) if sentence.low[k] in ("did", "would")), None
    )
    if not emphatic or did is None or did + 1 >= len(sentence.low):
        return
    agent = sentence.noun_phrase_after(did + 1)
    if agent.is_human:
        yield Accusation(agent=agent, start=i, end=agent.end, form="cause", verb=did)


def whose(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“On Nikos's watch”, “the misrouted calls were Ayesha's doing”."""
    if sentence.low[i - 1 : i] != ["'s"]:
        return
    owner = sentence.classify(sentence.base_start(i), i + 1)
    if owner.of_whom not in ("name", "role", "team", "he", "org"):
        return
    before = sentence.low[max(0, owner.start - 1) : owner.start]
    on_watch = sentence.low[i] == "watch" and before == ["on"]
    doing = sentence.low[i] == "doing" and before in (["was"], ["were"], ["is"])
    if on_watch or doing:
        yield Accusation(
            agent=of_owner(owner, owner.start, i), start=owner.start, end=i + 1, form="cause", verb=i
        )


def courtesy(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Our downtime was courtesy of Kevin”, “got paged thanks to Wes's regex”."""
    if sentence.low[i + 1 : i + 2] not in (["of"], ["to"]) or i + 2 >= len(sentence.low):
        return
    agent = sentence.noun_phrase_after(i + 2)
    if agent.kind != "name" and agent.of_whom != "name":
        return
    if _is_harm_told(sentence, 0, i):
        told = agent if agent.kind == "name" else of_owner(agent, agent.start, agent.end - 1)
        yield Accusation(agent=told, start=i, end=agent.end, form="by", verb=i)


def reason(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Priya's PR is the reason that we had to yank it”, “his laptop was the source of the infection”."""
    if sentence.low[i - 1 : i] != ["the"] or i < 3 or sentence.low[i - 2] not in ("is", "was"):
        return
    if sentence.low[i] in ("source", "cause") and not _is_harm_told(sentence, i + 1, i + 6):
        return
    agent = sentence.subject(i - 2)
    ours = agent.of_whom in ("name", "role", "he", "team") or agent.kind in ("name", "role", "he")
    if ours and not sentence.is_negated(i - 2):
        yield Accusation(agent=_whole(agent), start=agent.start, end=i + 1, form="cause", verb=i)


def _whole(agent: Agent) -> Agent:
    return of_owner(agent, agent.start, agent.end - 1) if agent.of_whom else agent


def fine_until(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Everything was fine until Dave decided to clean up”."""
    if FINE.isdisjoint(sentence.low[max(0, i - 4) : i]) or i + 2 >= len(sentence.low):
        return
    agent = sentence.noun_phrase_after(i + 1)
    if agent.kind in ALONE and sentence.tags[agent.end : agent.end + 1] in (
        ["V"],
        ["A"],
    ):
        yield Accusation(agent=agent, start=i, end=agent.end + 1, form="cause", verb=agent.end)


FINE = words("fine ok okay well smoothly good worked")


def last_to(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Carlos was the last one to touch the load balancer before it went down”."""
    rest = sentence.low[i + 1 : i + 5]
    if (
        sentence.low[i - 2 : i] != ["was", "the"]
        or "to" not in rest
        or {"touch", "edit", "change"}.isdisjoint(rest)
    ):
        return
    agent = sentence.subject(i - 2)
    if agent.kind in ("name", "role", "he"):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="cause", verb=i - 2)


def against(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“It had been made public by one of our analysts, against the data policy”."""
    if RULED.isdisjoint(sentence.low[i + 1 : i + 6]):
        return
    verb = sentence.previous_verb(i, 20)
    if (
        verb is None
        or not sentence.is_asserted(verb)
        or verbs.lemma(sentence.low[verb]) in REMEDIES | {"be", "check"}
    ):
        return
    agent = sentence.by_agent(verb) if sentence.is_passive(verb) else sentence.subject(verb)
    if agent and agent.kind in PERSONAL:
        yield Accusation(agent=agent, start=i, end=i + 2, form="cause", verb=verb)


RULED = words(
    "policy policies rule rules procedure procedures protocol instructions advice guidelines recommendation"
)


def lies_with(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The error lies with our team”."""
    if sentence.low[i + 1 : i + 2] not in (["with"], ["on"]) or i + 2 >= len(sentence.low):
        return
    agent, subject = sentence.noun_phrase_after(i + 2), sentence.subject(i)
    mishap = sentence.head(subject) in ("error", "mistake", "failure", "problem", "delay")
    if mishap and agent.is_human and not sentence.is_negated(i):
        yield Accusation(agent=agent, start=subject.start, end=agent.end, form="blame", verb=i)


STARTED = words("occurred happened began started triggered caused crashed failed broke stopped leaked")


def came_when(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The outage occurred when an engineer removed the filter”."""
    if STARTED.isdisjoint(sentence.low[max(0, i - 3) : i]) or sentence.is_question:
        return
    agent = sentence.noun_phrase_after(i + 1)
    verb = sentence.next_verb(agent.end - 1, 12) if agent.end > i + 1 else None
    if verb is None or agent.kind not in PERSONAL or sentence.is_passive(verb) or sentence.is_denied(i):
        return
    if verbs.lemma(sentence.low[verb]) not in REMEDIES | {"try", "have", "be", "need", "visit", "log", "use"}:
        yield Accusation(agent=agent, start=i, end=verb + 1, form="cause", verb=verb)


BY_BUILD = by_word(
    (words("what"), what_was),
    (words("cause"), cause_is),
    (words("which that leaving leading"), which_is_why),
    (words("was were is"), in_progress),
    (words("thinking believing assuming"), thinking),
    (words("disclosed snoozed leaked"), disclosed),
    (words("instead"), instead_of),
    (words("why"), why_on_earth),
    (words("watch doing"), whose),
    (words("courtesy thanks"), courtesy),
    (words("reason source"), reason),
    (words("when"), came_when),
    (words("until"), fine_until),
    (words("last"), last_to),
    (words("against contrary"), against),
    (words("lies lay rests"), lies_with),
)
