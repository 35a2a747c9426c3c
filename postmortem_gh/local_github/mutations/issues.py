"""Mutations of issues, labels, assignees and how issues stand to each other."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import issues, labelling, relations
from postmortem_gh.local_github.fields.registry import repository_for
from postmortem_gh.local_github.model import Issue, Label, Repository, User
from postmortem_gh.local_github.mutations.registry import (
    Input,
    get,
    get_all,
    get_issue,
    milestone_of,
    mutation,
    update_common,
)
from postmortem_gh.local_github.refusals import no_node, not_found, unprocessable
from postmortem_gh.local_github.session import Session


@mutation
def create_issue(session: Session, given: Input) -> dict[str, Any]:
    parent = get_issue(session, given["parentIssueId"]) if given.get("parentIssueId") else None
    repository = get(session, given["repositoryId"], Repository)
    labels = get_all(session, given.get("labelIds"), Label)
    if any(label.repository is not repository for label in labels):
        raise no_node(labels[0].node_id)
    made = issues.open_issue(
        session,
        repository,
        given["title"],
        given.get("body"),
        labels=labels,
        parent=parent,
        assignees=get_all(session, given.get("assigneeIds"), User),
        milestone=milestone_of(session, given),
    )
    return {"issue": made}


@mutation
def update_issue(session: Session, given: Input) -> dict[str, Any]:
    issue = get_issue(session, given["id"])
    issues.edit_issue(session, issue, title=given.get("title"), body=given.get("body"))
    update_common(session, issue, given)
    if given.get("state") == "CLOSED":
        issues.close_issue(session, issue)
    elif given.get("state") == "OPEN":
        issues.reopen_issue(session, issue)
    return {"issue": issue, "actor": session.user}


@mutation
def close_issue(session: Session, given: Input) -> dict[str, Any]:
    issue, duplicate = get_issue(session, given["issueId"]), None
    if given.get("stateReason") == "DUPLICATE":
        if not given.get("duplicateIssueId"):
            raise unprocessable("Duplicate issue must be provided")  # own words
        duplicate = get_issue(session, given["duplicateIssueId"])
    issues.close_issue(session, issue, given.get("stateReason"), duplicate_of=duplicate)
    return {"issue": issue}


@mutation
def reopen_issue(session: Session, given: Input) -> dict[str, Any]:
    issue = get_issue(session, given["issueId"])
    issues.reopen_issue(session, issue)
    return {"issue": issue}


@mutation
def delete_issue(session: Session, given: Input) -> dict[str, Any]:
    issue = get_issue(session, given["issueId"])
    issues.delete_issue(session, issue)
    return {"repository": issue.repository}


@mutation
def transfer_issue(session: Session, given: Input) -> dict[str, Any]:
    to = get(session, given["repositoryId"], Repository)
    return {"issue": issues.transfer_issue(session, get_issue(session, given["issueId"]), to)}


@mutation
def lock_lockable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["lockableId"], Issue)
    issues.lock_issue(session, issue, given.get("lockReason"))
    return {"lockedRecord": issue, "actor": session.user}


@mutation
def unlock_lockable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["lockableId"], Issue)
    issues.unlock_issue(session, issue)
    return {"unlockedRecord": issue, "actor": session.user}


@mutation
def pin_issue(session: Session, given: Input) -> dict[str, Any]:
    issue = get_issue(session, given["issueId"])
    relations.pin_issue(session, issue)
    return {"issue": issue}


@mutation
def unpin_issue(session: Session, given: Input) -> dict[str, Any]:
    issue = get_issue(session, given["issueId"])
    relations.unpin_issue(session, issue)
    return {"issue": issue, "id": issue.node_id}


@mutation
def create_label(session: Session, given: Input) -> dict[str, Any]:
    repository = get(session, given["repositoryId"], Repository)
    return {
        "label": labelling.create_label(
            session, repository, given["name"], given["color"], given.get("description")
        )
    }


@mutation
def update_label(session: Session, given: Input) -> dict[str, Any]:
    label = get(session, given["id"], Label)
    labelling.change_label(session, label, given.get("name"), given.get("color"), given.get("description"))
    return {"label": label}


@mutation
def delete_label(session: Session, given: Input) -> dict[str, Any]:
    labelling.delete_label(session, get(session, given["id"], Label))
    return {}


@mutation
def add_labels_to_labelable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["labelableId"], Issue)
    labelling.add_labels(session, issue, get_all(session, given["labelIds"], Label))
    return {"labelable": issue}


@mutation
def remove_labels_from_labelable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["labelableId"], Issue)
    labelling.remove_labels(session, issue, get_all(session, given["labelIds"], Label))
    return {"labelable": issue}


@mutation
def clear_labels_from_labelable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["labelableId"], Issue)
    labelling.remove_labels(session, issue, list(issue.labels))
    return {"labelable": issue}


@mutation
def add_assignees_to_assignable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["assignableId"], Issue)
    labelling.add_assignees(session, issue, get_all(session, given["assigneeIds"], User))
    return {"assignable": issue}


@mutation
def remove_assignees_from_assignable(session: Session, given: Input) -> dict[str, Any]:
    issue = get(session, given["assignableId"], Issue)
    labelling.remove_assignees(session, issue, get_all(session, given["assigneeIds"], User))
    return {"assignable": issue}


@mutation
def add_sub_issue(session: Session, given: Input) -> dict[str, Any]:
    parent, child = get_issue(session, given["issueId"]), _sub_issue(session, given)
    relations.add_sub_issue(session, parent, child, replace=bool(given.get("replaceParent")))
    return {"issue": parent, "subIssue": child}


def _sub_issue(session: Session, given: Input) -> Issue:
    if given.get("subIssueId"):
        return get_issue(session, given["subIssueId"])
    parts = (given.get("subIssueUrl") or "").removeprefix(session.world.url + "/").split("/")
    if len(parts) != 4 or not parts[3].isdecimal():
        raise not_found("Could not resolve to a sub-issue")  # own words
    repository = repository_for(session, parts[0], parts[1])
    found = repository.issues.get(int(parts[3]))
    if found is None or found.is_pull:
        raise not_found("Could not resolve to a sub-issue")  # own words
    return found


@mutation
def remove_sub_issue(session: Session, given: Input) -> dict[str, Any]:
    parent, child = get_issue(session, given["issueId"]), get_issue(session, given["subIssueId"])
    relations.remove_sub_issue(session, parent, child)
    return {"issue": parent, "subIssue": child}


@mutation
def reprioritize_sub_issue(session: Session, given: Input) -> dict[str, Any]:
    parent = get_issue(session, given["issueId"])
    after = get_issue(session, given["afterId"]) if given.get("afterId") else None
    before = get_issue(session, given["beforeId"]) if given.get("beforeId") else None
    relations.move_sub_issue(session, parent, get_issue(session, given["subIssueId"]), after, before)
    return {"issue": parent}


@mutation
def add_blocked_by(session: Session, given: Input) -> dict[str, Any]:
    issue, blocker = get_issue(session, given["issueId"]), get_issue(session, given["blockingIssueId"])
    relations.add_blocker(session, issue, blocker)
    return {"issue": issue, "blockingIssue": blocker}


@mutation
def remove_blocked_by(session: Session, given: Input) -> dict[str, Any]:
    issue, blocker = get_issue(session, given["issueId"]), get_issue(session, given["blockingIssueId"])
    relations.remove_blocker(session, issue, blocker)
    return {"issue": issue, "blockingIssue": blocker}
