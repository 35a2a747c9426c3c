"""Right size, with its reasons, both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from postmortem_gh.decide.size import write_up
from postmortem_gh.settings import FullWhen, Settings
from postmortem_gh.values.records import Moment, Record

DAY = date(2026, 11, 20)
NOTHING = Record(
    kind="postmortem", title="x", criteria=(False, False, False), severity="SEV3", severity_rank=2
)


def at(hour: int, minute: int) -> Moment:
    return Moment(day=DAY, at=datetime(2026, 11, 20, hour, minute, tzinfo=UTC))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"criteria": (True, False, False)}, "somebody was paged or called in"),
        ({"criteria": (False, True, False)}, "customers noticed"),
        ({"criteria": (False, False, True)}, "this kind of failure is new to us"),
        ({"criteria": (True, False, False), "escalated": False}, "somebody was paged or called in"),
        ({"escalated": True}, "it was escalated"),
        ({"severity": "SEV2", "severity_rank": 1}, "its severity, SEV2, is among the two highest"),
        ({"started": at(14, 0), "resolved": at(14, 31)}, "it lasted 31 minutes, longer than 30 minutes"),
        (
            {"started": at(14, 0), "mitigated": at(15, 0), "resolved": at(14, 5)},
            "it lasted 1 hour, longer than 30 minutes",
        ),
    ],
)
def test_each_reason_alone_makes_it_full(change: dict[str, object], reason: str) -> None:
    size = write_up(replace(NOTHING, **change), Settings())

    assert size.full
    assert size.reasons == (reason,)
    assert "shrinks" in size.other_way


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"escalated": False},
        {"severity": "SEV3", "severity_rank": 2},
        {"severity": "sort of bad", "severity_rank": None},
        {"started": at(14, 0), "resolved": at(14, 30)},
        {"started": at(14, 0), "mitigated": at(14, 10), "resolved": at(18, 0)},
        {"started": at(14, 0), "resolved": Moment(day=date(2026, 11, 25))},
        {"started": at(14, 0), "resolved": at(13, 0)},
        {"kind": "near-miss", "criteria": (True, True, True)},
        {"kind": "retrospective", "severity_rank": 0},
    ],
)
def test_all_else_is_brief_and_says_what_was_looked_at(change: dict[str, object]) -> None:
    size = write_up(replace(NOTHING, **change), Settings())

    assert not size.full
    assert size.reasons
    assert size.other_way


def test_an_unknown_duration_is_asked_for() -> None:
    size = write_up(replace(NOTHING, started=at(14, 0)), Settings())

    assert size.unknown == ("how long it lasted: the time it ended is not known",)


def test_an_end_before_the_start_is_told() -> None:
    size = write_up(replace(NOTHING, started=at(14, 0), resolved=at(13, 0)), Settings())

    assert size.unknown == ("how long it lasted: its end lies before its start",)


@pytest.mark.parametrize(
    ("full_when", "change"),
    [
        (FullWhen(criteria=False), {"criteria": (True, True, True)}),
        (FullWhen(escalated=False), {"escalated": True}),
        (FullWhen(severities=0), {"severity": "SEV1", "severity_rank": 0}),
        (FullWhen(minutes=120), {"started": at(14, 0), "resolved": at(15, 30)}),
    ],
)
def test_the_settings_move_each_threshold(full_when: FullWhen, change: dict[str, object]) -> None:
    assert not write_up(replace(NOTHING, **change), Settings(full_when=full_when)).full
