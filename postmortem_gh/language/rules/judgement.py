from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.verdicts import verdicts
from postmortem_gh.values.findings import Hit


class Judgement(Rule):
    id = "judgement"
    title = "Judgement"
    severity = "warning"

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        for said in verdicts(sentence):
            start, end = (said.start, said.end) if hasattr(said, "start") else said
            yield self.hit(sentence, start, end, "x")
