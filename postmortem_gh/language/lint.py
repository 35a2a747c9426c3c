"""The whole check of one text: Markdown in, findings with their places out.

Used by `cli/lint.py`, by the postmortem's comment and by the reviews of pull requests. Looks at every line
(`blocks`), reads closely only where a word of ours occurs (`prose`, `check`), and at the text as a whole
for what should not be published (`privacy`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, cast

from postmortem_gh.errors import docs
from postmortem_gh.language import ignore, privacy
from postmortem_gh.language.blocks import Scanner, with_closing_conditions
from postmortem_gh.language.check import check, may_hit
from postmortem_gh.language.english import SAMPLE, is_english
from postmortem_gh.language.lines import Block, split_lines
from postmortem_gh.language.prose import OBJECT, Prose, read
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.findings import NOBODY, Edit, Finding, Hit, Names, Severity, Suggestion

if TYPE_CHECKING:
    from postmortem_gh.settings import Language

_OBJECTS = pattern(f"{OBJECT}+")


class Options(NamedTuple):
    """The defaults of `settings.Language`, which may stand here too but takes its time to import."""

    allow: tuple[str, ...] = ()
    severity: Mapping[str, str] = {}
    secrets: bool = True
    customers: tuple[str, ...] = ()
    fail_on: str = "warning"


DEFAULTS = Options()


class Checked(NamedTuple):
    """What came of one text."""

    findings: list[Finding]
    english: bool
    """Whether its sentences were judged; secrets are looked for in any language."""
    lines: list[str]
    """The text's lines as they may be shown: without secrets."""
    notes: tuple[str, ...]
    """What is odd in the text's own instructions to us, as `line: words`."""


def lint(
    text: str, *, path: str = "-", names: Names = NOBODY, options: Options | Language = DEFAULTS
) -> list[Finding]:
    """What the check has to say about a Markdown text, in the order of reading."""
    return check_text(text, path=path, names=names, options=options).findings


def check_text(
    text: str, *, path: str, names: Names = NOBODY, options: Options | Language = DEFAULTS
) -> Checked:
    """The same, and whether the text was in a language that the check knows."""
    lines = split_lines(text)
    whole = "\n".join(lines)
    private = privacy.search(whole, options.customers) if options.secrets else ()
    if private:
        lines = privacy.blotted(whole, private).split("\n")
    scanner = Scanner(lines)
    blocks = with_closing_conditions(list(scanner.blocks()))
    english = is_english(_sample(blocks))
    found: list[Finding] = []
    if english:
        for block in _worth_reading(blocks, names):
            for prose in read(block, scanner.references):
                hits = check(prose.text, names=names, kind=prose.kind, allow=options.allow)
                found += [_placed(hit, prose, path) for hit in hits]
    found += privacy.findings(whole, private, path)
    ignored = ignore.Ignored({}, [])
    if ignore.MARK in text:
        ignored = ignore.read(lines, [(b.pieces[0].line, b.pieces[-1].line) for b in blocks])
        found = [f for f in found if not ignored.holds(f.rule, f.line, f.end_line)]
    graded = sorted(
        _graded(found, options), key=lambda f: (f.line, f.column, f.end_line, f.end_column, f.rule)
    )
    return Checked(graded, english, lines, _unknown(ignored))


def _unknown(ignored: ignore.Ignored) -> tuple[str, ...]:
    """Comments that switch off a rule that there is not."""
    if not ignored.said:
        return ()
    from postmortem_gh.language.catalogue import pages

    known = {page.id for page in pages()} | {"all"}
    return tuple(
        f"{line}: there is no rule “{rule}”; the rules are {', '.join(sorted(known))}"
        for line, rule in ignored.said
        if rule not in known
    )


def _sample(blocks: list[Block]) -> str:
    """Prose enough to tell the language by."""
    parts, length = [], 0
    for block in blocks:
        for piece in block.pieces:
            parts.append(piece.text)
            length += len(piece.text)
        if length > SAMPLE:
            break
    return "\n".join(parts)


def _worth_reading(blocks: list[Block], names: Names) -> Iterator[Block]:
    """The blocks in which a word occurs that a rule begins with, or a known name."""
    known = [name.lower() for name in names.roles]
    for block in blocks:
        lowered = " ".join([piece.text for piece in block.pieces]).lower().replace("*", "").replace("_", "")
        if block.kind == "action-item" or may_hit(lowered) or any(name in lowered for name in known):
            yield block


def _graded(found: list[Finding], options: Options | Language) -> Iterator[Finding]:
    """The findings with the severities that the settings give to their rules."""
    for finding in found:
        severity = options.severity.get(finding.rule, finding.severity)
        if severity == finding.severity:
            yield finding
        elif severity != "off":
            yield replace(finding, severity=cast("Severity", severity))


def _placed(hit: Hit, prose: Prose, path: str) -> Finding:
    start, end = prose.start(hit.start), prose.end(hit.end)
    # In one line the words as they stand there, marks included; over several, as they are read.
    words = prose.source(hit.start, hit.end) if start.line == end.line else prose.text[hit.start : hit.end]
    offered = [(s, text) for s in hit.suggestions if (text := _with_objects(s, prose)) is not None]
    return Finding(
        rule=hit.rule,
        severity=hit.severity,
        path=path,
        line=start.line,
        column=start.column,
        end_line=end.line,
        end_column=end.column,
        text=words,
        message=hit.message,
        suggestions=tuple(text.replace(OBJECT, "…") for _, text in offered),
        url=rule_page(hit.rule),
        edits=tuple(edit for s, _ in offered if (edit := _edit(s, prose)) is not None),
    )


def _with_objects(suggestion: Suggestion, prose: Prose) -> str | None:
    """The suggestion with the code and the addresses that it carries along; None if one has no source."""
    if OBJECT not in suggestion.text:
        return suggestion.text
    sources = [
        (run.end() - run.start(), prose.source(run.start(), run.end()))
        for run in _OBJECTS.finditer(prose.text, suggestion.start, suggestion.end)
    ]
    parts, done = [], 0
    for run in _OBJECTS.finditer(suggestion.text):
        fitting = next((s for s in sources if s[0] == run.end() - run.start()), None)
        if fitting is None:
            return None
        sources.remove(fitting)
        parts += [suggestion.text[done : run.start()], fitting[1]]
        done = run.end()
    return "".join((*parts, suggestion.text[done:]))


def _edit(suggestion: Suggestion, prose: Prose) -> Edit | None:
    """The smallest change that makes the suggestion true; None where it would lose a link or a mark."""
    small = _trimmed(suggestion, prose.text[suggestion.start : suggestion.end])
    text = _with_objects(small, prose)
    kept = _with_objects(
        Suggestion(start=small.start, end=small.end, text=prose.text[small.start : small.end]), prose
    )
    if text is None or kept is None or OBJECT in text or prose.source(small.start, small.end) != kept:
        return None
    start, end = prose.start(small.start), prose.end(small.end)
    return Edit(line=start.line, column=start.column, end_line=end.line, end_column=end.column, text=text)


def _trimmed(suggestion: Suggestion, old: str) -> Suggestion:
    """The suggestion without the words that it leaves as they are at its two ends."""
    before, after = old.split(" "), suggestion.text.split(" ")
    left = right = 0
    most = min(len(before), len(after)) - 1
    while left < most and before[left] == after[left]:
        left += 1
    while right < most - left and before[-1 - right] == after[-1 - right]:
        right += 1
    start = suggestion.start + len(" ".join(before[:left])) + (left > 0)
    end = suggestion.end - len(" ".join(before[len(before) - right :])) - (right > 0)
    return Suggestion(start=start, end=end, text=" ".join(after[left : len(after) - right]))


def rule_page(rule: str) -> str:
    return docs(f"rules/{rule}")


def severity_rank(severity: Severity | str) -> int:
    """How much a finding weighs, for thresholds: `never` is above all."""
    return ("advice", "warning", "error", "never").index(severity)
