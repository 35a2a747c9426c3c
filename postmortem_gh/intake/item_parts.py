"""One action item's words, taken apart: state, issue, priority, kind, owner, date, levels, closing condition.

The order of the parts is free, so each is looked for by what it looks like
and cut out where it was found; what is left is the title.
"""

from __future__ import annotations

import re
from datetime import date

from postmortem_gh.intake import item_due, item_kinds, item_owner
from postmortem_gh.intake.item_words import EDGES, LOGIN, Parts
from postmortem_gh.intake.told import Told, quoted
from postmortem_gh.text.patterns import LETTER, pattern
from postmortem_gh.values.problems import Place

_REFERENCE = pattern(
    r"(?:(?:existing|already(?: filed)?(?: as)?|tracked (?:in|as|by)|see|issue|attach|duplicate of"
    r"|filed as)[: ]*)?[\[(<]?"
    r"(?:(?P<url>https?://[^\s/]{1,100}/(?P<repo>[\w.-]{1,100}/[\w.-]{1,100})/issues/(?P<n1>\d{1,9})(?:[#?][^\s)>\]]{0,100})?)"
    r"|(?P<other>[\w.-]{1,100}/[\w.-]{1,100})#(?P<n2>\d{1,9})|(?:GH-"
    r"|#)(?P<n3>\d{1,9}))(?![\w-])(?:\](?:\([^)\s]{1,500}\))?|[)>])?[ :,;–—-]*",
    re.IGNORECASE,
)
_MENTIONED = pattern(r"(?<![\w/&])#(\d{1,9})\b")
_BOX = pattern(r"\[([ xX✓✔]?)\][ ]+(?=\S)")
_BOLD_LABEL = pattern(
    r"(?:\*\*|__)(owner|assignee|due|due date|deadline|priority|prio|kind|type|impact|effort"
    r"|done when|status)"
    r"[ ]?(?::(?:\*\*|__)|(?:\*\*|__)[ ]?:)",
    re.IGNORECASE,
)
_DONE = pattern(
    r"^[\[(*_]{0,3}(?:done|completed|finished|fixed already|already done)[\])*_]{0,3}(?: ?[:–—-]"
    r"|(?<=[\])*])) ?"
    r"|^[✅☑✔]\ufe0f? ?|[ ]*[,;–—-]? ?[\[(*_]{1,3}(?:already )?(?:done|completed"
    r"|finished)[!.]?[\])*_]{1,3}[.]?$"
    r"|[ ]*(?:[,;:–—.]|[ ]-)[ ]*(?:already )?(?:done|completed)[!.]?$|[ ]*[✅☑✔]\ufe0f?$|\b(?:status"
    r"|state)[:=] ?(?:done|completed?|closed)\b",
    re.IGNORECASE,
)
_IDEA = pattern(
    r"^[\[(*_]{0,3}idea[\])*_]{0,3}(?:[ ]?[:–—]|[ ]-|(?<=[\])])) ?[*_]{0,3}|[ ]*[\[(]idea[\])]$",
    re.IGNORECASE,
)
_PRIORITY = pattern(
    r"[\[({]\*{0,2}(?:priority|prio)?[:= ]*P-?(?P<a>\d)\*{0,2}[\])}]:?|\b(?:priority"
    rf"|prio)[:= ]+\[?(?P<b>P?\d|{LETTER}{{3,9}})\b\]?"
    r"|^\*{0,2}P-?(?P<c>\d)\*{0,2}(?:[:.,;|]\*{0,2}| ?[–—-](?= ))|(?:[,;|–—]|[ ]-)[ ]?P(?P<d>\d)(?=$"
    r"|[ ]?[,;|–—]|[ ]-)|[ ]\*{0,2}P(?P<e>\d)\*{0,2}$"
    r"|^\*{0,2}P(?P<f>\d)\*{0,2}[ ](?!(?:alerts?|incidents?|tickets?|issues?|pages?|bugs?|outages?"
    rf"|severit\w+|customers?|and|or|is|are|to|items?|calls?|{LETTER}+ly)\b)",
    re.IGNORECASE,
)
_KIND = pattern(
    rf"[\[({{](?:(?:kind|type|category)[:= ]+)?(?P<a>{LETTER}{{3,14}})[\])}}]|\b(?:kind|type"
    rf"|category)[:=] ?(?P<b>{LETTER}{{2,20}})\b"
    rf"|^\*{{0,2}}(?P<c>{LETTER}{{3,14}})\*{{0,2}}:\*{{0,2}}[ ]|(?:[,;|–—]|[ ]-)[ ]?(?P<d>{LETTER}{{3,14}})$",
    re.IGNORECASE,
)
_LEVEL = pattern(
    r"\b(?P<of>impact|effort|value|cost|size)(?: ?[:=] ?| (?=(?:low|medium|med|high|small"
    rf"|large)\b))(?P<a>{LETTER}{{1,12}})\b"
    r"|(?<=[(\[,;|])[ ]?(?P<b>low|medium|med|high|small|large)[ -](?P<of2>impact|effort)(?=[ ]?[)\],;|])"
    r"|(?<=[,;|–—])[ ]?(?P<c>low|medium|med|high|small|large)[ -](?P<of3>impact|effort)$",
    re.IGNORECASE,
)
_DONE_WHEN = pattern(
    r"(?:^|(?<=[.;:!,)\]])[ ]*|[ ]+[–—-][ ]+|[ ]*[(\[]|(?<=[ ])(?-i:(?=D)))done[ ](?:when|once|if)\b[:]?[ ]*",
    re.IGNORECASE,
)
_SEVERAL = pattern(r"[(\[]([^()\[\]\n]{1,200})[)\]](?!\()")
_PART = pattern(
    r"P\d$|@[\w-]+$|\d{4}-\d|(?:due|by|deadline|owner|assignee|priority|prio|kind|type|impact|effort)\b"
    r"|(?:low|medium|high)[ -](?:impact|effort)$",
    re.IGNORECASE,
)
_DOTS = pattern(r"\.(?: ?\.)+$")
_ACTION_LABEL = pattern(
    r"[*_]{0,2}(?:action(?: item)?|task|to ?do)[*_]{0,2}:[*_]{0,2}[ ]+(?=\S)", re.IGNORECASE
)
_SIGNS = pattern(r"(?:[^\w\s\[\](){}*_~`\"'“#@<>&$+-]\ufe0f?){1,3}[ ]")  # an emoji before the words
_SPACES = pattern(r"[ \t]{2,}")
_EMPTY = pattern(r"[(\[{][ ,;:|/–—-]{0,20}[)\]}]")
_BOLD = pattern(r"\*\*([^*\n]{1,300})\*\*|__([^_\n]{1,300})__")


def take_apart(words: str, *, base: date, at: Place, told: Told, repository: str | None = None) -> Parts:
    """The parts of one item's words."""
    parts = Parts(words=_apart(words), base=base, at=at, told=told)
    _take_box(parts)
    parts.words = (
        _ACTION_LABEL.sub("", parts.words, count=1) if _ACTION_LABEL.match(parts.words) else parts.words
    )
    item_owner.join_names(parts)
    _take_state(parts)
    _take_reference(parts, repository)
    _take_done_when(parts)
    _take_priority(parts)
    _take_levels(parts)
    item_due.take_due(parts)
    _take_kind(parts)
    item_owner.take_owner(parts)
    if parts.done_when:
        _take_from_condition(parts)
    _take_state(parts)
    _take_priority(parts)
    _take_kind(parts)
    return parts


def _take_box(parts: Parts) -> None:
    """A box in a cell of a table, where Markdown draws none."""
    if found := _BOX.match(parts.words):
        parts.state = "done" if found[1].strip() else "open"
        parts.words = parts.words[found.end() :]


def _apart(words: str) -> str:
    """`(P1, detect, due Friday)` as `(P1) (detect) (due Friday)`: each on its own."""
    if "**" in words or "__" in words:
        words = _BOLD_LABEL.sub(r"\1:", words)
    if "," not in words and ";" not in words:
        return words
    return _SEVERAL.sub(_each_in_brackets, words)


def _each_in_brackets(found: re.Match[str]) -> str:
    inside = [part.strip() for part in re.split("[,;]", found[1]) if part.strip()]
    if len(inside) < 2 or not all(_PART.match(part) or item_kinds.kind(part) for part in inside):
        return found[0]
    return " ".join(part if part[0] == "@" else f"({part})" for part in inside)


def title(parts: Parts) -> str:
    """What is left, tidied: blanks, empty brackets and separators at the edges go, emphasis too."""
    words = _BOLD.sub(lambda m: m[1] or m[2], parts.words)
    words = _SPACES.sub(" ", _EMPTY.sub(" ", words)).strip()
    while words and (tidied := words.strip(EDGES).strip()) != words:
        words = tidied
    words = _DOTS.sub(".", words.replace(" ,", ",").replace(" .", ".").replace(" ;", ";").replace(" !", "!"))
    return words[:-1] if words.endswith(".") and words.count(".") == 1 else words


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
    parts.told.note(parts.at, f"#{number} exists already: attached, not opened again", about="issue")


def _take_done_when(parts: Parts) -> None:
    found = _DONE_WHEN.search(parts.masked)
    if not found:
        return
    opened = found[0].strip()[:1]
    closes = parts.masked.find({"(": ")", "[": "]"}[opened], found.end()) if opened in ("(", "[") else -1
    end = closes if closes >= 0 else len(parts.words)
    parts.done_when = parts.words[found.end() : end].strip() or None
    parts.words = (parts.words[: found.start()].rstrip() + " " + parts.words[end + 1 :]).strip()


def _take_from_condition(parts: Parts) -> None:
    """Owner, date, priority or kind may stand behind the closing condition: they are still the item's."""
    rest = Parts(words=parts.done_when or "", base=parts.base, at=parts.at, told=parts.told)
    if parts.priority is None:
        _take_priority(rest, edges=False)
        parts.priority = rest.priority
    if parts.due is None and not parts.undated:
        item_due.take_due(rest, only_due=True)
        parts.due, parts.due_said, parts.undated = rest.due, rest.due_said, rest.undated
    if parts.kind is None:
        _take_kind(rest)
        parts.kind = rest.kind
    rest.words = rest.words.strip()
    if parts.owner is None and (found := re.search(rf"[ (]@({LOGIN})\)?[.]?$", rest.words)):
        parts.owner = found[1]
        rest.cut(found.start(), found.end())
    parts.done_when = title(rest) or None


def _take_priority(parts: Parts, *, edges: bool = True) -> None:
    signs = _SIGNS.match(parts.words)
    offset = signs.end() if signs else 0
    for found in _PRIORITY.finditer(parts.masked[offset:]):
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
        parts.cut(offset + found.start(), offset + found.end())
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
