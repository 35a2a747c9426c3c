"""The rule about individuals tied to what went wrong; the docstring of the class is its page."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language import rewriting
from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.entangled import entangled
from postmortem_gh.language.rules.fault import accusations, is_individual
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.values.findings import Hit


class Naming(Rule):
    """
    An individual, by name or handle, is tied to what went wrong: “Priya's change broke it”, “Raul
    dismissed the warning”. Owners of action items, authors, people who are thanked, who joined a
    call or who mended things may be named freely.

    **Why.** A write-up is read for years, by people who were not there. A name next to the harm is
    what they will remember, and nothing about the incident is explained by it: the next person in
    the same place, with the same information, would most likely have done the same. Readers who see
    that names are kept out of it write down more.

    **Whose name is found.** People whom the repository knows (participants, assignees, mentions)
    first. Of other words only a usual given name or a handle counts, or a word that the sentence
    itself treats as a person, and only where the same sentence ties it to harm: never for its
    capital letter alone. People who agreed to be named (`/name-me`) are not found by this rule.

    **How to rewrite.** Leave the actor out (“the change broke the checkout”) or write the role
    (“Responder A”); then say what made the step look right at the time.
    """

    id = "naming"
    title = "A name next to what went wrong"
    severity = "warning"
    source = (
        "Google, Site Reliability Engineering, chapter 15: written without indicting any individual",
        "Etsy, Debriefing Facilitation Guide (2016)",
        "From Blame Game to Retrospective: publish no names unless people agree to it",
    )
    finds = (
        "Priya's change broke the checkout.",
        "Raul dismissed the warning.",
        "Bob failed to drain the node.",
        "The outage was caused by Anna's migration.",
        "Sergey pushed a config that took the site down.",
        "@jsmith missed the page.",
    )
    leaves = (
        "Priya joined the call at 10:04.",
        "Owner: Priya, facilitator: Raul.",
        "Thanks to Anna for the quick rollback.",
        "Jenkins failed to push the image.",
        "Priya deployed v2.3 at 10:02.",
        "Bob pushed the fix that brought the site back.",
    )
    rewrites = (
        ("Priya's change broke the checkout.", "The change broke the checkout."),
        (
            "Bob failed to drain the node before the upgrade.",
            "The process did not make sure that the node was drained before the upgrade.",
        ),
        ("Marco deleted the production database.", "The production database was deleted."),
    )

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """Accusations of a named individual who did not agree to be named."""
        told = tuple(said for said in accusations(sentence) if is_individual(sentence, said))
        beside = (said for said in entangled(sentence) if is_individual(sentence, said))
        for said in told or beside:
            yield self.hit(sentence, said.start, said.end, *_advice(sentence, said))


def _advice(sentence: Sentence, said: Accusation) -> tuple[str, ...]:
    role = sentence.known.role(said.agent.name)
    instead = f"write “{role}”" if role else "write the role"
    message = (
        f"The name is not needed to learn from this: {instead} or leave the actor out, and say what made "
        "the step look right at the time."
    )
    rewrites = rewriting.of_accusation(sentence, said)
    return (message, *rewrites, rewriting.in_role(sentence, said, role or "a responder"))
