"""From arguments to the named command's `run`, and from what it raises to an exit code.

Called by `cli.main` for all but `--version`. Nothing here knows a command:
the table in cli/commands names them, and only the named one is imported.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from postmortem_gh.cli.commands import COMMANDS
from postmortem_gh.cli.words import say
from postmortem_gh.errors import ConfigurationError, ExitCode, UsageError, UserError, docs

WRITING = frozenset({"action", "demo", "init", "report"})


def run_command(arguments: list[str]) -> int:
    """Run the named command and say in words whatever stopped it."""
    _speak_utf8()
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
        return int(code)
    except UserError as error:
        from postmortem_gh.cli.failures import show_error

        show_error(error)
        return int(error.exit_code)
    except ModuleNotFoundError as missing:
        return _tell_missing(missing, arguments)
    except KeyboardInterrupt:
        say("\nInterrupted; the next run goes on from what is there.")
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        return _reader_went_away()
    except Exception as bug:  # noqa: BLE001  the last place where a bug can still be told in words
        return _tell_bug(bug, arguments)


def _dispatch(arguments: list[str]) -> int:
    name, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    if name == "help":
        name, rest = (rest[0], ["--help"]) if rest else ("--help", [])
    if name in ("-h", "--help"):
        from postmortem_gh.cli.usage import overview

        if not arguments:
            say(overview().rstrip("\n"))
            return ExitCode.USAGE
        sys.stdout.write(overview())
        return ExitCode.DONE
    if name not in COMMANDS:
        raise _unknown(name)
    return _run(name, rest)


def _run(name: str, rest: list[str]) -> int:
    from postmortem_gh.cli.usage import CommandParser
    from postmortem_gh.cli.waiting import working

    if name in WRITING:
        _stop_at_sigterm()
    module = import_module(f"postmortem_gh.cli.{name}")
    parser = CommandParser(COMMANDS[name])
    module.add_arguments(parser)
    try:
        parsed = parser.parse_args(rest)
    except SystemExit as done:  # argparse prints --help and leaves
        return int(done.code or 0)
    with working(COMMANDS[name].waiting):
        code: int = module.run(parsed)
    return code


def _stop_at_sigterm() -> None:
    """Let a cancelled job end as Ctrl-C does: nothing new begins, and what was done is told."""
    import signal
    from contextlib import suppress

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with suppress(ValueError):  # not the main thread: whoever runs us there listens itself
        signal.signal(signal.SIGTERM, interrupt)


def _unknown(name: str) -> UsageError:
    from difflib import get_close_matches

    near = get_close_matches(name, [*COMMANDS, "--version", "--help"], n=1, cutoff=0.5)
    return UsageError(
        f"there is no command “{name[:60]}”",
        "the commands are " + ", ".join(COMMANDS),
        f"did you mean `postmortem-gh {near[0]}`?" if near else "`postmortem-gh --help` lists them",
        docs("commands"),
    )


def _tell_bug(bug: BaseException, arguments: list[str]) -> int:
    from postmortem_gh.cli.failures import show_bug

    show_bug(bug, arguments)
    return int(ExitCode.BROKEN)


def _tell_missing(missing: ModuleNotFoundError, arguments: list[str]) -> int:
    """A library that is not installed is the set-up's mistake; a module of ours that is not there, ours."""
    if not missing.name or missing.name.startswith("postmortem_gh"):
        return _tell_bug(missing, arguments)
    from postmortem_gh.cli.failures import show_error

    error = ConfigurationError(
        f"the library “{missing.name}” is not installed",
        f"`postmortem-gh {arguments[0]}` needs it, and this is the Python of {sys.prefix}",
        "install postmortem-gh with pipx, uvx or pip; in a checkout run script/bootstrap",
        docs("README#install"),
    )
    show_error(error)
    return int(error.exit_code)


def _speak_utf8() -> None:
    """Documents are UTF-8 whatever the locale; what cannot be encoded is shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _reader_went_away() -> int:
    # `postmortem-gh lint … | head` has seen all it wanted. Python would complain once more when
    # it flushes at exit: https://docs.python.org/3/library/signal.html#note-on-sigpipe
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return int(ExitCode.DONE)
