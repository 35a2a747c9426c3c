"""`postmortem-gh doctor`: what is wrong with a repository's set-up, why it matters, and how to mend it."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from postmortem_gh.errors import ExitCode


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--repository", metavar="OWNER/NAME", help="else GITHUB_REPOSITORY, else the remote `origin`"
    )
    parser.add_argument("--json", action="store_true", help="as data, every check with its findings")


def run(args: Namespace) -> int:
    """Look, check, tell; 1 when something is to be mended."""
    from postmortem_gh.github_api.observe_setup import observe_setup
    from postmortem_gh.github_api.transport import connect
    from postmortem_gh.setup import doctor
    from postmortem_gh.setup import where as find
    from postmortem_gh.setup.checks import settings

    where = find.repository(args.repository, os.environ)
    connection = connect(find.with_token(os.environ))
    now = datetime.now(UTC)
    setup = observe_setup(connection, where, local_time=now)
    facilitators = settings.read(setup).facilitators
    if facilitators:
        setup = observe_setup(connection, where, facilitators=facilitators, local_time=now)
    told = doctor.examine(setup)
    print(doctor.as_json(told, where.full_name) if args.json else doctor.as_text(told, where.full_name))
    return ExitCode.PROBLEMS if doctor.has_problems(told) else ExitCode.DONE
