"""How GraphQL's fields are read off the world. `graphql.py` binds them to the schema.

Only what is not simply an attribute of the record stands here: a field without
an entry is the attribute of the same name in snake case.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from postmortem_gh.local_github import commits, issues, lists, pulls, references
from postmortem_gh.local_github.access import Session, assignable, association, at_least, role_of
from postmortem_gh.local_github.lists import Connection
from postmortem_gh.local_github.model import (
    REACTIONS,
    Comment,
    Edit,
    Event,
    Issue,
    Label,
    Milestone,
    PullRequest,
    Reaction,
    Repository,
    Review,
    ReviewComment,
    Thread,
    User,
    Written,
)
from postmortem_gh.local_github.refusals import ISSUES_OFF, by_integration, forbidden, gone, no_node, not_found
from postmortem_gh.local_github.state import World, node_id

Args = dict[str, Any]
Resolver = Callable[[Any, Session, Args], Any]
FIELDS: dict[str, Resolver] = {}


@dataclass(slots=True)
class GitObject:
    """A git object as seen from a repository."""

    repository: Repository
    kind: str  # blob, tree or commit
    oid: str


@dataclass(slots=True)
class GitRef:
    repository: Repository
    full_name: str

    @property
    def node_id(self) -> str:
        raw = base64.urlsafe_b64encode(f"{self.repository.id}:{self.full_name}".encode()).decode().rstrip("=")
        return f"REF_kwDO{raw}"


@dataclass(slots=True)
class TreeEntry:
    repository: Repository
    name: str
    path: str
    kind: str
    oid: str


@dataclass(slots=True)
class ReactionGroup:
    subject: Any
    content: str

    @property
    def members(self) -> list[Reaction]:
        return [r for r in self.subject.reactions if r.content == self.content]


@dataclass(slots=True)
class PinnedIssue:
    issue: Issue


EVENT_TYPES = {
    "labeled": "LabeledEvent", "unlabeled": "UnlabeledEvent", "assigned": "AssignedEvent",
    "unassigned": "UnassignedEvent", "closed": "ClosedEvent", "reopened": "ReopenedEvent",
    "renamed": "RenamedTitleEvent", "cross-referenced": "CrossReferencedEvent", "connected": "ConnectedEvent",
    "disconnected": "DisconnectedEvent", "pinned": "PinnedEvent", "unpinned": "UnpinnedEvent",
    "locked": "LockedEvent", "unlocked": "UnlockedEvent", "transferred": "TransferredEvent",
    "comment_deleted": "CommentDeletedEvent", "milestoned": "MilestonedEvent", "demilestoned": "DemilestonedEvent",
    "sub_issue_added": "SubIssueAddedEvent", "sub_issue_removed": "SubIssueRemovedEvent",
    "parent_issue_added": "ParentIssueAddedEvent", "parent_issue_removed": "ParentIssueRemovedEvent",
    "merged": "MergedEvent", "head_ref_deleted": "HeadRefDeletedEvent", "ready_for_review": "ReadyForReviewEvent",
}  # fmt: skip
# PullRequestReview and IssueComment stand in timelines as themselves.
ITEM_TYPES = {"IssueComment": "ISSUE_COMMENT", "PullRequestReview": "PULL_REQUEST_REVIEW"}


def type_name(thing: Any) -> str:
    """GraphQL's type of a record."""
    match thing:
        case User():
            return thing.kind
        case PullRequest():
            return "PullRequest"
        case Issue():
            return "Issue"
        case Comment():
            return "IssueComment"
        case Event():
            return EVENT_TYPES[thing.kind]
        case GitObject():
            return thing.kind.title()
        case Review():
            return "PullRequestReview"
        case ReviewComment():
            return "PullRequestReviewComment"
        case Thread():
            return "PullRequestReviewThread"
        case GitRef():
            return "Ref"
        case Edit():
            return "UserContentEdit"
        case dict():
            return str(thing["__typename"])
        case _:
            return type(thing).__name__


def field(*names: str) -> Callable[[Resolver], Resolver]:
    def keep(resolver: Resolver) -> Resolver:
        for name in names:
            FIELDS[name] = resolver
        return resolver

    return keep


def each(types: str, name: str) -> Callable[[Resolver], Resolver]:
    """The same field of several types: `each("Issue PullRequest", "labels")`."""
    return field(*(f"{t}.{name}" for t in types.split()))


POSTS = "Issue PullRequest"
TEXTS = "Issue PullRequest IssueComment PullRequestReview PullRequestReviewComment"
REPLIES = "IssueComment PullRequestReview PullRequestReviewComment"
ACTORS = "User Bot Organization Mannequin"


def actor(user: User | None) -> User | None:
    """Deleted accounts are null, as on GitHub."""
    return None if user is None or user.deleted else user


def to_time(text: str | None) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# ── the roots ──


def repository_for(session: Session, owner: str, name: str) -> Repository:
    found = session.world.find_repository(owner, name)
    if found is None or not session.sees(found):
        raise not_found(f"Could not resolve to a Repository with the name '{owner}/{name}'.")
    return found


@field("Query.repository")
def _repository(_: Any, session: Session, args: Args) -> Any:
    return repository_for(session, args["owner"], args["name"])


@each("User Organization", "repository")
def _owners_repository(owner: User, session: Session, args: Args) -> Any:
    return repository_for(session, owner.login, args["name"])


@field("Organization.repositories")
def _repositories(owner: User, session: Session, args: Args) -> Any:
    found = [r for r in session.world.repositories.values() if r.owner is owner and session.sees(r)]
    if args.get("isArchived") is not None:
        found = [r for r in found if r.archived is args["isArchived"]]
    return Connection(found, args)


@field("Query.organization")
def _organization(_: Any, session: Session, args: Args) -> Any:
    found = session.world.find_user(args["login"])
    if found is None or found.kind != "Organization":
        raise not_found(f"Could not resolve to an Organization with the login of '{args['login']}'.")
    return found


@field("Query.user")
def _user(_: Any, session: Session, args: Args) -> Any:
    found = session.world.find_user(args["login"])
    if found is None or found.kind != "User":
        raise not_found(f"Could not resolve to a User with the login of '{args['login']}'.")
    return found


@field("Query.repositoryOwner")
def _owner(_: Any, session: Session, args: Args) -> Any:
    return session.world.find_user(args["login"])


@field("Query.viewer")
def _viewer(_: Any, session: Session, args: Args) -> Any:
    return session.user


@field("Query.id")
def _query_id(_: Any, session: Session, args: Args) -> Any:
    return "Q_query"


@field("Query.rateLimit")
def _rate_limit(_: Any, session: Session, args: Args) -> Any:
    if session.token is None:
        return None
    window = session.world.limits.window(session.token, "graphql", session.world.now)
    return {
        "cost": session.answers.get("cost", 1), "limit": window.limit, "remaining": window.remaining,
        "used": window.used, "resetAt": window.resets_at, "nodeCount": session.answers.get("nodes", 0),
    }  # fmt: skip


def find_node(session: Session, id: str) -> Any:
    """Any thing by its id, if this actor may see it."""
    world = session.world
    if id.startswith("REF_kwDO"):
        return _find_ref(world, id)
    thing = world.things.get(id)
    if thing is None or not _visible(session, thing):
        raise no_node(id)
    return thing


def _find_ref(world: World, id: str) -> GitRef:
    raw = id.removeprefix("REF_kwDO")
    try:
        number, name = base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)).decode().split(":", 1)
    except ValueError:
        raise no_node(id) from None
    for repository in world.repositories.values():
        if str(repository.id) == number and name in repository.refs:
            return GitRef(repository, name)
    raise no_node(id)


def _visible(session: Session, thing: Any) -> bool:
    if isinstance(thing, Repository):
        return session.sees(thing)
    repository = getattr(thing, "repository", None)
    return repository is None or session.sees(repository)


@field("Query.node")
def _node(_: Any, session: Session, args: Args) -> Any:
    return find_node(session, args["id"])


@field("Query.nodes")
def _nodes(_: Any, session: Session, args: Args) -> Any:
    return [_or_error(session, id) for id in args["ids"]]


def _or_error(session: Session, id: str) -> Any:
    """A missing one of several is a null with an error of its own (graphql-core takes an exception as that)."""
    from postmortem_gh.local_github.refusals import Refused

    try:
        return find_node(session, id)
    except Refused as refused:
        return refused


@field("Query.search")
def _search(_: Any, session: Session, args: Args) -> Any:
    if args["type"] != "ISSUE":
        return Connection([], args, issue_count=0, repository_count=0, user_count=0, discussion_count=0, code_count=0, wiki_count=0)
    found = lists.search_issues(session, args["query"])
    return Connection(
        found, args, issue_count=len(found), repository_count=0, user_count=0, discussion_count=0, code_count=0, wiki_count=0
    )


# ── people ──


@field("User.login")
def _user_login(user: User, session: Session, args: Args) -> Any:
    # Where the schema forces a bot into a User (the viewer), it keeps its `[bot]`.
    return f"{user.login}[bot]" if user.kind == "Bot" else user.login


@each(ACTORS, "url")
def _actor_url(user: User, session: Session, args: Args) -> Any:
    return f"{session.world.url}/{'apps/' if user.kind == 'Bot' else ''}{user.login}"


@each(ACTORS, "resourcePath")
def _actor_path(user: User, session: Session, args: Args) -> Any:
    return f"/{'apps/' if user.kind == 'Bot' else ''}{user.login}"


@each(ACTORS, "avatarUrl")
def _avatar(user: User, session: Session, args: Args) -> Any:
    return f"{session.world.url}/avatars/u/{user.id}"


@field("User.isViewer")
def _is_viewer(user: User, session: Session, args: Args) -> Any:
    return user is session.user


@field("User.bio", "User.company", "Organization.description", "Repository.homepageUrl")
def _nothing(thing: Any, session: Session, args: Args) -> Any:
    return None


@field("Bot.updatedAt")
def _bot_updated(user: User, session: Session, args: Args) -> Any:
    return user.created_at


# ── every record ──


def _database_id(thing: Any, session: Session, args: Args) -> Any:
    return thing.id


def _id(thing: Any, session: Session, args: Args) -> Any:
    return thing.node_id


for _type in (
    "User Bot Organization Repository Label Milestone Reaction UserContentEdit Ref Issue PullRequest IssueComment "
    "PullRequestReview PullRequestReviewComment PullRequestReviewThread " + " ".join(EVENT_TYPES.values())
).split():
    FIELDS[f"{_type}.id"] = _id
    FIELDS[f"{_type}.databaseId"] = _database_id
    FIELDS[f"{_type}.fullDatabaseId"] = lambda thing, session, args: str(thing.id)


# ── repositories ──


@field("Repository.nameWithOwner")
def _name_with_owner(repository: Repository, session: Session, args: Args) -> Any:
    return repository.full_name


@field("Repository.url")
def _repository_url(repository: Repository, session: Session, args: Args) -> Any:
    return f"{session.world.url}/{repository.full_name}"


@field("Repository.resourcePath")
def _repository_path(repository: Repository, session: Session, args: Args) -> Any:
    return f"/{repository.full_name}"


@field("Repository.visibility")
def _visibility(repository: Repository, session: Session, args: Args) -> Any:
    return repository.visibility.upper()


@field("Repository.isArchived")
def _is_archived(repository: Repository, session: Session, args: Args) -> Any:
    return repository.archived


@field("Repository.hasIssuesEnabled")
def _has_issues(repository: Repository, session: Session, args: Args) -> Any:
    return repository.has_issues


@field("Repository.isEmpty")
def _is_empty(repository: Repository, session: Session, args: Args) -> Any:
    return not repository.refs


@field("Repository.isInOrganization")
def _in_organisation(repository: Repository, session: Session, args: Args) -> Any:
    return repository.owner.kind == "Organization"


for _name in "isDisabled isLocked isTemplate hasDiscussionsEnabled hasWikiEnabled autoMergeAllowed deleteBranchOnMerge".split():
    FIELDS[f"Repository.{_name}"] = lambda repository, session, args: False
for _name in "mergeCommitAllowed squashMergeAllowed rebaseMergeAllowed".split():
    FIELDS[f"Repository.{_name}"] = lambda repository, session, args: True
for _name in "forkCount stargazerCount".split():
    FIELDS[f"Repository.{_name}"] = lambda repository, session, args: 0


@field("Repository.viewerPermission")
def _viewer_permission(repository: Repository, session: Session, args: Args) -> Any:
    role = session.role(repository)
    return None if role == "none" else role.upper()


@field("Repository.viewerCanAdminister")
def _can_administer(repository: Repository, session: Session, args: Args) -> Any:
    return session.role(repository) == "admin"


@field("Repository.issueTemplates")
def _templates(repository: Repository, session: Session, args: Args) -> Any:
    """Markdown templates and forms that lie on the default branch, by their names."""
    head = commits.head_of(repository, repository.default_branch)
    git = session.world.git
    found = git.find(git.commits[head].tree, ".github/ISSUE_TEMPLATE") if head else None
    names = git.trees[found[1]] if found and found[0] == "tree" else {}
    return [
        {"name": name, "filename": name, "about": None, "body": None, "title": None, "type": None,
         "assignees": Connection([], {}), "labels": Connection([], {})}
        for name in names if name != "config.yml"
    ]  # fmt: skip


def _readable(session: Session, repository: Repository, area: str) -> None:
    if not session.may_read(repository, area):
        raise by_integration()


def _issue_number(session: Session, repository: Repository, number: int, pull: bool | None) -> Issue:
    found = repository.issues.get(number)
    fits = found is not None and (pull is None or found.is_pull is pull)
    what = {True: "a PullRequest", False: "an Issue", None: "an issue or pull request"}[pull]
    if found is None or not fits:
        raise not_found(f"Could not resolve to {what} with the number of {number}.")
    _readable(session, repository, issues.area_of(found))
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
    _readable(session, repository, "issues")
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
    _readable(session, repository, "pull_requests")
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


@field("Repository.label")
def _label(repository: Repository, session: Session, args: Args) -> Any:
    return repository.labels.get(args["name"].lower())


@field("Repository.labels")
def _labels(repository: Repository, session: Session, args: Args) -> Any:
    wanted = (args.get("query") or "").lower()
    found = [x for x in repository.labels.values() if wanted in f"{x.name} {x.description or ''}".lower()]
    order = args.get("orderBy") or {}
    if order.get("field") == "NAME":
        found.sort(key=lambda x: x.name.lower())
    if order.get("direction") == "DESC":
        found.reverse()
    return Connection(found, args)


@field("Repository.milestones")
def _milestones(repository: Repository, session: Session, args: Args) -> Any:
    return Connection(list(repository.milestones.values()), args)


@field("Repository.pinnedIssues")
def _pinned_issues(repository: Repository, session: Session, args: Args) -> Any:
    return Connection([PinnedIssue(i) for i in repository.pinned], args)


@field("PinnedIssue.id")
def _pinned_id(pinned: PinnedIssue, session: Session, args: Args) -> Any:
    return node_id("PI", pinned.issue.id)


@field("PinnedIssue.databaseId")
def _pinned_database_id(pinned: PinnedIssue, session: Session, args: Args) -> Any:
    return pinned.issue.id


@field("PinnedIssue.repository")
def _pinned_repository(pinned: PinnedIssue, session: Session, args: Args) -> Any:
    return pinned.issue.repository


@field("PinnedIssue.pinnedBy")
def _pinned_by(pinned: PinnedIssue, session: Session, args: Args) -> Any:
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
        session, args.get("query"), lambda u: granted.get(u.login.lower(), "none") != "none" or u is repository.owner
    )
    if args.get("login"):
        found = [u for u in found if u.login.lower() == args["login"].lower()]
    return _Collaborators(found, args, repository=repository)


class _Collaborators(Connection):
    @property
    def edges(self) -> list[dict[str, Any]]:
        repository = self.extra["repository"]
        return [{**edge, "permission": role_of(repository, edge["node"]).upper()} for edge in super().edges]


# ── git ──


@field("Repository.defaultBranchRef")
def _default_branch(repository: Repository, session: Session, args: Args) -> Any:
    ref = commits.HEADS + repository.default_branch
    return GitRef(repository, ref) if ref in repository.refs else None


@field("Repository.ref")
def _ref(repository: Repository, session: Session, args: Args) -> Any:
    visible, name = commits.visible_refs(session, repository), args["qualifiedName"]
    for full in (name, f"refs/{name}", f"refs/heads/{name}", f"refs/tags/{name}"):
        if full in visible:
            return GitRef(repository, full)
    return None


@field("Repository.refs")
def _refs(repository: Repository, session: Session, args: Args) -> Any:
    prefix, query = args["refPrefix"], args.get("query") or ""
    found = [GitRef(repository, r) for r in sorted(commits.visible_refs(session, repository)) if r.startswith(prefix)]
    return Connection([r for r in found if query in r.full_name.removeprefix(prefix)], args)


@field("Ref.name")
def _ref_name(ref: GitRef, session: Session, args: Args) -> Any:
    return ref.full_name.removeprefix(_prefix(ref))


def _prefix(ref: GitRef) -> str:
    return "/".join(ref.full_name.split("/")[:2]) + "/"


@field("Ref.prefix")
def _ref_prefix(ref: GitRef, session: Session, args: Args) -> Any:
    return _prefix(ref)


@field("Ref.target")
def _target(ref: GitRef, session: Session, args: Args) -> Any:
    oid = ref.repository.refs.get(ref.full_name)
    return GitObject(ref.repository, "commit", oid) if oid else None


def resolve_expression(session: Session, repository: Repository, expression: str) -> GitObject | None:
    """`HEAD:path`, `branch:path`, `<oid>`, `branch`."""
    name, colon, path = expression.partition(":")
    oid = _commit_named(session, repository, name)
    if oid is None:
        return None
    if not colon:
        return GitObject(repository, "commit", oid)
    found = session.world.git.find(session.world.git.commits[oid].tree, path)
    return GitObject(repository, *found) if found else None


def _commit_named(session: Session, repository: Repository, name: str) -> str | None:
    refs = commits.visible_refs(session, repository)
    if name == "HEAD":
        name = repository.default_branch
    for full in (name, f"refs/heads/{name}", f"refs/{name}", f"refs/tags/{name}"):
        if full in refs:
            return refs[full]
    return name if name in session.world.git.commits else None


@field("Repository.object")
def _object(repository: Repository, session: Session, args: Args) -> Any:
    _readable(session, repository, "contents")
    if args.get("expression") is not None:
        return resolve_expression(session, repository, args["expression"])
    git, oid = session.world.git, args.get("oid")
    for kind, known in (("commit", git.commits), ("blob", git.blobs), ("tree", git.trees)):
        if oid in known:
            return GitObject(repository, kind, oid)
    return None


GIT = "Blob Tree Commit"


@each(GIT, "id")
def _git_id(thing: GitObject, session: Session, args: Args) -> Any:
    packed = base64.urlsafe_b64encode(f"{thing.repository.id}:{thing.oid}".encode()).decode().rstrip("=")
    return f"{thing.kind[0].upper()}_kwDO{packed}"


@each(GIT, "abbreviatedOid")
def _short(thing: GitObject, session: Session, args: Args) -> Any:
    return thing.oid[:7]


@each(GIT, "commitUrl")
def _commit_url(thing: GitObject, session: Session, args: Args) -> Any:
    return f"{session.world.url}/{thing.repository.full_name}/commit/{thing.oid}"


@each(GIT, "commitResourcePath")
def _commit_path(thing: GitObject, session: Session, args: Args) -> Any:
    return f"/{thing.repository.full_name}/commit/{thing.oid}"


FIELDS["Commit.url"] = _commit_url
FIELDS["Commit.resourcePath"] = _commit_path


def _blob(thing: GitObject, session: Session) -> bytes:
    return session.world.git.blobs[thing.oid]


@field("Blob.byteSize")
def _byte_size(thing: GitObject, session: Session, args: Args) -> Any:
    return len(_blob(thing, session))


@field("Blob.isBinary")
def _is_binary(thing: GitObject, session: Session, args: Args) -> Any:
    return b"\0" in _blob(thing, session)[:8000]


TEXT_LIMIT = 512_000  # larger blobs come cut, with isTruncated


@field("Blob.text")
def _blob_text(thing: GitObject, session: Session, args: Args) -> Any:
    content = _blob(thing, session)
    return None if b"\0" in content[:8000] else content[:TEXT_LIMIT].decode(errors="replace")


@field("Blob.isTruncated")
def _is_truncated(thing: GitObject, session: Session, args: Args) -> Any:
    return len(_blob(thing, session)) > TEXT_LIMIT


@field("Tree.entries")
def _entries(thing: GitObject, session: Session, args: Args) -> Any:
    # A tree does not know its own path; GitHub gives paths from the root, which only a walk would tell.
    return [
        TreeEntry(thing.repository, name, name, kind, oid)
        for name, (kind, oid) in session.world.git.trees[thing.oid].items()
    ]


@field("TreeEntry.object")
def _entry_object(entry: TreeEntry, session: Session, args: Args) -> Any:
    return GitObject(entry.repository, entry.kind, entry.oid)


@field("TreeEntry.type")
def _entry_type(entry: TreeEntry, session: Session, args: Args) -> Any:
    return entry.kind


@field("TreeEntry.mode")
def _entry_mode(entry: TreeEntry, session: Session, args: Args) -> Any:
    return 0o040000 if entry.kind == "tree" else 0o100644


@field("TreeEntry.size")
def _entry_size(entry: TreeEntry, session: Session, args: Args) -> Any:
    return len(session.world.git.blobs[entry.oid]) if entry.kind == "blob" else 0


@field("TreeEntry.extension")
def _extension(entry: TreeEntry, session: Session, args: Args) -> Any:
    _, dot, ending = entry.name.rpartition(".")
    return f".{ending}" if dot else ""


@field("TreeEntry.isGenerated")
def _is_generated(entry: TreeEntry, session: Session, args: Args) -> Any:
    return False


@field("TreeEntry.lineCount")
def _line_count(entry: TreeEntry, session: Session, args: Args) -> Any:
    return session.world.git.blobs[entry.oid].count(b"\n") if entry.kind == "blob" else None


@field("TreeEntry.nameRaw")
def _name_raw(entry: TreeEntry, session: Session, args: Args) -> Any:
    return base64.b64encode(entry.name.encode()).decode()


@field("TreeEntry.pathRaw")
def _path_raw(entry: TreeEntry, session: Session, args: Args) -> Any:
    return base64.b64encode(entry.path.encode()).decode()


def _commit(thing: GitObject, session: Session) -> Any:
    return session.world.git.commits[thing.oid]


@field("Commit.message")
def _message(thing: GitObject, session: Session, args: Args) -> Any:
    return _commit(thing, session).message


@field("Commit.messageHeadline")
def _headline(thing: GitObject, session: Session, args: Args) -> Any:
    return _commit(thing, session).message.split("\n", 1)[0]


@field("Commit.messageBody")
def _message_body(thing: GitObject, session: Session, args: Args) -> Any:
    return _commit(thing, session).message.partition("\n")[2].strip("\n")


@field("Commit.authoredDate", "Commit.committedDate")
def _commit_date(thing: GitObject, session: Session, args: Args) -> Any:
    return _commit(thing, session).at


@field("Commit.author", "Commit.committer")
def _commit_author(thing: GitObject, session: Session, args: Args) -> Any:
    made, world = _commit(thing, session), session.world
    user = world.users.get((made.author_login or "").lower())
    return {
        "name": made.author_name, "email": made.author_email, "date": made.at.isoformat(),
        "user": user, "avatarUrl": f"{world.url}/avatars/u/{user.id if user else 0}",
    }  # fmt: skip


@field("Commit.tree")
def _commit_tree(thing: GitObject, session: Session, args: Args) -> Any:
    return GitObject(thing.repository, "tree", _commit(thing, session).tree)


@field("Commit.treeUrl")
def _tree_url(thing: GitObject, session: Session, args: Args) -> Any:
    return f"{session.world.url}/{thing.repository.full_name}/tree/{thing.oid}"


@field("Commit.file")
def _commit_file(thing: GitObject, session: Session, args: Args) -> Any:
    found = session.world.git.find(_commit(thing, session).tree, args["path"])
    return TreeEntry(thing.repository, args["path"].split("/")[-1], args["path"], *found) if found else None


@field("Commit.parents")
def _parents(thing: GitObject, session: Session, args: Args) -> Any:
    return Connection([GitObject(thing.repository, "commit", p) for p in _commit(thing, session).parents], args)


@field("Commit.history")
def _history(thing: GitObject, session: Session, args: Args) -> Any:
    """First parents' line and what was merged; with a path, only the commits that changed it."""
    git, path = session.world.git, args.get("path")
    found = []
    for oid in git.ancestors(thing.oid):
        made = git.commits[oid]
        if path is not None:
            before = git.find(git.commits[made.parents[0]].tree, path) if made.parents else None
            if git.find(made.tree, path) == before:
                continue
        if (since := to_time(args.get("since"))) and made.at < since:
            continue
        if (until := to_time(args.get("until"))) and made.at > until:
            continue
        found.append(GitObject(thing.repository, "commit", oid))
    return Connection(found, args)


@field("Commit.signature")
def _signature(thing: GitObject, session: Session, args: Args) -> Any:
    made = _commit(thing, session)
    if not made.signed:
        return None
    return {
        "isValid": True, "state": "VALID", "wasSignedByGitHub": True, "email": made.author_email, "signer": None,
        "signature": "", "payload": "", "verifiedAt": made.at, "keyId": "B5690EEEBB952194", "__typename": "GpgSignature",
    }  # fmt: skip


def _changes(thing: GitObject, session: Session) -> list[dict[str, Any]]:
    git, made = session.world.git, _commit(thing, session)
    before = git.commits[made.parents[0]].tree if made.parents else git.tree({})
    return pulls.changed_files(session.world, before, made.tree)


@field("Commit.additions")
def _commit_additions(thing: GitObject, session: Session, args: Args) -> Any:
    return sum(f["additions"] for f in _changes(thing, session))


@field("Commit.deletions")
def _commit_deletions(thing: GitObject, session: Session, args: Args) -> Any:
    return sum(f["deletions"] for f in _changes(thing, session))


@field("Commit.changedFilesIfAvailable")
def _commit_changed(thing: GitObject, session: Session, args: Args) -> Any:
    return len(_changes(thing, session))


@field("Commit.associatedPullRequests")
def _associated(thing: GitObject, session: Session, args: Args) -> Any:
    git = session.world.git
    found = [
        p for p in thing.repository.issues.values()
        if isinstance(p, PullRequest) and (thing.oid == p.merge_commit or thing.oid in pulls.commits_of(session.world, p))
    ]  # fmt: skip
    return Connection(found if thing.oid in git.commits else [], args)


# ── what people and bots wrote ──


@each(TEXTS, "author")
def _author(written: Written, session: Session, args: Args) -> Any:
    return actor(written.author)


@each(TEXTS, "editor")
def _editor(written: Written, session: Session, args: Args) -> Any:
    return actor(written.editor)


@each(TEXTS, "authorAssociation")
def _association(written: Any, session: Session, args: Args) -> Any:
    return association(written.repository, written.author)


@each(TEXTS, "bodyText")
def _body_text(written: Written, session: Session, args: Args) -> Any:
    return "\n".join(references.plain_texts(written.body)).strip()


@each(TEXTS, "bodyHTML")
def _body_html(written: Written, session: Session, args: Args) -> Any:
    from postmortem_gh.local_github.web import render

    return render(written.body)


@each(TEXTS, "viewerDidAuthor")
def _did_author(written: Written, session: Session, args: Args) -> Any:
    return written.author is session.user


@each(TEXTS, "includesCreatedEdit")
def _created_edit(written: Written, session: Session, args: Args) -> Any:
    return bool(written.edits)


@each(TEXTS, "publishedAt")
def _published(written: Written, session: Session, args: Args) -> Any:
    return written.created_at


@each(TEXTS, "createdViaEmail")
def _via_mail(written: Written, session: Session, args: Args) -> Any:
    return False


@each(TEXTS, "userContentEdits")
def _edits(written: Written, session: Session, args: Args) -> Any:
    return Connection(list(reversed(written.edits)), args)  # newest first


@each("UserContentEdit", "editor")
def _edit_editor(edit: Edit, session: Session, args: Args) -> Any:
    return actor(edit.editor)


@field("UserContentEdit.createdAt", "UserContentEdit.updatedAt")
def _edit_created(edit: Edit, session: Session, args: Args) -> Any:
    return edit.edited_at


@each(TEXTS, "reactions")
def _reactions(written: Written, session: Session, args: Args) -> Any:
    found = [r for r in written.reactions if args.get("content") in (None, r.content)]
    return Connection(found, args)


def groups_of(written: Written) -> list[ReactionGroup]:
    return [ReactionGroup(written, content) for content in REACTIONS]


@each(TEXTS, "reactionGroups")
def _groups(written: Written, session: Session, args: Args) -> Any:
    return groups_of(written)


@field("ReactionGroup.users", "ReactionGroup.reactors")
def _reactors(group: ReactionGroup, session: Session, args: Args) -> Any:
    return Connection([u for r in group.members if (u := actor(r.user))], args)


@field("ReactionGroup.viewerHasReacted")
def _has_reacted(group: ReactionGroup, session: Session, args: Args) -> Any:
    return any(r.user is session.user for r in group.members)


@field("ReactionGroup.createdAt")
def _group_created(group: ReactionGroup, session: Session, args: Args) -> Any:
    return min((r.created_at for r in group.members), default=None)


@field("Reaction.user")
def _reaction_user(reaction: Reaction, session: Session, args: Args) -> Any:
    return actor(reaction.user)


@each(TEXTS, "viewerCanReact")
def _can_react(written: Any, session: Session, args: Args) -> Any:
    return session.sees(written.repository)


@each(TEXTS, "viewerCanUpdate")
def _can_update(written: Any, session: Session, args: Args) -> Any:
    return written.author is session.user or session.may_write(written.repository, "issues", "write")


@each(TEXTS, "viewerCannotUpdateReasons")
def _cannot_update(written: Any, session: Session, args: Args) -> Any:
    return [] if _can_update(written, session, args) else ["INSUFFICIENT_ACCESS"]


@each(REPLIES, "viewerCanDelete")
def _can_delete(written: Any, session: Session, args: Args) -> Any:
    return _can_update(written, session, args)


@each(REPLIES, "viewerCanMinimize")
def _can_minimize(written: Any, session: Session, args: Args) -> Any:
    return session.may_write(written.repository, "issues", "triage")


@each(REPLIES, "isMinimized")
def _is_minimized(written: Any, session: Session, args: Args) -> Any:
    return written.minimized_reason is not None


@field("Issue.viewerCanDelete")
def _can_delete_issue(issue: Issue, session: Session, args: Args) -> Any:
    return session.role(issue.repository) == "admin"


@each(POSTS, "viewerCanClose")
def _can_close(issue: Issue, session: Session, args: Args) -> Any:
    return issue.is_open and _can_change(issue, session)


@each(POSTS, "viewerCanReopen")
def _can_reopen(issue: Issue, session: Session, args: Args) -> Any:
    return issue.state == "CLOSED" and _can_change(issue, session)


def _can_change(issue: Issue, session: Session) -> bool:
    return issue.author is session.user or session.may_write(issue.repository, issues.area_of(issue), "triage")


@each(POSTS, "viewerCanLabel")
def _can_label(issue: Issue, session: Session, args: Args) -> Any:
    return session.may_write(issue.repository, issues.area_of(issue), "triage")


# ── issues and pull requests ──


def path_of(issue: Issue) -> str:
    return f"/{issue.repository.full_name}/{'pull' if issue.is_pull else 'issues'}/{issue.number}"


@each(POSTS, "resourcePath")
def _issue_path(issue: Issue, session: Session, args: Args) -> Any:
    return path_of(issue)


@field("Issue.url", "PullRequest.url", "PullRequest.permalink")
def _issue_url(issue: Issue, session: Session, args: Args) -> Any:
    return session.world.url + path_of(issue)


@each(POSTS, "titleHTML")
def _title_html(issue: Issue, session: Session, args: Args) -> Any:
    import html

    return html.escape(issue.title)


@each(POSTS, "closed")
def _closed(issue: Issue, session: Session, args: Args) -> Any:
    return not issue.is_open


@field("Issue.stateReason")
def _state_reason(issue: Issue, session: Session, args: Args) -> Any:
    # A duplicate shows as not planned to those who don't ask for it.
    if issue.state_reason == "DUPLICATE" and not args.get("enableDuplicate"):
        return "NOT_PLANNED"
    return issue.state_reason


@each(POSTS, "activeLockReason")
def _lock_reason(issue: Issue, session: Session, args: Args) -> Any:
    return issue.lock_reason


@each(POSTS, "assignees")
def _assignees(issue: Issue, session: Session, args: Args) -> Any:
    return Connection([a for a in issue.assignees if not a.deleted], args)


@each(POSTS, "labels")
def _issue_labels(issue: Issue, session: Session, args: Args) -> Any:
    found = list(issue.labels)
    if (args.get("orderBy") or {}).get("field") == "NAME":
        found.sort(key=lambda x: x.name.lower())
    return Connection(found, args)


@each(POSTS, "comments")
def _comments(issue: Issue, session: Session, args: Args) -> Any:
    found = list(issue.comments)
    if (args.get("orderBy") or {}).get("direction") == "DESC":
        found.sort(key=lambda c: c.updated_at, reverse=True)
    return Connection(found, args)


@each(POSTS, "participants")
def _participants(issue: Issue, session: Session, args: Args) -> Any:
    people = [issue.author, *(c.author for c in issue.comments), *issue.assignees]
    return Connection(list(dict.fromkeys(u for u in people if u is not None and u.kind == "User" and not u.deleted)), args)


@field("Issue.isPinned")
def _is_pinned(issue: Issue, session: Session, args: Args) -> Any:
    return issue in issue.repository.pinned


@field("Issue.isReadByViewer")
def _is_read(issue: Issue, session: Session, args: Args) -> Any:
    return True


@field("Issue.subIssues")
def _sub_issues(issue: Issue, session: Session, args: Args) -> Any:
    return Connection(issue.sub_issues, args)


@field("Issue.subIssuesSummary")
def _summary(issue: Issue, session: Session, args: Args) -> Any:
    done, total = sum(not s.is_open for s in issue.sub_issues), len(issue.sub_issues)
    return {"total": total, "completed": done, "percentCompleted": done * 100 // total if total else 0}


@field("Issue.trackedInIssues", "Issue.trackedIssues")
def _tracked(issue: Issue, session: Session, args: Args) -> Any:
    return Connection([], args)


@field("Issue.trackedIssuesCount")
def _tracked_count(issue: Issue, session: Session, args: Args) -> Any:
    return 0


@field("Issue.blockedBy")
def _blocked_by(issue: Issue, session: Session, args: Args) -> Any:
    return Connection(issue.blocked_by, args)


@field("Issue.blocking")
def _blocking(issue: Issue, session: Session, args: Args) -> Any:
    return Connection(issue.blocking, args)


@field("Issue.issueDependenciesSummary")
def _dependencies(issue: Issue, session: Session, args: Args) -> Any:
    return {
        "blockedBy": sum(i.is_open for i in issue.blocked_by), "totalBlockedBy": len(issue.blocked_by),
        "blocking": sum(i.is_open for i in issue.blocking), "totalBlocking": len(issue.blocking),
    }  # fmt: skip


@field("Issue.closedByPullRequestsReferences")
def _closed_by_pulls(issue: Issue, session: Session, args: Args) -> Any:
    """Pull requests that would close it (open ones), or did; closed unmerged ones only when asked for."""
    session.world.read_texts()
    found: dict[int, PullRequest] = {}
    for event in issue.timeline:
        source = event.facts.get("source") if event.kind == "cross-referenced" else event.facts.get("closer")
        if isinstance(source, PullRequest) and (event.kind == "closed" or event.facts.get("closes")):
            if source.state != "CLOSED" or args.get("includeClosedPrs"):
                found[source.number] = source
    return Connection(list(found.values()), args)


# ── timelines ──


@each(POSTS, "timelineItems")
def _timeline(issue: Issue, session: Session, args: Args) -> Any:
    session.world.read_texts()
    everything: list[Any] = [*issue.comments]
    for event in issue.timeline:
        if event.kind == "reviewed":
            everything.append(event.facts["review"])
        elif event.kind in EVENT_TYPES and not (event.kind == "merged" and not issue.is_pull):
            everything.append(event)
    everything.sort(key=lambda item: item.created_at)
    since, kinds = to_time(args.get("since")), args.get("itemTypes")
    found = [i for i in everything if since is None or i.created_at >= since]
    if kinds is not None:
        found = [i for i in found if item_type(i) in kinds]
    found = found[args.get("skip") or 0 :]
    page = Connection(found, args)
    page.extra = {"filtered_count": len(found), "page_count": len(page.items), "updated_at": issue.updated_at}
    return page


def item_type(item: Any) -> str:
    name = type_name(item)
    if name in ITEM_TYPES:
        return ITEM_TYPES[name]
    return "".join("_" + c if c.isupper() else c for c in name).strip("_").upper()


EVENTS = " ".join(EVENT_TYPES.values())


@each(EVENTS, "actor")
def _event_actor(event: Event, session: Session, args: Args) -> Any:
    return actor(event.actor)


@each(EVENTS, "url")
def _event_url(event: Event, session: Session, args: Args) -> Any:
    return f"{session.world.url}{path_of(event.subject)}#event-{event.id}"


@each(EVENTS, "resourcePath")
def _event_path(event: Event, session: Session, args: Args) -> Any:
    return f"{path_of(event.subject)}#event-{event.id}"


for _name in "assignable labelable closable subject lockable issue pullRequest target".split():
    for _type in EVENT_TYPES.values():
        FIELDS[f"{_type}.{_name}"] = lambda event, session, args: event.subject


def _fact(key: str) -> Resolver:
    return lambda event, session, args: event.facts.get(key)


for _type in ("LabeledEvent", "UnlabeledEvent"):
    FIELDS[f"{_type}.label"] = _fact("label")
for _type in ("AssignedEvent", "UnassignedEvent"):
    FIELDS[f"{_type}.assignee"] = lambda event, session, args: actor(event.facts["assignee"])
    FIELDS[f"{_type}.user"] = lambda event, session, args: actor(event.facts["assignee"])
FIELDS["RenamedTitleEvent.previousTitle"] = _fact("previous")
FIELDS["RenamedTitleEvent.currentTitle"] = _fact("current")
FIELDS["LockedEvent.lockReason"] = _fact("reason")
FIELDS["TransferredEvent.fromRepository"] = _fact("from_repository")
FIELDS["CommentDeletedEvent.deletedCommentAuthor"] = lambda event, session, args: actor(event.facts["author"])
FIELDS["MilestonedEvent.milestoneTitle"] = FIELDS["DemilestonedEvent.milestoneTitle"] = _fact("title")
for _type in ("SubIssueAddedEvent", "SubIssueRemovedEvent"):
    FIELDS[f"{_type}.subIssue"] = _fact("sub_issue")
for _type in ("ParentIssueAddedEvent", "ParentIssueRemovedEvent"):
    FIELDS[f"{_type}.parent"] = _fact("parent")
for _type in ("ConnectedEvent", "DisconnectedEvent"):
    FIELDS[f"{_type}.source"] = lambda event, session, args: event.subject
    FIELDS[f"{_type}.subject"] = _fact("source")
FIELDS["CrossReferencedEvent.source"] = _fact("source")
FIELDS["CrossReferencedEvent.willCloseTarget"] = lambda event, session, args: bool(event.facts.get("closes"))
FIELDS["CrossReferencedEvent.referencedAt"] = lambda event, session, args: event.created_at
for _type in ("CrossReferencedEvent", "ConnectedEvent", "DisconnectedEvent"):
    FIELDS[f"{_type}.isCrossRepository"] = lambda event, session, args: (
        event.facts["source"].repository is not event.subject.repository
    )
FIELDS["MergedEvent.mergeRefName"] = lambda event, session, args: event.subject.base_name
FIELDS["HeadRefDeletedEvent.headRefName"] = lambda event, session, args: event.subject.head_name


@field("ReopenedEvent.stateReason")
def _reopened_reason(event: Event, session: Session, args: Args) -> Any:
    return None if event.subject.is_pull else "REOPENED"


@field("ClosedEvent.stateReason")
def _closed_reason(event: Event, session: Session, args: Args) -> Any:
    reason = event.facts.get("reason")
    return "NOT_PLANNED" if reason == "DUPLICATE" and not args.get("enableDuplicate") else reason


@field("ClosedEvent.closer")
def _closer(event: Event, session: Session, args: Args) -> Any:
    closer = event.facts.get("closer")
    return GitObject(event.subject.repository, "commit", closer) if isinstance(closer, str) else closer


@field("MergedEvent.commit")
def _merged_commit(event: Event, session: Session, args: Args) -> Any:
    return GitObject(event.subject.repository, "commit", event.facts["commit"])


# ── comments ──


def comment_path(comment: Comment) -> str:
    return f"{path_of(comment.issue)}#issuecomment-{comment.id}"


@field("IssueComment.url")
def _comment_url(comment: Comment, session: Session, args: Args) -> Any:
    return session.world.url + comment_path(comment)


@field("IssueComment.resourcePath")
def _comment_path(comment: Comment, session: Session, args: Args) -> Any:
    return comment_path(comment)


@field("IssueComment.pullRequest")
def _comment_pull(comment: Comment, session: Session, args: Args) -> Any:
    return issues.find_pull(comment.issue)


# ── labels, milestones ──


@field("Label.url")
def _label_url(label: Label, session: Session, args: Args) -> Any:
    return session.world.url + _label_path(label, session, args)


@field("Label.resourcePath")
def _label_path(label: Label, session: Session, args: Args) -> Any:
    from urllib.parse import quote

    return f"/{label.repository.full_name}/labels/{quote(label.name, safe='')}"


@field("Milestone.url")
def _milestone_url(milestone: Milestone, session: Session, args: Args) -> Any:
    return f"{session.world.url}/{milestone.repository.full_name}/milestone/{milestone.number}"


@field("Milestone.closed")
def _milestone_closed(milestone: Milestone, session: Session, args: Args) -> Any:
    return milestone.state == "CLOSED"


@field("Milestone.description", "Milestone.closedAt")
def _milestone_nothing(milestone: Milestone, session: Session, args: Args) -> Any:
    return None


# ── pull requests ──


PR = "PullRequest."
FIELDS[PR + "headRefName"] = lambda pull, session, args: pull.head_name
FIELDS[PR + "baseRefName"] = lambda pull, session, args: pull.base_name
FIELDS[PR + "headRefOid"] = lambda pull, session, args: pull.head_oid
FIELDS[PR + "baseRefOid"] = lambda pull, session, args: pull.base_oid
FIELDS[PR + "baseRepository"] = lambda pull, session, args: pull.repository
FIELDS[PR + "headRepositoryOwner"] = lambda pull, session, args: pull.head_repository and pull.head_repository.owner
FIELDS[PR + "isCrossRepository"] = lambda pull, session, args: pull.head_repository is not pull.repository
FIELDS[PR + "merged"] = lambda pull, session, args: pull.state == "MERGED"
FIELDS[PR + "mergedBy"] = lambda pull, session, args: actor(pull.merged_by)
FIELDS[PR + "canBeRebased"] = lambda pull, session, args: pull.is_open
FIELDS[PR + "viewerCanDeleteHeadRef"] = lambda pull, session, args: session.may_write(
    pull.repository, "contents", "write"
)


@field(PR + "headRef")
def _head_ref(pull: PullRequest, session: Session, args: Args) -> Any:
    full = commits.HEADS + pull.head_name
    exists = pull.head_repository is not None and full in pull.head_repository.refs
    return GitRef(pull.head_repository, full) if exists and pull.head_repository else None


@field(PR + "baseRef")
def _base_ref(pull: PullRequest, session: Session, args: Args) -> Any:
    full = commits.HEADS + pull.base_name
    return GitRef(pull.repository, full) if full in pull.repository.refs else None


@field(PR + "mergeCommit")
def _merge_commit(pull: PullRequest, session: Session, args: Args) -> Any:
    return GitObject(pull.repository, "commit", pull.merge_commit) if pull.merge_commit else None


@field(PR + "mergeable")
def _mergeable(pull: PullRequest, session: Session, args: Args) -> Any:
    from postmortem_gh.local_github.refusals import Refused

    base = commits.head_of(pull.repository, pull.base_name)
    if not pull.is_open or base is None:
        return "UNKNOWN"
    try:
        pulls.merged_tree(session.world, base, pull.head_oid)
    except Refused:
        return "CONFLICTING"
    return "MERGEABLE"


@field(PR + "files")
def _files(pull: PullRequest, session: Session, args: Args) -> Any:
    kinds = {"added": "ADDED", "removed": "DELETED", "modified": "MODIFIED"}
    found = [{**f, "changeType": kinds[f["status"]], "viewerViewedState": "UNVIEWED"} for f in pulls.files_of(session.world, pull)]
    return Connection(found, args)


FIELDS[PR + "changedFiles"] = lambda pull, session, args: len(pulls.files_of(session.world, pull))
FIELDS[PR + "additions"] = lambda pull, session, args: sum(f["additions"] for f in pulls.files_of(session.world, pull))
FIELDS[PR + "deletions"] = lambda pull, session, args: sum(f["deletions"] for f in pulls.files_of(session.world, pull))


@field(PR + "commits")
def _pull_commits(pull: PullRequest, session: Session, args: Args) -> Any:
    found = [
        {"commit": GitObject(pull.repository, "commit", oid), "pullRequest": pull, "id": f"PURC_{oid[:16]}",
         "url": f"{session.world.url}{path_of(pull)}/commits/{oid}", "resourcePath": f"{path_of(pull)}/commits/{oid}"}
        for oid in pulls.commits_of(session.world, pull)
    ]  # fmt: skip
    return Connection(found, args)


@field(PR + "closingIssuesReferences")
def _closing(pull: PullRequest, session: Session, args: Args) -> Any:
    return Connection(references.closing(session.world, pull.repository, pull.body), args)


@field(PR + "reviews")
def _reviews(pull: PullRequest, session: Session, args: Args) -> Any:
    states, author = args.get("states"), args.get("author")
    found = [r for r in pull.reviews if states is None or r.state in states]
    found = [r for r in found if r.state != "PENDING" or r.author is session.user]
    return Connection([r for r in found if author is None or (r.author and r.author.login == author)], args)


@field(PR + "latestReviews")
def _latest_reviews(pull: PullRequest, session: Session, args: Args) -> Any:
    newest = {id(r.author): r for r in pull.reviews if r.state != "PENDING"}
    return Connection(list(newest.values()), args)


@field(PR + "reviewThreads")
def _threads(pull: PullRequest, session: Session, args: Args) -> Any:
    return Connection(pull.threads, args)


@field(PR + "reviewDecision")
def _decision(pull: PullRequest, session: Session, args: Args) -> Any:
    states = [r.state for r in pull.reviews]
    if "CHANGES_REQUESTED" in states:
        return "CHANGES_REQUESTED"
    return "APPROVED" if "APPROVED" in states else None


RV, TH, RC = "PullRequestReview.", "PullRequestReviewThread.", "PullRequestReviewComment."
FIELDS[RV + "pullRequest"] = FIELDS[TH + "pullRequest"] = lambda thing, session, args: thing.pull
FIELDS[RV + "commit"] = lambda made, session, args: (
    GitObject(made.repository, "commit", made.commit) if made.commit else None
)
FIELDS[RV + "comments"] = FIELDS[TH + "comments"] = lambda thing, session, args: Connection(thing.comments, args)
FIELDS[RV + "authorCanPushToRepository"] = lambda made, session, args: (
    made.author is not None and at_least(role_of(made.repository, made.author), "write")
)
FIELDS[RV + "resourcePath"] = lambda made, session, args: f"{path_of(made.pull)}#pullrequestreview-{made.id}"
FIELDS[RV + "url"] = lambda made, session, args: (
    f"{session.world.url}{path_of(made.pull)}#pullrequestreview-{made.id}"
)
FIELDS[TH + "repository"] = lambda thread, session, args: thread.pull.repository
FIELDS[TH + "diffSide"] = lambda thread, session, args: thread.side
FIELDS[TH + "startDiffSide"] = lambda thread, session, args: thread.side if thread.start_line else None
FIELDS[TH + "originalLine"] = lambda thread, session, args: thread.line
FIELDS[TH + "originalStartLine"] = lambda thread, session, args: thread.start_line
FIELDS[TH + "isCollapsed"] = lambda thread, session, args: thread.is_resolved
FIELDS[TH + "viewerCanReply"] = lambda thread, session, args: session.sees(thread.pull.repository)
FIELDS[TH + "viewerCanResolve"] = lambda thread, session, args: not thread.is_resolved
FIELDS[TH + "viewerCanUnresolve"] = lambda thread, session, args: thread.is_resolved
FIELDS[RC + "pullRequest"] = lambda said, session, args: said.review.pull
FIELDS[RC + "pullRequestReview"] = lambda said, session, args: said.review
FIELDS[RC + "path"] = lambda said, session, args: said.thread.path
FIELDS[RC + "line"] = FIELDS[RC + "originalLine"] = lambda said, session, args: said.thread.line
FIELDS[RC + "startLine"] = FIELDS[RC + "originalStartLine"] = lambda said, session, args: said.thread.start_line
FIELDS[RC + "position"] = FIELDS[RC + "originalPosition"] = lambda said, session, args: said.thread.line or 1
FIELDS[RC + "outdated"] = lambda said, session, args: said.thread.is_outdated
FIELDS[RC + "draftedAt"] = lambda said, session, args: said.created_at
FIELDS[RC + "subjectType"] = lambda said, session, args: said.thread.subject_type
FIELDS[RC + "state"] = lambda said, session, args: "PENDING" if said.review.state == "PENDING" else "SUBMITTED"
FIELDS[RC + "commit"] = FIELDS[RC + "originalCommit"] = lambda said, session, args: (
    GitObject(said.repository, "commit", said.commit) if said.commit else None
)
FIELDS[RC + "resourcePath"] = lambda said, session, args: f"{path_of(said.review.pull)}#discussion_r{said.id}"
FIELDS[RC + "url"] = lambda said, session, args: (
    f"{session.world.url}{path_of(said.review.pull)}#discussion_r{said.id}"
)
