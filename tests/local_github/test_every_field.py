"""Every field of our cut of the schema answers, on a world where everything has happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from postmortem_gh.local_github import model
from postmortem_gh.local_github.fields import FIELDS, registry
from postmortem_gh.local_github.graphql import schema
from tests.local_github.busy import Hub, busy

ARGUMENTS = {
    "Repository.label": '(name: "bug")',
    "Repository.ref": '(qualifiedName: "refs/heads/main")',
    "Repository.refs": '(refPrefix: "refs/heads/", first: 2)',
    "Repository.object": '(expression: "HEAD:README.md")',
    "Commit.file": '(path: "README.md")',
}


@pytest.fixture(scope="module")
def hub() -> Hub:
    hub = busy()
    hub.world.limits.enforced = False  # such questions cost hundreds of points
    return hub


def selection(kind: Any, depth: int = 2) -> str:
    """All fields that need no argument of ours, some levels deep, every member of a union."""
    if isinstance(kind, GraphQLUnionType | GraphQLInterfaceType):
        members = schema().get_possible_types(kind)
        return "{ __typename " + " ".join(f"... on {m.name} {selection(m, depth)}" for m in members) + " }"
    return "{ __typename " + " ".join(fields(kind, depth)) + " }"


def fields(kind: GraphQLObjectType, depth: int) -> Iterator[str]:
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        given = ARGUMENTS.get(f"{kind.name}.{name}", "")
        if not given and any(a.type.__class__.__name__ == "GraphQLNonNull" for a in field.args.values()):
            continue
        if not given and "first" in field.args:
            given = "(first: 5)"
        alias = f"{kind.name}_{name}: {name}{given}"
        if is_leaf_type(inner):
            yield alias
        elif depth > 0:
            yield f"{alias} {selection(inner, depth - 1)}"
        elif inner.name.endswith("Connection"):
            yield f"{alias} {{ totalCount }}"
        else:
            yield f"{alias} {{ __typename }}"


REPOSITORY = ('repository(owner: "acme", name: "shop")', "Repository")
ROOTS = [
    ("", *REPOSITORY, 1),
    ("issue", "issue(number: 1)", "Issue", 2),
    ("child", "issue(number: 2)", "Issue", 1),
    ("blocker", "issue(number: 3)", "Issue", 1),
    ("pull", "pullRequest(number: 4)", "PullRequest", 2),
    ("merged", "pullRequest(number: 5)", "PullRequest", 1),
    ("commit", 'object(expression: "main")', "GitObject", 1),
    ("tree", 'object(expression: "HEAD:")', "GitObject", 2),
    ("blob", 'object(expression: "HEAD:README.md")', "GitObject", 1),
    ("ref", "defaultBranchRef", "Ref", 2),
    ("collaborators", "collaborators(first: 9)", "RepositoryCollaboratorConnection", 2),
]


@pytest.mark.parametrize(("name", "field", "kind", "depth"), ROOTS, ids=[r[0] or "repository" for r in ROOTS])
def test_every_field_of_a_busy_repository_answers(hub, name, field, kind, depth):
    inner = f"{field} {selection(schema().get_type(kind), depth)}"

    answer = hub.graphql("{" + (f"{REPOSITORY[0]} {{ {inner} }}" if name else inner) + "}")

    assert "errors" not in answer, answer["errors"][:3]
    assert answer["data"]["repository"]


def test_people_organisations_and_search_answer_every_field(hub):
    parts = {
        'user(login: "alice")': "User",
        'organization(login: "acme")': "Organization",
        "viewer": "User",
        'repositoryOwner(login: "acme")': "RepositoryOwner",
        "rateLimit": "RateLimit",
        'search(type: ISSUE, query: "repo:acme/shop", first: 3)': "SearchResultItemConnection",
    }
    hub.world.faults.search_lag *= 0

    for field, kind in parts.items():
        answer = hub.graphql("{" + f"{field} {selection(schema().get_type(kind), 1)}" + "}")

        assert "errors" not in answer, answer["errors"][:3]


def test_every_mutation_has_its_act():
    from postmortem_gh.local_github.mutations import MUTATIONS

    assert set(schema().mutation_type.fields) == set(MUTATIONS)


def test_every_kind_of_timeline_entry_answers(hub):
    seen = set()

    for number, issue in sorted(hub.shop.issues.items()):
        field, kind = ("pullRequest", "PullRequest") if issue.is_pull else ("issue", "Issue")
        inner = selection(schema().get_type(f"{kind}TimelineItems"), 0)
        entries = f"{field}(number: {number}) {{ timelineItems(first: 100) {{ nodes {inner} }} }}"
        answer = hub.graphql(f"{{ {REPOSITORY[0]} {{ {entries} }} }}")
        assert "errors" not in answer, answer["errors"][:3]
        seen |= {n["__typename"] for n in answer["data"]["repository"][field]["timelineItems"]["nodes"]}

    assert {
        "LabeledEvent",
        "UnlabeledEvent",
        "AssignedEvent",
        "UnassignedEvent",
        "ClosedEvent",
        "ReopenedEvent",
        "RenamedTitleEvent",
        "CrossReferencedEvent",
        "ConnectedEvent",
        "PinnedEvent",
        "UnpinnedEvent",
        "LockedEvent",
        "UnlockedEvent",
        "TransferredEvent",
        "CommentDeletedEvent",
        "SubIssueAddedEvent",
        "SubIssueRemovedEvent",
        "ParentIssueAddedEvent",
        "MergedEvent",
        "HeadRefDeletedEvent",
        "IssueComment",
        "ReferencedEvent",
    } <= seen


RECORDS = {
    "User": model.User,
    "Bot": model.User,
    "Organization": model.User,
    "Repository": model.Repository,
    "Label": model.Label,
    "Milestone": model.Milestone,
    "Issue": model.Issue,
    "PullRequest": model.PullRequest,
    "IssueComment": model.Comment,
    "PullRequestReview": model.Review,
    "PullRequestReviewComment": model.ReviewComment,
    "PullRequestReviewThread": model.Thread,
    "Reaction": model.Reaction,
    "UserContentEdit": model.Edit,
    "Ref": registry.GitRef,
    "Blob": registry.GitObject,
    "Tree": registry.GitObject,
    "Commit": registry.GitObject,
    "TreeEntry": registry.TreeEntry,
    "ReactionGroup": registry.ReactionGroup,
    "PinnedIssue": registry.PinnedIssue,
    **dict.fromkeys(registry.EVENT_TYPES.values(), model.Event),
}


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_each_field_has_its_way_from_the_record(name):
    kind = RECORDS[name]

    for field in schema().type_map[name].fields:
        snake = re.sub(r"([A-Z])", r"_\1", field).lower()
        assert f"{name}.{field}" in FIELDS or hasattr(kind, snake), field
