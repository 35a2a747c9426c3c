"""The action items: bullets, numbers, lines or a table → one value each, with a stable key.

After item_lines.py, which finds the items; here is what the whole form
decides: targets for missing dates, and keys that stay the same from run to run.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import replace
from datetime import date
from typing import Literal

from postmortem_gh.intake import item_kinds
from postmortem_gh.intake.blocks import lines, split_after
from postmortem_gh.intake.dates import working_days_after
from postmortem_gh.intake.item_lines import LINES_MOST, PRIORITY_ALONE, STRUCK, Draft, Group, Reading, Rules
from postmortem_gh.intake.item_parts import title
from postmortem_gh.intake.item_words import Parts
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.intake.told import Told, quoted
from postmortem_gh.values.records import ActionItem, ItemState

DueSource = Literal["said", "priority", "severity"]

_TITLE_MOST = 200  # GitHub cuts no title, it refuses one beyond 256 characters
_KEY_MOST = 60


def read(
    text: str | None, *, element: str, told: Told, rules: Rules, ideas: bool = False
) -> tuple[list[ActionItem], list[str]]:
    """The items of one answer, and the lines that say nothing to do."""
    if says_nothing(text) or text is None:
        return [], []
    head, rest = split_after(text, LINES_MOST)
    reading = Reading(lines(head), element, told, rules)
    drafts, unread = reading.drafts()
    items = []
    for draft in drafts:
        item = _finished(draft, told, rules, ideas=ideas)
        if item:
            items.append(item)
        else:
            unread += [draft.words, *draft.parts.details, *_condition_below(draft)]
    if reading.stopped_at:
        unread.append("\n".join(text.split("\n")[reading.stopped_at - 1 :]))
    elif rest:
        told.too_long(told.place(element, LINES_MOST + 1), LINES_MOST, "action-items")
        unread.append(rest)
    return items, unread


def _condition_below(draft: Draft) -> list[str]:
    """The closing condition that stood on a line of its own."""
    condition = draft.parts.done_when
    return [f"Done when: {condition}"] if condition and condition not in draft.words else []


def _finished(draft: Draft, told: Told, rules: Rules, *, ideas: bool) -> ActionItem | None:
    parts, group = draft.parts, draft.group
    name = title(parts) or (f"#{parts.existing}" if parts.existing else "")
    if STRUCK.fullmatch(name):
        told.note(parts.at, f"{quoted(name)} is struck through: withdrawn")
        return None
    if not name or says_nothing(name) or PRIORITY_ALONE.fullmatch(name):
        fix = "begin with what is to be done, as “Page on queue depth @alice due 2026-12-15”"
        told.problem(parts.at, f"{quoted(draft.words)} does not say what is to be done", fix, "action-items")
        return None
    details = ([group.words] if group.words else []) + parts.details
    if len(name) > _TITLE_MOST:
        details.insert(0, name)
        name = name[: _TITLE_MOST - 1].rsplit(" ", 1)[0] + "…"
    state: ItemState = "idea" if ideas else parts.state if parts.state != "open" else group.state or "open"
    kind = parts.kind or group.kind
    due, source = _due(parts, group, told, rules, state)
    return ActionItem(
        key="",
        title=name,
        state=state,
        owner=parts.owner,
        names=tuple(parts.names.items()),
        due=due,
        due_source=source,
        due_said=parts.due_said,
        priority=parts.priority or group.priority,
        kind=kind or item_kinds.suggested(name),
        kind_said=kind is not None,
        impact=parts.impact,
        effort=parts.effort,
        details=tuple(details),
        done_when=parts.done_when,
        existing=parts.existing,
        said_at=parts.at,
    )


def _due(
    parts: Parts, group: Group, told: Told, rules: Rules, state: ItemState
) -> tuple[date | None, DueSource | None]:
    """The date that was said, else the target of the priority, else that of the severity, else none."""
    if parts.due:
        return parts.due, "said"
    if parts.undated or state != "open" or parts.existing:
        return None, None
    name: str | None = parts.priority or group.priority
    source: DueSource = "priority" if name else "severity"
    name = name or rules.severity
    if name is None or name not in rules.targets:
        return None, None
    days = rules.targets[name]
    day = working_days_after(parts.base, days)
    told.note(parts.at, f"no date: due {day}, {days} working days, the target of {name}", about="due")
    return day, source


# ── what concerns all items of a form ────────────────────────────────────────────────────────────


def with_keys(items: list[ActionItem]) -> tuple[ActionItem, ...]:
    """Each with a key of its own: a slug of its words, numbered where two say the same."""
    taken: dict[str, int] = {}
    keyed = []
    for item in items:
        slug = key_of(item.title)
        taken[slug] = taken.get(slug, 0) + 1
        key = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
        while key != slug and key in taken:
            taken[slug] += 1
            key = f"{slug}-{taken[slug]}"
        taken.setdefault(key, 1)
        keyed.append(replace(item, key=key))
    return tuple(keyed)


def key_of(words: str) -> str:
    """A slug; where letters beyond ASCII are lost by it, their checksum keeps it apart from others."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:_KEY_MOST].strip("-")
    if slug and all(c.isascii() or unicodedata.combining(c) or not c.isalnum() for c in plain):
        return slug
    checksum = f"{zlib.crc32(words.encode('utf-8', 'surrogatepass')):08x}"
    return f"{slug[: _KEY_MOST - 9]}-{checksum}".strip("-") if slug else f"item-{checksum}"


def tell_limits(items: tuple[ActionItem, ...], told: Told, rules: Rules) -> None:
    """Say how many get no issue, and which kinds were read from the words."""
    tracked = [item for item in items if item.state == "open"]
    if len(tracked) > rules.most:
        told.note(
            told.place("action_items"),
            f"{len(tracked)} action items: the first {rules.most} get issues, the rest stay in the document"
            " (the setting `limits.action_items`)",
            about="limit",
        )
