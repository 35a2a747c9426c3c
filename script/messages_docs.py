#!/usr/bin/env python3
"""Write docs/messages.md: every error that stops a command or a job, as the code says it.

python script/messages_docs.py           write the page
python script/messages_docs.py --check   end with 1 when it is stale

Read from the source, as a message stands where it is raised. What is known
only when it is raised (a path, a name, GitHub's words) shows as `…`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

from made_pages import main

from postmortem_gh.errors import UserError

PACKAGE = Path(__file__).resolve().parent.parent / "postmortem_gh"
LATER = "…"
# Not raised by itself, but collected with others of its kind and raised together.
COLLECTED = {"Wrong": "configuration#environment"}
MADE = "<!-- made by script/messages_docs.py: change the message where it is raised, not this page -->"


class Message(NamedTuple):
    """One error: its words, the page that it names, and how it ends."""

    what: str
    why: tuple[str, ...]
    fix: tuple[str, ...]
    page: str
    code: int


def messages() -> list[Message]:
    """Every message of the package, by its words."""
    files = sorted(PACKAGE.rglob("*.py"))
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}
    raised = _raised(trees.values())
    found = {each for tree in trees.values() for each in _of_module(tree, raised)}
    return sorted(found, key=lambda each: (each.what.strip("“…` ").lower(), each))


def _raised(trees: Iterable[ast.Module]) -> Mapping[str, int]:
    """The names of the errors and their exit codes: those of errors.py, and what other modules derive from them."""
    kinds: tuple[type[UserError], ...] = (UserError, *UserError.__subclasses__())
    codes = {kind.__name__: int(kind.exit_code) for kind in kinds}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases = [base.id for base in node.bases if isinstance(base, ast.Name) and base.id in codes]
                if bases:
                    codes.setdefault(node.name, codes[bases[0]])
    return codes


def _of_module(tree: ast.Module, raised: Mapping[str, int]) -> Iterator[Message]:
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name = node.func.id
            if name in raised and len(node.args) == 4:
                page = _page(node.args[3])
            elif name in COLLECTED and len(node.args) == 3:
                page = COLLECTED[name]
            else:
                continue
            what, why, fix = (_worded(each, constants) for each in node.args[:3])
            for words in what:
                if words.strip(f"{LATER} :,"):  # else it repeats another's words
                    yield Message(words, why, fix, page, raised.get(name, int(UserError.exit_code)))


def _worded(node: ast.expr, constants: Mapping[str, ast.expr]) -> tuple[str, ...]:
    """All that an expression can say."""
    match node:
        case ast.Constant(value=str(text)):
            return (text,)
        case ast.Name(id=name) if name in constants:
            return _worded(constants[name], {})
        case ast.IfExp(body=one, orelse=other):
            return (*_worded(one, constants), *_worded(other, constants))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined([_worded(left, constants), _worded(right, constants)])
        case ast.JoinedStr(values=values):
            return _joined([_worded(each, constants) for each in values])
        case ast.FormattedValue(value=ast.IfExp() as either):
            return _worded(either, constants)
        case _:
            return (LATER,)


def _joined(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(re.sub(f"{LATER}+", LATER, "".join(each)) for each in product(*parts))


def _page(node: ast.expr) -> str:
    """The page of `docs("page#part")`; empty where only the moment tells."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "docs":
        (said,) = _worded(node.args[0], {})
        return said.replace(f"#{LATER}", "") if LATER not in said.partition("#")[0] else ""
    return ""


def page() -> str:
    """The page, its messages by their words."""
    parts = [
        f"# Messages\n\n{MADE}\n\n"
        "Every error that stops a command or a job, in its own words, with its cause, what mends it, and the "
        f"[exit code](exit-codes.md). `{LATER}` stands for what is known only then: a path, a name, GitHub's own words; a cause or a remedy that is all of it so is left out. "
        "What GitHub refuses in the middle of a run has [a page of its own](refusals.md), and so has "
        "[what `doctor` finds](doctor.md). What is unclear in a form is no error: the issue's comment asks.\n"
    ]
    parts += [_section(each) for each in messages()]
    return "\n".join(parts)


def _section(message: Message) -> str:
    name, _, anchor = message.page.partition("#")
    more = f" [More]({name}.md{'#' + anchor if anchor else ''})" if name else ""
    rows = [("Why", message.why), ("To mend it", message.fix)]
    told = [f"{lead}: {_safe(' — or: '.join(words))}." for lead, words in rows if words != (LATER,)]
    return f"## {_safe(message.what)}\n\n{' '.join(told)} Exit code {message.code}.{more}\n"


def _safe(words: str) -> str:
    """As Markdown: outside of code nothing is taken for a tag, a link or emphasis."""
    parts = " ".join(words.split()).split("`")
    outside = [re.sub(r"([<\[\]*_])", r"\\\1", part) if i % 2 == 0 else part for i, part in enumerate(parts)]
    return "`".join(outside)


if __name__ == "__main__":
    sys.exit(main({"messages.md": page()}))
