"""Every event that a person's act sends, once."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.local_github import WebhookEvent
from tests.local_github.busy import FORM, quiet


def all_events() -> Iterator[WebhookEvent]:
    hub = quiet()
    world, shop = hub.world, hub.shop
    other = world.repository("acme/other", grants={"root": "admin"})
    alice, root = world.as_person("alice"), world.as_person("root")
    opened = world.as_person("stranger").opens_form(shop, FORM, {"summary": "It broke"})
    yield opened
    yield from opened.also
    issue = opened.about
    yield alice.opens_issue(shop, "No body")
    yield alice.edits_body(issue, "other")
    yield alice.renames(issue, "Renamed")
    yield alice.labels(issue, "bug")
    yield alice.unlabels(issue, "bug")
    yield alice.assigns(issue, "alice")
    yield alice.unassigns(issue, "alice")
    yield alice.pins(issue)
    yield alice.unpins(issue)
    yield alice.locks(issue, "SPAM")
    yield alice.unlocks(issue)
    yield alice.closes(issue)
    yield alice.reopens(issue)
    said = alice.comments(issue, "hello")
    yield said
    yield alice.edits_comment(said.comment, "hello!")
    yield alice.deletes_comment(said.comment)
    alice.commits(shop, {"a.md": "a"}, branch="b")
    pull = alice.opens_pull(shop, "b", "Pull")
    yield alice.comments(pull, "on a pull request")
    yield alice.pull_event(pull)
    yield root.deletes(alice.opens_issue(shop, "Gone").about)
    yield root.transfers(alice.opens_issue(shop, "Moved").about, other)
