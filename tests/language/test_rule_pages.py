"""Every rule has its page, and the pages are what the code says."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path

import pytest

from postmortem_gh.language import privacy
from postmortem_gh.language.catalogue import Page, as_markdown, pages
from postmortem_gh.language.lint import lint

ROOT = Path(__file__).resolve().parents[2]


def script():
    spec = util.spec_from_file_location("rules_docs", ROOT / "script" / "rules_docs.py")
    module = util.module_from_spec(spec)
    path = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = path
    return module


def test_the_pages_in_docs_are_fresh():
    assert script().stale() == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.id)
def test_a_page_says_what_why_how_to_rewrite_and_how_to_switch_off(page: Page):
    text = as_markdown(page)

    assert f"`{page.id}` · {page.severity}" in text
    assert len(page.text) > 200
    assert page.source
    assert "## How to switch it off" in text
    assert page.url.endswith(f"/docs/rules/{page.id}.md")


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.id)
def test_what_the_check_says_is_fine_by_its_own_rules(page: Page):
    said = {f.message for sentence in page.finds for f in lint(f"- [ ] {sentence}")}

    assert [f.text for message in said for f in lint(message) if f.severity != "advice"] == []


@pytest.mark.parametrize("page", [p for p in pages() if p.finds or p.leaves], ids=lambda page: page.id)
def test_examples_of_privacy_are_true(page: Page):
    if page.id in ("secret", "email-address", "ip-address"):
        assert all([f.rule for f in privacy.scan(sentence)] == [page.id] for sentence in page.finds)
        assert all(privacy.scan(sentence) == [] for sentence in page.leaves)
