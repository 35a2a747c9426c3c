"""A request and an answer, as both interfaces and the pages hand them around."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from postmortem_gh.local_github.session import Session

DOCS = "https://docs.github.com/rest"


@dataclass(slots=True)
class Response:
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Asked:
    """A request as the interfaces read it."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes
    session: Session | None = None

    @property
    def parts(self) -> list[str]:
        return [unquote(p) for p in self.path.strip("/").split("/")]

    def given(self) -> dict[str, Any]:
        """The JSON object in the body."""
        sent = json.loads(self.body) if self.body.strip() else {}
        return sent if isinstance(sent, dict) else {"": sent}


def json_response(status: int, value: Any, headers: Mapping[str, str] | None = None) -> Response:
    body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
    return Response(status, {"Content-Type": "application/json; charset=utf-8", **(headers or {})}, body)


def message(status: int, text: str, **more: Any) -> Response:
    return json_response(status, {"message": text, **more, "documentation_url": DOCS, "status": str(status)})
