"""Another way to say the very sentence, where that is safe: conditions instead of people, or a question.

Called by the rules with what they found. Every rewrite is built from words of the sentence and a frame
around them; where the sentence is more than one plain clause none is offered. check.py drops what would
itself be a finding.
"""

from __future__ import annotations

from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon import grammar, verbs
from postmortem_gh.language.lexicon.words import words

LONGEST = 45  # words; beyond that a frame around the sentence no longer reads well
NOTICING = words("notice realise realize see recognise recognize spot know understand appreciate")
OVERLOOKING = words("miss overlook ignore disregard dismiss")
BELIEVING = words("assume believe think conclude suppose")
OBJECT_FORMS = {"i": "me", "he": "him", "she": "her", "we": "us", "they": "them"}
# Words that point back to the one whom a rewrite leaves out, or need a negation before them.
POINTING_BACK = words("he she his their themselves himself herself anyone anybody anything any")
TIMES = words("day days week weeks hour hours minute minutes month months time times year years")
ENDINGS = (".", "!", "…", ";", ":", "?")


def of_accusation(sentence: Sentence, said: Accusation) -> tuple[str, ...]:
    """Rewrites of a sentence that holds a person responsible."""
    if said.form == "change":
        return (_without_owner(sentence, said),)
    if not _is_plain(sentence) or (
        said.verb >= 0 and said.agent.end <= said.verb and _has_other_deed(sentence, said)
    ):
        return ()
    if not POINTING_BACK.isdisjoint(sentence.low[max(said.verb, 0) :]):
        return ()
    frame = FRAMES.get(said.form)
    return tuple(text for text in frame(sentence, said) if text) if frame else ()


def of_counterfactual(sentence: Sentence, verb: int, voice: str) -> tuple[str, ...]:
    """Rewrites of "should have": the question that the wish stands for."""
    if not _is_plain(sentence) or not voice:
        return ()
    base = verbs.lemma(sentence.low[verb])
    if not verbs.is_known(base):
        return ()
    if base == "know" or not POINTING_BACK.isdisjoint(sentence.low[verb:]):
        return ()
    negated = sentence.is_negated(verb) or sentence.subject(verb).kind == "nobody"
    if any(word in ("had", "if", "unless") for word in sentence.low[verb + 1 :]):
        return ()
    opening = "What made it seem right to" if negated else "What would have made it easier to"
    if voice == "active":
        if not _leads(sentence, sentence.subject(verb).start):
            return ()
        return (_question(opening, f"{base} {_rest(sentence, verb + 1)}"),)
    subject = sentence.subject(verb)
    if subject.kind == "none" or not _leads(sentence, subject.start):
        return ()
    thing = _as_object(sentence, subject.start, subject.end)
    return (_question(opening, f"{base} {thing} {_rest(sentence, _after_agent(sentence, verb))}"),)


def of_human_error(sentence: Sentence, start: int) -> tuple[str, ...]:
    """“The outage was caused by human error” → which conditions made the outage possible?"""
    end = _last(sentence)
    if end - start == 2 and sentence.low[:start] in (["root", "cause", ":"], ["cause", ":"]):
        return ("Which conditions made this action look right at the time?",)
    if end - start != 2 or not _is_plain(sentence):
        return ()
    for k in range(start - 1, max(0, start - 6), -1):
        if sentence.low[k] in ("was", "were") and sentence.low[k + 1] in (
            "caused",
            "due",
            "down",
            "triggered",
        ):
            subject = sentence.classify(0, k)
            if sentence.tags[0] in "DPNJ" and subject.kind == "system" and "of" not in sentence.low[:k]:
                return (_question("Which conditions made", f"{_as_object(sentence, 0, k)} possible"),)
            return ()
    return ()


def without_words(sentence: Sentence, start: int, end: int) -> str:
    """The sentence without the words [start, end)."""
    text = sentence.block
    before = text[sentence.span[0] : sentence.starts[start]]
    after = (
        text[sentence.ends[end - 1] : sentence.span[1]].lstrip(", \n")
        if start == 0
        else (text[sentence.ends[end - 1] : sentence.span[1]])
    )
    joined = (
        (before.rstrip() + after) if before and after[:1] in (".", ",", ";", "!") else before + after.lstrip()
    )
    return _capital(joined.strip())


def in_role(sentence: Sentence, said: Accusation, role: str) -> str:
    """The sentence with a role in the place of a name."""
    name = said.agent.name
    place = sentence.block.find(name, sentence.span[0], sentence.span[1])
    if not name or place < 0 or not role:
        return ""
    begins = place == sentence.span[0]
    if not begins and sentence.raw[0][:1].islower():
        return ""  # "cc @sam who deleted it": a note, which stays one with another word in it
    if place and sentence.block[place - 1] == "@":
        place, name = place - 1, "@" + name
    text = _capital(role) if begins else role
    return (
        sentence.block[sentence.span[0] : place] + text + sentence.block[place + len(name) : sentence.span[1]]
    )


# -- frames ------------------------------------------------------------------------------------------


def _failed_to(sentence: Sentence, said: Accusation) -> tuple[str, ...]:
    """“Bob failed to drain the node” → the process did not make sure that the node was drained."""
    verb = said.verb + 2
    while verb < len(sentence.low) and sentence.tags[verb] == "A":
        verb += 1
    return _omission(sentence, said, verb)


def _did_not(sentence: Sentence, said: Accusation) -> tuple[str, ...]:
    return _omission(sentence, said, said.verb)


def _omission(sentence: Sentence, said: Accusation, verb: int) -> tuple[str, ...]:
    if verb >= len(sentence.low) or (said.agent.end and not _leads(sentence, said.agent.start)):
        return ()
    base = verbs.lemma(sentence.low[verb])
    if not verbs.is_known(base) or (
        not said.agent.end and not _leads(sentence, sentence.group_start(said.verb))
    ):
        return ()
    question = _question("What would have made it easier to", f"{base} {_rest(sentence, verb + 1)}")
    statement = _passive(sentence, verb, base)
    if statement:
        return (f"The process did not make sure that {statement}.", question)
    return (question,)


def _passive(sentence: Sentence, verb: int, base: str) -> str:
    """“drain the node before the upgrade” → “the node was drained before the upgrade”."""
    if base in (
        "be",
        "have",
        "make",
        "take",
        "give",
        "get",
        "let",
        "pay",
        "ask",
        "tell",
        "set",
        "put",
        "keep",
        "try",
    ):
        return ""
    phrase = sentence.noun_phrase_after(verb + 1)
    if (
        phrase.end <= verb + 1
        or sentence.tags[verb + 1] not in "DN"
        or phrase.kind in ("we", "he", "they", "you", "none")
    ):
        return ""
    if (phrase.end < _last(sentence) and sentence.tags[phrase.end] not in "IS") or sentence.low[
        phrase.end - 1
    ] == "'s":
        return ""
    if any(tag == "C" for tag in sentence.tags[verb + 1 : phrase.end]) or base not in TRANSITIVE:
        return ""
    if phrase.end < len(sentence.low) and sentence.low[phrase.end] in (
        "as",
        "of",
        "to",
        "into",
        "for",
        "with",
        "like",
        "that",
    ):
        return ""
    head = sentence.low[phrase.end - 1]
    plural = head.endswith("s") and not head.endswith(("ss", "us", "is", "dns", "tls", "https", "aws"))
    thing = _impersonal(sentence.text(verb + 1, phrase.end))
    tail = _rest(sentence, phrase.end)
    return f"{thing} {'were' if plural else 'was'} {verbs.participle(base)} {tail}".strip()


TRANSITIVE = words(
    "check verify test review read notice document validate confirm monitor renew update rotate drain "
    "enable disable configure deploy fix upgrade revert restart remove close clean add run write record "
    "report escalate announce communicate follow rehearse inspect notify inform consult catch detect spot "
    "identify delete copy merge patch complete plan approve investigate handle cancel stop pass warn page "
    "involve prioritise prioritize revoke"
)


def _overlooked(sentence: Sentence, said: Accusation) -> tuple[str, ...]:
    """“The on-call missed the page” → what would have made the page easier to notice?"""
    base = verbs.lemma(sentence.low[said.verb])
    if said.agent.end and not _leads(sentence, said.agent.start):
        return ()
    phrase = sentence.noun_phrase_after(said.verb + 1)
    if phrase.end <= said.verb + 1 or sentence.tags[said.verb + 1] not in "DN":
        return ()
    thing = _impersonal(sentence.text(said.verb + 1, phrase.end))
    if (
        base in OVERLOOKING
        and phrase.end >= _last(sentence) - 3
        and TIMES.isdisjoint(sentence.low[phrase.end :])
    ):
        tail = _rest(sentence, phrase.end)
        return (_question("What would have made", f"{thing} {tail} easier to notice".replace("  ", " ")),)
    if base in {"skip", "bypass"}:
        return (_question("What made it possible to", f"{base} {thing} {_rest(sentence, phrase.end)}"),)
    if base == "break" and phrase.end >= _last(sentence):
        return (_question("How could a change break", f"{thing} without a warning"),)
    if base == "introduce":
        return (
            _question(
                "How did", f"{thing} {_rest(sentence, phrase.end)} get past the checks".replace("  ", " ")
            ),
        )
    return ()


def _slipped(sentence: Sentence, said: Accusation) -> tuple[str, ...]:
    """“An operator accidentally deleted the table” → it was possible to accidentally delete the table."""
    base = verbs.lemma(sentence.low[said.verb])
    if not verbs.is_known(base) or (said.agent.end and not _leads(sentence, said.agent.start)):
        return ()
    rest = _rest(sentence, said.verb + 1)
    if base in BELIEVING and rest:
        told = rest.removeprefix("that ")
        return (f"At the time it looked as if {told}.",)
    if sentence.tags[said.verb] != "V" or "," in sentence.low[said.verb :]:
        return ()
    if (
        not rest
        or any(word in rest.split() for word in ("by", "and", "but"))
        or sentence.low[said.verb + 1] == "to"
    ):
        return ()
    return (
        (f"It was possible to accidentally {base} {_impersonal(rest)}.",) if not _has_slip_word(rest) else ()
    )


def _has_slip_word(rest: str) -> bool:
    return any(word in rest for word in ("accidentally", "mistakenly", "inadvertently", "mistake", "wrongly"))


def _passively(sentence: Sentence, said: Accusation) -> tuple[str, ...]:
    """“The alert was ignored by the on-call” → what would have made the alert easier to notice?"""
    base = verbs.lemma(sentence.low[said.verb])
    subject = sentence.subject(said.verb)
    if subject.kind == "none" or subject.start != 0 or not verbs.is_known(base):
        return ()
    thing = _as_object(sentence, subject.start, subject.end)
    if base in OVERLOOKING:
        return (_question("What would have made", f"{thing} easier to notice"),)
    if said.agent.end >= _last(sentence) and base in verbs.BREAKS:
        return (f"It was possible to accidentally {base} {thing}.",)
    return ()


def _passive_not(sentence: Sentence, said: Accusation) -> tuple[str, ...]:
    """“The change was not checked by the team” → the change was not checked."""
    by = next((k for k in range(said.agent.start - 1, said.verb, -1) if sentence.low[k] == "by"), None)
    return (without_words(sentence, by, said.agent.end),) if by is not None else ()


def _without(sentence: Sentence, said: Accusation) -> tuple[str, ...]:
    base = verbs.lemma(sentence.low[said.verb])
    if sentence.tags[said.verb] != "G" or not verbs.is_known(base) or "," in sentence.low[said.verb :]:
        return ()
    return (_question("What would have made it easier to", f"{base} {_rest(sentence, said.verb + 1)}"),)


def _destroyed(sentence: Sentence, said: Accusation) -> tuple[str, ...]:
    """“Marco deleted the production database” → the production database was deleted."""
    base = verbs.lemma(sentence.low[said.verb])
    if not _leads(sentence, said.agent.start) or not verbs.is_known(base):
        return ()
    phrase = sentence.noun_phrase_after(said.verb + 1)
    if phrase.end < _last(sentence) or phrase.end <= said.verb + 1 or sentence.tags[said.verb + 1] != "D":
        return ()
    head = sentence.low[phrase.end - 1]
    thing = _capital(_impersonal(sentence.text(said.verb + 1, phrase.end)))
    was = "were" if head.endswith("s") and not head.endswith("ss") else "was"
    return (f"{thing} {was} {verbs.participle(base)}.",)


FRAMES = {
    "failed-to": _failed_to,
    "did-not": _did_not,
    "nobody": _did_not,
    "note-not": _did_not,
    "verb": _overlooked,
    "note": _overlooked,
    "slip": _slipped,
    "passive": _passively,
    "passive-not": _passive_not,
    "without": _without,
    "mishap": _destroyed,
}


# -- pieces ------------------------------------------------------------------------------------------


def _is_plain(sentence: Sentence) -> bool:
    """Short, and no second main clause that the frame would swallow."""
    if len(sentence.low) > LONGEST or any(tag == "Q" for tag in sentence.tags):
        return False
    return not any(word in (";", ":", "—", "–", "but") for word in sentence.low)


def _has_other_deed(sentence: Sentence, said: Accusation) -> bool:
    """Whether the subject does something else before the accused verb, which a rewrite would lose."""
    between = sentence.tags[said.agent.end : sentence.group_start(said.verb)]
    return any(tag in "VBXM" for tag in between)


def _leads(sentence: Sentence, start: int) -> bool:
    """Whether nothing that matters stands before the subject."""
    before = sentence.low[:start]
    if not before or all(tag in ".A#" for tag in sentence.tags[:start]):
        return True
    return before[-1] == "," and before[:2] in (
        ["in", "hindsight"],
        ["with", "hindsight"],
        ["in", "retrospect"],
    )


def _last(sentence: Sentence) -> int:
    """The end of the words, without the closing mark."""
    end = len(sentence.low)
    while end and sentence.low[end - 1] in ENDINGS:
        end -= 1
    return end


def _rest(sentence: Sentence, start: int) -> str:
    return sentence.text(start, _last(sentence)) if start < _last(sentence) else ""


def _after_agent(sentence: Sentence, verb: int) -> int:
    agent = sentence.by_agent(verb)
    return agent.end if agent else verb + 1


def _as_object(sentence: Sentence, start: int, end: int) -> str:
    """A subject in the object's place: small first letter, pronouns in their other form."""
    text = sentence.text(start, end)
    low = sentence.low[start]
    if end - start == 1 and low in OBJECT_FORMS:
        return OBJECT_FORMS[low]
    if sentence.tags[start] in "DPI" or (start == 0 and text[1:2].islower() and low in verbs.forms()):
        text = text[:1].lower() + text[1:]
    return _impersonal(text)


def _impersonal(text: str) -> str:
    """“their dashboards” → “the dashboards”: the person that it pointed back to is gone."""
    first, blank, rest = text.partition(" ")
    return f"the{blank}{rest}" if first.lower() in grammar.POSSESSIVES and rest else text


def _question(opening: str, text: str) -> str:
    return f"{opening} {text.strip()}?"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _without_owner(sentence: Sentence, said: Accusation) -> str:
    """“Priya's change broke it” → “The change broke it”."""
    owner = next((k for k in range(said.agent.start, said.agent.end) if sentence.tags[k] == "'"), None)
    if owner is None:
        return ""
    article = "The" if said.agent.start == 0 else "the"
    text = sentence.block
    return (
        text[sentence.span[0] : sentence.starts[said.agent.start]]
        + article
        + text[sentence.ends[owner] : sentence.span[1]]
    )
