"""Whose a slip is: by possession, by "by" and "on the part of", by "made"."""

from __future__ import annotations

from postmortem_gh.language.accusations import of_owner
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.lexicon import callings, verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.nouns.classes import HUMAN_SLIPS, SHARED_SLIPS
from postmortem_gh.language.syntax.agents import PERSONS


def owner(sentence: Sentence, i: int) -> Agent | None:
    """“our mistake”, “the vendor's negligence”, “user misunderstanding”, “his fault”."""
    start = sentence.base_start(i)
    if start > i:
        return None
    agent = sentence.classify(start, i + 1)
    word, following = sentence.low[i], sentence.low[i + 1 : i + 2]
    if agent.of_whom in PERSONS or agent.of_whom in ("they", "org", "capital", "user"):
        if (
            word == "failure"
            and agent.of_whom == "capital"
            and following == ["to"]
            and _is_human_duty(sentence, i + 2)
        ):
            return of_owner(agent, start, i)
        if word in HUMAN_SLIPS or following == ["to"]:
            return of_owner(agent, start, i) if _can_slip(agent.of_whom, word, following) else None
        if word in ("fault", "error", "lapse", "neglect", "omission", "slip") and agent.of_whom in PERSONS:
            return of_owner(agent, start, i)
        return None
    if i > start and word in HUMAN_SLIPS - {"failing", "failings"} | {"error", "fault"}:
        compound = sentence.classify(i - 1, i)
        if (
            compound.kind in ("role", "team", "user", "org")
            and sentence.low[i - 1]
            not in (
                "product",
                "security",
            )
            and (word not in ("error", "fault") or compound.kind in ("role", "team"))
        ):
            return compound
    return None


def _is_human_duty(sentence: Sentence, k: int) -> bool:
    """“adequately manage”, “assess”: what only people and organisations are asked to do."""
    window = sentence.low[k : k + 3]
    judged = {"adequately", "properly", "sufficiently", "appropriately"} & set(window)
    return bool(judged) or any(
        w in verbs.MINDFUL or w in ("assess", "comply", "disclose", "manage") for w in window[:1]
    )


def _can_slip(kind: str, word: str, following: list[str]) -> bool:
    if word in ("failure", "inability", "refusal") and kind in ("user", "capital"):
        return False
    return kind != "they" or word in HUMAN_SLIPS or following == ["to"]


OWNERS = words("mine ours theirs his hers yours")


def author(sentence: Sentence, i: int) -> Agent | None:
    """ "a mistake by the operator", "an oversight on our side", "the error was mine"."""
    for k in range(i + 1, min(len(sentence.low), i + 5)):
        low = sentence.low[k]
        if low == "on":
            return on_side(sentence, k)
        if low == "of" and sentence.low[k + 1 : k + 2] in (["mine"], ["ours"], ["theirs"], ["his"], ["hers"]):
            continue
        if low in ("by", "from", "of"):
            return _by_author(sentence, i, k)
        if low in OWNERS:
            return Agent(kind="we" if low in ("mine", "ours") else "he", start=k, end=k + 1)
        leads = low in ("was", "is", "were") and set(sentence.low[k + 1 : k + 4]) & (OWNERS | {"on"})
        if not leads and low not in ("made", "committed", "that", "which") and sentence.tags[k] not in "VA":
            break
    return _relative_maker(sentence, i) or _by_far(sentence, i)


def _by_far(sentence: Sentence, i: int) -> Agent | None:
    """“A slip-up in the change process by our staff”."""
    if sentence.low[i] not in HUMAN_SLIPS or sentence.low[i + 1 : i + 2] not in (
        ["in"],
        ["with"],
        ["during"],
    ):
        return None
    k = i + 2
    while k < len(sentence.low) and k - i < 9 and sentence.tags[k] in "DNJG":
        k += 1
    if sentence.low[k : k + 1] != ["by"] or k + 1 >= len(sentence.low):
        return None
    agent = sentence.noun_phrase_after(k + 1)
    return agent if agent.is_person else None


def _by_author(sentence: Sentence, i: int, k: int) -> Agent | None:
    """Whose it is by the words after by, from and of."""
    low = sentence.low[k]
    if k + 1 >= len(sentence.low):
        return None
    agent = sentence.noun_phrase_after(k + 1)
    surely = low == "by" or (
        low == "of" and sentence.low[i] in ("fault", "negligence", "oversight", "mistake")
    )
    if not agent.is_person and not (agent.kind in ("org", "capital", "they") and surely):
        return None
    if low == "of" and sentence.low[i] in SHARED_SLIPS - {"fault"} and not _then_to(sentence, agent.end):
        return None
    return agent._replace(kind="name") if agent.kind == "capital" else agent


def _then_to(sentence: Sentence, k: int) -> bool:
    return k < len(sentence.low) and sentence.low[k] == "to"


def _relative_maker(sentence: Sentence, i: int) -> Agent | None:
    """“the mistake (that) Bob made”."""
    window = sentence.low[i + 1 : i + 8]
    for k, word in enumerate(window, i + 1):
        if word in ("made", "committed"):
            agent = sentence.subject(k)
            return agent if agent.is_person and agent.end > i else None
        if sentence.tags[k] not in "RPNDXA'" and word != "of":
            return None
    return None


def on_side(sentence: Sentence, k: int) -> Agent | None:
    """“on our side”, “on the part of the reviewers”, “on the vendor's end”."""
    window = sentence.low[k + 1 : k + 7]
    place = next((n for n, w in enumerate(window, k + 1) if w in ("part", "side", "end", "behalf")), None)
    if place is None:
        return None
    if place + 1 < len(sentence.low) and sentence.low[place + 1] == "of":
        agent = sentence.noun_phrase_after(place + 2)
        return agent if agent.is_human or agent.kind == "capital" else None
    owner = sentence.classify(k + 1, place + 1)
    if owner.of_whom in PERSONS or owner.of_whom in ("they", "org", "user", "capital"):
        return Agent(
            kind=owner.of_whom, start=k, end=place + 1, name=owner.owner if owner.of_whom == "name" else ""
        )
    return None


ATTITUDES = words(
    "indifference disregard contempt arrogance reluctance unwillingness hesitation negligence "
    "carelessness incompetence inexperience recklessness sloppiness inattention complacency apathy "
    "haste impatience hubris nonchalance"
)
SHOWN = ("showed", "displayed", "demonstrated", "exhibited")


def maker(sentence: Sentence, i: int) -> Agent | None:
    """“we made the mistake of …”, “the operator committed an error”."""
    for k in range(i - 1, max(-1, i - 8), -1):
        if sentence.low[k] in ("made", "make", "makes", "committed", "making", "did", "done", *SHOWN):
            if sentence.low[k] in SHOWN and sentence.low[i] not in ATTITUDES:
                return None
            if sentence.low[k] not in ("made", "committed", "did", "done", *SHOWN):
                return None
            if not sentence.is_asserted(k) or sentence.is_negated(k):
                return Agent(kind="nobody", start=k, end=k + 1)
            agent = sentence.by_agent(k) if sentence.is_passive(k) else sentence.subject(k)
            human = sentence.low[i] in HUMAN_SLIPS and agent is not None and agent.end > agent.start
            if agent and human and agent.kind == "system" and callings.looks_human(sentence.head(agent)):
                agent = agent._replace(kind="role")
            if agent and (agent.is_human or agent.kind == "capital") and agent.kind != "user":
                return agent
            if agent and agent.kind == "user" and sentence.low[i] in HUMAN_SLIPS:
                return agent
            return None
        if sentence.tags[k] in "VXMSR.":
            return None
    return None


def made_by(sentence: Sentence, i: int) -> Agent | None:
    """“the error was made by the contractor”."""
    made = next(
        (k for k, w in enumerate(sentence.low[i + 1 : i + 5], i + 1) if w in ("made", "committed")), None
    )
    if made is None or not sentence.is_passive(made) or sentence.is_negated(made):
        return None
    agent = sentence.by_agent(made)
    return agent if agent and (agent.is_human or agent.kind == "capital") else None
