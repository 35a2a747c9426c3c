"""The short way for bodies as GitHub wrote them comes out where the long way does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.forms import answers, compose, headings
from tests.forms.strategies import answered


@given(answered(), st.data())
def test_the_short_way_and_the_long_way_find_the_same(filled, data):
    form, values = filled
    body = compose.write(form, values)
    cut = data.draw(st.integers(0, len(body)))
    body = (
        body[:cut]
        + data.draw(st.sampled_from(("", "\n", "x", "#", "\n\n### Summary\n\n", "```\n")))
        + body[cut:]
    )
    short = answers.read(form, body)
    original = headings._as_written

    headings._as_written = lambda elements, text: None
    try:
        long = answers.read(form, body)
    finally:
        headings._as_written = original

    assert short == long
