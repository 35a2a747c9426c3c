"""What the follow-up of action items and the weekly report change: desired against what is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from postmortem_gh.plan import changes as do
from postmortem_gh.plan import replies
from postmortem_gh.plan.diff import issue_changes, item_changes, label_changes
from postmortem_gh.text.normal import same
from postmortem_gh.values.desired import DesiredFollowUp, DesiredIndex, DesiredReport, Followed
from postmortem_gh.values.snapshot import Comment, File, Issue, Label
from postmortem_gh.values.tracked import ReportSnapshot

INDEX_BRANCH = "postmortem/index"
HEADLINE = "Bring the index of postmortems up to date"


def diff_item(
    issue: Issue, comments: Sequence[Comment], labels: Mapping[str, Label], wanted: DesiredFollowUp
) -> do.Plan:
    """The plan of a run on one action item: it writes to that item alone."""
    on = {comment.id: issue.id for comment in comments}
    changes = list(_followed(wanted.followed, {issue.id: issue}, comments, on))
    return do.Plan(
        changes=(*label_changes(labels, wanted.labels, changes), *changes),
        notices=(*wanted.notices, *replies.unsaid(wanted.followed.replies, [issue], comments)),
    )


def diff_report(snapshot: ReportSnapshot, wanted: DesiredFollowUp) -> do.Plan:
    """The plan of the scheduled run; without news it is empty."""
    issues = {each.issue.id: each.issue for each in snapshot.items}
    issues |= {each.issue.id: each.issue for each in snapshot.incidents}
    comments = [comment for each in snapshot.items for comment in each.comments]
    on = {comment.id: each.issue.id for each in snapshot.items for comment in each.comments}
    changes = list(_followed(wanted.followed, issues, comments, on))
    ticked = wanted.report.ticked if wanted.report else ()
    told = tuple(name for issue in ticked for name in _names(changes, issue))
    for state in wanted.recurring:
        changes += issue_changes(issues[state.id], state)
    changes += _report(snapshot, wanted.report, told)
    changes += _index(snapshot, wanted.index)
    labels = label_changes(snapshot.repository.labels, wanted.labels, changes)
    return do.Plan(
        changes=(*labels, *changes),
        notices=(*wanted.notices, *replies.unsaid(wanted.followed.replies, issues.values(), comments)),
    )


def _followed(
    wanted: Followed, issues: Mapping[str, Issue], comments: Sequence[Comment], on: Mapping[str, str]
) -> Iterator[do.Change]:
    """What is done, and the answers that tell so; ``on``: the issue of each comment."""
    acts = list(_acts(wanted, issues, comments))
    yield from acts
    for answer in wanted.answers:
        after = tuple(_names(acts, on[answer.comment]))
        yield do.React(subject=answer.comment, content=answer.content, after=after, why=answer.why)


def _names(changes: Iterable[do.Change], issue: str) -> Iterator[str]:
    """What is done on an issue because somebody said so, by name; its labels follow from that by themselves."""
    for each in changes:
        if isinstance(each, do.AddComment):
            on = each.subject
        elif isinstance(each, do.EditIssue | do.Assign | do.Unassign | do.CloseIssue):
            on = each.id
        else:
            continue
        if on == issue:
            yield each.gives


def _acts(wanted: Followed, issues: Mapping[str, Issue], comments: Sequence[Comment]) -> Iterator[do.Change]:
    for item in wanted.items:
        if item.id is not None:
            yield from item_changes(issues[item.id], item)
    for each in wanted.unassigns:
        yield do.Unassign(id=each.id, number=each.number, logins=each.logins, why=each.why)
    for close in wanted.closes:
        yield do.CloseIssue(id=close.id, number=close.number, reason=close.reason, why=close.why)
    yield from replies.changes(wanted.replies, issues.values(), comments)


def _report(
    snapshot: ReportSnapshot, wanted: DesiredReport | None, told: tuple[str, ...]
) -> Iterator[do.Change]:
    """``told``: what a ticked box asked for, by name; the tick stays until that is done."""
    if wanted is None:
        return
    pin = "a report is read where it is seen"
    there = next((each for each in snapshot.reports if each.id == wanted.id), None)
    if there is None:
        labels = ("postmortem-report",)
        yield do.OpenIssue(name="report", title=wanted.title, body=wanted.body, labels=labels, why=wanted.why)
        if wanted.pin:
            yield do.PinIssue(id="report", number=None, why=pin)
        return
    if not same(wanted.body, there.body):
        yield do.EditIssue(
            id=there.id,
            number=there.number,
            body=wanted.body,
            was=there.body,
            after=told,
            why=wanted.why,
        )
    if wanted.pin:
        yield do.PinIssue(id=there.id, number=there.number, why=pin)


def _index(snapshot: ReportSnapshot, wanted: DesiredIndex | None) -> Iterator[do.Change]:
    repository = snapshot.repository
    branch, head = repository.default_branch, repository.head_oid
    if wanted is None or branch is None or head is None or _stands(snapshot.index, wanted):
        return
    if wanted.push:
        yield _write_index(branch, head, wanted, new_branch=False)
        return
    if _stands(snapshot.index_draft, wanted):
        if snapshot.index_branch_oid not in snapshot.index_proposed:
            yield _propose(branch, wanted)  # the run that made the branch came no further
        return  # its pull request waits, or a person closed it
    if snapshot.index_branch_oid is None or snapshot.index_branch_id is None:
        yield do.MakeBranch(branch=INDEX_BRANCH, oid=head, why=wanted.why)
    else:
        # Nobody writes on this branch but us: it always begins anew at the default branch's head.
        yield do.MoveBranch(branch=INDEX_BRANCH, id=snapshot.index_branch_id, oid=head, why=wanted.why)
    yield _write_index(INDEX_BRANCH, head, wanted, new_branch=True)
    if snapshot.index_pull_request is None:
        yield _propose(branch, wanted)


def _propose(base: str, wanted: DesiredIndex) -> do.OpenPullRequest:
    body = "The index page beside the documents, drawn from their front matter."
    return do.OpenPullRequest(branch=INDEX_BRANCH, base=base, title=HEADLINE, body=body, why=wanted.why)


def _stands(there: File | None, wanted: DesiredIndex) -> bool:
    return there is not None and same(there.text, wanted.text)


def _write_index(branch: str, head: str, wanted: DesiredIndex, *, new_branch: bool) -> do.WriteFiles:
    return do.WriteFiles(
        branch=branch,
        expected=head,
        headline=HEADLINE,
        additions=(wanted.path, wanted.text),
        new_branch=new_branch,
        why=wanted.why,
    )
