"""What ought to be around one postmortem: from the snapshot to the document, the items, the labels, the comment.

The heart of the tool, in the order in which a person would do it: which form
is it and may it be carried out, what does it say, which promises have their
issue, what does the document look like, and what is there to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from postmortem_gh.decide import commands, labels, meeting, memory, permissions, publish, routing
from postmortem_gh.decide.commands import Heard
from postmortem_gh.decide.items import Items, decide_items
from postmortem_gh.decide.memory import Memory
from postmortem_gh.decide.permissions import InForce
from postmortem_gh.decide.related import recurrence_paragraph, same_service
from postmortem_gh.decide.routing import Route
from postmortem_gh.decide.size import Size, write_up
from postmortem_gh.documents import comment as comment_page
from postmortem_gh.documents import document as document_page
from postmortem_gh.documents import front_matter
from postmortem_gh.documents import item as item_page
from postmortem_gh.documents.comment_view import CommentView, EarlierItem, Trouble
from postmortem_gh.documents.roles import Roles, roles
from postmortem_gh.documents.templates import Templates
from postmortem_gh.documents.times import Clock
from postmortem_gh.documents.views import DocumentView, Link
from postmortem_gh.errors import docs
from postmortem_gh.forms import answers as form_answers
from postmortem_gh.intake import lists
from postmortem_gh.intake import record as intake
from postmortem_gh.language.lint import lint
from postmortem_gh.language.review import suggestions
from postmortem_gh.settings import Settings
from postmortem_gh.text import escape, marker
from postmortem_gh.text.normal import fingerprint, normal
from postmortem_gh.values.desired import (
    Desired,
    DesiredDocument,
    DesiredPullRequest,
    DesiredReview,
    IssueState,
    ReviewComment,
)
from postmortem_gh.values.findings import Finding
from postmortem_gh.values.meeting import Facilitator
from postmortem_gh.values.records import Record
from postmortem_gh.values.refs import fill, ref
from postmortem_gh.values.snapshot import OpenItem, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What deciding needs besides the snapshot; all of it values."""

    settings: Settings
    shipped_forms: Mapping[str, str]
    shipped_templates: Mapping[str, str]
    today: date
    setup_problems: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Understood:
    """The form, read: everything that the following steps share."""

    snapshot: Snapshot
    context: Context
    route: Route
    memory: Memory
    force: InForce
    heard: Heard
    record: Record
    roles: Roles
    size: Size
    templates: Templates

    @property
    def settings(self) -> Settings:
        return self.context.settings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    """The document as it should be, or why there is none."""

    desired: DesiredDocument | None = None
    pull_request: DesiredPullRequest | None = None
    generated: str | None = None  # with references: the next merge's base
    findings: tuple[Finding, ...] = ()
    held: tuple[Finding, ...] = ()
    conflicts: tuple[str, ...] = ()
    kept: bool = False
    closed: Link | None = None
    absent: str | None = None  # in words
    path: str | None = None


def decide(snapshot: Snapshot, context: Context) -> Desired:
    """What ought to be; for an issue that is none of ours, nothing."""
    route = routing.route(snapshot, context.shipped_forms)
    if route is None:
        return Desired(verdict="This issue is no postmortem: nothing to do.")
    ours = _our_comment(snapshot)
    remembered = memory.read(ours) if ours else memory.NOTHING
    force = permissions.in_force(snapshot, context.settings, remembered)
    if force.body is None:
        return _waiting(snapshot, context, route, remembered, force)
    return _whole(_understand(snapshot, context, route, remembered, force, force.body))


def _our_comment(snapshot: Snapshot) -> str | None:
    """The body of our comment that stands on this very issue; a pasted marker counts for nothing."""
    for each in sorted(snapshot.comments, key=lambda comment: (comment.created_at, comment.id)):
        found = marker.read(each.body, memory.KIND) if each.mine else None
        if found and found.values.get("on") == snapshot.issue.id:
            return each.body
    return None


def _templates(snapshot: Snapshot, context: Context) -> Templates:
    return Templates(context.shipped_templates, snapshot.templates)


def _waiting(
    snapshot: Snapshot, context: Context, route: Route, remembered: Memory, force: InForce
) -> Desired:
    """A stranger's form: one comment, and nothing else."""
    if snapshot.unaccepted > context.settings.limits.unaccepted and _our_comment(snapshot) is None:
        return Desired(
            verdict="Filed from outside, like several others of the same account: waits for `/accept`."
        )
    record = _read(snapshot, context, route, snapshot.issue.body, ())
    view = CommentView(
        templates=_templates(snapshot, context),
        settings=context.settings,
        roles=roles(record),
        server=_server(snapshot),
    )
    page = comment_page.stranger(record, view, changed=force.superseded)
    text = f"{page}\n{memory.write(remembered, snapshot.issue.id)}"
    return Desired(comment=text, comment_why=force.why, verdict="Filed from outside: waits for `/accept`.")


def _understand(
    snapshot: Snapshot, context: Context, route: Route, remembered: Memory, force: InForce, body: str
) -> _Understood:
    issue, settings = snapshot.issue, context.settings
    heard = commands.hear(snapshot)
    record = _read(snapshot, context, route, body, tuple(heard.timeline))
    known = roles(record, consented=heard.consented, logins=issue.assignees)
    return _Understood(
        snapshot=snapshot,
        context=context,
        route=route,
        memory=remembered,
        force=force,
        heard=heard,
        record=record,
        roles=known,
        size=write_up(record, settings),
        templates=_templates(snapshot, context),
    )


def _read(
    snapshot: Snapshot, context: Context, route: Route, body: str, more_timeline: tuple[str, ...]
) -> Record:
    issue = snapshot.issue
    answers = form_answers.read(route.form, body)
    if more_timeline:
        lines = [str(answers.values.get("timeline") or ""), *more_timeline]
        answers = answers.with_value("timeline", "\n".join(filter(None, lines)))
    return intake.read(
        route.form,
        answers,
        kind=route.kind,
        title=issue.title,
        issue=issue.number,
        filed_at=issue.created_at,
        today=context.today,
        settings=context.settings,
        line_dates=_added_later(snapshot),
        repository=snapshot.repository.full_name,
    )


def _server(snapshot: Snapshot) -> str:
    return snapshot.repository.url.removesuffix(f"/{snapshot.repository.full_name}")


def _added_later(snapshot: Snapshot) -> dict[str, date]:
    """Lines that came into the body by a later edit, with the day of that edit: their relative dates count from it."""
    versions = sorted(
        (edit for edit in snapshot.issue.edits if edit.text is not None), key=lambda edit: edit.at
    )
    seen: set[str] = set()
    added: dict[str, date] = {}
    for i, edit in enumerate(versions):
        lines = {line.strip() for line in normal(edit.text or "").split("\n")}
        if i:
            added.update({line: edit.at.date() for line in lines - seen if line})
        seen |= lines
    return added


def _whole(understood: _Understood) -> Desired:
    items = decide_items(
        understood.record,
        understood.snapshot,
        understood.memory,
        understood.settings,
        title=understood.roles.apply(understood.record.title),
    )
    document = _document(understood, items)
    chosen = _facilitator(understood)
    wanted_labels = _issue_labels(understood)
    comment = _comment(understood, items, document, chosen, wanted_labels)
    snapshot = understood.snapshot
    return Desired(
        labels=tuple(labels.spec(name) for name in (*items.labels, *wanted_labels)),
        issue=IssueState(
            id=snapshot.issue.id,
            number=snapshot.issue.number,
            add_labels=_fresh(wanted_labels, understood),
            add_assignees=(chosen.login,) if chosen and chosen.login and chosen.assign else (),
            why=_issue_why(understood, chosen),
        ),
        items=items.desired,
        document=document.desired,
        push=_pushes(understood),
        restart_branch=publish.starts_again(snapshot),
        pull_request=document.pull_request,
        review=_review(understood, document),
        comment=comment,
        comment_why="tells what was understood, what is missing and what was done",
        answers=commands.answers(understood.heard.verdicts),
        replies=tuple(understood.heard.replies),
        verdict=_verdict(understood, items),
        problems=understood.record.problems,
        notes=understood.record.notes,
        findings=document.findings,
        notices=(*items.notices, *((document.absent,) if document.absent else ())),
    )


def _issue_why(understood: _Understood, chosen: Facilitator | None) -> str:
    if chosen and chosen.assign:
        return f"incident labels from the form; facilitator: {', '.join(chosen.reasons)}"
    return "incident labels from the form"


def _issue_labels(understood: _Understood) -> tuple[str, ...]:
    """The kind's own label where GitHub left it out, and the incident labels that the answers name."""
    record, prefixes = understood.record, understood.settings.label_prefixes
    wanted: list[str] = [] if understood.route.labelled else [understood.route.kind]
    for prefix, names in (("service:", record.services), ("cause:", record.factors)):
        if prefix in prefixes:
            wanted += [made for name in names if (made := lists.label(prefix, name))]
    return tuple(dict.fromkeys(wanted))


def _fresh(wanted: tuple[str, ...], understood: _Understood) -> tuple[str, ...]:
    """Without those that we put there once and a person took off."""
    had = {name.lower() for name in understood.memory.labels}
    has = {name.lower() for name in understood.snapshot.issue.labels}
    return tuple(name for name in wanted if name.lower() not in had or name.lower() in has)


def _facilitator(understood: _Understood) -> Facilitator | None:
    """A brief note needs no meeting, and so nobody to facilitate it."""
    if understood.record.kind == "near-miss" or (
        understood.record.kind == "postmortem" and not understood.size.full
    ):
        return None
    return meeting.facilitator(
        understood.snapshot,
        understood.record,
        understood.settings,
        understood.memory,
        understood.heard.facilitator,
    )


def _document(understood: _Understood, items: Items) -> _Document:
    snapshot = understood.snapshot
    if snapshot.repository.default_branch is None:
        return _Document(
            absent="The repository is empty: make a first commit, then `/refresh`, and the document follows."
        )
    refused = _refused_writing(understood)
    if refused is not None:
        return _Document(absent=refused, path=understood.memory.path, generated=understood.memory.base)
    closed = _closed_by_a_person(understood)
    if closed is not None:
        return _Document(closed=closed, path=understood.memory.path, generated=understood.memory.base)
    generated = document_page.document(understood.record, _document_view(understood, items))
    path = _path(understood)
    found = lint(generated, path=path, names=understood.roles.names(), options=understood.settings.language)
    held = tuple(each for each in found if each.rule == "secret")
    findings = tuple(each for each in found if each.rule != "secret")
    if held:
        return _Document(held=held, findings=findings, path=path, generated=understood.memory.base)
    there = publish.current(snapshot)
    merged = publish.merged(there.text if there else None, generated, understood.memory, items.known)
    return _Document(
        desired=DesiredDocument(
            path=path,
            text=merged.text,
            why="the form became a document" if there is None else "the form or the items changed",
            headline=f"{'Add' if there is None else 'Update'} the {_noun(understood)} of issue {snapshot.issue.number}",
        ),
        pull_request=_pull_request(understood),
        generated=generated,
        findings=findings,
        conflicts=merged.conflicts,
        kept=merged.kept,
        path=path,
    )


def _pushes(understood: _Understood) -> bool:
    """Straight to the default branch; by a pull request where that was refused, now or in an earlier run."""
    snapshot = understood.snapshot
    return (
        understood.settings.publish == "push"
        and f"commit {snapshot.repository.default_branch}" not in snapshot.refused
        and snapshot.branch is None
    )


def _refused_writing(understood: _Understood) -> str | None:
    """In words, that GitHub refused branch or commit in this run: then there is no document to speak of."""
    branch = f"postmortem/{understood.snapshot.issue.number}"
    if not {f"branch {branch}", f"commit {branch}"} & understood.snapshot.refused.keys():
        return None
    return (
        "GitHub refused to write the document; the job's summary says why. Mend it, then comment `/refresh`."
    )


def _noun(understood: _Understood) -> str:
    return {"postmortem": "postmortem", "near-miss": "near miss", "retrospective": "retrospective"}[
        understood.route.kind
    ]


def _path(understood: _Understood) -> str:
    record = understood.record
    title = understood.roles.apply(record.title)
    day = (
        front_matter.day(record, Clock(understood.settings.timezone, ()))
        or understood.snapshot.issue.created_at.date()
    )
    return publish.path_for(understood.snapshot, understood.memory, day, title)


def _closed_by_a_person(understood: _Understood) -> Link | None:
    """A pull request that a person closed unmerged stays closed until somebody says `/refresh` after it."""
    newest = publish.newest_pull_request(understood.snapshot)
    if newest is None or newest.state != "CLOSED":
        return None
    refreshed = understood.heard.refreshed_at
    if refreshed is not None and (newest.closed_at is None or refreshed > newest.closed_at):
        return None
    return Link(text=f"#{newest.number}", url=newest.url)


def _document_view(understood: _Understood, items: Items) -> DocumentView:
    snapshot = understood.snapshot
    return DocumentView(
        templates=understood.templates,
        settings=understood.settings,
        roles=understood.roles,
        write_up="full" if understood.size.full else "brief",
        reasons=understood.size.reasons,
        labels=_incident_labels(understood),
        items=items.links,
        untracked=items.untracked,
        issue=Link(text=f"#{snapshot.issue.number}", url=snapshot.issue.url),
        server=_server(snapshot),
        status="draft" if document_page.status(understood.record) == "draft" else "complete",
        recurrence=recurrence_paragraph(
            snapshot, understood.record, understood.settings, _incident_labels(understood)
        ),
    )


def _incident_labels(understood: _Understood) -> tuple[str, ...]:
    """From the answers and from what people put on the issue."""
    names = (*_fresh(_issue_labels(understood), understood), *understood.snapshot.issue.labels)
    unique = {name.lower(): name for name in labels.incident(names, understood.settings.label_prefixes)}
    return tuple(sorted(unique.values()))


def _pull_request(understood: _Understood) -> DesiredPullRequest | None:
    if _pushes(understood) or _opens_by_hand(understood):
        return None
    number = understood.snapshot.issue.number
    title = escape.title(
        f"{_noun(understood).capitalize()}: {understood.roles.apply(understood.record.title)}"
    )
    body = (
        f"The document of #{number}, for review by those who took part. Edit it here as you like: later changes of "
        "the form are merged into your words, which stay.\n\n"
        "Merging publishes it; closing without merging keeps it unpublished until somebody comments `/refresh` on the issue.\n\n"
        f"Refs #{number}\n\n{marker.write('document', on=understood.snapshot.issue.id)}"
    )
    return DesiredPullRequest(title=title, body=body, why="documents are reviewed before they are kept")


def _review(understood: _Understood, document: _Document) -> DesiredReview | None:
    """Suggestions on our own pull request: with the job's token its own workflows would wait for approval."""
    if document.desired is None or document.pull_request is None or not document.findings:
        return None
    offered = suggestions(document.desired.text, document.findings)
    if not offered.comments:
        return None
    digest = fingerprint("\n".join(f"{each.line}{each.body}" for each in offered.comments))
    level = understood.settings.language
    asks = level.required and any(each.severity in ("error", "warning") for each in document.findings)
    return DesiredReview(
        body=f"{offered.body}\n\n{marker.write('review', digest=digest)}",
        comments=tuple(
            ReviewComment(start_line=each.start_line, line=each.line, body=each.body)
            for each in offered.comments
        ),
        event="REQUEST_CHANGES" if asks else "COMMENT",
        why=f"{len(document.findings)} findings of the language check",
    )


def _comment(
    understood: _Understood,
    items: Items,
    document: _Document,
    chosen: Facilitator | None,
    wanted: tuple[str, ...],
) -> str:
    view = _comment_view(understood, items, document, chosen)
    remember = replace(
        understood.memory,
        items=items.remember,
        accepted=fingerprint(understood.force.body or "")
        if understood.force.accepted
        else understood.memory.accepted,
        labels=tuple(dict.fromkeys((*understood.memory.labels, *wanted))),
        path=document.path or understood.memory.path,
        # What we did not write is no base: while people's text stays whole, there is none.
        base=None if document.kept else document.generated,
        facilitator=meeting.remembered_as(chosen.login)
        if chosen and chosen.login
        else understood.memory.facilitator,
        refresh=understood.heard.refresh,
        by_hand=_opens_by_hand(understood),
    )
    shown = replace(understood.record, action_items=items.told)
    text = fill(comment_page.comment(shown, view), items.known)
    return f"{text}\n{memory.write(remember, understood.snapshot.issue.id)}"


def _comment_view(
    understood: _Understood, items: Items, document: _Document, chosen: Facilitator | None
) -> CommentView:
    snapshot, record, size = understood.snapshot, understood.record, understood.size
    earlier = same_service(snapshot, _incident_labels(understood))
    meets = chosen is not None
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
        open_by_hand=_by_hand(understood, document),
        held=tuple(f"line {each.line}: {each.message}" for each in document.held),
        conflicts=document.conflicts,
        items=items.links,
        remarks=items.remarks,
        untracked=items.untracked,
        earlier=tuple(_earlier_item(each) for each in earlier),
        facilitator=chosen,
        agenda=meeting.agenda(record, open_items=len(earlier), full=size.full) if meets else (),
        findings=document.findings,
        recurrence=recurrence_paragraph(snapshot, record, understood.settings, _incident_labels(understood)),
        troubles=tuple(_troubles(understood, items, document)),
        status="draft" if document_page.status(record) == "draft" else "complete",
        server=_server(snapshot),
        is_closed=not snapshot.issue.is_open,
        still_open=tuple(
            Link(text=f"#{each.number}", url=each.url) for each in snapshot.items if each.is_open
        ),
    )


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


def _troubles(understood: _Understood, items: Items, document: _Document) -> Iterator[Trouble]:
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
            what=f"the document's pull request {document.closed.text} was closed without merging, so nothing more is written to it",
            fix="comment `/refresh` to have it back",
        )
    if document.kept:
        yield Trouble(
            what="the document was edited, and our memory of what we wrote ourselves is lost: it stays as it is",
            fix="edit the document by hand from now on",
        )
    if understood.force.superseded:
        yield Trouble(
            what="the form was edited from outside after it was accepted; this is the accepted text",
            fix="somebody with write access can comment `/accept` again",
        )
    for notice in items.notices:
        yield Trouble(what=notice, fix="nothing else is needed")


def _document_link(understood: _Understood, document: _Document) -> Link | None:
    """Where the document can be read: the branch until the merge, then the default branch."""
    if document.path is None or document.held or document.absent or document.closed:
        return None
    repository = understood.snapshot.repository
    published = understood.snapshot.document is not None or _pushes(understood)
    branch = repository.default_branch if published else f"postmortem/{understood.snapshot.issue.number}"
    return Link(text=document.path, url=f"{repository.url}/blob/{branch}/{document.path}")


def _pull_request_link(understood: _Understood, document: _Document) -> Link | None:
    open_one = next((each for each in understood.snapshot.pull_requests if each.state == "OPEN"), None)
    if open_one is not None:
        return Link(text=f"#{open_one.number}", url=open_one.url)
    if document.pull_request is None or document.desired is None:
        return None
    there = understood.snapshot.document
    if there is not None and normal(there.text) == normal(document.desired.text):
        return None
    return Link(text=f"#{ref('pull request', 'number')}", url=ref("pull request", "url"))


def _opens_by_hand(understood: _Understood) -> bool:
    """GitHub refused to open the pull request, now or in an earlier run since which nobody said `/refresh`."""
    snapshot, heard = understood.snapshot, understood.heard
    if "pull request" in snapshot.refused:
        return True
    return (
        understood.memory.by_hand
        and not snapshot.pull_requests
        and heard.refresh == understood.memory.refresh
    )


def _by_hand(understood: _Understood, document: _Document) -> str | None:
    if document.desired is None or _pushes(understood) or not _opens_by_hand(understood):
        return None
    repository, number = understood.snapshot.repository, understood.snapshot.issue.number
    return f"{repository.url}/compare/{repository.default_branch}...postmortem/{number}?quick_pull=1"


def _verdict(understood: _Understood, items: Items) -> str:
    record = understood.record
    size = "A full postmortem" if understood.size.full else "A brief note"
    what = {"postmortem": size, "near-miss": "A near miss", "retrospective": "A retrospective"}[record.kind]
    count = len(items.desired)
    told = (
        f"{len(record.problems)} things could not be read" if record.problems else "everything was understood"
    )
    return f"{what} with {count} tracked action item{'' if count == 1 else 's'}; {told}."
