"""The labels that we know, with colour and description, and those that an incident gets."""

from __future__ import annotations

from collections.abc import Iterable

from postmortem_gh.values.desired import LabelSpec
from postmortem_gh.values.records import Kind, Priority
from postmortem_gh.values.snapshot import Label

KINDS: tuple[Kind, ...] = ("postmortem", "near-miss", "retrospective")
PRIORITIES: tuple[Priority, ...] = ("P0", "P1", "P2", "P3", "P4")
ACCEPTED = "accepted"
ACTION_ITEM = "action-item"
REPORT = "postmortem-report"
RECURRING = "recurring"
OVERDUE, STALE, NEEDS_OWNER, NEEDS_DECISION = "overdue", "stale", "needs-owner", "needs-decision"
STATES = (OVERDUE, STALE, NEEDS_OWNER, NEEDS_DECISION)

_KNOWN = {
    "postmortem": ("1d76db", "An incident, reviewed as a team retrospective"),
    "near-miss": ("5319e7", "It nearly became an incident"),
    "retrospective": ("0e8a16", "A retrospective without an incident"),
    ACCEPTED: ("c2e0c6", "Somebody with write access lets this report from outside be carried out"),
    ACTION_ITEM: ("0052cc", "Promised in a postmortem"),
    "priority: P0": ("b60205", "Within a week"),
    "priority: P1": ("d93f0b", "Within two weeks"),
    "priority: P2": ("fbca04", "Within four weeks"),
    "priority: P3": ("fef2c0", "Within eight weeks"),
    "priority: P4": ("ededed", "Within twelve weeks"),
    OVERDUE: ("e99695", "Its due date has passed"),
    STALE: ("cfd3d7", "No activity for a while"),
    NEEDS_OWNER: ("f9d0c4", "Nobody owns this action item yet"),
    NEEDS_DECISION: ("d4c5f9", "Reschedule, hand over, or drop with a reason"),
    RECURRING: ("b60205", "It happened again"),
    REPORT: ("1d76db", "The weekly report on action items"),
}
_INCIDENT_COLOR = "bfd4f2"


def spec(name: str) -> LabelSpec:
    """Colour and description of a label of ours, or of an incident label."""
    color, description = _KNOWN.get(name, (_INCIDENT_COLOR, "An incident label: the weekly report counts it"))
    return LabelSpec(name=name, color=color, description=description)


def all_known() -> tuple[LabelSpec, ...]:
    """Every label of ours, for `init` and `doctor`."""
    return tuple(spec(name) for name in _KNOWN)


def renamed(known: Iterable[Label]) -> dict[str, str]:
    """Those by which issues are found, where somebody gave them another name: the description stays as we made it.

    Also where a run made the label anew since: the issues from before carry the other name.
    """
    ours = {_KNOWN[name][1]: name for name in (*KINDS, ACTION_ITEM, REPORT)}
    return {
        ours[label.description]: label.name
        for label in known
        if label.description in ours and label.name.lower() != ours[label.description]
    }


def priority(level: Priority) -> str:
    return f"priority: {level}"


def incident(names: Iterable[str], prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of ``names`` that are incident labels: with a configured prefix, whatever the case."""
    lowered = tuple(prefix.lower() for prefix in prefixes)
    return tuple(name for name in names if name.lower().startswith(lowered))
