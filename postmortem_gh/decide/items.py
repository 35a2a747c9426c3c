"""Action items as issues: what each should be, how it is shown, and what to remember of it.

Between settle (which line has which issue) and the document and comment. An
issue is written once, at creation; later only a title or a body that nobody
has touched since follows the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from postmortem_gh.decide import labels, said_again
from postmortem_gh.decide.memory import KnownItem, Memory
from postmortem_gh.decide.settle import Settled, settle
from postmortem_gh.documents import item as page
from postmortem_gh.documents import ranking
from postmortem_gh.documents.views import Link
from postmortem_gh.settings import Settings
from postmortem_gh.text import escape
from postmortem_gh.text.normal import fingerprint
from postmortem_gh.values.desired import DesiredItem, Fold
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.problems import Place
from postmortem_gh.values.records import ActionItem, Record
from postmortem_gh.values.refs import ref
from postmortem_gh.values.snapshot import Issue, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """All that follows from a record's action items."""

    desired: tuple[DesiredItem, ...]
    told: tuple[ActionItem, ...]  # for the comment: once there is an issue, with the issue's owner and date
    remarks: Mapping[str, tuple[str, ...]]  # for the comment, by the form's key
    links: Mapping[str, Link]  # by the form's key, for the document; references for every item of ours
    known: Mapping[str, Mapping[str, str]]  # what the references of existing issues stand for
    untracked: frozenset[str]
    left: tuple[ActionItem, ...]  # for the comment: no longer in the form, with an open issue
    remember: tuple[KnownItem, ...]
    order: tuple[str, ...]  # to be remembered, too
    labels: tuple[str, ...]
    folds: tuple[Fold, ...]
    notices: tuple[str, ...]


def decide_items(
    record: Record, snapshot: Snapshot, memory: Memory, settings: Settings, *, title: str
) -> Items:
    """Every action item of the form, held against the issues that are there."""
    beyond = ranking.beyond(record.action_items, settings.limits.action_items)
    settlement = settle(record.action_items, snapshot, memory, beyond)
    by_line = {id(line.item): line for line in settlement.lines}
    left = tuple(issue for issue in settlement.left if issue.is_open)
    made = [_desired(line, snapshot, title) for line in settlement.lines]
    desired = tuple(each for each in made if each is not None)
    return Items(
        desired=desired,
        told=tuple(_told(item, by_line.get(id(item)), snapshot) for item in record.action_items),
        remarks={
            line.item.key: remarks
            for line in settlement.lines
            if (remarks := tuple(_remarks(line, snapshot)))
        }
        | {_left_key(issue): ("no longer in the form; its issue stays open",) for issue in left},
        links={line.item.key: link for line in settlement.lines if (link := _link(line)) is not None}
        | {_left_key(issue): _issue_link(issue) for issue in left},
        known=_known(settlement.lines, snapshot, memory),
        untracked=beyond - {line.item.key for line in settlement.lines},
        left=tuple(map(_left, left)),
        remember=_remember(settlement.lines, desired, memory, snapshot),
        order=tuple(line.key for line in settlement.lines if line.item.existing is None),
        labels=tuple(dict.fromkeys(name for each in desired for name in each.add_labels)),
        folds=tuple(_fold(elder, younger) for elder, younger in settlement.doubles if _untouched(younger)),
        notices=tuple(
            _doubled(elder, younger)
            for elder, younger in settlement.doubles
            if younger.is_open and not _untouched(younger)
        ),
    )


def _untouched(younger: Issue) -> bool:
    """Open, and worded as we opened it: nobody's words or decisions would go with it."""
    return younger.is_open and len(younger.edits) <= 1


def _fold(elder: Issue, younger: Issue) -> Fold:
    return Fold(id=younger.id, number=younger.number, elder=elder.number, elder_id=elder.id)


def _doubled(elder: Issue, younger: Issue) -> str:
    return f"#{younger.number} doubles #{elder.number}, and somebody worked on it: close the one that is not needed"


def name_of(line: Settled) -> str:
    """The reference name under which texts speak of it."""
    return f"item {line.key}"


def _desired(line: Settled, snapshot: Snapshot, title: str) -> DesiredItem | None:
    if line.gone or line.item.state != "open":
        return None
    if line.item.existing is not None:
        return _attached(line, snapshot)
    if line.issue is None:
        return _new(line, snapshot, title)
    return _existing(line, line.issue, snapshot, title)


def _attached(line: Settled, snapshot: Snapshot) -> DesiredItem | None:
    issue = line.issue
    if issue is None or issue.id == snapshot.issue.id or issue.parent is not None:
        return None
    return DesiredItem(
        name=name_of(line),
        key=line.key,
        id=issue.id,
        number=issue.number,
        attach=issue.id,
        why=f"the form names it{_where(line.item)}",
    )


def _where(item: ActionItem) -> str:
    return f", line {item.said_at.line}" if item.said_at.line else ""


def _new(line: Settled, snapshot: Snapshot, title: str) -> DesiredItem:
    item = line.item
    owner = _assignable(item, snapshot)
    names = [labels.ACTION_ITEM]
    if item.priority:
        names.append(labels.priority(item.priority))
    if owner is None:
        names.append(labels.NEEDS_OWNER)
    return DesiredItem(
        name=name_of(line),
        key=line.key,
        id=None,
        number=None,
        title=escape.title(item.title),
        body=_body(line, snapshot, title),
        add_labels=tuple(names),
        assignees=(owner,) if owner else (),
        why=f"promised in the form{_where(item)}",
    )


def _body(line: Settled, snapshot: Snapshot, title: str) -> str:
    return page.body(
        line.item,
        key=line.key,
        parent_id=snapshot.issue.id,
        parent_number=snapshot.issue.number,
        parent_url=snapshot.issue.url,
        source_title=title,
    )


def _existing(line: Settled, issue: Issue, snapshot: Snapshot, title: str) -> DesiredItem:
    """From now on the issue counts; a title or a body that nobody touched since follows the form's words."""
    known = line.known
    new_title = escape.title(line.item.title)
    body = _body(line, snapshot, title)
    follows_title = known is not None and fingerprint(issue.title) == known.title
    untouched = known is not None and fingerprint(issue.body) == known.body
    return DesiredItem(
        name=name_of(line),
        key=line.key,
        id=issue.id,
        number=issue.number,
        title=new_title if follows_title and issue.is_open else None,
        body=_keeping_due(body, issue.body) if untouched and issue.is_open else None,
        why=f"the form's words changed{_where(line.item)}",
    )


def _keeping_due(body: str, there: str) -> str:
    """The new words with the block that counts: an edited form does not move a date."""
    block = page.read(there)
    return page.with_block(body, block) if block is not None else body


def _link(line: Settled) -> Link | None:
    if line.item.existing is not None:
        return _issue_link(line.issue) if line.issue else None
    if line.gone:
        return None
    name = name_of(line)
    return Link(text=f"#{ref(name, 'number')}", url=ref(name, "url"))


def _issue_link(issue: Issue) -> Link:
    return Link(text=f"#{issue.number}", url=issue.url)


def _left_key(issue: Issue) -> str:
    """No line of the form has such a key."""
    return f"#{issue.number} left"


def _left(issue: Issue) -> ActionItem:
    """An issue whose line is gone, as the comment tells it: by what stands on the issue alone."""
    bare = ActionItem(
        key=_left_key(issue), title=issue.title, said_at=Place(field="action_items", label="Action items")
    )
    return _as_on_issue(bare, issue)


def _known(lines: tuple[Settled, ...], snapshot: Snapshot, memory: Memory) -> dict[str, dict[str, str]]:
    """What references stand for: also those of items that are gone since, as the last document holds them."""
    issues = f"{snapshot.repository.url}/issues/"
    before = {
        f"item {each.key}": {"number": each.number, "url": issues + each.number, "id": each.id}
        for each in memory.items
        if each.number
    }
    return before | {
        name_of(line): {"number": str(line.issue.number), "url": line.issue.url, "id": line.issue.id}
        for line in lines
        if line.issue is not None
    }


def _told(item: ActionItem, line: Settled | None, snapshot: Snapshot) -> ActionItem:
    """The item as its issue has it now; as it will have it where it is yet to be opened."""
    if line is None or line.gone or item.existing is not None:
        return item
    if line.issue is None:
        return replace(item, owner=_assignable(item, snapshot))
    return _as_on_issue(item, line.issue)


def _as_on_issue(item: ActionItem, issue: Issue) -> ActionItem:
    block = page.read(issue.body)
    due = block.due if block else item.due
    return replace(
        item,
        owner=issue.assignees[0] if issue.assignees else None,
        due=due,
        due_source=None if due != item.due else item.due_source,
        priority=said_again.priority(issue),
    )


def _assignable(item: ActionItem, snapshot: Snapshot) -> str | None:
    """The owner, if GitHub can assign them: it drops others without a word."""
    return item.owner if item.owner and item.owner.lower() in snapshot.assignable else None


def _remarks(line: Settled, snapshot: Snapshot) -> Iterator[str]:
    """What must be said of an item besides its line."""
    item, issue = line.item, line.issue
    if line.gone:
        yield "its issue was deleted or moved away by somebody, so it is not opened again"
    elif item.existing is not None:
        if issue is None:
            yield f"there is no issue #{item.existing} in this repository"
        elif issue.parent not in (None, snapshot.issue.id):
            yield f"#{item.existing} belongs to another issue already, so it is only named here"
        else:
            yield "an issue that was there already: linked, not edited"
    elif issue is None or not issue.assignees:
        if item.owner and _assignable(item, snapshot) is None:
            yield f"{item.owner} cannot be assigned in this repository; `/owner @login` on the issue names somebody who can"
        elif not item.owner:
            yield "needs an owner: `/owner @login` on the issue"
    if issue is not None and item.existing is None:
        yield from said_again.remarks(line, issue, snapshot)
        if not issue.is_open:
            yield "given up" if issue.state_reason == "NOT_PLANNED" else "done"


def _remember(
    lines: tuple[Settled, ...], desired: tuple[DesiredItem, ...], memory: Memory, snapshot: Snapshot
) -> tuple[KnownItem, ...]:
    """Every item that ever had its issue, whether or not the form still names it."""
    known = {each.key: each for each in memory.items}
    by_name = {each.name: each for each in desired}
    for line in lines:
        if line.item.existing is not None or line.gone:
            continue
        wanted = by_name.get(name_of(line))
        before = known.get(line.key)
        if line.issue is None and wanted is not None:
            known[line.key] = KnownItem(
                key=line.key,
                id=ref(name_of(line), "id"),
                wording=page.wording(line.item.key, snapshot.issue.id),
                title=fingerprint(wanted.title or ""),
                body=fingerprint(wanted.body or ""),
                number=ref(name_of(line), "number"),
                said=said_again.agreed(line, snapshot),
            )
        elif line.issue is not None:
            known[line.key] = _still_known(line, line.issue, wanted, before, snapshot)
    return tuple(sorted(known.values(), key=lambda each: int(each.key) if each.key.isdecimal() else 0))


def _still_known(
    line: Settled, issue: Issue, wanted: DesiredItem | None, before: KnownItem | None, snapshot: Snapshot
) -> KnownItem:
    """Our last own words for it: what we write now, else what we wrote before, else what stands there."""
    title = wanted.title if wanted and wanted.title is not None else None
    body = wanted.body if wanted and wanted.body is not None else None
    return KnownItem(
        key=line.key,
        id=issue.id,
        wording=page.wording(line.item.key, snapshot.issue.id),
        title=fingerprint(title)
        if title is not None
        else before.title
        if before
        else _own_title(line, issue),
        body=fingerprint(body) if body is not None else before.body if before else _own_body(issue),
        number=str(issue.number),
        said=said_again.agreed(line, snapshot),
    )


def _own_title(line: Settled, issue: Issue) -> str:
    """The title that we gave, where a lost answer or comment made us forget it; empty where a person may have."""
    return fingerprint(issue.title) if issue.mine and issue.title == escape.title(line.item.title) else ""


def _own_body(issue: Issue) -> str:
    """Likewise for the body: one that was never edited is as we opened it."""
    return fingerprint(issue.body) if issue.mine and not issue.edits else ""
