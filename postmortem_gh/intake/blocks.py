"""An answer's lines as Markdown sees them: bullets, numbers, ticks, indentation, code, tables.

Used by every reader of more than one line. Linear in the text; nothing is
left out but blank lines and HTML comments, which nobody sees on GitHub.
"""

from __future__ import annotations

import re

from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass

_MARKER = pattern(
    r"(?P<indent>[ \t]*)"
    r"(?:(?P<marker>[-*+•‣◦▪·●∙–—][ \t]+|[-•‣◦▪●](?=[^\W\d_]|[@\[`#])|\d{1,3}[.)][ \t]+"
    r"|\(\d{1,2}\)[ \t]+|[a-z]\)[ \t]+)[ \t]*)?"
    r"(?P<box>\[[ xX✓✔]?\](?:[ \t]+|$)|[☐⬜☑✅✔][\ufe0f]?[ \t]*)?"
)
_FENCE = pattern(r"[ \t]*(?:[-*+][ \t]+)?(`{3,}|~{3,})([^`]*)$")
_RULE = pattern(r"[ \t]*(?:-[ \t]*){3,}$|[ \t]*(?:\*[ \t]*){3,}$|[ \t]*(?:_[ \t]*){3,}$")
_HEADING = pattern(r"[ ]{0,3}(#{1,6})[ \t]+(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an answer that holds something."""

    number: int  # 1-based, in the answer
    indent: int
    marker: str = ""
    ticked: bool | None = None  # None: no box
    text: str  # without marker and box
    raw: str
    code: bool = False  # inside a fence, the fence's own lines included
    heading: bool = False
    after_blank: bool = False


def split_after(text: str, most: int) -> tuple[str, str]:
    """The first so many lines, and the rest where it says anything."""
    parts = text.split("\n", most)
    if len(parts) <= most or not any(c.isalnum() for c in parts[most]):
        return text, ""
    return "\n".join(parts[:most]), parts[most]


def lines(text: str) -> list[Line]:
    """The lines that hold something, each as Markdown sees it."""
    found: list[Line] = []
    fence, blank = "", False
    for number, raw in enumerate(_without_comments(text).split("\n"), 1):
        if not raw.strip():
            if fence and found:
                found.append(Line(number=number, indent=0, text="", raw=raw, code=True))
            blank = True
            continue
        opening = _FENCE.match(raw) if "`" in raw or "~" in raw else None
        if fence or opening:
            fence = fence_after(fence, opening)
            found.append(
                Line(
                    number=number, indent=_width(raw), text=raw.strip(), raw=raw, code=True, after_blank=blank
                )
            )
        elif not _RULE.match(raw):
            found.append(_line(number, raw, blank))
        blank = False
    return found


def fence_after(fence: str, found: re.Match[str] | None) -> str:
    """The fence that is open after this line. https://spec.commonmark.org/0.31.2/#fenced-code-blocks"""
    if not found:
        return fence
    if not fence:
        return found[1]
    closes = found[1][0] == fence[0] and len(found[1]) >= len(fence) and not found[2].strip()
    return "" if closes else fence


def _line(number: int, raw: str, blank: bool) -> Line:
    if heading := _HEADING.match(raw):
        title = heading[2].strip().rstrip("#").strip()
        return Line(number=number, indent=0, text=title, raw=raw, heading=True, after_blank=blank)
    found = _MARKER.match(raw)
    if not found:  # the pattern takes the empty text too
        raise AssertionError(raw)
    box = (found["box"] or "").strip()
    return Line(
        number=number,
        indent=_width(raw),
        marker=(found["marker"] or "").strip(),
        ticked=None if not box else box[:1] in "☑✅✔" or box[1:2] in ("x", "X", "✓", "✔"),
        text=raw[found.end() :].strip(),
        raw=raw,
        after_blank=blank,
    )


def _width(raw: str) -> int:
    """Columns of the indentation, a tab being four."""
    return sum(4 if c == "\t" else 1 for c in raw[: len(raw) - len(raw.lstrip(" \t"))])


def _without_comments(text: str) -> str:
    """Hidden comments blanked out, line ends kept; an unclosed one is text."""
    if "<!--" not in text:
        return text
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0 or text.count("`", text.rfind("\n", 0, start) + 1, start) % 2:
            if end < 0:
                break
            kept.append(text[at : start + 4])
            at = start + 4
            continue
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join((*kept, text[at:]))


# ── tables ───────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: its cells, and the header's in the same order."""

    number: int
    cells: tuple[str, ...]
    header: tuple[str, ...]
    raw: str


def is_row(line: Line) -> bool:
    """Whether the line could be a table's."""
    return "|" in line.text and not line.code and not line.heading


def cells(raw: str) -> tuple[str, ...]:
    r"""The cells of a row; `\|` is a bar in a cell. https://github.github.com/gfm/#tables-extension-"""
    row = raw.strip().replace("\\|", "\0")
    row = row.removeprefix("|").removesuffix("|")
    return tuple(cell.strip().replace("\0", "|") for cell in row.split("|"))


def _is_delimiter(raw: str) -> bool:
    return "-" in raw and all(c and not c.strip("-: ") and "-" in c for c in cells(raw))


def table(all_lines: list[Line], at: int) -> tuple[list[Row], int] | None:
    """The rows of the table whose header stands at this line, and where it ends; None where none begins."""
    if at + 1 >= len(all_lines) or not is_row(all_lines[at]) or all_lines[at + 1].after_blank:
        return None
    if ("|" not in all_lines[at + 1].raw and len(cells(all_lines[at].raw)) > 1) or not _is_delimiter(
        all_lines[at + 1].raw
    ):
        return None
    header, rows, end = cells(all_lines[at].raw), [], at + 2
    while end < len(all_lines) and is_row(all_lines[end]) and not all_lines[end].after_blank:
        rows.append(
            Row(
                number=all_lines[end].number,
                cells=cells(all_lines[end].raw),
                header=header,
                raw=all_lines[end].raw,
            )
        )
        end += 1
    return rows, end
