"""Pages that are made from the code, as script/*_docs.py say them: written, or with `--check` held against the files."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


def main(texts: Mapping[str, str], folder: Path = DOCS, *, others: str = "") -> int:
    """Write each text to its file name in the folder; with `--check` end with 1 when one is stale.

    ``others`` is the pattern of files that are nobody's any more when no text has their name.
    """
    left = {path.name for path in folder.glob(others)} - texts.keys() if others else set()
    stale = sorted(left | {name for name, text in texts.items() if not _is(folder / name, text)})
    if "--check" in sys.argv[1:]:
        for name in stale:
            print(f"{folder.relative_to(ROOT)}/{name} is stale: run `script/docs`", file=sys.stderr)
        return 1 if stale else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale:
        if name in left:
            (folder / name).unlink()
        else:
            (folder / name).write_text(texts[name], encoding="utf-8")
    return 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
