"""What the answers add up to, for a reader who has half a minute.

Used by documents/page where the team wrote no takeaways of its own. Only what
the form says, counted and put side by side; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from postmortem_gh.documents.times import minutes_between, span
from postmortem_gh.values.records import ActionItem, Record

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def takeaways(record: Record, items: Sequence[ActionItem], named: Callable[[str], str]) -> Iterator[str]:
    """Sentences that may hold people's words; ``items`` are the tracked ones, ranked."""
    yield from _time_spent(record)
    conditions = len(record.enabling_conditions)
    if record.trigger and conditions:
        let_through = f"{_count(conditions, 'condition')} that let it through"
        yield f"One trigger, and {let_through}: {_last(conditions)} worth changing."
    if items:
        counted = _count(len(items), "action item").capitalize()
        yield f"First to do: {_bare(named(items[0].title))}. {counted}, {_owned(items)}."


def _time_spent(record: Record) -> Iterator[str]:
    noticed = minutes_between(record.started, record.detected)
    over = minutes_between(record.started, record.mitigated or record.resolved)
    if noticed is None or not over:
        return
    share = round(100 * noticed / over)
    if noticed == 0:
        yield f"It was noticed at once; ending it took {span(over)}."
    elif share >= 25:
        yield f"{span(noticed)} of {span(over)} ({share} %) went by before anybody noticed."
    else:
        yield f"It was noticed after {span(noticed)}; ending it took another {span(over - noticed)}."


def _count(number: int, what: str) -> str:
    word = COUNTS[number] if number < len(COUNTS) else str(number)
    return f"{word} {what}{'' if number == 1 else 's'}"


def _last(conditions: int) -> str:
    return "that one is" if conditions == 1 else "those are"


def _owned(items: Sequence[ActionItem]) -> str:
    owned = sum(1 for item in items if item.owner)
    if len(items) == 1:
        return "with an owner" if owned else "without an owner yet"
    return "each with an owner" if owned == len(items) else f"{owned} of {len(items)} with an owner"


def _bare(title: str) -> str:
    return " ".join(title.split()).rstrip(".")
