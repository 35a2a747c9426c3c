"""Where a reading of a form collects what it has to tell.

Made once a form by intake/record.py and handed down. A note is a reading or a
default; a problem is text that could not be used, in its own words, with the
way to mend it. All of them are told in one pass.
"""

from __future__ import annotations

from dataclasses import field

from postmortem_gh.errors import docs
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.problems import About, Note, Place, Problem

_LONGEST_QUOTE = 120


def quoted(words: str) -> str:
    """People's words as a message quotes them: on one line, and not without end."""
    line = " ".join(words.split())
    return f"“{line}”" if len(line) <= _LONGEST_QUOTE else f"“{line[: _LONGEST_QUOTE - 1]}…”"


@dataclass(slots=True)
class Told:
    """Notes and problems in the order in which they were met."""

    labels: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    said: set[tuple[str, int | None, str]] = field(default_factory=set)  # field, line, words of all of them

    def place(self, element: str, line: int | None = None) -> Place:
        """A place in the form, under the label that people see."""
        return Place(field=element, label=self.labels.get(element, ""), line=line)

    def note(self, at: Place, what: str, *, advice: bool = False, about: About = "") -> None:
        """Tell a reading once: the same sentence at the same place says nothing new."""
        if self._is_new(at, what):
            self.notes.append(Note(at=at, what=what, advice=advice, about=about))

    def problem(self, at: Place, what: str, fix: str, page: str) -> None:
        """Tell what could not be used, once."""
        if self._is_new(at, what):
            self.problems.append(Problem(at=at, what=what, fix=fix, more=docs(page)))

    def too_long(self, at: Place, most: int, page: str) -> None:
        """Tell that an answer has more lines than anybody reads, so that the rest stays as it was written."""
        what = f"more than {most} lines: what follows is kept as it was written"
        self.problem(at, what, "keep what matters most, and put the rest into a file or a comment", page)

    def _is_new(self, at: Place, what: str) -> bool:
        key = (at.field, at.line, what)
        is_new = key not in self.said
        self.said.add(key)
        return is_new

    def forget(self, at: Place) -> None:
        """Take back what was told last of a place that is read anew."""
        for told in (self.notes, self.problems):
            while told and told[-1].at == at:
                self.said.discard((at.field, at.line, told.pop().what))
