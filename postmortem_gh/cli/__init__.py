"""The command line: arguments → the one command that was named → exit code.

Each command is a module of this package with `add_arguments(parser)` and
`run(args) -> int`; only the named one is imported, so that `parse` starts
without PyGithub and `--version` without argparse. Results go to standard
output, words to standard error.
"""

from __future__ import annotations

import gc
import sys

from postmortem_gh import __version__

# Garbage in circles is looked for this seldom (the default: at 700 new objects). Modules, and the values that a
# page of issues becomes, are no garbage: looking through them again and again took a tenth of every run.
SELDOM = 20_000


def main(argv: list[str] | None = None) -> int:
    """Run one command; never raises but for an interpreter that is going down."""
    gc.set_threshold(SELDOM)
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"postmortem-gh {__version__}\n")
        return 0
    from postmortem_gh.cli.run import run_command

    return run_command(arguments)
