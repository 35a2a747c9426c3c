"""`postmortem-gh report`: the weekly report, from anywhere, with a token."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from postmortem_gh.cli.today import add_today, fixed_today
from postmortem_gh.cli.undone import tell_undone
from postmortem_gh.cli.words import say


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--repository",
        metavar="OWNER/NAME",
        help="the home repository; else GITHUB_REPOSITORY, else the remote `origin`",
    )
    parser.add_argument(
        "--also",
        metavar="OWNER/NAME",
        action="append",
        default=[],
        help="a further repository whose action items are told; may be given several times",
    )
    parser.add_argument("--dry-run", action="store_true", help="print the plan, write nothing")
    parser.add_argument("--json", action="store_true", help="print the plan as JSON")
    add_today(parser)


def run(args: Namespace) -> int:
    """Observe, decide, show, apply."""
    from postmortem_gh.github_api.transport import connect
    from postmortem_gh.plan import show
    from postmortem_gh.plan.changes import Plan
    from postmortem_gh.setup import where as find
    from postmortem_gh.workflow import follow_up

    def tell(plan: Plan, again: bool) -> None:
        if again:
            say("Replanned:")
        sys.stdout.write(f"{show.as_json(plan) if args.json else show.as_text(plan)}\n")

    home = find.repository(args.repository, os.environ)
    also = tuple(map(find.named, args.also))
    wired = follow_up.Run(
        connection=connect(find.with_token(os.environ)),
        where=home,
        dry_run=args.dry_run,
        today=fixed_today(args),
        show=tell,
    )
    result = follow_up.report(wired, datetime.now(UTC), also)
    return tell_undone(result)
