"""`postmortem-gh lint` as people and workflows run it: exit codes, streams, odd files, all in one pass."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from postmortem_gh.cli import main

ROOT = Path(__file__).resolve().parents[2]
BLAME = "Somebody forgot to renew it.\n"


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Put a file into the folder that we stand in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def file(name: str, content: str | bytes) -> str:
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    return file


@pytest.fixture
def run(capsys):
    def lint(*arguments: str) -> tuple[int, str, str]:
        code = main(["lint", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return lint


# -- exit codes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([], 1),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "error"], 0),
        (["--fail-on", "advice"], 1),
        (["--fail-on", "never"], 0),
        (["--format", "json"], 1),
        (["--format", "github"], 1),
        (["--format", "sarif"], 0),
    ],
    ids=str,
)
def test_the_exit_code_follows_the_threshold(write, run, arguments, code):
    path = write("a.md", BLAME)

    assert run(*arguments, path)[0] == code


def test_a_fine_text_ends_well_and_says_so(write, run):
    assert run(write("a.md", "The certificate was not renewed.\n")) == (0, "Nothing to mend in 1 file.\n", "")


@pytest.mark.parametrize("arguments", [[], ["--format", "xml", "a.md"], ["--fail-on", "everything", "a.md"]])
def test_a_mistake_on_the_command_line_is_usage(write, run, arguments):
    write("a.md", BLAME)

    assert run(*arguments)[0] == 2


def test_settings_give_the_threshold_and_the_option_wins(write, run):
    path = write("a.md", BLAME)
    settings = write("s.yml", "language:\n  fail_on: error\n")

    assert run("--settings", settings, path)[0] == 0
    assert run("--settings", settings, "--fail-on", "warning", path)[0] == 1


def test_settings_that_cannot_be_read_are_configuration(write, run):
    path = write("a.md", BLAME)

    assert run("--settings", "nowhere.yml", path)[0] == 2
    assert run("--settings", write("s.yml", "langage: 3\n"), path)[0] == 2


# -- files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"a\0b", 2, "binary"),
        (b"fine\n\xff\xfe\xfa", 2, "not UTF-8: byte 0xff in line 2"),
        ("text".encode("utf-16"), 2, "UTF-16"),
        (b"a " * 5_000_000, 2, "larger than 8 MB"),
        (b"", 0, "empty"),
        (b" \n\n", 0, "empty"),
        ("שלום עולם, זה מסמך על תקלה".encode(), 0, "not in English"),
    ],
    ids=["zero byte", "invalid UTF-8", "UTF-16", "10 MB", "empty", "blank", "right to left"],
)
def test_an_odd_file_is_told_and_the_others_are_checked(write, run, content, code, says):
    odd, blame = write("odd.md", content), write("b.md", BLAME)

    alone, _, told = run(odd)
    together, out, err = run("--format", "json", odd, blame)

    assert (alone, together) == (code, code or 1)
    assert f"odd.md: is {says}" in told.replace("is not UTF-8", "is not UTF-8")
    assert says in err
    assert [finding["path"] for finding in json.loads(out)] == ["b.md"]


def test_a_folder_and_a_missing_file_are_usage_and_both_are_told(write, run, tmp_path):
    (tmp_path / "folder").mkdir()
    path = write("b.md", BLAME)

    code, out, err = run("folder", "missing.md", path)

    assert code == 2
    assert "folder: is a directory\n  fix: name its files, as in `folder/*.md`" in err
    assert "missing.md: is not there" in err
    assert "b.md:1:1" in out


def test_how_many_files_could_not_be_checked_is_counted_and_never_called_fine(write, run):
    fine = write("fine.md", "The certificate was not renewed.\n")

    none, some, mixed = run("missing.md"), run("missing.md", fine), run("missing.md", write("b.md", BLAME))

    assert none[:2] == (2, "Nothing was checked.\n")
    assert some[:2] == (2, "Nothing to mend in 1 file; 1 file could not be checked.\n")
    assert mixed[1].endswith("1 finding in 1 file: 1 warning; 1 file could not be checked.\n")


def test_a_file_that_cannot_be_checked_ends_in_two_whatever_would_be_let_pass(run):
    assert run("--fail-on", "never", "missing.md")[0] == 2


def test_sarif_ends_well_also_when_a_file_is_missing(run, write):
    write("b.md", BLAME)

    code, out, _ = run("--format", "sarif", "missing.md", "b.md")

    assert code == 0
    assert "missing.md: is not there" in out


def test_a_byte_order_mark_shifts_no_column(write, run):
    _, out, _ = run("--format", "json", write("a.md", b"\xef\xbb\xbf" + BLAME.encode()))

    assert json.loads(out)[0]["column"] == 1


def test_a_file_named_twice_is_checked_once(write, run):
    path = write("a.md", BLAME)

    assert len(json.loads(run("--format", "json", path, path)[1])) == 1


def test_standard_input_is_a_dash(run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BLAME.encode())))

    code, out, _ = run("--format", "json", "-")

    assert code == 1
    assert {finding["path"] for finding in json.loads(out)} == {"-"}


def test_a_path_with_a_control_sequence_does_not_reach_the_terminal(run):
    assert "\x1b" not in "".join(map(str, run("a\x1b[31m.md")))


# -- colour, start -----------------------------------------------------------------------------------


def test_colour_is_off_in_a_pipe_on_when_forced_and_off_when_refused(write, run, monkeypatch):
    path = write("a.md", BLAME)
    piped = run(path)[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    forced = run(path)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    refused = run(path)[1]

    assert "\x1b" not in piped + refused
    assert "\x1b[33m" in forced


def test_without_settings_nothing_heavy_is_imported(write):
    path = write("a.md", BLAME)
    program = (
        "import sys; from postmortem_gh.cli import main; main(['lint', sys.argv[1]]);"
        "heavy = {'github', 'pydantic', 'jinja2', 'markdown_it', 'yaml', 'requests', 'rich', 'postmortem_gh.settings'};"
        "sys.exit(str(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, path],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_pre_commit_hook_runs_a_command_that_there_is():
    import yaml

    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    name, command, *options = hook["entry"].split()

    assert (name, command, options) == ("postmortem-gh", "lint", ["--fail-on", "never"])
