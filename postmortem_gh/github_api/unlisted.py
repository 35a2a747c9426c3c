"""What the lists by label do not hold: issues that a team attached, and what a renamed label carries away.

Used by github_api/observe_report after its pages, and by github_api/long_closed. An issue that a form named
(`- #12`) is linked below the postmortem and never edited, so it has neither
our label nor our block; it is a promise like the others. Action items and the
report keep theirs when somebody renames a label, under its new name.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from postmortem_gh.decide import labels
from postmortem_gh.documents import item as item_page
from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.following import tracked
from postmortem_gh.github_api.reading import Json
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.tracked import Front, Tracked
from postmortem_gh.values.where import Where

PAGE = 100  # ids in one request


@dataclass(frozen=True, slots=True)
class Unlisted:
    """What was found; reports as GitHub tells them."""

    items: tuple[Tracked, ...] = ()
    reports: tuple[Json, ...] = ()


def below(incidents: Iterable[Json], listed: Container[str], closed_since: datetime) -> list[str]:
    """The ids of incidents' sub-issues that no list held, the long closed ones left out."""
    found = (each for incident in incidents for each in read.nodes(incident, "subIssues"))
    return list(
        dict.fromkeys(
            read.text(each, "id")
            for each in found
            if read.text(each, "id") not in listed
            and (read.text(each, "state") != "CLOSED" or _closed_at(each) >= closed_since)
        )
    )


def _closed_at(node: Json) -> datetime:
    return read.moment(node, "closedAt") or read.LONG_AGO


def unlisted(
    connection: Connection,
    where: Where,
    text: str,
    ids: Sequence[str],
    *,
    viewer: str,
    renamed: Mapping[str, str],
    has_report: bool,
) -> Unlisted:
    """The sub-issues of these ids, and the report under its label's new name where it was found in no other way.

    ``text``: the question; ``renamed``: our labels that have another name here.
    """
    label = "" if has_report else renamed.get(labels.REPORT, "")
    items: list[Tracked] = []
    reports: list[Json] = []
    called = renamed.get(labels.ACTION_ITEM, "")
    for start in range(0, max(len(ids), 1 if label else 0), PAGE):
        asked = {
            "owner": where.owner,
            "name": where.name,
            "ids": list(ids[start : start + PAGE]),
            "withReports": bool(label) and start == 0,
            "label": label,
        }
        data = connection.graphql(text, asked).data or {}
        found = read.nodes({"all": {"nodes": data.get("nodes")}}, "all")
        items += filter(None, (promise(each, viewer, called) for each in found))
        reports += read.nodes(read.part(data, "repository"), "reports")
    return Unlisted(tuple(items), tuple(reports))


def promise(node: Json, viewer: str, called: str) -> Tracked | None:
    """A sub-issue of a postmortem as the promise that it is; None where it is none.

    ``called``: the name of our label `action-item` here, where it has another.
    """
    has = {name.lower() for name in read.labels(node)}
    item = tracked(node, viewer, read.shared(read.part(node, "repository"), "nameWithOwner"))
    if has & {labels.ACTION_ITEM, called.lower()}:
        return item
    if has & {*labels.KINDS, labels.REPORT} or item_page.read(item.issue.body) is not None:
        return None  # a postmortem, or an action item without the label: a person took it off
    return replace(item, attached=True, older=None)  # no commands there, so no more comments


def dated(item: Tracked, front: Front | None) -> Tracked:
    """An attached issue with the date that the document of its postmortem tells."""
    if not item.attached or front is None:
        return item
    return replace(item, promised_due=dict(front.due).get(item.issue.number))
