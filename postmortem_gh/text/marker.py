"""Hidden markers: how we recognise what we wrote, whatever was lost afterwards.

``<!-- postmortem-gh:v1 KIND {json} -->``, a line of its own, added outside the
templates. The JSON stays readable and may hold references (values/refs) that
are filled in when a plan is applied; ``<``, ``>`` and ``--`` are escaped, so
that no value can end the comment. A marker counts only where we put it (the
last or the first line of a body), and only in something that our account or a
maintainer wrote: the caller checks who.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from typing import Any

from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass

VERSION = 1
_MARKER = pattern(r"<!-- postmortem-gh:v(\d{1,6}) ([a-z-]{1,30}) (\{.*\}) -->")
MAX_UNPACKED = 1 << 20  # bytes: nothing of ours is larger, and a bomb is


@dataclass(frozen=True, slots=True)
class Marker:
    """What a marker says: its kind, and the values that were written."""

    kind: str
    values: Mapping[str, Any]
    version: int = VERSION

    @property
    def is_newer(self) -> bool:
        """Written by a later version of us: leave what it stands on alone."""
        return self.version > VERSION


def write(kind: str, **values: object) -> str:
    """The marker as one line of text, the same for the same values."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "-\\u002d")
    return f"<!-- postmortem-gh:v{VERSION} {kind} {text} -->"


def read(body: str, kind: str) -> Marker | None:
    """The marker of ``kind`` on the last or the first line of ``body``; None where we could have written none."""
    lines = body.strip().replace("\r\n", "\n").split("\n")
    for line in (lines[-1], lines[0]):
        match = _MARKER.fullmatch(line.strip())
        if match and match[2] == kind:
            return taken_apart(kind, match[3], match[1])
    return None


def taken_apart(kind: str, text: str, version: str) -> Marker | None:
    """The marker of these parts; None where the text is no JSON."""
    try:
        return Marker(kind=kind, values=json.loads(text), version=int(version))
    except (ValueError, RecursionError):
        return None


def pack(text: str) -> str:
    """A large text as a short string: base 64 has no ``@``, ``#`` or ``-`` that could read as a mention or as ours."""
    return base64.b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), 9)).decode("ascii")


def unpack(packed: str) -> str | None:
    """What ``pack`` packed; None where it was damaged."""
    try:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(base64.b64decode(packed, validate=True), MAX_UNPACKED)
        return raw.decode("utf-8", "surrogatepass") if unpacker.eof else None
    except (ValueError, zlib.error):
        return None
