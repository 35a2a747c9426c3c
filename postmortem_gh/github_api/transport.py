"""The one connection to GitHub: GraphQL and REST, reads asked again, writes never.

Everything that observe and apply send goes through here. PyGithub's requester
carries the bytes; its own retries and throttles are off, since they repeat
writes and may wait for an hour. Waiting is ours: at most a minute in all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from postmortem_gh.errors import ConfigurationError, NotReachable, docs
from postmortem_gh.github_api.answers import (
    Answer,
    Error,
    Limited,
    Raw,
    Unanswered,
    as_json,
    graphql_answer,
    limit_of,
)
from postmortem_gh.github_api.environment import addresses
from postmortem_gh.github_api.wire import Wire
from postmortem_gh.values.refusals import meaning

# (method, address, content to send as JSON) → (status, headers, body); raises OSError when no answer comes.
Send = Callable[[str, str, Mapping[str, Any] | None], tuple[int, Mapping[str, str], str]]

TRIES = 4  # once, and three times again
MOST_WAITING = 60.0  # seconds in all
UNSPACED = 5  # mutations before they are sent a second apart
# https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
SPACING = 1.0
CREATIONS_A_MINUTE = 60  # GitHub's limit is about 80


class UnknownField(ConfigurationError):
    """An older server lacks what was asked for; the cause names the field."""


class Connection:
    """GitHub, as one token sees it. Counts its requests; knows how long it may still wait."""

    def __init__(
        self,
        send: Send,
        *,
        api_url: str,
        graphql_url: str,
        pause: Callable[[float], None] | None = None,
        clock: Callable[[], float] | None = None,
    ) -> None:
        self._send = send
        self._api_url = api_url
        self._graphql_url = graphql_url
        self._pause = pause or time.sleep
        self._clock = clock or time.time
        self._waited = 0.0
        self._last_write = 0.0
        self._created: list[tuple[float, int]] = []
        self.reads = 0
        self.writes = 0

    @property
    def requests(self) -> int:
        """All requests so far, those that were asked again counted each time."""
        return self.reads + self.writes

    def graphql(self, text: str, variables: Mapping[str, Any], *, creations: int = 0) -> Answer:
        """Ask or change. A query is asked again when no answer comes; a mutation never.

        A mutation raises ``Unanswered`` or ``Limited``; a query ``NotReachable``. ``creations``: how many
        issues, comments and the like the request makes, which GitHub limits by the minute.
        """
        body = {"query": text, "variables": dict(sorted(variables.items()))}
        if text.lstrip().startswith("mutation"):
            self._make_room(creations)
            raw = self._write("POST", self._graphql_url, body)
        else:
            raw = self._read("POST", self._graphql_url, body)
        return self._graphql_answer(raw)

    def rest(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Raw:
        """One REST request; only a GET is asked again. The caller judges 403, 404, 410 and 422."""
        address = self._api_url + path
        raw = (self._read if method in ("GET", "HEAD") else self._write)(method, address, content)
        if raw.status == 401:
            refuse_token()
        return raw

    def wait(self, seconds: float) -> bool:
        """Wait, unless that would be more than a minute in all; whether it was waited."""
        if self._waited + seconds > MOST_WAITING:
            return False
        self._waited += seconds
        self._pause(seconds)
        return True

    def _read(self, method: str, address: str, content: Mapping[str, Any] | None) -> Raw:
        why, wait = "", 0.0
        for attempt in range(TRIES):
            if attempt and not self.wait(wait):
                break
            self.reads += 1
            try:
                raw = self._once(method, address, content)
            except OSError as death:
                why, wait = type(death).__name__, float(2**attempt)
                continue
            limit = limit_of(raw, self._clock())
            if limit is not None:
                why, wait = f"a rate limit, for {limit:.0f} s", limit
            elif raw.status >= 500 or (raw.status == 200 and raw.content is None):
                why, wait = f"status {raw.status}", float(2**attempt)
            else:
                return raw
        raise NotReachable(
            "GitHub could not be read",
            f"the last answer was {why}",
            "nothing is lost: run the job again later; the next run goes on from what is there",
            docs("exit-codes"),
        )

    def _write(self, method: str, address: str, content: Mapping[str, Any] | None) -> Raw:
        if self.writes >= UNSPACED:
            self._pause(max(0.0, self._last_write + SPACING - self._clock()))
        self.writes += 1
        try:
            raw = self._once(method, address, content)
        except OSError as death:
            raise Unanswered(f"no answer came ({type(death).__name__})") from death
        finally:
            self._last_write = self._clock()
        limit = limit_of(raw, self._clock())
        if limit is not None:
            raise Limited(limit)
        if raw.status >= 500:
            raise Unanswered(f"GitHub answered {raw.status}")
        return raw

    def _once(self, method: str, address: str, content: Mapping[str, Any] | None) -> Raw:
        status, headers, body = self._send(method, address, content)
        return Raw(status=status, headers=headers, content=as_json(body))

    def _make_room(self, creations: int) -> None:
        now = self._clock()
        self._created = [(at, count) for at, count in self._created if at > now - 60]
        if self._created and sum(count for _, count in self._created) + creations > CREATIONS_A_MINUTE:
            raise Limited(max(1.0, self._created[0][0] + 60 - now))
        if creations:
            self._created.append((now, creations))

    def _graphql_answer(self, raw: Raw) -> Answer:
        if raw.status == 401:
            refuse_token()
        if raw.status == 404:
            raise ConfigurationError(
                "GitHub's GraphQL address answers “Not Found”",
                f"asked {self._graphql_url}",
                "check GITHUB_GRAPHQL_URL; on github.com it is https://api.github.com/graphql",
                docs("configuration#addresses"),
            )
        answer = graphql_answer(raw) if raw.status == 200 else None
        if answer is None:
            said = raw.message() or f"status {raw.status}"
            return Answer(
                data=None, errors=(Error(kind="FORBIDDEN" if raw.status == 403 else "", message=said),)
            )
        if answer.data is None and any(each.kind in _UNKNOWN_FIELD for each in answer.errors):
            raise UnknownField(
                "this GitHub does not know a field that is asked for",
                answer.errors[0].message,
                "GitHub Enterprise Server needs a version with sub-issues (3.18 or newer)",
                docs("configuration#servers"),
            )
        return answer


_UNKNOWN_FIELD = ("undefinedField", "undefinedType", "argumentNotAccepted")


def refuse_token() -> NoReturn:
    """Status 401."""
    raise ConfigurationError(
        "GitHub does not accept the token",
        "it answered 401: the token is wrong, expired or revoked",
        "leave the input `token` out, so that the job's own token is used, or renew the token in the secret",
        docs("configuration#token"),
    )


def repository_in(answer: Answer, full_name: str) -> Mapping[str, Any]:
    """The repository of an answer; raises where the token may not read it, or there is none."""
    found = (answer.data or {}).get("repository")
    if not isinstance(found, dict) or not found:
        refuse_reading(
            answer.errors[0].message if answer.errors else "there is no such repository", full_name
        )
    return found


def refuse_reading(said: str, repository: str) -> NoReturn:
    """The token may not read what every run needs."""
    known = meaning(said, "FORBIDDEN")
    raise ConfigurationError(
        f"{repository} cannot be read: {known.what}", f"GitHub said: {said}", known.fix, known.more
    )


def connect(environment: Mapping[str, str], meanwhile: Callable[[], object] | None = None) -> Connection:
    """A connection by the variables of a job (or of a person's shell); nothing is sent or imported yet.

    ``meanwhile`` runs beside, while GitHub answers the first request: an import that is needed then.
    """
    where = addresses(environment)
    return Connection(Wire(where.token, meanwhile), api_url=where.api_url, graphql_url=where.graphql_url)
