"""What a check of `doctor` is, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from postmortem_gh.errors import docs
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.refusals import known
from postmortem_gh.values.setup import SetupSnapshot

Weight = Literal["problem", "advice", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, and how to mend it. Texts of files in ``what`` are foreign."""

    what: str
    fix: str
    weight: Weight = "problem"


def ahead_of(code: str) -> Finding:
    """What GitHub would refuse, in the words in which summary and comment tell the refusal."""
    refusal = known(code)
    return Finding(what=refusal.what, fix=refusal.fix)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question to a set-up. ``why``: what goes wrong otherwise."""

    id: str
    title: str
    why: str
    find: Callable[[SetupSnapshot], Iterable[Finding]]
    source: str = ""  # where GitHub documents it

    @property
    def more(self) -> str:
        return docs(f"doctor#{self.id}")
