"""What `init` writes: forms, workflows, settings, labels; what is there already stays as people made it.

Pure: from the set-up that is to what is missing. A file that differs from
ours is a person's: shown as a difference, never overwritten. What a file
under another name does already is not done twice: two workflows write twice,
and of two forms with one name GitHub offers neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from typing import Literal

from postmortem_gh.decide import labels
from postmortem_gh.setup.recognise import twin
from postmortem_gh.text import escape
from postmortem_gh.text.normal import same
from postmortem_gh.values.desired import LabelSpec
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.setup import SetupSnapshot

ISSUE_TEMPLATES = ".github/ISSUE_TEMPLATE"
WORKFLOW = ".github/workflows/postmortem.yml"
LINT_WORKFLOW = ".github/workflows/postmortem-lint.yml"
SETTINGS = ".github/postmortem.yml"
_COMMENT_TRIGGER = "  issue_comment:"

WHAT_FOR: Mapping[str, str] = {
    f"{ISSUE_TEMPLATES}/postmortem.yml": (
        "the form for an incident: five minutes for a small one, under an hour for a big one"
    ),
    f"{ISSUE_TEMPLATES}/near-miss.yml": "the form for what nearly became an incident",
    f"{ISSUE_TEMPLATES}/retrospective.yml": "the form for a retrospective without an incident",
    WORKFLOW: "runs the action when such a form is filed, edited or commented on, and once a week for the report",
    LINT_WORKFLOW: "reads postmortems in pull requests and annotates wording; it can only read",
    SETTINGS: "the settings; every line is optional, so the file may go",
}
PERMISSIONS: Mapping[str, str] = {
    "contents: write": "to commit the document to a branch of its own",
    "issues: write": "to open action items, set labels, write one comment and the weekly report",
    "pull-requests: write": "to open the pull request in which the document is reviewed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaffold:
    """One file: what it should be, and how it stands."""

    path: str
    text: str
    state: Literal["new", "same", "differs", "elsewhere"]
    diff: str = ""  # theirs against ours, where they differ
    elsewhere: str = ""  # the file that does already what this one would

    @property
    def what_for(self) -> str:
        return WHAT_FOR.get(self.path, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """All of it."""

    files: tuple[Scaffold, ...]
    labels: tuple[LabelSpec, ...]  # those that are missing

    @property
    def new(self) -> tuple[Scaffold, ...]:
        return tuple(file for file in self.files if file.state == "new")

    @property
    def differing(self) -> tuple[Scaffold, ...]:
        return tuple(file for file in self.files if file.state == "differs")

    @property
    def elsewhere(self) -> tuple[Scaffold, ...]:
        return tuple(file for file in self.files if file.state == "elsewhere")

    @property
    def is_complete(self) -> bool:
        return not self.new and not self.labels


def scaffold(
    there: Mapping[str, str],
    label_names: frozenset[str],
    shipped: Mapping[str, str],
    *,
    comments: bool,
    ref: str,
    version: str,
) -> Setup:
    """What is missing. ``there``: files by path; ``shipped``: our texts by name below templates/."""
    wanted = {
        **{
            f"{ISSUE_TEMPLATES}/{name.removeprefix('forms/')}": text
            for name, text in shipped.items()
            if name.startswith("forms/")
        },
        WORKFLOW: workflow(shipped["workflows/postmortem.yml"], comments=comments, ref=ref, version=version),
        LINT_WORKFLOW: workflow(
            shipped["workflows/postmortem-lint.yml"], comments=True, ref=ref, version=version
        ),
        SETTINGS: shipped["settings.yml"],
    }
    return Setup(
        files=tuple(_file(path, text, there) for path, text in wanted.items()),
        labels=tuple(spec for spec in labels.all_known() if spec.name.lower() not in label_names),
    )


def workflow(text: str, *, comments: bool, ref: str, version: str) -> str:
    """A workflow pinned to a commit, its name in a comment; without the trigger on comments if so wished."""
    text = text.replace("@COMMIT # VERSION", f"@{ref} # {version}" if version else f"@{ref}")
    if comments:
        return text
    lines = text.splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith(_COMMENT_TRIGGER))
    return "".join(lines[:at] + lines[at + 2 :])


def _file(path: str, wanted: str, there: Mapping[str, str]) -> Scaffold:
    if path not in there:
        other = twin(path, wanted, there)
        return Scaffold(path=path, text=wanted, state="elsewhere" if other else "new", elsewhere=other or "")
    if same(there[path], wanted):
        return Scaffold(path=path, text=wanted, state="same")
    diff = unified_diff(
        there[path].splitlines(), wanted.splitlines(), f"{path} (yours)", f"{path} (ours)", lineterm="", n=1
    )
    return Scaffold(path=path, text=wanted, state="differs", diff="\n".join(diff))


def files_of(snapshot: SetupSnapshot) -> dict[str, str]:
    """The files on the default branch that `init` looks at."""
    found = {file.path: file.text for file in (*snapshot.forms, *snapshot.workflows)}
    return found | ({snapshot.settings.path: snapshot.settings.text} if snapshot.settings else {})


def show(setup: Setup) -> str:
    """The plan in words."""
    lines = [line for file in setup.files for line in _told(file)]
    lines += [f"+ label {spec.name}: {spec.description}" for spec in setup.labels]
    if setup.is_complete:
        lines.append("No changes: everything is there.")
    return "\n".join(lines)


def left_alone(setup: Setup) -> tuple[str, ...]:
    """The files that are not written though they are not the same, with the differences."""
    return tuple(line for file in (*setup.differing, *setup.elsewhere) for line in _told(file))


def _told(file: Scaffold) -> Iterator[str]:
    sign, word = {
        "new": ("+", "write"),
        "same": ("=", "there already"),
        "differs": ("~", "yours differs, and stays"),
        "elsewhere": ("=", f"not needed, {escape.log(file.elsewhere)} does it already"),
    }[file.state]
    why = f" ({file.what_for})" if file.what_for and file.state == "new" else ""
    yield f"{sign} {file.path}: {word}{why}"
    yield from (f"    {escape.log(line)}" for line in file.diff.split("\n") if line)
