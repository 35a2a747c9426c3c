"""The bytes as PyGithub sends them: headers, no repeated writes, no other host."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from postmortem_gh.errors import ConfigurationError
from postmortem_gh.github_api.answers import Unanswered
from postmortem_gh.github_api.transport import Connection, connect


class Peer:
    """A server that answers one thing, and keeps what it was asked."""

    def __init__(self) -> None:
        self.status, self.headers, self.body = 200, {"Content-Type": "application/json"}, b'{"data": {}}'
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        peer = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                peer.asked.append((self.command, self.path, dict(self.headers.items()), body))
                self.send_response(peer.status)
                for name, value in peer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(peer.body)))
                self.end_headers()
                self.wfile.write(peer.body)

            do_GET = do_POST = answer  # noqa: N815  http.server's names

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def peer() -> Iterator[Peer]:
    made = Peer()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def connected(peer: Peer, path: str = "") -> Connection:
    return connect({"GITHUB_TOKEN": "ghs_secret", "GITHUB_API_URL": peer.url + path})


def test_a_request_says_who_asks_with_which_version_of_the_api(peer: Peer) -> None:
    connected(peer).graphql("query { viewer { login } }", {"b": "ü", "a": 1})

    method, path, headers, body = peer.asked[0]
    assert (method, path) == ("POST", "/graphql")
    assert headers["User-Agent"].startswith("postmortem-gh/")
    assert headers["X-GitHub-Api-Version"] == "2022-11-28"
    assert headers["Authorization"] == "token ghs_secret"
    assert json.loads(body) == {"query": "query { viewer { login } }", "variables": {"a": 1, "b": "ü"}}


def test_an_enterprise_servers_paths_are_used(peer: Peer) -> None:
    github = connected(peer, "/api/v3")

    github.graphql("query { viewer { login } }", {})
    github.rest("GET", "/repos/acme/shop/collaborators/a%2Fb/permission")

    assert [path for _, path, _, _ in peer.asked] == [
        "/api/graphql",
        "/api/v3/repos/acme/shop/collaborators/a%2Fb/permission",
    ]


def test_a_mutation_that_meets_a_bad_gateway_is_sent_once(peer: Peer) -> None:
    peer.status = 502

    with pytest.raises(Unanswered):
        connected(peer).graphql("mutation { x }", {})

    assert len(peer.asked) == 1


def test_a_redirect_to_another_host_is_refused_and_the_token_goes_nowhere(peer: Peer) -> None:
    peer.status, peer.headers = 301, {"Location": "http://elsewhere.example.com/graphql"}

    with pytest.raises(ConfigurationError, match="another host"):
        connected(peer).graphql("query { viewer { login } }", {})

    assert len(peer.asked) == 1


def test_what_may_be_done_meanwhile_is_done_once_beside_the_first_request(peer: Peer) -> None:
    done: list[str] = []
    began = threading.Event()

    def meanwhile() -> None:
        done.append("ready")
        began.set()
        raise ImportError("fails again where it is needed")

    github = connect({"GITHUB_TOKEN": "x", "GITHUB_API_URL": peer.url}, meanwhile)
    github.graphql("query { viewer { login } }", {})
    github.graphql("query { viewer { login } }", {})

    assert began.wait(5)
    assert done == ["ready"]
