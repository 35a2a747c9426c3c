"""Write docs/settings.md and docs/settings.schema.json from the settings' own words.

python script/settings_docs.py           write the pages
python script/settings_docs.py --check   end with 1 when they are stale
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from made_pages import main

from postmortem_gh.config.model import schema
from postmortem_gh.settings import Settings

MADE = "<!-- made by script/settings_docs.py: change postmortem_gh/settings.py, not this page -->"


def made() -> dict[str, str]:
    """File name to text of every page."""
    return {
        "settings.md": "\n".join(_page()) + "\n",
        "settings.schema.json": json.dumps(schema(), ensure_ascii=False, indent=2) + "\n",
    }


def _page() -> Iterator[str]:
    yield f"# Settings\n\n{MADE}\n"
    yield (
        "`.github/postmortem.yml` on the default branch. Every key is optional, and without the file everything works with the "
        "defaults. An editor completes and checks it by its first line, which `init` writes: "
        "`# yaml-language-server: $schema=…`. The [JSON Schema](settings.schema.json) is also what `postmortem-gh schema` prints.\n"
    )
    yield (
        "A file with a mistake stops all writing, so that nothing is done by half-read rules: the comment, the weekly report and the "
        "summary name every mistake with its line, column and the nearest key.\n"
    )
    yield from _table("", Settings())
    for each in fields(Settings()):
        part = getattr(Settings(), each.name)
        if is_dataclass(part) and not isinstance(part, type):
            yield f"\n## {each.name}\n\n{each.metadata['doc']}\n"
            yield from _table(f"{each.name}.", part)


def _table(prefix: str, values: Any) -> Iterator[str]:
    yield "| Key | Default | What it does | Example |\n| :-- | :-- | :-- | :-- |"
    for each in fields(values):
        value = getattr(values, each.name)
        if is_dataclass(value):
            yield f"| [`{each.name}`](#{each.name}) | | {each.metadata['doc']} | |"
            continue
        bounds = [
            f"{word} {each.metadata[name]}"
            for name, word in (("minimum", "at least"), ("maximum", "at most"))
            if name in each.metadata
        ]
        words = each.metadata["doc"] + (f" ({', '.join(bounds)})" if bounds else "")
        yield f"| `{prefix}{each.name}` | `{_shown(value)}` | {words} | `{each.name}: {each.metadata['example']}` |"


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {item}" for key, item in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return (
        {None: "null", True: "true", False: "false"}.get(value, str(value))
        if value is None or isinstance(value, bool)
        else str(value)
    )


if __name__ == "__main__":
    sys.exit(main(made()))
