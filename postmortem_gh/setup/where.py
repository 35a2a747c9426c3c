"""Which repository and which token: from the command line, the environment, git, or the GitHub CLI."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

from postmortem_gh.errors import ConfigurationError, UsageError, docs
from postmortem_gh.text.patterns import pattern
from postmortem_gh.values.where import Where

_NAME = pattern(r"([A-Za-z0-9][A-Za-z0-9-]{0,99})/([A-Za-z0-9._-]{1,100})")
_HOST = pattern(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^@/\s]*@)?([A-Za-z0-9.-]+)[:/]")
_REMOTE = pattern(r"[:/]([A-Za-z0-9][A-Za-z0-9-]{0,99}/[A-Za-z0-9._-]{1,100}?)(?:\.git)?/?$")


def repository(said: str | None, environment: Mapping[str, str], folder: str = ".") -> Where:
    """The repository that is meant: `--repository`, else GITHUB_REPOSITORY, else the remote `origin` of this checkout."""
    return named(said or environment.get("GITHUB_REPOSITORY") or _origin(folder, environment) or "")


def named(name: str) -> Where:
    """The repository of that name."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise UsageError(
            f"“{name[:80]}” is no repository"
            if name
            else "no repository was named, and this folder has no remote `origin`",
            "a repository is written owner/name",
            "give --repository owner/name, or run it inside a checkout",
            docs("commands"),
        )
    return Where(owner=found[1], name=found[2], run="repository")


def top(folder: str) -> str:
    """The top of the checkout that a folder lies in, where GitHub looks for `.github`; else the folder itself."""
    return _output(["git", "-C", folder, "rev-parse", "--show-toplevel"]) or folder


def _origin(folder: str, environment: Mapping[str, str]) -> str | None:
    address = _output(["git", "-C", folder, "remote", "get-url", "origin"])
    found = _REMOTE.search(address) if address else None
    if not address or not found:
        return None
    host, asked = _host(address), _web_host(environment)
    if "." in host and host != asked:
        raise UsageError(
            f"the remote `origin` is at {host}, and the GitHub that is asked is {asked}",
            "a repository of that name there may be another one, or nobody's",
            "give --repository owner/name; for a GitHub Enterprise server set GITHUB_API_URL, too",
            docs("configuration#addresses"),
        )
    return found[1]


def _host(address: str) -> str:
    """Of `https://host/…`, `ssh://git@host:22/…` and `git@host:…`; a name without a dot is somebody's SSH alias."""
    found = _HOST.match(address)
    # ssh.github.com is GitHub on the port of https.
    return found[1].lower().removeprefix("ssh.") if found else ""


def _web_host(environment: Mapping[str, str]) -> str:
    """The host of the pages of the GitHub whose API is asked: api.github.com's is github.com."""
    found = _HOST.match(f"{environment.get('GITHUB_API_URL') or 'https://api.github.com'}/")
    return found[1].lower().removeprefix("api.") if found else ""


def with_token(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with a token in it: GITHUB_TOKEN, GH_TOKEN, or what `gh auth token` prints."""
    token = (
        environment.get("POSTMORTEM_TOKEN")
        or environment.get("GITHUB_TOKEN")
        or environment.get("GH_TOKEN")
        or _output(["gh", "auth", "token"])
    )
    if not token:
        raise ConfigurationError(
            "there is no token",
            "GITHUB_TOKEN and GH_TOKEN are not set, and the GitHub CLI is not logged in",
            "run `gh auth login`, or set GITHUB_TOKEN to a token with the scopes repo and workflow",
            docs("configuration#token"),
        )
    return {**environment, "GITHUB_TOKEN": token}


def _output(command: list[str]) -> str | None:
    """What a command prints; None where it is missing or fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)  # noqa: S603  fixed words, no shell
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
