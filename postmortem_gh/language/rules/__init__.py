"""The rules of the blameless check, a file each."""

from __future__ import annotations

from functools import lru_cache

from postmortem_gh.language.rules.counterfactual import Counterfactual
from postmortem_gh.language.rules.fault import Fault
from postmortem_gh.language.rules.hindsight import Hindsight
from postmortem_gh.language.rules.human_error import HumanError
from postmortem_gh.language.rules.judgement import Judgement
from postmortem_gh.language.rules.naming import Naming
from postmortem_gh.language.rules.rule import Rule


@lru_cache(maxsize=1)
def every() -> tuple[Rule, ...]:
    """In the order in which a sentence is given to the first that fits."""
    return (HumanError(), Counterfactual(), Naming(), Judgement(), Fault(), Hindsight())
