"""How a repository is set up: one query, and the few things that REST alone tells.

Used by setup/. Each REST question may be refused (a job's token has no
administration permission): then the answer is unknown, and `doctor` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.documents import document
from postmortem_gh.github_api.following import people_of
from postmortem_gh.github_api.labels import all_labels
from postmortem_gh.github_api.reading import Json
from postmortem_gh.github_api.transport import Connection, repository_in
from postmortem_gh.values.setup import RecentIssue, Rule, SetupSnapshot, WorkflowRun
from postmortem_gh.values.snapshot import File
from postmortem_gh.values.where import Where

FOLDER = ".github/"

TEMPLATES = ".github/postmortem/templates/"
OURS = "postmortem/1"  # stands for every branch of ours
MISPLACED = (
    "postmortem.yaml",
    "postmortems.yml",
    "postmortem-gh.yml",
    "postmortem.yml.txt",
    "postmortem.json",
)


def observe_setup(
    connection: Connection, where: Where, *, facilitators: tuple[str, ...] = (), local_time: datetime
) -> SetupSnapshot:
    """The snapshot; raises where the repository may not be read at all."""
    logins = list(facilitators)[:20]
    answer = connection.graphql(
        document("setup", logins=len(logins)),
        {"owner": where.owner, "name": where.name, **{f"login{i}": name for i, name in enumerate(logins)}},
    )
    node = repository_in(answer, where.full_name)
    return _snapshot(connection, where, answer.data or {}, node, logins, local_time)


def _snapshot(
    connection: Connection, where: Where, data: Json, node: Json, logins: list[str], local_time: datetime
) -> SetupSnapshot:
    names = {read.text(each, "name") for each in read.nodes(node, "github", "entries")}
    workflows = tuple(read.files_below(read.part(node, "workflows"), f"{FOLDER}workflows/"))
    actions = _Actions(connection, where)
    return SetupSnapshot(
        viewer=read.plain(read.text(read.part(data, "viewer"), "login")),
        viewer_role=read.text(node, "viewerPermission") or None,
        repository=read.repository(node, all_labels(connection, where, node)),
        is_fork=node.get("isFork") is True,
        is_disabled=node.get("isDisabled") is True,
        forms=tuple(read.files_below(read.part(node, "forms"), f"{FOLDER}ISSUE_TEMPLATE/")),
        workflows=workflows,
        settings=read.settings(read.part(node, "settings")),
        misplaced_settings=tuple(f"{FOLDER}{name}" for name in MISPLACED if name in names),
        templates=_below(read.part(node, "templates")),
        pinned=tuple(
            read.number(read.part(each, "issue"), "number") for each in read.nodes(node, "pinnedIssues")
        ),
        reports=tuple(read.number(each, "number") for each in read.nodes(node, "reports")),
        rules=actions.rules(read.text(read.part(node, "defaultBranchRef"), "name") or None),
        assignable=frozenset(people_of(node, logins)) if logins else None,
        set_up_branch=read.text(read.part(node, "setUpBranch"), "id") or None,
        set_up_pull_request=next(
            (
                read.text(each, "url")
                for each in read.nodes(node, "setUpPullRequests")
                if each.get("isCrossRepository") is not True
            ),
            None,
        ),
        recent=tuple(map(_recent, read.nodes(node, "recent"))),
        actions_enabled=actions.enabled(),
        may_create_pull_requests=actions.may_create_pull_requests(),
        default_permissions=actions.default_permissions(),
        workflow_states=actions.states(),
        last_scheduled=actions.last_scheduled(workflows),
        runs_known=actions.runs_known,
        github_time=actions.time,
        local_time=local_time,
    )


def _below(tree: Json) -> tuple[File, ...]:
    return tuple(
        File(path=file.path.removeprefix(TEMPLATES), oid=file.oid, text=file.text)
        for file in read.files_below(tree, TEMPLATES)
    )


def _recent(node: Json) -> RecentIssue:
    return RecentIssue(
        number=read.number(node, "number"),
        url=read.text(node, "url"),
        title=read.text(node, "title"),
        body=read.text(node, "body"),
        labels=read.labels(node),
        created_at=read.moment(node, "createdAt") or datetime(1970, 1, 1, tzinfo=UTC),
    )


class _Actions:
    """What REST tells of Actions; each question once, each answer or None."""

    def __init__(self, connection: Connection, where: Where) -> None:
        self._connection = connection
        self._base = f"/repos/{where.full_name}"
        self.time: datetime | None = None
        self.runs_known = False
        self._permissions = self._ask("/actions/permissions/workflow")

    def _ask(self, path: str) -> Any:
        raw = self._connection.rest("GET", self._base + path)
        if said := raw.header("date"):
            self.time = self.time or parsedate_to_datetime(said)
        return raw.content if raw.status == 200 else None

    def may_create_pull_requests(self) -> bool | None:
        value = self._of(self._permissions, "can_approve_pull_request_reviews")
        return value if isinstance(value, bool) else None

    def default_permissions(self) -> str | None:
        value = self._of(self._permissions, "default_workflow_permissions")
        return value if isinstance(value, str) else None

    def enabled(self) -> bool | None:
        value = self._of(self._ask("/actions/permissions"), "enabled")
        return value if isinstance(value, bool) else None

    def states(self) -> dict[str, str]:
        found = self._of(self._ask("/actions/workflows?per_page=100"), "workflows")
        rows = found if isinstance(found, list) else []
        return {str(each.get("path")): str(each.get("state")) for each in rows if isinstance(each, dict)}

    def last_scheduled(self, workflows: tuple[File, ...]) -> WorkflowRun | None:
        """Of the workflow that uses us; by its file name."""
        ours = next((file for file in workflows if "postmortem-gh/postmortem-gh@" in file.text), None)
        if ours is None:
            return None
        name = ours.path.rsplit("/", 1)[-1]
        content = self._ask(f"/actions/workflows/{name}/runs?event=schedule&per_page=1")
        runs = self._of(content, "workflow_runs")
        self.runs_known = isinstance(runs, list)
        if not isinstance(runs, list) or not runs or not isinstance(runs[0], dict):
            return None
        created = read.moment(runs[0], "created_at")
        conclusion = runs[0].get("conclusion")
        if created is None:
            return None
        return WorkflowRun(
            created_at=created,
            conclusion=conclusion if isinstance(conclusion, str) else None,
            url=read.text(runs[0], "html_url"),
        )

    def rules(self, default_branch: str | None) -> tuple[Rule, ...] | None:
        """The rules in force for the default branch and for branches of ours."""
        found: list[Rule] = []
        for branch in filter(None, (default_branch, OURS)):
            content = self._ask(f"/rules/branches/{branch}")
            if not isinstance(content, list):
                return None
            found += [
                Rule(kind=str(each.get("type")), ruleset=str(each.get("ruleset_source") or ""), branch=branch)
                for each in content
                if isinstance(each, dict)
            ]
        return tuple(found)

    @staticmethod
    def _of(content: object, name: str) -> object:
        return content.get(name) if isinstance(content, Mapping) else None
