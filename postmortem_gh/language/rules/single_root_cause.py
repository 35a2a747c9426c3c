"""The advice about one root cause; the docstring of the class is its page."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.values.findings import Hit

CAUSES = words("cause reason trigger culprit")
ONLY = words("single only sole one")
DENYING = words("no not never without nor than isn't find look finding looking seek")


class SingleRootCause(Rule):
    """
    A sentence names *the* root cause, or the only cause. This is advice; nothing is wrong with the
    sentence.

    **Why.** What fails in a complex system fails because several things came together, each of them
    needed and none of them enough. A single cause is where somebody stopped looking: the change
    that triggered it hides the missing check, the alert that stayed silent, and the deadline. Each
    of these is a place where the next incident can be stopped, so that a write-up with one cause
    has one place less than it might have.

    **How to rewrite.** Name the trigger, and then the conditions that let it through: *the trigger
    was the new index; it took effect because the migration had no limit on lock time, and it lasted
    because the alert watched the replica only.*
    """

    id = "single-root-cause"
    title = "One root cause"
    severity = "advice"
    source = (
        "Richard Cook, How Complex Systems Fail (1998), points 3 and 7",
        "Howie: The Post-Incident Guide (Jeli, 2021): contributing factors",
        "From Blame Game to Retrospective: root-cause-only write-ups recur",
    )
    finds = (
        "The root cause was a missing index.",
        "Root cause: a full disk.",
        "The only reason for the outage was the new index.",
    )
    leaves = (
        "Contributing factors: a missing index, no limit on lock time.",
        "There is no single root cause.",
        "The root causes are listed below.",
        "The trigger was a missing index.",
    )
    rewrites = (
        ("The root cause was a missing index.", "The trigger was a missing index; it took effect because …"),
    )

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """“the root cause was”, “the only reason”."""
        for i, word in enumerate(sentence.low[:-1]):
            if word in CAUSES and sentence.tags[i] != "Q" and i < 8 and _is_only_one(sentence, i):
                message = (
                    "Behind a cause stand conditions. Name the trigger, then the conditions that let it "
                    "through and made it last."
                )
                yield self.hit(sentence, max(0, i - 1), i + 1, message)
                return


def _is_only_one(sentence: Sentence, i: int) -> bool:
    before = sentence.low[max(0, i - 4) : i]
    if any(word in DENYING for word in before) or not before:
        return False
    asserted = sentence.low[i + 1] in ("was", "is", ":", "of", "for", "behind", "identified") or any(
        word in ("was", "is") for word in sentence.low[i + 1 : i + 6]
    )
    following = sentence.low[i + 1 : i + 8]
    if "not" in following[:4] or not asserted or sentence.low[i + 1] in ("analysis", "analyses"):
        return False
    return (sentence.low[i] == "cause" and before[-1] == "root") or any(word in ONLY for word in before[-2:])
