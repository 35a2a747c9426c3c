"""The rule about a past that did not happen; the docstring of the class is its page."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language import rewriting
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.past import counterfactuals
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.values.findings import Hit


class CounterfactualRule(Rule):
    """
    A sentence tells what people could, should or would have done: “we should have tested”,
    “somebody could have noticed”, “had we looked”, “it should have been caught in review”, “it
    could have been avoided”. What a system should have done is fine: “the alert should have fired”
    describes a gap in the alert.

    **Why.** Counterfactuals describe a world that did not exist. They are drawn with the knowledge
    of today and measure people by it; they feel like an explanation, and say nothing about why what
    was done made sense to those who did it. In “the on-call should have noticed the alert”, all
    that matters is left out: how many alerts there were, what this one looked like, what else
    needed attention.

    **How to rewrite.** Describe what was there: *the alert was one of forty in that minute*. Or
    turn the wish into the question that it hides: *what would have made the alert easier to
    notice?* Or, where you know already what to change, into an action item: *page when the queue is
    over 10,000*.

    Left alone: present needs and plans (“we should add an alert”), what happily did not happen (“we
    would have lost data”, “it could have been worse”), and what could not have been known.
    """

    id = "counterfactual"
    title = "A past that did not happen"
    severity = "warning"
    source = (
        "Sidney Dekker, The Field Guide to Understanding “Human Error”: counterfactuals",
        "John Allspaw, Etsy Debriefing Facilitation Guide (2016): counterfactuals",
        "Howie: The Post-Incident Guide (Jeli, 2021): ask how, not why not",
    )
    finds = (
        "We should have tested the restore.",
        "The on-call should have noticed the alert.",
        "This should have been caught during code review.",
        "The outage could have been avoided by testing.",
        "Had we looked at the quota, we would have seen it coming.",
        "If the developer had read the docs, this would not have happened.",
        "I wish we had asked the network team earlier.",
        "The best approach would have been to roll back.",
        "The team should of checked the limits.",
    )
    leaves = (
        "The alert should have fired.",
        "A cache would have served stale data.",
        "We should add an alert on the queue.",
        "It could have been worse.",
        "We would have lost the data without the snapshot.",
        "The pods should have been restarted automatically.",
        "If only one replica is left, writes stop.",
        "We could not have known this from the dashboard.",
    )
    rewrites = (
        (
            "The on-call should have noticed the alert.",
            "What would have made it easier to notice the alert?",
        ),
        (
            "This should have been caught during code review.",
            "What would have made it easier to catch this during code review?",
        ),
        (
            "We should not have merged on a Friday.",
            "What made it seem right to merge on a Friday?",
        ),
    )

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """Counterfactuals about people."""
        for said in counterfactuals(sentence):
            message = (
                "This tells of a past that did not happen. Say what could be seen and done at the time, or "
                "ask "
                "what would have made it easier."
            )
            rewrites = rewriting.of_counterfactual(sentence, said.verb, said.voice)
            yield self.hit(sentence, said.start, said.end, message, *rewrites)
