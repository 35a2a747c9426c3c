"""The loop: observe, decide, print, apply; look again only where something was not done.

Used by cli/action and cli/report, which bring the four steps along. The plan
that is printed is the value that is applied; a dry run stops between the two,
in this one place. What an undisturbed run wrote is remembered from the
answers, not read back. A failed or doubtful write is never sent again as it
was: we look, and plan anew, at most three rounds; what GitHub refused in this
run is not tried again in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING, TypeVar

from postmortem_gh.errors import ExitCode, NotReachable
from postmortem_gh.plan.changes import Change, Plan
from postmortem_gh.plan.outcome import Done, Failed, Outcome, Refused
from postmortem_gh.plan.rounds import follows, given_name, needed
from postmortem_gh.values.lean import dataclass

if TYPE_CHECKING:
    from postmortem_gh.documents.comment_view import Trouble

MOST_ROUNDS = 3
Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run came to, over all its rounds."""

    plan: Plan  # the first one: what the run set out to do
    done: tuple[Done, ...] = ()
    refused: tuple[Refused, ...] = ()
    failed: tuple[Failed, ...] = ()  # after the last round
    left: tuple[Change, ...] = ()
    notices: tuple[str, ...] = ()
    wait: float | None = None
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rounds: int = 1
    dry_run: bool = False
    troubles: tuple[Trouble, ...] = ()  # with settings and templates

    @property
    def is_complete(self) -> bool:
        """Everything is done, or refused and optional."""
        return not self.failed and not self.left and self.wait is None and not self.red

    @property
    def red(self) -> tuple[Refused, ...]:
        """Refusals that somebody must mend."""
        return tuple(each for each in self.refused if each.is_red)

    @property
    def exit_code(self) -> ExitCode:
        """A refusal is configuration, which a person mends; other undone work is GitHub out of reach.

        Broken settings are somebody's to mend too, also where the run went on without them.
        """
        if self.failed or self.wait is not None:
            return ExitCode.BROKEN
        return ExitCode.USAGE if self.red or self.troubles else ExitCode.DONE


def reconcile(
    observe: Callable[[Mapping[str, str]], Seen],
    decide: Callable[[Seen], Plan],
    apply: Callable[[Plan], Outcome],
    *,
    dry_run: bool,
    show: Callable[[Plan, bool], None] | None = None,
) -> Result:
    """Run until nothing is left to do.

    ``observe`` is told what was refused so far, ``show`` whether the plan is a new one.
    """
    plan = decide(observe({}))
    if show:
        show(plan, False)
    if dry_run or not plan:
        return Result(plan=plan, notices=plan.notices, dry_run=dry_run)
    outcome = apply(plan)
    result = _add(Result(plan=plan, notices=plan.notices), outcome)
    while not _settled(outcome) and result.rounds < MOST_ROUNDS:
        try:
            again = decide(observe(_codes(result)))
        except NotReachable as away:
            return replace(result, notices=(*result.notices, f"{away.what}: {away.cause}"))
        again = without_refused(again, result.refused)
        if not again:  # all stands as it ought to, whoever did it: a run beside ours may have
            return replace(result, failed=(), left=(), rounds=result.rounds + 1)
        if show:
            show(again, True)
        outcome = apply(again)
        result = _add(replace(result, rounds=result.rounds + 1), outcome)
    return result


def _settled(outcome: Outcome) -> bool:
    """Nothing to look at again; or GitHub asked to wait, and the next run goes on."""
    return outcome.wait is not None or outcome.settled


def _add(result: Result, outcome: Outcome) -> Result:
    return replace(
        result,
        done=result.done + outcome.done,
        refused=result.refused + outcome.refused,
        failed=outcome.failed,
        left=outcome.left,
        notices=(*result.notices, *outcome.notices),
        wait=outcome.wait,
        known={**result.known, **outcome.known},
    )


_SUBJECTS = ("id", "subject", "parent", "child", "content")


def key(change: Change) -> str:
    """By what a change is known again in a later plan of the same run."""
    named = given_name(change)
    subject = "".join(str(getattr(change, name, "")) for name in _SUBJECTS)
    return named or f"{type(change).__name__} {subject}"


def _codes(result: Result) -> dict[str, str]:
    return {key(each.change): each.refusal.code for each in result.refused}


def without_refused(plan: Plan, refused: tuple[Refused, ...]) -> Plan:
    """The plan without what GitHub refused already, and without what cannot stand without it."""
    gone = {key(each.change) for each in refused}
    kept = []
    for change in plan.changes:
        if key(change) in gone or (follows(change) | needed(change, dict.fromkeys(gone))) & gone:
            gone.add(key(change))
        else:
            kept.append(change)
    return replace(plan, changes=tuple(kept))
