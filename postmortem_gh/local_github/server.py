"""The front door: one request in, one answer out, with limits and faults in between.

`LocalGitHub(world).handle(…)` works in process, without sockets; `serve(world)`
puts the same behind a port on loopback, so that
`GITHUB_API_URL=http://127.0.0.1:PORT` and `GITHUB_GRAPHQL_URL=…/graphql` work,
and a person can look around in a browser (`web.py`).
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from postmortem_gh.local_github import graphql, routes, web
from postmortem_gh.local_github.exchange import Asked, Response, json_response, message
from postmortem_gh.local_github.faults import BEFORE, ConnectionDropped, Killed, Mode, TimedOut
from postmortem_gh.local_github.graphql import Question, Torn
from postmortem_gh.local_github.logs import Request
from postmortem_gh.local_github.refusals import SECONDARY
from postmortem_gh.local_github.session import Session, session_of
from postmortem_gh.local_github.state import State

API_ROOTS = ("repos", "graphql", "rate_limit", "user", "users", "orgs", "search", "meta", "repositories")


class LocalGitHub:
    """A GitHub that answers from a world."""

    def __init__(self, world: State) -> None:
        self.world = world
        self.lock = threading.RLock()

    def handle(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | str | None = None,
    ) -> Response:
        """Answers; raises ConnectionDropped, TimedOut or Killed when the faults say so."""
        split = urlsplit(path)
        asked = Asked(
            method=method.upper(),
            path=split.path,
            query=dict(parse_qsl(split.query, keep_blank_values=True)),
            headers={k.lower(): v for k, v in (headers or {}).items()},
            body=body.encode() if isinstance(body, str) else body or b"",
        )
        with self.lock:
            if asked.parts[0] not in API_ROOTS:
                return web.page(self.world, asked.path)
            response = self._finish(asked, self._api(asked))
            self._transcribe(asked, response)
            return response

    def _api(self, asked: Asked) -> Response:
        text = asked.headers.get("authorization", "")
        kind, _, token = text.partition(" ")
        asked.session = session_of(self.world, token.strip()) if kind.lower() in ("token", "bearer") else None
        if asked.session is None:
            return message(401, "Bad credentials" if text else "Requires authentication")
        if asked.parts[0] == "graphql":
            return self._graphql(asked, asked.session)
        return self._rest(asked, asked.session)

    # ── GraphQL ──

    def _graphql(self, asked: Asked, session: Session) -> Response:
        if asked.method != "POST":
            return message(404, "Not Found")
        question = graphql.understand(asked.body)
        if isinstance(question, dict):
            status = question.pop("status", 200)
            self._log(asked, session, "graphql", "read", status=status, errors=1)
            return json_response(status, question)
        log = self._log(
            asked,
            session,
            "graphql",
            "write" if question.is_write else "read",
            names=question.names,
            operation=question.name,
            cost=question.cost,
        )
        refusal = self._over_limit(session, "graphql", question.cost, 5 if question.is_write else 1)
        response = refusal or self._with_faults(
            question.is_write,
            len(question.names),
            session,
            lambda: self._answer(session, question),
            "graphql",
        )
        log.status = response.status
        log.errors = response.body.count(b'"locations"') if b'"errors"' in response.body else 0
        return response

    def _answer(self, session: Session, question: Question) -> Response:
        return json_response(200, graphql.answer(session, question))

    # ── REST ──

    def _rest(self, asked: Asked, session: Session) -> Response:
        is_write = asked.method not in ("GET", "HEAD")
        log = self._log(asked, session, "rest", "write" if is_write else "read")
        free = asked.parts[0] == "rate_limit"
        resource = "search" if asked.parts[0] == "search" else "core"
        refusal = None if free else self._over_limit(session, resource, 1, 5 if is_write else 1)
        response = refusal or self._with_faults(
            is_write, 1, session, lambda: routes.answer(asked, session), "rest"
        )
        if not is_write and response.status == 200:
            response = self._conditional(asked, session, response, resource)
        log.status = response.status
        return response

    def _conditional(self, asked: Asked, session: Session, response: Response, resource: str) -> Response:
        """A 304 for what the caller has already; it costs nothing."""
        tag = f'W/"{hashlib.sha256(response.body).hexdigest()}"'
        response.headers["ETag"] = tag
        if asked.headers.get("if-none-match") == tag and session.token:
            self.world.limits.window(session.token, resource, self.world.now).used -= 1
            return Response(304, {"ETag": tag})
        return response

    # ── limits and faults ──

    def _over_limit(self, session: Session, resource: str, cost: int, points: int) -> Response | None:
        if session.token is None:
            return None
        limits, now = self.world.limits, self.world.now
        if not limits.takes_points(session.token, resource, points, now):
            return self._secondary_limit()
        if limits.takes(session.token, resource, cost, now):
            return None
        return self._primary_limit(resource)

    def _secondary_limit(self) -> Response:
        wait = self.world.faults.retry_after
        response = message(403, SECONDARY)
        response.headers |= {} if wait is None else {"Retry-After": str(wait)}
        return response

    @staticmethod
    def _primary_limit(resource: str) -> Response:
        text = "API rate limit exceeded for installation."
        if resource == "graphql":
            return json_response(200, graphql.limited(text))
        return message(403, text)

    def _with_faults(
        self, is_write: bool, boundaries: int, session: Session, act: Callable[[], Response], interface: str
    ) -> Response:
        world, faults = self.world, self.world.faults
        if not is_write:
            if (status := faults.next_read_fails()) is not None:
                return _bad_gateway(status)
            return act()
        armed = faults.among(boundaries)
        if armed is not None and (
            armed[1] in BEFORE or (armed[1] is Mode.ONE_FAILED and interface == "rest")
        ):
            faults.take(armed[0])
            faults.boundary += boundaries
            return self._refuse(armed[1], interface)
        if armed is not None and armed[1] is Mode.TORN:
            session.answers["aliases_left"] = armed[0] + 1
        if armed is not None and armed[1] is Mode.ONE_FAILED:
            session.answers["aliases_until_failure"] = armed[0]
        world.advance(world.tick)
        try:
            response = act()
        except Torn:
            response = _bad_gateway(502)
        if armed is not None:
            faults.take(armed[0])
        faults.boundary += boundaries
        return response if armed is None or armed[1] is Mode.ONE_FAILED else self._after(armed[1])

    def _refuse(self, mode: Mode, interface: str) -> Response:
        """The faults by which nothing is done."""
        if mode is Mode.DROP_BEFORE:
            raise ConnectionDropped("the connection broke before the request arrived")
        if mode is Mode.KILL_BEFORE:
            raise Killed("killed before the request")
        if mode is Mode.SECONDARY:
            return self._secondary_limit()
        if mode is Mode.TOO_MANY:
            return message(429, "Too many requests")
        if mode in (Mode.BAD_GATEWAY, Mode.ONE_FAILED):
            return _bad_gateway(502)
        refused = self._primary_limit("graphql" if interface == "graphql" else "core")
        refused.headers["x-ratelimit-remaining"] = "0"
        return refused

    @staticmethod
    def _after(mode: Mode) -> Response:
        """The faults by which it was done and nobody heard of it."""
        if mode is Mode.KILL_AFTER:
            raise Killed("killed after the request was done")
        if mode is Mode.TIME_OUT:
            raise TimedOut("no answer in time")
        if mode is Mode.DROP_ANSWER:
            raise ConnectionDropped("the connection broke before the answer came")
        return _bad_gateway(502)

    @staticmethod
    def _transcribe(asked: Asked, response: Response) -> None:
        """Keeps what was asked and answered, for script/check-schemas to look at: a file a process."""
        if (folder := os.environ.get("LOCAL_GITHUB_TRANSCRIPT")) is not None:
            entry = [asked.method, asked.path, asked.body.decode(), response.status, response.body.decode()]
            with Path(folder, str(os.getpid())).open("a", encoding="utf-8") as transcript:
                transcript.write(json.dumps(entry) + "\n")

    # ── what every answer carries ──

    def _log(self, asked: Asked, session: Session, interface: str, kind: str, **more: Any) -> Request:
        entry = Request(
            at=self.world.now,
            method=asked.method,
            path=asked.path,
            interface=interface,
            kind=kind,
            by=session.user.login,
            **more,
        )
        self.world.requests.append(entry)
        return entry

    def _finish(self, asked: Asked, response: Response) -> Response:
        headers = {
            "Date": self.world.now.strftime("%a, %d %b %Y %H:%M:%S GMT"),
            "Server": "github.com",
            "X-GitHub-Request-Id": f"LOCAL:{len(self.world.requests):08X}",
            "X-GitHub-Media-Type": "github.v3; format=json",
            "x-github-api-version-selected": asked.headers.get("x-github-api-version", "2022-11-28"),
        }
        if asked.session and asked.session.token:
            resource = {"graphql": "graphql", "search": "search"}.get(asked.parts[0], "core")
            window = self.world.limits.window(asked.session.token, resource, self.world.now)
            headers |= {
                "x-ratelimit-limit": str(window.limit),
                "x-ratelimit-remaining": str(window.remaining),
                "x-ratelimit-used": str(window.used),
                "x-ratelimit-reset": str(window.reset_epoch),
                "x-ratelimit-resource": resource,
            }
        response.headers = {**headers, **response.headers}
        return response


def _bad_gateway(status: int) -> Response:
    # What stands before GitHub answers in HTML.
    page = (
        b"<html><head><title>Unicorn!</title></head><body>This page is taking too long to load.</body></html>"
    )
    return Response(status, {"Content-Type": "text/html; charset=utf-8"}, page)


# ── over loopback ──


@dataclass(slots=True)
class Running:
    """A server on loopback; `killed` is set when the faults killed the caller."""

    url: str
    killed: threading.Event
    _server: ThreadingHTTPServer
    _thread: threading.Thread

    @property
    def graphql_url(self) -> str:
        return f"{self.url}/graphql"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def serve(world: State, port: int = 0) -> Running:
    """Starts answering on 127.0.0.1; the world's URLs name that port from now on."""
    killed = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(LocalGitHub(world), killed))
    server.daemon_threads = True
    world.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    return Running(world.url, killed, server, thread)


class _Handler(BaseHTTPRequestHandler):
    """One connection; the classes that `_handler` makes say whose."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    hub: LocalGitHub
    killed: threading.Event

    def handle(self) -> None:
        # Whoever asked is gone, as after Ctrl-C: nobody is there to be answered.
        with suppress(ConnectionError):
            super().handle()

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            response = self.hub.handle(self.command, self.path, dict(self.headers.items()), body)
        except Killed:
            self.killed.set()
            self.hang_up()
        except (ConnectionDropped, TimedOut):
            self.hang_up()
        except Exception:  # noqa: BLE001  a bug of ours must be seen, and not end in silence
            traceback.print_exc()
            self.send(message(500, "The local GitHub has a bug"))
        else:
            self.send(response)

    def send(self, response: Response) -> None:
        self.send_response_only(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, *_: Any) -> None:
        """Quiet: the world keeps the log."""


def _handler(hub: LocalGitHub, killed: threading.Event) -> type[BaseHTTPRequestHandler]:
    methods = {f"do_{name}": _Handler.answer for name in ("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE")}
    return type("Handler", (_Handler,), {"hub": hub, "killed": killed, **methods})
