"""For all tests: how hard the property tests try, and no way out to the network.

`POSTMORTEM_NIGHTLY=1` multiplies the sizes of the same tests; it skips and adds none.
"""

from __future__ import annotations

import os
import socket
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests import building

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


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist and a wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    building.build(building.ROOT, folder, "sdist", "wheel")
    return folder


@pytest.fixture(scope="session")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's files, as an installation has them: away from any checkout."""
    folder = tmp_path_factory.mktemp("installed")
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder
