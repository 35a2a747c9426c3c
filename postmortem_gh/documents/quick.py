"""Our own templates, drawn without Jinja: the same page, a tenth of a second sooner.

Used by documents/templates where a team overrides nothing. Importing Jinja and
compiling a page costs more than all the rest of `render`; our templates use a
small part of its language (block, if, for, names, filters, or, and, not, ==),
which is this. A test draws every page both ways and compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from postmortem_gh.text.patterns import pattern

Scope = dict[str, Any]
Filters = Mapping[str, Callable[..., object]]
_Value = Callable[[Scope], Any]
_Node = Callable[[Scope, list[str]], None]

_TAG = pattern(r"(\{%.*?%\}|\{\{.*?\}\})", re.DOTALL)
_WORD = pattern(r'"[^"]*"|==|\||[\w.]+')


class Unsupported(Exception):
    """Our template uses what this does not know: a mistake of ours, found by the tests."""


def render(source: str, filters: Filters, values: Mapping[str, object]) -> str:
    """The page."""
    pieces: list[str] = []
    nodes, _ = _nodes(_tokens(source), filters, until=())
    _run(nodes, dict(values), pieces)
    return "".join(pieces)


def _tokens(source: str) -> Iterator[str]:
    """Text and tags by turns, with Jinja's trim_blocks and lstrip_blocks."""
    source = re.sub(r"^[ \t]+(?=\{%)", "", source, flags=re.MULTILINE)
    source = source.replace("%}\n", "%}")
    return iter(_TAG.split(source))


def _nodes(tokens: Iterator[str], filters: Filters, until: tuple[str, ...]) -> tuple[list[_Node], str]:
    """Everything up to one of the tags ``until``, and that tag's text."""
    nodes: list[_Node] = []
    for token in tokens:
        if token.startswith("{{"):
            nodes.append(_print(_expression(token[2:-2], filters)))
        elif token.startswith("{%"):
            tag = token[2:-2].strip()
            if tag.split(" ", 1)[0] in until:
                return nodes, tag
            nodes.append(_statement(tag, tokens, filters))
        elif token:
            nodes.append(_text(token))
    if until:
        raise Unsupported(f"{until[-1]} is missing")
    return nodes, ""


def _statement(tag: str, tokens: Iterator[str], filters: Filters) -> _Node:
    word, _, rest = tag.partition(" ")
    if word == "block":
        inside, _ = _nodes(tokens, filters, ("endblock",))
        return lambda scope, out: _run(inside, scope, out)
    if word == "if":
        return _if(rest, tokens, filters)
    if word == "for":
        return _for(rest, tokens, filters)
    raise Unsupported(tag)


def _if(condition: str, tokens: Iterator[str], filters: Filters) -> _Node:
    branches: list[tuple[_Value, list[_Node]]] = []
    tag = f"elif {condition}"
    while tag.startswith("elif"):
        test = _expression(tag[5:], filters)
        inside, tag = _nodes(tokens, filters, ("elif", "else", "endif"))
        branches.append((test, inside))
    otherwise = _nodes(tokens, filters, ("endif",))[0] if tag == "else" else []

    def node(scope: Scope, out: list[str]) -> None:
        _run(next((inside for test, inside in branches if test(scope)), otherwise), scope, out)

    return node


class Loop:
    """`loop` in a template."""

    __slots__ = ("first", "index", "last")

    def __init__(self, index: int, length: int) -> None:
        self.index, self.first, self.last = index, index == 1, index == length


def _for(head: str, tokens: Iterator[str], filters: Filters) -> _Node:
    names, _, values = head.partition(" in ")
    targets = [name.strip() for name in names.split(",")]
    items = _expression(values, filters)
    inside, _ = _nodes(tokens, filters, ("endfor",))

    def node(scope: Scope, out: list[str]) -> None:
        found = tuple(items(scope))
        for n, item in enumerate(found, 1):
            parts = (item,) if len(targets) == 1 else tuple(item)
            _run(
                inside, {**scope, **dict(zip(targets, parts, strict=True)), "loop": Loop(n, len(found))}, out
            )

    return node


def _run(nodes: list[_Node], scope: Scope, out: list[str]) -> None:
    for node in nodes:
        node(scope, out)


def _text(text: str) -> _Node:
    return lambda _, out: out.append(text)


def _print(value: _Value) -> _Node:
    return lambda scope, out: out.append(str(value(scope)))


def _expression(text: str, filters: Filters) -> _Value:
    words = _WORD.findall(text)
    if "".join(words) != "".join(text.split()) and '"' not in text:
        raise Unsupported(text)
    value, rest = _either(words, filters)
    if rest:
        raise Unsupported(text)
    return value


def _either(words: list[str], filters: Filters) -> tuple[_Value, list[str]]:
    left, words = _both(words, filters)
    while words[:1] == ["or"]:
        right, words = _both(words[1:], filters)
        left = _or(left, right)
    return left, words


def _both(words: list[str], filters: Filters) -> tuple[_Value, list[str]]:
    left, words = _negated(words, filters)
    while words[:1] == ["and"]:
        right, words = _negated(words[1:], filters)
        left = _and(left, right)
    return left, words


def _negated(words: list[str], filters: Filters) -> tuple[_Value, list[str]]:
    if words[:1] == ["not"]:
        value, words = _negated(words[1:], filters)
        return (lambda scope: not value(scope)), words
    left, words = _filtered(words, filters)
    if words[:1] == ["=="]:
        right, words = _filtered(words[1:], filters)
        return (lambda scope: left(scope) == right(scope)), words
    return left, words


def _filtered(words: list[str], filters: Filters) -> tuple[_Value, list[str]]:
    value, words = _primary(words[0]), words[1:]
    while words[:1] == ["|"]:
        value, words = _apply(filters[words[1]], value), words[2:]
    return value, words


def _primary(word: str) -> _Value:
    if word.startswith('"'):
        text = word[1:-1]
        return lambda _: text
    if word.isdecimal():
        number = int(word)
        return lambda _: number
    name, *attributes = word.split(".")

    def value(scope: Scope) -> Any:
        found = scope[name]
        for attribute in attributes:
            found = getattr(found, attribute)
        return found

    return value


def _apply(with_filter: Callable[..., object], value: _Value) -> _Value:
    return lambda scope: with_filter(value(scope))


def _or(left: _Value, right: _Value) -> _Value:
    return lambda scope: left(scope) or right(scope)


def _and(left: _Value, right: _Value) -> _Value:
    return lambda scope: left(scope) and right(scope)
