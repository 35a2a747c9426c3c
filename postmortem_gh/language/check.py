"""The check of one block of plain text: sentences in, hits out.

Called by language/lint.py for each block of prose that may hold a finding (`may_hit`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from postmortem_gh.language import sentences
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.rules import every
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.triggers import triggered, words_of
from postmortem_gh.values.findings import NOBODY, Hit, Names

Kind = Literal["prose", "action-item"]


def rules() -> tuple[Rule, ...]:
    """All rules, in the order of their pages."""
    return every()


def may_hit(lowered: str) -> bool:
    """Whether a block, lower-cased, is worth a close look."""
    return triggered(words_of(lowered))


def check(text: str, *, names: Names = NOBODY, kind: Kind = "prose", allow: Collection[str] = ()) -> list[Hit]:
    """The findings in one block, in the order of reading."""
    if not may_hit(text.lower()):
        return []
    quoted = sentences.quotations(text)
    found: list[Hit] = []
    for span in sentences.split(text):
        if not may_hit(text[span[0] : span[1]].lower()):
            continue
        sentence = Sentence(text, span, quoted)
        for rule in every():
            found += rule.find(sentence)
    return found
