"""Quotations of messages in plain text: what a log, a chat or a person said is not what this document says.

Called by `language/prose.py` for each block. A word or two in quotation marks are a name or a distance
("human error" as an explanation is still ours) unless the words before them announce a message.
"""

from __future__ import annotations

from postmortem_gh.text.patterns import pattern

_OBJECT = "\ufffc"
_FEWEST_WORDS = 3
_CLOSINGS = {
    opening: pattern(closing)
    for opening, closing in {
        '"': '"', "“": "”", "„": "[“”]", "«": "»", "‹": "›", "‘": "’", "'": "'",
    }.items()
}  # fmt: skip
_OPEN = pattern(r"(?:(?<=[\s(\[{\-–—/:=>*_,])|(?<![\s\S]))[\"“„«‹‘'](?=[^\s])|[“„«]")
_ANNOUNCED = pattern(
    r"(?i)\b(?:sa(?:ys?|id|ying)|read(?:s|ing)?|wr(?:ote|ites?|itten|iting)|ask(?:ed|s|ing)?|repl(?:y|ied|ies)"
    r"|answer(?:ed|s)?|post(?:ed|s)|report(?:ed|s)|return(?:ed|s|ing)?|print(?:ed|s)|show(?:ed|s|n|ing)?"
    r"|display(?:ed|s)|logg?(?:ed|s|ing)?|complain(?:ed|s|ing)|messages?|errors?|warnings?|alerts?|status|exception)"
    r"(?:[\s:,(–-]{1,3}(?:was|is|were|of|with|that|the|an?|like|as|about)){0,2}[\s:,(–-]{0,3}\Z"
)
_WORD = pattern(r"[^\W_]+(?:['’-][^\W_]+)*")
# A line of a pasted chat: `[14:02] bob: …`, `<bob> …`, `@bob: …`, `bob 14:02 …`, `**bob**: …`.
_CHAT = pattern(
    r"(?:\[?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?\]?[ –-]{1,3})?"
    r"(?:<[\w.-]{1,40}>|@[\w.-]{1,40}:|[\w.-]{1,40} \[?\d{1,2}:\d\d(?: ?[AaPp][Mm])?\]?)(?:\s|$)"
    r"|\[?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?\]?[ –-]{1,3}[\w.-]{1,40}(?: [A-Z][\w.-]{0,40})?:\s"
)


def without_quotations(text: str, in_block_quote: bool) -> str:
    """The text with quotations of messages blotted out, as long as before."""
    if in_block_quote and _CHAT.match(text):
        return _blotted(text)
    parts: list[str] = []
    done = position = 0
    nowhere: set[str] = set()
    while opening := _OPEN.search(text, position):
        start = position = opening.end()
        end = _closing(text, start, text[start - 1], nowhere)
        if end >= 0:
            position = end + 1
            if _is_message(text, start, end):
                parts += (text[done:start], _blotted(text[start:end]))
                done = end
    return "".join((*parts, text[done:])) if parts else text


def _closing(text: str, start: int, opening: str, nowhere: set[str]) -> int:
    """Where the quotation ends: at a mark that follows a word and is not followed by one."""
    if opening not in nowhere:
        for mark in _CLOSINGS[opening].finditer(text, start + 1):
            if not text[mark.start() - 1].isspace() and not text[mark.end() : mark.end() + 1].isalnum():
                return mark.start()
        nowhere.add(opening)
    return -1


def _is_message(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    if said[-1] in ".!?…" or len(_WORD.findall(said)) >= _FEWEST_WORDS:
        return True
    return bool(_ANNOUNCED.search(text, max(0, start - 60), start - 1))


def _blotted(text: str) -> str:
    return "\n".join(_OBJECT * len(line) for line in text.split("\n"))
