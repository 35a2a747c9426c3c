"""What people do in the pages, and the events that come of it."""

from __future__ import annotations

import json

import pytest

from postmortem_gh.local_github import form_page
from postmortem_gh.local_github.refusals import Refused
from tests.local_github.busy import FORM, Hub, quiet


@pytest.fixture
def hub() -> Hub:
    return quiet()


def test_a_form_is_written_as_github_writes_it(hub):
    answers = {
        "summary": "It broke\n### not a heading of ours",
        "factors": ["c", "a, b"],
        "criteria": ["Noticed"],
        "log": "14:02 down",
    }

    issue = hub.world.as_person("stranger").opens_form("acme/shop", FORM, answers).about

    assert issue.body == (
        "### Summary\r\n\r\nIt broke\r\n### not a heading of ours\r\n\r\n### Severity\r\n\r\nNone\r\n\r\n"
        "### Factors\r\n\r\na, b, c\r\n\r\n### Criteria\r\n\r\n- [ ] Paged\r\n- [X] Noticed\r\n\r\n"
        "### Log\r\n\r\n```text\r\n14:02 down\r\n```"
    )
    assert issue.title == "Incident:"


def test_what_is_left_empty_says_no_response_or_none(hub):
    issue = hub.world.as_person("stranger").opens_form("acme/shop", FORM, {}).about

    assert issue.body.replace("\r\n", "\n") == (
        "### Summary\n\n_No response_\n\n### Severity\n\nNone\n\n### Factors\n\n_No response_\n\n"
        "### Criteria\n\n- [ ] Paged\n- [ ] Noticed\n\n### Log\n\n_No response_"
    )


def test_a_form_sets_its_labels_even_for_strangers_but_only_those_that_exist(hub):
    event = hub.world.as_person("stranger").opens_form("acme/shop", FORM, {"summary": "s"})

    assert [x.name for x in event.about.labels] == ["postmortem"]
    assert [(e.action, e.payload["label"]["name"]) for e in event.also] == [("labeled", "postmortem")]
    assert [x["name"] for x in event.payload["issue"]["labels"]] == ["postmortem"]


def test_a_form_in_the_repository_is_taken_by_its_path(hub):
    event = hub.world.as_person("stranger").opens_form(
        "acme/shop", ".github/ISSUE_TEMPLATE/postmortem.yml", {"summary": "s"}, title="My title"
    )

    assert event.about.title == "My title"


def test_an_answer_that_the_form_has_no_place_for_is_a_mistake_of_the_test(hub):
    with pytest.raises(LookupError, match="sumary"):
        hub.world.as_person("stranger").opens_form("acme/shop", FORM, {"sumary": "s"})


@pytest.mark.parametrize(
    ("attributes", "validations", "shown"),
    [
        ({"options": ["a", "b"]}, {}, "None"),
        ({"options": ["a", "b"]}, {"required": True}, "a"),
        ({"options": ["a", "b"], "default": 1}, {}, "b"),
    ],
)
def test_a_dropdown_that_nobody_touched_shows_what_the_page_had_chosen(attributes, validations, shown):
    element = {"type": "dropdown", "attributes": {"label": "L", **attributes}, "validations": validations}
    page = form_page.Page(name="n", title="", labels=(), assignees=(), elements=(element,))

    assert form_page.body(page, {}) == f"### L\n\n{shown}"


def test_saving_in_the_page_makes_every_line_end_crlf_also_those_of_others(hub):
    made = hub.mutate("createIssue", repositoryId=hub.shop.node_id, title="t", body="one\ntwo")
    issue = hub.shop.issues[1]

    hub.world.as_person("alice").replaces(issue, "two", "three")

    assert "errors" not in made
    assert issue.body == "one\r\nthree"


def test_what_the_api_writes_comes_back_as_it_was_sent(hub):
    hub.mutate("createIssue", repositoryId=hub.shop.node_id, title="t", body="one\ntwo\r\nthree\n")

    assert hub.get("/repos/acme/shop/issues/1")["body"] == "one\ntwo\r\nthree\n"


def test_a_box_is_ticked_with_a_small_x_by_an_edit_of_that_person(hub):
    issue = hub.world.as_person("stranger").opens_form("acme/shop", FORM, {"criteria": ["Noticed"]}).about
    event = hub.world.as_person("alice").ticks(issue, "Paged")

    assert "- [x] Paged\r\n- [X] Noticed" in issue.body
    assert event.payload["changes"]["body"]["from"].count("[X]") == 1
    assert issue.edits[-1].editor.login == "alice"


def test_events_say_who_what_and_where(hub):
    event = hub.world.as_person("rita").comments(
        hub.world.as_person("alice").opens_issue("acme/shop", "t", "").about, "hi"
    )

    payload = json.loads(json.dumps(event.payload))
    assert (event.name, payload["action"], payload["comment"]["body"]) == ("issue_comment", "created", "hi")
    assert payload["sender"]["login"] == payload["comment"]["user"]["login"] == "rita"
    assert payload["issue"]["body"] is None
    assert payload["issue"]["user"]["login"] == "alice"
    assert payload["repository"]["full_name"] == "acme/shop"
    assert payload["organization"]["login"] == "acme"


def test_the_event_is_a_photograph(hub):
    alice = hub.world.as_person("alice")
    event = alice.opens_issue("acme/shop", "t", "before")

    alice.edits_body(event.about, "after")

    assert event.payload["issue"]["body"] == "before"


def test_people_can_do_what_their_role_allows_and_no_more(hub):
    issue = hub.world.as_person("alice").opens_issue("acme/shop", "t").about

    hub.world.as_person("tina").labels(issue, "bug")
    for act in (
        lambda: hub.world.as_person("rita").labels(issue, "bug"),
        lambda: hub.world.as_person("rita").closes(issue),
        lambda: hub.world.as_person("tina").edits_body(issue, "x"),
        lambda: hub.world.as_person("alice").deletes(issue),
        lambda: hub.world.as_person("stranger").commits("acme/shop", {"a": "a"}),
    ):
        with pytest.raises(Refused):
            act()

    assert issue.is_open
    assert issue.body == ""


def test_an_author_edits_and_closes_what_is_theirs(hub):
    stranger = hub.world.as_person("stranger")
    issue = stranger.opens_issue("acme/shop", "t").about

    stranger.edits_body(issue, "mine")
    stranger.closes(issue)

    assert (issue.body, issue.state) == ("mine", "CLOSED")


def test_a_transferred_issue_has_a_new_id_and_keeps_its_words(hub):
    other = hub.world.repository("acme/other")
    other.grant("root", "admin")
    issue = (
        hub.world.as_person("alice").opens_issue("acme/shop", "t", "body", labels=["bug", "postmortem"]).about
    )
    hub.world.as_person("alice").comments(issue, "said")

    moved = hub.world.as_person("root").transfers(issue, other).about

    assert moved.node_id != issue.node_id
    assert (moved.body, [c.body for c in moved.comments]) == ("body", ["said"])
    assert [x.name for x in moved.labels] == ["bug"]
    assert hub.graphql("query($i: ID!) { node(id: $i) { id } }", i=issue.node_id)["data"]["node"] is None


def test_a_renamed_label_is_the_same_label(hub):
    issue = hub.world.as_person("alice").opens_issue("acme/shop", "t", labels=["bug"]).about

    hub.world.as_person("alice").renames_label("acme/shop", "BUG", "Defect")

    assert [x.name for x in issue.labels] == ["Defect"]
    assert hub.get("/repos/acme/shop/labels/defect")["name"] == "Defect"


def test_merging_twice_changed_files_is_a_conflict(hub):
    alice = hub.world.as_person("alice")
    alice.commits("acme/shop", {"a.md": "theirs"}, branch="x")
    alice.commits("acme/shop", {"a.md": "ours"})
    pull = alice.opens_pull("acme/shop", "x", "P")

    with pytest.raises(Refused, match="not mergeable"):
        alice.merges(pull)


def test_a_merge_keeps_what_both_sides_changed(hub):
    alice = hub.world.as_person("alice")
    alice.commits("acme/shop", {"theirs.md": "theirs"}, branch="x")
    alice.commits("acme/shop", {"ours.md": "ours", "README.md": None})
    pull = alice.opens_pull("acme/shop", "x", "P")

    alice.merges(pull, delete_branch=True)

    files = [hub.world.file("acme/shop", p) for p in ("theirs.md", "ours.md", "README.md")]
    assert files == ["theirs", "ours", None]
    assert "refs/heads/x" not in hub.shop.refs


def test_a_login_can_change_and_the_person_stays(hub):
    alice = hub.world.as_person("alice")
    issue = alice.opens_issue("acme/shop", "t").about

    alice.changes_login("alicia")

    assert hub.get("/repos/acme/shop/issues/1")["user"]["login"] == "alicia"
    assert hub.get("/repos/acme/shop/collaborators/alicia/permission")["permission"] == "write"
    assert issue.author is hub.world.users["alicia"]
