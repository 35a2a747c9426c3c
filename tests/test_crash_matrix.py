"""Death at any instant heals: every write boundary × every failure mode, then one further run.

A run is cut at one boundary of one request, in a copy of the world; after the
next run the world is the one that the undisturbed run leaves: nothing doubled,
nothing missing. Faults that strike before or after a whole request are tried
once a request; torn batches, and an alias that alone fails, once an alias. After ALICE (OSDI 2014).
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from postmortem_gh.errors import NotReachable
from postmortem_gh.local_github import Killed, Mode, World
from postmortem_gh.text import marker
from tests.stories import STORIES, WEEKS, Tale

TALES = {**STORIES, **WEEKS}

OF_ONE_ALIAS = (Mode.TORN, Mode.ONE_FAILED)
WHOLE_REQUEST = tuple(mode for mode in Mode if mode not in OF_ONE_ALIAS)
_FINGERPRINT = re.compile(r'"[0-9a-f]{20}"')
_NUMBER = re.compile(r'"\d+"\]')  # the last column of a remembered item
_BASE = re.compile(r'"base":"([^"]+)"')
_ORDINAL = re.compile(r'(?<="k":")\d+(?=")|(?<=\[")\d+(?=","I_)|(?<=\ue000item )\d+')
_ROWS = re.compile(r'(?<="items":\[\[).*?(?=\]\])')  # in the order of the ordinals


def opened(text: str) -> str:
    """What our markers hold packed, in plain words; numbers, and fingerprints of texts with them, may differ."""
    plain = _BASE.sub(lambda found: f'"base":"{marker.unpack(found[1])}"', text)
    return _NUMBER.sub('"…"]', _FINGERPRINT.sub('"…"', plain))


_ORDER = re.compile(r'"order":\[[^\]]*\]')
_SAID = re.compile(r'"said":\{[^}]*\}')


def opened_without_ordinals(text: str) -> str:
    """The same; an action item whose issue alone failed to open gets the next ordinal, as none is used twice."""
    plain = _ORDER.sub("…", _ORDINAL.sub("…", opened(text)))
    plain = _SAID.sub(lambda found: str(sorted(re.findall(r"\[[^\]]*\]", found[0]))), plain)
    return _ROWS.sub(lambda found: "],[".join(sorted(found[0].split("],["), key=_wording)), plain)


def _wording(row: str) -> str:
    return row.split(",", 2)[-1]


def state(world: World, mode: Mode | None = None) -> dict[str, Any]:
    return world.comparable(read=opened_without_ordinals if mode is Mode.ONE_FAILED else opened)


@dataclass(frozen=True)
class Undisturbed:
    """A story before its run, and what the run does to the world when nothing goes wrong."""

    before: Tale
    ended: World
    requests: tuple[int, ...]  # the boundaries in each of its requests


@cache
def undisturbed(name: str) -> Undisturbed:
    story: Tale = TALES[name]()
    before = story.twin()
    story.world.forget_logs()
    ran = story.run()
    assert ran.result.is_complete
    batches = tuple(len(each.names) for each in story.world.requests if each.kind == "write")
    return Undisturbed(before=before, ended=story.world, requests=batches)


def boundaries(name: str) -> list[tuple[int, Mode]]:
    first, cases = 0, []
    for size in undisturbed(name).requests:
        cases += [(first, mode) for mode in WHOLE_REQUEST]
        cases += [(first + alias, mode) for alias in range(size) for mode in OF_ONE_ALIAS]
        first += size
    return cases


def run_into(story: Tale, boundary: int, mode: Mode) -> None:
    """A run that the fault strikes; it may die, give up, or heal itself."""
    story.world.faults.reset()
    story.world.faults.at(boundary, mode)
    with suppress(Killed, NotReachable):
        story.run()
    assert story.world.faults.hit == [(boundary, mode)]
    story.world.faults.reset()


@pytest.mark.parametrize("name", TALES)
def test_after_any_crash_one_further_run_ends_where_an_undisturbed_one_does(name: str) -> None:
    wrong = []
    for boundary, mode in boundaries(name):
        story = undisturbed(name).before.twin()
        run_into(story, boundary, mode)

        story.run()

        if state(story.world, mode) != state(undisturbed(name).ended, mode):
            wrong.append(f"{mode.name} at boundary {boundary}")
    assert not wrong


@pytest.mark.parametrize("name", TALES)
def test_a_second_run_finds_nothing_to_do_in_three_reads_at_most(name: str) -> None:
    story = undisturbed(name).before.twin()
    story.run()
    story.world.forget_logs()

    again = story.run()

    assert again.result.plan.changes == ()
    assert [each for each in story.world.requests if each.kind == "write"] == []
    assert len(story.world.requests) <= 3


@pytest.mark.parametrize("name", TALES)
def test_a_dry_run_writes_nothing_and_prints_the_plan_that_a_real_run_applies(name: str) -> None:
    story = undisturbed(name).before.twin()
    before = state(story.world)

    dry = story.run(dry_run=True)
    unchanged = state(story.world)
    real = story.run()

    assert unchanged == before
    assert dry.result.plan == real.result.plan


@pytest.mark.parametrize("name", STORIES)
def test_a_run_on_a_postmortem_takes_six_requests_at_most(name: str) -> None:
    story = undisturbed(name).before.twin()
    story.world.forget_logs()

    story.run()

    assert len(story.world.requests) <= 6
