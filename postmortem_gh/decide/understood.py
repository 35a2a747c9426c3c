"""The form, read: everything that the steps of one postmortem's decision share.

Made once by decide/postmortem; paper and telling look at it. Here is also
what several of them ask: labels, how the document is published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from postmortem_gh.decide import commands, labels
from postmortem_gh.decide.commands import Heard
from postmortem_gh.decide.memory import Memory
from postmortem_gh.decide.permissions import InForce
from postmortem_gh.decide.routing import Route
from postmortem_gh.decide.size import Size, write_up
from postmortem_gh.documents.comment_view import Trouble
from postmortem_gh.documents.roles import Roles, roles
from postmortem_gh.documents.templates import Templates
from postmortem_gh.forms import answers as form_answers
from postmortem_gh.intake import lists, zones
from postmortem_gh.intake import record as intake
from postmortem_gh.language import redact
from postmortem_gh.settings import Settings
from postmortem_gh.text.normal import normal
from postmortem_gh.values.findings import Finding
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.records import Record
from postmortem_gh.values.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What deciding needs besides the snapshot; all of it values."""

    settings: Settings
    shipped_forms: Mapping[str, str]
    shipped_templates: Mapping[str, str]
    today: date
    setup_problems: tuple[Trouble, ...] = ()
    paused: Trouble | None = None  # the settings cannot be read: say so, and write nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The form, read: everything that the following steps share."""

    snapshot: Snapshot
    context: Context
    route: Route
    memory: Memory
    force: InForce
    heard: Heard
    record: Record  # without the secrets that the form holds
    secrets: tuple[Finding, ...]  # where these stand, in the title (path "title") or the form
    roles: Roles
    size: Size
    templates: Templates

    @property
    def settings(self) -> Settings:
        return self.context.settings


def templates_of(snapshot: Snapshot, context: Context) -> Templates:
    return Templates(context.shipped_templates, snapshot.templates)


def understand(
    snapshot: Snapshot, context: Context, route: Route, remembered: Memory, force: InForce, body: str
) -> Understood:
    issue, settings = snapshot.issue, context.settings
    heard = commands.hear(snapshot)
    record = read_record(
        snapshot, context, route, body, title=force.title, more_timeline=tuple(heard.timeline)
    )
    known = roles(
        record,
        consented=heard.consented,
        logins=issue.assignees,
        repository=snapshot.repository.full_name,
    )
    return Understood(
        snapshot=snapshot,
        context=context,
        route=route,
        memory=remembered,
        force=force,
        heard=heard,
        record=record,
        secrets=_secrets(force.title, body, settings),
        roles=known,
        size=write_up(record, settings),
        templates=templates_of(snapshot, context),
    )


def read_record(
    snapshot: Snapshot,
    context: Context,
    route: Route,
    body: str,
    *,
    title: str,
    more_timeline: tuple[str, ...] = (),
) -> Record:
    """What the form says. Secrets are struck out before anything is made of it, in items, comment and log alike."""
    issue = snapshot.issue

    def safe(text: str) -> str:
        return redact.redacted(text, context.settings.language)

    answers = form_answers.read(route.form, safe(form_answers.plain(body)))
    if more_timeline:
        lines = [str(answers.values.get("timeline") or ""), *more_timeline]
        answers = answers.with_value("timeline", "\n".join(filter(None, lines)))
    return intake.read(
        route.form,
        answers,
        kind=route.kind,
        title=safe(title),
        issue=issue.number,
        filed_at=issue.created_at,
        today=context.today,
        settings=context.settings,
        line_dates=_added_later(snapshot, safe, context.settings.timezone),
        repository=snapshot.repository.full_name,
    )


def _secrets(title: str, body: str, settings: Settings) -> tuple[Finding, ...]:
    return (
        *redact.secrets(title, "title", settings.language),
        *redact.secrets(form_answers.plain(body), "form", settings.language),
    )


def _added_later(snapshot: Snapshot, safe: Callable[[str], str], timezone: str) -> dict[str, date]:
    """Lines that came into the body by a later edit, with the day of that edit: their relative dates count from it."""
    versions = sorted(
        (edit for edit in snapshot.issue.edits if edit.text is not None), key=lambda edit: edit.at
    )
    seen: set[str] = set()
    added: dict[str, date] = {}
    for i, edit in enumerate(versions):
        lines = {line.strip() for line in safe(normal(edit.text or "")).split("\n")}
        if i:
            added.update({line: zones.day_of(edit.at, timezone) for line in lines - seen if line})
        seen |= lines
    return added


def server_of(snapshot: Snapshot) -> str:
    return snapshot.repository.url.removesuffix(f"/{snapshot.repository.full_name}")


def noun(understood: Understood) -> str:
    return {"postmortem": "postmortem", "near-miss": "near miss", "retrospective": "retrospective"}[
        understood.route.kind
    ]


def issue_labels(understood: Understood) -> tuple[str, ...]:
    """The kind's own label where GitHub left it out, and the incident labels that the answers name."""
    record, prefixes = understood.record, understood.settings.label_prefixes
    wanted: list[str] = [] if understood.route.labelled else [understood.route.kind]
    for prefix, names in (("service:", record.services), ("cause:", record.factors)):
        if prefix in prefixes:
            most = understood.settings.limits.labels
            wanted += [made for name in names[:most] if (made := lists.label(prefix, name))]
    return tuple(dict.fromkeys(wanted))


def fresh(wanted: tuple[str, ...], understood: Understood) -> tuple[str, ...]:
    """Without those that we put there once and a person took off."""
    had = {name.lower() for name in understood.memory.labels}
    has = {name.lower() for name in understood.snapshot.issue.labels}
    return tuple(name for name in wanted if name.lower() not in had or name.lower() in has)


def incident_labels(understood: Understood) -> tuple[str, ...]:
    """From the answers and from what people put on the issue."""
    names = (*fresh(issue_labels(understood), understood), *understood.snapshot.issue.labels)
    unique = {name.lower(): name for name in labels.incident(names, understood.settings.label_prefixes)}
    return tuple(sorted(unique.values()))


def pushes(understood: Understood) -> bool:
    """Straight to the default branch; by a pull request where that was refused, now or in an earlier run."""
    snapshot = understood.snapshot
    return (
        understood.settings.publish == "push"
        and f"commit {snapshot.repository.default_branch}" not in snapshot.refused
        and snapshot.branch is None
    )


def opens_by_hand(understood: Understood) -> str:
    """The code of GitHub's refusal to open the pull request, now or in an earlier run since which nobody said `/refresh`."""
    snapshot, heard = understood.snapshot, understood.heard
    if "pull request" in snapshot.refused:
        return snapshot.refused["pull request"]
    still = not snapshot.pull_requests and heard.refresh == understood.memory.refresh
    return understood.memory.by_hand if still else ""
