"""Where mutations are registered, and how their inputs name records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from postmortem_gh.local_github import labelling
from postmortem_gh.local_github.fields.roots import find_node
from postmortem_gh.local_github.model import Issue, Label, Milestone, PullRequest, User
from postmortem_gh.local_github.refusals import not_found
from postmortem_gh.local_github.session import Session

Input = dict[str, Any]
Mutation = Callable[[Session, Input], dict[str, Any]]
MUTATIONS: dict[str, Mutation] = {}
Found = TypeVar("Found")


def mutation(function: Mutation) -> Mutation:
    words = function.__name__.split("_")
    MUTATIONS[words[0] + "".join(w.title() for w in words[1:])] = function
    return function


def get(session: Session, node: str, kind: type[Found], name: str | None = None) -> Found:
    found = find_node(session, node)
    if not isinstance(found, kind) or (kind is Issue and name == "Issue" and isinstance(found, PullRequest)):
        raise not_found(f"Could not resolve to {name or kind.__name__} node with the global id of '{node}'.")
    return found


def get_issue(session: Session, node: str) -> Issue:
    return get(session, node, Issue, "Issue")


def get_all(session: Session, ids: Iterable[str] | None, kind: type[Found]) -> list[Found]:
    return [get(session, node, kind) for node in ids or ()]


def milestone_of(session: Session, given: Input) -> Milestone | None:
    return get(session, given["milestoneId"], Milestone) if given.get("milestoneId") else None


def update_common(session: Session, issue: Issue, given: Input) -> None:
    """Lists given here replace the whole set."""
    if given.get("labelIds") is not None:
        labelling.replace_labels(session, issue, get_all(session, given["labelIds"], Label))
    if given.get("assigneeIds") is not None:
        wanted = get_all(session, given["assigneeIds"], User)
        labelling.remove_assignees(session, issue, [a for a in issue.assignees if a not in wanted])
        labelling.add_assignees(session, issue, wanted)
    if "milestoneId" in given:
        labelling.set_milestone(session, issue, milestone_of(session, given))
