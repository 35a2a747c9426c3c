"""What may be wrong with a repository or happen to it meanwhile: each ends in words, and nothing is green in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from postmortem_gh.github_api import observe_waiting
from postmortem_gh.local_github import WebhookEvent, serve
from tests.hub import REPOSITORY
from tests.stories import Story, filed, fresh, repository
from tests.test_action_command import Ended, Job

SETTINGS = ".github/postmortem.yml"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[Story], Job]]:
    """The jobs of a story, its world on loopback; an administrator is there, too."""
    hubs = []

    def job(story: Story) -> Job:
        story.world.grant(REPOSITORY, "dora", "admin")
        hubs.append(serve(story.world))
        return Job(story, tmp_path, hubs[-1].__enter__().url)

    yield job
    for hub in hubs:
        hub.__exit__(None, None, None)


def dora(job: Job) -> Any:
    return job.story.world.as_person("dora")


def scheduled(job: Job) -> Ended:
    return job.run(name="schedule", payload={})


def on_an_item(job: Job) -> WebhookEvent:
    """Somebody speaks on an action item."""
    item = job.story.event.about.sub_issues[0]
    return job.story.world.as_person("carol").comments(item, "/due 2026-12-30 the vendor is late")


RUNS: dict[str, Callable[[Job, WebhookEvent], Ended]] = {
    "postmortem": lambda job, _: job.run(),
    "schedule": lambda job, _: scheduled(job),
    "item": lambda job, spoken: job.run(spoken),
}


# -- nothing can be written ---------------------------------------------------------------------------


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_where_issues_are_switched_off_no_run_takes_them_for_deleted(
    start: Callable[[Story], Job], run: Callable[[Job, WebhookEvent], Ended]
) -> None:
    job = start(fresh())
    job.run()
    event = on_an_item(job)
    dora(job).switches_issues(REPOSITORY, on=False)

    ended = run(job, event)

    assert ended.code == 2
    assert "issues are switched off in acme/shop" in ended.err
    assert "Features → Issues" in ended.summary


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_an_archived_repository_is_told_by_every_run(
    start: Callable[[Story], Job], run: Callable[[Job, WebhookEvent], Ended]
) -> None:
    job = start(fresh())
    job.run()
    scheduled(job)
    event = on_an_item(job)
    dora(job).archives(REPOSITORY)
    job.story.world.forget_logs()

    ended = run(job, event)

    assert ended.code == 2
    assert "acme/shop is archived" in ended.err
    assert [each for each in job.story.world.requests if each.kind == "write"] == []


def test_on_a_locked_issue_it_is_told_that_the_comment_is_missing_and_unlocked_it_comes(
    start: Callable[[Story], Job],
) -> None:
    job = start(fresh())
    dora(job).locks(job.story.event.about)

    locked, again = job.run(), job.run()
    dora(job).unlocks(job.story.event.about)
    healed = job.run()

    assert (locked.code, again.code, healed.code) == (0, 0, 0)
    assert "#1 is locked, so our comment was not written" in locked.out
    assert "is locked, so our comment was not written" in locked.summary
    assert again.outputs["changes"] == "0"
    assert "is locked" not in healed.out
    assert len(job.story.event.about.comments) == 1


# -- settings that cannot even be read ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "why"), [("timezone: \0UTC\n", "binary, not text"), ("# more\n" * 100_000, "longer than")]
)
def test_a_settings_file_that_github_does_not_give_whole_is_not_taken_for_none(
    start: Callable[[Story], Job], text: str, why: str
) -> None:
    world = repository()
    world.put_files(REPOSITORY, {SETTINGS: text})
    job = start(filed(world))

    ended = job.run()

    assert ended.code == 2
    assert why in job.story.event.about.comments[0].body
    assert job.story.event.about.sub_issues == []


# -- what happens meanwhile -----------------------------------------------------------------------------


def test_a_postmortem_that_is_deleted_after_it_was_listed_does_not_take_the_report_with_it(
    start: Callable[[Story], Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = start(fresh())
    listed = observe_waiting.observe_waiting

    def and_then_deleted(*arguments: Any) -> Any:
        found = listed(*arguments)
        dora(job).deletes(job.story.event.about)
        return found

    filed(job.story.world, title="Another one")
    monkeypatch.setattr(observe_waiting, "observe_waiting", and_then_deleted)

    ended = scheduled(job)

    assert ended.code == 0, ended.err
    assert "issue 1 of acme/shop is gone" in ended.out
    assert "open “Action items of our postmortems" in ended.out


@pytest.mark.parametrize("name", ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"])
def test_a_file_of_the_job_that_cannot_be_written_is_told_and_the_work_stands(
    start: Callable[[Story], Job], name: str
) -> None:
    job = start(fresh())

    ended = job.run(**{name: "/no/such/folder/file"})

    assert ended.code == 2
    assert "the job's file “/no/such/folder/file” cannot be written" in ended.err
    assert len(job.story.event.about.sub_issues) == 5


def test_what_went_wrong_is_told_also_where_the_summary_cannot_be_written(
    start: Callable[[Story], Job],
) -> None:
    job = start(fresh())

    ended = job.run(GITHUB_STEP_SUMMARY="/no/such/folder/file", GITHUB_TOKEN="ghs_wrong")

    assert ended.code == 2
    assert "GitHub does not accept the token" in ended.err


@pytest.mark.parametrize(
    "address", ["http://[", "http://localhost:99999", "http://localhost:0", "ftp://x", "x"]
)
def test_an_address_that_is_none_is_told_before_anything_is_sent(
    start: Callable[[Story], Job], address: str
) -> None:
    job = start(fresh())

    ended = job.run(GITHUB_API_URL=address, GITHUB_GRAPHQL_URL=address)

    assert ended.code == 2
    assert f"GITHUB_API_URL is no http address: it is “{address}”" in ended.err


@pytest.mark.parametrize("number", [0, -1, 2**31, 10**12, "1", 1.5, True, None])
def test_a_number_that_no_issue_has_is_a_payload_of_something_else(
    start: Callable[[Story], Job], number: Any
) -> None:
    job = start(fresh())
    payload = job.story.event.payload | {"issue": job.story.event.payload["issue"] | {"number": number}}

    ended = job.run(payload=payload)

    assert ended.code == 2
    assert "the event file holds no issue" in ended.err


# -- more than anybody means ----------------------------------------------------------------------------


def test_services_without_end_become_no_flood_of_labels_and_it_is_told(start: Callable[[Story], Job]) -> None:
    job = start(filed(services="\n".join(f"svc-{number}" for number in range(500))))

    first, second = job.run(), job.run()

    labels = [label.name for label in job.story.event.about.labels if label.name.startswith("service:")]
    assert (first.code, second.code) == (0, 0), first.err
    assert len(labels) == 20
    assert second.outputs["changes"] == "0"
    assert "500 services: the first 20 become labels" in first.summary
