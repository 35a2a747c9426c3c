"""Each check of `doctor`: silent on a good set-up, and heard in a world where just that is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from postmortem_gh.setup import doctor
from postmortem_gh.setup.checks import ALL
from postmortem_gh.values.setup import Rule, SetupSnapshot, WorkflowRun
from postmortem_gh.values.snapshot import Label
from tests.setup.worlds import NOW, WORKFLOW, file, form, our_workflow, well_set_up

Break = Callable[[SetupSnapshot], SetupSnapshot]


def repository(**changed: object) -> Break:
    return lambda setup: replace(setup, repository=replace(setup.repository, **changed))


def setup(**changed: object) -> Break:
    return lambda there: replace(there, **changed)


def in_workflow(old: str, new: str) -> Break:
    text = our_workflow()
    assert old in text, old
    return setup(workflows=(file(WORKFLOW, text.replace(old, new)),))


def in_form(old: str, new: str) -> Break:
    text = form()
    assert old in text, old
    return setup(forms=(file(".github/ISSUE_TEMPLATE/postmortem.yml", text.replace(old, new, 1)),))


def a_form(body: str, head: str = "name: Postmortem\ndescription: d\nlabels: [postmortem]\n") -> Break:
    return setup(forms=(file(".github/ISSUE_TEMPLATE/postmortem.yml", f"{head}body:\n{body}"),))


INPUT = "  - type: input\n    id: {id}\n    attributes:\n      label: {label}\n"
PERMISSIONS_OF_JOB = our_workflow()[
    our_workflow().index("    permissions:\n") : our_workflow().index("    steps:")
]
GATE = our_workflow()[our_workflow().index("    if: >-") : our_workflow().index("    runs-on:")]
CONCURRENCY = our_workflow()[
    our_workflow().index("    concurrency:") : our_workflow().index("    permissions:\n")
]

# An organisation's workflow, called as docs/several-repositories.md has it; it holds the concurrency group.
CALLER = (
    our_workflow()[: our_workflow().index("jobs:")]
    + "jobs:\n  postmortem:\n    permissions: {contents: write, issues: write, pull-requests: write}\n"
    + f"    uses: postmortem-gh/postmortem-gh/.github/workflows/postmortem.yml@{'0' * 40} # v0.1.0\n"
)

PULL_REQUESTS_ONLY = (Rule(kind="pull_request", ruleset="acme", branch="main"),)
WORLDS: list[tuple[str, Break, str]] = [
    ("archived", repository(is_archived=True), "archived"),
    ("disabled", setup(is_disabled=True), "disabled"),
    ("issues-on", repository(has_issues=False), "switched off"),
    ("first-commit", repository(default_branch=None, head_oid=None), "no commit"),
    ("fork", setup(is_fork=True), "fork"),
    ("token-role", setup(viewer_role="READ"), "may only read"),
    ("labels", repository(labels={}), "postmortem, near-miss, retrospective"),
    ("labels", repository(labels={name: Label(id=name, name=name) for name in ("postmortem", "near-miss", "retrospective")}), "overdue"),
    ("pins", setup(pinned=(1, 2, 3), reports=(9,)), "three issues"),
    ("one-report", setup(reports=(9, 7)), "#7, #9"),
    ("clock", setup(local_time=NOW + timedelta(minutes=12)), "12 minutes"),
    ("workflow", setup(workflows=()), "no workflow"),
    ("one-workflow", setup(workflows=(file(WORKFLOW, our_workflow()), file(".github/workflows/b.yml", our_workflow()))), "b.yml"),
    ("workflow-yaml", setup(workflows=(file(WORKFLOW, our_workflow() + "\n  x: [1\n"),)), "no valid YAML"),
    ("permissions", in_workflow(PERMISSIONS_OF_JOB, "    permissions:\n      issues: write\n"), "contents: write"),
    ("permissions", setup(workflows=(file(WORKFLOW, our_workflow().replace("permissions: {}\n", "").replace(PERMISSIONS_OF_JOB, "")),)), "no permissions block"),
    ("least-permissions", in_workflow(PERMISSIONS_OF_JOB, "    permissions: write-all\n"), "every permission"),
    ("least-permissions", in_workflow("      issues: write", "      packages: write\n      issues: write"), "packages"),
    ("issue-events", in_workflow("types: [opened, edited, closed, reopened, labeled]", "types: [closed]"), "opened or edited"),
    ("issue-events", in_workflow("  issues:\n", "  push:\n"), "does not start on issues"),
    ("comment-events", in_workflow("  issue_comment:", "  watch:"), "commands wait"),
    ("comment-events", in_workflow("types: [created]", "types: [created, edited]"), "never commands"),
    ("schedule", in_workflow("  schedule:\n", "  x-schedule:\n"), "no weekly report"),
    ("dispatch", in_workflow("  workflow_dispatch:\n", ""), "by hand"),
    ("concurrency", in_workflow(CONCURRENCY, ""), "meet"),
    ("concurrency", setup(workflows=(file(WORKFLOW, CALLER + CONCURRENCY),)), "which cancels runs"),
    ("concurrency", in_workflow("cancel-in-progress: false", "cancel-in-progress: true"), "is writing"),
    ("concurrency", in_workflow("      queue: max\n", ""), "one waiting run"),
    ("pinned-ref", in_workflow("@0123456789abcdef0123456789abcdef01234567", "@v1"), "`v1`"),
    ("time-limit", in_workflow("    timeout-minutes: 10\n", ""), "six hours"),
    ("triggers", setup(workflows=(file(WORKFLOW, our_workflow().replace("  workflow_dispatch:\n", "  workflow_dispatch:\n  workflow_run:\n    workflows: [CI]\n")),)), "workflow_run"),
    ("gate", in_workflow(GATE, ""), "every comment"),
    ("actions-on", setup(actions_enabled=False), "switched off"),
    ("pull-requests-allowed", setup(may_create_pull_requests=False), "does not let workflows"),
    ("pull-requests-allowed", setup(may_create_pull_requests=None), "not known"),
    ("workflow-enabled", setup(workflow_states={WORKFLOW: "disabled_inactivity"}), "60 days"),
    ("workflow-enabled", setup(workflow_states={WORKFLOW: "disabled_manually"}), "disabled manually"),
    ("last-run", setup(last_scheduled=WorkflowRun(created_at=NOW - timedelta(days=20), conclusion="success")), "2026-11-04"),
    ("last-run", setup(last_scheduled=None), "not run yet"),
    ("last-run", setup(runs_known=False), "not known"),
    ("last-run-green", setup(last_scheduled=WorkflowRun(created_at=NOW, conclusion="failure", url="u")), "failure"),
    ("branch-rules", setup(rules=(Rule(kind="pull_request", ruleset="acme", branch="postmortem/1"),)), "every branch"),
    ("push-rules", setup(rules=PULL_REQUESTS_ONLY, settings=file(".github/postmortem.yml", 'publish:  "push"\n')), "pull requests only"),
    ("forms", setup(forms=()), "no issue form"),
    ("form-yaml", setup(forms=(file(".github/ISSUE_TEMPLATE/postmortem.yml", "name: a: b\nlabels: [postmortem]\n"),)), "no valid YAML"),
    ("form-keys", in_form("description:", "about:"), "lacks `description`"),
    ("form-keys", in_form("name: Postmortem", "name: Postmortem\nyes: 1"), "True"),
    ("form-elements", a_form("  - type: inputs\n    attributes: {label: A}\n"), "inputs"),
    ("form-elements", a_form("  - type: dropdown\n    id: severity\n    attributes: {label: A, options: [yes, 1.0]}\n"), "no texts"),
    ("form-elements", a_form("  - type: dropdown\n    id: severity\n    attributes: {label: A, options: [None, B]}\n"), "GitHub's own"),
    ("form-elements", a_form(INPUT.format(id="a b", label="A")), "signs"),
    ("form-elements", a_form(INPUT.format(id="summary", label="Your password")), "password"),
    ("form-elements", a_form(INPUT.format(id="summary", label='""')), "lacks `label`"),
    ("form-elements", a_form("  - type: input\n    id: summary\n    required: true\n    attributes: {label: A}\n"), "under `validations:`"),
    ("form-elements", a_form("  - type: input\n    id: summary\n    attributes: {lable: A}\n"), "did you mean `label`"),
    ("form-elements", a_form("  - type: input\n    id: summary\n    attributes: {label: 3}\n"), "`label` is no text"),
    ("form-elements", a_form("  - type: input\n    id: summary\n    attributes: {label: A}\n    validations: {required: 'yes'}\n"), "neither true nor false"),
    ("form-elements", a_form("  - type: dropdown\n    id: severity\n    attributes: {label: A, options: [A, B], default: 5}\n"), "from 0 to 1"),
    ("form-elements", a_form("  - type: checkboxes\n    id: flags\n    attributes: {label: A}\n"), "no options"),
    ("form-elements", a_form("  - type: checkboxes\n    id: flags\n    attributes: {label: A, options: [B]}\n"), "no label"),
    ("form-elements", a_form("  - type: checkboxes\n    id: flags\n    attributes: {label: A, options: [{label: B}, {label: B}]}\n"), "twice"),
    ("form-keys", in_form("name: Postmortem", "name: 12"), "`name` is no text"),
    ("form-references", a_form(INPUT.format(id="summary", label="A") + INPUT.format(id="summary", label="B")), "“summary”"),
    ("form-names", setup(forms=(file("a.yml", form()), file("b.yml", form()))), "two forms"),
    ("form-read", a_form("  - type: markdown\n    attributes: {value: hello}\n"), "cannot be read"),
    ("form-ids", a_form(INPUT.format(id="what", label="A")), "none of the ids"),
    ("form-ids", a_form(INPUT.format(id="summary", label="A") + INPUT.format(id="time_line", label="B")), "`timeline`"),
    ("form-without-ids", a_form(INPUT.format(id="summary", label="A") + "  - type: input\n    attributes: {label: Odd one}\n"), "Odd one"),
    ("form-preselected", a_form("  - type: dropdown\n    id: severity\n    attributes: {label: Severity, options: [A, B]}\n    validations: {required: true}\n"), "first option"),
    ("settings", setup(settings=file(".github/postmortem.yml", "timzone: UTC\n")), "timezone"),
    ("settings-place", setup(misplaced_settings=(".github/postmortem.yaml",)), "read by nobody"),
    ("facilitators", setup(settings=file(".github/postmortem.yml", "facilitators: [alice, bob]\n"), assignable=frozenset({"alice"})), "bob"),
    ("templates", setup(templates=(file("documents/dokument.md.j2", "x"),)), "documents/document.md.j2"),
    ("templates", setup(templates=(file("documents/document.md.j2", "{% block x %}"),)), "cannot be used"),
]  # fmt: skip


def heard(told: tuple[doctor.Told, ...], check: str) -> list[str]:
    return [f"{each.finding.what} {each.finding.fix}" for each in told if each.check.id == check]


def test_a_good_set_up_has_nothing_to_mend() -> None:
    told = doctor.examine(well_set_up())

    assert told == ()


def test_a_remark_in_the_settings_is_no_setting() -> None:
    remark = file(".github/postmortem.yml", "# publish: push would skip the review\n")

    assert doctor.examine(setup(rules=PULL_REQUESTS_ONLY, settings=remark)(well_set_up())) == ()


@pytest.mark.parametrize(("check", "breaking", "words"), WORLDS, ids=[f"{c}-{w[:20]}" for c, _, w in WORLDS])
def test_what_is_wrong_is_told_with_its_fix(check: str, breaking: Break, words: str) -> None:
    told = doctor.examine(breaking(well_set_up()))

    assert any(words in line for line in heard(told, check)), told


def test_every_check_has_a_world_in_which_it_fails() -> None:
    assert {check.id for check in ALL} == {check for check, _, _ in WORLDS}
    assert len(ALL) >= 25


def test_every_check_says_why_and_where_to_read_on() -> None:
    for check in ALL:
        assert check.title
        assert check.why.endswith(".")
        assert check.more.startswith("https://")


def test_as_data_every_check_is_there_with_its_findings() -> None:
    told = doctor.examine(setup(is_fork=True)(well_set_up()))

    found = json.loads(doctor.as_json(told, "acme/shop"))

    assert len(found["checks"]) == len(ALL)
    assert [each["id"] for each in found["checks"] if not each["ok"]] == ["fork"]


def test_a_file_s_text_cannot_write_commands_into_the_log() -> None:
    broken = setup(forms=(file("x\n::set-output name=a::b.yml", "name: a: b\npostmortem"),))(well_set_up())

    text = doctor.as_text(doctor.examine(broken), "acme/shop")

    assert not any(line.lstrip().startswith("::") for line in text.splitlines())


def test_a_called_workflow_needs_no_group_of_its_own() -> None:
    told = doctor.examine(setup(workflows=(file(WORKFLOW, CALLER),))(well_set_up()))

    assert heard(told, "concurrency") == []
