"""Work that people are told to have done badly: poor planning, lack of care, a wrong decision."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.accusations import Accusation, of_owner
from postmortem_gh.language.changes import change_broke
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.nouns.classes import ADJECTIVES_OF_BLAME, SHARED_WEAKNESS, WEAKNESS
from postmortem_gh.language.nouns.owners import maker, on_side
from postmortem_gh.language.nouns.slips import is_denied, is_general
from postmortem_gh.language.syntax.agents import PERSONS


def decision(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“the lead's bad decision”, “Rachel's decision to skip it caused the outage”."""
    yield from made_wrong(sentence, i)
    yield from _shunning(sentence, i)
    yield from change_broke(sentence, i)


SHUN = words(
    "skip ignore bypass disable disregard omit rush postpone delay override circumvent silence mute not"
)


def _shunning(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“It was Stefan's decision to skip the canary”, “the team's choice not to test”."""
    start = sentence.base_start(i)
    owner = sentence.classify(start, i + 1)
    opens = sentence.low[i + 1 : i + 2] in (["to"], ["not"])
    if owner.of_whom not in ("name", "role", "team", "he", "org") or not opens:
        return
    if not SHUN.isdisjoint(sentence.low[i + 1 : i + 4]) and not is_denied(sentence, i):
        yield Accusation(agent=of_owner(owner, start, i), start=start, end=i + 3, form="slip-noun", verb=i)


POOR_SKILLS = words("time project people team risk")


WORK_OF_PEOPLE = words(
    "planning testing supervision communication preparation review oversight coordination handling "
    "management maintenance training judgement judgment documentation execution leadership "
    "decision-making work workmanship"
)


OF_PEOPLE = words(
    "management planning leadership judgement judgment supervision decision-making work workmanship"
)
POOR = words(
    "poor insufficient inadequate bad sloppy weak improper careless lacking deficient shoddy incomplete "
    "substandard"
)


def poor_work(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Insufficient testing by the team”, “the lead's poor planning”; without an owner it is a condition."""
    start = sentence.base_start(i)
    if start >= i or POOR.isdisjoint(sentence.low[start:i]) or is_denied(sentence, i):
        return
    owner = sentence.classify(start, i + 1)
    agent = of_owner(owner, start, i) if owner.of_whom in PERSONS | {"org"} else None
    if sentence.low[i] in OF_PEOPLE:
        between = sentence.low[i - 1]
        adjective = between in POOR or (
            between in POOR_SKILLS and sentence.low[i - 2 : i - 1] != [] and sentence.low[i - 2] in POOR
        )
        if adjective:  # "poor time management": a verdict on work that only people do
            agent = agent or Agent(kind="someone", start=start, end=i + 1)
    if agent is None and sentence.low[i + 1 : i + 2] in (["by"], ["from"]) and i + 2 < len(sentence.low):
        agent = sentence.noun_phrase_after(i + 2)
    if agent and (agent.is_somebody or agent.kind == "org"):
        yield Accusation(agent=agent, start=start, end=max(i + 1, agent.end), form="slip-noun", verb=i)


def lack(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“lack of diligence”, “our lack of experience”, “lack of communication among engineers”."""
    if sentence.low[i + 1 : i + 2] != ["of"] or is_general(sentence, i) or sentence.is_question:
        return
    end = i + 2
    while end < len(sentence.low) and end - i < 9 and sentence.tags[end] in "NGJADCV":
        end += 1
    said = sentence.low[i + 2 : end]
    owner = sentence.classify(sentence.base_start(i), i + 1)
    theirs = owner.of_whom in PERSONS or owner.of_whom in ("they", "org")
    for k in range(end, min(len(sentence.low), end + 3)):
        if sentence.low[k] in ("on", "by", "among", "amongst", "from", "in", "between"):
            agent = on_side(sentence, k) if sentence.low[k] == "on" else sentence.noun_phrase_after(k + 1)
            theirs = theirs or (agent is not None and agent.is_human and sentence.low[k] != "between")
            break
    weak = any(w in WEAKNESS for w in said)
    if weak or (theirs and any(w in SHARED_WEAKNESS for w in said)):
        agent = of_owner(owner, owner.start, i) if owner.of_whom else Agent(kind="someone", start=i, end=end)
        yield Accusation(
            agent=agent, start=owner.start if theirs and owner.of_whom else i, end=end, form="lack", verb=i
        )


def on_us(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“This one is on us”, “my bad”."""
    nearby = sentence.low[i + 1 : i + 3]
    said = (sentence.low[i], *nearby[:1]) in (("my", "bad"), ("mea", "culpa"))
    if sentence.low[i] == "on" and i > 1 and sentence.low[i - 1] in ("is", "was"):
        yield from _on_somebody(sentence, i)
    if nearby[:1] in (["us"], ["me"], ["them"], ["him"]) and nearby[1:] in ([], ["."], ["!"], [","]) and i:
        copula = sentence.low[i - 1] in ("is", "was", "'s")
        said = copula and sentence.subject(i - 1).kind in ("system", "none")
    if said:
        agent = Agent(kind="we", start=i, end=i + 2)
        yield Accusation(agent=agent, start=i, end=i + 2, form="slip-noun", verb=i)


def _on_somebody(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“The delay is on Sven”."""
    subject, agent = sentence.subject(i - 1), sentence.noun_phrase_after(i + 1)
    if sentence.head(subject) in ("delay", "outage", "downtime", "failure", "bug", "mess") and agent.kind in (
        "name",
        "role",
        "team",
    ):
        yield Accusation(agent=agent, start=subject.start, end=agent.end, form="slip-noun", verb=i)


def attention(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Not enough attention was paid to the warnings”."""
    before, after = sentence.low[max(0, i - 2) : i], sentence.low[i + 1 : i + 4]
    little = before == ["not", "enough"] or before[-1:] in (["little"], ["insufficient"], ["no"], ["scant"])
    if little and {"was", "were"} & set(after) and {"paid", "given"} & set(after):
        yield Accusation(agent=Agent("someone", i, i + 1), start=i - 1, end=i + 3, form="lack", verb=i)


def slipped_the_mind(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“It slipped our minds”."""
    if not {"mind", "minds"}.isdisjoint(sentence.low[i + 1 : i + 4]):
        yield Accusation(agent=Agent("someone", i, i + 1), start=i, end=i + 3, form="saying", verb=i)


def made_wrong(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“made an incorrect assumption”, “the team's poor decision”."""
    start = sentence.base_start(i)
    if not any(w in ADJECTIVES_OF_BLAME for w in sentence.low[start:i]):
        return
    agent = maker(sentence, i) or _owner_of_choice(sentence, i, start) or _by_whom(sentence, i)
    if agent and agent.kind != "nobody" and (agent.is_human or agent.kind == "capital"):
        yield Accusation(agent=agent, start=min(agent.start, start), end=i + 1, form="slip-noun", verb=i)


def _by_whom(sentence: Sentence, i: int) -> Agent | None:
    if sentence.low[i + 1 : i + 2] == ["by"]:
        return sentence.noun_phrase_after(i + 2)
    return None


def _owner_of_choice(sentence: Sentence, i: int, start: int) -> Agent | None:
    agent = sentence.classify(start, i + 1)
    if agent.of_whom in PERSONS or agent.of_whom == "org":
        return of_owner(agent, start, i)
    return None
