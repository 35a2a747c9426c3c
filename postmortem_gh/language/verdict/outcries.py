"""What is cried out about people's work: no excuse, corners cut, shockingly, a rushed rollout."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon import grammar
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.verdict.judging import DEEDS, Words, bad_choice, is_denied, judges


def rushed_work(sentence: Sentence, i: int) -> Iterator[Words]:
    """“The rushed rollout skipped the canary”."""
    if sentence.low[i + 1 : i + 2] and sentence.low[i + 1] in DEEDS and not is_denied(sentence, i):
        yield i, i + 2
    else:
        yield from bad_choice(sentence, i)


def corners(sentence: Sentence, i: int) -> Iterator[Words]:
    """“Corners were cut.”"""
    cut = "cut" in sentence.low[i + 1 : i + 4] and not {"were", "was", "been"}.isdisjoint(
        sentence.low[i + 1 : i + 3]
    )
    if cut and not is_denied(sentence, i):
        yield i, i + 3


def no_business(sentence: Sentence, i: int) -> Iterator[Words]:
    """“The change had no business going out on a Friday”."""
    if sentence.low[i - 2 : i] == ["had", "no"] and sentence.tags[i + 1 : i + 2] == ["G"]:
        yield i - 2, i + 1


def outrageous(sentence: Sentence, i: int) -> Iterator[Words]:
    """“It is unacceptable that the backups were not tested”."""
    that = sentence.low[i + 1 : i + 2] in (["that"], ["how"])
    if that and i > 1 and sentence.low[i - 2] in ("it", "this") and sentence.low[i - 1] in ("is", "was"):
        undone = any(
            sentence.is_negated(k) for k in range(i + 2, len(sentence.low)) if sentence.tags[k] == "V"
        )
        if undone or sentence.noun_phrase_after(i + 2).is_human:
            yield i, i + 1
    else:
        yield from bad_choice(sentence, i)


def exclaimed(sentence: Sentence, i: int) -> Iterator[Words]:
    """“Shockingly, no one had noticed”; that nothing was lost, amazingly, is relief."""
    if not sentence.is_at_start(i) or sentence.low[i + 1 : i + 2] != [","] or i + 2 >= len(sentence.low):
        return
    agent = sentence.noun_phrase_after(i + 2)
    ashamed = sentence.low[i] in ("embarrassingly", "shamefully", "inexplicably", "unbelievably")
    if agent.kind == "nobody" or (ashamed and agent.is_somebody):
        yield i, i + 1


def shame(sentence: Sentence, i: int) -> Iterator[Words]:
    if sentence.low[i + 1 : i + 2] == ["on"] and sentence.noun_phrase_after(i + 2).is_human:
        yield i, i + 3


def no_excuse(sentence: Sentence, i: int) -> Iterator[Words]:
    """ "There is no excuse for not having backups"."""
    compound = sentence.tags[i + 1 : i + 2] == ["N"]
    if (
        not compound
        and sentence.low[max(0, i - 1)] == "no"
        and {"there", "had", "have"} & set(sentence.low[max(0, i - 4) : i])
    ):
        yield i - 1, i + 1


def not_up_to(sentence: Sentence, i: int) -> Iterator[Words]:
    """“Some of the code wasn't exactly up to standard”."""
    person = sentence.low[i] in ("task", "job")
    up_to = (
        sentence.low[i - 3 : i] == ["up", "to", "the"] if person else sentence.low[i - 2 : i] == ["up", "to"]
    )
    if not up_to or "not" not in sentence.low[max(0, i - 6) : i]:
        return
    copula = next((k for k in range(i - 3, max(-1, i - 8), -1) if sentence.low[k] in grammar.BE), None)
    if not person or (copula is not None and sentence.subject(copula).is_somebody):
        yield i - 2, i + 1


def out_of_depth(sentence: Sentence, i: int) -> Iterator[Words]:
    """“The developer was clearly out of his depth”."""
    if sentence.low[i - 3 : i - 1] == ["out", "of"] and sentence.low[i - 1] in (
        "his",
        "her",
        "their",
        "our",
        "my",
    ):
        yield i - 3, i + 1


def it_shows(sentence: Sentence, i: int) -> Iterator[Words]:
    """“It was written by a beginner, and it shows”."""
    if sentence.low[i - 2 : i] == ["and", "it"] and sentence.low[i + 1 : i + 2] in ([], ["."], ["!"], [","]):
        yield i - 2, i + 1


GOOD = words("competent responsible careful real decent sane serious professional experienced")


def no_good_one_does(sentence: Sentence, i: int) -> Iterator[Words]:
    """“A competent administrator does not leave telnet open”."""
    agent = sentence.noun_phrase_after(i)
    does = sentence.low[agent.end : agent.end + 2]
    never = does in (["does", "not"], ["would", "never"], ["would", "not"]) or does[:1] == ["never"]
    if never and sentence.low[i - 1 : i] in (["a"], ["any"], ["no"]) and agent.kind in ("role", "someone"):
        yield i - 1, agent.end


def in_over_head(sentence: Sentence, i: int) -> Iterator[Words]:
    """“She was in over her head”."""
    if sentence.low[i - 3 : i - 1] == ["in", "over"]:
        yield i - 3, i + 1


def not_proud(sentence: Sentence, i: int) -> Iterator[Words]:
    """“Not our finest hour”, “we are not proud of this”."""
    finest = sentence.low[i] in ("finest", "proudest") and sentence.low[i + 1 : i + 2] in (
        ["hour"],
        ["moment"],
    )
    proud = sentence.low[i] == "proud" and sentence.low[i + 1 : i + 2] == ["of"]
    if (finest or proud) and "not" in sentence.low[max(0, i - 4) : i]:
        yield i, i + 1


def thought_out(sentence: Sentence, i: int) -> Iterator[Words]:
    """“The plan was poorly thought out”, “the change was not thought through”."""
    badly = sentence.low[i - 1 : i] in (["poorly"], ["badly"], ["not"], ["hardly"])
    if badly and sentence.low[i + 1 : i + 2] in (["out"], ["through"]):
        yield i - 1, i + 2


def no_clue(sentence: Sentence, i: int) -> Iterator[Words]:
    """“Management has no clue”."""
    if sentence.low[i - 1 : i] == ["no"] and sentence.low[i - 2 : i - 1] in (["has"], ["have"], ["had"]):
        agent = sentence.subject(i - 2)
        if agent.is_human and agent.kind not in ("we", "user"):
            yield i - 1, i + 1


def blind_faith(sentence: Sentence, i: int) -> Iterator[Words]:
    """“Blind trust in the vendor”."""
    trusted = sentence.low[i + 1 : i + 2] in (
        ["trust"],
        ["faith"],
        ["confidence"],
        ["reliance"],
        ["obedience"],
    )
    if trusted and not is_denied(sentence, i):
        yield i, i + 2


def what_a_mess(sentence: Sentence, i: int) -> Iterator[Words]:
    """“What a mess”, and whatever else is said to be one."""
    if sentence.low[i - 2 : i] in (["what", "a"], ["what", "an"]):
        yield i - 2, i + 1
    elif judges(sentence, i):
        yield i, i + 1


def beggars_belief(sentence: Sentence, i: int) -> Iterator[Words]:
    """“It beggars belief that nobody noticed”."""
    if sentence.low[i - 1 : i] in (["beggars"], ["beggared"], ["defies"]):
        yield i - 1, i + 1


def nothing_of(sentence: Sentence, i: int) -> Iterator[Words]:
    """“There was zero ownership”, “No accountability.”"""
    opens = sentence.is_at_start(i) or sentence.low[i - 2 : i] in (["there", "was"], ["there", "is"])
    ends = sentence.low[i + 2 : i + 3] in ([], ["."], ["!"], [","])
    if opens and ends and sentence.low[i + 1 : i + 2] and sentence.low[i + 1] in OF_ATTITUDE:
        yield i, i + 2


OF_ATTITUDE = words(
    "ownership accountability discipline responsibility leadership urgency diligence professionalism"
)
