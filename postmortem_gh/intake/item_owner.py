"""The owner in an action item's words: one person, named by a label or by where the mention stands.

A mention in the sentence (“ask @bob about it”) is no owner; to assign an issue
to somebody who was only talked about would be wrong in public.
"""

from __future__ import annotations

import re
from datetime import date

from postmortem_gh.intake.dates import read_due
from postmortem_gh.intake.item_kinds import kind
from postmortem_gh.intake.item_words import EDGES, LOGIN, Parts
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.intake.naming import BESIDE, belongs, given_first, looks_like_name, name_at_end
from postmortem_gh.intake.told import quoted
from postmortem_gh.text.patterns import pattern

_OWNER = pattern(
    r"(?:(?<![\"“])\b(?:(?:owner|owned by|assignee|assigned to|assign to|responsible|dri|lead)\b[:= ]+)"
    r"\*{0,2}(?:(?:the[ ])?team[ ](?=@[\w-]{1,39}/))?|(?:→|->|=>)[ ]?(?=@))"
    rf"(?:@(?P<login>{LOGIN})(?![\w/-])|(?P<team>@[\w-]{{1,39}}/[\w-]{{1,100}})"
    r"|(?P<word>[^\s,;|()\[\]@–—](?:[^,;|()\[\]@\n–— ]|[ ](?!-[ ])){0,60}))",
    re.IGNORECASE,
)
_OWNER_SAID = pattern(
    r"(?:owner|owned by|assignee|responsible|dri|lead)[ ]?[:=]|assign(?:ed)? to|owned by", re.IGNORECASE
)
_NOBODY = frozenset(("nobody", "unassigned", "open", "no one", "noone", "anyone", "team", "us", "we", "all"))
_MENTION = pattern(rf"(?<![\w@/.`])@({LOGIN})(?![\w-]|/\w|['’]s\b)")
_TEAM = pattern(r"(?<![\w@/.`])@([\w-]{1,39}/[\w-]{1,100})(?![\w/])")
_PROSE_BEFORE = pattern(
    r"(?:\b(?:with|from|ask|tell|via|cc|than|about|like|thanks|thank|of|per|see|ping|help|helps|inform"
    r"|notify|contact|talk to|speak to|request"
    r"|page|by paging|instead of|not|involve|include|invite|remind|brief|let|have)|['’]s)[ :]*$",
    re.IGNORECASE,
)
_LEADING = pattern(r"(?:(?:[,;|–—(]|[ ]-|→|->|\bby|\bfor|\bto be done by|\band|[&/+])[ ]*)$", re.IGNORECASE)
_TO = pattern(r"[ ]+(?:to|will|should|shall)[ ]+(?=\w)", re.IGNORECASE)
_LABEL_BEFORE = pattern(
    r"(?:owner|owned by|assignee|assign(?:ed)? to|responsible|dri|lead)\b[ ]?[:=]?[ ]*\*{0,2}$", re.IGNORECASE
)
_NAME_END = pattern(
    r"[ *_]*(?:$|[,;:|&/+)\]]|[–—-][ ]|\.(?:[ ]|$)|(?:to|will|should|shall|and|due|by)\b)", re.IGNORECASE
)
_NAME_START = pattern(r"(?:^|[,;:|–—→(\[&/+]|[ ]-|=>|->|\.|\b(?:by|and|for))[ *_]*$", re.IGNORECASE)
_HEADS = pattern(r"[)*_]*(?:[:|–—-]|[ ]-|[ ]+(?:to|will)[ ])", re.IGNORECASE)
_OWNS = pattern(
    r"[ ]*(?:(?:to|will)[ ](?:own|do|take|drive|lead|handle)|owns|takes|does|drives|leads|handles)"
    r"(?:[ ](?:it|this|that))?(?=[ ]*(?:$|[.,;]))",
    re.IGNORECASE,
)
_BETWEEN = r"[ ]*(?:[,/&+]|\band\b|\bor\b)[ ]*"
_JOINED = pattern(rf"(?:{_BETWEEN}@{LOGIN}(?![\w-]|/\w|['’]s\b))+", re.IGNORECASE)
_JOINED_BEFORE = pattern(rf"(?:@{LOGIN}{_BETWEEN})+$", re.IGNORECASE)
_CROWD = 10
_PART_WORD = pattern(
    r"due|by|until|deadline|eta|next|this|end|owner|priority|prio|kind|type|impact|effort|high|medium|low|done|when|idea",
    re.IGNORECASE,
)
_SET_OFF = (",", ";", "|", "(", "[", "–", "—", "-", ".")


def join_names(parts: Parts) -> None:
    """`Alice Smith (@alice)` as `@alice` wherever an owner may stand: the name is kept beside the words."""
    masked = parts.masked
    if "@" not in masked or not any(c in masked for c in "([<"):
        return
    for found in reversed(list(BESIDE.finditer(masked))):
        login = found["login"] or found["inside_login"] or found["behind_login"]
        name, start = _name_of(masked, found, login)
        if name:
            parts.names[login.lower()] = name
        if name and start >= 0:
            bracketed = f"(@{login})" if found["inside"] else f"@{login}"
            parts.words = parts.words[:start] + bracketed + parts.words[found.end() :]


def _name_of(text: str, found: re.Match[str], login: str) -> tuple[str, int]:
    """The name beside a login, and where it begins: before the text where the sentence needs it."""
    whole = found["before"]
    if whole is None:
        name = given_first(found["inside"] or found["behind"])
        is_name = looks_like_name(name) and (" " in name or belongs(name, login))
        return (name, found.start()) if is_name and not _says_a_part(name, login) else ("", -1)
    if found["family"] and _is_whole_name(text, found):
        return f"{whole} {found['family']}", found.start()
    if _LABEL_BEFORE.search(_before(text, found.start("before"))):
        return whole, found.start("before")
    name = name_at_end(whole)
    while _PROSE_BEFORE.search(name.partition(" ")[0]):
        name = name.partition(" ")[2]  # “Ask Bob Jones (@bob)”
    start = found.end("before") - len(name)
    before = _before(text, start)
    if not name or _LABEL_BEFORE.search(before):
        return name, start
    known = belongs(name, login)
    is_set_off = _NAME_START.search(before) and _NAME_END.match(text, found.end())
    leads = not text[:start].strip(EDGES + "*_")  # “Upgrade Redis (@redis)” begins with no name
    is_name = bool(text[found.end() :].strip(EDGES + "*_.)")) and known if leads else known or " " in name
    if is_set_off and is_name and not _says_a_part(name, login):
        return name, start
    return (name, -1) if known else ("", -1)


def _is_whole_name(text: str, found: re.Match[str]) -> bool:
    """`Doe, Sam (@sam)` behind a label or at the head of an item is one name, the family's first."""
    if _LABEL_BEFORE.search(_before(text, found.start())):
        return True
    leads = not text[: found.start()].strip(EDGES + "*_(")
    return leads and _HEADS.match(text, found.end()) is not None


def _says_a_part(name: str, login: str) -> bool:
    """“Due Friday (@bob)”, “High Impact (@bob)”: capitals do not make a name of them."""
    return not belongs(name, login) and any(
        _PART_WORD.fullmatch(word) or kind(word) or read_due(word, base=date.min) for word in name.split()
    )


def take_owner(parts: Parts) -> None:
    named = _OWNER.search(parts.masked)
    if named and (named["login"] or named["team"] or _is_said(parts.masked, named)):
        others = _take_named(parts, named)
        if parts.owner:
            _tell_others(parts, others)
        if parts.owner or named["team"]:
            return
    mentions = _mentions(parts.masked)
    at_edge = [m for m in mentions if _is_owner_position(parts.masked, m)]
    chosen = at_edge[0] if at_edge else None
    if chosen is None:
        _tell_ownerless(parts, mentions)
        return
    parts.owner = chosen[1]
    start = chosen.start()
    end, others = _joined(parts.masked, chosen.end())
    to = _OWNS.match(parts.words, end)
    if to is None and not parts.words[:start].strip(EDGES + "*_"):
        to = _TO.match(parts.words, end)
    parts.cut(_lead(parts.masked, start), to.end() if to else end)
    _tell_others(parts, others)


def _joined(text: str, end: int) -> tuple[int, list[str]]:
    """The people joined to the owner, as in `@alice and @bob: …`, `@alice/@bob`, and where they end."""
    found = _JOINED.match(text, end)
    return (found.end(), re.findall(rf"@({LOGIN})", found[0])) if found else (end, [])


def _is_said(text: str, found: re.Match[str]) -> bool:
    """`owner: bob` anywhere; `owner bob` only set off from the sentence and with nothing behind it."""
    if _OWNER_SAID.match(found[0]):
        return True
    return (
        found.end() == len(text.rstrip(" ."))
        and text[: found.start()].rstrip()[-1:] in _SET_OFF
        and " " not in found["word"]
    )


def _take_named(parts: Parts, found: re.Match[str]) -> list[str]:
    """The person whom a label names; who is joined to that one is returned."""
    words = (found["word"] or "").strip(" .*_")
    first, _, rest = words.partition(" ")
    end = found.end()
    if found["team"]:
        parts.told.note(parts.at, f"{found['team']} is a team; an action item has one person as its owner")
    elif found["login"]:
        parts.owner = found["login"]
    elif says_nothing(words) or words.lower() in _NOBODY:
        pass
    elif re.fullmatch(LOGIN, first) and (not rest or not first[0].isupper() or not rest[0].isupper()):
        parts.owner = first
        end = found.start("word") + len(first)
    else:
        fix = "write the login, as `owner: @login`"
        parts.told.problem(parts.at, f"{quoted(words)} is not a GitHub login", fix, "action-items#owner")
        parts.details.append(f"Owner as written: {words}")
    end, others = _joined(parts.masked, end) if parts.owner else (end, [])
    parts.cut(_lead(parts.masked, found.start()), end)
    return others


def _mentions(text: str) -> list[re.Match[str]]:
    """The people who are mentioned; of a crowd the first and the last, where owners stand."""
    found = list(_MENTION.finditer(text))
    return found if len(found) <= _CROWD else found[: _CROWD // 2] + found[-_CROWD // 2 :]


def _before(text: str, at: int) -> str:
    """The words just before a position: more need not be searched."""
    return text[max(0, at - 40) : at]


def _lead(text: str, at: int) -> int:
    """Where a found part begins with what leads to it: “by @bob”, “, @bob”; a bracket stays for its pair."""
    found = _LEADING.search(_before(text, at))
    return at if found is None or found[0].lstrip()[:1] == "(" else at - len(found[0])


def _is_owner_position(text: str, found: re.Match[str]) -> bool:
    """At the beginning, at the end, or in brackets; not after “with”, “ask” and their like, nor behind a name there."""
    before, after = text[: found.start()].rstrip(" *_"), text[found.end() :].lstrip(" *_")
    in_brackets = before.endswith(("(", "[", "|")) and after[:1] in (")", "]", "|")
    if in_brackets:
        before, after = before[:-1].rstrip(" *_"), after[1:].lstrip(" *_")
    name = name_at_end(_before(before, len(before)))
    name = name if belongs(name, found[1]) else ""
    ahead = _JOINED_BEFORE.sub("", _before(before, len(before) - len(name)))
    if _PROSE_BEFORE.search(ahead.rstrip()):
        return False
    if (in_brackets and not name) or not before.strip(EDGES):
        return True
    if before[-1] in _SET_OFF and _OWNS.match(after):
        return True
    return not re.sub(rf"@{LOGIN}|\band\b|\bcc\b|[\s,;:|&/+–—.()\[\]-]", "", after)


def _tell_others(parts: Parts, joined: list[str]) -> None:
    """Further people right behind the owner become a detail; those in the sentence stay in it."""
    others = [m for m in _mentions(parts.masked) if _is_owner_position(parts.masked, m)]
    for other in reversed(others):
        parts.cut(_lead(parts.words, other.start()), other.end())
    if others or joined:
        names = ", ".join(f"@{login}" for login in (*joined, *(m[1] for m in others)))
        parts.details.append(f"With {names}")
        parts.told.note(parts.at, f"an action item has one owner: @{parts.owner}; also named: {names}")


def _tell_ownerless(parts: Parts, mentions: list[re.Match[str]]) -> None:
    if mentions:
        names = " and ".join(f"@{m[1]}" for m in mentions[:3])
        parts.told.note(
            parts.at,
            f"{names} stands in the sentence and was not read as the owner; `owner: @login` names one",
            advice=True,
        )
    elif (team := _TEAM.search(parts.masked)) and (
        not parts.masked[team.end() :].strip(EDGES + ").]")
        or not parts.masked[: team.start()].strip(EDGES + "([")
    ):
        parts.told.note(parts.at, f"@{team[1]} is a team; an action item has one person as its owner")
