"""What all written things share: author, edits, reactions; and comments."""

from __future__ import annotations

from typing import Any

from postmortem_gh.local_github import acting, markdown, references
from postmortem_gh.local_github.access import association
from postmortem_gh.local_github.fields.registry import (
    POSTS,
    REPLIES,
    TEXTS,
    Args,
    ReactionGroup,
    actor,
    bind,
    each,
    field,
    groups_of,
    path_of,
)
from postmortem_gh.local_github.lists import Connection
from postmortem_gh.local_github.model import Comment, Issue, Written
from postmortem_gh.local_github.session import Session

bind(
    TEXTS,
    {
        "author": lambda written: actor(written.author),
        "editor": lambda written: actor(written.editor),
        "authorAssociation": lambda written: association(written.repository, written.author),
        "bodyText": lambda written: "\n".join(references.plain_texts(written.body)).strip(),
    },
)


@each(TEXTS, "bodyHTML")
def _body_html(written: Written) -> Any:
    return markdown.render(written.body)


bind(
    TEXTS,
    {
        "viewerDidAuthor": lambda written, session: written.author is session.user,
        "includesCreatedEdit": lambda written: bool(written.edits),
        "publishedAt": lambda written: written.created_at,
        "createdViaEmail": lambda _: False,
        "userContentEdits": lambda written, _session, args: Connection(list(reversed(written.edits)), args),
    },
)


bind(
    "UserContentEdit",
    {
        "editor": lambda edit: actor(edit.editor),
        "createdAt": lambda edit: edit.edited_at,
        "updatedAt": lambda edit: edit.edited_at,
    },
)


@each(TEXTS, "reactions")
def _reactions(written: Written, _session: Session, args: Args) -> Any:
    found = [r for r in written.reactions if args.get("content") in (None, r.content)]
    return Connection(found, args)


bind(
    TEXTS,
    {
        "reactionGroups": groups_of,
    },
)


@field("ReactionGroup.users", "ReactionGroup.reactors")
def _reactors(group: ReactionGroup, _session: Session, args: Args) -> Any:
    return Connection([u for r in group.members if (u := actor(r.user))], args)


bind(
    "ReactionGroup",
    {
        "viewerHasReacted": lambda group, session: any(r.user is session.user for r in group.members),
        "createdAt": lambda group: min((r.created_at for r in group.members), default=None),
    },
)


bind(
    "Reaction",
    {
        "user": lambda reaction: actor(reaction.user),
    },
)


bind(
    TEXTS,
    {
        "viewerCanReact": lambda written, session: session.sees(written.repository),
    },
)


@each(TEXTS, "viewerCanUpdate")
def _can_update(written: Any, session: Session) -> Any:
    return written.author is session.user or session.may_write(written.repository, "issues", "write")


@each(TEXTS, "viewerCannotUpdateReasons")
def _cannot_update(written: Any, session: Session) -> Any:
    return [] if _can_update(written, session) else ["INSUFFICIENT_ACCESS"]


bind(
    REPLIES,
    {
        "viewerCanDelete": _can_update,
    },
)


@each(REPLIES, "viewerCanMinimize")
def _can_minimize(written: Any, session: Session) -> Any:
    return session.may_write(written.repository, "issues", "triage")


bind(
    REPLIES,
    {
        "isMinimized": lambda written: written.minimized_reason is not None,
    },
)


bind(
    "Issue",
    {
        "viewerCanDelete": lambda issue, session: session.role(issue.repository) == "admin",
    },
)


bind(
    POSTS,
    {
        "viewerCanClose": lambda issue, session: issue.is_open and _can_change(issue, session),
        "viewerCanReopen": lambda issue, session: issue.state == "CLOSED" and _can_change(issue, session),
    },
)


def _can_change(issue: Issue, session: Session) -> bool:
    return issue.author is session.user or session.may_write(
        issue.repository, acting.area_of(issue), "triage"
    )


@each(POSTS, "viewerCanLabel")
def _can_label(issue: Issue, session: Session) -> Any:
    return session.may_write(issue.repository, acting.area_of(issue), "triage")


def comment_path(comment: Comment) -> str:
    return f"{path_of(comment.issue)}#issuecomment-{comment.id}"


bind(
    "IssueComment",
    {
        "url": lambda comment, session: session.world.url + comment_path(comment),
        "resourcePath": comment_path,
        "pullRequest": lambda comment: acting.find_pull(comment.issue),
    },
)
