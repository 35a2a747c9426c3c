"""What the first query could not know: names that the body has now, pages, a moved document.

Used by observe to decide on further requests; asks nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable

from postmortem_gh.decide import labels
from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.gathering import (
    Found,
    attached_before,
    earlier_incidents,
    remembered_in,
    settings_text,
)
from postmortem_gh.github_api.reading import Json
from postmortem_gh.settings import Settings
from postmortem_gh.text.patterns import pattern

ReadSettings = Callable[[str | None], Settings]
MOST_FACILITATORS = 50
MOST_IN_DOUBT = 100  # promises, in one request
MOST_NAMES = 20  # people and issues that one body is asked for, each
_MENTION = pattern(r"(?<![\w/@])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))")
_NUMBER = pattern(r"(?:(?<![\w/&#])#|/issues/)([1-9][0-9]{0,8})\b")


def still_unknown(found: Found, read_settings: ReadSettings) -> tuple[list[str], list[int]]:
    """People and issues that the body of now names and nobody asked for."""
    people, numbers = named_in(read.text(found.issue, "body"))
    # Fewer than a hundred were all of them: whoever is not among them cannot be assigned.
    everybody = sum(1 for _ in read.nodes(found.repository, "assignableUsers")) < 100
    if everybody:
        people = []
    else:
        people += read_settings(settings_text(found)).facilitators[:MOST_FACILITATORS]
        for each in _of_people(found):
            people += named_in(
                "\n".join(line for line in read.text(each, "body").splitlines() if "/" in line)
            )[0]
    known = found.asked_logins | found.users.keys()
    fresh = [name for name in dict.fromkeys(people) if name.lower() not in known]
    there = {read.number(each, "number") for each in read.nodes(found.issue, "subIssues")}
    there |= found.asked_numbers | {read.number(found.issue, "number")}
    others = [each for each in numbers if each not in there]
    # Twice as many people in all, and no more: a body of mentions must not become a hundred requests.
    people_left = min(MOST_NAMES, max(0, 2 * MOST_NAMES - len(found.asked_logins)))
    return fresh[:people_left], others[: max(0, MOST_NAMES - len(found.asked_numbers))]


def named_in(body: str) -> tuple[list[str], list[int]]:
    people = list(dict.fromkeys(_MENTION.findall(body)))
    return people, list(dict.fromkeys(int(each) for each in _NUMBER.findall(body)))


def _of_people(found: Found) -> list[Json]:
    return [each for each in found.comments.values() if not read.comment(each, found.viewer).mine]


def ids_to_ask(found: Found) -> set[str]:
    """Remembered items that are no sub-issues now; comments that were edited around a command."""
    there = {read.text(each, "id") for each in read.nodes(found.issue, "subIssues")} | found.issues.keys()
    missing = {item.id for item in remembered_in(found).items} - there
    edited = {
        read.text(each, "id")
        for each in _of_people(found)
        if each.get("lastEditedAt")
        and ("/" in read.text(each, "body") or read.comment(each, found.viewer).reactions)
    }
    return missing | edited


def promises_in_doubt(found: Found, read_settings: ReadSettings) -> tuple[str, ...]:
    """Promises of earlier incidents whose last state may not be the one when this incident happened.

    One that is reopened, or was closed after this was filed, can have been closed before, too.
    """
    filed = read.moment(found.issue, "createdAt")
    prefixes = read_settings(settings_text(found)).label_prefixes
    ours = _incident_labels(found.issue, prefixes)
    doubtful = [
        read.text(each, "id")
        for review in earlier_incidents(found)
        for each in read.nodes(review, "subIssues")
        if read.text(each, "stateReason") == "REOPENED"
        or (
            filed is not None
            and (closed := read.moment(each, "closedAt")) is not None
            and closed > filed
            and ours & _incident_labels(review, prefixes)
        )
    ]
    return tuple(doubtful[:MOST_IN_DOUBT])


def _incident_labels(node: Json, prefixes: tuple[str, ...]) -> set[str]:
    return {name.lower() for name in labels.incident(read.labels(node), prefixes)}


def path_to_ask(found: Found) -> str | None:
    """The path that our comment remembers, or that the pull request has, while the document was not found."""
    moved = [
        path
        for each in read.nodes(found.repository, "pullRequests")
        for one in read.nodes(each, "files")
        if (path := read.text(one, "path")).startswith("postmortems/") and path.endswith(".md")
    ]
    paths = [path for path in (remembered_in(found).path, *moved) if path and path not in found.asked_paths]
    complete = found.published is not None and (
        found.drafted is not None or not read.part(found.repository, "branch")
    )
    waiting = found.published is None and found.drafted is not None and not _was_merged(found)
    return paths[0] if paths and not complete and not waiting else None


def must_search(found: Found) -> bool:
    """The document was on the default branch once, and a person moved it; or earlier ones tell what is needed.

    Whether an incident like this one is among those, only the form tells: its labels are set by this very run.
    """
    was_there = _was_merged(found) or (
        remembered_in(found).path is not None and not any(read.nodes(found.repository, "pullRequests"))
    )
    is_needed = (was_there and found.published is None) or bool(attached_before(found))
    return is_needed and not found.searched


def _was_merged(found: Found) -> bool:
    return any(read.text(each, "state") == "MERGED" for each in read.nodes(found.repository, "pullRequests"))
