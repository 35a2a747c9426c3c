"""Reading what GitHub would write of answers gives the answers back."""

from __future__ import annotations

from hypothesis import given

from postmortem_gh.forms import answers, compose
from tests.forms.strategies import answered, normalised


@given(answered())
def test_reading_what_github_would_write_gives_the_answers_back(filled):
    form, values = filled

    body = compose.write(form, values)

    assert answers.read(form, body).values == {e.id: normalised(e, values[e.id]) for e in form.elements}
