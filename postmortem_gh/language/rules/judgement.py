"""The rule about verdicts on people and their work; the docstring of the class is its page."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language import rewriting
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.verdict import verdicts
from postmortem_gh.values.findings import Hit


class Judgement(Rule):
    """
    A verdict on people or on their work: careless, sloppy, reckless, too lazy, did not bother, a
    poor decision, not invested enough.

    **Why.** A verdict takes the place of an explanation. “A careless change” tells how the writer
    feels about the change; what it touched, what the author could see, and which check had nothing
    to say about it would tell the reader something. Every reckless-looking step seemed reasonable
    to somebody: the useful question is which conditions made it so. Where there truly was bad
    faith, it is a matter between that person and their employer and has no place in a write-up.

    **How to rewrite.** Take the verdict out and see what remains. Where nothing remains, say what
    people were working with: how much time, which tools, which other alerts, which earlier success
    with the same step.

    Left alone: the technical senses (lazy loading, a naive Bayes filter, a sloppy phrase query, a
    dumb terminal) and denials (“this was not reckless”).
    """

    id = "judgement"
    title = "A verdict on people or their work"
    severity = "warning"
    source = (
        "Sidney Dekker, The Field Guide to Understanding “Human Error”: judgemental language",
        "From Blame Game to Retrospective: what conditions made the decision seem reasonable at the time?",
        "Howie: The Post-Incident Guide (Jeli, 2021)",
    )
    finds = (
        "It was a careless change.",
        "The reviewer did not bother to open the diff.",
        "This was a reckless decision.",
        "The engineer was too lazy to write a test.",
        "The operator carelessly typed the command.",
        "Not everyone was equally invested in the migration.",
        "It was stupid to run this on production.",
    )
    leaves = (
        "The proxy uses lazy loading.",
        "There was no obvious change in traffic.",
        "A naive retry made the load worse.",
        "The poor performance of the query was the trigger.",
        "A sloppy phrase query matched too many documents.",
        "This was not a reckless decision.",
    )
    rewrites = (
        ("The operator carelessly typed the command.", "The operator typed the command."),
        ("The sloppy rollout broke the checkout.", "The rollout broke the checkout."),
    )

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """The words of each verdict."""
        for start, end in verdicts(sentence):
            message = (
                "This is a verdict on people or their work. Say what they could see and what they were "
                "working "
                "with; the verdict can go."
            )
            yield self.hit(sentence, start, end, message, _without_verdict(sentence, start, end))


def _without_verdict(sentence: Sentence, start: int, end: int) -> str:
    """The sentence without an adverb, or without an adjective between the and its noun."""
    if end - start != 1:
        return ""
    before = sentence.low[start - 1] if start else ""
    if sentence.tags[start] == "A" and sentence.low[start].endswith("ly"):
        return rewriting.without_words(sentence, start, end)
    attribute = before in ("the", "our", "their") and end < len(sentence.tags) and sentence.tags[end] in "NU"
    return rewriting.without_words(sentence, start, end) if attribute else ""
