"""A plan's changes on the wire: how few requests, what a refusal or a lost answer becomes."""

from __future__ import annotations

import pytest

from postmortem_gh.github_api.apply import apply, known
from postmortem_gh.local_github import Mode, World
from postmortem_gh.plan import changes as do
from postmortem_gh.values.refs import ref
from tests.hub import REPOSITORY, connect, observe

BRANCH = "postmortem/1"
PATH = "postmortems/2026/2026-11-20-queue-stalled.md"


class Scene:
    """A filed postmortem, its snapshot, and a connection whose requests are counted from here."""

    def __init__(self, **permissions: str) -> None:
        self.world = World()
        self.world.repository(
            REPOSITORY,
            visibility="private",
            grants={"alice": "write", "bob": "write"},
            labels=("postmortem", "action-item"),
        )
        self.event = self.world.as_person("alice").opens_issue(
            REPOSITORY, "Queue stalled", "It broke", labels=["postmortem"]
        )
        granted = {
            "contents": "write",
            "issues": "write",
            "pull_requests": "write",
            "metadata": "read",
        } | permissions
        token = self.world.token(REPOSITORY, permissions=granted)
        connection = connect(self.world, token)
        self.snapshot = observe(connection, self.event)
        self.connection = connect(self.world, token)

    @property
    def issue(self):
        return self.event.about

    def apply(self, *changes: do.Change):
        return apply(self.connection, changes, known(self.snapshot.repository, self.snapshot.user_ids))

    def item(self, number: int, **more) -> do.OpenIssue:
        return do.OpenIssue(
            name=f"item {number}",
            title=f"Promise {number}",
            body=f"body {number}",
            labels=more.pop("labels", ("action-item",)),
            parent=self.snapshot.issue.id,
            why="promised",
            **more,
        )

    def document(self, text: str = "# Queue stalled\n") -> tuple[do.Change, ...]:
        head = self.snapshot.repository.head_oid
        return (
            do.MakeBranch(branch=BRANCH, oid=head, why="w"),
            do.WriteFiles(
                branch=BRANCH, expected=head, headline="Add", additions=(PATH, text), new_branch=True, why="w"
            ),
            do.OpenPullRequest(branch=BRANCH, base="main", title="Document", body="Refs #1", why="w"),
        )

    def comment(self, body: str) -> do.AddComment:
        return do.AddComment(subject=self.snapshot.issue.id, number=1, body=body, why="w")


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_whole_postmortem_with_five_action_items_is_four_requests_where_labels_are_new(scene):
    links = " ".join(ref(f"item {i}", "number") for i in range(1, 6))

    outcome = scene.apply(
        do.MakeLabel(name="priority: P1", color="d93f0b", description="soon", why="new"),
        *[scene.item(i, labels=("action-item", "priority: P1")) for i in range(1, 6)],
        *scene.document(f"# Queue stalled\n{links}\n"),
        scene.comment(f"See {ref('pull request', 'url')} and #{ref('item 1', 'number')}"),
    )

    assert outcome.settled
    assert scene.connection.requests == 4
    assert [child.title for child in scene.issue.sub_issues] == [f"Promise {i}" for i in range(1, 6)]
    assert scene.world.file(REPOSITORY, PATH, branch=BRANCH) == "# Queue stalled\n2 3 4 5 6\n"
    assert scene.issue.comments[0].body == "See http://github.localhost/acme/shop/pull/7 and #2"


def test_where_the_labels_exist_it_is_three(scene):
    outcome = scene.apply(
        *[scene.item(i) for i in range(1, 6)],
        *scene.document(ref("item 5", "number")),
        scene.comment(ref("pull request", "url")),
    )

    assert outcome.settled
    assert scene.connection.requests == 3


def test_owners_are_assigned_at_creation_and_strangers_are_told(scene):
    outcome = scene.apply(scene.item(1, assignees=("bob", "nobody-here")))

    assert [user.login for user in scene.issue.sub_issues[0].assignees] == ["bob"]
    assert outcome.notices == ("GitHub did not assign nobody-here",)


def test_more_than_twenty_creations_are_more_than_one_request(scene):
    outcome = scene.apply(*[scene.item(i) for i in range(45)])

    assert outcome.settled
    assert scene.connection.requests == 3
    assert len(scene.issue.sub_issues) == 45


def test_texts_travel_as_variables_whatever_they_hold(scene):
    nasty = '"""} mutation { x } ${{ secrets }} \\u0000 é 🔥\n::set-output::'

    scene.apply(scene.comment(nasty))

    assert scene.issue.comments[0].body == nasty


def test_reactions_come_after_everything_else(scene):
    command = scene.world.as_person("alice").comments(scene.issue, "/refresh").comment

    scene.apply(
        do.React(subject=command.node_id, content="THUMBS_UP", why="done"),
        scene.item(1),
        scene.comment(ref("item 1", "url")),
    )

    assert [write.what for write in scene.world.writes][-2:] == ["comment.created", "reaction.added"]


def test_a_missing_permission_refuses_its_own_changes_and_says_how_to_mend_it():
    scene = Scene(contents="read")

    outcome = scene.apply(scene.item(1), *scene.document(), scene.comment(ref("pull request", "url")))

    assert {type(each.change) for each in outcome.done} == {do.OpenIssue}
    assert {each.refusal.code for each in outcome.refused} == {"permission"}
    assert "contents: write" in outcome.refused[0].refusal.fix
    assert {type(change) for change in outcome.left} == {do.WriteFiles, do.OpenPullRequest, do.AddComment}


def test_pull_requests_that_are_switched_off_keep_branch_and_commit(scene):
    scene.world.repo(REPOSITORY).actions_may_create_pulls = False

    outcome = scene.apply(*scene.document())

    assert [each.refusal.code for each in outcome.refused] == ["pull-requests-off"]
    assert scene.world.file(REPOSITORY, PATH, branch=BRANCH) == "# Queue stalled\n"


def test_a_branch_that_moved_on_is_no_refusal_but_a_reason_to_look_again(scene):
    scene.apply(*scene.document())
    stale = do.WriteFiles(
        branch=BRANCH,
        expected=scene.snapshot.repository.head_oid,
        headline="x",
        additions=(PATH, "new"),
        why="w",
    )

    outcome = scene.apply(stale)

    assert outcome.refused == ()
    assert [(type(each.change), each.doubtful) for each in outcome.failed] == [(do.WriteFiles, False)]
    assert scene.world.file(REPOSITORY, PATH, branch=BRANCH) == "# Queue stalled\n"


@pytest.mark.parametrize(
    "mode", [Mode.DROP_ANSWER, Mode.DROP_BEFORE, Mode.BAD_GATEWAY, Mode.TORN, Mode.TIME_OUT]
)
def test_a_lost_answer_makes_the_request_doubtful_and_stops(scene, mode):
    scene.world.faults.reset()
    scene.world.faults.at(1, mode)

    outcome = scene.apply(scene.item(1), scene.item(2), scene.comment(ref("item 1", "url")))

    assert [each.doubtful for each in outcome.failed] == [True, True]
    assert [type(change) for change in outcome.left] == [do.AddComment]
    assert scene.connection.writes == 1


def test_a_limit_that_takes_too_long_says_how_long(scene):
    scene.connection.wait(30)
    scene.world.faults.reset()
    scene.world.faults.at(0, Mode.SECONDARY)

    outcome = scene.apply(scene.item(1))

    assert outcome.wait == 60.0
    assert not outcome.failed[0].doubtful


def test_a_body_that_a_person_edited_since_is_not_written_over(scene):
    planned = do.EditIssue(id=scene.snapshot.issue.id, number=1, body="ours", was="It broke", why="w")
    scene.world.as_person("alice").edits_body(scene.issue, "It broke, and here is why")

    outcome = scene.apply(planned)

    assert scene.issue.body == "It broke, and here is why"
    assert [type(each.change) for each in outcome.failed] == [do.EditIssue]


def test_what_a_person_saved_between_our_look_and_our_write_is_merged_back(scene):
    scene.world.as_person("alice").edits_body(scene.issue, "managed\n\nfree\n")
    planned = do.EditIssue(
        id=scene.snapshot.issue.id, number=1, body="MANAGED\n\nfree\n", was="managed\n\nfree\n", why="w"
    )
    graphql = scene.connection.graphql

    typed = []

    def typing_meanwhile(text, variables, **more):
        answer = graphql(text, variables, **more)
        if text.startswith("query Bodies") and not typed:
            typed.append(True)
            scene.world.as_person("alice").edits_body(scene.issue, "managed\n\nfree, and more\n")
        return answer

    scene.connection.graphql = typing_meanwhile

    outcome = scene.apply(planned)

    assert scene.issue.body.split() == ["MANAGED", "free,", "and", "more"]
    assert any("merged" in notice for notice in outcome.notices)
