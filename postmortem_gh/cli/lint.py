"""`postmortem-gh lint`: files → the blameless-language check → findings, printed as asked for.

Reads all files before it says how it ended, so that one that can't be read does not hide the others.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, NamedTuple

from postmortem_gh.cli.waiting import doing, person
from postmortem_gh.cli.words import say
from postmortem_gh.errors import ExitCode, UsageError, docs
from postmortem_gh.language.lint import DEFAULTS, Options, check_text, severity_rank
from postmortem_gh.values.findings import Finding

if TYPE_CHECKING:
    from postmortem_gh.settings import Language

LARGEST = 8_000_000
"""Bytes of a file; GitHub's own texts end at 65,536 characters."""


class Unread(NamedTuple):
    """A file that could not be checked: what it is, and what to do."""

    path: str
    what: str
    fix: str


class Outcome(NamedTuple):
    """What all files together gave; `files` is how many there were, each counted once."""

    files: int
    findings: list[Finding]
    unread: list[Unread]
    notes: list[str]
    lines: dict[str, list[str]]


def add_arguments(parser: ArgumentParser) -> None:
    """Files, and how to tell what was found."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a Markdown file; - is standard input")
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help="how to print findings (text)",
    )
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "advice", "never"),
        help="end with 1 from this severity on (warning, or what the settings say)",
    )
    parser.add_argument("--settings", metavar="FILE", help="a settings file, as .github/postmortem.yml")


def run(args: Namespace) -> int:
    """Check the files, print, and say by the exit code whether something was found."""
    options = _options(args.settings)
    outcome = _checked(args.files, options)
    sys.stdout.write(_printed(outcome, args.format))
    for note in outcome.notes:
        say(_tame(note))
    for unread in outcome.unread:
        told = _tame(f"{unread.path}: {unread.what}")
        say(f"{told}\n  fix: {_tame(unread.fix)}")
    if args.format == "sarif":
        return ExitCode.DONE  # code scanning takes any other end for a broken tool
    return _exit_code(outcome, args.fail_on or options.fail_on)


def _options(path: str | None) -> Options | Language:
    if path is None:
        return DEFAULTS
    from postmortem_gh.config import read_settings

    text = _read(path)
    if isinstance(text, Unread):
        raise UsageError(
            f"{path}: {text.what}", "--settings names a file with settings", text.fix, docs("settings")
        )
    return read_settings(text, path).language


def _checked(files: list[str], options: Options | Language) -> Outcome:
    paths = tuple(dict.fromkeys(files))
    outcome = Outcome(len(paths), [], [], [], {})
    for number, path in enumerate(paths, start=1):
        doing(f"Checking {number} of {len(paths)}")
        text = _read(path)
        if isinstance(text, Unread):
            outcome.unread.append(text)
            continue
        shown = "standard input" if path == "-" else _tame(path)
        if not text.strip():
            outcome.notes.append(f"{shown}: is empty, nothing to check")
            continue
        checked = check_text(text, path=path, options=options)
        outcome.findings.extend(checked.findings)
        outcome.lines[path] = checked.lines
        outcome.notes.extend(f"{shown}:{note}" for note in checked.notes)
        if not checked.english:
            outcome.notes.append(
                f"{shown}: is not in English; the check reads English and judged no sentence in it"
            )
    return outcome


def _read(path: str) -> str | Unread:
    """The text of a file, or what is wrong with it."""
    try:
        if path == "-":
            with person():
                content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(path, "rb") as file:
                content = file.read(LARGEST + 1)
    except IsADirectoryError:
        return Unread(path, "is a directory", f"name its files, as in `{path.rstrip('/')}/*.md`")
    except FileNotFoundError:
        return Unread(path, "is not there", f"look at the spelling; this is the folder {os.getcwd()}")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return Unread(path, f"can't be read: {why}", "make it readable, or leave it out")
    return _decoded(path, content)


def _decoded(path: str, content: bytes) -> str | Unread:
    if len(content) > LARGEST:
        fix = "split it, or leave it out; a text on GitHub has at most 65,536 characters"
        return Unread(path, f"is larger than {LARGEST // 1_000_000} MB", fix)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Unread(path, "is UTF-16, not UTF-8", "save it as UTF-8")
    if b"\0" in content:
        what = f"is binary, not text (a zero byte at {content.index(0)})"
        return Unread(path, what, "leave it out, or save it as UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"is not UTF-8: byte 0x{content[error.start]:02x} in line {line}"
        return Unread(path, what, "save it as UTF-8")


def _printed(outcome: Outcome, form: str) -> str:
    from postmortem_gh.language import formats

    if form == "json":
        return formats.as_json(outcome.findings)
    if form == "github":
        return formats.as_github(outcome.findings)
    if form == "sarif":
        from postmortem_gh import __version__
        from postmortem_gh.language.sarif import as_sarif

        unread = [(unread.path, unread.what) for unread in outcome.unread]
        return as_sarif(outcome.findings, version=__version__, unread=unread)
    from postmortem_gh.cli.terminal import paint

    text = formats.as_text(
        outcome.findings, outcome.lines, lambda words, style: paint(words, style, sys.stdout)
    )
    return f"{text}{formats.count(outcome.findings, outcome.files, len(outcome.unread))}\n"


def _exit_code(outcome: Outcome, fail_on: str) -> int:
    if outcome.unread:  # whoever waits for 1 must not take it for a check of all files
        return ExitCode.USAGE
    found = any(severity_rank(finding.severity) >= severity_rank(fail_on) for finding in outcome.findings)
    return ExitCode.PROBLEMS if found else ExitCode.DONE


def _tame(path: str) -> str:
    from postmortem_gh.language.formats import tame

    return tame(path)
