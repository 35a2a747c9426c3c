"""What must hold for any list and any tree: pages cover a list, a difference leads from one tree to the other."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from postmortem_gh.local_github.git import EMPTY_TREE, Store
from postmortem_gh.local_github.lists import Connection
from postmortem_gh.local_github.references import scan
from postmortem_gh.local_github.world import World
from tests.local_github.busy import quiet

NAMES = st.sampled_from(["a", "b", "c.md", "d"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)


def clean(files):
    """Without a file where another needs a folder."""
    return {p: c for p, c in files.items() if not any(o.startswith(f"{p}/") for o in files)}


FILES = st.dictionaries(PATHS, st.binary(max_size=5), max_size=8).map(clean)


@given(count=st.integers(0, 25), size=st.integers(1, 10))
def test_pages_forward_and_backward_hold_everything_once(count, size):
    everything = list(range(count))
    forward, after = [], None
    while True:
        page = Connection(everything, {"first": size, "after": after})
        forward += page.nodes
        after = page.page_info["endCursor"]
        if not page.page_info["hasNextPage"]:
            break
    backward, before = [], None
    while True:
        page = Connection(everything, {"last": size, "before": before})
        backward = [*page.nodes, *backward]
        before = page.page_info["startCursor"]
        if not page.page_info["hasPreviousPage"]:
            break

    assert forward == backward == everything


@given(one=FILES, two=FILES)
def test_a_difference_leads_from_one_tree_to_the_other(one, two):
    store = Store()
    before, after = store.changed(EMPTY_TREE, one), store.changed(EMPTY_TREE, two)
    gone = {p: None for p, (_, new) in store.difference(before, after).items() if new is None}
    new = {p: store.blobs[b] for p, (_, b) in store.difference(before, after).items() if b is not None}

    assert store.changed(store.changed(before, gone), new) == after
    assert {p: store.blobs[b] for p, b in store.files(after)} == two


@given(text=st.text(alphabet="@#alice-1`&;\\\n <>!/*[]()x", max_size=60))
def test_scanning_any_text_ends_and_finds_only_well_formed_names(text):
    for reference in scan(text, "acme/shop", "http://github.localhost"):
        assert reference.target
        assert not set(reference.target) & set(" `<>@")


@given(st.lists(st.sampled_from(["open", "comment", "label", "close", "commit", "react"]), max_size=8))
def test_any_history_survives_a_dump_and_a_copy(acts):
    hub = quiet()
    alice = hub.world.as_person("alice")
    issue = alice.opens_issue("acme/shop", "first").about
    for number, act in enumerate(acts):
        match act:
            case "open":
                issue = alice.opens_issue("acme/shop", f"{number}", parent=issue).about
            case "comment":
                alice.comments(issue, f"@tina #{number}")
            case "label":
                alice.labels(issue, f"l{number}")
            case "close":
                alice.closes(issue)
            case "commit":
                alice.commits("acme/shop", {f"{number}.md": act}, branch="x")
            case "react":
                alice.reacts(issue)

    assert World.load(json.loads(json.dumps(hub.world.dump()))).comparable(
        people=True
    ) == hub.world.comparable(people=True)
    assert hub.world.copy().comparable(people=True) == hub.world.comparable(people=True)
