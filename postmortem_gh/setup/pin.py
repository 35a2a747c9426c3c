"""The commit of the action that a workflow is pinned to, and what people call it.

Used by `init`, and by script/hatch_build.py, which puts the answer for the
checkout into the wheel: an installed package has no git to ask. So this module
imports nothing but the standard library.
"""

from __future__ import annotations

import os
import re
import subprocess
from typing import NamedTuple

BAKED = "_commit"  # in the wheel's package: the pin of the checkout that it was built from
_FULL = re.compile(r"[0-9a-f]{40}")


class Pin(NamedTuple):
    """A full commit; ``name``: the release's tag where it is that commit, else the commit's day, or nothing."""

    commit: str
    name: str = ""

    def __str__(self) -> str:
        return f"{self.commit} {self.name}".rstrip()


def is_full(ref: str) -> bool:
    """Whether it is a commit that no other can be mistaken for."""
    return bool(_FULL.fullmatch(ref))


def of_package(package: str, version: str, ref: str = "") -> Pin | None:
    """The pin for the package in this folder: of ``ref``, else of its checkout, else of the one that it was built from."""
    root = os.path.dirname(os.path.abspath(package))
    known = of_checkout(root, version, ref) if os.path.exists(os.path.join(root, ".git")) else None
    known = known or _baked(os.path.join(package, BAKED))
    return known if not ref or (known and known.commit == ref) else Pin(ref)


def of_checkout(root: str, version: str, ref: str = "") -> Pin | None:
    """The commit of a checkout. None where git does not know it; the tests of `init` are run with such."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", f"{ref or 'HEAD'}^{{commit}}")
    if commit is None or not is_full(commit):
        return None
    tag = f"v{version}"
    if _git(root, "rev-parse", "--verify", "--quiet", f"refs/tags/{tag}^{{commit}}") == commit:
        return Pin(commit, tag)
    return Pin(commit, _git(root, "show", "--no-patch", "--format=%cs", commit) or "")


def _baked(path: str) -> Pin | None:
    try:
        with open(path, encoding="ascii") as file:
            commit, _, name = file.read().strip().partition(" ")
    except (OSError, ValueError):
        return None
    return Pin(commit, name) if is_full(commit) else None


def _git(root: str, *words: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603  fixed words, no shell
            ["git", "-C", root, *words],  # noqa: S607  whichever git the person has
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
