"""The promises before what came back that were closed too long ago for the report's lists.

Used by workflow/follow_up, once the settings tell what has come back. Nothing
is asked where no earlier incident has more action items than were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.documents import document
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.github_api.unlisted import dated, promise
from postmortem_gh.values.tracked import Incident, ReportSnapshot, Tracked

PAGE = 100  # promises in one request, as the lists have
MOST_INCIDENTS = 10  # in one request: each may have a hundred, and GitHub bounds their product


def long_closed(
    connection: Connection, snapshot: ReportSnapshot, incidents: Iterable[Incident]
) -> tuple[Tracked, ...]:
    """The promises of these incidents that the snapshot lacks."""
    called = dict(snapshot.renamed)
    listed = {each.issue.id for each in snapshot.items}
    found: list[Tracked] = []
    for page in _pages(incidents):
        data = connection.graphql(document("promises"), {"ids": [each.issue.id for each in page]}).data
        # One that may not be read, or is gone, is null in its place.
        nodes = (data or {}).get("nodes") or []
        for incident, node in zip(page, nodes, strict=False):
            for each in read.nodes(node, "subIssues"):
                item = promise(each, snapshot.viewer, called.get(incident.repository, ""))
                if item is not None and item.issue.id not in listed:
                    found.append(dated(item, incident.front))
    return tuple(found)


def _pages(incidents: Iterable[Incident]) -> Iterator[Sequence[Incident]]:
    page: list[Incident] = []
    for each in incidents:
        full = sum(one.promises for one in page) + each.promises > PAGE or len(page) == MOST_INCIDENTS
        if page and full:
            yield page
            page = []
        page.append(each)
    if page:
        yield page
