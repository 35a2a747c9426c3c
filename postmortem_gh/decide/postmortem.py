"""What ought to be around one postmortem: from the snapshot to document, items, labels and comment.

The heart of the tool, in the order in which a person would do it: which form
is it and may it be carried out, what does it say, which promises have their
issue, what does the document look like, and what is there to tell.
"""

from __future__ import annotations

from postmortem_gh.decide import commands, labels, meeting, memory, paused, permissions, publish, routing
from postmortem_gh.decide.items import decide_items
from postmortem_gh.decide.memory import Memory
from postmortem_gh.decide.paper import paper, review
from postmortem_gh.decide.permissions import InForce
from postmortem_gh.decide.routing import Route
from postmortem_gh.decide.telling import comment, held
from postmortem_gh.decide.understood import Context as Context
from postmortem_gh.decide.understood import (
    Understood,
    fresh,
    issue_labels,
    pushes,
    read_record,
    server_of,
    templates_of,
    understand,
)
from postmortem_gh.documents import comment as comment_page
from postmortem_gh.documents.comment_view import CommentView, Trouble
from postmortem_gh.documents.roles import roles
from postmortem_gh.text import marker
from postmortem_gh.values.desired import (
    Desired,
    IssueState,
)
from postmortem_gh.values.meeting import Facilitator
from postmortem_gh.values.snapshot import Snapshot


def decide(snapshot: Snapshot, context: Context) -> Desired:
    """What ought to be; for an issue that is none of ours, nothing."""
    route = routing.route(snapshot, context.shipped_forms)
    if route is None:
        return Desired(verdict="This issue is no postmortem: nothing to do.")
    ours = _our_comment(snapshot)
    remembered = memory.read(ours) if ours else memory.NOTHING
    if context.paused is not None:
        return _paused(snapshot, context.paused, remembered)
    force = permissions.in_force(snapshot, context.settings, remembered)
    if force.body is None:
        return _waiting(snapshot, context, route, remembered, force)
    return _whole(understand(snapshot, context, route, remembered, force, force.body))


def _our_comment(snapshot: Snapshot) -> str | None:
    """The body of our comment that stands on this very issue; a pasted marker counts for nothing."""
    for each in sorted(snapshot.comments, key=lambda comment: (comment.created_at, comment.id)):
        found = marker.read(each.body, memory.KIND) if each.mine else None
        if found and found.values.get("on") == snapshot.issue.id:
            return each.body
    return None


def _paused(snapshot: Snapshot, trouble: Trouble, remembered: Memory) -> Desired:
    """Settings that cannot be read stop writing: one comment says so, and nothing is done by half-read rules."""
    told = paused.words(trouble, "comment `/refresh`, or edit the form")
    return Desired(
        comment=f"{told}\n\n{memory.write(remembered, snapshot.issue.id)}",
        comment_why="the settings cannot be read",
        verdict=f"{paused.headline(trouble)}.",
    )


def _waiting(
    snapshot: Snapshot, context: Context, route: Route, remembered: Memory, force: InForce
) -> Desired:
    """A stranger's form: one comment, and nothing else."""
    if snapshot.unaccepted > context.settings.limits.unaccepted and _our_comment(snapshot) is None:
        return Desired(
            verdict="Filed from outside, like several others of the same account: waits for `/accept`."
        )
    record = read_record(snapshot, context, route, snapshot.issue.body, title=snapshot.issue.title)
    view = CommentView(
        templates=templates_of(snapshot, context),
        settings=context.settings,
        roles=roles(record),
        server=server_of(snapshot),
    )
    page = comment_page.stranger(record, view, changed=force.superseded)
    verdict = comment_page.stranger_verdict(changed=force.superseded)
    text = f"{page}\n{memory.write(remembered, snapshot.issue.id)}"
    return Desired(comment=text, comment_why=force.why, verdict=verdict)


def _whole(understood: Understood) -> Desired:
    items = decide_items(
        understood.record,
        understood.snapshot,
        understood.memory,
        understood.settings,
        title=understood.roles.apply(understood.record.title),
    )
    document = paper(understood, items)
    chosen = _facilitator(understood)
    wanted_labels = issue_labels(understood)
    snapshot = understood.snapshot
    text, verdict = comment(understood, items, document, chosen, wanted_labels)
    return Desired(
        labels=tuple(labels.spec(name) for name in (*items.labels, *wanted_labels)),
        issue=IssueState(
            id=snapshot.issue.id,
            number=snapshot.issue.number,
            add_labels=fresh(wanted_labels, understood),
            add_assignees=(chosen.login,) if chosen and chosen.login and chosen.assign else (),
            why="incident labels from the form",
            assign_why=f"facilitator: {', '.join(chosen.reasons)}" if chosen else "",
        ),
        items=items.desired,
        folds=items.folds,
        document=document.desired,
        push=pushes(understood),
        restart_branch=publish.starts_again(snapshot),
        pull_request=document.pull_request,
        review=review(understood, document),
        comment=text,
        comment_why="tells what was understood, what is missing and what was done",
        answers=commands.answers(understood.heard.verdicts),
        replies=tuple(understood.heard.replies),
        verdict=verdict,
        problems=understood.record.problems,
        notes=understood.record.notes,
        findings=document.findings,
        notices=(
            *items.notices,
            *((document.absent,) if document.absent else ()),
            *(f"the document is held back: {why}" for why in held(document)),
        ),
    )


def _facilitator(understood: Understood) -> Facilitator | None:
    """A brief note needs no meeting, and so nobody to facilitate it, unless somebody asks for one."""
    is_brief = understood.record.kind == "near-miss" or (
        understood.record.kind == "postmortem" and not understood.size.full
    )
    if is_brief and understood.heard.facilitator is None:
        return None
    return meeting.facilitator(
        understood.snapshot,
        understood.record,
        understood.settings,
        understood.memory,
        understood.heard,
    )
