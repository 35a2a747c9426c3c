"""Checks of the workflow file: will the right events start it, with the right permissions?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from postmortem_gh.setup import recognise
from postmortem_gh.setup.checks.check import Check, Finding
from postmortem_gh.setup.recognise import triggers as triggers_of
from postmortem_gh.setup.scaffold import PERMISSIONS
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.setup import SetupSnapshot
from postmortem_gh.values.snapshot import File

_SHA = pattern(r"[0-9a-f]{40}")
_NEEDED = {name.partition(": ")[0]: name.partition(": ")[2] for name in PERMISSIONS}


def ours(setup: SetupSnapshot) -> tuple[File, ...]:
    """The workflow files that use the action and act on issues."""
    return tuple(file for file in setup.workflows if recognise.acts_on_issues(file.text))


def parsed(file: File) -> Mapping[str, Any] | None:
    return recognise.workflow(file.text)


def _each(setup: SetupSnapshot) -> Iterator[tuple[File, Mapping[str, Any]]]:
    for file in ours(setup):
        content = parsed(file)
        if content is not None:
            yield file, content


def _jobs(content: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    jobs = content.get("jobs")
    for job in jobs.values() if isinstance(jobs, dict) else ():
        if isinstance(job, dict) and "postmortem-gh" in str(job):
            yield job


def _types(content: Mapping[str, Any], event: str) -> set[str] | None:
    """The activity types of an event; None: all of them."""
    value = triggers_of(content).get(event)
    types = value.get("types") if isinstance(value, dict) else None
    if types is None or types == "":
        return None
    return {types} if isinstance(types, str) else set(map(str, types))


def _missing(setup: SetupSnapshot) -> Iterator[Finding]:
    if not ours(setup):
        yield Finding(
            what="no workflow on the default branch uses postmortem-gh",
            fix="`postmortem-gh init` writes .github/workflows/postmortem.yml; merge it into the default branch",
        )


def _several(setup: SetupSnapshot) -> Iterator[Finding]:
    files = ours(setup)
    if len(files) > 1:
        yield Finding(
            what=f"several workflows use it: {', '.join(file.path for file in files)}",
            fix="keep one, or give all the same concurrency group: two runs on one issue at once write twice",
        )


def _unreadable(setup: SetupSnapshot) -> Iterator[Finding]:
    for file in ours(setup):
        if parsed(file) is None:
            yield Finding(
                what=f"{file.path} is no valid YAML, so GitHub does not run it",
                fix="mend it, or run `postmortem-gh init` in a fresh branch and compare",
            )


def _permissions(content: Mapping[str, Any], job: Mapping[str, Any]) -> Mapping[str, str] | str | None:
    found = job.get("permissions", content.get("permissions"))
    if found is None or isinstance(found, str):
        return found
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else None


def _lacking(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in _each(setup):
        for job in _jobs(content):
            given = _permissions(content, job)
            if given in ("write-all", ""):
                continue
            if given is None:
                if setup.default_permissions != "write":
                    yield Finding(
                        what=f"{file.path} has no permissions block, and a token may only read by default",
                        fix=_block(),
                    )
                continue
            have = given if isinstance(given, Mapping) else {}
            lacks = [f"{name}: {value}" for name, value in _NEEDED.items() if have.get(name) != value]
            if lacks:
                yield Finding(what=f"{file.path} lacks {', '.join(lacks)}", fix=_block())


def _block() -> str:
    return (
        "give the job `permissions: {"
        + ", ".join(f"{name}: {value}" for name, value in _NEEDED.items())
        + "}`"
    )


def _too_much(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in _each(setup):
        for job in _jobs(content):
            given = _permissions(content, job)
            if given == "write-all":
                yield Finding(what=f"{file.path} gives every permission", fix=_block(), weight="advice")
            elif isinstance(given, Mapping):
                extra = [name for name, value in given.items() if name not in _NEEDED and value == "write"]
                if extra:
                    yield Finding(
                        what=f"{file.path} also gives {', '.join(extra)}: write",
                        fix="take it away: it is not used",
                        weight="advice",
                    )


def _issue_events(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in _each(setup):
        if "workflow_call" in triggers_of(content):
            continue
        if "issues" not in triggers_of(content):
            yield Finding(
                what=f"{file.path} does not start on issues",
                fix="add `issues: {types: [opened, edited, closed, reopened, labeled]}` under `on:`",
            )
            continue
        types = _types(content, "issues")
        lacks = [name for name in ("opened", "edited") if types is not None and name not in types]
        if lacks:
            yield Finding(
                what=f"{file.path} does not start when an issue is {' or '.join(lacks)}",
                fix="add the types: `types: [opened, edited, closed, reopened, labeled]`",
            )


def _comment_events(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in _each(setup):
        triggers = triggers_of(content)
        if "issues" in triggers and "issue_comment" not in triggers:
            yield Finding(
                what=f"{file.path} does not start on comments, so commands wait for the next event or the weekly run",
                fix="add `issue_comment: {types: [created]}`, unless it was left out on purpose",
                weight="advice",
            )
        types = _types(content, "issue_comment")
        if "issue_comment" in triggers and (types is None or "edited" in types):
            yield Finding(
                what=f"{file.path} starts on edited comments, which are never commands",
                fix="use `types: [created]`",
                weight="advice",
            )


def _schedule(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in _each(setup):
        triggers = triggers_of(content)
        if "issues" in triggers and "schedule" not in triggers:
            yield Finding(
                what=f"{file.path} has no schedule, so there is no weekly report",
                fix='add `schedule: [{cron: "17 7 * * 1"}]` under `on:`',
            )


def _by_hand(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in _each(setup):
        triggers = triggers_of(content)
        if "schedule" in triggers and "workflow_dispatch" not in triggers:
            yield Finding(
                what=f"{file.path} cannot be started by hand",
                fix="add `workflow_dispatch:` under `on:`",
                weight="advice",
            )


def _concurrency(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in _each(setup):
        for job in _jobs(content):
            found = job.get("concurrency", content.get("concurrency"))
            if "uses" in job:  # an organisation's workflow is called, which holds the group
                if isinstance(found, dict) and "issue.number" in str(found.get("group")):
                    yield Finding(
                        what=f"{file.path} holds the concurrency group of the workflow that it calls, which cancels runs",
                        fix="take the `concurrency` block out of the caller",
                    )
                continue
            if not isinstance(found, dict) or "issue.number" not in str(found.get("group")):
                yield Finding(
                    what=f"{file.path} lets two runs on one issue meet",
                    fix="add `concurrency: {group: postmortem-${{ github.event.issue.number || 'report' }}, queue: max}`",
                )
            elif str(found.get("cancel-in-progress", "false")) == "true":
                yield Finding(
                    what=f"{file.path} cancels a run that is writing", fix="set `cancel-in-progress: false`"
                )
            elif found.get("queue") != "max":
                yield Finding(
                    what=f"{file.path} keeps only one waiting run, so a command can get lost until the next event",
                    fix="add `queue: max` to the concurrency block (not on older servers)",
                    weight="advice",
                )


def _pinned(setup: SetupSnapshot) -> Iterator[Finding]:
    for file in setup.workflows:
        for ref in recognise.USES.findall(file.text):
            if not _SHA.fullmatch(ref):
                yield Finding(
                    what=f"{file.path} uses the movable ref `{ref[:40]}`",
                    fix="pin the full commit, with the version in a comment: `@<40 hex digits> # v1.2.3`; "
                    "`postmortem-gh init` prints it",
                    weight="advice",
                )


def _timeout(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in _each(setup):
        for job in _jobs(content):
            if "timeout-minutes" not in job and "uses" not in job:
                yield Finding(
                    what=f"{file.path} has no time limit: a hanging job would run for six hours",
                    fix="add `timeout-minutes: 10` to the job",
                    weight="advice",
                )


def _target(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in _each(setup):
        bad = {"pull_request_target", "workflow_run"} & set(triggers_of(content))
        if bad:
            yield Finding(
                what=f"{file.path} starts on {', '.join(sorted(bad))}, with full rights for text from outside",
                fix="take that trigger out: nothing of ours needs it",
            )


def _gate(setup: SetupSnapshot) -> Iterator[Finding]:
    for file, content in _each(setup):
        if "issues" not in triggers_of(content):
            continue
        for job in _jobs(content):
            if "if" not in job:
                yield Finding(
                    what=f"{file.path} starts a job for every comment and every issue",
                    fix="copy the `if:` of the shipped workflow: minutes are not spent on what is none of ours",
                    weight="advice",
                )


_EVENTS = "https://docs.github.com/actions/reference/events-that-trigger-workflows"
_SYNTAX = "https://docs.github.com/actions/reference/workflow-syntax-for-github-actions"
CHECKS = (
    Check(
        id="workflow", title="A workflow uses the action", why="Without it nothing ever runs.", find=_missing
    ),
    Check(
        id="one-workflow",
        title="One workflow uses the action",
        why="Two runs on one issue at once can open an action item twice.",
        find=_several,
    ),
    Check(
        id="workflow-yaml",
        title="The workflow is valid YAML",
        why="GitHub runs no file that it cannot read, and tells it only in the Actions tab.",
        find=_unreadable,
    ),
    Check(
        id="permissions",
        title="The job has the permissions that it needs",
        why="Without them GitHub refuses the writes: “Resource not accessible by integration”.",
        find=_lacking,
        source=f"{_SYNTAX}#permissions",
    ),
    Check(
        id="least-permissions",
        title="The job has no more permissions than it needs",
        why="What a token cannot do, nobody can make it do.",
        find=_too_much,
        source=f"{_SYNTAX}#permissions",
    ),
    Check(
        id="issue-events",
        title="The workflow starts on opened and edited issues",
        why="A filed or edited form would not be read.",
        find=_issue_events,
        source=f"{_EVENTS}#issues",
    ),
    Check(
        id="comment-events",
        title="The workflow starts on new comments, and on those alone",
        why="Commands are carried out at once, and each only once.",
        find=_comment_events,
        source=f"{_EVENTS}#issue_comment",
    ),
    Check(
        id="schedule",
        title="The workflow has a schedule",
        why="The weekly report comes from it.",
        find=_schedule,
        source=f"{_EVENTS}#schedule",
    ),
    Check(
        id="dispatch",
        title="The workflow can be started by hand",
        why="Schedules are late or dropped at times; a click helps.",
        find=_by_hand,
        source=f"{_EVENTS}#workflow_dispatch",
    ),
    Check(
        id="concurrency",
        title="One run at a time for an issue, and none is lost",
        why="Two at once write twice; a cancelled waiting run takes a command with it.",
        find=_concurrency,
        source=f"{_SYNTAX}#concurrency",
    ),
    Check(
        id="pinned-ref",
        title="The action is pinned to a commit",
        why="A moved tag is how actions were taken over in 2025 and 2026.",
        find=_pinned,
        source="https://docs.github.com/actions/reference/security/secure-use#using-third-party-actions",
    ),
    Check(
        id="time-limit",
        title="The job has a time limit",
        why="A hanging job costs minutes.",
        find=_timeout,
        source=f"{_SYNTAX}#jobsjob_idtimeout-minutes",
    ),
    Check(
        id="triggers",
        title="No dangerous trigger",
        why="pull_request_target and workflow_run give text from outside the rights of the repository.",
        find=_target,
        source="https://docs.github.com/actions/reference/security/secure-use",
    ),
    Check(
        id="gate",
        title="Irrelevant events start no job",
        why="Every start of a job costs minutes and a line in the list of runs.",
        find=_gate,
    ),
)
