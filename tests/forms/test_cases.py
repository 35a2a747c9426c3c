"""How GitHub writes bodies, how people edit them, and what is understood: the tables in cases/*.txt.

A case is `=== title`, the body, `---`, and those values that differ from an
empty answer, as JSON. A file's first lines may hold a form of its own.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from postmortem_gh.forms import answers, definition

CASES = Path(__file__).parent / "cases"


def _cases():
    for path in sorted(CASES.glob("*.txt")):
        head, *blocks = ("\n" + path.read_text(encoding="utf-8")).split("\n=== ")
        form = head.strip() or (CASES / "team.yml").read_text(encoding="utf-8")
        for block in blocks:
            title, _, rest = block.partition("\n")
            body, _, expected = rest.rpartition("\n---\n")
            yield pytest.param(
                form, body.replace("␍", "\r").replace("␠", " "), expected, id=f"{path.stem}: {title}"
            )


@pytest.mark.parametrize(("form_text", "body", "expected"), list(_cases()))
def test_a_body_is_understood(form_text, body, expected):
    form = definition.read(form_text)

    values = answers.read(form, body).values

    assert list(values) == [e.id for e in form.elements]
    assert {
        k: v for k, v in values.items() if v and (not isinstance(v, dict) or any(v.values()))
    } == json.loads(expected)


@pytest.mark.parametrize(("form_text", "body", "expected"), list(_cases()))
def test_line_ends_of_the_web_page_change_nothing(form_text, body, expected):
    form = definition.read(form_text)

    saved_in_the_page = answers.read(form, body.replace("\r", "").replace("\n", "\r\n"))

    assert saved_in_the_page == answers.read(form, body.replace("\r", ""))
