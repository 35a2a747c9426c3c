"""People's words on their way to somewhere else: with a word in the place of each secret.

Asked by decide and by `cli/render.py` for a form, a title, a command, and for pages that quote other issues'
titles. An issue's title is in everybody's mail and a plan in a log; the issue that somebody wrote can be
cleaned, the copies cannot. The settings switch it off; a comment in the text cannot, since it does not
travel with the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postmortem_gh.language import privacy
from postmortem_gh.language.privacy import REDACTED, Found
from postmortem_gh.values.findings import Finding

if TYPE_CHECKING:
    from postmortem_gh.settings import Language


def redacted(text: str, options: Language | None = None) -> str:
    """The text (line ends as LF) without its secrets; lines where they were."""
    parts, done = [], 0
    for one in _secrets(text, options):
        lines = text[one.start : one.end].count("\n") + 1
        parts += [text[done : one.start], "\n".join([REDACTED] * lines)]
        done = one.end
    return "".join((*parts, text[done:]))


def secrets(text: str, path: str, options: Language | None = None) -> list[Finding]:
    """Where they stand (line ends as LF), never what they are."""
    return privacy.findings(text, tuple(_secrets(text, options)), path)


def _secrets(text: str, options: Language | None) -> Iterator[Found]:
    if options is None or (options.secrets and options.severity.get("secret") != "off"):
        yield from (each for each in privacy.search(text) if each.rule == "secret")
