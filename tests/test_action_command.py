"""`postmortem-gh action` as a job runs it: a process, an environment, an event file, GitHub over HTTP."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from postmortem_gh.cli import main
from postmortem_gh.local_github import WebhookEvent, serve
from tests.hub import REPOSITORY
from tests.runner import read_outputs
from tests.stories import Story, accepted, commanded, filed, fresh, repository

ROOT = Path(__file__).parent.parent


@dataclass
class Ended:
    """How a process ended, and what it left."""

    code: int
    out: str
    err: str
    summary: str
    outputs: dict[str, str]


class Job:
    """A job's folder and environment; the story's world answers on loopback."""

    def __init__(self, story: Story, folder: Path, url: str) -> None:
        self.story, self.folder, self.quick = story, folder, True
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "GITHUB_API_URL": url,
            "GITHUB_GRAPHQL_URL": f"{url}/graphql",
            "GITHUB_SERVER_URL": url,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": story.token,
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "GITHUB_OUTPUT": str(folder / "output"),
            "POSTMORTEM_TODAY": "2026-11-24",
        }

    def run(
        self, event: WebhookEvent | None = None, *, payload: Any = None, name: str = "", **more: str
    ) -> Ended:
        event = event or self.story.event
        path = self.folder / "event.json"
        text = (
            payload if isinstance(payload, str) else json.dumps(event.payload if payload is None else payload)
        )
        path.write_text(text, encoding="utf-8")
        for left in ("summary.md", "output"):
            (self.folder / left).unlink(missing_ok=True)
        environment = (
            self.environment
            | {"GITHUB_EVENT_NAME": name or event.name, "GITHUB_EVENT_PATH": str(path)}
            | more
        )
        code, out, err = (in_process if self.quick else as_process)(environment)
        return Ended(code, out, err, self._left("summary.md"), read_outputs(self._left("output")))

    def _left(self, name: str) -> str:
        path = self.folder / name
        return path.read_text(encoding="utf-8") if path.exists() else ""


def as_process(environment: dict[str, str]) -> tuple[int, str, str]:
    """As action.yml starts it."""
    command = [sys.executable, "-m", "postmortem_gh", "action"]
    ended = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    return ended.returncode, ended.stdout, ended.stderr


def in_process(environment: dict[str, str]) -> tuple[int, str, str]:
    """The same without a new interpreter, for the many ways in which it ends."""
    out, err = io.StringIO(), io.StringIO()
    with patch.dict(os.environ, environment, clear=True), redirect_stdout(out), redirect_stderr(err):
        code = main(["action"])
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def job(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Job]:
    story = request.param() if hasattr(request, "param") else fresh()
    with serve(story.world) as hub:
        yield Job(story, tmp_path, hub.url)


def test_a_form_becomes_document_items_and_comment_and_the_second_run_changes_nothing(job: Job) -> None:
    job.quick = False

    first, second = job.run(), job.run()

    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert "16 changes" in first.out
    assert "No changes." in second.out
    assert first.outputs == {
        "changes": "16",
        "document": "postmortems/2026/2026-11-20-checkout-queue-stalled.md",
        "pull-request": "7",
        "comment": first.outputs["comment"],
        "action-items": "[2, 3, 4, 5, 6]",
    }
    assert second.outputs == first.outputs | {"changes": "0"}
    headline = job.story.event.about.comments[0].body.split("\n")[0]
    assert headline.startswith("**A full postmortem with 5 action items")
    assert first.summary.startswith(f"{headline} 16 changes made.")
    assert "[#2](" in first.summary


@pytest.mark.parametrize("job", [lambda: filed(action_items="|a|b|\n" * 6400)], indirect=True)
def test_a_form_full_of_items_changes_nothing_in_the_second_run_either(job: Job) -> None:
    first, second = job.run(), job.run()

    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert "No changes." in second.out


def test_a_dry_run_prints_the_plan_of_the_real_one_and_writes_nothing(job: Job) -> None:
    dry = job.run(POSTMORTEM_DRY_RUN="true")
    written = len(job.story.world.writes)
    real = job.run()

    assert dry.code == 0
    assert written == len([each for each in job.story.world.writes if each.by != "github-actions"])
    assert dry.out.split("\n16 changes:")[0] == real.out.split("\n16 changes:")[0]
    assert dry.outputs["changes"] == "16"


@pytest.mark.parametrize("job", [commanded, accepted], indirect=True)
def test_a_command_is_carried_out_and_answered(job: Job) -> None:
    ended = job.run()

    assert ended.code == 0, ended.err
    assert [reaction.content for reaction in job.story.event.about.comments[-1].reactions] == ["THUMBS_UP"]


def test_an_event_that_is_none_of_ours_ends_at_once_even_without_a_token(job: Job) -> None:
    event = job.story.world.as_person("bob").opens_issue(REPOSITORY, "A bug", "It is broken")
    job.story.world.forget_logs()

    ended = job.run(event, GITHUB_TOKEN="")

    assert ended.code == 0
    assert ended.out.startswith("Nothing to do")
    assert job.story.world.requests == []
    assert ended.outputs == {"changes": "0", "action-items": "[]"}


def test_a_deleted_issue_is_nothing_to_do(job: Job) -> None:
    job.story.world.grant(REPOSITORY, "dora", "admin")
    job.story.world.as_person("dora").deletes(job.story.event.about)

    ended = job.run()

    assert ended.code == 0
    assert "gone" in ended.out


def test_a_wrong_token_is_configuration_and_shows_nowhere(job: Job) -> None:
    job.quick = False

    ended = job.run(GITHUB_TOKEN="ghs_thisIsTheWrongOne0123456789")

    assert ended.code == 2
    assert "does not accept the token" in ended.err
    assert "does not accept the token" in ended.summary
    assert "ghs_" not in ended.out + ended.err + ended.summary


def test_everything_wrong_with_the_environment_is_told_in_one_pass(job: Job) -> None:
    ended = job.run(
        GITHUB_TOKEN="", GITHUB_REPOSITORY="nothing", GITHUB_API_URL="nowhere", POSTMORTEM_DRY_RUN="perhaps"
    )

    assert ended.code == 2
    for word in ("token", "GITHUB_REPOSITORY", "GITHUB_API_URL", "dry-run"):
        assert word in ended.err


@pytest.mark.parametrize(
    "payload", ["", "[]", "not json", {}, {"issue": None}, {"action": "opened", "ref": "refs/heads/main"}]
)
def test_a_payload_of_another_event_or_none_ends_in_words(job: Job, payload: Any) -> None:
    ended = job.run(payload=payload)

    assert ended.code in (0, 2)
    assert "Traceback" not in ended.err
    assert ended.out + ended.err


def test_an_archived_repository_is_told_in_a_sentence_and_nothing_is_written(job: Job) -> None:
    job.story.world.repo(REPOSITORY).archived = True
    job.story.world.forget_logs()

    ended = job.run()

    assert ended.code == 2
    assert "archived" in ended.err
    assert [each for each in job.story.world.requests if each.kind == "write"] == []


def test_an_empty_repository_gets_comment_and_items_and_is_asked_for_a_first_commit(tmp_path: Path) -> None:
    world = repository()
    world.repository(
        "acme/new", empty=True, grants={"alice": "write"}, labels=("postmortem",), visibility="private"
    )
    body = filed(world).event.about.body
    event = world.as_person("alice").opens_issue(
        "acme/new", "Checkout queue stalled", body, labels=["postmortem"]
    )
    story = Story(world=world, event=event, token=world.token("acme/new"))
    with serve(world) as hub:
        ended = Job(story, tmp_path, hub.url).run(GITHUB_REPOSITORY="acme/new")

    assert ended.code == 0, ended.err
    assert "first commit" in event.about.comments[0].body
    assert len(event.about.sub_issues) == 5


def test_pull_requests_that_are_switched_off_make_the_run_red_once_and_leave_a_link(job: Job) -> None:
    job.story.world.repo(REPOSITORY).actions_may_create_pulls = False

    first, second = job.run(), job.run()

    assert (first.code, second.code) == (2, 0)
    assert "Allow GitHub Actions to create and approve pull requests" in first.summary
    assert "/compare/main...postmortem/1" in job.story.event.about.comments[0].body
    assert second.outputs["changes"] == "0"


def test_github_out_of_reach_is_told_with_exit_code_3(job: Job, tmp_path: Path) -> None:
    with patch("time.sleep") as pauses:
        ended = job.run(GITHUB_API_URL="http://127.0.0.1:9", GITHUB_GRAPHQL_URL="http://127.0.0.1:9/graphql")

    assert ended.code == 3
    assert "could not be read" in ended.err
    assert [call.args[0] for call in pauses.call_args_list] == [1, 2, 4]


def test_a_cancelled_job_says_so_and_ends_with_130(job: Job) -> None:
    with patch("postmortem_gh.workflow.act.act", side_effect=KeyboardInterrupt):
        ended = job.run()

    assert ended.code == 130
    assert ended.summary.startswith("**Interrupted.**")


def test_twenty_action_items_stay_within_githubs_limits(tmp_path: Path) -> None:
    items = "\n".join(f"- [P{i % 5}] Promise number {i} is kept @alice" for i in range(26))
    story = filed(action_items=items)
    with serve(story.world) as hub:
        ended = Job(story, tmp_path, hub.url).run()

    assert ended.code == 0, ended.err
    assert len(story.event.about.sub_issues) == 20
    assert [each.status for each in story.world.requests if each.status != 200] == []
    assert len(story.world.requests) <= 7


def test_a_form_full_of_traps_gives_the_log_no_command(tmp_path: Path) -> None:
    trap = "::set-output name=x::y\n##[error]z\n::add-mask::a\n::stop-commands::b"
    story = filed(
        summary=trap,
        action_items=f"- {trap}",
        title="::error::x @everyone #1 <!-- --> ${{ secrets.X }} {{ 7*7 }}",
    )
    with serve(story.world) as hub:
        ended = Job(story, tmp_path, hub.url).run()

    commands = [line for line in ended.out.splitlines() if line.lstrip().startswith("::") or "##[" in line]
    assert ended.code == 0, ended.err
    assert commands == []
    assert "\n::" not in ended.summary
