"""Templates: ours, and a team's overrides of single blocks, in a sandbox without a way out.

Used by every page. An override in `.github/postmortem/templates/` has the
shipped name and may say `{% extends "shipped/documents/document.md.j2" %}`.
Templates name values and hold no rules: they see plain values, no methods, no
include beyond these texts, and people's words only through text/escape.
Jinja's own advice on resource limits: https://jinja.palletsprojects.com/sandbox/
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from postmortem_gh.documents import quick
from postmortem_gh.errors import ConfigurationError, docs
from postmortem_gh.text import escape
from postmortem_gh.values.lean import dataclass

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

OVERRIDES = ".github/postmortem/templates/"
SHIPPED = "shipped/"
MAX_OUTPUT = 1_000_000  # characters
MAX_TEMPLATE = 200_000
T = TypeVar("T")


class BrokenTemplate(ConfigurationError):
    """A team's override that cannot be used; ``name`` is what to leave out to go on."""

    def __init__(self, name: str, line: int | None, message: str) -> None:
        at = f"{OVERRIDES}{name}" + (f", line {line}" if line else "")
        super().__init__(
            f"the template {at} cannot be used: {message}",
            "templates name values and hold no rules; they are rendered in a sandbox with strict names",
            "mend the line, or delete the file to go back to the shipped template, which was used meanwhile",
            docs("templates"),
        )
        self.name = name
        self.line = line


@dataclass(frozen=True, slots=True)
class Templates:
    """The shipped texts and a team's overrides, both by shipped name (`documents/document.md.j2`)."""

    shipped: Mapping[str, str]
    overrides: Mapping[str, str] = field(default_factory=dict)

    def without(self, name: str) -> Templates:
        return Templates(self.shipped, {n: text for n, text in self.overrides.items() if n != name})

    def render(self, name: str, **values: object) -> str:
        """The page; raises BrokenTemplate where an override is to blame, and our own bug as it is."""
        sink: Literal["file", "issue"] = "file" if name.startswith("documents/") else "issue"
        override = _override(self.overrides, name)
        if override is None:
            return quick.render(self.shipped[name], _filters(sink), values)
        try:
            return _render(_environment(self, sink), name, values)
        except Exception as error:
            raise _told(override, error) from error


def sound(templates: Templates, draw: Callable[[Templates], T]) -> tuple[T, tuple[BrokenTemplate, ...]]:
    """What ``draw`` gives, with the shipped template in the place of each override that broke; and those."""
    broken: list[BrokenTemplate] = []
    while True:
        try:
            return draw(templates), tuple(broken)
        except BrokenTemplate as error:
            broken.append(error)
            templates = templates.without(error.name)


def mistake(templates: Templates, name: str) -> BrokenTemplate | None:
    """What is wrong with an override's syntax, without drawing a page; None where nothing is."""
    override = _override(templates.overrides, name)
    if override is None:
        return None
    try:
        _environment(templates, "file").get_template(name)
    except Exception as error:  # noqa: BLE001  whatever Jinja says of a team's template is the team's to read
        return _told(override, error)
    return None


def _override(overrides: Mapping[str, str], name: str) -> str | None:
    """An override under its full name, or under its last part alone."""
    last = name.rpartition("/")[2]
    return name if name in overrides else last if last in overrides else None


def _render(environment: ImmutableSandboxedEnvironment, name: str, values: Mapping[str, object]) -> str:
    pieces, size = [], 0
    for piece in environment.get_template(name).generate(**values):
        size += len(piece)
        if size > MAX_OUTPUT:
            raise ValueError(f"the page grew beyond {MAX_OUTPUT} characters")
        pieces.append(piece)
    return "".join(pieces)


def _told(name: str, error: Exception) -> BrokenTemplate:
    """File, line and message; Jinja rewrites tracebacks so that they name the template's lines."""
    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while line is None and trace is not None:
        if trace.tb_next is None or trace.tb_frame.f_code.co_filename == f"{OVERRIDES}{name}":
            is_ours = trace.tb_frame.f_code.co_filename == f"{OVERRIDES}{name}"
            line = trace.tb_lineno if is_ours else None
        trace = trace.tb_next
    return BrokenTemplate(name, line, " ".join(str(error).split())[:300] or type(error).__name__)


def _environment(templates: Templates, sink: Literal["file", "issue"]) -> ImmutableSandboxedEnvironment:
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """No arithmetic that can blow up, no methods, no private names: values and our filters."""

        intercepted_binops = frozenset(["*", "**", "%"])

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002  Jinja's
            raise TypeError(f"templates cannot use the operator {operator}")

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return super().is_safe_attribute(obj, attr, value) and not callable(value)

    environment = Sandbox(
        loader=FunctionLoader(lambda name: _source(templates, name)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown, not HTML: text/escape.Words refuse to be printed without a filter
        cache_size=20,
    )
    environment.globals.clear()
    length, default, first = (environment.filters[n] for n in ("length", "default", "first"))
    environment.filters.clear()
    environment.filters.update(length=length, default=default, first=first, **_filters(sink))
    return environment


def _filters(sink: Literal["file", "issue"]) -> dict[str, Callable[..., object]]:
    """The only ways out for people's words: a mention works in an issue and not in a file, so both differ."""
    return {
        "prose": partial(escape.prose, sink=sink),
        "inline": partial(escape.inline, sink=sink),
        "cell": partial(escape.cell, sink=sink),
        "code": escape.code,
    }


def _source(templates: Templates, name: str) -> tuple[str, str, Callable[[], bool]] | None:
    bare = name.removeprefix(SHIPPED)
    override = _override(templates.overrides, bare) if bare == name else None
    if override is not None:
        text = templates.overrides[override].replace("\r\n", "\n")
        if len(text) > MAX_TEMPLATE:
            raise ValueError(f"it is longer than {MAX_TEMPLATE} characters")
        return text, f"{OVERRIDES}{override}", lambda: True
    full = next((n for n in (bare, *templates.shipped) if n in templates.shipped and n.endswith(bare)), None)
    return None if full is None else (templates.shipped[full], f"{SHIPPED}{full}", lambda: True)
