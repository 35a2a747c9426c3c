"""Answers that are lists (services, factors), the words that mean nothing, and labels made of answers."""

from __future__ import annotations

import re
import unicodedata

from postmortem_gh.intake.blocks import lines
from postmortem_gh.text.patterns import pattern

_OPEN = "(?:to be (?:discussed|decided|determined|defined|agreed|confirmed)|tb[acd])"
_NOTHING = pattern(
    r"[\s*_`~(\[]*(?:(?:none|nothing|no action items?|no actions?|no follow[ -]?ups?)"
    r"(?: (?:yet|needed|required|necessary|identified|so far|at this time|for now|to do|planned|known))?"
    rf"(?:[,;:–—-]? {_OPEN})?|{_OPEN}"
    r"|n\s?/\s?a|na|nil|null|no response|no|-+|–|—|\.+|…|\?+|tbd"
    r"|not applicable|not needed|unknown|not known|keine?)"
    r"[\s*_`~.!)\]]*",
    re.IGNORECASE,
)
_LABEL_MOST = 50  # https://docs.github.com/rest/issues/labels: names up to 50 characters


def says_nothing(text: str | None) -> bool:
    """Whether an answer means “none”: empty, `None`, `n/a`, `-`, `_No response_`."""
    return not text or (len(text) < 40 and _NOTHING.fullmatch(text.strip() or "-") is not None)


def entries(text: str) -> tuple[str, ...]:
    """The parts of a list in words: by lines, bullets, commas, semicolons and `、`; each once."""
    found: dict[str, str] = {}
    for line in lines(text):
        for part in _parts(line.text):
            word = part.strip(" \t*_").removesuffix(".").strip()
            if word and not says_nothing(word):
                found.setdefault(word.casefold(), word)
    return tuple(found.values())


def _parts(line: str) -> list[str]:
    """Split outside brackets, so that “checkout (EU, US)” stays one service."""
    parts, depth, start = [], 0, 0
    for i, c in enumerate(line):
        depth = max(0, depth + (c in "([") - (c in ")]"))
        if (c in ";、，" or (c == "," and not line[i + 1 : i + 2].isdigit())) and not depth:
            parts.append(line[start:i])
            start = i + 1
    parts.append(line[start:])
    return parts


def label(prefix: str, text: str) -> str:
    """An answer as a label: lower-case, blanks as hyphens, only what is safe in a label and a search."""
    plain = unicodedata.normalize("NFKC", text).lower()
    words = re.sub(r"[^\w./+#-]+", "-", plain)
    words = re.sub(r"-{2,}", "-", words).strip("-./")
    return (prefix + words[: _LABEL_MOST - len(prefix)].rstrip("-./")) if words else ""
