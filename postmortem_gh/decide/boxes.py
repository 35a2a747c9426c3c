"""The report's boxes: which are offered, what a person with write access asked for by ticking, what that does.

Used by decide/report and decide/follow_up. Who ticked is read from the edit
history of the report's body. A box acts once: the run that obeys draws the
report anew, with the box empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from postmortem_gh.decide import item
from postmortem_gh.decide.item import Around
from postmortem_gh.decide.permissions import WRITE
from postmortem_gh.decide.tracking import Standing, label_changes, standing
from postmortem_gh.documents import item as item_page
from postmortem_gh.text import managed
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.desired import Close, DesiredItem, Followed
from postmortem_gh.values.report import Box
from postmortem_gh.values.snapshot import Issue
from postmortem_gh.values.tracked import Tracked

KIND = "report"
_BOX = pattern(r"^[ \t]*[-*+] \[([ xX])\] <!-- postmortem-gh:box ([a-z-]+(?::\d+)?) -->", re.MULTILINE)
WEEK = timedelta(days=7)


def offered(open_items: Sequence[Standing], home: str) -> tuple[Box, ...]:
    """What a person with write access can have done by ticking."""
    overdue: dict[int, str] = {}
    for each in open_items:
        if each.overdue_since and each.item.parent_number and each.item.is_followed_up(home):
            overdue.setdefault(each.item.parent_number, each.item.parent_title or "")
    found = [
        Box(
            id=f"move:{number}",
            text=f"give the overdue action items of #{number} one more week",
            subject=title,
            number=number,
        )
        for number, title in sorted(overdue.items())
    ]
    if any(_done_given(each.item) for each in open_items if each.item.repository == home):
        found.append(Box(id="close-done", text="close the action items whose `/done` was given"))
    return (*found, Box(id="rebuild", text="draw this report again"))


def _done_given(tracked: Tracked) -> bool:
    """Somebody entitled said `/done`, and it counted."""
    return any(item.said_of_its_end(tracked, "done"))


def ticked(body: str) -> frozenset[str]:
    """The ids of the boxes that are ticked in the report's managed part."""
    found = managed.find(body, KIND)
    return frozenset(id for mark, id in _BOX.findall(found.content) if mark != " ") if found else frozenset()


def unticked(body: str) -> str:
    """The report's body with every box empty, and else as it is."""
    found = managed.find(body, KIND)
    if found is None or not ticked(body):
        return body
    start, end = len(found.before), len(body) - len(found.after)
    empty = _BOX.sub(
        lambda box: f"{box[0][: box.start(1) - box.start()]} {box[0][box.end(1) - box.start() :]}",
        body[start:end],
    )
    return found.before + empty + found.after


def asked(report: Issue, roles: Mapping[str, str]) -> dict[str, str]:
    """Box id → the login that ticked it, for those whose ticking counts."""
    return {id: login for id, login in tickers(report).items() if roles.get(login.lower(), "none") in WRITE}


def tickers(report: Issue) -> dict[str, str]:
    """Box id → who ticked it. Our own edits leave no box ticked: with a person's token, a tick is still theirs."""
    now = ticked(report.body)
    if not now:
        return {}
    newest_first = sorted(report.edits, key=lambda edit: edit.at, reverse=True)
    who: dict[str, str] = {}
    for id in now:
        for edit in newest_first:
            if edit.editor is None or edit.text is None or id not in ticked(edit.text):
                break
            who[id] = edit.editor
    return who


def carried_out(followed: Followed, now: Standing, asked: Mapping[str, str], around: Around) -> Followed:
    """What people ticked, carried out on one item; ``now``: where it stood before its own commands."""
    tracked = now.item
    who = asked.get(f"move:{tracked.parent_number}")
    edited = any(each.body is not None for each in followed.items)
    if who and now.overdue_since and now.due and not edited and not followed.closes:
        followed = _moved(followed, tracked, who, around)
    closer = asked.get("close-done")
    if closer and tracked.issue.is_open and _done_given(tracked) and not followed.closes:
        followed = _closed(followed, tracked, closer, around)
    return followed


def _moved(followed: Followed, tracked: Tracked, who: str, around: Around) -> Followed:
    why = f"moved from the report, by {who}"
    body = item_page.with_due(tracked.issue.body, around.today + WEEK, on=around.today, why=why)
    if body is None:
        return followed
    wanted = replace(
        _wanted(followed, tracked), body=body, why=f"one more week, given in the report by {who}"
    )
    owners = wanted.assignees or tracked.issue.assignees
    return _labelled(followed, wanted, tracked, replace(tracked.issue, body=body, assignees=owners), around)


def _closed(followed: Followed, tracked: Tracked, closer: str, around: Around) -> Followed:
    issue = tracked.issue
    why = f"`/done` was given; closed from the report, by {closer}"
    close = Close(id=issue.id, number=issue.number, reason="COMPLETED", why=why)
    wanted = replace(_wanted(followed, tracked), why=why)
    followed = replace(followed, closes=(close,))
    return _labelled(followed, wanted, tracked, replace(issue, is_open=False), around)


def _wanted(followed: Followed, tracked: Tracked) -> DesiredItem:
    return followed.items[0] if followed.items else item.untouched(tracked.issue, "")


def _labelled(
    followed: Followed, wanted: DesiredItem, tracked: Tracked, then: Issue, around: Around
) -> Followed:
    """With the labels that say what the item is once all of it is done."""
    state = standing(replace(tracked, issue=then), around.settings.report, around.today, around.day_of)
    add, off = label_changes(state, around.day_of)
    return replace(followed, items=(replace(wanted, add_labels=add, remove_labels=off),))
