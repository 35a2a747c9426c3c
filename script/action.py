"""What action.yml runs: is there anything to do? If so, set up by hash, then `postmortem-gh action`.

The first question costs a JSON file and nothing else, since most comments,
labels and edits in a repository are none of ours. Standard library only, and
no syntax that an old Python could not read, so that it can say it is too old.
"""

from __future__ import annotations

import json
import os
import sys

TYPE_CHECKING = False  # as typing's own, whose import would cost more than this whole program
if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
DOCS = "https://github.com/postmortem-gh/postmortem-gh/blob/main/docs/"
# The action's own folder first, then what the lock installed: `-I -m` would not find the package.
ACT = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from postmortem_gh.cli import main; sys.exit(main(['action']))"
)


def main() -> int:
    """Ask, set up, act; returns only when there is nothing to do or something failed."""
    if sys.version_info < (3, 11):  # noqa: UP036  runs before anything could have asked for a newer one
        return stop(2, TOO_OLD, "actions/setup-python before this step brings a newer one", "enterprise")
    try:
        event = read_event()
    except (OSError, ValueError, RecursionError) as error:
        return stop(2, *about_the_event_file(error), "configuration")
    sys.path.insert(0, ROOT)
    from postmortem_gh.workflow.relevance import why_not_ours

    reason = why_not_ours(os.environ.get("GITHUB_EVENT_NAME", ""), event, shipped_forms())
    if reason:
        say_nothing_to_do(reason)
        return 0
    return act()


def act() -> int:
    """Make the environment, then become `postmortem-gh action` in it."""
    sys.path.insert(0, HERE)
    from pathlib import Path
    from tempfile import gettempdir

    from environment import SetUpError, environment

    folder = Path(os.environ.get("RUNNER_TEMP") or gettempdir()) / "postmortem-gh"
    try:
        python = str(environment(folder, Path(ROOT) / "requirements" / "run.txt"))
    except (SetUpError, OSError) as error:
        return stop(3, f"the set-up failed: {error}", NEEDS, "enterprise")
    command = [python, "-I", "-X", "utf8", "-c", ACT, ROOT]
    if os.name != "nt":  # there exec starts a child and leaves, before the child is done
        os.execv(python, command)  # noqa: S606  no shell is what we want
    from subprocess import call

    return call(command)


def read_event() -> dict[str, object]:
    """The payload; empty where the event has none."""
    path = os.environ.get("GITHUB_EVENT_PATH", "")
    if not path:
        return {}
    with open(path, encoding="utf-8") as file:
        event = json.load(file)
    if isinstance(event, dict):
        return event
    raise ValueError("it holds no JSON object")


def about_the_event_file(error: Exception) -> tuple[str, str]:
    """What is wrong with it and how to mend it, in the words of the command that reads it next."""
    sys.path.insert(0, ROOT)
    from postmortem_gh.github_api.environment import Wrong
    from postmortem_gh.workflow.event import read_job

    wrong: list[Wrong] = []
    read_job(os.environ, wrong)
    words = "; ".join(map(str, wrong)) or f"the event file cannot be read: {error}"
    return words, wrong[-1].fix if wrong else "run the job again"


def shipped_forms() -> Iterator[str]:
    """The texts of the forms that we ship, each read only when it is asked for."""
    folder = os.path.join(ROOT, "templates", "forms")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            yield file.read()


def say_nothing_to_do(reason: str) -> None:
    """One line in the log, and outputs that a later step can read."""
    print(f"Nothing to do: {reason}.")
    path = os.environ.get("GITHUB_OUTPUT")
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write("changes=0\naction-items=[]\n")


def stop(code: int, what: str, fix: str, page: str) -> int:
    """Say what happened in the log, as an annotation, and in the summary."""
    message = f"{what}. Fix: {fix}. More: {DOCS}{page}.md"
    # What pip or a path brings along commands neither the log's reader nor its runner.
    message = "".join(sign if sign.isprintable() or sign in "\r\n" else "\ufffd" for sign in message)
    escaped = message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    print(f"::error title=postmortem-gh could not start::{escaped}")
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        with open(path, "a", encoding="utf-8") as file:
            quoted = message.replace("`", "'")
            file.write(f"**postmortem-gh could not start.**\n\n```text\n{quoted}\n```\n")
    return code


TOO_OLD = f"this runner's python3 is {sys.version.split()[0]}, and postmortem-gh needs 3.11 or newer"
NEEDS = (
    "the runner needs uv, or a python3 with pip or ensurepip (Debian: python3-venv), and must reach its "
    "package index; `pip download` on it shows whether it does"
)

if __name__ == "__main__":
    sys.exit(main())
