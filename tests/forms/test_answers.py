"""What `read` tells besides the values, which form fits, and that hostile bodies cost no more than long ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postmortem_gh.forms import answers, compose, definition
from postmortem_gh.forms.answers import Leftover
from tests.conftest import SIZE
from tests.forms.strategies import FENCED, LABELS, LINES, OPEN, forms

HERE = Path(__file__).parent
TEAM = definition.read((HERE / "cases" / "team.yml").read_text(encoding="utf-8"))
SHIPPED = {
    path.stem: definition.read(path.read_text(encoding="utf-8"))
    for path in (HERE.parents[1] / "templates" / "forms").glob("*.yml")
}


def test_places_are_the_lines_where_answers_begin():
    body = "intro\n\n### Summary\n\nIt broke.\n\n### Severity\nSEV1\n\n### Logs\n\n```shell\nx\n```\n\n### Files\n\n"

    found = answers.read(TEAM, body)

    lines = body.split("\n")
    assert {name: lines[line - 1] for name, line in found.places.items()} == {
        "summary": "It broke.", "severity": "SEV1", "logs": "```shell", "files": "### Files",
    }  # fmt: skip


def test_text_that_no_element_can_hold_is_kept_with_its_place():
    body = (
        "Moved here.\n\n### Severity\n\nSEV1\n\nWe argued.\n\n### Why\n\nBecause\nof that.\n\n"
        "### Checks\n\n- [x] Customers noticed\n- [x] We had fun\n\n### Empty\n\n### Summary\n\n### Within\n\nx"
    )

    found = answers.read(TEAM, body)

    assert found.leftovers == (
        Leftover("Moved here.", 1, None),
        Leftover("We argued.", 7, "Severity", "severity"),
        Leftover("Because\nof that.", 11, "Why"),
        Leftover("- [x] We had fun", 17, "Checks", "checks"),
    )
    assert found.values["summary"] == "### Within\n\nx"


def test_the_form_that_a_body_was_filed_with_fits_it_best():
    for name, form in SHIPPED.items():
        body = compose.write(form, {"summary": "x"})

        assert max(SHIPPED, key=lambda other: answers.fit(SHIPPED[other], body)) == name


def test_a_body_of_another_kind_fits_no_form():
    assert [answers.fit(form, "Just a question.\n\n## Details\n\nx") for form in SHIPPED.values()] == [
        0,
        0,
        0,
    ]


def words(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


pieces = st.lists(st.sampled_from([*(f"### {label}\n\n" for label in LABELS), *(line + "\n" for line in (*LINES, *FENCED, *OPEN)), "\r\n", "\r", "## Summary\n"]), max_size=25)  # fmt: skip


@given(forms(), pieces.map("".join) | st.text())
@example(TEAM, "\n" * 1000)
def test_any_body_is_read_and_no_word_of_it_is_lost(form, body):
    found = answers.read(form, body)

    assert list(found.values) == [e.id for e in form.elements]
    for element in form.elements:
        if element.type == "checkboxes":
            assert list(found.values[element.id]) == list(element.options)
    kept = "\n".join(v for v in found.values.values() if isinstance(v, str))
    kept += "\n" + "\n".join(leftover.text for leftover in found.leftovers)
    if not any(e.type in ("dropdown", "checkboxes") or e.render for e in form.elements):
        gone = set(words(body.replace("\r", "\n").removeprefix("\ufeff"))) - set(words(kept))
        assert all("#" in line or "*" in line or line.casefold() in ("_no response_", *map(str.casefold, LABELS)) or set(line) <= set("-=_") for line in gone)  # fmt: skip


HOSTILE = {
    "labels": "### Summary\n", "labels in turn": "### Summary\n\n### Severity\n\n### 📝 Notes\n\n", "unknown headings": "### x\n", "signs": "#", "spaces before signs": "   #",
    "fences": "```\n", "fences with languages": "``` x\n### Summary\n", "fences of all lengths": "```\n````\n`````\n", "fences in lists": "- ``` x\n  ### Summary\n", "tildes": "~~~ ```\n",
    "comments": "<!--\n### Summary\n", "tags": "<pre>\n", "bold": "**Summary**\n", "open bold": "**", "underlines": "Summary\n---\n", "boxes": "- [x] Customers noticed\n", "commas": "Database, ",
    "commas without options": ",", "empty lines": "\n", "blanks": " ", "carriage returns": "\r", "emoji": "🔥", "long line": "a", "brackets": "[", "h3": "<h3>Summary", "answers": "### Severity\n\nSEV1\n\n### Areas\n\nNetwork, internal\n\n",
}  # fmt: skip


def steps(body: str) -> int:
    """How much Python does to read a body: lines of ours that ran, which no busy machine changes."""
    count = 0

    def tracer(frame, event, _):
        nonlocal count
        if "postmortem_gh" not in frame.f_code.co_filename:
            return None
        count += 1
        return tracer

    sys.settrace(tracer)
    try:
        answers.read(TEAM, body)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("head", ["", "### Summary\n\n``` x\n"], ids=["bare", "open"])
def test_a_body_twice_as_long_takes_no_more_than_twice_the_steps(piece, head):
    small = 3500 if SIZE == 1 else 30000

    once, twice = (steps(head + piece * (size // len(piece) + 1)) for size in (small, 2 * small))

    assert twice <= 2.3 * once + 3000


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_longest_body_is_read_within_a_second(piece):
    from time import process_time

    body = ("### Summary\n\n" + piece * 65536)[:65536]
    started = process_time()

    answers.read(TEAM, body)

    assert process_time() - started < 1


@pytest.mark.parametrize(
    ("answer", "found"), [("High", {"level": "High"}), ("It was high.", {"words": "It was high."})]
)
def test_of_two_elements_with_one_label_a_chosen_option_is_the_dropdowns(
    answer: str, found: dict[str, str]
) -> None:
    form = definition.read(
        "name: F\ndescription: F\nbody:\n"
        "  - {type: textarea, id: words, attributes: {label: Impact}}\n"
        "  - {type: dropdown, id: level, attributes: {label: Impact, options: [High, Low]}}\n"
    )

    values = answers.read(form, f"### Impact\n\n{answer}").values

    assert {name: value for name, value in values.items() if value} == found
