#!/usr/bin/env python3
"""Write docs/rules/ from the rules themselves.

python script/rules_docs.py           write the pages
python script/rules_docs.py --check   end with 1 when they are stale
"""

from __future__ import annotations

import sys

from made_pages import DOCS, main

from postmortem_gh.language.catalogue import as_markdown, index, pages

MADE = "<!-- made by script/rules_docs.py: change the rule's docstring, not this page -->\n\n"


def made() -> dict[str, str]:
    """File name to text of every page."""
    every = pages()
    texts = {f"{page.id}.md": as_markdown(page) for page in every}
    return {name: MADE + text for name, text in {"README.md": index(every), **texts}.items()}


if __name__ == "__main__":
    sys.exit(main(made(), DOCS / "rules", others="*.md"))
