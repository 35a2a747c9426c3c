"""What the follow-up of action items and the weekly report change: desired against what is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from postmortem_gh.plan import changes as do
from postmortem_gh.plan.diff import issue_changes, item_changes, label_changes
from postmortem_gh.text.normal import same
from postmortem_gh.values.desired import DesiredFollowUp, DesiredIndex, DesiredReport, Followed
from postmortem_gh.values.snapshot import Comment, File, Issue, Label, Repository

INDEX_BRANCH = "postmortem/index"


def diff_item(
    issue: Issue, comments: Sequence[Comment], labels: Mapping[str, Label], wanted: DesiredFollowUp
) -> do.Plan:
    """The plan of a run on one action item: it writes to that item alone."""
    changes = list(_followed(wanted.followed, {issue.id: issue}, comments))
    return do.Plan(changes=(*label_changes(labels, wanted.labels, changes), *changes), notices=wanted.notices)


def diff_report(
    repository: Repository,
    issues: Mapping[str, Issue],
    comments: Sequence[Comment],
    report: Issue | None,
    index: File | None,
    pinned: bool,
    wanted: DesiredFollowUp,
) -> do.Plan:
    """The plan of the scheduled run; without news it is empty."""
    changes = list(_followed(wanted.followed, issues, comments))
    for state in wanted.recurring:
        changes += issue_changes(issues[state.id], state)
    changes += _report(report, pinned, wanted.report)
    changes += _index(repository, index, wanted.index)
    return do.Plan(
        changes=(*label_changes(repository.labels, wanted.labels, changes), *changes), notices=wanted.notices
    )


def _followed(
    wanted: Followed, issues: Mapping[str, Issue], comments: Sequence[Comment]
) -> Iterator[do.Change]:
    for item in wanted.items:
        if item.id is not None:
            yield from item_changes(issues[item.id], item)
    for each in wanted.unassigns:
        yield do.Unassign(id=each.id, number=each.number, logins=each.logins, why=each.why)
    for close in wanted.closes:
        yield do.CloseIssue(id=close.id, number=close.number, reason=close.reason, why=close.why)
    for reply in wanted.replies:
        if not any(each.mine and reply.marker in each.body for each in comments):
            yield do.AddComment(
                subject=reply.subject,
                number=reply.number,
                body=reply.body,
                name=f"reply {reply.number}",
                why=reply.why,
            )
    for answer in wanted.answers:
        yield do.React(subject=answer.comment, content=answer.content, why=answer.why)


def _report(there: Issue | None, pinned: bool, wanted: DesiredReport | None) -> Iterator[do.Change]:
    if wanted is None:
        return
    if there is None or wanted.id is None:
        yield do.OpenIssue(
            name="report", title=wanted.title, body=wanted.body, labels=("postmortem-report",), why=wanted.why
        )
        yield do.PinIssue(id="report", number=None, why="a report is read where it is seen")
        return
    if not same(wanted.body, there.body):
        yield do.EditIssue(id=there.id, number=there.number, body=wanted.body, was=there.body, why=wanted.why)
    if wanted.pin and not pinned:
        yield do.PinIssue(id=there.id, number=there.number, why="a report is read where it is seen")


def _index(
    repository: Repository,
    there: File | None,
    branch: tuple[str, str] | None,
    wanted: DesiredIndex | None,
    *,
    open_pull_request: bool,
) -> Iterator[do.Change]:
    if wanted is None or repository.default_branch is None or repository.head_oid is None:
        return
    if there is not None and same(there.text, wanted.text):
        return
    headline = "Bring the index of postmortems up to date"
    if wanted.push:
        yield do.WriteFiles(
            branch=repository.default_branch,
            expected=repository.head_oid,
            headline=headline,
            additions=(wanted.path, wanted.text),
            why=wanted.why,
        )
        return
    yield from _on_index_branch(repository, branch, wanted, headline)
    if open_pull_request:
        return
    yield do.OpenPullRequest(
        branch=INDEX_BRANCH,
        base=repository.default_branch,
        title=headline,
        body="The index page beside the documents, drawn from their front matter.",
        why=wanted.why,
    )


def _on_index_branch(
    repository: Repository, branch: tuple[str, str] | None, wanted: DesiredIndex, headline: str
) -> Iterator[do.Change]:
    """Nobody writes on this branch but us: it always begins anew at the default branch's head."""
    head = str(repository.head_oid)
    if branch is None:
        yield do.MakeBranch(branch=INDEX_BRANCH, oid=head, why=wanted.why)
    else:
        yield do.MoveBranch(branch=INDEX_BRANCH, id=branch[0], oid=head, why=wanted.why)
    yield do.WriteFiles(
        branch=INDEX_BRANCH,
        expected=head,
        headline=headline,
        additions=(wanted.path, wanted.text),
        new_branch=True,
        why=wanted.why,
    )
