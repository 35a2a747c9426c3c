"""Our one comment: what there is to tell, and what must be remembered below it.

Used by decide/postmortem, last: it tells what the other steps came to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from postmortem_gh.decide import meeting, memory
from postmortem_gh.decide.items import Items
from postmortem_gh.decide.paper import Paper
from postmortem_gh.decide.related import look_alike, recurrence_paragraph, same_service
from postmortem_gh.decide.understood import Understood, incident_labels, opens_by_hand, pushes, server_of
from postmortem_gh.documents import comment as comment_page
from postmortem_gh.documents import document as document_page
from postmortem_gh.documents import item as item_page
from postmortem_gh.documents.comment_page import MAX_LISTED
from postmortem_gh.documents.comment_view import CommentView, EarlierItem, Trouble
from postmortem_gh.documents.views import Link
from postmortem_gh.errors import docs
from postmortem_gh.language.redact import redacted
from postmortem_gh.text.normal import fingerprint, normal
from postmortem_gh.values.findings import Finding
from postmortem_gh.values.meeting import Facilitator
from postmortem_gh.values.refs import fill, ref
from postmortem_gh.values.refusals import known
from postmortem_gh.values.snapshot import OpenItem, Snapshot


def comment(
    understood: Understood,
    items: Items,
    document: Paper,
    chosen: Facilitator | None,
    wanted: tuple[str, ...],
) -> tuple[str, str]:
    """The comment, and its first line for the job's summary."""
    view = _comment_view(understood, items, document, chosen)
    remember = replace(
        understood.memory,
        items=items.remember,
        order=items.order,
        accepted=fingerprint(understood.force.body or "")
        if understood.force.accepted
        else understood.memory.accepted,
        labels=tuple(dict.fromkeys((*understood.memory.labels, *_given(wanted, understood.snapshot)))),
        path=document.path or understood.memory.path,
        # What we did not write is no base: while people's text stays whole, there is none.
        base=None if document.kept else document.generated,
        facilitator=meeting.remembered_as(chosen.login, understood.snapshot)
        if chosen and chosen.login
        else understood.memory.facilitator,
        refresh=understood.heard.refresh,
        by_hand=opens_by_hand(understood),
    )
    shown = replace(understood.record, action_items=items.told)
    page = comment_page.comment(shown, view)
    # Titles of other issues are people's words too, and are not looked at anywhere else.
    text = fill(redacted(page, understood.settings.language), items.known)
    whole = f"{text}\n{memory.write(remember, understood.snapshot.issue.id)}"
    return whole, comment_page.verdict(shown, view)


def _comment_view(
    understood: Understood, items: Items, document: Paper, chosen: Facilitator | None
) -> CommentView:
    snapshot, record, size = understood.snapshot, understood.record, understood.size
    earlier = same_service(snapshot, incident_labels(understood))
    above = frozenset(each.number for each in earlier[:MAX_LISTED])
    meets = chosen is not None
    by_hand = _by_hand(understood, document)
    return CommentView(
        templates=understood.templates,
        settings=understood.settings,
        roles=understood.roles,
        write_up="full" if size.full else "brief",
        reasons=size.reasons,
        other_way=size.other_way,
        unknown=size.unknown,
        document=_document_link(understood, document),
        pull_request=_pull_request_link(understood, document),
        open_by_hand=by_hand,
        not_opened=known(opens_by_hand(understood)) if by_hand else None,
        held=held(document),
        conflicts=document.conflicts,
        items=items.links,
        remarks=items.remarks,
        untracked=items.untracked,
        left=items.left,
        earlier=tuple(_earlier_item(each) for each in earlier),
        facilitator=chosen,
        agenda=meeting.agenda(record, open_items=len(earlier), full=size.full) if meets else (),
        findings=document.findings,
        recurrence=recurrence_paragraph(
            snapshot, record, understood.settings, incident_labels(understood), above
        ),
        related=look_alike(snapshot, record, understood.settings, incident_labels(understood)),
        troubles=tuple(_troubles(understood, items, document)),
        status="draft" if document_page.status(record) == "draft" else "complete",
        server=server_of(snapshot),
        is_closed=not snapshot.issue.is_open,
        still_open=tuple(
            Link(text=f"#{each.number}", url=each.url) for each in snapshot.items if each.is_open
        ),
    )


def held(document: Paper) -> tuple[str, ...]:
    """Why the document waits: where something was seen, never what."""
    return tuple(f"{_where(each)}: {each.message}" for each in document.held)


def _given(labels: tuple[str, ...], snapshot: Snapshot) -> tuple[str, ...]:
    """Those that stand on the issue when the comment is written: not what GitHub refused in this run."""
    has = {name.lower() for name in snapshot.issue.labels}
    refused = snapshot.refused.keys()
    none = f"labels of #{snapshot.issue.number}" in refused
    return tuple(
        name for name in labels if name.lower() in has or not (none or f"label {name.lower()}" in refused)
    )


def _where(secret: Finding) -> str:
    if secret.path == "title":
        return "the issue's title"
    return f"{'the form' if secret.path == 'form' else 'the document'}, line {secret.line}"


def _earlier_item(item: OpenItem) -> EarlierItem:
    block = item_page.read(item.body)
    parent = item.parent_number
    server_path = item.url.rsplit("/", 1)[0]
    return EarlierItem(
        link=Link(text=f"#{item.number}", url=item.url),
        title=item.title,
        owner=item.assignees[0] if item.assignees else None,
        due=block.due if block else None,
        postmortem=Link(text=f"#{parent}", url=f"{server_path}/{parent}") if parent else None,
        postmortem_title=item.parent_title or "",
    )


def _troubles(understood: Understood, items: Items, document: Paper) -> Iterator[Trouble]:
    """What a person has to mend or to know, beyond what the form lacks."""
    yield from understood.context.setup_problems
    for broken in understood.route.broken:
        yield Trouble(
            what=f"a form could not be read: {broken}",
            fix="mend it, or compare it with the shipped form",
            more=docs("forms"),
        )
    if document.absent:
        yield Trouble(what="there is no document yet", fix=document.absent)
    if document.closed:
        yield Trouble(
            of_setup=False,
            what=f"the document's pull request {document.closed.text} was closed without merging, "
            "so nothing more is written to it",
            fix="comment `/refresh` to have it back",
        )
    if document.kept:
        yield Trouble(
            of_setup=False,
            what="the document was edited, and our memory of what we wrote ourselves is lost: it stays as it is",
            fix="edit the document by hand from now on",
        )
    if understood.force.superseded:
        yield Trouble(
            of_setup=False,
            what="the form was edited from outside after it was accepted; this is the accepted text",
            fix="somebody with write access can comment `/accept` again",
        )
    if understood.force.renamed:
        yield Trouble(
            of_setup=False,
            what="the issue was renamed from outside after it was accepted; the document keeps the accepted title",
            fix="somebody with write access can comment `/accept` again",
        )
    for notice in items.notices:
        yield Trouble(of_setup=False, what=notice, fix="nothing else is needed")


def _document_link(understood: Understood, document: Paper) -> Link | None:
    """Where the document can be read: the branch until the merge, then the default branch."""
    if document.path is None or document.held or document.absent or document.closed:
        return None
    repository = understood.snapshot.repository
    published = understood.snapshot.document is not None or pushes(understood)
    branch = repository.default_branch if published else f"postmortem/{understood.snapshot.issue.number}"
    return Link(text=document.path, url=f"{repository.url}/blob/{branch}/{document.path}")


def _pull_request_link(understood: Understood, document: Paper) -> Link | None:
    open_one = next((each for each in understood.snapshot.pull_requests if each.state == "OPEN"), None)
    if open_one is not None:
        return Link(text=f"#{open_one.number}", url=open_one.url)
    if document.pull_request is None or document.desired is None:
        return None
    there = understood.snapshot.document
    if there is not None and normal(there.text) == normal(document.desired.text):
        return None
    return Link(text=f"#{ref('pull request', 'number')}", url=ref("pull request", "url"))


def _by_hand(understood: Understood, document: Paper) -> str | None:
    if document.desired is None or pushes(understood) or not opens_by_hand(understood):
        return None
    repository, number = understood.snapshot.repository, understood.snapshot.issue.number
    return f"{repository.url}/compare/{repository.default_branch}...postmortem/{number}?quick_pull=1"
