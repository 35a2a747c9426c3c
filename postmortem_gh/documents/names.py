"""Where a name stands in a text, and where the same letters are a word or part of one.

Used by documents/roles. A name that is also a word (Will, Mark, May, Grace)
counts only where it is written as a name; all others count in any case, also
in code, since a name in a paste is a name.
"""

from __future__ import annotations

import re

from postmortem_gh.values.lean import dataclass

# Names that are words of English or of the trade, in lower case.
WORDS = frozenset((
    "a", "ace", "admin", "an", "and", "angel", "any", "april", "are", "art", "as", "at", "august",
    "autumn", "bang", "bank", "banks", "base", "bass", "be", "bell", "best", "bill", "black", "bond",
    "bot", "brown", "buck", "bug", "bush", "but", "by", "can", "case", "chance", "chase", "chef",
    "chin", "cliff", "cook", "cox", "cross", "dawn", "day", "dean", "deploy", "dev", "do", "dot",
    "drew", "duke", "dung", "earl", "east", "else", "faith", "field", "fields", "flint", "for", "ford",
    "forest", "fox", "frank", "from", "gates", "glass", "go", "gold", "good", "grace", "grant", "gray",
    "green", "grey", "grove", "guy", "had", "hall", "hand", "hang", "hare", "has", "have", "he", "head",
    "heard", "her", "hill", "him", "his", "hope", "house", "how", "hunter", "i", "if", "in", "is", "it",
    "its", "jade", "jenkins", "jet", "join", "joy", "julia", "june", "just", "key", "king", "lake",
    "lamb", "lane", "law", "link", "long", "lord", "love", "low", "lucky", "major", "march", "mark",
    "mars", "marsh", "mason", "max", "may", "me", "mercy", "mike", "miles", "mill", "min", "moody",
    "moon", "mudd", "my", "nail", "new", "nick", "no", "norm", "north", "not", "now", "oak", "of",
    "off", "olive", "on", "one", "ops", "or", "oracle", "our", "out", "over", "own", "page", "paige",
    "parish", "park", "parks", "pat", "patience", "pearl", "peel", "penny", "pierce", "ping", "pong",
    "pool", "pope", "port", "porter", "post", "power", "price", "prince", "python", "queen", "quick",
    "rain", "ramp", "ray", "read", "reader", "red", "reed", "rich", "road", "rob", "rock", "root",
    "rose", "row", "rows", "ruby", "rush", "rusty", "sage", "salt", "sample", "sang", "seal", "self",
    "service", "sharp", "she", "shell", "short", "silver", "sims", "skip", "sky", "small", "snow", "so",
    "son", "song", "south", "speed", "spring", "stack", "star", "steel", "sterling", "sterne", "still",
    "stock", "stone", "storey", "storm", "strong", "sue", "summer", "sun", "support", "swan", "sweet",
    "swift", "system", "tan", "tang", "teller", "terry", "test", "than", "that", "the", "their", "them",
    "then", "there", "they", "this", "thorn", "tide", "to", "too", "tower", "town", "travis", "trip",
    "true", "up", "us", "user", "van", "vice", "victor", "wall", "ward", "was", "waters", "we", "web",
    "weeks", "wells", "west", "what", "when", "white", "who", "why", "will", "win", "wing", "winter",
    "wise", "with", "wolf", "wood", "woods", "worth", "wright", "you", "young", "your", "zip",
))  # fmt: skip
_MONTHS = frozenset(("april", "may", "june", "july", "august", "march"))
_VERBS = frozenset((
    "was", "is", "has", "had", "did", "said", "saw", "found", "began", "ran", "went", "took", "told",
    "sent", "wrote", "kept", "got", "gave", "made", "left", "set", "put", "thought", "knew", "came",
    "felt", "held", "met", "read", "spoke", "stood", "lost", "won", "led", "who", "then", "also",
    "later", "first", "already", "never",
))  # fmt: skip
_GLUE = frozenset("/\\@=&?:~-.+%#")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write one or several people; ``is_word``: the letters also mean something else."""

    text: str
    people: tuple[int, ...]
    is_word: bool


def folded(text: str) -> str:
    return " ".join(text.lstrip("@").casefold().split())


def expression(spellings: tuple[Spelling, ...]) -> re.Pattern[str] | None:
    """All spellings as one expression over lower-case text, longest first, each within word boundaries.

    The boundary stands before the alternatives, which then begin with a plain
    letter: only so does Python's engine pass over most of them at once.
    """
    if not spellings:
        return None
    longest_first = sorted({lowered(s.text) for s in spellings}, key=lambda text: (-len(text), text))
    words = [_literal(text) for text in longest_first if not _has_no_blanks(text)]
    # Scripts without blanks between words have no boundaries to ask for.
    others = [_literal(text) for text in longest_first if _has_no_blanks(text)]
    bounded = [rf"(?<!\w)@?(?:{'|'.join(words)})(?!\w)"] if words else []
    return re.compile("|".join((*bounded, *others)))


def _literal(text: str) -> str:
    return r"\s{1,3}".join(map(re.escape, text.split()))


def lowered(text: str) -> str:
    """Lower case, letter for letter: a place in it is the same place in the text."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def _has_no_blanks(text: str) -> bool:
    return any("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" for char in text)


def is_name(spelling: Spelling, text: str, start: int, end: int) -> bool:
    """Whether these letters stand for a person here, and not for the word that they also are."""
    found = text[start:end]
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if found.startswith("@"):
        return not after.startswith("/")  # `@acme/oncall` is a team, `@octokit/openapi` a package
    if not spelling.is_word or _speaks(before, after):
        return True
    if found != spelling.text or not found[:1].isupper():
        return False
    if glued(text, start, end) and not after.startswith((".", ":", "-")):
        return False
    if found.casefold() in _MONTHS and _is_month(before, after):
        return False
    return not _opens_sentence(before) or _acts(after)


def glued(text: str, start: int, end: int) -> bool:
    """Part of an address, a path or a prompt: what replaces it must be one word."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    left = before in _GLUE
    right = len(after) == 2 and after[0] in _GLUE and (after[1].isalnum() or after[1] in "/\\_~")
    return (left or right) and not _is_pair(text, start, end)


def _is_pair(text: str, start: int, end: int) -> bool:
    """`Alice/Ben`: two names, no path."""
    left = text[max(0, start - 60) : start].rsplit(None, 1)[-1:] if text[start - 1 : start].strip() else [""]
    right = text[end : end + 60].split(None, 1)[:1] if text[end : end + 1].strip() else [""]
    token = f"{left[0]}x{right[0]}".strip("(),;:")
    return bool(re.fullmatch(r"[^\W\d_]{1,60}/[^\W\d_]{1,60}", token))


def _opens_sentence(before: str) -> bool:
    stripped = before.rstrip(" \t*_>-–—•“\"'([|#0123456789:")
    return not stripped or stripped[-1] in ".!?…;\n" or "\n" in before[len(stripped) :]


def _speaks(before: str, after: str) -> bool:
    """In the header of a chat message: `<will> …`, `[14:02] will: …`, `will  2:02 PM`."""
    if (before.endswith("<") and after.startswith(">")) or (
        before.rstrip().endswith("]") and after[:1] == ":"
    ):
        return True
    line_starts = not before.strip(" \t>") or before.rstrip(" \t>").endswith("\n")
    return line_starts and bool(re.match(r"\s{1,4}\[?\d{1,2}:\d{2}", after))


def _acts(after: str) -> bool:
    """What follows a name, and hardly the word: `Will restarted`, `Mark's`, `May and Ben`, `Grace:`."""
    if after[:2] in ("'s", "’s") or after[:1] in (",", ":", "(", "/") or after[:2] == " (":
        return True
    word = re.match(r" ([a-z]{2,20})", after)
    return word is not None and (word[1].endswith("ed") or word[1] in _VERBS or word[1] == "and")


def _is_month(before: str, after: str) -> bool:
    if re.match(r",? \d", after) or re.search(r"\d(?:st|nd|rd|th)?\.? $", before):
        return True
    return bool(
        re.search(
            r"\b(?:in|since|until|till|early|mid|late|last|next|of|through|during)[ -]$",
            before,
            re.IGNORECASE,
        )
    )
