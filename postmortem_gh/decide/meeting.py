"""The meeting: who facilitates and why, and an agenda with time boxes from what the form holds.

A facilitator is not directly involved, and the role rotates (Etsy Debriefing
Facilitation Guide; the practice article, step 1 and "Facilitator bias"). The
memory of the rotation is GitHub's own: whom earlier postmortems were assigned
to.
"""

from __future__ import annotations

from postmortem_gh.decide import memory as remembered
from postmortem_gh.decide.commands import Heard
from postmortem_gh.settings import Settings
from postmortem_gh.text.normal import fingerprint
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.meeting import Facilitator, Step
from postmortem_gh.values.records import Record
from postmortem_gh.values.snapshot import Snapshot

_LOGIN = pattern(r"@([A-Za-z0-9][A-Za-z0-9-]{0,38})")
_ASKED = "asked for by `/facilitator`"
UNASSIGNED = Facilitator(
    login=None, reasons=("the facilitator was unassigned: `/facilitator @login` names another",)
)


def facilitator(
    snapshot: Snapshot, record: Record, settings: Settings, memory: remembered.Memory, heard: Heard
) -> Facilitator:
    """The facilitator of this review: by command, as assigned already, or the next in turn."""
    if heard.facilitator is not None:
        return _asked_for(heard.facilitator, snapshot, memory, anew=heard.facilitator_anew)
    involved = _involved(snapshot, record)
    free = [login for login in settings.facilitators if login.lower() not in involved]
    able = [login for login in free if login.lower() in snapshot.assignable]
    following = min(
        able,
        key=lambda login: (_last_asked(snapshot, login), settings.facilitators.index(login)),
        default=None,
    )
    assigned = {login.lower() for login in snapshot.issue.assignees}
    listed = next((login for login in settings.facilitators if login.lower() in assigned), None)
    if listed is not None:
        return Facilitator(login=listed, reasons=_reasons(snapshot, listed, involved, listed == following))
    if memory.facilitator is not None:
        return UNASSIGNED
    if following is None:
        return Facilitator(login=None, reasons=(_why_nobody(settings, free),))
    return Facilitator(login=following, reasons=_reasons(snapshot, following, involved, True), assign=True)


def _asked_for(login: str, snapshot: Snapshot, memory: remembered.Memory, *, anew: bool) -> Facilitator:
    """Whom a command named. Who was unassigned since stays so, until somebody asks again."""
    if login.lower() in {each.lower() for each in snapshot.issue.assignees}:
        return Facilitator(login=login, reasons=(_ASKED,))
    if not anew and is_remembered(memory, login, snapshot):
        return UNASSIGNED
    if login.lower() not in snapshot.assignable:
        why = (
            f"{login} was asked for and cannot be assigned here any more: `/facilitator @login` names another"
        )
        return Facilitator(login=None, reasons=(why,))
    return Facilitator(login=login, reasons=(_ASKED,), assign=True)


def _why_nobody(settings: Settings, free: list[str]) -> str:
    if not settings.facilitators:
        return (
            "no list of facilitators in the settings: choose somebody who was not involved, "
            "and a different person each time"
        )
    if free:
        return (
            "whoever is on the settings' list and was not involved cannot be assigned here: "
            "give them access to this repository, or ask somebody else"
        )
    return "everybody on the settings' list was involved: ask somebody from another team"


def remembered_as(login: str, snapshot: Snapshot) -> str:
    """How a login is remembered without being told: bound to the issue, so that no two tell of the same person."""
    return fingerprint(f"{snapshot.issue.id} {login.lower()}")


def is_remembered(memory: remembered.Memory, login: str, snapshot: Snapshot) -> bool:
    """Whether it is whom we assigned; earlier versions remembered the login's fingerprint alone."""
    return memory.facilitator in (remembered_as(login, snapshot), fingerprint(login.lower()))


def _involved(snapshot: Snapshot, record: Record) -> frozenset[str]:
    people = {person.login.lower() for person in record.participants if person.login}
    people |= {login.lower() for entry in record.timeline for login in _LOGIN.findall(entry.text)}
    people |= {item.owner.lower() for item in record.action_items if item.owner}
    if snapshot.issue.author:
        people.add(snapshot.issue.author.lower())
    return frozenset(people)


def _last_asked(snapshot: Snapshot, login: str) -> str:
    """ISO time of the last review that they were asked to facilitate; empty, so first, for never."""
    times = [
        review.created_at.isoformat()
        for review in snapshot.earlier
        if login.lower() in {each.lower() for each in review.assignees}
    ]
    return max(times, default="")


def _reasons(snapshot: Snapshot, login: str, involved: frozenset[str], is_next: bool) -> tuple[str, ...]:
    """What is true of them, whoever chose: a person may have assigned somebody who was involved."""
    last = _last_asked(snapshot, login)
    turn = f"last asked on {last[:10]}" if last else "not asked so far"
    return (
        "on the settings' list",
        "named among those involved"
        if login.lower() in involved
        else "not among the participants, in the timeline or an owner of an item",
        f"{turn}, least recently of those" if last and is_next else turn,
    )


def agenda(record: Record, *, open_items: int, full: bool) -> tuple[Step, ...]:
    """Time boxes that follow from what the form holds; a brief note gets five minutes at a stand-up."""
    if not full and record.kind == "postmortem":
        return (
            Step(
                minutes=5, title="Read the note together", detail="anything missing, anything to learn from?"
            ),
        )
    steps = [
        Step(minutes=2, title="Why we are here", detail="to learn, not to judge; the ground rules below")
    ]
    if open_items:
        steps.append(
            Step(
                minutes=min(15, 3 + 2 * open_items),
                title="Open action items of earlier postmortems",
                detail="keep, reschedule, hand over or drop",
            )
        )
    if record.kind == "retrospective":
        return (*steps, *_insights(record, 20), *_closing(record))
    entries = len(record.timeline)
    steps.append(
        Step(
            minutes=min(20, 5 + entries),
            title="The timeline",
            detail="what is missing, who saw it differently?"
            if entries
            else "build it together: nobody has written it down yet",
        )
    )
    return (*steps, *_insights(record, 15), *_closing(record))


def _insights(record: Record, minutes: int) -> tuple[Step, ...]:
    surprising = "; begin with what was confusing" if record.confusing else ""
    detail = f"what went well, what went wrong, what was confusing{surprising}"
    steps = [Step(minutes=minutes, title="What we can learn", detail=detail)]
    if record.kind != "retrospective":
        known = record.whys or record.enabling_conditions
        detail = (
            "the trigger and what enabled it"
            if known
            else "ask why until the answer is a condition, not a person"
        )
        steps.append(Step(minutes=10, title="Conditions", detail=detail))
    return tuple(steps)


def _closing(record: Record) -> tuple[Step, ...]:
    tracked = [item for item in record.action_items if item.state == "open"]
    detail = (
        "which five matter most?" if len(tracked) > 5 else "three to five, each with one owner and a date"
    )
    return (
        Step(minutes=10, title="Action items", detail=detail),
        Step(minutes=3, title="Thanks and takeaways", detail="what each of us takes along"),
    )
