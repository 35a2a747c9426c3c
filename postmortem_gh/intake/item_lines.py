"""The lines and rows of one answer → drafts of action items: what belongs to which.

Before action_items.py, which finishes them; after item_parts.py, which takes
one item's words apart. Here is what spans lines: details, closing conditions,
groups, tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date

from postmortem_gh.intake import item_kinds, item_table
from postmortem_gh.intake.blocks import Line, Row, cells, is_row, table
from postmortem_gh.intake.item_parts import take_apart, title
from postmortem_gh.intake.item_words import Parts
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.intake.told import Told, quoted
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.problems import Place
from postmortem_gh.values.records import ItemKind, ItemState, Priority

LINES_MOST = 3000  # of one answer
_ITEMS_MOST = 200  # nobody works through more, and each takes its time and its place
_WORDS_MOST = 1500
_STATES: Mapping[str, ItemState] = {"done": "done", "completed": "done", "ideas": "idea", "idea": "idea"}
_CONDITION = pattern(r"[*_]*done (?:when|once|if)\b[*_]*[:]?[*_]*[ ]*", re.IGNORECASE)
_PLAIN_HEADING = pattern(
    r"(?:action items?|actions?|follow[ -]?ups?|next steps|to ?dos?|tasks?|items?)", re.IGNORECASE
)
PRIORITY_ALONE = pattern(r"\W*P\d\W*", re.IGNORECASE)
STRUCK = pattern(r"\W*~~[^~]+~~\W*")
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
class Group:
    """What a heading above items says of all of them."""

    kind: ItemKind | None = None
    priority: Priority | None = None
    state: ItemState | None = None
    words: str = ""


@dataclass(slots=True)
class Draft:
    """One item in the making, and the group that it stands in."""

    parts: Parts
    words: str
    group: Group
    bulleted: bool = False


@dataclass(slots=True)
class Reading:
    """One answer on its way to drafts of items."""

    all_lines: list[Line]
    element: str
    told: Told
    rules: Rules
    found: list[Draft] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    group: Group = field(default_factory=Group)
    level: int = 0
    stopped_at: int = 0  # the line from which on nothing was read, as there were enough items
    fence: tuple[int, int] | None = None  # the last line of code, and the indentation of its fence
    waiting: list[str] = field(default_factory=list)  # lines that lengthened the last item since it was read

    def drafts(self) -> tuple[list[Draft], list[str]]:
        self.level = min((line.indent for line in self.all_lines if not line.code), default=0)
        at = 0
        while at < len(self.all_lines) and not self.stopped_at:
            rows = table(self.all_lines, at)
            if rows:
                self.settle()
                for row in rows[0]:
                    self.take_row(row)
                at = rows[1]
            else:
                self.take(at)
                at += 1
        self.settle()
        self.close_group()
        return self.found, self.unread

    def take(self, at: int) -> None:
        line = self.all_lines[at]
        is_below = self.is_below(line)
        if is_below and self.goes_on(line):
            self.lengthen(line)
            return
        self.settle()
        if is_below:
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

    def goes_on(self, line: Line) -> bool:
        """Whether a line below an item belongs to the same paragraph: Markdown joins them, and so do readers."""
        return (
            not line.code
            and line.indent <= self.level
            and not line.marker
            and not _CONDITION.match(line.text)
        )

    def lengthen(self, line: Line) -> None:
        """The item's words go on; they are taken apart when the paragraph is over, and not with each line."""
        draft = self.found[-1]
        if len(draft.words) + len(line.text) > _WORDS_MOST:
            draft.parts.details.append(line.text)
        else:
            draft.words = f"{draft.words} {line.text}"
            self.waiting.append(line.raw)

    def settle(self) -> None:
        """Take the lengthened words of the last item apart; a date counts from the day of the line that brought it."""
        if not self.waiting:
            return
        draft, raws = self.found[-1], self.waiting
        self.waiting = []
        before = draft.parts
        draft.parts = self.again(draft, before.base)
        if draft.parts.due_said and not before.due_said:
            brought = next((raw for raw in raws if draft.parts.due_said in raw), raws[-1])
            if self.base_of(brought) != before.base:
                draft.parts = self.again(draft, self.base_of(brought))
        draft.parts.details[:0] = [d for d in before.details if d not in draft.parts.details]
        draft.parts.done_when = draft.parts.done_when or before.done_when
        draft.parts.state = before.state if before.state != "open" else draft.parts.state

    def again(self, draft: Draft, base: date) -> Parts:
        """The item's words of now taken apart, in place of what was told of them before."""
        self.told.forget(draft.parts.at)
        return self.parts(draft.words, draft.parts.at.line or 0, base)

    def take_labelled(self, draft: Draft, line: Line) -> None:
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
        is_name = is_name or PRIORITY_ALONE.fullmatch(words) is not None
        return bool(is_name and (deeper or table(self.all_lines, at + 1)))

    def open_group(self, at: int) -> None:
        self.close_group()
        line = self.all_lines[at]
        words = line.text.strip(" *_:")
        kind, priority = item_kinds.kind(words), item_kinds.priority(words)
        state = _STATES.get(words.lower())
        meant = kind or priority or state
        self.group = Group(
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
        if STRUCK.fullmatch(line.text):
            place = self.told.place(self.element, line.number)
            parts = Parts(words=line.text, base=self.rules.base, at=place, told=self.told)
        else:
            parts = self.parts(line.text, line.number, self.base_of(line.raw))
        if line.ticked:
            parts.state = "done"
        self.found.append(Draft(parts, line.text, self.group, bool(line.marker)))

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
        self.found.append(Draft(parts, words, self.group))


def _is_all_bold(text: str) -> bool:
    return (
        len(text) > 4 and text.startswith("**") and text.rstrip(":").endswith("**") and text.count("**") == 2
    )


def _ticked(line: Line) -> str:
    box = "" if line.ticked is None else "[x] " if line.ticked else "[ ] "
    return f"{box}{line.text}"
