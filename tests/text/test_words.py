"""People's words leave a template through a filter or not at all."""

from __future__ import annotations

import pytest
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from postmortem_gh.text import escape
from postmortem_gh.text.escape import UnescapedWords, Words

SECRET = "somebody's words"


def rendered(template: str) -> str:
    environment = ImmutableSandboxedEnvironment()
    environment.filters["inline"] = escape.inline
    return environment.from_string(template).render(w=Words(SECRET))


@pytest.mark.parametrize(
    "template",
    [
        "{{ w }}", "{{ w ~ '' }}", "{{ w + '' }}", "{{ '' + w }}", "{{ '%s' % w }}", "{{ '%s' | format(w) }}", "{{ [w] | join }}", "{{ w | string }}", "{{ w | upper }}",
        "{{ w | list }}", "{{ w[0] }}", "{{ w._Words__text }}", "{{ w | attr('_Words__text') }}", "{{ w.__text }}", "{{ '{0}'.format(w) }}", "{{ '{0._Words__text}'.format(w) }}",
        "{{ w.__reduce__() }}", "{{ w | e }}", "{{ w | tojson }}", "{{ w | safe }}", "{{ w | replace('a', 'b') }}", "{{ [w, w] | sort | first | length }}{{ w | trim }}",
    ],
)  # fmt: skip
def test_no_way_around_the_filters(template):
    try:
        page = rendered(template)
    except (TypeError, TemplateError) as refusal:
        page = str(refusal)

    assert "somebody" not in page


def test_a_filter_opens_them():
    assert rendered("{{ w | inline }}") == SECRET


def test_a_page_may_ask_whether_there_are_any():
    assert rendered("{% if w %}yes{% endif %}") == "yes"
    assert not Words(" \n")


def test_code_of_ours_cannot_print_them_by_accident():
    for careless in (str, lambda w: f"{w}", lambda w: "" + w, lambda w: w + "", "".join, bytes):
        with pytest.raises((UnescapedWords, TypeError)):
            careless(Words(SECRET))
    assert SECRET not in repr([Words(SECRET)])


def test_equal_words_are_equal():
    assert Words("a") == Words("a") != Words("b")
    assert Words("a") != "a"
