"""What is no reproach, though it says would have: relief, what could not be done, what users might see."""

from __future__ import annotations

from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.past.classes import BY_MACHINES, HUMAN_WORK, RECEIVED, REPROACHED, SIGNALS

SOONER = words("sooner earlier better instead differently quicker faster just easily simply")
BETTER = words("better more quicker faster clearer earlier sooner less smarter wiser careful proactive vocal")


def is_short_of_time(sentence: Sentence) -> bool:
    """“Given more time I would have added it”: what there was not enough of is the condition itself."""
    for k, word in enumerate(sentence.low[1:], 1):
        if word in ("time", "resources", "people", "budget") and sentence.low[k - 1] in ("more", "enough"):
            return not {"given", "if", "had", "with", "without"}.isdisjoint(sentence.low[max(0, k - 8) : k])
    return False


def is_excused(sentence: Sentence, verb: int, modal: str, agent: Agent, base: str) -> bool:
    """What is no reproach: relief, what could not be done, what users and an unclear "they" might see."""
    following = sentence.low[verb + 1 : verb + 6]
    if _is_wished(sentence, verb, modal, agent):
        return False
    if agent.start and sentence.low[agent.start - 1] in ("what", "whatever", "like"):
        ruled = base == "do" and modal in ("should", "ought")  # "that is what we should have done"
        return not ruled and "not" not in sentence.low[max(0, agent.start - 3) : agent.start]
    if base == "receive" or (base in RECEIVED and any(w in SIGNALS for w in following)):
        return True
    if _is_measured(sentence, agent) and "same" not in following:
        return False
    if modal == "would" and ("same" in following or _is_after_a_system(sentence, verb)):
        return True
    if agent.kind == "they" and modal == "should" and "us" in sentence.low[verb:]:
        return False
    if agent.kind in ("you", "user", "they", "capital"):
        return _is_others_excuse(modal, agent.kind, base)
    if modal in ("should", "ought") or _is_without_reason(sentence, verb):
        return False
    if sentence.is_negated(verb) or agent.kind == "nobody":
        return True
    return _is_relief(sentence, verb, modal, agent, base)


def _is_without_reason(sentence: Sentence, verb: int) -> bool:
    """“There is no reason why the team could not have caught it”."""
    return sentence.is_negated(verb) and {"no", "reason"} <= set(sentence.low[:verb])


def _is_wished(sentence: Sentence, verb: int, modal: str, agent: Agent) -> bool:
    """“The on-call could have failed over much sooner”, “anyone could have”, “ideally they would have”."""
    if sentence.is_negated(verb) or agent.kind in ("user", "capital", "nobody"):
        return False
    if modal == "would":
        return "ideally" in sentence.low[: agent.start + 1] and agent.kind != "they"
    if modal not in ("could", "might"):
        return False
    near = sentence.auxiliaries(verb) + sentence.low[verb + 1 : verb + 5]
    when = agent.start > 0 and sentence.low[agent.start - 1] == "when"
    if sentence.head(agent) in ("anyone", "anybody") or when:
        return agent.kind != "they"
    if agent.kind in ("you", "they"):
        return "just" in sentence.auxiliaries(verb)
    return not SOONER.isdisjoint(near) and "later" not in near


def _is_after_a_system(sentence: Sentence, verb: int) -> bool:
    """“A pinned tag would have shown it; the operator would have noticed”: what a system would have made of it."""
    k = next((k for k in range(sentence.group_start(verb) - 1, 1, -1) if sentence.low[k] == "have"), None)
    if k is None or sentence.low[k - 1] not in ("would", "could"):
        return False
    return sentence.subject(k).kind == "system"


SENSE = words("more experience sense salt brain grasp clue understanding idea knowledge")
MEASURES = words(
    "competent experienced careful good decent reasonable seasoned qualified diligent attentive better "
    "prudent responsible senior proper professional"
)


def _is_measured(sentence: Sentence, agent: Agent) -> bool:
    """“A competent DBA would have …”, “somebody with more experience would never have …”."""
    if agent.kind not in ("role", "someone", "team", "org", "user", "nobody"):
        return False
    said = sentence.low[agent.start : agent.end]
    if said[:1] in (["any"], ["every"]) and agent.kind == "role":
        return True
    after = sentence.low[agent.end : agent.end + 4]
    return not MEASURES.isdisjoint(said) or (
        after[:1] in (["with"], ["worth"]) and not SENSE.isdisjoint(sentence.low[agent.end : agent.end + 6])
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
    if modal == "could" and not {"further", "better", "more"}.isdisjoint(following[:3]):
        return False
    if base == "have" or (base in verbs.HARMS and base not in REPROACHED):
        return not (base == "be" and any(w in BETTER for w in following))
    if base in ("see", "find", "take", "get") and modal in ("would", "might"):
        return True
    if any(w in ("later", "worse", "longer", "never") for w in sentence.low[verb + 1 : verb + 8]):
        return True
    return not (modal == "could" and agent.kind == "we") and base not in REPROACHED
