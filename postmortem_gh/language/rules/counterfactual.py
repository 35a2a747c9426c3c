from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.counterfactuals import counterfactuals
from postmortem_gh.values.findings import Hit


class Counterfactual(Rule):
    id = "counterfactual"
    title = "Counterfactual"
    severity = "warning"

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        for said in counterfactuals(sentence):
            start, end = (said.start, said.end) if hasattr(said, "start") else said
            yield self.hit(sentence, start, end, "x")
