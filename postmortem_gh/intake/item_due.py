"""The due date in an action item's words: after “due”, “by” and their like, or set off by brackets or dashes.

“Page by SMS” and “raise the limit by 10%” hold none: after “by” only what the
closed grammar of dates.py reads is a date. After “due” what cannot be read is
a problem, as somebody meant a day.
"""

from __future__ import annotations

import re
from itertools import islice

from postmortem_gh.intake.dates import FIX, Due, read_due
from postmortem_gh.intake.item_words import Parts
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.intake.told import quoted
from postmortem_gh.text.patterns import LETTER, pattern

_DUE = pattern(
    r"\b(?:due(?:[ -](?:date|by|on|in(?= the)))?|deadline|eta|target(?: date)?|until|no later than"
    r"|(?<=[,;(–—-] )finish(?:ed)? by)\b(?P<sign>[ ]?[:=–—])?[ ]*(?:on |by |is )?"
    r"|\b(?:by|before)\b[:]? ",
    re.IGNORECASE,
)
_FINISH = pattern(r"[ ]*(?:finish(?:ed)?|complete(?:d)?|do|done)[ ]*$", re.IGNORECASE)
_ON = pattern(r"(?:^|[ ])on[ ]$", re.IGNORECASE)
_BARE_DATE = pattern(
    rf"[(\[][ ]*(?=\d|{LETTER})|^[ ]*(?=\d)|(?:[,;|–—]|[ ]-)[ ]*(?=\d{{4}}-\d)|(?:[,;|–—]|[ ]-)[ ]*(?=\d|{LETTER})"
    rf"|(?<=[ ])(?=\d{{4}}-\d{{2}}-\d{{2}}$)|@(?-i:[A-Za-z0-9-]{{1,39}})[ ]+(?:on[ ])?(?=\d|{LETTER})"
)
_NO_DUE = pattern(
    r"(?:to|for|diligence|process|course|care|respect|credit|amount|dates?|payments?|invoices?|tos)\b",
    re.IGNORECASE,
)
_BE_BEFORE = pattern(
    r"\b(?:is|are|was|were|be|been|being|past|over|when|falls?|comes?|became?|becomes?|not|long"
    r"|invoices?|in|mostly|partly|largely|likely|and|or|with|the)[ ]$",
    re.IGNORECASE,
)
_MOST = 20  # places in one item that may hold a date
_PART_END = pattern(
    r"[,;|()\[\]@\n]|[ ][–—-][ ]"
    r"|[ ](?=(?:impact|effort|owner|priority|kind)[:=])|(?<!\d)\.(?:[ ]|$)"
)


def take_due(parts: Parts, *, only_due: bool = False) -> None:
    """The first date that can be used; else the first that cannot is the problem."""
    refused: tuple[int, int, Due] | None = None
    unread: tuple[int, str] | None = None
    masked = parts.masked
    for found in islice(_DUE.finditer(masked), _MOST):
        by = found[0][:2].lower() in ("by", "be")
        if (by and only_due) or (not by and _NO_DUE.match(masked, found.end())):
            continue
        due = read_due(masked[found.end() : found.end() + 60], base=parts.base, bare=not by)
        if due and due.day:
            end = found.end() + due.length
            heads = masked[end : end + 1] == ":" and _FINISH.match(masked[: found.start()])
            _set_due(parts, 0 if heads else found.start(), end, due)
            return
        if due:
            refused = refused or (found.start(), found.end() + due.length, due)
        elif not by and unread is None and _says_due(masked, found):
            unread = (found.start(), _until_part(masked, found.end()))
    if refused:
        _refuse(parts, *refused[:2], refused[2].problem, refused[2].fix)
    elif unread:
        _unreadable(parts, *unread)
    elif not only_due:
        _take_bare_date(parts)


def _set_due(parts: Parts, start: int, end: int, due: Due) -> None:
    parts.due, parts.due_said = due.day, due.said
    if not due.plain:
        parts.told.note(parts.at, f"due {due.said}: {due.day}", about="due")
    if parts.words[start - 1 : start] in ("(", "[") and parts.words[end : end + 1] in (")", "]"):
        start, end = start - 1, end + 1
    parts.cut(start, end)


def _refuse(parts: Parts, start: int, end: int, what: str, fix: str) -> None:
    parts.undated = True
    parts.told.problem(parts.at, what, fix, "action-items#due-dates")
    parts.cut(start, end)


def _says_due(text: str, found: re.Match[str]) -> bool:
    """Whether “due …” means a date: with a colon, or at the end of the words and not in a sentence."""
    word = found[0].split()[0].strip(":=").lower() if found[0].strip() else ""
    if found["sign"] or (word == "due" and found[0].lower().startswith(("due date", "due by", "due on"))):
        return True
    if word != "due" or _BE_BEFORE.search(text[max(0, found.start() - 20) : found.start()]):
        return False
    rest = text[found.end() : _end_of_part(text, found.end())].split()
    return 0 < len(rest) <= 4


def _end_of_part(text: str, at: int) -> int:
    found = _PART_END.search(text, at)
    return found.start() if found else len(text)


def _until_part(text: str, at: int) -> str:
    return text[at : _end_of_part(text, at)].strip()


def _unreadable(parts: Parts, start: int, said: str) -> None:
    if says_nothing(said) or said.lower() in ("tbd", "tba", "tbc", "later", "open"):
        if said:
            parts.told.note(parts.at, f"due {said}: no date yet")
        at = parts.masked.find(said, start) if said else start
        parts.cut(start, max(start, at) + len(said))
        return
    # `said` comes from the text whose code is masked, sign for sign; what people wrote is quoted.
    at = parts.masked.index(said, start)
    end = at + len(said)
    _refuse(parts, start, end, f"{quoted(parts.words[at:end])} is not a date", FIX)


def _take_bare_date(parts: Parts) -> None:
    """A date in brackets, set off by a comma or dash, or right after the owner needs no “due” before it."""
    masked = parts.masked
    for found in islice(_BARE_DATE.finditer(masked), _MOST):
        due = read_due(masked[found.end() : found.end() + 60], base=parts.base, bare=False)
        if due is None or due.past:  # of what has been, people tell the day without meaning a promise
            continue
        end = found.end() + due.length
        following = masked[end : end + 2].strip()
        if found[0].strip()[:1] in ("(", "["):
            if following[:1] not in (")", "]"):
                continue
            end = masked.index(following[:1], end) + 1
        elif following and following[0] not in ",;:|–—-@([.":
            continue
        start = found.start()
        if found[0].startswith("@"):
            start += len(found[0].split()[0])
        elif joined := _ON.search(masked[max(0, start - 4) : start]):
            start -= len(joined[0])
        if due.day:
            _set_due(parts, start, end, due)
        else:
            _refuse(parts, start, end, due.problem, due.fix)
        return
