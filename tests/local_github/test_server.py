"""Over loopback: PyGithub unchanged, broken connections, and the pages for people."""

from __future__ import annotations

import re
import socket
import struct
import threading
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
import requests
from github import Auth, Github

from postmortem_gh.local_github import LocalGitHub, Mode, serve
from tests.local_github.busy import busy, quiet


@pytest.fixture(scope="module")
def full():
    hub = busy()
    with serve(hub.world) as running:
        yield hub, running


def connect(hub, running):
    return Github(
        auth=Auth.Token(hub.token),
        base_url=running.url,
        retry=None,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )


def test_pygithub_works_unchanged():
    hub = quiet()
    with serve(hub.world) as running:
        repository = connect(hub, running).get_repo("acme/shop")

        issue = repository.create_issue("One", body="b", labels=["bug"], assignees=["alice"])
        issue.create_comment("hello").edit("hello!")
        issue.add_sub_issue(repository.create_issue("Two").id)
        issue.edit(state="closed", state_reason="not_planned")

        assert issue.html_url.startswith(running.url)
        assert [c.body for c in issue.get_comments()] == ["hello!"]
        assert [s.title for s in issue.get_sub_issues()] == ["Two"]
        assert repository.get_collaborator_permission("alice") == "write"
        assert hub.shop.issues[1].state_reason == "NOT_PLANNED"


def test_a_caller_that_goes_away_before_the_answer_leaves_no_traceback(monkeypatch, capfd):
    asked, gone, answer = threading.Event(), threading.Event(), LocalGitHub.handle

    def late(self, *request):
        asked.set()
        gone.wait(5)
        return answer(self, *request)

    monkeypatch.setattr(LocalGitHub, "handle", late)
    with serve(quiet().world) as running:
        caller = socket.create_connection(("127.0.0.1", urlsplit(running.url).port))
        # Closing resets the connection, so that the answer cannot be sent.
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        caller.sendall(b"GET /meta HTTP/1.1\r\nHost: here\r\n\r\n")
        assert asked.wait(5)
        caller.close()
        gone.set()
        for thread in threading.enumerate():
            if "process_request_thread" in thread.name:
                thread.join(5)

    assert capfd.readouterr().err == ""


def test_a_lost_answer_breaks_the_connection_after_it_was_done():
    hub = quiet()
    hub.world.faults.at(0, Mode.DROP_ANSWER)
    with serve(hub.world) as running, pytest.raises(requests.exceptions.ConnectionError):
        connect(hub, running).get_repo("acme/shop").create_issue("One")

    assert len(hub.shop.issues) == 1
    assert not running.killed.is_set()


def test_a_kill_is_told_to_whoever_runs_the_server():
    hub = quiet()
    hub.world.faults.at(0, Mode.KILL_BEFORE)
    with serve(hub.world) as running, pytest.raises(requests.exceptions.ConnectionError):
        connect(hub, running).get_repo("acme/shop").create_issue("One")

    assert running.killed.is_set()
    assert not hub.shop.issues


def page(running, path):
    with urllib.request.urlopen(running.url + path) as answer:
        return answer.read().decode(), answer.headers


PAGES = [
    ("/", "acme/shop"), ("/acme/shop", "README.md"), ("/acme/shop/issues", "Renamed"), ("/acme/shop/pulls", "Postmortem"),
    ("/acme/shop/issues/1", "Please look"), ("/acme/shop/pull/4", "Suggested change"), ("/acme/shop/blob/postmortem/1/docs/a.md", "one"),
    ("/acme/shop/tree/main", "README.md"), ("/acme/shop/raw/main/README.md", "# shop"), ("/alice", "alice"),
    ("/-/style.css", "body"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "words"), PAGES, ids=[p[0] for p in PAGES])
def test_people_can_look_around(full, path, words):
    assert words in page(full[1], path)[0]


def test_what_is_not_there_is_404(full):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        page(full[1], "/acme/shop/issues/999")


def test_pages_allow_no_script_and_no_foreign_thing(full):
    _, headers = page(full[1], "/acme/shop/issues/1")

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<details ontoggle=alert(1) open>x</details>",
    "[x](javascript:alert(1))", "![x](https://evil.example/p.png)", "<a href='javascript:alert(1)'>x</a>",
    "<style>*{display:none}</style>", "<svg onload=alert(1)>", "<!-- --><script>alert(1)</script>", "<b style='x'>b</b>",
    "```mermaid\n</code></pre><script>alert(1)</script>\n```", "<scr<b>ipt>alert(1)</script>",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    hub = quiet()
    hub.world.as_person("alice").opens_issue("acme/shop", text[:200], f"{text}\n\nin a line {text}")
    hub.world.put_files("acme/shop", {"a.md": f"---\na: {text!r}\n---\n{text}"})

    for path in ("/acme/shop/issues/1", "/acme/shop/issues", "/acme/shop/blob/main/a.md"):
        shown = hub.github.handle("GET", path).body.decode()
        tags = {t.lower() for t in re.findall(r"<[^>]*>", shown)}
        assert not any(" on" in t or "javascript:" in t or "style=" in t for t in tags)
        assert not any(t.startswith(("<script", "<img", "<svg", "<style", "<iframe")) for t in tags)


def test_alerts_boxes_tables_and_diagrams_look_as_on_github():
    hub = quiet()
    text = "> [!NOTE]\n> Look\n\n- [x] done\n- [ ] open\n\n| a |\n|---|\n| b |\n\n```mermaid\npie\n```\n\n<details>\n<summary>More</summary>\n\n**bold**\n\n</details>\n"
    hub.world.as_person("alice").opens_issue("acme/shop", "t", text)

    shown = hub.github.handle("GET", "/acme/shop/issues/1").body.decode()

    for part in (
        'class="alert note"',
        "☑ done",
        "☐ open",
        "<td>b</td>",
        "Mermaid diagram",
        "<summary>More</summary>",
        "<strong>bold</strong>",
    ):
        assert part in shown
