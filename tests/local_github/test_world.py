"""Whole worlds: twins, dumps, comparison; and the write log."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from postmortem_gh.local_github import Mode, World
from tests.local_github.busy import busy, quiet


def test_a_twin_is_equal_and_goes_its_own_way():
    world = busy().world
    before = world.comparable(people=True)

    twin = world.copy()
    twin.as_person("alice").comments(twin.issue("acme/shop", 1), "only in the twin")
    twin.repositories["acme/shop"].grant("new", "write")

    assert world.comparable(people=True) == before
    assert twin.comparable() != world.comparable()
    assert "new" not in world.repositories["acme/shop"].grants


def test_a_twin_answers_to_the_same_tokens():
    hub = quiet()

    twin = hub.world.copy()

    assert twin.session(hub.token).token.repositories == (twin.repositories["acme/shop"],)


def test_a_dump_comes_back_whole_through_json():
    world = busy().world

    dumped = json.loads(json.dumps(world.dump()))
    again = World.load(dumped)

    assert again.comparable(people=True) == world.comparable(people=True)
    assert json.loads(json.dumps(again.dump())) == dumped


def test_a_dump_of_another_version_is_refused():
    dumped = quiet().world.dump()

    with pytest.raises(ValueError, match="version 99"):
        World.load(dumped | {"version": 99})


def story(hub, order):
    """The same outcome, with things made in another order, at other times."""
    for title in order:
        hub.mutate("createIssue", repositoryId=hub.shop.node_id, title=title, body="b")
        hub.world.advance(timedelta(minutes=7))
    numbers = {i.title: i for i in hub.shop.issues.values()}
    parent, child = numbers["parent"], numbers["child"]
    hub.mutate("addSubIssue", issueId=parent.node_id, subIssueId=child.node_id)
    hub.mutate(
        "addComment",
        subjectId=parent.node_id,
        body=f"#{child.number} is {child.node_id}\nissue: {child.number}",
    )
    return hub.world


def test_worlds_with_the_same_outcome_compare_equal_whatever_their_numbers():
    one, two = story(quiet(), ["parent", "child"]), story(quiet(), ["child", "parent"])

    assert one.comparable() == two.comparable()


@pytest.mark.parametrize(
    "change",
    [
        lambda hub: hub.mutate("addComment", subjectId=hub.shop.issues[1].node_id, body="x"),
        lambda hub: hub.mutate("createLabel", repositoryId=hub.shop.node_id, name="x", color="000000"),
        lambda hub: hub.mutate("createIssue", repositoryId=hub.shop.node_id, title="parent", body="b"),
        lambda hub: hub.mutate("closeIssue", issueId=hub.shop.issues[1].node_id),
        lambda hub: hub.mutate("pinIssue", issueId=hub.shop.issues[1].node_id),
        lambda hub: hub.mutate("addReaction", subjectId=hub.shop.issues[1].node_id, content="EYES"),
        lambda hub: hub.world.as_person("alice").commits("acme/shop", {"README.md": "other"}),
        lambda hub: hub.world.as_person("alice").assigns(hub.shop.issues[1], "alice"),
    ],
)
def test_every_difference_that_matters_is_seen(change):
    hub = quiet()
    before = story(hub, ["parent", "child"]).comparable()

    change(hub)

    assert hub.world.comparable() != before


def test_moments_of_our_own_writes_are_renamed_and_others_compared():
    def world(minutes, said):
        hub = quiet()
        hub.world.advance(timedelta(minutes=minutes))
        at = (hub.world.now + hub.world.tick).strftime("%Y-%m-%dT%H:%M:%SZ")
        hub.mutate("createIssue", repositoryId=hub.shop.node_id, title="t", body=f"at {at}, since {said}")
        return hub.world.comparable()

    assert world(1, "2026-01-01T10:00:00Z") == world(5, "2026-01-01T10:00:00Z")
    assert world(1, "2026-01-01T10:00:00Z") != world(1, "2026-01-01T11:00:00Z")


def test_what_texts_hold_packed_can_be_opened_before_comparing():
    hub = quiet()
    hub.mutate("createIssue", repositoryId=hub.shop.node_id, title="t", body="packed")

    shown = hub.world.comparable(read=lambda text: text.replace("packed", "#1"))

    assert "#<issue “t”>" in json.dumps(shown, ensure_ascii=False)


def test_each_write_says_who_what_where_before_and_after():
    hub = quiet()
    issue = hub.world.as_person("alice").opens_issue("acme/shop", "t", "one").about
    hub.world.forget_logs()

    hub.mutate("updateIssue", id=issue.node_id, body="two")

    (write,) = hub.world.writes
    assert (write.by, write.what, write.place, write.node_id) == (
        "github-actions",
        "issue.edited",
        "acme/shop#1",
        issue.node_id,
    )
    assert (write.before, write.after, write.in_page) == ({"body": "one"}, {"body": "two"}, False)


def test_writing_what_is_there_already_is_no_write():
    hub = quiet()
    issue = hub.world.as_person("alice").opens_issue("acme/shop", "t", "one", labels=["bug"]).about
    label = issue.labels[0]
    hub.world.forget_logs()

    hub.mutate("updateIssue", id=issue.node_id, title="t", body="one")
    hub.mutate("addLabelsToLabelable", labelableId=issue.node_id, labelIds=[label.node_id])

    assert hub.world.writes == []
    assert issue.edits == []


def test_the_clock_moves_with_every_write_request_and_when_told():
    hub = quiet()
    start = hub.world.now

    hub.mutate("createIssue", repositoryId=hub.shop.node_id, title="t")
    hub.graphql("{ viewer { login } }")
    hub.world.advance(timedelta(days=1))

    assert hub.world.now - start == timedelta(days=1, seconds=1)


def test_faults_travel_with_a_twin():
    hub = quiet()
    hub.world.faults.at(0, Mode.KILL_AFTER)

    twin = hub.world.copy()
    hub.world.faults.armed.clear()

    assert twin.faults.armed == {0: Mode.KILL_AFTER}
