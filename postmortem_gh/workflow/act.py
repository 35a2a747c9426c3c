"""A run on one postmortem: the four steps wired together, and what it came to.

Used by cli/action and demo. Settings and templates come with the snapshot,
from the default branch; a broken one is told in the comment, and the shipped
one or the default takes its place meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, tzinfo
from importlib import import_module
from typing import TYPE_CHECKING

from postmortem_gh.errors import ExitCode
from postmortem_gh.github_api.apply import apply, known
from postmortem_gh.github_api.observe import observe_postmortem
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.plan.changes import Plan
from postmortem_gh.plan.diff import diff
from postmortem_gh.plan.outcome import Outcome
from postmortem_gh.reconcile import Result, reconcile
from postmortem_gh.settings import Settings
from postmortem_gh.values.desired import Desired
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import Snapshot
from postmortem_gh.values.where import Where
from postmortem_gh.workflow.settings import SettingsReader, settings_of, trouble

if TYPE_CHECKING:
    from postmortem_gh.documents.comment_view import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run on a postmortem came to."""

    result: Result
    snapshot: Snapshot  # the last one
    desired: Desired

    @property
    def exit_code(self) -> ExitCode:
        """The run's own."""
        return self.result.exit_code


def act(
    connection: Connection,
    where: Where,
    *,
    today: Callable[[tzinfo], date],
    dry_run: bool,
    show: Callable[[Plan, bool], None] | None = None,
) -> Ran:
    """Make what is on GitHub around the postmortem what it ought to be."""
    last: dict[str, Ran] = {}
    read = SettingsReader(connection)

    def usable(text: str | None) -> Settings:
        return settings_of(text, read)[0]

    def observe(refused: Mapping[str, str]) -> Snapshot:
        return replace(observe_postmortem(connection, where, usable), refused=refused)

    def decide(snapshot: Snapshot) -> Plan:
        desired, troubles = desire(snapshot, today, read)
        plan = diff(snapshot, desired)
        last["ran"] = Ran(result=Result(plan=plan, troubles=troubles), snapshot=snapshot, desired=desired)
        return plan

    def send(plan: Plan) -> Outcome:
        snapshot = last["ran"].snapshot
        return apply(connection, plan.changes, known(snapshot.repository, snapshot.user_ids))

    result = reconcile(observe, decide, send, dry_run=dry_run, show=show)
    return replace(last["ran"], result=replace(result, troubles=last["ran"].result.troubles))


def desire(
    snapshot: Snapshot, today: Callable[[tzinfo], date], read: SettingsReader
) -> tuple[Desired, tuple[Trouble, ...]]:
    """What ought to be, and what is wrong with settings and templates."""
    from postmortem_gh.config.templates import shipped, shipped_forms
    from postmortem_gh.decide.postmortem import Context
    from postmortem_gh.decide.postmortem import decide as decide_postmortem
    from postmortem_gh.documents.templates import BrokenTemplate
    from postmortem_gh.documents.times import zone

    settings, paused = settings_of(snapshot.settings_text, read)
    troubles = tuple(filter(None, (paused, read.trouble)))
    while True:
        context = Context(
            settings=settings,
            shipped_forms=shipped_forms(),
            shipped_templates=shipped(),
            today=today(zone(settings.timezone)),
            setup_problems=troubles,
            paused=paused,
        )
        try:
            return decide_postmortem(snapshot, context), troubles
        except BrokenTemplate as broken:
            if broken.name not in snapshot.templates:
                raise
            left = {name: text for name, text in snapshot.templates.items() if name != broken.name}
            snapshot = replace(snapshot, templates=left)
            troubles = (*troubles, trouble(broken))


def get_ready() -> None:
    """Import what deciding needs: half of our own start, done while GitHub answers the first request."""
    import_module("postmortem_gh.decide.postmortem")
    import_module("postmortem_gh.workflow.summary")
