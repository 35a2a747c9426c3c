"""`postmortem-gh parse BODY.md --form FORM.yml`: the answers of a filled form, as JSON.

For scripts and for trying a form out. Ends 0 whatever the body says, since
each body is an answer of some kind, and 2 when the form is no form.
"""

from __future__ import annotations

import argparse
import sys

from postmortem_gh.cli.files import text_of
from postmortem_gh.errors import UsageError, docs
from postmortem_gh.text import data

TYPE_CHECKING = False  # importing typing takes a quarter of a bare interpreter
if TYPE_CHECKING:
    from postmortem_gh.forms.answers import Answers


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("body", metavar="BODY.md", help="the issue's body; `-` reads standard input")
    parser.add_argument("--form", metavar="FORM.yml", required=True, help="the issue form it was filed with")


def run(args: argparse.Namespace) -> int:
    """Print the answers by element id, in the order of the form."""
    if args.body == args.form == "-":
        raise UsageError(
            "standard input can be the body or the form, not both",
            "both were given as `-`",
            "name a file for one of them",
            docs("commands#parse"),
        )
    answers = _answers(text_of(args.form, "parse"), text_of(args.body, "parse"))
    sys.stdout.write(data.as_json(answers.values) + "\n")
    return 0


def _answers(form: str, body: str) -> Answers:
    # Later than the files are read, so that a misspelt name is told without the YAML library.
    from postmortem_gh.forms import answers, definition

    return answers.read(definition.read(form), body)
