"""An environment from a lock, every byte checked by its hash; the quickest way that this machine has.

Used by script/action.py on a runner, and by script/bootstrap and script/demo.
Standard library only, and nothing of the package: it is what installs the
rest. In this order: uv where it is on the PATH; uv as one wheel that the
interpreter's pip fetches by hash; that pip by itself into a venv without pip;
a venv with its own pip. Each one refuses a byte that the lock does not know.

    python3 -I script/environment.py FOLDER LOCK [--editable CHECKOUT]
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
STAMP = "made-from"  # the file that says of which lock an environment was made


class SetUpError(Exception):
    """No way to set up led to the end: what was tried, and what each said."""


def environment(folder: Path, lock: Path, editable: Path | None = None) -> Path:
    """Make the folder hold just what the lock says, and return its interpreter; at once when it does."""
    python = _interpreter(folder)
    if is_made(folder, lock):
        return python
    tried = []
    for way in (_by_uv, _by_the_interpreters_pip, _by_its_own_pip):
        complaint = way(folder, python, lock)
        if not complaint:
            if editable:
                _link(python, editable)
            (folder / STAMP).write_text(_fingerprint(lock))
            return python
        tried.append(complaint)
    raise SetUpError("\n".join(tried))


def is_made(folder: Path, lock: Path) -> bool:
    """Whether the folder holds just what the lock says already."""
    stamp = folder / STAMP
    return _interpreter(folder).exists() and stamp.is_file() and stamp.read_text() == _fingerprint(lock)


def _interpreter(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _fingerprint(lock: Path) -> str:
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{digest} {sys.version_info.major}.{sys.version_info.minor} {sys.prefix}\n"


# ── the ways; each returns what went wrong, or nothing ───────────────────────────────────────────
def _by_uv(folder: Path, python: Path, lock: Path) -> str:
    uv = shutil.which("uv") or _fetch_uv(folder.with_name(folder.name + "-uv"))
    if not uv:
        return "uv: not on the PATH, and pip could not fetch its wheel"
    venv.create(folder, clear=True, with_pip=False, symlinks=os.name != "nt")
    return _run(
        [uv, "pip", "sync", *_UV_OPTIONS, "--python", str(python), str(lock)],
        "uv pip sync",
    )


# No settings file: the folder we are started in may be anybody's checkout.
_UV_OPTIONS = ("--quiet", "--no-config", "--require-hashes", "--only-binary", ":all:")


def _fetch_uv(at: Path) -> str:
    """uv's own wheel, by version and hash, into a folder of its own."""
    uv = at / "bin" / ("uv.exe" if os.name == "nt" else "uv")
    if not uv.exists():
        _run(
            [*_pip("install"), "--target", str(at), "--no-compile", "-r", str(REQUIREMENTS / "uv.txt")], "pip"
        )
    return str(uv) if uv.exists() else ""


def _by_the_interpreters_pip(folder: Path, python: Path, lock: Path) -> str:
    # `python -m venv` spends nearly all its time on unpacking pip: leave that out, and point the pip
    # that the interpreter has at the venv.
    venv.create(folder, clear=True, with_pip=False, symlinks=os.name != "nt")
    return _run([*_pip("--python", str(python), "install"), "--no-compile", "-r", str(lock)], "pip --python")


def _by_its_own_pip(folder: Path, python: Path, lock: Path) -> str:
    try:
        venv.create(folder, clear=True, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError as error:
        return f"python -m venv: {error}"
    return _run([*_pip("install", interpreter=str(python)), "-r", str(lock)], "pip in the venv")


def _pip(*command: str, interpreter: str = sys.executable) -> list[str]:
    options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--quiet"]
    return [interpreter, "-I", "-m", "pip", "--no-input", "--disable-pip-version-check", *command, *options]


def _run(command: list[str], name: str) -> str:
    # A virtual environment that the caller has activated, or a pip told to insist on one, is not ours. The
    # machine's own certificates, as pip has it: a company's runners may sit behind a proxy with its own.
    outside = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PIP_REQUIRE_VIRTUALENV")}
    outside |= {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}  # newer and older name
    try:
        done = subprocess.run(
            command, env=outside, capture_output=True, text=True, errors="replace", check=False
        )
    except OSError as error:
        return f"{name}: {error}"
    if done.returncode == 0:
        return ""
    said = (done.stderr or done.stdout).strip().splitlines()
    return f"{name}: " + " / ".join(line.strip() for line in said[-4:])


# ── the checkout itself, for developers ──────────────────────────────────────────────────────────
def _link(python: Path, checkout: Path) -> None:
    """Put the checkout on the environment's path, and its command beside the interpreter."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    done = subprocess.run([str(python), "-I", "-c", ask], capture_output=True, text=True, check=True)
    (Path(done.stdout.strip()) / "postmortem_gh_checkout.pth").write_text(f"{checkout}\n")
    command = python.with_name("postmortem-gh")
    command.write_text(f"#!{python}\nimport sys\nfrom postmortem_gh.cli import main\nsys.exit(main())\n")
    command.chmod(0o755)


def main() -> int:
    """Make the environment that the command line names, for the scripts beside this one."""
    folder, lock, *rest = sys.argv[1:]
    editable = Path(rest[1]).absolute() if rest[:1] == ["--editable"] else None
    if not is_made(Path(folder), Path(lock)):  # a person waits, for half a minute on a slow line
        sys.stderr.write(f"Setting up {folder} from {lock}, once …\n")
        sys.stderr.flush()
    try:
        environment(Path(folder).absolute(), Path(lock).absolute(), editable)
    except SetUpError as error:
        sys.stderr.write(f"error: the environment could not be made from {lock}\n{error}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
