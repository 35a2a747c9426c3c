"""The form, read: from which day the dates of its lines count."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from postmortem_gh.config.templates import shipped_forms
from postmortem_gh.decide import routing
from postmortem_gh.decide.understood import Context, read_record
from postmortem_gh.forms import compose, definition
from postmortem_gh.settings import Settings
from postmortem_gh.values.snapshot import Edit
from tests.decide.snapshots import FILED, issue, snapshot

FIRST = "- Page on depth @alice due in 2 weeks"
ADDED = datetime(2027, 1, 10, 23, 30, tzinfo=UTC)  # in Tokyo it is the 11th


def body(items: str) -> str:
    form = definition.read(shipped_forms()["postmortem.yml"])
    return compose.write(
        form, {"summary": "It stalled.", "started": "2026-11-20 14:02 UTC", "action_items": items}
    )


def due(items: str, timezone: str = "UTC", filed: str = FIRST) -> list[date | None]:
    """The due dates of items of which the first was filed, and the others added on that night in January."""
    edits = (
        Edit(at=ADDED, editor="mallory", text=body(items)),
        Edit(at=FILED, editor="mallory", text=body(filed)),
    )
    seen = snapshot(issue=issue(body=body(items), labels=("postmortem",), edits=edits))
    context = Context(
        settings=replace(Settings(), timezone=timezone),
        shipped_forms=shipped_forms(),
        shipped_templates={},
        today=date(2027, 3, 1),
    )
    route = routing.route(seen, context.shipped_forms)
    assert route is not None
    return [
        item.due for item in read_record(seen, context, route, body(items), title="It broke").action_items
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- Add backoff due in 2 weeks",
        "- Add backoff due in 2 weeks \t ",
        " - Add backoff due in 2 weeks",
        "- Add backoff\nto retries due in 2 weeks",
        "- Add backoff due in 2 weeks\nto all retries",
        "- Add backoff\n  due: in 2 weeks",
        "\n| Action | Due |\n| --- | --- |\n| Add backoff | in 2 weeks | ",
    ],
)
def test_a_line_that_was_added_later_counts_from_its_edit_however_it_is_written(line: str) -> None:
    assert due(f"{FIRST}\n{line}") == [date(2026, 12, 4), date(2027, 1, 24)]


def test_a_line_below_an_item_brings_its_own_day_and_moves_no_date_that_was_there() -> None:
    undated = "- Add backoff"

    assert due(f"{undated}\nto retries due in 2 weeks", filed=undated) == [date(2027, 1, 24)]
    assert due(f"{FIRST}\nfor every queue", filed=FIRST) == [date(2026, 12, 4)]


def test_that_day_is_one_of_the_settings_zone() -> None:
    assert due(f"{FIRST}\n- Add backoff due in 2 weeks", "Asia/Tokyo")[1] == date(2027, 1, 25)
