"""The front matter's JSON Schema, told once.

docs/front-matter.schema.json and docs/front-matter.md are made from here by
script/documents_docs.py, and the tests fail when they are stale. No run of
ours imports this.
"""

from __future__ import annotations

import json
from typing import Any

from postmortem_gh.errors import docs

ID = f"{docs('front-matter').removesuffix('.md').replace('/blob/', '/raw/')}.schema.json"
MOMENT = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?[+-]\d{2}:\d{2})?$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
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
        "The day it is due, as the form had it; the issue's own date counts from then on.", pattern=DAY
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
        "The day of the start; a retrospective's last day. In the settings' time zone.", pattern=DAY
    ),
    "severity": _known("As the team writes it."),
    "write_up": {"enum": ["full", "brief"], "description": "A full postmortem or a brief note."},
    "started": _known(
        "When it began: a time with its offset, or the day where only that is known.", pattern=MOMENT
    ),
    "detected": _known("When somebody noticed.", pattern=MOMENT),
    "mitigated": _known("When the pain ended, though the clean-up went on.", pattern=MOMENT),
    "resolved": _known("When all was as before.", pattern=MOMENT),
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
        "description": "Flat YAML at the top of postmortems/<year>/<date>-<slug>.md.",
        "type": "object",
        "properties": FIELDS,
        "required": list(FIELDS),
        "additionalProperties": True,
    }


def schema_text() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
