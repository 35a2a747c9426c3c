"""The snapshot of a postmortem: what one query tells, and what takes another."""

from __future__ import annotations

import pytest

from postmortem_gh.github_api.answers import Answer, Error
from postmortem_gh.github_api.observe import Gone
from postmortem_gh.local_github import World
from tests.hub import REPOSITORY, connect, observe

FORM = "name: Postmortem\ndescription: x\nlabels: [postmortem]\nbody:\n  - type: textarea\n    id: summary\n    attributes: {label: Summary}\n"


@pytest.fixture
def world() -> World:
    made = World()
    made.repository(
        REPOSITORY,
        visibility="private",
        grants={"alice": "write", "bob": "read", "carol": "maintain"},
        labels=("postmortem", "action-item", "accepted"),
        files={
            ".github/postmortem.yml": "timezone: Europe/Berlin\n",
            ".github/ISSUE_TEMPLATE/postmortem.yml": FORM,
            ".github/postmortem/templates/documents/postmortem.md.j2": "override",
            "postmortems/2025/2025-01-02-other.md": "---\nid: postmortem-1\n---\n",
        },
    )
    return made


def file(
    world: World, body: str = "### Summary\n\nIt broke", title: str = "Queue stalled", by: str = "alice"
):
    return world.as_person(by).opens_issue(REPOSITORY, title, body, labels=["postmortem"])


def look(world: World, event):
    connection = connect(world, world.token(REPOSITORY))
    return observe(connection, event), connection


def test_a_fresh_postmortem_takes_one_read(world):
    event = file(world, "- Page on depth @alice due 2026-12-15, see #1 and @nobody-here")

    snapshot, connection = look(world, event)

    assert connection.requests == 1
    assert snapshot.issue.title == "Queue stalled"
    assert snapshot.issue.author == "alice"
    assert snapshot.viewer == "github-actions"
    assert "alice" in snapshot.assignable
    assert "nobody-here" not in snapshot.assignable
    assert snapshot.user_ids["alice"]


def test_settings_forms_templates_and_documents_come_from_the_default_branch(world):
    snapshot, _ = look(world, file(world))

    assert snapshot.settings_text == "timezone: Europe/Berlin\n"
    assert [form.path for form in snapshot.forms] == [".github/ISSUE_TEMPLATE/postmortem.yml"]
    assert snapshot.templates == {"documents/postmortem.md.j2": "override"}
    assert snapshot.document_paths == {"postmortems/2025/2025-01-02-other.md"}
    assert snapshot.repository.default_branch == "main"
    assert snapshot.repository.visibility == "PRIVATE"
    assert set(snapshot.repository.labels) >= {"postmortem", "action-item"}


def test_issues_that_the_body_names_are_attached(world):
    other = world.as_person("alice").opens_issue(REPOSITORY, "An older promise")
    event = file(world, f"- #{other.number} again, and #4711 that is not there")

    snapshot, connection = look(world, event)

    assert [issue.title for issue in snapshot.attached] == ["An older promise"]
    assert connection.requests == 1


def test_a_body_that_changed_since_the_event_is_asked_about_once_more(world):
    other = world.as_person("alice").opens_issue(REPOSITORY, "An older promise")
    event = file(world)
    world.as_person("alice").edits_body(event.about, f"- #{other.number}")

    snapshot, connection = look(world, event)

    assert [issue.title for issue in snapshot.attached] == ["An older promise"]
    assert connection.requests == 2


def test_edits_come_newest_first_with_their_text(world):
    event = file(world, "one")
    world.as_person("carol").edits_body(event.about, "two")

    snapshot, _ = look(world, event)

    assert [(edit.editor, edit.text) for edit in snapshot.issue.edits] == [("carol", "two"), ("alice", "one")]


def test_comments_beyond_the_first_hundred_are_read(world):
    event = file(world)
    for i in range(230):
        world.as_person("bob").comments(event.about, f"comment {i}")

    snapshot, connection = look(world, event)

    assert [comment.body for comment in snapshot.comments] == [f"comment {i}" for i in range(230)]
    assert connection.requests == 3


def test_labels_beyond_the_first_hundred_are_read(world):
    for i in range(150):
        world.label(world.repo(REPOSITORY), f"area:{i:03}")
    event = file(world)

    snapshot, connection = look(world, event)

    assert "area:149" in snapshot.repository.labels
    assert connection.requests == 2


def test_an_owner_beyond_the_first_hundred_people_is_found_by_name(world):
    for i in range(150):
        world.grant(REPOSITORY, f"dev{i:03}", "write")
    event = file(world, "- Page on depth @dev149")

    snapshot, connection = look(world, event)

    assert "dev149" in snapshot.assignable
    assert connection.requests == 1


def test_rights_are_read_of_those_who_gave_commands(world):
    event = file(world)
    world.as_person("carol").comments(event.about, "/timeline 14:05 it broke")
    world.as_person("bob").comments(event.about, "/name-me")

    snapshot, connection = look(world, event)

    assert snapshot.roles == {"carol": "maintain"}
    assert connection.requests == 2


def test_on_a_public_repository_the_authors_rights_are_read(world):
    world.repo(REPOSITORY).visibility = "public"
    event = file(world, by="mallory")

    snapshot, _ = look(world, event)

    assert snapshot.roles == {"mallory": "read"}


def test_of_a_strangers_form_the_rights_of_those_who_accepted_and_edited_are_read_too(world):
    world.repo(REPOSITORY).visibility = "public"
    event = file(world, by="mallory")
    world.as_person("carol").labels(event.about, "accepted")
    world.as_person("alice").edits_body(event.about, "better")

    snapshot, _ = look(world, event)

    assert snapshot.roles == {"carol": "maintain", "alice": "write"}
    assert [who for who, _ in snapshot.accepted_by] == ["carol"]


def test_a_deleted_account_is_nobody(world):
    event = file(world, by="bob")
    world.as_person("bob").comments(event.about, "hello")
    world.as_person("bob").leaves_github()

    snapshot, _ = look(world, event)

    assert snapshot.issue.author in (None, "ghost")
    assert len(snapshot.comments) == 1


def test_a_deleted_issue_is_gone(world):
    event = file(world)
    world.grant(REPOSITORY, "dora", "admin")
    world.as_person("dora").deletes(event.about)

    with pytest.raises(Gone):
        look(world, event)


def test_an_empty_repository_has_no_default_branch(world):
    world.repository("acme/new", empty=True, labels=("postmortem",))
    event = world.as_person("alice").opens_issue("acme/new", "x", labels=["postmortem"])
    connection = connect(world, world.token("acme/new"))

    snapshot = observe(connection, event, "acme/new")

    assert snapshot.repository.default_branch is None


def test_a_stranger_with_other_open_forms_has_them_counted(world):
    world.repo(REPOSITORY).visibility = "public"
    mallory, form = world.as_person("mallory"), ".github/ISSUE_TEMPLATE/postmortem.yml"
    for i in range(3):
        mallory.opens_form(REPOSITORY, form, {"summary": "It broke"}, title=f"Form {i}")
    accepted = mallory.opens_form(REPOSITORY, form, {"summary": "It broke"}).about
    world.as_person("carol").labels(accepted, "accepted")

    snapshot, connection = look(world, mallory.opens_form(REPOSITORY, form, {"summary": "It broke"}))

    assert snapshot.unaccepted == 3
    assert connection.requests == 2


def test_when_counting_a_strangers_forms_fails_the_rest_is_read_all_the_same(world):
    world.repo(REPOSITORY).visibility = "public"
    event = file(world, by="mallory")
    connection = connect(world, world.token(REPOSITORY))
    graphql = connection.graphql

    def torn(text, variables, **more):
        if variables.get("withAuthor"):
            error = Error(kind="INTERNAL", message="no such user", path=("repository", "filed"))
            return Answer(data={"repository": None}, errors=(error,))
        return graphql(text, variables, **more)

    connection.graphql = torn

    assert observe(connection, event).issue.author == "mallory"


def test_with_a_persons_token_that_persons_own_commands_count(world):
    event = file(world, by="alice")
    world.as_person("alice").comments(event.about, "/timeline 14:05 it broke")
    connection = connect(world, world.token(user="alice"))

    snapshot = observe(connection, event)

    assert snapshot.comments[0].mine
    assert snapshot.roles == {"alice": "write"}


def test_a_body_full_of_mentions_and_numbers_is_no_flood_of_requests(world):
    for i in range(120):
        world.grant(REPOSITORY, f"dev{i:03}", "write")
    event = file(world, " ".join(f"@nobody{i} #{i + 5000}" for i in range(1000)))

    _, connection = look(world, event)

    assert connection.requests <= 3


def test_whom_the_settings_trust_counts_wherever_it_is_said(world):
    said = world.put_files(REPOSITORY, {"base.yml": "trust: write\n"})
    world.put_files(REPOSITORY, {".github/postmortem.yml": f"extends: {REPOSITORY}//base.yml@{said}\n"})
    event = file(world, by="alice")

    snapshot, _ = look(world, event)

    assert snapshot.roles == {"alice": "write"}


def test_of_many_people_the_facilitators_are_asked_for_and_no_words_of_a_remark(world):
    for i in range(120):
        world.grant(REPOSITORY, f"dev{i:03}", "write")
    world.put_files(
        REPOSITORY, {".github/postmortem.yml": "facilitators:  # dev118 rests\n  - dev119\n  - dev117\n"}
    )

    snapshot, _ = look(world, file(world))

    assert {"dev117", "dev119"} <= snapshot.assignable
    assert "dev118" not in snapshot.assignable
