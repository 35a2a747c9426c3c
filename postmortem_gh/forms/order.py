"""Which of several headings with one label is the element's own.

Used by headings. A label may stand in the body more often than in the form
(somebody typed or pasted it into an answer), and in the form more than once.
Taken is the way through the body that finds most elements in form order; among
those the one whose answers look like what GitHub writes; among those the
first. Elements that are found only out of order were moved by hand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from postmortem_gh.forms.blocks import Heading, is_rough
from postmortem_gh.forms.definition import CHECKBOXES, DROPDOWN, TEXTAREA, Element
from postmortem_gh.text.patterns import pattern

_MOST = 64  # pairs of headings and elements that are weighed one against the other
_BOX = pattern(r"\n[ \t]*(?:[-*+]|\d{1,9}[.)]) +\[")
_LINE = pattern(r"\n[ \t]*[^\s]")
_NOTHING = "_No response_"

Places = dict[int, Heading]


def assign(elements: tuple[Element, ...], headings: list[Heading], body: str) -> Places:
    """For each element that has one, by its number, its heading."""
    pairs = [(place, number) for place, h in enumerate(headings) for number in reversed(h.elements)]
    if len(pairs) == len({number for _, number in pairs}) == len(headings):
        return {number: headings[place] for place, number in pairs}
    if len(pairs) <= _MOST:
        chain = _Weighing(elements, headings, body).best(sorted(pairs))
    else:
        chain = _longest(pairs)
    places = {number: headings[place] for place, number in chain}
    _add_moved(places, headings, {place for place, _ in chain})
    return places


def _add_moved(places: Places, headings: list[Heading], taken: set[int]) -> None:
    for place, heading in enumerate(headings):
        free = [number for number in heading.elements if number not in places]
        if free and place not in taken:
            places[free[0]] = heading


def _longest(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest way with both rising, the first of several: patience sorting, for bodies full of labels."""
    ends: list[int] = []  # the lowest element that a way of each length can end in
    tails: list[tuple[int, int, int]] = []  # place, element, index of the one before
    last: list[int] = []  # for each length the index in `tails`
    for place, number in pairs:
        length = bisect_left(ends, number)
        before = last[length - 1] if length else -1
        if length == len(ends):
            ends.append(number)
            last.append(len(tails))
        elif ends[length] == number:
            continue  # the same element again, further down
        else:
            ends[length] = number
            last[length] = len(tails)
        tails.append((place, number, before))
    way: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        place, number, index = tails[index]
        way.append((place, number))
    return way[::-1]


class _Weighing:
    """Every way through the body is possible; its sections are weighed once, from the end to the start."""

    def __init__(self, elements: tuple[Element, ...], headings: list[Heading], body: str) -> None:
        self.elements = elements
        self.headings = headings
        ends = [heading.start for heading in headings[1:]] + [len(body)]
        texts = ["\n" + body[h.end : end].strip("\n") for h, end in zip(headings, ends, strict=True)]
        self.lines = _sums(len(_LINE.findall(text)) for text in texts)
        self.boxes = _sums(len(_BOX.findall(text)) for text in texts)
        self.opens = [text.lstrip()[:3] in ("```", "~~~") for text in texts]
        self.closes = [text.rstrip()[-3:] in ("```", "~~~") for text in texts]
        self.nothing = [text.rstrip().endswith("\n" + _NOTHING) for text in texts]
        self.rough = [is_rough(heading, body) for heading in headings]
        self.told_by_choice = [
            _tells(heading, text.strip(), elements) for heading, text in zip(headings, texts, strict=True)
        ]

    def best(self, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        scores: list[tuple[int, int, int]] = [(0, 0, 0)] * len(pairs)
        follows: list[int | None] = [None] * len(pairs)
        for index in range(len(pairs) - 1, -1, -1):
            place, number = pairs[index]
            best = self._section(place, len(self.headings), number)
            for after in range(index + 1, len(pairs)):
                next_place, next_number = pairs[after]
                if next_place == place or next_number <= number:
                    continue
                found, misfit, rough = self._section(place, next_place, number)
                more = scores[after]
                score = (found + more[0], misfit + more[1], rough + more[2])
                if score > best:
                    best, follows[index] = score, after
            scores[index] = best
        at: int | None = max(
            range(len(pairs)), key=lambda index: (*self._from(pairs[index], scores[index]), -index)
        )
        way = []
        while at is not None:
            way.append(pairs[at])
            at = follows[at]
        return way

    def _from(self, first: tuple[int, int], score: tuple[int, int, int]) -> tuple[int, int, int]:
        """The score of a way that begins there: a label above it would be nobody's."""
        found, misfit, rough = score
        return found, misfit - (first[0] > 0), rough

    def _section(self, place: int, end: int, number: int) -> tuple[int, int, int]:
        """One more element found; minus what makes it unlike an answer; minus what is less usual."""
        # Lines of the headings between count as lines of the answer.
        lines = self.lines[end] - self.lines[place] + end - place - 1
        rough = self.rough[place] + (end - place > 1)
        told = self.told_by_choice[place]
        rough += told is not None and (self.elements[number].type == DROPDOWN) != told
        return 1, -self._misfits(place, end, number, lines), -rough

    def _misfits(self, place: int, end: int, number: int, lines: int) -> bool:
        element = self.elements[number]
        # Nobody types `_No response_`, or a label with nothing below it, at the end of an answer.
        ends_in_nothing = self.nothing[end - 1] and lines > 1
        ends_in_label = end - place > 1 and self.lines[end] == self.lines[end - 1]
        if element.type == CHECKBOXES:
            return lines > self.boxes[end] - self.boxes[place]
        if element.type != TEXTAREA:
            return lines > 1
        if element.render and not (lines == 1 and self.nothing[place]):
            return not (self.opens[place] and self.closes[end - 1])
        return ends_in_nothing or ends_in_label


def _tells(heading: Heading, answer: str, elements: tuple[Element, ...]) -> bool | None:
    """Whether the answer was chosen in a dropdown; None where the label is not that of a dropdown and of others."""
    dropdowns = [elements[number] for number in heading.elements if elements[number].type == DROPDOWN]
    if not dropdowns or len(dropdowns) == len(heading.elements):
        return None
    return any(answer in each.options for each in dropdowns)


def _sums(counts: Iterable[int]) -> list[int]:
    sums = [0]
    for count in counts:
        sums.append(sums[-1] + count)
    return sums
