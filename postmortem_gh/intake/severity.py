"""How severe it was: the rank of an answer among the form's options, else by its digits or words.

0 is the highest. Used by decide for the write-up's size and by action items
for their target.
"""

from __future__ import annotations

import re

from postmortem_gh.text.patterns import pattern

_DIGITS = pattern(
    r"(?:sev(?:erity)?|s|p|prio(?:rity)?|level|tier|l|cat(?:egory)?|class)?[ -]?#?([0-9])\b", re.IGNORECASE
)
_WORDS: tuple[frozenset[str], ...] = (
    frozenset(["critical", "blocker", "emergency", "catastrophic", "highest", "disaster", "severe", "fatal"]),
    frozenset(["major", "high", "urgent", "significant", "serious"]),
    frozenset(["moderate", "medium", "minor", "normal"]),
    frozenset(["low", "trivial", "cosmetic", "lowest", "negligible", "none", "info", "informational"]),
)
_UNRANKED = pattern(
    r"(?:i |we )?(?:unknown|not sure|unsure|don'?t know|unclear|other|n/a|tbd|not known)", re.IGNORECASE
)


def rank(said: str | None, options: tuple[str, ...]) -> int | None:
    """The rank of what was said; None where it cannot be told."""
    if not said or _UNRANKED.match(said.strip()):
        return None
    ranked = [option for option in options if not _UNRANKED.match(option)]
    if said in ranked:
        if _descends(ranked):
            ranked.reverse()
        return ranked.index(said)
    digits = _DIGITS.match(said.strip())
    if digits:
        return max(0, int(digits[1]) - 1)
    return _by_words(said)


def _by_words(said: str) -> int | None:
    words = re.findall(r"[a-z]+", said.lower())
    return next((i for word in words for i, known in enumerate(_WORDS) if word in known), None)


def _descends(options: list[str]) -> bool:
    """Whether the form lists the lowest first: its digits fall, or its words climb."""
    marks = [_mark(option) for option in options]
    known = [mark for mark in marks if mark is not None]
    return len(known) == len(options) > 1 and known[0] > known[-1]


def _mark(option: str) -> int | None:
    digits = _DIGITS.match(option.strip())
    return int(digits[1]) if digits else _by_words(option)


def target_name(said: str | None, at: int | None) -> str | None:
    """The name by which the settings' targets know it: `SEV1` for the first or what says so."""
    if at is None:
        return None
    digits = _DIGITS.match((said or "").strip())
    return f"SEV{digits[1]}" if digits and digits[1] != "0" else f"SEV{at + 1}"


_YES = pattern(r"(?:yes|y|true|ja|oui|si|sí|yep|yeah|x|escalated|1|on)\b", re.IGNORECASE)
_NO = pattern(r"(?:no|n|false|nein|non|not|never|nope|none|0|off)\b", re.IGNORECASE)


def yes_or_no(said: str) -> bool | None:
    """`Yes, to the database team` is yes; None where it says neither."""
    plain = said.strip(" *_`.[]()")
    return True if _YES.match(plain) else False if _NO.match(plain) else None
