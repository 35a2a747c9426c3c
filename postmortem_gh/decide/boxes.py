"""Ticked boxes of the report: what a person with write access asked for by ticking.

Who ticked is read from the edit history of the report's body. A box acts
once: the run that obeys draws the report anew, with the box empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from postmortem_gh.text import managed
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.snapshot import Issue

KIND = "report"
_BOX = pattern(r"^[ \t]*[-*+] \[([ xX])\] <!-- postmortem-gh:box ([a-z-]+(?::\d+)?) -->", re.MULTILINE)
_WRITE = frozenset({"write", "maintain", "admin"})


def ticked(body: str) -> frozenset[str]:
    """The ids of the boxes that are ticked in the report's managed part."""
    found = managed.find(body, KIND)
    return frozenset(id for mark, id in _BOX.findall(found.content) if mark != " ") if found else frozenset()


def asked(report: Issue, viewer: str, roles: Mapping[str, str]) -> dict[str, str]:
    """Box id → the login that ticked it, for those whose ticking counts."""
    now = ticked(report.body)
    if not now:
        return {}
    newest_first = sorted(report.edits, key=lambda edit: edit.at, reverse=True)
    who: dict[str, str] = {}
    for id in now:
        for edit in newest_first:
            if edit.editor is None or edit.editor.lower() == viewer.lower():
                break
            if edit.text is None or id not in ticked(edit.text):
                break
            who[id] = edit.editor
    return {id: login for id, login in who.items() if roles.get(login.lower(), "none") in _WRITE}
