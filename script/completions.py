"""Completion files for bash, zsh and tcsh, made from the commands' own parsers.

Used by script/build for a release. The command line itself builds one parser
at a time, for the one command that was named; here they stand side by side.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

import shtab

from postmortem_gh import __version__
from postmortem_gh.cli.commands import COMMANDS

NAMES = {"bash": "postmortem-gh.bash", "zsh": "_postmortem-gh", "tcsh": "postmortem-gh.csh"}


def whole_parser() -> argparse.ArgumentParser:
    """All commands in one parser."""
    parser = argparse.ArgumentParser(prog="postmortem-gh")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers()
    for command in COMMANDS.values():
        one = commands.add_parser(command.name, help=command.does)
        import_module(f"postmortem_gh.cli.{command.name}").add_arguments(one)
    return parser


def main() -> int:
    """Write the files into the folder that is named."""
    (folder,) = map(Path, sys.argv[1:])
    folder.mkdir(parents=True, exist_ok=True)
    for shell, name in NAMES.items():
        (folder / name).write_text(shtab.complete(whole_parser(), shell), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
