"""What stops a run: words for the person who can mend it, and the exit code.

Raised anywhere, shown by `cli` alone. A problem in people's input is not
raised but collected (`values/problems`); any other exception is our own bug.
"""

from __future__ import annotations

from enum import IntEnum

DOCS = "https://github.com/postmortem-gh/postmortem-gh/blob/main/docs/"


class ExitCode(IntEnum):
    """What the shell sees; a contract, see docs/exit-codes.md."""

    DONE = 0
    PROBLEMS = 1  # findings, or problems in the input
    USAGE = 2  # usage or configuration: the caller can mend it
    BROKEN = 3  # a bug of ours, or GitHub out of reach after retries
    INTERRUPTED = 130


class UserError(Exception):
    """Nothing can go on: what happened, why, what to do, where to read on."""

    exit_code = ExitCode.USAGE

    def __init__(self, what: str, cause: str, fix: str, more: str) -> None:
        super().__init__(what)
        self.what = what
        self.cause = cause
        self.fix = fix
        self.more = more


class UsageError(UserError):
    """The command line says something that no command understands."""


class ConfigurationError(UserError):
    """Settings, forms, token or permissions: mended once, by somebody who may."""


class NotReachable(UserError):
    """GitHub did not answer, also after waiting and asking again."""

    exit_code = ExitCode.BROKEN


class OurMistake(UserError):
    """A bug of ours on one thing of many; the rest goes on, and it is told beside it."""

    exit_code = ExitCode.BROKEN


def docs(page: str) -> str:
    """The address of a page of the documentation, e.g. ``docs("action-items#due-dates")``."""
    name, _, anchor = page.partition("#")
    return f"{DOCS}{name}.md" + (f"#{anchor}" if anchor else "")
