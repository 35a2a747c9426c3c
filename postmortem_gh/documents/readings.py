"""How the form was read, as the comment lists it: each reading once, and none that a table shows beside its item.

Used by comment_page.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from postmortem_gh.documents.comment_view import CommentView
from postmortem_gh.text.escape import Words
from postmortem_gh.values.problems import Note
from postmortem_gh.values.records import ActionItem, Record

Line = tuple[Words, Words]  # where, what


def told(
    record: Record, in_table: Sequence[ActionItem], view: CommentView
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Readings and defaults, and advice."""
    notes = [note for note in record.notes if not _is_shown(note, in_table, view)]
    long = {_where(note) for note in record.notes if (note.at.line or 1) > 1}
    return (
        tuple(_once((note for note in notes if not note.advice), long)),
        tuple(_once((note for note in notes if note.advice), long)),
    )


def due_why(item: ActionItem) -> Words | None:
    """How the date came about, where it does not stand in the line as it is shown."""
    if item.due is None:
        return None
    if item.due_source == "said":
        said = item.due_said.strip()
        return Words(f"“{said}”") if said and item.due.isoformat() not in said else None
    if item.due_source == "priority":
        return Words(f"target of {item.priority}")
    return Words("target of the severity") if item.due_source == "severity" else None


def _is_shown(note: Note, in_table: Iterable[ActionItem], view: CommentView) -> bool:
    """Whether the table of action items, or the list of those that are not tracked, says it already."""
    if note.about == "limit":
        return bool(view.untracked)
    if not note.about:
        return False
    item = next((item for item in in_table if item.said_at == note.at), None)
    if item is None:
        return False
    return due_why(item) is not None if note.about == "due" else item.key in view.remarks


def _where(note: Note) -> str:
    return note.at.label or note.at.field


def _once(notes: Iterable[Note], long: Container[str]) -> Iterator[Line]:
    """What is said of several lines of one answer is said once, with their numbers; an answer of one line needs none."""
    lines: dict[tuple[str, str], list[int]] = {}
    for note in notes:
        found = lines.setdefault((_where(note), note.what), [])
        if note.at.line:
            found.append(note.at.line)
    for (where, what), numbers in lines.items():
        yield Words(f"{where}{_lines(sorted(set(numbers))) if where in long else ''}"), Words(what)


def _lines(numbers: Sequence[int]) -> str:
    if len(numbers) < 2:
        return "".join(f", line {number}" for number in numbers)
    return f", lines {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
