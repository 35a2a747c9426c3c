"""Pictures that GitHub draws by itself (Mermaid), each beside a table that says the same.

Used by the document and the report. Tried on GitHub's syntax: in a `timeline`
an entry `14:02 : text` is an error, and twenty of them are too small to read;
a `gantt` with milestones shows how long things took. Texts come only through
text/escape.mermaid; a chart that grew too large is left to its table.
https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from postmortem_gh.documents.times import Clock
from postmortem_gh.text import escape
from postmortem_gh.values.records import Entry, Record

MAX_ENTRIES = 25
MAX_BONES = 6  # a fishbone with more on one bone is no longer seen at a glance
MAX_CHART = 6_000  # characters
RATIO = "∶"  # looks like a colon, which ends a name in Mermaid


def timeline(record: Record, entries: Sequence[tuple[Entry, str]], clock: Clock) -> str | None:
    """Phases as bars, entries as milestones; None where fewer than three entries have a time."""
    timed = [(entry.start.at, text) for entry, text in entries if entry.start and entry.start.at]
    if len(timed) < 3:
        return None
    phases = _phases(record)
    days = clock.days
    lines = [
        "gantt",
        "  accTitle: Timeline of the incident",
        "  accDescr: The same entries as in the table, drawn to scale",
        "  dateFormat YYYY-MM-DD HH:mm:ss",
        f"  axisFormat {'%d %b %H:%M' if len(days) > 1 else '%H:%M'}",
        "  todayMarker off",
    ]
    if phases:
        lines += ["  section Phases", *(_bar(name, start, end, clock) for name, start, end in phases)]
    lines += ["  section Entries", *(_milestone(at, text, clock) for at, text in timed[:MAX_ENTRIES])]
    return _chart(lines)


def _phases(record: Record) -> list[tuple[str, datetime, datetime]]:
    """What lies between the moments that are known: unnoticed, worked on, cleaned up."""
    at = {
        n: m.at
        for n in ("started", "detected", "mitigated", "resolved")
        if (m := getattr(record, n)) and m.at
    }
    names = (("started", "detected", "Unnoticed"), ("detected", "mitigated", "Until mitigated"),
             ("detected", "resolved", "Until resolved"), ("started", "mitigated", "Until mitigated"),
             ("started", "resolved", "Until resolved"), ("mitigated", "resolved", "Cleaning up"))  # fmt: skip
    found: list[tuple[str, datetime, datetime]] = []
    for start, end, name in names:
        if start in at and end in at and at[start] < at[end] and not any(s == at[start] for _, s, _ in found):
            found.append((name, at[start], at[end]))
    return sorted(found, key=lambda phase: phase[1])


def _bar(name: str, start: datetime, end: datetime, clock: Clock) -> str:
    return f"  {name} : {_stamp(start, clock)}, {_stamp(end, clock)}"


def _milestone(at: datetime, text: str, clock: Clock) -> str:
    time = f"{clock.local(at):%H:%M}".replace(":", RATIO)
    return f"  {time} {_short(text, 56)} : milestone, {_stamp(at, clock)}, 0m"


def _stamp(at: datetime, clock: Clock) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M:%S}"


def fishbone(record: Record, effect: str, named: Sequence[tuple[str, Sequence[str]]]) -> str | None:
    """What led to the effect, on one bone a kind; None with fewer than three factors and conditions."""
    bones = [(name, [text for text in texts if text.strip()]) for name, texts in named]
    if sum(len(texts) for name, texts in bones if name != TRIGGER) < 3:
        return None
    lines = [
        "flowchart LR",
        "  accTitle: Contributing factors",
        f"  accDescr: Fishbone of what contributed to this {record.kind}, as listed in the text",
        f'  effect(["{_short(effect, 80)}"])',
    ]
    for n, (name, texts) in enumerate((name, texts) for name, texts in bones if texts):
        lines.append(f'  bone{n}["<b>{name}</b>"] --> effect')
        lines += [f'  b{n}t{m}["{_short(text, 70)}"] --- bone{n}' for m, text in enumerate(texts[:MAX_BONES])]
        if len(texts) > MAX_BONES:
            lines.append(f'  b{n}more["and {len(texts) - MAX_BONES} more"] --- bone{n}')
    return _chart(lines)


TRIGGER = "Trigger"


def bars(title: str, labels: Sequence[str], values: Sequence[int], axis: str) -> str | None:
    """A bar a label. `xychart-beta` is the spelling that old and new versions of Mermaid take."""
    if len(labels) < 2 or not any(values):
        return None
    return _chart(
        [
            "xychart-beta",
            f"  accTitle: {title}",
            "  accDescr: The same numbers as in the table",
            f'  title "{title}"',
            "  x-axis [" + ", ".join(f'"{label}"' for label in labels) + "]",
            f'  y-axis "{axis}" 0 --> {max(8, *values)}',  # with less than eight the axis shows fractions
            f"  bar [{', '.join(map(str, values))}]",
        ]
    )


def pie(title: str, slices: Sequence[tuple[str, int]]) -> str | None:
    """Shares, at least two of them."""
    shown = [(label, value) for label, value in slices if value > 0]
    if len(shown) < 2:
        return None
    return _chart(
        [
            "pie showData",
            f"  accTitle: {title}",
            "  accDescr: The same numbers as in the table",
            f"  title {title}",
            *(f'  "{label}" : {value}' for label, value in shown),
        ]
    )


def _short(text: str, limit: int) -> str:
    """The first line, cut at a word."""
    line = " ".join(text.strip().split("\n", 1)[0].split())
    if len(line) <= limit:
        return escape.mermaid(line, limit)
    return escape.mermaid(line[:limit].rsplit(" ", 1)[0].rstrip(" ,.;:–-"), limit) + " …"


def _chart(lines: list[str]) -> str | None:
    text = "\n".join(lines)
    return text if len(text) <= MAX_CHART else None
