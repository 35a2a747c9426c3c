"""An embedded GitHub: state, REST, GraphQL and a read-only page, on loopback or in process.

The demo, the tests and a team's rehearsals run against it through the same
code that talks to the real one. It imports nothing else of this package, so
that it can judge the rest. Public names:

    World(clock=…)     the whole state: `.repository`, `.user`, `.organisation`, `.token`,
                       `.as_person(login)`, `.advance`, `.copy`, `.dump`, `.load`, `.comparable`,
                       `.requests`, `.counts`, `.writes`, `.notifications`, `.faults`, `.limits`
    LocalGitHub(world).handle(method, path, headers, body) -> Response(status, headers, body)
    serve(world, port=0) -> Running(url, graphql_url, killed, stop())
    Mode, Killed, ConnectionDropped, TimedOut   faults: `world.faults.at(boundary, Mode.…)`
    scan, Reference    GitHub's rules of mentions and references, as an oracle
"""

from __future__ import annotations

from postmortem_gh.local_github.exchange import Response
from postmortem_gh.local_github.faults import ConnectionDropped, Killed, Mode, TimedOut
from postmortem_gh.local_github.people import Person, WebhookEvent
from postmortem_gh.local_github.references import Reference, scan
from postmortem_gh.local_github.server import LocalGitHub, Running, serve
from postmortem_gh.local_github.world import World

__all__ = [
    "ConnectionDropped",
    "Killed",
    "LocalGitHub",
    "Mode",
    "Person",
    "Reference",
    "Response",
    "Running",
    "TimedOut",
    "WebhookEvent",
    "World",
    "scan",
    "serve",
]
