"""A hook of the build: the commit that a wheel is built from goes into it, since `init` pins workflows to that commit.

In a checkout git is asked. An sdist holds the answer as COMMIT at its root, so that a wheel
built from it is the same byte for byte. Where neither is there, the wheel knows no commit.
"""

from __future__ import annotations

import os
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PLACES = {"sdist": "COMMIT", "wheel": "postmortem_gh/_commit"}


class CommitHook(BuildHookInterface):  # type: ignore[type-arg]  # generic over a configuration that is not asked for
    """Named by pyproject.toml."""

    _made = ""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the build: one more file to take in."""
        if version == "editable":  # runs from the checkout, which is asked itself
            return
        source = os.path.join(self.root, PLACES["sdist"])
        if os.path.exists(os.path.join(self.root, ".git")):
            source = self._made = self._ask()
        if source and os.path.exists(source):
            build_data["force_include"][source] = PLACES[self.target_name]

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002  hatchling's own
        """After the build."""
        if self._made:
            os.unlink(self._made)

    def _ask(self) -> str:
        sys.path.insert(0, self.root)
        try:
            from postmortem_gh.setup import pin
        finally:
            sys.path.remove(self.root)
        found = pin.of_checkout(self.root, self.metadata.version)
        if found is None:
            return ""
        handle, path = tempfile.mkstemp()
        with open(handle, "w", encoding="ascii") as file:
            file.write(f"{found}\n")
        return path
