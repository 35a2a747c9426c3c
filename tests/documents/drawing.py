"""Pages as these tests draw them: the shipped templates, the default settings, everything on GitHub already."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from postmortem_gh.config.templates import shipped
from postmortem_gh.decide.meeting import agenda
from postmortem_gh.decide.size import write_up
from postmortem_gh.documents.comment_view import CommentView, EarlierItem
from postmortem_gh.documents.document import DocumentView, status
from postmortem_gh.documents.roles import roles
from postmortem_gh.documents.templates import Templates
from postmortem_gh.documents.views import Link
from postmortem_gh.settings import Settings
from postmortem_gh.values.meeting import Facilitator
from postmortem_gh.values.records import Record

SHOP = "https://github.com/acme/shop"
TEMPLATES = Templates(shipped())
PAGES = Path(__file__).parent / "pages"
ROOT = Path(__file__).parents[2]


def link(number: int, kind: str = "issues") -> Link:
    return Link(text=f"#{number}", url=f"{SHOP}/{kind}/{number}")


def item_links(record: Record) -> dict[str, Link]:
    open_items = [item for item in record.action_items if item.state == "open"]
    return {item.key: link(item.existing or 21 + n) for n, item in enumerate(open_items)}


def document_view(record: Record, **more: object) -> DocumentView:
    size = write_up(record, Settings())
    values: dict[str, object] = {
        "templates": TEMPLATES,
        "settings": Settings(),
        "roles": roles(record),
        "write_up": "full" if size.full else "brief",
        "reasons": size.reasons,
        "labels": tuple(f"service:{name}" for name in record.services),
        "items": item_links(record),
        "issue": link(record.issue) if record.issue else None,
        "status": status(record),
    }
    return DocumentView(**{**values, **more})


def comment_view(record: Record, **more: object) -> CommentView:
    size = write_up(record, Settings())
    values: dict[str, object] = {
        "templates": TEMPLATES,
        "settings": Settings(),
        "roles": roles(record),
        "write_up": "full" if size.full else "brief",
        "reasons": size.reasons,
        "other_way": size.other_way,
        "unknown": size.unknown,
        "document": Link(
            text="the document",
            url=f"{SHOP}/blob/postmortem/12/postmortems/2026/2026-11-20-checkout-stalled.md",
        ),
        "pull_request": link(31, "pull"),
        "items": item_links(record),
        "status": status(record),
    }
    if size.full:
        chosen = ("on the settings' list", "not among the participants", "last asked on 2026-09-01")
        values |= {
            "facilitator": Facilitator(login="dora", reasons=chosen),
            "agenda": agenda(record, open_items=1, full=True),
        }
    return CommentView(**{**values, **more})


EARLIER = EarlierItem(
    link=link(7),
    title="Alert on checkout latency",
    owner="erin",
    due=date(2026, 11, 10),
    postmortem=link(3),
    postmortem_title="Checkout slow after the sale",
)


def same_as_kept(name: str, text: str, folder: Path = PAGES) -> None:
    """Hold a page against the kept one; POSTMORTEM_RENEW=1 keeps this one instead."""
    path = folder / name
    if os.environ.get("POSTMORTEM_RENEW"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{name} changed: POSTMORTEM_RENEW=1 keeps the new one"
