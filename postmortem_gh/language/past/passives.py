"""Passives and "should have been": whom they mean when they name nobody.

“Should have been reviewed” speaks of people, “should have been restarted” of a mechanism.
"""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.past.classes import BY_MACHINES, HUMAN_WORK, TOLD_TO_US, Counterfactual
from postmortem_gh.language.past.excuses import BETTER
from postmortem_gh.language.past.means import GLIMPSES, LOOKS, MEETINGS, MORE, QUALITIES


def passive(sentence: Sentence, i: int, verb: int, modal: str) -> Iterator[Counterfactual]:
    agent = None if "hand" in sentence.low[verb + 1 : verb + 4] else sentence.by_agent(verb)
    subject = sentence.subject(verb)
    base = verbs.lemma(sentence.low[verb])
    if "automatically" in sentence.low[i : verb + 4] or (agent and not agent.is_human):
        return
    if (
        agent
        and agent.is_human
        and modal != "would"
        and not (modal in ("could", "might") and sentence.is_negated(verb))
    ):
        yield Counterfactual(start=i - 1, end=agent.end, agent=agent, verb=verb)
        return
    more = subject.is_person and not {"more", "better"}.isdisjoint(sentence.low[i:verb])
    if modal in ("could", "might", "would") and (base == "spend" or more or _is_rued(sentence, base)):
        yield Counterfactual(start=i - 1, end=verb + 1, verb=verb)
        return
    if modal in ("could", "might"):
        yield from _preventable(sentence, i, verb, base)
        return
    shunned = base in ("ignore", "skip", "overlook", "dismiss", "disregard", "forget", "neglect", "bypass")
    vague = subject.kind == "none" or sentence.head(subject) in ("it", "this", "that")
    by_hand = vague and modal == "should" and base in ("merge", "deploy", "release", "run")
    if (shunned or by_hand) and sentence.is_negated(verb):
        yield Counterfactual(start=i - 1, end=verb + 1, agent=subject, verb=verb, voice="passive")
        return
    told = base in TOLD_TO_US and not sentence.is_negated(verb)
    if modal == "would" or (told and (subject.is_person or subject.kind == "user")):
        return
    if subject.is_somebody and not told:
        yield Counterfactual(start=subject.start, end=verb + 1, verb=verb)
        return
    if (base in HUMAN_WORK and base not in BY_MACHINES) or _is_people_matter(sentence, verb, subject):
        start = subject.start if subject.kind == "system" and subject.end <= i else i - 1
        yield Counterfactual(start=start, end=verb + 1, agent=subject, verb=verb, voice="passive")


def _is_rued(sentence: Sentence, base: str) -> bool:
    """“In hindsight, polymorphism could have been used”."""
    return base in HUMAN_WORK and not {"hindsight", "hind-sight", "retrospect"}.isdisjoint(sentence.low)


PEOPLE_MATTERS = words(
    "change changes pr commit branch release deploy deployment migration version feature flag test tests "
    "config configuration issue ticket decision rollout code definition requirement plan documentation "
    "runbook incident upgrade work meeting task tasks project scope deadline script review procedure "
    "patch update customers"
)


MADE_BY_HAND = words("test tests check checks review reviews rehearsal drill audit backup backups dry-run")


def _is_people_matter(sentence: Sentence, verb: int, subject: Agent) -> bool:
    """“The change should have been merged later”: what was done by hand, at a chosen time."""
    following = sentence.low[verb + 1 : verb + 7]
    when = (
        "earlier",
        "sooner",
        "beforehand",
        "first",
        "before",
        "during",
        "ahead",
        "later",
        "manually",
        "from",
    )
    negated = sentence.is_negated(verb)
    head = sentence.head(subject)
    if head in MADE_BY_HAND and verbs.lemma(sentence.low[verb]) in ("run", "do", "make", "perform", "start"):
        return True
    return any(w in when for w in following) or (negated and head in PEOPLE_MATTERS)


def _preventable(sentence: Sentence, i: int, verb: int, base: str) -> Iterator[Counterfactual]:
    """“It could have been avoided by testing” blames; “could not have been prevented” does not."""
    if sentence.is_negated(verb):
        return
    if base in PREVENTED or (
        base
        in ("catch", "pick", "detect", "notice", "spot", "reduce", "handle", "identify", "find", "discover")
        or base in ("fix", "solve", "address", "resolve", "alleviate", "reduce")
        or (base not in BY_MACHINES and not BETTER_STILL.isdisjoint(sentence.low[i : verb + 5]))
    ):
        following = sentence.low[verb + 1 : verb + 14]
        if not BETTER_STILL.isdisjoint(sentence.low[i:verb] + following[:4]):
            yield Counterfactual(start=i - 1, end=verb + 2, verb=verb)
            return
        by = any(w in ("by", "with", "through", "had", "if", "easily", "simply", "during") for w in following)
        easily = any(w in ("easily", "simply", "entirely", "completely") for w in sentence.low[i - 1 : verb])
        if base in PREVENTED or easily or (by and _has_human_means(sentence, verb)):
            yield Counterfactual(start=i - 1, end=verb + 1, verb=verb)


PREVENTED = words("avoid prevent avert forestall mitigate")


BETTER_STILL = words("better differently consistently evenly earlier")


HUMAN_MEANS = words(
    "meeting meetings check-in check-ins discussion discussions review testing checking reading "
    "communication care attention planning asking careful thorough diligence checks reviewing verifying "
    "we someone thought effort time putting spending giving paying taking"
)


def _has_human_means(sentence: Sentence, verb: int) -> bool:
    window = sentence.low[verb + 1 : verb + 14]
    return any(w in HUMAN_MEANS for w in window)


def been(sentence: Sentence, i: int, been: int, modal: str) -> Iterator[Counterfactual]:
    """“we should have been more careful”, “the best approach would have been to revert”."""
    subject = sentence.subject(i)
    if subject.is_person and (subject.kind != "nobody" or modal == "should"):
        yield from _somebody_been(sentence, been, modal, subject)
    elif modal in ("would", "might", "should", "could") and not sentence.is_negated(been):
        if _is_work_rued(sentence, been, modal, subject) or _is_choice_rued(sentence, been, modal, subject):
            yield Counterfactual(start=min(subject.start, i - 1), end=been + 1)
        elif _is_easy_for_people(sentence, been):
            yield Counterfactual(start=i - 1, end=been + 2)
        elif modal == "should" and _is_pointed_out(sentence, i, been, subject):
            yield Counterfactual(start=max(0, i - 2), end=been + 1)


def _somebody_been(sentence: Sentence, been: int, modal: str, subject: Agent) -> Iterator[Counterfactual]:
    window = sentence.low[been + 1 : been + 8]
    if sentence.is_negated(been) and modal not in ("should", "ought"):
        return
    wished = modal in ("should", "ought") or any(w in BETTER for w in window)
    if wished and not set(window[:2]) & {"able", "notified", "alerted", "paged"}:
        yield Counterfactual(start=subject.start, end=been + 1, agent=subject)


def _is_work_rued(sentence: Sentence, been: int, modal: str, subject: Agent) -> bool:
    """“Communication could have been better”, “more pairing would have been useful”."""
    said, window = sentence.low[subject.start : subject.end], sentence.low[been + 1 : been + 4]
    head = said[-1] if said else ""
    if head in MATTERS_OF_WORK and modal in ("could", "should"):
        return not {"more", "better", "clearer", "quicker", "faster", "swifter"}.isdisjoint(window)
    activity = head in QUALITIES | MEETINGS or head.endswith("ing")
    useful = window[:1] in (["useful"], ["helpful"], ["beneficial"], ["good"])
    return activity and useful and not MORE.isdisjoint(said)


def _is_choice_rued(sentence: Sentence, been: int, modal: str, subject: Agent) -> bool:
    """“A mailing list would have been a wiser choice”, “the best approach would have been to revert”."""
    window = sentence.low[been + 1 : been + 8]
    if modal == "would" and not WISER.isdisjoint(window[:4]) and not CHOICES.isdisjoint(window[:5]):
        return True
    about = sentence.low[max(0, subject.start - 1) : been + 3]
    return not BEST.isdisjoint(about) and "to" in window and _is_choice(sentence, subject)


def _is_pointed_out(sentence: Sentence, i: int, been: int, subject: Agent) -> bool:
    """“There should have been more testing”, “it should have been obvious”."""
    window = sentence.low[been + 1 : been + 8]
    if "there" in sentence.low[max(0, i - 3) : i]:
        return not MORE.isdisjoint(window) and not (QUALITIES | LOOKS | GLIMPSES).isdisjoint(window)
    pointed = sentence.low[subject.start : subject.end] in (["it"], ["this"], ["that"], ["which"])
    return pointed and window[:1] in (["obvious"], ["clear"], ["plain"], ["evident"])


def _is_easy_for_people(sentence: Sentence, been: int) -> bool:
    """“It would have been easy for the provider to send us a message”."""
    opens = sentence.low[been + 1 : been + 3] in (["easy", "for"], ["simple", "for"], ["trivial", "for"])
    return opens and sentence.noun_phrase_after(been + 3).is_human


BEST = words("wise smart advisable best better wiser right correct smarter safer preferable sensible prudent")
WISER = words("right correct good great better wiser wise smarter safer sensible")
MATTERS_OF_WORK = words(
    "workflow planning communication process coordination teamwork collaboration organisation "
    "organization preparation testing documentation management leadership response reaction scope "
    "division distribution"
)


CHOICES = words(
    "it approach choice option decision way solution idea plan thing action strategy move call response "
    "course step"
)


def _is_choice(sentence: Sentence, subject: Agent) -> bool:
    said = sentence.low[subject.start : subject.end]
    return bool(said) and any(w in CHOICES for w in said)
