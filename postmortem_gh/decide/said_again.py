"""What the form says by now of an action item that has its issue, where the issue says something else.

Used by decide/items. The issue counts; an edit of the form changes nothing
there, and must be told. A part that only the issue changed (`/due`, another
owner) is no news: we remember what the form said when both last agreed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postmortem_gh.decide import labels
from postmortem_gh.decide.settle import Settled
from postmortem_gh.documents import item as page
from postmortem_gh.values.records import ActionItem, Priority
from postmortem_gh.values.snapshot import Issue, Snapshot

_STATES = {
    "done": "ticked in the form; the issue counts: comment `/done evidence` on #{number}",
    "idea": "an idea in the form now; the issue counts: comment `/wontdo reason` on #{number} to give it up",
}


def remarks(line: Settled, issue: Issue, snapshot: Snapshot) -> Iterator[str]:
    """One for each part in which an edited form has left an open issue."""
    if not issue.is_open:
        return
    if line.item.state in _STATES:
        yield _STATES[line.item.state].format(number=issue.number)
    agreed = line.known.said if line.known else {}
    there = _on_issue(issue, snapshot.issue.id)
    for part, said in _in_form(line.item, snapshot.issue.id).items():
        if said and said != there[part] and said != agreed.get(part, said):
            yield f"the form now says {_told(part, line.item, issue, snapshot)}"


def agreed(line: Settled, snapshot: Snapshot) -> Mapping[str, str]:
    """To be remembered: what the form said of each part when issue and form last agreed, or when we first looked."""
    now = _in_form(line.item, snapshot.issue.id)
    if line.issue is None or line.known is None:
        return now
    there = _on_issue(line.issue, snapshot.issue.id)
    return {
        part: said if said == there[part] else line.known.said.get(part, said) for part, said in now.items()
    }


def priority(issue: Issue) -> Priority | None:
    """By its label, which people may change."""
    has = {name.lower() for name in issue.labels}
    return next((level for level in labels.PRIORITIES if labels.priority(level).lower() in has), None)


def _in_form(item: ActionItem, parent_id: str) -> dict[str, str]:
    """A date that follows from a target is none that the form says."""
    due = item.due.isoformat() if item.due and item.due_source == "said" else ""
    return {"due": due, "owner": _login(item.owner, parent_id), "priority": item.priority or ""}


def _on_issue(issue: Issue, parent_id: str) -> dict[str, str]:
    block = page.read(issue.body)
    owner = issue.assignees[0] if issue.assignees else None
    return {
        "due": block.due.isoformat() if block and block.due else "",
        "owner": _login(owner, parent_id),
        "priority": priority(issue) or "",
    }


def _login(login: str | None, parent_id: str) -> str:
    """As it may be remembered: bound to the issue, so that no two tell of the same person."""
    return page.wording(login.lower().replace("-", "_"), parent_id) if login else ""


def _told(part: str, item: ActionItem, issue: Issue, snapshot: Snapshot) -> str:
    """The form's word, and how the issue is brought to it."""
    if part == "due":
        return f"{item.due}; the issue counts: comment `/due {item.due} reason` on #{issue.number}"
    if part == "priority" and item.priority:
        there = priority(issue)
        other = f" in place of `{labels.priority(there)}`" if there else ""
        wanted = labels.priority(item.priority)
        return f"{item.priority}; the issue counts: give #{issue.number} the label `{wanted}`{other}"
    if (item.owner or "").lower() not in snapshot.assignable:
        return f"{item.owner}, who cannot be assigned in this repository; the issue counts"
    return f"{item.owner}; the issue counts: comment `/owner @{item.owner}` on #{issue.number}"
