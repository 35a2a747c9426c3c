"""What the wheel holds, that it can be built anew byte for byte, and what the locks say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from postmortem_gh import __version__
from postmortem_gh.setup import pin
from tests.building import build

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted(ROOT.glob("requirements/*.txt"))
ADDRESS = re.compile(r"://|^(-f|-i|--index-url|--extra-index-url|--find-links)\b", re.MULTILINE)
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_package_and_every_template(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    tracked = subprocess.run(
        ["git", "ls-files", "postmortem_gh", "templates"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()

    wanted = {name.replace("templates/", "postmortem_gh/_templates/", 1) for name in tracked}
    assert wanted <= names_in(wheel)
    assert "postmortem_gh/py.typed" in names_in(wheel)


def test_the_wheel_holds_nothing_else_than_the_package_and_its_metadata(built: Path) -> None:
    (wheel,) = built.glob("*.whl")

    folders = {name.partition("/")[0] for name in names_in(wheel)}
    assert folders == {"postmortem_gh", f"postmortem_gh-{__version__}.dist-info"}
    assert not [name for name in names_in(wheel) if name.endswith((".pyc", ".orig"))]


def test_the_sdist_builds_the_same_wheel(built: Path, tmp_path: Path) -> None:
    (sdist,), (wheel,) = built.glob("*.tar.gz"), built.glob("*.whl")
    with tarfile.open(sdist) as archive:
        # Our own archive; Python before 3.11.4 (Debian 12 has 3.11.2) knows no filters.
        archive.extractall(tmp_path, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))

    build(tmp_path / sdist.name.removesuffix(".tar.gz"), tmp_path / "again", "wheel")

    (again,) = (tmp_path / "again").glob("*.whl")
    assert again.read_bytes() == wheel.read_bytes()


def run_installed(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from postmortem_gh.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-I", "-c", program, str(installed), *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_runs_by_itself_with_forms_and_templates(installed: Path, tmp_path: Path) -> None:
    body = tmp_path / "body.md"
    body.write_text(
        "### What happened?\n\nThe queue stalled.\n\n### When did it start?\n\n2026-11-20 14:02 UTC\n"
    )

    done = run_installed(installed, "render", str(body), cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert "The queue stalled." in done.stdout


# The wheel's commit comes from git; in files without a repository (an sdist) there is none to compare with.
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="asks git for the commit that the wheel must know")
def test_an_installed_package_pins_the_commit_that_it_was_built_from(installed: Path, tmp_path: Path) -> None:
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()

    done = run_installed(installed, "init", "--repository", "acme/shop", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert f"@{head}" in (tmp_path / ".github/workflows/postmortem.yml").read_text()


def test_a_package_that_was_built_from_no_checkout_asks_for_the_commit(
    installed: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(installed, bare, ignore=shutil.ignore_patterns(pin.BAKED))

    done = run_installed(bare, "init", "--dry-run", cwd=tmp_path)

    assert done.returncode == 2
    assert "the commit to pin is not known" in done.stderr


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", "-C", str(folder), *who, *words], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_a_pin_is_called_by_the_version_only_where_the_tag_is_that_commit(tmp_path: Path) -> None:
    package = str(tmp_path / "postmortem_gh")
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "one")
    before, day = git(tmp_path, "rev-parse", "HEAD"), git(tmp_path, "show", "-s", "--format=%cs")
    assert pin.of_package(package, "0.1.0") == (before, day)

    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "two")
    git(tmp_path, "tag", "-a", "v0.1.0", "-m", "the release")
    release = git(tmp_path, "rev-parse", "HEAD")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "three")

    assert pin.of_package(package, "0.1.0", release) == (release, "v0.1.0")
    assert pin.of_package(package, "0.1.0", before) == (before, day)
    assert pin.of_package(package, "0.1.0").name == day
    assert pin.of_package(package, "0.1.0", "f" * 40) == ("f" * 40, "")


def test_a_release_attests_its_provenance_and_its_bill_of_materials() -> None:
    """The action makes one attestation a step: with an SBOM that of the SBOM alone."""
    release = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"))
    steps = [each for each in release["jobs"]["attest"]["steps"] if "/attest@" in each["uses"]]

    assert len({each["uses"] for each in steps}) == 1
    assert [set(each["with"]) for each in steps] == [{"subject-path"}, {"subject-path", "sbom-path"}]


def test_the_command_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert project["scripts"] == {"postmortem-gh": "postmortem_gh.cli:main"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_address(lock: Path) -> None:
    assert not ADDRESS.search(lock.read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_line_of_a_lock_has_hashes(lock: Path) -> None:
    blocks = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8"))
    pinned = [block for block in blocks if PINNED.match(block)]

    assert pinned
    assert all("--hash=sha256:" in block for block in pinned)


def test_the_action_s_lock_is_the_demo_s_without_what_only_the_demo_needs() -> None:
    run, demo = (
        dict(PINNED.findall((ROOT / "requirements" / f"{name}.txt").read_text())) for name in ("run", "demo")
    )

    assert run.items() <= demo.items()
    assert demo.keys() - run.keys() == {"graphql-core"}


def test_the_bill_of_materials_lists_what_the_lock_lists() -> None:
    lock = ROOT / "requirements" / "demo.txt"

    done = subprocess.run(
        [sys.executable, "script/sbom.py", str(lock)], cwd=ROOT, check=True, capture_output=True, text=True
    )

    listed = {part["name"]: part["version"] for part in json.loads(done.stdout)["components"]}
    assert listed == dict(PINNED.findall(lock.read_text()))
