"""Rate limits against the world's clock, each by the bucket that GitHub counts in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.local_github.busy import Hub, quiet

REPO = "/repos/acme/shop"


@pytest.fixture
def hub() -> Hub:
    return quiet()


def test_a_jobs_hour_is_a_thousand_requests_for_the_whole_repository(hub):
    hub.world.limits.rest_points_a_minute = 10_000
    other_job = hub.world.token("acme/shop")
    for _ in range(500):
        hub.ask("GET", REPO)
        hub.ask("GET", REPO, token=other_job)

    refused = hub.ask("GET", REPO)

    assert refused.status == 403
    assert refused.json()["message"].startswith("API rate limit exceeded")
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert int(refused.headers["x-ratelimit-reset"]) == int((hub.world.now + timedelta(hours=1)).timestamp())
    hub.world.advance(timedelta(hours=1))
    assert hub.ask("GET", REPO).status == 200


@pytest.mark.parametrize(
    ("who", "limit"), [("job", 1000), ("person", 5000), ("app", 5000), ("enterprise", 15000)]
)
def test_the_hour_depends_on_the_kind_of_token(hub, who, limit):
    hub.shop.enterprise = who == "enterprise"
    token = {
        "person": hub.world.token(user="alice"),
        "app": hub.world.token("acme/shop", app="our-app"),
    }.get(who, hub.token)

    assert hub.get("/rate_limit", token=token)["resources"]["graphql"]["limit"] == limit


def test_asking_for_the_limit_is_free(hub):
    before = hub.get("/rate_limit")["rate"]["used"]

    assert hub.get("/rate_limit")["rate"]["used"] == before


def test_nine_hundred_points_a_minute_of_which_a_write_takes_five(hub):
    hub.world.limits.creations_a_minute = hub.world.limits.creations_an_hour = 10_000
    hub.world.tick = timedelta(0)
    for number in range(180):
        assert hub.ask("POST", f"{REPO}/labels", {"name": f"l{number}"}).status == 201

    refused = hub.ask("GET", REPO)
    hub.world.advance(timedelta(minutes=1))

    assert refused.status == 403
    assert "secondary rate limit" in refused.json()["message"]
    assert hub.ask("GET", REPO).status == 200


def test_a_batch_of_mutations_takes_five_points_whatever_its_length(hub):
    hub.world.limits.graphql_points_a_minute = 10
    hub.world.tick = timedelta(0)
    batch = "\n".join(
        f'l{n}: createLabel(input: {{repositoryId: $r, name: "l{n}", color: "000000"}}) {{ label {{ id }} }}'
        for n in range(30)
    )

    first = hub.graphql(f"mutation($r: ID!) {{ {batch} }}", r=hub.shop.node_id)
    second = hub.graphql("mutation($r: ID!) { " + batch.replace('"l', '"m') + " }", r=hub.shop.node_id)
    third = hub.ask("POST", "/graphql", {"query": "{ viewer { login } }"})

    assert "errors" not in first
    assert "errors" not in second
    assert third.status == 403


def test_five_hundred_creations_an_hour_count_clicks_in_the_page_too(hub):
    alice = hub.world.as_person("alice")
    for number in range(500):
        alice.opens_issue("acme/shop", f"{number}")
        hub.world.advance(timedelta(seconds=2))

    refused = hub.mutate(
        "createIssue", token=hub.world.token(user="alice"), repositoryId=hub.shop.node_id, title="501"
    )

    assert refused["errors"][0]["message"] == "was submitted too quickly"


def test_limits_can_be_switched_off_for_large_worlds(hub):
    hub.world.limits.enforced = False
    hub.world.limits.hourly = 1

    assert [hub.ask("GET", REPO).status for _ in range(3)] == [200, 200, 200]
