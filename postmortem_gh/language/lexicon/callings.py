"""Words for people by their ending, beside the closed lists of people.py: strategist, chairman, signaller.

An ending is a hint and no proof (server, container), so that most of these count only where the sentence
tells what nobody but people can do.
"""

from __future__ import annotations

from postmortem_gh.language.lexicon.words import words

AMBIGUOUS_ROLES = words(
    "leader pilot shift swe handler member merger releaser deployer planner writer caller translator ics "
    "pms swes installer dispatcher"
)
CALLINGS = ("ist", "ists", "ian", "ians", "eer", "eers", "woman", "women", "mate", "mates")
NOT_CALLINGS = words(
    "list lists exist persist assist resist consist waitlist allowlist blocklist denylist checklist "
    "playlist whitelist blacklist wishlist twist mist hist artist-image automate estimate ultimate "
    "peer peers career careers sheer beer steer cheer deer veneer gist fist wrist palimpsest inmate primate "
    "checkmate stalemate ultimate proximate legitimate consummate sublimate animate median custodian civilian "
    "climate intimate debian guardian median gaussian obsidian meridian"
)
MEN = words("signalman foreman chairman linesman businessman craftsman repairman watchman serviceman gunman")


def has_calling(word: str) -> bool:
    """Whether a word is a person's calling by its ending: strategist, technician, chairman."""
    return (word.endswith(CALLINGS) and word not in NOT_CALLINGS) or word in MEN


def looks_human(word: str) -> bool:
    """Whether it may be a person's calling: also implementer, signaller, dispatcher, caller."""
    return (
        has_calling(word)
        or word in AMBIGUOUS_ROLES
        or word
        in (
            "implementor",
            "implementer",
            "implementers",
            "implementors",
            "signaller",
            "shipbuilder",
            "clinic",
        )
        or word
        in (
            "centre",
            "center",
            "desk",
            "group",
            "office",
            "board",
            "council",
            "ministry",
            "bank",
            "authority",
        )
    )
