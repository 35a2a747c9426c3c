"""The commands in a comment: every line that begins with one, outside quotes, code and HTML comments.

Pure reading; who may give a command and what it does is decided elsewhere.
"""

from __future__ import annotations

import re

from postmortem_gh.intake.blocks import fence_after
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass

COMMANDS = (
    "accept", "timeline", "name-me", "unname-me", "facilitator", "refresh", "due", "owner", "wontdo", "done",
)  # fmt: skip

_COMMAND = pattern(rf"[ ]{{0,3}}/({'|'.join(COMMANDS)})(?![\w/-])[ \t]*(.*)", re.IGNORECASE)
_FENCE = pattern(r"[ ]{0,3}(`{3,}|~{3,})([^`]*|(?<=~).*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command as it was given. ``argument`` is the rest of its line, as typed."""

    name: str  # lower-case, without the slash
    argument: str
    line: int  # 1-based, in the comment


def commands(body: str) -> tuple[Command, ...]:
    """The commands of a comment, in their order."""
    if "/" not in body:
        return ()
    found = []
    fence = ""
    lines = _without_hidden(body.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    for number, line in enumerate(lines, 1):
        opening = _FENCE.match(line)
        if fence or opening:
            fence = fence_after(fence, opening)
        elif command := _COMMAND.match(line):
            found.append(Command(name=command[1].lower(), argument=command[2].strip(), line=number))
    return tuple(found)


def _without_hidden(body: str) -> str:
    """HTML comments and code spans blanked out; line ends stay, so that lines keep their numbers."""
    if "<" not in body and "`" not in body:
        return body
    kept, at = [], 0
    for start, end in _hidden(body):
        kept += [body[at:start], re.sub(r"[^\n]", "\x00", body[start:end])]
        at = end
    return "".join((*kept, body[at:]))


def _hidden(body: str) -> list[tuple[int, int]]:
    """Where HTML comments and code spans stand; a fence is left for the lines' reader."""
    spans, at = [], 0
    runs = _runs(body)
    while (found := _OPENING.search(body, at)) is not None:
        if found[0][0] == "<":
            end = _tag_end(body, found)
            spans.append((found.start(), end))
        elif _is_fence(body, found):
            end = _fence_end(body, found)
        else:
            end = _span_end(body, found, runs)
            if end > found.end():
                spans.append((found.start(), end))
        at = max(end, found.end())
    return spans


_OPENING = pattern(r"<!--|<(?:pre|code)\b|`+|^[ ]{0,3}~{3,}", re.MULTILINE | re.IGNORECASE)


def _tag_end(body: str, found: re.Match[str]) -> int:
    """Where a comment or a code tag ends; an unclosed one hides all that follows."""
    closing = re.compile("-->" if found[0] == "<!--" else f"</{found[0][1:]}[ ]*>", re.IGNORECASE)
    end = closing.search(body, found.end())
    return end.end() if end else len(body)


def _runs(body: str) -> dict[int, list[int]]:
    """Where runs of backticks of each length stand, latest first: a span is closed in constant time."""
    runs: dict[int, list[int]] = {}
    for found in re.finditer(r"`+", body):
        runs.setdefault(len(found[0]), []).append(found.start())
    return {length: starts[::-1] for length, starts in runs.items()}


def _is_fence(body: str, found: re.Match[str]) -> bool:
    before = body[body.rfind("\n", 0, found.start()) + 1 : found.start()]
    end = body.find("\n", found.end())
    following = body[found.end() : end if end >= 0 else len(body)]
    long = found[0].lstrip().startswith("~") or (len(found[0]) >= 3 and "`" not in following)
    return long and not before.strip() and len(before) < 4


def _fence_end(body: str, found: re.Match[str]) -> int:
    mark = found[0].strip()
    at = body.find("\n", found.end())
    while at >= 0:
        end = body.find("\n", at + 1)
        line = body[at + 1 : end if end >= 0 else len(body)].strip()
        if line.startswith(mark) and not line.strip(mark[0]):
            return end if end >= 0 else len(body)
        at = end
    return len(body)


def _span_end(body: str, found: re.Match[str], runs: dict[int, list[int]]) -> int:
    """The end of a code span: the next run of the same length, before a blank line."""
    starts = runs.get(len(found[0]), [])
    while starts and starts[-1] <= found.start():
        starts.pop()
    if not starts:
        return found.end()
    blank = body.find("\n\n", found.end(), starts[-1])
    return found.end() if blank >= 0 else starts[-1] + len(found[0])
