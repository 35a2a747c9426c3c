"""Whose word counts: who filed, who accepted, which text of the body is in force.

On a public repository anybody can file our form, and GitHub applies the
form's label even for a stranger. So a stranger's form is carried out only
after `/accept` or the label `accepted` by somebody with write access, and
only the text as it was then (threat model: bot-delegated TOCTOU).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from postmortem_gh.decide import memory as remembered
from postmortem_gh.decide.answered import as_given, was_done
from postmortem_gh.intake import slash
from postmortem_gh.settings import Settings
from postmortem_gh.text.normal import fingerprint
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.snapshot import MOST_RENAMES, Comment, Issue, Repository, Snapshot

WRITE: frozenset[str] = frozenset({"write", "maintain", "admin"})
TRIAGE = WRITE | {"triage"}
_SUPERSEDED = "edited from outside after it was accepted: the edit waits for a new `/accept`"


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The text that may be carried out: ``body`` None while nobody accepted any; ``why`` in words for people."""

    title: str
    body: str | None
    accepted: bool = False  # by a person's act, so that the text is bound to it
    superseded: bool = False  # a later edit waits for a new acceptance
    renamed: bool = False  # so does a later title
    why: str


def can_write(snapshot: Snapshot, login: str | None) -> bool:
    """Write access, read freshly; a deleted account has none."""
    return login is not None and snapshot.roles.get(login.lower(), "none") in WRITE


def by_us(comment: Comment) -> bool:
    """Written by a run of ours. With a person's token our account is theirs as well: the marker tells."""
    return comment.mine and "<!-- postmortem-gh:" in comment.body


def by_any_run(text: Comment | Issue, roles: Mapping[str, str]) -> bool:
    """Written by an account that may run us here: ours, an App's, a person's with write access.

    The job and people's own `report` write the same things. Whoever asks looks for the marker as well.
    """
    # An App writes only where somebody with admin rights installed it.
    return text.mine or text.author_is_bot or roles.get((text.author or "").lower(), "none") in WRITE


def trusted_roles(repository: Repository, settings: Settings) -> frozenset[str] | None:
    """Whose forms are carried out unasked; None: everybody's who can file here."""
    trust = settings.trust or ("write" if repository.visibility == "PUBLIC" else "anyone")
    return {"anyone": None, "triage": TRIAGE}.get(trust, WRITE)


def in_force(snapshot: Snapshot, settings: Settings, memory: remembered.Memory) -> InForce:
    """Which text of the issue's body counts."""
    issue, trusted = snapshot.issue, trusted_roles(snapshot.repository, settings)
    if trusted is None:
        return InForce(title=issue.title, body=issue.body, why="everybody who can file here is trusted")
    role = snapshot.roles.get((issue.author or "").lower(), "none")
    if issue.mine or role in trusted:
        return InForce(
            title=issue.title, body=issue.body, why="filed by somebody with access to this repository"
        )
    moments = sorted(_acceptances(snapshot))
    if not moments:
        return InForce(
            title=issue.title,
            body=None,
            why="filed from outside: somebody with write access can answer `/accept`",
        )
    found = _as_accepted(snapshot, moments[-1], memory)
    title = _title_as_accepted(snapshot, moments[-1])
    if title is None:
        return replace(found, body=None, accepted=False, superseded=True, why=_SUPERSEDED)
    return replace(found, title=title, renamed=title != issue.title)


def _acceptances(snapshot: Snapshot) -> Iterable[datetime]:
    for comment in snapshot.comments:
        if (
            (was_done(comment) or can_write(snapshot, comment.author))
            and not by_us(comment)
            and any(
                command.name == "accept"
                for command in slash.commands(as_given(comment.body, comment.edits, comment.created_at))
            )
        ):
            yield comment.created_at
    yield from (at for login, at in snapshot.accepted_by if can_write(snapshot, login))


def _as_accepted(snapshot: Snapshot, accepted_at: datetime, memory: remembered.Memory) -> InForce:
    """The text at the acceptance, and after it as long as only people with write access edited."""
    issue = snapshot.issue
    later = sorted((edit for edit in issue.edits if edit.at > accepted_at), key=lambda edit: edit.at)
    foreign = next((i for i, edit in enumerate(later) if not can_write(snapshot, edit.editor)), None)
    if foreign is None:
        return InForce(
            title=issue.title, body=issue.body, accepted=True, why="accepted by somebody with write access"
        )
    if foreign:
        text = later[foreign - 1].text
    else:
        before = [edit for edit in issue.edits if edit.at <= accepted_at]
        text = max(before, key=lambda edit: edit.at).text if before else None
    if text is None and memory.accepted == fingerprint(issue.body):
        text = issue.body
    return InForce(title=issue.title, body=text, accepted=text is not None, superseded=True, why=_SUPERSEDED)


def _title_as_accepted(snapshot: Snapshot, accepted_at: datetime) -> str | None:
    """The title without what outsiders made of it since; None where too many renames hide what it was.

    Unlike an edit of the text a rename puts the whole title anew, so that
    one by somebody with write access counts whatever stood before it.
    """
    title = snapshot.issue.title
    for rename in reversed(snapshot.renames):
        if rename.at <= accepted_at or can_write(snapshot, rename.actor):
            return title
        title = rename.previous
    return title if len(snapshot.renames) < MOST_RENAMES else None
