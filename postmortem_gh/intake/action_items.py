"""The action items: bullets, numbers, lines or a table → one value each, with a stable key.

After item_parts.py, which takes one item's words apart; here is what spans
lines: details, closing conditions, groups, tables; and what the whole form
decides: targets for missing dates, and keys that stay the same from run to run.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Literal

from postmortem_gh.intake import item_kinds, item_table
from postmortem_gh.intake.blocks import Line, Row, cells, is_row, lines, table
from postmortem_gh.intake.dates import working_days_after
from postmortem_gh.intake.item_parts import take_apart, title
from postmortem_gh.intake.item_words import Parts
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.intake.told import Told, quoted
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.problems import Place
from postmortem_gh.values.records import ActionItem, ItemKind, ItemState, Priority

DueSource = Literal["said", "priority", "severity"]

_ITEMS_MOST = 200  # of one answer; nobody works through more, and each takes its time and its place
_WORDS_MOST = 1500
_TITLE_MOST = 200  # GitHub cuts no title, it refuses one beyond 256 characters
_KEY_MOST = 60
_STATES: Mapping[str, ItemState] = {"done": "done", "completed": "done", "ideas": "idea", "idea": "idea"}
_CONDITION = pattern(r"[*_]*done (?:when|once|if)\b[*_]*[:]?[*_]*[ ]*", re.IGNORECASE)
_PLAIN_HEADING = pattern(
    r"(?:action items?|actions?|follow[ -]?ups?|next steps|to ?dos?|tasks?|items?)", re.IGNORECASE
)
_PRIORITY_ALONE = pattern(r"\W*P\d\W*", re.IGNORECASE)
_STRUCK = pattern(r"\W*~~[^~]+~~\W*")
_LABELLED = pattern(
    r"[*_]*(?:owner|assignee|due|due date|deadline|priority|prio|kind|type|impact|effort)[*_]*[:=]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the settings and the rest of the form say about all items."""

    base: date  # relative dates count from here, and nothing is due before it
    line_dates: Mapping[str, date] = field(default_factory=dict)  # lines that were added later, stripped
    targets: Mapping[str, int] = field(default_factory=dict)
    severity: str | None = None  # `SEV1`, as the targets name it
    most: int = 20
    repository: str | None = None


@dataclass(slots=True)
class _Group:
    """What a heading above items says of all of them."""

    kind: ItemKind | None = None
    priority: Priority | None = None
    state: ItemState | None = None
    words: str = ""


@dataclass(slots=True)
class _Draft:
    """One item in the making, and the group that it stands in."""

    parts: Parts
    words: str
    group: _Group
    bulleted: bool = False


def read(
    text: str | None, *, element: str, told: Told, rules: Rules, ideas: bool = False
) -> tuple[list[ActionItem], list[str]]:
    """The items of one answer, and the lines that say nothing to do."""
    if says_nothing(text) or text is None:
        return [], []
    reading = _Reading(lines(text), element, told, rules, ideas)
    drafts, unread = reading.drafts()
    items = []
    for draft in drafts:
        item = _finished(draft, told, rules, ideas=ideas)
        if item:
            items.append(item)
        else:
            unread += [draft.words, *draft.parts.details, *_condition_below(draft)]
    if reading.stopped_at:
        unread.append("\n".join(text.split("\n")[reading.stopped_at - 1 :]))
    return items, unread


def _condition_below(draft: _Draft) -> list[str]:
    """The closing condition that stood on a line of its own."""
    condition = draft.parts.done_when
    return [f"Done when: {condition}"] if condition and condition not in draft.words else []


@dataclass(slots=True)
class _Reading:
    """One answer on its way to drafts of items."""

    all_lines: list[Line]
    element: str
    told: Told
    rules: Rules
    ideas: bool
    found: list[_Draft] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    group: _Group = field(default_factory=_Group)
    level: int = 0
    stopped_at: int = 0  # the line from which on nothing was read, as there were enough items
    fence: tuple[int, int] | None = None  # the last line of code, and the indentation of its fence

    def drafts(self) -> tuple[list[_Draft], list[str]]:
        self.level = min((line.indent for line in self.all_lines if not line.code), default=0)
        at = 0
        while at < len(self.all_lines) and not self.stopped_at:
            rows = table(self.all_lines, at)
            if rows:
                for row in rows[0]:
                    self.take_row(row)
                at = rows[1]
            else:
                self.take(at)
                at += 1
        self.close_group()
        return self.found, self.unread

    def take(self, at: int) -> None:
        line = self.all_lines[at]
        if self.is_below(line):
            self.detail(line)
        elif is_row(line) and line.text.startswith("|"):
            whole = " | ".join(cell for cell in cells(line.raw) if cell)
            self.take_row(Row(number=line.number, cells=(whole,), header=("action",), raw=line.raw))
        elif self.heads(at):
            self.open_group(at)
        elif line.code:
            self.unread.append(line.raw)
        elif not says_nothing(line.text) and not item_table.is_header(line.text):
            self.start(line)

    def is_below(self, line: Line) -> bool:
        """Whether a line belongs to the item above it."""
        if not self.found or line.heading:
            return False
        if line.code or line.indent > self.level + (1 if line.marker else 0):
            return True
        if _CONDITION.match(line.text) and not line.marker:
            return True
        # Markdown joins a plain line to the bullet above; one that begins like an item is one.
        plain = not line.marker and line.ticked is None and not line.after_blank
        return plain and line.text[:1].islower() and self.found[-1].bulleted

    def detail(self, line: Line) -> None:
        draft = self.found[-1]
        if line.code:
            draft.parts.details.append(line.raw[min(line.indent, self.code_indent(line)) :])
        elif condition := _CONDITION.match(line.text):
            draft.parts.done_when = line.text[condition.end() :].strip() or draft.parts.done_when
        elif line.indent <= self.level and not line.marker:
            self.lengthen(draft, line)
        elif _LABELLED.match(line.text):
            self.take_labelled(draft, line)
        else:
            draft.parts.details.append(_ticked(line))

    def code_indent(self, line: Line) -> int:
        """The indentation of the fence in which a line of code stands."""
        if self.fence is None or self.fence[0] != line.number - 1:
            self.fence = (line.number, line.indent)
        else:
            self.fence = (line.number, self.fence[1])
        return self.fence[1]

    def lengthen(self, draft: _Draft, line: Line) -> None:
        """The same paragraph goes on: Markdown joins the lines, and so do readers."""
        if len(draft.words) + len(line.text) > _WORDS_MOST:
            draft.parts.details.append(line.text)
            return
        draft.words = f"{draft.words} {line.text}"
        details, condition, state = draft.parts.details, draft.parts.done_when, draft.parts.state
        before, later = draft.parts, self.base_of(line.raw)
        draft.parts = self.again(draft, before.base)
        if draft.parts.due_said and not before.due_said and later != before.base:
            draft.parts = self.again(draft, later)  # the date came with this line
        draft.parts.details[:0] = [d for d in details if d not in draft.parts.details]
        draft.parts.done_when = draft.parts.done_when or condition
        draft.parts.state = state if state != "open" else draft.parts.state

    def again(self, draft: _Draft, base: date) -> Parts:
        """The item's words of now taken apart, in place of what was told of them before."""
        self.told.forget(draft.parts.at)
        return self.parts(draft.words, draft.parts.at.line or 0, base)

    def take_labelled(self, draft: _Draft, line: Line) -> None:
        """`owner: alice`, `due: Friday` on a line of their own below the item."""
        more = self.parts(line.text.replace("*", "").replace("_", ""), line.number, self.base_of(line.raw))
        for name in ("owner", "due", "priority", "kind", "impact", "effort"):
            said, before = getattr(more, name), getattr(draft.parts, name)
            if before is None:
                setattr(draft.parts, name, said)
            elif said is not None and said != before:
                draft.parts.details.append(line.text)  # the first counts, the other is not lost
        draft.parts.due_said = draft.parts.due_said or more.due_said
        draft.parts.undated = draft.parts.undated or more.undated
        draft.parts.details += more.details
        draft.parts.names |= more.names
        if rest := title(more):
            draft.parts.details.append(rest)

    def heads(self, at: int) -> bool:
        """Whether a line heads the items below: a heading, a kind alone, words that end with a colon."""
        line = self.all_lines[at]
        below = self.all_lines[at + 1] if at + 1 < len(self.all_lines) else None
        if line.heading:
            return True
        if below is None or line.code or line.ticked is not None:
            return False
        words = line.text.strip(" *_")
        deeper = below.marker and (below.indent > line.indent or not line.marker)
        is_name = words.endswith(":") or _is_all_bold(line.text) or item_kinds.kind(words) is not None
        is_name = is_name or _PRIORITY_ALONE.fullmatch(words) is not None
        return bool(is_name and (deeper or table(self.all_lines, at + 1)))

    def open_group(self, at: int) -> None:
        self.close_group()
        line = self.all_lines[at]
        words = line.text.strip(" *_:")
        kind, priority = item_kinds.kind(words), item_kinds.priority(words)
        state = _STATES.get(words.lower())
        meant = kind or priority or state
        self.group = _Group(
            kind=kind,
            priority=priority,
            state=state,
            words="" if meant or _PLAIN_HEADING.fullmatch(words) else words,
        )
        following = self.all_lines[at + 1] if at + 1 < len(self.all_lines) else None
        if following is not None and line.marker and following.indent > line.indent:
            self.level = following.indent
        elif not line.marker and following is not None:
            self.level = min(self.level, following.indent) if self.found else following.indent

    def close_group(self) -> None:
        """A heading with nothing below is a line that says nothing to do; where it means a kind, it says nothing."""
        if self.group.words and all(draft.group is not self.group for draft in self.found):
            self.unread.append(self.group.words)

    def is_full(self, number: int) -> bool:
        """Whether there are enough items; what follows stays in the document as it was written."""
        if len(self.found) < _ITEMS_MOST:
            return False
        if not self.stopped_at:
            self.stopped_at = number
            what = f"more than {_ITEMS_MOST} action items: what follows is kept as it was written"
            fix = "keep those that matter most, and take the others out or into an issue of their own"
            self.told.problem(self.told.place(self.element, number), what, fix, "action-items")
        return True

    def start(self, line: Line) -> None:
        if self.is_full(line.number):
            return
        if self.found and _LABELLED.match(line.text) and self.is_label_alone(line):
            self.take_labelled(self.found[-1], line)
            return
        if _STRUCK.fullmatch(line.text):
            place = self.told.place(self.element, line.number)
            parts = Parts(words=line.text, base=self.rules.base, at=place, told=self.told)
        else:
            parts = self.parts(line.text, line.number, self.base_of(line.raw))
        if line.ticked:
            parts.state = "done"
        self.found.append(_Draft(parts, line.text, self.group, bool(line.marker)))

    def is_label_alone(self, line: Line) -> bool:
        """Whether `Owner: @alice` says nothing to do, so that it belongs to the item above."""
        nothing_said = Told()
        place = nothing_said.place(self.element, line.number)
        base = self.base_of(line.raw)
        return not title(take_apart(line.text, base=base, at=place, told=nothing_said))

    def base_of(self, raw: str) -> date:
        """The day from which the relative dates of a line count: that of its filing, or of the edit that added it."""
        return self.rules.line_dates.get(raw.strip(), self.rules.base)

    def parts(self, words: str, number: int, base: date) -> Parts:
        place = self.told.place(self.element, number)
        return self.taken_apart(words, base, place)

    def taken_apart(self, words: str, base: date, place: Place) -> Parts:
        """The parts of an item; what is longer than anybody reads as one is kept whole, unsearched."""
        if len(words) > _WORDS_MOST:
            fix = f"make it several items, or put what explains it below it ({_WORDS_MOST} characters fit)"
            self.told.problem(place, f"{quoted(words)} is too long for one action item", fix, "action-items")
            return Parts(words=words, base=base, at=place, told=self.told)
        return take_apart(words, base=base, at=place, told=self.told, repository=self.rules.repository)

    def take_row(self, row: Row) -> None:
        words, details = item_table.as_words(row)
        if not words or self.is_full(row.number):
            return
        parts = self.parts(words, row.number, self.base_of(row.raw))
        parts.details += details
        self.found.append(_Draft(parts, words, self.group))


def _is_all_bold(text: str) -> bool:
    return (
        len(text) > 4 and text.startswith("**") and text.rstrip(":").endswith("**") and text.count("**") == 2
    )


def _ticked(line: Line) -> str:
    box = "" if line.ticked is None else "[x] " if line.ticked else "[ ] "
    return f"{box}{line.text}"


def _finished(draft: _Draft, told: Told, rules: Rules, *, ideas: bool) -> ActionItem | None:
    parts, group = draft.parts, draft.group
    name = title(parts) or (f"#{parts.existing}" if parts.existing else "")
    if _STRUCK.fullmatch(name):
        told.note(parts.at, f"{quoted(name)} is struck through: withdrawn")
        return None
    if not name or says_nothing(name) or _PRIORITY_ALONE.fullmatch(name):
        fix = "begin with what is to be done, as “Page on queue depth @alice due 2026-12-15”"
        told.problem(parts.at, f"{quoted(draft.words)} does not say what is to be done", fix, "action-items")
        return None
    details = ([group.words] if group.words else []) + parts.details
    if len(name) > _TITLE_MOST:
        details.insert(0, name)
        name = name[: _TITLE_MOST - 1].rsplit(" ", 1)[0] + "…"
    state: ItemState = "idea" if ideas else parts.state if parts.state != "open" else group.state or "open"
    kind = parts.kind or group.kind
    due, source = _due(parts, group, told, rules, state)
    return ActionItem(
        key="",
        title=name,
        state=state,
        owner=parts.owner,
        names=tuple(parts.names.items()),
        due=due,
        due_source=source,
        due_said=parts.due_said,
        priority=parts.priority or group.priority,
        kind=kind or item_kinds.suggested(name),
        kind_said=kind is not None,
        impact=parts.impact,
        effort=parts.effort,
        details=tuple(details),
        done_when=parts.done_when,
        existing=parts.existing,
        said_at=parts.at,
    )


def _due(
    parts: Parts, group: _Group, told: Told, rules: Rules, state: ItemState
) -> tuple[date | None, DueSource | None]:
    """The date that was said, else the target of the priority, else that of the severity, else none."""
    if parts.due:
        return parts.due, "said"
    if parts.undated or state != "open" or parts.existing:
        return None, None
    name: str | None = parts.priority or group.priority
    source: DueSource = "priority" if name else "severity"
    name = name or rules.severity
    if name is None or name not in rules.targets:
        return None, None
    days = rules.targets[name]
    day = working_days_after(parts.base, days)
    told.note(parts.at, f"no date: due {day}, {days} working days, the target of {name}")
    return day, source


# ── what concerns all items of a form ────────────────────────────────────────────────────────────


def with_keys(items: list[ActionItem]) -> tuple[ActionItem, ...]:
    """Each with a key of its own: a slug of its words, numbered where two say the same."""
    taken: dict[str, int] = {}
    keyed = []
    for item in items:
        slug = key_of(item.title)
        taken[slug] = taken.get(slug, 0) + 1
        key = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
        while key != slug and key in taken:
            taken[slug] += 1
            key = f"{slug}-{taken[slug]}"
        taken.setdefault(key, 1)
        keyed.append(replace(item, key=key))
    return tuple(keyed)


def key_of(words: str) -> str:
    """A slug; where letters beyond ASCII are lost by it, their checksum keeps it apart from others."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:_KEY_MOST].strip("-")
    if slug and all(c.isascii() or unicodedata.combining(c) or not c.isalnum() for c in plain):
        return slug
    checksum = f"{zlib.crc32(words.encode('utf-8', 'surrogatepass')):08x}"
    return f"{slug[: _KEY_MOST - 9]}-{checksum}".strip("-") if slug else f"item-{checksum}"


def tell_limits(items: tuple[ActionItem, ...], told: Told, rules: Rules) -> None:
    """Say how many get no issue, and which kinds were read from the words."""
    tracked = [item for item in items if item.state == "open"]
    if len(tracked) > rules.most:
        told.note(
            told.place("action_items"),
            f"{len(tracked)} action items: the first {rules.most} get issues, the rest stay in the document"
            " (the setting `limits.action_items`)",
        )
