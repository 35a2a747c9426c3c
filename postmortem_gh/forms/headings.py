"""Where in a body the form's own headings stand.

Used by answers. GitHub writes `### label` for each element, in form order; but
people type headings into answers and change, move or remove sections
afterwards. So a heading counts when it is a label of the form and not in code
(`blocks`), in its nearest form to what GitHub writes, once for each element,
in form order as far as that goes (`order`). All other text belongs to the
heading before it.
"""

from __future__ import annotations

from collections.abc import Callable

from postmortem_gh.forms import blocks, order
from postmortem_gh.forms.blocks import Heading
from postmortem_gh.forms.definition import TEXTAREA, Element, Form
from postmortem_gh.forms.label import fold, loosely, unclosed
from postmortem_gh.text.patterns import pattern

# Other ways to write a heading by hand; looked for only where a label is missing.
_BY_HAND = pattern(
    r"\n {0,3}(?:(?:\*\*|__)([^\n]{1,300}?)(?:\*\*|__)[ \t:]*(?=\n)"
    r"|<[hH][1-6](?:[ ][^\n<>]{0,200})?>([^\n<]{1,300})</[hH][1-6]>[ \t]*(?=\n)"
    r"|([^\s>#`~*+|-][^\n]{0,300})\n {0,3}(?:-+|=+)[ \t]*(?=\n))"
)


_WRITTEN = pattern(r"\n### ([^\n]*)")
_ANY = pattern(r"\n {0,3}#")


class Found:
    """For each element (by its number) its heading, and the headings that are nobody's, in body order."""

    __slots__ = ("others", "places")

    def __init__(self, places: dict[int, Heading], others: list[Heading]) -> None:
        self.places = places
        self.others = others


def find(form: Form, body: str) -> Found:
    """Which heading is whose. `body` begins with a newline and has no carriage return."""
    places = _as_written(form.elements, body)
    if places is not None:
        return Found(places, [])
    labels = _Labels(form.elements)
    headings, code = blocks.outside_code(body, labels.recognise)
    known = _nearest([heading for heading in headings if heading.elements])
    missing = set(range(len(form.elements))).difference(*(heading.elements for heading in known))
    if missing:
        known = sorted((*known, *_by_hand(body, code, labels, missing)), key=_start)
    places = order.assign(form.elements, known, body)
    taken = {heading.start for heading in places.values()}
    return Found(places, [heading for heading in headings if heading.start not in taken])


def _as_written(elements: tuple[Element, ...], body: str) -> dict[int, Heading] | None:
    """The places in a body that nobody edited much: all labels once, in order, each on its own.

    Nothing else could come out then, whatever the answers hold: no label has a
    second place, and one that stands in code all the same was swallowed by an
    open fence. Most bodies are so, and a tenth of the work is enough for them.
    """
    expected = {element.label: number for number, element in enumerate(elements)}
    if len(expected) < len(elements):
        return None
    places: dict[int, Heading] = {}
    for match in _WRITTEN.finditer(body):
        number = expected.get(match[1].strip())
        if number is None:
            continue
        heading = Heading(match.start() + 1, match.end(1), 0, 3, match[1])
        if number != len(places) or blocks.is_rough(heading, body):
            return None
        places[number] = heading
    if len(places) < len(elements) or body[: places[0].start].strip():
        return None
    ends = [places[number].start for number in range(1, len(elements))] + [len(body)]
    for number, end in enumerate(ends):
        # Headings that are nobody's matter where the element is no textarea.
        if elements[number].type != TEXTAREA and _ANY.search(body, places[number].end, end):
            return None
    return places


class _Labels:
    """The form's labels, to be asked by the words of a heading."""

    def __init__(self, elements: tuple[Element, ...]) -> None:
        self.exact: dict[str, tuple[int, ...]] = {}
        for number, element in enumerate(elements):
            self.exact[element.label] = (*self.exact.get(element.label, ()), number)
        self.longest = 2 * max(map(len, self.exact)) + 40
        self.loose: dict[str, tuple[int, ...]] = {}
        self.folded: dict[str, tuple[int, ...]] = {}

    def recognise(self, heading: Heading) -> None:
        """Tell the heading which elements have it as their label, and how near to GitHub's way it is."""
        text = heading.text.strip()
        heading.elements, heading.rank = self.exact.get(text, ()), 0
        if not heading.elements:
            heading.elements, heading.rank = self.by_words(text), 1
        if heading.text[:1] not in " \t":  # `###label`, which GitHub shows as plain text
            heading.rank = 3
            if heading.level == 1 and not heading.text[:1].isspace():
                heading.elements = ()  # a tag: #summary

    def by_words(self, text: str) -> tuple[int, ...]:
        """The elements whose label it is but for case, blanks, punctuation, emoji and type."""
        if len(text) > self.longest:
            return ()
        if not self.folded:
            self.loose, self.folded = self.alike(loosely), self.alike(fold)
        text = unclosed(text)
        return self.loose.get(loosely(text)) or self.folded.get(fold(text), ())

    def alike(self, by: Callable[[str], str]) -> dict[str, tuple[int, ...]]:
        """The elements by their labels, as that folds them; what nothing is left of is nobody's."""
        found: dict[str, tuple[int, ...]] = {}
        for label, numbers in self.exact.items():
            found[by(label)] = tuple(sorted((*found.get(by(label), ()), *numbers)))
        found.pop("", None)
        return found


def _nearest(known: list[Heading]) -> list[Heading]:
    return [heading for _, heading in blocks.nearest(list(enumerate(known)), blocks.ranked(known))]


def _by_hand(body: str, code: list[tuple[int, int]], labels: _Labels, missing: set[int]) -> list[Heading]:
    """Labels in bold type, underlined or as HTML, of those elements that have no other heading."""
    found = []
    for match in _BY_HAND.finditer(body + "\n"):
        text = next(filter(None, match.groups()))
        elements = tuple(missing.intersection(labels.by_words(text)))
        start = match.start() + 1
        if elements and not any(first <= start < end for first, end in code):
            heading = Heading(start, min(match.end(), len(body)), 0, 0, text)
            heading.elements, heading.rank = elements, 4
            found.append(heading)
    return found


def _start(heading: Heading) -> int:
    return heading.start
