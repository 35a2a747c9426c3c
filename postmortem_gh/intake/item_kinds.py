"""Kind, priority and level of an action item: the words for them, and what the item's own words suggest.

A closed lexicon; the kinds are those of Google's SRE workbook (“prevent,
mitigate, detect, repair, investigate”).
https://sre.google/workbook/postmortem-culture/
"""

from __future__ import annotations

from typing import cast

from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.records import ItemKind, Level, Priority

KIND_WORDS: dict[str, ItemKind] = {
    word: cast("ItemKind", kind)
    for kind, words in {
        "prevent": "prevent prevention preventive preventative preventing",
        "mitigate": "mitigate mitigation mitigating mitigative",
        "detect": "detect detection detecting detective alerting monitoring observability",
        "repair": "repair repairing fix remediate remediation cleanup corrective recovery",
        "investigate": "investigate investigation investigating research analysis analyse analyze",
    }.items()
    for word in words.split()
}
LEVEL_WORDS: dict[str, Level] = {
    word: cast("Level", level)
    for level, words in {
        "low": "low small little minor tiny trivial easy s xs",
        "medium": "medium med mid moderate middle m normal",
        "high": "high large big major huge hard hi xl h critical significant",
    }.items()
    for word in words.split()
}
_PRIORITY_WORDS: dict[str, Priority] = {
    word: cast("Priority", priority)
    for priority, words in {
        "P0": "critical blocker highest emergency urgent",
        "P1": "high major important",
        "P2": "medium med normal moderate",
        "P3": "low minor",
        "P4": "lowest trivial",
    }.items()
    for word in words.split()
}


def level(word: str, *, of: str) -> Level | None:
    """`L` is low as an impact, large as an effort."""
    plain = word.strip(" .*_`").lower()
    if plain == "l":
        return "high" if of == "effort" else "low"
    return LEVEL_WORDS.get(plain)


def priority(word: str) -> Priority | None:
    """`P1`, `1`, `high`."""
    plain = word.strip(" .*_`[]()").lower().removeprefix("priority").strip(" :-")
    digit = plain.removeprefix("p").strip("- ")
    if digit in ("0", "1", "2", "3", "4"):
        return cast("Priority", f"P{digit}")
    return _PRIORITY_WORDS.get(plain)


def kind(word: str) -> ItemKind | None:
    """`detect`, `Detection`."""
    return KIND_WORDS.get(word.strip(" .:*_`[]()").lower())


_SUGGEST: dict[ItemKind, str] = {
    "investigate": "investigat\\w*|find out|figure out|understand|research|analy[sz]e|look into|explore"
    "|evaluate|determine"
    "|determin\\w*|clarify|root[ -]cause|why|spike|measure how|audit|assess|study|check (?:whether|if"
    "|why|how)|ask",
    "detect": "alerts?|alert(?:s|ed|ing)? on|page|pages|paging|monitor\\w*|detect\\w*|dashboards?"
    "|metrics?|observab\\w*|notify|notification"
    "|alarms?|probes?|synthetics?|slos?|slis?|tracing|traces?|health[ -]?checks?|warn|warning|log|logs"
    "|logging|canary|canaries|surface|expose|graph",
    "mitigate": "roll(?:ing)? ?back\\w*|fail[ -]?over\\w*|runbooks?|playbooks?|degrad\\w*"
    "|circuit[ -]breakers?|retry|retries|time-?outs?|fallbacks?"
    "|kill[ -]switch\\w*|feature[ -]flags?|redundan\\w*|replicas?|scale|autoscal\\w*|throttl\\w*|shed"
    "|drain|isolat\\w*|bulkheads?|shorten|speed up"
    "|escalation|on-?call|restart|snapshots?|backups?|drills?|game ?days?|faster|reduce",
    "repair": "fix\\w*|repair\\w*|restor\\w*|clean(?:ing)? ?up|backfill\\w*|patch\\w*|correct"
    "|reprocess\\w*|refund\\w*|recover\\w*|rebuild\\w*|re-?index\\w*"
    "|revert|renew|replay\\w*|migrate back|re-?run|apologi[sz]e|compensate|re-?sync\\w*",
    "prevent": "prevent\\w*|block|validat\\w*|tests?|testing|lint\\w*|enforc\\w*|guard\\w*|limits?"
    "|require\\w*|automat\\w*|upgrad\\w*|pin|quotas?|rate[ -]limit\\w*"
    "|schemas?|gates?|remov\\w*|replac\\w*|forbid|disallow|reject|ensure|review|migrat\\w*|document\\w*|train\\w*|checklists?|ci|staging|rotat\\w*|stop|avoid|check"
    "|deny|reserve|cap|move|separate|split|make (?:it )?impossible|delete|deprecate|constraints?|policy"
    "|approvals?",
}
_SUGGESTING = tuple((kind, pattern(rf"\b(?:{words})\b")) for kind, words in _SUGGEST.items())


def suggested(title: str) -> ItemKind | None:
    """The kind that the words suggest: that of the first word that says anything."""
    low = title.lower()  # matched so, they compile in half the time that ignoring the case would take
    found = [(m.start(), i, k) for i, (k, said) in enumerate(_SUGGESTING) if (m := said.search(low))]
    return min(found)[2] if found else None
