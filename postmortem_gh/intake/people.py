"""The participants: `Name (@login)`, `@login`, `Name`, in a list of any kind.

Who took part is asked so that documents can leave their names out, so nobody
who can be told apart from a remark is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from postmortem_gh.intake.blocks import Line, lines, table
from postmortem_gh.intake.item_words import LOGIN
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.intake.naming import BESIDE, given_first, looks_like_name, without_family_first
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
    found = _Found()
    for part in _parts(lines(text), told):
        if person := _person(part):
            found.add(person)
    if len(found.people) > most:
        fix = "name fewer people, or raise the setting `limits.participants`"
        told.problem(
            told.place("participants"),
            f"{len(found.people)} participants: the first {most} are read",
            fix,
            "settings#limits",
        )
    return tuple(found.people[:most])


def _parts(all_lines: list[Line], told: Told) -> Iterator[str]:
    """One part a person; in a table one a row, without its header."""
    at, is_told = 0, False
    while at < len(all_lines):
        if rows := table(all_lines, at):
            yield from (" ".join(row.cells) for row in rows[0])
            at = rows[1]
        else:
            for entries in all_lines[at].text.split(";"):
                one_each = without_family_first(entries.strip())
                if one_each and not is_told:
                    is_told = True
                    what = (
                        "a family name with a comma before the given name is one person; `;` keeps two apart"
                    )
                    told.note(told.place("participants", all_lines[at].number), what)
                yield from _people(one_each or entries)
            at += 1


def _people(line: str) -> list[str]:
    """Split at separators, but not inside brackets: `Ann (SRE, on call)`."""
    inside = [m.span() for m in _BRACKETS.finditer(line)] + [m.span() for m in _PROFILE.finditer(line)]
    inside.sort()
    parts, start = [], 0
    for found in _SEPARATORS.finditer(line):
        before = bisect_right(inside, (found.start(), len(line)))
        if not (before and found.start() < inside[before - 1][1]):
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
    words = given_first(found["behind"]) if found and found["behind"] else None
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


class _Found:
    """Everybody so far: somebody named twice, once with the login, is one person."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.by_login: dict[str, int] = {}
        self.by_name: dict[str, int] = {}

    def add(self, person: Person) -> None:
        login, name = (person.login or "").lower(), (person.name or "").casefold()
        index = self.by_login.get(login) if login else None
        if index is None and name in self.by_name:
            index = self.by_name[name]
            if login and self.people[index].login:  # a namesake
                index = None
        if index is None:
            index = len(self.people)
            self.people.append(person)
        else:
            other = self.people[index]
            person = Person(name=other.name or person.name, login=other.login or person.login)
            self.people[index] = person
        if person.login:
            self.by_login.setdefault(person.login.lower(), index)
        if person.name:
            self.by_name.setdefault(person.name.casefold(), index)
