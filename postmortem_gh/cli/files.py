"""Files that a command names: read as UTF-8, and told in words where they cannot be.

Used by parse and render.
"""

from __future__ import annotations

import sys

from postmortem_gh.cli.waiting import person
from postmortem_gh.errors import UsageError, docs


def text_of(path: str, command: str) -> str:
    """A file's text; `-` is standard input, and what is no UTF-8 is shown as U+FFFD."""
    try:
        if path == "-":
            with person():
                return sys.stdin.buffer.read().decode("utf-8", "replace")
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "replace")
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        raise UsageError(
            f"cannot read {path}",
            getattr(error, "strerror", None) or str(error),
            "name a file that can be read, or `-` for standard input",
            docs(f"commands#{command}"),
        ) from None
