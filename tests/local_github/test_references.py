"""The reference oracle: what GitHub would link and notify, and what it would not."""

from __future__ import annotations

import pytest

from postmortem_gh.local_github import Reference, scan
from tests.local_github.busy import Hub, quiet

SERVER = "http://github.localhost"
MENTIONS = [
    ("@alice", ["alice"]), ("Ask @alice, @bob-1.", ["alice", "bob-1"]), ("(@alice)", ["alice"]), ("**@alice**", ["alice"]),
    ("\\@alice", ["alice"]), ("&#64;alice", ["alice"]), ("&commat;alice", ["alice"]), ("| @alice |\n|---|\n| x |", ["alice"]),
    ("- [ ] @alice", ["alice"]), ("# @alice", ["alice"]), ("> @alice", ["alice"]), ("<b>@alice</b>", ["alice"]),
    ("<details><summary>@alice</summary></details>", ["alice"]), ("a@b.example", []), ("`@alice`", []),
    ("```\n@alice\n```", []), ("    @alice", []), ("<!-- @alice -->", []), ("@<!-- -->alice", []), ("@\u200balice", []),
    ("@\u2060alice", []), ("<code>@alice</code>", []), ("<pre>@alice</pre>", []), ("[@alice](https://a.example)", []),
    ("https://a.example/@alice", []), ("@-alice", []), ("@@alice", []), ("word@alice", []), ("&lt;@alice", ["alice"]),
]  # fmt: skip
NUMBERS = [
    ("#1", ["acme/shop#1"]), ("see #1, #2.", ["acme/shop#1", "acme/shop#2"]), ("GH-3", ["acme/shop#3"]),
    ("other/repo#4", ["other/repo#4"]), (f"{SERVER}/acme/shop/issues/5", ["acme/shop#5"]),
    (f"<{SERVER}/acme/shop/pull/6>", ["acme/shop#6"]), (f"[x]({SERVER}/acme/shop/issues/7#issuecomment-1)", ["acme/shop#7"]),
    ("&#35;8", ["acme/shop#8"]), ("\\#9", ["acme/shop#9"]), ("`#1`", []), ("#\u200b1", []), ("a#1", []), ("&#49;", []),
    ("#1a", []), ("<!-- #1 -->", []), ("https://elsewhere.example/acme/shop/issues/1", []), ("```\n#1\n```", []),
]  # fmt: skip


def targets(text: str, kind: str) -> list[str]:
    return [r.target for r in scan(text, "acme/shop", SERVER) if r.kind == kind]


@pytest.mark.parametrize(("text", "logins"), MENTIONS, ids=[m[0] for m in MENTIONS])
def test_mentions(text, logins):
    assert targets(text, "mention") == logins


@pytest.mark.parametrize(("text", "issues"), NUMBERS, ids=[n[0] for n in NUMBERS])
def test_references(text, issues):
    assert targets(text, "issue") == issues


def test_a_team_is_a_reference_of_its_own():
    assert scan("@acme/oncall", "acme/shop", SERVER) == [Reference("team", "acme/oncall")]


@pytest.fixture
def hub() -> Hub:
    return quiet()


def told(hub: Hub) -> list[tuple[str, str, str]]:
    return [(n.reason, n.to, n.place) for n in hub.world.notifications]


def test_writing_notifies_once_and_an_edit_only_those_newly_named(hub):
    alice = hub.world.as_person("alice")
    said = alice.comments(alice.opens_issue("acme/shop", "t").about, "Hi @rita").comment

    alice.edits_comment(said, "Hi @rita and @tina")

    assert told(hub) == [("mention", "rita", "acme/shop#1"), ("mention", "tina", "acme/shop#1")]


def test_assignment_notifies_unless_it_is_oneself(hub):
    alice = hub.world.as_person("alice")
    issue = alice.opens_issue("acme/shop", "t").about

    alice.assigns(issue, "alice")
    alice.assigns(issue, "tina")

    assert told(hub) == [("assign", "tina", "acme/shop#1")]


def test_a_reference_enters_the_other_issues_timeline_once(hub):
    alice = hub.world.as_person("alice")
    one, two = (
        alice.opens_issue("acme/shop", "one").about,
        alice.opens_issue("acme/shop", "two", "see #1").about,
    )

    alice.comments(two, "again #1")
    shown = hub.get("/repos/acme/shop/issues/1/timeline")

    assert [(e["event"], e["source"]["issue"]["number"]) for e in shown] == [("cross-referenced", 2)]
    assert one.timeline


def test_mentions_of_unknown_accounts_are_kept_and_marked(hub):
    hub.world.as_person("alice").opens_issue("acme/shop", "t", "@nobody-here")

    assert [(n.to, n.known) for n in hub.world.notifications] == [("nobody-here", False)]


def test_titles_notify_nobody(hub):
    hub.world.as_person("alice").opens_issue("acme/shop", "@rita #1")

    assert told(hub) == []


def test_committed_files_notify_nobody_but_commit_messages_do(hub):
    hub.world.as_person("alice").commits("acme/shop", {"a.md": "@rita"}, message="Thank @tina")

    assert [(n.reason, n.to) for n in hub.world.notifications] == [("mention", "tina")]


@pytest.mark.parametrize("word", ["closes", "Fixes", "resolved:", "FIX"])
def test_closing_words_close_at_the_merge_into_the_default_branch(hub, word):
    alice = hub.world.as_person("alice")
    issue = alice.opens_issue("acme/shop", "t").about
    alice.commits("acme/shop", {"a": "a"}, branch="x")

    alice.merges(alice.opens_pull("acme/shop", "x", "P", f"This {word} #1."))

    assert issue.state == "CLOSED"


@pytest.mark.parametrize("words", ["Refs #1", "`closes #1`", "closes #\u200b1", "prefixes #1"])
def test_other_words_close_nothing(hub, words):
    alice = hub.world.as_person("alice")
    issue = alice.opens_issue("acme/shop", "t").about
    alice.commits("acme/shop", {"a": "a"}, branch="x")

    alice.merges(alice.opens_pull("acme/shop", "x", "P", words))

    assert issue.is_open
