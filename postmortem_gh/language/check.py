"""The check of one block of plain text: sentences in, hits out.

Called by language/lint.py for each block of prose. Most blocks hold no word that a rule begins with and
are left at once; of the others only the sentences that do are parsed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Literal

from postmortem_gh.language import sentences
from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.known import NO_ONE, Known
from postmortem_gh.language.rules import every
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.triggers import triggered, words_of
from postmortem_gh.values.findings import NOBODY, Hit, Names

Kind = Literal["prose", "action-item"]
MOST_REWRITES = 40
"""In one block of prose; nobody reads on after so many."""


def rules() -> tuple[Rule, ...]:
    """All rules, in the order of their pages."""
    return every()


def may_hit(lowered: str) -> bool:
    """Whether a block, lower-cased, is worth a close look."""
    return triggered(words_of(lowered))


def check(
    text: str, *, names: Names = NOBODY, kind: Kind = "prose", allow: Collection[str] = ()
) -> list[Hit]:
    """The findings in one block, in the order of reading."""
    lowered = text.lower()
    known = Known(names) if names.roles or names.consented else NO_ONE
    if kind != "action-item" and not known and not may_hit(lowered):
        return []
    found = _find(text, known, kind)
    if allow:
        found = _not_allowed(found, lowered, allow)
    # A rewrite is tried by reading it, which takes as long as a sentence; hostile text holds thousands.
    tried = [_with_safe_rewrites(hit, known) for hit in found[:MOST_REWRITES]]
    return tried + [replace(hit, suggestions=()) for hit in found[MOST_REWRITES:]]


def _find(text: str, known: Known, kind: Kind) -> list[Hit]:
    quoted = sentences.quotations(text)
    found: list[Hit] = []
    for span in sentences.split(text):
        if kind == "action-item" or known or may_hit(text[span[0] : span[1]].lower()):
            found += _in_sentence(Sentence(text, span, quoted, known), kind)
    return found


def _in_sentence(sentence: Sentence, kind: Kind) -> list[Hit]:
    """The hits of all rules, where no words are claimed twice."""
    found: list[Hit] = []
    for rule in every():
        if rule.only_action_items and kind != "action-item":
            continue
        for hit in rule.find(sentence):
            if all(hit.end <= other.start or hit.start >= other.end for other in found):
                found.append(hit)
    return sorted(found, key=lambda hit: (hit.start, hit.end))


def _not_allowed(found: Iterable[Hit], lowered: str, allow: Collection[str]) -> list[Hit]:
    """The hits without those that touch a phrase which the settings allow."""
    allowed = [
        span for phrase in allow if phrase.strip() for span in _places(lowered, phrase.strip().lower())
    ]
    return [hit for hit in found if not any(start < hit.end and hit.start < end for start, end in allowed)]


def _places(lowered: str, phrase: str) -> Iterable[tuple[int, int]]:
    start = lowered.find(phrase)
    while start >= 0:
        yield start, start + len(phrase)
        start = lowered.find(phrase, start + len(phrase))


def _with_safe_rewrites(hit: Hit, known: Known) -> Hit:
    """The hit without rewrites that would be findings themselves."""
    if not hit.suggestions:
        return hit
    safe = [s for s in hit.suggestions if all(h.severity == "advice" for h in _find(s.text, known, "prose"))]
    return replace(hit, suggestions=tuple(safe[:2]))
