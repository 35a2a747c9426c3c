"""Cut a body below GitHub's limit, at a border between blocks, and say where the rest is.

Used by the comment and the report. GitHub refuses bodies over 65,536
characters; how it counts characters beyond the first plane is not documented,
so UTF-16 units are counted, with a margin.
https://docs.github.com/rest/issues/comments (422 "Body is too long")
"""

from __future__ import annotations

LIMIT = 60_000
MOST = 65_000  # with people's text around ours, of which every character is counted


def units(text: str) -> int:
    """UTF-16 units."""
    return len(text) + sum(1 for char in text if char > "\uffff") if not text.isascii() else len(text)


def within(text: str, rest: str, limit: int = LIMIT) -> str:
    """``text``, or its first blocks and the sentence ``rest``; never cut in a fence or a folded part."""
    if units(text) <= limit:
        return text
    room = limit - units(rest) - 4
    lines, used, border = text.split("\n"), 0, 0
    fence, folded = "", 0
    for n, line in enumerate(lines):
        used += units(line) + 1
        if used > room:
            break
        bare = line.strip()
        if fence:
            fence = "" if set(bare) == {fence[0]} and len(bare) >= len(fence) else fence
        elif bare.startswith(("```", "~~~")):
            fence = bare[: len(bare) - len(bare.lstrip(bare[0]))]
        else:
            folded += bare.startswith("<details") - bare.startswith("</details")
        if not fence and folded == 0 and not bare:
            border = n
    return "\n".join(lines[:border]).rstrip() + f"\n\n{rest}\n"
