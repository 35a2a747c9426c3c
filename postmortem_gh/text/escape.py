"""The one place where foreign text is made safe, a function for each place where text can end.

Every word that a person wrote, titles and logins included, passes through here
on its way into a document, comment, commit, diagram, log, front matter or path.
Each function takes `Words` (people's words on their way through templates) or
a string. What each must withstand: tests/text/hostile.py, judged by readers
that are not ours.
"""

from __future__ import annotations

import re

from postmortem_gh.text import prose as _prose
from postmortem_gh.text.neutral import JOINER, SHOWN, Sink, clean, marks, no_skipping, one_line, own_marker
from postmortem_gh.text.patterns import pattern
from postmortem_gh.text.words import UnescapedWords as UnescapedWords
from postmortem_gh.text.words import Words as Words
from postmortem_gh.text.words import opened

# Where a sign would begin emphasis, code, a link or the like; snake_case and `~5 min` begin nothing.
_MARKDOWN = pattern(r"\\(?=[!-/:-@\[-`{-~]|$)|[*`\[]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|(?<=[^\s])~|~(?=~)")
_BLOCK_START = pattern(r"(?=[#>+=:|-])|(\d{1,9})(?=[.)](?:\s|$))")
_TITLE_LENGTH = 256  # GitHub's limit, beyond which it refuses the issue
_SLUG_LENGTH = 60
_YAML_PLAIN = pattern(
    '["\\\\\x00-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff'
    "\ue000\ue001\ufeff\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_YAML_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Mermaid's grammars stop at these; the right side looks alike and means nothing to them.
_LOOK_ALIKES = str.maketrans(
    {":": "\ua789", ",": "\u201a", "(": "\u2768", ")": "\u2769", "'": "\u2019", "_": "-"}
)
_MERMAID_WORDS = frozenset((
    "accdescr", "acctitle", "active", "axisformat", "bar", "call", "class", "classdef", "click",
    "crit", "dateformat", "direction", "done", "end", "excludes", "flowchart", "gantt", "graph",
    "href", "includes", "inclusiveenddates", "init", "line", "linkstyle", "milestone", "section",
    "style", "subgraph", "tickinterval", "timeline", "title", "todaymarker", "topaxis", "vert",
    "weekday", "weekend", "x-axis", "y-axis",
))  # fmt: skip


def prose(text: Words | str, sink: Sink = "issue") -> str:
    """A block of Markdown that keeps its lists, code, tables, links; an empty line belongs around it.

    `sink`: "file" leaves `@sam` and `#12` readable, as files notify nobody.
    """
    return _prose.prose(opened(text), sink)


def inline(text: Words | str, sink: Sink = "issue") -> str:
    """One line within a sentence of ours: its code stays code, other Markdown is shown as typed."""
    return _inline(one_line(opened(text)), sink, "")


def cell(text: Words | str, sink: Sink = "issue") -> str:
    """A table's cell, in which line breaks remain."""
    lines = filter(None, (" ".join(line.split()) for line in clean(opened(text)).split("\n")))
    # A code span with a pipe or backslash would need signs that show; it becomes plain text.
    made = "<br>".join(_inline(line, sink, "|\\").replace("|", "\\|") for line in lines)
    return made + JOINER if made.endswith("\\") else made  # else it would escape the cell's border


def code(text: Words | str, language: str = "") -> str:
    """A fenced block, its fence longer than any run of backticks inside."""
    inside = own_marker(clean(opened(text))).strip("\n")
    longest = max((len(run) for run in re.findall("`+", inside)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{re.sub(r'[^A-Za-z0-9_+#.-]', '', language)}\n{inside}\n{fence}"


def mermaid(text: Words | str, limit: int = 60) -> str:
    """A label in a diagram: letters, digits, blanks and `-./`, at most `limit` long."""
    words = "".join(
        c if c.isalnum() or c in "-./\ua789\u201a\u2768\u2769\u2019" else " "
        for c in one_line(opened(text)).translate(_LOOK_ALIKES)
    )
    words = " ".join(w[0] + JOINER + w[1:] if w.casefold() in _MERMAID_WORDS else w for w in words.split())
    words = re.sub(r"-{2,}", "-", words).strip("- ")
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def title(text: Words | str) -> str:
    """The title of an issue or pull request; a squash commit and a comment may quote it."""
    words = no_skipping(marks(one_line(opened(text)), "commit"))
    return _cut(words, _TITLE_LENGTH)


def commit(text: Words | str, limit: int = 200) -> str:
    """A line of a commit message: no mention, no closing of issues, no switched-off workflow, no trailer."""
    words = no_skipping(marks(one_line(opened(text)), "commit"))
    words = re.sub(r"^([A-Za-z][A-Za-z-]{0,60}):(?=\s)", rf"\1{JOINER}:", words)
    return _cut(re.sub(r"^#", f"{JOINER}#", words), limit)


def yaml_string(text: Words | str) -> str:
    """A double-quoted scalar that YAML 1.1 and YAML 1.2 read back as the same text."""
    return f'"{_YAML_PLAIN.sub(_yaml_escape, opened(text))}"'


def log(text: Words | str) -> str:
    """Text for a workflow's log that the runner takes for no command, line by line.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return unheard(clean(opened(text)))


def unheard(text: str) -> str:
    """The same text, but for what the runner would obey: it reads `##[` anywhere in a line, `::` where it begins."""
    text = text.replace("##[", f"#{JOINER}#[")
    return "\n".join(re.sub(r"^(\s*):(?=:)", rf"\1:{JOINER}", line) for line in text.split("\n"))


def command_value(text: Words | str) -> str:
    """What follows the second `::` of a workflow command; as actions/toolkit's escapeData, `%` first."""
    words = _UNSEEN_IN_LOG.sub(SHOWN, opened(text).replace("\r\n", "\n"))
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: Words | str) -> str:
    """The value of a property (`file`, `title`) of a workflow command; as its escapeProperty."""
    return command_value(text).replace(":", "%3A").replace(",", "%2C")


def slug(text: Words | str) -> str:
    """The part of a path that people recognise: `[a-z0-9-]`, at most 60; empty where nothing is left."""
    from unicodedata import normalize

    ascii_only = normalize("NFKD", opened(text)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only.lower())
    whole = "-".join(words)
    if len(whole) <= _SLUG_LENGTH:
        return whole
    cut = whole[: _SLUG_LENGTH + 1].rpartition("-")[0]
    return cut or whole[:_SLUG_LENGTH]


_UNSEEN_IN_LOG = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _inline(line: str, sink: Sink, not_in_code: str) -> str:
    pieces, _ = _prose.spans(line)
    keeps = _prose.certain(pieces) and not any(
        set(not_in_code).intersection(piece) for is_code, piece in pieces if is_code
    )
    if not keeps:
        pieces = [(False, line)]
    text = "".join(
        piece if is_code else marks(_MARKDOWN.sub(r"\\\g<0>", piece), sink) for is_code, piece in pieces
    )
    return _BLOCK_START.sub(r"\1\\", text, count=1) if _BLOCK_START.match(text) else text


def _cut(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, as GitHub's database may count them."""
    if len(text.encode("utf-16-le", "replace")) <= 2 * limit:
        return text
    kept = text.encode("utf-16-le", "replace")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip() + "…"


def _yaml_escape(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in _YAML_SHORT:
        return _YAML_SHORT[sign]
    code = ord(sign)
    if code > 0xFFFF:
        return f"\\U{code:08X}"
    return "\\uFFFD" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04X}"
