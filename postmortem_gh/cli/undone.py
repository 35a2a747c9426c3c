"""What a run from a terminal could not do, on standard error: what GitHub refused, what failed, what waits.

Used by init and report, after the plan was printed. A job tells the same in its summary.
"""

from __future__ import annotations

from postmortem_gh.cli.words import say

TYPE_CHECKING = False  # for annotations alone
if TYPE_CHECKING:
    from postmortem_gh.reconcile import Result


def tell_undone(result: Result) -> int:
    """Say each thing with its reason and, where a person can mend it, how; gives the exit code."""
    from postmortem_gh.plan.show import sentence

    for trouble in result.troubles:
        say(f"To mend: {trouble.what}\n  fix: {trouble.fix}\n  more: {trouble.more}")
    for refused in result.refused:
        what = f"Refused: {sentence(refused.change)}: {refused.refusal.what}"
        say(f"{what}\n  fix: {refused.refusal.fix}\n  more: {refused.refusal.more}")
    for failed in result.failed:
        doubt = "; it may have been done all the same" if failed.doubtful else ""
        say(f"Not done: {sentence(failed.change)}: {failed.why}{doubt}")
    for change in result.left:
        say(f"Not done: {sentence(change)}: it waits for what was not done")
    if result.wait is not None:
        say(
            f"GitHub asked to wait {result.wait:.0f} seconds, which is longer than a run waits: run it again then"
        )
    for notice in result.notices[len(result.plan.notices) :]:
        say(notice)
    return int(result.exit_code)
