"""What set it off, what made it possible, and why: `causes` with its three prompts, or three fields.

The prompts are words at the beginning of a line, in any case, bold, bulleted or
as headings; a line that asks “Why did it fail?” needs none (chains.py).
"""

from __future__ import annotations

import re
from dataclasses import field

from postmortem_gh.intake import chains
from postmortem_gh.intake.blocks import Line, lines
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass

_PROMPT = pattern(
    rf"[*_`>#\s]*(?P<word>trigger(?:ed by)?|triggers|enabled by|enabling conditions?|enablers?|enabled"
    r"|contributing (?:factors?|conditions?)"
    rf"|conditions?|whys?|5 whys|five whys|{chains.ORDINAL}[ ]why|because"
    r"|root causes?)[*_`]*[ ]?(?:[#(]?(?P<number>\d{1,2})\)?)?[*_`]*[ ]?"
    r"(?P<mark>[:?–—-]+|[.](?=[ ]))[*_`]*[ ]*(?P<rest>.*)",
    re.IGNORECASE,
)
_BOLD = pattern(r"(\*\*|__)[^*_]{1,40}\1")


@dataclass(slots=True)
class Causes:
    """What was found under each prompt; ``other`` stood under none."""

    trigger: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    whys: chains.Chains = field(default_factory=chains.Chains)
    other: list[str] = field(default_factory=list)


def read(text: str | None) -> Causes:
    """The field `causes`."""
    found = Causes()
    prompt, fresh = "", True
    for line in lines(text or ""):
        opening = None if line.code else _opening(line)
        if opening:
            prompt, words = _prompt(opening), opening["rest"].strip()
            is_first = opening["number"] == "1" or opening["word"].lower().startswith(("1st", "first"))
            new_chain = is_first or (line.after_blank and opening["number"] is None and not fresh)
            if prompt == "why" and (new_chain or not found.whys.found):
                found.whys.begin()
            elif not words:
                found.whys.close()
        else:
            words = line.text if not line.code else line.raw
            prompt = "why" if chains.asks(line, within=prompt == "why") else prompt
        fresh = bool(opening) and not words
        if words and not says_nothing(words):
            if prompt == "why":
                own = bool(opening and not opening["word"].lower().startswith("because"))
                apart = not opening and line.after_blank and not line.marker
                found.whys.take(words, line, apart=apart, own=own)
            else:
                _take(found, prompt, words, line, goes_on=not opening)
    return found


def _opening(line: Line) -> re.Match[str] | None:
    """The prompt that a line begins with; a heading, or what is all bold, needs no colon."""
    found = _PROMPT.fullmatch(line.text)
    if found is None and (line.heading or _BOLD.fullmatch(line.text)):
        return _PROMPT.fullmatch(f"{line.text}:")
    return found


def _prompt(opening: re.Match[str]) -> str:
    word = opening["word"].lower()
    return (
        "trigger"
        if word.startswith("trigger")
        else "why"
        if "why" in word or word.startswith(("because", "root"))
        else "condition"
    )


def _take(found: Causes, prompt: str, words: str, line: Line, *, goes_on: bool) -> None:
    if prompt == "trigger":
        found.trigger.append(words)
    elif prompt == "condition":
        if goes_on and found.conditions and not line.marker and line.indent > 1 and not line.after_blank:
            found.conditions[-1] += f" {words}"
        else:
            found.conditions.append(words)
    else:
        found.other.append(line.raw.strip() if not line.code else line.raw)


def conditions(text: str | None) -> tuple[str, ...]:
    """The field `enabling_conditions`: one a line."""
    return tuple(_without_prompt(line.text) for line in lines(text or "") if not says_nothing(line.text))


def _without_prompt(words: str) -> str:
    found = _PROMPT.fullmatch(words)
    return found["rest"].strip() if found and found["rest"].strip() else words


def whys(text: str | None) -> tuple[tuple[str, ...], ...]:
    """The field `whys`: one step a line, chains apart by a blank line."""
    found = chains.Chains()
    for line in lines(text or ""):
        if not says_nothing(line.text):
            apart = (line.after_blank and not line.marker) or chains.is_first(line)
            found.take(line.text, line, apart=apart, own=chains.is_step(line))
    return found.complete()
