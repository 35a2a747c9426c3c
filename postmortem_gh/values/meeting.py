"""The meeting as values: who facilitates and why, and its agenda. Made by decide/meeting, drawn by documents/comment."""

from __future__ import annotations

from postmortem_gh.values.lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facilitator:
    """Who is asked to facilitate; ``login`` None: nobody, and ``reasons`` say how to choose."""

    login: str | None
    reasons: tuple[str, ...]
    assign: bool = False  # to be assigned by this run


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A part of the meeting, in minutes."""

    minutes: int
    title: str
    detail: str = ""
