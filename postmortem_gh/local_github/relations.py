"""How issues stand to each other and to their repository: sub-issues, blockers, pins."""

from __future__ import annotations

from postmortem_gh.local_github.acting import place_of, require_triage, touch
from postmortem_gh.local_github.model import Issue
from postmortem_gh.local_github.refusals import ONE_PARENT, unprocessable
from postmortem_gh.local_github.session import Session

MOST_SUB_ISSUES = 100
MOST_LEVELS = 8
MOST_PINNED = 3
MOST_BLOCKERS = 50


def add_sub_issue(session: Session, parent: Issue, child: Issue, *, replace: bool = False) -> None:
    require_triage(session, parent)
    check_parent(parent, child, replace=replace)
    world = session.world
    if child.parent:
        _unlink(session, child.parent, child)
    parent.sub_issues.append(child)
    child.parent = parent
    world.event(parent, "sub_issue_added", session.user, sub_issue=child)
    world.event(child, "parent_issue_added", session.user, parent=parent)
    touch(session, parent)
    world.wrote(session, "issue.sub_issue_added", child, place_of(child), after={"parent": place_of(parent)})


def check_parent(parent: Issue, child: Issue | None, *, replace: bool) -> None:
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
