"""How findings are printed, and that a document's words have no power over where they are printed."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postmortem_gh.language import formats
from postmortem_gh.language.sarif import as_sarif
from postmortem_gh.values.findings import Edit, Finding


def finding(**more) -> Finding:
    known = {
        "rule": "fault", "severity": "warning", "path": "docs/a.md", "line": 2, "column": 5, "end_line": 2,
        "end_column": 14, "text": "failed to", "message": "Say which condition.", "suggestions": ("It was not run.",),
        "url": "https://example.com/fault.md",
    }  # fmt: skip
    return Finding(**known | more)


def plain(text: str, style: str) -> str:
    return text


def test_text_shows_the_line_with_the_words_underlined_and_what_to_write():
    shown = formats.as_text([finding()], {"docs/a.md": ["# T", "Bob failed to look."]}, plain)

    assert shown == (
        "docs/a.md:2:5: warning[fault] Say which condition.\n"
        "  2 │ Bob failed to look.\n"
        "    │     ^^^^^^^^^\n"
        "  instead: It was not run.\n"
        "  why: https://example.com/fault.md\n\n"
    )


def test_the_underline_stands_below_wide_characters():
    shown = formats.as_text(
        [finding(line=1, column=3, end_line=1, end_column=5)], {"docs/a.md": ["日本語で"]}, plain
    )

    assert "    │     ^^^^\n" in shown


def test_a_long_line_is_cut_around_the_words():
    line = "a" * 1000 + " failed to " + "b" * 1000
    shown = formats.as_text(
        [finding(line=1, column=1002, end_line=1, end_column=1011)], {"docs/a.md": [line]}, plain
    )

    rows = shown.split("\n")
    assert max(map(len, rows)) < 140
    start = rows[2].index("^")
    assert rows[1][start : start + 9] == "failed to"


def test_colour_goes_around_the_words_only():
    shown = formats.as_text(
        [finding()], {"docs/a.md": ["", "Bob failed to look."]}, lambda text, style: f"<{style}>{text}</>"
    )

    assert "Bob <yellow>failed to</> look." in shown


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ([], "Nothing to mend in 1 file."),
        (["warning"], "1 finding in 1 file: 1 warning."),
        (["error", "advice", "advice"], "3 findings in 1 file: 1 error, 2 pieces of advice."),
    ],
)
def test_it_ends_with_a_count(severities, said):
    assert formats.count([finding(severity=severity) for severity in severities], 1) == said


def test_json_is_the_contracts_list_and_nothing_more():
    edit = Edit(line=2, column=5, end_line=2, end_column=14, text="x")

    rows = json.loads(formats.as_json([finding(edits=(edit,))]))

    assert rows == [
        {
            "rule": "fault", "severity": "warning", "path": "docs/a.md", "line": 2, "column": 5, "end_line": 2,
            "end_column": 14, "text": "failed to", "message": "Say which condition.",
            "suggestions": ["It was not run."], "url": "https://example.com/fault.md",
        }
    ]  # fmt: skip
    assert json.loads(formats.as_json([])) == []


def test_an_annotation_is_written_as_the_runner_reads_it():
    assert formats.as_github([finding(path="./a,b:c%.md", message="100% of\nit")]) == (
        "::warning file=a%2Cb%3Ac%25.md,line=2,endLine=2,col=5,endColumn=14,title=Blameless language%3A fault"
        "::100%25 of%0Ait%0AInstead: It was not run.%0Ahttps://example.com/fault.md\n"
    )


def test_words_over_two_lines_have_no_columns_which_github_would_refuse():
    annotation = formats.as_github([finding(end_line=3)])

    assert "line=2,endLine=3,title" in annotation


def test_standard_input_is_no_file():
    assert "file=" not in formats.as_github([finding(path="-")])


def test_advice_becomes_a_notice():
    assert formats.as_github([finding(severity="advice")]).startswith("::notice ")


def test_github_shows_ten_of_a_kind_and_the_last_notice_counts_the_rest():
    many = [
        finding(severity=s, line=n, end_line=n) for s in ("error", "warning", "advice") for n in range(1, 13)
    ]

    lines = formats.as_github(many).splitlines()

    kinds = [line.split(" ")[0] for line in lines if line.startswith("::")]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "::error": 10,
        "::warning": 10,
        "::notice": 10,
    }
    assert lines[-1].endswith("::7 more findings in this step's log: GitHub shows ten of a kind.")
    assert len(lines) == 37


HOSTILE = st.text(alphabet="ab:%,\r\n#[]\x1b\u202e\u2028set-env name=", max_size=60)


def commands(log: str) -> list[str]:
    """What the runner would obey: actions/runner, ActionCommand.cs, TryParseV2 and TryParse."""
    lines = re.split(r"\r\n|\r|\n", log)
    return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


@given(HOSTILE, HOSTILE, HOSTILE)
@example("", ":", "")
@example("x", "::error ::y", "x")
def test_a_documents_words_are_no_workflow_command(words, path, line):
    found = [finding(text=words, message=words, suggestions=(words,), path=path or "-")] * 12

    annotations = formats.as_github(found)
    text = formats.as_text(found, {path: ["", line]}, plain)
    data = formats.as_json(found)

    assert len(commands(annotations)) == 11
    assert all(command.startswith(("::warning ", "::notice ")) for command in commands(annotations))
    assert commands(text) == []
    assert commands(data) == []
    assert json.loads(data)[0]["text"] == words
    assert not re.search("[\x1b\u202e\u2028]", text + data)


# -- SARIF --------------------------------------------------------------------------------------------


def run_of(findings, **more) -> dict:
    log = json.loads(as_sarif(findings, version="1.2.3", **more))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    return log["runs"][0]


def test_sarif_says_how_columns_count_and_who_speaks():
    run = run_of([])

    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["semanticVersion"] == "1.2.3"
    assert run["results"] == []


def test_a_result_points_to_its_rule_its_place_and_its_words():
    run = run_of([finding(severity="advice", path="./docs/a b.md")])

    result = run["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "fault"
    assert result["level"] == "note"
    assert place["artifactLocation"]["uri"] == "docs/a%20b.md"
    assert place["region"] == {
        "startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 14, "snippet": {"text": "failed to"},
    }  # fmt: skip


def test_every_rule_links_to_its_page():
    rules = run_of([])["tool"]["driver"]["rules"]

    assert {"fault", "counterfactual", "human-error", "secret"} <= {rule["id"] for rule in rules}
    assert all(rule["helpUri"].endswith(f"docs/rules/{rule['id']}.md") for rule in rules)


def test_an_edit_becomes_a_fix_that_a_viewer_can_carry_out():
    edit = Edit(line=2, column=1, end_line=3, end_column=4, text="It was not run.")

    fix = run_of([finding(edits=(edit,))])["results"][0]["fixes"][0]

    assert fix["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 3, "endColumn": 4},
            "insertedContent": {"text": "It was not run."},
        }
    ]


def test_fingerprints_survive_lines_above_and_tell_equal_words_apart():
    first, moved, twice = ([finding(line=2)], [finding(line=9)], [finding(line=2), finding(line=4)])

    prints = [
        [tuple(r["partialFingerprints"].values()) for r in run_of(found)["results"]]
        for found in (first, moved, twice)
    ]

    assert prints[0] == prints[1]
    assert len(set(prints[2])) == 2


def test_a_file_that_was_not_read_is_told_as_a_notification():
    invocation = run_of([], unread=[("a.bin", "is binary")])["invocations"][0]

    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "a.bin: is binary"
