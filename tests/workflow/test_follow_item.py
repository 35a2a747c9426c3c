"""The run on one action item: whose word counts there."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from postmortem_gh.documents import item as page
from postmortem_gh.values.where import Where
from postmortem_gh.workflow import follow_up
from tests.decide.worlds import body
from tests.hub import REPOSITORY, connect
from tests.stories import repository


@pytest.mark.parametrize("run_by", [None, "carol"], ids=["a job's token", "the person's own token"])
def test_a_command_counts_also_where_the_token_is_that_person_s(run_by: str | None) -> None:
    world = repository("private")
    carol = world.as_person("carol")
    carol.makes_label(REPOSITORY, "action-item")
    text = body(date(2026, 12, 1))
    number = carol.opens_issue(REPOSITORY, "Page on queue depth", text, labels=["action-item"]).number
    carol.comments(world.issue(REPOSITORY, number), "/due 2026-12-20 the vendor is late")
    token = world.token(user=run_by) if run_by else world.token(REPOSITORY)
    run = follow_up.Run(
        connection=connect(world, token),
        where=Where(owner="acme", name="shop", run="item", number=number),
        dry_run=False,
        today=date(2026, 11, 24),
    )

    follow_up.follow_item(run, datetime(2026, 11, 24, 12, tzinfo=UTC))

    assert page.read(world.issue(REPOSITORY, number).body).due == date(2026, 12, 20)
