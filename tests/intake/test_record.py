"""A whole form: which field an answer becomes, what is missing, what is kept, what is told once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from postmortem_gh.forms import answers, definition
from postmortem_gh.intake import record
from postmortem_gh.intake.told import Told
from postmortem_gh.settings import Limits, Settings
from tests.intake.tables import read_form

FORM = """
name: Postmortem
body:
  - type: textarea
    id: summary
    attributes: {label: What happened?}
    validations: {required: true}
  - type: dropdown
    id: severity
    attributes: {label: Severity, options: [SEV1, SEV2, SEV3, I don't know]}
  - type: checkboxes
    id: criteria
    attributes: {label: Any of these?, options: [{label: Paged}, {label: Noticed}, {label: New}]}
  - type: input
    id: started
    attributes: {label: When did it start?}
    validations: {required: true}
  - type: dropdown
    id: factors
    attributes: {label: Factors, multiple: true, options: ["Config, flags", Capacity, Other]}
  - type: input
    id: budget
    attributes: {label: Error budget}
  - type: textarea
    id: action_items
    attributes: {label: Action items}
"""
BODY = """### What happened?

Checkout was slow.

### Severity

SEV2

### Any of these?

- [ ] Paged
- [X] Noticed
- [ ] New

### When did it start?

2026-11-20 14:02 UTC

### Factors

Config, flags, Capacity

### Error budget

3 % left

### Action items

- Page on queue depth @alice
"""


def read(body: str, form: str = FORM, settings: Settings | None = None, **more: object) -> record.Record:
    parsed = definition.read(form)
    given: dict[str, object] = {
        "kind": "postmortem",
        "title": "Checkout",
        "issue": 7,
        "filed_at": datetime(2026, 11, 24, 10, tzinfo=UTC),
        "today": date(2027, 1, 15),
        "settings": settings or Settings(),
    }
    return record.read(parsed, answers.read(parsed, body), **{**given, **more})


def test_a_form_as_github_writes_it_becomes_a_record_without_problems() -> None:
    found = read(BODY)

    assert found.summary == "Checkout was slow."
    assert (found.severity, found.severity_rank) == ("SEV2", 1)
    assert found.criteria == (False, True, False)
    assert found.started is not None
    assert found.started.at == datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
    assert found.factors == ("Config, flags", "Capacity")
    assert [item.title for item in found.action_items] == ["Page on queue depth"]
    assert found.problems == ()
    assert found.missing == ()


def test_an_element_of_the_teams_own_is_kept_under_its_label() -> None:
    found = read(BODY)

    assert [(s.id, s.label, s.text) for s in found.sections] == [("budget", "Error budget", "3 % left")]


def test_a_required_answer_that_is_empty_is_missing_and_a_problem() -> None:
    found = read(BODY.replace("Checkout was slow.", "_No response_"))

    assert [place.field for place in found.missing] == ["summary"]
    assert "“What happened?” is required and empty" in [problem.what for problem in found.problems]


def test_a_required_time_that_cannot_be_read_is_missing_too() -> None:
    found = read(BODY.replace("2026-11-20 14:02 UTC", "in the afternoon"))

    assert [place.field for place in found.missing] == ["started"]
    assert [problem.what for problem in found.problems] == ["“in the afternoon” is not a time"]


def test_text_that_no_field_can_hold_is_kept_and_a_problem() -> None:
    found = read(BODY.replace("SEV2\n", "SEV2\n\n### Weather\n\nRain all day.\n"))

    assert [(s.label, s.text) for s in found.unplaced] == [("Weather", "Rain all day.")]
    assert "“Rain all day.” stands under “Weather”, where no field can hold it" in [
        p.what for p in found.problems
    ]


def test_relative_dates_count_from_the_filing_and_not_from_the_run() -> None:
    found = read(BODY.replace("@alice", "@alice due in 2 weeks"))

    assert found.action_items[0].due == date(2026, 12, 8)


def test_a_line_that_was_added_later_counts_from_its_own_day() -> None:
    line = "- Page on queue depth @alice due tomorrow"

    found = read(BODY.replace("- Page on queue depth @alice", line), line_dates={line: date(2027, 1, 15)})

    assert found.action_items[0].due == date(2027, 1, 16)


def test_without_a_filing_day_dates_count_from_today() -> None:
    found = read(BODY.replace("@alice", "@alice due tomorrow"), filed_at=None)

    assert found.action_items[0].due == date(2027, 1, 16)


def test_the_day_of_filing_is_that_of_the_settings_zone() -> None:
    filed = datetime(2026, 11, 24, 20, tzinfo=UTC)

    found = read(
        BODY.replace("@alice", "due tomorrow"), settings=Settings(timezone="Asia/Tokyo"), filed_at=filed
    )

    assert found.action_items[0].due == date(2026, 11, 26)


def test_an_item_without_date_and_priority_takes_the_severitys_target() -> None:
    item = read(BODY).action_items[0]

    assert (item.due, item.due_source) == (date(2026, 12, 22), "severity")  # 20 working days


def test_a_moments_day_is_that_of_the_settings_zone() -> None:
    found = read_form(zone="Asia/Tokyo", started="2026-11-20 20:00 UTC")

    assert found.started is not None
    assert found.started.day == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("said", "options", "rank"),
    [
        ("SEV1", ("SEV1", "SEV2"), 0),
        ("Major", ("Critical", "Major", "Minor"), 1),
        ("High", ("Low", "Medium", "High"), 0),
        ("SEV3", ("SEV4", "SEV3", "SEV2", "SEV1"), 2),
        ("Gold", ("Platinum", "Gold", "Silver"), 1),
        ("I don't know", ("SEV1", "I don't know"), None),
        ("SEV2 – checkout down for some", (), 1),
        ("sev 1", (), 0),
        ("S3", (), 2),
        ("critical", (), 0),
        ("pretty bad", (), None),
    ],
)
def test_the_rank_of_a_severity_is_its_place_in_the_form_else_its_digits_or_words(
    said: str, options: tuple[str, ...], rank: int | None
) -> None:
    from postmortem_gh.intake import severity

    assert severity.rank(said, options) == rank


@pytest.mark.parametrize(
    ("said", "answer"),
    [("Yes", True), ("yes, to the DBAs", True), ("No", False), ("not at all", False), ("y", True)],
)
def test_escalated_is_read_from_its_first_word(said: str, answer: bool) -> None:
    assert read_form(escalated=said).escalated is answer


def test_escalated_that_is_neither_yes_nor_no_is_a_problem() -> None:
    found = read_form(escalated="maybe")

    assert found.escalated is None
    assert [p.what for p in found.problems] == ["“maybe” is neither yes nor no"]


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ("2026-11-09 to 2026-11-20", date(2026, 11, 20)),
        ("9–20 November 2026", date(2026, 11, 20)),
        ("Nov 9 - 20, 2026", date(2026, 11, 20)),
        ("9 Nov – 20 Nov", date(2026, 11, 20)),
        ("Sprint 42", None),
        ("November 2026", date(2026, 11, 30)),
        ("Q3 2026", date(2026, 9, 30)),
        ("2026-W47", date(2026, 11, 22)),
        ("2026-W45 to 2026-W46", date(2026, 11, 15)),
        ("20 Dec 2025 to 9 Jan 2026", date(2026, 1, 9)),
    ],
)
def test_a_period_ends_on_the_last_day_that_it_names(said: str, end: date | None) -> None:
    found = read_form(period=said)

    assert (found.period, found.period_end) == (said, end)


def test_services_are_a_list_however_it_is_written() -> None:
    found = read_form(services="Checkout API, payments (EU, US)\n- search; mail、checkout api")

    assert found.services == ("Checkout API", "payments (EU, US)", "search", "mail")


def test_more_participants_than_the_limit_are_a_problem() -> None:
    found = read_form(participants="Ann, Bob, Carl", settings=Settings(limits=Limits(participants=2)))

    assert [p.name for p in found.participants] == ["Ann", "Bob"]
    assert [p.what for p in found.problems] == ["3 participants: the first 2 are read"]


def test_more_items_than_the_limit_are_told_and_kept() -> None:
    text = "\n".join(f"- Fix thing {n}" for n in range(22))

    found = read_form(action_items=text)

    assert len(found.action_items) == 22
    assert any("22 action items: the first 20 get issues" in note.what for note in found.notes)


def test_keys_are_stable_and_each_its_own() -> None:
    text = "- Page on it\n- Page on it\n- Page on it 2\n- 队列告警\n- 队列报警"

    keys = [item.key for item in read_form(action_items=text).action_items]

    assert keys[:3] == ["page-on-it", "page-on-it-2", "page-on-it-2-2"]
    assert len(set(keys)) == 5
    assert keys == [item.key for item in read_form(action_items=text).action_items]


def test_ideas_of_their_own_field_are_not_tracked() -> None:
    found = read_form(action_items="- Page on it", ideas="- Shard the queue")

    assert [(item.title, item.state) for item in found.action_items] == [
        ("Page on it", "open"),
        ("Shard the queue", "idea"),
    ]


def test_the_three_fields_of_causes_are_understood_beside_the_one() -> None:
    found = read_form(
        trigger="a push", enabling_conditions="- no review\n- no test", whys="errors\npool full\n\npages late"
    )

    assert found.trigger == "a push"
    assert found.enabling_conditions == ("no review", "no test")
    assert found.whys == (("errors", "pool full"), ("pages late",))


def test_the_shipped_form_as_it_comes_is_understood_without_problems_beyond_its_required_fields() -> None:
    path = Path(__file__).parents[2] / "templates" / "forms" / "postmortem.yml"
    form = path.read_text(encoding="utf-8")
    body = "".join(f"### {e.label}\n\n_No response_\n\n" for e in definition.read(form).elements)

    found = read(body, form)

    assert {place.field for place in found.missing} == {"summary", "started"}
    assert {problem.at.field for problem in found.problems} == {"summary", "started"}


@pytest.mark.parametrize("line", ["|a|b|", "14:02 x", "- Add it @a due 2026-12-15", "- Add it, tomorrow"])
def test_more_items_than_anybody_works_through_stay_as_they_were_written(line: str) -> None:
    text = "\n".join(f"{line} {n}" if n % 7 else f"{line} {n}\n  more" for n in range(1000))

    found = read_form(action_items=text)

    assert len(found.action_items) == 200
    assert [problem.what for problem in found.problems if "more than 200" in problem.what] == [
        "more than 200 action items: what follows is kept as it was written"
    ]
    assert found.unplaced[-1].text == text[text.index(f"{line} 200") :]


@pytest.mark.parametrize(("field", "first"), [("timeline", "14:02 x"), ("action_items", "- Add it @a")])
def test_more_lines_than_anybody_reads_stay_as_they_were_written(field: str, first: str) -> None:
    text = "\n".join((first, *(f"  more {n}" for n in range(1, 4000))))

    found = read_form(started="2026-11-20 14:00 UTC", **{field: text})

    assert [(problem.at.field, problem.at.line, problem.what) for problem in found.problems] == [
        (field, 3001, "more than 3000 lines: what follows is kept as it was written")
    ]
    assert found.unplaced[-1].text == text[text.index("  more 3000\n") :]


def test_bullets_without_words_are_no_entries_of_a_timeline() -> None:
    found = read_form(
        started="2026-11-20 14:00 UTC", timeline="- 14:02 x\n-\n- \n—\n- 14:05 y\n" + "-\n" * 4000
    )

    assert [entry.text for entry in found.timeline] == ["x", "y"]
    assert not found.problems


def test_a_start_that_is_to_come_is_told_once() -> None:
    found = read_form(started="2026-12-20 14:00 UTC", detected="14:10", resolved="15:00")

    assert [note.at.field for note in found.notes if "after the day of filing" in note.what] == ["started"]


def test_each_note_is_told_once_however_many_stand_between() -> None:
    told = Told()
    for n in range(100):
        told.note(told.place("action_items", 1), f"reading {n % 50}")

    assert len(told.notes) == 50
    told.forget(told.place("action_items", 1))
    told.note(told.place("action_items", 1), "reading 3")
    assert [note.what for note in told.notes] == ["reading 3"]
