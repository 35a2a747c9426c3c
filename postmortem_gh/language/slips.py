"""What a person is said to have done wrong, told by a noun: a mistake by, our oversight, lack of care.

Used by rules/fault.py and rules/naming.py. The noun accuses when the sentence hands it to a person:
by possession, by "by" and "on the part of", by "made", or because only people make mistakes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from postmortem_gh.language.accusations import Accusation, of_owner
from postmortem_gh.language.changes import (
    CAUSAL_CHANGES,
    because_deed,
    because_of,
    change_broke,
    possessed,
)
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.lexicon import callings, verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.syntax.agents import PERSONS

# Only people have these, so that an owner is enough.
HUMAN_SLIPS = words(
    "mistake mistakes oversight oversights blunder blunders negligence carelessness sloppiness "
    "recklessness misunderstanding misunderstandings misjudgement misjudgment misinterpretation "
    "misreading miscommunication inattention incompetence ignorance complacency laziness forgetfulness "
    "screwup screw-up screw-ups slip-up slipup slip-ups miscalculation inexperience typo typos "
    "thoughtlessness indifference misstep missteps absent-mindedness haste impatience stubbornness "
    "arrogance hubris wrongdoing misconduct inaction procrastination unwillingness reluctance refusal "
    "hesitation indecision gaffe howler cock-up cockup foul-up foulup muddle mix-up mixup goof goof-up "
    "mess-up fuck-up fuckup ineptitude misdeed wrongdoings faux-pas clanger fumble bungle botch brainfart "
    "dereliction mismanagement non-compliance noncompliance inattentiveness ineptness malpractice apathy "
    "failing failings shortcoming shortcomings short-sightedness shortsightedness overconfidence "
    "nonchalance misstatement miscalculations misjudgements misjudgments"
)
# Systems have these too: an owner counts only with more evidence.
SHARED_SLIPS = words(
    "misconfiguration misconfigurations error failure fault lapse omission slip neglect inability"
)
SLIPS = HUMAN_SLIPS | SHARED_SLIPS
WEAKNESS = words(
    "participation attendance contribution diligence care attention discipline oversight initiative focus "
    "effort rigor rigour professionalism accountability commitment engagement motivation competence "
    "listening foresight judgement judgment concentration thoroughness ownership responsibility "
    "preparation planning vigilance caution supervision follow-through attentiveness curiosity urgency "
    "interest conscientiousness seriousness"
)
SHARED_WEAKNESS = words(
    "communication understanding knowledge experience awareness coordination skill skills expertise "
    "training testing review management leadership involvement participation collaboration documentation "
    "respect familiarity consideration cooperation thought response monitoring planning checks"
)
# Said in general or of the future: learning from mistakes, avoiding them, room for them.
GENERAL = words(
    "address addressing tackle fix improve improving sometimes often usually learn learning learned "
    "learnt from-our avoid avoiding prevent preventing prevents avoids reduce reducing repeat repeating "
    "repeated against eliminate eliminating room possibility risk chance likelihood potential accept "
    "accepting apologizing apologising apologize embrace celebrate discuss common catch catches catching "
    "tolerate tolerant allow allows allowing forgiving detect detects hide admit for-any blame-free fewer "
    "future any guard minimise minimize happen can easy easier"
)
ADJECTIVES_OF_BLAME = words(
    "wrong incorrect bad poor false mistaken erroneous faulty flawed careless costly serious grave "
    "dangerous reckless rash hasty unwise unfounded inaccurate invalid stupid silly terrible critical"
)


def slips(sentence: Sentence) -> Iterator[Accusation]:
    """Each accusation by a noun."""
    finders = _finders()
    for i, word in enumerate(sentence.low):
        finder = finders.get(word)
        if finder and sentence.tags[i] != "Q":
            yield from finder(sentence, i)


@lru_cache(maxsize=1)
def _finders() -> dict[str, Callable[[Sentence, int], Iterator[Accusation]]]:
    """Which look a word deserves; of a word in two lists the last one's."""
    table: dict[str, Callable[[Sentence, int], Iterator[Accusation]]] = {}
    for members, finder in (
        (CAUSAL_CHANGES, change_broke),
        (words("due thanks owing traced down"), because_of),
        (words("because since"), because_deed),
        (words("'s"), possessed),
        (words("on my mea"), _on_us),
        (words("attention"), _attention),
        (words("slipped"), _slipped_the_mind),
        (words("assumption assumptions choice call guess estimate"), _made_wrong),
        (words("decision"), _decision),
        (words("lack absence want"), _lack),
        (QUALITIES, _poor_work),
        (SLIPS, _slip),
    ):
        table.update(dict.fromkeys(members, finder))
    return table


def _decision(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“the lead's bad decision”, “Rachel's decision to skip it caused the outage”."""
    yield from _made_wrong(sentence, i)
    yield from _shunning(sentence, i)
    yield from change_broke(sentence, i)


def _slip(sentence: Sentence, i: int) -> Iterator[Accusation]:
    if sentence.is_question or not _stands_for_itself(sentence, i) or _is_general(sentence, i):
        return
    if sentence.low[i] == "failure" and _is_human_failure(sentence, i):
        yield Accusation(
            agent=Agent(kind="someone", start=i, end=i + 1), start=i, end=i + 3, form="slip-noun", verb=i
        )
        return
    agent = _owner(sentence, i) or _author(sentence, i) or _maker(sentence, i) or _made_by(sentence, i)
    if agent and agent.kind != "nobody" and not _is_denied(sentence, i):
        start, end = min(agent.start, i), max(agent.end, i + 1)
        yield Accusation(agent=agent, start=start, end=end, form="slip-noun", verb=i)
    elif agent is None and _is_bare_mistake(sentence, i) and not _is_denied(sentence, i):
        nobody = Agent(kind="someone", start=i, end=i + 1)
        yield Accusation(agent=nobody, start=i, end=i + 1, form="slip-noun", verb=i)


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
    if not SHUN.isdisjoint(sentence.low[i + 1 : i + 4]) and not _is_denied(sentence, i):
        yield Accusation(agent=of_owner(owner, start, i), start=start, end=i + 3, form="slip-noun", verb=i)


SHARED_DUTIES = words(
    "add update write use keep look respond acknowledge check verify read notice recognise recognize "
    "announce remember inspect agree request"
)


def _is_human_failure(sentence: Sentence, i: int) -> bool:
    """“failure to follow the procedure”: only people could have."""
    k = i + 2
    while k < len(sentence.low) and sentence.tags[k] == "A":
        k += 1
    if k >= len(sentence.low) or _is_denied(sentence, i):
        return False
    if sentence.low[i + 1] == "in" and sentence.tags[k] == "G":
        return verbs.lemma(sentence.low[k]) in verbs.MINDFUL | {"mentor", "teach", "train", "supervise"}
    if sentence.low[i + 1] != "to":
        return False
    if any(
        w in ("can", "may", "will", "could", "would", "might", "results", "shall") for w in sentence.low[k:]
    ):
        return False  # a warning, not a report
    owner = sentence.classify(sentence.base_start(i), i + 1)
    return sentence.low[k] in verbs.MINDFUL and sentence.low[k] not in SHARED_DUTIES and not owner.of_whom


def _stands_for_itself(sentence: Sentence, i: int) -> bool:
    """Not the first half of a compound: "our error budget", "the failure mode"."""
    if i + 1 >= len(sentence.low):
        return True
    after = sentence.tags[i + 1]
    if sentence.low[i + 1] in (
        "rate",
        "rates",
        "count",
        "counts",
        "budget",
        "handling",
        "report",
        "reports",
        "log",
    ):
        return False
    if sentence.low[i] in HUMAN_SLIPS and sentence.low[i] not in ("typo", "typos"):
        return True
    return after not in "NGU" and not (after == "V" and sentence.low[i + 1] in ("handled", "detected"))


def _is_general(sentence: Sentence, i: int) -> bool:
    before = sentence.low[max(0, i - 7) : i]
    after = sentence.low[i + 1 : i + 4]
    if any(w in GENERAL for w in before) or "happen" in after or ("made" in after[:1] and "we" in before):
        return True
    if any(w in ("can", "could", "may", "might", "will", "would") for w in after[:2]) and "have" not in after:
        return True
    return any(w in ("if", "whether", "when-ever", "unless") for w in before)


def _is_denied(sentence: Sentence, i: int) -> bool:
    for k in range(i - 1, max(-1, i - 9), -1):
        word = sentence.low[k]
        if word in ("not", "never", "no", "nor", "neither", "without", "rather", "instead", "none"):
            return sentence.low[k + 1 : k + 2] != ["only"]
        if word in ("because", "that", ";", ":", "but") or sentence.tags[k] == "S":
            return sentence.low[k - 1 : k] == ["not"]
    return False


def _owner(sentence: Sentence, i: int) -> Agent | None:
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


def _author(sentence: Sentence, i: int) -> Agent | None:
    """ "a mistake by the operator", "an oversight on our side", "the error was mine"."""
    for k in range(i + 1, min(len(sentence.low), i + 5)):
        low = sentence.low[k]
        if low == "on":
            return _on_side(sentence, k)
        if low in ("by", "from", "of"):
            return _by_author(sentence, i, k)
        if low in OWNERS:
            return Agent(kind="we" if low in ("mine", "ours") else "he", start=k, end=k + 1)
        leads = low in ("was", "is", "were") and set(sentence.low[k + 1 : k + 4]) & (OWNERS | {"on"})
        if not leads and low not in ("made", "committed", "that", "which") and sentence.tags[k] not in "VA":
            break
    return _relative_maker(sentence, i)


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
        if word in ("made", "make", "committed"):
            agent = sentence.subject(k)
            return agent if agent.is_person and agent.end > i else None
        if sentence.tags[k] not in "RPNDXA'" and word != "of":
            return None
    return None


def _on_side(sentence: Sentence, k: int) -> Agent | None:
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


def _maker(sentence: Sentence, i: int) -> Agent | None:
    """“we made the mistake of …”, “the operator committed an error”."""
    for k in range(i - 1, max(-1, i - 8), -1):
        if sentence.low[k] in ("made", "make", "makes", "committed", "making", "did", "done"):
            if sentence.low[k] not in ("made", "committed", "did", "done"):
                return None
            if not sentence.is_asserted(k) or sentence.is_negated(k):
                return Agent(kind="nobody", start=k, end=k + 1)
            agent = sentence.by_agent(k) if sentence.is_passive(k) else sentence.subject(k)
            human = sentence.low[i] in HUMAN_SLIPS and agent is not None and agent.end > agent.start
            if (
                agent
                and human
                and agent.kind == "system"
                and callings.looks_human(sentence.low[agent.end - 1])
            ):
                agent = agent._replace(kind="role")
            if agent and (agent.is_human or agent.kind == "capital") and agent.kind != "user":
                return agent
            if agent and agent.kind == "user" and sentence.low[i] in HUMAN_SLIPS:
                return agent
            return None
        if sentence.tags[k] in "VXMSR.":
            return None
    return None


def _made_by(sentence: Sentence, i: int) -> Agent | None:
    """“the error was made by the contractor”."""
    made = next(
        (k for k, w in enumerate(sentence.low[i + 1 : i + 5], i + 1) if w in ("made", "committed")), None
    )
    if made is None or not sentence.is_passive(made) or sentence.is_negated(made):
        return None
    agent = sentence.by_agent(made)
    return agent if agent and (agent.is_human or agent.kind == "capital") else None


SURELY_PEOPLES = words(
    "misunderstanding misreading misinterpretation negligence carelessness inattention complacency "
    "incompetence laziness sloppiness recklessness forgetfulness haste"
)


def _is_bare_mistake(sentence: Sentence, i: int) -> bool:
    """Nobody is named, yet only people make these: "This was a mistake", "based on a misunderstanding"."""
    word = sentence.low[i]
    before = sentence.low[max(0, i - 5) : i]
    if (
        word in ("mistake", "blunder")
        and sentence.low[i + 1 : i + 2] == ["was"]
        and i + 2 < len(sentence.low)
    ):
        following = sentence.tags[i + 2 : i + 4]
        undone = following in (["!", "T"], ["!", "G"]) and sentence.raw[i + 2] == "not"  # wasn't denies it
        return (
            following[0] in "GTS" or undone or sentence.low[i + 2] == "that"
        )  # "the biggest mistake was bundling"
    if word == "mistake" and "repeated" in sentence.low[i + 1 : i + 4]:
        return True
    if word == "mistakes" and not {"made", "repeated", "repeating"}.isdisjoint(sentence.low[i + 1 : i + 5]):
        return not {"were", "are", "was"}.isdisjoint(sentence.low[i + 1 : i + 4])
    if word in ("mistake", "blunder", "oversight", "misjudgement", "misjudgment"):
        if before[-1:] == ["by"] or (
            sentence.low[i + 1 : i + 2] in (["was"], ["is"]) and "made" in sentence.low[i:]
        ):
            return False
        return any(w in ("was", "were", "been", "'s", "here", "out") for w in before) and "if" not in before
    if word == "lapse":
        return not {"judgement", "judgment", "attention", "concentration"}.isdisjoint(
            sentence.low[i + 1 : i + 4]
        )
    if (
        word in SURELY_PEOPLES
        and not before
        and sentence.low[i + 1 : i + 2] in (["."], ["to"], ["led"], ["by"])
    ):
        return True
    if word in SURELY_PEOPLES:
        causes = words(
            "on to by of from was is : sheer pure through in besides beyond than except but plain simple"
        )
        return any(w in causes for w in before) and "between" not in sentence.low[i + 1 : i + 2]
    return False


POOR_SKILLS = words("time project people team risk")
QUALITIES = words(
    "planning testing supervision communication preparation review oversight coordination handling "
    "management maintenance training judgement judgment documentation execution leadership"
)
POOR = words(
    "poor insufficient inadequate bad sloppy weak improper careless lacking deficient shoddy incomplete"
)


def _poor_work(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Insufficient testing by the team”, “the lead's poor planning”; without an owner it is a condition."""
    start = sentence.base_start(i)
    if start >= i or POOR.isdisjoint(sentence.low[start:i]) or _is_denied(sentence, i):
        return
    owner = sentence.classify(start, i + 1)
    agent = of_owner(owner, start, i) if owner.of_whom in PERSONS | {"org"} else None
    if sentence.low[i] in ("management", "planning", "leadership", "judgement", "judgment", "supervision"):
        between = sentence.low[i - 1]
        adjective = between in POOR or (
            between in POOR_SKILLS and sentence.low[i - 2 : i - 1] != [] and sentence.low[i - 2] in POOR
        )
        if adjective:  # "poor time management": a verdict on work that only people do
            agent = agent or Agent(kind="someone", start=start, end=i + 1)
    if agent is None and sentence.low[i + 1 : i + 2] in (["by"], ["from"]) and i + 2 < len(sentence.low):
        agent = sentence.noun_phrase_after(i + 2)
    if agent and (agent.is_person or agent.kind == "org") and agent.kind != "nobody":
        yield Accusation(agent=agent, start=start, end=max(i + 1, agent.end), form="slip-noun", verb=i)


def _lack(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“lack of diligence”, “our lack of experience”, “lack of communication among engineers”."""
    if sentence.low[i + 1 : i + 2] != ["of"] or _is_general(sentence, i) or sentence.is_question:
        return
    end = i + 2
    while end < len(sentence.low) and end - i < 9 and sentence.tags[end] in "NGJADCV":
        end += 1
    said = sentence.low[i + 2 : end]
    owner = sentence.classify(sentence.base_start(i), i + 1)
    theirs = owner.of_whom in PERSONS or owner.of_whom in ("they", "org")
    for k in range(end, min(len(sentence.low), end + 3)):
        if sentence.low[k] in ("on", "by", "among", "amongst", "from", "in", "between"):
            agent = _on_side(sentence, k) if sentence.low[k] == "on" else sentence.noun_phrase_after(k + 1)
            theirs = theirs or (agent is not None and agent.is_human and sentence.low[k] != "between")
            break
    weak = any(w in WEAKNESS for w in said)
    if weak or (theirs and any(w in SHARED_WEAKNESS for w in said)):
        agent = of_owner(owner, owner.start, i) if owner.of_whom else Agent(kind="someone", start=i, end=end)
        yield Accusation(
            agent=agent, start=owner.start if theirs and owner.of_whom else i, end=end, form="lack", verb=i
        )


def _on_us(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“This one is on us”, “my bad”."""
    nearby = sentence.low[i + 1 : i + 3]
    said = (sentence.low[i], *nearby[:1]) in (("my", "bad"), ("mea", "culpa"))
    if nearby[:1] in (["us"], ["me"], ["them"], ["him"]) and nearby[1:] in ([], ["."], ["!"], [","]) and i:
        copula = sentence.low[i - 1] in ("is", "was", "'s")
        said = copula and sentence.subject(i - 1).kind in ("system", "none")
    if said:
        agent = Agent(kind="we", start=i, end=i + 2)
        yield Accusation(agent=agent, start=i, end=i + 2, form="slip-noun", verb=i)


def _attention(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“Not enough attention was paid to the warnings”."""
    before, after = sentence.low[max(0, i - 2) : i], sentence.low[i + 1 : i + 4]
    little = before == ["not", "enough"] or before[-1:] in (["little"], ["insufficient"], ["no"], ["scant"])
    if little and {"was", "were"} & set(after) and {"paid", "given"} & set(after):
        yield Accusation(agent=Agent("someone", i, i + 1), start=i - 1, end=i + 3, form="lack", verb=i)


def _slipped_the_mind(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“It slipped our minds”."""
    if not {"mind", "minds"}.isdisjoint(sentence.low[i + 1 : i + 4]):
        yield Accusation(agent=Agent("someone", i, i + 1), start=i, end=i + 3, form="saying", verb=i)


def _made_wrong(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """“made an incorrect assumption”, “the team's poor decision”."""
    start = sentence.base_start(i)
    if not any(w in ADJECTIVES_OF_BLAME for w in sentence.low[start:i]):
        return
    agent = _maker(sentence, i) or _owner_of_choice(sentence, i, start) or _by_whom(sentence, i)
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
