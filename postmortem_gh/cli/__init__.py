"""The command line: arguments → the one command that was named → exit code.

Each command is a module of this package with `add_arguments(parser)` and
`run(args) -> int`; only the named one is imported, so that `parse` starts
without PyGithub and `--version` without argparse. Results go to standard
output, words to standard error.
"""

from __future__ import annotations

import atexit
import gc
import sys

from postmortem_gh import __version__

SELDOM = 50_000  # new objects, between one look for cycles and the next; by itself Python looks after 700


def main(argv: list[str] | None = None) -> int:
    """Run one command; never raises but for an interpreter that is going down."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"postmortem-gh {__version__}\n")
        return 0
    _collect_rarely()
    from postmortem_gh.cli.run import run_command

    return run_command(arguments)


def _collect_rarely() -> None:
    """Look for cycles only seldom, and not at all on the way out.

    Modules, and the values that a page of issues becomes, live to the end of a short run, so that looking
    finds nothing: a tenth of its whole time. The memory goes back with the process in any case.
    https://docs.python.org/3/library/gc.html
    """
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)
