"""GitHub's expressions, as far as our workflows use them: `if:` and concurrency groups are tested by meaning.

Null where a property is missing, `.*.name` over a list, comparisons of texts
that ignore case: https://docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions
"""

from __future__ import annotations

import json
import re
from typing import Any

TOKEN = re.compile(r"\s*('(?:[^']|'')*'|\|\||&&|==|!=|!|[(),]|[A-Za-z_][\w.*-]*)")


def evaluate(expression: str, github: dict[str, Any]) -> Any:
    """The value of an expression for a `github` context."""
    parser = _Parser(TOKEN.findall(expression), github)
    assert "".join(parser.tokens) == re.sub(r"\s+(?=(?:[^']*'[^']*')*[^']*$)", "", expression), expression
    value = parser.either()
    assert parser.at == len(parser.tokens), f"not understood from {parser.tokens[parser.at :]}"
    return value


class _Parser:
    def __init__(self, tokens: list[str], github: dict[str, Any]) -> None:
        self.tokens, self.github, self.at = tokens, github, 0

    def take(self, *wanted: str) -> str | None:
        if self.at < len(self.tokens) and (not wanted or self.tokens[self.at] in wanted):
            self.at += 1
            return self.tokens[self.at - 1]
        return None

    def either(self) -> Any:
        value = self.both()
        while self.take("||"):
            other = self.both()
            value = value or other
        return value

    def both(self) -> Any:
        value = self.compared()
        while self.take("&&"):
            other = self.compared()
            value = value and other
        return value

    def compared(self) -> Any:
        value = self.one()
        while operator := self.take("==", "!="):
            value = _same(value, self.one()) == (operator == "==")
        return value

    def one(self) -> Any:
        if self.take("!"):
            return not self.one()
        if self.take("("):
            value = self.either()
            assert self.take(")")
            return value
        token = self.take() or ""
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self.take("("):
            return self.call(token)
        return self.look_up(token)

    def call(self, name: str) -> Any:
        given = [self.either()]
        while self.take(","):
            given.append(self.either())
        assert self.take(")")
        functions = {
            "contains": _contains,
            "startsWith": lambda text, start: _text(text).lower().startswith(_text(start).lower()),
            "fromJSON": json.loads,
            "toJSON": json.dumps,
        }
        return functions[name](*given)

    def look_up(self, path: str) -> Any:
        first, *steps = path.split(".")
        assert first == "github", path
        value: Any = self.github
        for step in steps:
            if step == "*":
                value = [*value] if isinstance(value, list) else []
            elif isinstance(value, list):
                value = [item.get(step) for item in value]
            else:
                value = value.get(step) if isinstance(value, dict) else None
        return value


def _contains(where: Any, what: Any) -> bool:
    if isinstance(where, list):
        return any(_same(item, what) for item in where)
    return _text(what).lower() in _text(where).lower()


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.lower() == other.lower()
    return bool(one == other)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
