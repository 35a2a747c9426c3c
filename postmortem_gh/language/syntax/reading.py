"""The words of a sentence and where they stand: first layer of clauses.Sentence.

Contractions are taken apart ("didn't" is did and not) and spoken forms spelled out ("should of").
"""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_gh.language.known import NO_ONE, Known
from postmortem_gh.language.lexicon import grammar as g
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.text.patterns import pattern

SPLIT_NEGATIVES = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
SPOKEN = {"shoulda": "should", "coulda": "could", "woulda": "would"}
CONTRACTED = {"'ve": "have", "'re": "are", "'m": "am", "'ll": "will"}
IS_AFTER = words("it he she that who there what here where how this let")


_TOKENS = pattern("[@#]?\\w+(?:(?:[-'./]|’)\\w+)*|\ufffc+|[^\\w\\s]")


_CONTRACTION = pattern(r"(n't)?('ve|'s|'d|'ll|'re|'m)?\Z")


class Words:
    """The words of one sentence, as written and lower-cased; `span` is its place in the block."""

    __slots__ = ("block", "ends", "known", "low", "raw", "span", "starts", "tags")

    def __init__(
        self,
        block: str,
        span: tuple[int, int],
        quoted: Sequence[tuple[int, int]] = (),
        known: Known = NO_ONE,
    ) -> None:
        self.block = block
        self.span = span
        self.known = known
        self.raw: list[str] = []
        self.low: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._read()
        self.tags = self._quotation_tags(quoted)

    def _read(self) -> None:
        for found in _TOKENS.finditer(self.block, *self.span):
            word, start, end = found.group(), found.start(), found.end()
            low = word.lower().replace("’", "'")
            if "'" in low and len(low) > 1:
                self._split_contraction(word, low, start, end)
            elif low == "cannot":
                self._add(word[:3], "can", start, start + 3)
                self._add(word[3:], "not", start + 3, end)
            elif low in SPOKEN:
                self._add(word[:-1], SPOKEN[low], start, end - 1)
                self._add(word[-1:], "have", end - 1, end)
            elif low == "'" and self.low and self.low[-1].endswith("s") and self.ends[-1] == start:
                self._add(word, "'s", start, end)
            elif low == "of" and self.low and self.low[-1] in ("should", "could", "would", "not"):
                modal = self.low[-1] != "not" or (len(self.low) > 1 and self.low[-2] in g.MODALS)
                self._add(word, "have" if modal else "of", start, end)
            else:
                self._add(word, low, start, end)

    def _split_contraction(self, word: str, low: str, start: int, end: int) -> None:
        found = _CONTRACTION.search(low)
        cut = found.start() if found else len(low)
        if cut in (0, len(low)):
            self._add(word, low, start, end)
            return
        negated, short = (found.group(1), found.group(2)) if found else ("", "")
        base = low[:cut]
        self._add(word[:cut], SPLIT_NEGATIVES.get(base, base) if negated else base, start, start + cut)
        place = start + cut
        if negated:
            self._add(word[cut : cut + 3], "not", place, place + 3)
            place += 3
        if short:
            spelled = CONTRACTED.get(short, short)
            if short == "'s" and base in IS_AFTER:
                spelled = "us" if base == "let" else "is"
            self._add(self.block[place:end], spelled, place, end)

    def _add(self, raw: str, low: str, start: int, end: int) -> None:
        self.raw.append(raw)
        self.low.append(low)
        self.starts.append(start)
        self.ends.append(end)

    def _quotation_tags(self, quoted: Sequence[tuple[int, int]]) -> list[str]:
        """Q for each word in quotation marks, nothing yet for the others; the spans are in order."""
        tags, nearest = [], 0
        for start in self.starts:
            while nearest < len(quoted) and quoted[nearest][1] <= start:
                nearest += 1
            inside = nearest < len(quoted) and quoted[nearest][0] <= start
            tags.append("Q" if inside else "")
        return tags

    def text(self, start: int, end: int) -> str:
        """The words [start, end) as written in the block."""
        return self.block[self.starts[start] : self.ends[end - 1]] if end > start else ""

    @property
    def written(self) -> str:
        """The sentence as written."""
        return self.block[self.span[0] : self.span[1]]

    @property
    def is_question(self) -> bool:
        return self.written.rstrip("\"'”’)*_ ").endswith("?")
