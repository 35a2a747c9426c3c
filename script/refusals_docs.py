#!/usr/bin/env python3
"""Write docs/refusals.md from the table of GitHub's sentences.

python script/refusals_docs.py           write the page
python script/refusals_docs.py --check   end with 1 when it is stale
"""

from __future__ import annotations

import sys

from made_pages import main

from postmortem_gh.values.refusals import as_markdown

MADE = "<!-- made by script/refusals_docs.py: change postmortem_gh/values/refusals.py, not this page -->\n\n"


if __name__ == "__main__":
    sys.exit(main({"refusals.md": MADE + as_markdown()}))
