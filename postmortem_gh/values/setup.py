"""How a repository is set up for us: what `init` and `doctor` look at.

Made by github_api/observe_setup. What a token may not read is None: unknown,
never taken for right or wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import File, Repository


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkflowRun:
    """The last scheduled run of a workflow."""

    created_at: datetime
    conclusion: str | None  # None: still running
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule that is in force for a branch: `pull_request`, `required_signatures`, `creation`, …"""

    kind: str
    ruleset: str
    branch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentIssue:
    """One of the newest issues, for the preview of what would happen."""

    number: int
    url: str
    title: str
    body: str
    labels: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupSnapshot:
    """All that `init` and `doctor` look at."""

    viewer: str
    viewer_role: str | None  # READ, TRIAGE, WRITE, MAINTAIN, ADMIN
    repository: Repository
    is_fork: bool = False
    is_disabled: bool = False
    forms: tuple[File, ...] = ()  # everything in .github/ISSUE_TEMPLATE
    workflows: tuple[File, ...] = ()  # everything in .github/workflows
    settings: File | None = None
    misplaced_settings: tuple[str, ...] = ()  # `.github/postmortem.yaml` and the like
    templates: tuple[File, ...] = ()  # by path below .github/postmortem/templates/
    pinned: tuple[int, ...] = ()
    reports: tuple[int, ...] = ()  # open issues labelled `postmortem-report`
    rules: tuple[Rule, ...] | None = None
    assignable: frozenset[str] | None = None  # lower-case logins, of the settings' facilitators
    recent: tuple[RecentIssue, ...] = ()
    actions_enabled: bool | None = None
    may_create_pull_requests: bool | None = None
    default_permissions: str | None = None  # read or write
    workflow_states: Mapping[str, str] = field(default_factory=dict)  # path → active, disabled_inactivity, …
    last_scheduled: WorkflowRun | None = None
    runs_known: bool = False  # whether `last_scheduled` could be asked for
    github_time: datetime | None = None  # GitHub's own clock
    local_time: datetime | None = None
    branches: tuple[str, ...] = ()  # those below postmortem/
    set_up_branch: str | None = None  # node id of the branch that `init --pr` writes
    set_up_pull_request: str | None = None  # address of its open pull request
