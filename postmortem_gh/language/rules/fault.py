"""The rule against holding somebody responsible; see its docstring, which is its page."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language import rewriting
from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.deeds import deeds
from postmortem_gh.language.mishaps import mishaps
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.slips import slips
from postmortem_gh.values.findings import Hit


def accusations(sentence: Sentence) -> Iterator[Accusation]:
    """All accusations in a sentence, by verb and by noun."""
    yield from deeds(sentence)
    yield from slips(sentence)
    yield from mishaps(sentence)


class Fault(Rule):
    """TODO"""

    id = "fault"
    title = "A person stands where the condition should"
    severity = "warning"

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        for said in accusations(sentence):
            if said.agent.kind != "name":
                yield self.hit(sentence, said.start, said.end, "Say which condition", *rewriting.of_accusation(sentence, said))
