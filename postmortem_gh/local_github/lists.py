"""Lists as GitHub gives them: filtered, ordered, in pages, and late when the faults say so."""

from __future__ import annotations

import base64
import shlex
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from postmortem_gh.local_github.model import Issue, Repository
from postmortem_gh.local_github.session import Session


class Connection:
    """One page of a list, in the shape of GraphQL's connections."""

    __slots__ = ("after_last", "before_first", "extra", "first_index", "items", "total")

    def __init__(self, everything: Sequence[Any], args: dict[str, Any], **extra: Any) -> None:
        start, end = _bounds(everything, args)
        self.items = everything[start:end]
        self.first_index = start
        self.total = len(everything)
        self.before_first, self.after_last = start > 0, end < len(everything)
        self.extra = extra

    @property
    def nodes(self) -> Sequence[Any]:
        return self.items

    @property
    def edges(self) -> list[dict[str, Any]]:
        return [{"cursor": self._cursor(i), "node": item} for i, item in enumerate(self.items)]

    @property
    def page_info(self) -> dict[str, Any]:
        some = bool(self.items)
        return {
            "hasNextPage": self.after_last,
            "hasPreviousPage": self.before_first,
            "startCursor": self._cursor(0) if some else None,
            "endCursor": self._cursor(len(self.items) - 1) if some else None,
        }

    def _cursor(self, index: int) -> str:
        return cursor(self.first_index + index, self.items[index])

    @property
    def total_count(self) -> int:
        return self.total

    def __getattr__(self, name: str) -> Any:
        try:
            return self.extra[name]
        except KeyError:
            raise AttributeError(name) from None


def cursor(index: int, item: Any) -> str:
    return base64.b64encode(f"cursor:v2:{index}:{getattr(item, 'node_id', '')}".encode()).decode()


def _place(everything: Sequence[Any], text: str) -> int:
    """Where a cursor points: at its item if that is still there, else at its number."""
    try:
        _, _, index, node_id = base64.b64decode(text).decode().split(":", 3)
        at = int(index)
    except ValueError:
        return -1
    if not node_id or (at < len(everything) and getattr(everything[at], "node_id", "") == node_id):
        return at
    return next((i for i, item in enumerate(everything) if getattr(item, "node_id", "") == node_id), at - 1)


def _bounds(everything: Sequence[Any], args: dict[str, Any]) -> tuple[int, int]:
    start, end = 0, len(everything)
    if args.get("after"):
        start = max(start, _place(everything, args["after"]) + 1)
    if args.get("before"):
        end = min(end, max(0, _place(everything, args["before"])))
    if args.get("first") is not None:
        end = min(end, start + args["first"])
    elif args.get("last") is not None:
        start = max(start, end - args["last"])
    return min(start, end), end


# ── what a late list shows ──


def existed(created_at: datetime, session: Session, lag: timedelta) -> bool:
    return not lag or created_at <= session.world.now - lag


def labels_at(issue: Issue, moment: datetime) -> set[str]:
    """Label names (in lower case) as they were then."""
    names = {label.name.lower() for label in issue.labels}
    for event in reversed(issue.timeline):
        if event.created_at <= moment:
            break
        if event.kind == "labeled":
            names.discard(event.facts["label"].name.lower())
        elif event.kind == "unlabeled":
            names.add(event.facts["label"].name.lower())
    return names


def is_open_at(issue: Issue, moment: datetime) -> bool:
    is_open = issue.is_open
    for event in reversed(issue.timeline):
        if event.created_at <= moment:
            break
        if event.kind in ("closed", "reopened"):
            is_open = event.kind == "closed"
    return is_open


def issues_as_listed(
    session: Session,
    repository: Repository,
    *,
    pulls: bool | None,
    states: Iterable[str] | None = None,
    labels: Sequence[str] = (),
    every_label: bool = False,
    since: datetime | None = None,
    lag: timedelta | None = None,
) -> list[Issue]:
    """The repository's issues (or pull requests, or both) that fit, by number."""
    late = session.world.faults.lists_lag if lag is None else lag
    found: Iterable[Issue] = repository.issues.values()
    if pulls is not None:
        found = [i for i in found if i.is_pull is pulls]
    if not repository.has_issues:
        found = [i for i in found if i.is_pull]
    if late:
        then = session.world.now - late
        return _as_it_was(found, then, set(states or ()), {n.lower() for n in labels}, every_label, since)
    if states:
        kept = frozenset(states)
        found = [i for i in found if i.state in kept]
    if labels:
        known = [repository.labels.get(name.lower()) for name in labels]
        match = all if every_label else any
        found = [i for i in found if match(label in i.labels for label in known)]
    if since is not None:
        found = [i for i in found if i.updated_at >= since]
    return list(found)


def _as_it_was(
    issues: Iterable[Issue],
    then: datetime,
    states: set[str],
    labels: set[str],
    every_label: bool,
    since: datetime | None,
) -> list[Issue]:
    """The same list as somebody had it a while ago."""
    found = [i for i in issues if i.created_at <= then and (since is None or i.updated_at >= since)]
    if states:
        found = [i for i in found if _state_at(i, then) in states]
    if labels:
        match = labels.issubset if every_label else (lambda has: not labels.isdisjoint(has))
        found = [i for i in found if match(labels_at(i, then))]
    return found


def _state_at(issue: Issue, then: datetime) -> str:
    if is_open_at(issue, then):
        return "OPEN"
    return "CLOSED" if issue.is_open else issue.state


KEYS: dict[str, Callable[[Any], Any]] = {
    "CREATED_AT": attrgetter("created_at"),
    "UPDATED_AT": attrgetter("updated_at"),
    "COMMENTS": lambda issue: len(issue.comments),
}


def ordered(items: list[Any], order: dict[str, Any] | None) -> list[Any]:
    """By the order asked for; what was made at once keeps the order of the numbers."""
    if order:
        items.sort(key=attrgetter("number"))
        items.sort(key=KEYS[order["field"]])
        if order["direction"] == "DESC":
            items.reverse()
    return items


# ── search ──


def search_issues(session: Session, query: str) -> list[Issue]:
    """The index: it knows the world as it was a while ago."""
    lag = session.world.faults.search_lag
    then = session.world.now - lag
    terms = _terms(query)
    readable = (r for r in session.world.repositories.values() if session.may_read(r, "issues"))
    known = (i for r in readable for i in r.issues.values() if i.created_at <= then)
    found = [i for i in known if all(_fits(i, key, value, then) for key, value in terms)]
    return sorted(found, key=lambda i: (i.created_at, i.id), reverse=True)


def _terms(query: str) -> list[tuple[str, str]]:
    try:
        words = shlex.split(query)
    except ValueError:
        words = query.split()
    terms = []
    for word in words:
        key, colon, value = word.partition(":")
        terms.append((key.lower(), value) if colon else ("", word))
    return terms


def _fits(issue: Issue, key: str, value: str, then: datetime) -> bool:
    low = value.lower()
    if key in ("repo", "org", "user"):
        full = issue.repository.full_name.lower()
        return full == low if key == "repo" else full.startswith(low + "/")
    if key in ("is", "type", "state"):
        return _is(issue, low, then)
    if key in ("label", "-label"):
        has = low in labels_at(issue, then)
        return has if key == "label" else not has
    if key in ("author", "assignee"):
        people = [issue.author] if key == "author" else issue.assignees
        return any(
            u is not None and u.login.lower() == low.removesuffix("[bot]").removeprefix("app/")
            for u in people
        )
    if key in ("created", "updated", "closed"):
        return _in_range(getattr(issue, f"{key}_at"), value)
    if key == "in":
        return True
    return low in f"{issue.title}\n{issue.body}".lower() if key == "" else False


def _is(issue: Issue, what: str, then: datetime) -> bool:
    if what in ("issue", "pr", "pull-request"):
        return issue.is_pull is (what != "issue")
    if what in ("open", "closed"):
        return is_open_at(issue, then) is (what == "open")
    return {"merged": issue.state == "MERGED", "public": not issue.repository.is_private}.get(what, True)


def _in_range(moment: datetime | None, value: str) -> bool:
    if moment is None:
        return False
    day = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    for sign in (">=", "<=", ">", "<"):
        if value.startswith(sign):
            bound = value[len(sign) :]
            shown = day[: len(bound)]
            return {">=": shown >= bound, "<=": shown <= bound, ">": shown > bound, "<": shown < bound}[sign]
    low, dots, high = value.partition("..")
    if dots:
        return (low == "*" or day[: len(low)] >= low) and (high == "*" or day[: len(high)] <= high)
    return day.startswith(value)
