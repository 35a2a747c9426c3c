"""GraphQL documents as they are sent: a file, its fragments, and lines for what a body names.

The files in queries/ are constant, so that the same question is the same
bytes: cassettes match by body. Only the lines at ``# names`` vary, with the
number of people and issues that are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from postmortem_gh.text.patterns import pattern

_SPREAD = pattern(r"\.\.\.([A-Z]\w*)")
_PLACE = "    # names\n"


@cache
def document(name: str, *, logins: int = 0, numbers: int = 0) -> str:
    """The document ``name``, asking for so many logins (``$login0``…) and numbers (``$number0``…) as well."""
    text = _file(name)
    lines = [_person(i) for i in range(logins)] + [_issue(i) for i in range(numbers)]
    variables = [f"  $login{i}: String!\n" for i in range(logins)]
    variables += [f"  $number{i}: Int!\n" for i in range(numbers)]
    text = text.replace(_PLACE, "".join(lines)).replace("\n) {\n", "\n" + "".join(variables) + ") {\n", 1)
    return text + "".join(_fragments(text))


def _person(i: int) -> str:
    # `query` searches: the login itself is among the first, and compared in observe.
    return f"    login{i}: assignableUsers(query: $login{i}, first: 10) {{ nodes {{ id login }} }}\n"


def _issue(i: int) -> str:
    return f"    number{i}: issueOrPullRequest(number: $number{i}) {{ ...Tracked }}\n"


@cache
def _file(name: str) -> str:
    text = (files("postmortem_gh.github_api") / "queries" / f"{name}.graphql").read_text(encoding="utf-8")
    return "".join(line for line in text.splitlines(keepends=True) if line == _PLACE or "#" not in line)


@cache
def _known_fragments() -> dict[str, str]:
    parts = re.split(r"(?m)^(?=fragment )", _file("fragments"))
    return {part.split()[1]: "\n" + part.strip() + "\n" for part in parts if part.strip()}


def _fragments(text: str) -> Sequence[str]:
    """Those that ``text`` uses, and those that they use: an unused fragment is an error."""
    known = _known_fragments()
    used: dict[str, str] = {}
    waiting = _SPREAD.findall(text)
    while waiting:
        name = waiting.pop()
        if name not in used:
            used[name] = known[name]
            waiting += _SPREAD.findall(known[name])
    return [used[name] for name in sorted(used)]
