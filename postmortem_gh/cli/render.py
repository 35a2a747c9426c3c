"""`postmortem-gh render BODY.md`: the document that a filled form would become.

To try a form, a template's words or a hand-edited body out, without GitHub.
Problems go to standard error, one a line, and the document is printed all the
same; the exit code is 1 when there are any.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from postmortem_gh.cli.files import text_of
from postmortem_gh.cli.today import add_today, today
from postmortem_gh.cli.words import give, say
from postmortem_gh.errors import ExitCode, UsageError, docs

if TYPE_CHECKING:
    from postmortem_gh.forms.definition import Form
    from postmortem_gh.settings import Settings
    from postmortem_gh.values.findings import Finding
    from postmortem_gh.values.problems import Problem
    from postmortem_gh.values.records import Kind, Record

KINDS: tuple[Kind, ...] = ("postmortem", "near-miss", "retrospective")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("body", metavar="BODY.md", help="the issue's body; `-` reads standard input")
    parser.add_argument(
        "--form", metavar="FORM.yml", help="its issue form; else the shipped one that fits best"
    )
    parser.add_argument("--title", metavar="T", help="the issue's title; else the summary's first sentence")
    parser.add_argument("--issue", metavar="N", type=int, help="the issue's number, for the front matter")
    parser.add_argument("--named", metavar="LOGIN,…", default="", help="people who agreed to be named")
    parser.add_argument("--settings", metavar="FILE", help="a settings file; else the defaults")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="write the document there, byte for byte also in a job; printed into a job's log"
        " it has a joiner of no width where the runner would obey a line (`::`, `##[`)",
    )
    add_today(parser)


def run(args: argparse.Namespace) -> int:
    """Print the document, then every problem of the form."""
    settings = _settings(args.settings)
    body, secrets = _redacted(text_of(args.body, "render"), settings)
    form, kind = _form(args.form, body)
    record = _record(args, form, kind, body, settings)
    _print(_document(record, settings, args.named), args.output)
    for problem in record.problems:
        say(_line(problem))
    for secret in secrets:
        say(f"line {secret.line}: {secret.message}")
    return ExitCode.PROBLEMS if record.problems or secrets else ExitCode.DONE


def _redacted(body: str, settings: Settings) -> tuple[str, list[Finding]]:
    """As the action reads it: without secrets, which neither the document nor a job's log may show."""
    from postmortem_gh.forms.answers import plain
    from postmortem_gh.language import redact

    body = plain(body)
    return redact.redacted(body, settings.language), redact.secrets(body, "-", settings.language)


def _settings(path: str | None) -> Settings:
    from postmortem_gh.settings import Settings

    if path is None:
        return Settings()
    from postmortem_gh.config import read_settings

    return read_settings(text_of(path, "render"), path)


def _form(path: str | None, body: str) -> tuple[Form, Kind]:
    """The form that was named, else of the shipped ones that which fits best."""
    from postmortem_gh.forms import definition

    if path is not None:
        form = definition.read(text_of(path, "render"))
        return form, _kind(form) or "postmortem"
    from postmortem_gh.config.templates import shipped_text
    from postmortem_gh.forms.answers import fit

    shipped = [(kind, definition.read(shipped_text(f"forms/{kind}.yml"))) for kind in KINDS]
    kind, form = max(shipped, key=lambda pair: fit(pair[1], body))
    return form, kind


def _kind(form: Form) -> Kind | None:
    """By the label that the form sets, else by the elements that only one kind has."""
    labels = {label.lower() for label in form.labels}
    ids = {element.id for element in form.elements}
    named = next((kind for kind in KINDS if kind in labels), None)
    if named:
        return named
    if ids & {"what_stopped_it", "could_have"}:
        return "near-miss"
    return "retrospective" if "period" in ids else None


def _record(args: argparse.Namespace, form: Form, kind: Kind, body: str, settings: Settings) -> Record:
    from dataclasses import replace

    from postmortem_gh.documents.times import zone
    from postmortem_gh.forms import answers
    from postmortem_gh.intake import record as intake

    day = today(args, zone(settings.timezone))
    record = intake.read(
        form,
        answers.read(form, body),
        kind=kind,
        title=_redacted(args.title or "", settings)[0],
        issue=args.issue,
        filed_at=None,
        today=day,
        settings=settings,
    )
    if record.kind == "retrospective" and record.period_end is None:
        record = replace(record, period_end=day)  # `Sprint 42`: the day of its filing, which is today
    return record if record.title.strip() else replace(record, title=_first_sentence(record))


def _first_sentence(record: Record) -> str:
    """A title for a body that came without one."""
    line = (record.summary or "").strip().split("\n", 1)[0].strip()
    sentence = line.split(". ", 1)[0].rstrip(".")
    if len(sentence) > 80:
        sentence = sentence[:80].rsplit(" ", 1)[0] + " …"
    return sentence or {"near-miss": "Near miss", "retrospective": "Retrospective"}.get(
        record.kind, "Postmortem"
    )


def _document(record: Record, settings: Settings, named: str) -> str:
    from postmortem_gh.config.templates import shipped
    from postmortem_gh.decide.size import write_up
    from postmortem_gh.documents.document import DocumentView, document, status
    from postmortem_gh.documents.ranking import beyond
    from postmortem_gh.documents.roles import roles
    from postmortem_gh.documents.templates import Templates

    size = write_up(record, settings)
    consented = [login.strip().removeprefix("@") for login in named.split(",") if login.strip()]
    view = DocumentView(
        templates=Templates(shipped()),
        settings=settings,
        roles=roles(record, consented=consented),
        write_up="full" if size.full else "brief",
        reasons=size.reasons,
        untracked=beyond(record.action_items, settings.limits.action_items),
        status=status(record),
    )
    return document(record, view)


def _print(text: str, path: str | None) -> None:
    if path is None:
        give(text)
        return
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"cannot write {path}",
            getattr(error, "strerror", None) or str(error),
            "name a file in a folder that exists and may be written to",
            docs("commands#render"),
        ) from None


def _line(problem: Problem) -> str:
    """`Timeline, line 4: “25:10 rollback” …; fix: …`, on one line whatever the words were."""
    where = problem.at.label or problem.at.field
    if problem.at.label and problem.at.field:
        where = f"{problem.at.label} ({problem.at.field})"
    line = f", line {problem.at.line}" if problem.at.line else ""
    return " ".join(f"{where}{line}: {problem.what}; fix: {problem.fix}".split())
