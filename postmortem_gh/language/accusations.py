"""An accusation: the words of a sentence that hold a person responsible, and who that person is.

Made by deeds.py (verbs) and slips.py (nouns); rules/naming.py takes those against a named
individual, rules/fault.py all others.
"""

from __future__ import annotations

from typing import NamedTuple

from postmortem_gh.language.lexicon import systems
from postmortem_gh.language.syntax.agents import Agent


class Accusation(NamedTuple):
    """Words [start, end) of the sentence; `verb` is the word that a rewrite would start from."""

    agent: Agent
    start: int
    end: int
    form: str  # which of the patterns it is: the rewrite depends on it
    verb: int = -1


def of_owner(agent: Agent, start: int, i: int) -> Agent:
    """The one whose slip or change this is, over the words of the whole phrase."""
    name = agent.owner if agent.of_whom in ("name", "capital", "initial") else ""
    kind = "name" if name and name.lower() not in systems.COMPANIES else agent.of_whom
    return Agent(kind=kind, start=start, end=i + 1, name=name)
