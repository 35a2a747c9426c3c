"""What can be done to issues, comments, labels and reactions, by whoever may.

Each function is one act: it checks the right, changes the world, writes the
timeline and the log. REST, GraphQL and the people of `people.py` all end here,
so that the three cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from postmortem_gh.local_github.access import assignable
from postmortem_gh.local_github.logs import Notification
from postmortem_gh.local_github.model import (
    REACTIONS,
    Comment,
    Edit,
    Issue,
    Label,
    Milestone,
    PullRequest,
    Reaction,
    Repository,
    User,
    Written,
)
from postmortem_gh.local_github.refusals import (
    COMMENT_TOO_LONG,
    ISSUES_OFF,
    LOCKED,
    ONE_PARENT,
    TOO_LONG,
    Refused,
    forbidden,
    gone,
    invalid,
    unprocessable,
)
from postmortem_gh.local_github.session import Session

LONGEST_BODY = 65536
LONGEST_TITLE = 256
MOST_SUB_ISSUES = 100
MOST_LEVELS = 8
MOST_PINNED = 3
MOST_ASSIGNEES = 10
MOST_BLOCKERS = 50


def area_of(issue: Issue) -> str:
    return "pull_requests" if issue.is_pull else "issues"


def place_of(issue: Issue) -> str:
    return f"{issue.repository.full_name}#{issue.number}"


def counts_as_creation(session: Session) -> None:
    """80 a minute, 500 an hour; clicks in the page count as well."""
    if not session.world.limits.takes_creation(session.user.login, session.world.now):
        raise Refused("UNPROCESSABLE", "was submitted too quickly", 403)


def check_body(body: str, resource: str) -> None:
    if len(body) > LONGEST_BODY:
        if resource == "IssueComment":
            raise invalid(COMMENT_TOO_LONG, resource, "data", "unprocessable")
        raise invalid(TOO_LONG, resource, "body")


def check_title(title: str, resource: str) -> None:
    if not title.strip():
        raise invalid(
            "Title can't be blank",
            resource,
            "title",
            rest_error={"resource": resource, "code": "missing_field", "field": "title"},
        )
    if len(title) > LONGEST_TITLE:
        raise invalid(f"title is too long (maximum is {LONGEST_TITLE} characters)", resource, "title")


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
    _require_reader(session, repository)
    session.require_alive(repository)
    if not repository.has_issues:
        raise gone(ISSUES_OFF)
    title, body = title.strip(), body or ""
    check_title(title, "Issue")
    check_body(body, "Issue")
    adorns = session.may_write(repository, "issues", "triage")
    if parent is not None:
        _check_parent(parent, None, replace=False)
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
            _set_label(session, issue, label)
    if adorns or by_form:
        _assign(session, issue, assignees)
    if adorns:
        issue.milestone = milestone
    if parent is not None:
        add_sub_issue(session, parent, issue)
    return issue


def _require_reader(session: Session, repository: Repository) -> None:
    if session.token and session.token.permissions is not None:
        session.require(repository, "issues", "read")
    elif not session.sees(repository):
        raise forbidden(
            f"{session.user.login} does not have the correct permissions to execute `{session.doing}`"
        )


def require_editor(session: Session, issue: Issue) -> None:
    """Who may change title and body: the author, or somebody with write access."""
    is_app = session.token and session.token.permissions is not None
    if is_app or issue.author is not session.user:
        session.require(issue.repository, area_of(issue), "write")
    else:
        session.require_alive(issue.repository)


def require_triage(session: Session, issue: Issue) -> None:
    session.require(issue.repository, area_of(issue), "triage")


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


def rewrite(session: Session, written: Written, body: str) -> str:
    """A new version of somebody's words; the history keeps each version's whole text."""
    world = session.world
    before = written.body
    if not written.edits:
        written.edits.append(
            world.make(Edit, editor=written.author, edited_at=written.created_at, diff=before)
        )
    written.edits.append(world.make(Edit, editor=session.user, edited_at=world.now, diff=body))
    written.body = body
    written.editor = session.user
    written.last_edited_at = written.updated_at = world.now
    return before


def touch(session: Session, issue: Issue) -> None:
    issue.updated_at = session.world.now


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


# ── labels ──


def create_label(
    session: Session, repository: Repository, name: str, color: str = "ededed", description: str | None = None
) -> Label:
    session.require(repository, "issues", "write")
    _check_label(repository, name, color, description)
    made = session.world.label(repository, name, color=color.lower(), description=description)
    session.world.wrote(session, "label.created", made, repository.full_name, after={"name": name})
    return made


def _check_label(repository: Repository, name: str, color: str, description: str | None) -> None:
    if not name.strip():
        raise invalid("Name can't be blank", "Label", "name", "missing_field")
    if len(name) > 50:
        raise invalid("Name is too long (maximum is 50 characters)", "Label", "name", "invalid")
    if not re.fullmatch(r"[0-9a-fA-F]{6}", color):
        raise invalid("Color must be a 6-digit hex code", "Label", "color", "invalid")
    if description and len(description) > 100:
        raise invalid("Description is too long (maximum is 100 characters)", "Label", "description")
    if name.lower() in repository.labels:
        raise invalid(
            "Name has already been taken",
            "Label",
            "name",
            rest_error={"resource": "Label", "code": "already_exists", "field": "name"},
        )


def change_label(
    session: Session,
    label: Label,
    name: str | None = None,
    color: str | None = None,
    description: str | None = None,
) -> None:
    session.require(label.repository, "issues", "write")
    before = {"name": label.name}
    labels = label.repository.labels
    if name is not None and name != label.name:
        if name.lower() != label.name.lower():
            _check_label(label.repository, name, color or label.color, description)
        del labels[label.name.lower()]
        label.name = name
        labels[name.lower()] = label
    label.color = color or label.color
    label.description = label.description if description is None else description
    label.updated_at = session.world.now
    session.world.wrote(
        session, "label.changed", label, label.repository.full_name, before, {"name": label.name}
    )


def delete_label(session: Session, label: Label) -> None:
    session.require(label.repository, "issues", "write")
    del label.repository.labels[label.name.lower()]
    session.world.things.pop(label.node_id, None)
    for issue in label.repository.issues.values():
        if label in issue.labels:
            issue.labels.remove(label)
            session.world.event(issue, "unlabeled", session.user, label=label)
    session.world.wrote(session, "label.deleted", label, label.repository.full_name, {"name": label.name})


def add_labels(session: Session, issue: Issue, labels: Iterable[Label]) -> None:
    require_triage(session, issue)
    for label in labels:
        if label.repository is not issue.repository:
            raise unprocessable(f"Could not resolve to a node with the global id of '{label.node_id}'.")
        _set_label(session, issue, label)


def _set_label(session: Session, issue: Issue, label: Label) -> None:
    if label in issue.labels:
        return
    issue.labels.append(label)
    session.world.event(issue, "labeled", session.user, label=label)
    touch(session, issue)
    session.world.wrote(session, "issue.labeled", issue, place_of(issue), after={"label": label.name})


def remove_labels(session: Session, issue: Issue, labels: Iterable[Label]) -> None:
    require_triage(session, issue)
    for label in labels:
        if label in issue.labels:
            issue.labels.remove(label)
            session.world.event(issue, "unlabeled", session.user, label=label)
            touch(session, issue)
            session.world.wrote(session, "issue.unlabeled", issue, place_of(issue), {"label": label.name})


def replace_labels(session: Session, issue: Issue, labels: Sequence[Label]) -> None:
    remove_labels(session, issue, [label for label in issue.labels if label not in labels])
    add_labels(session, issue, labels)


# ── assignees, milestone ──


def add_assignees(session: Session, issue: Issue, users: Iterable[User]) -> None:
    """GitHub drops whom it can't assign, without a word."""
    require_triage(session, issue)
    _assign(session, issue, users)


def _assign(session: Session, issue: Issue, users: Iterable[User]) -> None:
    world = session.world
    for user in users:
        fits = assignable(issue.repository, user, issue.author) and len(issue.assignees) < MOST_ASSIGNEES
        if not fits or user in issue.assignees:
            continue
        issue.assignees.append(user)
        world.event(issue, "assigned", session.user, assignee=user)
        touch(session, issue)
        world.wrote(session, "issue.assigned", issue, place_of(issue), after={"assignee": user.login})
        if user is not session.user:
            world.notify(
                Notification(
                    at=world.now, reason="assign", to=user.login, by=session.user.login, place=place_of(issue)
                )
            )


def remove_assignees(session: Session, issue: Issue, users: Iterable[User]) -> None:
    require_triage(session, issue)
    world = session.world
    for user in users:
        if user in issue.assignees:
            issue.assignees.remove(user)
            world.event(issue, "unassigned", session.user, assignee=user)
            touch(session, issue)
            world.wrote(session, "issue.unassigned", issue, place_of(issue), {"assignee": user.login})


def set_milestone(session: Session, issue: Issue, milestone: Milestone | None) -> None:
    require_triage(session, issue)
    before, issue.milestone = issue.milestone, milestone
    if before is not milestone:
        kind, named = ("milestoned", milestone) if milestone else ("demilestoned", before)
        session.world.event(issue, kind, session.user, title=named.title if named else "")
        touch(session, issue)
        session.world.wrote(session, f"issue.{kind}", issue, place_of(issue))


# ── comments ──


def add_comment(session: Session, issue: Issue, body: str) -> Comment:
    world = session.world
    if session.token and session.token.permissions is not None:
        session.require(issue.repository, area_of(issue), "read")
    else:
        _require_reader(session, issue.repository)
        session.require_alive(issue.repository)
    if issue.locked and not _may_comment_when_locked(session, issue):
        raise Refused("UNPROCESSABLE", LOCKED, 403)
    if not body.strip():
        raise invalid("Body can't be blank", "IssueComment", "body", "missing_field")
    check_body(body, "IssueComment")
    counts_as_creation(session)
    made = world.make(
        Comment,
        issue=issue,
        author=session.user,
        body=body,
        created_at=world.now,
        updated_at=world.now,
        via_app=session.user.kind == "Bot",
    )
    issue.comments.append(made)
    touch(session, issue)
    world.wrote(session, "comment.created", made, place_of(issue), after={"body": body})
    world.said(session.user, made, issue, "", body)
    return made


def _may_comment_when_locked(session: Session, issue: Issue) -> bool:
    if session.token and session.token.permissions is not None:
        return not issue.repository.locked_refuses_apps
    return session.may_write(issue.repository, area_of(issue), "write")


def edit_comment(session: Session, comment: Comment, body: str) -> None:
    _require_comment_editor(session, comment)
    check_body(body, "IssueComment")
    if body == comment.body:
        return
    before = rewrite(session, comment, body)
    touch(session, comment.issue)
    session.world.wrote(
        session, "comment.edited", comment, place_of(comment.issue), {"body": before}, {"body": body}
    )
    session.world.said(session.user, comment, comment.issue, before, body)


def delete_comment(session: Session, comment: Comment) -> None:
    _require_comment_editor(session, comment)
    world, issue = session.world, comment.issue
    issue.comments.remove(comment)
    world.things.pop(comment.node_id, None)
    world.event(issue, "comment_deleted", session.user, author=comment.author)
    touch(session, issue)
    world.wrote(session, "comment.deleted", comment, place_of(issue), {"body": comment.body})


def _require_comment_editor(session: Session, comment: Comment) -> None:
    is_app = session.token and session.token.permissions is not None
    if comment.author is session.user and not is_app:
        session.require_alive(comment.repository)
    else:
        session.require(comment.repository, area_of(comment.issue), "write")


def minimize(session: Session, comment: Any, reason: str | None) -> None:
    """Hides (or with None shows again) a comment or a review."""
    session.require(
        comment.repository, "issues" if isinstance(comment, Comment) else "pull_requests", "triage"
    )
    comment.minimized_reason = reason
    session.world.wrote(
        session, "comment.minimized", comment, comment.repository.full_name, after={"reason": reason}
    )


# ── reactions ──


def react(session: Session, written: Written, content: str) -> Reaction:
    """Idempotent: the same reaction of the same person is given back."""
    _require_reader_of(session, written)
    if content not in REACTIONS:
        raise unprocessable(f"{content} is not a reaction")
    for reaction in written.reactions:
        if reaction.user is session.user and reaction.content == content:
            return reaction
    made = session.world.make(
        Reaction, reactable=written, user=session.user, content=content, created_at=session.world.now
    )
    written.reactions.append(made)
    session.world.wrote(session, "reaction.added", written, where(written), after={"content": content})
    return made


def unreact(session: Session, written: Written, content: str) -> Reaction:
    _require_reader_of(session, written)
    for reaction in written.reactions:
        if reaction.user is session.user and reaction.content == content:
            written.reactions.remove(reaction)
            session.world.wrote(session, "reaction.removed", written, where(written), {"content": content})
            return reaction
    raise unprocessable("Reaction does not exist")


def issue_of(written: Written) -> Issue | None:
    if isinstance(written, Issue):
        return written
    return getattr(written, "issue", None) or getattr(written, "pull", None)


def where(written: Written) -> str:
    issue = issue_of(written)
    return place_of(issue) if issue else ""


def _require_reader_of(session: Session, written: Written) -> None:
    issue = issue_of(written)
    repository = issue.repository if issue else written.repository  # type: ignore[attr-defined]
    session.require(repository, area_of(issue) if issue else "pull_requests", "read")


# ── sub-issues and dependencies ──


def add_sub_issue(session: Session, parent: Issue, child: Issue, *, replace: bool = False) -> None:
    require_triage(session, parent)
    _check_parent(parent, child, replace=replace)
    world = session.world
    if child.parent:
        _unlink(session, child.parent, child)
    parent.sub_issues.append(child)
    child.parent = parent
    world.event(parent, "sub_issue_added", session.user, sub_issue=child)
    world.event(child, "parent_issue_added", session.user, parent=parent)
    touch(session, parent)
    world.wrote(session, "issue.sub_issue_added", child, place_of(child), after={"parent": place_of(parent)})


def _check_parent(parent: Issue, child: Issue | None, *, replace: bool) -> None:
    prefix = "An error occured while adding the sub-issue to the parent issue. "
    if child and child.parent and (child.parent is parent or not replace):
        raise unprocessable(ONE_PARENT)
    if child is parent or (child and child in _ancestors(parent)):
        raise unprocessable(prefix + "Sub issue cannot create a cycle")  # own words
    if len(parent.sub_issues) >= MOST_SUB_ISSUES:  # closed ones count
        raise unprocessable(prefix + f"Parent cannot have more than {MOST_SUB_ISSUES} sub-issues")
    if len(_ancestors(parent)) + 1 >= MOST_LEVELS:
        raise unprocessable(
            prefix + f"Sub-issues cannot be nested more than {MOST_LEVELS} levels deep"
        )  # own words
    if child and child.repository.owner is not parent.repository.owner:
        raise unprocessable(prefix + "Sub issue must have the same owner")  # own words


def _ancestors(issue: Issue) -> list[Issue]:
    found = []
    above = issue.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def remove_sub_issue(session: Session, parent: Issue, child: Issue) -> None:
    require_triage(session, parent)
    if child.parent is not parent:
        raise unprocessable("The provided sub-issue is not a sub-issue of the parent")  # own words
    _unlink(session, parent, child)
    session.world.wrote(
        session, "issue.sub_issue_removed", child, place_of(child), {"parent": place_of(parent)}
    )


def _unlink(session: Session, parent: Issue, child: Issue) -> None:
    parent.sub_issues.remove(child)
    child.parent = None
    session.world.event(parent, "sub_issue_removed", session.user, sub_issue=child)
    session.world.event(child, "parent_issue_removed", session.user, parent=parent)
    touch(session, parent)


def move_sub_issue(
    session: Session, parent: Issue, child: Issue, after: Issue | None, before: Issue | None
) -> None:
    require_triage(session, parent)
    beside = after or before
    if child.parent is not parent or beside is None or beside.parent is not parent:
        raise unprocessable("The provided sub-issue is not a sub-issue of the parent")  # own words
    parent.sub_issues.remove(child)
    parent.sub_issues.insert(parent.sub_issues.index(beside) + (after is not None), child)
    session.world.wrote(session, "issue.sub_issue_moved", child, place_of(child))


def add_blocker(session: Session, issue: Issue, blocker: Issue) -> None:
    require_triage(session, issue)
    if blocker is issue or blocker in issue.blocked_by:
        raise unprocessable("The dependency exists already or would be a cycle")  # own words
    if len(issue.blocked_by) >= MOST_BLOCKERS:
        raise unprocessable(f"An issue cannot have more than {MOST_BLOCKERS} blockers")  # own words
    issue.blocked_by.append(blocker)
    blocker.blocking.append(issue)
    session.world.event(issue, "blocked_by_added", session.user, blocker=blocker)
    session.world.event(blocker, "blocking_added", session.user, blocked=issue)
    session.world.wrote(session, "issue.blocked", issue, place_of(issue), after={"by": place_of(blocker)})


def remove_blocker(session: Session, issue: Issue, blocker: Issue) -> None:
    require_triage(session, issue)
    if blocker not in issue.blocked_by:
        raise unprocessable("There is no such dependency")  # own words
    issue.blocked_by.remove(blocker)
    blocker.blocking.remove(issue)
    session.world.event(issue, "blocked_by_removed", session.user, blocker=blocker)
    session.world.event(blocker, "blocking_removed", session.user, blocked=issue)
    session.world.wrote(session, "issue.unblocked", issue, place_of(issue), {"by": place_of(blocker)})


# ── pins ──


def pin_issue(session: Session, issue: Issue) -> None:
    session.require(issue.repository, "issues", "write")
    pinned = issue.repository.pinned
    if issue in pinned:
        raise unprocessable("Issue is already pinned")  # own words
    if len(pinned) >= MOST_PINNED:  # closed ones keep their place
        raise unprocessable(f"Maximum {MOST_PINNED} pinned issues per repository")
    pinned.append(issue)
    session.world.event(issue, "pinned", session.user)
    session.world.wrote(session, "issue.pinned", issue, place_of(issue))


def unpin_issue(session: Session, issue: Issue) -> None:
    session.require(issue.repository, "issues", "write")
    if issue not in issue.repository.pinned:
        raise unprocessable("Issue is not pinned")  # own words
    issue.repository.pinned.remove(issue)
    session.world.event(issue, "unpinned", session.user)
    session.world.wrote(session, "issue.unpinned", issue, place_of(issue))


def pin_comment(session: Session, comment: Comment, *, on: bool) -> None:
    session.require(comment.repository, "issues", "triage")
    if comment.issue.is_pull:
        raise unprocessable("Comments of pull requests cannot be pinned")  # own words
    comment.issue.pinned_comment = comment if on else None
    session.world.wrote(
        session, "comment.pinned" if on else "comment.unpinned", comment, place_of(comment.issue)
    )


def find_pull(issue: Issue) -> PullRequest | None:
    return issue if isinstance(issue, PullRequest) else None
