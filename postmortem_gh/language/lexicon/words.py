"""A list of words written as a text, so that a reader sees words and not quotation marks."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())
