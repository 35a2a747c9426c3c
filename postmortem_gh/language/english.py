"""Whether a text is English: the check judges no other language, rather than guessing.

Asked by `language/lint.py` with the prose of a file. Counts the small words that no sentence does
without, in English and in the languages that people file incidents in; for scripts other than Latin the
letters tell.
"""

from __future__ import annotations

from collections import Counter

from postmortem_gh.text.patterns import pattern, words

SAMPLE = 6_000
_ENOUGH = 40
"""Words from which on a text must show English function words; shorter ones are given the doubt."""

_LETTER = pattern(r"[^\W\d_]")
_AROUND = ".,;:!?()[]\"'“”*_|-–—>"
_ENGLISH = words(
    """the of and to in is was that for with on as we it were by be this not from are at had have which an
    our but when has after been they all did you or if their its there would should could because what
    who how then than i he she his her can will do does my me us them no so only into about before while
    didn't failed"""
)
# The most frequent words of other languages, without those that English has too.
_OTHERS = words(
    """der das und nicht wir wurde ein eine einen zu den dem mit auf für haben sich dass nach bei wird
    auch les des une que pour dans nous avons été sur pas avec du qui ce sont vous los las una por se
    fue para lo como más nos hemos pero su esta este han uma não foi em com ao mais estava nós pelo di
    è sono della nel abbiamo gli stato questo anche alla het een niet dat wij zijn werd voor aan naar
    ook maar hebben deze door och att som är inte har det till ett på ikke blev jeg na się nie że jest
    przez był zostały od jak bir bu için değil çok olarak daha yang dengan untuk tidak pada ini dari
    és nem egy hogy že jsme oli että và của không được el en la de le il porque às isso vimos equipo
    equipe ponieważ nikt tego który została parce"""
)


def is_english(text: str) -> bool:
    """Whether the prose reads as English; a short text does, unless it clearly is another language."""
    text = text[:SAMPLE].lower().replace("’", "'")
    is_plain = text.isascii()
    # Whole words only: addresses, names of files and code say nothing about the language.
    said = [word for raw in text.split() if (word := raw.strip(_AROUND)).isalpha()]
    if not is_plain and _is_in_another_script([*said, *(raw for raw in text.split() if not raw.isascii())]):
        return False
    counted = Counter(said)
    english = sum(counted[word] for word in _ENGLISH)
    others = sum(counted[word] for word in _OTHERS)
    if others > max(1, english):
        return False
    return len(said) < _ENOUGH or english >= 0.04 * len(said) or (is_plain and not others)


def _is_in_another_script(said: list[str]) -> bool:
    """Whether a fifth of the letters are not Latin: their scripts say more with fewer."""
    letters: list[str] = _LETTER.findall("".join(said))
    latin = sum(letter < "\u0250" or "\u1e00" <= letter < "\u1f00" for letter in letters)
    return len(letters) - latin > 0.2 * len(letters)
