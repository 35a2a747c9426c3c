"""The text of one answer → its value, by the type of its element.

Used by answers, and by compose to see that what it writes is read back. What
GitHub writes: https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
What nobody's option is stays as it stands: options change, old issues do not.
"""

from __future__ import annotations

from collections.abc import Callable

from postmortem_gh.forms.definition import Element
from postmortem_gh.forms.label import loosely, visible
from postmortem_gh.text.patterns import pattern

# Formatters of Markdown turn the first into the others.
_NOTHING = ("_no response_", "*no response*", r"\_no response\_")
_BULLET = pattern(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_BOX = pattern(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[([^\]\n]{0,3})\][ \t]*(.*)")
_TICKS = frozenset("xX✓✔☑✅")
_FENCE = pattern(r" {0,3}(`{3,}|~{3,})(.*)")


def is_nothing(text: str) -> bool:
    """Whether that is how GitHub, or a formatter after it, writes an answer that was left empty."""
    return not text or (len(text) < 20 and text.casefold() in _NOTHING)


def unfenced(text: str) -> str:
    """The content of the fence that `render:` puts around an answer, with its indentation.

    GitHub writes three signs whatever the content holds, so the fence ends at
    the last line, not at the first that could close it.
    """
    lines = text.strip("\n").split("\n")
    first = _FENCE.fullmatch(lines[0])
    if first is None or (first[1][0] == "`" and "`" in first[2]):
        return text.strip()
    closing = [n for n in range(1, len(lines)) if _closes(lines[n], first[1])]
    if closing:
        # What somebody wrote below the fence by hand remains, below its content.
        del lines[closing[-1]]
    return _trimmed("\n".join(lines[1:]))


def _closes(line: str, signs: str) -> bool:
    bare = line.strip(" \t")
    return bare.startswith(signs) and not bare.strip(signs[0]) and len(line) - len(line.lstrip()) <= 3


def _trimmed(text: str) -> str:
    """Without empty lines around it and blanks at its end; the first line keeps its indentation."""
    text = text.rstrip()
    start = len(text) - len(text.lstrip())
    return text[text.rfind("\n", 0, start) + 1 :]


class Options:
    """The options of an element, to be asked by what stands in a body."""

    def __init__(self, element: Element) -> None:
        self.exact = frozenset(element.options)
        self.options = element.options
        self.longest = max(map(len, element.options), default=0)
        self.loose: dict[str, str] = {}
        self.shown: dict[str, str] = {}

    def named(self, text: str) -> str | None:
        """The option that this is, also in another case, with other blanks, emphasis or addresses of links."""
        if text in self.exact:
            return text
        if not self.loose:
            for option in self.options:
                self.loose.setdefault(loosely(option), option)
                self.shown.setdefault(visible(option), option)
        return self.loose.get(loosely(text)) or self.shown.get(visible(text))


def one(element: Element, text: str) -> tuple[str | None, str]:
    """The answer of a dropdown, and what else stands there."""
    options = Options(element)
    option = options.named(text)
    if option is not None:
        return option, ""
    if is_nothing(text) or text.casefold() == "none":
        return None, ""
    first, _, rest = text.partition("\n")
    option = options.named(_without_bullet(first)) if rest else options.named(_without_bullet(text))
    return (option, rest.strip()) if option is not None else (text, "")


def several(element: Element, text: str) -> list[str]:
    """The answers of a dropdown that takes several: `A, B`, where an option may hold commas itself."""
    options = Options(element)
    if is_nothing(text) or (text.casefold() == "none" and options.named(text) is None):
        return []
    known = _Pieces(options)
    found: dict[str, None] = {}
    for line in text.split("\n"):
        for option in known.read(line.strip()):
            found[option] = None
    return list(found)


class _Index:
    """The options by the first of the pieces into which they fall, the longest first."""

    def __init__(self, options: tuple[str, ...], apart: Callable[[str], tuple[str, ...]]) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self.most = 0  # pieces that all options together have
        for rank, option in enumerate(options):
            pieces = apart(option)
            self.most += len(pieces)
            self.by_first.setdefault(pieces[0], []).append((pieces, rank))
        for same in self.by_first.values():
            same.sort(key=lambda one: -len(one[0]))

    def in_order(self, pieces: tuple[str, ...]) -> list[int] | None:
        """The ranks of the options, rising, that make up all pieces; None where none do."""
        return self._from(pieces, 0, 0, {}) if len(pieces) <= min(self.most, 200) else None

    def _from(
        self, pieces: tuple[str, ...], at: int, least: int, seen: dict[tuple[int, int], list[int] | None]
    ) -> list[int] | None:
        if at == len(pieces):
            return []
        if (at, least) not in seen:
            seen[at, least] = None
            for option, rank in self.by_first.get(pieces[at], ()):
                end = at + len(option)
                if rank >= least and pieces[at:end] == option:
                    rest = self._from(pieces, end, rank + 1, seen)
                    if rest is not None:
                        seen[at, least] = [rank, *rest]
                        break
        return seen[at, least]


class _Pieces:
    """Cuts `A, B, C` at commas so that as much as can be is an option, the longest first."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.written = _Index(options.options, _as_joined)
        self.loose: _Index | None = None

    def read(self, line: str) -> list[str]:
        """What a line names; a list's bullet is looked away from where it hides an option."""
        unknown, found = self._cut(line)
        return self._cut(_without_bullet(line))[1] if unknown else found

    def _cut(self, line: str) -> tuple[int, list[str]]:
        # GitHub names each option once, in the order of the form, with a comma and a blank between.
        ranks = None if line in self.options.exact else self.written.in_order(_as_joined(line))
        if ranks is not None:
            return 0, [self.options.options[rank] for rank in ranks]
        if (whole := self.options.named(line)) is not None:
            return 0, [whole]
        if self.loose is None:
            self.loose = _Index(self.options.options, _pieces)
        pieces = _pieces(line)
        ranks = self.loose.in_order(pieces)
        if ranks is not None:
            return 0, [self.options.options[rank] for rank in ranks]
        return self._by_hand(self.loose, [text.strip() for text in line.split(",")], pieces)

    def _by_hand(self, index: _Index, texts: list[str], pieces: tuple[str, ...]) -> tuple[int, list[str]]:
        """In any order, and with what is no option left as it stands; from the end to the start."""
        unknown = [0] * (len(pieces) + 1)
        taken: list[tuple[int, str]] = [(1, text) for text in texts]
        for at in range(len(pieces) - 1, -1, -1):
            unknown[at] = unknown[at + 1] + bool(texts[at])
            for option, rank in index.by_first.get(pieces[at], ()):
                end = at + len(option)
                if pieces[at:end] == option and unknown[end] < unknown[at]:
                    unknown[at], taken[at] = unknown[end], (len(option), self.options.options[rank])
        found, at = [], 0
        while at < len(pieces):
            length, label = taken[at]
            if label:
                found.append(label if length > 1 else self.options.named(label) or label)
            at += length
        return unknown[0], found


def _as_joined(options: str) -> tuple[str, ...]:
    return tuple(options.split(", "))


def _pieces(options: str) -> tuple[str, ...]:
    return tuple(loosely(piece.strip()) for piece in options.split(","))


def boxes(element: Element, text: str) -> tuple[dict[str, bool], list[tuple[int, str]]]:
    """For each option of the form whether it is ticked, and the lines that are none of them."""
    options = Options(element)
    ticked = dict.fromkeys(element.options, False)
    other: list[tuple[int, str]] = []
    lines = text.split("\n")
    hidden = _hidden(lines)
    number = 0
    while number < len(lines):
        line = lines[number].strip()
        box = None if number in hidden else _BOX.fullmatch(lines[number])
        option, more = _option(options, box[2].strip(), lines, number + 1) if box else (None, 0)
        if box and option is not None:
            ticked[option] = ticked[option] or box[1].strip() in _TICKS
        elif line and not is_nothing(line):
            other.append((number, line))
        number += 1 + more
    return ticked, other


def _option(options: Options, words: str, lines: list[str], below: int) -> tuple[str | None, int]:
    """The option of a box, and over how many lines below a formatter has broken it: the longest that there is."""
    texts = [words]
    while below < len(lines) and len(texts[-1]) < options.longest:
        line = lines[below].strip()
        if not line or _BULLET.match(line):
            break
        texts.append(f"{texts[-1]} {line}")
        below += 1
    for more in range(len(texts) - 1, -1, -1):
        option = options.named(texts[more])
        if option is not None:
            return option, more
    return None, 0


def _hidden(lines: list[str]) -> set[int]:
    """The lines within code or a hidden comment: no box is drawn there."""
    hidden: set[int] = set()
    start, signs = 0, ""  # of what is open, and what closes it
    for number, line in enumerate(lines):
        if signs:
            if signs in line and (signs == "-->" or _closes(line, signs)):
                hidden.update(range(start, number + 1))
                signs = ""
        elif fence := _FENCE.fullmatch(line):
            start, signs = number, fence[1]
        elif "<!--" in line and "-->" not in line:
            start, signs = number, "-->"
    return hidden


def _without_bullet(line: str) -> str:
    return _BULLET.sub("", line, count=1) if line[:1] in "-*+0123456789" and _BULLET.match(line) else line
