"""It happened again: one paragraph on what was promised last time, for the document and the comment.

The facts come from the issues' own history: what stood open on the day it
came back, since when it was overdue, and what had been done by then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from postmortem_gh.text import escape
from postmortem_gh.values.lean import dataclass

MAX_EARLIER = 5
MAX_PROMISES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """An action item of an earlier postmortem, as it stood on the day it happened again."""

    number: int
    url: str
    title: str
    was_open: bool
    dropped: bool
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier incident that shares labels with this one."""

    number: int
    url: str
    title: str
    day: date
    labels: tuple[str, ...]
    promises: tuple[Promised, ...]  # that were there when it happened again
    promised_later: bool = False  # it has others, which came after that


def paragraph(earlier: Sequence[Earlier], day: date, told: frozenset[int] = frozenset()) -> str:
    """Markdown: which incidents, what was promised, what to look at. ``earlier`` newest first, not empty.

    Of promises whose numbers are ``told`` above, only the numbers are said.
    """
    shared = list(dict.fromkeys(name for each in earlier for name in each.labels))
    lines = [f"This shares {_names(shared)} with {_incidents(earlier)}."]
    promises = [promise for each in earlier for promise in each.promises]
    still_open = [each for each in promises if each.was_open]
    above = [each for each in still_open if each.number in told]
    new = [each for each in still_open if each.number not in told]
    done = [each for each in promises if not each.was_open and not each.dropped]
    dropped = [each for each in promises if not each.was_open and each.dropped]
    if not promises and any(each.promised_later for each in earlier):
        lines.append("What was promised then came only after this had begun.")
    elif not promises:
        lines.append(
            "Nothing was promised then that is tracked here: what did we learn, and where did it go?"
        )
    if above:
        numbers = ", ".join(f"[#{each.number}]({each.url})" for each in above)
        lines.append(f"Of the promises to review first, these stood open on {day}: {numbers}.")
    if new:
        lines.append(f"On {day} these promises stood open{', too' if above else ''}:")
        lines += ["", *(f"- {_open(each, day)}" for each in new[:MAX_PROMISES])]
        if len(new) > MAX_PROMISES:
            lines.append(f"- and {len(new) - MAX_PROMISES} more")
        lines.append("")
    if still_open:
        them, they = ("it", "it") if len(still_open) == 1 else ("them", "they")
        lines.append(f"Look at what kept {them} from being done, and whether {they} would have helped.")
    if done:
        lines.append(f"Done by then: {', '.join(_link(each) for each in done[:MAX_PROMISES])}.")
    if dropped:
        lines.append(f"Dropped by then: {', '.join(_link(each) for each in dropped[:MAX_PROMISES])}.")
    if done and not still_open and not dropped:
        lines.append(
            "All that had been promised was done, and it came back all the same: "
            "the fix did not reach the cause."
        )
    return "\n".join(lines)


def _names(labels: Sequence[str]) -> str:
    return ", ".join(f"`{label.replace('`', '')}`" for label in labels)


def _incidents(earlier: Sequence[Earlier]) -> str:
    shown = [
        f"[#{each.number}]({each.url}) ({each.day}, {escape.inline(each.title)})"
        for each in earlier[:MAX_EARLIER]
    ]
    more = len(earlier) - MAX_EARLIER
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _link(promise: Promised) -> str:
    return f"[#{promise.number}]({promise.url}) {escape.inline(promise.title)}"


def _open(promise: Promised, day: date) -> str:
    if promise.due is None:
        return f"{_link(promise)}, without a due date"
    if promise.due < day:
        return f"{_link(promise)}, due {promise.due}: overdue for {(day - promise.due).days} days that day"
    return f"{_link(promise)}, due {promise.due}"
