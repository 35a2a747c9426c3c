"""Which sentences are worth a close look: a question of sets of words, asked before any parsing.

Called by check.py for a block and then for each of its sentences. A word of STRONG is enough; a word of
COMPANIONS needs one of its companions in the same words, since "should" alone is no counterfactual and
"missed" without a human being no fault. Must let through all that a rule could find (tests/language).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from postmortem_gh.language.lexicon import names, people, verbs
from postmortem_gh.language.lexicon.words import words

# One sign for one, which str.translate does quickly. A handle leaves its mark behind as a word, see words_of.
_BLANKS = dict.fromkeys(map(ord, ".,;:!?()[]{}<>\"“”„«»*_/|'’‘`-–—…=+~#&%$\\^@"), " ")

# A note opens with these and leaves the person out.
NOTES = words("assumed missed skipped ignored omitted dismissed confused mixed wrongly incorrectly")
HAVING = words("have ve of shoulda coulda woulda")
RUN_TOGETHER = " ".join(f"{verb}nt" for verb in ("did", "had", "was", "were"))
OUTSIDE = words("hurry rush haste")


@lru_cache(maxsize=1)
def human_words() -> frozenset[str]:
    """The words by which a sentence speaks of people."""
    nouns = people.ROLES | people.TEAMS | people.ORGANISATIONS | people.USERS
    told = people.WE | people.YOU | people.THEY | people.HE | people.SOMEONE | people.NOBODY | nouns
    plural = {f"{noun}s" for noun in nouns if not noun.endswith("s")} | {
        f"{noun[:-1]}ies" for noun in nouns if noun.endswith("y")
    }
    loose = {
        "ours",
        "mine",
        "theirs",
        "call",
        "duty",
        "one",
        "@",
        "who",
        "whoever",
        "our",
        "my",
        "his",
        "her",
        "their",
        "agent",
        "agents",
        "m",
    }
    return frozenset(told | plural | loose | names.GIVEN_NAMES | people.TITLES)


STRONG = words(
    "forgot forgotten forgets neglect neglected neglecting neglects overlooked overlooks overlooking "
    "disregarded dismissed mistook misread misreads misjudged misinterpreted misdiagnosed mistyped "
    "misapplied miscalculated misplaced mislabeled mislabelled misclicked misspelled miscommunicated "
    "mishandled mismanaged botched bungled fumbled blundered underestimated overestimated mitigated "
    "averted whoever admitted acknowledged conceded confessed managed anyway anyways regardless "
    "nonetheless nevertheless warned cautioned procrastinated procrastinates procrastinating goofed "
    "flubbed downplayed screwed messed ruined wrecked squandered shirked sabotaged misunderstood "
    "misunderstands accidentally mistakenly inadvertently unintentionally unknowingly unwittingly "
    "carelessly recklessly blindly needlessly hastily negligently foolishly naively absentmindedly "
    "wrongly mistaken mistake mistakes oversight oversights blunder blunders negligence carelessness "
    "sloppiness recklessness misunderstanding misunderstandings misjudgement misjudgment "
    "misinterpretation misreading miscommunication inattention incompetence complacency laziness "
    "forgetfulness screwup miscalculation inexperience thoughtlessness misstep missteps haste "
    "impatience stubbornness arrogance hubris wrongdoing misconduct inaction unwillingness refusal "
    "indecision culpa guilty culprit shame blame avoidable preventable obvious glaring blatant evident "
    "fingered pebkac pebcak id10t nobody noone shoulda coulda woulda bother bothered poorly badly fault "
    "hurry hindsight wrong inattentiveness wish wished wishes regret regrets supposed barely hardly "
    "superficial cursory perfunctory rushed"
)


@lru_cache(maxsize=1)
def strong() -> frozenset[str]:
    """STRONG with every verdict word."""
    from postmortem_gh.language.verdict.judging import VERDICTS

    return STRONG | {_rarest(word) for word in VERDICTS}


def _rarest(word: str) -> str:
    """Of "ill-thought-out" ill, of "half-baked" baked: text is cut at the hyphen, and "out" stands everywhere."""
    parts = word.split("-")
    return parts[0] if parts[0] == "ill" else parts[-1]


@lru_cache(maxsize=1)
def companions() -> dict[str, tuple[frozenset[str], ...]]:
    """Words that count only beside one of their companions, in sets that several words share."""
    table: dict[str, tuple[frozenset[str], ...]] = {}
    for told, *beside in _pairings(human_words()):
        for word in told.split() if isinstance(told, str) else told:
            table[word] = (*table.get(word, ()), *beside)
    return table


def _pairings(human: frozenset[str]) -> tuple[tuple[Any, ...], ...]:
    """Words, then the sets of which one must be there too."""
    from postmortem_gh.language.changes import MORE_HARM, SUSPECT
    from postmortem_gh.language.deeds.causes import CAUSE_NOUNS, FINE, RULED, STARTED
    from postmortem_gh.language.deeds.faults import FOR_PEOPLE
    from postmortem_gh.language.deeds.omissions import COST
    from postmortem_gh.language.harm import HARM
    from postmortem_gh.language.mishaps import BAD_THINGS, DISMISSED
    from postmortem_gh.language.nouns.owners import SHOWN
    from postmortem_gh.language.nouns.slips import HANDS
    from postmortem_gh.language.nouns.work import POOR, WORK_OF_PEOPLE
    from postmortem_gh.language.past.duties import RIGHT
    from postmortem_gh.language.rules.human_error import FAULTY
    from postmortem_gh.language.verdict.judging import CHOICES, DEEDS
    from postmortem_gh.language.verdict.outcries import GOOD
    from postmortem_gh.language.verdict.traits import PERSON_ADJECTIVES, STRONGLY, WORDS_SAID

    return (
        ("shouldnt couldnt wouldnt d should shouldn could couldn would wouldn might ought needed", HAVING),
        ("fail failed failing fails", human, verbs.MINDFUL),
        ("failure", words("to by of"), human),
        (
            "error errors",
            words(
                "by made make our my his her their s human operator user pilot people manual engineer "
                "engineering developer admin administrator clerical operational personnel employee staff "
                "personal technician committed on programmer dba sysadmin contractor id 10"
            ),
        ),
        (
            f"didn did hadn had never wasn weren {RUN_TOGETHER}",
            human,
            words("add bother tested added checked all everyone enough")
            | verbs.MINDFUL
            | {verbs.past(base) for base in verbs.MINDFUL},
        ),
        ("without o", human, frozenset({*map(verbs.gerund, verbs.MINDFUL), "running"})),
        (
            "human operator operators user users pilot manual clerical",
            words(
                "error errors mistake mistakes failure fault factor oversight slip lapse negligence failing "
                "slipup blunder misjudgement misjudgment inattention mishap"
            ),
        ),
        ("lack absence want", frozenset(("of",))),
        ("attention", words("paid given")),
        ("corners", frozenset(("cut",))),
        ("terrible awful horrible", DEEDS),
        ("thing response call move decision choice answer option", RIGHT),
        ("error errors", words("judgement judgment typing keying entry nursing trader")),
        ("expected", words("better more")),
        ("happened", words("should need")),
        ("need", HAVING),
        ("when", STARTED),
        ("depth", frozenset(("out",))),
        ("head heads", frozenset(("over",))),
        ("finest proudest proud", frozenset(("not",))),
        (
            "clue zero",
            words("no ownership accountability discipline responsibility leadership urgency diligence"),
        ),
        ("no", words("ownership accountability discipline professionalism clue")),
        ("blind", words("trust faith confidence reliance")),
        ("belief", words("beggars beggared defies")),
        ("thinking", words("what")),
        ("how", words("could nobody")),
        ("thought", words("poorly badly not")),
        (WORK_OF_PEOPLE, POOR),
        ("shows", frozenset(("it",))),
        (GOOD, words("not never knows")),
        (FAULTY, words("lies lay rests")),
        ("standard scratch par snuff task job", frozenset(("up",))),
        ("business", frozenset(("no",))),
        ("unacceptable shocking absurd baffling astonishing incredible", words("that how")),
        ("shockingly amazingly unbelievably incredibly astonishingly inexplicably", human),
        (STRONGLY, _traits()),
        ("signs", frozenset(("there",))),
        ("slip", HANDS),
        ("human humans person people", FAULTY | words("link worked not but driving")),
        ("keyboard", frozenset(("chair",))),
        ("finger", words("problem trouble fault error")),
        ("wetware meatware", words("issue problem error failure fault")),
        ("ever usual always", frozenset(("as",))),
        (CAUSE_NOUNS - {"it"}, people.ROLES),
        ("up off", words("to by way far badly")),
        (WORDS_SAID, PERSON_ADJECTIVES),
        (frozenset(SHOWN), human),
        ("not", COST - {"was", "made", "came"}),
        ("that", words("how why")),
        ("which what leaving leading", HARM | {"why"}),
        ("one behind last", words("who that touch edit change")),
        ("must", frozenset(("have",))),
        ("until", FINE),
        ("against contrary", RULED),
        ("reason source cause", words("is was who")),
        (
            "lapse lapses",
            words("judgement judgment attention concentration memory focus discipline diligence vigilance"),
        ),
        ("slipped", words("mind minds")),
        ("thought believed impression", human),
        ("due because since owing traced down instead", human),
        ("management planning leadership supervision", _bad()),
        (BAD_THINGS | DISMISSED | {verbs.past(base) for base in MORE_HARM}, human),
        ("decision choice", human),
        ("no none", words("one of bothered"), human),
        ("fat finger", words("finger fingered fingering fat")),
        ("on my", words("us me them him bad")),
        ("overly", _traits()),
        ("too so little not insufficiently easily", _traits() | frozenset(("chill",))),
        (_deeds(), human, OUTSIDE),
        (
            "missed ignored skipped omitted dismissed assumed confused mixed broke incorrectly erroneously",
            human,
            words("thinking believing assuming hoping"),
        ),
        ("ignored dismissed disregarded", FOR_PEOPLE),
        ("root only single sole", words("cause reason trigger culprit if")),
        ("without", words("diligence care thought consideration forethought regard")),
        ("should ought did", words("have they i you somebody someone")),
        ("told reminded advised asked", human),
        ("only just all", words("needed had took taken")),
        ("knowing", words("doing")),
        ("if", words("could")),
        ("good great wise smart", words("wasn weren not wasnt idea")),
        ("as than", words("should")),
        ("time effort", words("spent")),
        ("meant obliged expected asked required", human),
        ("seriously", words("not t")),
        ("would", words("hurt expected")),
        ("layer", frozenset(("8",))),
        ("clear apparent foreseeable predictable inevitable", words("retrospect retrospectively")),
        (
            "careful carefully attention care caution cautious vigilant mindful attentive diligent disciplined "
            "thorough harder training",
            words("more be extra greater better close pay try additional further"),
        ),
        (
            PERSON_ADJECTIVES | {"interest", "regard", "concern", "initiative", "respect", "urgency"},
            human,
            frozenset(("client",)),
        ),
        ("excuse", frozenset(("no",))),
        (
            "communication response performance reaction testing planning handling conduct escalation",
            _bad() | HAVING,
        ),
        ("not", words("single one by all everyone everybody was were bother")),
        (SUSPECT, human),
        (HARM, names.GIVEN_NAMES | {"@"}),
        ("started began happened occurred traced turned", human),
        ("remember", frozenset(("to",))),
        ("forget", words("not why")),
        ("retrain retraining retrained remind reminded educate coach discipline reprimand train", human),
        (
            CHOICES | words("guess estimate belief impression conclusion diagnosis operation use handling"),
            _bad(),
        ),
    )


def _traits() -> frozenset[str]:
    from postmortem_gh.language.verdict.traits import INVOLVED, MANNERS, TRAITS

    return TRAITS | INVOLVED | MANNERS | {"irritated", "distracted", "offended"}


def _bad() -> frozenset[str]:
    from postmortem_gh.language.nouns.classes import ADJECTIVES_OF_BLAME
    from postmortem_gh.language.verdict.judging import BAD

    return ADJECTIVES_OF_BLAME | BAD


# Too common to be looked at for a human beside them: _pairings() names better companions.
BUILT_WITH = words(
    "was were is that which what leaving leading one behind last must until against contrary reason source cause when"
)


def _deeds() -> frozenset[str]:
    """Forms of verbs that are deeds only with somebody who does them."""
    from postmortem_gh.language.deeds import FINDERS
    from postmortem_gh.language.deeds.alone import BY_ONE
    from postmortem_gh.language.deeds.causes import BY_BUILD
    from postmortem_gh.language.deeds.hand import SLIP_ADVERBS, WRONG
    from postmortem_gh.language.deeds.harmful import BY_HARM
    from postmortem_gh.language.deeds.idioms import proverbial
    from postmortem_gh.language.mishaps import DESTRUCTIVE, HARMS
    from postmortem_gh.language.nouns.classes import SLIPS
    from postmortem_gh.language.verdict.traits import PEOPLE_FAILINGS

    forms = verbs.forms()
    bases = (verbs.FAULTS | DESTRUCTIVE | HARMS) - {"fail", "lead", "result", "miss"}
    told = {
        part
        for form, (base, _) in forms.items()
        if base in bases and form != base
        for part in form.split("-")
    }
    never = words("not never no none without error did")
    return (
        frozenset(
            told
            | set(FINDERS)
            | ((set(BY_ONE) | set(BY_BUILD) | set(BY_HARM)) - BUILT_WITH)
            | proverbial()
            | PEOPLE_FAILINGS
            | SLIP_ADVERBS
            | WRONG
            | {noun.partition("-")[0] for noun in SLIPS}
            | {"led", "miss", "missing"}
        )
        - never
    )


def words_of(lowered: str) -> list[str]:
    """The words of lower-cased text, cut at every mark."""
    found = lowered.translate(_BLANKS).split()
    if "@" in lowered:
        found.append("@")
    return found


def triggered(words: list[str]) -> bool:
    """Whether a rule could find something in these words."""
    if not _all().isdisjoint(words):
        here = set(words)
        if not strong().isdisjoint(here) or not NOTES.isdisjoint(words[:3]):
            return True
        table = companions()
        return any(not beside.isdisjoint(here) for word in here if word in table for beside in table[word])
    return False


@lru_cache(maxsize=1)
def _all() -> frozenset[str]:
    return strong() | frozenset(companions())
