"""The page of an issue form: what GitHub makes of a form's YAML and a person's answers.

Written from GitHub's documentation and from bodies that it made; it shares
nothing with the code that reads such bodies again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NOTHING = "_No response_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    name: str
    title: str
    labels: tuple[str, ...]
    assignees: tuple[str, ...]
    elements: tuple[dict[str, Any], ...]


def read(text: str) -> Page:
    import yaml

    form = yaml.safe_load(text)
    return Page(
        name=str(form["name"]),
        title=str(form.get("title") or ""),
        labels=_listed(form.get("labels")),
        assignees=_listed(form.get("assignees")),
        elements=tuple(form["body"]),
    )


def _listed(value: Any) -> tuple[str, ...]:
    """A list, or a string with commas."""
    entries = value.split(",") if isinstance(value, str) else value or ()
    return tuple(str(entry).strip() for entry in entries)


def body(page: Page, answers: Mapping[str, Any]) -> str:
    """The issue's body at submission, with LF (the caller makes CRLF of it).

    Answers go by element id, or by label where an element has none. A field
    that no answer names keeps what the page filled in before.
    """
    unknown = set(answers) - {_key(e) for e in page.elements} - {_label(e) for e in page.elements}
    if unknown:
        raise LookupError(f"the form has no {', '.join(sorted(unknown))}")
    parts = [
        f"### {_label(element)}\n\n{_value(element, answers)}"
        for element in page.elements
        if element["type"] != "markdown"
    ]
    return "\n\n".join(parts)


def _label(element: Mapping[str, Any]) -> str:
    return str(element.get("attributes", {}).get("label", "")).strip()


def _key(element: Mapping[str, Any]) -> str:
    return str(element.get("id") or _parameterized(_label(element)))


def _parameterized(label: str) -> str:
    return re.sub(r"[^a-z0-9_-]+", "-", label.lower()).strip("-")


def _value(element: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    kind, attributes = element["type"], element.get("attributes", {})
    given = answers.get(_key(element), answers.get(_label(element)))
    untouched = _key(element) not in answers and _label(element) not in answers
    if kind == "dropdown":
        return _chosen(element, given, untouched=untouched)
    if kind == "checkboxes":
        return _boxes(attributes, given)
    text = str(attributes.get("value") or "") if untouched else str(given or "")
    if not text.strip():
        return NOTHING
    if kind == "textarea" and attributes.get("render"):
        return f"```{attributes['render']}\n{text}\n```"
    return text


def _chosen(element: Mapping[str, Any], given: Any, *, untouched: bool) -> str:
    attributes = element["attributes"]
    options = [str(option) for option in attributes["options"]]
    if attributes.get("multiple"):
        picked = [given] if isinstance(given, str) else list(given or ())
        _check(options, picked)
        return ", ".join(option for option in options if option in picked) or NOTHING
    if given is not None:
        _check(options, [given])
        return str(given)
    if untouched and "default" in attributes:
        return options[int(attributes["default"])]
    if untouched and (element.get("validations") or {}).get("required"):
        return options[0]  # a required one comes with its first option chosen
    return "None"


def _boxes(attributes: Mapping[str, Any], given: Any) -> str:
    options = [str(option["label"]) for option in attributes["options"]]
    ticked = [name for name, on in given.items() if on] if isinstance(given, Mapping) else list(given or ())
    _check(options, ticked)
    return "\n".join(f"- [{'X' if option in ticked else ' '}] {option}" for option in options)


def _check(options: list[str], picked: list[Any]) -> None:
    for choice in picked:
        if choice not in options:
            raise LookupError(f"no such option: {choice!r}")
