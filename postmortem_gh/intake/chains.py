"""Chains of whys as people write them: line by line → steps.

Used by causes.py. A chain goes from the failure inward, one line a step, or as
questions with their answers behind or below (“Why did it fail?”, “The disk was
full.”). A blank line begins another chain where there are no questions, a
number 1 everywhere.
"""

from __future__ import annotations

import re
from dataclasses import field

from postmortem_gh.intake.blocks import Line
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.lean import dataclass

ORDINAL = r"(?:[1-9](?:st|nd|rd|th)|first|second|third|fourth|fifth)"
_WHY = rf"(?:why[ ]?\d{{0,2}}|{ORDINAL}[ ]why)[ ]?[:?.)–—-]+[ ]*"
_OWN = pattern(_WHY, re.IGNORECASE)
_STEP = pattern(rf"(?:{_WHY}|because:?[ ]+|(?:→|->|=>|↳|└)[ ]*)", re.IGNORECASE)
_FIRST = pattern(r"(?:why[ ]?)?1[ :.)]|(?:1st|first)[ ]why\b", re.IGNORECASE)
_ARROWS = pattern(r"[ ]*(?:→|⇒|->|=>|←|<-)[ ]*")
_QUESTION = pattern(
    r"[*_`>\s]*(?:q(?:uestion)?[ ]?\d{0,2}[:.)][*_]*[ ]*)?(?P<question>why[ ][^?\n]{1,300}\?)[*_`]*[ ]*(?P<answer>.*)",
    re.IGNORECASE,
)
_ANSWER = pattern(r"[*_]*(?:(?:a|answer)[:.)][*_]*[ ]*|(?:→|->|=>|↳|└)[ ]*|[–—-][ ]+)", re.IGNORECASE)
_NUMBER = pattern(r"\(?(\d{1,2})[.)]")


def asks(line: Line, *, within: bool) -> bool:
    """Whether a line is a step of the kind “Why did it fail?”; ``within`` a chain, or looking like one."""
    begins = within or bool(line.marker) or line.heading or line.text.lstrip("*_`> ")[:1] in ("W", "Q")
    return begins and not line.code and _QUESTION.fullmatch(line.text) is not None


@dataclass(slots=True)
class Chains:
    """The chains in the making; the last one grows."""

    found: list[list[str]] = field(default_factory=list)
    number: int = 0  # of the last step that has one
    is_asked: bool = False  # the last step is a question that waits for its answer
    is_answered: bool = False  # the last step is a question with its answer

    def complete(self) -> tuple[tuple[str, ...], ...]:
        """All chains that have a step."""
        return tuple(tuple(chain) for chain in self.found if chain)

    def begin(self) -> None:
        """Another chain."""
        self.found.append([])
        self.number = 0
        self.close()

    def take(self, words: str, line: Line, *, apart: bool, own: bool) -> None:
        """One line of a chain: a question, the answer of one, unless it says to be a step of its ``own``, or a step.

        A step that stands ``apart`` begins another chain.
        """
        if question := None if line.code else _QUESTION.fullmatch(words):
            self._ask(question, line)
        elif not own and (self.is_asked or self.is_answered):
            self._answer(words, line)
        else:
            if not self.found or (apart and self.found[-1]):
                self.begin()
            self.found[-1].extend(steps(words))
            self.close()

    def close(self) -> None:
        """The last step is complete: what follows answers nothing."""
        self.is_asked = self.is_answered = False

    def _ask(self, question: re.Match[str], line: Line) -> None:
        numbered = _NUMBER.fullmatch(line.marker)
        number = int(numbered[1]) if numbered else 0
        if not self.found or (number == 1 and self.number != 1 and self.found[-1]):
            self.begin()
        self.number = number
        self.found[-1].append(question["question"].strip())
        self.is_asked, self.is_answered = True, False
        if question["answer"].strip():
            self._answer(question["answer"], line)

    def _answer(self, words: str, line: Line) -> None:
        """What stands behind or below a question is its answer, however many lines it takes."""
        bare = words.strip()
        marked = _ANSWER.match(bare)
        first, *further = _ARROWS.split(bare[marked.end() :] if marked else bare)
        chain = self.found[-1]
        joint = "; " if line.marker and self.is_answered and chain[-1][-1:] not in ".!" else " "
        chain[-1] = f"{chain[-1]}{joint}{first.strip()}".rstrip()
        chain.extend(step for part in further if (step := part.strip()))
        self.is_asked, self.is_answered = False, True


def steps(words: str) -> list[str]:
    """One line of a chain, which may hold several steps: `queue full → no alert → no owner`."""
    bare = _STEP.sub("", words, count=1) if _STEP.match(words) else words
    return [step for part in _ARROWS.split(bare) if (step := part.strip(" \t"))]


def is_first(line: Line) -> bool:
    """Whether a line says that it is the first step: `Why 1`, `1st why`, a number."""
    return line.marker in ("1.", "1)") or _FIRST.match(line.text) is not None


def is_step(line: Line) -> bool:
    """Whether a line begins as a step does: `Why:`, `2nd why:`."""
    return _OWN.match(line.text) is not None
