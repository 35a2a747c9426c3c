"""What became of a plan's changes, when they were sent.

Made by github_api/apply, read by reconcile and by the job's summary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from postmortem_gh.plan.changes import Change
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.refusals import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """GitHub said that it was done, and what it is called now."""

    change: Change
    number: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """GitHub said that it was not done, and will say so again."""

    change: Change
    refusal: Refusal

    @property
    def is_red(self) -> bool:
        """Whether somebody must mend it. A lock is a person's decision, and no fault."""
        return not self.change.optional and self.refusal.code != "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Not done, or nobody knows: look, and plan again. Never sent again as it was."""

    change: Change
    why: str
    doubtful: bool  # it may have been done


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All changes of one plan, each in one of the four."""

    done: tuple[Done, ...] = ()
    refused: tuple[Refused, ...] = ()
    failed: tuple[Failed, ...] = ()
    left: tuple[Change, ...] = ()  # not sent, as something before it was not done
    notices: tuple[str, ...] = ()
    wait: float | None = None  # GitHub asked for so many seconds before the next request
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        """Nothing is left to look at again: each change is done, or refused and optional."""
        return not self.failed and not self.left and not any(each.is_red for each in self.refused)
