"""The runs that follow promises up: on one action item, and over the whole repository (the weekly report).

Used by workflow/act and cli/report: brings observe, decide, diff and apply
together for these two. What the postmortem's own run does is in workflow/act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial

from postmortem_gh import reconcile
from postmortem_gh.config import templates as package
from postmortem_gh.decide import follow_up, item, labels, report_issue
from postmortem_gh.decide.item import Around
from postmortem_gh.decide.report import half_read
from postmortem_gh.documents.comment_view import Trouble
from postmortem_gh.documents.report import report as draw_report
from postmortem_gh.documents.templates import Templates, sound
from postmortem_gh.errors import UserError
from postmortem_gh.github_api import following
from postmortem_gh.github_api.apply import apply, known
from postmortem_gh.github_api.following import ItemSnapshot, observe_item
from postmortem_gh.github_api.long_closed import long_closed
from postmortem_gh.github_api.observe_report import observe_report
from postmortem_gh.github_api.older import with_older
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.github_api.writable import refuse_unwritable
from postmortem_gh.intake import zones
from postmortem_gh.plan.changes import Plan
from postmortem_gh.plan.diff_follow_up import diff_item, diff_report
from postmortem_gh.plan.outcome import Outcome
from postmortem_gh.settings import Settings
from postmortem_gh.values.desired import DesiredFollowUp
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.tracked import ReportSnapshot, Tracked
from postmortem_gh.values.where import Where
from postmortem_gh.workflow.settings import SettingsReader, settings_of, trouble

Show = Callable[[Plan, bool], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What both runs need besides where to look."""

    connection: Connection
    where: Where
    dry_run: bool
    today: date | None = None  # fixed for tests and rehearsals
    show: Show | None = None

    def around(
        self, settings: Settings, roles: Mapping[str, str], assignable: frozenset[str], now: datetime
    ) -> Around:
        """The world around the items, in the settings' time zone."""
        day_of = zones.days_in(settings.timezone)
        return Around(
            roles=roles,  # type: ignore[arg-type]  # rights.role gives Role, by lower-case login
            assignable=assignable,
            settings=settings,
            now=now,
            today=self.today or day_of(now),
            day_of=day_of,
        )


def follow_item(run: Run, now: datetime) -> reconcile.Result:
    """Carry out what was said on one action item; writes to that item alone."""
    observed: list[ItemSnapshot] = []
    read = SettingsReader(run.connection)

    def observe(_: Mapping[str, str]) -> ItemSnapshot | None:
        found = observe_item(run.connection, run.where)
        observed.extend([found] if found else [])
        return found

    def decide(found: ItemSnapshot | None) -> Plan:
        if found is None:
            return Plan(notices=("The issue is gone: nothing to do.",))
        settings = read(found.settings_text)
        around = run.around(settings, found.roles, frozenset(found.user_ids), now)
        followed, _ = item.follow(found.tracked, around)
        specs = tuple(labels.spec(name) for name in labels.STATES)
        wanted = DesiredFollowUp(labels=specs, followed=followed)
        return diff_item(found.tracked.issue, found.tracked.comments, found.repository.labels, wanted)

    def send(plan: Plan) -> Outcome:
        found = observed[-1]
        people = _people((found.tracked,), found.user_ids)
        return apply(run.connection, plan.changes, known(found.repository, people))

    return reconcile.reconcile(observe, decide, send, dry_run=run.dry_run, show=run.show)


def report(run: Run, now: datetime, others: tuple[Where, ...] = ()) -> reconcile.Result:
    """The weekly run over a repository, and over ``others`` whose items its report covers."""
    now = datetime.combine(run.today, time(12), UTC) if run.today else now
    observed: list[tuple[ReportSnapshot, Mapping[str, str]]] = []
    troubles: list[Trouble] = []
    read = SettingsReader(run.connection)

    def observe(_: Mapping[str, str]) -> ReportSnapshot:
        home = observe_report(run.connection, run.where, now=now)
        there = home.repository
        refuse_unwritable(there.full_name, is_archived=there.is_archived, has_issues=there.has_issues)
        home = replace(home, items=with_older(run.connection, home.items))
        settings = settings_of(home.settings_text, read)[0]
        snapshot = _with_others(run, home, now, (*others, *_listed(settings)))
        snapshot = _with_long_closed(run, snapshot, settings, now)
        followed = (each for each in snapshot.items if not each.attached)
        logins = [name for each in followed for name in following.named_owners(each.comments)]
        observed.append((snapshot, following.assignable(run.connection, run.where, logins, 0)))
        return replace(snapshot, roles=dict(following.follow_up_roles(run.connection, snapshot)))

    def decide(snapshot: ReportSnapshot) -> Plan:
        settings, paused = settings_of(snapshot.settings_text, read)
        troubles[:] = filter(None, (paused, read.trouble))
        if paused is not None:
            return diff_report(snapshot, report_issue.pause(snapshot, paused))
        around = run.around(settings, snapshot.roles or {}, frozenset(observed[-1][1]), now)

        def wanted(pages: Templates) -> DesiredFollowUp:
            told = tuple(each.what for each in troubles)
            return follow_up.decide(snapshot, around, partial(draw_report, templates=pages), told)

        pages = Templates(package.shipped(), snapshot.templates or {})
        desired, broken = sound(pages, wanted)
        if broken:  # the report says so itself, drawn by the shipped template
            troubles.extend(map(trouble, broken))
            desired = wanted(Templates(pages.shipped))
        return diff_report(snapshot, desired)

    def send(plan: Plan) -> Outcome:
        snapshot, assignable = observed[-1]
        people = _people(snapshot.items, assignable)
        return apply(run.connection, plan.changes, known(snapshot.repository, people))

    result = reconcile.reconcile(observe, decide, send, dry_run=run.dry_run, show=run.show)
    return replace(result, troubles=tuple(troubles))


def _with_long_closed(
    run: Run, snapshot: ReportSnapshot, settings: Settings, now: datetime
) -> ReportSnapshot:
    """What had been promised before something came back, however long ago it was closed."""
    around = run.around(settings, {}, frozenset(), now)
    wanted = half_read(snapshot, settings, around.today, around.day_of)
    return replace(snapshot, long_closed=long_closed(run.connection, snapshot, wanted))


def _people(items: Iterable[Tracked], assignable: Mapping[str, str]) -> dict[str, str]:
    """Whom the changes may refer to: who is assigned now, to be taken off, and who can be assigned."""
    return {login: key for each in items for login, key in each.owner_ids} | dict(assignable)


def _listed(settings: Settings) -> tuple[Where, ...]:
    """The further repositories that the settings name."""
    pairs = [name.partition("/") for name in settings.report.repositories]
    return tuple(
        Where(owner=owner, name=name, run="repository") for owner, _, name in pairs if owner and name
    )


def _each_once(home: str, others: Iterable[Where]) -> Iterable[Where]:
    """Without home and what was named before: to GitHub, case is none."""
    named = {each.full_name.lower(): each for each in others}
    named.pop(home.lower(), None)
    return named.values()


def _once(items: Iterable[Tracked]) -> tuple[Tracked, ...]:
    """Each issue once: what is attached in one repository may be an action item of another."""
    found: dict[str, Tracked] = {}
    for each in items:
        if each.issue.id not in found or found[each.issue.id].attached:
            found[each.issue.id] = each
    return tuple(found.values())


def _with_others(run: Run, home: ReportSnapshot, now: datetime, others: tuple[Where, ...]) -> ReportSnapshot:
    """The items of further repositories; one that cannot be read is named, and the rest goes on."""
    items, incidents, unreadable = list(home.items), list(home.incidents), []
    renamed = home.renamed
    for where in _each_once(home.repository.full_name, others):
        try:
            other = observe_report(run.connection, where, now=now)
        except UserError as error:
            unreadable.append((where.full_name, error.what))
            continue
        items += other.items
        incidents += other.incidents
        renamed += other.renamed
    return replace(
        home,
        items=_once(items),
        incidents=tuple(incidents),
        renamed=renamed,
        unreadable=tuple(unreadable),
    )
