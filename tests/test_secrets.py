"""A secret that somebody pasted goes nowhere: not into a write of ours, the plan, the summary or the log.

GitHub keeps it in the issue itself, where people can delete it; a copy in another issue's title would be in
everybody's mail. Whole runs on the local GitHub, for each place in which a secret may stand.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from postmortem_gh.cli import main
from postmortem_gh.local_github import serve
from postmortem_gh.local_github.model import Issue
from postmortem_gh.plan.show import as_text
from postmortem_gh.values.where import Where
from postmortem_gh.workflow import follow_up
from tests.hub import REPOSITORY, connect
from tests.stories import Story, filed, fresh, repository
from tests.test_action_command import Job

TOKEN = "ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"
PASSWORD = "hunter7Xq9"

PLACES = {
    "item": {"action_items": f"- [P1] Rotate {TOKEN} @alice\n- [P2] Add backoff @bob"},
    "item, alone": {"action_items": f"- {TOKEN}"},
    "detail": {"action_items": f"- [P1] Rotate the token @alice\n  it was {TOKEN}"},
    "done when": {"action_items": f"- [P1] Rotate the token @alice\n  Done when {TOKEN} is dead"},
    "due": {"action_items": f"- [P1] Rotate the token due {TOKEN}"},
    "owner": {"action_items": f"- [P1] Rotate the token @{TOKEN}"},
    "title": {"title": f"Leak of {TOKEN}"},
    "started": {"started": f"token {TOKEN}"},
    "participants": {"participants": f"{TOKEN}, @bob"},
    "services": {"services": TOKEN},
    "summary": {"summary": f"We pasted {TOKEN} in chat"},
    "timeline": {"timeline": f"25:99 posted {TOKEN}\n14:02 posted {TOKEN}"},
    "causes": {"causes": f"Trigger: {TOKEN}\nWhy: {TOKEN}"},
    "password": {"action_items": f"- [P1] Change password={PASSWORD} on the database @alice"},
    "address": {"action_items": f"- [P1] Move postgres://root:{PASSWORD}@db.internal/x away @alice"},
}


def written(story: Story) -> str:
    """All text in the repository that no person wrote, in lower case: a marker may hold it in another case."""
    repo = story.world.repo(REPOSITORY)
    texts = []
    for issue in filter(None, repo.issues.values()):
        if issue is not story.event.about:
            texts += [issue.title, issue.body or ""]
        texts += [each.body for each in issue.comments if each.author is None or each.author.login != "alice"]
    return "\n".join(texts).lower()


@pytest.mark.parametrize("visibility", ["public", "private"])
@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_in_nothing_that_we_write_print_or_hand_on(
    place: str, visibility: str, tmp_path: Path
) -> None:
    story = filed(repository(visibility), **PLACES[place])
    with serve(story.world) as hub:
        job = Job(story, tmp_path, hub.url)
        dry = job.run(POSTMORTEM_DRY_RUN="true")
        first, second = job.run(), job.run()

    assert (dry.code, first.code, second.code) == (0, 0, 0), first.err
    told = "\n".join(f"{each.out}{each.err}{each.summary}{each.outputs}" for each in (dry, first, second))
    for secret in (TOKEN, PASSWORD):
        assert secret.lower() not in written(story)
        assert secret.lower() not in told.lower()
    assert "the document waits" in written(story)
    assert "No changes." in second.out
    assert list(story.world.repo(REPOSITORY).refs) == ["refs/heads/main"]


def test_the_comment_says_where_the_secret_stands_and_the_promise_is_kept() -> None:
    story = filed(title=f"Leak of {TOKEN}", action_items=f"- [P1] Rotate {TOKEN} @alice")

    story.run()

    assert "the issue's title: this looks like a github token" in written(story)
    assert "the form, line" in written(story)
    assert story.world.issue(REPOSITORY, 2).title == "Rotate REDACTED"


def test_once_the_secret_is_out_of_the_form_the_document_and_the_item_follow() -> None:
    story = filed(action_items=f"- [P1] Rotate the deploy token {TOKEN} every month @alice")
    story.run()

    event = story.world.as_person("alice").replaces(story.event.about, f" {TOKEN}", "")
    after = Story(world=story.world, event=event, token=story.token)
    after.run()

    assert story.world.issue(REPOSITORY, 2).title == "Rotate the deploy token every month"
    assert "the document waits" not in written(after)
    assert "refs/heads/postmortem/1" in story.world.repo(REPOSITORY).refs
    assert sum("action-item" in {label.name for label in each.labels} for each in _issues(after)) == 1


def _issues(story: Story) -> list[Issue]:
    return [each for each in story.world.repo(REPOSITORY).issues.values() if each is not None]


@pytest.mark.parametrize(
    "command", ["/due 2026-12-20 it was {}", "/due {}", "/owner {}", "/wontdo it was {}"]
)
def test_a_secret_in_a_command_on_an_item_is_repeated_nowhere(command: str, tmp_path: Path) -> None:
    story = fresh()
    story.run()
    item = story.world.issue(REPOSITORY, 2)
    event = story.world.as_person("alice").comments(item, command.format(TOKEN))

    with serve(story.world) as hub:
        ran = Job(story, tmp_path, hub.url).run(event)

    assert ran.code == 0, ran.err
    assert TOKEN.lower() not in f"{written(story)}{ran.out}{ran.err}{ran.summary}".lower()
    assert "change" in ran.out
    assert "REDACTED" in f"{item.body}{ran.out}" or "could not be carried out" in ran.out


def test_a_secret_in_another_issues_title_is_not_carried_into_a_new_postmortem() -> None:
    story = filed(title=f"Leak of {TOKEN}")
    story.run()
    second = filed(story.world, title="Checkout stalled again")

    second.run()

    new = story.world.issue(REPOSITORY, second.event.number)
    assert TOKEN not in "\n".join(each.body for each in new.comments)


def test_a_secret_in_an_items_title_is_not_carried_into_the_report() -> None:
    story = fresh()
    story.run()
    story.world.as_person("bob").renames(story.world.issue(REPOSITORY, 2), f"Kill {TOKEN}")
    owner, _, name = REPOSITORY.partition("/")
    run = follow_up.Run(
        connection=connect(story.world, story.token),
        where=Where(owner=owner, name=name, run="repository", event="schedule"),
        dry_run=False,
        today=date(2027, 1, 10),
    )

    ran = follow_up.report(run, story.world.now)
    again = follow_up.report(run, story.world.now)

    (report,) = [each for each in _issues(story) if "## Decisions needed" in (each.body or "")]
    assert "Kill REDACTED" in (report.body or "")
    assert TOKEN.lower() not in f"{report.body}{as_text(ran.plan)}".lower()
    assert story.world.issue(REPOSITORY, 2).title == f"Kill {TOKEN}"  # a person's own words
    assert not again.plan


def test_render_prints_no_secret_and_says_where_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = tmp_path / "body.md"
    body.write_text(
        f"### What happened?\n\nWe pasted {TOKEN} in chat\n\n### Action items\n\n- Kill it due {TOKEN}\n"
    )

    code = main(["render", str(body), "--title", f"Leak of {TOKEN}"])

    out, err = capsys.readouterr()
    assert code == 1
    assert TOKEN.lower() not in (out + err).lower()
    assert "line 3: This looks like a GitHub token" in err


@pytest.mark.parametrize("settings", ["secrets: false", "severity: {secret: off}"])
def test_who_switches_the_rule_off_has_the_words_and_the_document_as_they_are(settings: str) -> None:
    world = repository()
    world.put_files(REPOSITORY, {".github/postmortem.yml": f"language:\n  {settings}\n"})
    story = filed(world, action_items=f"- [P1] Rotate {TOKEN} @alice")

    story.run()

    assert TOKEN in story.world.issue(REPOSITORY, 2).title
    assert "the document waits" not in written(story)
    assert "refs/heads/postmortem/1" in story.world.repo(REPOSITORY).refs
