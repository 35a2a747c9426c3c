"""The document: front matter, then the page that the template draws.

From decide (and `render`) to the file `postmortems/<year>/<date>-<slug>.md`.
The front matter stands outside the template, where no override can lose it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from postmortem_gh.documents import front_matter
from postmortem_gh.documents.page import page
from postmortem_gh.documents.times import Clock
from postmortem_gh.documents.views import DocumentView as DocumentView
from postmortem_gh.text import escape
from postmortem_gh.values.records import Record

TEMPLATE = "documents/document.md.j2"


def document(record: Record, view: DocumentView) -> str:
    """The whole file; raises BrokenTemplate where a team's override cannot be used."""
    body = view.templates.render(TEMPLATE, page=page(record, view))
    return f"{front_matter.write(record, view)}\n{body.strip()}\n"


def status(record: Record) -> Literal["draft", "complete"]:
    """`draft` while something that the form requires is missing or cannot be read."""
    return "draft" if record.missing else "complete"


def path(record: Record, view: DocumentView) -> str | None:
    """`postmortems/2026/2026-11-20-checkout-stalled.md`, no person named; None where no day is known."""
    clock = Clock(view.settings.timezone, ())
    filed: date | None = front_matter.day(record, clock)
    if filed is None and record.filed_at:
        filed = clock.local(record.filed_at).date()
    if filed is None:
        return None
    slug = escape.slug(view.roles.apply(record.title))
    return f"postmortems/{filed.year:04}/{filed.isoformat()}-{slug or record.kind}.md"
