"""All answers about one postmortem, taken together as they come in.

Used by observe between its requests; missing.py looks at it for what to ask
next, assembling.py makes the snapshot of it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from postmortem_gh.decide import memory
from postmortem_gh.documents import front_matter
from postmortem_gh.documents import item as item_page
from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.reading import Json
from postmortem_gh.text import marker
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import File, Happening, Issue, Label
from postmortem_gh.values.where import Where

_IDENTITY = pattern(r"(?m)^id: *[\"']?([\w-]+)")


@dataclass(slots=True)
class Found:
    """All answers so far, taken together."""

    repository: Json
    viewer: str
    comments: dict[str, Json] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)  # asked for by number or id
    histories: dict[str, Json] = field(default_factory=dict)  # comments whose versions were asked for
    turns: dict[str, tuple[Happening, ...]] = field(default_factory=dict)  # of promises that were asked for
    due: dict[int, dict[int, date]] = field(
        default_factory=dict
    )  # as the documents tell, by incident and item
    published: File | None = None
    drafted: File | None = None
    asked_logins: set[str] = field(default_factory=set)
    asked_numbers: set[int] = field(default_factory=set)
    asked_ids: set[str] = field(default_factory=set)
    asked_paths: set[str] = field(default_factory=set)
    searched: bool = False
    comments_after: str | None = None
    labels_after: str | None = None

    @property
    def issue(self) -> Json:
        return read.part(self.repository, "issue")


def earlier_incidents(found: Found) -> tuple[Json, ...]:
    """Postmortems and near misses, this one among them; one that is both is told once."""
    both = (each for name in ("earlier", "nearMisses") for each in read.nodes(found.repository, name))
    return tuple({read.number(each, "number"): each for each in both}.values())


def settings_text(found: Found) -> str | None:
    """The settings file's text; None where there is none."""
    settings = read.settings(read.part(found.repository, "settings"))
    return settings.text if settings else None


def take(found: Found, repository: Json, path: str) -> None:
    """What an answer adds."""
    found.comments_after = read.next_page(read.part(read.part(repository, "issue"), "comments"))
    found.labels_after = read.next_page(read.part(repository, "labels"))
    for each in read.nodes(read.part(repository, "issue"), "comments"):
        found.comments[read.text(each, "id")] = each
    found.labels |= read.known_labels(repository)
    found.published = _our_document(found, repository, "published", path) or found.published
    found.drafted = _our_document(found, repository, "drafted", path) or found.drafted
    for name, value in repository.items():
        if name.startswith("login"):
            take_people(found, read.nodes(repository, name))
        elif name.startswith("number") and isinstance(value, dict) and value.get("id"):
            found.issues[read.text(value, "id")] = read.issue(value, found.viewer)


def remembered_in(found: Found) -> memory.Memory:
    """What our one comment remembers; nothing where there is none, or it stands on another issue."""
    ours = [read.comment(each, found.viewer) for each in found.comments.values()]
    for comment in sorted(ours, key=lambda each: (each.created_at, each.id)):
        mark = marker.read(comment.body, memory.KIND) if comment.mine else None
        if mark and mark.values.get("on") == read.text(found.issue, "id"):
            return memory.read(comment.body)
    return memory.NOTHING


def _our_document(found: Found, repository: Json, name: str, path: str) -> File | None:
    """The file, if it is this postmortem's: by the id in its front matter; without one, where we left it."""
    file = read.file(read.part(repository, name), path)
    if file is None:
        return None
    named = _identity(file)
    own = f"postmortem-{read.number(found.issue, 'number')}"
    return file if named == own or (named is None and path == remembered_in(found).path) else None


def _identity(file: File) -> str | None:
    named = _IDENTITY.search(file.text[:4000]) if file.text.startswith("---") else None
    return named[1] if named else None


def take_people(found: Found, people: Iterable[Json]) -> None:
    for each in people:
        found.users[read.text(each, "login").lower()] = read.text(each, "id")


def take_nodes(found: Found, data: Mapping[str, Any], in_doubt: Container[str]) -> None:
    """What was asked for by id; of promises ``in_doubt`` only what happened to them is looked at."""
    for each in read.nodes({"all": {"nodes": data.get("nodes")}}, "all"):
        key = read.text(each, "id")
        if key in in_doubt:
            found.turns[key] = tuple(_turns(each))
        elif "title" in each:
            found.issues[key] = read.issue(each, found.viewer)
        elif key:
            found.histories[key] = each


def _turns(node: Json) -> Iterator[Happening]:
    for event in read.nodes(node, "turns"):
        if (at := read.moment(event, "createdAt")) is not None:
            closed = read.text(event, "__typename") == "ClosedEvent"
            reason = read.text(event, "stateReason") or None
            yield Happening(at=at, kind="closed" if closed else "reopened", reason=reason)


def take_search(found: Found, where: Where, tree: Json) -> None:
    """The document by the id in its front matter, wherever it lies; and what earlier ones say of attached issues."""
    wanted = {f"postmortem-{number}": number for number in attached_before(found)}
    for each in read.files_below(tree, "postmortems/"):
        named = _identity(each)
        if named == f"postmortem-{where.number}":
            found.published = found.published or each
        elif named in wanted:
            found.due[wanted[named]] = dict(front_matter.due(front_matter.read(each.text) or {}))


def attached_before(found: Found) -> list[int]:
    """The numbers of earlier incidents with a sub-issue of the team's own that stood open when this was filed."""
    filed = read.moment(found.issue, "createdAt") or read.LONG_AGO
    return [
        read.number(incident, "number")
        for incident in earlier_incidents(found)
        if read.number(incident, "number") != read.number(found.issue, "number")
        and any(
            item_page.read(read.text(each, "body")) is None
            and (read.moment(each, "closedAt") or filed) >= filed
            for each in read.nodes(incident, "subIssues")
        )
    ]
