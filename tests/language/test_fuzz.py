"""Whatever the text: a list of findings, each in its place, in a time that grows with the length."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postmortem_gh.language import privacy
from postmortem_gh.language.lines import split_lines
from postmortem_gh.language.lint import Options, check_text
from postmortem_gh.values.findings import Names
from tests.conftest import SIZE

SENTENCES = [
    "Bob failed to check the logs.", "We should have noticed “this”.", "Root cause: human error", "obviously careless",
    "@sam forgot it", "Priya's change broke it!", "be more careful", "If only we had tested", "had we known,", "it was ok",
]  # fmt: skip
MARKS = [
    "\n", "\n\n", "\r\n", "\r", " ", "  \n", "\\\n", "- ", "> ", "1. ", "| ", "|---|\n", "# ", "    ", "\t", "```\n", "~~~\n",
    "**", "_", "`", "[", "](x)", "![", "<b>", "</p>", "<!-- ", " -->", "<br>", "&amp;", "&#x41;", "\\*", "“", "”", '"', "'",
    "’", "日本", "💥", "e\u0301", "\u202e", "\ufffc", "\x0b", "\u2028", "\x85", "İ", "ſ", "ß", "---\n", "a: b\n", "[^1]", "[^1]: ",
    "<!-- postmortem-gh: ignore fault x -->", "- [ ] ", "## Action items\n", "~~", "https://a.b/c_d", "jane@corp.io", "84.1.2.99",
]  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(SENTENCES), st.sampled_from(MARKS), st.text(max_size=8)), max_size=30
).map("".join)
NAMES = Names(roles={"Bob": "Responder A", "sam": "Responder B", "": "Nobody"}, consented=frozenset({"sam"}))


@given(TEXTS)
@example("\r")
@example("**Bob failed\r\nto check** it.")
@example("| a |\n|---|\n| Bob failed to check it.\\| |")
def test_any_text_gives_findings_that_stand_where_they_say(text):
    lines = split_lines(text)

    checked = check_text(
        text, path="a.md", names=NAMES, options=Options(customers=("corp*",), allow=("it was",))
    )

    assert len(checked.lines) == len(lines)
    for f in checked.findings:
        assert 1 <= f.line <= f.end_line <= len(lines)
        assert 1 <= f.column <= len(lines[f.line - 1]) + 1
        assert 1 <= f.end_column <= len(lines[f.end_line - 1]) + 1
        assert (f.line, f.column) < (f.end_line, f.end_column)
        for edit in f.edits:
            assert (edit.line, edit.column) <= (edit.end_line, edit.end_column)
            assert edit.end_column <= len(lines[edit.end_line - 1]) + 1
        private = f.rule in ("secret", "email-address", "ip-address", "customer-name")
        if f.line == f.end_line and not private:
            there = checked.lines[f.line - 1][f.column - 1 : f.end_column - 1]
            assert there == f.text
    assert checked.findings == sorted(
        checked.findings, key=lambda f: (f.line, f.column, f.end_line, f.end_column, f.rule)
    )


@given(TEXTS)
def test_the_same_text_gives_the_same_findings_whatever_its_line_ends(text):
    unix = "\n".join(split_lines(text))

    assert check_text(unix.replace("\n", "\r\n"), path="a").findings == check_text(unix, path="a").findings


@given(TEXTS)
def test_what_should_not_be_published_is_in_no_finding(text):
    address = "zoe.quist@corp-mail.io"

    checked = check_text(f"{text} {address} {text}", path="a")

    if any(one.called == "a person's e-mail address" for one in privacy.search(f"{text} {address} {text}")):
        assert not re.search(
            r"zoe\.quist@corp", "".join(f"{f.text}{f.message}{f.suggestions}" for f in checked.findings)
        )


BLOW_UPS = {
    "one sentence": "we failed to check and " * 3_000,
    "no blank": "a" * 65_536,
    "commas": "Bob, " * 13_000,
    "quotes": '"failed to" ' * 6_000,
    "apostrophes": "'we 'failed " * 6_000,
    "brackets": "[" * 65_536,
    "backticks": "`we failed`` " * 5_000,
    "stars": "*we **failed " * 5_000,
    "nested quotes": "> " * 32_000 + "we failed to look",
    "nested lists": "- " * 32_000 + "we failed to look",
    "pipes": "| we failed to look " * 3_500,
    "tags": "<b we failed " * 5_000,
    "comments": "<!-- we failed " * 4_500,
    "should haves": "should have should " * 3_500,
    "names": "Bob Smith Priya Jones " * 3_000,
    "dots": "." * 65_536,
    "ands": "and and or but " * 4_300,
    "ats": "@a@b failed " * 5_500,
    "tokens": "password=secret token: " * 2_800,
    "action items": "- [ ] be more careful\n" * 3_000,
    "ignores": "<!-- postmortem-gh: ignore fault x -->\n" * 1_600 + "We failed to look.",
    "entities": "&amp;we failed&lt; " * 3_600,
    "many short lines": "a\n" * 32_000,
    "had wes": "had we had we not had " * 3_000,
    "capital letters": "WE FAILED TO " * 5_000,
}  # fmt: skip


@pytest.mark.parametrize("text", BLOW_UPS.values(), ids=BLOW_UPS)
def test_the_time_grows_with_the_length_and_no_faster(text):
    text = text[: 16_000 * min(SIZE, 4)]

    # A busy machine may slow one measurement down, not three in a row.
    assert any(grows_in_step(text) for _ in range(3))


def grows_in_step(text: str) -> bool:
    """Twice the text takes less than three times as long; with squares it would be four times."""
    whole = seconds(text)
    return whole < 0.25 or whole < 3 * seconds(text[: len(text) // 2])


def test_a_sentence_as_long_as_a_whole_issue_is_read():
    text = ("Because the queue, which we had failed to drain, was full, " * 1_200)[:65_536]

    assert seconds(text) < 8.0


def seconds(text: str) -> float:
    began = time.process_time()
    check_text(text, path="a")
    return time.process_time() - began
