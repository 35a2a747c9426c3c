"""What a command says on standard error, and a document on standard output: the one place through which they go.

Paths, options, forms, settings and GitHub's own answers are quoted in them,
and none of these may command the terminal or the Actions runner, nor show a token.
"""

from __future__ import annotations

import os
import stat
import sys

from postmortem_gh.text.patterns import pattern

# GitHub's own prefixes: https://docs.github.com/authentication (about authentication, token formats)
TOKEN = pattern(r"\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,})|(?<=://)[^/@\s]{1,200}@")
SECRET_VARIABLES = ("POSTMORTEM_TOKEN", "GITHUB_TOKEN", "GH_TOKEN")


def say(text: str, lead: str = "") -> None:
    """Tell it, made harmless. `lead` comes before it as it is, for a painted word of ours."""
    from postmortem_gh.text import escape

    sys.stderr.write(f"{lead}{escape.log(masked(text))}\n")
    sys.stderr.flush()


def give(document: str) -> None:
    """Print a document as it is; in a job, unless into a file, without what the runner would obey.

    The runner reads all that a step prints. A pipe may be its own or lead to
    another program, which nobody can tell; to switch commands off around the
    text (`::stop-commands::`) would put two more lines into such a program's
    input, and on standard error it comes too late or too early.
    """
    if os.environ.get("GITHUB_ACTIONS") == "true" and not _is_file():
        from postmortem_gh.text import escape

        document = escape.unheard(document)
    sys.stdout.write(document)


def _is_file() -> bool:
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError):  # closed, or no file at all
        return False


def masked(text: str) -> str:
    """The text without tokens: those in our environment, and whatever looks like one."""
    for name in SECRET_VARIABLES:
        secret = os.environ.get(name, "")
        if len(secret) >= 8:  # shorter ones are placeholders, and would mask plain words
            text = text.replace(secret, "***")
    return TOKEN.sub("***", text)
