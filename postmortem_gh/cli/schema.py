"""`postmortem-gh schema`: the JSON Schema of the settings."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from postmortem_gh.errors import ExitCode


def add_arguments(_: ArgumentParser) -> None:
    """It takes none."""


def run(_: Namespace) -> int:
    """Print it."""
    from postmortem_gh.config.model import schema

    print(json.dumps(schema(), ensure_ascii=False, indent=2))
    return ExitCode.DONE
