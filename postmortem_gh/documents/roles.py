"""People as stable roles: "Responder A", "Responder B", … by first mention.

Made once for a record, applied to every text before it goes to a template;
the language check takes `names()`. Known are the participants, mentions, chat
headers in pastes, owners and assignees. Who agreed keeps the name, and keeps
the letter too, so that nobody else's letter moves. Nothing of this is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from postmortem_gh.documents.chat import speakers
from postmortem_gh.documents.names import WORDS, Spelling, glued, is_name, lowered, pattern
from postmortem_gh.values.records import Person, Record

if TYPE_CHECKING:
    from postmortem_gh.values.findings import Names

# GitHub's rule for logins, and what it takes as a mention: https://github.com/shinnn/github-username-regex
_MENTION = re.compile(r"(?<![\w@/.-])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))(?![\w/@.-]*[/@])")
_NAMED_MENTION = re.compile(
    r"([^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,2}) \(@([A-Za-z0-9][A-Za-z0-9-]{0,38})\)"
)
_CODE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?(?:^\1|\Z)|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_NOT_PEOPLE = frozenset((
    "all", "channel", "here", "everyone", "team", "copilot", "dependabot", "renovate", "github-actions",
    "github", "web-flow", "actions-user", "override", "test", "param", "return", "returns",
    "deprecated", "app", "property", "staticmethod", "media", "import",
))  # fmt: skip
MAX_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Roles:
    """Who is written how; ``apply`` is all that the pages need."""

    people: tuple[Person, ...] = ()
    letters: tuple[str, ...] = ()
    consented: frozenset[str] = frozenset()  # logins, lower case
    keep: tuple[str, ...] = ()  # names of services that hold a person's name
    _spellings: tuple[Spelling, ...] = ()
    _pattern: re.Pattern[str] | None = None
    _by_text: dict[str, Spelling] = field(default_factory=dict)

    def apply(self, text: str) -> str:
        """``text`` with every known person as a role; possessives and all else stay."""
        if self._pattern is None:
            return text
        kept = self._kept(text)
        pieces, at = [], 0
        for match, spelling in self._matches(text):
            if any(start <= match.start() < end for start, end in kept):
                continue
            pieces += [text[at : match.start()], self._instead(spelling, text, match)]
            at = match.end()
        return _DOUBLED.sub(r"\1", "".join(pieces) + text[at:]) if at else text

    def names(self) -> Names:
        """For the language check: each spelling with its role, and who agreed to be named."""
        from postmortem_gh.values.findings import Names

        roles = {s.text: self._role(s) for s in self._spellings}
        agreed = frozenset(s.text for s in self._spellings if all(map(self._agreed, s.people)))
        return Names(roles=roles, consented=agreed)

    def agreed(self) -> tuple[Person, ...]:
        """Those who may be named."""
        return tuple(person for n, person in enumerate(self.people) if self._agreed(n))

    def mentioned(self, text: str) -> Iterator[int]:
        """Who is named in a text, one after the other."""
        return (n for _, spelling in self._matches(text) for n in spelling.people)

    def _matches(self, text: str) -> Iterator[tuple[re.Match[str], Spelling]]:
        if self._pattern is None:
            return
        for match in self._pattern.finditer(lowered(text)):
            spelling = self._by_text.get(_folded(match[0]))
            if spelling is not None and is_name(spelling, text, match.start(), match.end()):
                yield match, spelling

    def _instead(self, spelling: Spelling, text: str, match: re.Match[str]) -> str:
        if all(map(self._agreed, spelling.people)):
            return text[match.start() : match.end()]
        role = self._role(spelling)
        return role.lower().replace(" ", "-") if glued(text, match.start(), match.end()) else role

    def _role(self, spelling: Spelling) -> str:
        # A first name that two people share tells nobody which of them it was.
        return f"Responder {self.letters[spelling.people[0]]}" if len(spelling.people) == 1 else "a responder"

    def _agreed(self, person: int) -> bool:
        login = self.people[person].login
        return login is not None and login.lower() in self.consented

    def _kept(self, text: str) -> list[tuple[int, int]]:
        lower = text.lower()
        return [(m.start(), m.end()) for name in self.keep for m in re.finditer(re.escape(name), lower)]


_DOUBLED = re.compile(r"\b(Responder [A-Z]{1,3}) \(@?\1\)")


def roles(record: Record, *, consented: Iterable[str] = (), logins: Iterable[str] = ()) -> Roles:
    """A record's people; ``logins`` are known otherwise (assignees), ``consented`` agreed to be named."""
    texts = tuple(texts_of(record))
    known = _known(record, texts, logins)
    spellings = _spellings(known)
    unsorted = _with(known, tuple(str(n) for n in range(len(known))), spellings)
    order = dict.fromkeys(n for text in texts for n in unsorted.mentioned(text))
    letters = [""] * len(known)
    for place, person in enumerate(dict.fromkeys((*order, *range(len(known))))):
        letters[person] = _letter(place)
    agreed = frozenset(login.lower().lstrip("@") for login in consented)
    keep = tuple(name.strip().lower() for name in record.services if name.strip())
    return _with(known, tuple(letters), spellings, agreed, keep)


def texts_of(record: Record) -> Iterator[str]:
    """Every text of a record, in the order in which the document shows them."""
    yield record.title
    yield from filter(None, (record.summary, record.impact, record.noticed, record.could_have))
    yield from filter(None, (record.what_stopped_it,))
    yield from (entry.text for entry in record.timeline)
    yield from filter(None, (record.trigger, *record.enabling_conditions, *chain(*record.whys)))
    yield from filter(None, (record.causes_text,))
    yield from filter(None, (record.went_well, record.went_wrong, record.confusing, record.lucky))
    yield from filter(None, (record.takeaways,))
    for item in record.action_items:
        yield from filter(None, (item.title, item.done_when, *item.details))
    yield from (section.text for section in (*record.sections, *record.unplaced))
    yield from filter(None, (record.thanks, *record.factors))


def _with(
    people: tuple[Person, ...],
    letters: tuple[str, ...],
    spellings: tuple[Spelling, ...],
    consented: frozenset[str] = frozenset(),
    keep: tuple[str, ...] = (),
) -> Roles:
    by_text = {_folded(s.text): s for s in spellings}
    return Roles(people, letters, consented, keep, spellings, pattern(spellings), by_text)


def _folded(text: str) -> str:
    return " ".join(text.lstrip("@").casefold().split())


def _letter(place: int) -> str:
    """A, B, … Z, AA, AB, …"""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def _known(record: Record, texts: tuple[str, ...], logins: Iterable[str]) -> tuple[Person, ...]:
    """Everybody once: what is told later of somebody known completes that person."""
    people: list[Person] = []
    for person in record.participants:
        _add(people, person)
    for text in texts:
        for match in _NAMED_MENTION.finditer(text):
            _add(people, Person(name=_capitalised_end(match[1]), login=match[2]))
        for login in _MENTION.findall(_CODE.sub(" ", text)):
            _add(people, Person(login=login.rstrip("-")))
        for name in speakers(text):
            if not any(_folded(name) in map(_folded, _ways(person)) for person in people):
                _add(people, Person(name=name) if " " in name else Person(login=name))
    for login in chain((item.owner for item in record.action_items if item.owner), logins):
        _add(people, Person(login=login))
    return tuple(people)


def _capitalised_end(words: str) -> str | None:
    """`Meyer` of `paged Alice Meyer`: the words at the end that are written as names."""
    named: list[str] = []
    for word in reversed(words.split()):
        if not word[0].isupper():
            break
        named.insert(0, word)
    return " ".join(named) or None


def _add(people: list[Person], new: Person) -> None:
    login = (new.login or "").lower()
    if (
        len(people) >= MAX_PEOPLE
        or not (new.name or login)
        or login in _NOT_PEOPLE
        or login.endswith("[bot]")
    ):
        return
    for n, old in enumerate(people):
        if _same(old, new):
            people[n] = Person(name=old.name or new.name, login=old.login or new.login)
            return
    people.append(new)


def _same(old: Person, new: Person) -> bool:
    if old.login and new.login:
        return old.login.lower() == new.login.lower()
    if old.name and new.name:
        return _folded(old.name) == _folded(new.name)
    name, login = (old.name or new.name or ""), (old.login or new.login or "")
    return login.lower() in _logins_of(name)


def _logins_of(name: str) -> set[str]:
    """What a login made of this name would be: `alice`, `alicemeyer`, `ameyer`, `alice.meyer`, …"""
    words = _folded(name).split()
    if len(words) < 2:
        return set(words)
    first, last = words[0], words[-1]
    pairs = ((first, last), (last, first), (first[0], last), (first, last[0]))
    joined = {f"{one}{by}{two}" for one, two in pairs for by in ("", "-", ".", "_")}
    return {first, last, *joined}


def _spellings(people: tuple[Person, ...]) -> tuple[Spelling, ...]:
    """Full names, logins, first and last names; a text that means several people knows all of them."""
    found: dict[str, tuple[str, list[int]]] = {}
    for n, person in enumerate(people):
        for text in _ways(person):
            _, who = found.setdefault(_folded(text), (text, []))
            if n not in who:
                who.append(n)
    return tuple(Spelling(text, tuple(who), folded in WORDS) for folded, (text, who) in found.items())


def _ways(person: Person) -> Iterator[str]:
    if person.login:
        yield person.login
    if not person.name:
        return
    words = person.name.split()
    yield " ".join(words)
    if len(words) > 1:
        yield from (word for word in (words[0], words[-1]) if len(word.strip(".")) > 1)
        yield f"{words[-1]}, {words[0]}"
