"""Issues opened, edited, closed, moved and deleted, by whoever may.

Each function of this room and its neighbours (`labelling`, `comments`,
`relations`, `pulls`, `commits`) is one act: it checks the right, changes the
world, writes the timeline and the log. REST, GraphQL and the people of
`people.py` all end here, so that the three cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from postmortem_gh.local_github.access import assignable
from postmortem_gh.local_github.acting import (
    check_body,
    check_title,
    counts_as_creation,
    place_of,
    require_editor,
    require_reader,
    require_triage,
    rewrite,
    touch,
)
from postmortem_gh.local_github.labelling import assign, set_label
from postmortem_gh.local_github.model import Issue, Label, Milestone, Repository, User
from postmortem_gh.local_github.refusals import ISSUES_OFF, gone, unprocessable
from postmortem_gh.local_github.relations import add_sub_issue, check_parent
from postmortem_gh.local_github.session import Session


def open_issue(
    session: Session,
    repository: Repository,
    title: str,
    body: str | None,
    *,
    labels: Iterable[Label] = (),
    assignees: Iterable[User] = (),
    milestone: Milestone | None = None,
    parent: Issue | None = None,
    by_form: bool = False,
) -> Issue:
    """Anybody who reads a repository may open an issue there; only some may adorn it.

    Without the right, labels and assignees are dropped in silence; a form's own
    labels (`by_form`) are set for everybody.
    """
    world = session.world
    require_reader(session, repository)
    session.require_alive(repository)
    if not repository.has_issues:
        raise gone(ISSUES_OFF)
    title, body = title.strip(), body or ""
    check_title(title, "Issue")
    check_body(body, "Issue")
    adorns = session.may_write(repository, "issues", "triage")
    if parent is not None:
        check_parent(parent, None, replace=False)
    counts_as_creation(session)
    repository.last_number += 1
    issue = world.make(
        Issue,
        repository=repository,
        number=repository.last_number,
        title=title,
        body=body,
        author=session.user,
        created_at=world.now,
        updated_at=world.now,
        via_app=session.user.kind == "Bot",
    )
    repository.take(issue)
    world.wrote(session, "issue.created", issue, place_of(issue), after={"title": title, "body": body})
    world.said(session.user, issue, issue, "", body)
    if adorns or by_form:
        for label in labels:
            set_label(session, issue, label)
    if adorns or by_form:
        assign(session, issue, assignees)
    if adorns:
        issue.milestone = milestone
    if parent is not None:
        add_sub_issue(session, parent, issue)
    return issue


def edit_issue(session: Session, issue: Issue, *, title: str | None = None, body: str | None = None) -> None:
    world = session.world
    require_editor(session, issue)
    resource = "PullRequest" if issue.is_pull else "Issue"
    if title is not None and (title := title.strip()) != issue.title:
        check_title(title, resource)
        before, issue.title = issue.title, title
        world.event(issue, "renamed", session.user, previous=before, current=title)
        world.wrote(session, "issue.renamed", issue, place_of(issue), {"title": before}, {"title": title})
    if body is not None and body != issue.body:
        check_body(body, resource)
        before = rewrite(session, issue, body)
        world.wrote(session, "issue.edited", issue, place_of(issue), {"body": before}, {"body": body})
        world.said(session.user, issue, issue, before, body)
    touch(session, issue)


def _may_close(session: Session, issue: Issue) -> None:
    if issue.author is session.user and not (session.token and session.token.permissions is not None):
        session.require_alive(issue.repository)
    else:
        require_triage(session, issue)


def close_issue(
    session: Session,
    issue: Issue,
    reason: str | None = None,
    *,
    closer: object = None,
    duplicate_of: Issue | None = None,
) -> None:
    """Closes; `closer` is the commit or pull request that did it, where one did."""
    _may_close(session, issue)
    close_without_asking(session, issue, reason, closer=closer, duplicate_of=duplicate_of)


def close_without_asking(
    session: Session,
    issue: Issue,
    reason: str | None = None,
    *,
    closer: object = None,
    duplicate_of: Issue | None = None,
) -> None:
    if not issue.is_open:
        return
    world = session.world
    issue.turn("CLOSED")
    issue.closed_at, issue.closed_by = world.now, session.user
    issue.state_reason = None if issue.is_pull else (reason or "COMPLETED")
    issue.duplicate_of = duplicate_of
    world.event(
        issue, "closed", session.user, closer=closer, reason=issue.state_reason, duplicate_of=duplicate_of
    )
    touch(session, issue)
    world.wrote(
        session,
        "issue.closed",
        issue,
        place_of(issue),
        {"state": "OPEN"},
        {"state": "CLOSED", "state_reason": issue.state_reason},
    )


def reopen_issue(session: Session, issue: Issue) -> None:
    _may_close(session, issue)
    if issue.state == "MERGED":
        raise unprocessable("Could not open the pull request.")
    if issue.is_open:
        return
    world = session.world
    issue.turn("OPEN")
    issue.closed_at, issue.closed_by = None, None
    issue.state_reason = None if issue.is_pull else "REOPENED"
    world.event(issue, "reopened", session.user)
    touch(session, issue)
    world.wrote(session, "issue.reopened", issue, place_of(issue), {"state": "CLOSED"}, {"state": "OPEN"})


def delete_issue(session: Session, issue: Issue) -> None:
    session.require(issue.repository, "administration", "admin")
    world, repository = session.world, issue.repository
    repository.drop(issue)
    repository.gone[issue.number] = None
    _forget(world.things, issue)
    world.wrote(session, "issue.deleted", issue, place_of(issue), {"title": issue.title})


def _forget(things: dict[str, object] | dict[str, Any], issue: Issue) -> None:
    for thing in (issue, *issue.comments):
        things.pop(thing.node_id, None)
    if issue.parent:
        issue.parent.sub_issues.remove(issue)
    for child in issue.sub_issues:
        child.parent = None
    if issue in issue.repository.pinned:
        issue.repository.pinned.remove(issue)
    for other in issue.blocked_by:
        other.blocking.remove(issue)
    for other in issue.blocking:
        other.blocked_by.remove(issue)


def transfer_issue(session: Session, issue: Issue, to: Repository) -> Issue:
    """Moves to another repository: a new number and node id there, labels by name where they exist."""
    world, old = session.world, issue.repository
    session.require(old, "administration", "write")
    session.require(to, "administration", "write")
    to.last_number += 1
    labels = [to.labels[label.name.lower()] for label in issue.labels if label.name.lower() in to.labels]
    moved = world.make(
        Issue,
        repository=to,
        number=to.last_number,
        title=issue.title,
        body=issue.body,
        author=issue.author,
        created_at=issue.created_at,
        updated_at=world.now,
        last_edited_at=issue.last_edited_at,
        editor=issue.editor,
        state=issue.state,
        state_reason=issue.state_reason,
        closed_at=issue.closed_at,
        labels=labels,
        assignees=[a for a in issue.assignees if assignable(to, a)],
        comments=issue.comments,
        edits=issue.edits,
        reactions=issue.reactions,
        timeline=issue.timeline,
        via_app=issue.via_app,
    )
    _hand_over(issue, moved)
    to.take(moved)
    old.drop(issue)
    old.gone[issue.number] = f"{world.url}/{to.full_name}/issues/{moved.number}"
    world.event(moved, "transferred", session.user, from_repository=old)
    world.things.pop(issue.node_id, None)
    world.wrote(session, "issue.transferred", moved, place_of(issue), after={"to": place_of(moved)})
    return moved


def _hand_over(issue: Issue, moved: Issue) -> None:
    for reaction in moved.reactions:
        reaction.reactable = moved
    for comment in moved.comments:
        comment.issue = moved
    for event in moved.timeline:
        event.subject = moved
    if issue.parent:
        children = issue.parent.sub_issues
        children[children.index(issue)] = moved
        moved.parent = issue.parent
    moved.sub_issues = issue.sub_issues
    for child in moved.sub_issues:
        child.parent = moved
    if issue in issue.repository.pinned:
        issue.repository.pinned.remove(issue)


def lock_issue(session: Session, issue: Issue, reason: str | None = None) -> None:
    require_triage(session, issue)
    issue.locked, issue.lock_reason = True, reason
    session.world.event(issue, "locked", session.user, reason=reason)
    session.world.wrote(session, "issue.locked", issue, place_of(issue), {"locked": False}, {"locked": True})


def unlock_issue(session: Session, issue: Issue) -> None:
    require_triage(session, issue)
    issue.locked, issue.lock_reason = False, None
    session.world.event(issue, "unlocked", session.user)
    session.world.wrote(
        session, "issue.unlocked", issue, place_of(issue), {"locked": True}, {"locked": False}
    )
