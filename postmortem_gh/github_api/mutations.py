"""Each kind of change as one aliased mutation: its input, and what of the answer is kept.

Used by apply. All texts travel as variables, none inside the document. What
the answers give (numbers, addresses, node ids) is what later changes refer to.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.reading import Json
from postmortem_gh.plan import changes as do
from postmortem_gh.plan.rounds import label_name
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.refs import fill

Known = Mapping[str, Mapping[str, str]]
Input = dict[str, Any]


class Unknown(Exception):
    """A change refers to what does not exist (any more): it cannot be sent."""


def _nothing(_: Json) -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Mutation:
    """A field of GraphQL's mutation type."""

    field: str
    asks: str  # the selection of its payload
    build: Callable[[Any, Known], Input]
    gives: Callable[[Json], dict[str, str]] = _nothing

    @property
    def input_type(self) -> str:
        return f"{self.field[0].upper()}{self.field[1:]}Input"


def user_name(login: str) -> str:
    """The reference to a person."""
    return f"user {login.lower()}"


def _id(known: Known, name: str) -> str:
    try:
        return known[name]["id"]
    except KeyError:
        raise Unknown(name) from None


def _ids(known: Known, names: Iterable[str]) -> list[str]:
    return [_id(known, name) for name in names]


def _filled(text: str, known: Known) -> str:
    return fill(text, known)


def _make_label(change: do.MakeLabel, known: Known) -> Input:
    return {
        "repositoryId": _id(known, "repository"),
        "name": change.name,
        "color": change.color,
        "description": change.description,
    }


def _open_issue(change: do.OpenIssue, known: Known) -> Input:
    made: Input = {
        "repositoryId": _id(known, "repository"),
        "title": _filled(change.title, known),
        "body": _filled(change.body, known),
        "labelIds": _ids(known, map(label_name, change.labels)),
    }
    # GitHub drops whom it cannot assign, or fails the whole: only those that it said can be.
    # https://docs.github.com/rest/issues/assignees
    people = [known[user_name(each)]["id"] for each in change.assignees if user_name(each) in known]
    if people:
        made["assigneeIds"] = people
    if change.parent:
        made["parentIssueId"] = _filled(change.parent, known)
    return made


def _edit_issue(change: do.EditIssue, known: Known) -> Input:
    edit: Input = {"id": change.id}
    if change.title is not None:
        edit["title"] = _filled(change.title, known)
    if change.body is not None:
        edit["body"] = _filled(change.body, known)
    return edit


def _labels(change: do.AddLabels | do.RemoveLabels, known: Known) -> Input:
    return {"labelableId": change.id, "labelIds": _ids(known, map(label_name, change.labels))}


def _people(change: do.Assign | do.Unassign, known: Known) -> Input:
    return {"assignableId": change.id, "assigneeIds": _ids(known, map(user_name, change.logins))}


def _commit(change: do.WriteFiles, known: Known) -> Input:
    pairs = zip(change.additions[::2], change.additions[1::2], strict=True)
    additions = [
        {"path": path, "contents": b64encode(_filled(text, known).encode("utf-8", "replace")).decode("ascii")}
        for path, text in pairs
    ]
    return {
        "branch": {"repositoryNameWithOwner": known["repository"]["full_name"], "branchName": change.branch},
        "expectedHeadOid": _filled(change.expected, known),
        "message": {"headline": _filled(change.headline, known)},
        "fileChanges": {"additions": additions},
    }


def _open_pull_request(change: do.OpenPullRequest, known: Known) -> Input:
    return {
        "repositoryId": _id(known, "repository"),
        "baseRefName": change.base,
        "headRefName": change.branch,
        "title": _filled(change.title, known),
        "body": _filled(change.body, known),
    }


def _review(change: do.WriteReview, known: Known) -> Input:
    subject = change.pull_request
    return {
        "pullRequestId": _id(known, subject) if subject == "pull request" else _filled(subject, known),
        "body": _filled(change.body, known),
        "event": change.event,
        "threads": [
            _thread(change.path, each.start_line, each.line, _filled(each.body, known))
            for each in change.comments
        ],
    }


def _thread(path: str, start: int, line: int, body: str) -> Input:
    thread: Input = {"path": path, "line": line, "side": "RIGHT", "body": body}
    if start < line:
        thread |= {"startLine": start, "startSide": "RIGHT"}
    return thread


def _object(name: str) -> Callable[[Json], dict[str, str]]:
    """Number, address and id of the object ``name`` in the payload."""

    def gives(payload: Json) -> dict[str, str]:
        made = read.part(payload, name)
        number = str(read.number(made, "number") or "")
        found = {"id": read.text(made, "id"), "url": read.text(made, "url"), "number": number}
        return {key: value for key, value in found.items() if value}

    return gives


def _comment_made(payload: Json) -> dict[str, str]:
    return _object("node")(read.part(payload, "commentEdge"))


def _commit_made(payload: Json) -> dict[str, str]:
    commit = read.part(payload, "commit")
    return {"id": read.text(commit, "oid"), "url": read.text(commit, "url")}


_EDITS = "userContentEdits(first: 10) { nodes { editedAt diff editor { login } } }"

MUTATIONS: dict[type[do.Change], Mutation] = {
    do.MakeLabel: Mutation("createLabel", "label { id name }", _make_label, _object("label")),
    do.OpenIssue: Mutation(
        "createIssue",
        "issue { id number url assignees(first: 20) { nodes { login } } }",
        _open_issue,
        _object("issue"),
    ),
    do.LinkSubIssue: Mutation(
        "addSubIssue",
        "subIssue { id }",
        lambda change, known: {
            "issueId": fill(change.parent, known),
            "subIssueId": fill(change.child, known),
        },
    ),
    do.UnlinkSubIssue: Mutation(
        "removeSubIssue",
        "subIssue { id }",
        lambda change, known: {
            "issueId": fill(change.parent, known),
            "subIssueId": fill(change.child, known),
        },
    ),
    do.EditIssue: Mutation(
        "updateIssue", f"issue {{ id number url body {_EDITS} }}", _edit_issue, _object("issue")
    ),
    do.AddLabels: Mutation(
        "addLabelsToLabelable",
        "clientMutationId",
        _labels,
    ),
    do.RemoveLabels: Mutation(
        "removeLabelsFromLabelable",
        "clientMutationId",
        _labels,
    ),
    do.Assign: Mutation(
        "addAssigneesToAssignable",
        "assignable { assignees(first: 20) { nodes { login } } }",
        _people,
    ),
    do.Unassign: Mutation(
        "removeAssigneesFromAssignable",
        "clientMutationId",
        _people,
    ),
    do.CloseIssue: Mutation(
        "closeIssue",
        "issue { id }",
        lambda change, _: {
            "issueId": change.id,
            "stateReason": change.reason,
            **({"duplicateIssueId": change.of} if change.of else {}),
        },
    ),
    do.AddComment: Mutation(
        "addComment",
        "commentEdge { node { id url } }",
        lambda change, known: {"subjectId": fill(change.subject, known), "body": fill(change.body, known)},
        _comment_made,
    ),
    do.EditComment: Mutation(
        "updateIssueComment",
        "issueComment { id url }",
        lambda change, known: {"id": change.id, "body": fill(change.body, known)},
        _object("issueComment"),
    ),
    do.DeleteComment: Mutation("deleteIssueComment", "clientMutationId", lambda change, _: {"id": change.id}),
    do.React: Mutation(
        "addReaction",
        "reaction { content }",
        lambda change, _: {"subjectId": change.subject, "content": change.content},
    ),
    do.MakeBranch: Mutation(
        "createRef",
        "ref { id name }",
        lambda change, known: {
            "repositoryId": _id(known, "repository"),
            "name": f"refs/heads/{change.branch}",
            "oid": change.oid,
        },
        _object("ref"),
    ),
    do.MoveBranch: Mutation(
        "updateRef",
        "ref { id name }",
        lambda change, _: {"refId": change.id, "oid": change.oid, "force": True},
        _object("ref"),
    ),
    do.WriteFiles: Mutation("createCommitOnBranch", "commit { oid url }", _commit, _commit_made),
    do.OpenPullRequest: Mutation(
        "createPullRequest", "pullRequest { id number url }", _open_pull_request, _object("pullRequest")
    ),
    do.WriteReview: Mutation(
        "addPullRequestReview", "pullRequestReview { id url }", _review, _object("pullRequestReview")
    ),
    do.PinIssue: Mutation(
        "pinIssue",
        "issue { id }",
        lambda change, known: {"issueId": _id(known, change.id) if change.id == "report" else change.id},
    ),
}


def batch(changes: Iterable[do.Change], known: Known) -> tuple[str, dict[str, Any]]:
    """The document and its variables; the alias of the i-th change is ``c<i>``."""
    head, lines, variables = [], [], {}
    for i, change in enumerate(changes):
        mutation = MUTATIONS[type(change)]
        head.append(f"$c{i}: {mutation.input_type}!")
        lines.append(f"  c{i}: {mutation.field}(input: $c{i}) {{ {mutation.asks} }}\n")
        variables[f"c{i}"] = mutation.build(change, known)
    return f"mutation({', '.join(head)}) {{\n{''.join(lines)}}}\n", variables
