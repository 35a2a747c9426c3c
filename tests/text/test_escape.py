"""Every hostile string through every sink, judged by readers that are not ours."""

from __future__ import annotations

import functools
import inspect
import re
import unicodedata
from time import process_time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from postmortem_gh.text import escape
from tests.text import oracles
from tests.text.hostile import HOSTILE

ACTIVE = {"html_block", "html_inline", "image", "heading_open"}


def hostile(check):
    """Run a test once over all hostile strings; what fails is told with its string."""

    @functools.wraps(check)
    def all_of_them(*args, **kwargs):
        for text in HOSTILE:
            try:
                check(*args, text=text, **kwargs)
            except Exception as error:
                error.add_note(f"with {text!r}")
                raise

    parameters = [p for p in inspect.signature(check).parameters.values() if p.name != "text"]
    all_of_them.__signature__ = inspect.Signature(parameters)
    return all_of_them


anything = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=4).map("\n".join)
inline_parts = st.lists(
    st.sampled_from(
        (
            "`",
            "``",
            "\\",
            "@octocat",
            " ",
            "#1",
            "<b>",
            "|",
            "*",
            "_",
            "[",
            "](x)",
            "!",
            "&#64;",
            "a",
            "\n",
            "$",
            "https://a.example/",
            ">",
            "- ",
            "```",
            "~~~",
            "    ",
            "<!--",
            "-->",
            "14. ",
        )
    ),
    max_size=14,
).map("".join)


def test_there_are_enough_of_them():
    assert len(HOSTILE) > 1000


def check_block(made: str, sink: str) -> None:
    page = f"Ours.\n\n{made}\n\n## Ours again\n\nThe end."
    tokens = oracles.tokens(page)
    headings = [n for n, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 1
    assert [token.content for token in tokens if token.level == 1 and token.type == "inline"][-2:] == [
        "Ours again",
        "The end.",
    ]
    assert tokens[headings[0]].level == 0
    assert not [token for token in tokens if token.type in ACTIVE - {"heading_open"}]
    assert not re.search(r"^<!-- postmortem-gh:", made, re.MULTILINE)
    assert "\ue000" not in made
    if sink != "file":
        assert not oracles.mentions(page)
        assert not oracles.references(page)


@pytest.mark.parametrize("sink", ["issue", "file"])
@hostile
def test_a_block_adds_text_alone(text, sink):
    check_block(escape.prose(text, sink), sink)


@given(anything | inline_parts)
def test_any_mixture_of_hostile_blocks_adds_text_alone(text):
    check_block(escape.prose(text), "issue")


def check_line(made: str) -> None:
    assert "\n" not in made
    for page in (f"We read “{made}” there.", f"- {made}", made):
        tokens = oracles.tokens(page)
        assert len(oracles.top_level(page)) == 1 or not made
        assert not [
            token for token in tokens if token.type in ACTIVE | {"link_open"} and token.markup != "autolink"
        ]
        assert not [
            token
            for token in tokens
            if token.type in {"em_open", "strong_open", "s_open", "fence", "code_block", "hr"}
        ]
        assert not oracles.mentions(page)
        assert not oracles.references(page)


@hostile
def test_a_line_is_plain_text_in_a_sentence_of_ours(text):
    check_line(escape.inline(text))


@given(inline_parts)
def test_any_mixture_of_signs_is_plain_text_in_a_sentence(text):
    check_line(escape.inline(text))


def check_cell(made: str) -> None:
    page = f"| a | b | c |\n| --- | --- | --- |\n| x |{made}| y |\n"
    tokens = oracles.tokens(page)
    assert [token.type for token in tokens].count("td_open") == 3
    cells = [token.content for token in tokens if token.type == "inline"]
    assert len(cells) == 6
    assert (cells[3], cells[5]) == ("x", "y")
    html = [token.content for token in tokens if token.type in ACTIVE]
    assert set(html) <= {"<br>"}
    assert not oracles.mentions(page)
    assert not oracles.references(page)


@hostile
def test_a_cell_stays_one_cell(text):
    check_cell(escape.cell(text))


@given(inline_parts | anything)
def test_any_mixture_stays_one_cell(text):
    check_cell(escape.cell(text))


@hostile
def test_code_ends_where_we_end_it(text):
    tokens = oracles.tokens(f"{escape.code(text, 'text')}\n\nThe end.")

    assert [token.type for token in tokens] == [
        "fence",
        "paragraph_open",
        "inline",
        "text",
        "paragraph_close",
    ]
    assert not re.search(r"^<!-- postmortem-gh:", tokens[0].content, re.MULTILINE)


@hostile
def test_yaml_reads_the_same_text_back_in_both_versions(text):
    made = f"key: {escape.yaml_string(text)}\nnext: 1\n"

    assert made.isprintable() or set(made) - set("\n") <= {c for c in made if c.isprintable()}
    expected = {"key": re.sub("[\ud800-\udfff]", "\ufffd", text), "next": 1}
    assert yaml.safe_load(made) == expected
    assert YAML(typ="safe", pure=True).load(made) == expected


@given(st.text())
def test_yaml_keeps_any_text(text):
    assert yaml.safe_load(escape.yaml_string(text)) == text
    assert YAML(typ="safe", pure=True).load(escape.yaml_string(text)) == text


@hostile
def test_a_log_holds_no_command(text):
    assert not oracles.commands(f"note: {escape.log(text)}\n{escape.log(text)}\n")


@hostile
def test_the_value_of_a_command_stays_its_value(text):
    line = f"::notice title={escape.command_property(text)}::{escape.command_value(text)}"

    assert len(re.split(r"\r|\n", line)) == 1
    properties, value = line.removeprefix("::notice ").split("::", 1)
    assert "," not in properties
    decoded = value.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
    assert decoded == re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]",
        "\ufffd",
        text.replace("\r\n", "\n"),
    )


@hostile
def test_a_diagram_gets_letters_alone(text):
    made = escape.mermaid(text)

    assert len(made) <= 60
    assert all(c.isalnum() or c in " -./…\ua789\u201a\u2768\u2769\u2019\u2060" for c in made)
    assert not {"click", "end", "section", "title"} & set(made.casefold().split())
    assert "--" not in made


@hostile
def test_a_title_is_short_and_quotes_nobody(text):
    made = escape.title(text)

    assert "\n" not in made
    assert len(made.encode("utf-16-le")) <= 512
    assert not oracles.plain_mentions(made)
    assert not oracles.plain_references(made)


@hostile
def test_a_commit_message_closes_nothing_and_skips_nothing(text):
    made = escape.commit(text)

    assert "\n" not in made
    assert not oracles.plain_mentions(made)
    assert not oracles.plain_references(made)
    assert not re.search(
        r"\[(skip ci|ci skip|no ci|skip actions|actions skip)\]|skip-checks:", made, re.IGNORECASE
    )
    assert not re.match(r"[A-Za-z-]+: |#", made)


@hostile
def test_a_slug_is_a_name_of_a_file(text):
    assert re.fullmatch(r"(?:[a-z0-9](?:-?[a-z0-9]){0,59})?", escape.slug(text))


@pytest.mark.parametrize(
    "sink", [escape.prose, escape.inline, escape.cell, escape.code, escape.title, escape.commit, escape.log]
)
@hostile
def test_what_nobody_can_see_is_shown(text, sink):
    made = sink(text)

    assert not [c for c in made if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]", made)


REPEATED = (
    "`", "`a` ", "``` x\n", "- ```\n", "![", "!", "[", "<", "&", "#1 ", "@a ", "https://github.com/o/r/issues/1 ", "https://github.com/a/b/c/d/", "a/", "deadbeef ", "12", "a", "gh-1", "> ", "# ", "# x\n",
    "===\n", "---\n", "|", "\\", "\n", " ", "*", "_", "~", "&#1", "--", "]:", "<https://a", "https://a.b.c.d.", "www.", "``````` ", "$", "1. ", "\t", "github.com/", "\u202e",
)  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED)
def test_the_longest_text_is_escaped_within_a_second(piece):
    text = (piece * 65536)[:65536]
    started = process_time()

    for sink in (escape.prose, escape.inline, escape.cell, escape.code, escape.mermaid, escape.title, escape.commit, escape.log, escape.yaml_string, escape.slug):  # fmt: skip
        sink(text)

    assert process_time() - started < 3


class TestWhatPeopleMean:
    """Safe is not enough: what they wrote must still be there to read and to copy."""

    def test_code_is_left_as_it_is(self):
        text = (
            "Run `ssh root@db1 # 12` and\n\n```sh\ncurl https://github.com/o/r/issues/1 | grep '<b>' @x\n```"
        )

        assert escape.prose(text) == text

    def test_lists_tables_and_links_stay(self):
        text = "- one\n  - *two*\n1. [three](https://x.example/a_b)\n\n| a | b |\n| - | - |\n| 1 | `2` |"

        assert escape.prose(text) == text

    def test_headings_become_bold_lines(self):
        assert escape.prose("Before\n### What we saw ###\nAfter") == "Before\n\n**What we saw**\n\nAfter"

    def test_a_file_keeps_mentions_and_references_readable(self):
        assert escape.prose("@sam saw #12 in deadbeef", "file") == "@sam saw #12 in deadbeef"

    def test_an_address_still_leads_there(self):
        assert (
            escape.inline("see https://github.com/o/r/issues/12")
            == "see https://redirect.github.com/o/r/issues/12"
        )

    def test_an_address_of_an_e_mail_and_of_a_package_stays(self):
        assert (
            escape.inline("mail a.b@x.example or npm:left-pad@1.0")
            == "mail a.b@x.example or npm:left-pad@1.0"
        )

    def test_numbers_and_snake_case_stay(self):
        assert (
            escape.inline("1700000000 rows in order_items, ~5 min, a < b & c")
            == "1700000000 rows in order_items, ~5 min, a < b & c"
        )

    def test_letters_of_all_languages_make_a_slug_or_none(self):
        assert escape.slug("Ünïcode: the  Queue stalled!") == "unicode-the-queue-stalled"
        assert escape.slug("日本語") == ""

    def test_a_long_slug_ends_at_a_word(self):
        assert escape.slug("word " * 40) == "-".join(["word"] * 12)

    def test_line_breaks_of_a_cell_remain(self):
        assert escape.cell("one\n\ntwo | three") == "one<br>two \\| three"
