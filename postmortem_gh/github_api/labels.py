"""All labels of a repository: the first hundred came with the question, each further hundred is a request.

Used by the run on one action item and by the set-up's; the others page by
themselves, with what else they miss. A label that is not known is made, and
GitHub refuses to make one that is there.
"""

from __future__ import annotations

from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.documents import document
from postmortem_gh.github_api.reading import Json
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.values.snapshot import Label
from postmortem_gh.values.where import Where


def all_labels(connection: Connection, where: Where, repository: Json) -> dict[str, Label]:
    """The labels by lower-case name; ``repository``: the first answer."""
    found = read.known_labels(repository)
    after = read.next_page(read.part(repository, "labels"))
    while after:
        asked = {"owner": where.owner, "name": where.name, "after": after}
        page = read.part(connection.graphql(document("labels"), asked).data, "repository")
        found |= read.known_labels(page)
        after = read.next_page(read.part(page, "labels"))
    return found
