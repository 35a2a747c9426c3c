"""A postmortem's snapshot for the tests of deciding, by what matters in each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from postmortem_gh.decide.memory import KnownItem, Memory
from postmortem_gh.documents import item as page
from postmortem_gh.text.normal import fingerprint
from postmortem_gh.values.records import ActionItem, Person, Record
from postmortem_gh.values.snapshot import Comment, Edit, Issue, Reaction, Repository, Snapshot
from tests.documents import worlds

FILED = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


def after(minutes: int) -> datetime:
    return FILED + timedelta(minutes=minutes)


def item(title: str, **more: object) -> ActionItem:
    return worlds.item("-".join(title.lower().split()), title, **more)


def issue_of(promise: ActionItem, number: int, key: str, **more: object) -> Issue:
    """The action item's issue as we open it."""
    text = page.body(
        promise, key=key, parent_id="I_1", parent_number=1, parent_url="https://x/1", source_title="It broke"
    )
    given: dict[str, object] = {
        "title": promise.title,
        "body": text,
        "labels": ("action-item",),
        "parent": "I_1",
        **more,
    }
    return issue(number, mine=True, **given)


def issue(number: int = 1, **more: object) -> Issue:
    given: dict[str, object] = {
        "id": f"I_{number}",
        "url": f"https://github.com/acme/shop/issues/{number}",
        "title": "It broke",
        "body": "The body.",
        "author": "mallory",
        "created_at": FILED,
        "is_open": True,
        **more,
    }
    return Issue(number=number, **given)


def comment(
    text: str,
    by: str = "carol",
    minutes: int = 10,
    edits: tuple[Edit, ...] = (),
    answered: int | None = None,
    content: str = "THUMBS_UP",
) -> Comment:
    done = (Reaction(content=content, mine=True, created_at=after(answered)),) if answered is not None else ()
    return Comment(
        id=f"C_{minutes}",
        url="u",
        body=text,
        author=by,
        mine=False,
        created_at=after(minutes),
        edits=edits,
        reactions=done,
    )


def edit(text: str | None, by: str, minutes: int) -> Edit:
    return Edit(at=after(minutes), editor=by, text=text)


def snapshot(**more: object) -> Snapshot:
    repository = Repository(
        id="R_1",
        owner="acme",
        name="shop",
        url="https://github.com/acme/shop",
        visibility=more.pop("visibility", "PUBLIC"),
        default_branch="main",
        head_oid="a" * 40,
    )
    given: dict[str, object] = {
        "issue": issue(),
        "roles": {"carol": "write", "mallory": "read"},
        "assignable": frozenset({"alice", "bob"}),
        **more,
    }
    return Snapshot(viewer="github-actions", repository=repository, **given)


def known(promise: ActionItem, key: str, number: int) -> KnownItem:
    there = issue_of(promise, number, key)
    return KnownItem(
        key=key,
        id=there.id,
        wording=page.wording(promise.key, "I_1"),
        title=fingerprint(there.title),
        body=fingerprint(there.body),
    )


def memory(*items: KnownItem, **more: object) -> Memory:
    return Memory(items=items, **more)


def record(*items: ActionItem, participants: tuple[str, ...] = ()) -> Record:
    people = tuple(Person(login=login) for login in participants)
    return Record(kind="postmortem", title="It broke", action_items=items, participants=people)
