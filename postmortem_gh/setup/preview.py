"""What would happen to the newest incident-like issue: a real preview, in `init`'s pull request.

The same reading as the action's: the form that fits best, the record, the
size. An issue that no form fits is no form; then there is nothing to preview.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from postmortem_gh.decide.routing import ENOUGH_HEADINGS
from postmortem_gh.decide.size import write_up
from postmortem_gh.forms import answers as form_answers
from postmortem_gh.forms import definition
from postmortem_gh.intake import record as intake
from postmortem_gh.settings import Settings
from postmortem_gh.text import escape
from postmortem_gh.values.records import Kind
from postmortem_gh.values.setup import RecentIssue, SetupSnapshot

WORDS = (
    "incident",
    "outage",
    "postmortem",
    "post-mortem",
    "post mortem",
    "sev1",
    "sev2",
    "near miss",
    "downtime",
)
_KINDS: Mapping[str, Kind] = {
    "postmortem.yml": "postmortem",
    "near-miss.yml": "near-miss",
    "retrospective.yml": "retrospective",
}


def preview(
    snapshot: SetupSnapshot, shipped_forms: Mapping[str, str], settings: Settings, today: date
) -> str:
    """A paragraph of Markdown."""
    issue = newest(snapshot)
    if issue is None:
        return "None of the newest issues looks like an incident, so there is nothing to preview yet."
    link = f"[#{issue.number}]({issue.url}) “{escape.inline(issue.title)}”"
    name, fit = max(
        ((name, form_answers.fit(definition.read(text), issue.body)) for name, text in shipped_forms.items()),
        key=lambda each: each[1],
    )
    labelled = [form for form, kind in _KINDS.items() if kind in issue.labels and form in shipped_forms]
    if labelled:
        name = labelled[0]  # as the action goes: by the label first
    elif fit < ENOUGH_HEADINGS:
        return (
            f"The newest issue that speaks of an incident is {link}. It was not filed with one of these forms, so nothing "
            "would happen to it. Filed with the form, it would become a document in a pull request, its action items issues."
        )
    form = definition.read(shipped_forms[name])
    record = intake.read(
        form,
        form_answers.read(form, issue.body),
        kind=_KINDS[name],
        title=issue.title,
        issue=issue.number,
        filed_at=issue.created_at,
        today=today,
        settings=settings,
    )
    size = write_up(record, settings)
    tracked = [item for item in record.action_items if item.state == "open" and item.existing is None]
    what = "a full postmortem" if size.full else "a brief note"
    when = f" at its next edit, as it carries the label `{_KINDS[name]}`" if labelled else ""
    lines = [f"{link} would become {what}{when} ({escape.inline('; '.join(size.reasons))})."]
    lines += [f"- an issue “{escape.inline(item.title)}”" for item in tracked[: settings.limits.action_items]]
    if record.problems:
        lines.append(f"- {len(record.problems)} answers would be asked about in the comment")
    return "\n".join(lines)


def newest(snapshot: SetupSnapshot) -> RecentIssue | None:
    """The newest issue whose labels or title speak of an incident."""
    for issue in snapshot.recent:
        said = " ".join((issue.title, *issue.labels)).lower()
        if any(word in said for word in WORDS):
            return issue
    return None
