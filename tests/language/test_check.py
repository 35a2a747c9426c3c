"""The check of a block: places, names and consent, allowed phrases, kinds, and what it costs."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.language.check import check
from postmortem_gh.values.findings import Names

KNOWN = Names(roles={"Qorinda Fiala": "Responder A", "zf-ops": "Responder A", "Bob": "Responder B"})


def rules_of(text: str, **options: object) -> list[str]:
    return [hit.rule for hit in check(text, **options)]


def test_a_hit_covers_the_words_that_say_it() -> None:
    text = "All was calm. The on-call forgot to page. Then it rained."

    (hit,) = check(text)

    assert text[hit.start : hit.end] == "The on-call forgot to page"


def test_a_hit_counts_in_code_points() -> None:
    text = "🚒 Ännu – we forgot to page."

    (hit,) = check(text)

    assert text[hit.start : hit.end] == "we forgot to page"


def test_a_rewrite_replaces_its_own_sentence_only() -> None:
    text = "All was calm. The on-call failed to drain the node. Then it rained."

    (hit,) = check(text)
    offered = hit.suggestions[0]

    assert text[: offered.start] + offered.text + text[offered.end :] == (
        "All was calm. The process did not make sure that the node was drained. Then it rained."
    )


def test_a_known_name_is_found_though_nobody_else_is_called_so() -> None:
    assert rules_of("Qorinda missed the page.") == []
    assert rules_of("Qorinda missed the page.", names=KNOWN) == ["naming"]


def test_a_known_login_is_found_with_and_without_its_mark() -> None:
    assert rules_of("@zf-ops missed the page.", names=KNOWN) == ["naming"]
    assert rules_of("Then zf-ops missed the page.", names=KNOWN) == ["naming"]


def test_the_role_of_a_known_person_is_suggested() -> None:
    (hit,) = check("Qorinda Fiala deleted the production database.", names=KNOWN)

    assert "Responder A" in hit.message
    assert "Responder A deleted the production database." in [s.text for s in hit.suggestions]


def test_a_known_name_in_its_everyday_sense_is_no_person() -> None:
    names = Names(roles={"Will": "Responder A", "Mark": "Responder B"})

    assert rules_of("The job will miss the mark when the disk is full.", names=names) == []


def test_a_known_person_at_work_is_left_alone() -> None:
    assert rules_of("Qorinda rolled the release back at 10:20.", names=KNOWN) == []


def test_who_agreed_to_be_named_may_be_named_and_is_still_not_to_blame() -> None:
    agreed = Names(roles=KNOWN.roles, consented=frozenset({"Bob"}))

    assert rules_of("Bob failed to drain the node.", names=agreed) == ["fault"]
    assert rules_of("Bob failed to drain the node.", names=KNOWN) == ["naming"]


def test_an_allowed_phrase_is_no_finding_in_any_case_of_letters() -> None:
    text = "Human error is what the vendor wrote: Human Error caused it."

    assert rules_of("It was human error.", allow=["human error"]) == []
    assert rules_of(text, allow=["HUMAN ERROR"]) == []


def test_an_allowed_phrase_allows_nothing_else() -> None:
    assert rules_of("We forgot to page. It was human error.", allow=["human error"]) == ["fault"]


def test_only_action_items_are_asked_to_be_measurable() -> None:
    assert rules_of("Improve monitoring.", kind="action-item") == ["unmeasurable-action"]
    assert rules_of("Improve monitoring.") == []


def test_an_action_item_is_checked_for_blame_as_well() -> None:
    assert "fault" in rules_of("Tell the team that we forgot to renew it by Friday.", kind="action-item")


def test_words_are_claimed_once() -> None:
    hits = check("Priya carelessly forgot to renew the certificate, which was a human error.")

    spans = sorted((hit.start, hit.end) for hit in hits)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "text",
    [
        "\ufffc\ufffc\ufffc failed to start.",
        "The log said “we forgot to set the key” and stopped.",
        "It printed 'user error' and ended.",
        "\ufffc",
        "",
        "   \n ",
        "?!…",
    ],
)
def test_code_and_quotations_are_nobodys_words(text: str) -> None:
    assert rules_of(text) == []


@pytest.mark.parametrize(
    "piece",
    [
        "we failed to ",
        "the engineer who ",
        "and forgot ",
        "of the team ",
        "should have been ",
        "'s change ",
        '"we ',
        "not ",
        ", under pressure, ",
        "had we if only ",
        "(",
        "a.b. ",
    ],
)
def test_a_sentence_of_any_length_takes_time_in_step_with_its_length(piece: str) -> None:
    short, long = (piece * (65_536 // len(piece) // part) for part in (4, 1))

    started = time.perf_counter()
    check(short)
    middle = time.perf_counter()
    check(long)
    ended = time.perf_counter()

    assert ended - middle < 12 * max(middle - started, 0.02)


@given(st.text(alphabet=st.sampled_from("ab 'we’n“”\"t.,\n-@\ufffc—"), max_size=80))
def test_any_text_is_read_and_each_hit_lies_in_it(text: str) -> None:
    for hit in check(text + " we failed to " + text):
        assert 0 <= hit.start < hit.end <= len(text) * 2 + 14
