"""Files that a command names: read as UTF-8, and told in words where they cannot be.

Used by parse and render.
"""

from __future__ import annotations

import sys

from postmortem_gh.cli.waiting import person
from postmortem_gh.errors import UsageError, docs

LARGEST = 1_000_000
"""Bytes of a body, form or settings file. What GitHub keeps ends at 65,536 characters, at most 262,144 bytes."""


def text_of(path: str, command: str) -> str:
    """A file's text; `-` is standard input, and what is no UTF-8 is shown as U+FFFD."""
    try:
        if path == "-":
            with person():
                content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(path, "rb") as file:
                content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        raise UsageError(
            f"cannot read {path}",
            getattr(error, "strerror", None) or str(error),
            "name a file that can be read, or `-` for standard input",
            docs(f"commands#{command}"),
        ) from None
    if len(content) > LARGEST:
        raise UsageError(
            f"{'standard input' if path == '-' else path} is larger than {LARGEST // 1_000_000} MB",
            "a text on GitHub has at most 65,536 characters, so this is no body, form or settings file",
            "name the file that was meant, or cut this one down",
            docs(f"commands#{command}"),
        )
    return content.decode("utf-8", "replace")
