"""Whether anything can be written into a repository at all; asked before anything is planned.

Used wherever a run begins. In an archived repository every write is
refused; where issues are switched off GitHub shows none of them, so that a
run would take each for deleted and end well.
"""

from __future__ import annotations

from postmortem_gh.errors import ConfigurationError, docs


def refuse_unwritable(full_name: str, *, is_archived: bool, has_issues: bool) -> None:
    """Raise, in words, where nothing can be written."""
    if is_archived:
        raise ConfigurationError(
            f"{full_name} is archived",
            "an archived repository is read-only",
            "unarchive it under Settings → General → Danger Zone, or remove the workflow",
            docs("refusals#archived"),
        )
    if not has_issues:
        raise ConfigurationError(
            f"issues are switched off in {full_name}",
            "forms, action items and the report are issues",
            "tick Settings → General → Features → Issues, or remove the workflow",
            docs("doctor#issues-on"),
        )
