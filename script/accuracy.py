"""How often the blameless-language check is right, beside what a plain word list reaches.

script/accuracy                   write docs/language-accuracy.md from our minimal pairs
script/accuracy --check           end with 1 when that page is stale
script/accuracy FILE.jsonl        print the table for labelled sentences of yours
script/accuracy FILE.jsonl --keep NAME
                                  … and keep it in the page under this name

FILE.jsonl holds one sentence a line: {"text": …, "label": "finding" | "ok" | "borderline",
"category": …, "drawn": true | false}. Borderline sentences are not counted.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from postmortem_gh.language.check import rules  # noqa: E402  the checkout comes first
from postmortem_gh.language.lint import lint  # noqa: E402  the checkout comes first

PAIRS = ROOT / "tests" / "language" / "pairs.md"
KEPT = ROOT / "docs" / "language-accuracy.json"
BLAME = frozenset(rule.id for rule in rules() if rule.severity != "advice")
PAGE = ROOT / "docs" / "language-accuracy.md"

UNSEEN = """\
## On documents of your own

The tables above tell how far the rules have learned. What they reach where nobody has learned from
was scored in November 2026, before anybody had looked at the sentences:

| | precision | recall | ordinary sentences flagged |
| --- | --: | --: | --: |
| postmortems of repositories and of the web, 521 sentences | 0.90 | 0.63 | 2 of 204 |
| repositories of companies and projects, 482 sentences | 0.88 | 0.70 | 1 of 339 |
| press and forums about outages, 644 sentences | 0.93 | 0.44 | |
| sentences that two writers invented, 450 | 0.94 | 0.76 | |

Of their 400 minimal pairs 291 were right. Expect that of documents of your own: what is missed costs a
rewrite, what is flagged wrongly costs trust, so that the rules would rather miss.
"""
# What a list of words can do: those that style guides and the article name, with their usual forms.
WORDS = """
failed to, fails to, failing to, failure to, forgot, forgotten, forgets, neglect, neglected, neglecting,
negligent, negligence, missed, overlooked, oversight, ignored, ignoring, disregarded, mistake, mistakes,
mistakenly, mistaken, human error, operator error, user error, fault, at fault, blame, blamed, guilty,
culprit, responsible for, wrong, wrongly, incorrectly, erroneously, careless, carelessly, carelessness,
sloppy, lazy, reckless, incompetent, irresponsible, unprofessional, stupid, foolish, should have,
should've, shouldn't have, should not have, could have, could've, would have, ought to have, if only,
had we, in hindsight, hindsight, obviously, obvious, clearly, accidentally, accident, inadvertently,
unintentionally, poor decision, bad decision, bad, poor, poorly, nobody, no one, someone, didn't bother,
did not bother, simply forgot, assumed, violated, skipped, broke, broken by, misunderstood,
misunderstanding, misconfigured, misread, misjudged, lack of, blunder, unacceptable, inexcusable, error
by, dismissed, underestimated, rushed
""".replace("\n", " ").split(",")


class Labelled(NamedTuple):
    """A sentence and what a reader said about it."""

    text: str
    label: str
    category: str = ""
    drawn: bool = False


class Score(NamedTuple):
    """Counts, from which the shares follow."""

    found: dict[str, int]
    of: dict[str, int]
    alarms: int
    fine: int
    drawn_alarms: int
    drawn: int


def ours(text: str) -> bool:
    """Whether the check finds something that is more than advice."""
    return any(finding.rule in BLAME for finding in lint(text))


def word_list() -> Callable[[str], bool]:
    """The plain list: any of the words, in any sense."""
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(phrase.strip()) for phrase in WORDS) + r")\b")
    return lambda text: bool(pattern.search(text.lower()))


def pairs(path: Path = PAIRS) -> list[Labelled]:
    """Both sides of each minimal pair."""
    category, rows = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            category = line[3:].strip()
        elif " ⇄ " in line:
            blaming, neutral = line.removeprefix("- ").split(" ⇄ ")
            rows += [Labelled(blaming, "finding", category), Labelled(neutral, "ok")]
    return rows


def labelled(path: Path) -> list[Labelled]:
    """The sentences of a labelled file."""
    entries = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Labelled(entry["text"], entry["label"], entry.get("category") or "", bool(entry.get("drawn")))
        for entry in entries
        if entry["label"] != "borderline"
    ]


def score(rows: list[Labelled], judge: Callable[[str], bool]) -> Score:
    """How a judge does on labelled sentences."""
    found: dict[str, int] = {}
    of: dict[str, int] = {}
    alarms = fine = drawn_alarms = drawn = 0
    for row in rows:
        hit = judge(row.text)
        if row.label == "finding":
            of[row.category] = of.get(row.category, 0) + 1
            found[row.category] = found.get(row.category, 0) + hit
        else:
            fine += 1
            alarms += hit
            drawn += row.drawn
            drawn_alarms += hit and row.drawn
    return Score(found, of, alarms, fine, drawn_alarms, drawn)


def table(scores: dict[str, Score]) -> str:
    """The scores side by side."""
    names = list(scores)
    rows = [("precision", *(_share(*_precision(s)) for s in scores.values()))]
    rows.append(("recall", *(_share(sum(s.found.values()), sum(s.of.values())) for s in scores.values())))
    first = next(iter(scores.values()))
    rows += [
        (f"recall, {category}", *(_share(s.found[category], s.of[category]) for s in scores.values()))
        for category in sorted(first.of)
    ]
    rows.append(("false alarms", *(f"{s.alarms} of {s.fine}" for s in scores.values())))
    if first.drawn:
        rows.append(
            (
                "alarms in 1,000 ordinary sentences",
                *(f"{1000 * s.drawn_alarms / s.drawn:.1f}" for s in scores.values()),
            )
        )
    head = f"| | {' | '.join(names)} |\n| --- |{' --: |' * len(names)}\n"
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _precision(counts: Score) -> tuple[int, int]:
    right = sum(counts.found.values())
    return right, right + counts.alarms


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f} ({part} of {whole})" if whole else "–"


def pairs_right(rows: list[Labelled], judge: Callable[[str], bool]) -> int:
    """Pairs of which the blaming side is found and its twin is not."""
    return sum(judge(rows[i].text) and not judge(rows[i + 1].text) for i in range(0, len(rows), 2))


def measured(rows: list[Labelled]) -> str:
    """The table for some sentences, ours beside the word list."""
    return table({"the check": score(rows, ours), "a list of words": score(rows, word_list())})


def page() -> str:
    """The page, from our pairs and the tables that are kept."""
    rows = pairs()
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    parts = [
        "<!-- made by script/accuracy -->\n\n# How accurate the language check is\n",
        "A finding is a sentence after which a reader knows whom to hold responsible, or what somebody\n"
        "ought to have done. The check is measured beside a plain list of some ninety words, on real\n"
        "sentences that people labelled and on minimal pairs: two sentences that differ as little as they\n"
        "can, of which only one blames.\n",
        *(f"## {name}\n\n{text}" for name, text in kept.items()),
        UNSEEN,
        f"## Our own minimal pairs\n\n{_pairs_line(rows)}\n\n{measured(rows)}",
        "The pairs ([tests/language/pairs.md](../tests/language/pairs.md)) are the check's own tests, so\n"
        "that its column is a promise and not a measurement; the other shows how hard they are.\n",
        "## Made by\n\n```console\n$ script/accuracy                    # this page\n"
        "$ script/accuracy FILE.jsonl         # the table for labelled sentences of yours\n```\n",
    ]
    return "\n".join(parts)


def _pairs_line(rows: list[Labelled]) -> str:
    right, plain = pairs_right(rows, ours), pairs_right(rows, word_list())
    return f"Of {len(rows) // 2} pairs the check has {right} right, a list of words {plain}."


def main() -> int:
    """Write, check, or print for a file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--keep", metavar="NAME")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    if arguments.file:
        rows, started = labelled(arguments.file), time.perf_counter()
        text = measured(rows)
        print(text, f"{len(rows)} sentences, {time.perf_counter() - started:.1f} s for both", sep="\n")
        if not arguments.keep:
            return 0
        kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
        KEPT.write_text(json.dumps({**kept, arguments.keep: text}, indent=1) + "\n", encoding="utf-8")
    made = page()
    if arguments.check:
        fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == made
        print("" if fresh else "docs/language-accuracy.md is stale: run `script/accuracy`", file=sys.stderr)
        return 0 if fresh else 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
