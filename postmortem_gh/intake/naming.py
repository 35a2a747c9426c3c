"""A name beside a login: `Name (@login)`, `@login (Name)`, `(Name, @login)`, `Family, Given (@login)`.

Used by item_owner.py and people.py: both read one person there, and the name
is kept so that documents can leave it out.
"""

from __future__ import annotations

from postmortem_gh.intake.item_words import LOGIN
from postmortem_gh.text.patterns import pattern

_WORD = r"[^\W\d_][^\W\d_.'’-]{0,30}(?:[.'’-][^\W\d_]{0,30}){0,3}"
_WORDS = rf"{_WORD}(?:[ ]{_WORD}){{0,3}}"
# A name before its login, in one bracket with it, or in brackets behind it.
BESIDE = pattern(
    rf"(?:(?P<family>{_WORDS}),[ ])?(?P<before>{_WORDS}),?[ ]*[(\[<]@(?P<login>{LOGIN})[)\]>]"
    rf"|[(\[](?P<inside>(?:{_WORDS},[ ])?{_WORDS})(?:[,:;]|[ ][–—-])?[ ]+@(?P<inside_login>{LOGIN})[)\]]"
    rf"|(?<![\w@/.`])@(?P<behind_login>{LOGIN})[ ]\((?P<behind>(?:{_WORDS},[ ])?{_WORDS})\)"
)
_ONE = rf"(?P<family>(?:(?-i:[a-z]{{2,4}})[ ]){{0,2}}{_WORD}),[ ](?P<given>{_WORD}(?:[ ]{_WORD}\.)?)"
_ENTRY = pattern(rf"{_ONE}[ ](?P<login>[(\[<]?@{LOGIN}[)\]>]?)(?:[ ]*,[ ]*|[ ]+(?:and|&)[ ]+|[ ]*$)")
_PARTICLES = frozenset((
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al",
    "bin", "ibn", "ter", "ten", "zu", "zum", "y", "und",
))  # fmt: skip


def given_first(words: str) -> str:
    """`Sam Doe` of `Doe, Sam`."""
    family, _, given = words.partition(", ")
    return f"{given} {family}" if given else words


def without_family_first(entries: str) -> str | None:
    """`Sam Doe (@sam)` of `Doe, Sam (@sam)`, where all entries are so; None where they are not.

    A list of two people says `Ann, Bob (@bob)` so, too; but who has one login
    in mind tells the other's as well.
    """
    people, at = [], 0
    while at < len(entries):
        found = _ENTRY.match(entries, at)
        if not found or not looks_like_name(found["given"]) or not looks_like_name(found["family"]):
            return None
        people.append(f"{found['given']} {found['family']} {found['login']}")
        at = found.end()
    return ", ".join(people) or None


def looks_like_name(words: str) -> bool:
    """Whether each word is written as names are: `Ann van der Berg`, `田中`; neither `on call` nor `IC`."""
    each = words.split()
    return bool(each) and all(
        word in _PARTICLES
        or (not word[0].islower() and not (word.isupper() and len(word) > 1 and word.isascii()))
        for word in each
    )


def name_at_end(words: str) -> str:
    """`Alice Meyer` of `assigned to Alice Meyer`: the words at the end that are written as names."""
    each = words.split()
    start = len(each)
    while start and looks_like_name(each[start - 1]):
        start -= 1
    while start < len(each) and each[start] in _PARTICLES:
        start += 1
    return " ".join(each[start:])


def belongs(name: str, login: str) -> bool:
    """Whether a login sounds like a name: `alice`, `asmith` and `alice-s` like Alice Smith."""
    plain = login.lower().replace("-", "")
    words = ["".join(c for c in word if c.isalnum()) for word in name.lower().split()]
    return any(len(word) > 1 and (word in plain or plain in word) for word in words)
