"""Every rule has its page, and the pages are what the code says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from postmortem_gh.language import privacy
from postmortem_gh.language.catalogue import Page, as_markdown, pages
from postmortem_gh.language.lint import lint

ROOT = Path(__file__).resolve().parents[2]


def test_the_pages_in_docs_are_fresh():
    command = [sys.executable, "script/rules_docs.py", "--check"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr


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
