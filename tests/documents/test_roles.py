"""People as roles: the table roles.yml, and that no name comes through."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.documents.chat import speakers
from postmortem_gh.documents.document import document
from postmortem_gh.documents.names import WORDS
from postmortem_gh.documents.roles import roles
from postmortem_gh.values.records import Person, Record
from tests.documents import worlds
from tests.documents.drawing import document_view
from tests.intake.tables import read_form

TABLE = yaml.safe_load((Path(__file__).parent / "roles.yml").read_text(encoding="utf-8"))


def person(text: str) -> Person:
    """`Alice Meyer (@alice)`."""
    match = re.fullmatch(r"(.*?)(?: \(@(.*)\))?", text)
    assert match is not None
    return Person(name=match[1], login=match[2])


@pytest.mark.parametrize("case", TABLE, ids=[case["title"] for case in TABLE])
def test_the_table(case: dict[str, Any]) -> None:
    record = Record(
        kind="postmortem",
        title="t",
        summary=case["text"],
        participants=tuple(map(person, case["people"])),
        services=tuple(case.get("services", ())),
    )

    known = roles(record, consented=case.get("consented", ()))

    assert known.apply(case["text"]) == case["says"]


def test_owners_are_named_in_the_table_of_action_items_alone() -> None:
    text = document(worlds.LONG, document_view(worlds.LONG))

    prose = re.sub(
        r"^\|.*github\.com/(?:alice|bobray|carol-x)\).*$|^    owner: .*$", "", text, flags=re.MULTILINE
    )

    assert not re.search(r"alice|meyer|bob|\bray\b|carol", prose, re.IGNORECASE)


def test_a_name_beside_an_owner_s_login_is_known_wherever_else_it_stands() -> None:
    for words in (
        "Add an alert, Alice Smith (@alice)",
        "Add it @alice (Alice Smith)",
        "Ask Alice Smith (@alice) why",
    ):
        record = read_form(action_items=words, summary="Alice Smith saw it, and Smith left.")
        page = document(record, document_view(record))
        assert "Smith" not in page
        assert "Responder A saw it, and Responder A left." in page


def test_the_language_check_learns_every_spelling_and_who_agreed() -> None:
    record = Record(
        kind="postmortem",
        title="t",
        participants=(Person(name="Alice Meyer", login="am"), Person(name="Bob")),
    )

    names = roles(record, consented=["AM"]).names()

    assert names.roles["Meyer"] == "Responder A"
    assert names.roles["Bob"] == "Responder B"
    assert names.consented == {"am", "Alice Meyer", "Alice", "Meyer", "Meyer, Alice"}


def test_a_thousand_mentions_and_a_long_hostile_line_take_no_time() -> None:
    text = (
        " ".join(f"@user{n}" for n in range(1000)) + "\n" + "[14:02] " * 4000 + "<" * 20_000 + "A " * 10_000
    )
    record = Record(kind="postmortem", title="t", summary=text)

    assert "Responder CV" in roles(record).apply(text)


NAMES = st.sampled_from(("Alice", "Zoë", "Björn", "Nguyễn", "Priya", "O'Neil", "Jean-Luc", "Søren", "Ming"))
GAPS = st.sampled_from(
    (" ", ", ", ". ", "\n", " – ", " (", ") ", "`", "/", ": ", "'s ", "@", "**", "| ", "> ")
)


@given(
    st.lists(st.tuples(GAPS, NAMES | st.sampled_from(("the pod", "failed", "14:02", "nobody"))), max_size=12)
)
def test_no_known_name_comes_through(words: list[tuple[str, str]]) -> None:
    text = "".join(gap + word for gap, word in words)
    people = tuple(
        Person(name=name)
        for name in ("Alice", "Zoë", "Björn", "Nguyễn", "Priya", "O'Neil", "Jean-Luc", "Søren", "Ming")
    )
    record = Record(kind="postmortem", title="t", summary=text, participants=people)

    said = roles(record).apply(text)

    assert not [p.name for p in people if re.search(rf"(?<!\w){p.name}(?!\w)", said)]


@given(st.text(max_size=200))
def test_a_text_without_known_people_stays_as_it_is(text: str) -> None:
    record = Record(kind="postmortem", title="t", participants=(Person(name="Xanthippe Quell"),))

    assert roles(record).apply(text) == text or "xanthippe" in text.lower() or "quell" in text.lower()


def test_words_that_are_names_are_told_in_lower_case() -> None:
    assert {word for word in WORDS if word != word.lower()} == set()


def test_what_follows_an_at_sign_in_code_is_no_person() -> None:
    text = "We added `@dataclass` and\n```python\n@cached\ndef f(): ...\n```\nthe dataclass is cached."
    record = Record(kind="postmortem", title="t", summary=text)

    assert roles(record).apply(text) == text


@pytest.mark.parametrize(
    "unit", ["`", "@a ", "A", "Alice (", "[14:02] a: ", "alice 14:02\nhi\n", "```\n", "alice/"]
)
def test_hostile_texts_of_65_kilobytes_take_no_longer_than_they_are_long(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        record = Record(kind="postmortem", title="t", summary=text, participants=(Person(name="Alice"),))
        start = time.process_time()
        roles(record).apply(text)
        return time.process_time() - start

    assert seconds(65_000) < 30 * max(seconds(6_500), 0.03)  # quadratic would be a hundredfold


def test_a_person_s_own_repository_keeps_its_address() -> None:
    text = "Alice opened https://github.com/alice/shop/pull/3 and https://github.com/alice/notes."
    record = Record(
        kind="postmortem", title="t", summary=text, participants=(Person(name="Alice", login="alice"),)
    )

    said = roles(record, repository="alice/shop").apply(text)

    assert (
        said
        == "Responder A opened https://github.com/alice/shop/pull/3 and https://github.com/responder-a/notes."
    )


def test_titles_of_earlier_incidents_name_nobody_who_is_known_here_and_their_links_stay() -> None:
    earlier = "This shares `service:x` with [#3](https://github.com/alice/shop/issues/3) (2026-09-30, Alice broke it)."

    text = document(worlds.LONG, document_view(worlds.LONG, recurrence=earlier))

    assert "[#3](https://github.com/alice/shop/issues/3) (2026-09-30, Responder A broke it)." in text


def test_names_that_overlap_are_all_kept() -> None:
    record = replace(
        worlds.LONG, services=("pay bob", "bob api", "other"), participants=(Person(name="Bob", login="bob"),)
    )

    told = roles(record).apply("pay bob api, bob and other")

    assert re.fullmatch(r"pay bob api, Responder [A-Z] and other", told)


@pytest.mark.parametrize("tag", ["details", "summary", "code", "br", "p"])
def test_a_tag_of_html_is_nobodys_nickname(tag: str) -> None:
    assert list(speakers(f"<{tag}> the order details page")) == []
    assert list(speakers("<alice> the order details page")) == ["alice"]


def test_a_pasted_chat_of_many_speakers_is_read_within_a_second() -> None:
    names = [f"{chr(65 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}x" for n in range(2600)]
    record = Record(
        kind="postmortem",
        title="t",
        summary="\n".join(f"{name} 3:0{n % 10} AM\nhello" for n, name in enumerate(names)),
    )
    began = time.process_time()

    roles(record, consented=())

    assert time.process_time() - began < 1


def test_the_verb_before_a_name_stays_where_an_action_item_tells_the_name() -> None:
    record = read_form(action_items="Ask Bob Jones (@bob) about the limit")

    known = roles(record, consented=())

    assert known.apply(record.action_items[0].title) == "Ask Responder A about the limit"
