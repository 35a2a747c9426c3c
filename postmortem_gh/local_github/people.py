"""What people do in GitHub's pages, and the event that each act sends.

    event = world.as_person("alice").opens_issue("acme/shop", "It broke", "…")
    event.name            # issues
    event.payload         # what GITHUB_EVENT_PATH would hold

Text saved in the page has CRLF line ends, in the whole of it, whoever wrote the
rest; that is what GitHub's pages do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postmortem_gh.local_github import (
    acting,
    comments,
    commits,
    form_page,
    issues,
    labelling,
    pulls,
    relations,
    rest_shapes,
    reviews,
)
from postmortem_gh.local_github.model import Comment, Issue, Label, PullRequest, Repository, User
from postmortem_gh.local_github.refusals import Refused
from postmortem_gh.local_github.session import Session

if TYPE_CHECKING:
    from postmortem_gh.local_github.state import State


@dataclass(slots=True)
class WebhookEvent:
    """An event as a workflow gets it; `about` is the issue, `comment` the comment."""

    name: str
    payload: dict[str, Any]
    about: Issue
    comment: Comment | None = None
    also: tuple[WebhookEvent, ...] = ()  # a form's labels send one event each, at the same time

    @property
    def number(self) -> int:
        return self.about.number

    @property
    def action(self) -> str:
        return str(self.payload["action"])

    def write(self, path: Path | str) -> Path:
        """Writes the payload as a runner would."""
        target = Path(path)
        target.write_text(json.dumps(self.payload), encoding="utf-8")
        return target


def crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


class Person:
    """Somebody at the keyboard."""

    def __init__(self, world: State, user: User) -> None:
        self.world, self.user = world, user

    def _session(self) -> Session:
        """Each act of a person takes its moment as well."""
        self.world.advance(self.world.tick)
        return Session(world=self.world, user=self.user)

    def _repo(self, repository: Repository | str) -> Repository:
        return self.world.repo(repository)

    def _event(
        self, name: str, action: str, issue: Issue, comment: Comment | None = None, **more: Any
    ) -> WebhookEvent:
        repository = issue.repository
        payload: dict[str, Any] = {"action": action, "issue": rest_shapes.issue(self.world, issue)}
        if comment is not None:
            payload["comment"] = rest_shapes.comment(self.world, comment)
        payload |= more
        payload["repository"] = rest_shapes.repository(self.world, repository)
        if repository.owner.kind == "Organization":
            payload["organization"] = rest_shapes.organisation(self.world, repository.owner)
        payload["sender"] = rest_shapes.user(self.world, self.user)
        return WebhookEvent(name, payload, issue, comment)

    # ── issues ──

    def opens_issue(
        self,
        repository: Repository | str,
        title: str,
        body: str = "",
        *,
        labels: Sequence[str] = (),
        assignees: Sequence[str] = (),
        parent: Issue | None = None,
    ) -> WebhookEvent:
        repo = self._repo(repository)
        chosen = [repo.labels[name.lower()] for name in labels if name.lower() in repo.labels]
        made = issues.open_issue(
            self._session(),
            repo,
            title,
            crlf(body),
            labels=chosen,
            assignees=[self.world.user(login) for login in assignees],
            parent=parent,
        )
        return self._event("issues", "opened", made)

    def opens_form(
        self,
        repository: Repository | str,
        form: str,
        answers: Mapping[str, Any],
        *,
        title: str | None = None,
    ) -> WebhookEvent:
        """Submits an issue form (its YAML text, or the path of one in the repository)."""
        repo = self._repo(repository)
        text = form if "\n" in form else self.world.file(repo, form)
        if text is None:
            raise LookupError(f"no form at {form}")
        page = form_page.read(text)
        wanted = [repo.labels[n.lower()] for n in page.labels if n.lower() in repo.labels]
        made = issues.open_issue(
            self._session(),
            repo,
            title if title is not None else page.title or page.name,
            crlf(form_page.body(page, answers)),
            labels=wanted,
            by_form=True,
            assignees=[self.world.user(login) for login in page.assignees],
        )
        event = self._event("issues", "opened", made)
        labelled = [
            self._event("issues", "labeled", made, label=rest_shapes.label(self.world, x))
            for x in made.labels
        ]
        event.also = tuple(labelled)
        return event

    def edits_body(self, issue: Issue, body: str) -> WebhookEvent:
        before = issue.body
        issues.edit_issue(self._session(), issue, body=crlf(body))
        return self._event("issues", "edited", issue, changes={"body": {"from": before}})

    def replaces(self, issue: Issue, old: str, new: str) -> WebhookEvent:
        """Changes some words in the body; the page turns all line ends to CRLF on the way."""
        text = issue.body.replace("\r\n", "\n")
        if old not in text:
            raise LookupError(f"the body does not hold {old!r}")
        return self.edits_body(issue, text.replace(old, new, 1))

    def renames(self, issue: Issue, title: str) -> WebhookEvent:
        before = issue.title
        issues.edit_issue(self._session(), issue, title=title)
        return self._event("issues", "edited", issue, changes={"title": {"from": before}})

    def ticks(self, written: Issue | Comment, words: str, *, ticked: bool = True) -> WebhookEvent:
        """Clicks the box in the line that holds the words: an edit of that one character."""
        lines = written.body.replace("\r\n", "\n").split("\n")
        for at, line in enumerate(lines):
            if words in line and (mark := line.find("[")) >= 0 and line[mark + 2 : mark + 3] == "]":
                lines[at] = f"{line[:mark]}[{'x' if ticked else ' '}]{line[mark + 3 :]}"
                break
        else:
            raise LookupError(f"no box in a line with {words!r}")
        text = "\n".join(lines)
        return (
            self.edits_body(written, text)
            if isinstance(written, Issue)
            else self.edits_comment(written, text)
        )

    def closes(self, issue: Issue, reason: str = "completed", *, closer: object = None) -> WebhookEvent:
        issues.close_issue(self._session(), issue, reason.upper(), closer=closer)
        return self._event("issues", "closed", issue)

    def reopens(self, issue: Issue) -> WebhookEvent:
        issues.reopen_issue(self._session(), issue)
        return self._event("issues", "reopened", issue)

    def deletes(self, issue: Issue) -> WebhookEvent:
        event = self._event("issues", "deleted", issue)
        issues.delete_issue(self._session(), issue)
        return event

    def transfers(self, issue: Issue, to: Repository | str) -> WebhookEvent:
        event = self._event("issues", "transferred", issue)
        moved = issues.transfer_issue(self._session(), issue, self._repo(to))
        event.payload["changes"] = {
            "new_issue": rest_shapes.issue(self.world, moved),
            "new_repository": rest_shapes.repository(self.world, moved.repository),
        }
        event.about = moved
        return event

    def locks(self, issue: Issue, reason: str | None = None) -> WebhookEvent:
        issues.lock_issue(self._session(), issue, reason)
        return self._event("issues", "locked", issue)

    def unlocks(self, issue: Issue) -> WebhookEvent:
        issues.unlock_issue(self._session(), issue)
        return self._event("issues", "unlocked", issue)

    def pins(self, issue: Issue) -> WebhookEvent:
        relations.pin_issue(self._session(), issue)
        return self._event("issues", "pinned", issue)

    def unpins(self, issue: Issue) -> WebhookEvent:
        relations.unpin_issue(self._session(), issue)
        return self._event("issues", "unpinned", issue)

    # ── labels and assignees ──

    def labels(self, issue: Issue, name: str) -> WebhookEvent:
        """Sets a label; one that the repository lacks is made, as the page offers."""
        session = self._session()
        label = self._label(session, issue.repository, name)
        labelling.add_labels(session, issue, [label])
        return self._event("issues", "labeled", issue, label=rest_shapes.label(self.world, label))

    def _label(self, session: Session, repository: Repository, name: str) -> Label:
        return repository.labels.get(name.lower()) or labelling.create_label(session, repository, name)

    def unlabels(self, issue: Issue, name: str) -> WebhookEvent:
        label = issue.repository.labels[name.lower()]
        labelling.remove_labels(self._session(), issue, [label])
        return self._event("issues", "unlabeled", issue, label=rest_shapes.label(self.world, label))

    def makes_label(self, repository: Repository | str, name: str, color: str = "ededed") -> Label:
        return labelling.create_label(self._session(), self._repo(repository), name, color)

    def renames_label(self, repository: Repository | str, name: str, to: str) -> None:
        labelling.change_label(self._session(), self._repo(repository).labels[name.lower()], to)

    def deletes_label(self, repository: Repository | str, name: str) -> None:
        labelling.delete_label(self._session(), self._repo(repository).labels[name.lower()])

    def assigns(self, issue: Issue, login: str) -> WebhookEvent:
        user = self.world.user(login)
        labelling.add_assignees(self._session(), issue, [user])
        return self._event("issues", "assigned", issue, assignee=rest_shapes.user(self.world, user))

    def unassigns(self, issue: Issue, login: str) -> WebhookEvent:
        user = self.world.user(login)
        labelling.remove_assignees(self._session(), issue, [user])
        return self._event("issues", "unassigned", issue, assignee=rest_shapes.user(self.world, user))

    def attaches(self, parent: Issue, child: Issue, *, replace: bool = False) -> None:
        relations.add_sub_issue(self._session(), parent, child, replace=replace)

    def detaches(self, parent: Issue, child: Issue) -> None:
        relations.remove_sub_issue(self._session(), parent, child)

    def blocks(self, issue: Issue, blocker: Issue) -> None:
        relations.add_blocker(self._session(), issue, blocker)

    def links(self, issue: Issue, pull: Issue) -> None:
        """Links a pull request in the sidebar: its merge will close the issue."""
        session = self._session()
        acting.require_triage(session, issue)
        self.world.event(issue, "connected", self.user, source=_pull(pull))
        self.world.event(pull, "connected", self.user, source=issue)

    # ── comments ──

    def comments(self, issue: Issue, body: str) -> WebhookEvent:
        made = comments.add_comment(self._session(), issue, crlf(body))
        return self._event("issue_comment", "created", issue, made)

    def edits_comment(self, comment: Comment, body: str) -> WebhookEvent:
        before = comment.body
        comments.edit_comment(self._session(), comment, crlf(body))
        return self._event(
            "issue_comment", "edited", comment.issue, comment, changes={"body": {"from": before}}
        )

    def deletes_comment(self, comment: Comment) -> WebhookEvent:
        event = self._event("issue_comment", "deleted", comment.issue, comment)
        comments.delete_comment(self._session(), comment)
        return event

    def reacts(self, written: Issue | Comment, content: str = "THUMBS_UP") -> None:
        comments.react(self._session(), written, content)

    # ── files, branches, pull requests ──

    def commits(
        self,
        repository: Repository | str,
        files: Mapping[str, str | None],
        *,
        branch: str | None = None,
        message: str = "Edit files",
    ) -> str:
        """Commits in the page, onto any branch that allows it."""
        repo, session = self._repo(repository), self._session()
        session.require(repo, "contents", "write")
        name = branch or repo.default_branch
        content = {p: t.encode() if t is not None else None for p, t in files.items()}
        ref = commits.HEADS + name
        oid = commits.commit_files(self.world, repo, ref, content, message, self.user, signed=True)
        self.world.wrote(
            session, "commit.created", None, f"{repo.full_name}@{ref}", after={"paths": sorted(files)}
        )
        self._close_by_commit(session, repo, name, oid, message)
        return oid

    def _close_by_commit(
        self, session: Session, repo: Repository, branch: str, oid: str, message: str
    ) -> None:
        from postmortem_gh.local_github import references

        self.world.said(self.user, f"{repo.full_name}@{oid}", repo, "", message)
        if branch == repo.default_branch:
            for issue in references.closing(self.world, repo, message):
                issues.close_without_asking(session, issue, closer=oid)

    def deletes_branch(self, repository: Repository | str, branch: str) -> None:
        commits.delete_ref(self._session(), self._repo(repository), commits.HEADS + branch)

    def opens_pull(
        self, repository: Repository | str, head: str, title: str, body: str = "", *, base: str | None = None
    ) -> PullRequest:
        repo = self._repo(repository)
        return pulls.open_pull(self._session(), repo, base or repo.default_branch, head, title, crlf(body))

    def pull_event(self, pull: Issue, action: str = "opened") -> WebhookEvent:
        """What `on: pull_request` would get for it now."""
        found = _pull(pull)
        payload: dict[str, Any] = {
            "action": action,
            "number": found.number,
            "pull_request": rest_shapes.full_pull(self.world, found),
            "repository": rest_shapes.repository(self.world, found.repository),
            "sender": rest_shapes.user(self.world, self.user),
        }
        return WebhookEvent("pull_request", payload, found)

    def merges(self, pull: Issue, *, delete_branch: bool = False) -> str:
        found = _pull(pull)
        oid = pulls.merge_pull(self._session(), found)
        if delete_branch:
            self.deletes_branch(found.repository, found.head_name)
        return oid

    def closes_pull(self, pull: Issue) -> None:
        issues.close_issue(self._session(), _pull(pull))

    def reopens_pull(self, pull: Issue) -> None:
        issues.reopen_issue(self._session(), _pull(pull))

    def edits_pull(self, pull: Issue, *, title: str | None = None, body: str | None = None) -> None:
        issues.edit_issue(
            self._session(), _pull(pull), title=title, body=None if body is None else crlf(body)
        )

    def reviews(self, pull: Issue, body: str, event: str = "COMMENT") -> None:
        reviews.review(self._session(), _pull(pull), event, body, [])

    def resolves(self, pull: Issue, at: int = 0) -> None:
        reviews.resolve_thread(self._session(), _pull(pull).threads[at], resolved=True)

    # ── the account and the repository ──

    def leaves_github(self) -> None:
        """Deletes the account: authors of that name become null."""
        self.user.deleted = True
        for repository in self.world.repositories.values():
            repository.grants.pop(self.user.login.lower(), None)
            for issue in repository.issues.values():
                if self.user in issue.assignees:
                    issue.assignees.remove(self.user)

    def changes_login(self, login: str) -> None:
        old = self.user.login
        del self.world.users[old.lower()]
        self.user.login = login
        self.world.users[login.lower()] = self.user
        for repository in self.world.repositories.values():
            if old.lower() in repository.grants:
                repository.grants[login.lower()] = repository.grants.pop(old.lower())

    def renames_repository(self, repository: Repository | str, name: str) -> None:
        repo = self._repo(repository)
        self._admin(repo)
        old = repo.full_name.lower()
        del self.world.repositories[old]
        repo.name = name
        self.world.repositories[repo.full_name.lower()] = repo
        self.world.moved[old] = repo

    def archives(self, repository: Repository | str, *, archived: bool = True) -> None:
        repo = self._repo(repository)
        self._admin(repo)
        repo.archived = archived

    def switches_issues(self, repository: Repository | str, *, on: bool) -> None:
        repo = self._repo(repository)
        self._admin(repo)
        repo.has_issues = on

    def allows_actions_pulls(self, repository: Repository | str, *, allowed: bool = True) -> None:
        repo = self._repo(repository)
        self._admin(repo)
        repo.actions_may_create_pulls = allowed

    def _admin(self, repository: Repository) -> None:
        if self._session().role(repository) != "admin":
            raise Refused("FORBIDDEN", "Must have admin rights to Repository.", 403)


def _pull(issue: Issue) -> PullRequest:
    if not isinstance(issue, PullRequest):
        raise TypeError(f"#{issue.number} is not a pull request")
    return issue
