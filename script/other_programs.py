"""Programs of others to measure ours beside, installed for one run where npm and PyPI can be reached.

Used by script/bench.py and script/bench_lint.py. All goes into a folder of the bench's own, and no
package's install script is run. A program that cannot be had is a `Missing` with its reason: the row
in the table then says so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

UV = Path(sys.executable).with_name("uv")
FROM_NPM = {"alex": "alex@11.0.1", "write-good": "write-good@1.0.8"}
FROM_PYPI = {"proselint": "proselint==0.16.0"}
ARGUMENTS = {"write-good": ("--parse",), "proselint": ("check",)}
ACTION = ("@actions/core@3.0.1", "@actions/github@9.1.1", "esbuild@0.28.2")
# What every action does before its own work: inputs, the event, a client. It ends well when all were there.
ACTION_SOURCE = """
import * as core from "@actions/core";
import * as github from "@actions/github";

const octokit = github.getOctokit(core.getInput("token"));
const { eventName, payload } = github.context;
if (!octokit.rest.issues || eventName !== "issue_comment" || !payload.comment) process.exit(1);
core.setOutput("changes", 0);
"""


class Missing(NamedTuple):
    """Why a program is not here."""

    why: str


def linters(folder: Path) -> dict[str, list[str] | Missing]:
    """The command of each program that checks how a text is written; the file's name follows it."""
    javascript = _npm(folder / "npm", *FROM_NPM.values())
    python = _pypi(folder / "pypi", *FROM_PYPI.values())
    found: dict[str, list[str] | Missing] = {}
    for name in (*FROM_NPM, *FROM_PYPI):
        place = javascript if name in FROM_NPM else python
        found[name] = place if isinstance(place, Missing) else [str(place / name), *ARGUMENTS.get(name, ())]
    return found


def javascript_action(folder: Path) -> list[str] | Missing:
    """The command that starts a small action in JavaScript, in one file as actions are published."""
    programs = _npm(folder, *ACTION)
    if isinstance(programs, Missing):
        return programs
    (folder / "action.mjs").write_text(ACTION_SOURCE, encoding="utf-8")
    options = ["--bundle", "--platform=node", "--format=cjs", "--outfile=action.cjs", "--log-level=error"]
    failed = _run([str(programs / "esbuild"), "action.mjs", *options], folder)
    return failed or [str(shutil.which("node")), str(folder / "action.cjs")]


def _npm(folder: Path, *packages: str) -> Path | Missing:
    """The folder of the programs that these packages bring."""
    for needed in ("node", "npm"):
        if shutil.which(needed) is None:
            return Missing(f"{needed} is not on the PATH")
    folder.mkdir()
    quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    failed = _run(["npm", "install", "--prefix", str(folder), *quietly, *packages], folder)
    return failed or folder / "node_modules" / ".bin"


def _pypi(folder: Path, *packages: str) -> Path | Missing:
    failed = _run([str(UV), "venv", "--quiet", str(folder)], Path.cwd())
    python = str(folder / "bin" / "python")
    failed = failed or _run([str(UV), "pip", "install", "--quiet", "--python", python, *packages], Path.cwd())
    return failed or folder / "bin"


def _run(command: list[str], cwd: Path) -> Missing | None:
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    except OSError as gone:
        return Missing(f"{command[0]}: {gone.strerror}")
    if done.returncode == 0:
        return None
    said = (done.stderr or done.stdout).strip().splitlines() or [f"exit {done.returncode}"]
    return Missing(f"{Path(command[0]).name} could not install it: {said[0][:100]}")
