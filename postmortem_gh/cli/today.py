"""Today, or the day that `--today` or POSTMORTEM_TODAY fixes, for tests and rehearsals.

Used by the commands whose result depends on the date; everything below them
takes the date as a value.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from datetime import UTC, date, datetime, tzinfo

from postmortem_gh.errors import UsageError, docs
from postmortem_gh.values.days import iso_day


def add_today(parser: ArgumentParser) -> None:
    """Give a command the option `--today`."""
    parser.add_argument(
        "--today",
        metavar="YYYY-MM-DD",
        help="take this day for today (also POSTMORTEM_TODAY); for tests and rehearsals",
    )


def fixed_today(args: Namespace) -> date | None:
    """The day that was asked for; None when it is the clock's."""
    said = getattr(args, "today", None) or os.environ.get("POSTMORTEM_TODAY")
    if not said:
        return None
    day = iso_day(said)
    if day is None:
        raise UsageError(
            f"“{said[:40]}” is not a date",
            "--today and POSTMORTEM_TODAY take a day as YYYY-MM-DD",
            "write for example --today 2026-12-15",
            docs("commands"),
        )
    return day


def today(args: Namespace, zone: tzinfo = UTC) -> date:
    """The day that was asked for, else the clock's in that time zone."""
    return fixed_today(args) or datetime.now(zone).date()
