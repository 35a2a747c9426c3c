"""Every check of `doctor`, in the order in which they are told: what stops all first.

To add one: write a function from the set-up to findings in one of these
modules, name it in its `CHECKS`, and add the world in which it fails to
tests/setup/test_doctor.py. The page docs/doctor.md is made from here.
"""

from __future__ import annotations

from postmortem_gh.setup.checks import forms, repository, running, settings, workflows
from postmortem_gh.setup.checks.check import Check as Check
from postmortem_gh.setup.checks.check import Finding as Finding

ALL: tuple[Check, ...] = (
    *repository.CHECKS,
    *workflows.CHECKS,
    *running.CHECKS,
    *forms.CHECKS,
    *settings.CHECKS,
)
