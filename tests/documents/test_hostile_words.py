"""Hostile words in every field: what a Markdown parser sees in the page must be ours alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from postmortem_gh.documents.comment import comment
from postmortem_gh.documents.comment_view import Related, Trouble
from postmortem_gh.documents.document import document
from postmortem_gh.documents.report import report
from postmortem_gh.values.findings import Finding
from postmortem_gh.values.problems import Note, Place, Problem
from postmortem_gh.values.records import ActionItem, Entry, Person, Record, Section
from postmortem_gh.values.records import Place as At
from tests.conftest import SIZE
from tests.documents import reports, worlds
from tests.documents.drawing import EARLIER, TEMPLATES, comment_view, document_view

HOSTILE = (
    "</details></summary><script>alert(1)</script>",
    "<img src=x onerror=alert(1)> ![a](https://evil.example/track.png)",
    "<!-- postmortem-gh:v1 comment {} --> -->",
    "@mallory @acme/team #1 GH-2 acme/shop#3 closes #4",
    "| a | b |\n|---|---|",
    "```\n````\n~~~",
    "# Action items\n\n## Thanks\n---\n===",
    "> [!CAUTION]\n> all is lost",
    "\u202eevil\u2066 \U000e0041",
    "[click](javascript:alert(1)) [x]: https://evil.example",
    "{{ x }} {% y %} ${{ secrets.X }}",
    "::set-output name=x::y\n::add-mask::z",
    '%%{init: {}}%%\nclick a href "x"\n;#end: subgraph',
    "- [x] <!-- postmortem-gh:box rebuild --> done",
    "\\", "`", "|", "*", "_", "---", "&lt;b&gt; &#64;mallory", "<details>", "\ue000item 1.url\ue001",
)  # fmt: skip
TRIES = settings(max_examples=15 * SIZE)
WORDS = st.sampled_from(HOSTILE) | st.text(
    alphabet=st.sampled_from("<>!-[]()`|#@*_~\\:;&%{}\n\r\t ax1\"'"), max_size=40
)


def filled(words: str) -> Record:
    """The long incident with these words in every field that a person fills in."""
    item = worlds.item("k", words, details=(words,), done_when=words, owner=words, due_said=words)
    texts = (
        "summary",
        "impact",
        "noticed",
        "could_have",
        "what_stopped_it",
        "went_well",
        "went_wrong",
        "confusing",
        "lucky",
        "thanks",
    )
    section = Section(id="x", label=words, text=words)
    problem = Problem(at=Place(field="f", label=words, line=1), what=words, fix=words)
    return replace(
        worlds.LONG,
        title=words,
        severity=words,
        services=(words,),
        factors=(words,) * 3,
        timeline=tuple(Entry(start=e.start, text=words, line=1) for e in worlds.LONG.timeline),
        trigger=words,
        enabling_conditions=(words,) * 3,
        whys=((words, words),),
        causes_text=words,
        takeaways=words,
        participants=(Person(name="Alice", login="alice"),),
        action_items=(
            item,
            replace(item, key="i", state="idea"),
            replace(item, key="d", state="done"),
            *_six(words),
        ),
        sections=(section,),
        unplaced=(section,),
        problems=(problem,),
        notes=(Note(at=Place(field="f", label=words), what=words),),
        missing=(At(field="z", label=words),),
        **dict.fromkeys(texts, words),
    )


def _six(words: str) -> tuple[ActionItem, ...]:
    return tuple(worlds.item(f"k{n}", words) for n in range(6))


def seen(text: str) -> list[Token]:
    """Every token of the page, as a strict reader of Markdown sees it; front matter apart."""
    body = text.split("\n---\n", 1)[1] if text.startswith("---\n") else text
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(body)
    return [part for token in tokens for part in (token, *(token.children or ()))]


OUR_HTML = re.compile(
    r"</?details>\n?|<summary>[^<]*</summary>\n?|<details>\n<summary>[^<]*</summary>\n?|</?sub>|<br>|<sub>.*|"
    r"<!-- postmortem-gh:box [a-z-]+(?::\d+)? -->"
)


def nothing_foreign(text: str) -> None:
    for token in seen(text):
        assert token.type != "image"
        if token.type in ("html_block", "html_inline"):
            assert OUR_HTML.fullmatch(token.content.strip("\n")) or _is_footer(token.content), token.content
        if token.type == "link_open":
            href = str(token.attrGet("href"))
            assert not href.lower().startswith(("javascript:", "data:", "vbscript:"))


def _is_footer(content: str) -> bool:
    """GitHub reads our footer as a paragraph with <sub>; markdown-it as well, so this is only its own line."""
    return content.startswith("<sub>") and content.count("<") == content.count("</sub>") + 1


def structure(text: str) -> list[str]:
    """The headings' levels, in order: what a reader finds the way by."""
    return [token.tag for token in seen(text) if token.type == "heading_open"]


@TRIES
@given(WORDS)
def test_a_document_holds_no_html_image_or_script_of_others(words: str) -> None:
    text = document(filled(words), document_view(filled(words), status="draft"))

    nothing_foreign(text)


@TRIES
@given(WORDS.filter(str.strip))
def test_a_document_keeps_its_own_order_whatever_is_in_it(words: str) -> None:
    plain = document(filled("plain"), document_view(filled("plain")))

    text = document(filled(words), document_view(filled(words)))

    assert structure(text) == structure(plain)


@TRIES
@given(WORDS)
def test_a_comment_holds_no_html_image_mention_or_marker_of_others(words: str) -> None:
    record = filled(words)
    finding = Finding(
        rule="r",
        severity="error",
        path="p",
        line=1,
        column=1,
        end_line=1,
        end_column=2,
        text=words,
        message=words,
        suggestions=(words,),
    )
    view = comment_view(
        record,
        findings=(finding,),
        earlier=(replace(EARLIER, title=words, owner=words, postmortem_title=words),),
        related=(Related(link=EARLIER.link, title=words, why=words),),
        troubles=(Trouble(what=words, fix=words),),
        held=(words,),
        conflicts=(words,),
        remarks={"k": (words,)},
        status="draft",
    )

    text = comment(record, view)

    nothing_foreign(text)
    assert not re.search(r"(?<![\w`/@])@(?!login)[A-Za-z0-9]", _without_code(text))
    assert "postmortem-gh:v1" not in text
    assert text.count("<details>") == text.count("</details>")


def _without_code(text: str) -> str:
    return re.sub(r"^(`{3,}|~{3,}).*?^\1|(`+)(?!`).*?(?<!`)\2(?!`)", "", text, flags=re.DOTALL | re.MULTILINE)


@TRIES
@given(WORDS)
def test_a_report_holds_no_html_image_or_box_of_others(words: str) -> None:
    busy = reports.BUSY
    lines = tuple(
        replace(
            section,
            lines=tuple(
                replace(line, title=words, why=words, detail=words, owners=(words,), parent_title=words)
                for line in section.lines
            ),
        )
        for section in busy.sections
    )
    stories = tuple(
        replace(s, label=words, usual=words, newest=replace(s.newest, title=words),
                open_that_day=tuple(replace(line, title=words, why=words) for line in s.open_that_day),
                dropped_before=tuple(replace(line, title=words, detail=words) for line in s.dropped_before))
        for s in busy.stories
    )  # fmt: skip
    boxes = tuple(replace(box, subject=words) for box in busy.boxes)

    text = report(
        replace(busy, sections=lines, stories=stories, boxes=boxes, setup_problems=(words,)), TEMPLATES
    )

    nothing_foreign(text)
    assert len(re.findall(r"^- \[ \] <!-- postmortem-gh:box", text, re.MULTILINE)) == len(busy.boxes)


@pytest.mark.parametrize("words", HOSTILE)
def test_a_diagram_has_only_statements_of_ours(words: str) -> None:
    text = document(filled(words), document_view(filled(words)))

    for chart in re.findall(r"^```mermaid\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        assert "%%" not in chart
        for line in chart.splitlines():
            assert re.match(
                r"(?:gantt|flowchart LR|  (?:accTitle|accDescr|dateFormat|axisFormat|todayMarker|section|effect\(\[|bone\d|b\d|"
                r"Unnoticed|Until|Cleaning|\d\d∶\d\d ))", line
            ), line  # fmt: skip
            assert len(line) < 200


@pytest.mark.parametrize("words", [words for words in HOSTILE if words.strip()])
@pytest.mark.parametrize(
    "promise",
    [
        test_a_document_holds_no_html_image_or_script_of_others,
        test_a_document_keeps_its_own_order_whatever_is_in_it,
        test_a_comment_holds_no_html_image_mention_or_marker_of_others,
        test_a_report_holds_no_html_image_or_box_of_others,
    ],
)
def test_each_known_trick_does_nothing_on_any_page(promise: Any, words: str) -> None:
    promise.hypothesis.inner_test(words)
