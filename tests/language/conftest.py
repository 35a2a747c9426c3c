"""What the language tests share."""

from __future__ import annotations

import time
from contextlib import contextmanager

import pytest


@pytest.fixture
def quick():
    """A block that must not take longer than so many seconds of processor time."""

    @contextmanager
    def within(seconds: float):
        began = time.process_time()
        yield
        assert time.process_time() - began < seconds

    return within
