"""`.github/postmortem.yml` → Settings: every mistake in one pass, with its line, column and the nearest key.

YAML's nodes know where they stand, pydantic knows what is wrong: both come
together here. Imported only where there is a settings file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from typing import Any

import yaml
from pydantic import ValidationError

from postmortem_gh.config.model import SettingsModel, example_of, fields_of, to_settings
from postmortem_gh.errors import ConfigurationError, docs
from postmortem_gh.settings import Settings
from postmortem_gh.values.lean import dataclass

MOST = 64_000  # characters
_DEPTH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing that is wrong in the file."""

    line: int
    column: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.what}"


class SettingsError(ConfigurationError):
    """The settings cannot be used; ``mistakes`` has all of them."""

    def __init__(self, path: str, mistakes: tuple[Mistake, ...]) -> None:
        count = len(mistakes)
        super().__init__(
            f"{path} cannot be used: {count} mistake{'' if count == 1 else 's'}",
            "; ".join(map(str, mistakes)),
            "mend the lines; every key is optional, and a file with none is fine",
            docs("settings"),
        )
        self.path = path
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was checked: as plain data, and as settings."""

    content: Mapping[str, Any]
    settings: Settings


def read(text: str, path: str = ".github/postmortem.yml", base: str | None = None) -> Settings:
    """The settings that a file's text gives; raises SettingsError with every mistake.

    ``base`` is the text of the organisation's file that it extends: a key that this one lacks comes from there.
    """
    own = _checked(text, path)
    if base is None:
        return own.settings
    inherited = _checked(base, f"the file that {path} extends")
    return to_settings(SettingsModel.model_validate(merged(inherited.content, own.content)))


def merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """``own`` over ``base``, mapping by mapping; a list is taken whole."""
    found = dict(base)
    for name, value in own.items():
        below = found.get(name)
        found[name] = merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return found


def _checked(text: str, path: str) -> _File:
    """One file by itself."""
    if len(text) > MOST:
        raise SettingsError(path, (Mistake(line=1, column=1, what=f"longer than {MOST} characters"),))
    if "\0" in text:
        raise SettingsError(path, (Mistake(line=1, column=1, what="binary, not text"),))
    node = _compose(text, path)
    if node is None:
        return _File({}, Settings())
    mistakes: list[Mistake] = []
    content = _plain(node, mistakes, ())
    places = dict(_places(node, ()))
    if not isinstance(content, dict):
        raise SettingsError(path, (Mistake(line=1, column=1, what="settings are `key: value` lines"),))
    try:
        model = SettingsModel.model_validate(content)
    except ValidationError as error:
        mistakes += [_mistake(dict(each), places) for each in error.errors()]
    else:
        if not mistakes:
            return _File(content, to_settings(model))
    raise SettingsError(path, tuple(sorted(mistakes, key=lambda each: (each.line, each.column))))


class _Loader(yaml.SafeLoader):
    """Reads no alias: it can multiply a small text without end, and a fork may propose one."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            said = "an alias (`*name`) is not read here: write the value out"
            mark = self.get_event().start_mark  # type: ignore[no-untyped-call]  # so in the stubs
            raise yaml.composer.ComposerError(None, None, said, mark)
        return super().compose_node(parent, index)


def _compose(text: str, path: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = f"no valid YAML: {error.problem or error.context or 'it cannot be read'}"
        raise SettingsError(path, (Mistake(line=line, column=column, what=what),)) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise SettingsError(path, (Mistake(line=1, column=1, what="no valid YAML"),)) from None


def _plain(node: yaml.Node, mistakes: list[Mistake], at: tuple[str, ...]) -> Any:
    """Plain data of a node; keys given twice and depths that nobody needs are mistakes."""
    if len(at) > _DEPTH:
        mistakes.append(_at(node, "nested too deeply"))
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, mistakes, (*at, str(i))) for i, each in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = _name(key)
            if name in found:
                mistakes.append(_at(key, f"`{name}` stands here a second time"))
            found[name] = _plain(value, mistakes, (*at, name))
        return found
    return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    """Text, number, truth or nothing; a day that YAML would make a date of stays text."""
    if node.tag.removeprefix("tag:yaml.org,2002:") not in ("int", "bool", "null", "float"):
        return node.value
    with suppress(ValueError, LookupError, OverflowError):
        return yaml.SafeLoader("").construct_object(node)
    return (
        node.value
    )  # `!!int abc`, a number without end: text, which the model refuses where it wants a number


def _name(key: yaml.Node) -> str:
    return str(key.value) if isinstance(key, yaml.ScalarNode) else "?"


def _places(node: yaml.Node, at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], yaml.Node]]:
    """Where each key (for mappings) and each entry (for lists) stands."""
    if len(at) > _DEPTH:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = (*at, _name(key))
            yield name, key
            yield from _places(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for i, value in enumerate(node.value):
            yield (*at, str(i)), value
            yield from _places(value, (*at, str(i)))


def _at(node: yaml.Node, what: str) -> Mistake:
    return Mistake(line=node.start_mark.line + 1, column=node.start_mark.column + 1, what=what)


def _mistake(error: Mapping[str, Any], places: Mapping[tuple[str, ...], yaml.Node]) -> Mistake:
    """pydantic's account in our words, where the words stand in the file."""
    path = tuple(str(part) for part in error["loc"])
    known = path
    while known and known not in places:
        known = known[:-1]
    what = _words(error, path)
    return _at(places[known], what) if known else Mistake(line=1, column=1, what=what)


def _words(error: Mapping[str, Any], path: tuple[str, ...]) -> str:
    name = path[-1] if path else "settings"
    if error["type"] == "extra_forbidden":
        siblings = fields_of(path[:-1])
        near = get_close_matches(name, siblings, n=1, cutoff=0.5)
        hint = f"did you mean `{near[0]}`?" if near else f"the keys here are {', '.join(siblings)}"
        return f"there is no key `{name[:60]}`: {hint}"
    said = str(error["msg"])
    if error["type"] == "zone":
        return said
    if name == "[key]":
        return _wrong_name(error, path[:-1])
    if error["type"] == "string_pattern_mismatch":
        said = f"this is not of the form that is read here, as in `{example_of(path)}`"
    given = error.get("input")
    shown = f", not {str(given)[:60]!r}" if not isinstance(given, dict | list) else ""
    return f"`{'.'.join(path)}`: {said[0].lower()}{said[1:]}{shown}"


def _wrong_name(error: Mapping[str, Any], path: tuple[str, ...]) -> str:
    """A name in a mapping whose names are known."""
    names = re.findall(r"'([^']*)'", str(error.get("ctx", {}).get("expected", "")))
    near = get_close_matches(path[-1], names, n=1, cutoff=0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"the names are as in `{example_of(path)}`"
    return f"`{'.'.join(path[:-1])}` knows no `{path[-1][:60]}`: {hint}"
