"""Repositories, their labels and milestones, and the lists that hang on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from postmortem_gh.local_github import acting, commits, lists
from postmortem_gh.local_github.access import assignable, at_least, role_of
from postmortem_gh.local_github.fields.registry import Args, GitRef, PinnedIssue, bind, field, to_time
from postmortem_gh.local_github.lists import Connection
from postmortem_gh.local_github.model import Issue, Label, Milestone, PullRequest, Repository, User
from postmortem_gh.local_github.refusals import forbidden, not_found
from postmortem_gh.local_github.session import Session
from postmortem_gh.local_github.state import node_id

bind(
    "Repository",
    {
        "nameWithOwner": lambda repository: repository.full_name,
        "url": lambda repository, session: f"{session.world.url}/{repository.full_name}",
        "resourcePath": lambda repository: f"/{repository.full_name}",
        "visibility": lambda repository: repository.visibility.upper(),
        "isArchived": lambda repository: repository.archived,
        "hasIssuesEnabled": lambda repository: repository.has_issues,
        "isEmpty": lambda repository: not repository.refs,
        "isInOrganization": lambda repository: repository.owner.kind == "Organization",
    },
)


NEVER = (
    "isDisabled",
    "isLocked",
    "isTemplate",
    "hasDiscussionsEnabled",
    "hasWikiEnabled",
    "autoMergeAllowed",
    "deleteBranchOnMerge",
)
bind("Repository", {name: lambda _: False for name in NEVER})
bind("Repository", {f"{way}Allowed": lambda _: True for way in ("mergeCommit", "squashMerge", "rebaseMerge")})
bind("Repository", {name: lambda _: 0 for name in ("forkCount", "stargazerCount")})


@field("Repository.viewerPermission")
def _viewer_permission(repository: Repository, session: Session) -> Any:
    role = session.role(repository)
    return None if role == "none" else role.upper()


bind(
    "Repository",
    {
        "viewerCanAdminister": lambda repository, session: session.role(repository) == "admin",
    },
)


@field("Repository.issueTemplates")
def _templates(repository: Repository, session: Session) -> Any:
    """Markdown templates and forms that lie on the default branch, by their names."""
    head = commits.head_of(repository, repository.default_branch)
    git = session.world.git
    found = git.find(git.commits[head].tree, ".github/ISSUE_TEMPLATE") if head else None
    names = git.trees[found[1]] if found and found[0] == "tree" else {}
    return [
        {
            "name": name,
            "filename": name,
            "about": None,
            "body": None,
            "title": None,
            "type": None,
            "assignees": Connection([], {}),
            "labels": Connection([], {}),
        }
        for name in names
        if name != "config.yml"
    ]


def _issue_number(session: Session, repository: Repository, number: int, pull: bool | None) -> Issue:
    found = repository.issues.get(number)
    fits = found is not None and (pull is None or found.is_pull is pull)
    what = {True: "a PullRequest", False: "an Issue", None: "an issue or pull request"}[pull]
    if found is None or not fits or not (found.is_pull or repository.has_issues):
        raise not_found(f"Could not resolve to {what} with the number of {number}.")
    session.require_read(repository, acting.area_of(found))
    return found


@field("Repository.issue")
def _issue(repository: Repository, session: Session, args: Args) -> Any:
    return _issue_number(session, repository, args["number"], False)


@field("Repository.pullRequest")
def _pull(repository: Repository, session: Session, args: Args) -> Any:
    return _issue_number(session, repository, args["number"], True)


@field("Repository.issueOrPullRequest")
def _either(repository: Repository, session: Session, args: Args) -> Any:
    return _issue_number(session, repository, args["number"], None)


@field("Repository.issues", "Label.issues")
def _issues(holder: Any, session: Session, args: Args) -> Any:
    repository, names = _holder(holder, args)
    session.require_read(repository, "issues")
    by = args.get("filterBy") or {}
    states = args.get("states") or by.get("states")
    found = lists.issues_as_listed(
        session, repository, pulls=False, states=states, labels=names, since=to_time(by.get("since"))
    )
    # Both filters hold: an issue must have one label of each.
    if by.get("labels"):
        wanted = {n.lower() for n in by["labels"]}
        found = [i for i in found if wanted & {label.name.lower() for label in i.labels}]
    if by.get("createdBy"):
        found = [i for i in found if i.author and i.author.login.lower() == by["createdBy"].lower()]
    if by.get("assignee"):
        found = [i for i in found if any(a.login.lower() == by["assignee"].lower() for a in i.assignees)]
    return Connection(lists.ordered(found, args.get("orderBy")), args)


@field("Repository.pullRequests", "Label.pullRequests", "Ref.associatedPullRequests")
def _pulls(holder: Any, session: Session, args: Args) -> Any:
    repository, names = _holder(holder, args)
    session.require_read(repository, "pull_requests")
    head = args.get("headRefName")
    if isinstance(holder, GitRef):
        head = holder.full_name.removeprefix(commits.HEADS)
    found = lists.issues_as_listed(session, repository, pulls=True, states=args.get("states"), labels=names)
    if head is not None:
        found = [p for p in found if isinstance(p, PullRequest) and p.head_name == head]
    if args.get("baseRefName") is not None:
        found = [p for p in found if isinstance(p, PullRequest) and p.base_name == args["baseRefName"]]
    return Connection(lists.ordered(found, args.get("orderBy")), args)


def _holder(holder: Any, args: Args) -> tuple[Repository, list[str]]:
    if isinstance(holder, Label):
        return holder.repository, [holder.name]
    if isinstance(holder, GitRef):
        return holder.repository, list(args.get("labels") or [])
    return holder, list(args.get("labels") or [])


bind(
    "Repository",
    {
        "label": lambda repository, _session, args: repository.labels.get(args["name"].lower()),
    },
)


@field("Repository.labels")
def _labels(repository: Repository, _session: Session, args: Args) -> Any:
    wanted = (args.get("query") or "").lower()
    found = [x for x in repository.labels.values() if wanted in f"{x.name} {x.description or ''}".lower()]
    order = args.get("orderBy") or {}
    if order.get("field") == "NAME":
        found.sort(key=lambda x: x.name.lower())
    if order.get("direction") == "DESC":
        found.reverse()
    return Connection(found, args)


@field("Repository.milestones")
def _milestones(repository: Repository, _session: Session, args: Args) -> Any:
    return Connection(list(repository.milestones.values()), args)


@field("Repository.pinnedIssues")
def _pinned_issues(repository: Repository, _session: Session, args: Args) -> Any:
    return Connection([PinnedIssue(i) for i in repository.pinned], args)


bind(
    "PinnedIssue",
    {
        "id": lambda pinned: node_id("PI", pinned.issue.id),
        "databaseId": lambda pinned: pinned.issue.id,
        "repository": lambda pinned: pinned.issue.repository,
    },
)


@field("PinnedIssue.pinnedBy")
def _pinned_by(pinned: PinnedIssue, session: Session) -> Any:
    events = [e for e in pinned.issue.timeline if e.kind == "pinned"]
    return events[-1].actor if events else session.world.bot


def _people(session: Session, query: str | None, fits: Callable[[User], bool]) -> list[User]:
    wanted = (query or "").lower()
    found = [u for u in session.world.users.values() if u.kind == "User" and not u.deleted and fits(u)]
    return [u for u in found if wanted in u.login.lower() or wanted in (u.name or "").lower()]


@field("Repository.assignableUsers")
def _assignable(repository: Repository, session: Session, args: Args) -> Any:
    return Connection(_people(session, args.get("query"), lambda u: assignable(repository, u)), args)


@field("Repository.mentionableUsers")
def _mentionable(repository: Repository, session: Session, args: Args) -> Any:
    return Connection(_people(session, args.get("query"), lambda u: role_of(repository, u) != "none"), args)


@field("Repository.collaborators")
def _collaborators(repository: Repository, session: Session, args: Args) -> Any:
    is_app = session.token and session.token.permissions is not None
    if not is_app and not at_least(session.role(repository), "write"):
        raise forbidden("Must have push access to view repository collaborators.")
    granted = repository.grants
    found = _people(
        session,
        args.get("query"),
        lambda u: granted.get(u.login.lower(), "none") != "none" or u is repository.owner,
    )
    if args.get("login"):
        found = [u for u in found if u.login.lower() == args["login"].lower()]
    return _Collaborators(found, args, repository=repository)


class _Collaborators(Connection):
    @property
    def edges(self) -> list[dict[str, Any]]:
        repository = self.extra["repository"]
        return [{**edge, "permission": role_of(repository, edge["node"]).upper()} for edge in super().edges]


bind(
    "Label",
    {
        "url": lambda label, session: session.world.url + _label_path(label),
    },
)


@field("Label.resourcePath")
def _label_path(label: Label) -> Any:
    from urllib.parse import quote

    return f"/{label.repository.full_name}/labels/{quote(label.name, safe='')}"


@field("Milestone.url")
def _milestone_url(milestone: Milestone, session: Session) -> Any:
    return f"{session.world.url}/{milestone.repository.full_name}/milestone/{milestone.number}"


bind(
    "Milestone",
    {
        "closed": lambda milestone: milestone.state == "CLOSED",
        "description": lambda _: None,
        "closedAt": lambda _: None,
        "resourcePath": lambda milestone: f"/{milestone.repository.full_name}/milestone/{milestone.number}",
        "viewerCanClose": lambda milestone, session: session.may_write(
            milestone.repository, "issues", "write"
        ),
        "viewerCanReopen": lambda milestone, session: session.may_write(
            milestone.repository, "issues", "write"
        ),
    },
)
