"""`postmortem-gh parse`: answers as JSON; 0 whatever the body says, 2 when the form is no form."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

FORM = Path(__file__).parents[2] / "templates" / "forms" / "near-miss.yml"


def parse(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "postmortem_gh", "parse", *arguments],
        input=given,
        capture_output=True,
        check=False,
    )


def test_answers_are_printed_in_the_order_of_the_form(tmp_path):
    body = tmp_path / "body.md"
    body.write_bytes(
        "### When was it?\r\n\r\n2026-11-20\r\n\r\n### What nearly happened?\r\n\r\nÜber 90 %\r\n".encode()
    )

    done = parse(str(body), "--form", str(FORM))

    assert (done.returncode, done.stderr) == (0, b"")
    values = json.loads(done.stdout)
    assert list(values)[:3] == ["summary", "started", "noticed"]
    assert (values["summary"], values["started"], values["factors"]) == ("Über 90 %", "2026-11-20", [])
    assert "Über" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "given", [b"", b"\xff\xfe\x00### x", b"\xef\xbb\xbf### When was it?\n\nnow", b"\x00" * 1000]
)
def test_whatever_the_body_holds_is_an_answer_of_some_kind(given):
    done = parse("-", "--form", str(FORM), given=given)

    assert done.returncode == 0
    assert json.loads(done.stdout)["noticed"] is None


def test_a_form_that_is_none_ends_in_two_and_says_why(tmp_path):
    form = tmp_path / "form.yml"
    form.write_text("name: x\nbody: nothing\n", encoding="utf-8")

    done = parse("-", "--form", str(form))

    assert (done.returncode, done.stdout) == (2, b"")
    assert b"`body` is no list" in done.stderr


@pytest.mark.parametrize("path", [".", "missing.yml", sys.executable, "a\0b"[:1]])
def test_a_form_that_cannot_be_read_ends_in_two(path):
    assert parse("-", "--form", path).returncode == 2


def test_a_body_that_is_missing_ends_in_two():
    assert parse("missing.md", "--form", str(FORM)).returncode == 2


def test_standard_input_is_one_of_them():
    assert parse("-", "--form", "-").returncode == 2
