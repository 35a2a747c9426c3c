"""What a rule of the check is: an id, a page, examples that are its tests, and a way to find.

Each file beside this one declares one. The docstring of the rule is its page in docs/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.values.findings import Hit, Severity, Suggestion


class Rule:
    """One kind of finding. Subclasses fill the class variables and `find`."""

    id: ClassVar[str]
    title: ClassVar[str]
    severity: ClassVar[Severity] = "warning"
    source: ClassVar[tuple[str, ...]] = ()
    finds: ClassVar[tuple[str, ...]] = ()
    leaves: ClassVar[tuple[str, ...]] = ()
    rewrites: ClassVar[tuple[tuple[str, str], ...]] = ()  # (as written, as it might be written)
    only_action_items: ClassVar[bool] = False

    @property
    def page(self) -> str:
        """The rule's page: what, why, what to write instead."""
        from inspect import cleandoc

        return cleandoc(type(self).__doc__ or "")

    def find(self, sentence: Sentence) -> Iterator[Hit]:
        """The findings in one sentence."""
        raise NotImplementedError

    def hit(self, sentence: Sentence, start: int, end: int, message: str, *rewrites: str) -> Hit:
        """A finding on the words [start, end); each rewrite stands for the whole sentence."""
        whole = sentence.span
        return Hit(
            rule=self.id,
            severity=self.severity,
            start=sentence.starts[start],
            end=sentence.ends[max(start, end - 1)],
            message=message,
            suggestions=tuple(
                Suggestion(start=whole[0], end=whole[1], text=text) for text in rewrites if text
            ),
        )
