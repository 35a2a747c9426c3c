"""Which form an issue was filed with, and so what kind of review it is.

Nothing in an issue says which form made it. Its label tells the kind; among
the forms that set this label the one whose headings fit best is the one. An
issue without the label (GitHub leaves out labels that a repository lacks)
counts where a form of ours fits it well.
"""

from __future__ import annotations

from collections.abc import Mapping

from postmortem_gh.decide import labels
from postmortem_gh.errors import UserError
from postmortem_gh.forms import definition
from postmortem_gh.forms.answers import fit
from postmortem_gh.forms.definition import Form
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.records import Kind
from postmortem_gh.values.snapshot import Snapshot

# A chance heading or two is no form: a postmortem nobody labelled has at least these many of a form's headings.
ENOUGH_HEADINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    kind: Kind
    form: Form
    path: str  # where the form came from, for messages
    labelled: bool
    broken: tuple[str, ...] = ()  # forms of the repository that could not be read: path and reason


def route(snapshot: Snapshot, shipped: Mapping[str, str]) -> Route | None:
    """The form and kind of the snapshot's issue; None: none of ours."""
    has = {name.lower() for name in snapshot.issue.labels}
    kind = next((name for name in labels.KINDS if name in has), None)
    if kind is None and has & {labels.ACTION_ITEM, labels.REPORT}:
        return None
    forms, broken = _forms(snapshot, shipped)
    body = snapshot.issue.body
    fits = [
        (fit(form, body), form_kind, form, path)
        for path, form in forms
        if (form_kind := _kind(form)) is not None and kind in (None, form_kind)
    ]
    if not fits:
        return None
    best = max(fits, key=lambda each: each[0])
    if kind is None and best[0] < ENOUGH_HEADINGS:
        return None
    return Route(kind=best[1], form=best[2], path=best[3], labelled=kind is not None, broken=broken)


def _kind(form: Form) -> Kind | None:
    lowered = {label.lower() for label in form.labels}
    return next((kind for kind in labels.KINDS if kind in lowered), None)


def _forms(snapshot: Snapshot, shipped: Mapping[str, str]) -> tuple[list[tuple[str, Form]], tuple[str, ...]]:
    """The repository's forms before the shipped ones: at an equal fit the team's own wins."""
    forms: list[tuple[str, Form]] = []
    broken: list[str] = []
    for file in snapshot.forms:
        if not file.path.endswith((".yml", ".yaml")) or file.path.endswith(("/config.yml", "/config.yaml")):
            continue
        try:
            forms.append((file.path, definition.read(file.text)))
        except UserError as error:
            broken.append(f"{file.path}: {error.what}")
    forms += [(f"the shipped {name}", definition.read(text)) for name, text in shipped.items()]
    return forms, tuple(broken)
