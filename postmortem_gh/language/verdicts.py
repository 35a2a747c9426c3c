"""Verdicts on people and their work, and human error as an explanation.

Used by rules/judgement.py, rules/human_error.py and rules/hindsight.py. A verdict word counts with
its neighbours: lazy loading is a technique, a lazy reviewer is a verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon import grammar, verbs
from postmortem_gh.language.lexicon.words import words

Words = tuple[int, int]

# Said of people and of what they do, hardly of machines.
VERDICTS = words(
    "careless carelessly carelessness sloppy sloppily sloppiness reckless recklessly recklessness "
    "negligent negligently incompetent incompetently incompetence irresponsible irresponsibly "
    "unprofessional unprofessionally inexcusable inexcusably thoughtless thoughtlessly foolish foolishly "
    "idiotic clueless lackadaisical half-hearted halfhearted half-baked slapdash shoddy amateurish rookie "
    "amateur cavalier ill-advised ill-considered ill-conceived ill-judged unwise unwisely absent-minded "
    "absentmindedly inattentive complacent complacency overconfident over-confident overconfidence "
    "arrogant arrogantly shameful embarrassing unforgivable indefensible lazily stupidly stupidity "
    "laziness dumbest laughable ridiculous irrational irrationally inept ineptly hapless slipshod rash "
    "rashly negligence hasty hastily foolhardy undisciplined short-sighted shortsighted unthinking "
    "unthinkingly imprudent naively naivety heedless heedlessly cowboy procrastinated procrastinates "
    "procrastinating lazy stupid dumb naive silly idiot idiots fool blindly deplorable appalling "
    "disgraceful pathetic inconsiderate uncooperative unmotivated unreliable-person blithely superficial "
    "cursory perfunctory unqualified untrained incompetency bungling egregious gross-negligence lax "
    "neglectful oblivious gullible boneheaded bone-headed brain-dead braindead asinine moronic imbecilic "
    "bumbling clumsily daft feckless flippant flippantly glib harebrained hare-brained ill-prepared "
    "ill-thought-out injudicious ludicrous ludicrously mindless mindlessly misguided nonchalant "
    "nonchalantly overzealous over-eager pig-headed pigheaded pitiful preposterous scatterbrained "
    "senseless shambolic slovenly slack-handed spineless tone-deaf trigger-happy unconscionable "
    "unforgivably uncritically wilful willful wilfully willfully wrongheaded wrong-headed gung-ho "
    "haphazardly cavalierly amateurishly brazenly woefully laughably shamefully disgracefully "
    "embarrassingly hopelessly disgrace shambles travesty farce incautious incautiously overhasty lousy "
    "crass reckless-ly cluelessly haplessly lamentable abysmal abysmally atrocious dismal inadvisable "
    "unthought indolent rogue half-arsed half-assed halfheartedly lackadaisically"
)
# Technical senses: when one of these stands beside it, nothing is said about a person.
TECHNICAL = {
    "lazy": "load loading loaded loader evaluation evaluated initialization initialisation init import "
    "imports importing fetch fetching consensus caching cached connect connection approach mode compilation "
    "migration index allocation propagation proxy delete deletion unmount mount dfu module",
    "lazily": "load loaded loads evaluated initialized initialised created fetched imported computed",
    "naive": "bayes implementation approach algorithm datetime datetimes timestamp timestamps "
    "solution version "
    "retry retries date dates query scan sum string search check strategy model caching",
    "naively": "",
    "dumb": "terminal terminals proxy client pipe pipes mode http load storage switch device",
    "stupid": "content-tracker",
    "sloppy": "quorum phrase slop hinted",
    "hasty": "",
    "rash": "",
    "lax": "samesite same-site cookie mode permissions permission rules policy settings",
    "amateur": "radio",
    "silly": "rename window",
    "blindly": "retry retries retried retrying",
    "cowboy": "erlang http server",
    "ridiculous": "amount number load size amounts numbers",
    "embarrassing": "parallel",
    "embarrassingly": "parallel",
    "fool": "proof",
    "untrained": "model models",
    "oblivious": "dns http transfer odoh to",
}
# A verdict when a choice of people is what they qualify.
BAD = words(
    "poor bad dangerous terrible horrible wrong questionable dubious risky foolish awful unfortunate "
    "reckless weak misguided unjustified paradoxical unrealistic rushed hurried flawed costly avoidable "
    "unacceptable inappropriate inadequate"
)
CHOICES = words(
    "practices idea advice decisions decision choice choices judgement judgment call judgements behaviour "
    "behavior attitude attitudes workmanship conduct discipline expectations habit habits reasoning "
    "thinking ethic practice leadership supervision etiquette instincts"
)
WEAK_CHOICES = words(
    "advice idea behaviour behavior conduct attitude attitudes practice call habit thinking expectations "
    "leadership supervision choice choices"
)
TRAITS = words(
    "careless absent lazy chill slow eager quick trusting confident optimistic complacent relaxed lenient "
    "naive hasty passive proud stubborn scared afraid inexperienced junior busy-to distracted tired "
    "impatient cautious arrogant aggressive emotional irritable focused-on clever sure quick-to late "
    "comfortable casual cavalier ambitious-to greedy cocky timid shy reliant lax loose sloppy incompetent "
    "overconfident"
)
INVOLVED = words(
    "invested involved engaged committed motivated serious careful diligent attentive disciplined "
    "thorough vigilant interested seriously carefully thoroughly attentively responsibly dedicated "
    "professional proactive prepared responsible competent focused"
)
SERIOUS = words("serious careful diligent attentive disciplined thorough professional competent")
PEOPLE_FAILINGS = words(
    "asleep lazy careless drunk hungover daydreaming slacking distracted oblivious unprepared irritated"
)


def verdicts(sentence: Sentence) -> Iterator[Words]:
    """The words of each verdict."""
    if sentence.is_question:
        return
    finders = _finders()
    for i, word in enumerate(sentence.low):
        finder = finders.get(word)
        if finder and sentence.tags[i] != "Q":
            yield from finder(sentence, i)


def is_denied(sentence: Sentence, i: int) -> bool:
    """Whether a negation, a guard or a condition stands before it in its clause."""
    for k in range(i - 1, max(-1, i - 8), -1):
        word = sentence.low[k]
        if word in (",", ";", ":", "—", "but"):
            return False
        if word in DENIALS:
            return word not in ("without", "no") or i - k < 3
    return False


DENIALS = words(
    "not never no nor neither without nobody none prevent prevents preventing avoid avoiding avoids if "
    "unless against rather whether hardly reduce reducing eliminate"
)


def _judges(sentence: Sentence, i: int) -> bool:
    word = sentence.low[i]
    head = sentence.noun_phrase_after(i)
    attribute = head.is_human and head.end > i + 1 and sentence.tags[i] in "NJ"
    if attribute and "not" not in sentence.low[max(0, i - 2) : i] and word not in TECHNICAL:
        return True  # "that did not stop our reckless vendor"
    if sentence.tags[i] == "A" and word.endswith("ly"):
        verb = next((k for k in (i + 1, i - 1, i + 2) if sentence.tags[k : k + 1] in (["V"], ["B"])), None)
        if (
            verb is None
            and verbs.forms().get(
                sentence.low[i + 1 : i + 2][0] if i + 1 < len(sentence.low) else "", ("", "")
            )[1]
            == "third"
        ):
            verb = i + 1
        if verb is not None and not sentence.is_passive(verb) and sentence.subject(verb).kind == "system":
            return False  # "the parser carelessly accepts it": a manner of speaking
    if word in NOUNS and sentence.tags[i + 1 : i + 2] == ["N"]:
        return False  # "the negligence insurance portal"
    if is_denied(sentence, i) or (sentence.raw[i].isupper() and len(word) > 3):
        return False
    near = sentence.low[i + 1 : i + 3] + sentence.low[max(0, i - 1) : i]
    if any(w in TECHNICAL.get(word, "").split() for w in near):
        return False
    if word in NEED_PEOPLE:
        return _is_about_people(sentence, i)
    return True


def _is_about_people(sentence: Sentence, i: int) -> bool:
    """A person is its subject or its noun, or a deed is what it qualifies."""
    head = sentence.noun_phrase_after(i)
    if head.is_human:
        return True
    noun = sentence.low[head.end - 1] if head.end > i else ""
    if head.end < len(sentence.low) and sentence.low[head.end] in ("by", "from"):
        return sentence.noun_phrase_after(min(head.end + 1, len(sentence.low) - 1)).is_human
    if noun in DEEDS or noun in ("things", "changes", "people"):
        return True
    if sentence.tags[i] == "A":
        verb = next(
            (k for k in (i + 1, i - 1, i - 2) if 0 <= k < len(sentence.low) and sentence.tags[k] == "V"), None
        )
        return verb is not None and sentence.subject(verb).is_person
    copula = _copula_of(sentence, i)
    if copula < 0 or not {"would", "might", "may", "can"}.isdisjoint(sentence.auxiliaries(copula)):
        return False
    agent = sentence.subject(copula)
    if agent.kind == "system" and agent.of_whom in ("name", "role", "team", "we", "he", "org", "they"):
        return True
    return agent.is_human or (
        agent.kind == "system" and sentence.low[agent.end - 1] in DEEDS | {"it", "this", "that"}
    )


def _copula_of(sentence: Sentence, i: int) -> int:
    """The form of be that says this of its subject: "was slow and, frankly, | unprofessional"."""
    for k in range(i - 1, max(-1, i - 8), -1):
        if sentence.low[k] in grammar.BE:
            return k
        if sentence.tags[k] not in "AC.BJD" or sentence.low[k] in (";", ":"):
            return -1
    return -1


NOUNS = words("negligence stupidity laziness complacency incompetence")
NEED_PEOPLE = words(
    "rogue lazy lazily dumb naive naively silly stupid hasty lax fool cowboy untrained oblivious blindly "
    "ridiculous embarrassing unqualified unprofessional laughable irrational amateur rash superficial "
    "cursory perfunctory woefully haphazardly hopelessly abysmal abysmally dismal lousy atrocious "
    "disgrace shambles farce travesty misguided ludicrous ludicrously senseless mindless mindlessly "
    "embarrassingly lamentable laughably pitiful overzealous"
)
DEEDS = words(
    "reaction monitoring handling manner way fashion tone behaviour behavior conduct mistake mistakes "
    "decision error choice idea move assumption work change commit code deploy deployment thing approach "
    "reviewer attitude response review testing investigation analysis check shortcut trust oversight "
    "action typo fix faith belief hope confidence optimism reliance merge rollback conclusion "
    "communication leadership planning plan coordination management execution preparation judgement "
    "judgment supervision migration rollout test"
)


def _bad_choice(sentence: Sentence, i: int) -> Iterator[Words]:
    """“a dangerous decision”, “poor judgement”, “the client's paradoxical expectations”."""
    for k in range(i + 1, min(len(sentence.low), i + 4)):
        if sentence.low[k] in CHOICES:
            if is_denied(sentence, i) or (sentence.low[k] in WEAK_CHOICES and not _is_told_of(sentence, i)):
                return
            if sentence.low[k] == "call" and sentence.low[i] not in (
                "poor",
                "bad",
                "terrible",
                "wrong",
                "questionable",
            ):
                return
            yield i, k + 1
            return
        if sentence.tags[k] not in "NAJCG":
            break
    if sentence.low[i] in (
        "unacceptable",
        "inappropriate",
        "questionable",
        "inadequate",
        "poor",
        "terrible",
        "awful",
        "horrible",
        "bad",
    ):
        agent = sentence.subject(i)
        head = sentence.low[agent.end - 1] if agent.end else ""
        owned = agent.of_whom or agent.is_person
        if (
            (head in CHOICES and (owned or head not in WEAK_CHOICES))
            or ((owned or "team" in sentence.low) and head in WORK | {"performance", "work", "management"})
        ) and (i and sentence.tags[i - 1] in "XA"):
            yield i, i + 1


def _is_told_of(sentence: Sentence, i: int) -> bool:
    """A person owns it or made it."""
    start = sentence.base_start(i)
    agent = sentence.classify(start, min(len(sentence.low), i + 2))
    on_part = "part" in sentence.low[i : i + 6]
    return (
        on_part
        or bool(agent.of_whom)
        or (
            agent.end < len(sentence.low) - 1
            and sentence.low[agent.end] == "by"
            and sentence.noun_phrase_after(agent.end + 1).is_human
        )
        or "gave" in sentence.low[:i]
        or "made" in sentence.low[:i]
        or "was" in sentence.low[max(0, i - 3) : i]
    )


def _trait(sentence: Sentence, i: int) -> Iterator[Words]:
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
    agent = sentence.subject(start) if start > 0 and sentence.tags[start - 1] in "XA" else None
    if agent is None or agent.kind == "nobody" or is_denied(sentence, i):
        return
    owned = agent.of_whom in ("we", "role", "team", "name", "he", "org", "they")
    work = sentence.low[agent.end - 1] in WORK
    if (
        agent.is_person
        or agent.kind in ("org", "they")
        or sentence.low[agent.end - 1] in CHOICES
        or (owned and work)
    ):
        yield i, k + 1


WORK = words(
    "response reaction communication escalation handling testing review reviews planning estimate estimates"
)


def _too_late(sentence: Sentence, i: int, verb: int) -> bool:
    """“We reacted far too late”: of what people are asked to do."""
    return sentence.low[i + 1] != "late" or verbs.lemma(sentence.low[verb]) in verbs.DUTIES | {"react", "act"}


MANNERS = words(
    "late long roughly loosely hastily quickly fast slowly optimistically eagerly aggressively casually "
    "lightly blindly readily easily much-trust"
)


def _manner(sentence: Sentence, i: int) -> Iterator[Words]:
    """“I planned too roughly”, “the team moved too fast”."""
    verb = next((k for k in range(i - 1, max(-1, i - 5), -1) if sentence.tags[k] == "V"), None)
    if verb is not None and not sentence.is_passive(verb) and sentence.is_asserted(verb):
        agent = sentence.subject(verb)
        if sentence.low[i + 1] == "long" and (
            agent.kind == "we" or sentence.low[verb] not in ("waited", "hesitated")
        ):
            return
        late = _too_late(sentence, i, verb)
        if late and agent.is_person and agent.kind != "nobody" and not sentence.is_negated(verb):
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


def _failing_person(sentence: Sentence, i: int) -> Iterator[Words]:
    if sentence.low[i] == "easily" and sentence.low[i + 1 : i + 2] not in (
        ["irritated"],
        ["distracted"],
        ["offended"],
    ):
        return
    if (
        not i
        or sentence.tags[i - 1] not in "XA"
        or (sentence.low[i] == "asleep" and sentence.low[i + 1 : i + 2] not in (["at"], ["on"]))
    ):
        return
    agent = sentence.subject(i)
    excused = sentence.low[i] == "unprepared" and agent.kind == "we"
    if agent.is_person and agent.kind != "nobody" and not excused and not is_denied(sentence, i):
        yield i, i + 1


PERSON_ADJECTIVES = words(
    "guilty rude unhelpful unreasonable indifferent dismissive disrespectful hostile defensive ignorant "
    "useless clueless clumsy selfish immature impolite disorganized disorganised unorganized unorganised "
    "unreliable unresponsive incapable unskilled tardy uncommitted unwilling stubborn lackluster "
    "lacklustre overwhelmed-by sluggish disinterested uninterested unprepared unpunctual impatient "
    "inflexible obstinate absent-mindedly demotivated unfocused unfocussed"
)


def _is_said_of_person(sentence: Sentence, i: int) -> bool:
    """“The support engineer was rude”: a person is the subject of a form of be."""
    k = i - 1
    while k >= 0 and (sentence.tags[k] in "AC" or sentence.low[k] in PERSON_ADJECTIVES):
        k -= 1
    if k < 0 or sentence.tags[k] != "X" or sentence.low[k] not in grammar.BE or is_denied(sentence, i):
        return False
    agent = sentence.subject(k)
    machine = sentence.low[i] in ("unreliable", "unresponsive", "sluggish", "incapable") and agent.kind in (
        "user",
        "org",
    )
    return (
        (agent.is_person or agent.kind in ("user", "org"))
        and (agent.kind not in ("nobody", "we") or (agent.kind == "we" and sentence.low[i] == "ignorant"))
        and not machine
    )


def _little_interest(sentence: Sentence, i: int) -> Iterator[Words]:
    """“The team showed little interest in the alerts”."""
    if sentence.low[i - 1 : i] not in (["little"], ["no"]):
        return
    verb = next((k for k in range(i - 2, max(-1, i - 6), -1) if sentence.tags[k] in "VX"), None)
    if verb is not None and sentence.low[verb] in ("showed", "had", "took", "shown", "taken", "paid"):
        agent = sentence.subject(verb)
        if agent.is_person and agent.kind not in ("nobody", "we"):
            yield i - 1, i + 1


def _not_seriously(sentence: Sentence, i: int) -> Iterator[Words]:
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


def _did_not_bother(sentence: Sentence, i: int) -> Iterator[Words]:
    """“did not bother to”, “nobody bothered”, “couldn't be bothered”."""
    word = sentence.low[i]
    aux = sentence.auxiliaries(i)
    if word in ("bother", "bothered"):
        if "not" in aux or "never" in aux:
            yield sentence.group_start(i), i + 1
        elif sentence.subject(i).kind == "nobody":
            yield sentence.subject(i).start, i + 1
    elif word == "care" and "not" in aux and "did" in aux and sentence.subject(i).is_human:
        yield sentence.group_start(i), i + 1


def _simply(sentence: Sentence, i: int) -> Iterator[Words]:
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


def _poorly(sentence: Sentence, i: int) -> Iterator[Words]:
    """“the team poorly planned it”, “poorly handled by support”."""
    for k in (i + 1, i - 1, i - 2, i - 3, i - 4, i - 5):
        if 0 <= k < len(sentence.low) and sentence.tags[k] == "V":
            agent = sentence.by_agent(k) if sentence.is_passive(k) else sentence.subject(k)
            if agent and agent.is_person and agent.kind != "nobody" and not is_denied(sentence, i):
                yield min(i, k), max(i, k) + 1
            return


def _verdict(sentence: Sentence, i: int) -> Iterator[Words]:
    if _judges(sentence, i):
        yield i, i + 1


def _said_of_person(sentence: Sentence, i: int) -> Iterator[Words]:
    if _is_said_of_person(sentence, i):
        yield i, i + 1


def _shame(sentence: Sentence, i: int) -> Iterator[Words]:
    if (
        sentence.low[i + 1 : i + 2] == ["on"]
        and sentence.noun_phrase_after(min(i + 2, len(sentence.low) - 1)).is_human
    ):
        yield i, i + 3


def _no_excuse(sentence: Sentence, i: int) -> Iterator[Words]:
    """ "There is no excuse for not having backups"."""
    compound = sentence.tags[i + 1 : i + 2] == ["N"]
    if (
        not compound
        and sentence.low[max(0, i - 1)] == "no"
        and {"there", "had", "have"} & set(sentence.low[max(0, i - 4) : i])
    ):
        yield i - 1, i + 1


@lru_cache(maxsize=1)
def _finders() -> dict[str, Callable[[Sentence, int], Iterator[Words]]]:
    """Which look a word deserves; of a word in two lists the stricter one."""
    table: dict[str, Callable[[Sentence, int], Iterator[Words]]] = {}
    for members, finder in (
        (words("poorly badly"), _poorly),
        (words("simply just"), _simply),
        (words("bother bothered cared care"), _did_not_bother),
        (PEOPLE_FAILINGS | {"easily"}, _failing_person),
        (words("interest regard concern initiative respect discipline"), _little_interest),
        (words("seriously"), _not_seriously),
        (words("excuse"), _no_excuse),
        (words("shame"), _shame),
        (PERSON_ADJECTIVES, _said_of_person),
        (words("too so little not insufficiently overly"), _trait),
        (BAD, _bad_choice),
        (VERDICTS, _verdict),
    ):
        table.update(dict.fromkeys(members, finder))
    return table
