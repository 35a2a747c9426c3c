"""The REST interface: each route once (script/check-schemas looks at the answers), refusals literally."""

from __future__ import annotations

import base64
import re
from datetime import timedelta

import pytest

from tests.local_github.busy import Hub, busy, quiet

REPO = "/repos/acme/shop"


@pytest.fixture(scope="module")
def full() -> Hub:
    return busy()


@pytest.fixture
def hub() -> Hub:
    return quiet()


READS = [
    "",
    "/issues",
    "/issues?state=all&per_page=3",
    "/issues?labels=postmortem&creator=stranger&sort=updated",
    "/issues/1",
    "/issues/2",
    "/issues/4",
    "/issues/1/comments",
    "/issues/comments?since=2026-01-01T00:00:00Z",
    "/issues/1/labels",
    "/issues/1/reactions",
    "/issues/1/sub_issues",
    "/issues/2/parent",
    "/issues/2/dependencies/blocked_by",
    "/issues/3/dependencies/blocking",
    "/issues/1/events",
    "/issues/2/events",
    "/issues/1/timeline",
    "/issues/2/timeline",
    "/issues/4/timeline",
    "/labels",
    "/labels/bug",
    "/assignees",
    "/assignees/alice",
    "/issues/2/assignees/alice",
    "/collaborators",
    "/collaborators/alice",
    "/collaborators/alice/permission",
    "/contents/",
    "/contents/docs",
    "/contents/README.md",
    "/contents/docs/a.md?ref=postmortem/1",
    "/git/trees/main",
    "/git/trees/main?recursive=1",
    "/branches",
    "/branches/postmortem/1",
    "/git/ref/heads/main",
    "/git/matching-refs/heads/post",
    "/commits",
    "/commits?path=README.md",
    "/commits/main",
    "/compare/main...postmortem/1",
    "/pulls?state=all",
    "/pulls/4",
    "/pulls/5",
    "/pulls/4/files",
    "/pulls/4/commits",
    "/pulls/4/reviews",
    "/pulls/4/comments",
    "/milestones",
    "/pulls/5/merge",
    "/actions/workflows",
    "/actions/workflows/postmortem.yml",
    "/actions/runs?event=schedule",
    "/actions/workflows/postmortem.yml/runs",
]


@pytest.mark.parametrize("path", READS)
def test_every_reading_route_answers(full, path):
    answer = full.ask("GET", REPO + path)

    assert answer.status in (200, 204), answer.body


@pytest.mark.parametrize("path", ["/users/alice", "/orgs/acme", "/orgs/acme/repos", "/rate_limit", "/meta"])
def test_routes_beside_a_repository_answer(full, path):
    assert full.ask("GET", path).status == 200


def test_a_person_can_read_who_they_are_and_the_actions_switch(full):
    root = full.world.token(user="root")

    assert full.get("/user", token=root)["login"] == "root"
    assert full.get(f"{REPO}/actions/permissions/workflow", token=root) == {
        "default_workflow_permissions": "read",
        "can_approve_pull_request_reviews": True,
    }


def test_every_writing_route_answers(hub):
    made = hub.ask(
        "POST", f"{REPO}/issues", {"title": "One", "body": "b", "labels": ["bug"], "assignees": ["alice"]}
    )
    other = hub.ask("POST", f"{REPO}/issues", {"title": "Two"})
    comment = hub.ask("POST", f"{REPO}/issues/1/comments", {"body": "hi"}).json()["id"]
    child, text = other.json()["id"], base64.b64encode(b"text").decode()
    head = hub.shop.refs["refs/heads/main"]
    reaction = hub.ask("POST", f"{REPO}/issues/1/reactions", {"content": "rocket"}).json()["id"]
    steps = [
        ("PATCH", "/issues/1", {"title": "First", "labels": ["postmortem"], "assignees": ["tina"]}, 200),
        ("PATCH", f"/issues/comments/{comment}", {"body": "ho"}, 200),
        ("POST", f"/issues/comments/{comment}/reactions", {"content": "+1"}, 201),
        ("PUT", f"/issues/comments/{comment}/pin", None, 200),
        ("DELETE", f"/issues/comments/{comment}/pin", None, 204),
        ("DELETE", f"/issues/1/reactions/{reaction}", None, 204),
        ("POST", "/labels", {"name": "new", "color": "ff0000", "description": "d"}, 201),
        ("PATCH", "/labels/new", {"new_name": "newer"}, 200),
        ("POST", "/issues/1/labels", {"labels": ["newer", "bug"]}, 200),
        ("DELETE", "/issues/1/labels/bug", None, 200),
        ("PUT", "/issues/1/labels", {"labels": ["newer"]}, 200),
        ("DELETE", "/issues/1/labels", None, 204),
        ("DELETE", "/labels/newer", None, 204),
        ("POST", "/issues/1/assignees", {"assignees": ["alice"]}, 201),
        ("DELETE", "/issues/1/assignees", {"assignees": ["alice"]}, 200),
        ("POST", "/issues/1/sub_issues", {"sub_issue_id": child}, 201),
        ("DELETE", "/issues/1/sub_issue", {"sub_issue_id": child}, 200),
        ("POST", "/issues/1/dependencies/blocked_by", {"issue_id": child}, 201),
        ("DELETE", f"/issues/1/dependencies/blocked_by/{child}", None, 200),
        ("PUT", "/issues/1/lock", {"lock_reason": "resolved"}, 204),
        ("DELETE", "/issues/1/lock", None, 204),
        ("DELETE", f"/issues/comments/{comment}", None, 204),
        ("PATCH", "/issues/1", {"state": "closed", "state_reason": "not_planned"}, 200),
        ("POST", "/git/refs", {"ref": "refs/heads/x", "sha": head}, 201),
        ("PUT", "/contents/a/b.md", {"message": "m", "content": text, "branch": "x"}, 201),
        ("POST", "/pulls", {"title": "P", "head": "x", "base": "main", "body": "Refs #1"}, 201),
        ("PATCH", "/pulls/3", {"title": "PP"}, 200),
        (
            "POST",
            "/pulls/3/reviews",
            {
                "event": "COMMENT",
                "body": "words",
                "comments": [{"path": "a/b.md", "line": 1, "body": "here"}],
            },
            200,
        ),
        ("PUT", "/pulls/3/merge", {}, 200),
        ("DELETE", "/git/refs/heads/x", None, 204),
    ]

    answers = [(hub.ask(method, REPO + path, body), status) for method, path, body, status in steps]

    assert made.status == other.status == 201
    assert [a.status for a, _ in answers] == [status for _, status in answers]


REFUSALS = [
    ("a missing issue", "GET", "/issues/99", None, 404, "Not Found"),
    ("a label twice", "POST", "/labels", {"name": "BUG"}, 422, "already_exists"),
    (
        "a branch twice",
        "POST",
        "/git/refs",
        {"ref": "refs/heads/main", "sha": "HEAD"},
        422,
        "Reference already exists",
    ),
    (
        "a file without sha",
        "PUT",
        "/contents/README.md",
        {"message": "m", "content": ""},
        422,
        "wasn't supplied",
    ),
    (
        "a stale file",
        "PUT",
        "/contents/README.md",
        {"message": "m", "content": "", "sha": "0" * 40},
        409,
        "does not match",
    ),
    (
        "a workflow",
        "PUT",
        "/contents/.github/workflows/x.yml",
        {"message": "m", "content": ""},
        403,
        "`workflows` permission",
    ),
    ("no title", "POST", "/issues", {"body": "b"}, 422, "title"),
    (
        "no difference",
        "POST",
        "/pulls",
        {"title": "P", "head": "main", "base": "main"},
        422,
        "No commits between main and main",
    ),
    ("not assignable", "GET", "/assignees/stranger", None, 404, "Not Found"),
]


@pytest.mark.parametrize(
    ("what", "method", "path", "body", "status", "words"), REFUSALS, ids=[r[0] for r in REFUSALS]
)
def test_refusals_carry_githubs_status_and_words(hub, what, method, path, body, status, words):
    if body and body.get("sha") == "HEAD":
        body["sha"] = hub.shop.refs["refs/heads/main"]

    answer = hub.ask(method, REPO + path, body)

    assert answer.status == status
    assert words in answer.body.decode()


def test_a_body_over_the_limit_is_refused_with_githubs_errors(hub):
    hub.ask("POST", f"{REPO}/issues", {"title": "t", "body": "x" * 65536})
    issue = hub.ask("POST", f"{REPO}/issues", {"title": "t", "body": "x" * 65537}).json()
    comment = hub.ask("POST", f"{REPO}/issues/1/comments", {"body": "x" * 65537}).json()

    assert issue["errors"] == [
        {
            "resource": "Issue",
            "code": "custom",
            "field": "body",
            "message": "body is too long (maximum is 65536 characters)",
        }
    ]
    assert comment["errors"][0]["resource"] == "IssueComment"
    assert comment["errors"][0]["code"] == "unprocessable"


def test_a_wrong_token_and_none_are_401(hub):
    assert hub.ask("GET", REPO, token="nope").json()["message"] == "Bad credentials"
    assert hub.github.handle("GET", REPO).status == 401


def test_deleted_is_410_transferred_is_301_and_issues_off_is_410(full, hub):
    moved = [n for n, there in full.world.repositories["acme/other"].gone.items() if there]
    deleted = [n for n, there in full.shop.gone.items() if there is None]
    hub.world.as_person("root").switches_issues("acme/shop", on=False)

    redirect = full.ask("GET", f"/repos/acme/other/issues/{moved[0]}")

    assert full.ask("GET", f"{REPO}/issues/{deleted[0]}").status == 410
    assert redirect.status == 301
    assert (
        full.ask("GET", redirect.headers["Location"].replace(full.world.url, "")).json()["title"] == "To move"
    )
    assert (
        hub.ask("POST", f"{REPO}/issues", {"title": "t"}).json()["message"]
        == "Issues has been disabled in this repository."
    )


def test_a_renamed_repository_redirects_by_its_number(hub):
    hub.world.as_person("root").renames_repository("acme/shop", "store")

    answer = hub.ask("GET", f"{REPO}/issues")

    assert answer.status == 301
    assert hub.ask("GET", answer.headers["Location"].replace(hub.world.url, "")).status == 200


def test_lists_come_in_pages_with_links(hub):
    for number in range(5):
        hub.ask("POST", f"{REPO}/issues", {"title": f"{number}"})

    answer = hub.ask("GET", f"{REPO}/issues?per_page=2&page=2&direction=asc")

    links = dict(reversed(m) for m in re.findall(r'<([^>]+)>; rel="(\w+)"', answer.headers["Link"]))
    assert [i["title"] for i in answer.json()] == ["2", "3"]
    assert set(links) == {"first", "prev", "next", "last"}
    assert "page=3" in links["next"]


def test_an_etag_gives_304_and_costs_nothing(hub):
    first = hub.ask("GET", f"{REPO}/labels")
    before = hub.get("/rate_limit")["rate"]["used"]

    again = hub.ask("GET", f"{REPO}/labels", **{"If-None-Match": first.headers["ETag"]})
    hub.ask("POST", f"{REPO}/labels", {"name": "new"})
    changed = hub.ask("GET", f"{REPO}/labels", **{"If-None-Match": first.headers["ETag"]})

    assert again.status == 304
    assert changed.status == 200
    assert hub.get("/rate_limit")["rate"]["used"] == before + 2


def test_answers_say_when_they_were_given_by_the_worlds_clock(hub):
    hub.world.advance(timedelta(days=30))

    assert hub.ask("GET", REPO).headers["Date"] == hub.world.now.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_what_the_token_may_not_do_is_not_accessible_by_integration(hub):
    weak = hub.world.token("acme/shop", {"issues": "read"})

    answers = [
        hub.ask("POST", f"{REPO}/issues", {"title": "t"}, token=weak),
        hub.ask("POST", f"{REPO}/git/refs", {"ref": "refs/heads/x", "sha": "0" * 40}, token=weak),
        hub.ask("GET", "/user", token=weak),
        hub.ask("GET", f"{REPO}/actions/permissions/workflow", token=weak),
    ]

    assert {a.status for a in answers} == {403}
    assert {a.json()["message"] for a in answers} == {"Resource not accessible by integration"}


def test_people_without_the_right_have_their_labels_and_assignees_dropped_in_silence(hub):
    rita = hub.world.token(user="rita")

    made = hub.ask(
        "POST", f"{REPO}/issues", {"title": "t", "labels": ["bug"], "assignees": ["alice"]}, token=rita
    )

    assert made.status == 201
    assert made.json()["labels"] == made.json()["assignees"] == []


def test_permission_rounds_roles_and_role_name_is_exact(hub):
    hub.shop.grant("mia", "maintain")

    shown = {p: hub.get(f"{REPO}/collaborators/{p}/permission") for p in ("mia", "tina", "rita", "root")}

    assert {p: (s["permission"], s["role_name"]) for p, s in shown.items()} == {
        "mia": ("write", "maintain"),
        "tina": ("read", "triage"),
        "rita": ("read", "read"),
        "root": ("admin", "admin"),
    }
