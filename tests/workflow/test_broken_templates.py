"""A team's broken template stops neither a postmortem nor the report; it is told there, once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from postmortem_gh.config.templates import shipped_forms
from postmortem_gh.local_github import World
from postmortem_gh.values.where import Where
from postmortem_gh.workflow import follow_up
from postmortem_gh.workflow.act import act
from tests.hub import REPOSITORY, connect, where

TODAY = date(2026, 11, 24)
ANSWERS = {
    "summary": "Search was down.",
    "started": "2026-11-24 09:00 UTC",
    "action_items": "- [P1] Watch the index @jo due 2026-12-15",
}


def world_with(name: str, template: str) -> tuple[World, Any, str]:
    """A repository with our forms, one override, and one postmortem filed."""
    world = World(clock=datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    world.user("jo")
    files = {f".github/ISSUE_TEMPLATE/{form}": text for form, text in shipped_forms().items()}
    files[f".github/postmortem/templates/{name}"] = template
    repository = world.repository(REPOSITORY, files=files, grants={"jo": "write"}, labels=("postmortem",))
    form = ".github/ISSUE_TEMPLATE/postmortem.yml"
    event = world.as_person("jo").opens_form(REPOSITORY, form, ANSWERS, title="Search down")
    return world, event, world.token(repository)


def test_a_postmortem_is_drawn_by_the_shipped_template_and_its_comment_says_why() -> None:
    world, event, token = world_with("documents/document.md.j2", "fine\n{{ page.nonsense }}")

    act(connect(world, token), where(event), today=lambda _: TODAY, dry_run=False)

    comment = world.issue(REPOSITORY, event.number).comments[-1].body
    assert "document.md.j2, line 2 cannot be used" in comment
    assert "1 problem of the set-up to mend" in comment


def test_the_report_is_drawn_by_the_shipped_template_and_says_why() -> None:
    world, event, token = world_with("report/report.md.j2", "{{ page.nonsense }}")
    act(connect(world, token), where(event), today=lambda _: TODAY, dry_run=False)
    owner, _, name = REPOSITORY.partition("/")
    run = follow_up.Run(
        connection=connect(world, token),
        where=Where(owner=owner, name=name, run="repository", event="schedule"),
        dry_run=False,
        today=date(2027, 1, 10),
    )

    follow_up.report(run, world.now)
    again = follow_up.report(run, world.now)

    bodies = [issue.body for issue in world.repo(REPOSITORY).issues.values()]
    report = next(body for body in bodies if "## Decisions needed" in body)
    assert "report.md.j2, line 1 cannot be used" in report
    assert not again.plan
