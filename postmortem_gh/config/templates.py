"""The package's own templates, as texts: at the checkout's root, or inside the wheel.

Read here because the rooms below know no disk; used by render and by whoever
wires decide. The names are those under which a team overrides them.
"""

from __future__ import annotations

import os
from functools import cache

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_PLACES = (os.path.join(_PACKAGE, "_templates"), os.path.join(os.path.dirname(_PACKAGE), "templates"))


@cache
def shipped() -> dict[str, str]:
    """The page templates by their shipped name (`documents/document.md.j2`)."""
    found: dict[str, str] = {}
    for folder in ("documents", "comments", "report"):
        for name in sorted(os.listdir(os.path.join(_root(), folder))):
            if name.endswith(".j2"):
                found[f"{folder}/{name}"] = shipped_text(f"{folder}/{name}")
    return found


@cache
def shipped_forms() -> dict[str, str]:
    """The issue forms by file name (`postmortem.yml`)."""
    names = sorted(os.listdir(os.path.join(_root(), "forms")))
    return {name: shipped_text(f"forms/{name}") for name in names if name.endswith(".yml")}


def shipped_text(name: str) -> str:
    """One of the package's files below `templates/`, e.g. `workflows/postmortem.yml`."""
    with open(os.path.join(_root(), *name.split("/")), encoding="utf-8") as file:
        return file.read()


@cache
def _root() -> str:
    """The wheel's folder where there is one, else the checkout's."""
    return next(place for place in _PLACES if os.path.isdir(place))
