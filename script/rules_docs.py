#!/usr/bin/env python3
"""Write docs/rules/ from the rules themselves.

python script/rules_docs.py           write the pages
python script/rules_docs.py --check   end with 1 when they are stale
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from postmortem_gh.language.catalogue import as_markdown, index, pages  # noqa: E402  the checkout comes first

FOLDER = ROOT / "docs" / "rules"
MADE = "<!-- made by script/rules_docs.py: change the rule's docstring, not this page -->\n\n"


def made() -> dict[str, str]:
    """File name to text of every page."""
    every = pages()
    texts = {f"{page.id}.md": as_markdown(page) for page in every}
    return {name: MADE + text for name, text in {"README.md": index(every), **texts}.items()}


def stale() -> list[str]:
    """The pages that differ from what the code says, or are nobody's any more."""
    texts = made()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(name for name in texts.keys() | there.keys() if texts.get(name) != there.get(name))


def main() -> int:
    """Write or check."""
    if "--check" in sys.argv[1:]:
        for name in stale():
            print(f"docs/rules/{name} is stale: run `python script/rules_docs.py`", file=sys.stderr)
        return 1 if stale() else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    texts = made()
    for old in FOLDER.glob("*.md"):
        if old.name not in texts:
            old.unlink()
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
