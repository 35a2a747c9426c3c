"""Findings as people, GitHub and code scanning want to read them: text, JSON, annotations, SARIF.

Called by `cli/lint.py`, which prints what comes back. Texts from documents are hostile here: in a log they
must not become a workflow command, on a terminal no control sequence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from postmortem_gh.text import data
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.findings import Finding, Severity

Paint = Callable[[str, str], str]
"""Text and style (red, yellow, cyan, dim, bold) to text, for a terminal."""

_STYLES = {"error": "red", "warning": "yellow", "advice": "cyan"}
_FIELDS = (
    "rule",
    "severity",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "text",
    "message",
    "suggestions",
    "url",
)
_WIDEST = 120
_CONTROLS = pattern(f"[\x00-\x08\x0b-\x1f{data.UNSEEN}]")


# -- text -------------------------------------------------------------------------------------------


def as_text(findings: Sequence[Finding], sources: Mapping[str, Sequence[str]], paint: Paint) -> str:
    """Each finding as a compiler shows it: place, rule, the line with the words underlined, what to write."""
    return "".join(_shown(finding, sources.get(finding.path, ()), paint) for finding in findings)


def _shown(finding: Finding, lines: Sequence[str], paint: Paint) -> str:
    style = _STYLES[finding.severity]
    place = tame(f"{finding.path}:{finding.line}:{finding.column}")
    rule = paint(f"{finding.severity}[{finding.rule}]", style)
    out = [f"{paint(place, 'bold')}: {rule} {tame(finding.message)}"]
    if finding.line <= len(lines):
        margin = " " * len(str(finding.line))
        before, words, after = _window(finding, lines[finding.line - 1])
        out.append(f"  {finding.line} │ {tame(before)}{paint(tame(words), style)}{tame(after)}")
        out.append(
            f"  {margin} │ {' ' * _width(tame(before))}{paint('^' * max(1, _width(tame(words))), style)}"
        )
    out += [f"  instead: {tame(suggestion)}" for suggestion in finding.suggestions]
    out.append(f"  {paint(f'why: {finding.url}', 'dim')}")
    return "\n".join(out) + "\n\n"


def _window(finding: Finding, line: str) -> tuple[str, str, str]:
    """The words of a finding and what stands around them in its first line, cut where that is long."""
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(line)
    first = 0 if end <= _WIDEST else max(0, start - _WIDEST // 3)
    last = max(min(len(line), first + _WIDEST), min(end, start + _WIDEST))
    before = ("…" if first else "") + line[first:start]
    return before, line[start : min(end, last)], line[end:last] + ("…" if last < len(line) else "")


def _width(text: str) -> int:
    """Columns on a terminal: none for what combines, two for what is wide."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def tame(text: str) -> str:
    """The text on one line, without power over a terminal or over the Actions runner's log."""
    text = _CONTROLS.sub("·", text.replace("\n", " ").replace("\t", " ").replace("\ufffc", "•"))
    # The runner reads `##[` anywhere in a line, `::` where it begins: actions/runner, ActionCommand.cs.
    text = text.replace("##[", "# #[")
    return text.replace("::", ": :", 1) if text.lstrip().startswith("::") else text


def count(findings: Sequence[Finding], files: int, unread: int = 0) -> str:
    """How it ended, in words: the last line of the text format. `unread` of the `files` could not be checked."""
    if files == unread:
        return "Nothing was checked."
    where = _several(files - unread, "file")
    left = f"; {_several(unread, 'file')} could not be checked" if unread else ""
    if not findings:
        return f"Nothing to mend in {where}{left}."
    by = Counter(finding.severity for finding in findings)
    parts = [_several(by[severity], word) for severity, word in _WORDS.items() if by[severity]]
    return f"{_several(len(findings), 'finding')} in {where}: {', '.join(parts)}{left}."


_WORDS: dict[Severity, str] = {"error": "error", "warning": "warning", "advice": "piece of advice"}


def _several(number: int, word: str) -> str:
    if number == 1:
        return f"1 {word}"
    return f"{number} pieces of advice" if word.startswith("piece") else f"{number} {word}s"


# -- JSON -------------------------------------------------------------------------------------------


def as_json(findings: Iterable[Finding]) -> str:
    """The contract's list."""
    return (
        data.as_json([{field: getattr(finding, field) for field in _FIELDS} for finding in findings]) + "\n"
    )


# -- annotations --------------------------------------------------------------------------------------

_SHOWN_BY_GITHUB = 10
_LEVELS = {"error": "error", "warning": "warning", "advice": "notice"}


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands, of which GitHub shows ten a level and step; the rest as plain lines, counted.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    from postmortem_gh.text import escape

    lines = []
    left = Counter({"error": _SHOWN_BY_GITHUB, "warning": _SHOWN_BY_GITHUB, "advice": _SHOWN_BY_GITHUB})
    if any(number > _SHOWN_BY_GITHUB for number in Counter(f.severity for f in findings).values()):
        left["advice"] -= 1  # the last notice tells how many are not shown
    hidden = 0
    for finding in findings:
        if left[finding.severity] > 0:
            left[finding.severity] -= 1
            lines.append(_annotation(finding))
        else:
            hidden += 1
            place = tame(f"{finding.path}:{finding.line}:{finding.column}")
            lines.append(f"{place} {finding.severity}[{finding.rule}] {tame(finding.message)}")
    if hidden:
        more = f"{_several(hidden, 'more finding')} in this step's log: GitHub shows ten of a kind."
        lines.append(
            f"::notice title={escape.command_property('Blameless language')}::{escape.command_value(more)}"
        )
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding) -> str:
    from postmortem_gh.text import escape

    properties = {"line": str(finding.line), "endLine": str(finding.end_line)}
    if finding.path != "-":
        properties = {"file": finding.path.removeprefix("./"), **properties}
    if finding.line == finding.end_line:
        properties |= {"col": str(finding.column), "endColumn": str(finding.end_column)}
    properties["title"] = f"Blameless language: {finding.rule}"
    said = ",".join(f"{name}={escape.command_property(value)}" for name, value in properties.items())
    instead = "".join(f"\nInstead: {suggestion}" for suggestion in finding.suggestions[:1])
    message = escape.command_value(f"{finding.message}{instead}\n{finding.url}")
    return f"::{_LEVELS[finding.severity]} {said}::{message}"
