"""Where a document lies, and how it meets what people wrote."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.decide import memory as remembered
from postmortem_gh.decide import publish
from postmortem_gh.decide.memory import NOTHING, KnownItem, Memory
from postmortem_gh.values.refs import ref
from postmortem_gh.values.snapshot import Branch, File, PullRequest
from tests.decide.snapshots import after, snapshot

DAY = date(2026, 11, 20)


def path(title: str, **more: object) -> str:
    return publish.path_for(snapshot(**more), NOTHING, DAY, title)


@pytest.mark.parametrize(
    "title",
    [
        "../../.github/workflows/x",
        "CON",
        "a/b\\c",
        "x" * 400,
        "",
        "…",
        "${{ github.token }}",
        "日本語",
        "a\x00b\n.md",
        "-rf",
        ".git",
    ],
)
def test_whatever_the_title_the_path_is_one_of_ours(title: str) -> None:
    assert publish.PATH.fullmatch(path(title)), path(title)


@given(st.text(max_size=300))
def test_no_title_leads_anywhere_else(title: str) -> None:
    assert publish.PATH.fullmatch(path(title))


def test_another_incident_s_file_is_never_written_over() -> None:
    taken = path("It broke")

    assert path("It broke", document_paths=frozenset({taken})) == taken.replace(".md", "-1.md")


def test_a_document_that_a_person_moved_is_written_where_it_is_now() -> None:
    there = File(path="postmortems/2026/2026-11-20-moved.md", oid="0", text="x")

    assert path("It broke", document=there) == there.path


def test_a_path_is_chosen_once_and_kept() -> None:
    kept = Memory(path="postmortems/2026/2026-11-20-first-title.md")

    assert publish.path_for(snapshot(), kept, DAY, "Second title") == kept.path


def test_a_damaged_memory_leads_nowhere_else() -> None:
    assert publish.path_for(snapshot(), Memory(path="../../etc/passwd"), DAY, "It broke") == path("It broke")


def test_people_s_sentence_stays_when_the_form_changes() -> None:
    base = "# A\n\none\n\ntwo\n"
    theirs = "# A\n\none\n\ntwo\n\nOur own sentence.\n"

    merged = publish.merged(theirs, "# A\n\none, reworded\n\ntwo\n", Memory(base=base), {})

    assert merged.text == "# A\n\none, reworded\n\ntwo\n\nOur own sentence.\n"


def test_where_both_changed_theirs_stays_and_it_is_told() -> None:
    merged = publish.merged("a\nTHEIRS\nc\n", "a\nours\nc\n", Memory(base="a\nb\nc\n"), {})

    assert merged.text == "a\nTHEIRS\nc\n"
    assert merged.conflicts == ("ours\n",)


def test_without_a_memory_of_our_own_words_theirs_stay_whole() -> None:
    merged = publish.merged("edited", "ours", NOTHING, {})

    assert (merged.text, merged.kept) == ("edited", True)


def test_line_ends_of_the_web_page_are_no_conflict() -> None:
    merged = publish.merged("a\r\nb\r\nmine\r\n", "a\nB\n", Memory(base="a\nb\n"), {})

    assert merged.text == "a\r\nB\r\nmine\r\n" or merged.conflicts


def test_names_of_items_in_the_base_stand_for_their_numbers() -> None:
    generated = f"see #{ref('item 1', 'number')}\n\nthe same\n"

    merged = publish.merged(
        "see #12\n\nthe same\n\nmine\n",
        f"look: #{ref('item 1', 'number')}\n\nthe same\n",
        Memory(base=generated),
        {"item 1": {"number": "12"}},
    )

    assert merged.text.startswith("look: #12\n")


def pull_request(state: str, **more: object) -> PullRequest:
    given: dict[str, object] = {
        "id": "P",
        "number": 9,
        "url": "u",
        "body": "",
        "head_oid": "b" * 40,
        "mine": True,
        "same_repository": True,
        "created_at": after(1),
        **more,
    }
    return PullRequest(state=state, **given)


def test_after_the_merge_the_default_branch_is_the_document_and_the_branch_begins_anew() -> None:
    branch = Branch(
        id="B",
        name="postmortem/1",
        oid="b" * 40,
        document=File(path="p", oid="1", text="old"),
    )
    published = File(path="p", oid="2", text="new")

    seen = snapshot(branch=branch, document=published, pull_requests=(pull_request("MERGED"),))

    assert publish.current(seen) == published
    assert publish.starts_again(seen)


def test_a_commit_after_the_merge_keeps_the_branch_as_it_is() -> None:
    branch = Branch(id="B", name="postmortem/1", oid="c" * 40, document=None)

    assert not publish.starts_again(snapshot(branch=branch, pull_requests=(pull_request("MERGED"),)))


def test_a_fork_s_branch_of_the_same_name_is_not_ours() -> None:
    assert (
        publish.newest_pull_request(snapshot(pull_requests=(pull_request("OPEN", same_repository=False),)))
        is None
    )


# ── memory ──


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4), st.text(max_size=500))
def test_what_is_remembered_is_read_again(path: str, labels: list[str], base: str) -> None:
    kept = Memory(
        items=(KnownItem(key="1", id="I_11", wording="page", title="t", body="b"),),
        path=path,
        labels=tuple(labels),
        base=base,
    )

    assert remembered.read(f"A comment.\r\n\r\n{remembered.write(kept, 'I_1')}\r\n") == kept


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no marker",
        "<!-- postmortem-gh:v1 comment {broken} -->",
        '<!-- postmortem-gh:v9 comment {"path":"x"} -->',
    ],
)
def test_a_lost_or_newer_memory_counts_as_forgotten(body: str) -> None:
    assert remembered.read(body) == NOTHING


def test_no_person_and_no_repository_is_in_a_marker() -> None:
    text = remembered.write(Memory(facilitator="0123456789abcdef0123"), "I_1")

    assert "acme" not in text
    assert "alice" not in text
