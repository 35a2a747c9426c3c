"""Whatever a command is given, nothing in what it prints commands the terminal or the Actions runner."""

from __future__ import annotations

import ast
import io
import json
import re
from pathlib import Path

import pytest

from postmortem_gh.cli import main
from postmortem_gh.cli.words import say
from postmortem_gh.errors import ConfigurationError

ROOT = Path(__file__).resolve().parents[2]
ESCAPES = "x\x1b[2J\x1b]0;owned\x07\x9b31m\u202eback\u2066\U000e0041\x7f\r::add-mask::y ##[error]z"
COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
FORM = f"""body:
  - type: textarea
    id: summary
    attributes: {{label: {json.dumps(ESCAPES)}}}
  - type: {json.dumps(ESCAPES[:30])}
"""
INPUTS = {
    "a command": [ESCAPES],
    "an option": ["parse", f"--{ESCAPES}"],
    "a body's path": ["parse", ESCAPES, "--form", "form.yml"],
    "a form's path": ["parse", "body.md", "--form", ESCAPES],
    "a form": ["parse", "body.md", "--form", "form.yml"],
    "a form for render": ["render", "body.md", "--form", "form.yml"],
    "an output": ["render", "body.md", "-o", f"/no/folder/{ESCAPES}"],
    "a title": ["render", "body.md", "--title", ESCAPES],
    "somebody's name": ["render", "body.md", "--named", ESCAPES],
    "a date": ["render", "body.md", "--today", ESCAPES],
    "a number": ["render", "body.md", "--issue", ESCAPES],
    "a body": ["render", "body.md"],
    "settings for render": ["render", "body.md", "--settings", "settings.yml"],
    "settings for lint": ["lint", "body.md", "--settings", "settings.yml"],
    "settings that are not there": ["lint", "body.md", "--settings", ESCAPES],
    "a file to check": ["lint", ESCAPES],
    "a text to check": ["lint", "body.md"],
    "a text to check, as data": ["lint", "body.md", "--format", "json"],
    "a text to check, as SARIF": ["lint", "body.md", "--format", "sarif"],
    "a format": ["lint", "body.md", "--format", ESCAPES],
    "a repository": ["report", "--repository", ESCAPES],
    "a further repository": ["report", "--repository", "acme/shop", "--also", ESCAPES],
    "a repository to look at": ["doctor", "--repository", ESCAPES],
    "a commit": ["init", "--ref", ESCAPES],
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of hostile files to stand in, without a token or colours."""
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "GITHUB_REPOSITORY", "GITHUB_TOKEN", "GH_TOKEN", "POSTMORTEM_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "form.yml").write_text(FORM, encoding="utf-8")
    words = f"{ESCAPES}\n\n### What happened?\n\nBob forgot {ESCAPES}\n\n### {ESCAPES}\n\n{ESCAPES}\n"
    (tmp_path / "body.md").write_text(words, encoding="utf-8", newline="")
    (tmp_path / "settings.yml").write_text(f"{json.dumps(ESCAPES)}: 1\ntimezone: {json.dumps(ESCAPES)}\n")
    return tmp_path


@pytest.mark.parametrize("arguments", INPUTS.values(), ids=INPUTS)
def test_no_command_reaches_the_terminal_or_the_runner(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(arguments)

    out, err = capsys.readouterr()
    told = err if arguments[0] == "render" else out + err  # its document is a file, which no runner reads
    assert out + err
    assert code in (0, 1, 2)
    assert COMMANDS.findall(out + err) == []
    assert [line for line in told.splitlines() if line.lstrip().startswith("::") or "##[" in line] == []


def test_answers_with_controls_are_printed_as_json_that_reads_back_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "form.yml").write_text("body: [{type: textarea, id: a, attributes: {label: A}}]")
    (folder / "body.md").write_text(f"### A\n\n{ESCAPES}", encoding="utf-8", newline="")

    assert main(["parse", "body.md", "--form", "form.yml"]) == 0

    printed = capsys.readouterr().out
    assert COMMANDS.findall(printed) == []
    assert json.loads(printed) == {"a": ESCAPES.replace("\r", "\n")}


LINES = "### What happened?\n\n```\n::set-output name=x::y\n  ::add-mask::z\na ##[group]b\n```\n\n:: text"


def printed_outside_a_job(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    (folder / "body.md").write_text(LINES, encoding="utf-8")
    main(["render", "body.md"])
    return capsys.readouterr().out


def test_in_a_job_a_printed_document_commands_no_runner(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = printed_outside_a_job(folder, capsys)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    main(["render", "body.md"])

    printed = capsys.readouterr().out
    assert "\n::set-output" in elsewhere
    assert printed != elsewhere
    assert printed.replace("\u2060", "") == elsewhere.replace("\u2060", "")
    assert [line for line in printed.splitlines() if line.lstrip().startswith("::") or "##[" in line] == []


def test_in_a_job_a_document_in_a_file_is_the_same_byte_for_byte(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = printed_outside_a_job(folder, capsys)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    main(["render", "body.md", "-o", "out.md"])
    with open("piped.md", "w", encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdout", file)
        main(["render", "body.md"])

    assert (folder / "out.md").read_text(encoding="utf-8") == elsewhere
    assert (folder / "piped.md").read_text(encoding="utf-8") == elsewhere


def test_a_quoted_line_break_cannot_pass_for_a_line_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "nothing\n  fix: run this", "--form", "form.yml"]) == 2

    fixes = [line for line in capsys.readouterr().err.splitlines() if line.startswith("  fix: ")]
    assert fixes == ["  fix: name a file that can be read, or `-` for standard input"]


def test_only_a_word_of_ours_is_painted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from postmortem_gh.cli.failures import show_error

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")

    show_error(ConfigurationError("a\x1b[32mb", "", "", ""))

    assert capsys.readouterr().err == "\x1b[31merror:\x1b[0m a\ufffd[32mb\n"


def test_standard_error_is_written_to_in_one_place() -> None:
    writes = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "postmortem_gh" / "cli").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "write"
        and ast.unparse(node.value) == "sys.stderr"
    ]

    assert [write.partition(":")[0] for write in writes] == ["words.py"]


def test_a_token_is_told_nowhere(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "a-token-of-no-known-shape")

    say("sent a-token-of-no-known-shape to them")

    assert capsys.readouterr().err == "sent *** to them\n"


@pytest.mark.parametrize("command", ["parse", "render"])
@pytest.mark.parametrize("where", ["body", "form"])
def test_a_text_that_no_issue_could_hold_is_refused_before_it_is_read(
    command: str, where: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "large").write_bytes(b"a " * 600_000)
    body, form = ("large", "form.yml") if where == "body" else ("body.md", "large")

    assert main([command, body, "--form", form]) == 2

    assert "large is larger than 1 MB" in capsys.readouterr().err


def test_standard_input_without_end_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:
            self.given += len(buffer)
            assert self.given < 10_000_000
            return len(buffer)

    stdin = io.TextIOWrapper(io.BufferedReader(Endless()))
    monkeypatch.setattr("sys.stdin", stdin)

    assert main(["render", "-"]) == 2

    assert "standard input is larger than 1 MB" in capsys.readouterr().err
