"""What a person is said to have done wrong, told by a verb.

Used by rules/fault.py and rules/naming.py. Each pattern starts at a word that gives it away, finds
the subject of its clause, and accuses only when that is a person and the clause is asserted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.lexicon import verbs

SLIP_ADVERBS = frozenset(
    "accidentally mistakenly inadvertently erroneously wrongly unintentionally incorrectly improperly "
    "unknowingly unwittingly prematurely falsely wrongfully carelessly recklessly blindly needlessly "
    "hastily negligently foolishly naively absent-mindedly absentmindedly wrongly mis-takenly".split()
)
SLIP_PHRASES = (("by", "mistake"), ("by", "accident"), ("in", "error"), ("in", "haste"), ("without", "thinking"))
WRONG = frozenset(
    "wrong incorrect untested unreviewed erroneous mistaken unapproved unauthorized unauthorised buggy faulty".split()
)
CORRECTING = frozenset(
    "notice find see discover fix correct identify detect replace remove revert roll spot observe receive get have "
    "return report show investigate realise realize learn catch change update rename read hear be go undo repair "
    "clean restore trace debug look start work feel tell say know mean prove suspect diagnose confirm".split()
)
SAFEGUARD_NOUNS = frozenset(
    "review reviews approval approvals process procedure procedures check checks test tests testing step steps "
    "canary staging runbook validation verification safeguard safeguards guard guards guardrail guardrails ci "
    "pipeline checklist protocol policy policies qa backup backups control controls rehearsal dry-run audit "
    "documentation instructions warning warnings confirmation part parts sign-off code-review line section suite linter drill diff smoke".split()
)
DEFECTS = frozenset(
    "bug bugs error errors regression regressions typo typos defect defects vulnerability mistake flaw leak "
    "problem problems misconfiguration fault race deadlock inconsistency breakage loop outage".split()
)
KNOWING = frozenset("aware knew known warned told reminded instructed advised informed asked documented".split())
LAPSING = frozenset("expire lapse slip rot run fill grow pile go drift fester linger overflow age".split())
RULES_OF_WORK = frozenset(
    "procedure procedures process processes runbook runbooks playbook checklist instructions instruction policy "
    "policies guideline guidelines practice practices protocol protocols standard standards rule rules "
    "documentation docs recommendation recommendations steps manual advice plan sop".split()
)
REPROACHES = frozenset(
    "bother care properly adequately sufficiently carefully thoroughly correctly diligently seriously enough "
    "even despite attention homework diligence job duty duties responsibility responsibilities promised agreed "
    "required expected obliged supposed deserved simply".split()
)
# Not blamed for what they did not know, have or get: that is the context which a postmortem looks for.
CONTEXT_VERBS = frozenset(
    "know have feel want need get receive see hear expect anticipate understand realise realize mean intend "
    "like own find be look cause lose".split()
)
# Duties between people, so that even a bare "they" is a person.
SPOKEN_DUTIES = frozenset(
    "ask request inform tell communicate read think consider consult verify bother review document coordinate "
    "escalate warn discuss follow mention listen".split()
)
NO_OBJECT_OF_MISS = frozenset("sla slo target targets goal opportunity train flight lunch home being having".split())
CONTINUED_AS_MECHANISM = frozenset("over back open closed forward".split())


def deeds(sentence: Sentence) -> Iterator[Accusation]:
    """Each accusation by a verb."""
    for i, word in enumerate(sentence.low):
        if sentence.tags[i] == "Q":
            continue
        finder = FINDERS.get(word)
        if finder:
            yield from finder(sentence, i)
        elif word in SLIP_ADVERBS:
            yield from _slip_adverb(sentence, i)
        elif sentence.tags[i] in "VGB" and word not in FINDERS:
            yield from _fault_verb(sentence, i)


# -- verbs that nobody does well ---------------------------------------------------------------------


def _fault_verb(sentence: Sentence, i: int) -> Iterator[Accusation]:
    base = verbs.lemma(sentence.low[i])
    if base not in verbs.FAULTS:
        if base == "deploy" or sentence.tags[i] == "V":
            yield from _wrong_object(sentence, i, base)
        return
    if not _means_fault(sentence, i, base):
        return
    if sentence.tags[i] == "G":
        yield from _failing(sentence, i, base)
        return
    if sentence.tags[i] == "B" and not _is_past_perfect(sentence, i):
        if not _is_told_present(sentence, i):
            return
    yield from _past_fault(sentence, i, base)


def _is_past_perfect(sentence: Sentence, i: int) -> bool:
    return any(w in ("did", "had", "have") for w in sentence.auxiliaries(i)) or sentence.asked_of(i)


def _is_told_present(sentence: Sentence, i: int) -> bool:
    """"Bob forgets to drain": the historic present of a named or definite person, not a general saying."""
    form = verbs.forms().get(sentence.low[i], ("", ""))[1]
    agent = sentence.subject(i)
    if form != "third" or sentence.auxiliaries(i):
        return False
    return agent.kind in ("name", "role") and sentence.low[agent.start] not in ("a", "an", "any", "every", "each")


def _past_fault(sentence: Sentence, i: int, base: str) -> Iterator[Accusation]:
    if not sentence.is_asserted(i):
        return
    if sentence.is_passive(i):
        agent = sentence.by_agent(i)
        told = any(w in ("was", "were", "been", "got") for w in sentence.auxiliaries(i))
        if sentence.is_negated(i) or not told:
            return
        if agent and blamable(agent, base, sentence, i):
            yield Accusation(agent=agent, start=i, end=agent.end, form="passive", verb=i)
        elif agent is None and base in ("overlook", "forget", "neglect", "misjudge", "mishandle", "misread", "botch"):
            someone = Agent(kind="someone", start=i, end=i + 1)  # machines don't
            yield Accusation(agent=someone, start=i - 1, end=i + 1, form="passive-alone", verb=i)
        return
    if sentence.tags[i] == "V" and _is_reduced_passive(sentence, i):
        agent = sentence.by_agent(i)
        if agent and blamable(agent, base, sentence, i):
            yield Accusation(agent=agent, start=i, end=agent.end, form="participle", verb=i)
        return
    if _is_bare_participle(sentence, i, base):
        return
    agent = sentence.subject(i)
    negated = sentence.is_negated(i) or agent.kind == "nobody"
    if negated:
        return
    if agent.kind == "none":
        if _is_subjectless_fault(sentence, i, base):
            yield Accusation(agent=agent, start=i, end=_complement_end(sentence, i), form="note", verb=i)
    elif blamable(agent, base, sentence, i):
        yield _accuse(agent, sentence, i, base)


def _is_bare_participle(sentence: Sentence, i: int, base: str) -> bool:
    """broken, forgotten, mistaken: without a form of have they are no deed."""
    if base not in verbs.IRREGULAR or sentence.low[i] != verbs.participle(base) or sentence.low[i] == verbs.past(base):
        return False
    return not any(w in ("have", "has", "had", "having") for w in sentence.auxiliaries(i))


def _accuse(agent: Agent, sentence: Sentence, i: int, base: str) -> Accusation:
    start = agent.start if agent.end <= i else i
    form = "failed-to" if _takes_infinitive(sentence, i) else "verb"
    return Accusation(agent=agent, start=start, end=_complement_end(sentence, i), form=form, verb=i)


def _takes_infinitive(sentence: Sentence, i: int) -> bool:
    return i + 2 < len(sentence.low) and sentence.low[i + 1] == "to"


def _complement_end(sentence: Sentence, i: int) -> int:
    return i + 3 if _takes_infinitive(sentence, i) else i + 1


def _is_reduced_passive(sentence: Sentence, i: int) -> bool:
    """"the alert ignored by the on-call": a participle with by and no auxiliary."""
    nearby = sentence.low[i + 1 : i + 3]
    return "by" in nearby and not sentence.auxiliaries(i) and sentence.by_agent(i) is not None


def blamable(agent: Agent, base: str, sentence: Sentence, i: int) -> bool:
    """Whether this one can be blamed for this verb."""
    if agent.is_person:
        return True
    human = base in verbs.HUMAN_FAULTS or _human_complement(sentence, i)
    if agent.kind in ("capital", "initial"):
        if any(w in ("thinking", "believing", "assuming", "hoping") for w in sentence.low[i + 1 : i + 8]):
            return True
        if base in ("ignore", "dismiss", "disregard", "downplay"):
            return base != "ignore" and sentence.tags[i + 1 : i + 2] == ["D"]
        return human
    if agent.kind == "they":
        return human or _mentions_people(sentence, agent)
    if agent.kind == "org":
        return human or sentence.low[agent.start] in ("our", "the", "their") and base in ("fail", "miss", "break")
    return agent.kind == "user" and human and base not in ("fail", "miss", "ignore", "forget")


def _human_complement(sentence: Sentence, i: int) -> bool:
    """"failed to notice": only people notice."""
    if not _takes_infinitive(sentence, i):
        return False
    k = i + 2
    while k < len(sentence.low) - 1 and sentence.tags[k] == "A":
        k += 1
    return sentence.low[k] in verbs.MINDFUL


def _mentions_people(sentence: Sentence, agent: Agent) -> bool:
    """Whether "they" has a person to stand for, earlier in the sentence."""
    for k in range(agent.start - 1, -1, -1):
        if sentence.tags[k] in "NP" and sentence.classify(k, k + 1).kind in ("role", "team", "org", "someone"):
            return True
    return False


def _is_subjectless_fault(sentence: Sentence, i: int, base: str) -> bool:
    """A note that leaves the person out: "Forgot to renew it", "Missed auto-merge in the help text"."""
    if not sentence.is_at_start(sentence.group_start(i)):
        return False
    if base in ("forget", "neglect", "overlook", "misread", "misunderstand", "underestimate", "misjudge", "mistake"):
        follows = sentence.low[i + 1] if i + 1 < len(sentence.low) else ""
        if base in ("forget", "neglect"):
            return follows in ("to", "the", "about", "that", "a", "an", "our", "their", "his", "her", "it", "one")
        return not _has_later_verb(sentence, i)
    if base == "fail":
        return _human_complement(sentence, i)
    if base in ("miss", "ignore", "skip", "omit", "break", "dismiss", "disregard"):
        follows = sentence.tags[i + 1] if i + 1 < len(sentence.tags) else ""
        return not _has_later_verb(sentence, i) and sentence.tags[i] == "V" and follows in ("D", "N", "J", "#", "P")
    return False


def _has_later_verb(sentence: Sentence, i: int) -> bool:
    """Whether a finite verb follows, so that these words were its subject: "Missed heartbeats triggered it"."""
    for k in range(i + 1, min(len(sentence.low), i + 12)):
        tag = sentence.tags[k]
        if tag in "SR" or sentence.low[k] in (",", ";", ":", "(", "—"):
            return False
        if tag in "XM" or (tag == "V" and sentence.tags[k - 1] in "NJ"):
            return True
    return False


def _means_fault(sentence: Sentence, i: int, base: str) -> bool:
    """The senses in which the verb is no fault: failed over, broke down into, erred on the side of."""
    following = sentence.low[i + 1 : i + 7]
    first = following[0] if following else ""
    check = SENSES.get(base)
    return check(sentence, i, following, first) if check else True


def _fails(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    return not any(w in CONTINUED_AS_MECHANISM for w in following[:4])


def _misses(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    before = sentence.low[max(0, i - 3) : i]
    if any(w in ("what", "anything", "everything", "whatever", "something") for w in before):
        return False
    if first in ("", ".", ",", ")"):
        agent = sentence.subject(i)
        return agent.start > 0 and sentence.tags[agent.start - 1] in "NR" and agent.kind != "you"
    return not any(w in NO_OBJECT_OF_MISS for w in following[:4]) and first != "out"


def _breaks(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    mechanical = ("down", "up", "out", "into", "off", "apart", "even", "through", "ground", "dependency", "tie", "deadlock",
                  "loop", "cycle", "connection", "news", "records")  # fmt: skip
    return bool(first) and not any(w in mechanical for w in following[:4])


def _skips(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    return any(w in SAFEGUARD_NOUNS for w in following)


def _with_up(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    return "up" in following[:4]


def _causes(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    return bool(first)


def _errs(sentence: Sentence, i: int, following: list[str], first: str) -> bool:
    return "side" not in following


SENSES: dict[str, Callable[[Sentence, int, list[str], str], bool]] = {
    "fail": _fails, "miss": _misses, "break": _breaks, "skip": _skips, "bypass": _skips, "circumvent": _skips,
    "omit": _skips, "slip": _with_up, "screw": _with_up, "mess": _with_up, "slack": _with_up, "cause": _causes,
    "err": _errs,
}  # fmt: skip


def _failing(sentence: Sentence, i: int, base: str) -> Iterator[Accusation]:
    """"us failing to handle it", "due to the on-call ignoring the alert"."""
    aux = sentence.auxiliaries(i)
    if any(w in ("was", "were", "been", "is", "are", "am", "be") for w in aux):
        agent = sentence.subject(i)
        past = any(w in ("was", "were", "been") for w in aux)
        if past and blamable(agent, base, sentence, i) and not sentence.is_negated(i) and sentence.is_asserted(i):
            yield _accuse(agent, sentence, i, base)
        return
    start = sentence.group_start(i)
    if start == 0 or not sentence.is_asserted(i) or sentence.is_negated(i):
        return
    if sentence.tags[start - 1] == "I":
        yield from _by_failing(sentence, i, start, base)
        return
    if sentence.low[start - 1] in ("kept", "started", "continued", "began"):
        agent = sentence.subject(start - 1)
        if agent.is_person and agent.kind != "nobody" and sentence.is_asserted(start - 1):
            yield _accuse(agent, sentence, i, base)
        return
    agent = sentence.classify(sentence._base_start(start - 1), start)
    if sentence.tags[start - 1] in "NP" and blamable(agent, base, sentence, i) and agent.kind != "nobody":
        if _is_cause(sentence, agent.start) or sentence.low[agent.start] in ("us", "them", "me"):
            yield _accuse(agent, sentence, i, base)


def _by_failing(sentence: Sentence, i: int, start: int, base: str) -> Iterator[Accusation]:
    """"The team caused it by ignoring the alert" names its subject; "by ignoring" alone does not."""
    if sentence.low[start - 1] not in ("by", "in", "for", "of"):
        return
    k = start - 2
    while k > 0 and sentence.tags[k] not in "VBX":
        k -= 1
    if k <= 0 or sentence.tags[k] != "V" or sentence.is_passive(k):
        return
    agent = sentence.subject(k)
    if agent.is_person and agent.kind != "nobody" and sentence.is_asserted(k):
        yield Accusation(agent=agent, start=start - 1, end=_complement_end(sentence, i), form="gerund", verb=i)


def _is_cause(sentence: Sentence, i: int) -> bool:
    before = sentence.low[max(0, i - 3) : i]
    causes = ("due", "because", "by", "from", "with", "despite", "was", "is", "were", "cause", ":", "and", "of", "-")
    return i == 0 or any(w in causes for w in before[-2:])


# -- slips of the hand -------------------------------------------------------------------------------


def _slip_adverb(sentence: Sentence, i: int) -> Iterator[Accusation]:
    verb = _verb_of_adverb(sentence, i)
    if verb is None or _describes_thing(sentence, i, verb):
        return
    tag = sentence.tags[verb]
    if tag == "G":
        yield from _slipping(sentence, i, verb)
        return
    if not sentence.is_asserted(verb):
        return
    if sentence.is_passive(verb) or _is_reduced_passive(sentence, verb):
        agent = sentence.by_agent(verb)
        if agent and (agent.is_person or agent.kind in ("org", "user", "capital")) and agent.kind != "nobody":
            yield Accusation(agent=agent, start=min(i, verb), end=agent.end, form="passive", verb=verb)
        return
    agent = sentence.subject(verb)
    if agent.kind == "none" and tag == "V" and sentence.is_at_start(min(i, sentence.group_start(verb))):
        if not _has_later_verb(sentence, verb):
            yield Accusation(agent=agent, start=min(i, verb), end=max(i, verb) + 1, form="note", verb=verb)
    elif slips(agent, sentence, verb) and not sentence.is_negated(verb):
        yield Accusation(agent=agent, start=agent.start, end=max(i, verb) + 1, form="slip", verb=verb)


def slips(agent: Agent, sentence: Sentence, verb: int) -> bool:
    """Whether this one can have done it by mistake."""
    if agent.kind == "they":
        return _mentions_people(sentence, agent) or verbs.lemma(sentence.low[verb]) in ("think", "believe", "assume")
    return agent.kind != "nobody" and (agent.is_person or agent.kind in ("org", "user", "capital"))


def _verb_of_adverb(sentence: Sentence, i: int) -> int | None:
    """The verb next to it: "accidentally deleted", "deleted accidentally", "was accidentally deleted"."""
    for k in range(i + 1, min(len(sentence.low), i + 4)):
        if sentence.tags[k] in "VG" or (sentence.tags[k] == "B" and "did" in sentence.auxiliaries(k)):
            return k
        if sentence.tags[k] == "B":
            return None
        if sentence.tags[k] not in "A!X":
            break
    for k in range(i - 1, max(-1, i - 9), -1):
        if sentence.tags[k] in "VG" and sentence.tags[k] != "J":
            return k
        if sentence.tags[k] in "SRMX":
            return None
    return None


def _describes_thing(sentence: Sentence, i: int, verb: int) -> bool:
    """"an incorrectly configured server": the participle is an attribute."""
    if verb < i:
        return False
    before = sentence.tags[i - 1] if i else ""
    after = sentence.tags[verb + 1] if verb + 1 < len(sentence.tags) else ""
    return sentence.tags[verb] == "J" or (before in ("D", "I", "'", "J") and after in ("N", "U") and before != "")


def _slipping(sentence: Sentence, i: int, verb: int) -> Iterator[Accusation]:
    """"(wrongly assuming its end at 11)", "an engineer accidentally deleting the table"."""
    mental = verbs.lemma(sentence.low[verb]) in ("assume", "think", "believe", "conclude", "suppose", "expect")
    start = sentence.group_start(verb)
    if start and (sentence.tags[start - 1] in "IT" or not sentence.is_asserted(verb)):
        return
    if any(w in ("is", "are", "am", "be", "'re") for w in sentence.auxiliaries(verb)):
        return
    agent = sentence.subject(verb) if start else Agent(kind="none", start=0, end=0)
    if agent.is_person and agent.kind != "nobody":
        if sentence.low[max(0, agent.start - 1)] not in ("from", "of", "stop"):
            yield Accusation(agent=agent, start=agent.start, end=verb + 1, form="gerund", verb=verb)
    elif mental and agent.kind == "none" and min(i, verb) and sentence.low[min(i, verb) - 1] in ("(", ",", "-", "–", "—"):
        yield Accusation(agent=agent, start=min(i, verb), end=verb + 1, form="note", verb=verb)


def _by_mistake(sentence: Sentence, i: int) -> Iterator[Accusation]:
    hurried = sentence.low[i] in ("hurry", "rush") and sentence.low[i - 2 : i] == ["in", "a"]
    if i == 0 or not (hurried or (sentence.low[i - 1], sentence.low[i]) in SLIP_PHRASES):
        return
    k = i - 2
    while k >= 0 and i - k < 20 and not (sentence.tags[k] == "V" and not _is_attribute(sentence, k)):
        if sentence.tags[k] in "SR" or sentence.low[k] in (";", ":"):
            break
        k -= 1
    if k < 0 or sentence.tags[k] != "V" or not sentence.is_asserted(k) or sentence.is_negated(k):
        return
    if sentence.is_passive(k):
        agent = sentence.by_agent(k)
        if agent and agent.is_human:
            yield Accusation(agent=agent, start=i - 1, end=i + 1, form="passive", verb=k)
        return
    agent = sentence.subject(k)
    lucky = verbs.lemma(sentence.low[k]) in ("discover", "find", "work", "notice", "fix", "detect", "catch", "solve")
    if not lucky and slips(agent, sentence, k):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="slip", verb=k)


def _is_attribute(sentence: Sentence, k: int) -> bool:
    return sentence.tags[k] == "J"


def _wrong_object(sentence: Sentence, i: int, base: str) -> Iterator[Accusation]:
    """"She ran the script against the wrong cluster": the deed is told as a wrong choice."""
    if base in CORRECTING or base in verbs.FAULTS:
        return
    if sentence.is_passive(i):
        yield from _wrong_by(sentence, i)
        return
    wrong = _next_wrong(sentence, i)
    if wrong is None or not sentence.is_asserted(i) or sentence.is_negated(i) or sentence.is_passive(i):
        return
    agent = sentence.subject(i)
    if agent.kind == "none" and sentence.is_at_start(i) and sentence.tags[i] == "V":
        yield Accusation(agent=agent, start=i, end=wrong + 1, form="wrong", verb=i)
    elif agent.kind in ("name", "role", "we", "he", "someone", "team", "you") or _is_capital_hand(agent, base):
        yield Accusation(agent=agent, start=agent.start, end=wrong + 1, form="wrong", verb=i)


def _wrong_by(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"The wrong button was pressed by the operator"."""
    subject, agent = sentence.subject(i), sentence.by_agent(i)
    if agent and agent.is_person and agent.kind != "nobody" and sentence.is_asserted(i) and not sentence.is_negated(i):
        if any(w in WRONG for w in sentence.low[subject.start : subject.end]):
            yield Accusation(agent=agent, start=subject.start, end=agent.end, form="passive", verb=i)


def _is_capital_hand(agent: Agent, base: str) -> bool:
    return agent.kind == "capital" and base in ("type", "paste", "click", "merge", "approve", "commit", "push", "enter")


def _next_wrong(sentence: Sentence, i: int) -> int | None:
    for k in range(i + 1, min(len(sentence.low), i + 12)):
        if sentence.low[k] in WRONG:
            follows = sentence.low[k + 1] if k + 1 < len(sentence.low) else ""
            return k if follows not in ("with", ".", "and", ",") else None
        if sentence.tags[k] in "VBXMSR" or sentence.low[k] in (";", ":", ",", "and", "that", "("):
            return None
    return None


# -- duties not done ---------------------------------------------------------------------------------


def _negation(sentence: Sentence, i: int) -> Iterator[Accusation]:
    if sentence.low[i + 1 : i + 3] in (["a", "single"], ["one", "of"]):
        yield from _not_one(sentence, i)
        return
    verb = _negated_verb(sentence, i)
    if verb is None:
        return
    base = verbs.lemma(sentence.low[verb])
    joined = sentence.low[max(0, i - 1)] == "but" and sentence.by_agent(verb)  # "was seen but not acted upon by"
    if sentence.is_passive(verb) or joined:
        agent = sentence.by_agent(verb)
        told = joined or any(w in ("was", "were", "been") for w in sentence.auxiliaries(verb))
        if told and agent and agent.is_person and _is_definite(sentence, agent) and base in verbs.DUTIES:
            if sentence.is_asserted(verb):
                yield Accusation(agent=agent, start=i, end=agent.end, form="passive-not", verb=verb)
        return
    if not _is_simple_past(sentence, i, verb) or not sentence.is_asserted(verb):
        return
    agent = sentence.subject(verb)
    if agent.kind == "none":
        if _is_note(sentence, i, verb, base):
            yield Accusation(agent=agent, start=sentence.group_start(verb), end=verb + 1, form="note-not", verb=verb)
    elif _owes(agent, sentence, verb, base):
        yield Accusation(agent=agent, start=agent.start, end=verb + 1, form="did-not", verb=verb)


def _is_definite(sentence: Sentence, agent: Agent) -> bool:
    """Not "reviewed by another developer", which asks for a second pair of eyes and points at nobody."""
    open_ended = ("a", "an", "another", "any", "other", "second", "more", "one", "two")
    return agent.kind not in ("someone", "nobody", "you") and sentence.low[agent.start] not in open_ended


def _negated_verb(sentence: Sentence, i: int) -> int | None:
    """The verb that this not or never belongs to."""
    for k in range(i + 1, min(len(sentence.low), i + 5)):
        if sentence.tags[k] in "VB" or (sentence.tags[k] == "G" and sentence.low[k] not in ("being", "going")):
            return k
        if sentence.low[i - 1 : i] in (["did"], ["do"], ["does"]) and (sentence.tags[k] == "N" or sentence.low[k] in verbs.DUTIES):
            return k
        if sentence.tags[k] not in "AX":
            return None
    return None


def _is_simple_past(sentence: Sentence, i: int, verb: int) -> bool:
    aux = sentence.auxiliaries(verb)
    if any(w in ("do", "does", "is", "are", "am", "will", "would", "can", "could", "may", "might", "must") for w in aux):
        return False
    if sentence.tags[verb] == "G":
        return any(w in ("was", "were") for w in aux)
    if "did" in aux:
        return True
    if sentence.low[i] == "never":
        return sentence.tags[verb] == "V"
    return "had" in aux and sentence.tags[verb] == "V"


def _is_note(sentence: Sentence, i: int, verb: int, base: str) -> bool:
    """"Didn't check the logs", "Single search, didn't verify": nobody else could be meant."""
    return base in verbs.MINDFUL and not _has_verb_before(sentence, sentence.group_start(verb))


def _has_verb_before(sentence: Sentence, i: int) -> bool:
    for k in range(i - 1, max(-1, i - 15), -1):
        if sentence.low[k] in (":", ";", "—", "–", "("):
            return False
        if sentence.tags[k] in "XM":
            return True
        if sentence.tags[k] == "V" and k > 0:
            return sentence.tags[k - 1] not in ".C"
        if sentence.tags[k] == "V":
            return False
    return False


def _owes(agent: Agent, sentence: Sentence, verb: int, base: str) -> bool:
    """Whether it is this one's omission. We may tell our own, unless there is reproach in it."""
    following = sentence.low[verb + 1 :][:16]
    if base in ("bother", "care"):
        return agent.is_human and agent.kind != "user"
    if base == "follow":
        return agent.is_human and any(w in RULES_OF_WORK for w in following)
    if agent.kind == "they" and base in SPOKEN_DUTIES and agent.start == 0:
        return True
    if agent.kind in ("we", "they"):
        manner = any(w in REPROACHES - {"even", "despite"} for w in sentence.auxiliaries(verb))
        reproach = manner or any(w in REPROACHES for w in following)
        return reproach and (manner or base in verbs.DUTIES) and (agent.kind == "we" or _mentions_people(sentence, agent))
    if agent.kind == "user":
        return base == "think" and "to" in following[:2]
    if base == "know" and following[:1] == ["what"] and "doing" in following[:5]:
        return True
    if base in CONTEXT_VERBS or base not in verbs.DUTIES:
        return False
    if base == "think":
        return "to" in following[:2] or "about" in following[:2] or "of" in following[:2]
    if agent.kind in ("org", "capital") or sentence.low[agent.end - 1] in ("people", "folks", "individuals", "humans"):
        return base in verbs.MINDFUL
    return agent.is_person and agent.kind not in ("nobody", "you")


def _nobody(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"Nobody checked the backups": no one in particular is still someone who ought to have."""
    end = i + 1
    while end < len(sentence.low) and end - i < 12 and sentence.tags[end] in "NDIP'J#A":
        end += 1
    if end < len(sentence.low) and sentence.low[end] == "had":
        end += 1
        while end < len(sentence.low) and sentence.tags[end] == "A":
            end += 1
    if end >= len(sentence.low) or sentence.tags[end] != "V" or not sentence.is_asserted(end):
        return
    agent = sentence.subject(end)
    base = verbs.lemma(sentence.low[end])
    if "so" in sentence.low[max(0, i - 2) : i]:  # "no alert was set, so nobody noticed": the cause is told
        return
    if agent.kind != "nobody" or sentence.is_passive(end):
        return
    bare = agent.end - agent.start == 1 or sentence.low[agent.end - 1] == "one"
    if bare and base in ("notice", "see", "realise", "realize", "know", "anticipate"):
        return  # that nobody knew is what the situation was, unless it is held against a group
    owed = base in verbs.DUTIES and base not in (CONTEXT_VERBS - {"own", "look"})
    if (owed or base in ("realise", "realize", "see", "anticipate")) and base not in ("report", "use", "complain"):
        yield Accusation(agent=agent, start=agent.start, end=end + 1, form="nobody", verb=end)


def _not_one(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"Not a single reviewer noticed", "not one of us asked"."""
    verb = next((k for k in range(i + 2, min(len(sentence.low), i + 12)) if sentence.tags[k] == "V"), None)
    if verb is None or verbs.lemma(sentence.low[verb]) not in verbs.DUTIES or sentence.is_passive(verb):
        return
    agent = sentence.subject(verb)
    if agent.is_person and sentence.is_asserted(verb):
        yield Accusation(agent=agent._replace(kind="nobody"), start=i, end=verb + 1, form="nobody", verb=verb)


def _without(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"we deployed without checking in with the previous operator"."""
    verb = _gerund_after(sentence, i)
    if verb is None:
        yield from _without_notice(sentence, i)
        return
    base = verbs.lemma(sentence.low[verb])
    mindful = base in verbs.MINDFUL or base in ("master", "wait", "follow")
    steps = base in ("run", "do", "make", "perform", "take", "get", "have", "complete", "finish")
    if not mindful and not (steps and any(w in SAFEGUARD_NOUNS for w in sentence.low[verb + 1 : verb + 6])):
        return
    agent = _doer(sentence, i)
    if agent:
        yield Accusation(agent=agent, start=i, end=verb + 1, form="without", verb=verb)


def _without_notice(sentence: Sentence, i: int) -> Iterator[Accusation]:
    window = sentence.low[i + 1 : i + 5]
    if not any(w in ("notice", "permission", "approval", "review", "testing", "warning", "consent") for w in window):
        return
    agent = _doer(sentence, i)
    if agent and agent.kind != "we":
        yield Accusation(agent=agent, start=i, end=min(i + 3, len(sentence.low)), form="without", verb=i)


def _gerund_after(sentence: Sentence, i: int) -> int | None:
    for k in range(i + 1, min(len(sentence.low), i + 5)):
        if sentence.tags[k] == "G":
            return k
        if sentence.tags[k] not in "ADPNC'":
            return None
    return None


def _doer(sentence: Sentence, i: int) -> Agent | None:
    """Who did, before this word, what is told without something."""
    for k in range(i - 1, max(-1, i - 30), -1):
        if sentence.low[k] in (";", ":"):
            return None
        if sentence.tags[k] == "V" or (sentence.tags[k] == "N" and sentence.low[k] in ("absent", "late")):
            if sentence.tags[k] == "V" and not sentence.is_asserted(k):
                return None
            if sentence.is_negated(k):
                return None
            agent = sentence.by_agent(k) if sentence.is_passive(k) else sentence.subject(k)
            if agent and agent.is_person and agent.kind not in ("nobody", "you"):
                return agent
            if agent and agent.kind in ("org", "capital"):
                return agent
        elif sentence.tags[k] in "XM" and sentence.tags[k + 1] != "V":
            return None
    return None


def _even_though(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"even though we were aware of possible problems"."""
    window = sentence.low[i + 1 : i + 8]
    known = next((k for k, w in enumerate(window) if w in KNOWING), None)
    if known is None or "not" in window[:known]:
        return
    verb = i + 1 + known
    agent = sentence.subject(verb)
    if agent.is_person and agent.kind != "nobody" and (sentence.low[verb] != "documented"):
        yield Accusation(agent=agent, start=max(0, i - (sentence.low[i - 1] == "even")), end=verb + 1, form="knew", verb=verb)


def _despite(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"despite having been warned", "despite knowing"."""
    window = sentence.low[i + 1 : i + 6]
    if any(w in ("knowing", "warned", "told", "reminded", "warnings", "reminders") for w in window):
        agent = next((a for k, t in enumerate(sentence.tags) if t == "V" and (a := sentence.subject(k)).is_person), None)
        if agent and agent.kind != "nobody":
            yield Accusation(agent=agent, start=i, end=min(len(sentence.low), i + 3), form="knew", verb=i)


# -- single words and idioms -------------------------------------------------------------------------


def _introduce(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"we introduced a syntax error which brought the app down"."""
    window = sentence.low[i + 1 : i + 7]
    if sentence.is_passive(i) or sentence.low[i + 1 : i + 2] == ["by"]:
        subject = sentence.subject(i)
        if subject.end and sentence.low[subject.end - 1] in DEFECTS | MISHAPS | {"which", "that", "it", "this"}:
            yield from _by_person(sentence, i)
        return
    if not any(w in DEFECTS for w in window) or not sentence.is_asserted(i):
        return
    agent = sentence.subject(i)
    if (agent.is_person or agent.kind == "org") and agent.kind != "nobody" and not sentence.is_negated(i):
        end = i + 2 + next(k for k, w in enumerate(window) if w in DEFECTS)
        yield Accusation(agent=agent, start=min(agent.start, i), end=max(end, agent.end), form="verb", verb=i)


def _took_down(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"An intern took down production", "we brought the site down"."""
    window = sentence.low[i + 1 : i + 7]
    if "down" not in window and "offline" not in window and "out" not in window[:3]:
        return
    if "out" in window[:3] and not any(w in ("production", "prod", "site", "service") for w in window):
        return
    if any(w in ("notes", "note", "temporarily", "deliberately", "intentionally") for w in window):
        return
    agent = sentence.subject(i)
    if sentence.is_asserted(i) and not sentence.is_passive(i) and not sentence.is_negated(i):
        if agent.kind in ("name", "role", "he", "someone", "we", "team") and not _is_on_purpose(sentence, i, agent):
            yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)


def _is_on_purpose(sentence: Sentence, i: int, agent: Agent) -> bool:
    """Taking a node down for maintenance or to stop the damage is work, not a mishap."""
    rest = sentence.low[i + 1 :][:20]
    if any(w in ("to", "for", "so", "while", "until", "maintenance") for w in rest):
        return True
    return agent.kind in ("we", "team") and not any(w in ("production", "prod", "site", "everything") for w in rest)


def _let(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"We let the certificate expire"."""
    window = sentence.low[i + 1 : i + 10]
    if not any(w in LAPSING for w in window) or not sentence.is_asserted(i):
        return
    if sentence.low[i] == "allowed" and not any(w in ("expire", "lapse", "slip", "rot", "drift") for w in window):
        return
    agent = sentence.subject(i)
    if (agent.is_person or agent.kind == "org") and not sentence.is_passive(i) and not sentence.is_negated(i):
        end = i + 2 + next(k for k, w in enumerate(window) if w in LAPSING)
        yield Accusation(agent=agent, start=agent.start, end=end, form="let", verb=i)


def _was_wrong(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"we were wrong about the timeout", "the vendor got it wrong"."""
    aux = sentence.auxiliaries(i)
    if any(w in ("was", "were", "been") for w in aux):
        agent = sentence.subject(i)
        if (agent.is_person or agent.kind == "org") and agent.kind != "nobody" and not sentence.is_negated(i):
            if sentence.is_asserted(i) and sentence.low[i + 1 : i + 2] != ["with"]:
                yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)
        return
    for k in range(i - 1, max(-1, i - 6), -1):
        if sentence.low[k] in ("got", "getting", "did", "went") and sentence.low[k] != "went":
            agent = sentence.subject(k)
            if agent.is_person and sentence.is_asserted(k) and not sentence.is_negated(k) and agent.kind != "nobody":
                yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=k)
            return
        if sentence.tags[k] not in "DPNA":
            return


def _assumed(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """A note "Assumed that one fix would do"; told of ourselves in a full sentence it is context."""
    following = sentence.low[i + 1 : i + 5]
    if sentence.is_at_start(i) and following and following[0] not in ("to", "by", ".", ",", ":") and ":" not in following:
        if not sentence.is_question and not _has_later_verb(sentence, i) or following[0] == "that":
            agent = Agent(kind="none", start=i, end=i)
            yield Accusation(agent=agent, start=i, end=i + 1, form="note", verb=i)


def _left(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"The previous owner left it undocumented", "an operator left the field blank"."""
    if sentence.tags[i] != "V" or not sentence.is_asserted(i) or sentence.is_negated(i) or sentence.is_passive(i):
        return
    window = sentence.low[i + 1 : i + 9]
    state = next((k for k, w in enumerate(window) if w in LEFT_STATES or w.startswith("un")), None)
    if state is None or any(w in ("the",) for w in window[state - 1 : state]) or any(w in ".,;" for w in window[:state]):
        return
    agent = sentence.subject(i)
    if agent.kind in ("role", "name", "team", "someone", "he", "you") or agent.kind == "org":
        yield Accusation(agent=agent, start=agent.start, end=i + 2 + state, form="verb", verb=i)


LEFT_STATES = frozenset(
    "open blank empty enabled disabled exposed running behind unset hanging broken unattended lying public writable "
    "on".split()
)


def _confuse(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"The engineer confused staging with production", "mixed up the hosts"."""
    window = sentence.low[i + 1 : i + 8]
    if sentence.low[i] == "mixed" and "up" not in window[:4]:
        return
    if sentence.low[i] == "confused" and not any(w in ("with", "for", "and") for w in window):
        return
    agent = sentence.subject(i)
    if sentence.is_asserted(i) and not sentence.is_passive(i) and not sentence.is_negated(i):
        if agent.is_person and agent.kind != "nobody" or (agent.kind == "none" and sentence.is_at_start(i)):
            yield Accusation(agent=agent, start=agent.start if agent.end else i, end=i + 1, form="verb", verb=i)


IDIOMS = {
    "dropped": (("the", "ball"),),
    "cut": (("corners",), ("a", "corner")),
    "turned": (("a", "blind", "eye"),),
    "took": (("shortcuts",), ("a", "shortcut"), ("no", "notice"), ("no", "care")),
    "jumped": (("the", "gun"), ("to", "conclusions")),
    "lost": (("track",), ("sight",), ("control",)),
    "rushed": (("the",), ("to",), ("it",), ("this",), ("into",), ("through",), ("out",)),
    "paid": (("no", "attention"), ("little", "attention")),
    "gave": (("no", "thought"), ("little", "thought"), ("no", "warning")),
    "made": (("no", "attempt"), ("no", "effort")),
    "did": (("nothing",), ("a", "poor", "job"), ("a", "bad", "job"), ("not", "bother")),
    "sat": (("on",),),
    "refused": (("to",),),
    "acted": (("alone",), ("rashly",), ("carelessly",), ("negligently",)),
    "barely": (("tested",), ("reviewed",), ("checked",), ("looked",), ("read",)),
    "hardly": (("tested",), ("reviewed",), ("checked",), ("looked",), ("read",)),
    "knew": (("better",),),
    "brushed": (("off",), ("aside",), ("it", "off"), ("the",)),
    "waved": (("it", "through"), ("through",), ("the",)),
    "rubber-stamped": (("the",), ("it",)),
    "shrugged": (("off",), ("it", "off")),
    "chose": (("to", "ignore"), ("not", "to"), ("to", "skip")),
    "opted": (("to", "ignore"), ("not", "to"), ("to", "skip")),
    "decided": (("to", "ignore"),),
    "insisted": (("on",), ("that",)),
    "tripped": (("over",), ("on",)),
    "fell": (("asleep",), ("short",)),
    "slept": (("through",),),
    "struggled": (("to", "follow"),),
}


def _idiom(sentence: Sentence, i: int) -> Iterator[Accusation]:
    word = sentence.low[i]
    rest = tuple(sentence.low[i + 1 : i + 4])
    tail = next((t for t in IDIOMS[word] if rest[: len(t)] == t), None)
    refusal = word == "refused" or (word in ("chose", "opted") and rest[:1] == ("not",))
    if tail is None or (refusal and _is_fine_refusal(sentence, i)):
        yield from _wrong_object(sentence, i, verbs.lemma(word)) if sentence.tags[i] == "V" else ()
        return
    verb = i + 1 if word in ("barely", "hardly") else i
    agent = sentence.subject(verb)
    if not sentence.is_asserted(verb) or sentence.is_negated(verb) or sentence.is_passive(verb):
        return
    if agent.is_person and agent.kind != "nobody" or agent.kind == "org":
        yield Accusation(agent=agent, start=agent.start, end=i + 1 + len(tail), form="verb", verb=verb)


def _is_fine_refusal(sentence: Sentence, i: int) -> bool:
    agent = sentence.subject(i)
    return agent.kind not in ("name", "role", "team", "he", "org") or "not" in sentence.low[i + 1 : i + 2]


def _by_person(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"The outage was caused by an engineer who …": the person is the cause."""
    if sentence.tags[i] != "V" or not sentence.is_asserted(i) or sentence.is_negated(i):
        return
    if any(w in ("are", "be", "is") for w in sentence.auxiliaries(i)) or not _is_mishap_there(sentence, i):
        return
    k = i + 1
    while k < len(sentence.low) and sentence.tags[k] == "A":
        k += 1
    if k >= len(sentence.low) - 1 or sentence.low[k] != "by":
        yield from _fault_verb(sentence, i)
        return
    agent = sentence.noun_phrase_after(k + 1)
    if agent.kind == "system":
        agent = _behind(sentence, agent)
    if agent.is_person and agent.kind not in ("nobody", "you") and not sentence.is_denied(k + 1):
        yield Accusation(agent=agent, start=i, end=agent.end, form="by", verb=i)
    elif agent.kind in ("org", "capital") and agent.end < len(sentence.low) and sentence.tags[agent.end] == "G":
        yield Accusation(agent=agent, start=i, end=agent.end + 1, form="by", verb=i)


def _behind(sentence: Sentence, thing: Agent) -> Agent:
    """"caused by the deletion of the database by an intern": who stands behind the thing."""
    for k in range(thing.end, min(len(sentence.low), thing.end + 9)):
        if sentence.low[k] == "by":
            return sentence.noun_phrase_after(k + 1)
        if sentence.tags[k] not in "IDNJ#U'":
            break
    return thing


def _is_mishap_there(sentence: Sentence, i: int) -> bool:
    """A deploy is triggered by an engineer every day; an outage is not."""
    if sentence.low[i] != "triggered":
        return True
    agent = sentence.subject(i)
    head = sentence.low[agent.end - 1] if agent.end else ""
    return head in MISHAPS or head in ("this", "it", "which", "that")


def _blame(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"is to blame", "is at fault", "blame lies with"."""
    if sentence.is_question:
        return
    start = i - 1
    if start > 1 and sentence.low[start] == "to" and sentence.low[start - 1] in ("ourselves", "themselves", "himself"):
        yield Accusation(agent=Agent(kind="we", start=start - 1, end=i + 1), start=start - 1, end=i + 1, form="blame")
        return
    if start > 0 and sentence.low[start] in ("to", "at"):
        j = start - 1
        while j >= 0 and sentence.tags[j] in "XAM!DN" and sentence.low[j] in _PARTLY:
            j -= 1
        agent = sentence._subject_before(j, 0) if j >= 0 else Agent(kind="none", start=0, end=0)
        between = sentence.low[j + 1 : start]
        if (agent.is_human or agent.kind == "capital") and agent.kind not in ("nobody", "user"):
            if "not" not in between and "never" not in between and any(w in _COPULA for w in between):
                if not sentence.is_denied(agent.start) and not sentence._is_supposed(agent.start):
                    if sentence.low[agent.start] not in ("no", "who", "anyone", "anybody"):
                        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="blame", verb=i)
        return
    if sentence.low[i] == "blame" and sentence.low[i + 1 : i + 2] in (["lies"], ["rests"], ["falls"], ["belongs"]):
        agent = sentence.noun_phrase_after(min(i + 3, len(sentence.low) - 1))
        if agent.is_human:
            yield Accusation(agent=agent, start=i, end=agent.end, form="blame", verb=i)


_COPULA = frozenset("is are was were be am been 's 're".split())
_PARTLY = _COPULA | frozenset(
    "not never partly partially solely entirely mostly largely clearly also really fully squarely wholly both all "
    "primarily mainly only".split()
)


def _responsible(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """Responsible for the outage is blame, responsible for the load balancer is ownership."""
    if sentence.low[i + 1 : i + 2] != ["for"] or sentence.is_negated(i) or not sentence.is_asserted(i):
        return
    aux = sentence.auxiliaries(i)
    past = any(w in ("was", "were", "been") for w in aux)
    attribute = i > 0 and sentence.tags[i - 1] == "N"  # "the person responsible for the outage"
    if not (attribute or any(w in _COPULA for w in aux)) or not _is_for_mishap(sentence, i + 2, past or attribute):
        return
    agent = sentence.subject(i)
    if agent.is_human and agent.kind not in ("nobody", "user"):
        yield Accusation(agent=agent, start=agent.start, end=i + 2, form="blame", verb=i)


def _is_for_mishap(sentence: Sentence, start: int, past: bool) -> bool:
    """"for the outage", "for causing it"; of incidents and issues only the past one, for they have owners too."""
    for k in range(start, min(len(sentence.low), start + 5)):
        word = sentence.low[k]
        if word in ("broken", "lost", "failed") and k + 1 < len(sentence.tags) and sentence.tags[k + 1] == "N":
            return True
        if sentence.tags[k] == "G":
            return word in ("causing", "breaking", "deleting", "leaking", "losing", "introducing", "triggering")
        if word in MISHAPS:
            compound = k + 1 < len(sentence.tags) and sentence.tags[k + 1] in "NG"
            owned = ("incident", "issue", "problem", "failure", "error", "incidents", "issues", "problems", "errors", "failures")
            return not compound and (past or word not in owned)
    return False


MISHAPS = frozenset(
    "outage outages downtime incident failure mistake error bug breakage damage disruption loss mess crash "
    "problem issue misconfiguration regression deletion leak breach errors failures crashes corruption delay delays "
    "incidents issues problems exposure".split()
)


def _breaking(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"A developer pushed to main, breaking the build": one person's deed and its harm in one breath."""
    if i < 3 or sentence.low[i - 1] != "," or sentence.tags[i] != "G":
        return
    for k in range(i - 2, max(-1, i - 25), -1):
        if sentence.tags[k] == "V" and sentence.is_asserted(k):
            agent = sentence.subject(k)
            if not sentence.is_passive(k) and agent.kind in ("role", "name", "someone", "he"):
                yield Accusation(agent=agent, start=agent.start, end=k + 1, form="mishap", verb=k)
                return


def _instead(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"Instead of Lena calling the vendor": what somebody did not do."""
    if sentence.low[i + 1 : i + 2] != ["of"] or i + 3 >= len(sentence.low):
        return
    agent = sentence.noun_phrase_after(i + 2)
    if agent.kind in ("name", "role", "team") and agent.end < len(sentence.tags) and sentence.tags[agent.end] == "G":
        yield Accusation(agent=agent, start=i, end=agent.end + 1, form="gerund", verb=agent.end)


def _someone_else(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"Everyone assumed that someone else was watching"."""
    if sentence.low[i - 1 : i] not in (["someone"], ["somebody"], ["others"], ["anybody"]):
        return
    for k in range(i - 2, max(-1, i - 10), -1):
        if sentence.low[k] in ("assumed", "thought", "believed", "expected") and sentence.is_asserted(k):
            agent = sentence.subject(k)
            if agent.is_person and agent.kind != "nobody":
                yield Accusation(agent=agent, start=agent.start, end=k + 1, form="verb", verb=k)
            return


def _lost(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"The administrators lost the recovery key"; losing data or a host is what happens to people."""
    window = sentence.low[i + 1 : i + 6]
    things = ("key", "keys", "password", "passwords", "credentials", "laptop", "token", "documents", "phone", "ticket")
    agent = sentence.subject(i)
    if any(w in things for w in window) and sentence.tags[i] == "V" and sentence.is_asserted(i):
        if agent.is_person and agent.kind != "nobody" and not sentence.is_passive(i) and not sentence.is_negated(i):
            yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)
            return
    yield from _idiom(sentence, i)


def _lacked(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"The team lacks ownership", "he lacked the discipline to write tests"."""
    from postmortem_gh.language.slips import SHARED_WEAKNESS, WEAKNESS

    window = sentence.low[i + 1 : i + 6]
    agent = sentence.subject(i)
    counted = WEAKNESS if agent.kind == "we" else WEAKNESS | SHARED_WEAKNESS - {"documentation", "monitoring", "testing"}
    if agent.is_person and agent.kind != "nobody" and any(w in counted for w in window) and sentence.is_asserted(i):
        yield Accusation(agent=agent, start=agent.start, end=i + 1, form="verb", verb=i)


def _job_of(sentence: Sentence, i: int) -> Iterator[Accusation]:
    """"It was the DBA's job to check the replica"."""
    if sentence.low[i + 1 : i + 2] not in (["to"], ["of"]) or "was" not in sentence.low[max(0, i - 6) : i]:
        return
    agent = sentence.classify(sentence._base_start(i), i + 1)
    if sentence.low[i + 1] == "of":
        owner = sentence.noun_phrase_after(i + 2)
        if owner.is_person and "to" in sentence.low[owner.end : owner.end + 5]:
            yield Accusation(agent=owner, start=i, end=owner.end, form="blame", verb=i)
    elif agent.of_whom in ("role", "team", "name", "he", "org"):
        yield Accusation(agent=agent._replace(kind=agent.of_whom, name=agent.owner), start=agent.start, end=i + 1, form="blame")


FINDERS: dict[str, Callable[[Sentence, int], Iterator[Accusation]]] = {
    "not": _negation, "never": _negation, "nobody": _nobody, "none": _nobody, "no": _nobody, "noone": _nobody,
    "without": _without, "though": _even_though, "although": _even_though, "despite": _despite, "assumed": _assumed,
    "instead": _instead, "else": _someone_else, "lacked": _lacked, "lacks": _lacked, "job": _job_of,
    "responsibility": _job_of, "duty": _job_of, "lost": _lost, "introduced": _introduce, "took": _took_down, "brought": _took_down, "knocked": _took_down, "let": _let,
    "allowed": _let, "wrong": _was_wrong, "mistaken": _was_wrong, "confused": _confuse, "mixed": _confuse,
    "conflated": _confuse, "left": _left, "breaking": _breaking, "wiping": _breaking, "corrupting": _breaking, "crashing": _breaking,
    "destroying": _breaking, "deleting": _breaking, "knocking": _breaking,
    "hurry": _by_mistake, "rush": _by_mistake, "mistake": _by_mistake, "accident": _by_mistake, "error": _by_mistake,
    "thinking": _by_mistake, "caused": _by_person, "triggered": _by_person, "broken": _by_person,
    "blame": _blame, "fault": _blame, "responsible": _responsible, "accountable": _responsible,
}  # fmt: skip
for _word in IDIOMS:
    FINDERS.setdefault(_word, _idiom)
