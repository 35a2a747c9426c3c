"""Whose word counts: a stranger's form waits, and an acceptance holds for the text as it was then."""

from __future__ import annotations

import pytest

from postmortem_gh.decide import permissions
from postmortem_gh.decide.memory import NOTHING, Memory
from postmortem_gh.settings import Settings
from postmortem_gh.text.normal import fingerprint
from postmortem_gh.values.snapshot import MOST_RENAMES, Edit, Rename
from tests.decide.snapshots import after, comment, edit, issue, snapshot

ORIGINAL, EDITED = "The body.", "The body, and a sting."


def in_force(seen, settings: Settings | None = None, memory: Memory = NOTHING):
    return permissions.in_force(seen, settings or Settings(), memory)


def renamed(previous: str, by: str, minutes: int) -> Rename:
    return Rename(at=after(minutes), actor=by, previous=previous)


def test_on_a_public_repository_a_stranger_s_form_waits() -> None:
    assert in_force(snapshot()).body is None


@pytest.mark.parametrize(("role", "trust", "counts"), [
    ("write", None, True), ("maintain", None, True), ("admin", None, True), ("triage", None, False), ("read", None, False),
    ("triage", "triage", True), ("read", "triage", False), ("none", "anyone", True),
])  # fmt: skip
def test_the_author_s_access_decides_as_the_settings_say(role: str, trust: str | None, counts: bool) -> None:
    found = in_force(snapshot(roles={"mallory": role}), Settings(trust=trust))

    assert (found.body is not None) == counts


@pytest.mark.parametrize("visibility", ["PRIVATE", "INTERNAL"])
def test_where_outsiders_cannot_file_everybody_is_trusted(visibility: str) -> None:
    assert in_force(snapshot(visibility=visibility)).body == ORIGINAL


def test_an_accept_by_somebody_with_write_access_lets_the_text_through() -> None:
    found = in_force(snapshot(comments=(comment("/accept"),)))

    assert (found.body, found.accepted) == (ORIGINAL, True)


@pytest.mark.parametrize(
    "text", ["> /accept", "`/accept`", "```\n/accept\n```", "please /accept", "<!--\n/accept\n-->"]
)
def test_what_only_looks_like_a_command_accepts_nothing(text: str) -> None:
    assert in_force(snapshot(comments=(comment(text),))).body is None


def test_nobody_accepts_their_own_form_from_outside() -> None:
    assert in_force(snapshot(comments=(comment("/accept", by="mallory"),))).body is None


def test_the_label_counts_only_when_somebody_with_write_access_set_it() -> None:
    assert in_force(snapshot(accepted_by=(("mallory", after(5)),))).body is None
    assert in_force(snapshot(accepted_by=(("carol", after(5)),))).body == ORIGINAL


def test_an_edit_from_outside_after_the_acceptance_waits_and_the_accepted_text_stays() -> None:
    edits = (edit(EDITED, "mallory", 20), edit(ORIGINAL, "mallory", 0))

    found = in_force(
        snapshot(issue=issue(body=EDITED, edits=edits), comments=(comment("/accept", minutes=10),))
    )

    assert (found.body, found.superseded) == (ORIGINAL, True)


def test_an_edit_before_the_acceptance_is_what_was_accepted() -> None:
    edits = (edit(EDITED, "mallory", 5), edit(ORIGINAL, "mallory", 0))

    found = in_force(
        snapshot(issue=issue(body=EDITED, edits=edits), comments=(comment("/accept", minutes=10),))
    )

    assert (found.body, found.superseded) == (EDITED, False)


def test_edits_by_people_with_write_access_keep_the_acceptance() -> None:
    edits = (edit(EDITED, "carol", 20), edit(ORIGINAL, "mallory", 0))

    found = in_force(
        snapshot(issue=issue(body=EDITED, edits=edits), comments=(comment("/accept", minutes=10),))
    )

    assert (found.body, found.superseded) == (EDITED, False)


def test_a_second_accept_lets_the_newer_text_through() -> None:
    edits = (edit(EDITED, "mallory", 20), edit(ORIGINAL, "mallory", 0))
    accepts = (comment("/accept", minutes=10), comment("/accept", minutes=30))

    assert in_force(snapshot(issue=issue(body=EDITED, edits=edits), comments=accepts)).body == EDITED


def test_where_github_no_longer_tells_the_accepted_text_nothing_is_guessed() -> None:
    edits = (edit(EDITED, "mallory", 20), edit(None, "mallory", 0))
    seen = snapshot(issue=issue(body=EDITED, edits=edits), comments=(comment("/accept", minutes=10),))

    assert in_force(seen).body is None
    assert in_force(seen, memory=Memory(accepted=fingerprint("something else"))).body is None


def test_a_command_that_was_edited_into_an_old_comment_accepts_nothing() -> None:
    edits = (edit("/accept", "carol", 40), edit("Thanks!", "carol", 10))

    assert in_force(snapshot(comments=(comment("/accept", minutes=10, edits=edits),))).body is None


def test_an_accept_that_was_answered_holds_when_its_author_loses_access() -> None:
    answered = comment("/accept", by="dora", minutes=10, answered=11)

    assert in_force(snapshot(comments=(answered,))).body == ORIGINAL
    assert in_force(snapshot(comments=(comment("/accept", by="dora"),))).body is None


@pytest.mark.parametrize(
    "edits",
    [
        (edit("/accept", "mallory", 13), edit("/name-me", "mallory", 12), edit("/accept", "mallory", 10)),
        (edit("/accept", "mallory", 16), edit("/accept", "mallory", 15)),
        (edit("/accept", "mallory", 13),),
    ],
    ids=["back under our thumb", "the first version out of sight", "a history that nobody asked for"],
)
def test_a_thumb_that_was_perhaps_for_another_text_accepts_nothing(edits: tuple[Edit, ...]) -> None:
    answered = comment("/accept", by="mallory", minutes=10, edits=edits, answered=14)

    assert in_force(snapshot(comments=(answered,))).body is None


ACCEPTED = (comment("/accept", minutes=10),)


def test_a_title_from_outside_after_the_acceptance_waits_and_the_accepted_one_stays() -> None:
    renames = (
        renamed("Before", "mallory", 5),
        renamed("It broke", "mallory", 20),
        renamed("Sting", "mallory", 30),
    )

    found = in_force(snapshot(issue=issue(title="Sting again"), comments=ACCEPTED, renames=renames))

    assert (found.title, found.body, found.renamed) == ("It broke", ORIGINAL, True)


def test_a_second_accept_lets_the_newer_title_through() -> None:
    again = (*ACCEPTED, comment("/accept", minutes=40))
    seen = snapshot(
        issue=issue(title="Better"), comments=again, renames=(renamed("It broke", "mallory", 20),)
    )

    found = in_force(seen)

    assert (found.title, found.renamed) == ("Better", False)


def test_a_title_by_somebody_with_write_access_counts_whatever_stood_before_it() -> None:
    renames = (renamed("It broke", "mallory", 20), renamed("Sting", "carol", 30))

    found = in_force(snapshot(issue=issue(title="It broke again"), comments=ACCEPTED, renames=renames))

    assert (found.title, found.renamed) == ("It broke again", False)


def test_of_text_and_title_each_waits_for_itself() -> None:
    edits = (edit(EDITED, "mallory", 20), edit(ORIGINAL, "mallory", 0))
    seen = snapshot(
        issue=issue(title="Sting", body=EDITED, edits=edits),
        comments=ACCEPTED,
        renames=(renamed("It broke", "mallory", 20),),
    )

    found = in_force(seen)

    assert (found.title, found.body, found.superseded, found.renamed) == ("It broke", ORIGINAL, True, True)


def test_where_renames_hide_the_accepted_title_nothing_is_guessed() -> None:
    renames = tuple(renamed(f"Sting {n}", "mallory", 20 + n) for n in range(MOST_RENAMES))

    found = in_force(snapshot(comments=ACCEPTED, renames=renames))

    assert (found.body, found.accepted) == (None, False)


def test_where_everybody_is_trusted_the_title_of_now_counts() -> None:
    seen = snapshot(visibility="PRIVATE", issue=issue(title="Now"), renames=(renamed("Then", "mallory", 20),))

    assert in_force(seen).title == "Now"


def test_a_deleted_account_has_no_access() -> None:
    assert not permissions.can_write(snapshot(), None)
