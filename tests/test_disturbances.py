"""What people do by hand between two runs: each is healed, respected or told, and the run after it is quiet.

Whatever they did, nothing is doubled, nothing that they removed comes back,
and no run ends in a traceback.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from postmortem_gh.local_github import labelling
from postmortem_gh.local_github.model import Issue
from postmortem_gh.local_github.refusals import Refused
from tests.hub import REPOSITORY
from tests.stories import Story, accepted, filed, fresh, repository

PATH = "postmortems/2026/2026-11-20-checkout-queue-stalled.md"
BRANCH = "postmortem/1"
LATER = ("14:51 queue drained", "14:51 queue drained at last")


def settled() -> Story:
    story = fresh()
    story.world.grant(REPOSITORY, "dora", "admin")
    story.run()
    return story


def pull(story: Story) -> Issue:
    return next(issue for issue in story.world.repo(REPOSITORY).issues.values() if issue.is_pull)


def item(story: Story) -> Issue:
    return story.event.about.sub_issues[0]


def comment(story: Story) -> Any:
    return story.event.about.comments[0]


def dora(story: Story) -> Any:
    return story.world.as_person("dora")


DISTURBANCES: dict[str, Callable[[Story], object]] = {
    "an item's issue is deleted": lambda story: dora(story).deletes(item(story)),
    "an item's issue is closed": lambda story: dora(story).closes(item(story)),
    "an item's issue is closed as not planned": lambda story: dora(story).closes(item(story), "not_planned"),
    "an item is taken out of the sub-issues": lambda story: dora(story).detaches(
        story.event.about, item(story)
    ),
    "an item is renamed": lambda story: dora(story).renames(item(story), "Another title"),
    "an item's block is broken": lambda story: dora(story).edits_body(item(story), "all gone"),
    "an item loses its label": lambda story: dora(story).unlabels(item(story), "action-item"),
    "an item is given to somebody else": lambda story: dora(story).assigns(item(story), "carol"),
    "an item is locked": lambda story: dora(story).locks(item(story)),
    "our comment is deleted": lambda story: dora(story).deletes_comment(comment(story)),
    "our comment loses its marker": lambda story: dora(story).edits_comment(comment(story), "gone"),
    "our comment gets CRLF line ends": lambda story: dora(story).edits_comment(
        comment(story), comment(story).body
    ),
    "the branch is deleted": lambda story: dora(story).deletes_branch(REPOSITORY, BRANCH),
    "the pull request is closed": lambda story: dora(story).closes_pull(pull(story)),
    "the pull request is merged": lambda story: dora(story).merges(pull(story)),
    "the pull request is merged and its branch deleted": lambda story: dora(story).merges(
        pull(story), delete_branch=True
    ),
    "the pull request's text is edited": lambda story: dora(story).edits_pull(
        pull(story), title="Mine", body="mine"
    ),
    "a label is deleted": lambda story: dora(story).deletes_label(REPOSITORY, "action-item"),
    "a label is renamed": lambda story: dora(story).renames_label(REPOSITORY, "action-item", "promise"),
    "the incident's label is taken off": lambda story: dora(story).unlabels(
        story.event.about, "service:checkout-api"
    ),
    "the postmortem is closed": lambda story: dora(story).closes(story.event.about),
    "the postmortem is renamed": lambda story: dora(story).renames(story.event.about, "Payments were down"),
    "the postmortem is locked": lambda story: dora(story).locks(story.event.about),
    "the form is emptied": lambda story: dora(story).edits_body(story.event.about, ""),
    "a line of the form is removed": lambda story: dora(story).replaces(
        story.event.about, "- [P1] Rewrite the runbook @carol\n", ""
    ),
    "the form is edited": lambda story: dora(story).replaces(story.event.about, *LATER),
    "somebody comments": lambda story: dora(story).comments(
        story.event.about, "Well done. `/refresh` is in code."
    ),
    "a forged marker is pasted": lambda story: dora(story).comments(story.event.about, comment(story).body),
    "an item's author leaves GitHub": lambda story: story.world.as_person("alice").leaves_github(),
    "the repository is renamed": lambda story: dora(story).renames_repository(REPOSITORY, "store"),
}


@pytest.mark.parametrize("name", DISTURBANCES)
def test_after_a_disturbance_nothing_is_doubled_and_the_second_run_is_quiet(name: str) -> None:
    story = settled()
    DISTURBANCES[name](story)
    before = len(story.world.repo(story.event.about.repository.full_name).issues)

    first, second = story.run(), story.run()

    issues = story.world.repo(story.event.about.repository.full_name).issues
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert second.result.plan.changes == ()
    assert len(issues) - before <= (1 if "merged" in name else 0)
    ours = [each for each in story.event.about.comments if "postmortem-gh:v1 comment" in each.body]
    assert len(ours) <= (2 if "forged" in name or "marker" in name else 1)


@pytest.mark.parametrize("name", DISTURBANCES)
def test_after_a_disturbance_a_later_edit_of_the_form_still_works(name: str) -> None:
    story = settled()
    DISTURBANCES[name](story)
    if LATER[0] in story.event.about.body and LATER[1] not in story.event.about.body:
        dora(story).replaces(story.event.about, *LATER)

    first, second = story.run(), story.run()

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert second.result.plan.changes == ()


def test_people_write_in_the_document_and_a_later_edit_of_the_form_leaves_their_words() -> None:
    story = settled()
    text = story.world.file(REPOSITORY, PATH, branch=BRANCH) or ""
    mine = text.replace("\n## ", "\n## My ", 1) + "\nMy own words.\n"
    story.world.put_files(REPOSITORY, {PATH: mine}, branch=BRANCH, by=story.world.user("bob"))
    dora(story).replaces(story.event.about, *LATER)

    story.run()

    after = story.world.file(REPOSITORY, PATH, branch=BRANCH) or ""
    assert "My own words." in after
    assert "\n## My " in after
    assert "queue drained at last" in after


def test_a_branch_of_our_name_that_somebody_made_before_us_is_built_upon() -> None:
    story = fresh()
    story.world.put_files(REPOSITORY, {"notes.txt": "theirs"}, branch=BRANCH, by=story.world.user("bob"))

    ran = story.run()

    assert ran.exit_code == 0
    assert story.world.file(REPOSITORY, "notes.txt", branch=BRANCH) == "theirs"
    assert story.world.file(REPOSITORY, PATH, branch=BRANCH)


def test_a_body_of_the_largest_size_is_carried_out() -> None:
    story = filed(repository(), went_well="x" * 20_000 + "\n" + "[ ](" * 5_000 + "\n" + "|" * 15_000)

    ran = story.run()

    assert ran.exit_code == 0
    assert story.run().result.plan.changes == ()


def test_an_item_that_two_runs_at_once_opened_twice_is_folded_into_the_elder() -> None:
    story = settled()
    repo, elder = story.world.repo(REPOSITORY), item(story)
    bot = next(user for user in story.world.users.values() if user.login.startswith("github-actions"))
    younger = story.world.as_person("carol").opens_issue(
        REPOSITORY, elder.title, elder.body, labels=["action-item"]
    )
    twin = repo.issues[younger.number]
    twin.author, twin.body = bot, elder.body
    story.world.as_person("carol").attaches(story.event.about, twin)

    story.run()

    assert elder.is_open
    assert not twin.is_open
    assert (twin.state_reason, twin.parent) == ("DUPLICATE", None)
    assert story.run().result.plan.changes == ()


def test_a_label_that_github_refused_is_put_on_once_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    story = filed()

    def refuse(*_: Any) -> None:
        raise Refused("FORBIDDEN", "Resource not accessible by integration", 403)

    with monkeypatch.context() as patched:
        patched.setattr(labelling, "add_labels", refuse)
        first = story.run()
    without = [label.name for label in story.event.about.labels]
    second = story.run()

    assert [each.refusal.code for each in first.result.red] == ["permission"]
    assert len(story.event.about.comments) == 1
    assert without == ["postmortem"]
    assert second.result.is_complete
    assert [label.name for label in story.event.about.labels] == ["postmortem", "service:checkout-api"]


def test_a_title_that_a_stranger_gives_after_the_acceptance_is_told_and_written_nowhere() -> None:
    story = accepted()
    story.run()
    story.world.as_person("mallory").renames(story.event.about, "Look at evil.example")

    ran = story.run()

    assert [type(each.change).__name__ for each in ran.result.done] == ["EditComment"]
    assert "renamed from outside" in comment(story).body
    assert not [blob for blob in story.world.git.blobs.values() if b"evil.example" in blob]
    assert story.run().result.plan.changes == ()


def test_a_command_that_cannot_be_carried_out_on_a_locked_postmortem_turns_no_run_red() -> None:
    story = settled()
    dora(story).comments(story.event.about, "/timeline soon it broke")
    dora(story).locks(story.event.about)

    first, second = story.run(), story.run()

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert [each for each in first.result.notices if "/timeline could not be carried out" in each]
    assert second.result.plan.changes == ()


def test_a_facilitator_whom_somebody_asks_for_is_assigned_to_a_brief_note_too() -> None:
    story = filed(repository(), criteria=[], severity="SEV4", resolved="14:12")
    story.run()
    brief = "A brief note" in comment(story).body
    story.world.as_person("bob").comments(story.event.about, "/facilitator @carol")

    story.run()

    assert brief
    assert [each.login for each in story.event.about.assignees] == ["carol"]
    assert "asked for by `/facilitator`" in comment(story).body
    assert story.run().result.plan.changes == ()


def test_a_new_accept_lets_it_through() -> None:
    story = accepted()
    story.run()
    story.world.as_person("mallory").renames(story.event.about, "Checkout stalled for 47 minutes")
    story.world.as_person("carol").comments(story.event.about, "/accept")

    story.run()

    text = story.world.file(REPOSITORY, PATH, branch=BRANCH) or ""
    assert "# Checkout stalled for 47 minutes" in text
    assert story.run().result.plan.changes == ()


def test_a_title_by_a_maintainer_needs_no_accept() -> None:
    story = accepted()
    story.run()
    story.world.as_person("carol").renames(story.event.about, "Checkout stalled for 47 minutes")

    story.run()

    assert "# Checkout stalled for 47 minutes" in (story.world.file(REPOSITORY, PATH, branch=BRANCH) or "")
