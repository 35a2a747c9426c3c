"""What set it off, what made it possible, and why: `causes` with its three prompts, or three fields.

The prompts are words at the beginning of a line, in any case, bold or bulleted.
A chain of whys goes from the failure inward, one line a step; a blank line or
a new “Why 1” begins another chain.
"""

from __future__ import annotations

import re
from dataclasses import field

from postmortem_gh.intake.blocks import Line, lines
from postmortem_gh.intake.lists import says_nothing
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass

_PROMPT = pattern(
    r"[*_`>#\s]*(?P<word>trigger(?:ed by)?|triggers|enabled by|enabling conditions?|enablers?|enabled"
    r"|contributing (?:factors?|conditions?)"
    r"|conditions?|whys?|5 whys|five whys|because"
    r"|root causes?)[*_`]*[ ]?(?:[#(]?(?P<number>\d{1,2})\)?)?[*_`]*[ ]?"
    r"(?P<mark>[:?–—-]+|[.](?=[ ]))[*_`]*[ ]*(?P<rest>.*)",
    re.IGNORECASE,
)
_STEP = pattern(r"(?:why[ ]?\d{0,2}[ ]?[:?.)–—-]+[ ]*|because:?[ ]+|(?:→|->|=>|↳|└)[ ]*)", re.IGNORECASE)
_ARROWS = pattern(r"[ ]*(?:→|⇒|->|=>|←|<-)[ ]*")


@dataclass(slots=True)
class Causes:
    """What was found under each prompt; ``other`` stood under none."""

    trigger: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    whys: list[list[str]] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def read(text: str | None) -> Causes:
    """The field `causes`."""
    found = Causes()
    prompt, fresh = "", True
    for line in lines(text or ""):
        opening = None if line.code else _PROMPT.fullmatch(line.text)
        if opening:
            prompt, words = _prompt(opening), opening["rest"].strip()
            new_chain = opening["number"] == "1" or (
                line.after_blank and prompt == "why" and opening["number"] is None and not fresh
            )
            _begin(found, prompt, new_chain=new_chain)
        else:
            words = line.text if not line.code else line.raw
        fresh = bool(opening) and not words
        if words and not says_nothing(words):
            _take(found, prompt, words, line, goes_on=not opening)
    found.whys = [chain for chain in found.whys if chain]
    return found


def _prompt(opening: re.Match[str]) -> str:
    word = opening["word"].lower()
    return (
        "trigger"
        if word.startswith("trigger")
        else "why"
        if word.startswith(("why", "5", "five", "because", "root"))
        else "condition"
    )


def _begin(found: Causes, prompt: str, *, new_chain: bool) -> None:
    if prompt == "why" and (new_chain or not found.whys):
        found.whys.append([])


def _take(found: Causes, prompt: str, words: str, line: Line, *, goes_on: bool) -> None:
    if prompt == "trigger":
        found.trigger.append(words)
    elif prompt == "condition":
        if goes_on and found.conditions and not line.marker and line.indent > 1 and not line.after_blank:
            found.conditions[-1] += f" {words}"
        else:
            found.conditions.append(words)
    elif prompt == "why":
        if goes_on and line.after_blank and found.whys[-1] and not line.marker:
            found.whys.append([])
        found.whys[-1].extend(steps(words))
    else:
        found.other.append(line.raw.strip() if not line.code else line.raw)


def steps(words: str) -> list[str]:
    """One line of a chain, which may hold several steps: `queue full → no alert → no owner`."""
    bare = _STEP.sub("", words, count=1) if _STEP.match(words) else words
    return [step for part in _ARROWS.split(bare) if (step := part.strip(" \t"))]


def conditions(text: str | None) -> tuple[str, ...]:
    """The field `enabling_conditions`: one a line."""
    return tuple(_without_prompt(line.text) for line in lines(text or "") if not says_nothing(line.text))


def _without_prompt(words: str) -> str:
    found = _PROMPT.fullmatch(words)
    return found["rest"].strip() if found and found["rest"].strip() else words


def chains(text: str | None) -> tuple[tuple[str, ...], ...]:
    """The field `whys`: one step a line, chains apart by a blank line."""
    found: list[list[str]] = []
    for line in lines(text or ""):
        if says_nothing(line.text):
            continue
        numbered = re.match(r"(?:why[ ]?)?1[ :.)]", line.text, re.IGNORECASE) or line.marker in ("1.", "1)")
        if not found or (line.after_blank and not line.marker) or (numbered and found[-1]):
            found.append([])
        found[-1].extend(steps(line.text))
    return tuple(tuple(chain) for chain in found if chain)
