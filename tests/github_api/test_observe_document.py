"""The document is found wherever it lies: where we put it, where a person moved it, before and after the merge."""

from __future__ import annotations

import pytest

from postmortem_gh.values.snapshot import Snapshot
from tests.hub import REPOSITORY, connect, observe
from tests.stories import Story, fresh

PATH = "postmortems/2026/2026-11-20-checkout-queue-stalled.md"
MOVED = "postmortems/payments/the-queue.md"
BRANCH = "postmortem/1"


@pytest.fixture
def story() -> Story:
    made = fresh()
    made.run()
    return made


def look(story: Story) -> tuple[Snapshot, int]:
    connection = connect(story.world, story.token)
    return observe(connection, story.event), connection.requests


def merge(story: Story) -> None:
    repo = story.world.repo(REPOSITORY)
    pull = next(issue for issue in repo.issues.values() if issue.is_pull)
    story.world.as_person("bob").merges(pull)


def move(story: Story, branch: str) -> None:
    text = story.world.file(REPOSITORY, PATH, branch=branch)
    assert text is not None
    story.world.put_files(REPOSITORY, {PATH: None, MOVED: text}, branch=branch, by=story.world.user("bob"))


def test_where_we_put_it_it_is_found_with_the_first_read(story):
    snapshot, requests = look(story)

    assert snapshot.branch.document.path == PATH
    assert snapshot.document is None
    assert requests == 1


def test_after_the_merge_it_is_found_on_the_default_branch_with_the_first_read(story):
    merge(story)

    snapshot, requests = look(story)

    assert snapshot.document.path == PATH
    assert PATH in snapshot.document_paths
    assert requests == 1


def test_after_a_change_of_the_title_it_is_found_where_our_comment_remembers_it(story):
    story.event = story.world.as_person("alice").renames(story.event.about, "Payments were down")

    snapshot, requests = look(story)

    assert snapshot.branch.document.path == PATH
    assert requests == 2


def test_moved_on_the_branch_it_is_found_by_the_pull_requests_files(story):
    move(story, BRANCH)

    snapshot, requests = look(story)

    assert snapshot.branch.document.path == MOVED
    assert requests <= 3


def test_moved_after_the_merge_it_is_found_by_its_id(story):
    merge(story)
    move(story, "main")

    snapshot, requests = look(story)

    assert snapshot.document.path == MOVED
    assert requests <= 3


def test_wherever_it_was_moved_to_a_later_edit_of_the_form_goes_there(story):
    merge(story)
    move(story, "main")
    story.event = story.world.as_person("alice").replaces(
        story.event.about, "14:51 queue drained", "14:51 queue drained at last"
    )

    ran = story.run()

    assert ran.desired.document.path == MOVED
    assert "drained at last" in (story.world.file(REPOSITORY, MOVED, branch=BRANCH) or "")
    assert story.world.file(REPOSITORY, PATH, branch=BRANCH) is None


def test_another_incidents_file_at_the_likely_path_is_not_taken_for_ours():
    story = fresh()
    story.world.put_files(REPOSITORY, {PATH: "---\nid: postmortem-99\n---\nanother incident\n"})

    ran = story.run()

    assert ran.desired.document.path != PATH
    assert story.world.file(REPOSITORY, PATH) == "---\nid: postmortem-99\n---\nanother incident\n"
