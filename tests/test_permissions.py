"""Each set of permissions that a job can have: one message that says how to mend it, and nothing half-made stays."""

from __future__ import annotations

from itertools import product

import pytest

from postmortem_gh.errors import ConfigurationError
from postmortem_gh.workflow.summary import of_postmortem
from tests.hub import REPOSITORY
from tests.stories import Story, filed, repository
from tests.test_crash_matrix import state

AREAS = ("contents", "issues", "pull_requests")
LEAST = [each for each in product(("write", "read"), repeat=3) if each != ("write",) * 3]
SETS = [
    *LEAST,
    ("none", "write", "write"),
    ("write", "none", "write"),
    ("write", "write", "none"),
    ("none",) * 3,
]


def story_with(visibility: str, permissions: tuple[str, ...]) -> Story:
    story = filed(repository(visibility))
    granted = dict(zip(AREAS, permissions, strict=True)) | {"metadata": "read"}
    story.token = story.world.token(REPOSITORY, permissions=granted)
    return story


def run(story: Story) -> tuple[int, str]:
    """How a run ends, and what it tells."""
    try:
        ran = story.run()
    except ConfigurationError as error:
        return error.exit_code, f"{error.what} {error.cause} {error.fix}"
    return ran.exit_code, of_postmortem(ran)


@pytest.mark.parametrize("visibility", ["public", "private"])
@pytest.mark.parametrize("permissions", SETS, ids="-".join)
def test_a_missing_permission_is_told_with_what_to_write(
    visibility: str, permissions: tuple[str, ...]
) -> None:
    code, told = run(story_with(visibility, permissions))

    assert code == 2
    for line in ("contents: write\n", "issues: write\n", "pull-requests: write\n"):
        assert line in told


@pytest.mark.parametrize("visibility", ["public", "private"])
@pytest.mark.parametrize(
    "permissions", [each for each in SETS if each[:2] != ("write", "write")], ids="-".join
)
def test_what_was_left_half_made_heals_once_the_permissions_are_given(
    visibility: str, permissions: tuple[str, ...]
) -> None:
    story, undisturbed = story_with(visibility, permissions), filed(repository(visibility))
    run(story)
    undisturbed.run()

    story.token = story.world.token(REPOSITORY)
    code, _ = run(story)

    assert code == 0
    assert state(story.world) == state(undisturbed.world)


def test_where_only_the_pull_request_was_refused_it_waits_for_a_word() -> None:
    story = story_with("public", ("write", "write", "read"))
    run(story)
    story.token = story.world.token(REPOSITORY)
    code, _ = run(story)
    before = [issue for issue in story.world.repo(REPOSITORY).issues.values() if issue.is_pull]

    story.world.as_person("carol").comments(story.event.about, "/refresh")
    again, _ = run(story)

    after = [issue for issue in story.world.repo(REPOSITORY).issues.values() if issue.is_pull]
    assert (code, again) == (0, 0)
    assert (len(before), len(after)) == (0, 1)
