"""What could not be used (problems), what was understood how (notes).

Made by forms and intake, shown by render, the comment and the summary. A
problem is collected, never raised: people get all of them in one pass.
"""

from __future__ import annotations

from typing import Literal

from postmortem_gh.errors import DOCS as DOCS
from postmortem_gh.errors import docs as docs
from postmortem_gh.values.lean import dataclass

About = Literal["", "due", "issue", "limit"]  # of action items: what a table of them shows, too


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a form: the element's id, its label as people see it, the line in the answer (1-based)."""

    field: str
    label: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Text that could not be used: an impossible date, an empty required field, a line without meaning."""

    at: Place
    what: str  # quotes the words, as foreign text: escape before any sink
    fix: str
    more: str = ""  # the page that explains it


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A reading, a default or advice: told, and never changes an exit code."""

    at: Place
    what: str
    advice: bool = False
    about: About = ""
