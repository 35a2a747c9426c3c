"""The words of a sentence and where they stand: first layer of clauses.Sentence.

Contractions are taken apart ("didn't" is did and not) and spoken forms spelled out ("should of").
"""

from __future__ import annotations

from collections.abc import Sequence

from postmortem_gh.language.known import NO_ONE, Known
from postmortem_gh.language.lexicon import grammar as g
from postmortem_gh.language.lexicon import people
from postmortem_gh.language.lexicon.words import words
from postmortem_gh.text.patterns import pattern

SPLIT_NEGATIVES = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}
SPOKEN = {"shoulda": "should", "coulda": "could", "woulda": "would"}
QUOTATION_MARKS = frozenset('"“”„«»')
HASTY = frozenset(
    f"{verb}nt"
    for verb in "did does do was were is are had has have could should would".split()  # noqa: SIM905  words, not quotation marks
)
"""Typed without the apostrophe: "didnt"."""
RESPELLED = HASTY | SPOKEN.keys() | words("cannot of check checks checked checking")
CONTRACTED = {"'ve": "have", "'re": "are", "'m": "am", "'ll": "will"}
IS_AFTER = words("it he she that who there what here where how this let")
_TOKENS = pattern("[@#]?\\w+(?:(?:[-'./]|’)\\w+)*|\ufffc+|[^\\w\\s]")
_CONTRACTION = pattern(r"(n't)?('ve|'s|'d|'ll|'re|'m)?\Z")


class Words:
    """The words of one sentence, as written and lower-cased; `span` is its place in the block."""

    __slots__ = ("block", "ends", "is_question", "known", "low", "raw", "span", "starts", "tags")

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
        self.is_question = self.written.rstrip("\"'”’)*_ ").endswith("?")
        self.tags = self._quotation_tags(quoted)

    def _read(self) -> None:
        raw, lows, starts, ends = self.raw, self.low, self.starts, self.ends
        for found in _TOKENS.finditer(self.block, *self.span):
            word, (start, end) = found.group(), found.span()
            low = word.lower()
            if low.isalpha() and low not in RESPELLED:  # nearly every word: without a call
                raw.append(word)
                lows.append(low)
                starts.append(start)
                ends.append(end)
                continue
            if word in QUOTATION_MARKS:
                continue  # who says it is told by the words inside, which carry a Q
            if word == "." and self._is_abbreviated(start):
                self._lengthen(".", ".", end)
                continue
            low = low.replace("’", "'")
            if self.low and self.low[-1] == "double" and low.startswith("check"):
                self._lengthen(f"-{word}", f"-{low}", end)  # "double check" is one verb
            elif "'" in low and len(low) > 1:
                self._split_contraction(word, low, start, end)
            elif low in HASTY or low in SPOKEN or low == "cannot":
                self._take_apart(word, low, start, end)
            else:
                self._add(word, self._spelled(low, start), start, end)

    def _take_apart(self, word: str, low: str, start: int, end: int) -> None:
        """Two words that are written as one: cannot, didnt, shoulda."""
        if low in SPOKEN:
            cut, first, second = end - 1, SPOKEN[low], "have"
        elif low == "cannot":
            cut, first, second = start + 3, "can", "not"
        else:
            cut, first, second = end - 2, low[:-2], "not"
        self._add(word[: cut - start], first, start, cut)
        self._add(word[cut - start :], second, cut, end)

    def _spelled(self, low: str, start: int) -> str:
        """A word as it is meant: "w/o", an apostrophe that owns, the "of" of "should of"."""
        if low == "w/o":
            return "without"
        if low == "'" and self.low and self.low[-1].endswith("s") and self.ends[-1] == start:
            return "'s"
        if low == "of" and self.low and self.low[-1] in ("should", "could", "would", "not"):
            modal = self.low[-1] != "not" or (len(self.low) > 1 and self.low[-2] in g.MODALS)
            return "have" if modal else "of"
        return low

    def _lengthen(self, raw: str, low: str, end: int) -> None:
        self.raw[-1] += raw
        self.low[-1] += low
        self.ends[-1] = end

    def _is_abbreviated(self, stop: int) -> bool:
        """Whether this full stop belongs to a title or an initial: "Mr. Okafor", "R. Nowak"."""
        if not self.raw or self.ends[-1] != stop:
            return False
        return self.low[-1] in people.TITLES or (len(self.raw[-1]) == 1 and self.raw[-1].isupper())

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
