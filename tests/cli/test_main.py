"""The command line's frame: what it says and how it ends, whatever the command does."""

from __future__ import annotations

import re
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from postmortem_gh import __version__
from postmortem_gh.cli import main
from postmortem_gh.cli.commands import COMMANDS
from postmortem_gh.errors import ConfigurationError, NotReachable, UserError

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[[Callable[[Any], int]], None]


@pytest.fixture
def parse_is(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Put a function in the place of what `postmortem-gh parse` does."""

    def put(run: Callable[[Any], int]) -> None:
        module = types.ModuleType("postmortem_gh.cli.parse")
        module.add_arguments = lambda parser: parser.add_argument("rest", nargs="*")
        module.run = run
        monkeypatch.setitem(sys.modules, "postmortem_gh.cli.parse", module)

    return put


def raising(error: BaseException) -> Callable[[Any], int]:
    def run(args: Any) -> int:
        raise error

    return run


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_printed(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([option]) == 0

    assert capsys.readouterr().out == f"postmortem-gh {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]])
def test_help_opens_with_examples_and_names_every_command(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0

    said = capsys.readouterr().out
    assert said.index("postmortem-gh demo") < said.index("Commands")
    assert all(f"\n  {name} " in said for name in COMMANDS)


def test_no_command_at_all_is_a_mistake_that_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2

    out, err = capsys.readouterr()
    assert (out, "Commands" in err) == ("", True)


def test_a_command_s_help_opens_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "--help"]) == 0

    said = capsys.readouterr().out
    assert said.index("Examples:") < said.index("usage:")


def test_help_of_a_command_can_be_asked_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "parse"]) == 0

    assert "Examples:" in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "meant"), [("lnt", "lint"), ("rapport", "report"), ("docter", "doctor")])
def test_a_mistyped_command_is_answered_with_the_nearest_one(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([typed]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert f"did you mean `postmortem-gh {meant}`?" in err


def test_a_mistyped_option_tells_usage_fix_and_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", "--frm", "x"]) == 2

    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert "usage: postmortem-gh parse" in error
    assert "fix: " in error
    assert "more: https://" in error


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["lint", "--fromat", "json", "a.md"], "--format"),
        (["lint", "a.md", "--fromat=json"], "--format"),
        (["init", "--dryrun"], "--dry-run"),
        (["lint", "--format", "jsn", "a.md"], "json"),
    ],
)
def test_a_mistyped_option_or_choice_is_answered_with_the_nearest_one(
    typed: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed) == 2

    assert f"fix: did you mean `{meant}`? " in capsys.readouterr().err


def test_nothing_is_guessed_where_nothing_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "acme/shop", "--xyzzy"]) == 2

    assert "did you mean" not in capsys.readouterr().err


@pytest.mark.parametrize(("kind", "code"), [(ConfigurationError, 2), (UserError, 2), (NotReachable, 3)])
def test_what_people_can_mend_is_told_in_four_lines_without_a_traceback(
    kind: type[UserError], code: int, parse_is: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    parse_is(raising(kind("it broke", "a reason", "a way out", "https://example.org/page")))

    assert main(["parse"]) == code

    out, err = capsys.readouterr()
    assert out == ""
    assert err == "error: it broke\n  why: a reason\n  fix: a way out\n  more: https://example.org/page\n"


def test_a_bug_of_ours_prints_a_block_without_what_people_wrote(
    parse_is: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    parse_is(raising(RuntimeError("customer Jane Roe lost 40 receipts")))

    assert main(["parse", "/home/jane/incident.md"]) == 3

    error = capsys.readouterr().err
    block = error.split("```")[1]
    assert f"postmortem-gh {__version__}, Python {sys.version.split()[0]}" in block
    assert "command: parse, 1 more arguments" in block
    assert "RuntimeError" in block
    assert "Jane" not in block
    assert "jane" not in error
    assert "Jane Roe" in error.split("```")[2]


def test_a_bug_s_causes_are_told_from_the_first_one_on(
    parse_is: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(args: Any) -> int:
        try:
            raise KeyError("first")
        except KeyError as error:
            raise ValueError("second") from error

    parse_is(run)

    main(["parse"])

    block = capsys.readouterr().err.split("```")[1]
    assert block.index("KeyError") < block.index("and then") < block.index("ValueError")


def test_tokens_are_masked_wherever_they_come_from(
    parse_is: Command, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shaped = "ghp_" + "a1B2" * 9
    monkeypatch.setenv("GITHUB_TOKEN", "a-token-of-no-known-shape")
    parse_is(raising(RuntimeError(f"{shaped} a-token-of-no-known-shape https://user:pw@example.org/")))

    main(["parse"])

    error = capsys.readouterr().err
    assert shaped not in error
    assert "a-token-of-no-known-shape" not in error
    assert "user:pw" not in error


def test_what_a_bug_said_can_give_the_runner_no_orders(
    parse_is: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    parse_is(raising(RuntimeError("x\n::add-mask::y\n##[group]z")))

    main(["parse"])

    error = capsys.readouterr().err
    assert not [line for line in error.splitlines() if line.strip().startswith("::") or "##[" in line]


def test_a_library_that_is_not_installed_is_a_matter_of_set_up(
    parse_is: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    parse_is(raising(ModuleNotFoundError("No module named 'graphql'", name="graphql")))

    assert main(["parse"]) == 2

    assert "the library “graphql” is not installed" in capsys.readouterr().err


def test_ctrl_c_ends_with_130_and_one_line(parse_is: Command, capsys: pytest.CaptureFixture[str]) -> None:
    parse_is(raising(KeyboardInterrupt()))

    assert main(["parse"]) == 130

    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": ""}, False),
        ({"FORCE_COLOR": "", "CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({}, False),
    ],
)
def test_colour_is_a_matter_of_the_environment(
    variables: dict[str, str],
    coloured: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    main(["no-such-command"])

    assert ("\x1b[" in capsys.readouterr().err) == coloured


@pytest.mark.parametrize(
    ("arguments", "heading"),
    [
        (["parse", "-", "--form", "-"], "standard input can be the body or the form, not both"),
        (["render", "no-such-file.md"], "cannot read …"),
        (["doctor", "--repository", "shop"], "“…” is no repository"),
        (["no-such-command"], "there is no command “…”"),
        (["init", "--ref", "main"], "“…” is no commit"),
        (["init", "--dryrun"], "postmortem-gh …: …"),
    ],
)
def test_the_page_on_messages_has_what_stops_a_command(
    arguments: list[str], heading: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")

    assert main(arguments) == 2

    what = capsys.readouterr().err.partition("error: ")[2].partition("\n")[0]
    assert re.fullmatch(re.escape(heading).replace("…", ".+"), what)
    assert f"\n## {heading}\n" in page


def test_a_reader_that_goes_away_is_no_error() -> None:
    many = "import sys; sys.argv[1:] = ['--help']; from postmortem_gh.cli import commands, main\n"
    many += "for i in range(5000): commands.COMMANDS[f'x{i}'] = commands.Command(f'x{i}', 'y' * 100)\n"
    many += "sys.exit(main())"
    shell = '"$0" -c "$1" | head -1; exit "${PIPESTATUS[0]}"'

    done = subprocess.run(
        ["bash", "-c", shell, sys.executable, many], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_python_m_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "postmortem_gh", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout == f"postmortem-gh {__version__}\n"


def test_a_short_run_looks_for_no_cycles_and_leaves_without_looking() -> None:
    program = (
        "import atexit, gc, sys; from postmortem_gh.cli import main\n"
        "looked = lambda: sum(each['collections'] for each in gc.get_stats())\n"
        "before = looked()\n"
        "atexit.register(lambda: print('', looked() - before, gc.get_freeze_count() > 0))\n"
        "sys.exit(main(['help', 'render']))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.split()[-2:] == ["0", "True"]


def test_a_cancelled_job_s_signal_ends_like_ctrl_c() -> None:
    # The runner sends SIGINT and SIGTERM, and kills after some seconds.
    program = (
        "import os, signal, sys, types; from postmortem_gh.cli import main\n"
        "module = types.ModuleType('x'); module.add_arguments = lambda parser: None\n"
        "module.run = lambda args: os.kill(os.getpid(), signal.SIGTERM)\n"
        "sys.modules['postmortem_gh.cli.report'] = module\n"
        "sys.exit(main(['report']))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 130
    assert "Interrupted" in done.stderr


def test_every_command_in_the_table_has_a_module_with_the_two_functions() -> None:
    from importlib import import_module

    modules = [import_module(f"postmortem_gh.cli.{name}") for name in COMMANDS]

    assert all(callable(module.add_arguments) and callable(module.run) for module in modules)
