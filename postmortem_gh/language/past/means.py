"""What people could have brought, told as what would have helped: more care, one look, an earlier start.

Used beside this file. “Better communication would have avoided this” blames as “we should have
communicated” does; “a cache would have helped” speaks of a system and does not.
"""

from __future__ import annotations

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.past.classes import HUMAN_WORK

QUALITIES = words(
    "communication testing planning attention care preparation coordination diligence reviewing checking "
    "thinking discipline leadership foresight teamwork thought vigilance caution effort rigor rigour "
    "supervision patience awareness oversight focus judgement judgment listening curiosity ownership "
    "collaboration participation organisation organization engagement involvement consultation agreement "
    "consensus delegation accountability follow-through escalation response reaction notification eyes"
)
MEETINGS = words(
    "check-in check-ins checkin checkins meeting meetings standup standups stand-up stand-ups sync "
    "syncs  discussion discussions kickoff kick-off conversation conversations review reviews rehearsal "
    "rehearsals rollback action intervention failover restart roadmap assignment assignments rotation "
    "feedback milestone milestones deadlines  priorities roles responsibilities expectations start "
    "planning"
)
MORE = words(
    "immediate prompt swift timely quicker faster more better proper closer greater earlier careful "
    "adequate sufficient good thorough simple quick  extra clearer due reasonable some basic little "
    "early regular frequent periodic consistent stricter  tighter second stronger balanced motivating "
    "shorter short weekly"
)
LOOKS = words("look glance peek question call conversation message read thought chat e-mail email")
GLIMPSES = words("check review search test scan test-run")
BRIEF = words("quick single brief simple cursory careful closer short second manual moment's minute's")
STOPPED = words("catch prevent avoid avert discover reveal spot identify save stop spare tell show")
EASED = words(
    "help improve reduce ease smooth streamline speed accelerate shorten alleviate focus sharpen ensure "
    "clarify prioritise prioritize benefit cut halve limit save contain"
)
HELPED = (
    STOPPED
    | EASED
    | words(
        "make lead contribute keep maintain strengthen enable allow simplify resolve solve fix mitigate "
        "detect give"
    )
)
WORTH_DOING = words(
    "check verify read ask test review look inform tell call consult communicate follow think pay "
    "rehearse talk listen plan document validate inspect compare agree discuss start define meet "
    "coordinate"
)
SPANS = words("minute minutes hour hours moment bit second seconds day ounce little")
CLAUSE_ENDS = frozenset((";", ":", "—", "–", "but", "and"))


def means_before(sentence: Sentence, i: int) -> int:
    """Where the words begin that tell what people could have brought, before "would have"; -1 without any.

    “Better communication would have …”, “with more care this would not have …”, “one look at the graph
    would have …”, “checking the log first would have …”.
    """
    start = i
    while start > 0 and i - start < 16 and not _ends_clause(sentence, start - 1):
        start -= 1
    helped = _what_helped(sentence, i)
    deed = _deed_before(sentence, start, i, helped)
    if deed >= 0:
        return deed
    for k in range(start, i):
        if _is_quality(sentence, start, k, helped) or _is_look(sentence, k):
            return max(start, k - 1)
    return -1


def _ends_clause(sentence: Sentence, k: int) -> bool:
    """An "and" ends one only behind a verb; else it joins what helped: “clearer talk and follow-through”."""
    word = sentence.low[k]
    joins = word == "and" and {"V", "X", "M", "B"}.isdisjoint(sentence.tags[max(0, k - 12) : k])
    return word in CLAUSE_ENDS and not joins


def _what_helped(sentence: Sentence, i: int) -> frozenset[str]:
    """The verbs that tell what would have come of it."""
    return frozenset(verbs.lemma(word) for word in sentence.low[i + 1 : i + 5])


def _deed_before(sentence: Sentence, start: int, i: int, helped: frozenset[str]) -> int:
    """A gerund that is the subject: “reviewing a draft earlier would have caught it”."""
    if sentence.tags[0] == "G" and "V" not in sentence.tags[:i] and "X" not in sentence.tags[: i - 1]:
        start = 0
    for k in range(start, i):
        if sentence.tags[k] == "G" and _opens(sentence, start, k):
            base = verbs.lemma(sentence.low[k])
            eased = base in HUMAN_WORK and not EASED.isdisjoint(helped)
            return k if base in WORTH_DOING or eased or not STOPPED.isdisjoint(helped) else -1
    return -1


def _opens(sentence: Sentence, start: int, k: int) -> bool:
    """Whether nothing but adverbs stands between this word and the beginning of its clause."""
    j = k - 1
    while j >= start and sentence.tags[j] in "A!":
        j -= 1
    return j < start or sentence.low[j] in (",", "that", "think", "feel", "believe")


def _is_quality(sentence: Sentence, start: int, k: int, helped: frozenset[str]) -> bool:
    """“more care”, “clearer agreement”, “regular check-ins”, the latter only with what they would have done."""
    word = sentence.low[k]
    if word not in QUALITIES and word not in MEETINGS:
        return False
    before = sentence.low[max(start, k - 4) : k]
    if before[-1:] == ["of"] and not SPANS.isdisjoint(before):
        return word in QUALITIES  # "five minutes of testing"
    if MORE.isdisjoint(before) or sentence.tags[k + 1] == "N":
        return False  # "our more efficient request and response fuzzers"
    return word in QUALITIES or (word in MEETINGS and not HELPED.isdisjoint(helped))


def _is_look(sentence: Sentence, k: int) -> bool:
    """“one look at the graph”, “a quick check”; not “a read replica”, “the review app”."""
    if sentence.tags[k + 1 : k + 2] == ["N"] or not k or sentence.low[k - 1] == "with":
        return False
    word, before = sentence.low[k], sentence.low[k - 1]
    if before == "one" and word in LOOKS:
        return True
    looked = word in LOOKS and (sentence.tags[k - 1] in "DJN#" or before == "one")
    if not looked and not (word in GLIMPSES and before in BRIEF):
        return False
    return sentence.classify(sentence.base_start(k), k + 1).kind == "system"
