from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.verdicts import human_errors
from postmortem_gh.values.findings import Hit


class HumanError(Rule):
    id = "human-error"
    title = "HumanError"
    severity = "warning"

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        for said in human_errors(sentence):
            start, end = (said.start, said.end) if hasattr(said, "start") else said
            yield self.hit(sentence, start, end, "x")
