"""The plan in words: what a dry run prints, and the job summary."""

from __future__ import annotations

from postmortem_gh.plan import changes as do
from postmortem_gh.plan.diff import issue_changes
from postmortem_gh.plan.outcome import Done
from postmortem_gh.plan.show import as_markdown, as_text
from postmortem_gh.reconcile import Result
from postmortem_gh.values.desired import IssueState
from postmortem_gh.workflow.summary import of_result
from tests.decide.snapshots import issue

NEW = "the repository has no such label yet"
LABELS = [do.MakeLabel(name=name, color="ffffff", description="", why=NEW) for name in ("overdue", "stale")]
ASSIGN = do.Assign(id="I_1", number=1, logins=("mika",), why="asked to facilitate")
PLAN = do.Plan(changes=(*LABELS, ASSIGN))


def test_labels_made_for_one_reason_share_a_line() -> None:
    assert as_text(PLAN).split("\n")[:4] == [
        "+ make the labels 'overdue', 'stale'",
        f"    {NEW}",
        "+ assign #1 to mika",
        "    asked to facilitate",
    ]
    assert as_markdown(PLAN).count("\n") == 1


def test_every_label_is_counted() -> None:
    assert as_text(PLAN).endswith("3 changes: 2 × new label, 1 × assignment.")


def test_labels_made_for_two_reasons_are_told_apart() -> None:
    other = do.MakeLabel(name="recurring", color="ffffff", description="", why="it came back")
    lines = as_text(do.Plan(changes=(*LABELS, other))).split("\n")
    assert lines[2:4] == ["+ make the label 'recurring'", "    it came back"]


def test_the_summary_folds_them_too() -> None:
    done = tuple(Done(change=change) for change in PLAN.changes)
    page = of_result(Result(plan=PLAN, done=done, dry_run=False), "Done.")
    assert page.count("\n- ") == 2


def test_people_and_labels_have_each_their_reason() -> None:
    state = IssueState(
        id="I_1",
        number=1,
        add_labels=("service:web",),
        add_assignees=("mika",),
        why="from the form",
        assign_why="facilitator",
    )
    assert [change.why for change in issue_changes(issue(), state)] == ["from the form", "facilitator"]
