"""`postmortem-gh report`: the weekly report, from anywhere, with a token."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from postmortem_gh.cli.today import add_today, fixed_today
from postmortem_gh.errors import ExitCode, UsageError, docs


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--repository", metavar="OWNER/NAME", help="the home repository (else GITHUB_REPOSITORY)"
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
    from postmortem_gh.values.where import Where
    from postmortem_gh.workflow import follow_up

    def where(name: str) -> Where:
        owner, slash, short = name.partition("/")
        if not (owner and slash and short) or "/" in short:
            raise UsageError(
                f"“{name[:80]}” is no repository",
                "a repository is written owner/name",
                "write for example --repository acme/shop, or set GITHUB_REPOSITORY",
                docs("report"),
            )
        return Where(owner=owner, name=short, run="repository", event="workflow_dispatch")

    def tell(plan: Plan, again: bool) -> None:
        if again:
            sys.stderr.write("Replanned:\n")
        sys.stdout.write(f"{show.as_json(plan) if args.json else show.as_text(plan)}\n")

    home = where(args.repository or os.environ.get("GITHUB_REPOSITORY", ""))
    wired = follow_up.Run(
        connection=connect(find.with_token(os.environ)),
        where=home,
        dry_run=args.dry_run,
        today=fixed_today(args),
        show=tell,
    )
    result = follow_up.report(wired, datetime.now(UTC), tuple(map(where, args.also)))
    for refused in result.refused:
        sys.stderr.write(f"Refused: {show.sentence(refused.change)}: {refused.refusal.what}\n")
    for failed in result.failed:
        sys.stderr.write(f"Not done: {show.sentence(failed.change)}: {failed.why}\n")
    return int(result.exit_code) if not args.dry_run else int(ExitCode.DONE)
