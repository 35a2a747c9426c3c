"""`--help`, examples first, and mistakes on the command line in words.

Used by cli/run; argparse comes in here and nowhere else, so that `--version`
does without it.
"""

from __future__ import annotations

import argparse
import os
import sys

from postmortem_gh.cli.commands import COMMANDS, Command
from postmortem_gh.errors import UsageError, docs

TYPE_CHECKING = False  # importing typing would cost a fifth of what `parse` costs
if TYPE_CHECKING:
    from typing import NoReturn

EXIT_CODES = (
    "Exit codes: 0 done · 1 findings, or problems in the input · 2 usage or configuration ·\n"
    "            3 a bug of ours, or GitHub out of reach · 130 interrupted"
)


def overview() -> str:
    """What `postmortem-gh --help` prints."""
    start = (
        ("postmortem-gh demo", "see the whole life of a postmortem, on this machine"),
        ("postmortem-gh init --pr", "set a repository up by one pull request"),
    )
    width = max(map(len, COMMANDS))
    commands = "".join(f"  {c.name.ljust(width)}  {c.does}\n" for c in COMMANDS.values())
    return (
        "Blameless postmortems on GitHub: an issue form becomes a document, owned action items\n"
        "and a weekly report.\n\n"
        f"Start here:\n{_examples(start)}\n"
        f"Commands (`postmortem-gh COMMAND --help` tells more):\n{commands}\n"
        f"{EXIT_CODES}\n"
        f"Documentation: {docs('README')}\n"
    )


class CommandParser(argparse.ArgumentParser):
    """argparse with the examples on top and our own words for mistakes."""

    def __init__(self, command: Command) -> None:
        super().__init__(
            prog=f"postmortem-gh {command.name}",
            allow_abbrev=False,
            epilog=EXIT_CODES,
            formatter_class=lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=_width()),
        )
        self.command = command

    def format_help(self) -> str:
        """What it does, examples, then argparse's own account of the arguments."""
        does = self.command.does
        return (
            f"{does[0].upper()}{does[1:]}.\n\n"
            f"Examples:\n{_examples(self.command.examples)}\n{super().format_help()}"
        )

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print, so that all mistakes look alike."""
        near = self._nearest(message)
        raise UsageError(
            f"postmortem-gh {self.command.name}: {message}",
            " ".join(self.format_usage().split()),
            f"{near}`postmortem-gh {self.command.name} --help` shows examples",
            docs(f"commands#{self.command.name}"),
        )

    def _nearest(self, message: str) -> str:
        """A question after the option or the choice that was probably meant; nothing where none is near."""
        import re
        from difflib import get_close_matches

        told = re.search(r"unrecognized arguments: (.*)|invalid choice: '([^']*)'", message)
        options = self._option_string_actions
        choices = [str(choice) for action in options.values() for choice in action.choices or ()]
        for word in (told[1] or told[2]).split() if told else ():
            known = options if word.startswith("-") else choices
            if near := get_close_matches(word.partition("=")[0], known, n=1):
                return f"did you mean `{near[0]}`? "
        return ""


def _width() -> int:
    """How wide to print. argparse would import shutil to ask, for each argument that it is told of."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and columns != "0":
        return int(columns)
    return os.get_terminal_size().columns - 2 if sys.stdout.isatty() else 98


def _examples(examples: tuple[tuple[str, str], ...]) -> str:
    width = max(len(line) for line, _ in examples)
    return "".join(f"  {line.ljust(width)}  # {why}\n" for line, why in examples)
