"""Setting up from a lock: by hash or not at all, at once when nothing changed, by whatever the machine has."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from script import environment as subject
from script.environment import SetUpError, environment

NOWHERE = {"PIP_NO_INDEX": "1", "UV_NO_INDEX": "1", "PIP_CONFIG_FILE": "/dev/null", "UV_NO_CACHE": "1"}


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels which is all the world to pip and uv; it holds one, `tiny`."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    with zipfile.ZipFile(folder / "tiny-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny.py", "answer = 42\n")
        about = "tiny-1.0.dist-info"
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        wheel.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: us\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(
            f"{about}/RECORD", f"tiny.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n"
        )
    for name, value in {**NOWHERE, "PIP_FIND_LINKS": str(folder), "UV_FIND_LINKS": str(folder)}.items():
        monkeypatch.setenv(name, value)
    # The third way takes seconds, and is only ever taken when the first two fail.
    monkeypatch.setattr(subject, "_by_its_own_pip", lambda *_: "pip in the venv: left out in this test")
    return folder


@pytest.fixture
def lock(shelf: Path, tmp_path: Path) -> Path:
    (wheel,) = shelf.iterdir()
    path = tmp_path / "lock.txt"
    path.write_text(f"tiny==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    return path


@pytest.fixture(params=["uv", "pip"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which installer the machine has."""
    if request.param == "pip":
        monkeypatch.setattr(subject, "_by_uv", lambda *_: "uv: left out in this test")
        return "pip"
    uv = Path(sys.executable).with_name("uv")
    monkeypatch.setattr(shutil, "which", lambda name: str(uv))
    monkeypatch.setattr(subject, "_by_the_interpreters_pip", lambda *_: "pip: left out in this test")
    return "uv"


def answer(python: Path) -> str:
    return subprocess.run(
        [str(python), "-I", "-c", "import tiny; print(tiny.answer)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def test_what_the_lock_names_is_installed(way: str, lock: Path, tmp_path: Path) -> None:
    assert answer(environment(tmp_path / "made", lock)) == "42"


def test_a_byte_that_the_lock_does_not_know_is_refused(
    way: str, lock: Path, shelf: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(next(shelf.iterdir()), "a") as wheel:
        wheel.writestr("evil.py", "")

    with pytest.raises(SetUpError) as caught:
        environment(tmp_path / "made", lock)

    assert way in str(caught.value)


def test_a_line_without_a_hash_is_refused(way: str, lock: Path, tmp_path: Path) -> None:
    lock.write_text("tiny==1.0\n")

    with pytest.raises(SetUpError):
        environment(tmp_path / "made", lock)


def test_a_source_distribution_is_never_built(way: str, shelf: Path, lock: Path, tmp_path: Path) -> None:
    next(shelf.iterdir()).rename(shelf / "tiny-1.0.tar.gz")

    with pytest.raises(SetUpError):
        environment(tmp_path / "made", lock)


@pytest.fixture
def count_ways(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stand in for the first way, and note each time that it is taken."""
    taken: list[Path] = []

    def made(folder: Path, python: Path, lock: Path) -> str:
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        taken.append(lock)
        return ""

    monkeypatch.setattr(subject, "_by_uv", made)
    return taken


def test_a_second_call_does_nothing(count_ways: list[Path], lock: Path, tmp_path: Path) -> None:
    environment(tmp_path / "made", lock)
    environment(tmp_path / "made", lock)

    assert len(count_ways) == 1


def test_a_changed_lock_is_followed(count_ways: list[Path], lock: Path, tmp_path: Path) -> None:
    environment(tmp_path / "made", lock)
    lock.write_text(lock.read_text() + "# another\n")

    environment(tmp_path / "made", lock)

    assert len(count_ways) == 2


def test_an_environment_that_was_left_half_made_is_made_again(
    count_ways: list[Path], lock: Path, tmp_path: Path
) -> None:
    python = environment(tmp_path / "made", lock)
    python.unlink()

    environment(tmp_path / "made", lock)

    assert len(count_ways) == 2


@pytest.mark.parametrize("broken", ["_by_uv", "_by_the_interpreters_pip"])
def test_when_one_way_fails_the_next_is_taken(
    broken: str, lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_by_uv", "_by_the_interpreters_pip", "_by_its_own_pip"):
        monkeypatch.setattr(subject, name, lambda *_: "")
    monkeypatch.setattr(subject, broken, lambda *_: "broken")
    (tmp_path / "made").mkdir()

    environment(tmp_path / "made", lock)


def test_all_complaints_are_told_when_no_way_leads_to_the_end(
    lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_by_uv", "_by_the_interpreters_pip", "_by_its_own_pip"):
        monkeypatch.setattr(subject, name, lambda *_, name=name: f"{name} said no")

    with pytest.raises(SetUpError) as caught:
        environment(tmp_path / "made", lock)

    assert str(caught.value).count("said no") == 3


def test_who_sets_up_is_told_so_once(
    way: str, lock: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["environment.py", str(tmp_path / "made"), str(lock)])

    first, told = subject.main(), capsys.readouterr().err
    second, quiet = subject.main(), capsys.readouterr().err

    assert (first, second) == (0, 0)
    assert told.startswith("Setting up ")
    assert quiet == ""
