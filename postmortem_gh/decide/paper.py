"""The document as it should be, its pull request and its review, or why there is none.

Used by decide/postmortem, after the action items: the document links them.
"""

from __future__ import annotations

from postmortem_gh.decide import publish
from postmortem_gh.decide.items import Items
from postmortem_gh.decide.related import recurrence_paragraph
from postmortem_gh.decide.understood import (
    Understood,
    incident_labels,
    noun,
    opens_by_hand,
    pushes,
    server_of,
)
from postmortem_gh.documents import document as document_page
from postmortem_gh.documents import front_matter
from postmortem_gh.documents.times import Clock
from postmortem_gh.documents.views import DocumentView, Link
from postmortem_gh.intake import zones
from postmortem_gh.language.lint import lint
from postmortem_gh.language.review import suggestions
from postmortem_gh.text import escape, marker
from postmortem_gh.text.normal import fingerprint
from postmortem_gh.values.desired import (
    DesiredDocument,
    DesiredPullRequest,
    DesiredReview,
    ReviewComment,
)
from postmortem_gh.values.findings import Finding
from postmortem_gh.values.lean import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
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


def paper(understood: Understood, items: Items) -> Paper:
    snapshot = understood.snapshot
    if snapshot.repository.default_branch is None:
        return Paper(
            absent="The repository is empty: make a first commit, then `/refresh`, and the document follows."
        )
    refused = _refused_writing(understood)
    if refused is not None:
        return Paper(absent=refused, path=understood.memory.path, generated=understood.memory.base)
    closed = _closed_by_a_person(understood)
    if closed is not None:
        return Paper(closed=closed, path=understood.memory.path, generated=understood.memory.base)
    generated = document_page.document(understood.record, _document_view(understood, items))
    path = _path(understood)
    there = publish.current(snapshot)
    merged = publish.merged(there.text if there else None, generated, understood.memory, items.known)
    found = lint(merged.text, path=path, names=understood.roles.names(), options=understood.settings.language)
    held = (*understood.secrets, *(each for each in found if each.rule == "secret"))
    findings = tuple(each for each in found if each.rule != "secret")
    if held:
        return Paper(held=held, findings=findings, path=path, generated=understood.memory.base)
    return Paper(
        desired=DesiredDocument(
            path=path,
            text=merged.text,
            why="the form became a document" if there is None else "the form or the items changed",
            headline=f"{'Add' if there is None else 'Update'} the {noun(understood)} of issue {snapshot.issue.number}",
        ),
        pull_request=_pull_request(understood),
        generated=generated,
        findings=findings,
        conflicts=merged.conflicts,
        kept=merged.kept,
        path=path,
    )


def _refused_writing(understood: Understood) -> str | None:
    """In words, that GitHub refused branch or commit in this run: then there is no document to speak of."""
    branch = f"postmortem/{understood.snapshot.issue.number}"
    if not {f"branch {branch}", f"commit {branch}"} & understood.snapshot.refused.keys():
        return None
    return (
        "GitHub refused to write the document; the job's summary says why. Mend it, then comment `/refresh`."
    )


def _path(understood: Understood) -> str:
    record = understood.record
    title = understood.roles.apply(record.title)
    day = front_matter.day(record, Clock(understood.settings.timezone, ())) or zones.day_of(
        understood.snapshot.issue.created_at, understood.settings.timezone
    )
    return publish.path_for(understood.snapshot, understood.memory, day, title)


def _closed_by_a_person(understood: Understood) -> Link | None:
    """A pull request that a person closed unmerged stays closed until somebody says `/refresh` after it."""
    newest = publish.newest_pull_request(understood.snapshot)
    if newest is None or newest.state != "CLOSED":
        return None
    refreshed = understood.heard.refreshed_at
    if refreshed is not None and (newest.closed_at is None or refreshed > newest.closed_at):
        return None
    return Link(text=f"#{newest.number}", url=newest.url)


def _document_view(understood: Understood, items: Items) -> DocumentView:
    snapshot = understood.snapshot
    return DocumentView(
        templates=understood.templates,
        settings=understood.settings,
        roles=understood.roles,
        write_up="full" if understood.size.full else "brief",
        reasons=understood.size.reasons,
        labels=incident_labels(understood),
        items=items.links,
        untracked=items.untracked,
        issue=Link(text=f"#{snapshot.issue.number}", url=snapshot.issue.url),
        server=server_of(snapshot),
        status="draft" if document_page.status(understood.record) == "draft" else "complete",
        recurrence=recurrence_paragraph(
            snapshot, understood.record, understood.settings, incident_labels(understood)
        ),
    )


def _pull_request(understood: Understood) -> DesiredPullRequest | None:
    if pushes(understood) or opens_by_hand(understood):
        return None
    number = understood.snapshot.issue.number
    title = escape.title(
        f"{noun(understood).capitalize()}: {understood.roles.apply(understood.record.title)}"
    )
    body = (
        f"The document of #{number}, for review by those who took part. Edit it here as you like: later changes of "
        "the form are merged into your words, which stay.\n\n"
        "Merging publishes it; closing without merging keeps it unpublished until somebody comments "
        "`/refresh` on the issue.\n\n"
        f"Refs #{number}\n\n{marker.write('document', on=understood.snapshot.issue.id)}"
    )
    return DesiredPullRequest(title=title, body=body, why="documents are reviewed before they are kept")


def review(understood: Understood, document: Paper) -> DesiredReview | None:
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
