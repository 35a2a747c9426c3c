"""The front matter's JSON Schema and its page, told once.

docs/front-matter.schema.json and docs/front-matter.md are made from here by
`POSTMORTEM_RENEW=1 pytest tests/documents`, and the tests fail when they are
stale. No run of ours imports this.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from postmortem_gh.errors import docs

ID = f"{docs('front-matter').removesuffix('.md').replace('/blob/', '/raw/')}.schema.json"
_MOMENT = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?[+-]\d{2}:\d{2})?$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_TEXTS = {"type": "array", "items": {"type": "string"}}


def _text(what: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": what, **more}


def _known(what: str, **more: Any) -> dict[str, Any]:
    """Text where it is known, else null."""
    return {"type": ["string", "null"], "description": what, **more}


def _number(what: str, minimum: int = 0) -> dict[str, Any]:
    return {"type": ["integer", "null"], "minimum": minimum, "description": what}


ITEM: dict[str, dict[str, Any]] = {
    "title": _text("What was promised."),
    "owner": _known("Login of the one owner, without `@`. Owners are named: a promise, not a cause."),
    "due": _known(
        "The day it is due, as the form had it; the issue's own date counts from then on.", pattern=_DAY
    ),
    "priority": {"enum": ["P0", "P1", "P2", "P3", "P4", None], "description": "Priority, the highest is P0."},
    "kind": {
        "enum": ["prevent", "mitigate", "detect", "repair", "investigate", None],
        "description": "What it is meant to do.",
    },
    "issue": _number("Its issue's number; its state lives there.", 1),
    "done": {"const": True, "description": "Was done already when the form was filed; it has no issue."},
}
FIELDS: dict[str, dict[str, Any]] = {
    "id": _known("By this, and not by its path, a document is found again.", pattern=r"^postmortem-\d+$"),
    "kind": {"enum": ["postmortem", "near-miss", "retrospective"], "description": "Which form it was."},
    "title": _text("The issue's title, with roles for people."),
    "date": _known(
        "The day of the start; a retrospective's last day. In the settings' time zone.", pattern=_DAY
    ),
    "severity": _known("As the team writes it."),
    "write_up": {"enum": ["full", "brief"], "description": "A full postmortem or a brief note."},
    "started": _known(
        "When it began: a time with its offset, or the day where only that is known.", pattern=_MOMENT
    ),
    "detected": _known("When somebody noticed.", pattern=_MOMENT),
    "mitigated": _known("When the pain ended, though the clean-up went on.", pattern=_MOMENT),
    "resolved": _known("When all was as before.", pattern=_MOMENT),
    "minutes_to_detect": _number("From `started` to `detected`, where both times are known."),
    "minutes_to_recover": _number("From `started` to `mitigated`, else to `resolved`."),
    "services": {**_TEXTS, "description": "The services that were hit, as written in the form."},
    "factors": {**_TEXTS, "description": "What contributed, as chosen in the form."},
    "labels": {**_TEXTS, "description": "The incident labels of the issue, as `service:checkout-api`."},
    "issue": _number("The number of the issue it was filed in.", 1),
    "status": {
        "enum": ["draft", "complete"],
        "description": "`draft` while something that the form requires is missing or cannot be read.",
    },
    "action_items": {
        "type": "array",
        "description": "What was promised and what was done already; ideas are not among them.",
        "items": {
            "type": "object",
            "properties": ITEM,
            "required": [name for name in ITEM if name != "done"],
            "additionalProperties": False,
        },
    },
}


def schema() -> dict[str, Any]:
    """The JSON Schema, draft 2020-12. Every field is there; what is not known is null."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "Front matter of a postmortem",
        "description": "Flat YAML at the top of postmortems/<year>/<date>-<slug>.md, written by postmortem-gh.",
        "type": "object",
        "properties": FIELDS,
        "required": list(FIELDS),
        "additionalProperties": True,
    }


def schema_text() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def page() -> str:
    """docs/front-matter.md."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# Front matter of a document"
    yield ""
    yield "<!-- Made from postmortem_gh/documents/front_matter_schema.py: edit there. -->"
    yield ""
    yield (
        "Each document opens with these fields, flat, strings in double quotes, so that any generator of sites, "
        "any script and GitHub itself can read them. A field is never absent: what is not known is `null`. "
        "Further fields that you add by hand stay. The [JSON Schema](front-matter.schema.json) holds for all of them."
    )
    yield ""
    yield from _table(FIELDS)
    yield ""
    yield "## `action_items`"
    yield ""
    yield "A document names its action items; their state lives on their issues alone."
    yield ""
    yield from _table(ITEM)


def _table(fields: dict[str, dict[str, Any]]) -> Iterator[str]:
    yield "| Field | Type | What it says |"
    yield "| :-- | :-- | :-- |"
    for name, field in fields.items():
        yield f"| `{name}` | {_type(field)} | {field['description']} |"


def _type(field: dict[str, Any]) -> str:
    if "const" in field:
        return "`true`, or absent"
    if "enum" in field:
        return ", ".join(f"`{value or 'null'}`" for value in field["enum"])
    kind = field["type"]
    if kind == "array":
        return "list"
    base = kind if isinstance(kind, str) else kind[0]
    words = {"string": "text", "integer": "whole number"}[base]
    if field.get("pattern") == _DAY:
        words = "day (`2026-11-20`)"
    if field.get("pattern") == _MOMENT:
        words = "time with offset, or day"
    return words if isinstance(kind, str) else f"{words}, or `null`"
