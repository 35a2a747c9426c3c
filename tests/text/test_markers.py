"""Markers and managed blocks: what we wrote is known again, and nothing that people write becomes or ends one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.text import managed, marker
from postmortem_gh.text.normal import fingerprint, normal, same
from postmortem_gh.values.refs import fill, names_in, ref, shown

values = st.dictionaries(
    st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1, max_size=8),
    st.text(max_size=80) | st.integers() | st.none() | st.lists(st.text(max_size=20), max_size=4),
    max_size=5,
)


@given(values)
def test_what_was_written_is_read_again_and_cannot_end_the_comment(given_values: dict[str, object]) -> None:
    line = marker.write("item", **given_values)

    found = marker.read(f"{line}\nand more", "item")

    assert line.count("-->") == 1
    assert "\n" not in line
    assert found is not None
    assert found.values == given_values


@given(values)
def test_after_a_save_in_the_web_page_it_is_read_still(given_values: dict[str, object]) -> None:
    line = marker.write("comment", **given_values)

    found = marker.read(f"Text.\r\n\r\n{line}\r\n", "comment")

    assert found is not None
    assert found.values == given_values


@pytest.mark.parametrize(
    "body",
    [
        "before\n{}\nafter",
        "> {}",
        "`{}`",
        "text {}",
        "{} text",
    ],
)
def test_a_marker_elsewhere_than_on_the_first_or_last_line_counts_for_nothing(body: str) -> None:
    assert marker.read(body.format(marker.write("item", k="1")), "item") is None


def test_a_newer_version_is_told_apart() -> None:
    found = marker.read('<!-- postmortem-gh:v7 item {"k":"1"} -->', "item")

    assert found is not None
    assert found.is_newer


@given(st.text())
def test_what_is_packed_is_unpacked_and_has_no_sign_that_anybody_reads(text: str) -> None:
    packed = marker.pack(text)

    assert marker.unpack(packed) == text
    assert not set(packed) & set("@#<>&`-")


@pytest.mark.parametrize(
    "packed", ["", "%%%", "AAAA", marker.pack("x" * 100)[:-8], marker.pack("a" * (marker.MAX_UNPACKED + 1))]
)
def test_damage_and_bombs_are_nothing(packed: str) -> None:
    assert marker.unpack(packed) is None


# ── managed blocks ──

BLOCK = managed.wrap(marker.write("report", at="2026-11-24"), "report", "ours\n\nmore of ours")
around = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=60)


@given(around, around, st.sampled_from(["\n", "\r\n"]))
def test_every_byte_around_a_block_stays(before: str, after: str, end: str) -> None:
    body = f"{before}{end}{BLOCK.replace(chr(10), end)}{end}{after}"

    replaced = managed.replace(
        body, "report", managed.wrap(marker.write("report", at="2026-12-01"), "report", "new")
    )

    assert replaced is not None
    assert replaced.startswith(f"{before}{end}<!-- ")
    assert replaced.endswith(f"{end}{after}")
    found = managed.find(replaced, "report")
    assert found is not None
    assert found.content == "new"


@pytest.mark.parametrize(
    "broken", [BLOCK.replace(managed.end_of("report"), ""), BLOCK.partition("\n")[2], "", "nothing"]
)
def test_a_broken_block_is_no_block(broken: str) -> None:
    assert managed.find(broken, "report") is None
    assert managed.replace(broken, "report", BLOCK) is None


def test_what_stands_below_a_beginning_that_lost_its_end_is_people_s() -> None:
    block = managed.wrap(marker.write("item"), "item", "ours")
    half = block.removesuffix(managed.end_of("item"))

    found = managed.find(f"{half}theirs\n\n{block}", "item")

    assert found is not None
    assert found.content == "ours"
    assert found.before == f"{half}theirs\n\n"


def test_another_kind_s_block_is_left_alone() -> None:
    assert managed.find(BLOCK, "item") is None


# ── comparing, and names for what does not exist yet ──


@given(st.text())
def test_line_ends_and_blanks_at_the_end_are_no_difference(text: str) -> None:
    assert same(text, text.replace("\r\n", "\n").replace("\n", "\r\n") + "  \r\n")
    assert fingerprint(text) == fingerprint(normal(text))


def test_names_are_filled_where_they_are_known_and_shown_where_not() -> None:
    text = f"see #{ref('item 1', 'number')} and {ref('pull request', 'url')}"

    assert names_in(text) == {"item 1", "pull request"}
    assert names_in(fill(text, {"item 1": {"number": "12"}})) == {"pull request"}
    assert shown(text) == "see #<item 1> and <pull request>"
