"""The rule against holding somebody responsible; the docstring of the class is its page."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language import rewriting
from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.deeds import deeds
from postmortem_gh.language.lexicon import systems
from postmortem_gh.language.mishaps import mishaps
from postmortem_gh.language.nouns import slips
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.values.findings import Hit


def accusations(sentence: Sentence) -> tuple[Accusation, ...]:
    """All accusations in a sentence, by verb, by noun, and by what a name is tied to."""
    if sentence.said is None:
        sentence.said = (*deeds(sentence), *slips(sentence), *mishaps(sentence))
    return sentence.said


def is_individual(sentence: Sentence, said: Accusation) -> bool:
    """Whether one named person is accused who did not agree to be named."""
    agent = said.agent
    named = agent.kind == "name" or (
        agent.kind in ("capital", "initial") and agent.name.lower() not in systems.COMPANIES
    )
    return named and not sentence.known.agreed(agent.name)


WHO = {
    "we": "we ourselves stand", "team": "a team stands", "org": "a company stands", "user": "users stand",
    "nobody": "“nobody” stands", "someone": "somebody stands",
}  # fmt: skip


class Fault(Rule):
    """
    A sentence says that a person failed, forgot, missed or ignored something, was wrong, slipped,
    or is the cause. The person may be named, a role, a team, a company, “we”, “nobody”, or left out
    of a short note (“Didn't check the logs”). The same words about a system are fine: a health
    check may fail, a parser may ignore a line.

    **Why.** Once there is somebody who failed, the inquiry is over: there is nothing left to ask.
    What the person saw, which tool they had, what the process asked of them, and why it made sense
    to do what they did are the things that can be changed, and they are missing from such a
    sentence. People who expect to be written about in this way tell less next time. That holds for
    “we” too: “we failed to” is gentler than “they failed to”, but it stops at the same place.

    **How to rewrite.** Put the condition where the person stands. *The change was not reviewed*
    instead of *the team failed to review the change*; *the process had no rollback step* instead of
    *they forgot the rollback*; *the two hosts had the same prompt* instead of *she ran it on the
    wrong host*. Where you don't know the condition, write the question: what would have made the
    alert easier to notice?

    Left alone: what we did, told without reproach (“we deployed at 10:02”), a step of our own that
    was not taken (“we did not test how long it runs”), attackers, thanks, owners, denied blame,
    quotations.
    """

    id = "fault"
    title = "A person stands where the condition should"
    severity = "warning"
    source = (
        "John Allspaw, Blameless PostMortems and a Just Culture (Etsy, 2012)",
        "Sidney Dekker, The Field Guide to Understanding “Human Error”: the new view",
        "Google, Site Reliability Engineering, chapter 15: Postmortem Culture",
    )
    finds = (
        "Bob's team failed to drain the node before the upgrade.",
        "The on-call engineer ignored the disk alert.",
        "We accidentally deleted an entry in the table.",
        "Nobody checked whether the backups were complete.",
        "The outage was caused by an engineer who ran the script twice.",
        "Due to an oversight on our side, the flag stayed on.",
        "The vendor is to blame for the delay.",
        "Didn't check the logs before restarting.",
        "The developer, who was new, didn’t follow the runbook.",
        "We deployed without checking in with the previous shift.",
        "The restart was overlooked.",
        "Lack of diligence on their side.",
        "Why did the developer forget to add the index?",
    )
    leaves = (
        "The health check failed to drain the node.",
        "The parser ignored the malformed line.",
        "The change was not reviewed.",
        "Nobody was paged, because the route was muted.",
        "The platform team is responsible for the load balancers.",
        "We deployed version 2.3 at 10:02 and rolled it back at 10:20.",
        "If an operator forgets the flag, the tool asks.",
        "Nobody is at fault.",
        "An attacker deleted the audit logs.",
        "“We forgot to renew it,” said the first report.",
        "We failed over to the second region.",
    )
    rewrites = (
        (
            "The on-call failed to drain the node before the upgrade.",
            "The process did not make sure that the node was drained before the upgrade.",
        ),
        ("An engineer mistakenly wiped the disk.", "It was possible to accidentally wipe the disk."),
        ("The on-call missed the page.", "What would have made the page easier to notice?"),
        ("We mistakenly thought our usage was safe.", "At the time it looked as if our usage was safe."),
        ("The change was not checked by the platform team.", "The change was not checked."),
    )

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """Accusations of anybody but a named individual."""
        for said in accusations(sentence):
            if not is_individual(sentence, said):
                who = WHO.get(said.agent.kind, "a person stands")
                message = (
                    f"Here {who} where the condition should. Say what made it likely: the tool, the process, "
                    "what could be seen at the time."
                )
                yield self.hit(
                    sentence, said.start, said.end, message, *rewriting.of_accusation(sentence, said)
                )
