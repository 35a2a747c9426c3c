"""Write the reference pages from the code: the action, commands, labels, exit codes, doctor.

python script/reference_docs.py           write the pages
python script/reference_docs.py --check   end with 1 when they are stale
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import import_module

os.environ["COLUMNS"] = "96"  # help texts are wrapped to the terminal, which a page has not
os.environ["NO_COLOR"] = "1"

import yaml
from made_pages import ROOT, main

from postmortem_gh.cli.commands import COMMANDS
from postmortem_gh.cli.usage import CommandParser
from postmortem_gh.decide import commands as said
from postmortem_gh.decide import labels
from postmortem_gh.documents.comment_page import COMMANDS as ON_POSTMORTEM
from postmortem_gh.documents.comment_page import ITEM_COMMANDS
from postmortem_gh.errors import ExitCode
from postmortem_gh.setup.checks import ALL

MADE = "<!-- made by script/reference_docs.py: change the code, not this page -->"


def made() -> dict[str, str]:
    """File name to text of every page."""
    pages = {
        "action.md": _action(),
        "commands.md": _commands(),
        "labels.md": _labels(),
        "exit-codes.md": _exit_codes(),
        "doctor.md": _doctor(),
    }
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in pages.items()}


def _action() -> Iterator[str]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    yield f"# The action\n\n{MADE}\n"
    yield (
        "`postmortem-gh init` writes the workflow that uses it. It looks at the event that started the job; where that is "
        "none of ours it says so and ends. It needs the environment of a job ([the variables](configuration.md#environment)) "
        "and no checkout; what a runner must have is told under [runners of your own](self-hosted.md).\n"
    )
    yield "## Inputs\n\n| Input | What it does | Default |\n| :-- | :-- | :-- |"
    yield from (
        f"| `{name}` | {' '.join(each['description'].split())} | `{each['default']}` |"
        for name, each in action["inputs"].items()
    )
    yield "\n## Outputs\n\n| Output | What it holds |\n| :-- | :-- |"
    yield from (
        f"| `{name}` | {' '.join(each['description'].split())} |" for name, each in action["outputs"].items()
    )
    yield "\nHow the step ends is told by its [exit code](exit-codes.md); the job's summary says what was done, and what was not."


def _commands() -> Iterator[str]:
    yield f"# Commands\n\n{MADE}\n"
    yield "## In comments\n"
    yield (
        "A command stands at the beginning of a line of a comment (an indented one starts no job: the next run there hears it); "
        "quotes and code are not looked at. Every command is "
        "answered: 👍 when it was carried out, 😕 when it was not. Somebody entitled whose command could not be carried "
        "out (a date that cannot be read, a reason that is missing, the wrong issue) also gets one comment that says why. What was "
        "answered stands, whoever gains or loses access or edits the comment later.\n"
    )
    yield "Who may: people with write access to the repository; on an action item its owner, too; `/name-me` and `/unname-me` are for yourself alone.\n"
    yield "On a postmortem's issue:\n"
    yield from (f"- `{name}` {does}" for name, does in ON_POSTMORTEM)
    yield "\nOn an action item's issue:\n"
    yield from (f"- `{name}` {does}" for name, does in ITEM_COMMANDS)
    yield (
        "\n`/done` closes the action item when it comes from somebody who could close it. From an owner without that "
        "right it is recorded, and the report offers a box that closes all such items. By itself the tool closes nothing.\n"
    )
    words = " ".join(name.replace(",", "") for name, _ in (*ON_POSTMORTEM, *ITEM_COMMANDS)).split()
    told = {word.strip("/") for word in words if word.startswith("/")}
    if told != said.ON_POSTMORTEM | said.ON_ITEM:
        raise SystemExit("a command without a line here")
    yield (
        "## On the command line\n\n"
        "Results go to standard output, words to standard error. A terminal gets colour, and a sign on whatever takes "
        "longer than 0.3 s; a pipe and `TERM=dumb` get neither, and a CI gets no sign. `NO_COLOR` and `FORCE_COLOR` are "
        "heard. How a command ended is told by its [exit code](exit-codes.md).\n\n"
        "**Completion.** A release's `completions.tar.gz` completes commands and options in bash, zsh and tcsh; for other "
        "shells there is none. bash: put `postmortem-gh.bash` into `~/.local/share/bash-completion/completions/` under "
        "the name `postmortem-gh`. zsh: put `_postmortem-gh` into a folder of your `fpath`, before `compinit` runs. "
        "tcsh: `source postmortem-gh.csh`. In a clone `.venv/bin/python script/completions.py FOLDER` makes all three.\n"
    )
    for command in COMMANDS.values():
        parser = CommandParser(command)
        import_module(f"postmortem_gh.cli.{command.name}").add_arguments(parser)
        yield f"### {command.name}\n\n```text\n{parser.format_help().strip()}\n```\n"


def _labels() -> Iterator[str]:
    yield f"# Labels\n\n{MADE}\n"
    yield "`postmortem-gh init` makes all of them; otherwise a run makes the one that it needs. Colours may be changed, names may not.\n"
    yield "| Label | What it says |\n| :-- | :-- |"
    yield from (f"| `{spec.name}` | {spec.description} |" for spec in labels.all_known())
    yield (
        "\nIncident labels are those with a prefix from the setting `label_prefixes`, at first `service:` and `cause:`. They "
        "come from the form's services and factors, and from what people put on the issue; the report counts them. A label "
        "that a person takes off stays off."
    )


def _exit_codes() -> Iterator[str]:
    words = {
        ExitCode.DONE: "done; also when there was nothing to do",
        ExitCode.PROBLEMS: "findings at or above `--fail-on`, or problems in the input; `render` and `lint` still print all they could",
        ExitCode.USAGE: "usage or configuration: arguments, a file that cannot be read or checked as text, settings, token, permissions. Somebody can mend it, and the message says how",
        ExitCode.BROKEN: "a bug of ours (with a block that is ready to paste into a report), or GitHub out of reach after retries",
        ExitCode.INTERRUPTED: "interrupted; the next run goes on from what is there",
    }
    yield f"# Exit codes\n\n{MADE}\n"
    yield "| Code | Meaning |\n| --: | :-- |"
    yield from (f"| {int(code)} | {words[code]} |" for code in ExitCode)
    yield (
        "\nA problem in what people typed into a form never fails `action`: it is told in the comment, as a typo must not paint "
        "a run red. `lint --format sarif` always ends with 0, as its readers expect."
    )


def _doctor() -> Iterator[str]:
    yield f"# What `doctor` checks\n\n{MADE}\n"
    yield f"`postmortem-gh doctor` asks {len(ALL)} questions about a repository's set-up. Each finding says what is wrong, why it matters and how to mend it.\n"
    for check in ALL:
        yield (
            f"## {check.id}\n\n**{check.title}.** {check.why}"
            + (f" [GitHub's own words]({check.source})" if check.source else "")
            + "\n"
        )


if __name__ == "__main__":
    sys.exit(main(made()))
