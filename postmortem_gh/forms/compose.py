"""Answers → the body that GitHub would write of them; the way back from `answers`.

Used by the demo and the tests, to file forms as the page does, and to see
that reading loses nothing: `answers.read(form, write(form, values))` gives the
values again (tests/forms/test_round_trip.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from postmortem_gh.forms import options
from postmortem_gh.forms.answers import Value
from postmortem_gh.forms.definition import CHECKBOXES, Element, Form

NO_RESPONSE = "_No response_"


def write(form: Form, values: Mapping[str, Value]) -> str:
    """The body of an issue that was filed with these answers; what is missing was left empty."""
    sections = (f"### {e.label}\n\n{_answer(e, values.get(e.id))}" for e in form.elements)
    return "\n\n".join(sections)


def _answer(element: Element, value: Value) -> str:
    if element.type == CHECKBOXES:
        ticked = value if isinstance(value, dict) else {}
        return "\n".join(f"- [{'X' if ticked.get(o) else ' '}] {o}" for o in element.options) or NO_RESPONSE
    if isinstance(value, list):
        return _several(element, value)
    text = value.rstrip() if isinstance(value, str) else ""
    if not text.strip():
        return NO_RESPONSE
    return f"```{element.render}\n{text}\n```" if element.render else text


def _several(element: Element, chosen: list[str]) -> str:
    """In the order of the options, as the page joins them; one a line where commas could be misread."""
    ranks = {option: rank for rank, option in enumerate(element.options)}
    ordered = sorted(chosen, key=lambda option: ranks.get(option, len(ranks)))
    joined = ", ".join(ordered)
    if joined and options.several(element, joined) != ordered:
        return "\n".join(ordered)
    return joined or NO_RESPONSE
