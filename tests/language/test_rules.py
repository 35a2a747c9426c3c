"""Each rule's own examples, and what is promised of every finding."""

from __future__ import annotations

import pytest

from postmortem_gh.language.check import check, rules
from postmortem_gh.language.rules.rule import Rule
from postmortem_gh.values.findings import Hit

RULES = {rule.id: rule for rule in rules()}
FINDS = [(rule.id, text) for rule in rules() for text in rule.finds]
LEAVES = [(rule.id, text) for rule in rules() for text in rule.leaves]
REWRITES = [(rule.id, old, new) for rule in rules() for old, new in rule.rewrites]


def hits_of(rule: Rule, text: str) -> list[Hit]:
    return check(text, kind="action-item" if rule.only_action_items else "prose")


@pytest.mark.parametrize(("rule", "text"), FINDS)
def test_a_rule_finds_its_own_examples(rule: str, text: str) -> None:
    hits = hits_of(RULES[rule], text)

    assert rule in [hit.rule for hit in hits]


@pytest.mark.parametrize(("rule", "text"), LEAVES)
def test_what_a_rule_leaves_alone_is_no_blame_to_any_other_rule(rule: str, text: str) -> None:
    hits = hits_of(RULES[rule], text)

    assert [hit for hit in hits if hit.rule == rule or hit.severity != "advice"] == []


@pytest.mark.parametrize(("rule", "old", "new"), REWRITES)
def test_a_rewrite_on_a_page_is_no_finding_itself(rule: str, old: str, new: str) -> None:
    hits = hits_of(RULES[rule], new)

    assert [hit for hit in hits if hit.rule == rule or hit.severity != "advice"] == []
    assert rule in [hit.rule for hit in hits_of(RULES[rule], old)]


@pytest.mark.parametrize(
    ("rule", "old", "new"), [row for row in REWRITES if RULES[row[0]].severity != "advice"]
)
def test_a_rewrite_on_a_page_is_what_the_check_offers(rule: str, old: str, new: str) -> None:
    offered = [suggestion.text for hit in check(old) for suggestion in hit.suggestions]

    assert new in offered


@pytest.mark.parametrize("rule", list(RULES))
def test_a_rule_has_a_page_a_title_a_source_and_examples(rule: str) -> None:
    found = RULES[rule]

    assert len(found.page.split()) > 60
    assert "**Why.**" in found.page
    assert "**How to rewrite.**" in found.page
    assert found.title
    assert found.source
    assert found.finds
    assert found.leaves
    assert found.rewrites


@pytest.mark.parametrize(("rule", "text"), FINDS)
def test_a_message_obeys_the_rules_itself(rule: str, text: str) -> None:
    messages = {hit.message for hit in hits_of(RULES[rule], text)}

    for message in messages:
        assert [hit.rule for hit in check(message)] == []
        assert len(message) < 200
