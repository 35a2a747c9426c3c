"""`init`: what it writes, what it leaves alone, and its pull request on the local GitHub."""

from __future__ import annotations

from pathlib import Path

import pytest

from postmortem_gh.config import templates
from postmortem_gh.errors import ConfigurationError
from postmortem_gh.local_github import Mode, World
from postmortem_gh.plan import changes as do
from postmortem_gh.plan import show
from postmortem_gh.setup import doctor, init, scaffold
from postmortem_gh.setup.init import BRANCH, Wishes
from postmortem_gh.setup.scaffold import ISSUE_TEMPLATES, LINT_WORKFLOW, SETTINGS, WORKFLOW
from postmortem_gh.values.where import Where
from tests import hub
from tests.setup.worlds import REF

WISHES = Wishes(ref=REF, version="v0.1.0")
WHERE = Where(owner="acme", name="shop", run="repository")


@pytest.fixture
def world() -> World:
    made = World()
    made.repository("acme/shop")
    made.grant("acme/shop", "alice", "admin")
    return made


def connect(world: World) -> hub.Connection:
    return hub.connect(world, world.token(user="alice"))


class Away(BaseException):
    """The one who asked is gone."""


def dying(world: World) -> hub.Connection:
    """A connection whose caller is gone once a write got no good answer."""
    connection = connect(world)

    def gone(_: float) -> bool:
        raise Away

    connection.wait = gone
    return connection


def test_every_file_is_written_once_and_then_left_alone(tmp_path: Path) -> None:
    first = init.plan_setup(init.files_here(str(tmp_path)), frozenset(), WISHES)
    init.write_here(str(tmp_path), first.new)

    second = init.plan_setup(init.files_here(str(tmp_path)), frozenset(), WISHES)

    assert [file.path for file in first.new] == [file.path for file in first.files]
    assert second.new == ()
    assert second.differing == ()


def test_a_file_that_people_changed_is_shown_as_a_difference_and_stays(tmp_path: Path) -> None:
    init.write_here(str(tmp_path), init.plan_setup({}, frozenset(), WISHES).new)
    mine = (tmp_path / SETTINGS).read_text().replace("timezone: UTC", "timezone: Europe/Berlin")
    (tmp_path / SETTINGS).write_text(mine)

    setup = init.plan_setup(init.files_here(str(tmp_path)), frozenset(), WISHES)
    init.write_here(str(tmp_path), setup.new)

    assert [file.path for file in setup.differing] == [SETTINGS]
    assert "-timezone: Europe/Berlin" in setup.differing[0].diff
    assert (tmp_path / SETTINGS).read_text() == mine


def other_names() -> dict[str, str]:
    """Our workflows and the forms, under names that a team gave them."""
    ours = {file.path: file.text for file in init.plan_setup({}, frozenset(), WISHES).files}
    form = ours[f"{ISSUE_TEMPLATES}/postmortem.yml"]
    return {
        ".github/workflows/pm.yml": ours[WORKFLOW],
        ".github/workflows/words.yaml": ours[LINT_WORKFLOW],
        f"{ISSUE_TEMPLATES}/incident.yaml": form.replace("name: Postmortem", "name: Incident"),
        f"{ISSUE_TEMPLATES}/close-call.yml": "name: Near miss\ndescription: ours\nlabels: [close-call]\nbody: []\n",
        f"{ISSUE_TEMPLATES}/bug.yml": "name: Bug\ndescription: a bug\nlabels: bug\nbody: []\n",
        ".github/workflows/ci.yml": "on: push\n# uses: postmortem-gh/postmortem-gh@v1\njobs: {}\n",
    }


def test_what_a_file_under_another_name_does_is_not_done_twice(tmp_path: Path) -> None:
    for path, text in other_names().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    setup = init.plan_setup(init.files_here(str(tmp_path)), frozenset(), WISHES)

    assert {file.path: file.elsewhere for file in setup.elsewhere} == {
        f"{ISSUE_TEMPLATES}/postmortem.yml": f"{ISSUE_TEMPLATES}/incident.yaml",
        f"{ISSUE_TEMPLATES}/near-miss.yml": f"{ISSUE_TEMPLATES}/close-call.yml",
        WORKFLOW: ".github/workflows/pm.yml",
        LINT_WORKFLOW: ".github/workflows/words.yaml",
    }
    assert [file.path for file in setup.new] == [f"{ISSUE_TEMPLATES}/retrospective.yml", SETTINGS]
    assert f"{WORKFLOW}: not needed, .github/workflows/pm.yml does it already" in scaffold.show(setup)


def test_a_set_up_under_other_names_is_completed_and_then_nothing_is_to_mend(world: World) -> None:
    world.put_files("acme/shop", other_names())

    init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)
    pull = next(issue for issue in world.repo("acme/shop").issues.values() if issue.is_pull)
    world.as_person("alice").merges(pull, delete_branch=True)

    told = doctor.examine(init.look(connect(world), WHERE))
    assert "is not needed: .github/workflows/pm.yml does it already" in pull.body
    assert not {each.check.id for each in told} & {"one-workflow", "form-names"}


def test_the_workflow_is_short_pinned_and_has_one_use_of_ours_a_job() -> None:
    files = {file.path: file.text for file in init.plan_setup({}, frozenset(), WISHES).files}

    for path in (WORKFLOW, LINT_WORKFLOW):
        assert len(files[path].splitlines()) <= 40, path
        assert files[path].count("uses:") == 1
        assert f"@{REF} # v0.1.0" in files[path]


def test_without_comments_the_trigger_and_its_types_are_gone() -> None:
    files = {
        file.path: file.text
        for file in init.plan_setup({}, frozenset(), Wishes(comments=False, ref=REF, version="v0.1.0")).files
    }

    assert "issue_comment" not in files[WORKFLOW]
    assert "types: [created]" not in files[WORKFLOW]
    assert "  schedule:" in files[WORKFLOW]


def test_the_pull_request_explains_each_file_and_permission_and_how_to_say_no(world: World) -> None:
    result = init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)

    pull = next(issue for issue in world.repo("acme/shop").issues.values() if issue.is_pull)
    assert result.is_complete
    for words in (
        WORKFLOW,
        "contents: write",
        "issues: write",
        "pull-requests: write",
        "Close this pull request",
        "nothing to preview",
    ):
        assert words in pull.body
    assert (
        world.file("acme/shop", ".github/ISSUE_TEMPLATE/postmortem.yml", branch=BRANCH)
        == templates.shipped_forms()["postmortem.yml"]
    )


def test_the_pull_request_names_the_labels_that_are_there_before_it_is_merged(world: World) -> None:
    before = set(world.repo("acme/shop").labels)

    init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)

    pull = next(issue for issue in world.repo("acme/shop").issues.values() if issue.is_pull)
    made = [label for key, label in world.repo("acme/shop").labels.items() if key not in before]
    assert [label.name for label in made if f"- `{label.name}`: " not in pull.body] == []
    assert f"nothing stays but the {len(made)} labels above" in pull.body
    assert "and nothing happens" not in pull.body


def test_an_empty_repository_is_told_before_anything_is_written(world: World) -> None:
    world.repository("acme/empty", empty=True, grants={"alice": "admin"})

    with pytest.raises(ConfigurationError) as told:
        init.open_pull_request(
            connect(world), Where(owner="acme", name="empty", run="repository"), WISHES, dry_run=False
        )

    assert told.value.what == "the repository is empty: it has no commit yet"
    assert "make a first commit" in told.value.fix
    assert told.value.more.endswith("doctor.md#first-commit")
    assert world.counts.writes == 0


def test_differences_are_shown_with_the_plan_and_folded_into_the_pull_request(world: World) -> None:
    files = {file.path: file.text for file in init.plan_setup({}, frozenset(), WISHES).files}
    mine = files[SETTINGS].replace("timezone: UTC", "timezone: Europe/Berlin")
    world.put_files("acme/shop", files | {SETTINGS: mine})

    complete = init.open_pull_request(connect(world), WHERE, WISHES, dry_run=True)
    near_miss = f"{ISSUE_TEMPLATES}/near-miss.yml"
    world.put_files("acme/shop", {near_miss: None})
    init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)

    told = show.as_text(do.Plan(notices=complete.plan.notices))
    pull = next(issue for issue in world.repo("acme/shop").issues.values() if issue.is_pull)
    for words in (told, pull.body):
        assert "-timezone: Europe/Berlin" in words
        assert "+timezone: UTC" in words
    assert f"~ {SETTINGS}: yours differs, and stays" in told
    assert f"<summary>Where <code>{SETTINGS}</code> differs</summary>" in pull.body


def test_after_the_merge_init_has_nothing_left_and_doctor_nothing_to_mend(world: World) -> None:
    init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)
    pull = next(issue for issue in world.repo("acme/shop").issues.values() if issue.is_pull)
    world.as_person("alice").merges(pull, delete_branch=True)

    again = init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)
    told = doctor.examine(init.look(connect(world), WHERE))

    assert not again.plan
    assert not [each for each in told if each.finding.weight == "problem" and each.check.id != "clock"]


def test_while_its_pull_request_is_open_it_is_named_and_nothing_is_written(world: World) -> None:
    init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)
    writes = world.counts.writes

    again = init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)

    pull = next(issue for issue in world.repo("acme/shop").issues.values() if issue.is_pull)
    assert again.exit_code == 0
    assert world.counts.writes == writes
    assert f"/pull/{pull.number} is open already" in again.notices[0]


def test_after_its_pull_request_was_closed_there_is_another(world: World) -> None:
    init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)
    pull = next(issue for issue in world.repo("acme/shop").issues.values() if issue.is_pull)
    world.as_person("alice").closes_pull(pull)

    again = init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)

    assert again.is_complete
    assert [issue.state for issue in world.repo("acme/shop").issues.values() if issue.is_pull] == [
        "CLOSED",
        "OPEN",
    ]


def test_where_it_broke_off_before_the_pull_request_the_next_one_goes_on(world: World) -> None:
    wanted = init.open_pull_request(connect(world), WHERE, WISHES, dry_run=True).plan.changes
    made = next(place for place, change in enumerate(wanted) if isinstance(change, do.MakeBranch))
    world.faults.at(made, Mode.TORN)
    with pytest.raises(Away):
        init.open_pull_request(dying(world), WHERE, WISHES, dry_run=False)
    assert f"refs/heads/{BRANCH}" in world.repo("acme/shop").refs

    again = init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)

    assert again.is_complete
    assert len([issue for issue in world.repo("acme/shop").issues.values() if issue.is_pull]) == 1


def test_a_dry_run_shows_the_plan_and_writes_nothing(world: World) -> None:
    shown: list[str] = []

    result = init.open_pull_request(
        connect(world), WHERE, WISHES, dry_run=True, show=lambda plan, _: shown.append(show.as_text(plan))
    )

    assert result.dry_run
    assert "open a pull request from postmortem/set-up" in shown[0]
    assert world.counts.writes == 0


def test_the_newest_incident_is_previewed_as_the_action_would_read_it(world: World) -> None:
    answers = {
        "summary": "Checkout stalled.",
        "criteria": ["Customers noticed"],
        "started": "2026-11-20 14:02 UTC",
        "action_items": "- Page on queue depth @alice",
    }
    world.as_person("alice").opens_form(
        "acme/shop", templates.shipped_forms()["postmortem.yml"], answers, title="Incident: checkout stalled"
    )

    init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)

    pull = next(issue for issue in world.repo("acme/shop").issues.values() if issue.is_pull)
    assert "would become a full postmortem" in pull.body
    assert "Page on queue depth" in pull.body
    assert "@alice" not in pull.body


def test_what_carries_our_label_is_previewed_whatever_it_was_written_with(world: World) -> None:
    alice = world.as_person("alice")
    alice.makes_label("acme/shop", "postmortem")
    alice.opens_issue("acme/shop", "Outage: checkout", "It stalled for an hour.", labels=["postmortem"])

    init.open_pull_request(connect(world), WHERE, WISHES, dry_run=False)

    pull = next(issue for issue in world.repo("acme/shop").issues.values() if issue.is_pull)
    assert "at its next edit, as it carries the label `postmortem`" in pull.body
    assert "nothing would happen to it" not in pull.body
