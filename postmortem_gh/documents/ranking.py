"""Which action item first: impact against effort, then priority, then the order told.

Used by the document, the comment and its question which five matter. What was
not said counts as medium, so that a rating only ever moves the item it is about.
"""

from __future__ import annotations

from collections.abc import Iterable

from postmortem_gh.values.records import ActionItem

LEVELS = {"low": 1, "medium": 2, "high": 3, None: 2}


def rank(item: ActionItem) -> tuple[int, int, str]:
    """Smaller comes first; equal ones keep the order told."""
    impact, effort = LEVELS[item.impact], LEVELS[item.effort]
    return (effort - impact, -impact, item.priority or "P9")


def ranked(items: Iterable[ActionItem]) -> tuple[ActionItem, ...]:
    return tuple(sorted(items, key=rank))


def beyond(items: Iterable[ActionItem], limit: int) -> frozenset[str]:
    """The keys of those open items that get no issue, as the first ``limit`` of the order told do."""
    return frozenset(item.key for item in [i for i in items if i.state == "open"][limit:])
