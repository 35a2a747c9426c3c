"""The advice about asking people for care; the docstring of the class is its page."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.verdict.judging import is_denied
from postmortem_gh.values.findings import Hit

# The first word of an appeal → what may follow it, within two words.
APPEALS = {
    "more": words(
        "careful carefully attention care vigilant mindful cautious attentive diligent disciplined "
        "caution thorough training"
    ),
    "extra": words("care careful"),
    "greater": words("care caution"),
    "better": words("attention training"),
    "close": words("attention"),
    "be": words("careful vigilant mindful"),
    "try": words("harder"),
    "pay": words("attention"),
    "remember": words("to"),
    "not": words("forget"),
    "additional": words("training"),
    "further": words("training"),
}
ALONE = words("retrain retraining re-train re-training retrained")
REMINDING = words("remind reminded educate coach discipline reprimand train")
PEOPLE = words(
    "everyone everybody engineers developers staff team teams operators people colleagues admins members "
    "employees reviewers engineer developer operator person individual"
)


class BeCareful(Rule):
    """
    An action asks people to be more careful, to remember, to pay more attention, or to be trained
    again. This is advice.

    **Why.** Everybody was careful already, as far as the day allowed. Care runs out first under
    load, at night and in an incident, which is when it is needed, and a reminder is forgotten
    within weeks. Such an action cannot be finished either: nobody can tell whether it is done.
    Training helps where somebody lacked a skill; after an incident it mostly stands in for a change
    to the system.

    **How to rewrite.** Ask what would make the careful way the easy way, or the slip harmless: a
    check in the pipeline, a confirmation that names the cluster, a default that is safe, an undo, a
    limit, an alert. *Ask for the cluster's name before `delete`* instead of *be more careful with
    `delete`*.
    """

    id = "be-careful"
    title = "An appeal to be more careful"
    severity = "advice"
    source = (
        "Google, Site Reliability Engineering, chapter 15: you can't fix people, but you can fix systems",
        "Sidney Dekker, The Field Guide to Understanding “Human Error”: the bad-apple theory",
        "From Blame Game to Retrospective: retraining does nothing to strengthen the system",
    )
    finds = (
        "We will be more careful with migrations.",
        "Retrain the on-call engineers.",
        "Remind everyone to drain the node first.",
        "Pay more attention to the dashboard during a rollout.",
        "Remember to update the changelog.",
    )
    leaves = (
        "Ask for the name of the cluster before deleting it.",
        "Careful rollouts are the default since March.",
        "Retrain the model every night.",
        "The bot reminds the channel of open items.",
    )
    rewrites = (
        ("Be more careful when deleting namespaces.", "Ask for the namespace's name before deleting it."),
        ("Remind everyone to drain the node first.", "Let the upgrade script drain the node first."),
    )

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """Appeals to care and memory, and training as a remedy."""
        for i, word in enumerate(sentence.low):
            if sentence.tags[i] == "Q" or not _appeals(sentence, i, word) or is_denied(sentence, i):
                continue
            message = (
                "Everybody was careful already. What in the system would make the careful way the easy "
                "one, or "
                "the slip harmless?"
            )
            yield self.hit(sentence, i, i + 1, message)
            return


def _appeals(sentence: Sentence, i: int, word: str) -> bool:
    following = sentence.low[i + 1 : i + 4]
    if word in APPEALS and not APPEALS[word].isdisjoint(following[:2]):
        return _is_resolve(sentence, i) or word in ("extra", "additional", "further")
    if word in ALONE:
        return any(w in PEOPLE for w in sentence.low)
    return word in REMINDING and any(w in PEOPLE for w in following) and _is_resolve(sentence, i)


def _is_resolve(sentence: Sentence, i: int) -> bool:
    """A plan or an order, not a report of what was."""
    before = sentence.low[max(0, i - 8) : i]
    plans = ("will", "should", "must", "need", "needs", "have", "going", "to", "shall", "'ll", "let")
    return sentence.is_at_start(i) or any(w in plans for w in before) or (i < 3 and sentence.tags[0] in "bBN")
