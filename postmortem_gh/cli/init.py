"""`postmortem-gh init`: set a repository up, in this checkout or as one pull request that explains itself."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem_gh.cli.undone import tell_undone
from postmortem_gh.cli.words import say
from postmortem_gh.errors import ExitCode, UsageError, UserError, docs

if TYPE_CHECKING:
    from postmortem_gh.plan.changes import Plan
    from postmortem_gh.setup.init import Wishes
    from postmortem_gh.values.where import Where


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "--pr", action="store_true", help="as one pull request, through the API; no checkout is needed"
    )
    parser.add_argument("--no-comments", action="store_true", help="leave out the trigger on comments")
    parser.add_argument(
        "--repository", metavar="OWNER/NAME", help="else GITHUB_REPOSITORY, else the remote `origin`"
    )
    parser.add_argument(
        "--ref", metavar="COMMIT", help="the commit of the action to pin (else that of this package)"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the plan, write nothing")


def run(args: Namespace) -> int:
    """Show the plan, then carry it out."""
    from postmortem_gh.setup import where as find

    wishes = _wishes(args)
    if args.pr:
        return _pull_request(args, find.repository(args.repository, os.environ), wishes)
    return _here(args, wishes)


def _wishes(args: Namespace) -> Wishes:
    from postmortem_gh import __version__
    from postmortem_gh.setup import pin
    from postmortem_gh.setup.init import Wishes

    found = None
    if not args.ref or pin.is_full(args.ref):
        found = pin.of_package(str(Path(__file__).resolve().parents[1]), __version__, args.ref or "")
    if found is None:
        raise UsageError(
            f"“{args.ref[:60]}” is no commit"
            if args.ref
            else "the commit to pin is not known: this package was built from no checkout",
            "the workflow pins the action to a full commit, as a tag can be moved",
            "give --ref with the 40 hex digits of a release's commit, as its release page shows them",
            docs("first-postmortem#pin"),
        )
    return Wishes(comments=not args.no_comments, ref=found.commit, version=found.name)


def _here(args: Namespace, wishes: Wishes) -> int:
    """Into this checkout; labels too, where a token is at hand."""
    from postmortem_gh.setup import init, scaffold
    from postmortem_gh.setup import where as find

    top = find.top(".")
    there = init.files_here(top)
    labels, unasked = _labels(args)
    setup = init.plan_setup(there, labels if not unasked else init_label_names(), wishes)
    if not os.path.samefile(top, "."):
        say(f"GitHub looks at the top of a repository, so that is where these files go: {top}")
    print(scaffold.show(setup))
    if unasked:
        say(
            f"Labels were not looked at: {unasked}. The run that needs one makes it; "
            "the three of the forms must exist before."
        )
    if args.dry_run:
        return ExitCode.DONE
    init.write_here(top, setup.new)
    if setup.labels:
        from postmortem_gh.github_api.transport import connect

        environment = find.with_token(os.environ)
        result = init.make_labels(
            connect(environment), find.repository(args.repository, os.environ), setup, dry_run=False
        )
        if not result.is_complete:
            return tell_undone(result)
    if setup.new:
        print(
            "\nNext: look at the files, commit them, and push to the default branch. "
            "`postmortem-gh doctor` then says what is missing."
        )
    return ExitCode.DONE


def init_label_names() -> frozenset[str]:
    """The names of all labels of ours: none is missing, as far as can be known."""
    from postmortem_gh.decide import labels

    return frozenset(spec.name.lower() for spec in labels.all_known())


def _labels(args: Namespace) -> tuple[frozenset[str], str]:
    """The repository's labels, lower case; where nobody can be asked none, and why."""
    from postmortem_gh.github_api.transport import connect
    from postmortem_gh.setup import init
    from postmortem_gh.setup import where as find

    try:
        connection = connect(find.with_token(os.environ))
        there = init.look(connection, find.repository(args.repository, os.environ)).repository.labels
    except UserError as error:
        return frozenset(), f"{error.what} (fix: {error.fix})"
    return frozenset(there), ""


def _pull_request(args: Namespace, where: Where, wishes: Wishes) -> int:
    from postmortem_gh.github_api.transport import connect
    from postmortem_gh.plan import show
    from postmortem_gh.setup import init
    from postmortem_gh.setup import where as find
    from postmortem_gh.text import escape

    def tell(plan: Plan, again: bool) -> None:
        print(("Replanned:\n" if again else "") + show.as_text(plan))

    connection = connect(find.with_token(os.environ))
    result = init.open_pull_request(connection, where, wishes, dry_run=args.dry_run, show=tell)
    opened = result.known.get("pull request", {})
    if opened.get("url"):
        print(f"\nThe pull request: {escape.log(opened['url'])}")
    return tell_undone(result)
