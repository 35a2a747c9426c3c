"""What a job hands on: outputs that no value can add to, a log that no text can command, a summary that fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.workflow.outputs import (
    annotation,
    as_annotations,
    cut,
    write_outputs,
    write_summary,
)
from tests.runner import read_outputs


@given(st.text(), st.text())
def test_outputs_come_out_as_they_went_in(tmp_path_factory, one, other):
    path = tmp_path_factory.mktemp("outputs") / "output"

    write_outputs(str(path), {"document": one, "comment": other, "action-items": [3, 5]})

    found = read_outputs(path.read_bytes().decode())
    assert found == {
        "document": one.encode("utf-8", "replace").decode(),
        "comment": other.encode("utf-8", "replace").decode(),
        "action-items": "[3, 5]",
    }


def test_without_a_file_nothing_is_written():
    write_outputs(None, {"document": "x"})
    write_summary(None, "x")


@given(st.text())
def test_an_annotation_is_one_line_and_one_command(text):
    line = annotation("warning", text, text)

    assert "\n" not in line
    assert "\r" not in line
    assert line.startswith("::warning title=")
    title = line.removeprefix("::warning title=").partition("::")[0]
    assert ":" not in title
    assert "," not in title


def test_more_annotations_than_github_shows_are_counted():
    lines = as_annotations("notice", [(f"t{i}", "m") for i in range(25)])

    assert len(lines) == 10
    assert "16 more" in lines[-1]


@given(st.integers(200, 3000))
def test_a_summary_is_cut_at_a_line_below_the_limit(most):
    text = "ä line of words\n" * 500

    short = cut(text, most)

    assert len(short.encode()) <= most or text == short
    assert all(
        line in ("", "ä line of words", "… (the rest is in the job's log)") for line in short.split("\n")
    )
