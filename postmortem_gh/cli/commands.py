"""The commands: what each does, in a line, and the examples that its help opens with.

Read by cli/run for `--help` and for suggestions, and by script/docs for the
page on commands. The command named `x` lives in the module `cli/x.py`.
"""

from __future__ import annotations


class Command:
    """A command as `--help` shows it, before its module is imported."""

    __slots__ = ("does", "examples", "name", "waiting")

    def __init__(
        self, name: str, does: str, *examples: tuple[str, str], waiting: str = "Talking to GitHub"
    ) -> None:
        self.name = name
        self.does = does
        self.examples = examples
        self.waiting = waiting  # what a person is told whom it keeps waiting


COMMANDS: dict[str, Command] = {
    command.name: command
    for command in (
        Command(
            "demo",
            "tell the whole life of a postmortem on a GitHub of its own, on this machine",
            ("postmortem-gh demo", "no token, no network, two minutes to read"),
            ("postmortem-gh demo --keep", "leave that GitHub running, to look around"),
            waiting="The action is at work",
        ),
        Command(
            "init",
            "set a repository up: forms, workflow, labels, settings",
            ("postmortem-gh init --dry-run", "show the plan, write nothing"),
            ("postmortem-gh init --pr", "one pull request that explains itself"),
        ),
        Command(
            "doctor",
            "say what is wrong with a repository's set-up, and how to mend it",
            ("postmortem-gh doctor", "look at this checkout's repository"),
            ("postmortem-gh doctor --json", "the same as data"),
        ),
        Command(
            "render",
            "print the document that a filled form would become",
            ("postmortem-gh render body.md", "the shipped form that fits the headings best"),
            ("postmortem-gh render body.md --form form.yml -o out.md", "a form of your own, into a file"),
            waiting="Drawing the document",
        ),
        Command(
            "parse",
            "print a filled form's answers as JSON",
            ("postmortem-gh parse body.md --form form.yml", "answers by element id"),
            waiting="Reading the form",
        ),
        Command(
            "lint",
            "check that a text speaks of systems and conditions, not of culprits",
            ("postmortem-gh lint postmortems/*.md", "findings as a compiler prints them"),
            ("postmortem-gh lint - --format json < draft.md", "standard input, as data"),
            waiting="Checking",
        ),
        Command(
            "report",
            "write the weekly report: what is open, overdue, recurring",
            ("postmortem-gh report --dry-run", "show what would change"),
            ("postmortem-gh report", "write it, as the schedule does"),
        ),
        Command(
            "schema",
            "print the JSON Schema of the settings",
            ("postmortem-gh schema > postmortem.schema.json", "for an editor's completion"),
            waiting="Writing the schema",
        ),
        Command(
            "action",
            "do what a GitHub event asks; action.yml runs this",
            ("POSTMORTEM_DRY_RUN=true postmortem-gh action", "print the plan for an event, write nothing"),
        ),
    )
}
