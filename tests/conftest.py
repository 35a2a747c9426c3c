"""For all tests: how hard the property tests try, and no way out to the network.

`POSTMORTEM_NIGHTLY=1` multiplies the sizes of the same tests; it skips and adds none.
"""

from __future__ import annotations

import os
import socket
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

NIGHTLY = bool(os.environ.get("POSTMORTEM_NIGHTLY"))
SIZE = 40 if NIGHTLY else 1  # multiply the number of rounds of a home-made loop by this

# The machine may be busy, so no test is judged by one example's time; speed has tests of its own.
settings.register_profile(
    "ours", deadline=None, max_examples=50 * SIZE, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ours")


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail any test whose code would talk to another machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "localhost"  # else a socket in the file system
        assert host in ("localhost", "127.0.0.1", "::1"), f"a connection to {host} was about to be made"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
