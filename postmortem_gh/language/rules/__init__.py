"""The rules of the blameless check, a file each; the order is the one in which they take a sentence."""

from __future__ import annotations

from functools import lru_cache

from postmortem_gh.language.rules.be_careful import BeCareful
from postmortem_gh.language.rules.counterfactual import CounterfactualRule
from postmortem_gh.language.rules.fault import Fault
from postmortem_gh.language.rules.hindsight import Hindsight
from postmortem_gh.language.rules.human_error import HumanError
from postmortem_gh.language.rules.judgement import Judgement
from postmortem_gh.language.rules.naming import Naming
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.language.rules.single_root_cause import SingleRootCause
from postmortem_gh.language.rules.unmeasurable_action import UnmeasurableAction


@lru_cache(maxsize=1)
def every() -> tuple[Rule, ...]:
    """Where two rules claim the same words, the one that comes first has them."""
    return (
        HumanError(),
        CounterfactualRule(),
        Naming(),
        Judgement(),
        Fault(),
        Hindsight(),
        SingleRootCause(),
        BeCareful(),
        UnmeasurableAction(),
    )
