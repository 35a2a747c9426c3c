"""Harm: the words by which a sentence tells what went wrong, when it is not denied.

Used where a person is tied to harm by the build of a sentence, by entangled.py and deeds/causes.py.
"""

from __future__ import annotations

from postmortem_gh.language.clauses import Sentence
from postmortem_gh.language.lexicon.words import words

HARM = words(
    "outage outages downtime crash crashed crashes broke broken breaking breaks corrupt corrupted "
    "corruption corrupting corrupts wiped wiping losing leaked leaking leak exposed unavailable "
    "unreachable offline dark worse gone wrong incorrect unsigned untested red failing sank sunk "
    "missing stalled hung frozen locked overloaded stuck disappeared vanished untrue late expired "
    "expire lapse lapsed duplicate duplicated overwritten unencrypted plaintext regression cost bit "
    "eaten paged destructive phishing malicious doubled misrouted mislabelled mislabeled buggy faulty "
    "conflict conflicts nothing down slipped slip delayed delay twice infection bad failed fail fails "
    "failure failures lost uncovered blind emptied overran missed mess rot"
)
UNHARMED = words("no not never without avoid avoids avoiding prevent prevents preventing despite if before")


def is_harm(sentence: Sentence, k: int) -> bool:
    """Whether this word tells harm that happened."""
    if sentence.low[k] not in HARM or sentence.tags[k] == "Q":
        return False
    return UNHARMED.isdisjoint(sentence.low[max(0, k - 3) : k])
