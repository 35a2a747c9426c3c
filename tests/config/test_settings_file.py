"""The settings file: read as a whole, refused as a whole, with every mistake where it stands."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from postmortem_gh.config import SettingsError, read_settings, templates
from postmortem_gh.config.model import schema
from postmortem_gh.language.catalogue import pages
from postmortem_gh.settings import DUE_TARGETS, Rule, Settings


def mistakes(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(SettingsError) as caught:
        read_settings(text)
    return [(each.line, each.column, each.what) for each in caught.value.mistakes]


def test_no_file_and_an_empty_one_are_the_defaults() -> None:
    assert read_settings("") == Settings()
    assert read_settings("# nothing yet\n") == Settings()


def test_what_init_writes_is_read() -> None:
    assert read_settings(templates.shipped_text("settings.yml")) == Settings()


def test_every_mistake_is_told_in_one_pass_with_its_place() -> None:
    text = "timzone: UTC\nreport:\n  stale_days: 0\n  soon: 3\npublish: pus\nfacilitators: alice\n"

    found = mistakes(text)

    assert [(line, column) for line, column, _ in found] == [(1, 1), (3, 3), (4, 3), (5, 1), (6, 1)]
    assert "did you mean `timezone`?" in found[0][2]
    assert "greater than or equal to 1" in found[1][2]
    assert "did you mean `soon_days`?" in found[2][2]
    assert "'pull-request' or 'push'" in found[3][2]


def test_a_zone_that_nobody_knows_hides_no_other_mistake() -> None:
    found = mistakes("timezone: Mars/Base\ntrust: everyone\n")

    assert [line for line, _, _ in found] == [1, 2]
    assert "no time zone `Mars/Base`" in found[0][2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("due_targets: {P0: -5}", "greater than or equal to 0, not '-5'"),
        ("due_targets: {P9: 3}", "`due_targets` knows no `P9`"),
        ("language: {severity: {hindsigt: advice}}", "did you mean `hindsight`?"),
        ("extends: foo", "`extends`: this is not of the form"),
        ("extends: acme/.github//postmortem.yml@main", "not 'acme/.github//postmortem.yml@main'"),
        ("report: {repositories: [acme]}", "as in `[acme/payments]`, not 'acme'"),
        ("report: {repositories: [a/b/c]}", "not 'a/b/c'"),
        ('label_prefixes: [""]', "`label_prefixes.0`"),
        ('facilitators: ["not a login!"]', "not 'not a login!'"),
        ('language: {allow: [" "]}', "`language.allow.0`"),
        ("a: b: c", "no valid YAML"),
        ("- a\n- b", "key: value"),
        ("timezone: UTC\ntimezone: UTC", "a second time"),
        ("timezone: Europe/Berln", "Europe/Berlin"),
        ("language: {severity: {fault: loud}}", "loud"),
        ("limits: {action_items: many}", "integer"),
        ("x: " + "[" * 2000 + "]" * 2000, ""),
        ("x: " + "a" * 70_000, "longer"),
        ("timezone: !!python/object/apply:os.system [ls]", ""),
        ("timezone: !!int abc", "no time zone `abc`"),
        ("limits: {action_items: 0x_}", "valid integer, not '0x_'"),
        ("limits: {action_items: 0b_}", "valid integer, not '0b_'"),
        ("limits: {action_items: !!int ''}", "valid integer, not ''"),
        ("language: {secrets: !!bool maybe}", "valid boolean, not 'maybe'"),
        ("timezone: !!float x", "no time zone `x`"),
        ("facilitators: &us [alice]\nlabel_prefixes: *us", "an alias"),
        ("report: &it {it: *it}", "an alias"),
        ("timezone: \0", "binary"),
        ("limits: {action_items: !!int many}", "valid integer, not 'many'"),
        ("report: {soon_days: !!bool perhaps}", "valid integer, not 'perhaps'"),
        (f"limits: {{action_items: {'9' * 6000}}}", "valid integer"),
        ("? [a, b]\n: c", "no key"),
        (
            "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(60)),
            "an alias",
        ),
        ("a: &a [*a, *a]", "an alias"),
        ("a: &a {b: *a, c: *a}", "an alias"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(text: str, words: str) -> None:
    assert any(words in what for _, _, what in mistakes(text))


def test_a_small_file_cannot_be_made_large() -> None:
    lines = [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]

    found = mistakes("\n".join(["a0: &a0 [x]", *lines]))

    assert [(line, column) for line, column, _ in found] == [(2, 10)]


@pytest.mark.parametrize("off", ["off", '"off"', "Off"])
def test_a_rule_is_switched_off_as_its_page_says(off: str) -> None:
    assert read_settings(f"language:\n  severity:\n    secret: {off}\n").language.severity == {
        "secret": "off"
    }


def test_a_target_of_ones_own_leaves_the_others_as_they_are() -> None:
    assert read_settings("due_targets: {P0: 2}").due_targets == {**DUE_TARGETS, "P0": 2}


def test_a_file_takes_from_the_organisation_s_what_it_does_not_say() -> None:
    base = "timezone: Europe/Berlin\nfacilitators: [alice]\nreport: {stale_days: 10, soon_days: 3}\n"

    found = read_settings("facilitators: [bob]\nreport: {soon_days: 5}\n", base=base)

    assert found.timezone == "Europe/Berlin"
    assert found.facilitators == ("bob",)
    assert (found.report.stale_days, found.report.soon_days) == (10, 5)


def test_every_key_has_words_a_default_and_an_example() -> None:
    def check(values: object) -> None:
        for each in fields(values):
            value = getattr(values, each.name)
            assert each.metadata["doc"].endswith("."), each.name
            if is_dataclass(value):
                check(value)
            else:
                assert each.metadata["example"], each.name

    check(Settings())


def test_the_examples_can_be_used() -> None:
    def lines(values: object, indent: str = "") -> list[str]:
        found = []
        for each in fields(values):
            value = getattr(values, each.name)
            if is_dataclass(value):
                found += [f"{indent}{each.name}:", *lines(value, indent + "  ")]
            else:
                found.append(f"{indent}{each.name}: {each.metadata['example']}")
        return found

    assert read_settings("\n".join(lines(Settings()))) != Settings()


def test_the_schema_describes_every_key() -> None:
    found = schema()

    for part in (found, *found["$defs"].values()):
        assert part["additionalProperties"] is False
        for name, value in part["properties"].items():
            assert value.get("description") or "$ref" in value, name
            assert "default" in value, name
            assert value.get("examples"), name


def test_the_schema_refuses_what_the_file_s_reader_refuses() -> None:
    check = Draft202012Validator(schema())
    for wrong in (
        {"due_targets": {"P0": -5}},
        {"due_targets": {"P9": 3}},
        {"language": {"severity": {"hindsigt": "advice"}}},
        {"extends": "foo"},
        {"report": {"repositories": ["acme"]}},
        {"label_prefixes": [""]},
        {"facilitators": ["not a login!"]},
    ):
        assert not check.is_valid(wrong), wrong
    assert check.is_valid({name: value["default"] for name, value in schema()["properties"].items()})


def test_the_rules_that_have_a_severity_are_those_that_have_a_page() -> None:
    assert set(get_args(Rule)) == {page.id for page in pages()}


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_settings(text)
    except SettingsError as error:
        refused = error
    else:
        return
    assert refused.mistakes
