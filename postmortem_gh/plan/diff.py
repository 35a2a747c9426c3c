"""Desired against what is: the changes that are left, each with its reason.

The last pure step before a plan is printed or applied. Nothing is decided
here: what stands already as wanted is left out, and that is all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from postmortem_gh.plan import changes as do
from postmortem_gh.plan import replies
from postmortem_gh.text import marker
from postmortem_gh.text.normal import same
from postmortem_gh.values.desired import Desired, DesiredDocument, DesiredItem, IssueState, LabelSpec
from postmortem_gh.values.snapshot import Comment, File, Issue, Label, PullRequest, Snapshot


def diff(snapshot: Snapshot, desired: Desired) -> do.Plan:
    """The plan that makes ``snapshot`` what ``desired`` says."""
    wanted = [
        *_items(snapshot, desired),
        *_folds(snapshot, desired),
        *issue_changes(snapshot.issue, desired.issue),
        *_document(snapshot, desired),
        *_comment(snapshot, desired),
        *replies.changes(desired.replies, [snapshot.issue], snapshot.comments),
        *_answers(snapshot, desired),
    ]
    return do.Plan(
        changes=(*label_changes(snapshot.repository.labels, desired.labels, wanted), *wanted),
        notices=(*desired.notices, *_locked(snapshot, desired)),
    )


def _locked(snapshot: Snapshot, desired: Desired) -> Iterator[str]:
    """Nobody would miss a comment that was never written."""
    ours = our_comments(snapshot)
    stands = bool(ours) and same(ours[0].body, desired.comment or "")
    if snapshot.issue.locked and desired.comment is not None and not stands:
        yield (
            f"#{snapshot.issue.number} is locked, so our comment was not written; all else was done. "
            "Unlock it on the issue's page, then comment `/refresh`."
        )
    yield from replies.unsaid(desired.replies, [snapshot.issue], snapshot.comments)


def label_changes(
    there: Mapping[str, Label], known: tuple[LabelSpec, ...], wanted: Sequence[do.Change]
) -> Iterator[do.Change]:
    """A label is made in the run that needs it, and only then."""
    needed: dict[str, None] = {}
    for change in wanted:
        if isinstance(change, do.OpenIssue | do.AddLabels):
            needed.update(dict.fromkeys(name for name in change.labels))
    specs = {spec.name.lower(): spec for spec in known}
    for name in needed:
        if name.lower() not in there:
            spec = specs[name.lower()]
            yield do.MakeLabel(
                name=spec.name,
                color=spec.color,
                description=spec.description,
                why="the repository has no such label yet",
            )


def _items(snapshot: Snapshot, desired: Desired) -> Iterator[do.Change]:
    existing = {issue.id: issue for issue in (*snapshot.items, *snapshot.attached)}
    for item in desired.items:
        if item.attach:
            linked = existing[item.attach]
            if linked.parent is None:
                yield do.LinkSubIssue(
                    parent=snapshot.issue.id, child=item.attach, number=linked.number, why=item.why
                )
        elif item.id is None:
            assert item.title is not None  # noqa: S101  for the type checker
            assert item.body is not None  # noqa: S101  the same
            yield do.OpenIssue(
                name=item.name,
                title=item.title,
                body=item.body,
                labels=item.add_labels,
                assignees=item.assignees,
                parent=snapshot.issue.id,
                why=item.why,
            )
        else:
            yield from item_changes(existing[item.id], item)


def _folds(snapshot: Snapshot, desired: Desired) -> Iterator[do.Change]:
    """Unlinked last: until then the next run finds it and goes on."""
    for fold in desired.folds:
        why = f"two runs at once opened it twice: #{fold.elder} goes on"
        yield do.RemoveLabels(id=fold.id, number=fold.number, labels=("action-item",), why=why)
        yield do.CloseIssue(id=fold.id, number=fold.number, reason="DUPLICATE", of=fold.elder_id, why=why)
        yield do.UnlinkSubIssue(parent=snapshot.issue.id, child=fold.id, number=fold.number, why=why)


def item_changes(issue: Issue, item: DesiredItem) -> Iterator[do.Change]:
    """What an action item's existing issue lacks."""
    title = item.title if item.title is not None and item.title != issue.title else None
    body = item.body if item.body is not None and not same(item.body, issue.body) else None
    if title is not None or body is not None:
        yield do.EditIssue(
            id=issue.id,
            number=issue.number,
            title=title,
            body=body,
            was=issue.body if body else None,
            why=item.why,
        )
    yield from issue_changes(
        issue,
        IssueState(
            id=issue.id,
            number=issue.number,
            add_labels=item.add_labels,
            remove_labels=item.remove_labels,
            add_assignees=item.assignees,
            why=item.why,
        ),
    )


def issue_changes(issue: Issue, wanted: IssueState | None) -> Iterator[do.Change]:
    """Labels and assignees that an issue lacks or should lose."""
    if wanted is None:
        return
    has = {name.lower() for name in issue.labels}
    add = tuple(name for name in wanted.add_labels if name.lower() not in has)
    remove = tuple(name for name in wanted.remove_labels if name.lower() in has)
    assigned = {login.lower() for login in issue.assignees}
    assign = tuple(login for login in wanted.add_assignees if login.lower() not in assigned)
    if add:
        yield do.AddLabels(id=issue.id, number=issue.number, labels=add, why=wanted.why)
    if remove:
        yield do.RemoveLabels(id=issue.id, number=issue.number, labels=remove, why=wanted.why)
    if assign:
        why = wanted.assign_why or wanted.why
        yield do.Assign(id=issue.id, number=issue.number, logins=assign, why=why)


def _document(snapshot: Snapshot, desired: Desired) -> Iterator[do.Change]:
    document = desired.document
    if document is None or snapshot.repository.default_branch is None:
        return
    if desired.push:
        yield from _push(snapshot, document)
        return
    branch = f"postmortem/{snapshot.issue.number}"
    published = snapshot.document
    if _stands(published, document):
        return
    yield from _on_branch(snapshot, document, branch, restart=desired.restart_branch)
    yield from _pull_request(snapshot, desired, branch)


def _on_branch(
    snapshot: Snapshot, document: DesiredDocument, branch: str, *, restart: bool
) -> Iterator[do.Change]:
    existing, head = snapshot.branch, str(snapshot.repository.head_oid)
    if existing is None:
        yield do.MakeBranch(branch=branch, oid=head, why="the document is reviewed in a pull request")
        yield _write(document, branch, head, new_branch=True)
    elif restart:
        why = "its last pull request was merged: a new one begins where the default branch is"
        yield do.MoveBranch(branch=branch, id=existing.id, oid=head, why=why)
        yield _write(document, branch, head, new_branch=True)
    elif not _stands(existing.document, document):
        yield _write(document, branch, existing.oid)


def _stands(there: File | None, document: DesiredDocument) -> bool:
    return there is not None and there.path == document.path and same(there.text, document.text)


def _push(snapshot: Snapshot, document: DesiredDocument) -> Iterator[do.Change]:
    published = snapshot.document
    if not _stands(published, document):
        yield _write(document, str(snapshot.repository.default_branch), str(snapshot.repository.head_oid))


def _write(document: DesiredDocument, branch: str, head: str, *, new_branch: bool = False) -> do.WriteFiles:
    return do.WriteFiles(
        branch=branch,
        expected=head,
        headline=document.headline,
        additions=(document.path, document.text),
        new_branch=new_branch,
        why=document.why,
    )


def _pull_request(snapshot: Snapshot, desired: Desired, branch: str) -> Iterator[do.Change]:
    wanted = desired.pull_request
    if wanted is None:
        return
    open_one = next((each for each in snapshot.pull_requests if each.state == "OPEN"), None)
    if open_one is None:
        yield do.OpenPullRequest(
            branch=branch,
            base=str(snapshot.repository.default_branch),
            title=wanted.title,
            body=wanted.body,
            why=wanted.why,
        )
    yield from _review(open_one, desired)


def _review(pull_request: PullRequest | None, desired: Desired) -> Iterator[do.Change]:
    review = desired.review
    if review is None:
        return
    there = pull_request.reviews if pull_request else ()
    wanted = marker.read(review.body, "review")
    if any(
        (found := marker.read(each.body, "review")) and wanted and found.values == wanted.values
        for each in there
    ):
        return
    subject = pull_request.id if pull_request else "pull request"
    yield do.WriteReview(
        pull_request=subject,
        body=review.body,
        path=desired.document.path if desired.document else "",
        comments=review.comments,
        event=review.event,
        why=review.why,
    )


def _comment(snapshot: Snapshot, desired: Desired) -> Iterator[do.Change]:
    if desired.comment is None or snapshot.issue.locked:
        return
    ours = our_comments(snapshot)
    if not ours:
        yield do.AddComment(
            subject=snapshot.issue.id,
            number=snapshot.issue.number,
            body=desired.comment,
            why=desired.comment_why,
        )
    elif not same(ours[0].body, desired.comment):
        yield do.EditComment(
            id=ours[0].id, number=snapshot.issue.number, body=desired.comment, why=desired.comment_why
        )
    for double in ours[1:]:
        yield do.DeleteComment(
            id=double.id, number=snapshot.issue.number, why="two runs at once wrote it twice: the elder stays"
        )


def our_comments(snapshot: Snapshot) -> tuple[Comment, ...]:
    """Our one comment (and its doubles, where two runs met), the elder first."""
    return tuple(
        each
        for each in sorted(snapshot.comments, key=lambda comment: (comment.created_at, comment.id))
        if each.mine
        and (found := marker.read(each.body, "comment"))
        and found.values.get("on") == snapshot.issue.id
    )


def _answers(snapshot: Snapshot, desired: Desired) -> Iterator[do.Change]:
    """Reactions come last: they say that a command was carried out, so its effect must stand before."""
    given = {
        (comment.id, reaction.content)
        for comment in snapshot.comments
        for reaction in comment.reactions
        if reaction.mine
    }
    for answer in desired.answers:
        if (answer.comment, answer.content) not in given:
            yield do.React(subject=answer.comment, content=answer.content, why=answer.why)
