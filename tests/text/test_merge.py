"""Three-way merge by lines, held against `git merge-file`: where git merges cleanly and we do, the text is the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postmortem_gh.text.merge import merge

lines = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n", "e\n", "f\n"]), max_size=8)


def git(base: str, theirs: str, ours: str, folder: Path) -> tuple[str, bool]:
    for name, text in (("theirs", theirs), ("base", base), ("ours", ours)):
        (folder / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["git", "merge-file", "-p", "theirs", "base", "ours"], cwd=folder, capture_output=True, check=False
    )
    return done.stdout.decode(), done.returncode == 0


@given(lines, lines, lines)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_where_both_merge_cleanly_the_text_is_git_s(
    tmp_path: Path, base: list[str], theirs: list[str], ours: list[str]
) -> None:
    texts = ["".join(part) for part in (base, theirs, ours)]

    merged = merge(*texts)
    text, clean = git(*texts, tmp_path)

    if clean and not merged.conflicts:
        # Lines that repeat can be matched in more ways than one; both sides' lines are there in either.
        assert sorted(merged.text) == sorted(text)


@given(lines, lines)
def test_when_only_we_changed_ours_comes_and_when_only_they_did_theirs_stays(
    base: list[str], other: list[str]
) -> None:
    old, new = "".join(base), "".join(other)

    assert merge(old, old, new).text == new
    assert merge(old, new, old).text == new
    assert merge(old, new, new).text == new


@given(lines, lines, lines)
def test_no_line_of_theirs_that_is_new_is_ever_lost(
    base: list[str], theirs: list[str], ours: list[str]
) -> None:
    mine = [f"their own line {i}\n" for i in range(2)]
    text = "".join([*theirs, *mine])

    merged = merge("".join(base), text, "".join(ours))

    assert all(line in merged.text for line in mine)


@pytest.mark.parametrize("count", [2_000, 20_000])
def test_long_texts_of_equal_lines_do_not_hang(count: int) -> None:
    base = "same\n" * count

    merged = merge(base, "x\n" + base + "y\n", base[:-5] + "z\n")

    assert merged.text.startswith("x\n")
