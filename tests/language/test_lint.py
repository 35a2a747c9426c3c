"""The whole check of a text: places, switches, rewrites that can be carried out, other languages."""

from __future__ import annotations

import pytest

from postmortem_gh.language.lint import Options, check_text, lint
from postmortem_gh.settings import Language

BLAME = "Bob's team failed to drain the node."


def found(text: str, **options) -> list[str]:
    return [f"{f.line}:{f.column} {f.rule}" for f in lint(text, options=Options(**options))]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("# T\n\nFine. Somebody forgot to renew it.", (3, 7)),
        ("- one\n  - Somebody forgot to renew it.", (2, 5)),
        ("| a | b |\n| - | - |\n| x | Somebody forgot to renew it. |", (3, 7)),
        ("> It broke.\n> Somebody forgot to renew it.", (2, 3)),
        ("日本 💥 ok. Somebody **forgot** to renew it.", (1, 10)),
        ("It broke.\r\nSomebody forgot to renew it.", (2, 1)),
    ],
    ids=["paragraph", "list", "table", "quote", "wide characters", "CRLF"],
)
def test_the_words_are_found_in_their_place(text, place):
    findings = lint(text)

    assert [(f.line, f.column) for f in findings] == [place]
    line = text.replace("\r\n", "\n").split("\n")[findings[0].line - 1]
    assert line[findings[0].column - 1 : findings[0].end_column - 1] == findings[0].text


def test_words_that_wrap_are_one_finding_over_two_lines():
    findings = lint("> We simply failed\n> to renew the certificate.")

    assert {(f.line, f.end_line) for f in findings} >= {(1, 2)}


@pytest.mark.parametrize(
    "text",
    [
        "```\nBob failed to look.\n```",
        "    Bob failed to look.",
        "# Bob failed to look",
        "---\ntitle: Bob failed to look\n---\n",
        "See https://example.com/bob-failed-to-look.",
        'The log read "user failed to authenticate: bob forgot it".',
        "Ran `bob failed to look` twice.",
        "<!-- Bob failed to look. -->",
    ],
    ids=["fence", "indented", "heading", "front matter", "address", "message", "span", "comment"],
)
def test_what_is_no_prose_of_ours_is_left_alone(text):
    assert lint(text) == []


# -- switches ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        f"{BLAME} <!-- postmortem-gh: ignore fault the vendor's words -->",
        f"<!-- postmortem-gh: ignore fault the vendor's words -->\n{BLAME}",
        f"<!-- postmortem-gh: ignore fault,naming -->\n\n- {BLAME}\n  And more.",
        f"- <!-- postmortem-gh: ignore all -->\n  {BLAME}",
        f"| a |\n| - |\n| {BLAME} <!-- postmortem-gh: ignore fault x --> |",
        f"> <!-- postmortem-gh: ignore fault x -->\n> {BLAME}",
    ],
    ids=["end of line", "line before", "list", "in the item", "table", "quote"],
)
def test_a_comment_switches_a_rule_off_in_one_place(text):
    assert found(text) == []
    assert found(text.replace("ignore", "regard")) != []


def test_a_comment_holds_for_one_place_and_one_rule_only():
    text = f"<!-- postmortem-gh: ignore fault x -->\n- {BLAME}\n- {BLAME}"

    assert [line.split(":")[0] for line in found(text)] == ["3"]
    assert found(f"{BLAME} <!-- postmortem-gh: ignore hindsight x -->") != []


def test_a_comment_before_a_code_block_lets_its_secrets_pass():
    token = "ghp" + "_Ab3dEf6hIj9lMn2pQr5tUv8xYz1BcD4fGh7J"
    text = (
        f"<!-- postmortem-gh: ignore secret revoked, part of the story -->\n```\none\n{token}\n```\n\n{token}"
    )

    assert found(text) == ["7:1 secret"]


def test_a_comment_that_names_no_rule_of_ours_is_told():
    checked = check_text(f"{BLAME} <!-- postmortem-gh: ignore falt x -->", path="a.md")

    assert checked.findings
    assert "no rule “falt”" in checked.notes[0]


def test_a_phrase_can_be_allowed():
    assert found(BLAME, allow=("failed to drain",)) == []


@pytest.mark.parametrize(("severity", "becomes"), [("error", ["error"]), ("advice", ["advice"]), ("off", [])])
def test_a_rule_gets_its_severity_from_the_settings(severity, becomes):
    options = Language(severity={"fault": severity})

    assert [f.severity for f in lint(BLAME, options=options)] == becomes


def test_secrets_can_be_left_to_another_tool():
    assert found("mail jane.doe@corp.io", secrets=False) == []


def test_the_defaults_here_are_those_of_the_settings():
    settings = Language()

    assert {name: getattr(settings, name) for name in Options._fields} == {
        name: value if name != "severity" else dict(value) for name, value in Options()._asdict().items()
    }


# -- rewrites ----------------------------------------------------------------------------------------


def carried_out(text: str) -> str:
    lines = text.split("\n")
    edit = lint(text)[0].edits[0]
    assert edit.line == edit.end_line
    line = lines[edit.line - 1]
    return "\n".join(
        [
            *lines[: edit.line - 1],
            line[: edit.column - 1] + edit.text + line[edit.end_column - 1 :],
            *lines[edit.line :],
        ]
    )


def test_carrying_a_rewrite_out_leaves_nothing_to_find():
    text = "# T\n\n- It was late. The on-call failed to drain `node-7` before the upgrade. It broke."

    after = carried_out(text)

    assert after.startswith("# T\n\n- It was late. ")
    assert after.endswith(" It broke.")
    assert "`node-7`" in after
    assert lint(after) == []


@pytest.mark.parametrize("written", ["the [node](https://x.io)", "the **node**", "the n&ouml;de"])
def test_a_rewrite_that_would_lose_a_mark_is_told_and_not_carried_out(written):
    text = f"The on-call failed to drain {written} before the upgrade."

    for finding in lint(text):
        for edit in finding.edits:
            kept = text[: edit.column - 1] + edit.text + text[edit.end_column - 1 :]
            assert written.removeprefix("the ") in kept


# -- other languages ---------------------------------------------------------------------------------

OTHERS = {
    "German": "Der Ausfall begann um 14 Uhr, weil wir vergessen haben, das Zertifikat zu erneuern. Wir hätten es merken müssen.",
    "French": "La panne a commencé à 14 h parce que nous avons oublié de renouveler le certificat, et personne ne l'a vu.",
    "Spanish": "La caída empezó a las 14 porque olvidamos renovar el certificado, y el equipo no lo vio en los registros.",
    "Portuguese": "A falha começou às 14 porque não renovamos o certificado, e a equipe não viu isso nos registros do sistema.",
    "Dutch": "De storing begon om 14 uur omdat wij het certificaat niet hebben vernieuwd, en niemand zag het in de logs.",
    "Polish": "Awaria zaczęła się o 14, ponieważ nie odnowiliśmy certyfikatu, i nikt tego nie zauważył w logach systemu.",
    "Japanese": "証明書の更新を忘れたため、14時に障害が発生しました。誰もログを確認しませんでした。",
    "Russian": "Сбой начался в 14 часов, потому что мы забыли продлить сертификат, и никто этого не заметил.",
    "Hebrew": "התקלה החלה בשעה 14 מכיוון ששכחנו לחדש את התעודה ואף אחד לא שם לב לכך ביומנים.",
    "Arabic": "بدأ العطل في الساعة 14 لأننا نسينا تجديد الشهادة ولم يلاحظ أحد ذلك في السجلات.",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_language_is_told_and_not_judged(text):
    checked = check_text(f"# T\n\n{text} Bob failed to look.", path="a.md")

    assert not checked.english
    assert checked.findings == []


def test_secrets_are_found_in_any_language():
    checked = check_text(f"{OTHERS['Russian']} jane.doe@corp.io", path="a.md")

    assert [f.rule for f in checked.findings] == ["email-address"]


@pytest.mark.parametrize(
    "text",
    [
        "We failed to look.",
        "14:02 EST nginx 502s on api-gw, IST team paged\n\n14:05 EST rollback of api-gw 1.2.3, all green",
        "The naïve café menu, the Zürich data centre and the São Paulo region failed over; the Übersicht page did not.",
        "`kubectl get pods`\n\n```\nder die das und nicht wir wurde ein eine\n```\n\nIt worked.",
    ],
)
def test_english_is_english_also_when_short_or_full_of_names(text):
    assert check_text(text, path="a.md").english


# -- action items ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "below", ["", "\n  Done when a drill pages us.", "\n  - Done when a drill pages us."]
)
def test_a_closing_condition_below_an_action_item_belongs_to_it(below):
    rules = [f.rule for f in lint(f"## Action items\n\n- Improve monitoring{below}\n- Improve monitoring")]

    assert rules.count("unmeasurable-action") == (1 if below else 2)


def test_the_same_words_outside_of_the_action_items_are_no_action_item():
    assert lint("## Summary\n\n- Improve monitoring") == []
