"""Commands on a postmortem: judged once, by the rights of then; what was decided stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postmortem_gh.decide import commands
from postmortem_gh.values.snapshot import Comment, Edit
from tests.decide.snapshots import after, comment, edit, snapshot

ENTRY = "/timeline 14:20 traffic moved away"


def hear(*comments: Comment, **roles: str) -> commands.Heard:
    return commands.hear(snapshot(comments=comments, roles=roles))


def ours(reply: str, minutes: int) -> Comment:
    return replace(comment(reply, by="github-actions", minutes=minutes), mine=True)


def test_a_command_is_judged_by_the_rights_of_now_until_it_is_answered() -> None:
    assert hear(comment(ENTRY), carol="write").timeline == ["14:20 traffic moved away"]
    assert hear(comment(ENTRY), carol="read").timeline == []
    assert hear(comment(ENTRY), carol="read").verdicts == {"C_10": [False]}


def test_what_was_carried_out_stands_when_its_author_loses_access() -> None:
    heard = hear(comment(ENTRY, answered=11), comment("/facilitator @zoe", minutes=20, answered=21))

    assert heard.timeline == ["14:20 traffic moved away"]
    assert (heard.facilitator, heard.facilitator_anew) == ("zoe", False)
    assert (heard.verdicts, heard.replies) == ({}, [])


def test_what_was_refused_stays_so_when_its_author_gains_access() -> None:
    heard = hear(comment(ENTRY, answered=11, content="CONFUSED"), carol="write")

    assert heard.timeline == []
    assert heard.verdicts == {}


def test_of_several_commands_with_one_answer_only_what_a_reply_names_was_refused() -> None:
    both = comment(f"{ENTRY}\n/facilitator @zoe", answered=11, content="CONFUSED")
    (reply,) = hear(replace(both, reactions=()), carol="write").replies

    heard = hear(both, ours(reply.body, 11))

    assert heard.timeline == ["14:20 traffic moved away"]
    assert heard.facilitator is None
    assert (heard.verdicts, heard.replies) == ({}, [])


def test_the_first_answer_counts_where_there_are_two() -> None:
    thumb = comment(ENTRY, answered=11)
    both = replace(
        thumb, reactions=(*comment(ENTRY, answered=30, content="CONFUSED").reactions, *thumb.reactions)
    )

    assert hear(both).timeline == ["14:20 traffic moved away"]


def test_consent_is_the_persons_own_whatever_stood_beside_it() -> None:
    said = comment(f"/name-me\n{ENTRY}", by="mallory", answered=11, content="CONFUSED")

    heard = hear(said)

    assert (heard.consented, heard.timeline) == ({"mallory"}, [])


@pytest.mark.parametrize(
    "edits",
    [
        (edit(ENTRY, "mallory", 12), edit("/name-me", "mallory", 10)),
        (edit(ENTRY, "mallory", 16), edit(ENTRY, "mallory", 15)),
    ],
    ids=["put under our thumb", "the first version out of sight"],
)
def test_a_thumb_that_was_perhaps_for_another_text_gives_no_right(edits: tuple[Edit, ...]) -> None:
    said = comment(ENTRY, by="mallory", minutes=10, edits=edits, answered=13)

    assert hear(said, mallory="read").timeline == []


def test_an_edit_after_the_answer_changes_nothing() -> None:
    edits = (edit("/timeline 15:00 something else", "carol", 30), edit(ENTRY, "carol", 10))
    said = replace(comment(ENTRY, edits=edits, answered=11), body="/timeline 15:00 something else")

    assert hear(replace(said, edited_at=after(30))).timeline == ["14:20 traffic moved away"]


@pytest.mark.parametrize(
    "said", ["/due 2026-12-15 late", "/owner @zoe", "/done it is live", "/wontdo no use"]
)
def test_a_command_that_is_for_an_action_item_is_answered_with_where_it_belongs(said: str) -> None:
    heard = hear(comment(said), carol="write")

    (reply,) = heard.replies
    assert "on that item's own issue" in reply.body
    assert heard.verdicts == {"C_10": [False]}


def test_to_somebody_without_write_access_it_is_answered_without_words() -> None:
    heard = hear(comment("/due 2026-12-15 late"), carol="read")

    assert (heard.replies, heard.verdicts) == ([], {"C_10": [False]})
