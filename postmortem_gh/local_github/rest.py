"""The REST interface: routes to acts, refusals to statuses.

Routes live in `rest_issues.py` and `rest_repos.py`; this module finds the one
that fits, turns what it gives into GitHub's answer, and pages lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from postmortem_gh.local_github import rest_shapes
from postmortem_gh.local_github.exchange import DOCS, Asked, Response, json_response, message
from postmortem_gh.local_github.model import Issue, Repository
from postmortem_gh.local_github.refusals import Refused, gone, not_found
from postmortem_gh.local_github.session import Session

if TYPE_CHECKING:
    from postmortem_gh.local_github.state import State

Route = Callable[["Call"], Response]
ROUTES: list[tuple[str, re.Pattern[str], Route]] = []  # filled by `routes.py`


class Call:
    """One REST request on its way to its route."""

    def __init__(self, asked: Asked, session: Session, names: dict[str, str]) -> None:
        self.asked, self.session, self.names = asked, session, names
        self.world: State = session.world

    @property
    def repository(self) -> Repository:
        """The repository in the path. Hidden ones do not exist, renamed ones redirect."""
        owner, name = self.names["owner"], self.names["repo"]
        found = self.world.find_repository(owner, name)
        if found is None or not self.session.sees(found):
            raise not_found("Not Found")
        if found.full_name.lower() != f"{owner}/{name}".lower():
            raise Moved(f"{self.world.url}/repositories/{found.id}{self._rest_of_path()}")
        return found

    def _rest_of_path(self) -> str:
        rest = "/".join(self.asked.path.strip("/").split("/")[3:])
        return f"/{rest}" if rest else ""

    def issue(self, *, pull: bool | None = None, area: str = "issues") -> Issue:
        """The issue in the path: deleted 410, transferred 301."""
        repository, number = self.repository, int(self.names["number"])
        if not self.session.may_read(repository, "pull_requests" if pull else area):
            raise Refused("FORBIDDEN", "Resource not accessible by integration", 403)
        if number in repository.gone:
            there = repository.gone[number]
            if there is None:
                raise gone("This issue was deleted")
            raise Moved(there.replace(self.world.url, f"{self.world.url}/repos", 1))
        found = repository.issues.get(number)
        if found is None or (pull and not found.is_pull):
            raise not_found("Not Found")
        if not repository.has_issues and not found.is_pull:
            raise gone("Issues has been disabled in this repository.")
        return found

    def shown(self, issue: Issue, status: int = 200) -> Response:
        return json_response(status, rest_shapes.issue(self.world, issue))

    def given(self) -> dict[str, Any]:
        return self.asked.given()

    def page(self, items: Sequence[Any], show: Callable[[Any], Any], wrap: str | None = None) -> Response:
        """One page with GitHub's Link header; `wrap` puts the list under a key beside total_count."""
        query = self.asked.query
        size = min(int(query.get("per_page") or 30), 100)
        number = max(1, int(query.get("page") or 1))
        last = max(1, -(-len(items) // size))
        shown: Any = [show(item) for item in items[(number - 1) * size : number * size]]
        if wrap:
            shown = {"total_count": len(items), wrap: shown}
        headers = {"Link": self._links(number, last)} if last > 1 else {}
        return json_response(200, shown, headers)

    def _links(self, number: int, last: int) -> str:
        from urllib.parse import urlencode

        targets = {"prev": number - 1, "next": number + 1, "last": last, "first": 1}
        kept = [
            r for r, n in targets.items() if 1 <= n <= last and not (r in ("last", "first") and n == number)
        ]
        base = self.world.url + self.asked.path
        return ", ".join(
            f'<{base}?{urlencode({**self.asked.query, "page": targets[r]})}>; rel="{r}"' for r in kept
        )


class Moved(Exception):
    """It is elsewhere now."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def route(methods: str, path: str) -> Callable[[Route], Route]:
    """Binds a function to `GET repos/{owner}/{repo}/…`; `{name+}` takes slashes too."""
    kinds = {"number": "[0-9]+", "base": "[^/]+?"}
    parts = re.split(r"(\{\w+\+?\})", path)
    pattern = "".join(
        re.escape(part)
        if not part.startswith("{")
        else f"(?P<{name}>{'.+' if part.endswith('+}') else kinds.get(name, '[^/]+')})"
        for part in parts
        for name in (part.strip("{}+"),)
    )

    def keep(function: Route) -> Route:
        ROUTES.extend((method, re.compile(pattern), function) for method in methods.split())
        return function

    return keep


def answered(function: Route, call: Call) -> Response:
    try:
        return function(call)
    except Refused as refused:
        return refusal(refused)
    except Moved as moved:
        shown = {"message": "Moved Permanently", "url": moved.url, "documentation_url": DOCS}
        return json_response(301, shown, {"Location": moved.url})
    except KeyError as missing:
        # GitHub's words for a required parameter that was not sent.
        return message(422, f'Invalid request.\n\n"{missing.args[0]}" wasn\'t supplied.')
    except ValueError as bad:
        return message(400, f"Problems parsing JSON: {bad}")


def refusal(refused: Refused) -> Response:
    more = {} if refused.errors is None else {"errors": refused.errors}
    response = message(refused.status, refused.rest_message, **more)
    response.headers |= refused.headers
    return response
