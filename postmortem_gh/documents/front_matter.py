"""The document's front matter: written flat, read back from what people may have edited.

Used by documents/document; `read` by decide (is this file our document?), the
index and the report. Its JSON Schema is published as
docs/front-matter.schema.json, made from documents/front_matter_schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from postmortem_gh.documents.times import Clock, minutes_between
from postmortem_gh.documents.views import DocumentView
from postmortem_gh.text import escape
from postmortem_gh.values.days import iso_day
from postmortem_gh.values.records import ActionItem, Record
from postmortem_gh.values.refs import OPEN

MAX_SIZE = 200_000  # characters; ours stay far below


def write(record: Record, view: DocumentView) -> str:
    """The block between the two `---`, both included."""
    lines = [f"{key}: {_value(value)}" for key, value in _values(record, view)]
    items = [i for i in record.action_items if i.state != "idea"]
    lines += ["action_items:" if items else "action_items: []"]
    lines += [line for item in items for line in _item(item, view)]
    return "\n".join(("---", *lines, "---", ""))


def day(record: Record, clock: Clock) -> date | None:
    """The day that the document is filed under: of the start; a retrospective's last day."""
    if record.kind == "retrospective":
        return record.period_end or (clock.local(record.filed_at).date() if record.filed_at else None)
    return clock.day(record.started) if record.started else None


def due(values: Mapping[str, Any]) -> Iterator[tuple[int, date]]:
    """When its action items are due, by the number of their issues here; of what :func:`read` gives."""
    items = values.get("action_items")
    for each in items if isinstance(items, list) else ():
        if isinstance(each, dict):
            number, day = str(each.get("issue")), iso_day(str(each.get("due")))
            if number.isdecimal() and 0 < len(number) < 10 and int(number) and day:
                yield int(number), day


def read(text: str) -> Mapping[str, Any] | None:
    """The front matter of a document; None where there is none that can be read. Dates come as text."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].rstrip() != "---":
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    block = "\n".join(lines[1:end]) if end else ""
    return _read(block) if 0 < len(block) <= MAX_SIZE else None


def _read(block: str) -> Mapping[str, Any] | None:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # An alias can multiply a small text without end; ours have none.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(block, Loader=loader)):
            return None
        found = yaml.load(block, Loader=loader)  # noqa: S506  one of the two safe loaders
    # LookupError and AttributeError: a value that its own tag does not fit, as `!!bool x` or `!!timestamp x`.
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError, LookupError, AttributeError):
        return None
    return {str(key): _plain(value) for key, value in found.items()} if isinstance(found, dict) else None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    return value


def _values(record: Record, view: DocumentView) -> Iterator[tuple[str, object]]:
    clock = Clock(view.settings.timezone, ())
    named = view.roles.apply
    filed = day(record, clock)
    yield "id", f"postmortem-{record.issue}" if record.issue else None
    yield "kind", record.kind
    yield "title", named(record.title)
    yield "date", filed.isoformat() if filed else None
    yield "severity", named(record.severity) if record.severity else None
    yield "write_up", view.write_up
    for name in ("started", "detected", "mitigated", "resolved"):
        yield name, clock.iso(getattr(record, name))
    yield "minutes_to_detect", minutes_between(record.started, record.detected)
    yield "minutes_to_recover", minutes_between(record.started, record.mitigated or record.resolved)
    yield "services", tuple(map(named, record.services))
    yield "factors", tuple(map(named, record.factors))
    yield "labels", view.labels
    yield "issue", record.issue
    yield "status", view.status


def _item(item: ActionItem, view: DocumentView) -> Iterator[str]:
    """One entry of `action_items`; the owner is named: a commitment, not a cause."""
    link = view.items.get(item.key)
    yield f"  - title: {_value(view.roles.apply(item.title))}"
    yield f"    owner: {_value(item.owner)}"
    yield f"    due: {_value(item.due.isoformat() if item.due else None)}"
    yield f"    priority: {_value(item.priority)}"
    yield f"    kind: {_value(item.kind)}"
    yield f"    issue: {_number(link.text) if link else _value(item.existing)}"
    if item.state == "done":
        yield "    done: true"


def _number(text: str) -> str:
    """The number of `#13`, which may be a reference to come."""
    number = text.removeprefix("#")
    return number if number.startswith(OPEN) or number.isdecimal() else "null"


def _value(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return escape.yaml_string(value)
    return f"[{', '.join(map(_value, value))}]" if isinstance(value, tuple) else "null"
