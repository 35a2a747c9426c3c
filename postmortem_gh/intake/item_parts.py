"""One action item's words, taken apart: priority, kind, owner, date, levels, closing condition; the rest is its title.

The order of the parts is free, so each is looked for by what it looks like
and cut out where it was found; what is left is the title. Code spans, links
and addresses are opaque: nothing inside them is a part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from postmortem_gh.intake import item_kinds
from postmortem_gh.intake.dates import FIX, Due, read_due
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.intake.told import Told, quoted
from postmortem_gh.values.problems import Place
from postmortem_gh.values.records import ItemKind, ItemState, Level, Priority

LOGIN = r"[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])){0,38}"

_OPAQUE = re.compile(
    r"(`+)(?:(?!\1).){1,500}?\1|!?\[[^\]\n]{0,300}\]\([^)\s]{1,500}\)|https?://[^\s)>\]]{1,2000}"
)
_REFERENCE = re.compile(
    r"(?:(?:existing|already(?: filed)?(?: as)?|tracked (?:in|as|by)|see|issue|attach|duplicate of|filed as)[: ]*)?[\[(<]?"
    r"(?:(?P<url>https?://[^\s/]{1,100}/(?P<repo>[\w.-]{1,100}/[\w.-]{1,100})/issues/(?P<n1>\d{1,9})(?:[#?][^\s)>\]]{0,100})?)"
    r"|(?P<other>[\w.-]{1,100}/[\w.-]{1,100})#(?P<n2>\d{1,9})|(?:GH-|#)(?P<n3>\d{1,9}))(?![\w-])[\])>]?(?:\([^)\s]{1,500}\))?[ :,;–—-]*",
    re.IGNORECASE,
)
_MENTIONED = re.compile(r"(?<![\w/&])#(\d{1,9})\b")
_DONE = re.compile(
    r"^[\[(*_]{0,3}(?:done|completed|finished|fixed already|already done)[\])*_]{0,3}(?: ?[:–—-]|(?<=[\])*])) ?"
    r"|^[✅☑✔]\ufe0f? ?|[ ]*[,;–—-]? ?[\[(*_]{1,3}(?:already )?(?:done|completed|finished)[!.]?[\])*_]{1,3}[.]?$"
    r"|[ ]*(?:[,;:–—.]|[ ]-)[ ]*(?:already )?(?:done|completed)[!.]?$|[ ]*[✅☑✔]\ufe0f?$|\b(?:status|state)[:=] ?(?:done|completed?|closed)\b",
    re.IGNORECASE,
)
_IDEA = re.compile(
    r"^[\[(*_]{0,3}idea[\])*_]{0,3}(?:[:–—]| -|(?<=[\])])) ?[*_]{0,3}|[ ]*[\[(]idea[\])]$", re.IGNORECASE
)
_PRIORITY = re.compile(
    r"[\[({]\*{0,2}(?:priority|prio)?[:= ]*P-?(?P<a>\d)\*{0,2}[\])}]:?|\b(?:priority|prio)[:= ]+\[?(?P<b>P?\d|[a-z]{3,9})\b\]?"
    r"|^\*{0,2}P-?(?P<c>\d)\*{0,2}(?:[:.,;|]\*{0,2}| ?[–—-](?= ))|(?:[,;|–—]|[ ]-)[ ]?P(?P<d>\d)(?=$|[ ]?[,;|–—]|[ ]-)|[ ]\*{0,2}P(?P<e>\d)\*{0,2}$"
    r"|^\*{0,2}P(?P<f>\d)\*{0,2}[ ](?!(?:alerts?|incidents?|tickets?|issues?|pages?|bugs?|outages?|severit\w+|customers?|and|or|is|are|to|items?|calls?|[a-z]+ly)\b)",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"[\[({](?:(?:kind|type|category)[:= ]+)?(?P<a>[a-z]{3,14})[\])}]|\b(?:kind|type|category)[:=] ?(?P<b>[a-z]{2,20})\b"
    r"|^\*{0,2}(?P<c>[a-z]{3,14})\*{0,2}:\*{0,2}[ ]|(?:[,;|–—]|[ ]-)[ ]?(?P<d>[a-z]{3,14})$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?P<of>impact|effort|value|cost|size)(?: ?[:=] ?| (?=(?:low|medium|med|high|small|large)\b))(?P<a>[a-z]{1,12})\b"
    r"|(?<=[(\[,;|])[ ]?(?P<b>low|medium|med|high|small|large)[ -](?P<of2>impact|effort)(?=[ ]?[)\],;|])"
    r"|(?<=[,;|–—])[ ]?(?P<c>low|medium|med|high|small|large)[ -](?P<of3>impact|effort)$",
    re.IGNORECASE,
)
_OWNER = re.compile(
    rf"(?:\b(?:owner|owned by|assignee|assigned to|assign to|responsible|dri|lead)\b[:= ]+\*{{0,2}}|(?:→|->|=>)[ ]?(?=@))"
    rf"(?:@(?P<login>{LOGIN})(?![\w/-])|(?P<team>@[\w-]{{1,39}}/[\w-]{{1,100}})|(?P<word>[^\s,;|()\[\]@][^,;|()\[\]@\n]{{0,60}}))",
    re.IGNORECASE,
)
_OWNER_COLON = re.compile(
    r"(?:owner|owned by|assignee|responsible|dri|lead)[:=]|assign(?:ed)? to|owned by", re.IGNORECASE
)
_MENTION = re.compile(rf"(?<![\w@/.`])@({LOGIN})(?![\w-]|/\w)")
_TEAM = re.compile(r"(?<![\w@/.`])@([\w-]{1,39}/[\w-]{1,100})(?![\w/])")
_PROSE_BEFORE = re.compile(
    r"(?:\b(?:with|from|ask|tell|via|cc|than|about|like|thanks|thank|of|per|see|ping|help|helps|inform|notify|contact|talk to|speak to|request"
    r"|page|by paging|instead of|not|involve|include|let)|['’]s)[ :]*$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:(?:[,;|–—(]|[ ]-|→|->|\bby|\bfor|\bto be done by|\band|[&/+])[ ]*)$", re.IGNORECASE
)
_DUE = re.compile(
    r"\b(?:due(?:[ -](?:date|by|on|in(?= the)))?|deadline|eta|target(?: date)?|until|no later than|finish(?:ed)? by)\b(?P<sign>[ ]?[:=–—])?[ ]*(?:on |by |is )?"
    r"|\bby\b[:]? ",
    re.IGNORECASE,
)
_BARE_DATE = re.compile(
    r"(?:[(\[|]|(?:[,;–—]|[ ]-|^))[ ]*(?=\d{4}-\d)|[(\[][ ]*(?=[\dA-Za-z])|(?<=[ ])(?=\d{4}-\d{2}-\d{2}$)"
)
_NO_DUE = re.compile(
    r"(?:to|for|diligence|process|course|care|respect|credit|amount|dates?|payments?|invoices?|tos)\b",
    re.IGNORECASE,
)
_BE_BEFORE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|past|over|when|falls?|comes?|became?|becomes?|not|long|invoices?|in|mostly|partly|largely|likely|and|or|with|the)[ ]$",
    re.IGNORECASE,
)
_DONE_WHEN = re.compile(
    r"(?:^|(?<=[.;:!,)\]])[ ]*|[ ]+[–—-][ ]+|[ ]*[(\[]|(?<=[ ])(?=D))done[ ](?:when|once|if)\b[:]?[ ]*",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t]{2,}")
_EMPTY = re.compile(r"[(\[{][ ,;:|/–—-]{0,20}[)\]}]")
_BOLD = re.compile(r"\*\*([^*\n]{1,300})\*\*|__([^_\n]{1,300})__")
_EDGES = " \t,;:|·–—-→>/&+"


@dataclass(slots=True)
class Parts:
    """An item in the making: what is left of its words, and what was found in them."""

    words: str
    base: date
    at: Place
    told: Told
    state: ItemState = "open"
    owner: str | None = None
    due: date | None = None
    due_said: str = ""
    priority: Priority | None = None
    kind: ItemKind | None = None
    impact: Level | None = None
    effort: Level | None = None
    done_when: str | None = None
    existing: int | None = None
    details: list[str] = field(default_factory=list)
    undated: bool = False  # an unusable date was written: no default takes its place

    def cut(self, start: int, end: int, instead: str = " ") -> None:
        """Take a found part out of the words."""
        self.words = self.words[:start].rstrip(" ") + instead + self.words[end:].lstrip(" ")

    @property
    def masked(self) -> str:
        """The words with code, links and addresses blanked out, so that nothing in them is taken for a part."""
        if not any(c in self.words for c in "`]:"):
            return self.words
        return _OPAQUE.sub(lambda m: "\x00" * len(m[0]), self.words)


def take_apart(words: str, *, base: date, at: Place, told: Told, repository: str | None = None) -> Parts:
    """The parts of one item's words."""
    parts = Parts(words=words, base=base, at=at, told=told)
    _take_state(parts)
    _take_reference(parts, repository)
    _take_done_when(parts)
    _take_priority(parts)
    _take_levels(parts)
    _take_due(parts)
    _take_kind(parts)
    _take_owner(parts)
    if parts.done_when:
        _take_from_condition(parts)
    _take_state(parts)
    _take_priority(parts)
    _take_kind(parts)
    return parts


def title(parts: Parts) -> str:
    """What is left, tidied: blanks, empty brackets and separators at the edges go, emphasis too."""
    words = _BOLD.sub(lambda m: m[1] or m[2], parts.words)
    words = _SPACES.sub(" ", _EMPTY.sub(" ", words)).strip()
    while words and (tidied := words.strip(_EDGES).strip()) != words:
        words = tidied
    return words.replace(" ,", ",").replace(" .", ".").replace(" ;", ";")


def _take_state(parts: Parts) -> None:
    if found := _IDEA.search(parts.words):
        parts.state = "idea"
        parts.cut(found.start(), found.end())
        parts.words = parts.words.strip()
    elif parts.state == "open" and (found := _DONE.search(parts.words)):
        parts.state = "done"
        parts.cut(found.start(), found.end())
        parts.words = parts.words.strip()


def _take_reference(parts: Parts, repository: str | None) -> None:
    """`#12` at the beginning is an issue that exists: it is attached, not opened again."""
    found = _REFERENCE.match(parts.words)
    if not found:
        for other in _MENTIONED.finditer(parts.masked):
            parts.told.note(
                parts.at,
                f"#{other[1]} is only mentioned; an item that begins with it attaches that issue",
                advice=True,
            )
        return
    number, where = int(found["n1"] or found["n2"] or found["n3"]), found["repo"] or found["other"]
    if where and repository and where.lower() != repository.lower():
        parts.told.note(
            parts.at, f"{quoted(found[0].strip())} is in another repository: a new issue here names it"
        )
        return
    if not number:
        return
    parts.existing = number
    parts.words = parts.words[found.end() :]
    parts.told.note(parts.at, f"#{number} exists already: attached, not opened again")


def _take_done_when(parts: Parts) -> None:
    found = _DONE_WHEN.search(parts.masked)
    if found:
        condition = parts.words[found.end() :].strip()
        if found[0].strip()[:1] in "([" and found[0].strip():
            condition = condition[:-1] if condition[-1:] in (")", "]") else condition
        parts.done_when = condition or None
        parts.words = parts.words[: found.start()].rstrip()


def _take_from_condition(parts: Parts) -> None:
    """Owner, date, priority or kind may stand behind the closing condition: they are still the item's."""
    rest = Parts(words=parts.done_when or "", base=parts.base, at=parts.at, told=parts.told)
    if parts.priority is None:
        _take_priority(rest, edges=False)
        parts.priority = rest.priority
    if parts.due is None and not parts.undated:
        _take_due(rest, only_due=True)
        parts.due, parts.due_said, parts.undated = rest.due, rest.due_said, rest.undated
    if parts.kind is None:
        _take_kind(rest)
        parts.kind = rest.kind
    if parts.owner is None and (found := re.search(rf"[ (]@({LOGIN})\)?[.]?$", rest.words)):
        parts.owner = found[1]
        rest.cut(found.start(), found.end())
    parts.done_when = title(rest) or None


def _take_priority(parts: Parts, *, edges: bool = True) -> None:
    for found in _PRIORITY.finditer(parts.masked):
        said = next(v for v in found.groups() if v)
        if not edges and not found["a"]:
            continue
        if parts.priority is not None:
            if found["a"] or found["b"]:
                parts.told.note(
                    parts.at,
                    f"{quoted(found[0].strip())}: the item has a priority already, {parts.priority} counts",
                )
            continue
        parts.priority = item_kinds.priority(said)
        if parts.priority is None:
            parts.told.problem(
                parts.at,
                f"{quoted(found[0].strip())} is not a priority",
                "write P0, P1, P2, P3 or P4",
                "action-items#priority",
            )
            return
        if not said[-1].isdigit():
            parts.told.note(parts.at, f"priority {said}: {parts.priority}")
        parts.cut(found.start(), found.end())
        return


def _take_levels(parts: Parts) -> None:
    for _ in range(4):
        found = _LEVEL.search(parts.masked)
        if not found:
            return
        of = (found["of"] or found["of2"] or found["of3"]).lower()
        of = "impact" if of in ("impact", "value") else "effort"
        said = found["a"] or found["b"] or found["c"]
        level = item_kinds.level(said, of=of)
        if level is None:
            if (
                found["of"].lower() in ("impact", "effort")
                and found[0][len(found["of"])] in " :="
                and ":" in found[0]
            ):
                fix = "write low, medium or high"
                parts.told.problem(
                    parts.at,
                    f"{quoted(found[0].strip())}: {said} is no level",
                    fix,
                    "action-items#impact-and-effort",
                )
            return
        if of == "impact":
            parts.impact = parts.impact or level
        else:
            parts.effort = parts.effort or level
        parts.cut(found.start(), found.end())


def _take_kind(parts: Parts) -> None:
    for found in _KIND.finditer(parts.masked):
        said = found["a"] or found["b"] or found["c"] or found["d"]
        kind = item_kinds.kind(said)
        if kind is None or (found["c"] and said.lower() in ("alerting", "monitoring", "cleanup", "fix")):
            if found["b"]:
                fix = "write prevent, mitigate, detect, repair or investigate"
                parts.told.problem(
                    parts.at,
                    f"{quoted(found[0])}: {said} is no kind of action item",
                    fix,
                    "action-items#kind",
                )
                return
            continue
        if parts.kind is None:
            parts.kind = kind
            parts.cut(found.start(), found.end())
            return


def _take_due(parts: Parts, *, only_due: bool = False) -> None:
    """The first date that can be used; else the first that cannot is the problem."""
    refused: tuple[int, int, Due] | None = None
    unread: tuple[int, str] | None = None
    masked = parts.masked
    for found in _DUE.finditer(masked):
        by = found[0][:2].lower() == "by"
        if (by and only_due) or (not by and _NO_DUE.match(masked, found.end())):
            continue
        due = read_due(masked[found.end() : found.end() + 60], base=parts.base, bare=not by)
        if due and due.day:
            _set_due(parts, found.start(), found.end() + due.length, due)
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
        parts.told.note(parts.at, f"due {due.said}: {due.day}")
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
    if word != "due" or _BE_BEFORE.search(text[: found.start()]):
        return False
    rest = text[found.end() : _end_of_part(text, found.end())].split()
    return 0 < len(rest) <= 4


def _end_of_part(text: str, at: int) -> int:
    found = re.compile(
        r"[,;|()\[\]@\n]|[ ][–—-][ ]|[ ](?=(?:impact|effort|owner|priority|kind)[:=])|\.(?:[ ]|$)"
    ).search(text, at)
    return found.start() if found else len(text)


def _until_part(text: str, at: int) -> str:
    return text[at : _end_of_part(text, at)].strip()


def _unreadable(parts: Parts, start: int, said: str) -> None:
    if says_nothing(said) or said.lower() in ("tbd", "tba", "tbc", "later", "open"):
        if said:
            parts.told.note(parts.at, f"due {said}: no date yet")
        at = parts.words.find(said, start) if said else start
        parts.cut(start, max(start, at) + len(said))
        return
    at = parts.words.index(said, start)
    _refuse(parts, start, at + len(said), f"{quoted(said)} is not a date", FIX)


def _take_bare_date(parts: Parts) -> None:
    """A date in brackets or set off by a comma or dash needs no “due” before it."""
    masked = parts.masked
    for found in _BARE_DATE.finditer(masked):
        due = read_due(masked[found.end() : found.end() + 60], base=parts.base, bare=False)
        if due is None:
            continue
        end = found.end() + due.length
        following = masked[end : end + 2].strip()
        if found[0].strip()[:1] in ("(", "["):
            if following[:1] not in (")", "]"):
                continue
            end = masked.index(following[:1], end) + 1
        elif following and following[0] not in ",;|–—-@([.":
            continue
        if due.day:
            _set_due(parts, found.start(), end, due)
        else:
            _refuse(parts, found.start(), end, due.problem, due.fix)
        return


# ── the owner ────────────────────────────────────────────────────────────────────────────────────


def _take_owner(parts: Parts) -> None:
    named = _OWNER.search(parts.masked)
    if named and (named["login"] or named["team"] or _OWNER_COLON.match(named[0])):
        _take_named(parts, named)
        if parts.owner:
            _tell_others(parts)
            return
    mentions = list(_MENTION.finditer(parts.masked))
    at_edge = [m for m in mentions if _is_owner_position(parts.masked, m)]
    chosen = at_edge[0] if at_edge else None
    if (
        chosen is None
        and len(mentions) == 1
        and not _PROSE_BEFORE.search(parts.masked[: mentions[0].start()])
    ):
        chosen = mentions[0]
    if chosen is None:
        _tell_ownerless(parts, mentions)
        return
    parts.owner = chosen[1]
    start = chosen.start()
    lead = _LEADING.search(parts.masked[:start])
    parts.cut(lead.start() if lead and lead[0].strip()[:1] != "(" else start, chosen.end())
    _tell_others(parts)


def _take_named(parts: Parts, found: re.Match[str]) -> None:
    word = (found["word"] or "").strip(" .*_")
    if found["team"]:
        parts.told.note(parts.at, f"{found['team']} is a team; an action item has one person as its owner")
    elif (
        found["login"]
        or (re.fullmatch(LOGIN, word)
        and not says_nothing(word)
        and word.lower() not in ("nobody", "unassigned", "open"))
    ):
        parts.owner = found["login"] or word
    elif (
        word
        and not says_nothing(word)
        and word.lower() not in ("nobody", "unassigned", "open", "no one", "noone")
    ):
        first = word.split()[0]
        fix = f"write the login, as `owner: @{first.lower() if first.isascii() else 'login'}`"
        parts.told.problem(parts.at, f"{quoted(word)} is not a GitHub login", fix, "action-items#owner")
        parts.details.append(f"Owner as written: {word}")
    start = found.start()
    lead = _LEADING.search(parts.masked[:start])
    parts.cut(lead.start() if lead and lead[0].strip()[:1] != "(" else start, found.end())


def _is_owner_position(text: str, found: re.Match[str]) -> bool:
    """At the beginning, at the end, or alone in brackets; not after “with”, “ask” and their like."""
    before, after = text[: found.start()].rstrip(" *_"), text[found.end() :].lstrip(" *_")
    if before.endswith(("(", "[", "|")) and after[:1] in (")", "]", "|"):
        return True
    if _PROSE_BEFORE.search(text[: found.start()]):
        return False
    if not before.strip(_EDGES):
        return True
    return not re.sub(rf"@{LOGIN}|\band\b|[\s,;:|&/+–—.()\[\]-]", "", after)


def _tell_others(parts: Parts) -> None:
    """Further people right behind the owner stay with the item, as a detail; those in the sentence stay in it."""
    others = [m for m in _MENTION.finditer(parts.masked) if _is_owner_position(parts.masked, m)]
    for other in reversed(others):
        lead = _LEADING.search(parts.words[: other.start()])
        parts.cut(lead.start() if lead and lead[0].strip()[:1] != "(" else other.start(), other.end())
    if others:
        names = ", ".join(f"@{m[1]}" for m in others)
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
    elif team := _TEAM.search(parts.masked):
        parts.told.note(parts.at, f"@{team[1]} is a team; an action item has one person as its owner")
