#!/usr/bin/env python3
"""Write docs/front-matter.md, its JSON Schema and docs/templates.md from the code.

python script/documents_docs.py           write the pages
python script/documents_docs.py --check   end with 1 when they are stale
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

from made_pages import ROOT, main

from postmortem_gh.documents import (
    comment_page,
    page,
    report,
    timetable,
    views,
)
from postmortem_gh.documents.front_matter_schema import DAY, FIELDS, ITEM, MOMENT, schema_text

MADE = "<!-- made by script/documents_docs.py: change the code, not this page -->"
TEMPLATES: dict[str, tuple[str, tuple[Any, ...]]] = {
    "documents/document.md.j2": (
        "The document",
        (page.Page, page.ItemRow, page.Why, page.Titled, timetable.Timetable, timetable.Row, views.Link),
    ),
    "comments/postmortem.md.j2": (
        "The comment on the postmortem's issue",
        (
            comment_page.CommentPage,
            comment_page.ItemLine,
            comment_page.EarlierLine,
            comment_page.ProblemLine,
            comment_page.FindingGroup,
        ),
    ),
    "comments/stranger.md.j2": (
        "The comment to a form from outside, which has the same names and `changed`",
        (),
    ),
    "report/report.md.j2": (
        "The weekly report",
        (
            report.ReportPage,
            report.ListPage,
            report.Row,
            report.Reference,
            report.StoryPage,
            report.FiguresPage,
            report.BoxLine,
        ),
    ),
}


def made() -> dict[str, str]:
    """File name to text of every page."""
    return {
        "front-matter.schema.json": schema_text(),
        "front-matter.md": "\n".join(_front_matter()) + "\n",
        "templates.md": "\n".join(_templates()) + "\n",
    }


def _front_matter() -> Iterator[str]:
    yield "# Front matter of a document"
    yield f"\n{MADE}\n"
    yield (
        "Each document opens with these fields, flat, strings in double quotes, so that any generator "
        "of sites, any script and GitHub itself can read them. A field is never absent: "
        "what is not known is `null`. "
        "Fields that you add by hand stay. All of it is in the [JSON Schema](front-matter.schema.json)."
    )
    yield ""
    yield from _fields(FIELDS)
    yield "\n## `action_items`\n"
    yield "A document names its action items; their state lives on their issues alone.\n"
    yield from _fields(ITEM)


def _fields(fields: dict[str, dict[str, Any]]) -> Iterator[str]:
    yield "| Field | Type | What it says |"
    yield "| :-- | :-- | :-- |"
    for name, field in fields.items():
        yield f"| `{name}` | {_type(field)} | {field['description']} |"


def _type(field: dict[str, Any]) -> str:
    if "const" in field:
        return "`true`, or absent"
    if "enum" in field:
        return ", ".join(f"`{value or 'null'}`" for value in field["enum"])
    kind = field["type"]
    if kind == "array":
        return "list"
    base = kind if isinstance(kind, str) else kind[0]
    words = {"string": "text", "integer": "whole number"}[base]
    if field.get("pattern") == DAY:
        words = "day (`2026-11-20`)"
    if field.get("pattern") == MOMENT:
        words = "time with offset, or day"
    return words if isinstance(kind, str) else f"{words}, or `null`"


def _templates() -> Iterator[str]:
    yield "# Templates"
    yield f"\n{MADE}\n"
    yield INTRODUCTION
    for name, (title, values) in TEMPLATES.items():
        source = (ROOT / "templates" / name).read_text(encoding="utf-8")
        blocks = re.findall(r"{% block (\w+) %}", source)
        yield f"\n## {title}\n"
        yield f"`{name}`, with the blocks {', '.join(f'`{block}`' for block in blocks)}."
        for each in values:
            yield f"\n### `{each.__name__}`\n"
            yield f"{inspect.getdoc(each)}\n" if not _is_made(each) else ""
            yield from _names(each)


def _is_made(of: Any) -> bool:
    """A class without words of its own: Python fills in its signature."""
    return (inspect.getdoc(of) or "").startswith(f"{of.__name__}(")


def _names(of: Any) -> Iterator[str]:
    """Each name with its type and the comment beside it."""
    yield "| Name | Type | |"
    yield "| :-- | :-- | :-- |"
    for line in inspect.getsource(of).splitlines():
        found = re.fullmatch(r"    (\w+): ([^#=]+?)(?: = [^#]*)?(?:  # (.*))?", line)
        if found:
            kind = found[2].replace("|", "or")
            yield f"| `{found[1]}` | {kind} | {(found[3] or '').replace('|', chr(92) + '|')} |"


INTRODUCTION = """\
What people read is drawn by templates ([Jinja](https://jinja.palletsprojects.com/templates/)). To
change one, put a file of the same name into `.github/postmortem/templates/` on the default branch.
It may replace all, or one block and keep the rest, so that the next version's other blocks reach you:

```jinja
{% extends "shipped/documents/document.md.j2" %}
{% block thanks %}

## Thanks

Thank you all. Questions? Come to the learning review on Thursdays.
{% endblock %}
```

- A template names values and holds no rules. It sees `page` and nothing else: no environment, no
  other file, no method of any value. It runs in a sandbox, with strict names.
- People's words (type `Words`) are printed through a filter only: `prose` for a block of Markdown,
  `inline` within a sentence, `cell` in a table, `code` for a fenced block. A bare `{{ page.title }}`
  is an error, since it would let a form's words into the page as they are: mentions, HTML, markers.
- What was not said is `None` or `()`: ask with `{% if page.impact %}`.
- Our own marks (front matter, hidden markers, the managed block) stand outside of the templates. No
  override can lose them.
- An override that is broken is told with its file, line and message; the shipped template is used
  meanwhile.
- The block's text decides about empty lines: a section begins with one, as in the example."""


if __name__ == "__main__":
    sys.exit(main(made()))
