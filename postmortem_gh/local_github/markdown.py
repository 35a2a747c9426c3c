"""Markdown as GitHub shows it, near enough to judge a page by, and safe to show anywhere.

No raw HTML gets through but a short list of tags without attributes; images
are not loaded; a Mermaid diagram shows its source (nothing here may need the
network).
"""

from __future__ import annotations

import html
import re
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

SAFE_TAGS = frozenset(
    [
        "details",
        "summary",
        "sub",
        "sup",
        "kbd",
        "br",
        "b",
        "i",
        "em",
        "strong",
        "del",
        "ins",
        "s",
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "code",
        "pre",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "dl",
        "dt",
        "dd",
        "samp",
        "var",
        "q",
    ]
)
TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>", re.DOTALL)
CAPTIONS = {"mermaid": "Mermaid diagram (its source)", "suggestion": "Suggested change"}
ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|\Z)")
BOX = re.compile(r"\[([ xX])\][ \t]")
REFERENCE = re.compile(r"(?<![\w#&/])#([0-9]{1,7})(?!\w)")
MENTION = re.compile(r"(?<![\w@/`-])@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})(?![\w-])")


def safe_html(text: str) -> str:
    """Comments away, allowed tags bare, all other markup shown as text."""
    shown, at = [], 0
    for tag in TAG.finditer(text):
        shown.append(html.escape(text[at : tag.start()], quote=False))
        at = tag.end()
        if tag[1] and tag[1].lower() in SAFE_TAGS:
            opened = " open" if tag[1].lower() == "details" and re.search(r"\sopen\b", tag[0]) else ""
            shown.append(f"<{'/' if tag[0].startswith('</') else ''}{tag[1].lower()}{opened}>")
        elif tag[1]:
            shown.append(html.escape(tag[0], quote=False))
    shown.append(html.escape(text[at:], quote=False))
    return "".join(shown)


@lru_cache(maxsize=2)
def _reader(*, breaks: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True, "breaks": breaks}).enable(["table", "strikethrough"])
    rules = reader.renderer.rules  # type: ignore[attr-defined]  # the protocol leaves it out
    rules["html_block"] = rules["html_inline"] = lambda tokens, at, *_: safe_html(tokens[at].content)
    rules["image"] = _image
    rules["fence"] = _fence
    rules["text"] = _text
    return reader


def _image(tokens: Sequence[Any], at: int, *_: Any) -> str:
    source = html.escape(str(tokens[at].attrGet("src") or ""))
    return f'<span class="image">image: {html.escape(tokens[at].content)} <code>{source}</code></span>'


def _fence(tokens: Sequence[Any], at: int, *_: Any) -> str:
    language = tokens[at].info.strip().split(" ")[0]
    code = f"<pre><code>{html.escape(tokens[at].content)}</code></pre>"
    if language not in CAPTIONS:
        return code
    return f'<figure class="{language}"><figcaption>{CAPTIONS[language]}</figcaption>{code}</figure>'


def _text(tokens: Sequence[Any], at: int, _options: Any, env: MutableMapping[str, Any]) -> str:
    text = html.escape(tokens[at].content, quote=False)
    repository = env.get("repository")
    inside_link = sum(t.nesting for t in tokens[:at] if t.type.startswith("link_"))
    if repository is None or inside_link:
        return text
    text = REFERENCE.sub(lambda m: f'<a href="/{repository}/issues/{m[1]}">{m[0]}</a>', text)
    return MENTION.sub(lambda m: f'<a class="mention" href="/{m[1]}">{m[0]}</a>', text)


def render(text: str, *, repository: str | None = None, is_file: bool = False) -> str:
    """An issue's or comment's text; `is_file` for a committed file, where one newline is a blank."""
    reader = _reader(breaks=not is_file)
    tokens = reader.parse(text.replace("\r\n", "\n"))
    _alerts(tokens)
    _boxes(tokens)
    env = {"repository": None if is_file else repository}
    return str(reader.renderer.render(tokens, reader.options, env))


def _alerts(tokens: list[Any]) -> None:
    """`> [!NOTE]` on a line of its own makes the quote an alert."""
    for at, token in enumerate(tokens):
        if token.type != "inline" or at < 2 or tokens[at - 2].type != "blockquote_open":
            continue
        if found := ALERT.match(token.content):
            tokens[at - 2].attrSet("class", f"alert {found[1].lower()}")
            first = token.children[0]
            first.content = found[1].title()
            first.type, first.tag = "text", ""
            token.children = [*_strong(first), *token.children[1:]]


def _strong(token: Any) -> list[Any]:
    from markdown_it.token import Token

    return [Token("strong_open", "strong", 1), token, Token("strong_close", "strong", -1)]


def _boxes(tokens: list[Any]) -> None:
    """`- [x] text` shows a box."""
    for at, token in enumerate(tokens):
        if token.type != "inline" or at < 2 or tokens[at - 2].type != "list_item_open":
            continue
        if token.children and (box := BOX.match(token.children[0].content)):
            tokens[at - 2].attrSet("class", "task")
            mark = "☐" if box[1] == " " else "☑"
            token.children[0].content = f"{mark} {token.children[0].content[box.end() :]}"
