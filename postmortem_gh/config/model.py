"""The settings as a pydantic model, made from the dataclasses in `settings.py`, so that nothing is said twice.

Types, defaults, bounds and words come from there; pydantic checks a file
against them and writes the JSON Schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, create_model
from pydantic import Field as Described
from pydantic_core import PydanticCustomError

from postmortem_gh import settings as ours
from postmortem_gh.settings import Settings

ADDRESS = "https://raw.githubusercontent.com/postmortem-gh/postmortem-gh/main/docs/settings.schema.json"


@cache
def model_of(values: type) -> type[BaseModel]:
    """The model of one of our dataclasses: the same fields, no others."""
    hints = get_type_hints(values, vars(ours))
    made: dict[str, Any] = {each.name: _field(each, hints[each.name]) for each in fields(values)}
    config = ConfigDict(extra="forbid", strict=True, title=values.__name__)
    return create_model(values.__name__, __config__=config, __doc__=values.__doc__, **made)


def _field(each: Field[Any], kind: Any) -> tuple[Any, Any]:
    said = each.metadata
    default = _default(each)
    examples = [_example(said["example"])] if said.get("example") else None
    words = {"description": said["doc"], "examples": examples}
    if is_dataclass(default) and not isinstance(default, type):
        part = model_of(type(default))
        whole = part().model_dump()  # pydantic writes no default where a factory makes it
        words["examples"] = [{at.name: _example(at.metadata["example"]) for at in fields(default)}]
        return part, Described(default_factory=part, json_schema_extra={"default": whole}, **words)
    bounds = _bounds(said) if kind is int else {}
    return _kind(each, kind), Described(default=_plain(default), **words, **bounds)


def _bounds(said: Mapping[str, Any]) -> dict[str, Any]:
    named = {"ge": said.get("minimum"), "le": said.get("maximum")}
    return {name: value for name, value in named.items() if value is not None}


def _default(each: Field[Any]) -> Any:
    return each.default_factory() if each.default_factory is not MISSING else each.default


def _kind(each: Field[Any], kind: Any) -> Any:
    """Tuples come as lists, mappings as dicts; a severity is one of four words. No text in a list is empty."""
    pattern = each.metadata.get("pattern", r"\S")
    if each.name == "due_targets":
        names, days = Described(pattern=pattern), Described(**_bounds(each.metadata))
        no_others = Described(json_schema_extra={"additionalProperties": False})
        return Annotated[dict[Annotated[str, names], Annotated[int, days]], no_others]
    if each.name == "severity":
        # YAML 1.1 reads a bare `off` as false, and people write it without quotes, as our pages do.
        word = BeforeValidator(lambda value: "off" if value is False else value)
        return dict[ours.Rule, Annotated[Literal["error", "warning", "advice", "off"], word]]
    if each.name == "timezone":
        return Annotated[str, AfterValidator(_zone)]
    if kind == str | None:
        return Annotated[str, Described(pattern=pattern)] | None
    return list[Annotated[str, Described(pattern=pattern)]] if kind == tuple[str, ...] else kind


def _zone(name: str) -> str:
    """A time zone must be one that the IANA database has."""
    from zoneinfo import ZoneInfo, available_timezones

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        near = get_close_matches(name, available_timezones(), n=1, cutoff=0.5)
        hint = f"did you mean `{near[0]}`?" if near else "write for example Europe/Berlin"
        said = {"name": name[:60], "hint": hint}
        raise PydanticCustomError("zone", "there is no time zone `{name}`: {hint}", said) from None
    return name


def _plain(default: Any) -> Any:
    if isinstance(default, tuple):
        return list(default)
    return dict(default) if hasattr(default, "keys") else default


def _example(text: str) -> Any:
    import yaml

    return yaml.safe_load(text)


SettingsModel = model_of(Settings)


def to_settings(model: BaseModel) -> Settings:
    """The checked model as our own frozen value."""
    settings: Settings = _value(Settings, model)
    return settings


def _value(values: type, model: BaseModel) -> Any:
    given: dict[str, Any] = {}
    for each in fields(values):
        found = getattr(model, each.name)
        if isinstance(found, BaseModel):
            found = _value(type(_default(each)), found)
        elif isinstance(found, list):
            found = tuple(found)
        elif each.name == "due_targets":
            found = {**ours.DUE_TARGETS, **found}
        given[each.name] = found
    return values(**given)


def fields_of(path: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that may stand at a place, for the nearest one."""
    model: type[BaseModel] = SettingsModel
    for name in path:
        found = model.model_fields.get(name)
        kind = found.annotation if found else None
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return ()
        model = kind
    return tuple(model.model_fields)


def example_of(path: tuple[str, ...]) -> str:
    """The example of the key that a path leads to or through; empty where none is known."""
    at: Any = Settings()
    for name in path:
        known = {each.name: each for each in fields(at)}
        if name not in known:
            break
        at = getattr(at, name)
        if not is_dataclass(at):
            return str(known[name].metadata["example"])
    return ""


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the settings, with a description, default and example for every key."""
    made = SettingsModel.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ADDRESS,
        "title": "postmortem-gh settings",
        "description": "`.github/postmortem.yml`; every key is optional.",
        **{name: value for name, value in made.items() if name not in ("title", "description")},
    }
