"""Checks of Actions as they run: is it enabled, may it open pull requests, did the schedule run?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from postmortem_gh.setup.checks.check import Check, Finding, ahead_of
from postmortem_gh.setup.checks.settings import read
from postmortem_gh.setup.checks.workflows import ours
from postmortem_gh.values.setup import Rule, SetupSnapshot

LATE = timedelta(days=9)  # a week, and two days of patience: schedules are late at times
_UNASKED = "the token may not ask; a person's token with administration rights may"


def _enabled(setup: SetupSnapshot) -> Iterator[Finding]:
    if setup.actions_enabled is False:
        yield Finding(
            what="Actions are switched off", fix="switch them on under Settings → Actions → General"
        )


def _pull_requests(setup: SetupSnapshot) -> Iterator[Finding]:
    if setup.may_create_pull_requests is False:
        yield ahead_of("pull-requests-off")
    elif setup.may_create_pull_requests is None:
        yield Finding(
            what="whether workflows may open pull requests is not known",
            fix=f"look at Settings → Actions → General ({_UNASKED})",
            weight="unknown",
        )


def _states(setup: SetupSnapshot) -> Iterator[Finding]:
    for file in ours(setup):
        state = setup.workflow_states.get(file.path, "active")
        if state == "disabled_inactivity":
            yield Finding(
                what=f"GitHub disabled {file.path} after 60 days without activity",
                fix="open it in the Actions tab and click “Enable workflow”; any commit keeps it enabled for 60 days more",
            )
        elif state not in ("active", ""):
            yield Finding(
                what=f"{file.path} is switched off ({state.replace('_', ' ')})",
                fix="open it in the Actions tab and click “Enable workflow”",
            )


def _last_run(setup: SetupSnapshot) -> Iterator[Finding]:
    if not ours(setup) or not any("schedule" in file.text for file in ours(setup)):
        return
    if not setup.runs_known:
        yield Finding(
            what="when the schedule last ran is not known", fix="look at the Actions tab", weight="unknown"
        )
        return
    run, now = setup.last_scheduled, setup.local_time
    if run is None:
        yield Finding(
            what="the schedule has not run yet",
            fix="start it by hand in the Actions tab, and look again after a week",
            weight="advice",
        )
    elif now is not None and now - run.created_at > LATE:
        yield Finding(
            what=f"the schedule last ran on {run.created_at.date()}",
            fix="GitHub drops schedules under load: start it by hand, and choose another, odd minute in `cron:`",
        )


def _failed(setup: SetupSnapshot) -> Iterator[Finding]:
    run = setup.last_scheduled
    if run is not None and run.conclusion not in (None, "success", "skipped", "neutral"):
        yield Finding(
            what=f"the last scheduled run ended with “{run.conclusion}” ({run.url})",
            fix="its summary says what was refused and how to mend it",
        )


def _for_branches(setup: SetupSnapshot, kind: str, *, default: bool) -> Iterator[Rule]:
    for rule in setup.rules or ():
        if rule.kind == kind and (rule.branch == setup.repository.default_branch) is default:
            yield rule


def _branch_rules(setup: SetupSnapshot) -> Iterator[Finding]:
    for kind, words in (
        ("creation", "lets nobody make branches below `postmortem/`"),
        ("update", "lets nobody update branches below `postmortem/`"),
        ("branch_name_pattern", "prescribes names that `postmortem/12` does not have"),
        ("pull_request", "wants a pull request for every branch, also for `postmortem/12`"),
        ("non_fast_forward", "forbids starting a branch below `postmortem/` again after its merge"),
    ):
        for rule in _for_branches(setup, kind, default=False):
            yield Finding(
                what=f"the ruleset of {rule.ruleset or 'this repository'} {words}",
                fix="leave `postmortem/*` out of it, or let the app of the token bypass it",
                weight="advice" if kind == "non_fast_forward" else "problem",
            )


def _push_rules(setup: SetupSnapshot) -> Iterator[Finding]:
    if read(setup).publish == "push" and any(_for_branches(setup, "pull_request", default=True)):
        yield Finding(
            what="`publish: push` is set, and the default branch takes pull requests only",
            fix="take the line out of .github/postmortem.yml: documents then come by pull request",
        )


CHECKS = (
    Check(id="actions-on", title="Actions are switched on", why="Nothing runs without them.", find=_enabled),
    Check(
        id="pull-requests-allowed",
        title="Actions may create pull requests",
        why="Off by default. Without it the document stays on its branch.",
        find=_pull_requests,
        source="https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository",
    ),
    Check(
        id="workflow-enabled",
        title="The workflow is enabled",
        why="In public repositories GitHub switches scheduled workflows off after 60 days without activity.",
        find=_states,
        source="https://docs.github.com/actions/managing-workflow-runs-and-deployments/managing-workflow-runs/disabling-and-enabling-a-workflow",
    ),
    Check(
        id="last-run",
        title="The schedule ran within nine days",
        why="A dropped schedule is silent.",
        find=_last_run,
    ),
    Check(
        id="last-run-green",
        title="The last scheduled run was fine",
        why="A red run means that something was refused.",
        find=_failed,
    ),
    Check(
        id="branch-rules",
        title="Rules let us write branches below postmortem/",
        why="A ruleset that covers all branches refuses the document.",
        find=_branch_rules,
        source="https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets",
    ),
    Check(
        id="push-rules",
        title="`publish: push` fits the default branch's rules",
        why="A protected branch refuses the commit.",
        find=_push_rules,
    ),
)
