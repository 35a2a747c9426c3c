"""Checks of the repository itself: can anything be written here at all?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from postmortem_gh.decide import labels
from postmortem_gh.setup.checks.check import Check, Finding, ahead_of
from postmortem_gh.values.setup import SetupSnapshot

MOST_SKEW = timedelta(minutes=5)
PINS = 3
_CAN_WRITE = ("WRITE", "MAINTAIN", "ADMIN")


def _archived(setup: SetupSnapshot) -> Iterator[Finding]:
    if setup.repository.is_archived:
        yield ahead_of("archived")


def _disabled(setup: SetupSnapshot) -> Iterator[Finding]:
    if setup.is_disabled:
        yield Finding(
            what="GitHub disabled the repository", fix="ask its owner to settle that with GitHub's support"
        )


def _issues_off(setup: SetupSnapshot) -> Iterator[Finding]:
    if not setup.repository.has_issues:
        yield ahead_of("issues-off")


def _empty(setup: SetupSnapshot) -> Iterator[Finding]:
    if setup.repository.default_branch is None:
        yield ahead_of("empty")


def _fork(setup: SetupSnapshot) -> Iterator[Finding]:
    if setup.is_fork:
        yield Finding(
            what="this is a fork",
            fix="enable workflows in its Actions tab, and the schedule in the workflow's menu, if it is meant to work here",
            weight="advice",
        )


def _role(setup: SetupSnapshot) -> Iterator[Finding]:
    if setup.viewer_role is not None and setup.viewer_role not in _CAN_WRITE:
        yield Finding(
            what=f"the token's account, {setup.viewer}, may only {setup.viewer_role.lower()} here",
            fix="use a token of somebody with write access; inside a workflow, give the job `issues: write` and the others",
        )


def _labels(setup: SetupSnapshot) -> Iterator[Finding]:
    missing = [spec.name for spec in labels.all_known() if spec.name.lower() not in setup.repository.labels]
    kinds = [name for name in missing if name in labels.KINDS]
    if kinds:
        yield Finding(
            what=f"the labels {', '.join(kinds)} do not exist, so a form cannot set them",
            fix="`postmortem-gh init` makes them; or make them under Issues → Labels",
        )
    for name, now in sorted(labels.renamed(setup.repository.labels.values()).items()):
        yield Finding(
            what=f"the label {name} is called {now} here, so issues that carry it are not found by it",
            fix=f"give it its name back under Issues → Labels; where a new {name} was made since, put that on the issues",
        )
    others = [name for name in missing if name not in labels.KINDS]
    if others:
        yield Finding(
            what=f"the labels {', '.join(others)} do not exist yet",
            fix="nothing: the run that needs one makes it; `postmortem-gh init` makes all of them now",
            weight="advice",
        )


def _pins(setup: SetupSnapshot) -> Iterator[Finding]:
    if len(setup.pinned) >= PINS and not set(setup.pinned) & set(setup.reports):
        yield Finding(
            what="three issues are pinned already, so the report cannot be",
            fix="unpin one of them; the report works unpinned, too",
            weight="advice",
        )


def _reports(setup: SetupSnapshot) -> Iterator[Finding]:
    if len(setup.reports) > 1:
        numbers = ", ".join(f"#{number}" for number in sorted(setup.reports))
        yield Finding(
            what=f"several open issues carry the label postmortem-report: {numbers}",
            fix=f"close all but #{min(setup.reports)}, which is the one that is kept up to date",
        )


def _clock(setup: SetupSnapshot) -> Iterator[Finding]:
    if setup.github_time is None or setup.local_time is None:
        return
    skew = abs(setup.github_time - setup.local_time)
    if skew > MOST_SKEW:
        minutes = round(skew.total_seconds() / 60)
        yield Finding(
            what=f"this machine's clock is {minutes} minutes off GitHub's",
            fix="set it by NTP: due dates and the report are computed from it",
        )


CHECKS = (
    Check(
        id="archived",
        title="The repository is not archived",
        why="An archived repository is read-only: every write would be refused.",
        find=_archived,
        source="https://docs.github.com/repositories/archiving-a-github-repository/archiving-repositories",
    ),
    Check(
        id="disabled",
        title="The repository is not disabled",
        why="GitHub answers nothing but errors for a repository that it disabled.",
        find=_disabled,
    ),
    Check(
        id="issues-on",
        title="Issues are switched on",
        why="Forms, action items and the report are issues.",
        find=_issues_off,
        source="https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/disabling-issues",
    ),
    Check(
        id="first-commit",
        title="There is a first commit",
        why="A branch cannot be made in an empty repository, so no document can be written.",
        find=_empty,
    ),
    Check(
        id="fork",
        title="It is not a fork",
        why="In forks workflows and schedules are off until somebody enables them.",
        find=_fork,
        source="https://docs.github.com/actions/reference/events-that-trigger-workflows#schedule",
    ),
    Check(
        id="token-role",
        title="The token may write",
        why="With read access alone nothing can be set up, and labels and assignees are dropped without a word.",
        find=_role,
    ),
    Check(
        id="labels",
        title="Our labels exist",
        why="GitHub leaves out a form's label that the repository does not have, without a word; the label tells the kind.",
        find=_labels,
        source="https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms",
    ),
    Check(
        id="pins",
        title="A pin is free for the report",
        why="A repository pins three issues at most; the report is read where it is seen.",
        find=_pins,
        source="https://docs.github.com/issues/tracking-your-work-with-issues/administering-issues/pinning-an-issue-to-your-repository",
    ),
    Check(
        id="one-report",
        title="There is one report",
        why="Of several only one is kept up to date, and readers cannot tell which.",
        find=_reports,
    ),
    Check(
        id="clock",
        title="The clock is right",
        why="“Overdue” is computed from today.",
        find=_clock,
    ),
)
