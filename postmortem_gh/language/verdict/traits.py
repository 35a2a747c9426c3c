"""What somebody is told to be: too slow, not committed, rude; and how they are told to have worked."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Agent, Sentence
from postmortem_gh.language.lexicon import grammar, verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.verdict.judging import CHOICES, WORK, Words, is_denied

TRAITS = words(
    "careless absent lazy chill slow eager quick trusting confident optimistic complacent relaxed "
    "lenient naive hasty passive proud stubborn scared afraid inexperienced junior busy-to distracted "
    "tired impatient cautious arrogant aggressive emotional irritable focused-on clever sure quick-to "
    "late comfortable casual cavalier ambitious-to greedy cocky timid shy reliant lax loose sloppy "
    "incompetent overconfident disorganised disorganized impulsive rigid timid-to forgetful lenient-to "
    "soft harsh ambitious"
)


INVOLVED = words(
    "invested involved engaged committed motivated serious careful diligent attentive disciplined "
    "thorough vigilant interested seriously carefully thoroughly attentively responsibly dedicated "
    "professional proactive prepared responsible competent focused reliable punctual cooperative "
    "qualified good"
)


SERIOUS = words(
    "serious careful diligent attentive disciplined thorough professional competent qualified focused"
)


STRONGLY = words("unacceptably inexcusably embarrassingly painfully shockingly frustratingly")


PEOPLE_FAILINGS = words(
    "asleep lazy careless drunk hungover daydreaming slacking distracted oblivious unprepared irritated"
)


def trait(sentence: Sentence, i: int) -> Iterator[Words]:
    """“He has been too absent”, “some are not invested enough”, “not everyone was equally invested”."""
    word = sentence.low[i]
    if word in ("not", "insufficiently"):
        yield from _not_involved(sentence, i)
        return
    if word == "too" and i + 1 < len(sentence.low) and sentence.low[i + 1] in MANNERS:
        yield from _manner(sentence, i)
        return
    k = i + 1
    while k < len(sentence.low) and (sentence.tags[k] == "A" or sentence.low[k] == "little"):
        k += 1
    if (
        k >= len(sentence.low)
        or sentence.low[k] not in TRAITS
        or (word == "little" and sentence.low[i - 1] != "a")
    ):
        return
    if sentence.low[i - 1 : i] in (["way"], ["far"], ["much"]):
        i -= 1
    start = i - 2 if sentence.low[i - 2 : i] in (["a", "little"], ["a", "bit"], ["a", "tad"]) else i
    agent = (
        sentence.subject(start)
        if start > 0 and sentence.tags[start - 1] in "XA"
        else _hanging(sentence, start, k)
    )
    if agent is None or agent.kind == "nobody" or is_denied(sentence, i):
        return
    owned = word in STRONGLY or agent.of_whom in ("we", "role", "team", "name", "he", "org", "they")
    work = sentence.head(agent) in WORK
    if (
        agent.is_person
        or agent.kind in ("org", "they")
        or sentence.head(agent) in CHOICES
        or (owned and work)
    ):
        yield i, k + 1


def _hanging(sentence: Sentence, start: int, k: int) -> Agent | None:
    """“Far too trusting, the help desk reset it over the phone”."""
    if not sentence.is_at_start(start) or sentence.low[k + 1 : k + 2] != [","] or k + 2 >= len(sentence.low):
        return None
    agent = sentence.noun_phrase_after(k + 2)
    return agent if agent.is_somebody or agent.kind == "org" else None


def as_ever(sentence: Sentence, i: int) -> Iterator[Words]:
    """“The sysadmin, impatient as ever, killed the rebuild”."""
    if i > 1 and sentence.low[i - 1] == "as" and sentence.low[i - 2] in TRAITS | PERSON_ADJECTIVES:
        yield i - 2, i + 1


def _too_late(sentence: Sentence, i: int, verb: int) -> bool:
    """“We reacted far too late”: of what people are asked to do."""
    return sentence.low[i + 1] != "late" or verbs.lemma(sentence.low[verb]) in verbs.DUTIES | {"react", "act"}


MANNERS = words(
    "late long roughly loosely hastily quickly fast slowly optimistically eagerly aggressively casually "
    "lightly blindly readily easily much-trust"
)


def _manner(sentence: Sentence, i: int) -> Iterator[Words]:
    """“I planned too roughly”, “the team moved too fast”."""
    verb = sentence.previous_verb(i, 5)
    if verb is not None and not sentence.is_passive(verb) and sentence.is_asserted(verb):
        agent = sentence.subject(verb)
        if sentence.low[i + 1] == "long" and (
            agent.kind == "we" or sentence.low[verb] not in ("waited", "hesitated")
        ):
            return
        late = _too_late(sentence, i, verb)
        if late and agent.is_somebody and not sentence.is_negated(verb):
            yield i, i + 2


def _not_involved(sentence: Sentence, i: int) -> Iterator[Words]:
    window = sentence.low[i + 1 : i + 9]
    found = next((n for n, w in enumerate(window, i + 1) if w in INVOLVED), None)
    if found is None:
        return
    graded = sentence.low[found] in ("motivated", "committed", "engaged", "invested", "dedicated") or any(
        w in ("enough", "equally", "as", "very", "sufficiently", "really", "fully", "particularly")
        for w in sentence.low[i : found + 2]
    )
    everyone = sentence.low[i + 1 : i + 2] and sentence.low[i + 1] in (
        "all",
        "everyone",
        "everybody",
        "every",
    )
    agent = sentence.subject(i) if not everyone else None
    plainly = sentence.low[found] in SERIOUS and found - i < 3 and not everyone
    plainly = plainly and not graded
    graded = graded or plainly
    if plainly and sentence.subject(i).kind not in ("role", "team", "name", "he", "org", "they"):
        return
    of_people = everyone or (agent is not None and agent.is_human) or _starts_with_quantifier(sentence)
    said = everyone or any(w in grammar.BE for w in sentence.low[max(0, i - 3) : i])
    if graded and of_people and said:
        yield i, found + 1


def _starts_with_quantifier(sentence: Sentence) -> bool:
    return any(w in ("some", "many", "few") for w in sentence.low[:4]) and "them" in sentence.low[:5]


def failing_person(sentence: Sentence, i: int) -> Iterator[Words]:
    if sentence.low[i] == "easily" and sentence.low[i + 1 : i + 2] not in (
        ["irritated"],
        ["distracted"],
        ["offended"],
    ):
        return
    if (
        not i
        or sentence.tags[i - 1] not in "XA"
        or (sentence.low[i] == "asleep" and sentence.low[i + 1 : i + 2] in (["when"], ["while"]))
    ):
        return
    agent = sentence.subject(i)
    slept = sentence.low[i] == "asleep" and sentence.low[i + 1 : i + 2] not in (["at"], ["on"])
    excused = (slept or sentence.low[i] == "unprepared") and agent.kind not in ("name", "role", "he")
    if agent.is_somebody and not excused and not is_denied(sentence, i):
        yield i, i + 1


PERSON_ADJECTIVES = words(
    "guilty rude unhelpful unreasonable indifferent dismissive disrespectful hostile defensive ignorant "
    "useless clueless clumsy selfish immature impolite disorganized disorganised unorganized "
    "unorganised unreliable unresponsive incapable unskilled tardy uncommitted unwilling stubborn "
    "lackluster lacklustre overwhelmed-by sluggish disinterested uninterested unprepared unpunctual "
    "impatient inflexible obstinate absent-mindedly demotivated unfocused unfocussed inexperienced "
    "indecisive unreachable greedy cocky impulsive impetuous hot-headed hotheaded short-tempered "
    "forgetful smug pompous petty vindictive spiteful sulky surly snarky sarcastic condescending "
    "patronising patronizing aloof evasive cagey secretive dishonest untrustworthy unethical cynical "
    "apathetic lethargic unenthusiastic bossy overbearing domineering controlling pushy idle workshy "
    "cowardly gutless weak-willed obsessed fixated blinkered narrow-minded closed-minded dogmatic "
    "pedantic self-centered self-centred egotistical conceited overambitious over-ambitious unambitious "
    "underqualified abrasive insensitive tactless uncaring heartless callous unsupportive ungrateful "
    "unrealistic half-asleep star-struck starry-eyed trigger-happy out-of-touch shady "
    "slipshod unscrupulous manipulative hypocritical stingy penny-pinching "
)


# Told of ourselves these are what it was like.
PLAIN_OF_US = words(
    "unprepared unresponsive unreliable disorganized disorganised unorganized unorganised inexperienced "
    "tardy sluggish unable incapable unskilled unfocused unfocussed demotivated useless guilty"
)
WORDS_SAID = words(
    "reply replies answer answers tone email emails response communication attitude messages comment "
    "comments manner support service"
)
BECOMING = words("got became grew gotten acted seemed remained stayed turned")
UNREACHED = words("unreliable unresponsive sluggish incapable unreachable")


def _is_said_of_person(sentence: Sentence, i: int) -> bool:
    """“The support engineer was rude”: a person is the subject of a form of be."""
    k = i - 1
    while k >= 0 and (sentence.tags[k] in "AC" or sentence.low[k] in PERSON_ADJECTIVES):
        k -= 1
    if (
        k < 0
        or (sentence.low[k] not in grammar.BE and sentence.low[k] not in BECOMING)
        or is_denied(sentence, i)
    ):
        return False
    agent = sentence.subject(k)
    machine = sentence.low[i] in UNREACHED and agent.kind in (
        "user",
        "org",
    )
    if agent.kind == "we":
        return sentence.low[i] not in PLAIN_OF_US
    owned = agent.of_whom in ("name", "role", "team", "he", "org") and sentence.head(agent) in WORDS_SAID
    return owned or ((agent.is_somebody or agent.kind in ("user", "org")) and not machine)


def little_interest(sentence: Sentence, i: int) -> Iterator[Words]:
    """“The team showed little interest in the alerts”."""
    if sentence.low[i - 1 : i] not in (["little"], ["no"]):
        return
    verb = next((k for k in range(i - 2, max(-1, i - 6), -1) if sentence.tags[k] in "VX"), None)
    if verb is not None and sentence.low[verb] in ("showed", "had", "took", "shown", "taken", "paid"):
        agent = sentence.subject(verb)
        if (agent.is_somebody and agent.kind != "we") or agent.kind == "org":
            yield i - 1, i + 1


def not_seriously(sentence: Sentence, i: int) -> Iterator[Words]:
    """“Some colleagues do not take the on-call duty seriously”."""
    verb = next(
        (
            k
            for k in range(i - 1, max(-1, i - 9), -1)
            if sentence.low[k] in ("take", "took", "taken", "taking")
        ),
        None,
    )
    if verb is not None and sentence.is_negated(verb):
        agent = sentence.by_agent(verb) if sentence.is_passive(verb) else sentence.subject(verb)
        if sentence.is_passive(verb) or (agent and agent.is_human and agent.kind not in ("user", "nobody")):
            yield verb, i + 1


def did_not_bother(sentence: Sentence, i: int) -> Iterator[Words]:
    """“did not bother to”, “nobody bothered”, “couldn't be bothered”."""
    word = sentence.low[i]
    aux = sentence.auxiliaries(i)
    if word in ("bother", "bothered"):
        if "not" in aux or "never" in aux:
            yield sentence.group_start(i), i + 1
        elif sentence.subject(i).kind == "nobody":
            yield sentence.subject(i).start, i + 1
    elif word == "cared" and aux == [] and sentence.low[i - 1 : i] == ["only"]:
        agent = sentence.subject(i)
        if agent.is_somebody and agent.kind != "we":
            yield i - 1, i + 1
    elif word == "care" and "not" in aux and "did" in aux and sentence.subject(i).is_human:
        yield sentence.group_start(i), i + 1


def simply(sentence: Sentence, i: int) -> Iterator[Words]:
    """“simply forgot”, “just didn't check”."""
    for k in range(i + 1, min(len(sentence.low), i + 4)):
        if sentence.tags[k] == "V" or (sentence.tags[k] == "B" and "not" in sentence.auxiliaries(k)):
            base = verbs.lemma(sentence.low[k])
            agent = sentence.subject(k)
            slip = base in ("forget", "ignore", "neglect", "overlook", "miss") or sentence.is_negated(k)
            if slip and agent.is_person and sentence.is_asserted(k):
                if (sentence.is_negated(k) and agent.kind == "we") or base == "work":
                    return
                yield i, k + 1
            return
        if sentence.tags[k] not in "AX!":
            return


def poorly(sentence: Sentence, i: int) -> Iterator[Words]:
    """“the team poorly planned it”, “poorly handled by support”."""
    for k in (i + 1, i - 1, i - 2, i - 3, i - 4, i - 5, i - 6, i - 7):
        if 0 <= k < len(sentence.low) and sentence.tags[k] == "V":
            agent = sentence.by_agent(k) if sentence.is_passive(k) else sentence.subject(k)
            led = agent is None and verbs.lemma(sentence.low[k]) in LED
            if ((agent and agent.is_somebody) or led) and not is_denied(sentence, i):
                yield min(i, k), max(i, k) + 1
            return


LED = words("lead handle manage plan coordinate organise organize conceive prepare judge supervise execute")


MANNER_NOUNS = words("attitude manner tone behaviour behavior reply replies response email emails")


def said_of_person(sentence: Sentence, i: int) -> Iterator[Words]:
    """“Support was rude”, “his condescending attitude”."""
    of_manner = (
        sentence.low[i + 1 : i + 2] and sentence.low[i + 1] in MANNER_NOUNS and not is_denied(sentence, i)
    )
    if of_manner or _is_said_of_person(sentence, i):
        yield i, i + 1
