"""The demo's stage: a team, a repository, and the action run on each event as a runner would.

The action is run as its own process, with an event file and an environment
as GitHub's runner gives them, so that what is shown is what a team gets.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from postmortem_gh.config.templates import shipped_forms
from postmortem_gh.local_github import Running, WebhookEvent, World, serve

REPOSITORY = "acme/shop"
FIRST_DAY = date(2026, 11, 23)  # a Monday; fixed, so that every telling is the same
TEAM = {
    "jo": "Jo Winter",
    "sam": "Sam Okafor",
    "priya": "Priya Nair",
    "lee": "Lee Brandt",
    "mika": "Mika Laine",
}
SETTINGS = "facilitators: [mika, lee, jo]\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One run of the action: what it printed, and what it cost."""

    output: str
    code: int
    reads: int
    writes: int

    @property
    def requests(self) -> int:
        return self.reads + self.writes


@dataclass(slots=True, kw_only=True)
class Stage:
    """The world, the server, and the folder that stands for the runner's."""

    world: World
    server: Running
    token: str
    folder: Path
    runs: list[Ran] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.world.now.date()

    def acts(self, event: WebhookEvent) -> Ran:
        """Run the action on an event about an issue."""
        return self._run(event.name, event.write(self.folder / "event.json"))

    def reports(self) -> Ran:
        """Run the action as the weekly schedule does."""
        path = self.folder / "event.json"
        path.write_text('{"schedule": "17 6 * * 1"}', encoding="utf-8")
        return self._run("schedule", path)

    def waits(self, days: int) -> None:
        """Let days pass."""
        self.world.advance(timedelta(days=days))

    def _run(self, name: str, event: Path) -> Ran:
        before = (self.world.counts.reads, self.world.counts.writes)
        done = subprocess.run(  # our own interpreter and package, no shell
            [sys.executable, "-m", "postmortem_gh", "action"],
            env=self._environment(name, event),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        counts = self.world.counts
        ran = Ran(
            output=done.stdout + done.stderr,
            code=done.returncode,
            reads=counts.reads - before[0],
            writes=counts.writes - before[1],
        )
        self.runs.append(ran)
        if ran.code:
            sys.stderr.write(ran.output)
            raise RuntimeError(f"a run of the action ended with {ran.code}")
        return ran

    def _environment(self, name: str, event: Path) -> Mapping[str, str]:
        package = str(Path(__file__).resolve().parents[2])
        kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT", "HOME", "LANG") if key in os.environ}
        return {
            **kept,
            "PYTHONPATH": package,
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_API_URL": self.server.url,
            "GITHUB_GRAPHQL_URL": self.server.graphql_url,
            "GITHUB_SERVER_URL": self.server.url,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": self.token,
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "POSTMORTEM_TODAY": self.today.isoformat(),
        }


def build(port: int = 0) -> Stage:
    """A team's public repository with our forms and settings, as `init` leaves it, served on loopback."""
    world = World(clock=datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 9, 0, tzinfo=UTC))
    for login, name in TEAM.items():
        world.user(login, name=name)
    files = {f".github/ISSUE_TEMPLATE/{name}": text for name, text in shipped_forms().items()}
    repository = world.repository(
        REPOSITORY,
        files={**files, ".github/postmortem.yml": SETTINGS},
        grants=dict.fromkeys(TEAM, "write"),
        labels=("postmortem", "near-miss", "retrospective"),
    )
    return Stage(
        world=world,
        server=serve(world, port),
        token=world.token(repository),
        folder=Path(tempfile.mkdtemp(prefix="postmortem-demo-")),
    )
