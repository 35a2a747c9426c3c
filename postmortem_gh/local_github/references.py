"""Whom and what a text mentions, by GitHub's rules: the oracle for "nothing gets out".

This is a scanner of its own and shares nothing with the code that it judges.
Text is rendered as GitHub would (CommonMark with tables and strikethrough, raw
HTML kept); mentions and references count in what is then plain text, not in
code, links' targets, comments or attributes. An entity (`&#64;`) or a
backslash before the sign does not help: they are gone when GitHub looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from postmortem_gh.local_github.model import Issue, Repository
    from postmortem_gh.local_github.state import State

MENTION = re.compile(r"(?<![\w@/`\-])@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})(/[\w.-]+)?(?![\w-])")
NUMBER = re.compile(r"(?<![\w#&/-])(?:([\w.-]+/[\w.-]+)?#|[Gg][Hh]-)([0-9]{1,9})(?!\w)")
CLOSING = re.compile(
    r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?[ \t\n]+"
    r"(?:([\w.-]+/[\w.-]+)?#([0-9]{1,9})|(https?://[^\s<>()]+))(?![\w])",
    re.IGNORECASE,
)
HTML_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
HIDING_TAGS = ("pre", "code", "a", "tt", "script", "style")


@dataclass(frozen=True, slots=True)
class Reference:
    kind: str  # mention, team, issue
    target: str  # login, org/team, owner/name#number


@lru_cache(maxsize=1)
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def plain_texts(text: str) -> Iterator[str]:
    """The runs of plain text that a reader would see, outside of code and links."""
    for token in _markdown().parse(text.replace("\r\n", "\n")):
        if token.type == "inline":
            yield from _inline(token.children or [])
        elif token.type == "html_block":
            yield from _html(token.content)


def _inline(children: list[Any]) -> Iterator[str]:
    run: list[str] = []
    hidden = 0
    for child in children:
        if child.type == "html_inline":
            hidden = max(0, hidden + _depth(child.content))
            # A tag or comment between the sign and the name parts them.
            run.append("\ufffc")
        elif child.type in ("text", "text_special"):
            run.append(child.content if not hidden else "\ufffc")
        elif child.type in ("softbreak", "hardbreak"):
            run.append("\n")
        elif child.type == "link_open":
            hidden += 1
            yield from _url(child.attrGet("href") or "")
        elif child.type == "link_close":
            hidden -= 1
        else:
            run.append("\ufffc")
    yield "".join(run)


def _url(href: str) -> Iterator[str]:
    """A link to an issue is a reference by its target, whatever its text."""
    yield f"\n{href}\n"


def _depth(tag: str) -> int:
    name = re.match(r"</?([a-zA-Z]+)", tag)
    if not name or name[1].lower() not in HIDING_TAGS:
        return 0
    return -1 if tag.startswith("</") else 1


def _html(block: str) -> Iterator[str]:
    import html

    hidden, at = 0, 0
    for tag in HTML_TAG.finditer(block):
        if not hidden:
            yield html.unescape(block[at : tag.start()])
        hidden = max(0, hidden + _depth(tag[0]))
        at = tag.end()
    if not hidden and not block[at:].startswith("<!--"):
        yield html.unescape(block[at:])


def scan(text: str, repository: str, server: str) -> list[Reference]:
    """All that the text mentions, each once, in order. `repository` is where it stands."""
    found: dict[Reference, None] = {}
    url = re.compile(re.escape(server) + r"/([\w.-]+/[\w.-]+)/(?:issues|pull)/([0-9]{1,9})(?!\w)")
    for run in plain_texts(text):
        for mention in MENTION.finditer(run):
            if mention[2]:
                found[Reference("team", mention[1] + mention[2])] = None
            else:
                found[Reference("mention", mention[1])] = None
        for number in NUMBER.finditer(run):
            found[Reference("issue", f"{number[1] or repository}#{number[2]}")] = None
        for link in url.finditer(run):
            found[Reference("issue", f"{link[1]}#{link[2]}")] = None
    return list(found)


def closing(world: State, repository: Repository, text: str) -> list[Issue]:
    """The issues that a merge of this text would close."""
    found: dict[int, Issue] = {}
    url = re.compile(re.escape(world.url) + r"/([\w.-]+/[\w.-]+)/issues/([0-9]+)")
    for run in plain_texts(text):
        for match in CLOSING.finditer(run):
            named, number = match[1], match[2]
            if match[3] and (link := url.match(match[3])):
                named, number = link[1], link[2]
            if number is None or (named and named.lower() != repository.full_name.lower()):
                continue
            issue = repository.issues.get(int(number))
            if issue is not None and not issue.is_pull:
                found[issue.number] = issue
    return list(found.values())
