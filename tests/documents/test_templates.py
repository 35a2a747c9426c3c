"""Templates: overrides block by block, broken ones told with file and line, and no way out of the sandbox."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postmortem_gh.documents import templates as room
from postmortem_gh.documents.comment import TEMPLATE as COMMENT
from postmortem_gh.documents.comment_page import comment_page
from postmortem_gh.documents.document import TEMPLATE as DOCUMENT
from postmortem_gh.documents.document import document
from postmortem_gh.documents.page import page
from postmortem_gh.documents.report import TEMPLATE as REPORT
from postmortem_gh.documents.report import _page as report_page
from postmortem_gh.documents.templates import BrokenTemplate, Templates, sound
from tests.documents import reports, worlds
from tests.documents.drawing import TEMPLATES, comment_view, document_view

RECORDS = (worlds.LONG, worlds.SMALL, worlds.NEAR_MISS, worlds.RETROSPECTIVE)
PAGES = (
    *((DOCUMENT, page(record, document_view(record))) for record in RECORDS),
    *((COMMENT, comment_page(record, comment_view(record), "Verdict.")) for record in RECORDS),
    (REPORT, report_page(reports.BUSY)),
    (REPORT, report_page(reports.QUIET)),
)


def drawn(override: str, name: str = DOCUMENT) -> str:
    """The long incident with one override."""
    templates = Templates(TEMPLATES.shipped, {name: override})
    return document(worlds.LONG, document_view(worlds.LONG, templates=templates))


@pytest.mark.parametrize(("name", "values"), PAGES)
def test_our_own_reading_of_a_template_draws_what_jinja_draws(name: str, values: object) -> None:
    sink = "file" if name == DOCUMENT else "issue"

    by_jinja = room._render(room._environment(TEMPLATES, sink), name, {"page": values})

    assert TEMPLATES.render(name, page=values) == by_jinja


@pytest.mark.parametrize("name", [DOCUMENT, "document.md.j2"])
def test_a_team_overrides_one_block_and_keeps_the_others(name: str) -> None:
    text = drawn(
        '{% extends "shipped/documents/document.md.j2" %}{% block impact %}\n\n## Whom it hit\n\n{{ page.impact | prose }}\n{% endblock %}',
        name,
    )

    assert "## Whom it hit\n\n1,900 orders delayed" in text
    assert "## Impact" not in text
    assert "## What went well" in text


def test_the_front_matter_stands_outside_of_what_a_team_overrides() -> None:
    assert drawn("nothing else").startswith('---\nid: "postmortem-12"\n')


@pytest.mark.parametrize(
    ("override", "line", "words"),
    [
        ("{% block x %}\nno end", 2, "endblock"),
        ("one\ntwo\n{{ page.nonsense }}", 3, "nonsense"),
        ("one\n{{ page.title }}", 2, "filter"),
        ("{{ page.title | shout }}", 1, "shout"),
        ('{% include "/etc/passwd" %}', 1, "/etc/passwd"),
        ('{% extends "no/such.j2" %}', 1, "no/such.j2"),
    ],
)
def test_a_broken_override_is_told_with_file_line_and_message(override: str, line: int, words: str) -> None:
    with pytest.raises(BrokenTemplate) as told:
        drawn(override)

    assert f".github/postmortem/templates/{DOCUMENT}, line {line} cannot be used" in told.value.what
    assert words in told.value.what


def test_the_shipped_template_stands_in_for_a_broken_override_which_is_told_once() -> None:
    view = document_view(worlds.LONG)
    broken = Templates(TEMPLATES.shipped, {DOCUMENT: "{{ x }}"})

    text, told = sound(broken, lambda templates: document(worlds.LONG, replace(view, templates=templates)))

    assert text == document(worlds.LONG, view)
    assert [each.name for each in told] == [DOCUMENT]


ESCAPES = (
    "{{ page.title }}",
    "{{ page.title ~ '' }}",
    "{{ [page.title] | join }}",
    "{{ page.title._Words__text }}",
    "{{ page.title|attr('_Words__text') }}",
    "{{ page.title | string }}",
    "{{ '%s' % page.title }}",
    "{{ page.title.__class__ }}",
    "{{ page.__class__.__mro__ }}",
    "{{ page._asdict() }}",
    "{{ page._replace(full=1) }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ config }}",
    "{{ request }}",
    "{{ range(10) }}",
    "{{ dict(a=1) }}",
    "{{ namespace() }}",
    "{{ 'a' * 100000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 'a'.center(1000000000) }}",
    "{{ '{0.__class__}'.format(page) }}",
    "{{ 'a'.join(['b']) }}",
    "{% for c in page.title %}{{ c }}{% endfor %}",
    "{% set x = page.title %}{{ x }}",
    "{% import 'shipped/documents/document.md.j2' as d %}{{ d }}{{ d.page }}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{{ m() }}",
)


@pytest.mark.parametrize("template", ESCAPES)
def test_no_template_gets_out_of_the_sandbox_or_at_bare_words(template: str) -> None:
    with pytest.raises(BrokenTemplate):
        drawn(template)


def test_a_page_that_grows_without_end_is_stopped() -> None:
    loops = "".join(f"{{% for a{n} in page.items %}}{{% for b{n} in page.conditions %}}" for n in range(9))
    ends = "{% endfor %}{% endfor %}" * 9

    with pytest.raises(BrokenTemplate, match="grew beyond 1000000 characters"):
        drawn(f"{loops}more and more {ends}")


def test_a_template_as_long_as_a_book_is_refused() -> None:
    with pytest.raises(BrokenTemplate, match="longer than"):
        drawn("x" * 200_001)


def test_braces_in_peoples_words_are_words() -> None:
    record = replace(worlds.SMALL, summary="{{ 7 * 7 }} {% raw %} ${{ secrets.TOKEN }}")

    assert "{{ 7 * 7 }} {% raw %} ${{ secrets.TOKEN }}" in document(record, document_view(record))
