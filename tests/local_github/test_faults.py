"""The crash switch: each mode at each boundary does what it says, once, and the count is right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from postmortem_gh.local_github import ConnectionDropped, Killed, Mode, TimedOut
from tests.local_github.busy import Hub, quiet

THREE = """mutation($r: ID!) {
  a: createLabel(input: {repositoryId: $r, name: "a", color: "000000"}) { label { name } }
  b: createLabel(input: {repositoryId: $r, name: "b", color: "000000"}) { label { name } }
  c: createLabel(input: {repositoryId: $r, name: "c", color: "000000"}) { label { name } }
}"""
NOT_DONE, DONE = "", "abc"
# mode → what is there afterwards, and how it looks to the caller
OUTCOMES = {
    Mode.DROP_BEFORE: (NOT_DONE, ConnectionDropped),
    Mode.KILL_BEFORE: (NOT_DONE, Killed),
    Mode.BAD_GATEWAY: (NOT_DONE, 502),
    Mode.SECONDARY: (NOT_DONE, 403),
    Mode.TOO_MANY: (NOT_DONE, 429),
    Mode.RATE_LIMITED: (NOT_DONE, 200),
    Mode.DROP_ANSWER: (DONE, ConnectionDropped),
    Mode.KILL_AFTER: (DONE, Killed),
    Mode.TIME_OUT: (DONE, TimedOut),
    Mode.TORN: ("ab", 502),
    Mode.ONE_FAILED: ("ac", 200),
}


@pytest.fixture
def hub() -> Hub:
    return quiet()


def made(hub: Hub) -> str:
    return "".join(name for name in "abc" if name in hub.shop.labels)


def send(hub: Hub):
    return hub.ask("POST", "/graphql", {"query": THREE, "variables": {"r": hub.shop.node_id}})


@pytest.mark.parametrize("mode", list(Mode), ids=lambda m: m.name)
def test_a_batch_meets_each_mode_at_its_second_alias(hub, mode):
    there, seen = OUTCOMES[mode]
    hub.world.faults.at(1, mode)

    if isinstance(seen, int):
        assert send(hub).status == seen
    else:
        with pytest.raises(seen):
            send(hub)

    assert made(hub) == there
    assert hub.world.faults.hit == [(1, mode)]


@pytest.mark.parametrize("mode", list(Mode), ids=lambda m: m.name)
def test_a_rest_write_meets_each_mode(hub, mode):
    there, seen = OUTCOMES[mode]
    hub.world.faults.at(0, mode)

    if isinstance(seen, int):
        answer = hub.ask("POST", "/repos/acme/shop/labels", {"name": "a"})
        assert answer.status == {Mode.RATE_LIMITED: 403, Mode.ONE_FAILED: 502}.get(mode, seen)
    else:
        with pytest.raises(seen):
            hub.ask("POST", "/repos/acme/shop/labels", {"name": "a"})

    assert ("a" in hub.shop.labels) is (bool(there) and mode is not Mode.ONE_FAILED)


def test_a_fault_happens_once(hub):
    hub.world.faults.at(1, Mode.BAD_GATEWAY)
    send(hub)

    assert send(hub).status == 200
    assert made(hub) == DONE


def test_boundaries_count_aliases_and_rest_writes_but_no_reads(hub):
    send(hub)
    hub.ask("GET", "/repos/acme/shop")
    hub.graphql("{ viewer { login } }")
    hub.ask("POST", "/repos/acme/shop/labels", {"name": "d"})

    assert hub.world.faults.boundary == 4


def test_the_cut_falls_after_the_first_of_three(hub):
    hub.world.faults.at(0, Mode.TORN)

    send(hub)

    assert made(hub) == "a"


def test_the_words_of_limits_are_githubs(hub):
    for mode in (Mode.SECONDARY, Mode.TOO_MANY, Mode.RATE_LIMITED):
        hub.world.faults.at(hub.world.faults.boundary, mode)
        answer = send(hub)
        if mode is Mode.SECONDARY:
            assert "secondary rate limit" in answer.json()["message"]
        if mode is Mode.TOO_MANY:
            assert "Retry-After" not in answer.headers
        if mode is Mode.RATE_LIMITED:
            assert answer.json()["errors"][0]["type"] == "RATE_LIMITED"
            assert "data" not in answer.json()


def test_reads_fail_as_often_as_told(hub):
    hub.world.faults.fail_reads(2, 503)

    statuses = [hub.ask("GET", "/repos/acme/shop").status for _ in range(3)]

    assert statuses == [503, 503, 200]


def test_late_lists_do_not_know_what_is_new_while_the_single_thing_is_there(hub):
    hub.world.faults.lists_lag = timedelta(minutes=8)
    hub.ask("POST", "/repos/acme/shop/issues", {"title": "New", "labels": ["bug"]})
    ask = '{ repository(owner: "acme", name: "shop") { issues(first: 9, labels: ["bug"]) { totalCount } issue(number: 1) { title } } }'

    early = hub.graphql(ask)["data"]["repository"]
    listed = hub.get("/repos/acme/shop/issues")
    hub.world.advance(timedelta(minutes=9))
    late = hub.graphql(ask)["data"]["repository"]

    assert (early["issues"]["totalCount"], early["issue"]["title"], listed) == (0, "New", [])
    assert late["issues"]["totalCount"] == 1


def test_late_lists_show_labels_and_states_as_they_were(hub):
    issue = hub.world.as_person("alice").opens_issue("acme/shop", "Old", labels=["bug"]).about
    hub.world.advance(timedelta(hours=1))
    hub.world.faults.lists_lag = timedelta(minutes=8)
    hub.world.as_person("alice").unlabels(issue, "bug")
    hub.world.as_person("alice").closes(issue)

    listed = hub.get("/repos/acme/shop/issues?labels=bug&state=open")

    assert [i["number"] for i in listed] == [1]


def test_search_lags_by_itself(hub):
    hub.ask("POST", "/repos/acme/shop/issues", {"title": "Findable"})

    early = hub.get("/search/issues?q=repo:acme/shop+Findable")["total_count"]
    hub.world.advance(timedelta(minutes=3))

    assert early == 0
    assert hub.get("/search/issues?q=repo:acme/shop+Findable")["total_count"] == 1


def test_a_new_branch_stays_unseen_for_a_while(hub):
    hub.world.faults.new_refs_hidden = timedelta(seconds=30)
    head = hub.shop.refs["refs/heads/main"]
    hub.mutate("createRef", repositoryId=hub.shop.node_id, name="refs/heads/x", oid=head)
    commit = {
        "branch": {"repositoryNameWithOwner": "acme/shop", "branchName": "x"},
        "expectedHeadOid": head,
        "message": {"headline": "m"},
        "fileChanges": {"additions": [{"path": "a", "contents": ""}]},
    }

    early = hub.mutate("createCommitOnBranch", **commit)
    again = hub.mutate("createRef", repositoryId=hub.shop.node_id, name="refs/heads/x", oid=head)
    hub.world.advance(timedelta(minutes=1))

    assert early["errors"][0]["type"] == "STALE_DATA"
    assert "already exists" in again["errors"][0]["message"]
    assert "errors" not in hub.mutate("createCommitOnBranch", **commit)


def test_a_secondary_limit_may_say_how_long_to_wait(hub):
    hub.world.faults.retry_after = 30
    hub.world.faults.at(0, Mode.SECONDARY)

    assert send(hub).headers["Retry-After"] == "30"
