"""The index page of the knowledge base: every document by date, service, cause, severity and status.

`postmortems/README.md`, which GitHub shows below the folder. Our part stands
between markers, so that a team may write an introduction around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from postmortem_gh.text import escape, managed, marker
from postmortem_gh.values.tracked import Front

PATH = "postmortems/README.md"
KIND = "index"
_HEAD = "| date | what happened | kind | severity | services | causes | status |\n" + "| --- " * 7 + "|"


def page(existing: str | None, documents: Sequence[Front]) -> str:
    """The page with its managed part drawn anew; people's text around it stays byte for byte."""
    block = managed.wrap(marker.write(KIND), KIND, _content(documents))
    if existing is None:
        return f"# Postmortems\n\nWhat we learned, newest first.\n\n{block}\n"
    replaced = managed.replace(existing, KIND, block)
    return replaced if replaced is not None else f"{existing.rstrip()}\n\n{block}\n"


def _content(documents: Sequence[Front]) -> str:
    if not documents:
        return "No documents yet."
    newest_first = sorted(documents, key=lambda each: (each.day, each.id), reverse=True)
    years = [
        f"## {year}\n\n{_HEAD}\n" + "\n".join(map(_row, group))
        for year, group in groupby(newest_first, key=lambda each: each.day.year)
    ]
    return "\n\n".join((*years, *_by("service", newest_first), *_by("cause", newest_first)))


def _row(each: Front) -> str:
    cells = (
        each.day.isoformat(),
        f"[{escape.cell(each.title)}]({_link(each.path)})",
        each.kind,
        escape.cell(each.severity or "—"),
        escape.cell(", ".join(each.services) or "—"),
        escape.cell(", ".join(each.factors) or "—"),
        escape.cell(each.status or "—"),
    )
    return f"| {' | '.join(cells)} |"


def _by(what: str, documents: Iterable[Front]) -> Iterable[str]:
    """A list for each service or cause that more than one document has."""
    groups: defaultdict[str, list[Front]] = defaultdict(list)
    for each in documents:
        for name in each.services if what == "service" else each.factors:
            groups[name].append(each)
    shared = {name: found for name, found in sorted(groups.items()) if len(found) > 1}
    if not shared:
        return
    yield f"## By {what}\n\n" + "\n".join(
        f"- {escape.inline(name)} ({len(found)}): "
        + ", ".join(f"[{each.day.isoformat()}]({_link(each.path)})" for each in found)
        for name, found in shared.items()
    )


def _link(path: str) -> str:
    """Relative to the page, so that it works on GitHub, in an editor and on a site."""
    return path.removeprefix("postmortems/")
