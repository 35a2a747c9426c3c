"""The job's summary: the verdict in words, what changed, what was refused and why, the rest folded.

Used by cli/action. Foreign text passes text/escape; nothing here decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from postmortem_gh.plan.changes import MakeLabel
from postmortem_gh.plan.outcome import Done
from postmortem_gh.plan.show import as_markdown, sentence, told
from postmortem_gh.reconcile import Result
from postmortem_gh.text import escape
from postmortem_gh.values.refusals import Refusal
from postmortem_gh.workflow.act import Ran

MOST_PROBLEMS = 50


def of_postmortem(ran: Ran) -> str:
    """The whole page of a run on a postmortem."""
    parts = (
        of_result(ran.result, ran.desired.verdict),
        _folded(f"{len(ran.desired.problems)} things in the form could not be read", _problems(ran)),
        _folded(f"{len(ran.desired.notes)} readings and defaults", _notes(ran)),
    )
    return "\n\n".join(filter(None, parts))


def of_result(result: Result, what: str) -> str:
    """What any run says: how it ended, what changed, what was refused or left."""
    planned = as_markdown(result.plan) if result.dry_run and result.plan else ""
    parts = (
        f"**{escape.inline(what)}** {verdict(result)}",
        _listed("Changed", _changed(result.done)),
        f"Planned, and not written (dry run):\n\n{planned}" if planned else "",
        _listed(
            "To mend", (f"{escape.inline(each.what)} — {escape.inline(each.fix)}" for each in result.troubles)
        ),
        _listed("Refused by GitHub", _refused(result)),
        _listed("Not done", _undone(result)),
        _listed("To know", (escape.inline(notice) for notice in result.notices)),
    )
    return "\n\n".join(filter(None, parts))


def changes(result: Result) -> int:
    """How many changes were made, or would be."""
    return len(result.plan.changes) if result.dry_run else len(result.done)


def verdict(result: Result) -> str:
    """How far the run came, in a sentence."""
    count = len(result.plan.changes)
    if result.dry_run:
        return f"{_changes(count)} would be made." if count else "No changes."
    if not count:
        return "No changes."
    if result.is_complete:
        return f"{_changes(len(result.done))} made."
    undone = len(result.failed) + len(result.left) + len(result.red)
    whole = len(result.done) + undone
    if result.red and not result.failed and result.wait is None:
        return f"{len(result.done)} of {whole} changes made; GitHub refused the rest."
    return f"{len(result.done)} of {whole} changes made; the next run goes on."


def _changes(count: int) -> str:
    return f"{count} change{'' if count == 1 else 's'}"


def _changed(done: Iterable[Done]) -> Iterator[str]:
    labels = [each.change for each in done if isinstance(each.change, MakeLabel)]
    yield from (f"{escape.inline(words)} — {escape.inline(why)}" for words, why in told(labels))
    yield from (_done(each) for each in done if not isinstance(each.change, MakeLabel))


def _done(done: Done) -> str:
    words = escape.inline(sentence(done.change))
    target = f" ([{'#' + done.number if done.number else 'look'}]({done.url}))" if done.url else ""
    return f"{words}{target} — {escape.inline(done.change.why)}"


def _refused(result: Result) -> Iterator[str]:
    """Each refusal once, with all that it stopped."""
    stopped: dict[Refusal, list[str]] = {}
    for each in result.refused:
        optional = " (optional)" if each.change.optional else ""
        words = f"{escape.inline(sentence(each.change))}{optional}"
        stopped.setdefault(each.refusal, []).append(words)
    for refusal, changes in stopped.items():
        first, _, block = refusal.fix.partition("\n")
        mend = (
            f"{escape.inline(first)}\n\n{_indented(escape.code(block, 'yaml'))}\n"
            if block
            else escape.inline(first)
        )
        yield (
            f"{'; '.join(dict.fromkeys(changes))}: {escape.inline(refusal.what)}. "
            f"GitHub said: {escape.inline(refusal.said.rstrip('. '))}. [How to mend it]({refusal.more}): {mend}"
        )


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.split("\n"))


def _undone(result: Result) -> Iterator[str]:
    for each in result.failed:
        doubt = "; it may have been done all the same" if each.doubtful else ""
        yield f"{escape.inline(sentence(each.change))}: {escape.inline(each.why)}{doubt}"
    for change in result.left:
        yield f"{escape.inline(sentence(change))}: waits for what was not done"
    if result.wait is not None:
        yield f"GitHub asked to wait {result.wait:.0f} seconds, which is longer than a run waits"


def _problems(ran: Ran) -> Iterator[str]:
    for each in ran.desired.problems[:MOST_PROBLEMS]:
        place = each.at.label or each.at.field
        at = f"{escape.inline(place)}{f', line {each.at.line}' if each.at.line else ''}"
        yield f"{at}: {escape.inline(each.what)} — {escape.inline(each.fix)}"


def _notes(ran: Ran) -> Iterator[str]:
    for each in ran.desired.notes[:MOST_PROBLEMS]:
        yield f"{escape.inline(each.at.label or each.at.field)}: {escape.inline(each.what)}"


def _listed(title: str, lines: Iterable[str]) -> str:
    items = "\n".join(f"- {line}" for line in lines)
    return f"{title}:\n\n{items}" if items else ""


def _folded(title: str, lines: Iterable[str]) -> str:
    items = "\n".join(f"- {line}" for line in lines)
    return f"<details><summary>{title}</summary>\n\n{items}\n\n</details>" if items else ""


def outputs(ran: Ran) -> dict[str, Any]:
    """The action's outputs, a contract: see action.yml."""
    result, snapshot = ran.result, ran.snapshot
    pull = next((each.number for each in snapshot.pull_requests if each.state == "OPEN"), "")
    document = ran.desired.document
    return {
        "changes": changes(result),
        "document": document.path if document else "",
        "pull-request": result.known.get("pull request", {}).get("number", pull),
        "comment": result.known.get("comment", {}).get("url", _comment(ran)),
        "action-items": sorted(_numbers(ran)),
    }


def _comment(ran: Ran) -> str:
    from postmortem_gh.plan.diff import our_comments

    ours = our_comments(ran.snapshot)
    return ours[0].url if ours else ""


def _numbers(ran: Ran) -> set[int]:
    there = {item.number for item in ran.desired.items if item.number is not None}
    made = (known.get("number", "") for name, known in ran.result.known.items() if name.startswith("item "))
    return there | {int(each) for each in made if each.isdigit()}
