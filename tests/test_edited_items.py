"""A form that is edited after its first run, or filed after another: nothing doubles, vanishes or differs in silence."""

from __future__ import annotations

from postmortem_gh.plan.changes import OpenIssue, WriteFiles
from tests.stories import Story, accepted, filed

ITEMS = "- [P1] Page on depth @alice due 2026-12-15\n- Add backoff @bob\n- Rewrite the runbook @carol\n"


def edited(old: str, new: str) -> tuple[str, str, list[object]]:
    """(the comment, the document, the changes) of the run after the edit."""
    story = filed(action_items=ITEMS)
    story.run()
    event = story.world.as_person("alice").replaces(story.event.about, old, new)
    after = Story(world=story.world, event=event, token=story.token)
    changes = list(after.run().result.plan.changes)
    assert after.run().result.plan.changes == ()
    files = next((each for each in changes if isinstance(each, WriteFiles)), None)
    document = files.additions[1] if files else ""
    return story.event.about.comments[0].body, document, changes


def test_a_line_worded_anew_opens_no_second_issue() -> None:
    comment, document, changes = edited(
        "Add backoff", "Limit what one client may send in a minute of heavy load"
    )

    assert not [each for each in changes if isinstance(each, OpenIssue)]
    assert "[#3](http://github.localhost/acme/shop/issues/3) | Limit what one client" in comment
    assert "[#3](http://github.localhost/acme/shop/issues/3) | Limit what one client" in document


def test_a_ticked_item_keeps_its_issue_in_comment_and_document() -> None:
    comment, document, _ = edited("- [P1] Page", "- [x] [P1] Page")

    assert (
        "[#2](http://github.localhost/acme/shop/issues/2) | Page on depth<br>*ticked in the form" in comment
    )
    assert "- [#2](http://github.localhost/acme/shop/issues/2) Page on depth" in document
    assert "    issue: 2\n    done: true" in document


def test_a_line_that_is_gone_is_told_with_its_issue() -> None:
    comment, _, _ = edited("- Rewrite the runbook @carol\n", "")

    assert "Rewrite the runbook<br>*no longer in the form; its issue stays open* | [carol]" in comment


def test_the_comment_has_the_priority_of_the_issue_and_says_what_the_form_says() -> None:
    comment, document, _ = edited("[P1] Page", "[P0] Page")

    assert "the form now says P0; the issue counts" in comment
    assert "| 2026-12-15 | P1 | detect |" in comment
    assert "| 2026-12-15 | P0 | detect |" in document


def test_a_promise_to_review_first_is_told_once() -> None:
    before = filed(action_items="- Page on depth @alice\n")
    before.run()
    after = filed(
        before.world, title="Again", started="2026-11-23 18:02 UTC", detected="18:09", resolved="18:51"
    )
    after.run()

    comment = after.event.about.comments[0].body.partition("<!-- postmortem-gh:v1 comment")[0]
    assert "It has happened before" in comment
    assert comment.count("Page on depth") == 1
    assert "these stood open on 2026-11-23: [#2]" in comment


def test_an_edit_from_outside_is_no_problem_of_the_set_up() -> None:
    story = accepted()
    story.run()
    event = story.world.as_person("mallory").replaces(
        story.event.about, "Customers could not pay.", "All is lost."
    )
    Story(world=story.world, event=event, token=story.token).run()

    comment = story.event.about.comments[0].body
    assert "edited from outside" in comment
    assert "1 notice to read" in comment.splitlines()[0]
    assert "of the set-up" not in comment.splitlines()[0]
