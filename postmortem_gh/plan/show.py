"""A plan as people read it: lines of text, Markdown or JSON. Printing it is the dry run.

Counts come last and "No changes" is said in words, as in Terraform. Foreign
text is escaped for the log by text/escape;
references inside them show as ``<item 1>``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby

from postmortem_gh.plan import changes as do
from postmortem_gh.text import data, escape
from postmortem_gh.values.refs import shown

NO_CHANGES = "No changes."


def as_text(plan: do.Plan) -> str:
    """The plan for a terminal or a job's log: a line a change, its reason below."""
    if not plan:
        return "\n".join((NO_CHANGES, *(f"  {escape.log(notice)}" for notice in plan.notices)))
    lines = [
        line
        for words, why in told(plan.changes)
        for line in (f"+ {escape.log(words)}", f"    {escape.log(why)}")
    ]
    lines += [f"  {escape.log(notice)}" for notice in plan.notices]
    return "\n".join((*lines, "", counts(plan)))


def as_markdown(plan: do.Plan) -> str:
    """The plan for the job summary."""
    if not plan:
        return NO_CHANGES
    return "\n".join(f"- {escape.inline(words)} — {escape.inline(why)}" for words, why in told(plan.changes))


def told(changes: Iterable[do.Change]) -> Iterator[tuple[str, str]]:
    """Each change in words and its reason; labels that are made for one reason in one line."""
    for why, group in groupby(changes, lambda change: isinstance(change, do.MakeLabel) and change.why):
        several = list(group)
        if why and len(several) > 1:
            names = (repr(change.name) for change in several if isinstance(change, do.MakeLabel))
            yield f"make the labels {', '.join(names)}", why
        else:
            yield from ((sentence(change), change.why) for change in several)


def as_json(plan: do.Plan) -> str:
    """The plan for programs: a list of objects, each with its type."""
    rows = [{"change": type(change).__name__} | asdict(change) for change in plan.changes]
    return shown(data.as_json(rows))


def counts(plan: do.Plan) -> str:
    """``9 changes: 5 issues to open, …``"""
    kinds = Counter(_KIND.get(type(change), "other change") for change in plan.changes)
    parts = ", ".join(f"{count} × {kind}" for kind, count in kinds.items())
    total = len(plan.changes)
    return f"{total} change{'' if total == 1 else 's'}: {parts}."


_KIND: dict[type[do.Change], str] = {
    do.MakeLabel: "new label",
    do.OpenIssue: "new issue",
    do.LinkSubIssue: "linked issue",
    do.EditIssue: "edited issue",
    do.AddLabels: "labels added",
    do.RemoveLabels: "labels removed",
    do.Assign: "assignment",
    do.Unassign: "owner changed",
    do.CloseIssue: "closed issue",
    do.AddComment: "new comment",
    do.EditComment: "edited comment",
    do.DeleteComment: "doubled comment removed",
    do.React: "reaction",
    do.MakeBranch: "new branch",
    do.MoveBranch: "moved branch",
    do.WriteFiles: "commit",
    do.OpenPullRequest: "new pull request",
    do.WriteReview: "review",
    do.PinIssue: "pinned issue",
    do.UnlinkSubIssue: "unlinked issue",
}


def sentence(change: do.Change) -> str:  # noqa: C901, PLR0912  one line a kind of change: long, and flat
    """What the change does, in one line of words."""
    match change:
        case do.MakeLabel():
            return f"make the label {change.name!r}"
        case do.OpenIssue():
            people = f", assigned to {', '.join(change.assignees)}" if change.assignees else ""
            return f"open “{shown(change.title)}” with {', '.join(change.labels)}{people}"
        case do.LinkSubIssue():
            return f"link #{change.number} as a sub-issue"
        case do.UnlinkSubIssue():
            return f"take #{change.number} out of the sub-issues"
        case do.EditIssue():
            what = " and ".join(
                name for name, value in (("title", change.title), ("text", change.body)) if value is not None
            )
            return f"edit the {what} of #{change.number}"
        case do.AddLabels():
            return f"label #{change.number} {', '.join(change.labels)}"
        case do.RemoveLabels():
            return f"take {', '.join(change.labels)} off #{change.number}"
        case do.Assign():
            return f"assign #{change.number} to {', '.join(change.logins)}"
        case do.Unassign():
            return f"take #{change.number} off {', '.join(change.logins)}"
        case do.CloseIssue():
            return f"close #{change.number} as {change.reason.lower().replace('_', ' ')}"
        case do.AddComment():
            return f"comment on #{change.number}"
        case do.EditComment():
            return f"edit our comment on #{change.number}"
        case do.DeleteComment():
            return f"remove our doubled comment on #{change.number}"
        case do.React():
            return f"answer a comment with {change.content.lower().replace('_', ' ')}"
        case do.PinIssue():
            return f"pin {'#' + str(change.number) if change.number else 'the report'}"
        case _:
            return _sentence_on_files(change)


def _sentence_on_files(change: do.Change) -> str:
    match change:
        case do.MakeBranch():
            return f"make the branch {change.branch}"
        case do.MoveBranch():
            return f"start the branch {change.branch} again from the default branch"
        case do.WriteFiles():
            return f"commit {', '.join(change.additions[::2])} to {change.branch}"
        case do.OpenPullRequest():
            return f"open a pull request from {change.branch} to {change.base}: “{shown(change.title)}”"
        case do.WriteReview():
            return f"review the document with {len(change.comments)} suggestions"
        case _:
            raise TypeError(f"a change without words: {change!r}")


_PERMISSIONS: dict[type[do.Change], str] = {
    do.MakeBranch: "contents: write",
    do.MoveBranch: "contents: write",
    do.WriteFiles: "contents: write",
    do.OpenPullRequest: "pull-requests: write",
    do.WriteReview: "pull-requests: write",
}


def permission(change: do.Change) -> str:
    """What a token must be allowed to, for the change: GitHub's refusal does not name it."""
    return _PERMISSIONS.get(type(change), "issues: write")
