"""Who is known in a record: participants, mentions, chat headers, owners; and how each is written.

Used by documents/roles. What is told later of somebody known completes that
person; a team or a duty among the participants is a role already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from postmortem_gh.documents.chat import speakers
from postmortem_gh.documents.names import WORDS, Spelling, folded
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.records import Person, Record

# GitHub's rule for logins, and what it takes as a mention: https://github.com/shinnn/github-username-regex
_MENTION = pattern(r"(?<![\w@/.-])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))(?![\w/@.-]*[/@])")
_NAMED_MENTION = pattern(
    r"([^\W\d_][\w.'’-]{0,30}(?: [^\W\d_][\w.'’-]{0,30}){0,2}) \(@([A-Za-z0-9][A-Za-z0-9-]{0,38})\)"
)
_INLINE_CODE = pattern(r"`[^`\n]{1,400}`")
_NOT_PEOPLE = frozenset((
    "all", "channel", "here", "everyone", "team", "copilot", "dependabot", "renovate", "github-actions",
    "github", "web-flow", "actions-user", "override", "test", "param", "return", "returns",
    "deprecated", "app", "property", "staticmethod", "media", "import",
))  # fmt: skip
_GROUPS = frozenset((
    "team", "teams", "group", "squad", "crew", "department", "on-call", "oncall", "sre", "sres", "ops",
    "devops", "support", "engineering", "engineers", "engineer", "developers", "customers", "vendor",
    "provider", "everyone", "everybody", "nobody", "responder", "responders", "operator", "duty",
    "staff", "others",
))  # fmt: skip
MAX_PEOPLE = 200


def known(record: Record, texts: tuple[str, ...], logins: Iterable[str]) -> tuple[Person, ...]:
    """Everybody once: what is told later of somebody known completes that person."""
    everybody = _Everybody()
    for person in record.participants:
        everybody.add(person)
    for login, name in chain.from_iterable(item.names for item in record.action_items):
        everybody.add(Person(name=name, login=login))
    for text in texts:
        for match in _NAMED_MENTION.finditer(text) if "(@" in text else ():
            everybody.add(Person(name=_capitalised_end(match[1]), login=match[2]))
        for login in _MENTION.findall(_without_code(text)) if "@" in text else ():
            everybody.add(Person(login=login.rstrip("-")))
        for name in speakers(text):
            if folded(name) not in everybody.ways:
                everybody.add(Person(name=name) if " " in name else Person(login=name))
    for login in chain((item.owner for item in record.action_items if item.owner), logins):
        everybody.add(Person(login=login))
    return tuple(everybody.people)


def _without_code(text: str) -> str:
    """Text in which `@` mentions somebody: in code it is a decorator, a package or a prompt."""
    if "`" not in text and "~~~" not in text:
        return text
    lines, fence = [], ""
    for line in text.split("\n"):
        bare = line.strip()
        if fence:
            fence = "" if bare.startswith(fence) else fence
        elif bare.startswith(("```", "~~~")):
            fence = bare[:3]
        else:
            lines.append(_INLINE_CODE.sub(" ", line))
    return "\n".join(lines)


def _capitalised_end(words: str) -> str | None:
    """`Meyer` of `paged Alice Meyer`: the words at the end that are written as names."""
    named: list[str] = []
    for word in reversed(words.split()):
        if not word[0].isupper():
            break
        named.insert(0, word)
    return " ".join(named) or None


class _Everybody:
    """Who is known so far, and all the ways in which they are written."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.ways: set[str] = set()

    def add(self, new: Person) -> None:
        if new.name and _GROUPS.intersection(folded(new.name).split()):
            new = Person(login=new.login)  # `SRE on-call`, `the support team`: a role already
        login = (new.login or "").lower()
        if not (new.name or login) or login in _NOT_PEOPLE or login.endswith("[bot]"):
            return
        if len(self.people) >= MAX_PEOPLE:
            return
        for n, old in enumerate(self.people):
            if _same(old, new):
                new = self.people[n] = Person(name=old.name or new.name, login=old.login or new.login)
                break
        else:
            self.people.append(new)
        self.ways.update(map(folded, _ways(new)))


def _same(old: Person, new: Person) -> bool:
    if old.login and new.login:
        return old.login.lower() == new.login.lower()
    if old.name and new.name:
        return folded(old.name) == folded(new.name)
    name, login = (old.name or new.name or ""), (old.login or new.login or "")
    return login.lower() in _logins_of(name)


def _plain(text: str) -> str:
    """Without accents, as logins are."""
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFKD", text).encode("ascii", "ignore").decode()


def _logins_of(name: str) -> set[str]:
    """What a login made of this name would be: `alice`, `alicemeyer`, `ameyer`, `alice.meyer`, …"""
    words = _plain(folded(name)).split()
    if len(words) < 2:
        return set(words)
    first, last = words[0], words[-1]
    pairs = ((first, last), (last, first), (first[0], last), (first, last[0]))
    joined = {f"{one}{by}{two}" for one, two in pairs for by in ("", "-", ".", "_")}
    return {first, last, *joined}


def spellings(people: tuple[Person, ...]) -> tuple[Spelling, ...]:
    """Full names, logins, first and last names; a text that means several people knows all of them."""
    found: dict[str, tuple[str, list[int]]] = {}
    for n, person in enumerate(people):
        for text in _ways(person):
            _, who = found.setdefault(folded(text), (text, []))
            if n not in who:
                who.append(n)
    return tuple(Spelling(text, tuple(who), folded in WORDS) for folded, (text, who) in found.items())


def _ways(person: Person) -> Iterator[str]:
    """How one person is written: `Alice B. Meyer`, `Alice Meyer`, `Alice`, `Meyer`, `Meyer, Alice`."""
    if person.login:
        yield person.login
    # `Alice Meyer (incident lead)`: what stands in brackets is no name.
    words = re.split(r"\s*[(\[]", person.name or "", maxsplit=1)[0].split()
    if not words:
        return
    first, last = words[0], words[-1]
    yield " ".join(words)
    if len(words) > 1:
        yield from (word for word in (first, last) if len(word.strip(".")) > 1)
        yield f"{last}, {first}"
    if len(words) > 2:
        yield f"{first} {last}"
