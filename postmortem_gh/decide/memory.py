"""What we must remember between two runs, kept in the marker of our one comment.

GitHub is the only store: an item that a person deleted can only be known as
deleted because something of ours says that it was there. No owner/name, no
person: logins only as fingerprints. A lost comment costs this memory and
nothing else; the issues carry their own identity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from postmortem_gh.text import marker
from postmortem_gh.values.lean import dataclass

KIND = "comment"
PARTS = ("due", "owner", "priority")  # of an action item, in which form and issue can differ
# With the comment's own text, 30,000 at most, this stays below GitHub's 65,536 characters; a document that
# packs to more is not merged once people edited it.
MAX_BASE = 31_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownItem:
    """An action item that has had its issue."""

    key: str
    id: str  # node id, or the reference to it
    wording: str  # the form's last words for it, each as a hash; see documents/item
    title: str  # fingerprint of the title that we gave it
    body: str  # fingerprint of the body that we gave it
    # What the form said of due date, owner (as a hash) and priority when it last agreed with the issue.
    said: Mapping[str, str] = field(default_factory=dict)
    number: str = ""  # the issue's, or the reference to it: the last document names it also when it is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """All that our comment remembers of a postmortem."""

    items: tuple[KnownItem, ...] = ()
    order: tuple[str, ...] = ()  # keys of those that the form named, as it named them
    accepted: str | None = None  # fingerprint of the body that was accepted
    labels: tuple[str, ...] = ()  # those that we put on the issue
    path: str | None = None
    base: str | None = None  # the document as we alone generated it, with references to the items
    facilitator: str | None = None  # fingerprint of whom we assigned
    refresh: str | None = None  # the last /refresh that was obeyed: node id of its comment
    by_hand: str = (
        ""  # code of GitHub's refusal to open the pull request: the comment links to the page that does
    )


NOTHING = Memory()


def write(memory: Memory, issue_id: str) -> str:
    """The marker's line."""
    packed = marker.pack(memory.base) if memory.base is not None else None
    keep = packed if packed is not None and len(packed) <= MAX_BASE else None
    return marker.write(
        KIND,
        on=issue_id,
        items=[
            [item.key, item.id, item.wording, item.title, item.body, item.number] for item in memory.items
        ],
        order=list(memory.order),
        said={item.key: [item.said.get(part, "") for part in PARTS] for item in memory.items if item.said},
        accepted=memory.accepted,
        labels=list(memory.labels),
        path=memory.path,
        base=keep,
        fac=memory.facilitator,
        refresh=memory.refresh,
        hand=memory.by_hand or False,
    )


def read(body: str) -> Memory:
    """What the comment's marker says; what is missing or damaged counts as forgotten."""
    found = marker.read(body, KIND)
    if found is None or found.is_newer:
        return NOTHING
    values = found.values
    return Memory(
        items=tuple(_items(values)),
        order=tuple(key for key in _list(values, "order") if isinstance(key, str)),
        accepted=_text(values, "accepted"),
        labels=tuple(name for name in _list(values, "labels") if isinstance(name, str)),
        path=_text(values, "path"),
        base=marker.unpack(packed) if (packed := _text(values, "base")) else None,
        facilitator=_text(values, "fac"),
        refresh=_text(values, "refresh"),
        by_hand=_hand(values.get("hand")),
    )


def _hand(value: object) -> str:
    """True comes from a time when the code was not kept, and this one is the usual."""
    return value if isinstance(value, str) else "pull-requests-off" if value is True else ""


def _items(values: Mapping[str, Any]) -> list[KnownItem]:
    rows = [row for row in _list(values, "items") if isinstance(row, list) and len(row) == 6]
    return [
        KnownItem(
            key=row[0],
            id=row[1],
            wording=row[2],
            title=row[3],
            body=row[4],
            number=row[5],
            said=_said(values, row[0]),
        )
        for row in rows
        if all(isinstance(part, str) for part in row)
    ]


def _said(values: Mapping[str, Any], key: str) -> dict[str, str]:
    """Apart from the items' rows, which earlier versions read, too."""
    every = values.get("said")
    parts = every.get(key) if isinstance(every, dict) else None
    if not isinstance(parts, list) or len(parts) != len(PARTS):
        return {}
    return {part: said for part, said in zip(PARTS, parts, strict=True) if isinstance(said, str)}


def _list(values: Mapping[str, Any], name: str) -> list[Any]:
    value = values.get(name)
    return value if isinstance(value, list) else []


def _text(values: Mapping[str, Any], name: str) -> str | None:
    value = values.get(name)
    return value if isinstance(value, str) else None
