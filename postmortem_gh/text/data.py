"""Values as JSON for standard output, which may be a terminal or the log of a job.

Used by whatever prints data: parse, lint, a plan, doctor. Apart from `escape`,
as `parse` prints nothing else and starts without it.
"""

from __future__ import annotations

from postmortem_gh.text.patterns import pattern

TYPE_CHECKING = False  # importing typing takes a quarter of a bare interpreter
if TYPE_CHECKING:
    from typing import Any

UNSEEN = (
    "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
"""Of a pattern's `[…]`: controls that JSON lets stand, what turns the direction of text
(https://trojansource.codes), and what hides text from people."""

_UNSEEN = pattern(f"[{UNSEEN}]")


def as_json(value: Any) -> str:
    """JSON that reads back as the same value, and commands neither a terminal nor the Actions runner."""
    import json  # whoever only asks for UNSEEN needs none

    written = json.dumps(value, ensure_ascii=False, indent=2, default=list)
    # The runner reads `##[` anywhere in a line: actions/runner, ActionCommand.cs.
    return _UNSEEN.sub(lambda sign: json.dumps(sign[0])[1:-1], written).replace("##[", "#\\u0023[")
