"""Whole pages, kept as files that a reviewer reads. Renewed by `POSTMORTEM_RENEW=1 pytest tests/documents`."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from postmortem_gh.documents.comment import comment, stranger
from postmortem_gh.documents.comment_view import Trouble
from postmortem_gh.documents.document import document
from postmortem_gh.documents.report import report
from postmortem_gh.values.findings import Finding
from postmortem_gh.values.problems import Note, Place, Problem
from postmortem_gh.values.records import Record
from postmortem_gh.values.refusals import known
from tests.documents import reports, worlds
from tests.documents.drawing import EARLIER, ROOT, SHOP, TEMPLATES, comment_view, document_view, same_as_kept

UNCLEAR = replace(
    worlds.LONG,
    problems=(
        Problem(
            at=Place(field="timeline", label="Timeline", line=4),
            what="“25:10 rollback” has no time that a clock shows",
            fix="write it as 14:02 or 2:02 PM",
            more="https://example.org/timeline",
        ),
    ),
    notes=(
        Note(at=Place(field="action_items", label="Action items"), what="“next Friday” read as 2026-12-04"),
        Note(
            at=Place(field="detected", label="When was it noticed?"),
            what="27 minutes after the start",
            advice=True,
        ),
    ),
)
FINDINGS = tuple(
    Finding(rule=rule, severity="warning", path="postmortem.md", line=1, column=1, end_line=1, end_column=9, text=text,
            message=message, suggestions=rewrites, url=f"https://example.org/rules#{rule}")
    for rule, text, message, rewrites in (
        ("agent-failed", "Responder B did not look at the dashboard", "A person is the subject of an omission.",
         ("The dashboard did not show it",)),
        ("hindsight", "should have noticed", "At the time nobody could know.", ()),
    )
)  # fmt: skip


@pytest.mark.parametrize("name", ["long", "small", "near_miss", "retrospective"])
def test_the_document_reads_as_kept(name: str) -> None:
    record: Record = getattr(worlds, name.upper())

    text = document(record, document_view(record))

    same_as_kept(f"document-{name.replace('_', '-')}.md", text)


def test_the_comment_on_a_long_incident_reads_as_kept() -> None:
    view = comment_view(
        UNCLEAR,
        earlier=(EARLIER,),
        findings=FINDINGS,
        remarks={"docs": ("carol-x cannot be assigned here",)},
    )

    same_as_kept("comment-long.md", comment(UNCLEAR, view))


def test_the_comment_on_a_small_incident_without_a_pull_request_reads_as_kept() -> None:
    view = comment_view(
        worlds.SMALL,
        pull_request=None,
        open_by_hand=f"{SHOP}/compare/main...postmortem/15?expand=1",
        not_opened=known("permission"),
    )

    same_as_kept("comment-small.md", comment(worlds.SMALL, view))


def test_the_comment_on_a_held_document_reads_as_kept() -> None:
    trouble = Trouble(
        what=".github/postmortem.yml, line 3: “timezne” is no setting",
        fix="write `timezone`",
        more="https://example.org",
    )
    view = comment_view(
        worlds.SMALL,
        document=None,
        pull_request=None,
        held=("Summary, line 3: looks like a key",),
        troubles=(trouble,),
    )

    same_as_kept("comment-held.md", comment(worlds.SMALL, view))


def test_the_comment_to_a_stranger_reads_as_kept() -> None:
    same_as_kept("comment-stranger.md", stranger(UNCLEAR, comment_view(UNCLEAR)))


def test_a_busy_report_reads_as_kept() -> None:
    same_as_kept("report-busy.md", report(reports.BUSY, TEMPLATES))


def test_a_quiet_report_reads_as_kept() -> None:
    same_as_kept("report-quiet.md", report(reports.QUIET, TEMPLATES))


def test_the_pages_made_from_the_code_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "script/documents_docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
