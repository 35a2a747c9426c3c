"""`doctor`: every check on a set-up, as words or data."""

from __future__ import annotations

from collections.abc import Iterator

from postmortem_gh.setup.checks import ALL, Check, Finding
from postmortem_gh.text import data, escape
from postmortem_gh.values.lean import dataclass
from postmortem_gh.values.setup import SetupSnapshot

_SIGN = {"problem": "✗", "advice": "!", "unknown": "?"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding with the check that it comes from."""

    check: Check
    finding: Finding


def examine(setup: SetupSnapshot) -> tuple[Told, ...]:
    """All findings, in the order of the checks; where nothing can be written the rest is not asked."""
    return tuple(_findings(setup))


def _findings(setup: SetupSnapshot) -> Iterator[Told]:
    for check in ALL:
        for finding in check.find(setup):
            yield Told(check=check, finding=finding)


def has_problems(told: tuple[Told, ...]) -> bool:
    return any(each.finding.weight == "problem" for each in told)


def as_text(told: tuple[Told, ...], repository: str) -> str:
    """For a terminal: each finding with why it matters, the fix and a link; the count last."""
    lines: list[str] = []
    for each in told:
        lines += [
            f"{_SIGN[each.finding.weight]} {escape.log(each.finding.what)}",
            f"    why:  {each.check.why}",
            f"    fix:  {escape.log(each.finding.fix)}",
            f"    more: {each.check.more}",
            "",
        ]
    wrong = sum(each.finding.weight == "problem" for each in told)
    others = len(told) - wrong
    fine = len(ALL) - len({each.check.id for each in told})
    lines.append(
        f"{repository}: {fine} of {len(ALL)} checks are fine"
        + (f", {wrong} thing{'' if wrong == 1 else 's'} to mend" if wrong else ", nothing to mend")
        + (f", {others} to know." if others else ".")
    )
    return "\n".join(lines)


def as_json(told: tuple[Told, ...], repository: str) -> str:
    """For programs: every check with its findings."""
    rows = [
        {
            "id": check.id,
            "title": check.title,
            "ok": not any(each.check.id == check.id for each in told),
            "findings": [
                {"weight": each.finding.weight, "what": each.finding.what, "fix": each.finding.fix}
                for each in told
                if each.check.id == check.id
            ],
            "why": check.why,
            "url": check.more,
        }
        for check in ALL
    ]
    return data.as_json({"repository": repository, "checks": rows})
