"""The one comment on a postmortem's issue: what was understood, what is missing, what comes next.

From decide's values to Markdown, edited in place. The first line is the
verdict; what has to be done comes before what is good to know, which is
folded. No number of days that runs: a new day alone is no news.
"""

from __future__ import annotations

from postmortem_gh.documents.comment_page import comment_page
from postmortem_gh.documents.comment_view import CommentView, tracked
from postmortem_gh.documents.length import within
from postmortem_gh.documents.page import open_points
from postmortem_gh.values.records import Record

TEMPLATE = "comments/postmortem.md.j2"
MOST = 30_000  # UTF-16 units: the marker below it keeps the document as we generated it (decide/memory)


def comment(record: Record, view: CommentView) -> str:
    """The comment, without its marker, below GitHub's limit."""
    text = view.templates.render(TEMPLATE, page=comment_page(record, view, verdict(record, view))).strip()
    where = f"[the document]({view.document.url})" if view.document else "the job's summary"
    return within(text, f"*More than fits into a comment; the rest is in {where}.*", MOST).rstrip() + "\n"


def verdict(record: Record, view: CommentView) -> str:
    """A sentence or two that need nothing else: what became of the form, and what is asked of the reader.

    The first line of the comment, and of the job's summary.
    """
    counted = tracked(record, view)
    made = _made(record, view)
    if counted and not view.held:
        made += f" with {_number(len(counted), 'action item')}"
    asked = _asked(record, view)
    if view.is_closed:
        still = f"{_number(len(view.still_open), 'action item')} still open"
        return f"The review is over, with {still if view.still_open else 'every action item closed'}."
    if view.held and not asked:
        return f"{made}."
    return f"{made}. {asked}" if asked else f"{made}. Nothing is missing."


def _made(record: Record, view: CommentView) -> str:
    size = {"full": "A full postmortem", "brief": "A brief note"}[view.write_up]
    if record.kind != "postmortem":
        size = f"{'A near miss' if record.kind == 'near-miss' else 'A retrospective'}, understood"
    if view.held:
        return f"{size}, and its document is held back"
    return f"{size}, still a draft" if view.status == "draft" else size


def _asked(record: Record, view: CommentView) -> str:
    parts = []
    missing = len(open_points(record))
    of_setup = sum(trouble.of_setup for trouble in view.troubles)
    if of_setup:
        parts.append(f"{_number(of_setup, 'problem')} of the set-up to mend")
    if len(view.troubles) > of_setup:
        parts.append(f"{_number(len(view.troubles) - of_setup, 'notice')} to read")
    if missing:
        parts.append(f"{_number(missing, 'answer')} missing or unclear")
    if view.findings:
        parts.append(f"{_number(len(view.findings), 'wording')} to look at again")
    if not parts:
        return ""
    return f"{', '.join(parts[:-1])}{' and ' if len(parts) > 1 else ''}{parts[-1]}."


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def stranger(record: Record, view: CommentView, *, changed: bool = False) -> str:
    """The one comment to a form by somebody without write access, until it is accepted."""
    page = comment_page(record, view, stranger_verdict(changed=changed))
    return view.templates.render("comments/stranger.md.j2", page=page, changed=changed).strip() + "\n"


def stranger_verdict(*, changed: bool) -> str:
    """The first line of that comment."""
    if changed:
        return "Thank you. The form was changed since it was accepted, so it waits again."
    return "Thank you for writing this down. It waits for somebody with write access here."
