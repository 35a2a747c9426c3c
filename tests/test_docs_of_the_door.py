"""The pages that the messages of github_api and workflow link to: there, and as the code says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from postmortem_gh.values.refusals import SENTENCES, meaning

ROOT = Path(__file__).parent.parent
ROOMS = ("github_api", "workflow", "values")


def linked() -> list[str]:
    texts = [
        path.read_text(encoding="utf-8")
        for room in ROOMS
        for path in (ROOT / "postmortem_gh" / room).glob("*.py")
    ]
    found = {
        name for text in texts for name in re.findall(r'docs\("((?:configuration|refusals)#[\w-]+)"\)', text)
    }
    return sorted(found | {f"refusals#{known.code}" for known in SENTENCES} | {"refusals#gone"})


@pytest.mark.parametrize("link", linked())
def test_a_link_to_a_page_leads_to_a_heading(link: str) -> None:
    page, _, anchor = link.partition("#")

    headings = re.findall(r"(?m)^#+ (.*)$", (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8"))

    assert anchor in {heading.lower().replace(" ", "-") for heading in headings}


def test_the_page_on_refusals_is_what_the_code_says() -> None:
    done = subprocess.run(
        [sys.executable, "script/refusals_docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("known", SENTENCES, ids=lambda known: known.says[:40])
def test_a_sentence_is_understood_with_its_full_stop_in_any_case(known) -> None:
    refusal = meaning(f"{known.says[0].upper()}{known.says[1:]}.")

    assert refusal.code == known.code
    assert refusal.fix


def test_what_nobody_wrote_down_yet_is_told_in_githubs_own_words() -> None:
    refusal = meaning("A sentence from tomorrow", "TEAPOT")

    assert (refusal.code, refusal.after) == ("refused", "content")
    assert refusal.said == "A sentence from tomorrow"
