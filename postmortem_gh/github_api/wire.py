"""The bytes: PyGithub's requester, without its retries and throttles, imported when the first call is made.

Used by transport alone. PyGithub's default retry sends a POST again after a
502, and so would double what a lost answer had made.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from postmortem_gh.errors import ConfigurationError, docs


class Wire:
    """PyGithub's requester, imported when the first call is about to be made: that takes 0.1 s."""

    def __init__(self, token: str, meanwhile: Callable[[], object] | None) -> None:
        self._token = token
        self._meanwhile = meanwhile
        self._requesters: dict[str, Any] = {}

    def __repr__(self) -> str:
        return "<the wire to GitHub>"

    def __call__(
        self, method: str, address: str, content: Mapping[str, Any] | None
    ) -> tuple[int, Mapping[str, str], str]:
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        requester = self._requester(origin)
        self._start_meanwhile()
        try:
            status, headers, body = requester.requestJson(method, path, input=content)
        except RuntimeError as redirected:  # PyGithub's word for a redirect to another host
            raise ConfigurationError(
                "GitHub sent us to another host, where the token must not go",
                str(redirected),
                "check GITHUB_API_URL",
                docs("configuration#addresses"),
            ) from redirected
        return status, headers, body

    def _start_meanwhile(self) -> None:
        """Once, when the first request goes out; what fails there fails again where it is needed."""
        if self._meanwhile is None:
            return
        from threading import Thread

        meanwhile, self._meanwhile = self._meanwhile, None

        def quietly() -> None:
            with suppress(Exception):
                meanwhile()

        Thread(target=quietly, daemon=True).start()

    def _requester(self, origin: str) -> Any:
        if origin not in self._requesters:
            from postmortem_gh import __version__

            with _only_what_is_used():
                from github import Auth, Github

            self._requesters[origin] = Github(
                auth=Auth.Token(self._token),
                base_url=origin,
                timeout=30,
                per_page=100,
                user_agent=f"postmortem-gh/{__version__}",
                api_version="2022-11-28",
                retry=None,
                seconds_between_requests=None,
                seconds_between_writes=None,
            ).requester
        return self._requesters[origin]


class _WhenUsed(Loader):
    """Runs a module when one of its names is first asked for, not when it is imported.

    By PEP 562. The standard library's LazyLoader runs a module that is imported a second time, as
    PyGithub's are.
    """

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        def run(name: str) -> Any:
            del module.__dict__["__getattr__"]
            self._loader.exec_module(module)
            return getattr(module, name)

        module.__dict__["__getattr__"] = run


class _Later:
    """Finds what PyGithub imports as modules that are run when they are used.

    It has a module for each kind of GitHub's objects and imports them all, 176, of which a request needs
    ten. It signs an App's own requests with `jwt`, which brings cryptography along, and takes secrets that
    are to be kept to `nacl`. A token needs none of that.
    """

    beside = frozenset({"jwt", "idna", "pickle"})

    @classmethod
    def find_spec(
        cls, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in cls.beside and not name.startswith("github."):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _WhenUsed(spec.loader)
        return spec


@contextmanager
def _only_what_is_used() -> Iterator[None]:
    sys.meta_path.insert(0, _Later)
    try:
        yield
    finally:
        sys.meta_path.remove(_Later)
