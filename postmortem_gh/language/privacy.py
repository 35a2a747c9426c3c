"""What should not be published: secrets and personal data in what people pasted, code included.

Asked by `language/lint.py` for each text, and before a document is published. A finding says where and
what kind, never the value; `blotted` gives the text without the values, to judge and to show.

An own, closed list of shapes. Of the kept libraries, detect-secrets 1.5 was held against the examples in
`tests/language/test_privacy.py`: it finds 18 of the 36 kinds (not npm, PyPI, JSON web tokens and others),
takes 6 of 23 look-alikes for secrets, reads 0.04 MB a second, and its import alone takes four times as
long as the whole check of a page may.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log2
from typing import NamedTuple

from postmortem_gh.errors import docs
from postmortem_gh.language.lines import split_lines
from postmortem_gh.language.tokens import EDGE, PEM, PRIVATE_KEY, SHAPES, SHORTEST, Shape
from postmortem_gh.text.patterns import pattern, words
from postmortem_gh.values.findings import Finding, Severity

BLOT = "\ufffc"
REDACTED = "REDACTED"  # a placeholder to every pattern here, so that redacting twice changes nothing


class Found(NamedTuple):
    """Something in the text that should not leave it; what it is called holds no part of it."""

    start: int
    end: int
    rule: str
    called: str


_CREDENTIALS = pattern(r"://([^\s:/@<>\"'`]{0,100}):([^\s/@<>\"'`]{3,200})@(?=[\w\[])")
_HEADER = pattern(r"(?i)\b(?:bearer|basic|token)[ \t]{1,4}([A-Za-z0-9+/=._~-]{20,4000})")
_ASSIGNED = pattern(
    r"[\w.-]{0,40}[\"'`]?[ \t]{0,4}(?:=>|:=|[:=])[ \t]{0,4}"
    r"(?:[\"'`]([^\"'`\n]{6,400})[\"'`]|([^\s\"'`,;<>()\[\]{}|]{6,400})(?![\w(\[.]))"
)
_KEYS = pattern(
    r"passw(?:or)?d|passphrase|pwd|secret|token|(?:api|access|private|signing|auth)[_-]?key|credential"
)
_PLACEHOLDER = pattern(
    r"(?i)[*x.•_-]{4,}|\.{3}|…|example|change_?-?me|placeholder|redacted|(?:your|my)[_-]|dummy|sample|fake|foo|bar|todo"
    r"|^(?:none|null|nil|true|false|undefined|required|optional|string|secret|token|password|unknown|expired|invalid"
    r"|missing)|[$%@]\{|^\$|^%\w+%$|\{\{|\}\}|^<|^/|^https?:|^[a-z]+(?:[._/-][a-z]+)*$"
)


def scan(text: str, *, path: str = "-", customers: Sequence[str] = ()) -> list[Finding]:
    """Findings for all that should not be published, in the order of the text; never its value."""
    text = "\n".join(split_lines(text))
    return findings(text, search(text, customers), path)


def search(text: str, customers: Sequence[str] = ()) -> tuple[Found, ...]:
    """Where in the text (line ends as LF) something stands that should not be published; without overlaps."""
    found = [*_tokens(text), *_assigned(text), *_addresses(text), *_customers(text, customers)]
    # Of two that overlap the secret counts, then the longer: a password may look like an address.
    apart: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, f.rule != "secret", -f.end)):
        if apart and one.start < apart[-1].end:
            if one.rule != "secret" or apart[-1].rule == "secret":
                continue
            apart.pop()
        apart.append(one)
    return tuple(apart)


def blotted(text: str, found: Sequence[Found]) -> str:
    """The text with each such place blotted out; as long as before, lines where they were."""
    parts, done = [], 0
    for one in found:
        lines = text[one.start : one.end].split("\n")
        parts += [text[done : one.start], "\n".join(BLOT * len(line) for line in lines)]
        done = one.end
    return "".join((*parts, text[done:]))


_SAYS: dict[str, tuple[Severity, str]] = {
    "secret": (
        "error",
        "This looks like {}. Please revoke it, then take it out of the text and of its edit history.",
    ),
    "email-address": ("advice", "This is {}. A role or a team says as much, and can be published."),
    "ip-address": (
        "advice",
        "This is {}. The service's name, or an address such as 192.0.2.1, says as much.",
    ),
    "customer-name": ("warning", "This is {}. “A customer” says as much, and can be published."),
}


def findings(text: str, found: Sequence[Found], path: str) -> list[Finding]:
    """What was found, with its place: nothing of the value is in it."""
    starts = [0]
    for written in text.split("\n"):
        starts.append(starts[-1] + len(written) + 1)
    placed = []
    for one in found:
        severity, says = _SAYS[one.rule]
        line, end_line = bisect_right(starts, one.start), bisect_right(starts, one.end - 1)
        placed.append(
            Finding(
                rule=one.rule,
                severity=severity,
                path=path,
                line=line,
                column=one.start - starts[line - 1] + 1,
                end_line=end_line,
                end_column=one.end - starts[end_line - 1] + 1,
                text=f"{one.called} ({one.end - one.start} characters)",
                message=says.format(one.called),
                url=docs(f"rules/{one.rule}"),
            )
        )
    return placed


# -- tokens -------------------------------------------------------------------------------------------


def _tokens(text: str) -> Iterator[Found]:
    # All but one shape are long words: looking for the cues among those alone is three times as quick.
    long = "\n".join([word for word in text.split() if len(word) >= SHORTEST])
    for shape in SHAPES:
        if any(cue in long for cue in shape.cues):
            yield from _of_shape(shape, text)
    if PEM in text:
        yield from _of_shape(PRIVATE_KEY, text)
    if "://" in text:
        for match in _CREDENTIALS.finditer(text):
            if not _PLACEHOLDER.search(match[2]) and not match[2].startswith("$"):
                yield Found(match.start(2), match.end(2), "secret", "a password in an address")


def _of_shape(shape: Shape, text: str) -> Iterator[Found]:
    whole = re.compile(f"{EDGE}(?:{shape.pattern})")  # re keeps it
    if shape.is_cue_inside:
        matches = whole.finditer(text)
    else:
        matches = (
            match for cue in shape.cues for at in _places(cue, text) if (match := whole.match(text, at))
        )
    for match in matches:
        if not _is_placeholder(match[0]):
            yield Found(match.start(), match.end(), "secret", shape.called)


def _places(cue: str, text: str) -> Iterator[int]:
    at = text.find(cue)
    while at >= 0:
        yield at
        at = text.find(cue, at + len(cue))


def _is_placeholder(token: str) -> bool:
    """Documentation writes `ghp_xxxxxxxx`: too few different characters to be drawn at random."""
    body = token[-20:]
    return len(set(body.lower())) < 6 and "-----" not in token


# -- passwords and keys that carry their name ------------------------------------------------------------


def _assigned(text: str) -> Iterator[Found]:
    lowered = text.lower()
    if len(lowered) != len(text):  # İ and its like grow
        lowered = "".join(c.lower() if c.isascii() else c for c in text)
    for header in _HEADER.finditer(text) if "bearer" in lowered or "authorization" in lowered else ():
        if _is_random(header[1], 3.0) and not _PLACEHOLDER.search(header[1]):
            yield Found(header.start(1), header.end(1), "secret", "an authorization header")
    done = 0
    for key in _KEYS.finditer(lowered):
        if key.start() < done:
            continue
        value = _ASSIGNED.match(text, key.end())
        if value is None:
            continue
        group = 1 if value[1] is not None else 2
        said = value[group].rstrip(".,:;!?")
        if _is_secret_value(said, key[0].startswith(("pass", "pwd"))):
            done = value.start(group) + len(said)
            yield Found(
                value.start(group),
                done,
                "secret",
                "a password" if key[0][0] == "p" and key[0][1] != "r" else "a secret",
            )


def _is_secret_value(value: str, password: bool) -> bool:
    """Whether what a key is set to was drawn or thought up, rather than a word, a name or a place."""
    if len(value) < 6 or " " in value.strip() or _PLACEHOLDER.search(value):
        return False
    letters, digits = any(c.isalpha() for c in value), any(c.isdigit() for c in value)
    others = any(not c.isalnum() and c not in "-_./:" for c in value)
    if password:
        return letters and (digits or others)
    return letters and digits and len(value) >= 12 and _is_random(value, 2.8)


def _is_random(value: str, bits: float) -> bool:
    """Shannon's entropy for each character; words and repetitions stay below 3."""
    counted = Counter(value)
    return -sum(n / len(value) * log2(n / len(value)) for n in counted.values()) >= bits


# -- addresses ------------------------------------------------------------------------------------------

_MAILBOX = pattern(r"[A-Za-z0-9](?:[A-Za-z0-9.+_'-]{0,62}[A-Za-z0-9_-])?\Z")
_MAIL_HOST = pattern(r"@((?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24})(?![\w@-])")
_NO_MAIL_HOSTS = pattern(
    r"(?i)(?:^|\.)(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localhost|local|internal|lan|png|jpe?g|gif|svg|webp"
    r"|users\.noreply\.github\.com|noreply\.[\w.]+|company\.com|domain\.com|yourdomain\.com|acme\.(?:com|org))$"
)
_NOBODYS = pattern(
    r"(?i)^(?:git|no-?reply|do-?not-?reply|support|security|info|abuse|postmaster|hello|contact|press|sales|admin|webmaster"
    r"|help|privacy|legal|team|office|billing|feedback|notifications?|alerts?|on-?call|ops|sre|user(?:name)?|you|name)(?:[+.-].*)?$"
)
_IP4_INSIDE = pattern(r"\.\d{1,3}\.\d{1,3}")
_IP4 = pattern(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.?\w|-\d)")
_BEFORE_IP4 = pattern(r"(?:\A|[^\w.-])(\d{1,3})\Z")
_IP6 = pattern(r"(?<![\w:.])[23][0-9A-Fa-f]{3}:[0-9A-Fa-f:]{2,40}(?![\w.])")
# Resolvers that everybody knows.
_KNOWN_IPS = words("1.1.1.1 1.0.0.1 8.8.8.8 8.8.4.4 9.9.9.9 208.67.222.222 208.67.220.220")
_VERSION = pattern(r"(?i)\b(?:v|version|release|chrome/|build|ver\.?)[\s:=]{0,3}\Z")


def _addresses(text: str) -> Iterator[Found]:
    at = text.find("@")
    while at >= 0:
        host = _MAIL_HOST.match(text, at)
        if host and not _NO_MAIL_HOSTS.search(host[1]):
            box = _MAILBOX.search(text, max(0, at - 64), at)
            if box and not _NOBODYS.match(box[0]) and not text.startswith("//", box.start() - 2):
                yield Found(box.start(), host.end(), "email-address", "a person's e-mail address")
        at = text.find("@", at + 1)
    for inside in _IP4_INSIDE.finditer(
        text
    ):  # a pattern that begins with a letter of its own is found faster
        before = _BEFORE_IP4.search(text, max(0, inside.start() - 5), inside.start())
        if before is None:
            continue
        start = inside.start() - len(before[1])
        match = _IP4.match(text, start)
        if match and _is_public(match[0]) and not _VERSION.search(text, max(0, start - 12), start):
            yield Found(start, match.end(), "ip-address", "a public IP address")
    if "::" in text or text.count(":") > 6:
        for match in _IP6.finditer(text):
            if _is_ip6(match[0].rstrip(":")):
                yield Found(match.start(), match.end(), "ip-address", "a public IP address")


def _is_public(address: str) -> bool:
    """Whether it leads to somebody: not private, local, reserved or for examples.

    https://www.iana.org/assignments/iana-ipv4-special-registry
    """
    a, b, c, d = map(int, address.split("."))
    if address in _KNOWN_IPS or a in (0, 10, 127) or a >= 224 or (b, c, d) == (0, 0, 0):
        return False
    special = {(192, 168), (169, 254), (198, 18), (198, 19)}
    examples = {(192, 0, 2), (198, 51, 100), (203, 0, 113), (192, 0, 0)}
    shared = (a == 172 and 16 <= b < 32) or (a == 100 and 64 <= b < 128)
    # Four small numbers are a version or a section far more often than an address.
    return not (shared or (a, b) in special or (a, b, c) in examples or max(a, b, c, d) < 32)


def _is_ip6(address: str) -> bool:
    from ipaddress import AddressValueError, IPv6Address

    try:
        return IPv6Address(address).is_global
    except AddressValueError:
        return False


def _customers(text: str, patterns: Sequence[str]) -> Iterator[Found]:
    for name in patterns:
        words = r"\s{1,3}".join(re.escape(word).replace(r"\*", r"\w{0,60}") for word in name.split())
        if words.replace(r"\w{0,60}", ""):
            for match in re.finditer(rf"(?i)(?<!\w){words}(?!\w)", text):
                if match.end() > match.start():
                    yield Found(match.start(), match.end(), "customer-name", "a customer's name")
