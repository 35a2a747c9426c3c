"""How a document reaches the default branch, by the settings and by what GitHub allows: each step has a next one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postmortem_gh.setup.doctor import examine
from postmortem_gh.text import escape
from postmortem_gh.workflow.summary import of_postmortem
from tests.hub import REPOSITORY
from tests.setup.worlds import well_set_up
from tests.stories import Story, filed, repository

PATH = "postmortems/2026/2026-11-20-checkout-queue-stalled.md"
SETTINGS = ".github/postmortem.yml"


def story_with(settings: str) -> Story:
    world = repository()
    world.put_files(REPOSITORY, {SETTINGS: settings})
    return filed(world)


def pulls(story: Story) -> list[str]:
    return [issue.title for issue in story.world.repo(REPOSITORY).issues.values() if issue.is_pull]


def test_straight_to_the_default_branch_where_the_settings_say_so() -> None:
    story = story_with("publish: push\n")

    ran = story.run()

    assert ran.exit_code == 0
    assert (story.world.file(REPOSITORY, PATH) or "").startswith("---\n")
    assert pulls(story) == []
    assert story.run().result.plan.changes == ()


@pytest.mark.parametrize("as_ruleset", [True, False])
def test_where_the_push_is_refused_the_document_comes_by_a_pull_request(as_ruleset: bool) -> None:
    story = story_with("publish: push\n")
    story.world.protect(REPOSITORY, pattern="main", as_ruleset=as_ruleset)

    first, second = story.run(), story.run()

    assert (first.exit_code, second.exit_code) == (2, 0)
    assert story.world.file(REPOSITORY, PATH) is None
    assert story.world.file(REPOSITORY, PATH, branch="postmortem/1")
    assert len(pulls(story)) == 1
    assert second.result.plan.changes == ()


def test_where_the_pull_request_is_refused_too_the_comment_links_to_the_page_that_opens_it() -> None:
    story = story_with("publish: push\n")
    story.world.protect(REPOSITORY, pattern="main")
    story.world.repo(REPOSITORY).actions_may_create_pulls = False

    first, second = story.run(), story.run()

    assert (first.exit_code, second.exit_code) == (2, 0)
    assert "/compare/main...postmortem/1?quick_pull=1" in story.event.about.comments[0].body
    assert second.result.plan.changes == ()


def test_once_pull_requests_are_allowed_the_comment_that_it_asks_for_opens_it() -> None:
    story = story_with("")
    repository = story.world.repo(REPOSITORY)
    repository.actions_may_create_pulls = False
    story.run()
    told = story.event.about.comments[0].body

    repository.actions_may_create_pulls = True
    quiet = story.run()
    story.world.as_person("alice").comments(story.event.about, "/refresh")
    story.run()

    assert "then comment `/refresh`" in told
    assert quiet.result.plan.changes == ()
    assert len(pulls(story)) == 1
    assert "then comment `/refresh`" not in story.event.about.comments[0].body


def test_checked_ahead_told_in_the_summary_and_in_the_comment_a_refusal_has_the_same_words() -> None:
    story = story_with("")
    story.world.repo(REPOSITORY).actions_may_create_pulls = False
    ahead = replace(well_set_up(), may_create_pull_requests=False)

    (found,) = [each.finding for each in examine(ahead) if each.check.id == "pull-requests-allowed"]
    summary, comment = of_postmortem(story.run()), story.event.about.comments[0].body

    for words in (found.what, found.fix):
        assert escape.inline(words) in summary
        assert escape.inline(words) in comment


def test_a_pull_request_refused_for_want_of_a_permission_is_told_so_in_later_runs_too() -> None:
    story = story_with("")
    granted = {"contents": "write", "issues": "write", "pull_requests": "read", "metadata": "read"}
    story.token = story.world.token(REPOSITORY, permissions=granted)

    story.run()
    told = story.event.about.comments[0].body
    story.run()

    assert "the token lacks a permission" in told
    assert "pull-requests: write" in told
    assert "Allow GitHub Actions" not in told
    assert story.event.about.comments[0].body == told


def test_settings_that_cannot_be_read_are_told_and_make_the_run_red() -> None:
    story = story_with("publish: sideways\ntimezone: Nowhere/Land\n")

    first, second = story.run(), story.run()

    assert (first.exit_code, second.exit_code) == (2, 2)
    assert "sideways" in story.event.about.comments[0].body
    assert second.result.plan.changes == ()


def test_a_broken_template_is_told_and_the_shipped_one_is_used_meanwhile() -> None:
    world = repository()
    folder = ".github/postmortem/templates/comments"
    world.put_files(REPOSITORY, {f"{folder}/postmortem.md.j2": "{{ nothing.of.the.kind }}"})
    story = filed(world)

    first, second = story.run(), story.run()

    assert first.exit_code == 2
    assert "postmortem.md.j2" in story.event.about.comments[0].body
    assert second.result.plan.changes == ()
