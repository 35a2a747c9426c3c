"""An action item's issue: its title, and the managed block that its body opens with.

Written once, at creation; afterwards only the block changes, and only when a
person's command asks for it. People may also edit its lines by hand: what
stands there counts, so reading is generous and never guesses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from postmortem_gh.text import escape, managed, marker
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.days import iso_day
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.records import ActionItem

KIND = "item"
_LINE = pattern(r"^[^\S\n]*[-*+] \*\*([A-Za-z ]{1,20}):?\*\*:?[ \t]*(.*)$", re.MULTILINE)
_MOVED = pattern(r"^(\d{4}-\d{2}-\d{2}), from (\d{4}-\d{2}-\d{2}|no date) to (\d{4}-\d{2}-\d{2}), (.+)$")
NONE = "—"
_WORD = 5  # hex digits: as long as a word, and two words of one postmortem hardly ever share them


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One postponement, with the reason that was given."""

    on: date
    was: date | None
    now: date
    why: str  # “by alice: the vendor is late”, escaped as it stands in the body


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBlock:
    """What the managed block says; texts are escaped as they stand in the body."""

    due: date | None = None
    due_text: str = ""  # what stands there where it is no date
    priority: str | None = None
    kind: str | None = None
    done_when: str | None = None
    source: str = ""
    moved: tuple[Moved, ...] = ()
    marker_values: tuple[tuple[str, object], ...] = ()


def body(
    item: ActionItem, *, key: str, parent_id: str, parent_number: int, parent_url: str, source_title: str
) -> str:
    """The whole body at creation: the block, then the details that the form gave."""
    block = ItemBlock(
        due=item.due,
        priority=item.priority,
        kind=item.kind,
        done_when=escape.inline(item.done_when) if item.done_when else None,
        source=f"[#{parent_number}]({parent_url}) {escape.inline(source_title)}".rstrip(),
        marker_values=(("k", key), ("on", parent_id), ("t", wording(item.key, parent_id))),
    )
    details = escape.prose("\n".join(item.details), sink="issue").strip()
    parts = [
        draw(block),
        details or "Write here what belongs to this action item: the block above is kept by postmortem-gh.",
    ]
    return "\n\n".join(parts) + "\n"


def wording(key: str, parent_id: str) -> str:
    """The words of a key as hashes, to be compared word by word: the words may name people, and markers never do."""
    words = (f"{parent_id} {word}".encode() for word in key.split("-"))
    return "-".join(sha256(word).hexdigest()[:_WORD] for word in words)


def draw(block: ItemBlock) -> str:
    """The block as text, marker included."""
    lines = [
        f"- **Due:** {block.due.isoformat() if block.due else (block.due_text or NONE)}",
        f"- **Priority:** {block.priority or NONE}",
        f"- **Kind:** {block.kind or NONE}",
    ]
    if block.done_when:
        lines.append(f"- **Done when:** {block.done_when}")
    lines.append(f"- **Promised in:** {block.source}")
    lines += [
        f"- **Moved:** {each.on}, from {each.was or 'no date'} to {each.now}, {each.why}"
        for each in block.moved
    ]
    return managed.wrap(marker.write(KIND, **dict(block.marker_values)), KIND, "\n".join(lines))


def read(text: str) -> ItemBlock | None:
    """What an issue's body says; None where the block was removed or broken by hand."""
    found = managed.find(text, KIND)
    if found is None:
        return None
    said: dict[str, str] = {}
    moved: list[Moved] = []
    for label, words in _LINE.findall(found.content):
        name, value = label.strip().lower(), words.strip()
        if name != "moved":
            said[name] = "" if value == NONE else value
        elif (one := _moved(value)) is not None:
            moved.append(one)
    due = as_date(said.get("due", ""))
    return ItemBlock(
        due=due,
        due_text="" if due else said.get("due", ""),
        priority=said.get("priority") or None,
        kind=said.get("kind") or None,
        done_when=said.get("done when") or None,
        source=said.get("promised in", ""),
        moved=tuple(moved),
        marker_values=tuple(found.marker.values.items()),
    )


def _moved(value: str) -> Moved | None:
    match = _MOVED.match(value)
    now, on = (as_date(match[3]), as_date(match[1])) if match else (None, None)
    return Moved(on=on, was=as_date(match[2]), now=now, why=match[4]) if match and now and on else None


def due_on(due: date | None, moved: Sequence[Moved], day: date) -> date | None:
    """The due date as it stood on ``day``: later postponements undone, by the log in the block."""
    for each in reversed(moved):
        if each.on > day:
            due = each.was
    return due


def as_date(text: str) -> date | None:
    """An ISO date, or None."""
    return iso_day(text.strip())


def with_block(text: str, block: ItemBlock) -> str:
    """The body with this block in place of its own."""
    return managed.replace(text, KIND, draw(block)) or text


def with_due(text: str, due: date, *, on: date, why: str) -> str | None:
    """The body with the due date moved and the reason kept; None where the block is broken."""
    block = read(text)
    if block is None:
        return None
    moved = (*block.moved, Moved(on=on, was=block.due, now=due, why=escape.inline(why)))
    return managed.replace(text, KIND, draw(replace(block, due=due, due_text="", moved=moved)))
