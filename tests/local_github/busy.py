"""A world in which everything has happened once: the sample for tests over all fields and routes."""

from __future__ import annotations

import json
from typing import Any

from postmortem_gh.local_github import LocalGitHub, World

FORM = """\
name: Postmortem
description: What happened
title: "Incident: "
labels: [postmortem, not-there]
body:
  - type: markdown
    attributes: {value: Thank you}
  - type: textarea
    id: summary
    attributes: {label: Summary}
    validations: {required: true}
  - type: dropdown
    id: severity
    attributes: {label: Severity, options: [SEV1, SEV2]}
  - type: dropdown
    id: factors
    attributes: {label: Factors, options: ["a, b", c], multiple: true}
  - type: checkboxes
    id: criteria
    attributes: {label: Criteria, options: [{label: Paged}, {label: Noticed}]}
  - type: textarea
    id: log
    attributes: {label: Log, render: text}
"""


class Hub:
    """A world with one repository, `acme/shop`, and a token, asked without sockets."""

    def __init__(self, world: World, token: str) -> None:
        self.world, self.token = world, token
        self.github = LocalGitHub(world)

    @property
    def shop(self) -> Any:
        return self.world.repositories["acme/shop"]

    def ask(
        self, method: str, path: str, body: Any = None, *, token: str | None = None, **headers: str
    ) -> Any:
        sent = None if body is None else json.dumps(body)
        return self.github.handle(
            method, path, {"Authorization": f"token {token or self.token}", **headers}, sent
        )

    def get(self, path: str, **more: Any) -> Any:
        return self.ask("GET", path, **more).json()

    def graphql(self, query: str, *, token: str | None = None, **variables: Any) -> Any:
        return self.ask("POST", "/graphql", {"query": query, "variables": variables}, token=token).json()

    def mutate(
        self, field: str, selection: str = "clientMutationId", *, token: str | None = None, **given: Any
    ) -> Any:
        kind = field[0].upper() + field[1:]
        query = f"mutation($input: {kind}Input!) {{ {field}(input: $input) {{ {selection} }} }}"
        return self.graphql(query, token=token, input=given)


def quiet() -> Hub:
    world = World()
    shop = world.repository(
        "acme/shop",
        labels=("postmortem", "action-item"),
        files={
            ".github/ISSUE_TEMPLATE/postmortem.yml": FORM,
            ".github/workflows/postmortem.yml": "on: issues\n",
        },
    )
    for login, role in (("alice", "write"), ("tina", "triage"), ("root", "admin"), ("rita", "read")):
        shop.grant(login, role)
    return Hub(world, world.token(shop))


def busy() -> Hub:
    """Issues, comments, edits, reactions, sub-issues, pull requests, reviews, events of every kind."""
    hub = quiet()
    world, shop = hub.world, hub.shop
    world.repository("acme/other", grants={"alice": "admin"})
    alice, root, stranger = (world.as_person(p) for p in ("alice", "root", "stranger"))
    event = stranger.opens_form(
        shop, FORM, {"summary": "It broke. Ask @alice, see #1", "criteria": ["Paged"]}
    )
    issue = event.about
    issue.milestone = world.milestone(shop, "Q1")
    alice.edits_body(issue, issue.body + "\nmore")
    alice.renames(issue, "Renamed")
    said = alice.comments(issue, "Please look @rita")
    alice.edits_comment(said.comment, "Please look, @tina")
    alice.reacts(said.comment, "ROCKET")
    alice.reacts(issue, "EYES")
    child = alice.opens_issue(
        shop, "Page on depth", "body", labels=["action-item"], assignees=["alice"]
    ).about
    other = alice.opens_issue(shop, "Blocker").about
    alice.attaches(issue, child)
    alice.detaches(issue, child)
    alice.attaches(issue, child)
    alice.blocks(child, other)
    alice.labels(child, "brand-new")
    alice.unlabels(child, "brand-new")
    alice.unassigns(child, "alice")
    alice.assigns(child, "alice")
    alice.pins(issue)
    alice.unpins(issue)
    alice.pins(issue)
    alice.closes(other, "not_planned")
    alice.reopens(other)
    alice.locks(other)
    alice.unlocks(other)
    gone = alice.comments(other, "oops").comment
    alice.deletes_comment(gone)
    alice.commits(shop, {"docs/a.md": "one\ntwo\n", "b.bin": "\0"}, branch="postmortem/1", message="Refs #1")
    pull = alice.opens_pull(shop, "postmortem/1", "Postmortem", f"Fixes #{child.number}")
    alice.links(other, pull)
    review = {
        "event": "COMMENT",
        "body": "words",
        "pullRequestId": pull.node_id,
        "threads": [{"path": "docs/a.md", "line": 2, "startLine": 1, "body": "```suggestion\ntwo!\n```"}],
    }
    hub.mutate("addPullRequestReview", **review)
    alice.resolves(pull)
    alice.comments(pull, "nice")
    alice.commits(shop, {"docs/z.md": "z"}, branch="second")
    merged = alice.opens_pull(shop, "second", "Second", "Closes #3")
    alice.merges(merged, delete_branch=True)
    alice.commits(shop, {"c.md": "c"}, message="See #1")
    root.deletes(alice.opens_issue(shop, "To delete").about)
    shop.grant("mover", "admin")
    world.repositories["acme/other"].grant("mover", "admin")
    world.as_person("mover").transfers(alice.opens_issue("acme/other", "To move").about, shop)
    world.as_person("leaver").comments(issue, "bye")
    world.as_person("leaver").leaves_github()
    shop.runs.append({"event": "schedule", "created_at": "2026-11-16T06:17:00Z"})
    return hub
