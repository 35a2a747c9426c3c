"""Builds of this checkout, for the tests that look at what people install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def build(source: Path, into: Path, *targets: str) -> None:
    """Build sdist or wheel of the tree ``source`` into a folder."""
    chosen = [word for target in targets for word in ("-t", target)]
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(into), *chosen]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
