"""A row of a table of action items, as the words that a line would have.

Beside item_lines.py: the columns may come in any order and under any of the
usual names, so a row becomes `title [P1] owner: alice due: … (detect)` and is
read like every other item.
"""

from __future__ import annotations

import re

from postmortem_gh.intake import item_kinds
from postmortem_gh.intake.blocks import Row
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.text.patterns import pattern

_COLUMNS = {
    word: column
    for column, words in {
        "title": "action|action item|action items|item|items|what|task|title|description|todo|to do"
        "|follow up|followup|summary|work|improvement|aktion|ticket title",
        "owner": "owner|who|assignee|responsible|dri|assigned to|owners|assigned|lead|person|owned by",
        "due": "due|when|due date|deadline|date|target|by|target date|eta|by when|due by",
        "priority": "priority|prio|p|pri",
        "kind": "kind|type|category",
        "impact": "impact|value|benefit",
        "effort": "effort|cost|size|estimate",
        "done_when": "done when|closing condition|definition of done|done once|exit criteria|acceptance"
        "|acceptance criteria|success",
        "status": "status|state|done|completed|done?",
        "existing": "issue|ticket|bug|link|issues|tracking|tracked in|github issue|tracking issue|reference",
        "number": "|#|no|nr|number|id|n",
        "details": "details|notes|comment|comments|note|remarks",
    }.items()
    for word in words.split("|")
}
_DONE = pattern(r"\[[xX]\]|[✅☑✔]\ufe0f?|done|completed?|closed|finished|yes|x", re.IGNORECASE)
_ISSUE = pattern(r"\[?(?:#\d|GH-\d|https?://|[\w.-]+/[\w.-]+#\d)")


def as_words(row: Row) -> tuple[str, list[str]]:
    """The row as one item's words, and the cells that only a detail can hold."""
    found: dict[str, str] = {}
    details: list[str] = []
    for name, cell in zip(_names(row.header), row.cells, strict=False):
        if not says_nothing(cell):
            column = _COLUMNS.get(name.lower().strip(" ?*_`:."), "") if name.strip() != "#" else "number"
            _sort_in(column, name, cell, found, details)
    title = found.pop("title", "")
    if not title and "existing" not in found:
        return _without_title(row, found)
    details += [found.pop("details")] if "details" in found else []
    condition = found.pop("done_when", "")
    reference = found.pop("existing", "")
    tail = " ".join(
        found[name] for name in ("priority", "kind", "impact", "effort", "due", "owner") if name in found
    )
    done = "✅ " if "status" in found else ""
    words = " ".join(part for part in (reference, done + title, tail) if part).strip()
    return f"{words} – done when {condition}" if condition else words, details


def is_header(text: str) -> bool:
    """`Action,Owner,Due`: a line that only names columns, as comma-separated values begin."""
    names = [name.strip(' ?*_`:."').lower() for name in re.split(r"[,;|\t]", text.strip("| "))]
    columns = [_COLUMNS.get(name) for name in names if name]
    return len(columns) > 1 and "title" in columns and all(columns)


def _names(header: tuple[str, ...]) -> tuple[str, ...]:
    """The header's names; where none of them names the work, the first unknown column does."""
    plain = [name.lower().strip(" ?*_`:.") for name in header]
    if any(_COLUMNS.get(name) == "title" for name in plain):
        return header
    for index, name in enumerate(plain):
        if name and name not in _COLUMNS:
            return (*header[:index], "action", *header[index + 1 :])
    return header


def _sort_in(column: str, name: str, cell: str, found: dict[str, str], details: list[str]) -> None:
    if column == "number":
        return
    if column == "title" and "title" in found:
        details.append(cell)
    elif column in ("", "details"):
        details.append(f"{name}: {cell}" if name.strip() else cell)
    elif column == "status":
        _status(cell, found, details)
    elif column == "existing":
        if _ISSUE.match(cell):
            found[column] = cell
        else:
            details.append(f"{name}: {cell}")
    else:
        found[column] = _as_part(column, cell)


def _status(cell: str, found: dict[str, str], details: list[str]) -> None:
    if _DONE.fullmatch(cell.strip(" .*_")):
        found["status"] = cell
    elif cell.lower().strip(" .*_[]") not in ("open", "todo", "to do", "no", "new", "not started"):
        details.append(f"Status: {cell}")


def _as_part(column: str, cell: str) -> str:
    plain = cell.strip(" *_`")
    if column == "owner":
        return f"owner: {plain}" if not plain.startswith("@") or "/" in plain else plain
    if column == "due":
        return f", due: {plain}"
    if column == "priority":
        return (
            f"[P{plain[-1]}]"
            if plain[-1:].isdigit() and item_kinds.priority(plain)
            else f", priority: {plain}"
        )
    if column == "kind":
        return f"({plain})" if item_kinds.kind(plain) else f", kind: {plain}"
    if column in ("impact", "effort"):
        return f", {column}: {plain}"
    return cell


def _without_title(row: Row, found: dict[str, str]) -> tuple[str, list[str]]:
    """A row that only says who and when is still kept as it was written."""
    return (" ".join(c for c in row.cells if c), []) if found else ("", [])
