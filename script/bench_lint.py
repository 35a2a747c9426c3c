#!/usr/bin/env python3
"""How quickly Markdown is checked, beside parsers, other linters and a word list, with accuracy beside speed.

Part of script/bench. Everything runs in turn on the same text in this one run, so that the ratios hold for
a busy machine too. Other linters are timed where they are on the PATH, and named where they are not.

    python script/bench_lint.py [--megabytes N] [FILE.md …]
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from postmortem_gh.language import privacy  # noqa: E402  the checkout comes first
from postmortem_gh.language.blocks import Scanner  # noqa: E402  the checkout comes first
from postmortem_gh.language.lines import split_lines  # noqa: E402  the checkout comes first
from postmortem_gh.language.lint import lint  # noqa: E402  the checkout comes first

BLAME_WORDS = (
    "failed to|forgot|neglected|should have|could have|mistake|careless|fault|blame|human error|ignored|"
    "missed|overlooked|obviously|sloppy|negligent|incorrectly|wrongly|accidentally|error by|assumed"
)
OTHERS = {"alex": ["alex"], "write-good": ["write-good"], "proselint": ["proselint", "check"]}
GOAL, STRETCH, PARSER = 2.0, 4.0, 3.6  # MB/s on the machine where the parser reaches 3.6


def corpus(megabytes: float, files: list[Path]) -> list[str]:
    """Markdown as people write it: our own pages and whatever was named, repeated up to the size."""
    files = files or sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("tests/**/*.md")])
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    size, once = 0, list(texts)
    while texts and (size := sum(len(text.encode()) for text in texts)) < megabytes * 1e6:
        texts += once
    print(f"{len(texts)} texts, {size / 1e6:.2f} MB, from {len(once)} files")
    return texts


def ways(texts: list[str]) -> dict[str, Callable[[], object]]:
    """What is timed, warm and in this process."""
    from markdown_it import MarkdownIt

    full = MarkdownIt("commonmark")
    blocks = MarkdownIt("commonmark").disable(["inline", "text_join"])
    words = re.compile(BLAME_WORDS)
    return {
        "markdown-it-py, whole": lambda: [full.parse(text) for text in texts],
        "markdown-it-py, blocks only": lambda: [blocks.parse(text) for text in texts],
        "a plain list of words": lambda: [words.findall(text.lower()) for text in texts],
        "our blocks": lambda: [list(Scanner(split_lines(text)).blocks()) for text in texts],
        "our look for secrets": lambda: [privacy.search(text) for text in texts],
        "postmortem-gh lint": lambda: [lint(text) for text in texts],
    }


def throughput(texts: list[str], rounds: int) -> float:
    """Print MB/s of each way; the linter's ratio to the parser, which is what the goal is told in."""
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    timed = ways(texts)
    took: dict[str, list[float]] = {name: [] for name in timed}
    for _ in range(rounds):
        for name, run in timed.items():
            begun = time.process_time()
            run()
            took[name].append(time.process_time() - begun)
    parser = took["markdown-it-py, whole"]
    print(f"\n{'warm, in process':32} {'MB/s':>7} {'x markdown-it-py':>17}")
    ratio = 0.0
    for name, seconds in took.items():
        ratio = median(base / mine for mine, base in zip(seconds, parser, strict=True))
        print(f"{name:32} {megabytes / median(seconds):7.2f} {ratio:17.2f}")
    return ratio


def whole_programs(texts: list[str]) -> None:
    """Whole processes on one file of that size, ours and those of others."""
    text = "\n\n".join(texts)[:1_000_000]
    commands = {"postmortem-gh lint": [sys.executable, "-m", "postmortem_gh", "lint"]}
    for name, command in OTHERS.items():
        found = shutil.which(command[0])
        if found:
            commands[name] = [found, *command[1:]]
        else:
            print(f"{name}: not on the PATH, left out")
    print(f"\n{'whole process, 1 MB':32} {'seconds':>8} {'MB/s':>7}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.md"
        path.write_text(text, encoding="utf-8")
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run([*command, str(path)], cwd=ROOT, capture_output=True, check=False)
            took = time.perf_counter() - begun
            print(f"{name:32} {took:8.2f} {len(text.encode()) / 1e6 / took:7.2f}")


def start_up(rounds: int) -> float:
    """A postmortem of 10 kB in a whole process, in bare interpreters."""
    pairs_page, prose = ROOT / "tests" / "language" / "pairs.md", ROOT / "docs" / "threats.md"
    page = prose.read_text(encoding="utf-8")[:8_500] + pairs_page.read_text(encoding="utf-8")[:1_500]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.md"
        path.write_text(page, encoding="utf-8")
        ours = [sys.executable, "-m", "postmortem_gh", "lint", str(path)]
        bare = [sys.executable, "-c", "pass"]
        pairs = [(_seconds(ours), _seconds(bare)) for _ in range(rounds + 1)][1:]  # the first writes bytecode
    ratio = median(mine / base for mine, base in pairs)
    print(
        f"\n10 kB, whole process: {median(m for m, _ in pairs) * 1000:.0f} ms, {ratio:.1f} x bare (goal 8.0)"
    )
    return ratio


def _seconds(command: list[str]) -> float:
    import os

    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
    return time.perf_counter() - begun


def main() -> int:
    """Print the tables; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="script/bench_lint.py", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="Markdown to check (our own pages)")
    parser.add_argument("--megabytes", type=float, default=1.0, help="how much text (1)")
    parser.add_argument("--rounds", type=int, default=3, help="how often (3)")
    args = parser.parse_args()
    texts = corpus(args.megabytes, args.files)
    ratio = throughput(texts, args.rounds)
    print(
        f"\nGoal: {GOAL:.0f} MB/s (stretch {STRETCH:.0f}) where the parser does {PARSER}: "
        f"{GOAL / PARSER:.2f} x; "
        f"reached {ratio:.2f} x, {ratio * PARSER:.1f} MB/s"
    )
    whole_programs(texts)
    met = start_up(max(9, args.rounds)) <= 8 and ratio >= GOAL / PARSER
    print(
        "\nAccuracy beside it, which speed must not cost: docs/language-accuracy.md, made by script/accuracy"
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
