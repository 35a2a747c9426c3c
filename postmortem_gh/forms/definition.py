"""A form's YAML → Form: the elements whose answers a body holds, in order.

First step of reading a form; `answers` needs its result. Every scalar stays
the text that GitHub shows (`1.10`, `yes`), so events of the parser are read
as they come: quicker than constructing, and no tag can call anything.
What GitHub itself checks is left to `doctor`: here only that fails by which
no body could be read.
https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""

from __future__ import annotations

import yaml

from postmortem_gh.errors import ConfigurationError, docs
from postmortem_gh.forms.frozen import Frozen
from postmortem_gh.forms.label import reference

TYPE_CHECKING = False  # importing typing takes a quarter of a bare interpreter
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML built without libyaml: the same events, slower
    from yaml import BaseLoader as _Parser  # type: ignore[assignment]  # used for its events alone

INPUT, TEXTAREA, DROPDOWN, CHECKBOXES, UPLOAD = "input", "textarea", "dropdown", "checkboxes", "upload"
TYPES = (INPUT, TEXTAREA, DROPDOWN, CHECKBOXES, UPLOAD)
_TRUE = ("true", "yes", "on", "y")
_STARTS: dict[type, type] = {yaml.MappingStartEvent: dict, yaml.SequenceStartEvent: list}
_ENDS = frozenset((yaml.MappingEndEvent, yaml.SequenceEndEvent))
_DEPTH = 50  # GitHub's forms are five deep; deeper is an attack on whoever walks it


class FormError(ConfigurationError):
    """The text is no issue form, so that no body can be read by it."""


class Element(Frozen):
    """One question of a form. `options` are labels, of a dropdown or of checkboxes."""

    __slots__ = ("id", "type", "label", "options", "multiple", "render", "required")  # noqa: RUF023  as in YAML

    id: str
    type: str
    label: str
    options: tuple[str, ...]
    multiple: bool
    render: str  # the language of the fence that GitHub puts around the answer
    required: bool

    def __init__(
        self,
        id: str,
        type: str,  # noqa: A002  GitHub's name
        label: str,
        options: tuple[str, ...] = (),
        multiple: bool = False,
        render: str = "",
        required: bool = False,
    ) -> None:
        self._set(id, type, label, options, multiple, render, required)


class Form(Frozen):
    """An issue form, without what its page shows and no body holds."""

    __slots__ = ("name", "elements", "labels", "title")  # noqa: RUF023  by weight

    name: str
    elements: tuple[Element, ...]
    labels: tuple[str, ...]
    title: str

    def __init__(
        self, name: str, elements: tuple[Element, ...], labels: tuple[str, ...] = (), title: str = ""
    ) -> None:
        self._set(name, elements, labels, title)

    def element(self, name: str) -> Element | None:
        """The element of that id, if the form has one."""
        return next((element for element in self.elements if element.id == name), None)


def read(text: str) -> Form:
    """The form that a YAML text describes; raises FormError where it is none."""
    top, lines = _load(text)
    if not isinstance(top, dict):
        raise _no_form("it is " + _kind(top) + " and not a mapping with a `body`", 1)
    body = top.get("body")
    if not isinstance(body, list):
        raise _no_form("it has no list `body`" if body is None else "`body` is no list", 1)
    elements: dict[str, Element] = {}
    for item in body:
        element = _element(item, lines.get(id(item), lines.get(id(body), 1)), elements)
        if element is not None:
            elements[element.id] = element
    if not elements:
        raise _no_form("`body` asks nothing", lines.get(id(body), 1))
    return Form(_text(top.get("name")), tuple(elements.values()), _labels(top), _text(top.get("title")))


def _element(item: Any, line: int, known: dict[str, Element]) -> Element | None:
    """None for `markdown`, which leaves nothing in a body."""
    if not isinstance(item, dict):
        raise _no_form(f"an element of `body` is {_kind(item)} and not a mapping", line)
    type_ = _text(item.get("type"))
    if type_ == "markdown":
        return None
    if type_ not in TYPES:
        raise _no_form(f"“{type_[:40]}” is no type of element; there are {', '.join(TYPES)}, markdown", line)
    attributes = item.get("attributes")
    label = _text(attributes.get("label")) if isinstance(attributes, dict) else ""
    if not isinstance(attributes, dict) or not label:
        raise _no_form(f"the {type_} has no `label`, which is its heading in the issue", line)
    id_ = _text(item.get("id"))
    validations = item.get("validations")
    return Element(
        _unused(id_ or reference(label), known),
        type_,
        label,
        _options(attributes.get("options")),
        type_ == DROPDOWN and _is_true(attributes.get("multiple")),
        _text(attributes.get("render")) if type_ == TEXTAREA else "",
        isinstance(validations, dict) and _is_true(validations.get("required")),
    )


def _unused(id_: str, known: dict[str, Element]) -> str:
    """GitHub refuses a form that says an id twice; if it comes to us all the same, no answer is lost."""
    if id_ not in known:
        return id_
    return next(name for n in range(2, len(known) + 3) if (name := f"{id_}-{n}") not in known)


def _options(options: Any) -> tuple[str, ...]:
    if not isinstance(options, list):
        return ()
    labels = (o.get("label") if isinstance(o, dict) else o for o in options)
    return tuple(dict.fromkeys(text for label in labels if (text := _text(label))))


def _labels(top: dict[str, Any]) -> tuple[str, ...]:
    labels = top.get("labels")
    if isinstance(labels, str):
        labels = labels.split(",")
    return tuple(filter(None, map(_text, labels))) if isinstance(labels, list) else ()


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _is_true(value: Any) -> bool:
    return isinstance(value, str) and value.strip().lower() in _TRUE


def _kind(value: Any) -> str:
    if value is None or value == "":
        return "empty"
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "plain text"


def _no_form(why: str, line: int) -> FormError:
    return FormError(
        "the file is no issue form",
        f"line {line}: {why}",
        "write it as GitHub asks, or start from one of the shipped forms (`postmortem-gh init`)",
        docs("forms"),
    )


def _load(text: str) -> tuple[Any, dict[int, int]]:
    """The YAML as dicts, lists and texts, and by their `id()` the line of each."""
    try:
        parser = _Parser(text)
        try:
            return _document(parser.get_event)
        finally:
            parser.dispose()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
        raise _no_form(f"this is no YAML: {why}", mark.line + 1 if mark is not None else 1) from None


def _document(next_event: Callable[[], Any]) -> tuple[Any, dict[int, int]]:
    """Puts a parser's events together; an alias is the same object again and costs nothing.

    One loop, since it is most of what reading a form takes.
    """
    top: list[Any] = []
    lines: dict[int, int] = {}
    anchors: dict[str, Any] = {}
    stack: list[Any] = [top]
    keys: list[Any] = [None]  # the key that waits for its value, for each open mapping
    while True:
        event = next_event()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            value = event.value
        elif kind in _ENDS:
            stack.pop()
            keys.pop()
            continue
        elif kind in _STARTS:
            value = _STARTS[kind]()
            lines[id(value)] = event.start_mark.line + 1
        elif kind is yaml.AliasEvent:
            value = _aliased(event, anchors)
        elif kind is yaml.StreamEndEvent:
            return (top[0] if top else None), lines
        else:
            _begin(event, top)
            continue
        _put(stack[-1], keys, value)
        if kind in _STARTS:
            if len(stack) > _DEPTH:
                raise _at(event, "nested too deep")
            stack.append(value)
            keys.append(None)
        if event.anchor and kind is not yaml.AliasEvent:
            anchors[event.anchor] = value


def _begin(event: Any, top: list[Any]) -> None:
    if type(event) is yaml.DocumentStartEvent and top:  # so looks a Markdown template with front matter
        raise _at(event, "a second document begins here")


def _put(container: Any, keys: list[Any], value: Any) -> None:
    if type(container) is list:
        container.append(value)
    elif keys[-1] is None:
        keys[-1] = value if isinstance(value, str) else ""
    elif keys[-1] == "<<" and isinstance(value, dict):
        keys[-1] = None
        for name, inherited in value.items():
            container.setdefault(name, inherited)
    else:
        container[keys[-1]] = value
        keys[-1] = None


def _aliased(event: Any, anchors: dict[str, Any]) -> Any:
    if event.anchor not in anchors:
        raise _at(event, f"the alias *{event.anchor} stands for nothing")
    return anchors[event.anchor]


def _at(event: Any, why: str) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=why, problem_mark=event.start_mark)
