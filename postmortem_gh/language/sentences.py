"""From a block of plain text to its sentences and what is quoted in them.

First step of language/check.py. Line breaks count as blanks (a wrapped paragraph); offsets are kept.
Everything here looks at each character a bounded number of times, whatever the text.
"""

from __future__ import annotations

from postmortem_gh.language.lexicon.words import words
from postmortem_gh.text.patterns import pattern

Span = tuple[int, int]

ABBREVIATIONS = words(
    "e.g i.e etc vs cf approx mr mrs ms dr prof st no fig sec inc ltd co corp dept est a.k.a resp ca jan "
    "feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri"
)
MAX_QUOTE = 600
MAX_SENTENCE = 1_200  # characters; what is longer is cut, so that no walk through a sentence gets long


# A full stop, its closing quotes, and a blank after it.
_ENDS = pattern(r"(?:[.!?]|…)+(?:[\"')\]*_]|”|’)*(?=\s)")


_LAST_WORD = pattern(r"[\w.]+\Z")


def split(text: str) -> list[Span]:
    """The sentences of a block, as spans without the blanks around them."""
    spans: list[Span] = []
    start = 0
    for found in _ENDS.finditer(text):
        if found.group()[0] == "." and _is_inside_sentence(text, found.start(), found.end()):
            continue
        spans.append((start, found.end()))
        start = found.end()
    spans.append((start, len(text)))
    return [
        trimmed
        for span in spans
        for part in _cut(text, span)
        if (trimmed := _trim(text, part))[0] < trimmed[1]
    ]


def _cut(text: str, span: Span) -> list[Span]:
    """A sentence, or the pieces of one that nobody could read."""
    start, end = span
    pieces = []
    while end - start > MAX_SENTENCE:
        blank = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = blank if blank > start else start + MAX_SENTENCE
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _is_inside_sentence(text: str, stop: int, after: int) -> bool:
    """Whether this full stop ends an abbreviation, a list number or nothing (a small letter follows)."""
    word = _LAST_WORD.search(text, max(0, stop - 12), stop)
    before = word.group().lower().strip(".") if word else ""
    if before in ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before != "i"):
        return True
    following = text[after : after + 2].strip()[:1]
    return following.islower() and before != ""


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


# Straight single quotes open after a blank and close before one, else they are apostrophes.
_MARKS = pattern(r"\"|“|”|„|«|»|(?<![\w)\]])(?:'|‘)(?=\w)|(?<=[\w.,!?])(?:'|’)(?!\w)")


CLOSING = {'"': '"”“', "“": '”"', "„": '“”"', "«": "»", "‘": "’", "'": "'’"}


def quotations(text: str) -> list[Span]:
    """The spans that stand in quotation marks, outermost only; an unpaired mark quotes nothing."""
    if not any(mark in text for mark in "\"'“‘„«"):
        return []
    spans: list[Span] = []
    opened: tuple[str, int] | None = None
    for found in _MARKS.finditer(text):
        mark, place = found.group(), found.start()
        if opened and place - opened[1] > MAX_QUOTE:
            opened = None
        if opened and mark in CLOSING[opened[0]]:
            spans.append((opened[1], place + 1))
            opened = None
        elif mark in CLOSING and (opened is None or opened[0] in "'‘"):
            opened = (mark, place)
    return spans
