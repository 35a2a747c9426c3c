"""The advice about action items that cannot be closed; the docstring of the class is its page."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon import verbs
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.values.findings import Hit

VAGUE = words(
    "improve enhance consider think explore revisit look better more ensure strengthen increase "
    "investigate review discuss evaluate assess examine rethink reconsider optimise optimize understand "
    "communicate monitor try raise research clarify work focus promote encourage foster continue keep be "
    "get streamline tighten address learn analyse analyze reflect study check make invest"
)
OPENINGS = words("to we should will must need the team please and then also")
CLOSING = words(
    "until when within least most below above under over less than every per before after without fails "
    "pass passes block blocks page pages alert alerts so unless"
)


class UnmeasurableAction(Rule):
    """
    An action item has no verb of change, or one that is never finished (improve, consider, look
    into), and no closing condition. This is advice, and only about action items.

    **Why.** An action item is a promise that somebody will be asked about in some weeks. “Improve
    monitoring” can be neither done nor given up; it grows old, and with it the belief that
    write-ups change anything.

    **How to rewrite.** Say what will be different and how one can see it: *page when the queue
    stays over 10,000 for five minutes*. Where that is not known yet, put a limit on finding out:
    *decide by 15 December whether the replica can take reads; write the decision into the ADR.* A
    line “Done when …” under the item will do as well.
    """

    id = "unmeasurable-action"
    title = "An action item that nobody can close"
    severity = "advice"
    only_action_items = True
    source = (
        "Google, The Site Reliability Workbook, chapter 10: actionable, specific and bounded",
        "Lunney, Lueder and Beyer, Postmortem Action Items: Plan the Work and Work the Plan (2017)",
    )
    finds = (
        "Improve monitoring.",
        "Look into the connection pool.",
        "Better communication between teams",
        "Consider a second region.",
    )
    leaves = (
        "Page when the queue stays over 10,000 for 5 minutes.",
        "Add an index on the orders table.",
        "Improve the restore so that it takes less than 10 minutes.",
        "Remove the fallback to the old cluster.",
    )
    rewrites = (
        ("Improve monitoring.", "Page when the queue stays over 10,000 for 5 minutes."),
        ("Look into the connection pool.", "Write down by Friday which setting bounds the connection pool."),
    )

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """The first words of an action item that can't be closed."""
        first = next((k for k, w in enumerate(sentence.low) if w[0].isalpha() and w not in OPENINGS), None)
        if first is None or _has_closing(sentence):
            return
        word = sentence.low[first]
        if word in VAGUE or not any(_changes(w) for w in sentence.low[first : first + 12]):
            message = "Nobody can tell when this is done. Say what will be different, and how one can see it."
            yield self.hit(sentence, first, len(sentence.low), message)


def _has_closing(sentence: Sentence) -> bool:
    if any(tag == "#" for tag in sentence.tags) or "done" in sentence.low:
        return True
    return any(word in CLOSING for word in sentence.low[2:])


def _changes(word: str) -> bool:
    """A verb of change, by any of its forms."""
    return word in verbs.forms() or word.endswith(("ate", "ify", "ise", "ize"))
