"""The whole job, played back from a recording: what we send today is what was sent then, byte for byte.

After a change of what we send (a template's words are enough), record again: script/record.
"""

from __future__ import annotations

import pytest
from vcr.errors import CannotOverwriteExistingCassetteException

from postmortem_gh.workflow.act import Ran
from tests.recording import CASSETTE, Place, cassette, played_back, whole_job


@pytest.fixture(scope="module")
def played() -> tuple[list[Ran], bool]:
    with cassette(record=False) as tape:
        try:
            runs = whole_job(played_back())
        except CannotOverwriteExistingCassetteException as differs:
            pytest.fail(
                f"what is sent has changed: look at it, then run script/record\n{str(differs)[:2000]}"
            )
        return runs, tape.all_played


def test_the_first_run_makes_everything_and_the_second_nothing(played) -> None:
    first, second, *_ = played[0]

    assert first.result.exit_code == 0
    assert {type(each.change).__name__ for each in first.result.done} >= {
        "OpenIssue",
        "WriteFiles",
        "OpenPullRequest",
        "AddComment",
    }
    assert second.result.plan.changes == ()


def test_an_edit_of_the_form_changes_document_and_comment_and_then_nothing(played) -> None:
    _, _, edited, again = played[0]

    assert [type(each.change).__name__ for each in edited.result.done] == ["WriteFiles", "EditComment"]
    assert again.result.plan.changes == ()


def test_every_request_on_the_tape_was_made(played) -> None:
    assert played[1]


def test_a_request_that_is_not_on_the_tape_is_not_made() -> None:
    place = played_back()

    with cassette(record=False), pytest.raises(CannotOverwriteExistingCassetteException):
        whole_job(Place(place.environment, "acme/elsewhere", place.today))


def test_the_tape_holds_no_secret() -> None:
    text = CASSETTE.read_text(encoding="utf-8").lower()

    for secret in ("authorization", "ghp_", "ghs_", "set-cookie", "x-github-request-id"):
        assert secret not in text
