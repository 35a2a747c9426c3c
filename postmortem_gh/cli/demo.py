"""`postmortem-gh demo`: the whole life of a postmortem, on a GitHub of its own, on this machine."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from postmortem_gh.errors import ConfigurationError, ExitCode, docs

if TYPE_CHECKING:
    from postmortem_gh.demo.stage import Stage

NEXT = """
What to do next
───────────────
  postmortem-gh demo --keep     the same world, left running: look at the issues, the pull requests, the documents
  postmortem-gh init --dry-run  what would be set up in your own repository, before anything is written
  postmortem-gh lint FILE.md    the blameless-language check on a text of yours
"""


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--keep", action="store_true", help="leave that GitHub running, with pages to look around"
    )
    parser.add_argument(
        "--port", type=int, default=0, metavar="N", help="the port that it listens on (any free one)"
    )
    parser.add_argument(
        "--out", metavar="DIR", help="also write each page that was shown, whole, as a Markdown file"
    )


def run(args: Namespace) -> int:
    """Tell the story; with --keep, wait for Ctrl-C."""
    from pathlib import Path

    try:
        from postmortem_gh.demo.stage import build
        from postmortem_gh.demo.telling import Telling
    except ModuleNotFoundError as missing:
        raise ConfigurationError(
            f"the demo needs {missing.name}, which is not installed",
            "the action is set up without what only the demo needs, so that it starts sooner",
            "install postmortem-gh whole (`pipx install postmortem-gh`), or run script/demo in a checkout",
            docs("demo"),
        ) from None

    stage = build(args.port)
    try:
        print("postmortem-gh: the life of a postmortem, told on a GitHub that runs on this machine alone.")
        print("Real public incidents, in our own words; the team is invented. Nothing leaves loopback.")
        telling = Telling(stage, print)
        telling.tell()
        if args.out:
            telling.write_pages(Path(args.out))
        _sum_up(stage)
        print(NEXT)
        if args.keep:
            _keep(stage.server.url)
        return ExitCode.DONE
    finally:
        stage.server.stop()
        shutil.rmtree(stage.folder, ignore_errors=True)


def _sum_up(stage: Stage) -> None:
    runs = stage.runs
    first = runs[0]
    print(
        f"\nThe first postmortem took {first.requests} requests ({first.reads} to read); its second run {runs[1].requests}."
    )
    print(f"{len(runs)} runs of the action, {sum(ran.requests for ran in runs)} requests in all.")


def _keep(url: str) -> None:
    from threading import Event

    from postmortem_gh.cli.waiting import person
    from postmortem_gh.demo.stage import REPOSITORY

    print(f"The world is still there: {url}/{REPOSITORY}   (Ctrl-C ends it)", flush=True)
    with person():
        Event().wait()
