"""The sign for a person who waits: when it is there, what it gives way to, and who is spared it."""

from __future__ import annotations

import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from postmortem_gh.cli.waiting import AFTER, Sign, doing, is_watched, person, working
from postmortem_gh.local_github import LocalGitHub, serve
from tests.stories import fresh

ROOT = Path(__file__).resolve().parents[2]
MOMENT = AFTER + 0.01
PATIENT = 30  # seconds after which a test gives up on what never comes


class Screen(io.StringIO):
    """A terminal, as far as a stream tells."""

    def isatty(self) -> bool:
        return True

    @property
    def shows(self) -> str:
        return looked_at(self.getvalue())


def looked_at(written: str) -> str:
    """What a terminal shows after that was written to it: just what we use of its control sequences."""
    lines = [""]
    column = 0
    rest = written.replace("\r\n", "\n")
    while rest:
        if rest.startswith("\x1b[K"):
            lines[-1] = lines[-1][:column]
            rest = rest[3:]
            continue
        sign, rest = rest[0], rest[1:]
        if sign == "\n":
            lines, column = [*lines, ""], 0
        elif sign == "\r":
            column = 0
        else:
            lines[-1] = lines[-1][:column] + sign + lines[-1][column + 1 :]
            column += 1
    return "\n".join(lines)


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def sign(screen: Screen, clock: Clock) -> Sign:
    return Sign("Talking to GitHub", screen, clock)


def test_what_is_done_at_once_shows_nothing(sign: Sign, screen: Screen, clock: Clock) -> None:
    clock.now += AFTER - 0.01
    sign.tick()
    sign.clear()

    assert screen.getvalue() == ""


def test_after_a_moment_the_sign_is_there_and_turns(sign: Sign, screen: Screen, clock: Clock) -> None:
    clock.now += MOMENT
    sign.tick()
    first = screen.shows
    sign.tick()

    assert first == "⠋ Talking to GitHub …"
    assert screen.shows == "⠙ Talking to GitHub …"


def test_who_waits_for_long_is_told_for_how_long(sign: Sign, screen: Screen, clock: Clock) -> None:
    clock.now += 12
    sign.tick()

    assert screen.shows == "⠋ Talking to GitHub … 12 s"


def test_a_result_takes_the_sign_s_place_and_the_sign_comes_back_after_a_silence(
    sign: Sign, screen: Screen, clock: Clock
) -> None:
    clock.now += 1
    sign.tick()
    sign.give_way(screen, "a change\n")
    sign.tick()
    at_once = screen.shows
    clock.now += MOMENT
    sign.tick()

    assert at_once == "a change\n"
    assert screen.shows == "a change\n⠙ Talking to GitHub …"


def test_the_sign_never_overwrites_a_line_that_has_no_end_yet(
    sign: Sign, screen: Screen, clock: Clock
) -> None:
    sign.give_way(screen, "half a ")
    clock.now += 5
    sign.tick()
    sign.give_way(screen, "line\n")

    assert screen.shows == "half a line\n"


def test_what_goes_into_a_file_leaves_the_screen_s_line_as_it_is(
    sign: Sign, screen: Screen, clock: Clock
) -> None:
    sign.give_way(io.StringIO(), "{")
    clock.now += MOMENT
    sign.tick()

    assert screen.shows == "⠋ Talking to GitHub …"


def test_while_a_person_has_the_turn_nothing_is_drawn(sign: Sign, screen: Screen, clock: Clock) -> None:
    sign.stay_away(True)
    clock.now += 5
    sign.tick()
    meanwhile = screen.getvalue()
    sign.stay_away(False)
    clock.now += MOMENT
    sign.tick()

    assert meanwhile == ""
    assert screen.shows == "⠋ Talking to GitHub …"


@pytest.mark.parametrize(
    ("environment", "watched"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "CI": "false"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True),  # the sign has no colour
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "CI": "true"}, False),
        ({"TERM": "xterm", "CI": "1"}, False),
    ],
)
def test_a_dumb_terminal_and_a_ci_are_spared(
    environment: Mapping[str, str], watched: bool, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TERM", "CI", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert is_watched(screen) is watched
    assert not is_watched(io.StringIO())


def test_in_a_pipe_the_streams_stay_as_they_are() -> None:
    out, err = sys.stdout, sys.stderr

    with working("Talking to GitHub"), person():
        doing("something else")
        assert (sys.stdout, sys.stderr) == (out, err)


# From here on: whole commands under a pseudo-terminal, on a GitHub that answers when the sign was seen.


@dataclass
class Watcher:
    """A person at a terminal: sees what a command writes, and how it ends."""

    process: subprocess.Popen[bytes]
    terminal: int
    written: str = ""

    def waits_for(self, words: str) -> None:
        """Look until the words are on the screen."""
        for _ in range(PATIENT * 10):  # the sign turns ten times a second
            if words in self.written:
                return
            assert self._look(), f"ended without “{words}”:\n{self.written}"
        pytest.fail(f"“{words}” never came:\n{looked_at(self.written)}")

    def sees_the_end(self) -> str:
        """Everything that is on the screen when the command has ended."""
        while self._look():
            pass
        self.process.wait(PATIENT)
        return looked_at(self.written)

    def _look(self) -> bool:
        ready, _, _ = select.select([self.terminal], [], [], PATIENT)
        assert ready, f"nothing more comes:\n{self.written}"
        try:
            more = os.read(self.terminal, 65_536)
        except OSError:  # Linux's way to say that the other side is closed
            return False
        self.written += more.decode("utf-8", "replace")
        return bool(more)


@contextmanager
def at_a_terminal(*arguments: str, cwd: Path, **environment: str) -> Iterator[Watcher]:
    ours, its = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
    process = subprocess.Popen(
        [sys.executable, "-m", "postmortem_gh", *arguments],
        stdin=its,
        stdout=its,
        stderr=its,
        cwd=cwd,
        env={**kept, "PYTHONPATH": str(ROOT), "HOME": str(cwd), "TERM": "xterm", **environment},
        start_new_session=True,
    )
    os.close(its)
    try:
        yield Watcher(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Until this is set, the local GitHub answers nothing."""
    event, handle = threading.Event(), LocalGitHub.handle

    def slowly(self: LocalGitHub, *request: Any, **more: Any) -> Any:
        assert event.wait(PATIENT)
        return handle(self, *request, **more)

    monkeypatch.setattr(LocalGitHub, "handle", slowly)
    yield event
    event.set()


@pytest.fixture
def github(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A GitHub with a form that was just filed, and the environment of its job."""
    story = fresh()
    event = tmp_path / "event.json"
    event.write_text(json.dumps(story.event.payload), encoding="utf-8")
    story.world.grant("acme/shop", "alice", "admin")
    with serve(story.world) as hub:
        yield {
            "GITHUB_API_URL": hub.url,
            "GITHUB_GRAPHQL_URL": hub.graphql_url,
            "GITHUB_SERVER_URL": hub.url,
            "GITHUB_REPOSITORY": "acme/shop",
            "GITHUB_TOKEN": story.token,
            "GITHUB_EVENT_NAME": story.event.name,
            "GITHUB_EVENT_PATH": str(event),
            "POSTMORTEM_TODAY": "2026-11-24",
        }


@pytest.mark.parametrize(
    ("command", "result"),
    [
        (["doctor"], "checks are fine"),
        (["report", "--dry-run"], "3 changes"),
        (["init", "--dry-run", "--ref", "0" * 40], ".github/workflows/postmortem.yml"),
        (["init", "--pr", "--dry-run", "--ref", "0" * 40], "open a pull request"),
        (["action", "--dry-run"], "changes"),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_every_command_that_waits_for_github_says_so_and_leaves_no_trace_of_it(
    command: list[str], result: str, github: dict[str, str], answers: threading.Event, tmp_path: Path
) -> None:
    with at_a_terminal(*command, cwd=tmp_path, **github) as watcher:
        watcher.waits_for("Talking to GitHub …")
        answers.set()
        seen = watcher.sees_the_end()

    assert result in seen
    assert "Talking to GitHub" not in seen
    assert watcher.process.returncode in (0, 1)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A process that a shell put into the background ignores Ctrl-C, and so would the commands that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_interrupted_at_the_sign_it_says_so_on_a_clean_line(
    github: dict[str, str], answers: threading.Event, tmp_path: Path
) -> None:
    with at_a_terminal("doctor", cwd=tmp_path, **github) as watcher:
        watcher.waits_for("Talking to GitHub …")
        watcher.process.send_signal(signal.SIGINT)
        seen = watcher.sees_the_end()

    assert "Talking to GitHub" not in seen
    assert "Interrupted" in seen
    assert watcher.process.returncode == 130


def test_many_files_are_counted_while_they_are_checked(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("The queue stalled.\n", encoding="utf-8")
    os.mkfifo(tmp_path / "two.md")  # it can be read when the sign was seen

    with at_a_terminal("lint", "one.md", "two.md", cwd=tmp_path) as watcher:
        watcher.waits_for("Checking 2 of 2 …")
        (tmp_path / "two.md").write_text("Bob failed to drain the node.\n", encoding="utf-8")
        seen = watcher.sees_the_end()

    assert "Bob" in seen
    assert "Checking" not in seen
    assert watcher.process.returncode == 1
