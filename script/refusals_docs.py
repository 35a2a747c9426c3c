#!/usr/bin/env python3
"""Write docs/refusals.md from the table of GitHub's sentences.

python script/refusals_docs.py           write the page
python script/refusals_docs.py --check   end with 1 when it is stale
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from postmortem_gh.values.refusals import as_markdown  # noqa: E402  the checkout comes first

PAGE = ROOT / "docs" / "refusals.md"
MADE = "<!-- made by script/refusals_docs.py: change postmortem_gh/values/refusals.py, not this page -->\n\n"


def main() -> int:
    """Write or check."""
    text = MADE + as_markdown()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == text:
        return 0
    print("docs/refusals.md is stale: run `python script/refusals_docs.py`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
