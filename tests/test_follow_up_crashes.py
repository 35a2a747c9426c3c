"""Death at any instant heals where promises are followed up, too: commands on action items, ticked boxes.

As in tests/test_crash_matrix: every write boundary × every failure mode, then
one further run, which ends where an undisturbed one does. What somebody said
is answered, and a box is unticked, only once it was carried out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from postmortem_gh.documents import item as page
from postmortem_gh.errors import NotReachable
from postmortem_gh.github_api import guarded
from postmortem_gh.local_github import Killed, Mode, World
from postmortem_gh.local_github.model import Issue
from postmortem_gh.reconcile import Result
from postmortem_gh.values.where import Run as Kind
from postmortem_gh.values.where import Where
from postmortem_gh.workflow import follow_up
from tests.decide.worlds import body
from tests.hub import REPOSITORY, connect
from tests.stories import repository

DUE = date(2026, 11, 20)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATE, OTHER = "Page on queue depth", "Add backoff to retries"


@dataclass(slots=True)
class Story:
    """A world, and the run that comes next in it."""

    world: World
    run_is: Kind

    def run(self) -> Result:
        run = follow_up.Run(
            connection=connect(self.world, self.world.token(REPOSITORY)),
            where=Where(owner="acme", name="shop", run=self.run_is, number=self.item().number),
            dry_run=False,
        )
        if self.run_is == "item":
            return follow_up.follow_item(run, self.world.now)
        return follow_up.report(run, self.world.now)

    def twin(self) -> Story:
        return Story(self.world.copy(), self.run_is)

    def issue(self, title: str) -> Issue:
        return next(each for each in self.world.repo(REPOSITORY).issues.values() if each.title == title)

    def item(self) -> Issue:
        return self.issue(LATE)

    def report(self) -> Issue:
        return self.issue("Action items of our postmortems: weekly report")


def promised(run_is: Kind, *said: str) -> Story:
    """Two overdue action items of one postmortem; what was ``said`` on the first waits to be heard."""
    world = repository("private")
    carol = world.as_person("carol")
    carol.makes_label(REPOSITORY, "action-item")
    parent = world.issue(REPOSITORY, carol.opens_issue(REPOSITORY, "The queue stalled", "…").number)
    for title in (LATE, OTHER):
        number = carol.opens_issue(REPOSITORY, title, body(DUE), labels=["action-item"]).number
        carol.attaches(parent, world.issue(REPOSITORY, number))
        carol.assigns(world.issue(REPOSITORY, number), "bob")
    world.advance(NOW - world.now)
    story = Story(world, run_is)
    for text in said:
        carol.comments(story.item(), text)
    return story


def ticked(*said: str) -> Story:
    """The report stands, and somebody ticked the box that moves both items."""
    story = promised("repository")
    story.run()
    story.world.as_person("carol").ticks(story.report(), "box move:")
    for text in said:
        story.world.as_person("carol").comments(story.item(), text)
    return story


STORIES: dict[str, Callable[[], Story]] = {
    "a date": lambda: promised("item", "/due 2026-12-20 the vendor is late"),
    "two dates": lambda: promised("item", "/due 2026-12-20 the vendor is late", "/due 2027-01-10 and later"),
    "a new owner": lambda: promised("item", "/owner @alice"),
    "an end": lambda: promised("item", "/wontdo no use any more"),
    "done": lambda: promised("item", "/done rolled out in 1.3"),
    "what cannot be": lambda: promised("item", "/due soonish"),
    "a comment with all": lambda: promised("item", "/owner @alice\n/due 2026-12-20 late\n/wontdo"),
    "the first report": lambda: promised("repository", "/due 2026-12-20 the vendor is late"),
    "a ticked box": ticked,
    "a ticked box beside a command": lambda: ticked("/owner @alice"),
}


def state(story: Story) -> dict[str, Any]:
    """All but the pin, which is optional and tried once."""
    repositories = story.world.comparable()
    return {name: {**each, "pinned": None} for name, each in repositories.items()}


@cache
def undisturbed(name: str) -> tuple[Story, Story, Sequence[int]]:
    """Before the run, after it, and the boundaries in each of its requests."""
    story = STORIES[name]()
    before = story.twin()
    story.world.forget_logs()
    assert story.run().is_complete
    batches = tuple(len(each.names) for each in story.world.requests if each.kind == "write")
    story.run()
    return before, story, batches


def boundaries(name: str) -> list[tuple[int, Mode]]:
    count = sum(undisturbed(name)[2])
    return [(boundary, mode) for boundary in range(count) for mode in Mode]


@pytest.mark.parametrize("name", STORIES)
def test_after_any_crash_one_further_run_ends_where_an_undisturbed_one_does(name: str) -> None:
    before, ended, _ = undisturbed(name)
    wrong = []
    for boundary, mode in boundaries(name):
        story = before.twin()
        story.world.faults.reset()
        story.world.faults.at(boundary, mode)
        with suppress(Killed, NotReachable):
            story.run()
        assert story.world.faults.hit == [(boundary, mode)]

        story.run()

        if state(story) != state(ended):
            wrong.append(f"{mode.name} at boundary {boundary}")
    assert not wrong


@pytest.mark.parametrize("name", STORIES)
def test_the_run_after_it_writes_nothing(name: str) -> None:
    story = undisturbed(name)[1].twin()
    story.world.forget_logs()

    assert not story.run().plan
    assert story.world.counts.writes == 0


def between(story: Story, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Once, something happens between our first look and our first write."""
    look = guarded.changed_meanwhile
    acts = [act]

    def after_it(*given: object) -> object:
        while acts:
            acts.pop()()
        return look(*given)  # type: ignore[arg-type]  # passed on as they came, whatever its signature

    monkeypatch.setattr("postmortem_gh.github_api.apply.changed_meanwhile", after_it)


@pytest.mark.parametrize("name", ["a date", "the first report", "a ticked box"])
def test_what_was_said_is_carried_out_though_somebody_edits_the_item_meanwhile(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = STORIES[name]()
    bob = story.world.as_person("bob")
    between(story, monkeypatch, lambda: bob.edits_body(story.item(), f"{story.item().body}\n\nBob's words."))

    result = story.run()

    assert result.exit_code == 0
    assert "Bob's words." in story.item().body
    assert (page.read(story.item().body) or page.ItemBlock()).due > DUE + timedelta(days=1)
    assert not story.run().plan


@pytest.mark.parametrize("name", ["a date", "two dates"])
def test_a_run_beside_ours_that_does_the_same_leaves_ours_green(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = STORIES[name]()
    ended = undisturbed(name)[1]
    beside = Story(story.world, "item")
    between(story, monkeypatch, beside.run)

    result = story.run()

    assert result.exit_code == 0
    assert not result.failed
    assert state(story) == state(ended)
