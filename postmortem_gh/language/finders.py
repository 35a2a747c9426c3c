"""From the word that gives a pattern away to the finder that looks at it.

Used by deeds/, nouns/, past/ and verdict/. A finder is called with a sentence and the index of its word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from postmortem_gh.language.clauses import Sentence

Found = TypeVar("Found")
Finder = Callable[[Sentence, int], Iterator[Found]]


def by_word(*rows: tuple[Iterable[str], Finder[Found]]) -> dict[str, Finder[Found]]:
    """The finder of each word; of a word in two rows the last one's."""
    return {word: finder for members, finder in rows for word in members}


def found(sentence: Sentence, finders: dict[str, Finder[Found]]) -> Iterator[Found]:
    """What the finders find in a sentence, past the words that it quotes."""
    for i, word in enumerate(sentence.low):
        finder = finders.get(word)
        if finder and sentence.tags[i] != "Q":
            yield from finder(sentence, i)
