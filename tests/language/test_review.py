"""Suggestions on our own document: whole lines, ten at most, never on another line."""

from __future__ import annotations

from postmortem_gh.language.review import suggestions
from postmortem_gh.values.findings import Edit, Finding


def finding(line: int, column: int, words: str, instead: str | None = None, **more) -> Finding:
    end = column + len(words)
    edits = (
        ()
        if instead is None
        else (Edit(line=line, column=column, end_line=line, end_column=end, text=instead),)
    )
    known = {
        "rule": "fault",
        "severity": "warning",
        "path": "a.md",
        "message": "Say which condition.",
        "url": "https://x",
    }
    place = {"line": line, "column": column, "end_line": line, "end_column": end}
    return Finding(**known | place | {"text": words, "edits": edits} | more)


def test_a_suggestion_holds_the_whole_line_as_it_would_be():
    found = suggestions("# T\n\n- Bob failed to look, and left.\n", [finding(3, 7, "failed to", "could not")])

    assert [(c.start_line, c.line) for c in found.comments] == [(3, 3)]
    assert found.comments[0].body.endswith("```suggestion\n- Bob could not look, and left.\n```")


def test_two_findings_in_one_line_make_one_suggestion():
    text = "He forgot it and she missed that."

    found = suggestions(
        text, [finding(1, 18, "she missed", "nobody saw"), finding(1, 1, "He forgot", "Nobody saw")]
    )

    assert len(found.comments) == 1
    assert "Nobody saw it and nobody saw that." in found.comments[0].body


def test_a_line_with_backticks_gets_a_longer_fence():
    found = suggestions("He forgot ```x```.", [finding(1, 1, "He forgot", "Nobody ran")])

    assert found.comments[0].body.endswith("````suggestion\nNobody ran ```x```.\n````")


def test_a_rewrite_over_two_lines_replaces_both():
    edit = Edit(line=1, column=5, end_line=2, end_column=3, text="could not")
    over = finding(1, 5, "failed\nto", end_line=2, end_column=3, edits=(edit,))

    found = suggestions("Bob failed\nto look", [over])

    assert found.comments[0][:2] == (1, 2)
    assert "suggestion\nBob could not look\n" in found.comments[0].body


def test_text_that_changed_since_gets_no_suggestion():
    found = suggestions("Another line.\nBob failed to look.", [finding(1, 5, "failed to", "could not")])

    assert found.comments == ()


def test_ten_at_most_the_weightiest_and_the_rest_is_counted():
    lines = ["He forgot it."] * 13
    weighty = finding(13, 1, "He forgot", "Nobody did", severity="error")

    found = suggestions(
        "\n".join(lines), [*(finding(n, 1, "He forgot", "Nobody did") for n in range(1, 13)), weighty]
    )

    assert [c.line for c in found.comments] == [*range(1, 10), 13]
    assert "3 more findings" in found.body


def test_a_message_cannot_mention_anybody():
    found = suggestions(
        "He forgot it.", [finding(1, 1, "He forgot", "Nobody did", message="Say what @sam lacked")]
    )

    assert "@sam" not in found.comments[0].body
