"""The whole job over HTTP, recorded once and played back: against the local GitHub, or a real scratch repository.

Used by script/record, which writes tests/cassettes/, and by
tests/test_cassettes.py, which plays it back. Everything goes through the API,
so that the same steps can be taken on GitHub itself. A cassette holds no
token, no cookie and no id of a request; hosts are github.com's in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import vcr

from postmortem_gh.config.templates import shipped_forms
from postmortem_gh.github_api.transport import Connection, connect
from postmortem_gh.local_github import World, serve
from postmortem_gh.values.where import Where
from postmortem_gh.workflow.act import Ran, act

FOLDER = Path(__file__).parent / "cassettes"
CASSETTE, FACTS = FOLDER / "whole-job.yaml", FOLDER / "whole-job.json"
PORT = 45117  # always the same, so that a new tape differs only where we do
HOST = "api.github.com"
TITLE = "Checkout queue stalled"
BODY = (Path(__file__).parent / "cassettes" / "form.md").read_text(encoding="utf-8")
EDIT = ("Customers could not pay.", "Customers could not pay, nor reserve.")
KEPT_HEADERS = {
    "content-type",
    "date",
    "location",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "retry-after",
}


@dataclass(frozen=True)
class Place:
    """Where it is recorded or played back: an environment as a job has it, a repository, a day."""

    environment: Mapping[str, str]
    repository: str
    today: date

    def connect(self) -> Connection:
        return connect(self.environment)


def whole_job(place: Place) -> list[Ran]:
    """File the form, run, run again, edit the form, run, run again."""
    number = _file(place)
    first, second = _run(place, number, BODY), _run(place, number, BODY)
    edited = BODY.replace(*EDIT)
    _change(place, number, edited)
    return [first, second, _run(place, number, edited), _run(place, number, edited)]


def _file(place: Place) -> int:
    path = f"/repos/{place.repository}/issues"
    raw = place.connect().rest("POST", path, {"title": TITLE, "body": BODY, "labels": ["postmortem"]})
    assert raw.status == 201, raw.message()
    return int(raw.content["number"])


def _change(place: Place, number: int, body: str) -> None:
    raw = place.connect().rest("PATCH", f"/repos/{place.repository}/issues/{number}", {"body": body})
    assert raw.status == 200, raw.message()


def _run(place: Place, number: int, body: str) -> Ran:
    owner, _, name = place.repository.partition("/")
    where = Where(
        owner=owner, name=name, number=number, event="issues", action="edited", title=TITLE, body=body
    )
    return act(place.connect(), where, today=lambda zone: place.today, dry_run=False)


@contextmanager
def cassette(*, record: bool) -> Iterator[Any]:
    """The tape: requests are the same when method, path, query and body are."""
    recorder = vcr.VCR(
        record_mode="all" if record else "none",
        match_on=["method", "path", "query", "body"],
        filter_headers=["authorization", "user-agent"],
        before_record_request=_at_github,
        before_record_response=_scrubbed,
        decode_compressed_response=True,
    )
    if record:
        CASSETTE.unlink(missing_ok=True)
    with recorder.use_cassette(str(CASSETTE)) as tape:
        yield tape


def _at_github(request: Any) -> Any:
    parts = urlsplit(request.uri)
    path = parts.path.removeprefix("/api/v3").replace("/api/graphql", "/graphql")
    request.uri = urlunsplit(("https", HOST, path, parts.query, ""))
    return request


def _scrubbed(response: dict[str, Any]) -> dict[str, Any]:
    headers = response["headers"]
    response["headers"] = {name: value for name, value in headers.items() if name.lower() in KEPT_HEADERS}
    return response


def write_facts(place: Place) -> None:
    """What playing back must know beside the tape."""
    facts = {"repository": place.repository, "today": place.today.isoformat()}
    FACTS.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def played_back() -> Place:
    """The place that the tape was recorded at."""
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    environment = {"GITHUB_TOKEN": "not-a-token", "GITHUB_API_URL": f"https://{HOST}"}
    return Place(environment, facts["repository"], date.fromisoformat(facts["today"]))


@contextmanager
def local(repository: str = "acme/scratch") -> Iterator[Place]:
    """A scratch repository on the local GitHub, with a person's token."""
    world = World()
    folder = ".github/ISSUE_TEMPLATE"
    world.repository(
        repository,
        grants={"alice": "write", "bob": "write"},
        labels=("postmortem",),
        files={f"{folder}/{name}": text for name, text in shipped_forms().items()},
    )
    with serve(world, PORT) as hub:
        environment = {"GITHUB_TOKEN": world.token(user="alice"), "GITHUB_API_URL": hub.url}
        yield Place(environment, repository, date(2026, 11, 24))
