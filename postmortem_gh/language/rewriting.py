from __future__ import annotations
from postmortem_gh.language.accusations import Accusation
from postmortem_gh.language.clauses import Sentence
def of_accusation(sentence: Sentence, said: Accusation) -> tuple[str, ...]:
    return ()
