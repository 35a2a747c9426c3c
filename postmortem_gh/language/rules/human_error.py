"""The rule about human error as an explanation; the docstring of the class is its page."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language import rewriting
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon import people, systems
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.verdict.judging import Words
from postmortem_gh.values.findings import Hit

WHO_ERRS = words(
    "human operator user pilot people manual engineer engineering developer admin administrator "
    "clerical operational operating personnel employee staff personal technician programmer dba "
    "sysadmin contractor player players referee wetware meatware"
)
ERRS = words("error errors mistake mistakes failure failing fault")
SURELY_HUMAN = words("human operator pilot clerical wetware meatware")
GUARDS = words(
    "naming prevent prevents preventing prevented avoid avoids avoiding reduce reduces reducing reduced minimise "
    "minimize minimizes minimizing minimising eliminate eliminates eliminating against room risk risks "
    "chance chances possibility potential prone susceptible likelihood opportunity opportunities scope "
    "tolerant resilient tolerate tolerates tolerating mitigate mitigates mitigating allowed allowing "
    "normal ordinary inevitable occasional fewer less removes remove removing vulnerable guard guards "
    "limit limits limiting if whether blame blaming call called calling label labels labelled stop stops "
    "catch catches catching protect protects cause-of immune rate rates sources source for detect "
    "decrease decreases possible subject allow allows leaves leave open lower returned returns return "
    "throws threw logged may might could can"
)
DOUBTS = words(
    "seldom rarely not never no nor isn't rather instead beyond behind than n't neither without hardly "
    "nobody myth label"
)


class HumanError(Rule):
    """
    Human, operator or user error is given as what explains the incident.

    **Why.** “Human error” is a label that is put on an action afterwards, by people who know how it
    ended. It is a sign of trouble deeper inside the system, and so the point where the inquiry
    starts, not where it ends. The only remedies that follow from it are “be more careful” and
    another training, and neither changes anything for the next person in the same place.

    **How to rewrite.** Say what the action was and what made it look right: two buttons of the same
    colour, a prompt that did not tell the cluster, a runbook written for the old version. Then ask
    what else could have stopped its effect.

    Left alone: guards (“to prevent human error”), doubts (“human error is never a root cause”), and
    a user error that is a technical class of answers.
    """

    id = "human-error"
    title = "Human error as the explanation"
    severity = "error"
    source = (
        "Sidney Dekker, The Field Guide to Understanding “Human Error”: where the inquiry starts",
        "David Woods and others, Behind Human Error: the label is a judgement made in hindsight",
        "John Allspaw, Blameless PostMortems and a Just Culture (Etsy, 2012)",
    )
    finds = (
        "Root cause: human error.",
        "The outage was caused by human error.",
        "Leaving the machine in debug mode was an operator error.",
        "Human error led to the wrong configuration being applied.",
        "The deletion came down to user error.",
    )
    leaves = (
        "'Operator error' is never a root cause.",
        "The prompt is a guard against human error.",
        "Human error is a symptom, not a cause.",
        "The API returned a user error.",
        "We do not attribute incidents to human error.",
    )
    rewrites = (
        ("The outage was caused by human error.", "Which conditions made the outage possible?"),
        ("Root cause: human error.", "Which conditions made this action look right at the time?"),
    )

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """The words that name human error as the cause."""
        for start, end in human_errors(sentence):
            message = (
                "Human error is where the inquiry starts. Say which conditions made the action look right at "
                "the time, and what let its effect through."
            )
            yield self.hit(sentence, start, end, message, *rewriting.of_human_error(sentence, start))


SINGLE = words(
    "pebkac pebcak fat-fingered fat-finger fatfingered fat-fingering user-error human-error "
    "operator-error id10t id-10-t"
)
SLIPS_OF_HUMANS = words(
    "oversight slip slip-up slipup lapse negligence carelessness blunder misjudgement misjudgment "
    "inattention failing mishap mis-key miskey mistyping mishandling non-compliance noncompliance fumble"
)


def human_errors(sentence: Sentence) -> Iterator[Words]:
    """The words that name human error as what explains it."""
    if sentence.is_question or SPOKEN_OF.isdisjoint(sentence.low):
        return
    yield from _human_itself(sentence)
    for i in range(len(sentence.low)):
        end = _named_at(sentence, i)
        if end > i and _is_own_word(sentence, i, end) and _explains(sentence, i, end):
            yield i, end


SPOKEN_OF = (
    ERRS
    | SINGLE
    | SLIPS_OF_HUMANS
    | words("fat human humans layer layer-8 wetware meatware keyboard finger person people")
)


def _human_itself(sentence: Sentence) -> Iterator[Words]:
    """“Failure mode: human.”, “the tools worked, the humans didn't”, “between keyboard and chair”."""
    for i, word in enumerate(sentence.low):
        if sentence.tags[i] == "Q" or "not" in sentence.low[max(0, i - 4) : i]:
            continue
        if (
            _is_jest(sentence, i)
            or (word == "human" and _is_predicate(sentence, i))
            or _is_weakest(sentence, i)
        ):
            yield i, i + 1


def _is_jest(sentence: Sentence, i: int) -> bool:
    """“A problem between keyboard and chair”, “finger trouble”, “the usual wetware issue”."""
    word, near = sentence.low[i], sentence.low[max(0, i - 4) : i + 5]
    if word == "keyboard":
        return "chair" in near
    if word == "finger":
        return sentence.low[i + 1 : i + 2] in (["problem"], ["trouble"], ["fault"])
    return word in ("wetware", "meatware", "layer-8") and "no" not in near


FAULTY = words("error mistake failure cause fault problem mode category reason factor issue root")


def _is_predicate(sentence: Sentence, i: int) -> bool:
    """“The error was human”, “the mistake was a human one”, “cause category: human / procedural”."""
    after = sentence.low[i + 1 : i + 2]
    ends = after in ([], ["."], [","], [";"], ["/"], ["one"], [")"])
    linked = not {"was", "is", ":"}.isdisjoint(sentence.low[max(0, i - 2) : i])
    return ends and linked and not FAULTY.isdisjoint(sentence.low[:i])


HUMANS = words("human humans person people")


def _is_weakest(sentence: Sentence, i: int) -> bool:
    """“The weakest link was the human”, “not the software but the person driving it”, “the humans didn't”."""
    article = sentence.low[i - 1 : i] in (["the"], ["a"])
    if sentence.low[i] not in HUMANS or not article or sentence.tags[i + 1 : i + 2] == ["N"]:
        return False
    before = sentence.low[max(0, i - 9) : i - 1]
    if before[-1:] == ["but"] and "not" in before:
        return True
    linked = before[-1:] in (["was"], ["is"])
    if linked and ("link" in before or (before[-2:-1] == ["it"] and sentence.low[i] == "human")):
        return True
    problem = sentence.low[i] == "human" and any(
        sentence.low[k : k + 3]
        in (["was", "the", "problem"], ["was", "the", "cause"], ["is", "the", "problem"])
        for k in range(i + 1, i + 6)
    )
    if problem:
        return True
    failed = sentence.low[i + 1 : i + 4] in (["did", "not", "."], ["did", "not", ","], ["failed", "."])
    return sentence.low[i] in ("humans", "people") and "worked" in before and failed


DRIVERS = words("human user operator engineer developer admin people man staff employee")


def _is_own_word(sentence: Sentence, i: int, end: int) -> bool:
    """Not a quotation; a term in quotation marks that is given as the cause is the writer's own."""
    if sentence.tags[i] != "Q":
        return True
    start = i - (sentence.tags[i - 1 : i] == ["Q"])  # "an embarrassing human error"
    longer = sentence.tags[start - 1 : start] == ["Q"] or sentence.tags[end : end + 1] == ["Q"]
    return not longer and (_is_cause_before(sentence, start) or _is_subject_of_cause(sentence, end))


def _is_program(sentence: Sentence, i: int) -> bool:
    """“The Prometheus operator error”."""
    before = sentence.low[i - 1] if i else ""
    return before in people.SYSTEM_MODIFIERS or before in systems.PRODUCTS


def _named_at(sentence: Sentence, i: int) -> int:
    """Where a name for human error that begins at i ends; i when there is none."""
    if sentence.low[i] == "human" and sentence.low[i + 1 : i + 2] in ([], ["."]):
        return i + 1 if "cause" in sentence.low[max(0, i - 4) : i] else i
    word = sentence.low[i]
    following = sentence.low[i + 1] if i + 1 < len(sentence.low) else ""
    if word in SINGLE:
        return i + 1 + (following in ERRS | {"moment", "command", "typo"})
    if _is_program(sentence, i):
        return i
    if word in ("error", "errors") and sentence.low[i + 1 : i + 3] in (
        ["of", "judgement"],
        ["of", "judgment"],
    ):
        return i + 3
    if (word in WHO_ERRS or word in people.ROLES) and following in ERRS:
        return i + 2
    if (
        word == "human"
        and sentence.low[i + 2 : i + 3]
        and sentence.low[i + 2] in ERRS
        and following not in ERRS
    ):
        return i + 3  # "human technical error"
    who, _, how = word.partition("-")
    if how in ("driven", "induced", "caused", "made") and who in DRIVERS:
        error = next(
            (k for k in (i + 1, i + 2, i + 3) if sentence.low[k : k + 1] and sentence.low[k] in ERRS), i
        )
        return error + 1 if error > i else i
    weak = following in ("factor", "factors", "element") and (
        _is_cause_before(sentence, i) or _is_subject_of_cause(sentence, i + 2)
    )
    factor = word == "human" and (weak or following == "fallibility")
    if factor or (word in SURELY_HUMAN and following in SLIPS_OF_HUMANS):
        return i + 2
    if word in ("layer", "layer-8") and "8" in (word[-1], following):
        end = i + 1 + (following == "8")
        return end + (sentence.low[end : end + 1] in (["problem"], ["issue"], ["error"]))
    return i + 2 if word == "fat" and following in ("finger", "fingered", "fingering") else i


def _explains(sentence: Sentence, start: int, end: int) -> bool:
    word, noun = sentence.low[start], sentence.low[end - 1]
    following = sentence.low[end : end + 1]
    if following and (
        (sentence.tags[end] in "NU" and following[0] not in EXPLAINS)
        or following[0] in ("rate", "rates", "handling", "message")
    ):
        return False
    if noun in ("errors", "mistakes") and not (
        _is_cause_before(sentence, start) or _is_subject_of_cause(sentence, end)
    ):
        return False
    if (
        word not in SURELY_HUMAN
        and noun in ("failure", "fault", "failing")
        and not _is_cause_before(sentence, start)
    ):
        return False
    if word in ("engineering", "operational", "manual", "user", "people", "personal") and not (
        _is_cause_before(sentence, start)
        or _is_subject_of_cause(sentence, end)
        or noun in ("error", "mistake")
    ):
        return False
    return not _is_guarded(sentence, start) and not _is_saying(sentence, end)


CAUSES = words(
    "due by cause caused because was were reason from of : to causes trigger blame attributed through "
    "made factor"
)


def _is_cause_before(sentence: Sentence, start: int) -> bool:
    before = sentence.low[max(0, start - 7) : start]
    return any(w in CAUSES for w in before)


EXPLAINS = words(
    "caused led was resulted broke triggered meant crept left cost took wiped accounts accounted "
    "explains explained"
)


def _is_subject_of_cause(sentence: Sentence, end: int) -> bool:
    return not EXPLAINS.isdisjoint(sentence.low[end : end + 7])


def _is_guarded(sentence: Sentence, start: int) -> bool:
    """Denied, or spoken of as a thing to be ready for."""
    for k in range(start - 1, max(-1, start - 9), -1):
        low = sentence.low[k]
        if low in (";", ":", "—", "–", "but") or (low == "," and not _in_list(sentence, k)):
            return False
        if low in ("may", "might", "could", "can") and k < start - 3:
            continue
        if low in SAYING and k < start - 2:
            continue
        if sentence.tags[k] == "V" and low not in GUARDS:
            said = low in ("traced", "attributed", "explained", "blamed")
            doubts = DOUBTS | {"may", "might", "could"} | (set() if said else {"can"})
            return not doubts.isdisjoint(sentence.auxiliaries(k))
        if low == "no" and sentence.low[k + 1 : k + 2] in (["."], ["#"]):
            continue
        if low in DOUBTS or low in GUARDS:
            return not (low in ("not", "no") and sentence.low[k + 1 : k + 2] == ["only"])
    return False


SAYING = words("label labels labelled labeled call called calling source sources rate rates returned")


def _in_list(sentence: Sentence, comma: int) -> bool:
    return "or" in sentence.low[comma : comma + 6]


IN_GENERAL = words(
    "will can may might happens happen should must cannot never becomes could would does tends"
)


def _is_saying(sentence: Sentence, end: int) -> bool:
    """“Human error is a symptom”, “human error will happen”: said in general."""
    window = sentence.low[end : end + 3]
    if not window:
        return False
    if "possible" in sentence.low[end : end + 9] and not {"no", "not"}.isdisjoint(
        sentence.low[end : end + 8]
    ):
        return True  # "the human error of … is no longer possible"
    if (
        window[0] in ("is", "are", "isn't")
        and window[1:2] != ["what"]
        and "the cause" not in " ".join(sentence.low[end : end + 4])
    ):
        return not any(
            w in ("cause", "blame", "reason", "culprit", "explanation", "factor")
            for w in sentence.low[end : end + 7]
        ) or not DOUBTS.isdisjoint(sentence.low[end : end + 6])
    return (
        window[0] in IN_GENERAL
        or (window[0] in ("was", "were") and "not" in window)
        or any(w in ("ruled", "excluded") for w in sentence.low[end : end + 5])
    )
