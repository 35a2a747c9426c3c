"""What starts quickly stays quick: told by what was imported, never by the clock.

An import that creeps into the wrong place costs each run of a command tens of
milliseconds, and no other test would notice.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from postmortem_gh.local_github import serve
from tests.hub import REPOSITORY
from tests.stories import fresh

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"github", "requests", "urllib3", "cryptography", "nacl", "jwt", "pydantic", "jinja2", "markdown_it"}
ALSO_HEAVY = {"asyncio", "graphql", "http", "ssl", "socket", "zoneinfo", "sqlite3", "rich"}
BODY = "### What happened?\n\nThe queue stalled.\n\n### When did it start?\n\n2026-11-20 14:02 UTC\n"


def imported(*command: str, given: str = "", **environment: str) -> set[str]:
    """The modules that a command imports beyond those of an interpreter that does nothing."""
    return _modules(*command, given=given, **environment) - _modules("-c", "pass")


def _modules(*command: str, given: str = "", **environment: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    lines = (line.rpartition("|") for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {name.strip() for _, _, name in lines}


def outermost(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.fixture
def body(tmp_path: Path) -> str:
    path = tmp_path / "body.md"
    path.write_text(BODY, encoding="utf-8")
    return str(path)


def test_version_imports_nothing_but_the_package_itself() -> None:
    modules = imported("-m", "postmortem_gh", "--version")

    ours = {name for name in modules if name.startswith("postmortem_gh")}
    assert ours == {"postmortem_gh", "postmortem_gh.cli"}
    assert not modules & {"argparse", "re", "enum", "dataclasses", "json", "typing"}


def test_help_imports_no_command() -> None:
    modules = imported("-m", "postmortem_gh", "--help")

    assert not outermost(modules) & (HEAVY | ALSO_HEAVY | {"yaml", "dataclasses"})
    assert "postmortem_gh.cli.parse" not in modules


def test_parse_gets_by_with_yaml_and_little_else(body: str) -> None:
    modules = imported("-m", "postmortem_gh", "parse", body, "--form", "templates/forms/postmortem.yml")

    assert "yaml" in modules
    assert not outermost(modules) & (
        HEAVY | ALSO_HEAVY | {"pathlib", "subprocess", "email", "importlib.metadata"}
    )


def test_lint_needs_neither_github_nor_pydantic_nor_templates(body: str) -> None:
    modules = imported("-m", "postmortem_gh", "lint", body)

    assert not outermost(modules) & (HEAVY - {"markdown_it"})


def test_render_needs_neither_github_nor_pydantic_nor_jinja(body: str) -> None:
    modules = imported("-m", "postmortem_gh", "render", body)

    assert not outermost(modules) & (HEAVY | ALSO_HEAVY)


def test_schema_does_not_import_github() -> None:
    assert "github" not in imported("-m", "postmortem_gh", "schema")


def test_a_run_that_acts_gets_by_with_a_quarter_of_pygithub(tmp_path: Path) -> None:
    story = fresh()
    event = tmp_path / "event.json"
    event.write_text(json.dumps(story.event.payload), encoding="utf-8")

    with serve(story.world) as hub:
        modules = imported(
            "-m",
            "postmortem_gh",
            "action",
            GITHUB_API_URL=hub.url,
            GITHUB_GRAPHQL_URL=f"{hub.url}/graphql",
            GITHUB_SERVER_URL=hub.url,
            GITHUB_REPOSITORY=REPOSITORY,
            GITHUB_TOKEN=story.token,
            GITHUB_EVENT_NAME=story.event.name,
            GITHUB_EVENT_PATH=str(event),
            GITHUB_OUTPUT="",
            GITHUB_STEP_SUMMARY="",
        )

    assert "github" in modules
    assert len([name for name in modules if name.startswith("github.")]) < 45
    assert not outermost(modules) & {"cryptography", "nacl", "pydantic", "jinja2", "markdown_it", "zoneinfo"}


def test_an_event_that_is_none_of_ours_costs_a_json_file(tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"action": "created", "issue": {"labels": []}, "comment": {"body": "hello"}}))

    modules = imported(
        "-I",
        "script/action.py",
        GITHUB_EVENT_NAME="issue_comment",
        GITHUB_EVENT_PATH=str(event),
        GITHUB_OUTPUT="",
    )

    ours = {name for name in modules if name.startswith("postmortem_gh")}
    assert ours == {"postmortem_gh", "postmortem_gh.workflow", "postmortem_gh.workflow.relevance"}
    assert outermost(modules) - {
        "postmortem_gh",
        "json",
        "_json",
        "re",
        "enum",
        "types",
        "operator",
        "_operator",
    } <= {
        "__future__",
        "_collections",
        "_functools",
        "_sre",
        "collections",
        "copyreg",
        "functools",
        "itertools",
        "keyword",
        "reprlib",
    }
