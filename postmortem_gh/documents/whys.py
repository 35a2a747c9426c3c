"""What a chain of whys still lacks: it ended after one step, or at a person.

Used by the document and the comment. Why it matters: Allspaw, "Blameless
PostMortems and a Just Culture" (2012): an error is where the questions begin.
"""

from __future__ import annotations

import re

_SLIP = r"forg[eo]ts?|forgotten|missed|overlooked|ignored|neglected|mistyped|misread|misjudged|misconfigured"
# "Responder" is how documents/roles writes people. Bounded gaps: linear on any input.
_PERSON = (
    r"\b(?:responder|someone|somebody|engineer|operator|developer|on-?call|admin|intern|colleague|he|she|i)\b"
    rf"[^.]{{0,60}}?\b(?:{_SLIP}|failed|did(?:n['’]t| not)|was(?:n['’]t| not)|wrong|mistaken?|careless|tired"
    r"|unaware|assumed|deleted|broke|decided|pushed|ran|merged|changed|applied|clicked|skipped|typed|restarted)\b"
    rf"|\b(?:we|they|team|nobody|no one|people)\b[^.]{{0,30}}?\b(?:{_SLIP})\b"
    r"|\bhuman (?:error|factors?|mistake)\b|\b(?:operator|user|pilot) error\b"
    r"|\b(?:a|the|by) (?:typo|mistake)\b"
)


def advice(chain: tuple[str, ...]) -> str | None:
    """A sentence for the reader, or None where the chain reached the system. Names are roles by now."""
    if not chain:
        return None
    if re.search(_PERSON, chain[-1][:2000], re.IGNORECASE):
        return (
            "This chain stops at a person. What made that look right at the time? "
            "One more “why?” usually reaches a condition that can be changed."
        )
    if len(chain) == 1:
        return (
            "This chain stops after one step. Ask “why?” of its last line again, "
            "until the answer is something that can be changed."
        )
    return None
