"""Whether a text is English: the check judges no other language, rather than guessing.

Asked by `language/lint.py` with the prose of a file. Counts the small words that no sentence does
without, in English and in the languages that people file incidents in; for scripts other than Latin the
letters tell.
"""

from __future__ import annotations

import re
from collections import Counter

SAMPLE = 6_000
_ENOUGH = 40
"""Words from which on a text without English function words is not English; shorter ones are given the doubt."""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    """the of and to in is was that for with on as we it were by be this not from are at had have which an our but
    when has after been they all did you or if their its there would should could because what who how then than
    i he she his her can will do does my me us them no so only into about before while didn't failed""".split()
)
# Words that are none in English; a few of the most frequent of each language are enough to outweigh it.
_OTHERS = frozenset(
    """der das und ist nicht wir wurde ein eine einen zu den dem mit auf für von haben hat sich dass nach bei wird auch
    le la les des est une que pour dans nous avons été sur pas avec du et il qui ce sont par plus au aux
    el los las una por con del y se fue para es lo como más nos hemos pero su al sin
    o os uma não foi em com dos da ao mais que estava nós
    il che di per non è sono della nel abbiamo gli un stato questo anche le
    het een van niet dat wij zijn werd voor met aan te naar ook maar hebben deze
    och att som är inte har vi på av det till med för ett på og ikke av til blev var ikke jeg
    w na się z nie że jest przez był zostały od po jak co ale
    ve bir bu için ile değil çok olarak daha
    yang dan di dengan untuk tidak pada ini dari
    a az és nem egy hogy je se na že v jsme pro ja ei oli on että se me
    và của là không được có cho""".split()
) - _ENGLISH - {"a", "an", "on", "me", "se", "die", "per", "non", "dan", "pro", "plus", "met", "te", "van", "con", "es", "la", "le",
                "de", "el", "al", "un", "co", "po", "o", "v", "y", "w", "z", "e", "vi", "var", "men", "av", "au", "ve", "il", "da"}  # fmt: skip


def is_english(text: str) -> bool:
    """Whether the prose reads as English; a short text does, unless it clearly is another language."""
    text = text[:SAMPLE].lower().replace("’", "'")
    words = _WORD.findall(text)
    if not text.isascii() and _is_in_another_script(words):
        return False
    counted = Counter(words)
    english = sum(counted[word] for word in _ENGLISH)
    others = sum(counted[word] for word in _OTHERS)
    if len(words) < _ENOUGH:
        return others < 2 or others <= english
    return others <= english and english >= 0.04 * len(words)


def _is_in_another_script(words: list[str]) -> bool:
    letters = sum(map(len, words))
    latin = sum(len(word) for word in words if word[0] < "\u0250" or "\u1e00" <= word[0] < "\u1f00")
    return letters - latin > 0.3 * letters
