"""Bodies compared as GitHub's web page leaves them alone: LF, no blanks at line ends.

Saving anything in the page turns every line end into CRLF, so raw bodies must
never be compared or hashed.
"""

from __future__ import annotations

from hashlib import sha256


def normal(text: str) -> str:
    """LF line ends, nothing blank at the end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def same(one: str, other: str) -> bool:
    return normal(one) == normal(other)


def fingerprint(text: str) -> str:
    """A short hash of the normalised text, for markers."""
    return sha256(normal(text).encode("utf-8", "surrogatepass")).hexdigest()[:20]
