"""What the blameless-language check says: about a block of prose, then placed in a file.

`language/check.py` makes Hits from plain text; `language/lint.py` places them in their file as
Findings; documents, comments and the command line show Findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from postmortem_gh.values.lean import dataclass

Severity = Literal["error", "warning", "advice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A text that may stand in place of `block[start:end]` (often a whole sentence)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One finding in the plain text of one prose block: code-point offsets, the end exclusive."""

    rule: str
    severity: Severity
    start: int
    end: int
    message: str
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A suggestion placed in its file: what may stand there instead, without loss of links or code."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A hit placed in its file: lines and columns count from 1, in code points, the end exclusive."""

    rule: str
    severity: Severity
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    message: str
    suggestions: tuple[str, ...] = ()
    url: str = ""
    edits: tuple[Edit, ...] = ()  # those of the suggestions that can be carried out as they stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the repository knows about people, so that a name is found before it is guessed.

    `roles` maps each known name or login (no `@`, as people write it) to the role that stands
    in its place ("Responder A"); `consented` holds those of them who agreed to be named.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    consented: frozenset[str] = frozenset()


NOBODY = Names()
