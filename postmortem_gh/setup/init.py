"""`init`, wired: look, show the plan, write the files here or as one pull request that explains itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from postmortem_gh import reconcile
from postmortem_gh.config import templates
from postmortem_gh.errors import ConfigurationError, UsageError, docs
from postmortem_gh.github_api.apply import apply, known
from postmortem_gh.github_api.observe_setup import observe_setup
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.plan import changes as do
from postmortem_gh.plan.outcome import Outcome
from postmortem_gh.setup import recognise
from postmortem_gh.setup.checks import repository, settings
from postmortem_gh.setup.preview import preview
from postmortem_gh.setup.scaffold import PERMISSIONS, Scaffold, Setup, files_of, left_alone, scaffold
from postmortem_gh.text import escape
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.setup import SetupSnapshot
from postmortem_gh.values.where import Where

BRANCH = "postmortem/set-up"
TITLE = "Set up postmortem-gh"
_WITHOUT_THESE_NO_PULL_REQUEST = ("archived", "disabled", "first-commit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What was asked for on the command line."""

    comments: bool = True
    ref: str = ""
    version: str = ""  # the name of `ref`: a tag, else a day, or nothing


def shipped_texts() -> dict[str, str]:
    """Our forms, workflows and settings by their name below templates/."""
    forms = {f"forms/{name}": text for name, text in templates.shipped_forms().items()}
    others = ("workflows/postmortem.yml", "workflows/postmortem-lint.yml", "settings.yml")
    return forms | {name: templates.shipped_text(name) for name in others}


def look(connection: Connection, where: Where) -> SetupSnapshot:
    return observe_setup(connection, where, local_time=datetime.now(UTC))


def plan_setup(there: Mapping[str, str], labels: frozenset[str], wishes: Wishes) -> Setup:
    return scaffold(
        there, labels, shipped_texts(), comments=wishes.comments, ref=wishes.ref, version=wishes.version
    )


def files_here(folder: str) -> dict[str, str]:
    """The files of a checkout that `init` looks at: its own, and the other forms and workflows."""
    wanted = [file.path for file in plan_setup({}, frozenset(), Wishes(ref="x", version="x")).files]
    beside = [
        path.relative_to(folder).as_posix()
        for below in (recognise.FORMS, recognise.WORKFLOWS)
        for path in sorted(Path(folder, below).glob("*.y*ml"))
        if path.is_file()
    ]
    found: dict[str, str] = {}
    for name in dict.fromkeys((*wanted, *beside)):
        with _in_words("read", name), suppress(FileNotFoundError):
            # What is no UTF-8 differs from ours in any case, and stays as it is.
            found[name] = Path(folder, name).read_text(encoding="utf-8", errors="replace")
    return found


def write_here(folder: str, files: tuple[Scaffold, ...]) -> None:
    """The new files, written into a checkout; what is there is never opened for writing."""
    for file in files:
        path = Path(folder, file.path)
        with _in_words("write", file.path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as handle:
                handle.write(file.text)


@contextmanager
def _in_words(verb: str, path: str) -> Iterator[None]:
    """Tell a file that cannot be opened: a folder of that name, a file in a folder's place, no right to it."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"cannot {verb} {path}",
            error.strerror or str(error),
            "mend that, or leave this checkout as it is and let `postmortem-gh init --pr` open a pull request",
            docs("commands#init"),
        ) from None


def make_labels(connection: Connection, where: Where, setup: Setup, *, dry_run: bool) -> reconcile.Result:
    """The missing labels, so that the forms can set them: GitHub leaves out unknown ones without a word."""
    return _carry_out(connection, where, do.Plan(changes=_labels(setup)), dry_run=dry_run)


def open_pull_request(
    connection: Connection,
    where: Where,
    wishes: Wishes,
    *,
    dry_run: bool,
    show: Callable[[do.Plan, bool], None] | None = None,
) -> reconcile.Result:
    """One pull request with all files, and the labels."""

    def plan(snapshot: SetupSnapshot) -> do.Plan:
        _demand(snapshot)
        setup = plan_setup(files_of(snapshot), frozenset(snapshot.repository.labels), wishes)
        stays = left_alone(setup)
        if setup.new and snapshot.set_up_pull_request:
            waits = f"{snapshot.set_up_pull_request} is open already: merge it, or close it to have another"
            return do.Plan(changes=_labels(setup), notices=(waits, *stays))
        return do.Plan(changes=(*_labels(setup), *_as_pull_request(snapshot, setup)), notices=stays)

    return _carry_out(connection, where, plan, dry_run=dry_run, show=show)


def _demand(snapshot: SetupSnapshot) -> None:
    """Raise with the doctor's words where no pull request can be opened: before anything is written."""
    for check in repository.CHECKS:
        if check.id in _WITHOUT_THESE_NO_PULL_REQUEST:
            for finding in check.find(snapshot):
                raise ConfigurationError(finding.what, check.why, finding.fix, check.more)


def _carry_out(
    connection: Connection,
    where: Where,
    plan: do.Plan | Callable[[SetupSnapshot], do.Plan],
    *,
    dry_run: bool,
    show: Callable[[do.Plan, bool], None] | None = None,
) -> reconcile.Result:
    last: list[SetupSnapshot] = []

    def observe(_: Mapping[str, str]) -> SetupSnapshot:
        last.append(look(connection, where))
        return last[-1]

    def decide(snapshot: SetupSnapshot) -> do.Plan:
        return plan(snapshot) if callable(plan) else plan

    def send(todo: do.Plan) -> Outcome:
        return apply(connection, todo.changes, known(last[-1].repository, {}))

    return reconcile.reconcile(observe, decide, send, dry_run=dry_run, show=show)


def _labels(setup: Setup) -> tuple[do.MakeLabel, ...]:
    return tuple(
        do.MakeLabel(
            name=spec.name,
            color=spec.color,
            description=spec.description,
            why="the forms and the report use it",
        )
        for spec in setup.labels
    )


def _as_pull_request(snapshot: SetupSnapshot, setup: Setup) -> tuple[do.Change, ...]:
    branch, base, head = (
        snapshot.set_up_branch,
        snapshot.repository.default_branch,
        snapshot.repository.head_oid,
    )
    if not setup.new or base is None or head is None:
        return ()
    additions = tuple(part for file in setup.new for part in (file.path, file.text))
    why = "set up in a pull request, to be looked at first"
    return (
        do.MoveBranch(
            branch=BRANCH, id=branch, oid=head, why="a pull request from it was closed, or never opened"
        )
        if branch
        else do.MakeBranch(branch=BRANCH, oid=head, why=why),
        do.WriteFiles(
            branch=BRANCH,
            expected=head,
            headline=TITLE,
            additions=additions,
            new_branch=True,
            why="one file is missing" if len(setup.new) == 1 else f"{len(setup.new)} files are missing",
        ),
        do.OpenPullRequest(
            branch=BRANCH,
            base=base,
            title=TITLE,
            body=explain(snapshot, setup),
            why="it explains each file and each permission",
        ),
    )


def explain(snapshot: SetupSnapshot, setup: Setup) -> str:
    """The pull request's body: what each file and permission is for, a preview, and how to say no."""
    lines = [
        "This sets up [postmortem-gh](https://github.com/postmortem-gh/postmortem-gh): an issue form becomes a reviewed "
        "postmortem, its action items become issues with an owner and a date, and one pinned issue keeps them in sight.",
        "",
        "**Files**",
        "",
        *(f"- `{file.path}`: {file.what_for}" for file in setup.new),
        *(f"- `{file.path}` is yours and differs from ours: it stays as it is" for file in setup.differing),
        *(
            f"- `{file.path}` is not needed: {escape.inline(file.elsewhere)} does it already"
            for file in setup.elsewhere
        ),
        "",
        *_differences(setup),
        *_labels_in_words(setup),
        "**Permissions of the job's own token**, and nothing else",
        "",
        *(f"- `{name}` {why}" for name, why in PERMISSIONS.items()),
        "",
        "**What would happen to the newest incident**",
        "",
        preview(snapshot, templates.shipped_forms(), settings.read(snapshot), datetime.now(UTC).date()),
        "",
        "**One setting to look at:** Settings → Actions → General → “Allow GitHub Actions to create and approve pull "
        "requests”. Without it the document stays on its branch, with a link to open the pull request by hand.",
        "",
        f"**No, thanks?** Close this pull request, and {_what_stays(setup)}. To leave later, delete these files: "
        "documents and issues are plain Markdown and plain issues, and keep working.",
    ]
    return "\n".join(lines)


def _differences(setup: Setup) -> Iterator[str]:
    """Yours against ours, folded."""
    for file in setup.differing:
        yield from (
            f"<details><summary>Where <code>{file.path}</code> differs</summary>",
            "",
            escape.code(file.diff, "diff"),
            "",
            "</details>",
            "",
        )


def _labels_in_words(setup: Setup) -> Iterator[str]:
    if setup.labels:
        yield from (
            "**Labels**, made before you merge, since GitHub drops a form's label that is not there",
            "",
            *(f"- `{spec.name}`: {spec.description}" for spec in setup.labels),
            "",
        )


def _what_stays(setup: Setup) -> str:
    if not setup.labels:
        return "nothing happens"
    return (
        f"nothing stays but the {len(setup.labels)} labels above; they set nothing going, "
        "and Issues → Labels deletes them"
    )
