"""A form's YAML as GitHub takes it, and what is no form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.errors import ExitCode
from postmortem_gh.forms import definition
from postmortem_gh.forms.definition import FormError

SHIPPED = Path(__file__).parents[2] / "templates" / "forms"


def test_every_scalar_is_the_text_that_github_shows():
    form = definition.read(
        "body:\n- {type: dropdown, id: 1, attributes: {label: 1.10, options: [yes, 0x10, 1.0, ~], multiple: true}}\n"
    )

    element = form.elements[0]
    assert (element.id, element.label, element.options, element.multiple) == (
        "1",
        "1.10",
        ("yes", "0x10", "1.0", "~"),
        True,
    )


def test_markdown_is_no_question():
    form = definition.read(
        "body:\n- {type: markdown, attributes: {value: x}}\n- {type: upload, attributes: {label: Files}}\n"
    )

    assert [(e.id, e.type) for e in form.elements] == [("files", "upload")]


def test_labels_may_be_a_list_or_a_line():
    body = "body: [{type: input, attributes: {label: A}}]\n"

    assert definition.read("labels: a, b\n" + body).labels == ("a", "b")
    assert definition.read("labels: [a, b]\n" + body).labels == ("a", "b")


def test_anchors_and_merged_keys_are_followed():
    form = definition.read(
        "x: &common {label: A, options: [one]}\nbody:\n"
        "- {type: dropdown, attributes: *common}\n- {type: dropdown, attributes: {<<: *common, label: B}}\n"
    )

    assert [(e.label, e.options) for e in form.elements] == [("A", ("one",)), ("B", ("one",))]


@pytest.mark.parametrize(
    ("label", "id_"),
    [
        ("What happened?", "what-happened"), ("Que s'est-il passé ?", "que-s-est-il-passe"), ("Größe", "grosse"), ("Ærø", "aero"), ("Łódź", "lodz"),
        ("C++ & C#", "c-c"), ("snake_case - x", "snake_case-x"), ("_x_", "_x_"), ("--a--", "a"), ("障害", ""), ("🔥 Impact", "impact"), ("Đà Nẵng", "da-n-ng"), ("E\u0301tat", "etat"),
    ],
)  # fmt: skip
def test_an_element_without_an_id_has_its_label_as_rails_makes_one_of_it(label, id_):
    form = definition.read(yaml.safe_dump({"body": [{"type": "input", "attributes": {"label": label}}]}))

    assert form.elements[0].id == id_


def test_no_answer_is_lost_where_two_elements_would_have_one_id():
    form = definition.read(
        "body:\n- {type: input, attributes: {label: A}}\n- {type: input, attributes: {label: a!}}\n"
    )

    assert [e.id for e in form.elements] == ["a", "a-2"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1: it is empty"), ("# nothing", "empty"), ("just text", "plain text"), ("- a", "a list"), ("name: x", "no list `body`"), ("body: x", "`body` is no list"),
        ("name: x\nbody:\n  - a", "line 3: an element"), ("body: []", "asks nothing"), ("body:\n- {type: markdown, attributes: {value: x}}", "asks nothing"), ("a: [", "no YAML"), ("a: *b", "stands for nothing"),
        ("name: x\nbody:\n- type: input\n  attributes: {description: x}", "line 3: the input has no `label`"), ("body:\n- type: slider\n  attributes: {label: x}", "“slider”"),
        ("---\nname: Bug\nabout: x\n---\n\nWhat happened?", "a second document"), ("\x00", "no YAML"), ("[" * 3000, "nest"), ("a: !!python/object/apply:os.system [x]", "no list `body`"), ("body:\n- {type: input, attributes: [label]}", "no `label`"),
        ("body:\n\t- a", "no YAML"), ("? [a]\n: b", "no list `body`"), ("%TAG", "no YAML"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_told_with_its_line(text, why):
    with pytest.raises(FormError) as told:
        definition.read(text)

    assert why in told.value.cause
    assert told.value.exit_code == ExitCode.USAGE


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            [
                "body:",
                "\n",
                "- ",
                "type: input",
                "attributes:",
                "label: x",
                "  ",
                "{",
                "}",
                "[",
                "]",
                "&a ",
                "*a",
                "<<: ",
                "'",
                '"',
                "|",
                "? ",
                ": ",
                "!!x ",
                "#",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_text_is_a_form_or_refused_with_reasons(text):
    try:
        form = definition.read(text)
    except FormError as refusal:
        told = refusal.cause
    else:
        told = f"line 1: {len(form.elements)} elements"

    assert re.match(r"line \d+: [^0]", told)


def test_aliases_of_aliases_cost_nothing():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )

    form = definition.read(bomb + "body:\n- {type: dropdown, attributes: {label: A, options: *u}}\n")

    assert form.elements[0].options == ()


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("postmortem", "summary* severity criteria started* detected resolved participants services factors timeline causes went_well went_wrong confusing action_items"),
        ("near-miss", "summary* started* noticed could_have what_stopped_it services factors action_items"),
        ("retrospective", "summary* period* went_well went_wrong confusing action_items participants thanks"),
    ],
)  # fmt: skip
def test_a_shipped_form_asks_what_the_design_says(name, ids):
    form = definition.read((SHIPPED / f"{name}.yml").read_text(encoding="utf-8"))

    assert " ".join(e.id + "*" * e.required for e in form.elements) == ids
    assert form.labels == (name,)


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yml")), ids=lambda path: path.stem)
def test_github_takes_a_shipped_form(path):
    """https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/common-validation-errors-when-creating-issue-forms"""
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    asked = [e for e in form["body"] if e["type"] != "markdown"]
    names = [e["attributes"]["label"] for e in asked]
    options = [
        o["label"] if isinstance(o, dict) else o for e in asked for o in e["attributes"].get("options", [])
    ]

    assert set(form) <= {"name", "description", "labels", "body"}
    assert len(form["description"]) <= 200
    assert len(set(names)) == len(names) == len({e["id"] for e in asked})
    assert all(
        isinstance(option, str) and option.strip() and option != "None" and "," not in option
        for option in options
    )
    assert not any("password" in name.lower() for name in names)
    assert all(str(value).strip() for e in form["body"] for value in e["attributes"].values())
    assert all(set(e) <= {"type", "id", "attributes", "validations"} for e in form["body"])
