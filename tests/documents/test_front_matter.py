"""The front matter: valid by its schema, the same under YAML 1.1 and 1.2, read without harm."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.documents import front_matter
from postmortem_gh.documents.document import document, path
from postmortem_gh.documents.front_matter_schema import schema
from postmortem_gh.documents.roles import Roles
from postmortem_gh.documents.times import Clock
from postmortem_gh.documents.views import Link
from postmortem_gh.settings import Settings
from postmortem_gh.values.records import Moment, Record
from postmortem_gh.values.refs import fill, ref
from tests.documents import worlds
from tests.documents.drawing import document_view

VALID = jsonschema.Draft202012Validator(schema())
EMPTY = Record(kind="postmortem", title="x")


@pytest.mark.parametrize("record", [worlds.LONG, worlds.SMALL, worlds.NEAR_MISS, worlds.RETROSPECTIVE, EMPTY])
def test_it_is_valid_by_the_published_schema(record: Record) -> None:
    found = front_matter.read(document(record, document_view(record)))

    assert found is not None
    assert list(VALID.iter_errors(found)) == []


def test_what_is_not_known_is_null_and_never_absent() -> None:
    found = front_matter.read(document(EMPTY, document_view(EMPTY)))

    assert found is not None
    assert {name for name, value in found.items() if value is None} == {
        "id", "date", "severity", "started", "detected", "mitigated", "resolved", "minutes_to_detect",
        "minutes_to_recover", "issue",
    }  # fmt: skip


def test_times_carry_the_offset_of_the_settings_zone() -> None:
    view = document_view(worlds.LONG, settings=Settings(timezone="Europe/Berlin"))

    found = front_matter.read(document(worlds.LONG, view))

    assert found is not None
    assert found["started"] == "2026-11-20T15:02+01:00"


def test_a_start_without_a_time_stays_a_day_and_gives_no_duration() -> None:
    record = replace(worlds.LONG, started=Moment(day=date(2026, 11, 20)))

    found = front_matter.read(document(record, document_view(record)))

    assert found is not None
    assert (found["started"], found["minutes_to_detect"]) == ("2026-11-20", None)


def test_issues_to_come_are_filled_in_when_they_are_known() -> None:
    links = {"page": Link(text=f"#{ref('item 1', 'number')}", url=ref("item 1", "url"))}
    text = document(worlds.LONG, document_view(worlds.LONG, items=links))

    known = fill(text, {"item 1": {"number": "77", "url": "https://github.com/acme/shop/issues/77"}})

    found = front_matter.read(known)
    assert found is not None
    assert found["action_items"][0]["issue"] == 77
    assert "[#77](https://github.com/acme/shop/issues/77)" in known


def test_ideas_are_not_among_the_action_items_and_done_ones_are() -> None:
    found = front_matter.read(document(worlds.LONG, document_view(worlds.LONG)))

    assert found is not None
    titles = [item["title"] for item in found["action_items"]]
    assert "Ask a second payment provider for an offer" not in titles
    assert found["action_items"][-1] == {
        "title": "Roll the release back", "owner": "alice", "due": None, "priority": None, "kind": None, "issue": None,
        "done": True,
    }  # fmt: skip


@given(st.text(max_size=80), st.text(max_size=30), st.lists(st.text(min_size=1, max_size=20), max_size=3))
def test_any_words_are_read_back_as_they_were(title: str, severity: str, services: list[str]) -> None:
    record = replace(EMPTY, title=title, severity=severity or None, services=tuple(services))

    found = front_matter.read(front_matter.write(record, document_view(record, roles=Roles())))

    assert found is not None
    assert (found["title"], found["services"]) == (title, services)
    assert found["severity"] == (severity or None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no front matter",
        "---\nnever closed",
        "---\n- a list\n---\n",
        "---\na: [1\n---\n",
        "---\na: &a [x]\nb: *a\n---\n",
        "---\na: !!python/object/apply:os.system [id]\n---\n",
        "---\n" + "a: " + "[" * 5000 + "\n---\n",
        "---\n" + "x: 1\n" * 100_000 + "---\n",
        "---\nd: 2026-99-99\n---\n",
        "---\nd: !!bool perhaps\n---\n",
        "---\nd: !!timestamp soon\n---\n",
        "---\nd: !!int ''\n---\n",
    ],
)
def test_what_is_no_front_matter_of_ours_is_none(text: str) -> None:
    assert front_matter.read(text) is None


def test_dates_that_a_person_wrote_without_quotes_come_as_text() -> None:
    assert front_matter.read("---\r\ndate: 2026-11-20\r\n---\r\n") == {"date": "2026-11-20"}


@pytest.mark.parametrize(
    ("record", "day"),
    [
        (worlds.LONG, date(2026, 11, 20)),
        (worlds.RETROSPECTIVE, date(2026, 11, 20)),
        (replace(worlds.RETROSPECTIVE, period_end=None), date(2026, 11, 20)),
        (EMPTY, None),
    ],
)
def test_a_document_is_filed_under_the_day_of_its_start_or_of_its_period_s_end(
    record: Record, day: date | None
) -> None:
    assert front_matter.day(record, Clock("UTC", ())) == day


def test_the_path_is_made_of_the_day_and_a_slug_that_names_nobody() -> None:
    record = replace(worlds.LONG, title="Alice ../../x deleted «everything»\n.github/workflows")

    found = path(record, document_view(record))

    assert found is not None
    assert re.fullmatch(r"postmortems/\d{4}/[\d-]+-[a-z0-9-]+\.md", found)
    assert "alice" not in found


def test_yaml_1_1_and_our_reading_agree_on_every_type() -> None:
    block = (
        front_matter.write(worlds.LONG, document_view(worlds.LONG))
        .removeprefix("---\n")
        .removesuffix("---\n")
    )

    plain = yaml.load(block, Loader=yaml.BaseLoader)

    assert plain["date"] == "2026-11-20"
    assert yaml.safe_load(block)["date"] == "2026-11-20"
