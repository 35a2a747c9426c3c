"""How a run that stopped says so: words for a mistake, a block to paste for a bug of ours.

Used by cli/run. A bug's block holds versions and places in our code, and
neither incident text nor tokens: it will be pasted into a public issue. What
the exception itself said may quote an incident, so it stands outside the block.
"""

from __future__ import annotations

import os
import sys
import traceback

from postmortem_gh import __version__
from postmortem_gh.cli.commands import COMMANDS
from postmortem_gh.cli.terminal import paint
from postmortem_gh.errors import UserError
from postmortem_gh.text.patterns import pattern

NEW_ISSUE = "https://github.com/postmortem-gh/postmortem-gh/issues/new?template=bug.yml"
# GitHub's own prefixes: https://docs.github.com/authentication (about authentication, token formats)
TOKEN = pattern(r"\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,})|(?<=://)[^/@\s]{1,200}@")
SECRET_VARIABLES = ("POSTMORTEM_TOKEN", "GITHUB_TOKEN", "GH_TOKEN")


def show_error(error: UserError) -> None:
    """What happened, why, what to do, where to read on: four lines on standard error."""
    lines = (
        f"{paint('error:', 'red')} {error.what}",
        f"  why: {error.cause}" if error.cause else "",
        f"  fix: {error.fix}" if error.fix else "",
        f"  more: {error.more}" if error.more else "",
    )
    _say("\n".join(line for line in lines if line))


def show_bug(bug: BaseException, arguments: list[str]) -> None:
    """A block ready to paste, then what the exception said, for the person to look at first."""
    command = arguments[0] if arguments and arguments[0] in COMMANDS else "(none)"
    block = (
        f"postmortem-gh {__version__}, Python {sys.version.split()[0]}, {sys.platform}{_libraries()}\n"
        f"command: {command}, {len(arguments) - 1} more arguments\n"
        f"{_places(bug)}"
    )
    _say(
        f"{paint('bug:', 'red')} postmortem-gh met a mistake of its own, and stopped.\n"
        f"  fix: please report it, this block is all we need: {NEW_ISSUE}\n\n"
        f"```text\n{block}\n```\n\n"
        f"It also said the following, which may quote your incident: {ascii(str(bug))[:400]}"
    )


def masked(text: str) -> str:
    """The text without tokens: those in our environment, and whatever looks like one."""
    for name in SECRET_VARIABLES:
        secret = os.environ.get(name, "")
        if len(secret) >= 8:  # shorter ones are placeholders, and would mask plain words
            text = text.replace(secret, "***")
    return TOKEN.sub("***", text)


def _say(text: str) -> None:
    # `##[` and a line that begins with `::` are commands to the Actions runner.
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    tame = masked(text).replace("##[", "# #[").replace("\n::", "\n: :")
    sys.stderr.write(tame + "\n")
    sys.stderr.flush()


def _places(bug: BaseException) -> str:
    """Exception types and places, oldest cause first; no message, as it may quote people."""
    chain: list[BaseException] = []
    link: BaseException | None = bug
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    parts = [_frames(one) + type(one).__name__ for one in reversed(chain)]
    return "\nand then\n".join(parts)


def _frames(bug: BaseException) -> str:
    frames = [f for f in traceback.extract_tb(bug.__traceback__) if not f.filename.startswith("<frozen")]
    return "".join(f"  {_short(f.filename)}:{f.lineno} in {f.name}\n    {f.line}\n" for f in frames)


def _short(filename: str) -> str:
    """A path from our package or a library on, without the folders of this machine."""
    for anchor in ("postmortem_gh", "site-packages"):
        _, found, rest = filename.rpartition(f"{os.sep}{anchor}{os.sep}")
        if found:
            return f"{anchor}/{rest}"
    return os.path.basename(filename)


def _libraries() -> str:
    """The versions of those libraries that this run had imported."""
    names = {
        "github": "PyGithub",
        "pydantic": "pydantic",
        "jinja2": "Jinja2",
        "markdown_it": "markdown-it-py",
    }
    loaded = [package for module, package in names.items() if module in sys.modules]
    if not loaded:
        return ""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return "".join(f", {package} {version(package)}" for package in loaded)
    except PackageNotFoundError:
        return ", " + ", ".join(loaded)
