"""Readers that are not our escaper: what would GitHub, YAML, the runner or Mermaid make of a text?

The reference scanner follows GitHub's page on autolinked references; Markdown
is read by markdown-it, commands as actions/runner reads them.
https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from markdown_it import MarkdownIt

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_MENTION = re.compile(r"(?:^|(?<=[^A-Za-z0-9_]))@[a-z0-9](?:-?[a-z0-9]){0,38}(?![a-z0-9-])", re.IGNORECASE)
_REFERENCES = (
    re.compile(r"#\d+"),
    re.compile(r"\bGH-\d+", re.IGNORECASE | re.ASCII),
    re.compile(
        r"https?://(?:www\.)?github\.com/[^\s/]+/[^\s/]+/(?:issues|pull|pulls|discussions|commit|compare)/",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![0-9A-Za-z_])(?=[0-9]*[a-f])[0-9a-f]{7,40}(?![0-9A-Za-z_])"),
)
# Of an address that GitHub makes a link of by itself, no word is a mention or commit any more.
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9])(?:https?://[A-Za-z0-9-]+\.|www\.)[A-Za-z0-9-]+[^\s<]*", re.IGNORECASE
)
_BOUNDARY = "\x00"


@lru_cache(maxsize=4)
def _parsed(markdown: str):
    return _READER.parse(markdown)


def tokens(markdown: str):
    """All tokens of a page, those within lines included."""
    return list(chain.from_iterable((token, *(token.children or ())) for token in _parsed(markdown)))


def top_level(markdown: str) -> list[str]:
    """The blocks that a page consists of."""
    return [t.type for t in _parsed(markdown) if t.level == 0 and t.nesting >= 0 and t.type != "inline"]


def nodes(markdown: str) -> list[str]:
    """The texts between tags that GitHub would look for mentions and references in: no code, no links."""
    found = []
    for token in _parsed(markdown):
        text, in_link = "", 0
        for child in token.children or ():
            in_link += (child.type == "link_open") - (child.type == "link_close")
            if child.type in ("text", "text_special", "softbreak", "hardbreak") and not in_link:
                text += child.content or "\n"
            else:
                text += _BOUNDARY
        found += [node for node in text.split(_BOUNDARY) if node]
    return found


def mentions(markdown: str) -> list[str]:
    return [m[0] for node in nodes(markdown) for m in _MENTION.finditer(_ADDRESS.sub(" ", node))]


def references(markdown: str) -> list[str]:
    hrefs = [token.attrGet("href") or "" for token in tokens(markdown) if token.type == "link_open"]
    return [found for node in nodes(markdown) for found in plain_references(node)] + [
        href for href in hrefs if _REFERENCES[2].search(href)
    ]


def plain_mentions(text: str) -> list[str]:
    return [m[0] for m in _MENTION.finditer(text)]


def plain_references(text: str) -> list[str]:
    found = [m[0] for m in _REFERENCES[2].finditer(text)]
    return found + [m[0] for r in _REFERENCES for m in r.finditer(_ADDRESS.sub(" ", text))]


def commands(log: str) -> list[str]:
    """The lines that the runner would carry out: `::name …::value`, or the old `##[name …]value` anywhere."""
    lines = re.split(r"\r\n|\r|\n", log)
    new = [line for line in lines if re.match(r"\s*::[^:\s]", line) and "::" in line.strip()[2:]]
    return new + [line for line in lines if "##[" in line]
