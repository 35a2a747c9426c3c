from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language import rewriting
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.rules.fault import accusations
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.values.findings import Hit


class Naming(Rule):
    id = "naming"
    title = "A named person"
    severity = "warning"

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        for said in accusations(sentence):
            if said.agent.kind == "name":
                yield self.hit(sentence, said.start, said.end, "Say which condition", *rewriting.of_accusation(sentence, said))
