"""Minimal pairs: what puts a person where the condition should stand is found, its neutral twin is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from postmortem_gh.language.check import check, may_hit

PAIRS = Path(__file__).with_name("pairs.md")


def read_pairs(path: Path = PAIRS) -> list[tuple[str, str, str]]:
    """The category, the blaming side and the neutral side of each line."""
    category, pairs = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            category = line[3:].strip()
        elif " ⇄ " in line:
            blaming, neutral = line.removeprefix("- ").split(" ⇄ ")
            pairs.append((category, blaming, neutral))
    return pairs


@pytest.mark.parametrize(("category", "blaming", "neutral"), read_pairs())
def test_the_blaming_side_is_found_and_its_neutral_twin_is_not(
    category: str, blaming: str, neutral: str
) -> None:
    found, alarms = check(blaming), check(neutral)

    assert [hit.rule for hit in found if hit.severity != "advice"], category
    assert [hit.rule for hit in alarms if hit.severity != "advice"] == []


@pytest.mark.parametrize("blaming", [pair[1] for pair in read_pairs()])
def test_a_rewrite_that_is_offered_is_a_sentence_and_no_finding(blaming: str) -> None:
    for hit in check(blaming):
        for suggestion in hit.suggestions:
            assert suggestion.text[0].isupper() or suggestion.text[0] == blaming[0]  # a time may open a line
            assert suggestion.text[-1] in ".?!"
            assert "  " not in suggestion.text
            assert [again for again in check(suggestion.text) if again.severity != "advice"] == []


@pytest.mark.parametrize("blaming", [pair[1] for pair in read_pairs()])
def test_the_quick_look_lets_every_blaming_sentence_through(blaming: str) -> None:
    assert may_hit(blaming.lower())


@pytest.mark.parametrize(("category", "blaming", "neutral"), read_pairs())
def test_typographic_marks_and_line_breaks_change_nothing(category: str, blaming: str, neutral: str) -> None:
    curly = blaming.replace("'", "’")
    wrapped = blaming.replace(" ", "\n", 3)

    assert [hit.rule for hit in check(curly)] == [hit.rule for hit in check(blaming)]
    assert [hit.rule for hit in check(wrapped)] == [hit.rule for hit in check(blaming)]


def read_lines(name: str) -> list[str]:
    lines = PAIRS.with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("text", read_lines("blaming.txt"))
def test_a_blaming_sentence_is_found(text: str) -> None:
    assert [hit for hit in check(text) if hit.severity != "advice"]


@pytest.mark.parametrize("text", read_lines("ordinary.txt"))
def test_an_ordinary_sentence_is_left_alone(text: str) -> None:
    assert [hit for hit in check(text) if hit.severity != "advice"] == []
