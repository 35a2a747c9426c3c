"""Our answer to a comment that holds commands: a reaction. The first one counts, once and for all.

Used by decide/commands and decide/permissions: what was decided when we
first answered stands, whoever loses or gains rights, or edits, afterwards.
"""

from __future__ import annotations

from datetime import datetime

from postmortem_gh.values.snapshot import Comment, Edit, Reaction

DONE, REFUSED = "THUMBS_UP", "CONFUSED"


def first_answer(comment: Comment) -> Reaction | None:
    """Our first answer; None while there is none."""
    ours = [each for each in comment.reactions if each.mine and each.content in (DONE, REFUSED)]
    timed = [(each.created_at, each) for each in ours if each.created_at is not None]
    return min(timed, key=lambda pair: pair[0])[1] if timed else next(iter(ours), None)


def as_given(body: str, edits: tuple[Edit, ...], until: datetime) -> str:
    """A comment's text as it stood at ``until``: a command edited in later is no command."""
    if not edits:
        return body
    earlier = [edit for edit in edits if edit.at <= until]
    first = max(earlier, key=lambda edit: edit.at) if earlier else min(edits, key=lambda edit: edit.at)
    return first.text if first.text is not None else ""


def as_answered(comment: Comment) -> str:
    """The text that counts: as it stood when we first answered, else as it stands, if its author wrote it."""
    answer = first_answer(comment)
    if answer is not None and answer.created_at is not None:
        return as_given(comment.body, comment.edits, answer.created_at)
    newest = max(comment.edits, key=lambda edit: edit.at, default=None)
    if newest is not None and newest.editor != comment.author:
        return ""  # somebody else's hand: not the author's command
    return comment.body


def was_done(comment: Comment) -> bool:
    """Whether all its commands were carried out when we first answered, and these are what stands there.

    Between our look and our answer a stranger could put a command under the
    thumb that was for another text: one that was edited before it proves nothing.
    """
    first = first_answer(comment)
    if first is None or first.content != DONE or first.created_at is None:
        return False
    if not comment.edits:
        return comment.edited_at is None
    answered = first.created_at
    # The first version stands among the edits; where it is out of sight, so is what else is older than the answer.
    return len(comment.edits) > 1 and sum(edit.at <= answered for edit in comment.edits) == 1
