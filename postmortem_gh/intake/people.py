"""The participants: `Name (@login)`, `@login`, `Name`, in a list of any kind.

Who took part is asked so that documents can leave their names out, so nobody
who can be told apart from a remark is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from postmortem_gh.intake.blocks import Line, lines, table
from postmortem_gh.intake.item_words import LOGIN
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.intake.naming import BESIDE, looks_like_name
from postmortem_gh.intake.told import Told
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.records import Person

_LOGIN = pattern(rf"(?<![\w@/.])@({LOGIN}(?:\[bot\])?)(?![\w-])")
_PROFILE = pattern(rf"https?://[^\s/]{{1,80}}/({LOGIN})(?=[\s)>\],;]|$)")
_SEPARATORS = pattern(r"[,;、，；/|&]|[ ]+(?:and|und|et|y|with|plus)[ ]+|[ ]\+[ ]", re.IGNORECASE)
_ROLE = pattern(r"^(?P<role>[^\W\d][\w /&-]{1,30}):[ ]+(?=\S)|[ ]+(?:[-–—:]|as)[ ]+.*$", re.IGNORECASE)
_BRACKETS = pattern(r"\([^()]{0,100}\)|\[[^\[\]]{0,100}\]|<[^<>]{0,100}>")
_TRAILING = pattern(r"[ ]+(?:and|und|et|y)$|^(?:and|und|et|y)[ ]+|^the[ ]+", re.IGNORECASE)
_NOT_NAMES = frozenset((
    "nobody", "everyone", "everybody", "team", "teams", "all", "none", "name", "names", "people",
    "participants", "who", "whole", "the", "of", "us", "we", "our", "on-call", "oncall", "on", "call",
    "engineer", "engineers", "sre", "sres", "ops", "devops", "support", "various", "several", "others",
    "other", "staff", "incident", "commander", "responders", "customers", "customer", "vendor",
    "platform", "infra", "infrastructure", "backend", "frontend", "database", "dev", "developers",
    "lead", "manager", "scribe", "comms", "communications", "operations", "primary", "secondary", "duty", "tech",
))  # fmt: skip


def read(text: str | None, *, told: Told, most: int) -> tuple[Person, ...]:
    """Everybody who is named, each once."""
    if says_nothing(text) or text is None:
        return ()
    found: list[Person] = []
    for part in _parts(lines(text)):
        if (person := _person(part)) and not _known(person, found):
            found.append(person)
    if len(found) > most:
        fix = "name fewer people, or raise the setting `limits.participants`"
        told.problem(
            told.place("participants"),
            f"{len(found)} participants: the first {most} are read",
            fix,
            "settings#limits",
        )
    return tuple(found[:most])


def _parts(all_lines: list[Line]) -> Iterator[str]:
    """One part a person; in a table one a row, without its header."""
    at = 0
    while at < len(all_lines):
        if rows := table(all_lines, at):
            yield from (" ".join(row.cells) for row in rows[0])
            at = rows[1]
        else:
            yield from _people(all_lines[at].text)
            at += 1


def _people(line: str) -> list[str]:
    """Split at separators, but not inside brackets: `Ann (SRE, on call)`."""
    inside = [m.span() for m in _BRACKETS.finditer(line)] + [m.span() for m in _PROFILE.finditer(line)]
    parts, start = [], 0
    for found in _SEPARATORS.finditer(line):
        if not any(a <= found.start() < b for a, b in inside):
            parts.append(line[start : found.start()])
            start = found.end()
    return [part for whole in (*parts, line[start:]) for part in _at_logins(whole)]


def _at_logins(part: str) -> list[str]:
    """`@ann @bob` are two people; `Ann @ann` is one."""
    marks = [m.start() for m in _LOGIN.finditer(part)]
    if len(marks) < 2:
        return [part]
    ends = [_end_of_person(part, mark) for mark in marks[:-1]]
    cuts = [0, *(end if end >= 0 else mark for end, mark in zip(ends, marks[1:], strict=True)), len(part)]
    return [part[a:b] for a, b in pairwise(cuts)]


def _end_of_person(part: str, mark: int) -> int:
    """Where the person of a login ends: behind the name in brackets, else at the blank."""
    named = BESIDE.match(part, mark)
    return named.end() if named else part.find(" ", mark)


def _person(part: str) -> Person | None:
    login = _LOGIN.search(part) or _PROFILE.search(part)
    words = part.replace(login[0], " ") if login else part
    name = _name(words) or (_name_behind(part) if login else None)
    if login is None and name is None:
        return None
    return Person(name=name, login=login[1] if login else None)


def _name_behind(part: str) -> str | None:
    """`Sam Doe` of `@sam (Sam Doe)`; “(on call)” and “(IC)” are remarks."""
    found = BESIDE.search(part)
    words = found["behind"] if found else None
    return _name(words) if words and looks_like_name(words) else None


def _name(words: str) -> str | None:
    words = _BRACKETS.sub(" ", words)
    words = _ROLE.sub("", words.strip(" *_`\t"))
    words = _TRAILING.sub("", " ".join(words.split())).strip(" *_`.,:;()[]<>–—-|\"'")
    if not words or says_nothing(words) or _is_no_name(words) or not any(c.isalpha() for c in words):
        return None
    return words[:80]


def _is_no_name(words: str) -> bool:
    """“the whole team” is nobody: as a name it would be replaced wherever a document says it."""
    return all(word in _NOT_NAMES for word in words.lower().split())


def _known(person: Person, found: list[Person]) -> bool:
    """Somebody named twice, once with the login, is one person."""
    for index, other in enumerate(found):
        same_login = person.login and other.login and person.login.lower() == other.login.lower()
        same_name = person.name and other.name and person.name.casefold() == other.name.casefold()
        if same_login or (same_name and not (person.login and other.login)):
            found[index] = Person(name=other.name or person.name, login=other.login or person.login)
            return True
    return False
