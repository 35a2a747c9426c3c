"""What a terminal gets to see, and what a pipe is spared."""

from __future__ import annotations

import io
import time

from postmortem_gh.cli.terminal import working


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_person_who_waits_sees_that_something_goes_on() -> None:
    screen = Screen()

    with working("asking GitHub", screen, after=0.01):
        time.sleep(0.08)

    assert "asking GitHub …" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_what_is_done_at_once_shows_nothing() -> None:
    screen = Screen()

    with working("asking GitHub", screen, after=5):
        pass

    assert screen.getvalue() == ""


def test_a_pipe_is_spared() -> None:
    pipe = io.StringIO()

    with working("asking GitHub", pipe, after=0):
        time.sleep(0.03)

    assert pipe.getvalue() == ""
