"""The job's summary: begins as the comment begins, and tells each refusal once."""

from __future__ import annotations

import re

import pytest

from postmortem_gh.workflow.summary import of_postmortem
from tests.hub import REPOSITORY
from tests.stories import STORIES, Story, filed, repository

SECRET = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"


def ours(story: Story) -> str:
    """Our one comment's first line."""
    (found,) = [each.body for each in story.event.about.comments if "postmortem-gh:v1 comment" in each.body]
    return found.split("\n")[0]


def summary(story: Story) -> str:
    return of_postmortem(story.run())


def with_settings(settings: str) -> Story:
    world = repository()
    world.put_files(REPOSITORY, {".github/postmortem.yml": settings})
    return filed(world)


CASES = {
    **STORIES,
    "a wording": lambda: filed(summary="Bob should have been more careful."),
    "a bad date": lambda: filed(started="2026-02-31 14:02 UTC"),
    "a secret": lambda: filed(summary=f"The token {SECRET} was used."),
    "no settings": lambda: with_settings("trust: everyone\n"),
    "settings that cannot be had": lambda: with_settings(f"extends: acme/none//a.yml@{'0' * 40}\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_begins_with_the_first_line_of_the_comment(name: str) -> None:
    story = CASES[name]()

    told = summary(story)

    assert told.startswith(ours(story).removesuffix("**"))
    assert "<⁠item" not in told
    assert "<item" not in told


def test_why_a_document_is_held_back_is_told_and_the_secret_is_not() -> None:
    told = summary(CASES["a secret"]())

    assert "its document is held back" in told.split("\n")[0]
    assert re.search(r"- the document is held back: .*, line \d+: .*token", told)
    assert SECRET not in told


def test_a_trouble_is_in_the_first_line() -> None:
    assert "1 problem of the set-up to mend" in summary(CASES["settings that cannot be had"]()).split("\n")[0]


def test_equal_refusals_are_told_once_with_all_that_they_stopped() -> None:
    story = filed()
    granted = {"contents": "write", "issues": "read", "pull_requests": "write", "metadata": "read"}
    story.token = story.world.token(REPOSITORY, permissions=granted)

    told = summary(story)

    assert told.count("contents: write") == 1
    assert told.count("[How to mend it]") == 1
    assert told.count("; make the label") + told.count("; open “") >= 3
    assert ".." not in told.split("Refused by GitHub")[1].split("```")[0]
