"""Secrets and personal data are found wherever they were pasted, and their value is told nowhere."""

from __future__ import annotations

import json
import string
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.language import formats, privacy
from postmortem_gh.language.lint import check_text, lint
from postmortem_gh.language.sarif import as_sarif

ALNUM = string.ascii_letters + string.digits


def random(length: int, alphabet: str = ALNUM) -> str:
    """So many characters that look drawn; the same each time, put together here so that no scanner sees them."""
    return "".join(alphabet[(i * i * 7 + i * 31 + 11) % len(alphabet)] for i in range(length))


HEX = "0123456789abcdef"
UPPER = string.ascii_uppercase + "234567"
SECRETS = {
    "GitHub, classic": "ghp" + "_" + random(36),
    "GitHub, of an app": "ghs" + "_" + random(36),
    "GitHub, fine-grained": "github" + "_pat_" + random(82),
    "GitLab": "glpat" + "-" + random(20),
    "AWS, access key": "AK" + "IA" + random(16, UPPER),
    "AWS, secret key": "aws_secret_access_key" + " = " + random(40, ALNUM + "/+"),
    "Slack, bot": "xoxb" + "-" + random(12, string.digits) + "-" + random(24),
    "Slack, app": "xapp" + "-1-" + random(40),
    "Slack, webhook": "https://hooks.slack.com/services/T" + random(8) + "/B" + random(8) + "/" + random(24),
    "Discord, webhook": "https://discord.com/api/webhooks/" + random(18, string.digits) + "/" + random(68),
    "Google, API key": "AI" + "za" + random(35),
    "Google, access token": "ya" + "29." + random(60),
    "Stripe, live": "sk" + "_live_" + random(24),
    "Stripe, test": "rk" + "_test_" + random(24),
    "npm": "npm" + "_" + random(36),
    "PyPI": "py" + "pi-A" + random(90),
    "Docker Hub": "dckr" + "_pat_" + random(27),
    "JSON web token": "ey" + "J" + random(30) + ".ey" + "J" + random(60) + "." + random(43),
    "private key": "-----BEGIN "
    "RSA PRIVATE KEY-----\n" + random(64) + "\n" + random(64) + "\n-----END RSA PRIVATE KEY-----",
    "private key, cut off": "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "Azure, storage": "Account" + "Key=" + random(86) + "==",
    "DigitalOcean": "dop" + "_v1_" + random(64, HEX),
    "SendGrid": "S" + "G." + random(22) + "." + random(43),
    "Twilio": "S" + "K" + random(32, HEX),
    "Telegram": random(10, string.digits) + ":A" + "A" + random(33),
    "Vault": "hv" + "s." + random(90),
    "Anthropic": "sk" + "-ant-api03-" + random(80),
    "OpenAI": "sk" + "-proj-" + random(60),
    "Hugging Face": "hf" + "_" + random(34),
    "Grafana": "gl" + "sa_" + random(32) + "_" + random(8, HEX),
    "password in an address": "postgres://app:" + "s3cr3t-Pw9" + "@db.internal:5432/shop",
    "password, set": "DB_PASSWORD" + "=" + "tr0ub4dor&3",
    "password, in YAML": "password: " + '"' + "Wx7!pQ2z" + '"',
    "key, set": "API_KEY" + "=" + random(40, HEX),
    "token in JSON": '"auth_token": "' + random(32) + '"',
    "bearer": "Authorization: " + "Bearer " + random(44),
}
# Where the secret is a part of the words, the part.
VALUES = {
    "password in an address": "s3cr3t-Pw9",
    "password, set": "tr0ub4dor&3",
    "password, in YAML": "Wx7!pQ2z",
}


@pytest.mark.parametrize("kind", SECRETS)
@pytest.mark.parametrize(
    "around",
    ["We ran it with {} by hand.", "```\n$ curl -H x {}\n```", "- [ ] rotate `{}`", "> {}\n", "{}"],
    ids=["prose", "code block", "list", "quote", "alone"],
)
def test_a_secret_is_found_and_its_value_is_in_no_format(kind, around):
    secret = SECRETS[kind]
    checked = check_text(around.format(secret), path="a.md")

    assert "secret" in {f.rule for f in checked.findings}
    sources = {"a.md": checked.lines}
    printed = [
        formats.as_text(checked.findings, sources, lambda text, _: text),
        formats.as_json(checked.findings),
        formats.as_github(checked.findings),
        as_sarif(checked.findings, version="1"),
    ]
    value = VALUES.get(kind) or max(secret.replace('"', " ").replace("=", " ").split(), key=len)
    parts = {value, value[:10], value[-10:]}
    assert not any(part in output for output in printed for part in parts)


def test_a_sentence_that_holds_a_secret_is_judged_and_shown_without_it():
    token = SECRETS["GitHub, classic"]

    checked = check_text(f"Bob forgot to rotate {token} in time.", path="a.md")

    assert {"secret", "naming", "fault"} & {f.rule for f in checked.findings} > {"secret"}
    assert token not in json.dumps(
        [(f.text, f.message, f.suggestions, [e.text for e in f.edits]) for f in checked.findings]
    )
    assert token not in "".join(checked.lines)


@pytest.mark.parametrize(
    "text",
    [
        "The deploy of 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b failed.",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b, tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904",
        "Request 123e4567-e89b-12d3-a456-426614174000 timed out.",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "integrity sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==",
        "Set `GITHUB_TOKEN` to a token of your own.",
        "token: ${{ secrets.GITHUB_TOKEN }}",
        "password: hunter",
        "password = os.environ['DB_PASSWORD']",
        "PASSWORD=changeme123",
        "The secret was rotated; the token: expired.",
        "api_key: <your-key>",
        "`ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`",
        "secretName: checkout-tls",
        "access key rotation, token bucket, password reset",
        "postgres://app:${PASSWORD}@db:5432",
        "https://user:password@example.com is how it reads",
        "At 14:02:33 it went to 10.1.2.3 and 192.168.0.17, then 172.16.9.9.",
        "It resolves by 8.8.8.8 and 1.1.1.1; docs use 203.0.113.7 and 2001:db8::1.",
        "Chrome/120.0.6099.129, version 4.18.0.305, v1.33.7.40, std::vector, a::b",
        "Write to security@corp.io, jane@example.com or noreply@corp.io; git@github.com:a/b.git; logo@2x.png",
        "pod gke-df315ed616f010764e03@a.b.c.d and actions/checkout@v4",
        "user@service.prod.svc.cluster.local",
    ],
)
def test_what_only_looks_alike_is_left_alone(text):
    assert privacy.scan(text) == []


def test_ordinary_sentences_are_left_alone():
    pairs = Path(__file__).with_name("pairs.md")
    paragraphs = [line for line in pairs.read_text(encoding="utf-8").split("\n") if line.strip()]

    alarms = [paragraph for paragraph in paragraphs if privacy.scan(paragraph)]

    assert len(alarms) * 100 < len(paragraphs)


@pytest.mark.parametrize(
    ("text", "rule", "column", "end"),
    [
        ("Mail jane.doe@corp.io today", "email-address", 6, 22),
        ("<mailto:jo+x@mail.corp.co.uk>", "email-address", 9, 29),
        ("from 84.16.227.91:443 on", "ip-address", 6, 18),
        ("💥 84.16.227.91", "ip-address", 3, 15),
        ("from 2606:4700:4700::1111, twice", "ip-address", 6, 26),
    ],
)
def test_personal_data_is_found_in_its_place(text, rule, column, end):
    found = privacy.scan(f"first\r\n{text}")

    assert [(f.rule, f.line, f.column, f.end_column) for f in found] == [(rule, 2, column, end)]


def test_personal_data_is_advice_a_secret_an_error():
    severities = {f.rule: f.severity for f in lint("jane.doe@corp.io, 84.16.227.91, " + SECRETS["npm"])}

    assert severities == {"email-address": "advice", "ip-address": "advice", "secret": "error"}


@pytest.mark.parametrize("name", ["Acme Corp", "ACME  Corporation", "acme\ncorps"])
def test_a_customer_is_found_by_a_pattern_of_the_settings(name):
    found = privacy.scan(f"It hit {name} and us.", customers=("Acme Corp*",))

    assert [f.rule for f in found] == ["customer-name"]
    assert "acme" not in f"{found[0].text}{found[0].message}".lower()


def test_a_pattern_of_stars_alone_finds_nothing():
    assert privacy.scan("every word", customers=("*", " ", "**")) == []


@given(st.text(alphabet="@.:/=_- aA1g\"'xp", max_size=300))
def test_what_is_found_lies_apart_and_is_blotted_out_in_place(text):
    found = privacy.search(text)

    blotted = privacy.blotted(text, found)

    assert len(blotted) == len(text)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(set(blotted[f.start : f.end]) <= {privacy.BLOT, "\n"} for f in found)


@pytest.mark.parametrize(
    "hostile",
    ["a@" * 30_000, "token=" * 10_000, "1.2.3." * 10_000, "eyJaaaaaaaaa." * 5_000, "-----BEGIN PRIVATE KEY-----" * 2_400,
     "://a:" * 13_000, "password" * 8_000, ":" * 60_000, "2001:" * 12_000, "xoxb-" * 12_000, "bearer " * 9_000, "a" * 65_000],
    ids=range(12),
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_other_text(hostile, quick):
    with quick(seconds=0.5):
        privacy.scan(hostile, customers=("a*b*c",))
