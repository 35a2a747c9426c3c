"""Checks of the settings file and the template overrides."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from postmortem_gh.config import templates
from postmortem_gh.documents.templates import Templates, mistake
from postmortem_gh.errors import UserError
from postmortem_gh.settings import Settings
from postmortem_gh.setup.checks.check import Check, Finding
from postmortem_gh.values.setup import SetupSnapshot


def read(setup: SetupSnapshot) -> Settings:
    """The settings; the defaults where there are none, or none that can be read."""
    if setup.settings is None:
        return Settings()
    from postmortem_gh.config import read_settings

    try:
        return read_settings(setup.settings.text, setup.settings.path)
    except UserError:
        return Settings()


def _broken(setup: SetupSnapshot) -> Iterator[Finding]:
    if setup.settings is None:
        return
    from postmortem_gh.config import read_settings

    try:
        read_settings(setup.settings.text, setup.settings.path)
    except UserError as error:
        yield Finding(what=f"{error.what}: {error.cause}", fix=error.fix)


def _misplaced(setup: SetupSnapshot) -> Iterator[Finding]:
    for path in setup.misplaced_settings:
        yield Finding(what=f"{path} is read by nobody", fix="rename it to .github/postmortem.yml")


def _facilitators(setup: SetupSnapshot) -> Iterator[Finding]:
    if setup.assignable is None:
        return
    unknown = [name for name in read(setup).facilitators if name.lower() not in setup.assignable]
    if unknown:
        yield Finding(
            what=f"{', '.join(unknown)} cannot be assigned here, so cannot be asked to facilitate",
            fix="give them access to the repository, or take them off `facilitators`",
        )


def _overrides(setup: SetupSnapshot) -> Iterator[Finding]:
    shipped = templates.shipped()
    for file in setup.templates:
        if file.path not in shipped:
            near = get_close_matches(file.path, shipped, n=1, cutoff=0.5)
            hint = f"did you mean `{near[0]}`?" if near else f"the names are {', '.join(sorted(shipped))}"
            yield Finding(what=f"the template {file.path} overrides nothing", fix=hint)
            continue
        broken = mistake(Templates(shipped, {file.path: file.text}), file.path)
        if broken is not None:
            yield Finding(what=broken.what, fix=broken.fix)


CHECKS = (
    Check(
        id="settings",
        title="The settings can be read",
        why="A mistake in them stops writing, so that nothing is done by half-read rules.",
        find=_broken,
    ),
    Check(
        id="settings-place",
        title="The settings are where they are looked for",
        why="A file elsewhere is silently none.",
        find=_misplaced,
    ),
    Check(
        id="facilitators",
        title="The facilitators can be assigned",
        why="GitHub drops others without a word; the assignment is the rotation's memory.",
        find=_facilitators,
        source="https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/assigning-issues-and-pull-requests-to-other-github-users",
    ),
    Check(
        id="templates",
        title="Template overrides work",
        why="A broken one is left out, and the shipped one used.",
        find=_overrides,
    ),
)
