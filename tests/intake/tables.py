"""Fixture tables: title, input and what is understood of it, each part ended by a line with one dot.

The tables document the grammar, so what is shown is what a reader would check:
values first, then notes and problems. Renew all with `python -m tests.intake.tables`
and read the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from postmortem_gh.forms.answers import Answers, Value
from postmortem_gh.forms.definition import Element, Form
from postmortem_gh.intake import record
from postmortem_gh.settings import Settings
from postmortem_gh.values.records import ActionItem, Moment, Record

FILED = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # a Tuesday
TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class Case:
    table: str
    title: str
    given: str
    expected: str


def cases(path: Path) -> list[Case]:
    parts = path.read_text(encoding="utf-8").split("\n.\n")
    rows = [parts[i : i + 3] for i in range(0, len(parts) - 2, 3)]
    return [Case(path.stem, title.strip(), given, expected) for title, given, expected in rows]


def all_cases() -> list[Case]:
    return [case for path in sorted(TABLES.glob("*.md")) for case in cases(path)]


def read_form(
    *,
    filed: datetime | None = FILED,
    zone: str = "UTC",
    types: dict[str, str] | None = None,
    required: tuple[str, ...] = (),
    settings: Settings | None = None,
    **values: Value,
) -> Record:
    """A Record of answers by element id, as if each had been asked for."""
    elements = tuple(
        Element(
            id=name,
            type=(types or {}).get(name, "textarea"),
            label=name.replace("_", " ").capitalize(),
            required=name in required,
        )
        for name in values
    )
    return record.read(
        Form(name="Form", elements=elements),
        Answers(values=dict(values), places={}, leftovers=()),
        kind="postmortem",
        title="Checkout was slow",
        issue=7,
        filed_at=filed,
        today=date(2026, 11, 24),
        settings=replace(settings or Settings(), timezone=zone),
        repository="acme/shop",
    )


def read_fields(given: str) -> Record:
    """Lines `field: answer` up to a blank line, the field `timeline` after it; `zone:` is the setting."""
    head, _, timeline = given.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    zone = fields.pop("zone", "UTC")
    filed = fields.pop("filed", None)
    values: dict[str, Value] = {name: words.replace("\\n", "\n") for name, words in fields.items()}
    if timeline:
        values["timeline"] = timeline
    return read_form(filed=datetime.fromisoformat(filed) if filed else FILED, zone=zone, **values)


def shown_item(item: ActionItem) -> Iterator[str]:
    parts = [item.priority, f"@{item.owner}" if item.owner else None]
    parts.append(f"due {item.due} ({item.due_source})" if item.due else None)
    parts.append(f"{item.kind}{'' if item.kind_said else '?'}" if item.kind else None)
    parts += [
        f"impact {item.impact}" if item.impact else None,
        f"effort {item.effort}" if item.effort else None,
    ]
    parts.append(f"issue {item.existing}" if item.existing else None)
    state = "" if item.state == "open" else f"[{item.state}] "
    yield " · ".join((f"- {state}{item.title}", *(p for p in parts if p)))
    for detail in item.details:
        yield f"  | {detail}"
    if item.done_when:
        yield f"  done when {item.done_when}"


def shown_moment(moment: Moment | None) -> str:
    return moment.iso().replace("+00:00", "Z").replace("T", " ") if moment else "?"


def told(record: Record) -> Iterator[str]:
    for note in record.notes:
        yield f"{'advice' if note.advice else 'note'}: {note.what}"
    for problem in record.problems:
        yield f"problem in {problem.at.field}, line {problem.at.line}: {problem.what}"
    for section in (*record.sections, *record.unplaced):
        yield f"kept: {section.text}"


def show_action_items(given: str) -> str:
    read = read_form(action_items=given)
    return "\n".join((*(line for item in read.action_items for line in shown_item(item)), *told(read)))


def show_times(given: str) -> str:
    read = read_fields(given)
    lines = [
        f"{name} {shown_moment(m)}"
        for name in ("started", "detected", "mitigated", "resolved")
        if (m := getattr(read, name))
    ]
    for entry in read.timeline:
        end = f" to {shown_moment(entry.end)}" if entry.end else ""
        lines.append(f"{shown_moment(entry.start)}{end} | " + entry.text.replace("\n", "⏎"))
    return "\n".join((*lines, *told(read)))


def show_due(given: str) -> str:
    from postmortem_gh.intake.dates import read_due

    lines = []
    for line in given.splitlines():
        base = FILED.date()
        words = line
        if line.startswith("["):
            base, words = date.fromisoformat(line[1:11]), line[13:]
        due = read_due(words, base=base)
        lines.append("no date" if due is None else due.problem or f"{due.day:%Y-%m-%d %a}")
    return "\n".join(lines)


def show_people(given: str) -> str:
    read = read_form(participants=given)
    return "\n".join((*(f"{p.name or '-'} @{p.login or '-'}" for p in read.participants), *told(read)))


def show_causes(given: str) -> str:
    read = read_form(causes=given)
    lines = [f"trigger: {read.trigger}"] if read.trigger else []
    lines += [f"enabled by: {c}" for c in read.enabling_conditions]
    lines += ["why: " + " → ".join(chain) for chain in read.whys]
    lines += [f"other: {read.causes_text}"] if read.causes_text else []
    return "\n".join((*lines, *told(read)))


def show_commands(given: str) -> str:
    from postmortem_gh.intake.slash import commands

    return "\n".join(f"{c.line}: {c.name} | {c.argument}" for c in commands(given))


SHOW: dict[str, Callable[[str], str]] = {
    "action-items": show_action_items,
    "action-item-tables": show_action_items,
    "times": show_times,
    "timeline": show_times,
    "zones": show_times,
    "due-dates": show_due,
    "participants": show_people,
    "causes": show_causes,
    "commands": show_commands,
}


def main() -> None:
    for path in sorted(TABLES.glob("*.md")):
        shown = [f"{c.title}\n.\n{c.given}\n.\n{SHOW[c.table](c.given)}\n.\n" for c in cases(path)]
        path.write_text("\n".join(shown), encoding="utf-8")


if __name__ == "__main__":
    main()
