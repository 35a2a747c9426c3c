"""Findings as SARIF 2.1.0, for GitHub's code scanning and other viewers.

One of the formats of `cli/lint.py`. Forty lines of dictionaries, held against the standard's schema in the
tests: the libraries for it are stale or untyped.
https://docs.oasis-open.org/sarif/sarif/v2.1.0/ · https://docs.github.com/code-security/code-scanning
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from postmortem_gh.language.catalogue import pages
from postmortem_gh.values.findings import Edit, Finding

_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}


def as_sarif(findings: Sequence[Finding], *, version: str, unread: Iterable[tuple[str, str]] = ()) -> str:
    """One run of the check, as a SARIF log."""
    rules = [_rule(page.id, page.title, page.severity, page.url) for page in pages()]
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "postmortem-gh",
                "informationUri": "https://github.com/postmortem-gh/postmortem-gh",
                "semanticVersion": version,
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index, seen) for finding in findings],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": f"{path}: {what}"}} for path, what in unread
                ],
            }
        ],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(rule: str, title: str, severity: str, url: str) -> dict[str, Any]:
    return {
        "id": rule,
        "shortDescription": {"text": title},
        "helpUri": url,
        "help": {"text": f"{title}. {url}", "markdown": f"{title}. [Why, and what to write instead]({url})"},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"tags": ["postmortem", "language"]},
    }


def _result(finding: Finding, index: dict[str, int], seen: Counter[str]) -> dict[str, Any]:
    # The same words, wherever the lines above moved them, are the same result.
    same = sha256(f"{finding.rule}\0{finding.path}\0{finding.text}".encode()).hexdigest()[:32]
    seen[same] += 1
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(finding),
                    "region": {**_region(finding), "snippet": {"text": finding.text}},
                }
            }
        ],
        "partialFingerprints": {"wordsOfRule/v1": f"{same}:{seen[same]}"},
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    if finding.edits:
        result["fixes"] = [_fix(edit, finding) for edit in finding.edits]
    return result


def _fix(edit: Edit, finding: Finding) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(edit), "insertedContent": {"text": edit.text}}
    return {
        "description": {"text": "Write what the system did, or lacked"},
        "artifactChanges": [{"artifactLocation": _artifact(finding), "replacements": [replacement]}],
    }


def _artifact(finding: Finding) -> dict[str, str]:
    return {
        "uri": "stdin" if finding.path == "-" else quote(finding.path.replace("\\", "/").removeprefix("./"))
    }


def _region(place: Finding | Edit) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
