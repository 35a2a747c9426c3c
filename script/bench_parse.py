"""How quickly a form is read in process, its YAML included, beside GitHub's own parser; used by script/bench.

The goals are what github/issue-parser takes on Node for the same bodies, YAML
included. Linear: what a body twice as long takes, for bodies made to be slow.

    .venv/bin/python script/bench_parse.py [--rounds N]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from postmortem_gh.forms import answers, compose, definition  # noqa: E402  this checkout's

GOALS = {3_500: 0.8, 65_536: 0.9}  # characters of the body: milliseconds
PARAGRAPH = (
    "14:02 The queue of checkout-api stood still, and `drain` did not help; the graph shows it.\n\n"
    "- retried by hand\n- asked the vendor, who knew\n\n```sh\n$ kubectl get pods -n mail\n```\n\n"
    "### A heading of one's own\n\n"
)
HOSTILE = {"labels": "### Timeline\n\n", "fences": "``` x\n### Timeline\n", "signs": "#", "blanks": " "}


def main() -> int:
    """Print the figures; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=15)
    return 0 if show(parser.parse_args().rounds) else 1


def show(rounds: int = 15) -> bool:
    """Print a table of what parsing takes; whether every goal was met."""
    text = (ROOT / "templates" / "forms" / "postmortem.yml").read_text(encoding="utf-8")
    form = definition.read(text)
    print(f"{'a body and its form, in process':36}{'ms':>8}{'goal':>8}{'form':>8}{'body':>8}")
    met = True
    for size, goal in GOALS.items():
        body = _body(form, size)
        of_form = _milliseconds(partial(definition.read, text), rounds)
        of_body = _milliseconds(partial(answers.read, form, body), rounds)
        both = _milliseconds(partial(_both, text, body), rounds)
        print(f"{len(body):>8} characters{'':17}{both:8.2f}{goal:8.2f}{of_form:8.2f}{of_body:8.2f}")
        met = met and both <= goal
    return _linear(form, rounds) and met


def _both(form: str, body: str) -> answers.Answers:
    return answers.read(definition.read(form), body)


def _linear(form: definition.Form, rounds: int) -> bool:
    met = True
    for name, piece in HOSTILE.items():
        half, whole = (
            _milliseconds(
                partial(answers.read, form, ("### Summary\n\n" + piece * size)[:size]), rounds // 3, 1
            )
            for size in (32_768, 65_536)
        )
        label = f"65,536 characters of {name}"
        print(f"{label:36}{whole:8.2f}{'':8}{whole / half:8.1f} × of half as many")
        met = met and whole < 2.9 * half + 1
    return met


def _body(form: definition.Form, size: int) -> str:
    """What GitHub would write of a form that somebody filled at that length."""
    values: dict[str, answers.Value] = {e.id: "2026-11-20 14:02 UTC" for e in form.elements}
    values |= {"severity": "SEV2", "factors": ["Capacity", "Missing alert"], "criteria": {}}
    empty = len(compose.write(form, values))
    times = max(1, (size - empty) // len(PARAGRAPH))
    return compose.write(form, {**values, "timeline": PARAGRAPH * times})


def _milliseconds(work: Callable[[], object], rounds: int, often: int = 20) -> float:
    """What one piece of work takes in the quickest round: the machine has other things to do, too."""
    work()
    taken = []
    for _ in range(max(3, rounds)):
        started = time.perf_counter()
        for _ in range(often):
            work()
        taken.append((time.perf_counter() - started) * 1000 / often)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
