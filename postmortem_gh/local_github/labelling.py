"""Labels, assignees and milestones: made, set, taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from postmortem_gh.local_github.access import assignable
from postmortem_gh.local_github.acting import place_of, require_triage, touch
from postmortem_gh.local_github.logs import Notification
from postmortem_gh.local_github.model import Issue, Label, Milestone, Repository, User
from postmortem_gh.local_github.refusals import invalid, unprocessable
from postmortem_gh.local_github.session import Session

MOST_ASSIGNEES = 10


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
        set_label(session, issue, label)


def set_label(session: Session, issue: Issue, label: Label) -> None:
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


def add_assignees(session: Session, issue: Issue, users: Iterable[User]) -> None:
    """GitHub drops whom it can't assign, without a word."""
    require_triage(session, issue)
    assign(session, issue, users)


def assign(session: Session, issue: Issue, users: Iterable[User]) -> None:
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
