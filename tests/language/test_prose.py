"""Which words of a Markdown file are prose, and where they stand."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from postmortem_gh.language.blocks import Scanner
from postmortem_gh.language.lines import split_lines
from postmortem_gh.language.prose import OBJECT, Prose, read

TABLE = Path(__file__).with_name("prose.txt").read_text(encoding="utf-8")
CASES = [case.split("\n", 1) for case in TABLE.split("\n=== ")[1:]]


def prose(text: str) -> list[Prose]:
    scanner = Scanner(split_lines(text))
    blocks = list(scanner.blocks())
    return [one for block in blocks for one in read(block, scanner.references)]


def shown(text: str) -> list[str]:
    lines = []
    for one in prose(text):
        start, end = one.start(0), one.end(len(one.text))
        words = one.text.replace("\n", "⏎").replace(OBJECT, "·")
        if words.strip("·⏎ "):
            lines.append(f"{start.line}:{start.column}-{end.line}:{end.column} {one.kind} | {words}")
    return lines


@pytest.mark.parametrize(("title", "case"), CASES, ids=[title for title, _ in CASES])
def test_markdown_is_read_as_the_table_says(title, case):
    text, _, expected = case.rstrip("\n").rpartition("\n---\n")

    assert shown(text) == expected.split("\n")


@pytest.mark.parametrize(("title", "case"), CASES, ids=[title for title, _ in CASES])
def test_line_ends_of_windows_change_no_place(title, case):
    text, _, expected = case.rstrip("\n").rpartition("\n---\n")

    assert shown(text.replace("\n", "\r\n")) == expected.split("\n")


# -- against a parser that builds the whole tree ------------------------------------------------------

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
STARTS = st.sampled_from(["", "", "", "> ", "- ", "  ", "    ", "1. ", "   ", "2) "])
CONTENTS = st.sampled_from(
    [
        "text here", "more words", "```", "```py", "~~~", "# head", "---", "===", "| a | b |", "|---|---|", "a | b",
        "", "", "[a]: b", "* * *", "+ ", "<b>x</b> y", "- [ ] task", "#nohead", "**b** c", "`` c", "\\| x",
    ]
)  # fmt: skip
MARKS = re.compile(r"(?:>|[ ]|[-+] |\d[.)] )*")
LINES = st.builds(lambda starts, content: "".join(starts) + content, st.lists(STARTS, max_size=3), CONTENTS)


def prose_lines_of_the_tree(text: str) -> set[int]:
    """The lines with inline text outside headings; those where it is told apart from a table's head."""
    tokens, lines = PARSER.parse(text), set()
    for before, token in pairwise(tokens):
        if token.type == "inline" and token.map and before.type not in ("heading_open", "th_open"):
            lines.update(range(token.map[0] + 1, token.map[1] + 1))
    return lines


def has_a_lazy_delimiter_row(lines: list[str]) -> bool:
    """A delimiter row outside the quote or list of the line above it. This parser then makes a table that has
    the mark in its head; CommonMark, and so GitHub, opens the container first, and the row is lazy text."""
    marks = [MARKS.match(line)[0].strip() for line in lines]
    return any(
        "|" in above and "|---" in below and mark != other
        for (above, below), (mark, other) in zip(pairwise(lines), pairwise(marks), strict=True)
    )


# The same examples each time: the parser and GitHub's differ in corners that a longer search still finds.
@settings(derandomize=True, max_examples=400)
@given(st.lists(LINES, min_size=1, max_size=7).filter(lambda lines: not has_a_lazy_delimiter_row(lines)))
def test_prose_is_where_a_whole_parser_finds_it(lines):
    text = "\n".join(lines)
    scanner = Scanner(split_lines(text))

    ours = {piece.line for block in scanner.blocks() for piece in block.pieces}

    tree = prose_lines_of_the_tree(text)
    # A line without words is told apart by neither; the parser lets a deeper list end a lazy line.
    worded = {number for number, line in enumerate(lines, 1) if line.strip(" >+*-12.)")}
    assert (ours ^ tree) & worded <= lazy_in_a_container(lines)


def lazy_in_a_container(lines: list[str]) -> set[int]:
    """Lines indented by four or more after a list or quote began, on which markdown-it-py and cmark differ."""
    return {
        number
        for number, line in enumerate(lines, 1)
        if line.startswith("    ") and any(before.lstrip()[:1] in ">-+12" for before in lines[: number - 1])
    }


# -- places ------------------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        "Bob **failed** to",
        "we",
        " ",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "`code`",
        "[a](b)",
        "&amp;",
        "\\*",
        "é💥",
        "<br>",
        "| ",
        "*",
        "_x_",
    ]
)


@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_each_character_of_plain_text_is_found_again_in_the_file(text):
    lines = split_lines(text)

    for one in prose(text):
        for offset, character in enumerate(one.text):
            start, end = one.start(offset), one.end(offset + 1)
            if character not in ("\n", OBJECT):
                there = lines[start.line - 1][start.column - 1 : end.column - 1]
                assert there in (character, f"\\{character}", "&amp;")
            elif character == OBJECT:
                assert start.column <= len(lines[start.line - 1])


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 65_536, "`" * 40_000 + "a`" * 10_000, "<!--" * 16_000, "*_" * 30_000, '[a](b "' * 9_000, "![" * 30_000, "&amp" * 16_000,
        "- " * 32_000, "> " * 32_000, '"a ' * 20_000, "~~a" * 20_000, "|" * 65_000, "a@" * 30_000, "https://(" * 7_000,
        "<a " * 20_000, "<code>" * 10_000, "[a]: b" + " " * 60_000 + "c", "“a b c" * 10_000, "] (" * 20_000, "'a b " * 13_000,
    ],
    ids=range(20),
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_other_text(hostile, quick):
    with quick(seconds=1.0):
        prose(hostile + "\n" + hostile)
