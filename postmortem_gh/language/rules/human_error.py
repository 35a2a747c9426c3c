"""The rule about human error as an explanation; the docstring of the class is its page."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language import rewriting
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.verdicts import human_errors
from postmortem_gh.values.findings import Hit


class HumanError(Rule):
    """
    Human, operator or user error is given as what explains the incident.

    **Why.** “Human error” is a label that is put on an action afterwards, by people who know how it ended. It
    is a sign of trouble deeper inside the system, and so the point where the inquiry starts, not where it
    ends. The only remedies that follow from it are “be more careful” and another training, and neither
    changes anything for the next person in the same place.

    **How to rewrite.** Say what the action was and what made it look right: two buttons of the same colour, a
    prompt that did not tell the cluster, a runbook written for the old version. Then ask what else could have
    stopped its effect.

    Left alone: guards (“to prevent human error”), doubts (“human error is never a root cause”), and a user
    error that is a technical class of answers.
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
