#!/usr/bin/env python3
"""How quickly Markdown is checked, beside parsers, other linters and a word list, with accuracy beside speed.

Part of script/bench. Everything runs in turn on the same text in this one run, so that the ratios hold for
a busy machine too. Other linters are installed for this run, and named with the reason where that fails.

    python script/bench_lint.py [--megabytes N] [--alone] [--labelled FILE.jsonl] [FILE.md …]
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import accuracy  # noqa: E402  the checkout comes first
from other_programs import Missing, linters  # noqa: E402  the checkout comes first

from postmortem_gh.language import privacy  # noqa: E402  the checkout comes first
from postmortem_gh.language.blocks import Scanner  # noqa: E402  the checkout comes first
from postmortem_gh.language.lines import split_lines  # noqa: E402  the checkout comes first
from postmortem_gh.language.lint import lint  # noqa: E402  the checkout comes first

BLAME_WORDS = (
    "failed to|forgot|neglected|should have|could have|mistake|careless|fault|blame|human error|ignored|"
    "missed|overlooked|obviously|sloppy|negligent|incorrectly|wrongly|accidentally|error by|assumed"
)
OURS = "postmortem-gh lint"
LIKE_ALEX = 10  # how many times as quick as alex, which reads Markdown with a parser as well
LONG = 400_000  # bytes of the file that whole programs read
# A finding's line as `  12:3-12:9  warning`, or after the file's name as a compiler prints it.
TOLD = re.compile(r"(?m)^(?:\s+|.*?\.md:)(\d+):\d+")
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


def whole_programs(programs: dict[str, list[str] | Missing], texts: list[str], rounds: int) -> bool:
    """Whole processes on one file, ours and those of others; whether ours is quick enough beside alex."""
    size = len(text := "\n\n".join(texts).encode()[:LONG].decode(errors="ignore")) / 1e6
    took: dict[str, list[float]] = {name: [] for name in programs}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.md"
        path.write_text(text, encoding="utf-8")
        for _ in range(rounds):
            for name, command in programs.items():
                if not isinstance(command, Missing):
                    took[name].append(_seconds([*command, str(path)]))
    print(f"\n{f'whole process, {size:.1f} MB':32} {'seconds':>8} {'MB/s':>7} {'x ours':>7}")
    for name, command in programs.items():
        if isinstance(command, Missing):
            print(f"{name:32} not to be had: {command.why}")
        else:
            seconds = median(took[name])
            print(f"{name:32} {seconds:8.2f} {size / seconds:7.2f} {_times(took[name], took[OURS]):7.1f}")
    if isinstance(programs.get("alex"), list):
        times = _times(took["alex"], took[OURS])
        print(f"Goal: {LIKE_ALEX} times as quick as alex; reached {times:.0f} times")
        return times >= LIKE_ALEX
    return True


def _times(theirs: list[float], ours: list[float]) -> float:
    return median(other / mine for other, mine in zip(theirs, ours, strict=True))


def accuracy_beside(programs: dict[str, list[str] | Missing], rows: list[accuracy.Labelled]) -> None:
    """How right each is about blame. Others look for other things as well, and are no worse for it."""
    judges = {OURS: accuracy.ours, "a list of words": accuracy.word_list()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentences.md"
        path.write_text("".join(f"{' '.join(row.text.split())}\n\n" for row in rows), encoding="utf-8")
        for name, command in programs.items():
            if name != OURS and not isinstance(command, Missing):
                judges[name] = _flagged(command, path, rows).__contains__
    scores = {name: accuracy.score(rows, judge) for name, judge in judges.items()}
    print(f"\nAccuracy about blame, {len(rows)} labelled sentences, each a paragraph\n")
    print(accuracy.table(scores))


def _flagged(command: list[str], path: Path, rows: list[accuracy.Labelled]) -> frozenset[str]:
    """The sentences on whose line the program says something."""
    done = subprocess.run([*command, str(path)], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = {int(line) for line in TOLD.findall(done.stdout + done.stderr)}
    return frozenset(row.text for number, row in enumerate(rows) if 2 * number + 1 in lines)


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
    parser.add_argument("--alone", action="store_true", help="install no other program")
    parser.add_argument("--labelled", type=Path, help="labelled sentences, as script/accuracy takes them")
    args = parser.parse_args()
    texts = corpus(args.megabytes, args.files)
    ratio = throughput(texts, args.rounds)
    print(
        f"\nGoal: {GOAL:.0f} MB/s (stretch {STRETCH:.0f}) where the parser does {PARSER}: "
        f"{GOAL / PARSER:.2f} x; "
        f"reached {ratio:.2f} x, {ratio * PARSER:.1f} MB/s"
    )
    rows = accuracy.labelled(args.labelled) if args.labelled else accuracy.pairs()
    met = ratio >= GOAL / PARSER
    with tempfile.TemporaryDirectory() as folder:
        others = {} if args.alone else linters(Path(folder))
        programs = {OURS: [sys.executable, "-m", "postmortem_gh", "lint"], **others}
        met &= whole_programs(programs, texts, args.rounds)
        accuracy_beside(programs, rows)
    met &= start_up(max(9, args.rounds)) <= 8
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
