"""`postmortem-gh action`: do what a GitHub event asks, as action.yml runs it.

The environment says where to look; the room for the kind of run does the
rest. Prints the plan, writes summary and outputs, and ends as the contract on
exit codes says. What people wrote wrong is told in the comment, never by the
exit code: a typo must not paint a run red.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from postmortem_gh.cli.today import add_today, fixed_today, today
from postmortem_gh.errors import ConfigurationError, ExitCode, OurMistake, UserError, docs

MOST_WAITING = 10  # postmortems that one scheduled run makes up for; the next takes the rest

if TYPE_CHECKING:
    from postmortem_gh.github_api.environment import Wrong
    from postmortem_gh.github_api.transport import Connection
    from postmortem_gh.plan.changes import Plan
    from postmortem_gh.reconcile import Result
    from postmortem_gh.values.where import Run
    from postmortem_gh.workflow import follow_up
    from postmortem_gh.workflow.event import Job


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes; the inputs of the action come as POSTMORTEM_<INPUT>."""
    parser.add_argument("--dry-run", action="store_true", help="print the plan and write nothing")
    add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Read the job, do its work; every way to stop is told in the summary too."""
    from postmortem_gh.github_api.environment import problems, refuse
    from postmortem_gh.workflow.event import missing_issue, read_job

    wrong: list[Wrong] = []
    job = read_job(os.environ, wrong)
    reason = "" if wrong else _why_not_ours(job)
    if reason:
        return _nothing_to_do(job, reason)
    missing = missing_issue(job)
    wrong += [missing] if missing and not wrong else []
    try:
        if wrong := [*wrong, *problems(os.environ)]:
            refuse(wrong)
        return _act(job, args)
    except UserError as error:
        _tell(job, error)
        raise
    except KeyboardInterrupt:
        _hand_on(job, "**Interrupted.** What was done stays done; the next run goes on from there.", {})
        raise


def _why_not_ours(job: Job) -> str:
    from postmortem_gh.config.templates import shipped_forms
    from postmortem_gh.workflow.relevance import why_not_ours

    return why_not_ours(job.where.event, job.payload, shipped_forms().values())


def _nothing_to_do(job: Job, reason: str) -> int:
    from postmortem_gh.text import escape
    from postmortem_gh.workflow.outputs import write_outputs

    print(f"Nothing to do: {escape.log(reason)}.")
    write_outputs(job.output, {"changes": 0, "action-items": []})
    return ExitCode.DONE


def _act(job: Job, args: argparse.Namespace) -> int:
    from postmortem_gh.github_api.observe import Gone
    from postmortem_gh.github_api.transport import connect

    rooms: Mapping[Run, Callable[[Job, argparse.Namespace, Connection], int]] = {
        "postmortem": _postmortem,
        "item": _item,
        "repository": _repository,
        "pull request": _pull_request,
    }
    try:
        return rooms[job.where.run](job, args, connect(os.environ, meanwhile=_get_ready))
    except Gone as gone:
        return _nothing_to_do(job, str(gone))


def _get_ready() -> None:
    """While GitHub answers the first request: import what deciding takes."""
    from postmortem_gh.workflow.act import get_ready

    get_ready()


def _postmortem(job: Job, args: argparse.Namespace, connection: Connection) -> int:
    from postmortem_gh.workflow.act import act

    ran = act(
        connection,
        job.where,
        today=lambda zone: today(args, zone),
        dry_run=_is_dry(job, args),
        show=_show,
    )
    from postmortem_gh.workflow import summary

    _hand_on(job, summary.of_postmortem(ran), summary.outputs(ran))
    _say(ran.result, connection)
    return ran.exit_code


def _item(job: Job, args: argparse.Namespace, connection: Connection) -> int:
    from postmortem_gh.workflow import follow_up

    result = follow_up.follow_item(_follow_up(job, args, connection), datetime.now(UTC))
    return _followed(job, result, connection, "An action item.")


def _repository(job: Job, args: argparse.Namespace, connection: Connection) -> int:
    """Make up for events that were lost, then write the report."""
    from postmortem_gh.github_api.observe_waiting import observe_waiting
    from postmortem_gh.workflow import follow_up

    waiting = observe_waiting(connection, job.where)
    codes = [_one_of_many(replace(job, where=each), args, connection) for each in waiting[:MOST_WAITING]]
    result = follow_up.report(_follow_up(job, args, connection), datetime.now(UTC))
    return max([*codes, _followed(job, result, connection, "The weekly report.")])


def _one_of_many(job: Job, args: argparse.Namespace, connection: Connection) -> int:
    """A postmortem that waited. What stops it is told, and stops neither the others nor the report."""
    from postmortem_gh.cli.failures import show_bug, show_error
    from postmortem_gh.github_api.observe import Gone

    number = job.where.number
    try:
        return _postmortem(job, args, connection)
    except Gone as gone:
        return _nothing_to_do(job, str(gone))
    except UserError as error:
        print(f"#{number} could not be looked at, and the run goes on without it.")
        show_error(error)
        _tell(job, error)
        return error.exit_code
    except Exception as bug:  # noqa: BLE001  whatever one form brings about, the other forms and the report are owed theirs
        show_bug(bug, ["action"])
        told = _bug_on(number)
        _tell(job, told)
        return told.exit_code


def _bug_on(number: int | None) -> OurMistake:
    return OurMistake(
        f"postmortem-gh met a mistake of its own on #{number}",
        "it is none of yours; all else that this run had to do was done",
        "report the block that the log holds; a later version will make up for it",
        docs("exit-codes"),
    )


def _follow_up(job: Job, args: argparse.Namespace, connection: Connection) -> follow_up.Run:
    from postmortem_gh.workflow import follow_up

    return follow_up.Run(
        connection=connection,
        where=job.where,
        dry_run=_is_dry(job, args),
        today=fixed_today(args),
        show=_show,
    )


def _followed(job: Job, result: Result, connection: Connection, what: str) -> int:
    from postmortem_gh.workflow import summary

    _hand_on(job, summary.of_result(result, what), {"changes": summary.changes(result), "action-items": []})
    _say(result, connection)
    return result.exit_code


def _pull_request(job: Job, _: argparse.Namespace, connection: Connection) -> int:
    """Annotations on the lines that somebody's pull request adds; only unusable settings fail it."""
    from postmortem_gh.language.formats import as_github
    from postmortem_gh.settings import Settings
    from postmortem_gh.workflow import pull_request
    from postmortem_gh.workflow.outputs import annotation
    from postmortem_gh.workflow.settings import SETTINGS, SettingsReader

    files = pull_request.changed_files(connection, job.where.full_name, job.payload)
    texts = pull_request.read_texts(connection, job.where.full_name, job.payload, files)
    mistakes = pull_request.mistakes(texts.proposed)
    for mistake in mistakes:
        print(annotation("error", "Settings", mistake.what, (SETTINGS, mistake.line, mistake.column)))
    try:
        settings = SettingsReader(connection)(texts.settings)
    except ConfigurationError:
        if texts.proposed is None:
            raise
        settings = Settings()  # whoever mends settings that are broken today is not held up by them
    findings = pull_request.check(files, texts.documents, settings.language)
    sys.stdout.write(as_github(findings))
    unread = max(0, len(files) - pull_request.MOST_FILES)
    words = pull_request.verdict(len(findings), len(texts.documents), len(mistakes), unread)
    _hand_on(job, words, {"changes": 0, "action-items": []})
    return ExitCode.USAGE if mistakes else ExitCode.DONE


def _is_dry(job: Job, args: argparse.Namespace) -> bool:
    return job.dry_run or bool(args.dry_run)


def _show(plan: Plan, again: bool) -> None:
    """The plan, as a dry run and a real one both print it."""
    from postmortem_gh.plan.show import as_text

    print(f"{'Replanned: ' if again else ''}{as_text(plan)}")


def _say(result: Result, connection: Connection) -> None:
    """What was refused or left, where the log's reader sees it; and what the run cost."""
    from postmortem_gh.plan.show import sentence
    from postmortem_gh.workflow.outputs import as_annotations
    from postmortem_gh.workflow.summary import verdict

    red = [(sentence(each.change), f"{each.refusal.what}. Fix: {each.refusal.fix}") for each in result.red]
    red += [(sentence(each.change), each.why) for each in result.failed]
    for line in as_annotations("error", red):
        print(line)
    print(f"{verdict(result)} {connection.reads} reads, {connection.writes} writes.")


def _hand_on(job: Job, text: str, values: Mapping[str, object]) -> None:
    from postmortem_gh.workflow.outputs import write_outputs, write_summary

    write_summary(job.summary, text)
    write_outputs(job.output, values)


def _tell(job: Job, error: UserError) -> None:
    """An annotation and a summary, beside what cli/run says on standard error."""
    from postmortem_gh.text import escape
    from postmortem_gh.workflow.outputs import annotation, write_summary

    print(annotation("error", error.what, f"{error.cause}. Fix: {error.fix}"))
    words = (error.what, f"Why: {error.cause}", f"Fix: {error.fix}")
    with suppress(UserError):  # that the summary cannot be written must not hide what went wrong before
        write_summary(
            job.summary, f"**postmortem-gh stopped.**\n\n{escape.code(chr(10).join(words))}\n\n{error.more}"
        )
