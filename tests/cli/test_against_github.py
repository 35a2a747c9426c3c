"""`init`, `doctor` and `report` from a terminal, against a GitHub on loopback: words, streams and exit codes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postmortem_gh.cli import main
from postmortem_gh.local_github import World, serve
from postmortem_gh.local_github.refusals import forbidden
from postmortem_gh.setup import where
from tests.hub import REPOSITORY
from tests.stories import repository

REF = "0" * 40
Ended = tuple[int, str, str]
Command = Callable[..., Ended]


@pytest.fixture
def world() -> World:
    return repository()


@pytest.fixture
def run(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Command]:
    """Run a command in an empty folder, with a maintainer's token."""
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "GITHUB_REPOSITORY", "GH_TOKEN", "POSTMORTEM_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with serve(world) as hub:
        monkeypatch.setenv("GITHUB_API_URL", hub.url)
        monkeypatch.setenv("GITHUB_GRAPHQL_URL", f"{hub.url}/graphql")
        monkeypatch.setenv("GITHUB_TOKEN", world.token(user="carol"))
        monkeypatch.setenv("POSTMORTEM_TODAY", "2026-11-24")

        def command(*arguments: str) -> Ended:
            code = main(list(arguments))
            out, err = capsys.readouterr()
            return code, out, err

        yield command


def checkout(folder: Path, remote: str) -> None:
    """A git repository in the folder, with a remote `origin`."""
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    subprocess.run(["git", "-C", str(folder), "remote", "add", "origin", remote], check=True)


# -- which repository ---------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["report", "doctor"])
def test_without_a_repository_it_is_said_that_none_was_named(run: Command, command: str) -> None:
    code, _, err = run(command)

    assert code == 2
    assert "no repository was named, and this folder has no remote `origin`" in err
    assert "--repository owner/name" in err


@pytest.mark.parametrize("command", ["report", "doctor"])
@pytest.mark.parametrize("name", ["shop", "acme/", "/shop", "acme/shop/more", "acme/../shop", "a b/c"])
def test_a_name_that_is_no_repository_is_told_alike(run: Command, command: str, name: str) -> None:
    code, _, err = run(command, "--repository", name)

    assert code == 2
    assert f"error: “{name}” is no repository\n  why: a repository is written owner/name\n" in err


@pytest.mark.parametrize("command", ["report", "doctor"])
def test_a_checkout_says_by_its_remote_which_repository_it_is(
    run: Command, command: str, tmp_path: Path
) -> None:
    checkout(tmp_path, f"git@127.0.0.1:{REPOSITORY}.git")

    code, out, err = run(command, *(["--dry-run"] if command == "report" else []))

    assert code in (0, 1), err
    assert out


@pytest.mark.parametrize("command", ["report", "doctor"])
def test_a_remote_on_another_host_is_no_repository_of_this_github(
    run: Command, command: str, tmp_path: Path
) -> None:
    checkout(tmp_path, f"https://gitlab.example/{REPOSITORY}.git")

    code, _, err = run(command)

    assert code == 2
    assert "the remote `origin` is at gitlab.example, and the GitHub that is asked is 127.0.0.1" in err


@pytest.mark.parametrize(
    ("remote", "api"),
    [
        ("git@github.com:acme/shop.git", ""),
        ("https://me:secret@github.com/acme/shop", "https://api.github.com"),
        ("ssh://git@ssh.github.com:443/acme/shop.git", ""),
        ("git@work:acme/shop.git", ""),
        ("https://git.acme.example:8443/acme/shop.git", "https://git.acme.example/api/v3"),
        ("git@acme.ghe.com:acme/shop.git", "https://api.acme.ghe.com"),
    ],
)
def test_a_remote_of_the_github_that_is_asked_names_the_repository(
    tmp_path: Path, remote: str, api: str
) -> None:
    checkout(tmp_path, remote)

    assert where.repository(None, {"GITHUB_API_URL": api}, str(tmp_path)).full_name == "acme/shop"


# -- what cannot be done ------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["report"], ["doctor"], ["init", "--pr", "--ref", REF]], ids=str)
def test_a_repository_that_is_not_there_is_configuration(run: Command, command: list[str]) -> None:
    code, _, err = run(*command, "--repository", "acme/nowhere")

    assert code == 2
    assert "acme/nowhere cannot be read: there is none of that name, or the token may not see it" in err
    assert "fix: check the name" in err


def test_a_report_that_github_refuses_says_how_to_mend_it(
    run: Command, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", world.token(REPOSITORY, permissions={"issues": "read"}))

    code, _, err = run("report", "--repository", REPOSITORY)

    assert code == 2
    assert "issues: write" in err


def test_what_is_refused_for_one_reason_is_told_once_in_githubs_own_words(
    run: Command, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.repository("acme/bare")
    world.grant("acme/bare", "rita", "read")
    monkeypatch.setenv("GITHUB_TOKEN", world.token(user="rita"))

    code, _, err = run("init", "--ref", REF, "--repository", "acme/bare")

    assert code == 2
    assert err.count("Refused: ") == err.count("  fix: ") == 1
    assert "make the labels 'postmortem', 'near-miss'" in err
    assert "the account of the token lacks access to the repository" in err
    assert "  GitHub said: rita does not have the correct permissions to execute" in err


@pytest.mark.parametrize(
    ("allowed", "lacks"),
    [
        ({"contents": "write", "pull_requests": "write"}, "issues: write"),
        ({"contents": "read", "issues": "write", "pull_requests": "write"}, "contents: write"),
    ],
)
def test_the_permission_that_is_missing_is_named(
    run: Command, world: World, monkeypatch: pytest.MonkeyPatch, allowed: dict[str, str], lacks: str
) -> None:
    world.repository("acme/bare")
    monkeypatch.setenv("GITHUB_TOKEN", world.token("acme/bare", permissions=allowed))

    code, _, err = run("init", "--pr", "--ref", REF, "--repository", "acme/bare")

    assert code == 2
    assert [line for line in err.splitlines() if "it needs" in line] == [f"  it needs: `{lacks}`"]


def test_a_jobs_token_is_told_that_it_may_never_write_workflows(
    run: Command, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_that_a_job_can_have = {"contents": "write", "issues": "write", "pull_requests": "write"}
    monkeypatch.setenv("GITHUB_TOKEN", world.token(REPOSITORY, permissions=all_that_a_job_can_have))

    code, _, err = run("init", "--pr", "--ref", REF, "--repository", REPOSITORY)

    assert code == 2
    assert "a job's own never may" in err
    assert "GitHub said: refusing to allow a GitHub App to create or update workflow" in err
    assert "give the job these permissions" not in err


def test_a_personal_token_without_the_scope_is_told_how_to_get_it(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "refusing to allow an OAuth App to create or update workflow `x` without `workflow` scope"

    def refuse(_: object, paths: list[str]) -> None:
        if any(path.startswith(".github/workflows/") for path in paths):
            raise forbidden(said)

    monkeypatch.setattr("postmortem_gh.local_github.commits._check_paths", refuse)

    code, _, err = run("init", "--pr", "--ref", REF, "--repository", REPOSITORY)

    assert code == 2
    assert "gh auth refresh -s workflow" in err
    assert f"GitHub said: {said}" in err
    assert "give the job these permissions" not in err


# -- init in a checkout -------------------------------------------------------------------------------


def test_from_a_folder_below_the_files_go_to_the_top_of_the_checkout(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout(tmp_path, f"git@127.0.0.1:{REPOSITORY}.git")
    (tmp_path / "src").mkdir()
    monkeypatch.chdir(tmp_path / "src")

    code, _, err = run("init", "--ref", REF)

    assert code == 0, err
    assert (tmp_path / ".github/workflows/postmortem.yml").is_file()
    assert list((tmp_path / "src").iterdir()) == []
    assert "that is where these files go" in err


def test_labels_that_nobody_could_look_at_are_told_with_the_reason(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_thisIsTheWrongOne0123456789")

    code, _, err = run("init", "--ref", REF, "--repository", REPOSITORY, "--dry-run")

    assert code == 0
    assert "Labels were not looked at: GitHub does not accept the token" in err


@pytest.mark.parametrize(
    ("there", "path"),
    [
        (lambda folder: (folder / ".github").write_text("a file"), ".github/ISSUE_TEMPLATE"),
        (lambda folder: (folder / ".github/postmortem.yml").mkdir(parents=True), ".github/postmortem.yml"),
    ],
    ids=["a file in a folder's place", "a folder in a file's place"],
)
def test_what_stands_in_the_way_of_a_file_is_told(
    run: Command, tmp_path: Path, there: Callable[[Path], object], path: str
) -> None:
    there(tmp_path)

    code, _, err = run("init", "--ref", REF, "--repository", REPOSITORY)

    assert code == 2
    assert path in err
    assert "init --pr" in err


def test_a_file_of_ours_by_name_that_is_no_text_stays_and_commands_no_terminal(
    run: Command, tmp_path: Path
) -> None:
    mine = tmp_path / ".github" / "postmortem.yml"
    mine.parent.mkdir()
    mine.write_bytes(b"\xff\xfe\x1b[2J\n")

    code, out, err = run("init", "--ref", REF, "--repository", REPOSITORY)

    assert code == 0, err
    assert ".github/postmortem.yml: yours differs, and stays" in out
    assert "\x1b" not in out
    assert mine.read_bytes() == b"\xff\xfe\x1b[2J\n"


def test_doctors_data_commands_no_terminal(run: Command, world: World) -> None:
    world.repository(
        "acme/other",
        visibility="private",
        grants={"carol": "admin"},
        files={".github/postmortem.yml": 'timezone: "\\x9b2J"\n'},
    )

    code, out, _ = run("doctor", "--repository", "acme/other", "--json")

    assert code == 1
    assert "\x9b" not in out
    assert any(check["id"] == "settings" and not check["ok"] for check in json.loads(out)["checks"])
