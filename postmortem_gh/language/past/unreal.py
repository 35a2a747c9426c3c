"""A past that did not happen, told by itself: had we, if only, I wish, was supposed to, all it took."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.past.classes import (
    BY_MACHINES,
    HUMAN_WORK,
    RECEIVED,
    SIGNALS,
    TOLD_TO_US,
    Counterfactual,
)
from postmortem_gh.language.past.means import QUALITIES


def rhetorical(sentence: Sentence) -> Iterator[Counterfactual]:
    """“Couldn't you have released a patch?”, “why didn't I look earlier?”: questions that answer themselves."""
    for i in range(len(sentence.low) - 4):
        if sentence.low[i + 1] != "not" or sentence.low[i] not in ("could", "should", "did"):
            continue
        who = sentence.low[i + 2]
        agent = sentence.noun_phrase_after(i + 2)
        asked = sentence.low[i] != "did" and sentence.low[agent.end : agent.end + 1] == ["have"]
        just = who == "we" and not {"just", "think"}.isdisjoint(sentence.low[i + 3 : i + 5])
        rued = sentence.low[i] == "did" and (who in WHO_ASKS or just) and sentence.low[i - 1 : i] == ["why"]
        if agent.is_human and (asked or rued):
            yield Counterfactual(start=i, end=i + 4)
            return
    yield from _incredulous(sentence)


WHO_ASKS = words("i anyone anybody someone somebody nobody")


STILL = words("have be still exist not never")


def _incredulous(sentence: Sentence) -> Iterator[Counterfactual]:
    """“What were they thinking?”, “how could anyone miss this?”, “how did nobody notice?”"""
    if sentence.low[:1] not in (["what"], ["how"]) or len(sentence.low) < 4:
        return
    agent = sentence.noun_phrase_after(2)
    after = sentence.low[agent.end : agent.end + 2]
    thinking = sentence.low[:2] in (["what", "were"], ["what", "was"]) and after[:1] == ["thinking"]
    missed = sentence.low[1] == "could" and not MISSED.isdisjoint(after)
    if agent.is_human and (thinking or missed or (sentence.low[1] == "did" and agent.kind == "nobody")):
        yield Counterfactual(start=0, end=agent.end + 1)


MISSED = words("miss forget overlook ignore possibly not fail")
LEFT_OPEN = words(". , ; ! )")
TIMES = words("year time week month semester sprint round spring summer autumn winter")


def left_open(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“Someone deleted something they shouldn't have.”"""
    if sentence.low[i] not in ("should", "ought"):
        return
    k = i + 1 + (sentence.low[i + 1 : i + 2] == ["not"])
    ends = sentence.low[k : k + 1] == ["have"] and (
        k + 1 == len(sentence.low)
        or sentence.low[k + 1] in LEFT_OPEN
        or not TIMES.isdisjoint(sentence.low[k + 2 : k + 3])
    )
    agent = sentence.subject_before(i - 1, 0) if i else None
    if ends and agent and (agent.is_human and agent.kind not in ("user", "capital")):
        yield Counterfactual(start=agent.start, end=k + 1, agent=agent)


def had_we(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“Had we tested it”, “if the engineer had checked”, “if we had had a runbook”."""
    inverted = sentence.is_at_start(i) or sentence.low[i - 1] in (
        ",",
        "and",
        "but",
        "prevented",
        "avoided",
        "happened",
    )
    if inverted and sentence.low[i + 1 : i + 3] == ["there", "been"]:
        if any(w in QUALITIES or w in ("review", "reviews") for w in sentence.low[i + 3 : i + 8]):
            yield Counterfactual(start=i, end=i + 3)
        return
    if inverted and sentence.low[i + 1 : i + 2] == ["only"]:
        i += 1
    if i and "would" in sentence.low[:i] and sentence.noun_phrase_after(i + 1).is_human:
        inverted = True  # "the players would not have lost it had the team frozen the shop"
    if (
        inverted
        and sentence.low[i + 1 : i + 2] == ["not"]
        and sentence.low[i + 2 : i + 3] in (["we"], ["i"], ["they"])
    ):
        i += 1  # "Hadn't we postponed it twice, …"
    if inverted and i + 1 < len(sentence.low) and sentence.tags[i + 1] != "!":
        verb = _participle_after(sentence, i + 1)
        if verb is None or not (_would_follow(sentence) or sentence.is_at_start(i)):
            yield from _had_been(sentence, i)
            return
        agent = sentence.subject(verb)
        subject = sentence.noun_phrase_after(i + 1)
        yield from _unreal(sentence, i, verb, subject if subject.end <= verb else agent)
        return
    verb = verb_after(sentence, i)
    if verb is None or not _under_if(sentence, i) or not _would_follow(sentence):
        return
    yield from _unreal(sentence, i, verb, sentence.subject(i if sentence.tags[verb] != "V" else verb))


def _had_been(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“Had the team been consistent”."""
    agent = sentence.noun_phrase_after(i + 1)
    if agent.is_person and sentence.low[agent.end : agent.end + 1] == ["been"] and _would_follow(sentence):
        yield Counterfactual(start=i, end=agent.end + 1, agent=agent)


def _unreal(sentence: Sentence, i: int, verb: int, agent: Agent) -> Iterator[Counterfactual]:
    base = verbs.lemma(sentence.low[verb])
    passive = sentence.is_passive(verb)
    if agent.is_person or agent.kind == "org":
        if (passive and base in TOLD_TO_US) or (
            base in RECEIVED and any(w in SIGNALS for w in sentence.low[verb + 1 : verb + 5])
        ):
            return
        yield Counterfactual(start=min(i, agent.start), end=verb + 1, agent=agent, verb=verb)
    elif agent.kind in ("user", "they") and base in verbs.MINDFUL - {"use", "add", "write"} and not passive:
        yield Counterfactual(start=min(i, agent.start), end=verb + 1, agent=agent, verb=verb)
    elif passive and base in HUMAN_WORK and base not in BY_MACHINES:
        yield Counterfactual(start=min(i, agent.start), end=verb + 1, verb=verb)


def verb_after(sentence: Sentence, i: int) -> int | None:
    """The participle after have, past been and adverbs; been itself when an adjective follows."""
    last = None
    for k in range(i + 1, min(len(sentence.low), i + 8)):
        if sentence.tags[k] in "VJ":
            return k
        if sentence.low[k] in ("been", "be", "gotten", "had", "being", "got"):
            last = k
            continue
        if sentence.tags[k] in "A!" or sentence.low[k] in ("much", "far"):
            continue
        if sentence.tags[k] == "G" and last is not None:
            return k
        break
    return last


def _participle_after(sentence: Sentence, i: int) -> int | None:
    for k in range(i, min(len(sentence.low), i + 12)):
        if sentence.tags[k] == "V" and not (sentence.tags[k - 1] in "D'" and sentence.tags[k] == "J"):
            return k
        if sentence.low[k] in (",", ";", ":") or sentence.tags[k] in "MSR":
            return None
    return None


def _under_if(sentence: Sentence, i: int) -> bool:
    for k in range(i - 1, max(-1, i - 10), -1):
        if sentence.low[k] in ("if", "unless"):
            return True
        if sentence.tags[k] in "VM" or sentence.low[k] in (";", ":"):
            return False
    return False


def _would_follow(sentence: Sentence) -> bool:
    """Whether the sentence speaks of what would have been."""
    low = sentence.low
    return any(
        w in ("would", "could", "might", "should") and not STILL.isdisjoint(low[k + 1 : k + 5])
        for k, w in enumerate(low)
    )


def wish(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    agent = sentence.subject(i)
    rest = sentence.low[i + 1 : i + 12]
    if agent.kind in ("we", "he", "they", "role", "team", "name", "someone") and (
        "had" in rest
        or ("have" in rest and "could" in rest)
        or (sentence.low[i][:6] == "regret" and "not" in rest)
        or (sentence.low[i] == "wish" and not {"better", "more", "earlier", "sooner"}.isdisjoint(rest))
    ):
        yield Counterfactual(start=agent.start, end=i + 1, agent=agent)


def supposed(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“The on-call was supposed to check”: a duty held against someone."""
    plainly = sentence.low[i] in ("supposed", "meant") or sentence.low[i + 2 : i + 3] in (
        ["know"],
        ["notice"],
    )
    if not plainly and {"but", "not", "never"}.isdisjoint(sentence.low[i + 3 :]):
        return
    if sentence.low[i + 1 : i + 2] != ["to"] or not sentence.is_asserted(i) or sentence.is_negated(i):
        return
    agent = sentence.subject(i)
    if not any(w in ("was", "were") for w in sentence.auxiliaries(i)):
        return
    human = i + 2 < len(sentence.low) and sentence.low[i + 2] not in ("be", "get", "receive", "see", "start")
    human = human or (sentence.low[i + 2 : i + 3] == ["be"] and sentence.tags[i + 3 : i + 4] == ["G"])
    asked = agent.start > 0 and sentence.low[agent.start - 1] in ("what", "how", "where")
    if agent.kind in ("role", "team", "name", "he", "someone", "org", "we") and human and not asked:
        yield Counterfactual(start=agent.start, end=i + 2, agent=agent)


def if_only(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“If only we had …”, “the reviewer needed only to run it”, “they just had to ask”."""
    window = sentence.low[i + 1 : i + 8]
    if sentence.low[i - 1 : i] == ["if"]:
        if "had" in window:
            yield Counterfactual(start=i - 1, end=i + 1)
        return
    verb = next((k for k in (i - 1, i + 1) if sentence.low[k : k + 1] in (["needed"], ["had"])), None)
    if verb == i - 1 and "if" in sentence.low[max(0, i - 5) : i] and sentence.subject(verb).is_person:
        yield Counterfactual(start=verb, end=i + 1)
        return
    if verb is None or sentence.low[max(i, verb) + 1 : max(i, verb) + 2] != ["to"]:
        return
    agent = sentence.subject(verb)
    if agent.kind in ("role", "team", "name", "he", "someone", "they", "org"):
        yield Counterfactual(start=agent.start, end=max(i, verb) + 2, agent=agent)


def as_we_should(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“We did not document as much as we should”."""
    agent = sentence.noun_phrase_after(i + 1)
    after = sentence.low[agent.end : agent.end + 2]
    ends = agent.end + 2 >= len(sentence.low) or sentence.low[agent.end + 1] in (
        ".",
        ",",
        "have",
        "in",
        "to",
        ";",
        ")",
    )
    if (
        agent.kind in ("we", "role", "team", "name", "he", "someone", "they")
        and after[:1] == ["should"]
        and ends
    ):
        yield Counterfactual(start=i, end=agent.end + 1, agent=agent)


def go_back(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“If we could go back, we would spend more time on it”."""
    rest = sentence.low[i + 1 : i + 9]
    again = {"again", "over"} & set(rest) or "back" in rest
    if rest[:1] in (["we"], ["i"]) and rest[1:2] == ["could"] and again and "would" in sentence.low[i:]:
        yield Counterfactual(start=i, end=i + 3)


def all_it_took(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“All they had to do was read it”, “all it took was one look”, “all it would have taken”."""
    window = sentence.low[i + 1 : i + 9]
    done = any(window[k : k + 2] == ["to", "do"] for k in range(len(window)))
    if done and {"had", "needed"} & set(window) and sentence.noun_phrase_after(i + 1).is_human:
        yield Counterfactual(start=i, end=i + 2)
    elif window[:1] in (["it"], ["that"]) and {"took", "taken", "needed"} & set(window[:5]):
        yield Counterfactual(start=i, end=i + 3)


def avoidable(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    before = sentence.low[max(0, i - 6) : i]
    if any(w in ("not", "never", "n't", "whether", "if") for w in before):
        return
    alone = i == 0 and sentence.low[1:2] in ([], ["."], [","], ["!"])
    if alone or any(w in ("was", "were", "been", "an", "entirely", "easily", "completely") for w in before):
        yield Counterfactual(start=i, end=i + 1)
