"""Settings that cannot be read stop writing: the words for it, and the report's warning that stands meanwhile.

Used by decide/postmortem and decide/follow_up. In the report the warning is a
managed block of its own, above all else: what stands below stays as it was,
ticked boxes included, and the next run that can read the settings takes the
warning off.
"""

from __future__ import annotations

from dataclasses import replace

from postmortem_gh.documents.comment_view import Trouble
from postmortem_gh.text import escape, managed, marker
from postmortem_gh.values.snapshot import Issue

KIND = "paused"
MOST = 2_000  # characters of what is wrong: a file may hold thousands of mistakes


def shortened(trouble: Trouble) -> Trouble:
    """The same, short enough for a comment."""
    what = trouble.what if len(trouble.what) <= MOST else f"{trouble.what[:MOST]} …"
    return replace(trouble, what=what)


def headline(trouble: Trouble) -> str:
    """The first line of comment, warning and summary; foreign words in it are escaped by whoever shows it."""
    return f"Nothing else is written until the settings are mended: {shortened(trouble).what}"


def words(trouble: Trouble, then: str) -> str:
    """What is wrong, and how it goes on."""
    return (
        f"**{escape.inline(headline(trouble))}.**\n\n"
        f"To go on, {escape.inline(trouble.fix)}; then {then}. [More on this]({trouble.more})"
    )


def with_warning(report: Issue, trouble: Trouble) -> str:
    """The report's body with the warning above it, once."""
    told = words(trouble, "the next run goes on. What stands below is as the last run left it")
    quoted = "\n".join(f"> {line}".rstrip() for line in told.split("\n"))
    block = managed.wrap(marker.write(KIND), KIND, f"> [!WARNING]\n{quoted}")
    there = managed.replace(report.body, KIND, block)
    return there if there is not None else f"{block}\n\n{report.body}"


def without_warning(body: str) -> str:
    """The body as it was before the warning."""
    found = managed.find(body, KIND)
    if found is None:
        return body
    gap = "\r\n\r\n" if found.after.startswith("\r\n\r\n") else "\n\n"
    return found.before + found.after.removeprefix(gap)
