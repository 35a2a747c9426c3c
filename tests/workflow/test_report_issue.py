"""The report's issue in a world of people: pinned once, the one report whatever they do with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from postmortem_gh.local_github.model import Issue
from postmortem_gh.plan import changes as do
from tests.hub import REPOSITORY
from tests.stories import Reported, Week, first_week


def reports(week: Week) -> list[Issue]:
    """Every issue that carries the report, open or closed."""
    issues = week.world.repo(REPOSITORY).issues.values()
    return [each for each in issues if "<!-- postmortem-gh:v1 report " in each.body]


def quiet(told: Reported) -> bool:
    return told.result.plan.changes == ()


def test_a_report_that_a_person_unpinned_stays_so() -> None:
    week = first_week()
    week.run()
    (report,) = reports(week)
    week.world.as_person("carol").unpins(report)

    told = week.run()

    assert quiet(told)
    assert week.world.repo(REPOSITORY).pinned == []


def test_where_three_issues_are_pinned_the_report_is_pinned_as_soon_as_one_is_not() -> None:
    week = first_week()
    carol = week.world.as_person("carol")
    others = [carol.opens_issue(REPOSITORY, f"Read me {number}").about for number in range(3)]
    for each in others:
        carol.pins(each)

    first, again = week.run(), week.run()
    carol.unpins(others[0])
    later = week.run()

    assert first.result.refused == ()
    assert "Three issues are pinned" in first.result.notices[0]
    assert quiet(again)
    assert [type(each) for each in later.result.plan.changes] == [do.PinIssue]
    assert quiet(week.run())
    assert week.world.repo(REPOSITORY).pinned[-1] is reports(week)[0]


def test_an_index_whose_pull_request_a_person_closed_waits_for_the_next_document() -> None:
    week = first_week()
    week.run()
    pull = next(
        each for each in week.world.repo(REPOSITORY).issues.values() if each.title.startswith("Bring the")
    )
    week.world.as_person("bob").closes_pull(pull)

    assert quiet(week.run())


def week_with_a_closed_report() -> tuple[Week, Issue]:
    week = first_week()
    week.run()
    (old,) = reports(week)
    week.world.as_person("carol").closes(old)
    return week, old


def test_a_closed_report_is_continued_by_a_new_one_that_links_to_it() -> None:
    week, old = week_with_a_closed_report()

    week.run()

    _, new = reports(week)
    assert f"[#{old.number}]({week.world.url}/{REPOSITORY}/issues/{old.number})" in new.body
    assert not old.is_open
    assert quiet(week.run())


def test_the_link_to_the_closed_report_stays_when_there_is_news() -> None:
    week, old = week_with_a_closed_report()
    week.run()
    week.world.advance(timedelta(days=30))

    week.run()

    assert f"Continues [#{old.number}]" in reports(week)[1].body


def test_a_closed_report_that_is_reopened_goes_on_and_the_other_one_is_told_of() -> None:
    week, old = week_with_a_closed_report()
    week.run()
    _, new = reports(week)
    week.world.as_person("carol").reopens(old)

    told = week.run()

    assert told.result.notices == (
        f"There are several open reports: #{old.number} is kept up to date, #{new.number} is not. "
        "Close what is not needed.",
    )
    assert quiet(told)


@pytest.mark.parametrize("part", ["v1 report", "end report"])
def test_notes_below_a_part_of_ours_that_was_broken_by_hand_stay(part: str) -> None:
    week = first_week()
    week.run()
    (report,) = reports(week)
    lines = [line for line in report.body.splitlines() if f"<!-- postmortem-gh:{part}" not in line]
    week.world.as_person("carol").edits_body(report, "\n".join(["Our head.", *lines, "Our notes."]))

    for _ in range(3):
        week.world.advance(timedelta(days=15))
        week.run()

    assert "Our head." in report.body
    assert "Our notes." in report.body


def test_a_deleted_report_is_written_anew() -> None:
    week = first_week()
    week.run()
    (old,) = reports(week)
    week.world.grant(REPOSITORY, "dana", "admin")
    week.world.as_person("dana").deletes(old)

    week.run()

    (new,) = reports(week)
    assert new.is_open
    assert week.world.repo(REPOSITORY).pinned == [new]
    assert quiet(week.run())


@pytest.mark.parametrize("pinned", [True, False])
def test_a_report_whose_label_was_renamed_goes_on_and_the_summary_says_so(pinned: bool) -> None:
    week = first_week()
    week.run()
    carol = week.world.as_person("carol")
    carol.renames_label(REPOSITORY, "postmortem-report", "weekly")
    if not pinned:
        carol.unpins(reports(week)[0])
    week.world.advance(timedelta(days=30))

    told = week.run()

    assert len(reports(week)) == 1
    assert any(isinstance(each, do.EditIssue) for each in told.result.plan.changes)
    assert "The label `postmortem-report` is called `weekly` here" in told.result.notices[0]
    assert quiet(week.run())


def test_action_items_whose_label_was_renamed_are_followed_up_and_the_summary_says_so() -> None:
    week = first_week()
    week.world.as_person("carol").renames_label(REPOSITORY, "action-item", "promise")

    told = week.run()

    (report,) = reports(week)
    assert report.body.count("**2 open action items") == 1
    assert [each.number for each in told.result.plan.changes if isinstance(each, do.AddLabels)] == [2]
    assert "The label `action-item` is called `promise` here" in told.result.notices[0]
    assert quiet(week.run())


def test_an_action_item_whose_label_a_person_took_off_is_left_alone() -> None:
    week = first_week()
    items = [each for each in week.world.repo(REPOSITORY).issues.values() if each.parent]
    for each in items:
        week.world.as_person("carol").unlabels(each, "action-item")

    told = week.run()

    assert not any(getattr(each, "number", None) in (2, 3) for each in told.result.plan.changes)
    assert "**No open action item" in reports(week)[0].body


@pytest.mark.parametrize("said", ["/done see the dashboard", "/wontdo the queue is gone", "a box"])
def test_what_the_run_itself_closes_stands_in_the_report_of_that_run(said: str) -> None:
    week = first_week()
    week.run()
    (item,) = (each for each in week.world.repo(REPOSITORY).issues.values() if each.title.startswith("Page"))
    if said == "a box":
        week.world.grant(REPOSITORY, "alice", "read")  # who may say it and not close it
        week.world.as_person("alice").comments(item, "/done see the dashboard")
        week.run()
        week.world.grant(REPOSITORY, "alice", "write")
        assert item.is_open
        week.world.as_person("carol").ticks(reports(week)[0], "postmortem-gh:box close-done")
    else:
        week.world.as_person("carol").comments(item, said)
    week.world.advance(timedelta(days=3))

    week.run()

    assert not item.is_open
    assert f"/issues/{item.number})" in reports(week)[0].body
    assert quiet(week.run())


def test_the_box_that_moves_sets_and_takes_off_what_the_item_is_after_all_of_it() -> None:
    week = first_week()
    week.run()
    (item,) = (each for each in week.world.repo(REPOSITORY).issues.values() if each.title.startswith("Page"))
    carol = week.world.as_person("carol")
    carol.unassigns(item, "alice")
    week.run()
    carol.comments(item, "/owner @bob")
    carol.ticks(reports(week)[0], "postmortem-gh:box move")
    week.world.advance(timedelta(days=1))

    week.run()

    assert {each.name for each in item.labels} & {"needs-owner", "overdue", "needs-decision"} == set()
    assert quiet(week.run())
