"""A plan's changes, sent in as few requests as their references allow.

The only place that writes. A request without an answer is never sent again:
its changes come back as failed, and reconcile looks and plans anew. A refusal
is told with what it means; what does not depend on it goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from postmortem_gh.github_api import reading as read
from postmortem_gh.github_api.answers import Answer, Error, Limited, Unanswered
from postmortem_gh.github_api.guarded import Guarded, changed_meanwhile, merged_back
from postmortem_gh.github_api.mutations import MUTATIONS, Known, Unknown, batch, user_name
from postmortem_gh.github_api.reading import Json
from postmortem_gh.github_api.transport import Connection
from postmortem_gh.plan import changes as do
from postmortem_gh.plan.outcome import Done, Failed, Outcome, Refused
from postmortem_gh.plan.rounds import creations, follows, given_name, label_name, rounds
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.refusals import meaning
from postmortem_gh.values.snapshot import Repository

PAUSE_AFTER_DOUBT = 2.0  # seconds: what GitHub was still doing then is done when we look again


def known(repository: Repository, user_ids: Mapping[str, str]) -> Known:
    """What there is already to refer to: the repository, its labels, people by lower-case login."""
    found = {"repository": {"id": repository.id, "full_name": repository.full_name, "url": repository.url}}
    found |= {label_name(each.name): {"id": each.id} for each in repository.labels.values()}
    return found | {user_name(login): {"id": key} for login, key in user_ids.items()}


def apply(connection: Connection, changes: Iterable[do.Change], known: Known) -> Outcome:
    """Send the changes, round by round; stop where a round would stand on something that was not done."""
    run = _Run(known=dict(known))
    batches = rounds(changes)
    for number, changes_of_round in enumerate(batches):
        _send(connection, run, changes_of_round)
        if run.must_stop():
            run.left += [change for later in batches[number + 1 :] for change in later]
            break
    return run.outcome()


@dataclass(slots=True)
class _Run:
    known: dict[str, Mapping[str, str]]
    done: list[Done] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    left: list[do.Change] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    wait: float | None = None

    def must_stop(self) -> bool:
        return bool(self.failed or self.wait is not None or any(each.is_red for each in self.refused))

    def lacks(self, change: do.Change) -> bool:
        """Whether something that must stand before ``change`` was not done."""
        undone = {given_name(each.change) for each in self.refused}
        undone |= {given_name(each.change) for each in self.failed}
        return bool(undone & follows(change))

    def fail(self, changes: Iterable[do.Change], why: str, *, doubtful: bool) -> None:
        self.failed += [Failed(change=change, why=why, doubtful=doubtful) for change in changes]

    def outcome(self) -> Outcome:
        return Outcome(
            done=tuple(self.done),
            refused=tuple(self.refused),
            failed=tuple(self.failed),
            left=tuple(self.left),
            notices=tuple(self.notices),
            wait=self.wait,
            known=self.known,
        )


def _send(connection: Connection, run: _Run, changes: tuple[do.Change, ...]) -> None:
    """One request, and the look before it where people's own text is written over."""
    changes = _sendable(run, _unchanged(connection, run, changes))
    if not changes:
        return
    text, variables = batch(changes, run.known)
    try:
        answer = connection.graphql(text, variables, creations=creations(changes))
    except Unanswered as lost:
        run.fail(changes, str(lost), doubtful=True)
        connection.wait(PAUSE_AFTER_DOUBT)
        return
    except Limited as limited:
        run.fail(changes, "GitHub asked to wait", doubtful=False)
        if not connection.wait(limited.seconds):
            run.wait = limited.seconds
        return
    for i, change in enumerate(changes):
        _judge(run, change, f"c{i}", answer)
    _restore(connection, run, answer, changes)


def _sendable(run: _Run, changes: Iterable[do.Change]) -> tuple[do.Change, ...]:
    """Those whose references are known; an optional change that refers to nobody is a notice."""
    sendable = []
    for change in changes:
        if run.lacks(change):
            run.left.append(change)
            continue
        try:
            MUTATIONS[type(change)].build(change, run.known)
        except Unknown as missing:
            if change.optional:
                run.notices.append(
                    f"{missing} is not known to GitHub here, so this was left out: {change.why}"
                )
            else:
                run.fail([change], f"{missing} is not there yet", doubtful=False)
        else:
            sendable.append(change)
    return tuple(sendable)


def _judge(run: _Run, change: do.Change, alias: str, answer: Answer) -> None:
    """Done, refused, or nobody knows, by the alias' own part of the answer."""
    payload = read.part(answer.data, alias)
    error = answer.error_of(alias)
    if payload or (answer.data is not None and error is None and alias in answer.data):
        _take(run, change, payload)
    elif error is None:
        run.fail([change], "the answer says nothing about it", doubtful=True)
    elif run.lacks(change):
        run.left.append(change)  # what it stands on was refused in the same request
    else:
        _refuse(run, change, error)


def _take(run: _Run, change: do.Change, payload: Json) -> None:
    given = MUTATIONS[type(change)].gives(payload)
    name = given_name(change)
    if name is not None:
        run.known[name] = given
    run.done.append(Done(change=change, number=given.get("number", ""), url=given.get("url", "")))
    if isinstance(change, do.OpenIssue | do.Assign):
        _notice_dropped(run, change, payload)


def _notice_dropped(run: _Run, change: do.OpenIssue | do.Assign, payload: Json) -> None:
    """GitHub drops assignees it cannot assign, without an error: compare."""
    asked = change.assignees if isinstance(change, do.OpenIssue) else change.logins
    holder = read.part(payload, "issue" if isinstance(change, do.OpenIssue) else "assignable")
    if "assignees" not in holder:
        return
    got = {login.lower() for login in read.assignees(holder)}
    run.notices += [f"GitHub did not assign {login}" for login in asked if login.lower() not in got]


def _refuse(run: _Run, change: do.Change, error: Error) -> None:
    refusal = meaning(error.message, error.kind)
    if refusal.after in ("mend", "content"):
        run.refused.append(Refused(change=change, refusal=refusal))
    else:
        run.fail([change], refusal.what, doubtful=refusal.after == "doubtful")


def _unchanged(connection: Connection, run: _Run, changes: tuple[do.Change, ...]) -> tuple[do.Change, ...]:
    """The changes without those whose body is no longer what the plan was made on."""
    guarded = [change for change in changes if isinstance(change, do.EditIssue) and change.was is not None]
    if not guarded:
        return changes
    moved = changed_meanwhile(connection, guarded)
    run.fail(moved, "somebody edited it in the meantime", doubtful=False)
    return tuple(change for change in changes if change not in moved)


def _restore(connection: Connection, run: _Run, answer: Answer, changes: tuple[do.Change, ...]) -> None:
    """What somebody saved between our look and our write is merged back, from the edit history."""
    lost = []
    for i, change in enumerate(changes):
        if isinstance(change, do.EditIssue) and change.was is not None:
            found = merged_back(Guarded(change=change, payload=read.part(answer.data, f"c{i}")))
            lost += [found] if found is not None else []
    if lost:
        run.notices += [f"#{each.number} was edited while we wrote: both texts were merged" for each in lost]
        _send(connection, run, tuple(lost))
