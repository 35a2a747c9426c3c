"""Characters and marks of foreign text that would do something on GitHub, made to do nothing.

Used by escape. An invisible word joiner is put where a mention, reference,
tag or entity would begin: it looks the same in a page, in an editor and in an
e-mail, and needs no knowledge of what surrounds it, which backslashes do.
https://github.com/github/markup/issues/1168 says why a backslash is no help.
"""

from __future__ import annotations

import re
from typing import Literal

from postmortem_gh.text.patterns import LETTER, LETTER_OR_DIGIT, pattern

Sink = Literal["file", "issue", "commit"]

JOINER = "\u2060"
SHOWN = "\ufffd"

# Control characters; those that turn writing direction (CVE-2021-42574); tag characters and variation
# selectors, which hide text from people; lone surrogates; the signs of our references.
_UNSAFE = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ue000\ue001\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
_SELECTORS = ("\U000e0100", "\U000e01ef")
# The signs of which a selector chooses a form. A set of so many would take re milliseconds to compile.
_IDEOGRAPHS = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))

_ENTITY = rf"&(?!(?:lt|gt|amp|quot|apos|nbsp|copy|mdash|ndash|hellip);)(?=#?{LETTER_OR_DIGIT}{{1,32}};)"
_NAME = r"(?-i:[A-Za-z0-9-]{1,63})"
_HOST = rf"https?:\\?/\\?/{_NAME}(?:\\?\.{_NAME})+"
_ALERT = r"\[!(?=(?:note|tip|important|warning|caution)\])"
_EVERYWHERE = (
    r"(?P<autolink><https?://[^\s<>`|]{1,2000}>)"
    rf"|(?P<url>(?:(?<!{LETTER_OR_DIGIT})(?:{_HOST}|www\.(?-i:[A-Za-z0-9-]))|\bgithub\\?\.com)[^\s<>()\[\]`!\"]{{0,2000}})"
    r"|(?P<image>(?<!!)!++\[\]?)"
    rf"|(?P<joined><(?={LETTER}|[/!?])|{_ENTITY}|\](?=:)|--(?=>)|{_ALERT}|postmortem-gh(?=:))"
)
_HEX = rf"(?<!{LETTER_OR_DIGIT})(?=[0-9]{{0,39}}[a-f])[0-9a-f]{{7,40}}(?!{LETTER_OR_DIGIT})"
# What GitHub makes links and events of, in issues and comments but not in files.
# https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
_REFERENCES = (
    rf"|(?P<mark>(?<!{LETTER_OR_DIGIT})@|#(?=[0-9&])|(?<!{LETTER_OR_DIGIT})gh-(?=[0-9&]))"
    # Seven digits alone are rather a number than a commit.
    rf"|(?P<commit>{_HEX})"
)
_IN_FILES = pattern(_EVERYWHERE, re.IGNORECASE)
_IN_ISSUES = pattern(_EVERYWHERE + _REFERENCES, re.IGNORECASE)
_IN_ADDRESS = pattern(rf"#(?=[0-9&])|{_ENTITY}|--(?=>)|postmortem-gh(?=:)", re.IGNORECASE)
_COMMIT = pattern(_HEX, re.IGNORECASE)
_GH = pattern(rf"(?<!{LETTER_OR_DIGIT})(gh)-(?=[0-9])", re.IGNORECASE)
_AT = pattern(rf"(?<!{LETTER_OR_DIGIT})@")

# An address that GitHub makes an event of on the other issue's page, here or on a server of one's own.
_ISSUE_URL = pattern(
    r"(?<![^/\\])([^\s/\\:]+(?:\\\.[^\s/\\:]+)*)((?:\\?/[^\s/\\]+){2}\\?/)"
    r"(issues|pulls?|discussions|commits?|compare)(?=\\?/)",
    re.IGNORECASE,
)
_SKIPS_CHECKS = pattern(
    r"\[(?=(?:skip ci|ci skip|no ci|skip actions|actions skip)\])|skip-checks(?=:)", re.IGNORECASE
)


def clean(text: str) -> str:
    """LF alone, and a visible sign for each character that nobody could see or that turns the text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _UNSAFE.sub(_shown, text)


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean(text).split())


def marks(text: str, sink: Sink) -> str:
    """Text outside of code without mentions, references, tags, entities and images that work."""
    if sink == "file":
        return _IN_FILES.sub(_in_file, text)
    return _IN_ISSUES.sub(_in_issue, text)


def own_marker(text: str) -> str:
    """Code in which our hidden markers are none, as they are looked for in the raw text."""
    return text.replace("postmortem-gh:", f"postmortem-gh{JOINER}:")


def no_skipping(text: str) -> str:
    """Text that switches no workflow off from a commit message.

    https://docs.github.com/actions/how-tos/manage-workflow-runs/skip-workflow-runs
    """
    return _SKIPS_CHECKS.sub(lambda match: match[0] + JOINER, text)


def _shown(match: re.Match[str]) -> str:
    """A visible sign; a selector stays that does its work on an ideograph."""
    sign, before = match[0], match.string[match.start() - 1 : match.start()]
    if _SELECTORS[0] <= sign <= _SELECTORS[1] and any(a <= before <= z for a, z in _IDEOGRAPHS):
        return sign
    return SHOWN


def _in_file(match: re.Match[str]) -> str:
    if match["joined"]:
        return match[0] + JOINER
    if match["image"]:
        return "[image]" if match["image"].endswith("]") else "["
    return own_marker(match[0])


def _in_issue(match: re.Match[str]) -> str:
    if match["mark"]:
        return match[0] + JOINER
    if match["commit"]:
        return _in_pieces(match)
    if match["autolink"]:
        return f"<{_address(match[0][1:-1])}>"
    return _address(match[0]) if match["url"] else _in_file(match)


def _address(url: str) -> str:
    """An address that still leads there, and that GitHub neither takes for a reference nor for a mention."""
    url = _ISSUE_URL.sub(_detour, url)
    url = _IN_ADDRESS.sub(lambda match: match[0] + JOINER, _AT.sub("%40", url))
    if url[:4].lower() in ("http", "www."):
        return _GH.sub(r"\1%2D", url)
    # Without a scheme it is no link, and the commit in it a word like any other.
    return _COMMIT.sub(_in_pieces, _GH.sub(rf"\1-{JOINER}", url))


def _in_pieces(commit: re.Match[str]) -> str:
    """GitHub takes seven signs and more for a commit."""
    return JOINER.join(commit[0][at : at + 6] for at in range(0, len(commit[0]), 6))


def _detour(match: re.Match[str]) -> str:
    host, path, word = match.groups()
    if host.replace("\\", "").lower() in ("github.com", "www.github.com"):
        # GitHub's own host for this: links made of it leave no trace on the other side.
        return f"redirect.github.com{path}{word}"
    return f"{host}{path}%{ord(word[0]):02x}{word[1:]}"
