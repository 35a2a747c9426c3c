"""People as stable roles: "Responder A", "Responder B", … by first mention.

Made once for a record, applied to every text before it goes to a template;
the language check takes `names()`. Who is known, documents/people finds out.
Who agreed keeps the name, and keeps the letter too, so that nobody else's
letter moves. Nothing of this is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from itertools import chain
from typing import TYPE_CHECKING

from postmortem_gh.documents.names import Spelling, expression, folded, glued, is_name, lowered
from postmortem_gh.documents.people import known, spellings
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.records import Person, Record

if TYPE_CHECKING:
    from postmortem_gh.values.findings import Names


@dataclass(frozen=True, slots=True)
class Roles:
    """Who is written how; ``apply`` is all that the pages need."""

    people: tuple[Person, ...] = ()
    letters: tuple[str, ...] = ()
    consented: frozenset[str] = frozenset()  # logins, lower case
    keep: re.Pattern[str] | None = None  # names of services, and of the repository, that hold a person's
    _spellings: tuple[Spelling, ...] = ()
    _pattern: re.Pattern[str] | None = None
    _by_text: dict[str, Spelling] = field(default_factory=dict)

    def apply(self, text: str) -> str:
        """``text`` with every known person as a role; possessives and all else stay."""
        if self._pattern is None:
            return text
        found = list(self._matches(text))
        kept = self._kept(text) if found else []
        pieces, at = [], 0
        for match, spelling in found:
            if any(start <= match.start() and match.end() <= end for start, end in kept):
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
            spelling = self._by_text.get(folded(match[0]))
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
        """Where a service's or the repository's name stands, if it is more than a person's name."""
        return [match.span(1) for match in self.keep.finditer(lowered(text))] if self.keep else []


_DOUBLED = pattern(r"\b(Responder [A-Z]{1,3}) \(@?\1\)")


def roles(
    record: Record,
    *,
    consented: Iterable[str] = (),
    logins: Iterable[str] = (),
    repository: str | None = None,
) -> Roles:
    """A record's people; ``logins`` are known otherwise (assignees), ``consented`` agreed to be named.

    ``repository`` (`owner/name`) stays as it is: it may be a person's, and is in every address.
    """
    texts = tuple(texts_of(record))
    people = known(record, texts, logins)
    ways = spellings(people)
    unsorted = _with(people, ("",) * len(people), ways)
    order = dict.fromkeys(n for text in texts for n in unsorted.mentioned(text))
    letters = [""] * len(people)
    for place, person in enumerate(dict.fromkeys((*order, *range(len(people))))):
        letters[person] = _letter(place)
    agreed = frozenset(login.lower().lstrip("@") for login in consented)
    keep = tuple(name.strip().lower() for name in (*record.services, repository or "") if name.strip())
    return _with(people, tuple(letters), ways, agreed, keep)


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
    by_text, names = {folded(s.text): s for s in spellings}, expression(spellings)
    return Roles(people, letters, consented, _holding(keep, by_text, names), spellings, names, by_text)


def _holding(
    keep: tuple[str, ...], by_text: Mapping[str, Spelling], people: re.Pattern[str] | None
) -> re.Pattern[str] | None:
    """One pattern for those names that hold a person's and are more than that, also where they overlap."""
    if people is None:
        return None
    more = {name for name in keep if folded(name) not in by_text and people.search(lowered(name))}
    longest_first = sorted(more, key=lambda name: (-len(name), name))
    return re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))") if more else None


def _letter(place: int) -> str:
    """A, B, … Z, AA, AB, …"""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text
