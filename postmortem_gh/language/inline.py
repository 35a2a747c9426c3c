"""What becomes of the marks in a block of Markdown: which stretches go, which are nobody's words here.

Asked by `language/prose.py`, which writes the text that is left. Follows CommonMark's and GFM's inlines as
far as it decides which words a reader sees; each character is looked at a bounded number of times.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import ClassVar, NamedTuple

from postmortem_gh.language.lines import normal
from postmortem_gh.text.patterns import pattern, words

# Asked at each sign, so compiled at once.
_SPECIAL = re.compile(r"[\\`<&\[\]~@]|!\[|\*+|_+|[hH][tT][tT][pP][sS]?://|[fF][tT][pP]://|[wW][wW][wW]\.")
_ESCAPED = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_AUTOLINK = pattern(
    r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255})>"
)
_TAG = pattern(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(?:[\s/][^<>]*)?>")
_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_URL = pattern(r"(?i)(?:https?://|ftp://|www\.)[^\s<>`\"“”]*")
_MAILBOX = pattern(r"[A-Za-z0-9.+_-]{1,64}\Z")
_MAIL_HOST = pattern(r"@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_TARGET = pattern(
    r"\(\s{0,9}(?:<[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,9})"
    r"(?:\s{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,9}\)"
)
_LABEL = pattern(r"\[([^\[\]\\]{0,999})\]")
_FOOTNOTE = pattern(r"\[\^[^\]\s]{1,99}\]")
_TICKS = pattern(r"`+")
_TILDES = pattern(r"~+")
_NOT_LAST = "?!.,:;*_~'’]"
_LONGEST_LABEL = 999
# Elements whose content is no prose of ours, and those that end a sentence as a new paragraph would.
_HIDDEN = words(
    """code pre kbd samp var tt script style textarea del s strike q summary svg math h1 h2 h3 h4 h5 h6
    title"""
)
_BREAKS = words(
    """address article aside blockquote br caption center dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th
    thead tr ul"""
)


class Edit(NamedTuple):
    """What becomes of a stretch of the source: the text in its place, None for a run of U+FFFC."""

    start: int
    end: int
    text: str | None


PARAGRAPH = "\n\n"
"""The text of an edit that ends the block, as `<br>` does."""


class Inlines:
    """Walks through a block's source once, from special character to special character."""

    def __init__(self, raw: str, references: AbstractSet[str]) -> None:
        self._raw = raw
        self._references = references
        self._edits: list[Edit] = []
        self._open_brackets: list[tuple[int, int]] = []  # where, and how many edits there were before it
        self._ticks: dict[int, list[int]] | None = None
        self._never: set[str] = set()  # ends that do not come any more: looked for once

    def edits(self) -> list[Edit]:
        pos = 0
        while special := _SPECIAL.search(self._raw, pos):
            pos = self._special(special[0], special.start())
        self._edits.sort()
        return self._edits

    def _drop(self, start: int, end: int) -> int:
        self._edits.append(Edit(start, end, ""))
        return end

    def _mask(self, start: int, end: int) -> int:
        self._edits.append(Edit(start, end, None))
        return end

    def _find(self, what: str, start: int) -> int:
        """Where `what` comes next, or -1; asked in vain only once, so that hostile text costs no more."""
        if what in self._never:
            return -1
        found = self._raw.find(what, start)
        if found < 0:
            self._never.add(what)
        return found

    # -- reading ----------------------------------------------------------------------------------

    def _special(self, what: str, at: int) -> int:
        first = what[0]
        if first in "*_":
            return self._emphasis(what, at)
        return self._url(at) if first.isalpha() else self._READERS[first](self, at)

    def _emphasis(self, run: str, at: int) -> int:
        """Marks at the edge of a word go, paired or not; inside `snake_case` and between blanks they stay."""
        end = at + len(run)
        before, after = self._raw[at - 1 : at] if at else "", self._raw[end : end + 1]
        inside = run[0] == "_" and before.isalnum() and after.isalnum()
        apart = (not before or before.isspace()) and (not after or after.isspace())
        return end if inside or apart else self._drop(at, end)

    def _escape(self, at: int) -> int:
        after = self._raw[at + 1 : at + 2]
        if after == "\n":
            return self._drop(at, at + 1)
        if after not in _ESCAPED:
            return at + 1
        self._edits.append(Edit(at, at + 2, after))
        return at + 2

    def _code(self, at: int) -> int:
        """A code span ends at the next run of as many backticks (https://spec.commonmark.org/0.31.2/#code-spans)."""
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self._raw):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        length = len(_TICKS.match(self._raw, at)[0])  # type: ignore[index]  # called where one begins
        places = self._ticks.get(length, [])
        following = bisect_right(places, at)
        if following == len(places):
            return at + length
        return self._mask(at, places[following] + length)

    def _angle(self, at: int) -> int:
        if self._raw.startswith("<!--", at):
            end = self._find("-->", at + 4)
            return at + 4 if end < 0 else self._mask(at, end + 3)
        if link := _AUTOLINK.match(self._raw, at):
            return self._mask(at, link.end())
        tag = _TAG.match(self._raw, at)
        return self._tag(tag) if tag else at + 1

    def _tag(self, tag: re.Match[str]) -> int:
        name, end = tag[2].lower(), tag.end()
        if name in _BREAKS:
            self._edits.append(Edit(tag.start(), tag.start(), PARAGRAPH))
        if name not in _HIDDEN or tag[1]:
            return self._drop(tag.start(), end)
        closing = max(self._find(f"</{name}>", end), self._find(f"</{name.upper()}>", end))
        return self._mask(tag.start(), end if closing < 0 else closing + len(name) + 3)

    def _entity(self, at: int) -> int:
        entity = _ENTITY.match(self._raw, at)
        if entity is None:
            return at + 1
        from html import unescape  # 2,000 names; most texts have no entity

        character = unescape(entity[0])
        if len(character) == 1:
            self._edits.append(Edit(at, entity.end(), character))
        return entity.end()

    def _url(self, at: int) -> int:
        if at and self._raw[at - 1].isalnum():
            return at + 1
        address = _URL.match(self._raw, at)[0]  # type: ignore[index]  # called where one begins
        # `[https://…](https://…)` leaves the bracket to the link around it.
        address = address.split("](", 1)[0].rstrip(_NOT_LAST)
        if address.endswith(")") and address.count("(") < address.count(")"):
            address = address[: address.rfind("(") + 1 or len(address)].rstrip("()" + _NOT_LAST)
        return self._mask(at, at + len(address))

    def _mail(self, at: int) -> int:
        host = _MAIL_HOST.match(self._raw, at)
        start = max(self._edits[-1].end if self._edits else 0, at - 64)
        box = _MAILBOX.search(self._raw, start, at)
        if host is None or box is None:
            return at + 1
        return self._mask(box.start(), host.end())

    def _strike(self, at: int) -> int:
        """What is struck out is no longer said."""
        mark = _TILDES.match(self._raw, at)[0]  # type: ignore[index]  # called where one begins
        end = at + len(mark)
        if len(mark) > 2 or self._raw[end : end + 1].isspace():
            return end
        closing = self._find(mark, end)
        if closing < 0 or self._raw[closing - 1].isspace():
            return end
        return self._mask(at, closing + len(mark))

    def _bracket(self, at: int) -> int:
        if footnote := _FOOTNOTE.match(self._raw, at):
            return self._drop(at, footnote.end())
        self._open_brackets.append((at, len(self._edits)))
        return at + (2 if self._raw[at] == "!" else 1)

    def _close_bracket(self, at: int) -> int:
        """The end of a link's or an image's text: what follows tells whether it was one."""
        if not self._open_brackets:
            return at + 1
        start, edits = self._open_brackets.pop()
        image = self._raw[start] == "!"
        end = self._target_end(start + (2 if image else 1), at)
        if end < 0:
            return at + 1
        if image:
            del self._edits[edits:]
            return self._mask(start, end)
        self._drop(start, start + 1)
        return self._drop(at, end)

    def _target_end(self, start: int, at: int) -> int:
        """Where the target after a text ends, or -1 when these were just brackets."""
        target = _TARGET.match(self._raw, at + 1)
        if target:
            return target.end()
        if not self._references or at - start > _LONGEST_LABEL:
            return -1
        label = _LABEL.match(self._raw, at + 1)
        known = normal((label and label[1]) or self._raw[start:at]) in self._references
        return (label.end() if label else at + 1) if known else -1

    _READERS: ClassVar[dict[str, Callable[[Inlines, int], int]]] = {
        "\\": _escape,
        "`": _code,
        "<": _angle,
        "&": _entity,
        "@": _mail,
        "~": _strike,
        "!": _bracket,
        "[": _bracket,
        "]": _close_bracket,
    }
