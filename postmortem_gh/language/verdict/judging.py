"""Words of judgement: careless, reckless, a poor decision; and the technical senses of some of them."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon import grammar, verbs
from postmortem_gh.language.lexicon.words import words

Words = tuple[int, int]


# Said of people and of what they do, hardly of machines.
VERDICTS = words(
    "careless carelessly carelessness sloppy sloppily sloppiness reckless recklessly recklessness "
    "negligent negligently incompetent incompetently incompetence irresponsible irresponsibly "
    "unprofessional unprofessionally inexcusable inexcusably thoughtless thoughtlessly foolish "
    "foolishly idiotic clueless lackadaisical half-hearted halfhearted half-baked slapdash shoddy "
    "amateurish rookie amateur cavalier ill-advised ill-considered ill-conceived ill-judged unwise "
    "unwisely absent-minded absentmindedly inattentive complacent complacency overconfident "
    "over-confident overconfidence arrogant arrogantly shameful embarrassing unforgivable indefensible "
    "lazily stupidly stupidity laziness dumbest laughable ridiculous irrational irrationally inept "
    "ineptly hapless slipshod rash rashly negligence hasty hastily foolhardy undisciplined "
    "short-sighted shortsighted unthinking unthinkingly imprudent naively naivety heedless heedlessly "
    "cowboy procrastinated procrastinates procrastinating lazy stupid dumb naive silly idiot idiots "
    "fool blindly deplorable appalling disgraceful pathetic inconsiderate uncooperative unmotivated "
    "unreliable-person blithely superficial superficially cursorily cursory perfunctory unqualified "
    "untrained incompetency bungling egregious gross-negligence lax neglectful oblivious gullible "
    "boneheaded bone-headed brain-dead braindead asinine moronic imbecilic bumbling clumsily daft "
    "feckless flippant flippantly glib harebrained hare-brained ill-prepared overeager childish "
    "infantile juvenile petulant ill-thought-out injudicious ludicrous ludicrously mindless mindlessly "
    "misguided nonchalant nonchalantly overzealous over-eager pig-headed pigheaded pitiful preposterous "
    "scatterbrained senseless shambolic slovenly slack-handed spineless tone-deaf trigger-happy "
    "unconscionable unforgivably uncritically wilful willful wilfully willfully wrongheaded "
    "wrong-headed gung-ho haphazardly cavalierly amateurishly brazenly woefully laughably shamefully "
    "disgracefully embarrassingly hopelessly disgrace shambles travesty farce incautious incautiously "
    "overhasty lousy crass reckless-ly cluelessly haplessly lamentable abysmal abysmally atrocious "
    "dismal inadvisable unthought indolent rogue half-arsed half-assed halfheartedly lackadaisically "
    "mess joke fiasco nightmare disaster catastrophe amateurs slacker slackers clown clowns freeloader "
    "freeloaders bunglers blasé blase ashamed embarrassed"
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
    "unacceptable inappropriate inadequate worst"
)


CHOICES = words(
    "assumption assumptions practices idea advice decisions decision choice choices judgement judgment "
    "call judgements behaviour behavior attitude attitudes workmanship conduct discipline expectations "
    "habit habits reasoning thinking ethic practice leadership supervision etiquette instincts"
)


WEAK_CHOICES = words(
    "assumption assumptions advice idea behaviour behavior conduct attitude attitudes practice call habit "
    "thinking expectations leadership supervision choice choices"
)


def not_good(sentence: Sentence, i: int) -> Iterator[Words]:
    """“It was not a good idea”."""
    negated = "not" in sentence.low[max(0, i - 3) : i]
    told = sentence.low[i + 1 : i + 2] in (["idea"], ["decision"], ["choice"], ["move"], ["call"])
    if negated and told and not {"was", "were"}.isdisjoint(sentence.low[max(0, i - 4) : i]):
        yield i - 1, i + 2


def is_denied(sentence: Sentence, i: int) -> bool:
    """Whether a negation, a guard or a condition stands before it in its clause."""
    for k in range(i - 1, max(-1, i - 8), -1):
        word = sentence.low[k]
        if word in (",", ";", ":", "—", "but"):
            return False
        if word in DENIALS and not (word == "rather" and sentence.low[k - 1 : k] == ["but"]):
            return word not in ("without", "no") or i - k < 3
    return False


DENIALS = words(
    "not never no nor neither without nobody none prevent prevents preventing avoid avoiding avoids if "
    "unless against rather whether hardly reduce reducing eliminate"
)


def judges(sentence: Sentence, i: int) -> bool:
    word = sentence.low[i]
    head = sentence.noun_phrase_after(i)
    attribute = head.is_human and head.end > i + 1 and sentence.tags[i] in "NJ"
    denied = not {"not", "no", "never"}.isdisjoint(sentence.low[max(0, i - 2) : i])
    if attribute and not denied and word not in TECHNICAL:
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
    if _is_machines(sentence, i) or not {"calling", "call"}.isdisjoint(sentence.low[max(0, i - 4) : i]):
        return False
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


MACHINES_DOINGS = (["use"], ["reuse"], ["handling"], ["access"], ["locking"], ["caching"], ["parsing"])


def _is_machines(sentence: Sentence, i: int) -> bool:
    """“The library's careless use of global state”: whose it is cannot care."""
    if sentence.low[i - 1 : i] != ["'s"] or i < 2 or sentence.low[i + 1 : i + 2] not in MACHINES_DOINGS:
        return False
    owner = sentence.classify(sentence.base_start(i - 2), i - 1)
    return owner.kind == "system"


def _is_about_people(sentence: Sentence, i: int) -> bool:
    """A person is its subject or its noun, or a deed is what it qualifies."""
    head = sentence.noun_phrase_after(i)
    if head.is_human:
        return True
    noun = sentence.low[head.end - 1] if head.end > i else ""
    made = sentence.low[head.end : head.end + 1] in (["by"], ["from"])
    if made and sentence.noun_phrase_after(head.end + 1).is_human:
        return True
    if noun in DEEDS | CHOICES or noun in ("things", "changes", "people"):
        return True
    if sentence.tags[i] == "A":
        verb = next(
            (k for k in (i + 1, i - 1, i - 2) if 0 <= k < len(sentence.low) and sentence.tags[k] == "V"), None
        )
        return verb is not None and sentence.subject(verb).is_person
    copula = _copula_of(sentence, i)
    if copula < 0 or not {"would", "might", "may", "can"}.isdisjoint(sentence.auxiliaries(copula)):
        return False
    if sentence.tags[0] == "G" and "V" not in sentence.tags[:copula] and "X" not in sentence.tags[:copula]:
        return True  # "Sharing one account was simply dumb"
    agent = sentence.subject(copula)
    owned = agent.kind == "system" and agent.of_whom in ("name", "role", "team", "we", "he", "org", "they")
    if owned and (
        agent.of_whom != "org" or sentence.low[i] not in TECHNICAL or sentence.head(agent) in DEEDS
    ):
        return True
    said = DEEDS if sentence.low[i] in MESSES else DEEDS | {"it", "this", "that"}
    return agent.is_human or (agent.kind in ("system", "initial") and sentence.head(agent) in said)


def _copula_of(sentence: Sentence, i: int) -> int:
    """The form of be that says this of its subject: "was slow and, frankly, | unprofessional"."""
    for k in range(i - 1, max(-1, i - 8), -1):
        if sentence.low[k] in grammar.BE:
            return k
        if sentence.tags[k] == "N" and sentence.tags[k + 1] == "C":
            continue
        if sentence.tags[k] not in "AC.BJD" or sentence.low[k] in (";", ":"):
            return -1
    return -1


MESSES = words("mess joke fiasco nightmare disaster catastrophe embarrassment")
NOUNS = MESSES | words("negligence stupidity laziness complacency incompetence")


NEED_PEOPLE = words(
    "rogue lazy lazily dumb naive naively silly stupid hasty lax fool cowboy untrained oblivious "
    "blindly ridiculous embarrassing unqualified unprofessional laughable irrational amateur rash "
    "superficial cursory perfunctory woefully haphazardly hopelessly abysmal abysmally dismal lousy "
    "atrocious disgrace shambles farce travesty misguided ludicrous ludicrously senseless mindless "
    "mindlessly childish infantile juvenile petulant embarrassingly lamentable laughably pitiful "
    "overzealous mess joke fiasco nightmare disaster catastrophe blasé blase embarrassed ashamed clown "
    "clowns"
)


DEEDS = words(
    "reaction monitoring handling manner way fashion tone behaviour behavior conduct mistake mistakes "
    "decision error choice idea move assumption work change commit code deploy deployment thing "
    "approach reviewer attitude response review testing investigation analysis check shortcut trust "
    "oversight action typo fix faith belief hope confidence optimism reliance merge rollback conclusion "
    "communication leadership planning plan coordination management execution preparation judgement "
    "judgment supervision migration rollout test design architecture handover estimate schedule "
    "codebase documentation estimation failover restart reboot upgrade escalation switchover cutover "
    "launch release shutdown engineering coding programming administration tests"
)


def bad_choice(sentence: Sentence, i: int) -> Iterator[Words]:
    """“a dangerous decision”, “poor judgement”, “the client's paradoxical expectations”."""
    for k in range(i + 1, min(len(sentence.low), i + 4)):
        if sentence.low[k] in CHOICES:
            opens = sentence.is_at_start(i) or (i == 1 and sentence.tags[0] == "D")
            alone = opens and sentence.low[k + 1 : k + 2] in (
                [],
                ["."],
                [")"],
                [","],
                ["!"],
            )
            weak = sentence.low[k] in WEAK_CHOICES and not alone and not _is_told_of(sentence, i)
            if is_denied(sentence, i) or weak:
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
        "wrong",
    ):
        agent = sentence.subject(i)
        head = sentence.head(agent)
        owned = agent.of_whom or agent.is_person
        if (
            (head in CHOICES and (owned or head not in WEAK_CHOICES))
            or ((owned or "team" in sentence.low) and head in WORK | {"performance", "work", "management"})
            or (head in HANDLING and sentence.low[i] in ("unacceptable", "terrible", "awful", "horrible"))
            or (head in DEEDS and sentence.low[i] in ("terrible", "awful", "horrible"))
            or (head in ("decision", "choice", "judgement", "judgment") and sentence.low[i] == "wrong")
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
        or "had" in sentence.low[max(0, i - 3) : i]
        or "made" in sentence.low[:i]
        or "was" in sentence.low[max(0, i - 3) : i]
    )


HANDLING = words("handling response communication reaction escalation conduct treatment")
WORK = words(
    "estimation estimations response reaction communication escalation handling testing review reviews "
    "planning estimate estimates"
)
