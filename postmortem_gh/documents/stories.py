"""What came back, for the report: the incidents before, the promises open that day, what to look at.

Used by documents/report; the document and the comment of the newer incident
tell the same from its own side (documents/recurrence).
"""

from __future__ import annotations

from postmortem_gh.text import escape
from postmortem_gh.values.report import Line, Story

MAX_EARLIER = 5
MAX_PROMISES = 10


def told(story: Story) -> str:
    """Markdown of ours, with people's words escaped."""
    parts = [
        f"{escape.inline(story.label)}: {escape.inline(story.usual)}. "
        f"Before this one: {_incidents(story.earlier)}.",
        *_promises("Open on the day it happened again", story.open_that_day),
        *_promises("Done by then", story.done_before),
        *_promises("Dropped by then", story.dropped_before),
        story.finding,
    ]
    return "\n\n".join(parts)


def _incidents(incidents: tuple[Line, ...]) -> str:
    shown = [
        f"{_link(each)} {escape.inline(each.title)}" + (f" ({each.since})" if each.since else "")
        for each in incidents[:MAX_EARLIER]
    ]
    more = len(incidents) - len(shown)
    return ", ".join(shown) + (f", and {more} before those" if more else "")


def _link(each: Line) -> str:
    return f"{escape.inline(each.repository or '')}[#{each.number}]({each.url})"


def _detail(each: Line) -> str:
    return f": {escape.inline(each.detail)}" if each.detail else ""


def _promises(head: str, lines: tuple[Line, ...]) -> list[str]:
    if not lines:
        return []
    shown = [
        f"- {_link(each)} {escape.inline(each.title)}: {escape.inline(each.why)}{_detail(each)}"
        for each in lines[:MAX_PROMISES]
    ]
    more = len(lines) - len(shown)
    return [f"**{head}**\n\n" + "\n".join(shown) + (f"\n- and {more} more" if more else "")]
