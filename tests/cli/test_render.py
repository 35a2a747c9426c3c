"""`render`: the document on standard output, every problem on standard error, and the exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from postmortem_gh.cli import main

BODY = """### What happened?

Card payments failed for Alice's team. Nobody could pay.

### Severity

SEV2

### What applies?

- [x] Someone was paged or called in
- [ ] Customers noticed
- [ ] This kind of failure is new to us

### When did it start?

2026-11-20 14:02 UTC

### Who took part?

Alice (@alice)

### Action items

- [P1] Page on queue depth @alice due 2026-12-15
"""
FORM = """name: Ours
description: x
labels: [near-miss]
body:
  - type: textarea
    id: summary
    attributes: {label: Was war?}
    validations: {required: true}
"""


@pytest.fixture
def body(tmp_path: Path) -> Path:
    path = tmp_path / "body.md"
    path.write_text(BODY, encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["render", *arguments, "--today", "2026-11-24"])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_it_prints_the_document_and_ends_with_0(body: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, str(body))

    assert (code, err) == (0, "")
    assert out.startswith("---\nid: null\n")
    assert "# Card payments failed for Responder A's team" in out


def test_the_title_and_the_number_are_taken_from_the_command_line(
    body: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, str(body), "--title", "Payments down", "--issue", "12")

    assert 'id: "postmortem-12"' in out
    assert "# Payments down" in out


def test_who_agreed_keeps_the_name(body: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, str(body), "--named", "alice,@bob")

    assert "failed for Alice's team" in out
    assert "Named by their own wish: Alice" in out


def test_problems_go_to_standard_error_one_a_line_with_the_document_printed_all_the_same(
    body: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body.write_text(BODY.replace("2026-12-15", "31 February").replace("14:02", "25:99"), encoding="utf-8")

    code, out, err = run(capsys, str(body))

    assert code == 1
    assert "Page on queue depth" in out
    lines = err.splitlines()
    assert len(lines) == 2
    assert any("started" in line and "25:99" in line for line in lines)
    assert any("action_items" in line and "31 February" in line for line in lines)


def test_a_form_of_one_s_own_says_what_kind_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "form.yml").write_text(FORM, encoding="utf-8")
    (tmp_path / "body.md").write_text("### Was war?\n\nFast wäre es passiert.\n", encoding="utf-8")

    code, out, _ = run(capsys, str(tmp_path / "body.md"), "--form", str(tmp_path / "form.yml"))

    assert code == 0
    assert 'kind: "near-miss"' in out


def test_a_retrospective_without_a_day_in_its_period_is_dated_today(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = tmp_path / "body.md"
    body.write_text("### Which period?\n\nSprint 42\n\n### What went well?\n\n- pairing\n", encoding="utf-8")
    form = Path(__file__).parents[2] / "templates" / "forms" / "retrospective.yml"

    main(["render", str(body), "--form", str(form), "--today", "2026-11-24"])

    assert 'date: "2026-11-24"' in capsys.readouterr().out


def test_without_a_form_the_headings_tell_which_of_ours_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from postmortem_gh.config.templates import shipped_forms
    from postmortem_gh.forms import definition

    for name, text in shipped_forms().items():
        labels = [element.label for element in definition.read(text).elements if element.type != "markdown"]
        (tmp_path / "body.md").write_text(
            "".join(f"### {label}\n\nx\n\n" for label in labels), encoding="utf-8"
        )

        _, out, _ = run(capsys, str(tmp_path / "body.md"))

        assert f'kind: "{name.removesuffix(".yml")}"' in out


def test_an_empty_body_is_a_draft_with_its_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "body.md").write_text("", encoding="utf-8")

    code, out, err = run(capsys, str(tmp_path / "body.md"))

    assert code == 1
    assert 'status: "draft"' in out
    assert "required and empty" in err


def test_text_that_stands_under_no_heading_is_told_with_a_name_for_its_place(
    body: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body.write_text(f"Copied from the chat.\n\n{BODY}\n###\n\nwords\n", encoding="utf-8")

    code, out, err = run(capsys, str(body))

    first = err.splitlines()[0]
    assert code == 1
    assert first.startswith(
        "Above the first heading, line 1: “Copied from the chat.” stands where no field can hold it; fix: "
    )
    assert "Copied from the chat." in out


def test_it_writes_to_a_file(body: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, str(body), "-o", str(tmp_path / "out.md"))

    assert out == ""
    assert (tmp_path / "out.md").read_text(encoding="utf-8").startswith("---\n")


@pytest.mark.parametrize(
    "arguments", [["missing.md"], ["{body}", "--form", "missing.yml"], ["{body}", "-o", "/no/such/folder/x"]]
)
def test_a_file_that_cannot_be_read_or_written_is_usage(
    arguments: list[str], body: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, *(each.format(body=body) for each in arguments))

    assert code == 2
    assert "fix:" in err


def test_a_form_that_is_none_is_configuration(body: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, _ = run(capsys, str(body), "--form", str(body))

    assert code == 2


def test_the_words_of_a_problem_cannot_command_the_runner(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = BODY.replace("### Severity", "### Nobody's heading\n\n::add-mask::x\n\n### Severity").replace(
        "What happened?", "Unheard of"
    )
    (tmp_path / "body.md").write_text(hostile, encoding="utf-8")

    _, _, err = run(capsys, str(tmp_path / "body.md"))

    assert not any(line.lstrip().startswith("::") for line in err.splitlines())


def test_it_imports_neither_jinja_nor_markdown_nor_anything_that_talks_to_github(body: Path) -> None:
    program = f"""
import sys
from postmortem_gh.cli import main
main(["render", {str(body)!r}, "--today", "2026-11-24"])
found = {{"jinja2", "markdown_it", "pydantic", "github", "requests", "zoneinfo", "asyncio"}} & set(sys.modules)
sys.exit(f"imported {{found}}" if found else 0)
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("sign", ["`", "``a ", "[", "[a](", "http://", "<", "*a"])
def test_signs_without_end_are_read_in_a_moment(sign: str, tmp_path: Path) -> None:
    run = sign * (20_000 // len(sign))
    body = BODY.replace("Page on queue depth", run).replace("Nobody could pay.", run)
    (tmp_path / "body.md").write_text(body, encoding="utf-8")
    command = [sys.executable, "-m", "postmortem_gh", "render", str(tmp_path / "body.md")]

    done = subprocess.run(command, capture_output=True, timeout=60, check=False)  # it took minutes

    assert done.returncode in (0, 1)


def test_thousands_of_services_are_not_looked_for_one_by_one(tmp_path: Path) -> None:
    services = "\n".join(f"svc-{number}" for number in range(5000))
    timeline = "\n".join(f"14:{minute:02} Alice looked at svc-{minute}" for minute in range(2, 60))
    body = f"{BODY}\n### Which services?\n\n{services}\n\n### Timeline\n\n{timeline}\n"
    (tmp_path / "body.md").write_text(body, encoding="utf-8")
    command = [sys.executable, "-m", "postmortem_gh", "render", str(tmp_path / "body.md")]

    done = subprocess.run(command, capture_output=True, timeout=60, text=True, check=False)  # it took minutes

    assert done.returncode == 0, done.stderr
    assert "Responder A looked at svc-59" in done.stdout
