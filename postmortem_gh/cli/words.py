"""What a command says on standard error: the one place through which its words go.

Paths, options, forms, settings and GitHub's own answers are quoted in them,
and none of these may command the terminal or the Actions runner, nor show a token.
"""

from __future__ import annotations

import os
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


def masked(text: str) -> str:
    """The text without tokens: those in our environment, and whatever looks like one."""
    for name in SECRET_VARIABLES:
        secret = os.environ.get(name, "")
        if len(secret) >= 8:  # shorter ones are placeholders, and would mask plain words
            text = text.replace(secret, "***")
    return TOKEN.sub("***", text)
