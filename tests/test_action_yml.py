"""The composite action: carried out as a runner would, and what its metadata promises."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from postmortem_gh.local_github import serve
from tests.hub import REPOSITORY
from tests.runner import ROOT, Run, action, carry_out, path_with
from tests.stories import fresh

CONTRACT = {"changes", "document", "pull-request", "comment", "action-items"}
# Calls of these would mean that something is about to be installed.
TRAP = 'echo "$0 $*" >> "$HOME/installers-called"; exit 97'


def run_without_installers(home: Path, event: str, payload: dict[str, Any]) -> Run:
    path = path_with(home / "bin", uv=TRAP, pip=TRAP, pip3=TRAP, curl=TRAP)
    run = carry_out(event, payload, home=home, path=path, token="t0ken")
    assert not (home / "installers-called").exists()
    return run


def test_the_metadata_keeps_the_contract() -> None:
    assert set(action()["inputs"]) == {"token", "dry-run"}
    assert set(action()["outputs"]) == CONTRACT


def test_the_action_uses_no_other_action_and_one_step() -> None:
    (step,) = action()["runs"]["steps"]

    assert "uses" not in step
    assert "${{" not in step["run"]


@pytest.mark.parametrize(
    ("event", "payload"),
    [
        ("push", {"ref": "refs/heads/main"}),
        ("issues", {"action": "opened", "issue": {"labels": [{"name": "bug"}], "body": "It broke"}}),
        (
            "issues",
            {"action": "labeled", "issue": {"labels": [{"name": "postmortem"}]}, "label": {"name": "x"}},
        ),
        ("issues", {"action": "edited", "issue": {"labels": [{"name": "postmortem"}]}, "changes": {}}),
        (
            "issue_comment",
            {
                "action": "created",
                "issue": {"labels": [{"name": "postmortem"}]},
                "comment": {"body": "thanks"},
            },
        ),
        (
            "issue_comment",
            {
                "action": "created",
                "issue": {"pull_request": {}, "labels": []},
                "comment": {"body": "/accept"},
            },
        ),
    ],
)
def test_an_event_that_is_none_of_ours_ends_at_once_with_nothing_installed(
    tmp_path: Path, event: str, payload: dict[str, Any]
) -> None:
    run = run_without_installers(tmp_path, event, payload)

    assert (run.exit_code, list(run.temp.iterdir())) == (0, [])
    assert run.log.startswith("Nothing to do: ")
    assert run.outputs == {"changes": "0", "action-items": "[]"}


def test_an_event_file_that_is_no_json_is_told_with_its_fix(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    path = path_with(tmp_path / "bin", uv=TRAP, pip=TRAP)

    run = carry_out(
        "issues",
        {},
        home=tmp_path,
        path=path,
        environment={"GITHUB_EVENT_PATH": str(broken), "GITHUB_REPOSITORY": "acme/shop"},
    )

    assert run.exit_code == 2
    assert f"::error title=postmortem-gh could not start::the event file “{broken}” cannot be read" in run.log
    assert "it is no JSON from line 1, column 2 on" in run.log
    assert "Fix: " in run.summary


def test_a_runner_without_any_installer_is_told_what_it_lacks(tmp_path: Path) -> None:
    path = path_with(tmp_path / "bin", uv="echo no network >&2; exit 1")
    payload = {"action": "opened", "issue": {"labels": [{"name": "postmortem"}]}}
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_FIND_LINKS": "", "PIP_RETRIES": "0"}
    nowhere |= {"PIP_EXTRA_INDEX_URL": "", "PIP_CONFIG_FILE": "/dev/null"}

    run = carry_out("issues", payload, home=tmp_path, path=path, environment=nowhere)

    assert run.exit_code == 3
    assert "uv pip sync: no network" in run.log
    assert "must reach its package index" in run.summary


def test_a_filed_form_is_acted_on_in_an_empty_home_and_the_second_run_changes_nothing(
    tmp_path: Path,
) -> None:
    story = fresh()
    uv = Path(sys.executable).with_name("uv")
    path = path_with(tmp_path / "bin", uv=f'exec "{uv}" "$@"', pip=TRAP, pip3=TRAP, curl=TRAP)

    with serve(story.world) as hub:
        job = {
            "GITHUB_API_URL": hub.url,
            "GITHUB_GRAPHQL_URL": f"{hub.url}/graphql",
            "GITHUB_SERVER_URL": hub.url,
            "GITHUB_REPOSITORY": REPOSITORY,
            "POSTMORTEM_TODAY": "2026-11-24",
        }
        first, second = (
            carry_out(
                story.event.name,
                story.event.payload,
                home=tmp_path / "home",
                path=path,
                token=story.token,
                environment=job,
            )
            for _ in range(2)
        )

    assert (first.exit_code, second.exit_code) == (0, 0), first.log + second.log
    assert set(first.outputs) == CONTRACT
    assert json.loads(first.outputs["action-items"]) == [2, 3, 4, 5, 6]
    assert second.outputs == first.outputs | {"changes": "0"}
    assert first.summary.startswith("**A full postmortem")
    assert story.token not in first.log + first.summary
    assert not (tmp_path / "home" / "installers-called").exists()


def test_nothing_that_people_wrote_reaches_a_shell() -> None:
    files = [
        ROOT / "action.yml",
        *ROOT.glob(".github/workflows/*.yml"),
        *ROOT.glob("templates/workflows/*.yml"),
    ]

    scripts = [
        line for file in files for line in file.read_text().splitlines() if re.match(r"\s*(- )?run:", line)
    ]

    assert scripts
    assert not [script for script in scripts if "${{" in script]


def test_exactly_one_finding_of_the_workflow_linter_is_ignored_and_says_why() -> None:
    files = [ROOT / "action.yml", *ROOT.glob(".github/**/*.yml"), *ROOT.glob("templates/workflows/*.yml")]

    ignores = re.findall(r"# zizmor: ignore\[.*", "\n".join(file.read_text() for file in files))

    (ignore,) = ignores
    assert re.fullmatch(r"# zizmor: ignore\[dangerous-triggers\] \w.{40,}", ignore)
