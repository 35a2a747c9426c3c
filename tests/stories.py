"""Short stories on the local GitHub: a world, an event, and the token of the job that it starts.

Used by the tests that hold whole runs against faults, requests and second runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from postmortem_gh.config.templates import shipped_forms
from postmortem_gh.local_github import WebhookEvent, World
from postmortem_gh.reconcile import Result
from postmortem_gh.values.where import Where
from postmortem_gh.workflow import follow_up
from postmortem_gh.workflow.act import Ran, act
from tests.hub import REPOSITORY, connect, where

TODAY = date(2026, 11, 24)
FOLDER = ".github/ISSUE_TEMPLATE"
ANSWERS = {
    "summary": "The checkout's queue stalled for 49 minutes. Customers could not pay.",
    "severity": "SEV2",
    "criteria": ["Someone was paged or called in"],
    "started": "2026-11-20 14:02 UTC",
    "detected": "14:09",
    "resolved": "14:51",
    "participants": "Bob (@bob), Carol",
    "services": "checkout-api",
    "timeline": "14:02 queue depth rises\n14:09 alert pages Bob\n14:51 queue drained",
    "causes": "Trigger: deploy of 1.2\nEnabled by: no limit on retries\nWhy: retries pile up\nWhy: no backoff",
    "went_well": "The alert came quickly",
    "action_items": """\
- [P1] Page when queue depth stays over 10k @alice due 2026-12-15
- [P2] Add backoff to retries @bob
- [P1] Rewrite the runbook @carol
- [P3] Alert on retry storms @nobody-here
- Limit retries per minute, due in 2 weeks""",
}


@dataclass(slots=True)
class Story:
    """Where the tale stands: the world and the last event that a job would start from."""

    world: World
    event: WebhookEvent
    token: str

    def run(self, *, dry_run: bool = False) -> Ran:
        """The job that the event starts, in process."""
        return act(
            connect(self.world, self.token), where(self.event), today=lambda zone: TODAY, dry_run=dry_run
        )

    def twin(self) -> Story:
        """The same story in an independent world."""
        world = self.world.copy()
        about = world.issue(REPOSITORY, self.event.number)
        event = WebhookEvent(name=self.event.name, payload=self.event.payload, about=about)
        return Story(world=world, event=event, token=self.token)


def repository(visibility: str = "private", **more: object) -> World:
    """A world with one repository that has our forms and its people."""
    world = World()
    world.repository(
        REPOSITORY,
        visibility=visibility,
        grants={"alice": "write", "bob": "write", "carol": "maintain"},
        labels=("postmortem", "near-miss", "retrospective"),
        files={f"{FOLDER}/{name}": text for name, text in shipped_forms().items()},
        **more,
    )
    return world


def filed(
    world: World | None = None,
    *,
    by: str = "alice",
    title: str = "Checkout queue stalled",
    form: str = "postmortem",
    **answers: object,
) -> Story:
    """Somebody fills a form in."""
    world = world or repository()
    given = {**(ANSWERS if form == "postmortem" else {}), **answers}
    event = world.as_person(by).opens_form(REPOSITORY, f"{FOLDER}/{form}.yml", given, title=title)
    return Story(world=world, event=event, token=world.token(REPOSITORY))


def fresh() -> Story:
    """A postmortem with five action items, in a repository that has none of our other labels."""
    return filed()


def public() -> Story:
    """The same on a public repository, filed by somebody with write access."""
    return filed(repository("public"))


def stranger() -> Story:
    """Filed from outside: one comment and nothing else."""
    return filed(repository("public"), by="mallory")


def accepted() -> Story:
    """A stranger's form, answered once, then accepted."""
    story = stranger()
    story.run()
    event = story.world.as_person("carol").comments(story.event.about, "/accept")
    return Story(world=story.world, event=event, token=story.token)


def edited() -> Story:
    """An author who edits the form afterwards: another item, another fact."""
    story = fresh()
    story.run()
    alice = story.world.as_person("alice")
    alice.replaces(story.event.about, "Customers could not pay.", "Customers could not pay, nor reserve.")
    event = alice.replaces(
        story.event.about,
        "- [P2] Add backoff",
        "- [P0] Cap the retries of one client @bob\n- [P2] Add backoff",
    )
    return Story(world=story.world, event=event, token=story.token)


def labelled() -> Story:
    """The form is edited to name another service, whose label the repository has: all else fits one request."""
    story = fresh()
    story.run()
    story.world.as_person("carol").makes_label(REPOSITORY, "service:payments")
    event = story.world.as_person("alice").replaces(
        story.event.about, "checkout-api", "checkout-api, payments"
    )
    return Story(world=story.world, event=event, token=story.token)


def near_miss() -> Story:
    """Something nearly happened."""
    return filed(
        form="near-miss",
        title="A certificate nearly expired",
        summary="The certificate of the payment gateway had two days left.",
        started="2026-11-20",
        noticed="By chance, on a dashboard",
        action_items="- [P2] Alert on certificates 30 days before @carol",
    )


def commanded() -> Story:
    """Commands in a comment, on a postmortem that stands."""
    story = fresh()
    story.run()
    event = story.world.as_person("carol").comments(
        story.event.about, "/timeline 14:20 traffic moved away\n/facilitator @carol"
    )
    return Story(world=story.world, event=event, token=story.token)


def merged_then_edited() -> Story:
    """The document's pull request was merged; the form is edited later."""
    story = fresh()
    story.run()
    repo = story.world.repo(REPOSITORY)
    pull = next(issue for issue in repo.issues.values() if issue.is_pull)
    story.world.as_person("bob").merges(pull)
    event = story.world.as_person("alice").replaces(
        story.event.about, "14:51 queue drained", "14:51 queue drained, at last"
    )
    return Story(world=story.world, event=event, token=story.token)


STORIES: dict[str, Callable[[], Story]] = {
    story.__name__: story
    for story in (
        fresh,
        public,
        stranger,
        accepted,
        edited,
        labelled,
        near_miss,
        commanded,
        merged_then_edited,
    )
}


class Tale(Protocol):
    """What a test of whole runs needs of a story: its world, a run in it, and the same once more."""

    world: World

    def run(self, *, dry_run: bool = False) -> Told: ...

    def twin(self) -> Tale: ...


class Told(Protocol):
    """What a run came to."""

    @property
    def result(self) -> Result: ...


@dataclass(frozen=True)
class Reported:
    """What a weekly run came to."""

    result: Result


@dataclass(slots=True)
class Week:
    """A world on the day of its scheduled run."""

    world: World

    def run(self, *, dry_run: bool = False) -> Reported:
        """The scheduled job, in process."""
        run = follow_up.Run(
            connection=connect(self.world, self.world.token(REPOSITORY)),
            where=Where(owner="acme", name="shop", run="repository", event="schedule"),
            dry_run=dry_run,
            today=self.world.now.date(),
        )
        return Reported(follow_up.report(run, self.world.now))

    def twin(self) -> Week:
        """The same day in an independent world."""
        return Week(self.world.copy())


def first_week() -> Week:
    """A merged document, an item that is overdue, one that nobody owns; no report and no index yet."""
    story = filed(
        action_items="- [P1] Page when queue depth stays over 10k @alice due 2026-12-01\n- Cap retries"
    )
    story.run()
    pull = next(each for each in story.world.repo(REPOSITORY).issues.values() if each.is_pull)
    story.world.as_person("bob").merges(pull, delete_branch=True)
    story.world.advance(timedelta(days=14))
    return Week(story.world)


def later_week() -> Week:
    """A report that stands, an index that was merged; then a date passes, and another document is merged."""
    week = first_week()
    week.run()
    _merge_all(week.world)
    filed(
        week.world, title="Mail was late", action_items="- [P2] Watch the mail queue @bob due 2026-12-20"
    ).run()
    _merge_all(week.world)
    week.world.advance(timedelta(days=30))
    return week


def commanded_week() -> Week:
    """What was said while the workflow was down, and a box that was ticked."""
    week = first_week()
    week.run()
    alice, carol = week.world.as_person("alice"), week.world.as_person("carol")
    for issue in [each for each in week.world.repo(REPOSITORY).issues.values() if each.is_open]:
        if issue.title.startswith("Cap retries"):
            alice.comments(issue, "/owner @bob")
        elif "postmortem-gh:box move" in issue.body:
            carol.ticks(issue, "postmortem-gh:box move")
    week.world.advance(timedelta(days=7))
    return week


def _merge_all(world: World) -> None:
    for pull in [each for each in world.repo(REPOSITORY).issues.values() if each.is_pull and each.is_open]:
        world.as_person("bob").merges(pull, delete_branch=True)


WEEKS: dict[str, Callable[[], Week]] = {
    week.__name__: week for week in (first_week, later_week, commanded_week)
}
