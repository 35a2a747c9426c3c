"""A repository that is set up well, from which each test breaks one thing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from postmortem_gh.config import templates
from postmortem_gh.decide import labels
from postmortem_gh.setup.scaffold import workflow
from postmortem_gh.values.setup import SetupSnapshot, WorkflowRun
from postmortem_gh.values.snapshot import File, Label, Repository

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
REF = "0123456789abcdef0123456789abcdef01234567"
WORKFLOW = ".github/workflows/postmortem.yml"


def file(path: str, text: str) -> File:
    return File(path=path, oid="0", text=text)


def our_workflow() -> str:
    return workflow(
        templates.shipped_text("workflows/postmortem.yml"), comments=True, ref=REF, version="v0.1.0"
    )


def form(name: str = "postmortem.yml") -> str:
    return templates.shipped_forms()[name]


def well_set_up() -> SetupSnapshot:
    return SetupSnapshot(
        viewer="alice",
        viewer_role="ADMIN",
        repository=Repository(
            id="R_1",
            owner="acme",
            name="shop",
            url="https://github.com/acme/shop",
            visibility="PUBLIC",
            default_branch="main",
            head_oid="a" * 40,
            labels={spec.name.lower(): Label(id=spec.name, name=spec.name) for spec in labels.all_known()},
        ),
        forms=tuple(
            file(f".github/ISSUE_TEMPLATE/{name}", text) for name, text in templates.shipped_forms().items()
        ),
        workflows=(file(WORKFLOW, our_workflow()),),
        rules=(),
        actions_enabled=True,
        may_create_pull_requests=True,
        default_permissions="read",
        workflow_states={WORKFLOW: "active"},
        last_scheduled=WorkflowRun(created_at=NOW - timedelta(days=1), conclusion="success"),
        runs_known=True,
        github_time=NOW,
        local_time=NOW,
    )
