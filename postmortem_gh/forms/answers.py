"""An issue's body, read by its form → the answers by element id.

After definition; before intake, which understands what the answers say. Never
fails: any body is an answer of some kind. `headings` finds where the form's
own headings stand; here the text below each becomes the value of its element,
and text that no element can hold is kept as a leftover, for somebody to be told.
"""

from __future__ import annotations

from postmortem_gh.forms import options
from postmortem_gh.forms.blocks import Heading
from postmortem_gh.forms.definition import CHECKBOXES, DROPDOWN, INPUT, TEXTAREA, Element, Form
from postmortem_gh.forms.frozen import Frozen
from postmortem_gh.forms.headings import Found, find

Value = str | list[str] | dict[str, bool] | None


class Leftover(Frozen):
    """Text that no element can hold, with the line where it begins (1-based) and the heading above it.

    `field` is the element in whose section it stands (a box added by hand, a
    remark below a dropdown); None for text under a heading that is not the
    form's. `heading` is None for text above all headings.
    """

    __slots__ = ("text", "line", "heading", "field")  # noqa: RUF023  as they are passed

    text: str
    line: int
    heading: str | None
    field: str | None

    def __init__(self, text: str, line: int, heading: str | None, field: str | None = None) -> None:
        self._set(text, line, heading, field)


class Answers(Frozen):
    """What a body answers. `places`: for each element with a heading there, where its answer begins."""

    __slots__ = ("values", "places", "leftovers")  # noqa: RUF023  as they are passed

    values: dict[str, Value]
    places: dict[str, int]
    leftovers: tuple[Leftover, ...]

    def __init__(
        self, values: dict[str, Value], places: dict[str, int], leftovers: tuple[Leftover, ...]
    ) -> None:
        self._set(values, places, leftovers)

    def with_value(self, name: str, value: Value) -> Answers:
        """The same but for one answer."""
        return Answers({**self.values, name: value}, self.places, self.leftovers)


def read(form: Form, body: str) -> Answers:
    """The answers that a body holds; keys in the order of the form."""
    text = "\n" + plain(body)
    return _Reading(form, text, find(form, text)).answers()


def fit(form: Form, body: str) -> int:
    """How many of the form's headings the body has: by this the form of an issue is told."""
    return len(find(form, "\n" + plain(body)).places)


def plain(body: str) -> str:
    """The text with LF alone; a web page saves CRLF, and GitHub keeps what it is sent."""
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    return body.removeprefix("\ufeff")


class _Reading:
    """One body on its way to answers."""

    def __init__(self, form: Form, text: str, found: Found) -> None:
        self.form = form
        self.text = text
        self.found = found
        self.values: dict[str, Value] = {e.id: _empty(e) for e in form.elements}
        self.places: dict[str, int] = {}
        self.leftovers: list[Leftover] = []
        self.passed = 0  # how many of the headings that are not the form's were looked at
        self.counted = (0, 0)  # an offset, and the newlines before it

    def answers(self) -> Answers:
        sections = sorted(self.found.places.items(), key=lambda item: item[1].start)
        ends = [heading.start for _, heading in sections] + [len(self.text)]
        self._leave(0, ends[0], self._others(ends[0]))
        for (number, heading), end in zip(sections, ends[1:], strict=True):
            self._section(self.form.elements[number], heading, end)
        return Answers(self.values, self.places, tuple(self.leftovers))

    def _others(self, end: int) -> list[Heading]:
        """The headings between that are not the form's; asked in rising order."""
        first = self.passed
        while self.passed < len(self.found.others) and self.found.others[self.passed].start < end:
            self.passed += 1
        return self.found.others[first : self.passed]

    def _section(self, element: Element, heading: Heading, end: int) -> None:
        start = heading.end
        others = self._others(end)
        if element.type == TEXTAREA or not others or self._is_answer(element, self.text[start:end].strip()):
            self._fill(element, start, end)
        else:
            self._fill(element, start, others[0].start)
            self._leave(None, end, others)

    def _is_answer(self, element: Element, text: str) -> bool:
        """A lone line that looks like a heading was typed or chosen as an answer: `# 12`."""
        if "\n" in text or element.type == CHECKBOXES:
            return False
        if element.type != DROPDOWN:
            return element.type == INPUT
        chosen = options.several(element, text) if element.multiple else [options.one(element, text)[0]]
        return all(option in element.options for option in chosen)

    def _fill(self, element: Element, start: int, end: int) -> None:
        text = self.text[start:end]
        stripped = text.strip()
        line = self._line(start + len(text) - len(text.lstrip())) if stripped else self._line(start)
        self.places[element.id] = line
        if not stripped:
            return
        if element.type == DROPDOWN:
            self._choose(element, stripped, line)
        elif element.type == CHECKBOXES:
            ticked, other = options.boxes(element, stripped)
            self.values[element.id] = ticked
            for number, words in other:
                self.leftovers.append(Leftover(words, line + number, element.label, element.id))
        elif not options.is_nothing(stripped):
            if element.render:
                value = options.unfenced(text)
                stripped = "" if options.is_nothing(value.strip()) else value
            self.values[element.id] = stripped or None

    def _choose(self, element: Element, text: str, line: int) -> None:
        if element.multiple:
            self.values[element.id] = [*options.several(element, text)]
            return
        self.values[element.id], rest = options.one(element, text)
        if rest:
            below = line + text[: len(text) - len(rest)].count("\n")
            self.leftovers.append(Leftover(rest, below, element.label, element.id))

    def _leave(self, start: int | None, end: int, headings: list[Heading]) -> None:
        """Keep what stands under headings that are not the form's, and above them from `start` on."""
        if start is not None:
            self._keep(start, headings[0].start if headings else end, None)
        for index, heading in enumerate(headings):
            below = headings[index + 1].start if index + 1 < len(headings) else end
            self._keep(heading.end, below, heading.text.strip().rstrip("#").rstrip())

    def _keep(self, start: int, end: int, heading: str | None) -> None:
        text = self.text[start:end]
        words = text.strip()
        if words:
            line = self._line(start + len(text) - len(text.lstrip()))
            self.leftovers.append(Leftover(words, line, heading))

    def _line(self, offset: int) -> int:
        """The line of an offset, 1-based; asked in rising order, so that each is counted once."""
        before, lines = self.counted
        lines += self.text.count("\n", before, offset)
        self.counted = (offset, lines)
        return lines


def _empty(element: Element) -> Value:
    if element.type == CHECKBOXES:
        return dict.fromkeys(element.options, False)
    return [] if element.multiple else None
