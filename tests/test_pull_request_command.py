"""Somebody's pull request that changes a document or the settings, as the lint workflow's job sees it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from postmortem_gh.local_github import World, serve
from tests.hub import REPOSITORY
from tests.runner import read_outputs
from tests.stories import repository
from tests.test_action_command import Ended, in_process

DOCUMENT = "postmortems/2026/2026-11-20-queue.md"
SETTINGS = ".github/postmortem.yml"
OLD = "# A queue stalled\n\nBob failed to drain the node.\n"
NEW = OLD + "\nAlice forgot to page the on-call.\n"


def lint(
    folder: Path, files: Mapping[str, str], before: Mapping[str, str] | None = None
) -> tuple[Ended, World]:
    """Open a pull request with these files, and run its job with no right but to read."""
    world = repository()
    world.put_files(REPOSITORY, {DOCUMENT: OLD, **(before or {})})
    bob = world.as_person("bob")
    bob.commits(REPOSITORY, {"README.md": "new"}, branch="reword")
    bob.commits(REPOSITORY, dict(files), branch="reword")
    event = bob.pull_event(bob.opens_pull(REPOSITORY, "reword", "Reword"))
    world.forget_logs()
    (folder / "event.json").write_text(json.dumps(event.payload), encoding="utf-8")
    with serve(world) as hub:
        code, out, err = in_process(
            {
                "GITHUB_EVENT_NAME": "pull_request",
                "GITHUB_EVENT_PATH": str(folder / "event.json"),
                "GITHUB_API_URL": hub.url,
                "GITHUB_GRAPHQL_URL": f"{hub.url}/graphql",
                "GITHUB_REPOSITORY": REPOSITORY,
                "GITHUB_TOKEN": world.token(REPOSITORY, permissions={"contents": "read"}),
                "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
                "GITHUB_OUTPUT": str(folder / "output"),
            }
        )
    summary, output = ((folder / name).read_text(encoding="utf-8") for name in ("summary.md", "output"))
    return Ended(code, out, err, summary, read_outputs(output)), world


def test_a_sentence_that_blames_is_annotated_on_its_line_and_nothing_is_written(tmp_path: Path) -> None:
    ended, world = lint(tmp_path, {DOCUMENT: NEW})

    annotations = [line for line in ended.out.splitlines() if line.startswith("::")]
    assert ended.code == 0, ended.err
    assert annotations
    assert all(f"file={DOCUMENT},line=5" in line for line in annotations)
    assert "in 1 changed document." in ended.summary
    assert (len(world.requests), world.writes) == (2, [])


def test_settings_that_no_run_could_use_are_annotated_and_fail_the_job(tmp_path: Path) -> None:
    ended, _ = lint(tmp_path, {SETTINGS: "trust: write\ntimezon: Europe/Berlin\n"})

    assert ended.code == 2
    assert f"::error file={SETTINGS},line=2,col=1,title=Settings::" in ended.out
    assert "timezone" in ended.out
    assert "**1 mistake** in the settings." in ended.summary


def test_whoever_mends_broken_settings_is_not_held_up_by_them(tmp_path: Path) -> None:
    ended, _ = lint(tmp_path, {SETTINGS: "trust: triage\n"}, {SETTINGS: "trust: nobody\n"})

    assert (ended.code, ended.out) == (0, "")


def test_a_pull_request_cannot_switch_a_rule_off_for_itself(tmp_path: Path) -> None:
    allowed = 'language:\n  allow: ["forgot to page"]\n'

    ended, _ = lint(tmp_path, {DOCUMENT: NEW, SETTINGS: allowed})

    assert "line=5" in ended.out


def test_a_pull_request_that_changes_the_settings_is_read_by_the_base_s(tmp_path: Path) -> None:
    allowed = 'language:\n  allow: ["forgot to page"]\n'

    ended, _ = lint(tmp_path, {DOCUMENT: NEW, SETTINGS: f"trust: triage\n{allowed}"}, {SETTINGS: allowed})

    assert (ended.code, ended.out) == (0, "")


def test_of_many_files_the_settings_are_read_and_how_many_were_not_is_told(tmp_path: Path) -> None:
    many = {f".docs/{number}.md": "x" for number in range(3)}
    many |= {f"postmortems/2026/2026-11-20-{number:03}.md": "# Fine\n" for number in range(60)}

    ended, _ = lint(tmp_path, {**many, SETTINGS: "timezon: UTC\n"})

    assert "in 49 changed documents. **1 mistake** in the settings." in ended.summary
    assert "11 further files" in ended.summary


def test_other_files_are_nobody_s_matter(tmp_path: Path) -> None:
    ended, _ = lint(tmp_path, {"README.md": NEW})

    assert (ended.code, ended.out) == (0, "")
    assert ended.summary.startswith("**0 findings** in 0 changed documents.")
