"""How quickly everything starts, beside the bare interpreter, from one run on one machine.

Used by script/bench. Absolute times are this machine's; a ratio is taken pair
by pair within a round, so that a busy moment hits both. The goals are those of
docs/performance.md.

    script/bench [--rounds N] [--set-up]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
COMMAND = ROOT / ".venv" / "bin" / "postmortem-gh"
sys.path.insert(0, str(ROOT / "script"))
from action import ACT  # noqa: E402  what the action runs in its environment
from other_programs import Missing, javascript_action  # noqa: E402  installed for this run

SETTING_UP = 3  # rounds, as an index may be slow to answer once
LIBRARIES = "import github, pydantic, jinja2, markdown_it, yaml"
BODY = (
    "### What happened?\n\nThe queue of the mail service stalled for 42 minutes; 312 receipts were late.\n\n"
    "### Severity\n\nSEV2\n\n### What applies?\n\n- [X] Someone was paged or called in\n\n"
    "### When did it start?\n\n2026-11-20 14:02 UTC\n\n### When was it over?\n\n2026-11-20 14:44 UTC\n\n"
    "### Timeline\n\n14:02 the queue stops\n14:20 an alert fires\n14:44 the queue is empty\n\n"
    "### Action items\n\n- [P1] Page when queue depth stays over 10k for 5 minutes @alice due 2026-12-15\n"
)


@dataclass(frozen=True)
class Row:
    """A command that is timed, and how many bare interpreters it may cost."""

    what: str
    command: list[str]
    goal: float | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    around: Callable[[], AbstractContextManager[Mapping[str, str]]] = lambda: nullcontext({})


def rows(scratch: Path, javascript: list[str] | Missing) -> list[Row]:
    """What is timed in every round, the bare interpreter first."""
    body = scratch / "body.md"
    body.write_text(BODY, encoding="utf-8")
    form = str(ROOT / "templates" / "forms" / "postmortem.yml")
    nothing = commented(scratch)
    ours = str(COMMAND)
    found = [
        Row("python -c pass", [str(PYTHON), "-c", "pass"]),
        Row("--version", [ours, "--version"], 1.8),
        Row("--help", [ours, "--help"]),
        Row("parse", [ours, "parse", str(body), "--form", form], 4.5),
        Row("render", [ours, "render", str(body)], 10),
        Row("lint", [ours, "lint", str(body)]),
        Row("an event that is none of ours", [str(PYTHON), "-I", str(ROOT / "script/action.py")], 3, nothing),
    ]
    acting = [str(PYTHON), "-I", "-X", "utf8", "-c", ACT, str(ROOT)]
    found += [
        Row("an acting run, all written anew", acting, 30, around=lambda: filed(scratch)),
        Row(
            "an acting run, its plan only",
            acting,
            30,
            {"POSTMORTEM_DRY_RUN": "true"},
            lambda: filed(scratch),
        ),
    ]
    if (node := shutil.which("node")) is not None:
        found.append(Row("node -e 0, to compare", [node, "-e", "0"]))
    return found + in_javascript(javascript, nothing)


def commented(scratch: Path) -> dict[str, str]:
    """The environment of a job that a comment started, which is none of ours."""
    event = scratch / "event.json"
    event.write_text(json.dumps({"action": "created", "issue": {"labels": []}, "comment": {"body": "hello"}}))
    return {"GITHUB_EVENT_NAME": "issue_comment", "GITHUB_EVENT_PATH": str(event), "GITHUB_OUTPUT": ""}


def in_javascript(command: list[str] | Missing, job: Mapping[str, str]) -> list[Row]:
    """An action that reads its event and makes a client of @actions/github; what is not here is told."""
    if isinstance(command, Missing):
        print(f"an action in JavaScript: not to be had: {command.why}")
        return []
    return [Row("an action in JavaScript, its start", command, env={**job, "INPUT_TOKEN": "none"})]


@contextmanager
def filed(scratch: Path) -> Iterator[Mapping[str, str]]:
    """A GitHub of its own in which a form was filed a moment ago, and the job's environment."""
    sys.path.insert(0, str(ROOT))
    from postmortem_gh.local_github import serve
    from tests.hub import REPOSITORY
    from tests.stories import fresh

    story = fresh()
    event = scratch / "filed.json"
    event.write_text(json.dumps(story.event.payload), encoding="utf-8")
    with serve(story.world) as hub:
        yield {
            "GITHUB_API_URL": hub.url,
            "GITHUB_GRAPHQL_URL": f"{hub.url}/graphql",
            "GITHUB_SERVER_URL": hub.url,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": story.token,
            "GITHUB_EVENT_NAME": story.event.name,
            "GITHUB_EVENT_PATH": str(event),
            "POSTMORTEM_TODAY": "2026-11-24",
        }


def start_up(rounds: int, scratch: Path, javascript: list[str] | Missing) -> bool:
    """Time all rows in turn, round by round, and print them; whether every goal was met."""
    timed = rows(scratch, javascript)
    for row in timed:  # bytecode first, and does it work at all?
        _seconds(row)
    times: dict[str, list[float]] = {row.what: [] for row in timed}
    for _ in range(rounds):
        for row in timed:
            times[row.what].append(_seconds(row))
    bare = times[timed[0].what]
    print(f"\n{'start-up, whole process':34} {'median ms':>9} {'x bare':>7} {'goal':>6}")
    met = True
    for row in timed:
        ratio = median(mine / base for mine, base in zip(times[row.what], bare, strict=True))
        met &= row.goal is None or ratio <= row.goal
        verdict = "" if row.goal is None else ("  ok" if ratio <= row.goal else "  MISSED")
        goal = f"{row.goal:6.1f}" if row.goal else " " * 6
        print(f"{row.what:34} {median(times[row.what]) * 1000:9.1f} {ratio:7.2f} {goal}{verdict}")
    return met


def set_up(scratch: Path, javascript: list[str] | Missing) -> bool:
    """From nothing to all libraries imported: our ways beside `python -m venv` and pip, and JavaScript."""
    base = str(Path(sys.base_prefix) / "bin" / "python3")
    lock = str(ROOT / "requirements" / "run.txt")
    ours = [base, "-I", str(ROOT / "script" / "environment.py")]
    uv = str(ROOT / ".venv" / "bin")
    plain = f"{base} -m venv V && V/bin/pip install -q --no-cache-dir --require-hashes -r {lock}"
    clean = {"UV_NO_CACHE": "1", "PIP_NO_CACHE_DIR": "1"}
    broken = scratch / "broken"  # a uv that fails, so that the way by pip is taken
    broken.mkdir()
    (broken / "uv").write_text("#!/bin/sh\nexit 1\n")
    (broken / "uv").chmod(0o755)
    ways = [
        Row("python -m venv + pip install", ["sh", "-c", plain]),
        Row("ours, uv on the PATH", [*ours, "V", lock], 0.5, {**clean, "PATH": f"{uv}:/usr/bin:/bin"}),
        Row("ours, pip fetches uv", [*ours, "V", lock], 0.5, {**clean, "PATH": "/usr/bin:/bin"}),
        Row("ours, pip alone", [*ours, "V", lock], 0.67, {**clean, "PATH": f"{broken}:/usr/bin:/bin"}),
    ]
    ways += in_javascript(javascript, commented(scratch))  # it brings its libraries in its one file
    took: dict[str, list[float]] = {way.what: [] for way in ways}
    for _ in range(SETTING_UP):
        for way in ways:
            took[way.what].append(_set_up(way, scratch / "set-up"))
    print(f"\n{'set-up from nothing to imported':34} {'seconds':>9} {'x pip':>7} {'goal':>6}")
    met = True
    for way in ways:
        ratio = median(mine / base for mine, base in zip(took[way.what], took[ways[0].what], strict=True))
        met &= way.goal is None or ratio <= way.goal
        verdict = "" if way.goal is None else ("  ok" if ratio <= way.goal else "  MISSED")
        print(f"{way.what:34} {median(took[way.what]):9.2f} {ratio:7.2f} {way.goal or '':>6}{verdict}")
    return met


def _set_up(way: Row, folder: Path) -> float:
    """Seconds until the libraries of the environment that this way makes were imported."""
    folder.mkdir()
    try:
        took = _seconds(way, cwd=folder)
        python = folder / "V" / "bin" / "python"
        return took + (_seconds(Row("", [str(python), "-c", LIBRARIES])) if python.exists() else 0)
    finally:
        shutil.rmtree(folder)


def others() -> bool:
    """The benches of the parser, of the language check and of the report; whether all their goals were met."""
    met = True
    for name in ("bench_parse.py", "bench_lint.py", "bench_report.py"):
        if (ROOT / "script" / name).exists():
            print(f"\n{name}", flush=True)
            # A missed goal ends one with 1, and the others are still to be seen.
            done = subprocess.run([str(PYTHON), str(ROOT / "script" / name)], check=False)
            met &= done.returncode == 0
    return met


def _seconds(row: Row, cwd: Path = ROOT) -> float:
    with row.around() as more:
        begun = time.perf_counter()
        _run(row, cwd=cwd, more=more)
        return time.perf_counter() - begun


def _run(row: Row, *, cwd: Path = ROOT, more: Mapping[str, str] | None = None) -> None:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {**row.env, **(more or {})}
    done = subprocess.run(row.command, env=env, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{row.what} failed:\n{done.stdout}{done.stderr}")


def main() -> int:
    """Print all tables; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=21, help="how often each command is started (21)")
    parser.add_argument("--set-up", action="store_true", help="also time the set-up, which downloads 150 MB")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        javascript = javascript_action(Path(folder) / "javascript")
        met = start_up(args.rounds, Path(folder), javascript)
        if args.set_up:
            met &= set_up(Path(folder), javascript)
    met &= others()
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
