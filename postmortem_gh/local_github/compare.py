"""Two worlds compared by what is in them, not by ids, times, numbers and hashes.

The crash tests run the same story twice, once undisturbed, and ask whether both
end the same. Numbers differ when a torn batch made things in another order, so
issues are named by what they are and called; every mention of a number, node id,
commit or recent moment in texts is renamed likewise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from postmortem_gh.local_github.model import Comment, Issue, PullRequest, Repository, User
from postmortem_gh.local_github.state import State

NODE_ID = re.compile(r"\b[A-Z]{1,6}_kwDO[\w-]+")
HASH = re.compile(r"\b[0-9a-f]{40}\b")
MOMENT = re.compile(r"\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|\+00:00)?")
# Where a number of an issue stands in our texts and GitHub's: #12, issues/12, issue: 12, postmortem-12.
NUMBER = re.compile(
    r"(?P<before>#|/(?:issues|pull)/|\bissue\"?: |\bissues?=|postmortem[-/])(?P<number>[0-9]{1,7})(?![0-9])"
)


class Renamed:
    """The names that stand for ids, for one world."""

    def __init__(self, world: State, read: Callable[[str], str] | None) -> None:
        self.world, self.read = world, read
        self.names: dict[str, str] = {}
        self.numbers: dict[str, dict[int, str]] = {}
        written = {write.at for write in world.writes}
        self.moments = {
            at.strftime(form) for at in written for form in ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M")
        }
        for repository in world.repositories.values():
            self._name_issues(repository)

    def _name_issues(self, repository: Repository) -> None:
        seen: dict[str, int] = {}
        numbers = self.numbers.setdefault(repository.full_name, {})
        for number in sorted(repository.issues):
            issue = repository.issues[number]
            name = f"{'pull' if issue.is_pull else 'issue'} “{issue.title}”"
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                name += f" ({seen[name]})"
            numbers[number] = name
            self.names[issue.node_id] = name
            for at, comment in enumerate(issue.comments):
                self.names[comment.node_id] = f"comment {at} of {name}"

    def issue(self, issue: Issue | None) -> str | None:
        return None if issue is None else self.names.get(issue.node_id, "a deleted issue")

    def text(self, text: str | None, repository: Repository) -> str | None:
        if text is None:
            return None
        shown = text.replace("\r\n", "\n")
        if self.read is not None:
            shown = self.read(shown)
        numbers = self.numbers[repository.full_name]
        shown = NODE_ID.sub(lambda m: f"<{self.names.get(m[0], 'id')}>", shown)
        shown = HASH.sub(self._hash, shown)
        shown = MOMENT.sub(lambda m: "<moment>" if m[0] in self.moments else m[0], shown)
        return NUMBER.sub(lambda m: f"{m['before']}<{numbers.get(int(m['number']), m['number'])}>", shown)

    def _hash(self, match: re.Match[str]) -> str:
        return "<commit>" if match[0] in self.world.git.commits else match[0]


def comparable(
    world: State, *, read: Callable[[str], str] | None = None, people: bool = False
) -> dict[str, Any]:
    """All repositories as plain values. `read` opens what texts hold packed (markers) before renaming;
    `people` adds who was notified of what."""
    names = Renamed(world, read)
    shown: dict[str, Any] = {r.full_name: _repository(r, names) for r in world.repositories.values()}
    if people:
        notes = {
            (
                n.reason,
                names.text("/" + n.to, _of(world, n.place)),
                n.by,
                names.text(n.place, _of(world, n.place)),
            )
            for n in world.notifications
        }
        shown["notifications"] = sorted(notes, key=repr)
    return shown


def _of(world: State, place: str) -> Repository:
    return world.repositories[re.split(r"[#@]", place)[0].lower()]


def _repository(repository: Repository, names: Renamed) -> dict[str, Any]:
    world = names.world
    return {
        "labels": sorted((x.name, x.color, x.description or "") for x in repository.labels.values()),
        "issues": dict(
            sorted(
                (names.numbers[repository.full_name][n], _issue(i, names))
                for n, i in repository.issues.items()
            )
        ),
        "files": {
            names.text(ref, repository): {
                names.text("/" + path, repository): names.text(
                    world.git.blobs[oid].decode(errors="replace"), repository
                )
                for path, oid in world.git.files(world.git.commits[head].tree)
            }
            for ref, head in sorted(repository.refs.items())
        },
        "pinned": sorted(str(names.issue(i)) for i in repository.pinned),
        "gone": len(repository.gone),
    }


def _issue(issue: Issue, names: Renamed) -> dict[str, Any]:
    repository = issue.repository
    shown: dict[str, Any] = {
        "title": issue.title,
        "body": names.text(issue.body, repository),
        "author": _login(issue.author),
        "state": issue.state,
        "reason": issue.state_reason,
        "locked": issue.locked,
        "labels": sorted(x.name for x in issue.labels),
        "assignees": sorted(a.login for a in issue.assignees),
        "parent": names.issue(issue.parent),
        "sub_issues": sorted(str(names.issue(i)) for i in issue.sub_issues),
        "blocked_by": sorted(str(names.issue(i)) for i in issue.blocked_by),
        "reactions": _reactions(issue),
        "comments": [_comment(c, names) for c in issue.comments],
    }
    if isinstance(issue, PullRequest):
        shown |= {
            "head": names.text(issue.head_name, repository),
            "base": issue.base_name,
            "draft": issue.is_draft,
            "threads": sorted(
                (t.path, t.line or 0, t.is_resolved, [names.text(c.body, repository) for c in t.comments])
                for t in issue.threads
            ),
            "reviews": [(r.state, names.text(r.body, repository), _login(r.author)) for r in issue.reviews],
        }
    return shown


def _comment(comment: Comment, names: Renamed) -> dict[str, Any]:
    return {
        "author": _login(comment.author),
        "body": names.text(comment.body, comment.repository),
        "reactions": _reactions(comment),
        "minimized": comment.minimized_reason,
    }


def _reactions(written: Issue | Comment) -> list[tuple[str, str | None]]:
    return sorted(((r.content, _login(r.user)) for r in written.reactions), key=repr)


def _login(user: User | None) -> str | None:
    return None if user is None or user.deleted else user.login
