"""The settings as a pydantic model, made from the dataclasses in `settings.py`, so that nothing is said twice.

Types, defaults, bounds and words come from there; pydantic checks a file
against them and writes the JSON Schema.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, create_model
from pydantic import Field as Described

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
        return part, Described(default_factory=part, **words)
    bounds = {"ge": said.get("minimum"), "le": said.get("maximum")}
    return _kind(each, kind), Described(
        default=_plain(default), **words, **{k: v for k, v in bounds.items() if v is not None}
    )


def _default(each: Field[Any]) -> Any:
    return each.default_factory() if each.default_factory is not MISSING else each.default


def _kind(each: Field[Any], kind: Any) -> Any:
    """Tuples come as lists, mappings as dicts; a severity is one of four words."""
    from typing import Annotated, Literal

    if each.name == "due_targets":
        return dict[str, int]
    if each.name == "severity":
        # YAML 1.1 reads a bare `off` as false, and people write it without quotes, as our pages do.
        word = BeforeValidator(lambda value: "off" if value is False else value)
        return dict[str, Annotated[Literal["error", "warning", "advice", "off"], word]]
    return list[str] if kind == tuple[str, ...] else kind


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
