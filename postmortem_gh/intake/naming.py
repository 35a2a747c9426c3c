"""A name beside a login: `Name (@login)`, `@login (Name)`, `(Name, @login)`.

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
    rf"(?P<before>{_WORDS}),?[ ]*[(\[<]@(?P<login>{LOGIN})[)\]>]"
    rf"|[(\[](?P<inside>{_WORDS})(?:[,:;]|[ ][–—-])?[ ]+@(?P<inside_login>{LOGIN})[)\]]"
    rf"|(?<![\w@/.`])@(?P<behind_login>{LOGIN})[ ]\((?P<behind>{_WORDS})\)"
)
_PARTICLES = frozenset((
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al",
    "bin", "ibn", "ter", "ten", "zu", "zum", "y", "und",
))  # fmt: skip


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
