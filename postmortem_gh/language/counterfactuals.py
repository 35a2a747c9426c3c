"""What people could, should or would have done: the verbs of a past that did not happen.

Used by rules/counterfactual.py. A system's past is fine ("the alert should have fired"), people's is
not, and neither is a passive that only people can have in mind ("should have been reviewed").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.means import GLIMPSES, LOOKS, MORE, QUALITIES, means_before


class Counterfactual(NamedTuple):
    """Words [start, end); `verb` and `voice` tell a rewrite what to turn into a question."""

    start: int
    end: int
    agent: Agent | None = None
    verb: int = -1
    voice: str = ""  # active, passive, or nothing where no rewrite is safe


# What only people do to a thing, so that a passive without an agent still means them.
HUMAN_WORK = words(
    "pay devote spend invest catch check review test notice identify document plan communicate verify "
    "approach consider discuss flag spot question escalate audit announce anticipate foresee inform "
    "consult validate prioritise prioritize investigate double-check rehearse tell warn ask do handle "
    "think address know involve read write raise fix detect avoid prevent discover recognize recognise "
    "realize realise understand mention follow coordinate agree assign schedule-meeting treat take learn "
    "clarify estimate measure examine inspect approve merge deploy ship commit push roll design build "
    "implement add include update upgrade patch configure monitor maintain rush rehearsed train run make "
    "set put use call declare mitigate resolve decommission deprecate migrate provision remove disable "
    "enable delay postpone split limit start begin share talk keep leave give hire staff chase replace "
    "rotate renew revert stop cancel phase automate allow permit cover guard protect secure pinned pin "
    "lock label name move choose specify state define explore research tackle attempt try diagnose stage "
    "gate cleaned clean delete drain back backup adjust change increase lower tune bump decide organise "
    "organize manage cut reject refuse cross-check proofread look"
)
# ... without what a machine does by itself.
BY_MACHINES = words(
    "trigger restart reschedule retry reject route evict replicate scale autoscale emit serve return "
    "throttle send queue enqueue redirect expire reload refresh recreate spawn terminate propagate index "
    "ingest render execute deliver deduplicate discard release invalidate correct delete remove rotate "
    "renew run start set schedule replace assign apply stop clean increase lower limit split drain lock "
    "disable enable allow cover include use call merge block skip ignore refused process receive log show "
    "display report cache"
)
REPROACHED = words(
    "catch notice prevent avoid detect spot identify foresee anticipate realize realise know test check "
    "verify communicate handle react respond act escalate do plan prepare review ask read investigate "
    "discover save reduce shorten mitigate resolve fix recognise recognize find look use make choose take "
    "try move monitor roll rollback revert pay give help speak think consider coordinate document warn "
    "tell inform involve prioritise prioritize start stop set add write work organise organize flag "
    "mention question point suggest voice announce consult manage focus achieve benefit raise update "
    "deploy put keep understand learn improve see split diagnose recover page call"
)
BETTER = words("better more quicker faster clearer earlier sooner less smarter careful proactive vocal")
TOLD_TO_US = words(
    "alert notify page call give send contact affect hit impact charge lock require force able allow "
    "block bill reach wake"
)
RECEIVED = words("receive get have see need be hear encounter experience")
SIGNALS = words(
    "alert alerts page pages notification notifications email emails warning error errors message access "
    "response alarm alarms downtime outage impact data"
)
HINDSIGHT = (("in", "hindsight"), ("with", "hindsight"), ("in", "retrospect"), ("looking", "back"))


def counterfactuals(sentence: Sentence) -> Iterator[Counterfactual]:
    """Each counterfactual about people in the sentence."""
    if sentence.is_question:
        yield from _rhetorical(sentence)
        return
    finders = _finders()
    for i, word in enumerate(sentence.low):
        if sentence.tags[i] == "Q":
            continue
        if sentence.tags[i] == "M":
            yield from _left_open(sentence, i)
        finder = finders.get(word)
        if finder:
            yield from finder(sentence, i)


@lru_cache(maxsize=1)
def _finders() -> dict[str, Callable[[Sentence, int], Iterator[Counterfactual]]]:
    table: dict[str, Callable[[Sentence, int], Iterator[Counterfactual]]] = {}
    for members, finder in (
        ("have had", _have),
        ("wish wished wishes regret regrets", _wish),
        ("supposed meant obliged expected asked required", _supposed),
        ("only just", _if_only),
        ("as than", _as_we_should),
        ("all", _all_it_took),
        ("avoidable preventable", _avoidable),
    ):
        table.update(dict.fromkeys(members.split(), finder))
    return table


def _have(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """After a modal it is what would have been; "had" alone may be what had not been."""
    if i and _modal_before(sentence, i):
        yield from _would_have(sentence, i)
    elif sentence.low[i] == "had":
        yield from _had_we(sentence, i)


def _rhetorical(sentence: Sentence) -> Iterator[Counterfactual]:
    """“Couldn't you have released a patch?”, “why didn't I look earlier?”: questions that answer themselves."""
    for i in range(len(sentence.low) - 4):
        if sentence.low[i + 1] != "not" or sentence.low[i] not in ("could", "should", "did"):
            continue
        who = sentence.low[i + 2]
        agent = sentence.noun_phrase_after(i + 2)
        asked = sentence.low[i] != "did" and sentence.low[agent.end : agent.end + 1] == ["have"]
        rued = sentence.low[i] == "did" and who in RUED and sentence.low[i - 1 : i] == ["why"]
        if agent.is_human and (asked or rued):
            yield Counterfactual(start=i, end=i + 4)
            return


RUED = words("i anyone anybody someone somebody nobody")


def _left_open(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“Someone deleted something they shouldn't have.”"""
    if sentence.low[i] not in ("should", "ought"):
        return
    k = i + 1 + (sentence.low[i + 1 : i + 2] == ["not"])
    ends = sentence.low[k : k + 1] == ["have"] and (
        k + 1 == len(sentence.low) or sentence.low[k + 1] in ".,;!)"
    )
    agent = sentence.subject_before(i - 1, 0) if i else None
    if ends and agent and (agent.is_human and agent.kind not in ("user", "capital")):
        yield Counterfactual(start=agent.start, end=k + 1, agent=agent)


def _modal_before(sentence: Sentence, i: int) -> str:
    for k in range(i - 1, max(-1, i - 6), -1):
        if sentence.tags[k] == "M":
            return sentence.low[k]
        if sentence.low[k] == "to" and k > 1 and sentence.low[k - 2] == "ought":
            return "ought"
        if sentence.low[k] == "to" and k and sentence.low[k - 1] in ("ought", "needed", "supposed"):
            return "ought"
        if sentence.low[k] == "not" and k and sentence.low[k - 1] == "need":
            return "should"  # "this need not have happened"
        if sentence.tags[k] not in "A!PNDT":
            return ""
        if sentence.tags[k] in "PND" and not _is_inverted(sentence, k):
            return ""
    return ""


def _is_inverted(sentence: Sentence, k: int) -> bool:
    return k > 0 and sentence.tags[k - 1] == "M"


def _would_have(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    modal = _modal_before(sentence, i)
    verb = _verb_after(sentence, i)
    if modal in ("", "must", "will", "shall", "may", "can", "'ll") or verb is None:
        return
    means = means_before(sentence, i)
    if (sentence.low[verb] == "been" and means < 0) or sentence.tags[verb] != "V":
        yield from _been(sentence, i, verb, modal)
        return
    if _is_short_of_time(sentence):
        return
    if means >= 0 and modal in ("would", "could", "might", "should"):
        yield Counterfactual(start=means, end=verb + 1)
    elif sentence.is_passive(verb):
        yield from _passive(sentence, i, verb, modal)
    else:
        yield from _active(sentence, verb, modal)


def _is_short_of_time(sentence: Sentence) -> bool:
    """“Given more time I would have added it”: what there was not enough of is the condition itself."""
    for k, word in enumerate(sentence.low[1:], 1):
        if word in ("time", "resources", "people", "budget") and sentence.low[k - 1] in ("more", "enough"):
            return not {"given", "if", "had", "with", "without"}.isdisjoint(sentence.low[max(0, k - 8) : k])
    return False


def _verb_after(sentence: Sentence, i: int) -> int | None:
    """The participle after have, past been and adverbs; been itself when an adjective follows."""
    last = None
    for k in range(i + 1, min(len(sentence.low), i + 8)):
        if sentence.tags[k] in "VJ":
            return k
        if sentence.low[k] in ("been", "be", "gotten", "had", "being", "got"):
            last = k
            continue
        if sentence.tags[k] == "A" or sentence.tags[k] == "!":
            continue
        if sentence.tags[k] == "G" and last is not None:
            return k
        break
    return last


def _active(sentence: Sentence, verb: int, modal: str) -> Iterator[Counterfactual]:
    agent = sentence.subject(verb)
    base = verbs.lemma(sentence.low[verb])
    if agent.kind == "none" and _is_left_out(sentence, verb, modal, base):
        yield Counterfactual(start=sentence.group_start(verb), end=verb + 1, agent=agent, verb=verb)
        return
    if (
        base in ("expect", "hope", "think")
        and modal == "would"
        and sentence.low[agent.start : agent.end] in (["one"], ["you"])
    ):
        if not sentence.noun_phrase_after(verb + 1).is_human:
            return
        yield Counterfactual(start=agent.start, end=verb + 1, agent=agent, verb=verb)
        return
    if base in ("take", "cost", "require") and agent.kind == "system" and _then_to(sentence, verb):
        yield Counterfactual(start=agent.start, end=verb + 1, agent=agent, verb=verb)
        return
    head = sentence.low[agent.end - 1] if agent.end else ""
    if (
        head in QUALITIES
        and modal in ("could", "should")
        and {"earlier", "sooner"} & set(sentence.low[verb + 1 : verb + 4])
    ):
        yield Counterfactual(start=agent.start, end=verb + 2, agent=agent, verb=verb)
        return
    if base == "go" and modal == "should" and sentence.is_negated(verb) and head in PEOPLE_MATTERS:
        yield Counterfactual(start=agent.start, end=verb + 1, agent=agent, verb=verb)
        return
    if not agent.is_human or (agent.kind == "capital" and modal not in ("should", "ought")):
        if modal in ("could", "would", "might") and _is_review(sentence, agent) and base in REPROACHED:
            yield Counterfactual(start=agent.start, end=verb + 1, agent=agent, verb=verb)
        return
    if _is_excused(sentence, verb, modal, agent, base):
        return
    yield Counterfactual(start=agent.start, end=verb + 1, agent=agent, verb=verb, voice="active")


def _is_left_out(sentence: Sentence, verb: int, modal: str, base: str) -> bool:
    """A note that leaves the person out: "Should have rolled back right away"."""
    if modal not in ("should", "could", "ought") or not sentence.is_at_start(sentence.group_start(verb)):
        return False
    return base in REPROACHED or base not in BY_MACHINES | verbs.MACHINE_WORK


def _then_to(sentence: Sentence, verb: int) -> bool:
    """“It would have taken two minutes to check”."""
    k = next((k for k in range(verb + 1, min(len(sentence.low), verb + 9)) if sentence.tags[k] == "T"), None)
    return k is not None and sentence.low[k + 1 : k + 2] != [] and sentence.low[k + 1] in CHEAP_DUTIES


CHEAP_DUTIES = words(
    "check verify ask read look test review confirm call tell warn inform notice see double-check consult "
    "document write announce mention rehearse"
)


def _is_review(sentence: Sentence, agent: Agent) -> bool:
    """“A more careful review would have caught this”: people review."""
    said = sentence.low[agent.start : agent.end]
    return any(
        w in ("careful", "thorough", "closer", "attentive", "diligent", "proper", "competent") for w in said
    )


def _is_excused(sentence: Sentence, verb: int, modal: str, agent: Agent, base: str) -> bool:
    """What is no reproach: relief, what could not be done, what users and an unclear "they" might see."""
    following = sentence.low[verb + 1 : verb + 6]
    if agent.start and sentence.low[agent.start - 1] in ("what", "whatever", "like"):
        ruled = base == "do" and modal in ("should", "ought")  # "that is what we should have done"
        return not ruled and "not" not in sentence.low[max(0, agent.start - 3) : agent.start]
    if base == "receive" or (base in RECEIVED and any(w in SIGNALS for w in following)):
        return True
    if _is_measured(sentence, agent):
        return False
    if modal == "would" and _is_after_a_system(sentence, verb):
        return True
    if agent.kind in ("you", "user", "they", "capital"):
        return _is_others_excuse(modal, agent.kind, base)
    if modal in ("should", "ought"):
        return False
    if sentence.is_negated(verb) and "reason" in sentence.low[:verb] and "no" in sentence.low[:verb]:
        return False  # "there is no reason why the team could not have caught it"
    if sentence.is_negated(verb) or agent.kind == "nobody":
        return True
    if modal == "could" and "easily" in sentence.auxiliaries(verb):
        return False
    return _is_relief(sentence, verb, modal, agent, base)


def _is_after_a_system(sentence: Sentence, verb: int) -> bool:
    """“A pinned tag would have shown it; the operator would have noticed”: what a system would have made of it."""
    k = next((k for k in range(sentence.group_start(verb) - 1, 1, -1) if sentence.low[k] == "have"), None)
    if k is None or sentence.low[k - 1] not in ("would", "could"):
        return False
    return sentence.subject(k).kind == "system"


MEASURES = words(
    "competent experienced careful good decent reasonable seasoned qualified diligent attentive better "
    "prudent responsible senior proper professional"
)


def _is_measured(sentence: Sentence, agent: Agent) -> bool:
    """“A competent DBA would have …”, “somebody with more experience would never have …”."""
    if agent.kind not in ("role", "someone", "team", "org", "user"):
        return False
    said = sentence.low[agent.start : agent.end]
    after = sentence.low[agent.end : agent.end + 4]
    return not MEASURES.isdisjoint(said) or (
        after[:1] in (["with"], ["worth"]) and not words("more experience sense salt brain").isdisjoint(after)
    )


def _is_others_excuse(modal: str, kind: str, base: str) -> bool:
    """Of those who may be users, programs or readers only plain duties count."""
    wished = modal in ("should", "ought")
    if kind == "you":
        return not wished or base in RECEIVED or base in ("go", "be")
    if wished and kind == "they" and base in HUMAN_WORK - BY_MACHINES and base not in RECEIVED:
        return False
    if not wished:
        return kind != "they" or base not in ("tell", "inform", "warn", "ask", "communicate", "consult")
    duty = base in verbs.MINDFUL or base in ("call", "phone", "contact", "escalate")
    if kind == "capital":
        return not duty
    return not duty or base in RECEIVED or base in ("look", "use", "notice")


def _is_relief(sentence: Sentence, verb: int, modal: str, agent: Agent, base: str) -> bool:
    """ "We would have lost data", "we could have noticed it way later"."""
    following = sentence.low[verb + 1 : verb + 6]
    if base == "have" or (base in verbs.HARMS and base not in REPROACHED):
        return not (base == "be" and any(w in BETTER for w in following))
    if base in ("see", "find", "take", "get") and modal in ("would", "might"):
        return True
    if any(w in ("later", "worse", "longer", "never") for w in sentence.low[verb + 1 : verb + 8]):
        return True
    return not (modal == "could" and agent.kind == "we") and base not in REPROACHED


def _passive(sentence: Sentence, i: int, verb: int, modal: str) -> Iterator[Counterfactual]:
    agent = sentence.by_agent(verb)
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
    if shunned and sentence.is_negated(verb):
        yield Counterfactual(start=i - 1, end=verb + 1, agent=subject, verb=verb, voice="passive")
        return
    told = base in TOLD_TO_US and not sentence.is_negated(verb)
    if modal == "would" or (told and (subject.is_person or subject.kind == "user")):
        return
    if subject.is_person and subject.kind != "nobody" and not told:
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
    head = sentence.low[subject.end - 1] if subject.end else ""
    if head in MADE_BY_HAND and verbs.lemma(sentence.low[verb]) in ("run", "do", "make", "perform", "start"):
        return True
    return any(w in when for w in following) or (negated and head in PEOPLE_MATTERS)


def _preventable(sentence: Sentence, i: int, verb: int, base: str) -> Iterator[Counterfactual]:
    """“It could have been avoided by testing” blames; “could not have been prevented” does not."""
    if sentence.is_negated(verb):
        return
    if base in PREVENTED or (
        base in ("catch", "detect", "notice", "spot", "reduce", "handle", "identify", "find", "discover")
        or base in ("fix", "solve", "address", "resolve", "alleviate", "reduce")
        or (base not in BY_MACHINES and not BETTER_STILL.isdisjoint(sentence.low[i : verb + 5]))
    ):
        following = sentence.low[verb + 1 : verb + 14]
        if not BETTER_STILL.isdisjoint(sentence.low[i:verb] + following[:4]):
            yield Counterfactual(start=i - 1, end=verb + 2, verb=verb)
            return
        by = any(w in ("by", "with", "through", "had", "if", "easily", "simply", "during") for w in following)
        easily = any(w in ("easily", "simply", "entirely", "completely") for w in sentence.low[i:verb])
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


def _been(sentence: Sentence, i: int, been: int, modal: str) -> Iterator[Counterfactual]:
    """“we should have been more careful”, “the best approach would have been to revert”."""
    subject = sentence.subject(i)
    window = sentence.low[been + 1 : been + 8]
    if subject.is_person and (subject.kind != "nobody" or modal == "should"):
        if sentence.is_negated(been) and modal != "should":
            return
        wished = modal in ("should", "ought") or any(w in BETTER for w in window)
        if wished and not set(window[:2]) & {"able", "notified", "alerted", "paged"}:
            yield Counterfactual(start=subject.start, end=been + 1, agent=subject)
        return
    if modal not in ("would", "might", "should", "could") or sentence.is_negated(been):
        return
    head = sentence.low[subject.end - 1] if subject.end else ""
    if (
        modal in ("could", "should")
        and head in MATTERS_OF_WORK
        and not {"more", "better", "clearer"}.isdisjoint(window[:3])
    ):
        yield Counterfactual(start=subject.start, end=been + 1)
        return
    there = sentence.low[max(0, i - 3) : i].count("there") > 0
    if (
        there
        and modal == "should"
        and not MORE.isdisjoint(window)
        and not (QUALITIES | LOOKS | GLIMPSES).isdisjoint(window)
    ):
        yield Counterfactual(start=max(0, i - 2), end=been + 1)
        return
    pointed = sentence.low[subject.start : subject.end] in (["it"], ["this"], ["that"], ["which"])
    if pointed and modal == "should" and window[:1] in (["obvious"], ["clear"], ["plain"], ["evident"]):
        yield Counterfactual(start=max(0, i - 1), end=been + 2)
        return
    best = (
        "wise",
        "smart",
        "advisable",
        "best",
        "better",
        "wiser",
        "right",
        "correct",
        "smarter",
        "safer",
        "preferable",
        "sensible",
        "prudent",
    )
    about = sentence.low[max(0, subject.start - 1) : been + 3]
    if any(w in best for w in about) and "to" in window and _is_choice(sentence, subject):
        yield Counterfactual(start=min(subject.start, i - 1), end=been + 1)


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


def _had_we(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
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
    if inverted and i + 1 < len(sentence.low) and sentence.tags[i + 1] != "!":
        verb = _participle_after(sentence, i + 1)
        if verb is None or not (_would_follow(sentence) or sentence.is_at_start(i)):
            return
        agent = sentence.subject(verb)
        subject = sentence.noun_phrase_after(i + 1)
        yield from _unreal(sentence, i, verb, subject if subject.end <= verb else agent)
        return
    verb = _verb_after(sentence, i)
    if verb is None or not _under_if(sentence, i) or not _would_follow(sentence):
        return
    yield from _unreal(sentence, i, verb, sentence.subject(i if sentence.tags[verb] != "V" else verb))


def _unreal(sentence: Sentence, i: int, verb: int, agent: Agent) -> Iterator[Counterfactual]:
    base = verbs.lemma(sentence.low[verb])
    passive = sentence.is_passive(verb)
    if agent.is_person or agent.kind == "org":
        if (passive and base in TOLD_TO_US) or (
            base in RECEIVED and any(w in SIGNALS for w in sentence.low[verb + 1 : verb + 5])
        ):
            return
        yield Counterfactual(start=min(i, agent.start), end=verb + 1, agent=agent, verb=verb)
    elif passive and base in HUMAN_WORK and base not in BY_MACHINES:
        yield Counterfactual(start=min(i, agent.start), end=verb + 1, verb=verb)


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
        w in ("would", "could", "might", "should") and not {"have", "be"}.isdisjoint(low[k + 1 : k + 5])
        for k, w in enumerate(low)
    )


def _wish(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    agent = sentence.subject(i)
    rest = sentence.low[i + 1 : i + 12]
    if agent.kind in ("we", "he", "they", "role", "team", "name", "someone") and (
        "had" in rest
        or ("have" in rest and "could" in rest)
        or (sentence.low[i][:6] == "regret" and "not" in rest)
    ):
        yield Counterfactual(start=agent.start, end=i + 1, agent=agent)


def _supposed(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“The on-call was supposed to check”: a duty held against someone."""
    plainly = sentence.low[i] in ("supposed", "meant")
    if not plainly and {"but", "not", "never"}.isdisjoint(sentence.low[i + 3 :]):
        return
    if sentence.low[i + 1 : i + 2] != ["to"] or not sentence.is_asserted(i) or sentence.is_negated(i):
        return
    agent = sentence.subject(i)
    if not any(w in ("was", "were") for w in sentence.auxiliaries(i)):
        return
    human = i + 2 < len(sentence.low) and sentence.low[i + 2] not in ("be", "get", "receive", "see", "start")
    if agent.kind in ("role", "team", "name", "he", "someone", "org", "we") and human:
        yield Counterfactual(start=agent.start, end=i + 2, agent=agent)


def _if_only(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“If only we had …”, “the reviewer needed only to run it”, “they just had to ask”."""
    window = sentence.low[i + 1 : i + 8]
    if sentence.low[i - 1 : i] == ["if"]:
        if "had" in window:
            yield Counterfactual(start=i - 1, end=i + 1)
        return
    verb = next((k for k in (i - 1, i + 1) if sentence.low[k : k + 1] in (["needed"], ["had"])), None)
    if verb is None or sentence.low[max(i, verb) + 1 : max(i, verb) + 2] != ["to"]:
        return
    agent = sentence.subject(verb)
    if agent.kind in ("role", "team", "name", "he", "someone", "they", "org"):
        yield Counterfactual(start=agent.start, end=max(i, verb) + 2, agent=agent)


def _as_we_should(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“We did not document as much as we should”."""
    agent = sentence.noun_phrase_after(min(i + 1, len(sentence.low) - 1))
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


def _all_it_took(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    """“All they had to do was read it”, “all it took was one look”, “all it would have taken”."""
    window = sentence.low[i + 1 : i + 9]
    done = any(window[k : k + 2] == ["to", "do"] for k in range(len(window)))
    if done and {"had", "needed"} & set(window) and sentence.noun_phrase_after(i + 1).is_human:
        yield Counterfactual(start=i, end=i + 2)
    elif window[:1] in (["it"], ["that"]) and {"took", "taken", "needed"} & set(window[:5]):
        yield Counterfactual(start=i, end=i + 3)


def _avoidable(sentence: Sentence, i: int) -> Iterator[Counterfactual]:
    before = sentence.low[max(0, i - 6) : i]
    if any(w in ("not", "never", "n't", "whether", "if") for w in before):
        return
    if any(w in ("was", "were", "been", "an", "entirely", "easily", "completely") for w in before):
        yield Counterfactual(start=i, end=i + 1)
