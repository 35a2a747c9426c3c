"""What a run from a terminal could not do, on standard error: what GitHub refused, what failed, what waits.

Used by init and report, after the plan was printed. A job tells the same in its summary.
"""

from __future__ import annotations

from postmortem_gh.cli.words import say

TYPE_CHECKING = False  # for annotations alone
if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem_gh.plan.outcome import Refused
    from postmortem_gh.reconcile import Result


def tell_undone(result: Result) -> int:
    """Say each thing with its reason and, where a person can mend it, how; gives the exit code."""
    from postmortem_gh.plan.show import sentence

    for trouble in result.troubles:
        say(f"To mend: {trouble.what}\n  fix: {trouble.fix}\n  more: {trouble.more}")
    for words in _refusals(result):
        say(words)
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


def _refusals(result: Result) -> Iterator[str]:
    """A block for each reason, with all that was refused for it and GitHub's own sentences."""
    from postmortem_gh.plan.show import permission, told

    alike: dict[tuple[str, str], list[Refused]] = {}
    for refused in result.refused:
        alike.setdefault((refused.refusal.code, refused.refusal.what), []).append(refused)
    for several in alike.values():
        refusal = several[0].refusal
        changes = "; ".join(words for words, _ in told(each.change for each in several))
        said = dict.fromkeys(each.refusal.said for each in several if each.refusal.said)
        lacks = dict.fromkeys(permission(each.change) for each in several if refusal.code == "permission")
        yield "\n".join(
            (
                f"Refused: {changes}: {refusal.what}",
                *(f"  GitHub said: {words}" for words in said),
                *(f"  it needs: `{name}`" for name in lacks),
                "  fix: " + refusal.fix.rstrip().replace("\n", "\n       "),
                f"  more: {refusal.more}",
            )
        )
