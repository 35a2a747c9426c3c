"""Expressions wait for the first text; so a broken one would show only then, and is looked for here."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest

import postmortem_gh
from postmortem_gh.text.patterns import _Pattern, pattern


def declared(kind: type = _Pattern) -> list[tuple[str, object]]:
    """Each expression of ours that a module keeps: by its name, in a table or as one of several."""
    found: list[tuple[str, object]] = []
    for info in pkgutil.walk_packages(postmortem_gh.__path__, "postmortem_gh."):
        if info.name.startswith("postmortem_gh.local_github") or info.name.endswith("__main__"):
            continue
        for name, value in vars(import_module(info.name)).items():
            found += [(f"{info.name}.{name}", each) for each in _within(value) if isinstance(each, kind)]
    return found


def _within(value: object) -> list[object]:
    if isinstance(value, dict):
        return [each for part in value.values() for each in _within(part)]
    return [each for part in value for each in _within(part)] if isinstance(value, tuple) else [value]


def test_an_expression_is_compiled_by_the_first_text() -> None:
    broken = pattern("(")

    with pytest.raises(re.error):
        broken.match("text")


def test_it_answers_as_the_compiled_one() -> None:
    letters = pattern(r"(?P<first>[a-z])\w*", re.IGNORECASE)

    assert letters.fullmatch("Word")["first"] == "W"
    assert letters.sub("*", "two words") == "* *"
    assert (letters.pattern, letters.groupindex) == (r"(?P<first>[a-z])\w*", {"first": 1})


def test_what_was_asked_once_is_kept() -> None:
    word = pattern(r"\w+")

    assert word.match is word.match


def test_each_expression_compiles() -> None:
    found = declared()

    assert len(found) > 200
    for name, each in found:
        assert isinstance(each.pattern, str), name


def test_all_wait_but_those_asked_of_each_line_or_sign_and_one_that_text_stands_above() -> None:
    at_once = {name.rpartition(".")[0].removeprefix("postmortem_gh.") for name, _ in declared(re.Pattern)}

    # The build reads setup/pin by itself, without the package around it.
    assert at_once == {"language.blocks", "language.inline", "setup.pin", "values.refs"}
