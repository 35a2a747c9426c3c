"""A stand-in for the runner: carries out a composite action's steps as GitHub would.

Knows what our action.yml needs of the metadata syntax and refuses the rest.
https://docs.github.com/actions/reference/metadata-syntax-for-github-actions
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
EXPRESSION = re.compile(r"\$\{\{ ([a-z.-]+) \}\}")


@dataclass(frozen=True)
class Run:
    """What a run left behind."""

    exit_code: int
    log: str
    outputs: Mapping[str, str]
    summary: str
    temp: Path


def action() -> dict[str, Any]:
    """The action's metadata."""
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return loaded


def carry_out(
    event: str,
    payload: Mapping[str, Any],
    *,
    home: Path,
    path: str,
    inputs: Mapping[str, str] | None = None,
    token: str = "",
    environment: Mapping[str, str] | None = None,
) -> Run:
    """Run the action's one step for an event, in an empty home, with that PATH and nothing inherited."""
    (step,) = action()["runs"]["steps"]
    given = {name: spec.get("default", "") for name, spec in action()["inputs"].items()} | dict(inputs or {})
    known = {f"inputs.{name}": value for name, value in given.items()} | {"github.token": token}
    files = _files(home, payload)
    env = {
        "HOME": str(home),
        "PATH": path,
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_EVENT_NAME": event,
        "GITHUB_WORKSPACE": str(home / "workspace"),
        **files,
        **(environment or {}),
        **{name: _resolve(str(value), known) for name, value in step["env"].items()},
    }
    script = home / "step.sh"
    script.write_text(step["run"])
    bash = shutil.which("bash") or "bash"
    command = [bash, "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]  # as the runner has it
    done = subprocess.run(
        command,
        env=env,
        cwd=home / "workspace",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Run(
        done.returncode,
        done.stdout + done.stderr,
        read_outputs(Path(files["GITHUB_OUTPUT"]).read_text(encoding="utf-8")),
        Path(files["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8"),
        Path(files["RUNNER_TEMP"]),
    )


def read_outputs(text: str) -> dict[str, str]:
    """GITHUB_OUTPUT as the runner reads it: `name=value`, or a heredoc with a delimiter.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions#multiline-strings
    """
    outputs: dict[str, str] = {}
    lines = iter(text.removesuffix("\n").split("\n") if text else ())
    for line in lines:
        name, heredoc, delimiter = line.partition("<<")
        if heredoc and "=" not in name:
            outputs[name] = "\n".join(iter(lambda: next(lines), delimiter))
        else:
            name, _, value = line.partition("=")
            outputs[name] = value
    return outputs


def path_with(folder: Path, **programs: str) -> str:
    """A PATH of python3 and these shell programs alone; each program is its text."""
    folder.mkdir(parents=True)
    (folder / "python3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    for name, text in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    return str(folder)


def _files(home: Path, payload: Mapping[str, Any]) -> dict[str, str]:
    for folder in ("workspace", "temp"):
        (home / folder).mkdir(parents=True, exist_ok=True)  # a second step of the same job finds them
    event = home / "event.json"
    event.write_text(json.dumps(payload), encoding="utf-8")
    files = {"GITHUB_EVENT_PATH": str(event), "RUNNER_TEMP": str(home / "temp")}
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH"):
        (home / name).write_text("")
        files[name] = str(home / name)
    return files


def _resolve(value: str, known: Mapping[str, str]) -> str:
    """Fill expressions in, also those that a default brings along."""
    for _ in range(2):
        value = EXPRESSION.sub(lambda match: known[match.group(1)], value)
    return value
