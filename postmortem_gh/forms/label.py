"""Labels: how a heading is compared with one, and the id that GitHub makes of one.

Used by definition (ids of elements that have none) and by headings (which
heading of a body is which label). People edit headings by hand: case, blanks,
a colon at the end, an emoji left out, or bold type make no other label.
"""

from __future__ import annotations

import re

from postmortem_gh.text.patterns import pattern

# Marks that people cannot see, and Markdown's own signs: no part of what a label says.
_INVISIBLE = (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
_UNSEEN = dict.fromkeys((*_INVISIBLE, *range(0xFE00, 0xFE10)))
_SIGNS = dict.fromkeys(map(ord, "*`\\"))
_LINK = pattern(r"\[([^\[\]]*)\]\([^()]*\)")
_UNDERSCORES = pattern(r"(?<![^\W_])_+|_+(?![^\W_])")  # those of `snake_case` are letters
_TAG = pattern(r"</?[a-z!][^<>]*>", re.IGNORECASE)
_SHORT_CODE = pattern(
    r"(?:^|(?<=\s)):[a-z][a-z0-9_+-]*:(?=\s|$)", re.IGNORECASE
)  # `:fire:`, shown as an emoji
# As telephones set what is typed.
_TYPED = {
    **dict.fromkeys(map(ord, "‘’‚‛´"), "'"),
    **dict.fromkeys(map(ord, "“”„‟"), '"'),
    0x2013: "-",
    0x2014: "-",
}
_AT_THE_END = " #:;,.!?…。、？！：；،؟؛"

# What Rails makes of letters before `parameterize` drops the rest.
# https://github.com/ruby-i18n/i18n/blob/master/lib/i18n/backend/transliterator.rb
_LETTERS = {
    "Æ": "AE", "Ð": "D", "×": "x", "Ø": "O", "Þ": "Th", "ß": "ss", "ẞ": "SS", "æ": "ae", "ð": "d",
    "ø": "o", "þ": "th", "Đ": "D", "đ": "d", "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ", "ĳ": "ij",
    "ĸ": "k", "Ŀ": "L", "ŀ": "l", "Ł": "L", "ł": "l", "ŉ": "'n", "Ŋ": "NG", "ŋ": "ng", "Œ": "OE",
    "œ": "oe", "Ŧ": "T", "ŧ": "t",
}  # fmt: skip
_ACCENTED = "ǪǫǬǭ"  # besides U+00C0 to U+017E, the only ones that its table knows

_NO_PART_OF_AN_ID = pattern(r"[^a-z0-9\-_]+", re.IGNORECASE | re.ASCII)
_HYPHENS = pattern(r"-{2,}")


def fold(text: str) -> str:
    """What remains of a heading when all is taken off that people change without meaning another."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFKC", text.translate(_TYPED))
    if "<" in text:
        text = _TAG.sub("", text)
    words = _SHORT_CODE.sub("", visible(text)).strip().rstrip(_AT_THE_END)
    return words if words.isascii() else _without_emoji(words)


def unclosed(text: str) -> str:
    """A heading without the signs that close it, which need a blank before: `C# ###` says `C#`.

    https://spec.commonmark.org/0.31.2/#atx-headings
    """
    bare = text.rstrip("#")
    return bare.rstrip() if bare[-1:].isspace() else text


def visible(text: str) -> str:
    """The words as Markdown shows them, without links' addresses and signs of emphasis, in one case."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    text = text.translate(_SIGNS)
    return loosely(_UNDERSCORES.sub("", text) if "_" in text else text)


def loosely(option: str) -> str:
    """An option without what nobody sees or says: `C#` and `C` stay two."""
    if not option.isascii():
        from unicodedata import normalize

        option = normalize("NFC", option).translate(_UNSEEN)
    return " ".join(option.casefold().split())


def reference(label: str) -> str:
    """The id of an element that names none: `label.parameterize`, as Rails has it.

    https://api.rubyonrails.org/classes/ActiveSupport/Inflector.html#method-i-parameterize
    """
    text = label if label.isascii() else _ascii(label)
    text = _HYPHENS.sub("-", _NO_PART_OF_AN_ID.sub("-", text))
    return text.removeprefix("-").removesuffix("-").lower()


def _ascii(text: str) -> str:
    from unicodedata import normalize

    return "".join(c if c < "\x80" else _approximation(c) for c in normalize("NFC", text))


def _approximation(letter: str) -> str:
    if letter in _LETTERS:
        return _LETTERS[letter]
    if "À" <= letter <= "ž" or letter in _ACCENTED:
        from unicodedata import decomposition

        base = decomposition(letter).split(" ")[0]
        return chr(int(base, 16)) if base else "?"
    return "?"


def _without_emoji(words: str) -> str:
    """Leading and trailing symbols go, unless nothing else is there."""
    from unicodedata import category

    start, end = 0, len(words)
    while start < end and (words[start] == " " or category(words[start]) in ("So", "Sk", "Mn", "Cn")):
        start += 1
    while end > start and (words[end - 1] == " " or category(words[end - 1]) in ("So", "Sk", "Cn")):
        end -= 1
    return words[start:end].rstrip(_AT_THE_END) or words
