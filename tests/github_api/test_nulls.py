"""Whatever field of GitHub's answer is null, the run ends in a plan or in words: people and things get deleted.

The answer to the first query about a postmortem that has everything is taken,
and each of its fields in turn is null in all the places where it occurs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from postmortem_gh.errors import UserError
from postmortem_gh.github_api.observe import Gone
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.plan.diff import diff
from postmortem_gh.workflow.act import desire
from postmortem_gh.workflow.settings import SettingsReader
from tests.hub import connect, observe
from tests.stories import TODAY, Story, accepted

Path = tuple[str, ...]


@cache
def recorded() -> tuple[Story, dict[str, Any]]:
    """A story that has comments, edits, items, a branch, a pull request; and the answer that tells it."""
    story = accepted()
    story.run()
    story.world.as_person("mallory").replaces(
        story.event.about, "Customers could not pay", "Nobody could pay"
    )
    story.world.as_person("carol").comments(story.event.about, "/timeline 14:20 traffic moved away")
    story.event.payload["issue"]["body"] = story.event.about.body
    answers: list[dict[str, Any]] = []
    connection = connect(story.world, story.token)
    send = connection._send

    def listening(method: str, address: str, content: Any) -> Any:
        answer = send(method, address, content)
        if method == "POST":
            answers.append(json.loads(answer[2]))
        return answer

    connection._send = listening
    observe(connection, story.event)
    return story, answers[0]


def paths(node: Any, above: Path = ()) -> Iterator[Path]:
    """Every field, by its path; the elements of a list share theirs."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield (*above, name)
            yield from paths(value, (*above, name))
    elif isinstance(node, list):
        for each in node:
            yield from paths(each, (*above, "[]"))
        if node:
            yield (*above, "[]")


def nulled(node: Any, path: Path) -> Any:
    """A copy in which ``path`` is null everywhere."""
    if not path:
        return None
    if isinstance(node, list):
        return [nulled(each, path[1:]) for each in node]
    if not isinstance(node, dict) or path[0] not in node:
        return node
    return node | {path[0]: nulled(node[path[0]], path[1:])}


def all_paths() -> list[Path]:
    return sorted(set(paths(recorded()[1]["data"])))


def answering(answer: dict[str, Any]) -> Connection:
    """A GitHub that knows this one answer; roles and further reads come from the story's own world."""
    story, _ = recorded()
    connection = connect(story.world.copy(), story.token)
    send, first = connection._send, [True]

    def once(method: str, address: str, content: Any) -> Any:
        if method == "POST" and first.pop() if first else False:
            return 200, {}, json.dumps(answer)
        return send(method, address, content)

    connection._send = once
    return connection


def failure(path: Path) -> str:
    """What goes wrong, in words of Python, where ``path`` is null; empty where it ends well."""
    story, answer = recorded()
    try:
        connection = answering({"data": nulled(answer["data"], path)})
        snapshot = observe(connection, story.event)
        diff(snapshot, desire(snapshot, lambda zone: TODAY, SettingsReader(connection))[0])
    except (UserError, Gone):
        return ""
    except Exception as bug:  # noqa: BLE001  any traceback is what is looked for
        return f"{'.'.join(path)}: {bug!r}"
    return ""


def test_a_null_anywhere_ends_in_a_plan_or_in_words() -> None:
    failures = [found for path in all_paths() if (found := failure(path))]

    assert not failures


def test_the_answer_that_is_taken_apart_has_everything() -> None:
    names = {path[-1] for path in all_paths()}

    assert {
        "userContentEdits",
        "reactionGroups",
        "subIssues",
        "pullRequests",
        "timelineItems",
        "editor",
    } <= names
    assert len(all_paths()) > 150


def test_an_answer_of_errors_alone_is_told() -> None:
    story, _ = recorded()
    answer = {"data": None, "errors": [{"message": "Something went wrong", "type": "INTERNAL"}]}

    with pytest.raises(UserError):
        observe(answering(answer), story.event)


def test_an_error_on_one_part_leaves_the_rest_readable() -> None:
    story, answer = recorded()
    error = {
        "message": "Resource not accessible by integration",
        "type": "FORBIDDEN",
        "path": ["repository", "openItems"],
    }
    torn = {"data": nulled(answer["data"], ("repository", "openItems")), "errors": [error]}

    snapshot = observe(answering(torn), story.event)

    assert snapshot.open_items == ()
    assert snapshot.comments
